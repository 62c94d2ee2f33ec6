"""Blocks as Markdown, Mattermost's and Rocket.Chat's, with what people and documents wrote made harmless."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.card import Row
from bot.channels.teamchat.blocks import Block, Grid, Image, Link, Pairs, capitalised
from bot.channels.telegram.markup import clean
from bot.tables.monospace import table
from bot.texts import say
from knowledge.model import Language

_JOINER = "\u200d"
"""A zero-width joiner: it parts the sign from the name of a mention, and is not seen."""
_SPECIAL = re.compile(r"[\\`*_~\[\]|<>#]")
_SPECIAL_ROCKET = re.compile(r"[\\`*_~#]")
_BREAKS = re.compile(r"[\r\n]+")
_LISTED = re.compile(r"^(\d+)([.)])(?=\s|$)")
_LIVE = re.compile(r"(?i)\b(?:https?|ftp|mailto|mmaction)(?=:)|\bwww(?=\.)|:(?=[\w+-]+:)")
"""What a chat would make an address or an emoji."""


def mattermost(blocks: Sequence[Block], language: Language) -> str:
    """Blocks as Mattermost's Markdown.

    Args:
        blocks: what to say.
        language: that of a table's head.

    Returns:
        Markdown in which no mention, link, picture or mark is anybody's but ours.
    """
    return _laid_out(blocks, _marked, "**", lambda rows: _table(rows, language))


def rocket_chat(blocks: Sequence[Block], language: Language) -> str:
    """Blocks as Rocket.Chat's Markdown, which has no tables; they stand in monospace."""
    return _laid_out(blocks, _marked_rocket, "*", lambda rows: _monospaced(rows, language))


def _laid_out(
    blocks: Sequence[Block], marked: Callable[[str], str], strong: str, tabled: Callable[[Sequence[Row]], list[str]]
) -> str:
    """Blocks as lines."""
    lines: list[str] = []

    def bold(text: str) -> str:
        """A text in bold."""
        return f"{strong}{marked(text)}{strong}" if text.strip() else ""

    for block in blocks:
        if isinstance(block, Grid):
            lines += [*([""] if lines else []), *tabled(block.rows), ""]
        elif isinstance(block, Pairs):
            for row in block.rows:
                figure = bold(row.figure) if block.leading else marked(row.figure)
                lines.append(f"{marked(capitalised(row.name))}: {figure}")
        elif isinstance(block, Image):
            lines.append(f"![{marked(_BREAKS.sub(' ', block.alt))}]({block.address})")
        elif isinstance(block, Link):
            lines.append(f"[{marked(block.label)}]({block.address})" if _is_address(block.address) else "")
        elif block.kind == "verdict":
            lines.append(f"{block.sign} {bold(block.text)}")
        elif block.kind in {"figure", "heading"}:
            lines.append(bold(block.text))
        elif block.kind == "note":
            lines.append(f"_{marked(block.text)}_")
        elif block.kind == "quote":
            lines.append(f"> {marked(block.text)}")
            lines.append("")
        else:
            lines += [""] if block.kind == "source" and lines and lines[-1] else []
            lines.append(marked(block.text))
    return _joined(lines)


def _joined(lines: Sequence[str]) -> str:
    """Lines under each other; Markdown ends a table and a quotation with an empty line."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip("\n")


def _table(rows: Sequence[Row], language: Language) -> list[str]:
    """Rows as a Markdown table."""
    ranked = any(row.place is not None for row in rows)
    head = [say(language, "teamchat.column_name"), say(language, "teamchat.column_figure")]
    head = [say(language, "teamchat.column_place"), *head] if ranked else head
    under = ["---:", ":---", "---:"] if ranked else [":---", "---:"]
    lines = [f"| {' | '.join(head)} |", f"| {' | '.join(under)} |"]
    for row in rows:
        cells = [_marked(capitalised(row.name)), _marked(row.figure)]
        cells = ["" if row.place is None else str(row.place), *cells] if ranked else cells
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _monospaced(rows: Sequence[Row], language: Language) -> list[str]:
    """Rows in characters of one width, under their unit."""
    unit, text = table(rows, language)
    return [*([f"_{unit}_"] if unit else []), "```", clean(text).replace("`", "'").replace("@", f"@{_JOINER}"), "```"]


def _marked(text: str) -> str:
    """Somebody's text as it is written in Mattermost's Markdown."""
    escaped = _SPECIAL.sub(r"\\\g<0>", _harmless(text))
    return _LISTED.sub(r"\1\\\2", escaped)


def _marked_rocket(text: str) -> str:
    """Somebody's text as it is written in Rocket.Chat's Markdown, where brackets cannot be escaped."""
    return _SPECIAL_ROCKET.sub(r"\\\g<0>", _harmless(text)).replace("](", f"]{_JOINER}(").replace("|", "¦")


def _harmless(text: str) -> str:
    """A text on one line that mentions nobody, and whose addresses and emoji names are not made into anything."""
    parted = clean(_BREAKS.sub(" ", text)).replace("@", f"@{_JOINER}")
    return _LIVE.sub(rf"\g<0>{_JOINER}", parted)


def _is_address(address: str) -> bool:
    """Whether a document's address can stand in a link as it is."""
    return re.fullmatch(r"https?://[^\s()<>\[\]\"'`\\]+", address) is not None
