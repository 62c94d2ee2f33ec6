"""Figures set against each other: shares, differences, ratios and changes."""

from __future__ import annotations

from msgspec.structs import replace

from knowledge.combining import Combining
from knowledge.model import NATION
from knowledge.query import Cell, Query, Result
from knowledge.selection import Selection


class Relating:
    """Sets the figures of one selection against each other."""

    def __init__(self, selection: Selection) -> None:
        """Figures are taken from `selection`."""
        self._selection = selection

    def share(self, query: Query) -> Result | None:
        """A part of a whole, in per cent."""
        indicator = self._selection.catalogue.indicator(query.indicators[0])
        if len(query.indicators) > 1 and not query.table:
            return self._share_of_other(query)
        if query.whole:
            return self._share_of_years(query)
        if indicator.unit == "count":
            return self._share_of_count(query)
        if query.end == "list":
            return self._shares(query)
        if indicator.groups and not self._selection.catalogue.holdings(indicator.id).areas[1:]:
            return self._share_of_table(query)
        if query.end == "extremes" or (len(query.operands) == 2 and not self._is_part(query)):
            return self.ratio(replace(query, percent=True))
        if len(query.operands) == 2:
            return self._share_of_group(query)
        return self._shared(query, self._parts(query), self._of_nation(query))

    def _share_of_group(self, query: Query) -> Result | None:
        """A region's share of a group that it belongs to."""
        groups = self._selection.catalogue.places.groups
        group, part = sorted(query.operands, key=lambda operand: operand not in groups)
        alone = replace(query, operands=())
        return self._shared(query, self._selection.operand(alone, part), self._selection.operand(alone, group))

    def _share_of_years(self, query: Query) -> Result | None:
        """One year's figure as a share of those of all the years of `query.whole`."""
        parts = self._selection.figures.select(replace(query, operands=()))
        wholes = self._selection.figures.select(replace(query, operands=(), periods=query.whole))
        if len(parts) != 1 or len(wholes) < 2 or not self._selection.catalogue.indicator(query.indicators[0]).additive:
            return None
        return self._shared(query, list(parts), [self._selection.figures.added(wholes)])

    def _share_of_other(self, query: Query) -> Result | None:
        """The smaller of two things that were named as a share of the larger, of which it is a part."""
        cells = self._selection.figures.select(replace(query, operands=()))
        if len(cells) != 2 or cells[0].unit != cells[1].unit or not cells[0].value * cells[1].value:
            return None
        if cells[0].value * cells[1].value < 0:  # a saving as a share of a deficit, but not revenue as one of costs
            if not query.threshold_area or query.table:
                return None
            cells = tuple(replace(cell, value=abs(cell.value)) for cell in cells)
        part, whole = sorted(cells, key=lambda cell: abs(cell.value))
        if query.threshold_area and query.threshold_area == part.indicator:  # "hur stor andel är A av B" with a small B
            part, whole = whole, part
        return self._share_result(query, part, whole)

    def _parts(self, query: Query) -> list[Cell]:
        """The part of which a share is asked: the first few together, several areas, a group, or the one figure."""
        figures = self._selection.figures
        if query.end == "rank":
            cells = self._selection.ordered(query, figures.select(replace(query, operands=())))[: query.n]
            return [figures.added(cells)] if len(cells) > 1 else cells
        if len(query.operands) > 1:
            return [figures.added(self._selection.operands(query))]
        if query.group:
            return self._selection.operand(replace(query, operands=()), query.group)
        cells = list(figures.select(query))
        return [figures.added(cells)] if len(cells) > 1 and query.dimension == "area" else cells

    def _of_nation(self, query: Query) -> list[Cell]:
        """The figures of the whole country."""
        return list(self._selection.everywhere(replace(query, areas=(NATION,))))

    def _shared(self, query: Query, parts: list[Cell], wholes: list[Cell]) -> Result | None:
        """The share of one part in the first whole, where both are held."""
        if len(parts) != 1 or not wholes or not wholes[0].value or parts[0] == wholes[0]:
            return None
        return self._share_result(query, parts[0], wholes[0])

    def _share_of_count(self, query: Query) -> Result | None:
        """A number of regions as a share of the number it is taken from, which a derived indicator tells."""
        ident = query.indicators[0]
        for other in self._selection.catalogue.store.indicators.values():
            derived = other.derived
            if derived is not None and derived.op == "difference" and ident in (other.id, *derived.of[1:]):
                parts = self._selection.figures.select(query)
                wholes = self._selection.figures.select(replace(query, indicators=(derived.of[0],)))
                if len(wholes) == 1 and (result := self._shared(query, list(parts), list(wholes))):
                    return result
        return None

    def _is_part(self, query: Query) -> bool:
        """Whether the two operands are a region and a group that it belongs to."""
        known = self._selection.catalogue.places.groups
        groups = [operand for operand in query.operands if operand in known]
        others = [operand for operand in query.operands if operand not in known]
        return len(groups) == 1 and len(others) == 1 and others[0] in known[groups[0]].members

    @staticmethod
    def _share_result(query: Query, part: Cell, whole: Cell) -> Result:
        """The share of a part in a whole, with both."""
        made = replace(
            part,
            value=100 * part.value / whole.value,
            unit="percent",
            upper=None,
            approximate=False,
            observations=(),
            inputs=(part, whole),
            operator="%",
            kind="share",
        )
        return Result(query, (made, part), (part, whole))

    def _shares(self, query: Query) -> Result | None:
        """Each region's share of the whole country."""
        wholes = self._of_nation(query)
        if not wholes:
            return None
        cells = self._selection.ordered(query, self._selection.figures.select(replace(query, operands=())))
        made = tuple(self._share_result(query, cell, wholes[0]).figures[0] for cell in cells)
        return Result(query, made, tuple(cells))

    def _share_of_table(self, query: Query) -> Result | None:
        """A row's share of the total of its table."""
        catalogue = self._selection.catalogue
        table = catalogue.store.tables[catalogue.indicator(query.indicators[0]).groups[0]]
        parts = list(self._selection.figures.select(query))
        rows = self._selection.figures.select(replace(query, indicators=table.indicators))
        if table.total is None or not parts or any(row.value < 0 for row in rows):
            return None  # income and costs do not make a whole
        if len(parts) > 1:
            parts = [self._selection.figures.added(parts)]
        wholes = list(self._selection.figures.select(replace(query, indicators=(table.total,))))
        if len(wholes) > 1:
            wholes = [self._selection.figures.added(wholes)]
        if not wholes or not wholes[0].value:
            return None
        return self._share_result(query, parts[0], wholes[0])

    def _pair(self, query: Query) -> tuple[Cell, Cell] | None:
        """The two figures of a difference, ratio or change, in the order named (or in time)."""
        if query.end == "extremes":
            cells = self._selection.ordered(
                replace(query, direction="top"), self._selection.figures.select(replace(query, operands=()))
            )
            if len(cells) > 1:
                return cells[0], cells[-1]
        if len(query.places) == 2:
            cells = self._selection.ordered(query, self._selection.figures.select(replace(query, operands=())))
            first, second = query.places
            return (cells[first - 1], cells[second - 1]) if len(cells) >= max(first, second) else None
        cells = self._selection.operands(query)
        if query.threshold_area in ("first", "last") and len(cells) == 1:
            regions = self._selection.figures.regions(query.indicators[0])
            ranked = self._selection.ordered(
                replace(query, direction="top"), self._selection.everywhere(replace(query, areas=regions))
            )
            end = ranked[0 if query.threshold_area == "first" else -1]
            return (end, cells[0]) if end.areas != cells[0].areas else None
        if query.threshold_area and len(cells) == 1:
            average = self._average(query)
            return (cells[0], average) if average is not None else None
        if len(cells) == 1 and cells[0].upper is not None:
            low = replace(cells[0], upper=None)
            return replace(low, value=cells[0].upper), low
        if len(cells) > 2 and query.dimension == "period":
            cells = [cells[0], cells[-1]]
        return (cells[0], cells[1]) if len(cells) == 2 else None

    def _average(self, query: Query) -> Cell | None:
        """The mean or median of all regions, against which one region's figure is set."""
        regions = self._selection.figures.regions(query.indicators[0])
        plain = replace(query, operation=query.threshold_area, areas=regions, threshold_area="", operands=(), group="")
        combining = Combining(self._selection)
        result = combining.mean(plain) if query.threshold_area == "mean" else combining.median(plain)
        return result.figures[0] if result is not None else None

    def difference(self, query: Query) -> Result | None:
        """How far apart two figures are; between two shares it is in percentage points."""
        pair = self._shares_of_two(query) if query.end == "shares" else self._pair(query)
        if pair is None:
            return None
        if query.percent and pair[0].unit != "percent":
            return self.change(query)
        first, second = self._in_time(query, pair)
        developing = self._developing(query)
        value = first.value - second.value
        both_negative = first.value < 0 and second.value < 0
        made = Cell(
            value if developing and not both_negative else abs(value),
            "percentage_points" if first.unit == "percent" else first.unit,
            first.indicator if first.indicator == second.indicator else "",
            _areas(first, second),
            period=first.period if first.period == second.period else "",
            scenario=first.scenario,
            inputs=(first, second) if developing or first.value >= second.value else (second, first),
            operator="−",
            kind="difference",
        )
        return Result(query, (made, *pair), pair)

    def _shares_of_two(self, query: Query) -> tuple[Cell, Cell] | None:
        """Two areas' shares of the whole country."""
        cells, wholes = self._selection.operands(query), self._of_nation(query)
        if len(cells) != 2 or not wholes or not wholes[0].value:
            return None
        first, second = (self._share_result(query, cell, wholes[0]).figures[0] for cell in cells)
        return first, second

    def _developing(self, query: Query) -> bool:
        """Whether the figures follow each other in time, or set a forecast against a budget."""
        series = bool(self._selection.catalogue.indicator(query.indicators[0]).series)
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
        if _begins_with(query, second) or _divided_as_said(query, second):
            first, second = second, first
        ordered = query.claim is not None or query.percent or query.dimension == "period" or "divided" in query.wording
        if not ordered and abs(first.value) < abs(second.value):
            first, second = second, first
        value = first.value / second.value
        made = Cell(
            100 * value if query.percent else value,
            "percent" if query.percent else "ratio",
            first.indicator,
            first.areas,
            first.group,
            first.period,
            first.scenario,
            inputs=(first, second),
            operator="%" if query.percent else "÷",
            kind="ratio",
        )
        return Result(query, (made, first, second), (first, second))

    def change(self, query: Query) -> Result | None:
        """From one figure to the next: in per cent where that was asked, else in its unit with per cent beside."""
        pair = self._pair(query)
        if pair is None:
            return self._selection.lookup(query) if query.claim is None else None
        later, earlier = self._later_first(query, pair)
        if not earlier.value or later.unit != earlier.unit:
            return None
        percent = _percent_change(query, later, earlier)
        if query.percent:
            return Result(query, (percent, later, earlier), (earlier, later))
        plain = self.difference(replace(query, percent=False))
        if plain is None:
            return None
        return Result(query, (plain.figures[0], percent, later, earlier), (earlier, later))

    def _later_first(self, query: Query, pair: tuple[Cell, Cell]) -> tuple[Cell, Cell]:
        """The figure that is reached and the one from which: in time, budget before forecast, small before large."""
        if query.dimension == "scenario":
            return (pair[1], pair[0]) if pair[0].scenario == "budget" or pair[1].scenario != "budget" else pair
        later, earlier = self._in_time(query, pair)
        of_kinds = query.dimension == "breakdown" and query.claim is None and later.value < 0 and earlier.value < 0
        if of_kinds and later.value > earlier.value:  # of two deficits the deeper is what the other became
            return earlier, later
        unordered = query.dimension == "area" and not query.wording and query.claim is None
        if (later, earlier) == pair and unordered and abs(later.value) < abs(earlier.value):
            return earlier, later
        return later, earlier


def _percent_change(query: Query, later: Cell, earlier: Cell) -> Cell:
    """How many per cent larger the later figure is; a cost or deficit that grows is an increase."""
    change = later.value - earlier.value
    if later.value < 0 and earlier.value < 0:
        change = -change
    deficits = query.dimension == "breakdown" and later.value < 0 and earlier.value < 0
    if "less_than" in query.wording and not deficits:
        change = -change
    apart = earlier.period != later.period and earlier.period and later.period
    return Cell(
        100 * change / abs(earlier.value),
        "percent",
        later.indicator,
        _areas(later, earlier),
        period=f"{earlier.period}/{later.period}" if apart else later.period,
        scenario=later.scenario,
        inputs=(later, earlier),
        operator="change",
        kind="change",
    )


def _divided_as_said(query: Query, cell: Cell) -> bool:
    """Whether an earlier year is to be divided by a later one: "2024 delat med 2025"."""
    said = query.dimension == "period" and query.origin("period") == "said" and len(query.periods) == 2
    return said and query.claim is None and "divided" in query.wording and query.periods[0] == cell.period


def _begins_with(query: Query, cell: Cell) -> bool:
    """Whether a statement sets the kind it names first against another: "första värdet är dubbelt så stort som …".

    Kinds that only the answer before named have no order of their own, and what "halved" did so in time.

    Args:
        query: with a claim.
        cell: the figure that would be divided by.

    Returns:
        Whether it is the one to be divided.
    """
    if query.claim is None or query.dimension != "breakdown" or query.origin("breakdown") != "said":
        return False
    halved = any(amount.kind == "multiple" and amount.value < 1 for amount in query.claim.amounts)
    return query.breakdowns[:1] == (cell.breakdown,) and not halved


def _areas(first: Cell, second: Cell) -> tuple[str, ...]:
    """The areas of two figures, each once."""
    return tuple(dict.fromkeys((*first.areas, *second.areas)))
