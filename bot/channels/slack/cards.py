"""The card of an answer in Block Kit: the figure first and large, tables in one width, the source last and small."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from bot.card import Line
from bot.channels.slack.actions import Block
from bot.channels.slack.blocks import (
    LONGEST_FALLBACK,
    context,
    header,
    is_paragraph,
    lines_of,
    marked,
    paragraph,
    preformatted,
    section,
    shortened,
)
from bot.channels.slack.markup import bold, escaped
from bot.message import Reply
from bot.tables.monospace import capitalised, table
from knowledge.model import Language

VERDICTS = {"correct": "✅", "approximately_correct": "≈", "incorrect": "❌", "unverifiable": "❔"}
"""The sign before a verdict's word."""

_FEW = 3
"""So many figures beside each other stand in prose with their whole kronor; more make a table."""
_LONG_LABEL = 40
"""Characters of an option that a button on a phone shows whole; longer ones are listed above the buttons, too."""


def fallback(reply: Reply) -> str:
    """What notifications and screen readers say of a reply, as mrkdwn."""
    return escaped(shortened(reply.text, LONGEST_FALLBACK))


def blocks_of(reply: Reply) -> list[Block]:
    """A reply as a card.

    Args:
        reply: what the service said.

    Returns:
        Blocks, of which there may be more than a message holds.
    """
    lines = list(reply.card) or [Line("words", reply.text)]
    language: Language = reply.data["language"]
    if all(len(choice.label) <= _LONG_LABEL for choice in reply.choices):
        lines = [line for line in lines if line.role != "option"]
    made: list[Block] = []
    at = 0
    while at < len(lines):
        rows = list(takewhile(lambda line: line.role == "row", lines[at:]))
        if not rows:
            following = lines[at + 1 :][:1]
            heads = lines[at].role == "title" and bool(following) and following[0].role == "row"
            leads = heads and (at == 0 or lines[at - 1].role == "source")
            made += header(lines[at].text) if leads else _said(lines[at], reply)
            at += 1
            continue
        end = at + len(rows)
        led = at > 0 and lines[at - 1].role in ("title", "context", "verdict", "figure")
        if not led and end < len(lines) and lines[end].role == "title":
            made += header(lines[end].text)
            end += 1
        made += _table(rows, language) if _is_table(rows) else _side_by_side(rows, leading=not _has_figure(lines))
        at = end
    return _joined(made)


def _is_table(rows: Sequence[Line]) -> bool:
    """Whether rows are put under each other in columns."""
    return len(rows) > _FEW or any(line.row is not None and line.row.place is not None for line in rows)


def _table(rows: Sequence[Line], language: Language) -> list[Block]:
    """Rows in columns, under their unit."""
    unit, text = table([line.row for line in rows if line.row is not None], language)
    return [*context(capitalised(unit)), *preformatted(text)]


def _has_figure(lines: Sequence[Line]) -> bool:
    """Whether a figure leads the card."""
    return any(line.role in ("figure", "verdict") for line in lines)


def _side_by_side(rows: Sequence[Line], *, leading: bool) -> list[Block]:
    """A few figures as lines, in bold where no other figure leads."""
    found = (line.row for line in rows if line.row is not None)
    return paragraph(*((f"{capitalised(row.name)}: {row.figure}", leading) for row in found))


def _said(line: Line, reply: Reply) -> list[Block]:
    """One line."""
    if line.role == "verdict":
        rest = line.text.removeprefix(line.lead).strip()
        word = marked(f"{VERDICTS[reply.data['verdict']]} {bold(line.lead)}")
        return [*word, *(header(rest) if reply.data["figures"] else section(rest))]
    if line.role == "figure":
        return header(line.text)
    if line.role in ("title", "ask"):
        return paragraph((line.text, True))
    if line.role in ("caveat", "assumption", "source"):
        return context(line.text)
    return paragraph((capitalised(line.text), False))


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """Blocks of lines, and of small letters, that follow each other as one, so that they stand close together."""
    made: list[Block] = []
    for block in blocks:
        if made and block["type"] == made[-1]["type"] == "context":
            made[-1:] = context("\n".join(each["elements"][0]["text"] for each in (made[-1], block)))
        elif made and is_paragraph(block) and is_paragraph(made[-1]):
            made[-1:] = paragraph(*lines_of(made[-1]), *lines_of(block))
        else:
            made.append(block)
    return made
