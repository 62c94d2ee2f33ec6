"""What an answer consists of before a channel lays it out: lines that know what they are."""

from __future__ import annotations

from typing import Literal, NamedTuple

from knowledge.query import Cell

Role = Literal[
    "verdict", "figure", "row", "title", "context", "caveat", "assumption", "source", "words", "ask", "option"
]
"""What a line is: the verdict on a claim; the figure asked for; a row of a table; label, area and period; how the
figure was computed or compares; what its source says against it; what was taken for granted; where it stands; an
answer in words; a question back; one of its options."""


class Row(NamedTuple):
    """A row of a table: its place where rows are ranked, what it is a figure of, and the figure."""

    name: str
    figure: str
    cell: Cell
    place: int | None = None


class Line(NamedTuple):
    """One line of a card.

    `text` is the whole line, `lead` its first words where they are a verdict, `row` the parts of a row.
    """

    role: Role
    text: str
    lead: str = ""
    row: Row | None = None


def said(role: Role, *texts: str) -> list[Line]:
    """Lines of one kind, without those that say nothing."""
    return [Line(role, text) for text in texts if text]


def judged(word: str, rest: str = "") -> Line:
    """A verdict, and what follows on its line."""
    return Line("verdict", f"{word} {rest}" if rest else word, lead=word)


def plain(lines: list[Line]) -> str:
    """The lines as plain text."""
    return "\n".join(line.text for line in lines if line.text)
