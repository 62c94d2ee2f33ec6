"""Many figures made one: sums, means, medians and counts, and the limits that figures are held against."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from msgspec.structs import replace

from knowledge.lacking import lacking
from knowledge.query import Cell, Query, Result
from knowledge.selection import Selection, lacks_members

_FEW = 5
"""So many parts of a sum stand among the figures of the answer; more stand with its inputs only."""

Notes = tuple[tuple[str, dict[str, object]], ...]
"""Sentences beside a result, as (key, parameters)."""


class Combining:
    """Combines the figures of one selection."""

    def __init__(self, selection: Selection) -> None:
        """Figures are taken from `selection`."""
        self._selection = selection

    def sum(self, query: Query) -> Result | None:
        """The sum over the areas, years or rows."""
        if lacking(self._selection.catalogue, query):
            return None
        if query.group and not query.areas:
            group = self._selection.catalogue.places.groups[query.group]
            cells = list(self._selection.figures.select(replace(query, areas=group.members)))
            if lacks_members(cells, group):
                return None
        else:
            cells = self._selection.operands(query)
        if query.end == "rank":
            cells = self._selection.ordered(query, cells)[: query.n]
        cells = outside(query, cells)
        if not cells or len({cell.unit for cell in cells}) > 1 or not self._additive(query):
            return None
        if len(cells) == 1 and not query.group:
            return Result(query, tuple(cells))
        total = self._selection.figures.added(cells, query.group if not query.without_areas else "")
        return Result(query, (total, *(cells if len(cells) <= _FEW else ())), tuple(cells))

    def _additive(self, query: Query) -> bool:
        """Whether the figures of all the query's indicators may be added."""
        indicators = map(self._selection.catalogue.indicator, query.indicators)
        return all(indicator.additive or indicator.derived for indicator in indicators)

    def mean(self, query: Query) -> Result | None:
        """The mean over regions, years or rows; `without` leaves out that many from the asked end."""
        cells, left_out = self._population(query)
        if not cells or (len(cells) == 1 and not left_out and query.claim is None):
            return None  # one figure has no mean
        if any(cell.upper is not None for cell in cells):
            return None  # nor has a range of which only the ends are known
        first = cells[0]
        made = Cell(
            sum((cell.value for cell in cells), Decimal(0)) / len(cells),
            first.unit,
            first.indicator,
            _all_areas(cells),
            "" if left_out else query.group,
            first.period if len({cell.period for cell in cells}) == 1 else "",
            first.scenario,
            inputs=tuple(cells),
            operator="mean",
            kind="mean",
        )
        return Result(query, (made,), tuple(cells), notes=_left_out(left_out))

    def _population(self, query: Query) -> tuple[list[Cell], list[Cell]]:
        """The cells to average, and those left out on request."""
        cells = list(self._selection.everywhere(query))
        left_out: list[Cell] = []
        if query.end == "rank":  # "snittet för de tre största"
            cells = self._selection.ordered(query, cells)[: query.n]
        if query.without:
            ranked = self._selection.ordered(query, cells)
            left_out = ranked[: query.without]
        if query.without_areas:
            left_out = [cell for cell in cells if set(cell.areas) & set(query.without_areas)]
        return [cell for cell in cells if cell not in left_out], left_out

    def median(self, query: Query) -> Result | None:
        """The median, with the region that has it where the number is odd."""
        cells, left_out = self._population(query)
        if not cells:
            return None
        ranked = sorted(cells, key=lambda c: c.value)
        middle = len(ranked) // 2
        if len(ranked) % 2:
            made = ranked[middle]
        else:
            two = (ranked[middle - 1], ranked[middle])
            made = Cell(
                (two[0].value + two[1].value) / 2,
                two[0].unit,
                two[0].indicator,
                _all_areas(cells),
                period=two[0].period,
                scenario=two[0].scenario,
                inputs=two,
                operator="mean",
                kind="median",
            )
        return Result(query, (made,), tuple(ranked), notes=_left_out(left_out))

    def count(self, query: Query) -> Result | None:
        """How many regions there are, or are past the threshold; which ones stand in the context."""
        cells = self._selection.everywhere(query)
        if not cells:
            return None
        past = self._selection.ordered(query, self.past(query, list(cells)))
        made = Cell(
            Decimal(len(past)),
            "count",
            query.indicators[0],
            (),
            period=cells[0].period,
            scenario=cells[0].scenario,
            inputs=tuple(past) or tuple(cells),
            operator="count",
            kind="count",
        )
        return Result(query, (made,), tuple(past), everything=tuple(cells))

    def past(self, query: Query, cells: list[Cell]) -> list[Cell]:
        """The cells that are past the query's limit; all where it has none."""
        limit = self._limit(query)
        if limit is None:
            return cells
        upper = query.upper_threshold.value if query.upper_threshold is not None else limit
        ends = (query.threshold, query.upper_threshold)
        excluded = {end.value for end in ends if end is not None and end.hedge in _OUTSIDE}
        tests: dict[str, Callable[[Decimal], bool]] = {
            "over": lambda value: value > limit,
            "under": lambda value: value < limit,
            "at_least": lambda value: value >= limit,
            "at_most": lambda value: value <= limit,
            "equal": lambda value: value == limit,
            "other": lambda value: value != limit,
            "between": lambda value: limit <= value <= upper and value not in excluded,
        }
        passes = tests[query.comparator]
        if query.scenarios == ("deviation",) and limit:  # "avviker mer än 100 miljoner", in whichever direction
            return [cell for cell in cells if passes(abs(cell.value))]
        return [cell for cell in cells if passes(cell.value)]

    def _limit(self, query: Query) -> Decimal | None:
        """The limit: an amount, a mean or median, or one region's figure."""
        if query.threshold is not None:
            return query.threshold.value
        if query.threshold_area in ("mean", "median"):
            plain = replace(query, operation=query.threshold_area, threshold_area="", operands=(), group="")
            result = self.mean(plain) if query.threshold_area == "mean" else self.median(plain)
            return result.figures[0].value if result else None
        if query.threshold_area:
            of_region = replace(query, areas=(query.threshold_area,))
            cells = self._selection.everywhere(of_region)
            return cells[0].value if cells else None
        return None


_OUTSIDE = ("over", "under")
"""How the end of a span is hedged that is no part of it: "över 90 men under 100"."""


def outside(query: Query, cells: list[Cell]) -> list[Cell]:
    """The cells of the areas that the query does not leave out."""
    return [cell for cell in cells if not set(cell.areas) & set(query.without_areas)]


def _all_areas(cells: Sequence[Cell]) -> tuple[str, ...]:
    """The areas of all cells."""
    return tuple(code for cell in cells for code in cell.areas)


def _left_out(cells: Sequence[Cell]) -> Notes:
    """The note that names the cells left out on request."""
    return (("left_out", {"cells": tuple(cells)}),) if cells else ()
