"""A reply as a page shows it: the figure first and large, what it is of, its context, its source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Literal

from bot.card import Line, Row
from bot.channels.web.tiles import TileMap, tile_map
from bot.message import Choice, Reply
from bot.standing import Desk, alone
from bot.talking import Said
from knowledge.model import Language

SIGNS = {"correct": "✓", "approximately_correct": "≈", "incorrect": "✗", "unverifiable": "?"}
"""The sign before a verdict's word."""

Kind = Literal["verdict", "figure", "rows", "title", "heading", "text", "note", "source", "words", "ask"]
_KINDS: dict[str, Kind] = {
    "figure": "figure",
    "title": "title",
    "context": "text",
    "caveat": "note",
    "assumption": "note",
    "source": "source",
    "words": "words",
    "ask": "ask",
}
_EXACTLY = re.compile(r"(?s)(.+?) \(([^()]*\d[^()]*)\)")
_FEW = 3
"""So many figures beside each other are all large; more make a table."""


_MANY = 12
"""More rows than this are the regions'."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a card.

    Attributes:
        kind: what it is.
        text: what it says; of a verdict, its word.
        before: of a figure, what stands before the figure itself.
        exact: the same figure with all its digits.
        after: of a figure, what stands behind it.
        rows: of a table.
        large: whether the rows are few enough to be large.
    """

    kind: Kind
    text: str = ""
    before: str = ""
    exact: str = ""
    after: str = ""
    rows: tuple[Row, ...] = ()
    large: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A document behind an answer, with the places in it: what says so, and the words that hold the figure."""

    ident: str
    title: str
    about: str
    file: str
    url: str
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """An answer with all that can be done with it.

    Attributes:
        said: the reply and what is offered under it.
        blocks: its text.
        sign: that of a verdict; empty without one.
        documents: where it stands.
        tiles: the map of the regions, where most of them have a figure.
        suggestions: questions to go on with.
    """

    said: Said
    blocks: tuple[Block, ...]
    sign: str = ""
    documents: tuple[Document, ...] = ()
    tiles: TileMap | None = None
    suggestions: tuple[Choice, ...] = field(default=())

    @property
    def data(self) -> dict[str, Any]:
        """The answer object."""
        return self.said.reply.data

    @property
    def language(self) -> Language:
        """That of the answer."""
        return self.said.language

    @property
    def lists(self) -> bool:
        """Whether the rows are those of the map, which then needs no table of its own."""
        return self.tiles is not None and any(len(block.rows) > _MANY for block in self.blocks)

    @property
    def headline(self) -> str:
        """The answer in one line: for the tab, for links to it, and for those who hear the page."""
        leading = [block for block in self.blocks if block.kind in ("verdict", "figure", "words", "ask", "title")]
        said = [f"{block.before}{block.text}{block.after}".strip() for block in leading[:2]]
        return " · ".join(said) or self.data["text"].split("\n")[0]


def card_of(said: Said, desk: Desk) -> Card:
    """A reply as a card.

    Args:
        said: what is to be said.
        desk: has the service that answered.

    Returns:
        The card.
    """
    reply = said.reply
    return Card(
        said,
        tuple(blocks_of(reply)),
        SIGNS.get(reply.data["verdict"] or "", ""),
        documents_of(reply),
        tile_map(reply, desk),
        _suggestions(said, desk),
    )


def blocks_of(reply: Reply) -> list[Block]:
    """The lines of a card as blocks: rows together, and what they are rows of above them."""
    lines = list(reply.card) or [Line("words", reply.text)]
    blocks: list[Block] = []
    for is_row, group in groupby(lines, key=lambda line: line.role == "row"):
        if not is_row:
            for line in group:
                blocks += _block(line, reply)
            continue
        rows = tuple(line.row for line in group if line.row is not None)
        large = len(rows) <= _FEW and all(row.place is None for row in rows)
        large = large and not any(block.kind == "figure" for block in blocks)
        blocks.append(Block("rows", rows=rows, large=large))
    for at, block in enumerate(blocks):
        above = at > 0 and blocks[at - 1].kind == "rows" and not any(b.kind == "figure" for b in blocks[:at])
        if block.kind == "title" and above and not blocks[at - 1].large:
            blocks[at - 1 : at + 1] = [Block("heading", block.text), blocks[at - 1]]
    return blocks


def _block(line: Line, reply: Reply) -> Sequence[Block]:
    """A line that is no row."""
    if line.role == "option":
        return []
    if line.role == "verdict":
        rest = line.text.removeprefix(line.lead).strip()
        kind: Kind = "figure" if reply.data["figures"] else "text"
        told = [_figure(rest, reply)] if rest and kind == "figure" else [Block(kind, rest)] if rest else []
        return [Block("verdict", line.lead), *told]
    if line.role == "figure":
        return [_figure(line.text, reply)]
    return [Block(_KINDS[line.role], line.text)]


def _figure(text: str, reply: Reply) -> Block:
    """A figure with what stands around it: "Skåne fick", "(398 262 434 kr)"."""
    exact = ""
    if (found := _EXACTLY.fullmatch(text)) is not None:
        text, exact = found[1], found[2]
    shown = next((figure["display"] for figure in reply.data["figures"] if figure["display"] in text), "")
    before, figure, after = text.partition(shown) if shown else ("", text, "")
    return Block("figure", figure, before, exact, after)


def documents_of(reply: Reply) -> tuple[Document, ...]:
    """The documents behind an answer, each once, with its places in their order."""
    found: dict[str, Document] = {}
    for citation in reply.data["citations"]:
        place = (citation["place"], citation["evidence"])
        if (known := found.get(citation["source"])) is None:
            about = ", ".join(filter(None, (citation["publisher"], citation["published"])))
            found[citation["source"]] = Document(
                citation["source"], citation["title"], about, citation["file"], citation["url"] or "", (place,)
            )
        elif place not in known.places:
            found[citation["source"]] = Document(
                known.ident, known.title, known.about, known.file, known.url, (*known.places, place)
            )
    return tuple(found.values())


def _suggestions(said: Said, desk: Desk) -> tuple[Choice, ...]:
    """What might be asked next: the choices of a reply that is no answer, or questions other than the comparison."""
    if said.choices or said.reply.data["status"] != "answered":
        return said.choices
    compared = alone(said.compares, desk, said.language).data["figures"] if said.compares else None
    asked = [
        each for each in said.reply.data["suggestions"] if alone(each, desk, said.language).data["figures"] != compared
    ]
    return tuple(Choice(each, each) for each in asked)
