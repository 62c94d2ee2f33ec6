"""The first pass over a table: what must be known of all of it before its first figure can be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from knowledge.importers.cells import Decimals, decimals_hint
from knowledge.importers.grids import Grid
from knowledge.importers.layout import Layout
from knowledge.importers.places import Places
from knowledge.model import Text

_MOST_NOTES = 200
_MOST_PLACES = 20_000
_FOOTNOTE = re.compile(r"(?:(?P<number>[0-9a-zA-Z]{1,2})\)|(?P<bare>[¹²³⁴⁵⁶⁷⁸⁹]|\*{1,3}))\s*(?P<text>\S.*)")
_LEGEND = re.compile(
    r"[\"”']?(?P<mark>\.\.?|[-–—x])[\"”']?\s*(?:=|:|betyder|avser|står för)\s*(?P<text>\S.*)", re.IGNORECASE
)
_SUPERSCRIPTS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹", "123456789")

Progress = Callable[[int], None]
"""Is told how many rows were read so far."""


@dataclass(slots=True)
class Scan:
    """What a table as a whole tells.

    Attributes:
        rows: how many rows it has.
        decimals: the separator of decimals, None where its numbers do not tell, or contradict each other.
        places: the names of its places, each with its first row (from 1).
        measures: the texts of its column of measures.
        kinds: the texts of its column of kinds.
        units: measure -> the units that stand beside it.
        notes: the texts below and between its figures.
        footnotes: mark of a footnote -> its text.
        legends: mark in a figure's place -> what the table says of it.
    """

    rows: int = 0
    decimals: Decimals | None = None
    places: dict[str, int] = field(default_factory=dict)
    measures: dict[str, None] = field(default_factory=dict)
    kinds: dict[str, None] = field(default_factory=dict)
    units: dict[str, set[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    footnotes: dict[str, str] = field(default_factory=dict)
    legends: dict[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DataRow:
    """A row of figures: its number from 1, its cells, and its labels with what is carried from the rows above."""

    number: int
    cells: list[str]
    labels: dict[int, str]

    def cell(self, column: int) -> str:
        """A cell, empty where the row is shorter."""
        return self.cells[column] if column < len(self.cells) else ""


def data_rows(grid: Grid, layout: Layout, other: Callable[[int, list[str]], None] | None = None) -> Iterator[DataRow]:
    """The rows of figures of a table.

    Labels that are written once for several rows ("Skåne" above three years) are carried down.

    Args:
        grid: the table.
        layout: where its parts stand.
        other: is told of each other row, with its number from 1.

    Yields:
        The rows that have something in a column of figures and a place.
    """
    carried: dict[int, str] = {}
    below = [column for column in layout.row_columns if column != layout.area]
    for number, cells in enumerate(grid.rows(), 1):
        row = DataRow(number, cells, {})
        filled = number > layout.first_row and any(row.cell(column.number) for column in layout.values)
        if not filled:
            if other is not None:
                other(number, cells)
            continue
        for column in layout.row_columns:
            text = row.cell(column)
            down = column == layout.area and any(row.cell(one) for one in below)
            if text or not down:
                carried[column] = text
            row.labels[column] = carried.get(column, "")
        yield row


def scan(grid: Grid, layout: Layout, places: Places, decimals: Decimals | None, progress: Progress) -> Scan:
    """Read a table once, keeping only what is the same for many rows.

    Args:
        grid: the table.
        layout: where its parts stand.
        places: the names of places; settled by those of the table.
        decimals: the separator of decimals, where it was said.
        progress: is told how far it has come.

    Returns:
        What the table tells.
    """
    found = Scan()
    hints: set[Decimals] = set()

    def other(number: int, cells: list[str]) -> None:
        """Take in a row without figures: a note, mostly."""
        found.rows = number
        _take_note(found, number, cells, layout)

    for row in data_rows(grid, layout, other):
        found.rows = row.number
        if row.number % 1000 == 0:
            progress(row.number)
        hints.update(hint for column in layout.values if (hint := decimals_hint(row.cell(column.number))))
        area = row.labels[layout.area]
        if len(found.places) < _MOST_PLACES:
            found.places.setdefault(area, row.number)
        measure = row.labels.get(layout.measure, "") if layout.measure is not None else ""
        if layout.measure is not None:
            found.measures.setdefault(measure)
        if layout.breakdown is not None:
            found.kinds.setdefault(row.labels[layout.breakdown])
        if layout.unit is not None and row.cell(layout.unit):
            found.units.setdefault(measure, set()).add(row.cell(layout.unit))
    progress(found.rows)
    found.decimals = decimals or (hints.pop() if len(hints) == 1 else None)
    places.settle(found.places)
    return found


def _take_note(found: Scan, number: int, cells: list[str], layout: Layout) -> None:
    """Take in a row below or between the figures: what it says of a footnote or a mark."""
    texts = [cell for cell in cells if cell]
    if not texts or number <= layout.first_row or len(found.notes) >= _MOST_NOTES:
        return
    text = " ".join(dict.fromkeys(texts))
    found.notes.append(text)
    if legend := _LEGEND.fullmatch(text):
        mark = "-" if legend["mark"] in "-–—" else legend["mark"].casefold()
        found.legends[mark] = Text(legend["text"].rstrip("."), legend["text"].rstrip("."))
    elif footnote := _FOOTNOTE.fullmatch(text):
        mark = (footnote["number"] or footnote["bare"]).translate(_SUPERSCRIPTS).casefold()
        found.footnotes.setdefault(mark, footnote["text"])
