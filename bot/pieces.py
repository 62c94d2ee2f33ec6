"""The parts that cards are put together from: title, rows, rank among the regions, arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.card import Line, Row, said
from bot.names import Names
from bot.texts import say
from knowledge.language import formatting
from knowledge.model import NATION, UNNAMED, Language
from knowledge.query import Cell, Result

_SHOWN = 25
"""So many rows are shown of a table."""

_TERMS = 9
"""So many terms of a sum are written out."""

_SMALLEST_RANKING = 3
_SECOND = 2
_QUOTIENTS = ("÷", "%", "change")
_FINEST = 100_000
"""Kronor that are a tenth of a million: what a rounded amount shows at the finest."""
FORESEEN = ("forecast", "budget", "deviation", "plan", "target")
"""Scenarios that the title names: whatever has not happened."""


class Pieces:
    """Parts of the card for one result in one language."""

    def __init__(self, names: Names, result: Result, language: Language) -> None:
        """`names` knows what the figures are called."""
        self._names = names
        self._result = result
        self._query = result.query
        self._language = language

    def _display(self, cell: Cell) -> str:
        """The figure in prose."""
        return self._names.display(cell, self._language)

    def _exactly(self, cell: Cell) -> str:
        """The figure with whole kronor behind it where it was shortened."""
        return self._names.exactly(cell, self._language)

    def _is_received(self, cell: Cell) -> bool:
        """Whether the figure is what one region was granted."""
        return cell.scenario == "grant" and cell.kind == "" and self._names.is_region(cell.area)

    def _said(self, cell: Cell) -> str:
        """One figure as the first line of a card: a sentence where it is what a region was granted."""
        if self._is_received(cell):
            return self._say("figure.received", area=self._area(cell), figure=self._exactly(cell))
        return self._exactly(cell)

    def _area(self, cell: Cell) -> str:
        """The area of a figure as said."""
        return self._names.area_name(cell, self._language)

    def _row_name(self, cell: Cell, cells: Sequence[Cell]) -> str:
        """What tells a figure from the others beside it."""
        return self._names.row_name(cell, cells, self._language)

    def _say(self, key: str, **values: object) -> str:
        """A text with its blanks filled in."""
        return say(self._language, key, **values)

    def _title(self, cells: Sequence[Cell]) -> str:
        """Label · area · period, of what all the figures share."""
        first = cells[0]
        label = self._names.label(first, self._language)
        if len({c.indicator for c in cells}) > 1:
            label = self._names.label(Cell(Decimal(0), first.unit, "", inputs=tuple(cells)), self._language)
        elif len({c.breakdown for c in cells}) > 1:
            label = self._names.indicators[first.indicator].name.of(self._language)
        area = self._area(first) if len({(c.areas, c.group) for c in cells}) == 1 else ""
        if first.area == UNNAMED:
            area = self._say("figure.unnamed")
        period = formatting.period(first.period, self._language) if len({c.period for c in cells}) == 1 else ""
        if not first.period and len({c.period for c in cells}) == 1 and first.kind == "":
            period = self._say("figure.period_missing")
        scenario = (
            self._say(f"figure.scenario_{first.scenario}")
            if first.scenario in FORESEEN and len({c.scenario for c in cells}) == 1 and first.kind in ("", "sum")
            else ""
        )
        return " · ".join(filter(None, (label, area, period, scenario)))

    def _titled(self, cells: Sequence[Cell]) -> list[Line]:
        """The title as a line."""
        return said("title", self._title(cells))

    def _headed(self, head: str, cells: Sequence[Cell]) -> list[Line]:
        """A figure and its title."""
        return [*said("figure", head), *self._titled(cells)]

    def _row(self, name: str, cell: Cell, place: int | None = None, *, exact: bool = False) -> Line:
        """A row: what the figure is of, and the figure."""
        figure = self._exactly(cell) if exact else self._display(cell)
        if place is None:
            text = self._say("figure.line", name=name, figure=figure)
        else:
            text = self._say("figure.ranked", place=place, name=name, figure=figure)
        return Line("row", text, row=Row(name, figure, cell, place))

    def _rows(self, cells: Sequence[Cell], ranked: bool = False) -> list[Line]:
        """A row a figure, numbered where they are ranked."""
        shown = cells[:_SHOWN]
        rows = [
            self._row(self._row_name(cell, cells), cell, place if ranked else None)
            for place, cell in zip(self._query.places or range(1, len(shown) + 1), shown, strict=False)
        ]
        if len(cells) > len(shown):
            rows += said("context", self._say("context.more", count=len(cells) - len(shown)))
        return rows

    def _rows_exact(self, cells: Sequence[Cell]) -> list[Line]:
        """A row a figure, with whole kronor."""
        return [self._row(self._row_name(cell, cells), cell, exact=True) for cell in cells]

    def _larger(self, cells: Sequence[Cell]) -> str:
        """Of two figures, which is the larger and by how much."""
        if (
            len(cells) != 2
            or cells[0].unit != cells[1].unit
            or cells[0].upper is not None
            or cells[0].indicator != cells[1].indicator
            or len({c.period for c in cells}) > 1
        ):
            return ""
        one, two = cells
        if one.value == two.value:
            return self._say("context.equal")
        first = one if one.value > two.value else two
        unit = "percentage_points" if one.unit == "percent" else one.unit
        gap = formatting.figure(abs(one.value - two.value), unit, self._language)
        return self._say("context.larger_two", first=self._row_name(first, cells), difference=gap)

    def _standing(self, cell: Cell) -> str:
        """Rank among the regions and share of the total, for one region's figure."""
        all_cells = [c for c in self._result.context if c.area != NATION]
        if len(all_cells) < _SMALLEST_RANKING or not cell.area:
            return ""
        place = 1 + sum(1 for c in all_cells if c.value > cell.value)
        rank = self._place(place, len(all_cells))
        total = sum((c.value for c in all_cells), Decimal(0))
        additive = self._names.indicators[cell.indicator].additive and cell.kind == ""
        additive = additive and len(all_cells) == self._names.regions
        if additive and total:
            share = formatting.figure(100 * cell.value / total, "percent", self._language)
            return self._say(
                "figure.rank_share",
                rank=rank,
                count=len(all_cells),
                share=share,
                total=formatting.figure(total, cell.unit, self._language),
            )
        return self._say("figure.rank_only", rank=rank, count=len(all_cells))

    def _place(self, place: int, count: int) -> str:
        """A place in a ranking in words, counted from the nearer end."""
        if place == 1:
            return self._say("figure.biggest")
        if place == count:
            return self._say("figure.smallest")
        from_end = count + 1 - place
        end = "biggest" if place <= from_end else "smallest"
        nearest = min(place, from_end)
        ordinal = formatting.ordinal(nearest, self._language)
        text = self._say(f"figure.{'second' if nearest == _SECOND else 'nth'}_{end}", ordinal=ordinal)
        return text[0].upper() + text[1:]

    def _short(self, cell: Cell) -> str:
        """A figure inside arithmetic."""
        if cell.unit == "SEK":
            return formatting.short_money(cell.value, self._language)
        if cell.unit in ("percent", "percentage_points", "ratio"):
            return formatting.number(cell.value, self._language, 2)
        return formatting.number(cell.value, self._language, 1)

    def _arithmetic(self, cell: Cell) -> str:
        """How a computed figure was computed: "633,5 miljoner − 495,2 miljoner = 138,3 miljoner kronor"."""
        if not cell.inputs:
            return ""
        result = self._display(cell)
        inputs = cell.inputs
        quotient = cell.operator in _QUOTIENTS and {c.unit for c in inputs} == {"SEK"}
        if quotient and any(c.value % _FINEST for c in inputs):  # rounded terms would not give the result that is shown
            parts = [formatting.exact_money(c.value, self._language) for c in inputs]
        else:
            parts = [self._short(c) for c in inputs]
        if cell.operator == "+":
            shown = " + ".join(parts) if len(parts) <= _TERMS else " + ".join([*parts[:3], "…", parts[-1]])
        elif cell.operator == "−":
            shown = f"{parts[0]} − {parts[1]}" if cell.inputs[1].value >= 0 else f"{parts[0]} − ({parts[1]})"
        elif cell.operator in ("÷", "%"):
            shown = f"{parts[0]} ÷ {parts[1]}"
        elif cell.operator == "×" and self._query.times is not None:
            shown = f"{parts[0]} × {self._factor(self._query.times)}"
        elif cell.operator == "change":
            earlier = parts[1]
            shown = (
                f"({parts[0]} − {earlier}) ÷ {earlier}"
                if cell.inputs[1].value >= 0
                else f"({parts[0]} − ({earlier})) ÷ {earlier.lstrip('−')}"
            )
        else:
            return ""
        return self._say("context.arithmetic", arithmetic=f"{shown} = {result}")

    def _factor(self, times: Decimal) -> str:
        """By what a figure is multiplied: parts in per cent, multiples as they are."""
        if times < 1:
            return formatting.figure(100 * times, "percent", self._language)
        return formatting.number(times, self._language, 2)
