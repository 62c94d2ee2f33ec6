"""The figures of the data folders: the first ones in memory, the rest on the disk until the store is filled."""

from __future__ import annotations

import marshal
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import IO, Any, cast

from knowledge.model import Observation, Text

MANY = 50_000
"""So many figures are kept in memory."""
COLUMNS = (
    *("indicator", "area", "period", "scenario", "breakdown", "source", "value", "upper", "unit", "published"),
    *("published_upper", "published_unit", "approximate", "place", "evidence", "note_sv", "note_en"),
)
"""The columns of a row, as the store's table has them."""

Row = tuple[str | bool | None, ...]
_BATCH = 5_000


class Figures(Iterable[Observation]):
    """Figures in the order in which they were added; to be read any number of times."""

    def __init__(self, many: int = MANY) -> None:
        """None yet; up to `many` are kept in memory."""
        self._room = many
        self._few: list[Observation] = []
        self._batch: list[Row] = []
        self._file: IO[bytes] | None = None
        self._parts: list[int] = []
        self._count = 0

    def __len__(self) -> int:
        """How many there are."""
        return self._count

    def __iter__(self) -> Iterator[Observation]:
        """Each figure."""
        yield from self._few
        yield from map(observation, self._kept())

    def rows(self) -> Iterator[Row]:
        """Each figure as the database keeps it, in the order of `COLUMNS`."""
        yield from map(row_of, self._few)
        yield from self._kept()

    @property
    def all_in_memory(self) -> bool:
        """Whether none is kept on the disk."""
        return self._count == len(self._few)

    def in_memory(self) -> Iterator[Observation]:
        """Those that are kept in memory."""
        yield from self._few

    def on_disk(self, indicator: str) -> Iterator[Observation]:
        """Those of an indicator that are kept on the disk; all that are there are looked through."""
        return (observation(row) for row in self._kept() if row[0] == indicator)

    def extend(self, rows: Sequence[Row]) -> None:
        """Keep more figures."""
        self._count += len(rows)
        room = self._room - len(self._few)
        if room > 0:
            self._few.extend(map(observation, rows[:room]))
            rows = rows[room:]
        self._batch += rows
        if len(self._batch) >= _BATCH:
            if self._file is None:
                self._file = tempfile.TemporaryFile(prefix="siffersvar-")  # noqa: SIM115  (closed on the next line)
                weakref.finalize(self, self._file.close)
            self._parts.append(self._file.seek(0, 2))
            self._file.write(marshal.dumps(self._batch))
            self._batch.clear()

    def _kept(self) -> Iterator[Row]:
        """The rows that are not in memory as figures."""
        if self._file is not None:
            for at, end in pairwise((*self._parts, self._file.seek(0, 2))):
                self._file.seek(at)
                part = self._file.read(end - at)  # as a whole: marshal would read a file value by value
                batch: list[Row] = marshal.loads(part)  # noqa: S302  (written by this process a moment ago)
                yield from batch
        yield from self._batch


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
    indicator, area, period, scenario, breakdown, source, value, upper, *rest, note_sv, note_en = cast("Any", row)
    slots = indicator, area, period, scenario, breakdown
    numbers = Decimal(value), None if upper is None else Decimal(upper)
    return Observation(*slots, *numbers, *rest, source, Text(note_sv, note_en))  # type: ignore[call-arg]  # `rest` is 7
