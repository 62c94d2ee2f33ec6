"""A reply in blocks, which each platform lays out its own way: the figure first, the source last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, Literal

from bot.card import Line, Row
from bot.message import Reply
from bot.texts import say
from knowledge.model import Language

Kind = Literal["verdict", "figure", "heading", "text", "note", "source", "quote"]
"""What a line is: a verdict; the figure asked for; what stands above a table; prose; what qualifies it; where it
stands; words of a document."""

VERDICTS = {"correct": "✅", "approximately_correct": "≈", "incorrect": "❌", "unverifiable": "❔"}
"""The sign before a verdict's word."""

_FEW = 3
"""So many figures beside each other stand in prose; more make a table."""
_PLACES = 8
"""So many places in documents are shown; the table has all."""
_ROLES: Mapping[str, Kind] = {
    "figure": "figure",
    "ask": "heading",
    "caveat": "note",
    "assumption": "note",
    "source": "source",
}


@dataclass(frozen=True, slots=True)
class Words:
    """One line of plain text, with the sign before it where it is a verdict."""

    kind: Kind
    text: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Pairs:
    """A few figures, each under its name; `leading` where no other figure leads."""

    rows: tuple[Row, ...]
    leading: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """Figures in a table, with their places where they are ranked."""

    rows: tuple[Row, ...]

    @property
    def ranked(self) -> bool:
        """Whether the rows have places."""
        return any(row.place is not None for row in self.rows)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture at an address, and what it shows in words."""

    address: str
    alt: str


@dataclass(frozen=True, slots=True)
class Link:
    """An address to open, and what stands there."""

    label: str
    address: str


Block = Words | Pairs | Grid | Image | Link


def of_reply(reply: Reply, *, buttons: bool) -> tuple[Block, ...]:
    """The blocks of a reply.

    Args:
        reply: what the service said.
        buttons: whether its options stand on buttons; they are listed where they do not.

    Returns:
        Blocks, in order.
    """
    lines = list(reply.card) or [Line("words", reply.text)]
    if buttons and reply.choices:
        lines = [line for line in lines if line.role != "option"]
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        before = lines[at - 1].role if at else ""
        rows = _rows(lines[at:])
        if rows:
            at += len(rows)
            if _is_table(rows):
                led = before in {"title", "context", "verdict", "figure"}
                if not led and at < len(lines) and lines[at].role == "title":
                    blocks.append(Words("heading", lines[at].text))
                    at += 1
                blocks.append(Grid(rows))
            else:
                blocks.append(Pairs(rows, leading=before not in {"title", "context"}))
            continue
        following = _rows(lines[at + 1 :])
        heads = line.role == "title" and before in {"", "source"} and bool(following)
        if heads and not _is_table(following):
            blocks += [Pairs(following, leading=True), Words("text", line.text)]
            at += 1 + len(following)
            continue
        blocks += [Words("heading", line.text)] if heads else _said(line, reply)
        at += 1
    return tuple(blocks)


def of_evidence(held: Mapping[str, Any]) -> tuple[Block, ...]:
    """Where a kept answer stands: each document with its publisher and date, then places in it and the words there."""
    language: Language = held["language"]
    blocks: list[Block] = []
    shown = ""
    for citation in held["citations"][:_PLACES]:
        if citation["source"] != shown:
            shown = citation["source"]
            published = ", ".join(filter(None, (citation["publisher"], citation["published"])))
            blocks.append(Words("heading", citation["title"]))
            blocks += [Words("text", published)] if published else []
            blocks.append(Words("text", say(language, "telegram.file", name=citation["file"])))
            if citation["url"]:
                blocks.append(Link(citation["url"], citation["url"]))
        blocks += [Words("text", citation["place"]), Words("quote", citation["evidence"])]
    left = len(held["citations"]) - _PLACES
    if left > 0:
        blocks.append(Words("text", say(language, "telegram.more_places", count=left)))
    return tuple(blocks)


def capitalised(text: str) -> str:
    """A text as the first words of a line."""
    return text[:1].upper() + text[1:]


def _rows(lines: Sequence[Line]) -> tuple[Row, ...]:
    """The rows that lines begin with."""
    return tuple(line.row for line in takewhile(lambda line: line.role == "row", lines) if line.row is not None)


def _is_table(rows: Sequence[Row]) -> bool:
    """Whether rows are put under each other in columns."""
    return len(rows) > _FEW or any(row.place is not None for row in rows)


def _said(line: Line, reply: Reply) -> list[Block]:
    """One line that is no row."""
    if line.role == "verdict":
        rest = line.text.removeprefix(line.lead).strip()
        said: list[Block] = [Words("verdict", line.lead, VERDICTS[reply.data["verdict"]])]
        return said + ([Words("figure" if reply.data["figures"] else "text", rest)] if rest else [])
    return [Words(_ROLES.get(line.role, "text"), capitalised(line.text))] if line.text else []
