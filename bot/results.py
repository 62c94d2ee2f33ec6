"""The lines of a card for one result: figure first, what it is, how it was computed, what it compares with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.texts import say
from knowledge.language import formatting
from knowledge.language.numbers import Amount
from knowledge.model import NATION, Language
from knowledge.query import Cell, Result

if TYPE_CHECKING:
    from bot.phrasing import Phrasing

_SHOWN = 25


class Lines:
    """Lines for one result in one language."""

    def __init__(self, phrasing: Phrasing, result: Result, language: Language) -> None:
        """`phrasing` knows the names."""
        self._p = phrasing
        self._result = result
        self._query = result.query
        self._language = language

    def lines(self) -> list[str]:
        """All lines of the card but the source."""
        result = self._result
        cells = result.figures
        if not cells:
            return [self._note(key, values) for key, values in result.notes]
        if result.verdict is not None:
            out = self._claim_lines()
        else:
            by_operation: dict[str, Callable[[], list[str]]] = {
                "rank": self._rank, "list": self._table, "position": self._position, "above": self._neighbour, "below": self._neighbour, "count": self._count,
                "share": self._computed, "difference": self._computed, "ratio": self._computed, "change": self._computed, "sum": self._computed, "mean": self._mean, "median": self._median,
            }  # fmt: skip
            out = by_operation.get(self._query.operation, self._plain)()
        out += [self._note(key, values) for key, values in result.notes]
        if self._query.per_capita and any(c.kind == "per_capita" for c in cells):
            out.append(self._per_capita_note())
        out += self._caveats()
        return [line for line in out if line]

    # -- pieces -------------------------------------------------------------------------------------------------------

    def _say(self, key: str, **values: object) -> str:
        return say(self._language, key, **values)

    def _title(self, cells: Sequence[Cell]) -> str:
        """Label · area · period, of what all the figures share."""
        first = cells[0]
        label = self._p.label(first, self._language)
        if len({c.indicator for c in cells}) > 1:
            label = self._p.label(Cell(Decimal(0), first.unit, "", inputs=tuple(cells)), self._language)
        elif len({c.breakdown for c in cells}) > 1:
            label = self._p._store.indicators[first.indicator].name.of(self._language)
        area = self._p.area_name(first, self._language) if len({(c.areas, c.group) for c in cells}) == 1 else ""
        if first.area == "-":
            area = self._say("figure.unnamed")
        period = formatting.period(first.period, self._language) if len({c.period for c in cells}) == 1 else ""
        if not first.period and len({c.period for c in cells}) == 1 and first.kind == "":
            period = self._say("figure.period_missing")
        scenario = (
            self._say(f"figure.scenario_{first.scenario}")
            if first.scenario in ("forecast", "budget", "deviation", "plan", "target")
            and len({c.scenario for c in cells}) == 1
            and first.kind in ("", "sum")
            else ""
        )
        return " · ".join(filter(None, (label, area, period, scenario)))

    def _rows(self, cells: Sequence[Cell], ranked: bool = False) -> list[str]:
        rows = []
        shown = cells[:_SHOWN]
        for place, cell in enumerate(shown, 1):
            name = self._p._row_name(cell, cells, self._language)
            figure = self._p.display(cell, self._language)
            rows.append(
                self._say("figure.ranked", place=place, name=name, figure=figure)
                if ranked
                else self._say("figure.line", name=name, figure=figure)
            )
        if len(cells) > len(shown):
            rows.append(self._say("context.more", count=len(cells) - len(shown)))
        return rows

    def _plain(self) -> list[str]:
        cells = self._result.figures
        if len(cells) == 1 or cells[0].kind == "per_capita":
            cell = cells[0]
            cells = cells[:1]
            head = self._p._exactly(cell, self._language)
            if self._query.rounded and cell.unit == "SEK":
                value, _ = self._p._shown_value(cell, self._query)
                head = formatting.money(value, self._language)
                return [
                    head,
                    self._title(cells),
                    self._say("context.rounded", exact=formatting.exact_money(cell.value, self._language)),
                ]
            lines = [
                head,
                self._title(cells),
                self._standing(cell),
                self._arithmetic(cell) if cell.kind != "per_capita" else "",
            ]
            if cell.upper is not None and cell.unit in ("days", "beds_per_1000"):
                lines.append(
                    self._say(
                        "context.range_note",
                        low=formatting.figure(cell.value, cell.unit, self._language),
                        high=formatting.figure(cell.upper, cell.unit, self._language),
                    )
                )
            return lines
        return [*self._rows_exact(cells), self._title(cells), self._larger(cells)]

    def _rows_exact(self, cells: Sequence[Cell]) -> list[str]:
        return [
            self._say(
                "figure.line",
                name=self._p._row_name(c, cells, self._language),
                figure=self._p._exactly(c, self._language),
            )
            for c in cells
        ]

    def _larger(self, cells: Sequence[Cell]) -> str:
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
        first, second = (one, two) if one.value > two.value else (two, one)
        unit = "percentage_points" if one.unit == "percent" else one.unit
        gap = formatting.figure(abs(one.value - two.value), unit, self._language)
        return self._say("context.larger_two", first=self._p._row_name(first, cells, self._language), difference=gap)

    def _standing(self, cell: Cell) -> str:
        """Rank among the regions and share of the total, for one region's figure."""
        all_cells = [c for c in self._result.context if c.area != NATION]
        if len(all_cells) < 3 or not cell.area:
            return ""
        place = 1 + sum(1 for c in all_cells if c.value > cell.value)
        rank = self._place(place, len(all_cells))
        total = sum((c.value for c in all_cells), Decimal(0))
        additive = self._p._store.indicators[cell.indicator].additive and cell.kind == ""
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
        if place == 1:
            return self._say("figure.biggest")
        if place == count:
            return self._say("figure.smallest")
        text = self._say("figure.nth_biggest", ordinal=formatting.ordinal(place, self._language))
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
        result = self._p.display(cell, self._language)
        parts = [self._short(c) for c in cell.inputs]
        if cell.operator == "+":
            shown = " + ".join(parts) if len(parts) <= 9 else " + ".join([*parts[:3], "…", parts[-1]])
        elif cell.operator == "−":
            shown = f"{parts[0]} − {parts[1]}" if cell.inputs[1].value >= 0 else f"{parts[0]} − ({parts[1]})"
        elif cell.operator == "÷" or cell.operator == "%":
            shown = f"{parts[0]} ÷ {parts[1]}"
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

    def _computed(self) -> list[str]:
        cells = self._result.figures
        first = cells[0]
        if self._query.end == "list" or not first.derived:
            return self._plain() if len(cells) <= 8 else self._table()
        lines = [self._p._exactly(first, self._language), self._title([first])]
        if first.kind == "sum" and first.inputs:
            names = [self._p._row_name(c, first.inputs, self._language) for c in first.inputs]
            lines.append(self._say("context.sum_of", names=formatting.joined(names, self._language)))
        elif first.inputs:
            lines += self._rows(first.inputs[:2]) if first.kind != "share" else self._share_rows(first)
        lines.append(self._arithmetic(first))
        percent = next((c for c in cells[1:] if c.kind == "change"), None)
        if percent is not None:
            lines.append(self._say("context.percent_too", percent=self._p.display(percent, self._language)))
        return lines

    def _share_rows(self, cell: Cell) -> list[str]:
        part, whole = cell.inputs
        return [
            self._say(
                "figure.line",
                name=self._p.area_name(c, self._language) or self._p.label(c, self._language),
                figure=self._p.display(c, self._language),
            )
            for c in (part, whole)
        ]

    def _rank(self) -> list[str]:
        cells = self._result.figures
        if len(cells) == 1:
            cell = cells[0]
            name = self._p._row_name(cell, self._result.context, self._language)
            return [f"{name}: {self._p._exactly(cell, self._language)}", self._title(cells), self._order_line(cell)]
        return [*self._rows(cells, ranked=True), self._title(cells)]

    def _order_line(self, cell: Cell) -> str:
        count = len(self._result.context)
        if self._query.nth:
            ordinal = formatting.ordinal(self._query.n, self._language)
            place = count + 1 - self._query.n if self._query.direction == "bottom" else self._query.n
            return (
                self._say("figure.rank_only", rank=self._place(place, count), count=count)
                if self._query.dimension == "area"
                else ordinal
            )
        if self._query.dimension != "area" or count < 3:
            return ""
        return self._say(
            "figure.rank_only",
            rank=self._say("figure.smallest" if self._query.direction == "bottom" else "figure.biggest"),
            count=count,
        )

    def _table(self) -> list[str]:
        cells = self._result.figures
        return [
            self._title(cells),
            *self._rows(
                cells,
                ranked=self._query.n == 99 or self._query.threshold is not None or bool(self._query.threshold_area),
            ),
        ]

    def _position(self) -> list[str]:
        cell = self._result.figures[0]
        place = next((i for i, c in enumerate(self._result.context, 1) if c == cell), 0)
        end = self._say("context.end_bottom" if self._query.direction == "bottom" else "context.end_top")
        line = self._say(
            "context.position",
            name=self._p.area_name(cell, self._language),
            ordinal=formatting.ordinal(place, self._language),
            count=len(self._result.context),
            end=end,
        )
        return [line, self._p._exactly(cell, self._language), self._title([cell])]

    def _neighbour(self) -> list[str]:
        cells = self._result.figures
        if len(cells) < 2:
            return [self._p._exactly(cells[0], self._language), self._title(cells)]
        near, mine = cells[0], cells[1]
        key = "context.next_above" if self._query.operation == "above" else "context.next_below"
        return [
            f"{self._p.area_name(near, self._language)}: {self._p._exactly(near, self._language)}", self._title([near]),
            self._say(key, name=f"{self._p.area_name(mine, self._language)} ({self._p.display(mine, self._language)})"),
        ]  # fmt: skip

    def _count(self) -> list[str]:
        cell = self._result.figures[0]
        past = self._result.context
        names = [
            f"{self._p.area_name(c, self._language)} ({self._p.display(c, self._language)})"
            if len(past) <= 8
            else self._p.area_name(c, self._language)
            for c in past
        ]
        listed = (
            self._say("context.count_past", names=formatting.joined(names, self._language))
            if names
            else self._say("context.count_none")
        )
        return [f"{formatting.number(cell.value, self._language)}", self._p.label(cell, self._language), listed]

    def _mean(self) -> list[str]:
        cell = self._result.figures[0]
        total = sum((c.value for c in cell.inputs), Decimal(0))
        what = self._say("context.what_regions" if self._query.dimension == "area" else "context.what_values")
        lines = [self._p._exactly(cell, self._language), self._title([cell])]
        if cell.operator == "mean":
            lines.append(
                self._say(
                    "context.mean_of",
                    count=len(cell.inputs),
                    what=what,
                    total=formatting.figure(total, cell.unit, self._language),
                )
            )
        return lines

    def _median(self) -> list[str]:
        cell = self._result.figures[0]
        count = len(self._result.context)
        lines = [
            f"{self._p.area_name(cell, self._language)}: {self._p._exactly(cell, self._language)}"
            if cell.area
            else self._p._exactly(cell, self._language),
            self._title([cell]),
        ]
        if cell.derived:
            names = [
                f"{self._p._row_name(c, cell.inputs, self._language)} ({self._p.display(c, self._language)})"
                for c in cell.inputs
            ]
            lines.append(self._say("context.median_two", names=formatting.joined(names, self._language)))
        else:
            lines.append(self._say("context.median_of", count=count))
        return lines

    # -- claims -------------------------------------------------------------------------------------------------------

    def _claim_lines(self) -> list[str]:
        result, claim = self._result, self._query.claim
        cells = result.figures
        verdict = self._say(f"verdict.{result.verdict}")
        first = cells[0]
        if claim is not None and claim.relation in ("most", "least", "order") and len(result.context) > 1:
            leader = result.context[0]
            order = self._say("context.least" if self._query.direction == "bottom" else "context.most")
            lead = self._say(
                "context.leader",
                order=order,
                name=self._p._row_name(leader, result.context, self._language),
                figure=self._p._exactly(leader, self._language),
            )
            lines = [f"{verdict} {lead}"]
            if self._query.operation == "position" and first != leader:
                lines += self._position()[:2]
            return [*lines, self._title([leader])]
        name = self._p.area_name(first, self._language) if first.area != "-" else ""
        head = f"{verdict} {self._say('figure.line', name=name or self._p.label(first, self._language), figure=self._p._exactly(first, self._language))}"
        if len(cells) > 1 and first.kind == "":
            return [verdict, *self._rows_exact(cells), self._title(cells), self._larger(cells)]
        lines = [head, self._title([first]), self._arithmetic(first) or self._standing(first)]
        if first.kind == "count":
            lines += self._count()[2:]
        elif first.inputs and first.kind in ("share", "ratio", "difference", "change"):
            lines += self._rows(first.inputs[:2])
        if claim is not None and claim.sign > 0 and first.value < 0:
            lines.insert(1, self._say("context.sign_negative"))
        return lines

    def _note(self, key: str, values: dict[str, object]) -> str:
        cell, amount, cells = values.get("cell"), values.get("amount"), values.get("cells")
        if key == "belongs_to" and isinstance(cell, Cell) and isinstance(amount, Amount):
            parts = (
                self._p.label(cell, self._language),
                self._p.area_name(cell, self._language) if cell.area != "-" else "",
                formatting.period(cell.period, self._language),
            )
            key = "context.belongs_to" if cell.unit == "SEK" else "context.belongs_to_value"
            said = (
                formatting.figure(amount.value, cell.unit, self._language)
                if amount.unit is None
                else self._p.amount(amount, self._language)
            )
            return self._say(key, amount=said, what=", ".join(filter(None, parts)))
        if key in ("first_of_all", "last_of_all") and isinstance(cell, Cell):
            return self._say(f"context.{key}", name=self._p.area_name(cell, self._language))
        if key == "left_out" and isinstance(cells, tuple):
            return self._say(
                "context.left_out",
                names=formatting.joined([self._p.area_name(c, self._language) for c in cells], self._language),
            )
        return self._say(f"context.{key}")

    # -- notes --------------------------------------------------------------------------------------------------------

    def _per_capita_note(self) -> str:
        cell = next(c for c in self._result.figures if c.kind == "per_capita")
        people = cell.inputs[1]
        key = "context.per_capita" if cell.indicator == "sektorsbidrag" else "context.per_capita_plain"
        return self._say(
            key,
            date=formatting.period(people.period, self._language),
            people=formatting.figure(people.value, "persons", self._language),
        )

    def _caveats(self) -> list[str]:
        """What the source says against its own figure, for the indicators behind the figures."""
        seen: dict[str, None] = {}
        for cell in self._result.figures:
            for ident in dict.fromkeys([cell.indicator, *(c.indicator for c in cell.inputs)]):
                indicator = self._p._store.indicators.get(ident)
                if indicator is not None and indicator.caveat:
                    seen.setdefault(indicator.caveat.of(self._language))
            for observation in cell.observations:
                if observation.note:
                    seen.setdefault(observation.note.of(self._language))
        return list(seen)[:2]
