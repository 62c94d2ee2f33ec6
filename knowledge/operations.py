"""What is done with the figures of a query. Each operation shows how its result was computed and from what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from knowledge.catalogue import Catalogue
from knowledge.cells import Figures
from knowledge.model import NATION
from knowledge.query import Cell, Query, Result

_FEW = 5
"""So many parts of a sum stand among the figures of the answer; more stand with its inputs only."""

Notes = tuple[tuple[str, dict[str, object]], ...]


class Operations:
    """Runs queries against one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Operations over `catalogue`'s store."""
        self._catalogue = catalogue
        self.figures = Figures(catalogue)
        self._run: dict[str, Callable[[Query], Result | None]] = {
            "lookup": self.lookup, "list": self.listing, "rank": self.rank, "position": self.position, "above": self.neighbour, "below": self.neighbour,
            "sum": self.sum, "mean": self.mean, "median": self.median, "count": self.count, "share": self.share, "difference": self.difference,
            "find": self.find, "ratio": self.ratio, "change": self.change, "compare": self.compare,
        }  # fmt: skip

    def run(self, query: Query) -> Result | None:
        """The result of a query, or None where the store lacks a figure that it needs."""
        return self._run[query.operation](query)

    # -- reading ------------------------------------------------------------------------------------------------------

    def ordered(self, query: Query, cells: Sequence[Cell]) -> list[Cell]:
        """Cells by size, the asked end first; equal ones in the order of the store. Deficits and costs are ranked by size."""
        sign = -1 if query.direction == "top" else 1
        same_sign = all(cell.value <= 0 for cell in cells) or query.scenarios == ("deviation",)
        return sorted(cells, key=lambda c: sign * (abs(c.value) if same_sign else c.value))

    def _operands(self, query: Query) -> list[Cell]:
        """One cell for each area or group set against another, else the cells along the query's dimension."""
        if len(query.operands) > 1:
            cells = []
            for operand in query.operands:
                cells += self._operand(query, operand)
            return cells
        return list(self.figures.select(query))

    def _operand(self, query: Query, operand: str) -> list[Cell]:
        group = self._catalogue.places.groups.get(operand)
        if group is None:
            return list(self.figures.select(replace(query, areas=(operand,), group="")))
        parts = self.figures.select(replace(query, areas=group.members, group=""))
        return [self.figures.added(parts, operand)] if parts else []

    def lookup(self, query: Query) -> Result | None:
        """The figures of the slots as they stand; a group's figure is the sum of its regions'."""
        cells = self._operands(query)
        if len(cells) == 1 and cells[0].kind == "per_capita":
            return Result(query, (cells[0], cells[0].inputs[0]), self._standing(query, cells))
        return Result(query, tuple(self._ends(query, cells)), self._standing(query, cells)) if cells else None

    def _ends(self, query: Query, cells: list[Cell]) -> list[Cell]:
        """For a range, the end that was asked for."""
        if not query.end or not any(cell.upper is not None for cell in cells):
            return cells
        return [
            replace(
                cell, value=cell.upper if query.end == "high" and cell.upper is not None else cell.value, upper=None
            )
            for cell in cells
        ]

    def _standing(self, query: Query, cells: Sequence[Cell]) -> tuple[Cell, ...]:
        """For one region's figure: all regions' figures, from which rank and share are told."""
        if len(cells) != 1 or cells[0].area in ("", NATION):
            return ()
        regions = self.figures.regions(query.indicators[0])
        if cells[0].area not in regions or len(regions) < 3:
            return ()
        return self.figures.select(replace(query, areas=regions, group="", operands=()))

    def listing(self, query: Query) -> Result | None:
        """All figures of the slots, those past a threshold only where one was given."""
        cells = self._past(query, list(self.figures.select(replace(query, operands=(), group=""))))
        cells = [cell for cell in cells if not set(cell.areas) & set(query.without_areas)]
        if not cells:
            return Result(query, (), notes=(("none_past", {}),)) if query.threshold or query.threshold_area else None
        if query.n == 99 or query.threshold or query.threshold_area:
            cells = self.ordered(query, cells)
        return Result(query, tuple(cells))

    def find(self, query: Query) -> Result | None:
        """The figures that are a stated amount, at the precision in which it was stated."""
        amount = query.threshold
        cells = self.figures.select(replace(query, operands=(), group=""))
        same = [
            c
            for c in cells
            if amount is not None
            and amount.unit in (None, c.unit)
            and (abs(c.value) == abs(amount.value) or amount.rounds_to(abs(c.value)))
        ]
        return Result(query, tuple(same)) if same else None

    def _past(self, query: Query, cells: list[Cell]) -> list[Cell]:
        limit = self._limit(query)
        if limit is None:
            return cells
        upper = query.upper_threshold.value if query.upper_threshold is not None else limit
        tests: dict[str, Callable[[Decimal], bool]] = {
            "over": lambda v: v > limit, "under": lambda v: v < limit, "at_least": lambda v: v >= limit, "at_most": lambda v: v <= limit, "between": lambda v: limit <= v <= upper,
        }  # fmt: skip
        return [cell for cell in cells if tests[query.comparator](cell.value)]

    def _limit(self, query: Query) -> Decimal | None:
        if query.threshold is not None:
            return query.threshold.value
        if query.threshold_area in ("mean", "median"):
            plain = replace(query, operation=query.threshold_area, threshold_area="", operands=(), group="")
            result = self.mean(plain) if query.threshold_area == "mean" else self.median(plain)
            return result.figures[0].value if result else None
        if query.threshold_area:
            cells = self.figures.select(replace(query, areas=(query.threshold_area,), group="", operands=()))
            return cells[0].value if cells else None
        return None

    def compare(self, query: Query) -> Result | None:
        """The figures side by side, in the order they were named."""
        cells = self._operands(query)
        return Result(query, tuple(cells)) if len(cells) > 1 else (Result(query, tuple(cells)) if cells else None)

    # -- ranking ------------------------------------------------------------------------------------------------------

    def rank(self, query: Query) -> Result | None:
        """The n first from the asked end, or the n-th alone."""
        cells = self.ordered(query, self.figures.select(replace(query, operands=(), group="")))
        if not cells:
            return None
        if query.end == "extremes":
            return Result(query, (cells[0], cells[-1]) if len(cells) > 1 else tuple(cells), tuple(cells))
        chosen = cells[query.n - 1 : query.n] if query.nth else cells[: query.n]
        if query.n == 1 and not query.nth:
            chosen = [cell for cell in cells if cell.value == cells[0].value]
        return Result(query, tuple(chosen), tuple(cells)) if chosen else None

    def position(self, query: Query) -> Result | None:
        """Where one region stands among all."""
        regions = (
            self._catalogue.places.groups[query.group].members
            if query.group
            else self.figures.regions(query.indicators[0])
        )
        cells = self.ordered(query, self.figures.select(replace(query, areas=regions, group="", operands=())))
        mine = [cell for cell in cells if cell.area in query.areas]
        return Result(query, tuple(mine), tuple(cells)) if mine else None

    def neighbour(self, query: Query) -> Result | None:
        """The region next above or below one region."""
        cells = self.ordered(
            replace(query, direction="top"), self.figures.select(replace(query, group="", operands=()))
        )
        at = next((i for i, cell in enumerate(cells) if cell.area == query.threshold_area), None)
        if at is None:
            return None
        near = at - 1 if query.operation == "above" else at + 1
        if not 0 <= near < len(cells):
            return Result(
                query,
                (cells[at],),
                tuple(cells),
                notes=(("first_of_all" if near < 0 else "last_of_all", {"cell": cells[at]}),),
            )
        return Result(query, (cells[near], cells[at]), tuple(cells))

    # -- combining ----------------------------------------------------------------------------------------------------

    def sum(self, query: Query) -> Result | None:
        """The sum over the areas, years or rows."""
        if query.group and not query.areas:
            members = self._catalogue.places.groups[query.group].members
            cells = list(self.figures.select(replace(query, areas=members)))
        else:
            cells = [c for c in self._operands(query)]
        if query.end == "rank":
            cells = self.ordered(query, cells)[: query.n]
        cells = [cell for cell in cells if not set(cell.areas) & set(query.without_areas)]
        if not cells or len({cell.unit for cell in cells}) > 1 or not self._additive(query):
            return None
        if len(cells) == 1 and not query.group:
            return Result(query, tuple(cells))
        total = self.figures.added(cells, query.group if not query.without_areas else "")
        return Result(query, (total, *(cells if len(cells) <= _FEW else ())), tuple(cells))

    def _additive(self, query: Query) -> bool:
        return all(
            self._catalogue.indicator(ident).additive or self._catalogue.indicator(ident).derived
            for ident in query.indicators
        )

    def mean(self, query: Query) -> Result | None:
        """The mean over regions, years or rows; `without` leaves out that many from the asked end."""
        cells, left_out = self._population(query)
        if not cells:
            return None
        total = sum((cell.value for cell in cells), Decimal(0))
        first = cells[0]
        made = Cell(
            total / len(cells), first.unit, first.indicator, tuple(c for cell in cells for c in cell.areas), query.group if not left_out else "", first.period if len({c.period for c in cells}) == 1 else "",
            first.scenario, inputs=tuple(cells), operator="mean", kind="mean",
        )  # fmt: skip
        return Result(
            query, (made,), tuple(cells), notes=(("left_out", {"cells": tuple(left_out)}),) if left_out else ()
        )

    def _population(self, query: Query) -> tuple[list[Cell], list[Cell]]:
        """The cells to average, and those left out on request."""
        cells = list(self.figures.select(replace(query, operands=(), group="")))
        left_out: list[Cell] = []
        if query.without:
            ranked = self.ordered(query, cells)
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
                tuple(c for cell in cells for c in cell.areas),
                period=two[0].period,
                scenario=two[0].scenario,
                inputs=two,
                operator="mean",
                kind="median",
            )
        return Result(
            query, (made,), tuple(ranked), notes=(("left_out", {"cells": tuple(left_out)}),) if left_out else ()
        )

    def count(self, query: Query) -> Result | None:
        """How many regions there are, or are past the threshold; which ones stand in the context."""
        cells = self.figures.select(replace(query, operands=(), group=""))
        if not cells:
            return None
        past = self.ordered(query, self._past(query, list(cells)))
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

    # -- setting against each other -----------------------------------------------------------------------------------

    def share(self, query: Query) -> Result | None:
        """A part of a whole, in per cent."""
        indicator = self._catalogue.indicator(query.indicators[0])
        if indicator.unit == "count":
            return self._share_of_count(query)
        if query.end == "list":
            return self._shares(query)
        if indicator.groups and not self._catalogue.holdings(indicator.id).areas[1:]:
            return self._share_of_table(query)
        if query.end == "extremes" or (len(query.operands) == 2 and not self._is_part(query)):
            return self.ratio(replace(query, percent=True))
        whole_areas: tuple[str, ...] = (NATION,)
        operands = query.operands
        if len(operands) == 2:
            part = next(o for o in operands if o not in self._catalogue.places.groups)
            group = next(o for o in operands if o in self._catalogue.places.groups)
            wholes = self._operand(replace(query, operands=()), group)
            parts = self._operand(replace(query, operands=()), part)
        else:
            if query.end == "rank":
                cells = self.ordered(query, self.figures.select(replace(query, operands=())))[: query.n]
                parts = [self.figures.added(cells)] if len(cells) > 1 else cells
            elif len(operands) > 1:
                parts = [self.figures.added(self._operands(query))]
            elif query.group:
                parts = self._operand(replace(query, operands=()), query.group)
            else:
                cells = list(self.figures.select(query))
                parts = [self.figures.added(cells)] if len(cells) > 1 and query.dimension == "area" else cells
            wholes = list(self.figures.select(replace(query, areas=whole_areas, group="", operands=())))
        if len(parts) != 1 or not wholes or not wholes[0].value:
            return None
        return self._share_result(query, parts[0], wholes[0])

    def _share_of_count(self, query: Query) -> Result | None:
        """A number of regions as a share of the number that it is taken from, where a derived indicator tells which that is."""
        ident = query.indicators[0]
        for other in self._catalogue.store.indicators.values():
            if (
                other.derived is not None
                and other.derived.op == "difference"
                and ident in (other.id, *other.derived.of[1:])
            ):
                parts, wholes = (
                    self.figures.select(query),
                    self.figures.select(replace(query, indicators=(other.derived.of[0],))),
                )
                if len(parts) == 1 and len(wholes) == 1 and wholes[0].value:
                    return self._share_result(query, parts[0], wholes[0])
        return None

    def _is_part(self, query: Query) -> bool:
        """Whether the two operands are a region and a group that it belongs to."""
        groups = [o for o in query.operands if o in self._catalogue.places.groups]
        others = [o for o in query.operands if o not in self._catalogue.places.groups]
        return len(groups) == 1 and len(others) == 1 and others[0] in self._catalogue.places.groups[groups[0]].members

    def _share_result(self, query: Query, part: Cell, whole: Cell) -> Result:
        made = Cell(
            100 * part.value / whole.value, "percent", part.indicator, part.areas, part.group, part.period, part.scenario, part.breakdown,
            inputs=(part, whole), operator="%", kind="share",
        )  # fmt: skip
        return Result(query, (made, part), (part, whole))

    def _shares(self, query: Query) -> Result | None:
        wholes = self.figures.select(replace(query, areas=(NATION,), group="", operands=()))
        if not wholes:
            return None
        cells = self.ordered(query, self.figures.select(replace(query, operands=())))
        made = tuple(self._share_result(query, cell, wholes[0]).figures[0] for cell in cells)
        return Result(query, made, tuple(cells))

    def _share_of_table(self, query: Query) -> Result | None:
        table = self._catalogue.store.tables[self._catalogue.indicator(query.indicators[0]).groups[0]]
        parts = list(self.figures.select(query))
        rows = self.figures.select(replace(query, indicators=table.indicators))
        if table.total is None or not parts or any(row.value < 0 for row in rows):
            return None  # income and costs do not make a whole
        if len(parts) > 1:
            parts = [self.figures.added(parts)]
        wholes = list(self.figures.select(replace(query, indicators=(table.total,))))
        if len(wholes) > 1:
            wholes = [self.figures.added(wholes)]
        if not wholes or not wholes[0].value:
            return None
        return self._share_result(query, parts[0], wholes[0])

    def _pair(self, query: Query) -> tuple[Cell, Cell] | None:
        """The two figures of a difference, ratio or change, in the order named (or in time)."""
        if query.end == "extremes":
            cells = self.ordered(replace(query, direction="top"), self.figures.select(replace(query, operands=())))
            if len(cells) > 1:
                return cells[0], cells[-1]
        cells = self._operands(query)
        if len(cells) == 1 and cells[0].upper is not None:
            low = replace(cells[0], upper=None)
            return replace(low, value=cells[0].upper), low
        if len(cells) > 2 and query.dimension == "period":
            cells = [cells[0], cells[-1]]
        return (cells[0], cells[1]) if len(cells) == 2 else None

    def difference(self, query: Query) -> Result | None:
        """How far apart two figures are; between two shares it is in percentage points."""
        pair = self._pair(query)
        if pair is None:
            return None
        if query.percent and pair[0].unit != "percent":
            return self.change(query)
        first, second = self._in_time(query, pair)
        unit = "percentage_points" if first.unit == "percent" else first.unit
        value = first.value - second.value
        both_negative = first.value < 0 and second.value < 0
        made = Cell(
            value if self._developing(query) and not both_negative else abs(value), unit, first.indicator if first.indicator == second.indicator else "",
            tuple(dict.fromkeys((*first.areas, *second.areas))), "", first.period if first.period == second.period else "", first.scenario,
            inputs=(first, second) if first.value >= second.value or self._developing(query) else (second, first), operator="−", kind="difference",
        )  # fmt: skip
        return Result(query, (made, *pair), pair)

    def _developing(self, query: Query) -> bool:
        """Whether the figures follow each other in time, or set a forecast against a budget."""
        series = bool(self._catalogue.indicator(query.indicators[0]).series)
        return query.dimension in ("period", "scenario") or (query.dimension == "breakdown" and series)

    def _in_time(self, query: Query, pair: tuple[Cell, Cell]) -> tuple[Cell, Cell]:
        """(later, earlier) for a development, else the pair as it stands."""
        if (
            query.dimension in ("period", "breakdown")
            and self._developing(query)
            and pair[0].upper is None
            and len(query.operands) < 2
        ):
            return pair[1], pair[0]
        return pair

    def ratio(self, query: Query) -> Result | None:
        """How many times one figure is another: the larger over the smaller where no order was named."""
        pair = self._pair(query)
        if pair is None or not pair[0].value or not pair[1].value:
            return None
        first, second = self._in_time(query, pair)
        if (
            query.claim is None
            and not query.percent
            and abs(first.value) < abs(second.value)
            and query.dimension not in ("period",)
        ):
            first, second = second, first
        value = first.value / second.value
        made = Cell(
            100 * value if query.percent else value, "percent" if query.percent else "ratio", first.indicator, first.areas, first.group, first.period, first.scenario, inputs=(first, second),
            operator="%" if query.percent else "÷", kind="ratio",
        )  # fmt: skip
        return Result(query, (made, first, second), (first, second))

    def change(self, query: Query) -> Result | None:
        """From one figure to the next: in per cent where that was asked, else in the figure's unit with the per cent beside it."""
        pair = self._pair(query)
        if pair is None:
            return self.lookup(query) if query.claim is None else None
        if query.dimension == "scenario":
            pair = tuple(sorted(pair, key=lambda c: c.scenario != "budget"))  # type: ignore[assignment]
            later, earlier = pair[1], pair[0]
        else:
            later, earlier = self._in_time(query, pair)
            if (
                (later, earlier) == pair
                and query.dimension == "area"
                and not query.wording
                and abs(later.value) < abs(earlier.value)
                and query.claim is None
            ):
                later, earlier = earlier, later
        if not earlier.value or later.unit != earlier.unit:
            return None
        change = later.value - earlier.value
        if later.value < 0 and earlier.value < 0:  # a cost or deficit that grows is an increase
            change = -change
        if "less_than" in query.wording:
            change = -change
        percent = Cell(
            100 * change / abs(earlier.value), "percent", later.indicator, tuple(dict.fromkeys((*later.areas, *earlier.areas))), "",
            f"{earlier.period}/{later.period}" if earlier.period != later.period and earlier.period and later.period else later.period, later.scenario, inputs=(later, earlier), operator="change", kind="change",
        )  # fmt: skip
        if query.percent:
            return Result(query, (percent, later, earlier), (earlier, later))
        plain = self.difference(replace(query, percent=False))
        if plain is None:
            return None
        return Result(query, (plain.figures[0], percent, later, earlier), (earlier, later))
