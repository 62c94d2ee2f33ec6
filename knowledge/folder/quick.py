"""The checks of a figure's row, made in one go for rows that are plainly in order.

Millions of rows name few indicators, areas, periods and units: what a cell is found to be is remembered. A row that is
not plainly in order, or in which something is wrong, is left to the checks one by one, which say what it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from knowledge.evidence import fault
from knowledge.folder.dates import is_period
from knowledge.folder.kept import Row
from knowledge.folder.quantities import as_printed, in_base_unit, number
from knowledge.folder.sources import EVIDENCE_LIMIT
from knowledge.folder.streaming import Batch
from knowledge.model import PUBLISHED_UNITS, SCENARIOS, UNNAMED, Indicator

COLUMNS = (
    *("indicator", "area", "period", "scenario", "breakdown", "value", "upper", "unit", "approximate"),
    *("place", "evidence", "note_sv", "note_en"),
)
TRUTHS = {"true": True, "sant": True, "false": False, "falskt": False}
_NAMES = ("indicator", "scenario", "breakdown", "unit", "approximate")
_LONGEST = 18
"""Digits of numbers that are plainly in order."""
_REMEMBERED = 100_000
_PLAIN = re.compile(
    r"(?P<sign>[-\u2212\u2013]?)(?P<whole>0|[1-9][0-9]{0,17})(?:,(?P<decimals>[0-9]{0,8}[1-9])|\.(?P<dotted>[0-9]?[1-9]))?"
)
"""Numbers without trailing zeros or spaces: the same digits as in the base unit, where this is the unit."""
_ZEROS = frozenset({"-0", "\u22120", "\u20130"})

K = TypeVar("K")
V = TypeVar("V")
Named = tuple[str, str, str, str, str, bool, bool]
"""Indicator, scenario, breakdown, base unit, published unit, whether approximate, whether the units are the same."""


class _Remembered(dict[K, V]):
    """What cells are found to be."""

    def __init__(self, find: Callable[[K], V]) -> None:
        """Find out with `find` what is not known yet."""
        super().__init__()
        self._find = find

    def __missing__(self, key: K) -> V:
        """Find out, and remember."""
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[key] = self._find(key)
        return found


class QuickCheck:
    """Checks the rows of one source."""

    def __init__(self, source: str, indicators: Mapping[str, Indicator], areas: Container[str]) -> None:
        """Check rows of `source`, which may name these indicators and areas."""
        self._source = source
        self._indicators = indicators
        self._named = _Remembered(self._names)
        self._area = _Remembered[str, str | None](
            lambda cell: area if (area := cell.strip()) == UNNAMED or (area and area in areas) else None
        )
        self._period = _Remembered[str, str | None](
            lambda cell: period if not (period := cell.strip()) or is_period(period) else None
        )

    def rows(self, batch: Batch) -> Sequence[Row | None]:
        """Rows as the database keeps them.

        Args:
            batch: as they stand in the file.

        Returns:
            One for each, in order; None for those that must be looked at one by one.
        """
        columns = batch.columns()
        if columns is None:
            return [None] * len(batch.cells)
        named = map(self._named.__getitem__, zip(*(columns[name] for name in _NAMES), strict=True))
        areas = map(self._area.__getitem__, columns["area"])
        periods = map(self._period.__getitem__, columns["period"])
        numbers = map(_folded, (columns["value"], columns["upper"]))
        told = map(_folded, (columns["evidence"], columns["place"]))
        notes = map(_stripped, (columns["note_sv"], columns["note_en"]))
        return list(map(self._row, named, areas, periods, *numbers, columns["evidence"], *told, *notes))

    def _names(self, cells: tuple[str, ...]) -> Named | None:
        """What the cells that name things say; None where something is wrong with them."""
        ident, scenario, breakdown, unit, approximate = (cell.strip() for cell in cells)
        indicator, truth = self._indicators.get(ident), TRUTHS.get(approximate.lower())
        if indicator is None or truth is None or scenario not in SCENARIOS:
            return None
        if unit not in PUBLISHED_UNITS or PUBLISHED_UNITS[unit][0] != indicator.unit:
            return None
        if breakdown and all(breakdown != kind.id for kind in indicator.breakdowns):
            return None
        base, factor = PUBLISHED_UNITS[unit]
        return indicator.id, scenario, breakdown, base, unit, truth, factor == 1

    def _row(
        self,
        named: Named | None,
        area: str | None,
        period: str | None,
        value: str,
        upper: str,
        written: str,
        evidence: str,
        place: str,
        note_sv: str,
        note_en: str,
    ) -> Row | None:
        """One row; None where it must be looked at. `written` is the evidence as it stands in the file."""
        if named is None or area is None or period is None or upper or not place or len(evidence) > EVIDENCE_LIMIT:
            return None
        indicator, scenario, breakdown, base, unit, approximate, same = named
        if same and evidence.endswith("| " + value) and (plain := _plain(value)) is not None:
            exact, printed = plain
        else:
            read = number(value)
            if read is None or evidence != written.strip() or fault(read, unit, evidence) is not None:
                return None
            exact, printed = _exact(read, unit), as_printed(value)
        return (
            *(indicator, area, period, scenario, breakdown, self._source, exact, None, base, printed, "", unit),
            *(approximate, place, evidence, note_sv, note_en),
        )


def _folded(column: Sequence[str]) -> Sequence[str]:
    """Cells with their white space folded; mostly it is, which one look at all of them tells."""
    if not any(column):
        return column
    together = " ".join(column)  # an empty cell, and a space at an end of one, makes two spaces
    if together.isprintable() and "  " not in together and together[0] != " " != together[-1]:
        return column
    return [" ".join(cell.split()) for cell in column]


def _stripped(column: Sequence[str]) -> Sequence[str]:
    """Cells without white space at their ends; mostly all are empty."""
    return [cell.strip() for cell in column] if any(column) else column


def _plain(value: str) -> tuple[str, str] | None:
    """A value that needs no computing, as exact text and as printed; None for another."""
    if value.isdigit() and value.isascii() and value[0] != "0" and len(value) <= _LONGEST:
        return value, value
    found = _PLAIN.fullmatch(value)
    if found is None or value in _ZEROS:
        return None
    sign, whole, decimals, dotted = found.groups()
    fraction = decimals or dotted
    exact = f"{whole}.{fraction}" if fraction else whole
    return (f"-{exact}", f"\u2212{value[1:]}") if sign else (exact, value)


def _exact(value: Decimal, unit: str) -> str:
    """A published value in its base unit, as text."""
    return format(in_base_unit(value, unit), "f")
