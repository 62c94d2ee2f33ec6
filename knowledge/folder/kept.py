"""The figures of the data folders: a few in memory, those of a large source on the disk until the store is filled.

A source with more than `MANY` figures keeps its rows in order of their key, so that two of the same key stand beside
each other; they are written to a temporary file as they are read, and memory stays that of a small source.
"""

from __future__ import annotations

import marshal
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import IO

from knowledge.model import Observation, Text

MANY = 50_000
"""From so many figures of one source on they are kept on the disk."""
COLUMNS = (
    *("indicator", "area", "period", "scenario", "breakdown", "source", "value", "upper", "unit", "published"),
    *("published_upper", "published_unit", "approximate", "place", "evidence", "note_sv", "note_en"),
)
"""The columns of a row, as the store's table has them."""

Row = tuple[str | bool | None, ...]
_BATCH = 5_000


class Figures(Iterable[Observation]):
    """Figures in the order in which they were added; to be read any number of times."""

    def __init__(self) -> None:
        """None yet."""
        self._few: list[Observation] = []
        self._many: IO[bytes] | None = None
        self._ends: list[tuple[int, int]] = []
        self._count = 0

    def __len__(self) -> int:
        """How many there are."""
        return self._count

    def __iter__(self) -> Iterator[Observation]:
        """Each figure."""
        yield from self._few
        for row in self._kept():
            yield observation(row)

    def rows(self) -> Iterator[Row]:
        """Each figure as the database keeps it, in the order of `COLUMNS`."""
        yield from map(row_of, self._few)
        yield from self._kept()

    def few(self) -> Iterator[Observation]:
        """Those of small sources."""
        yield from self._few

    def many(self, indicator: str) -> Iterator[Observation]:
        """Those of an indicator from large sources; all of these are looked through."""
        return (observation(row) for row in self._kept() if row[0] == indicator)

    def add(self, figures: Iterable[Observation]) -> None:
        """Add the figures of a small source."""
        before = len(self._few)
        self._few += figures
        self._count += len(self._few) - before

    def add_many(self, figures: Iterable[Observation]) -> None:
        """Add the figures of a large source, in as much memory as some thousands of them take."""
        if self._many is None:
            self._many = tempfile.TemporaryFile(prefix="siffersvar-")  # noqa: SIM115  (closed on the next line)
            weakref.finalize(self, self._many.close)
        source = iter(figures)
        while batch := [row_of(figure) for figure in islice(source, _BATCH)]:
            marshal.dump(batch, self._many)
            self._count += len(batch)

    def _kept(self) -> Iterator[Row]:
        """The rows on the disk."""
        if self._many is None:
            return
        end = self._many.seek(0, 2)
        at = 0
        while at < end:
            self._many.seek(at)
            batch: list[Row] = marshal.load(self._many)  # noqa: S302  (written by this process a moment ago)
            at = self._many.tell()
            yield from batch


def row_of(figure: Observation) -> Row:
    """A figure as a row."""
    return (
        figure.indicator,
        figure.area,
        figure.period,
        figure.scenario,
        figure.breakdown,
        figure.source,
        format(figure.value, "f"),
        None if figure.upper is None else format(figure.upper, "f"),
        figure.unit,
        figure.published,
        figure.published_upper,
        figure.published_unit,
        figure.approximate,
        figure.place,
        figure.evidence,
        figure.note.sv,
        figure.note.en,
    )


def observation(row: Row) -> Observation:
    """The figure that `row_of` made a row of."""
    given = dict(zip(COLUMNS, row, strict=True))
    return Observation(
        **{name: given[name] for name in COLUMNS if name not in ("value", "upper", "note_sv", "note_en")},  # type: ignore[arg-type]
        value=Decimal(str(given["value"])),
        upper=None if given["upper"] is None else Decimal(str(given["upper"])),
        note=Text(str(given["note_sv"]), str(given["note_en"])),
    )
