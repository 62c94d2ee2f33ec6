"""Blocks of Block Kit, none larger than Slack takes; words stand in plain text, which is shown as it is."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.slack.actions import Block, Blocks
from bot.channels.slack.markup import clean

MOST = 50
"""Blocks of a message."""
LONGEST_TEXT = 3000
LONGEST_HEADER = 150
LONGEST_BUTTON = 75
LONGEST_CONTEXT = 2000
"""Characters of the text of a section, header, button and context."""
LONGEST_MESSAGE = 12_000
"""Characters of all blocks of a message; Slack refuses more than some 13,000."""
LONGEST_FALLBACK = 3000
"""Characters of what notifications and screen readers say."""
_BUTTONS = 5
"""Buttons that stand beside each other; Slack takes 25 in a block, but wraps them as it likes."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button: what it says, what it does, and with what."""

    text: str
    verb: str
    token: str
    primary: bool = False


def shortened(text: str, most: int) -> str:
    """A text, with an ellipsis where it is longer than that."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def header(text: str) -> list[Block]:
    """A line in large letters; a section in bold where it is too long for that."""
    words = clean(text)
    if len(words) > LONGEST_HEADER:
        return section(words)
    return [{"type": "header", "text": _plain(words)}] if words.strip() else []


def section(text: str) -> list[Block]:
    """Words as they are."""
    return [{"type": "section", "text": _plain(part)} for part in _parts(clean(text), LONGEST_TEXT)]


def marked(text: str) -> list[Block]:
    """Words in mrkdwn of our own, at most 3,000 characters."""
    words = {"type": "mrkdwn", "text": shortened(text, LONGEST_TEXT), "verbatim": True}
    return [{"type": "section", "text": words}] if text.strip() else []


def paragraph(*said: tuple[str, bool]) -> list[Block]:
    """Lines that stand close under each other, those with True in bold; nothing in them is read as marks."""
    made: list[Block] = []
    elements: list[dict[str, Any]] = []
    size = 0
    for text, strong in said:
        for part in _parts(clean(text), LONGEST_TEXT):
            if not elements or size + len(part) >= LONGEST_TEXT:
                elements, size = [], 0
                made.append({"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]})
            words = {"type": "text", "text": f"\n{part}" if elements else part}
            elements.append({**words, "style": {"bold": True}} if strong else words)
            size += len(part) + 1
    return made


def is_paragraph(block: Block) -> bool:
    """Whether a block is one of `paragraph`'s."""
    return bool(block["type"] == "rich_text" and block["elements"][0]["type"] == "rich_text_section")


def lines_of(block: Block) -> list[tuple[str, bool]]:
    """What `paragraph` was given."""
    return [(each["text"].removeprefix("\n"), "style" in each) for each in block["elements"][0]["elements"]]


def context(text: str) -> list[Block]:
    """Words in small grey letters."""
    return [{"type": "context", "elements": [_plain(part)]} for part in _parts(clean(text), LONGEST_CONTEXT)]


def preformatted(text: str) -> list[Block]:
    """Rows in characters of one width."""
    return [
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_preformatted", "elements": [{"type": "text", "text": part}]}],
        }
        for part in _parts(clean(text), LONGEST_TEXT)
    ]


def buttons(*made: Button) -> list[Block]:
    """Buttons, a few in a row."""
    rows = [made[at : at + _BUTTONS] for at in range(0, len(made), _BUTTONS)]
    return [{"type": "actions", "elements": [_button(each, at) for at, each in enumerate(row)]} for row in rows]


def messages(blocks: Sequence[Block]) -> Iterator[Blocks]:
    """Blocks in as many messages as they need.

    Yields:
        Those of one message.
    """
    held: list[Block] = []
    size = 0
    for block in blocks:
        length = sum(len(text) for text in texts(block))
        if held and (len(held) == MOST or size + length > LONGEST_MESSAGE):
            yield tuple(held)
            held, size = [], 0
        held.append(block)
        size += length
    if held:
        yield tuple(held)


def without_buttons(blocks: Iterable[Block]) -> Blocks:
    """The blocks of a message, less its buttons."""
    return tuple(block for block in blocks if block.get("type") != "actions")


def texts(value: Any) -> Iterator[str]:
    """All words of a block.

    Yields:
        Each text in it.
    """
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)


def _plain(text: str) -> dict[str, Any]:
    """Plain text, in which `:smile:` stays as it is."""
    return {"type": "plain_text", "text": text, "emoji": False}


def _button(button: Button, at: int) -> dict[str, Any]:
    """One button; its id is one of its own in the block."""
    made: dict[str, Any] = {
        "type": "button",
        "text": {"type": "plain_text", "text": shortened(clean(button.text), LONGEST_BUTTON), "emoji": False},
        "action_id": f"{button.verb}:{at}",
        "value": button.token,
    }
    return {**made, "style": "primary"} if button.primary else made


def _parts(text: str, most: int) -> list[str]:
    """A text in parts of at most so many characters, cut between rows where it can be, else between words."""
    parts: list[str] = []
    held = ""
    for line in text.strip("\n").split("\n"):
        pieces = [line]
        if len(line) > most:
            pieces = textwrap.wrap(line, most, break_on_hyphens=False, drop_whitespace=False)
        for piece in pieces:
            if held and len(held) + 1 + len(piece) > most:
                parts.append(held)
                held = piece
            else:
                held = f"{held}\n{piece}" if held else piece
    return [part for part in [*parts, held] if part.strip()]
