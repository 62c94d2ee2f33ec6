"""The lines of a card for one result: figure first, what it is, how it was computed, what it compares with."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from bot.pieces import Pieces
from knowledge.language import formatting
from knowledge.language.numbers import Amount
from knowledge.model import UNNAMED
from knowledge.operations import ALL
from knowledge.query import Cell

_FEW = 8
"""So many figures stand in a card with their exact amounts; more make a table."""

_MOST_CAVEATS = 2


class Lines(Pieces):
    """Lines for one result in one language."""

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
                "rank": self._rank,
                "list": self._table,
                "position": self._position,
                "above": self._neighbour,
                "below": self._neighbour,
                "neighbours": self._neighbours,
                "count": self._count,
                "share": self._computed,
                "difference": self._computed,
                "ratio": self._computed,
                "change": self._computed,
                "sum": self._computed,
                "mean": self._mean,
                "median": self._median,
            }
            out = by_operation.get(self._query.operation, self._plain)()
        out += [self._note(key, values) for key, values in result.notes]
        if self._query.per_capita and any(c.kind == "per_capita" for c in cells):
            out.append(self._per_capita_note())
        out += self._caveats()
        return [line for line in out if line]

    def _plain(self) -> list[str]:
        """The figures as they stand."""
        cells = self._result.figures
        if len(cells) == 1 or cells[0].kind == "per_capita":
            cell = cells[0]
            cells = cells[:1]
            head = self._said(cell)
            if self._query.rounded and cell.unit == "SEK":
                value, _ = self._names.shown_value(cell, self._query)
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

    def _computed(self) -> list[str]:
        """A computed figure, what went into it and how."""
        cells = self._result.figures
        first = cells[0]
        if self._query.end == "list" or not first.derived:
            return self._plain() if len(cells) <= _FEW else self._table()
        lines = [self._exactly(first), self._title([first])]
        if first.kind == "sum" and first.inputs:
            names = [self._row_name(c, first.inputs) for c in first.inputs]
            lines.append(self._say("context.sum_of", names=formatting.joined(names, self._language)))
        elif first.inputs:
            lines += self._rows(first.inputs[:2]) if first.kind != "share" else self._share_rows(first)
        lines.append(self._arithmetic(first))
        percent = next((c for c in cells[1:] if c.kind == "change"), None)
        if percent is not None:
            lines.append(self._say("context.percent_too", percent=self._display(percent)))
        return lines

    def _share_rows(self, cell: Cell) -> list[str]:
        """A part and its whole."""
        part, whole = cell.inputs
        alike = part.indicator == whole.indicator
        return [
            self._say(
                "figure.line",
                name=(self._area(c) if alike else "") or self._names.label(c, self._language),
                figure=self._display(c),
            )
            for c in (part, whole)
        ]

    def _rank(self) -> list[str]:
        """The first of a ranking, or the one that was asked for."""
        cells = self._result.figures
        if len(cells) == 1:
            cell = cells[0]
            name = self._row_name(cell, self._result.context)
            return [f"{name}: {self._exactly(cell)}", self._title(cells), self._order_line()]
        return [*self._rows(cells, ranked=True), self._title(cells)]

    def _order_line(self) -> str:
        """Where in the ranking the figure stands."""
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
        """All figures, ranked where that was asked."""
        cells = self._result.figures
        return [
            self._title(cells),
            *self._rows(
                cells,
                ranked=self._query.n == ALL or self._query.threshold is not None or bool(self._query.threshold_area),
            ),
        ]

    def _position(self) -> list[str]:
        """Where one region stands."""
        cell = self._result.figures[0]
        place = next((i for i, c in enumerate(self._result.context, 1) if c == cell), 0)
        end = self._say("context.end_bottom" if self._query.direction == "bottom" else "context.end_top")
        line = self._say(
            "context.position",
            name=self._area(cell),
            ordinal=formatting.ordinal(place, self._language),
            count=len(self._result.context),
            end=end,
        )
        return [line, self._exactly(cell), self._title([cell])]

    def _neighbour(self) -> list[str]:
        """The region next above or below."""
        cells = self._result.figures
        if len(cells) < 2:
            return [self._exactly(cells[0]), self._title(cells)]
        near, mine = cells[0], cells[1]
        key = "context.next_above" if self._query.operation == "above" else "context.next_below"
        return [
            f"{self._area(near)}: {self._exactly(near)}",
            self._title([near]),
            self._say(key, name=f"{self._area(mine)} ({self._display(mine)})"),
        ]

    def _neighbours(self) -> list[str]:
        """The regions next above and next below."""
        cells = self._result.figures
        return [*self._rows_exact(cells), self._title(cells)]

    def _count(self) -> list[str]:
        """How many, and which."""
        cell = self._result.figures[0]
        past = self._result.context
        names = [f"{self._area(c)} ({self._display(c)})" if len(past) <= _FEW else self._area(c) for c in past]
        listed = (
            self._say("context.count_past", names=formatting.joined(names, self._language))
            if names
            else self._say("context.count_none")
        )
        return [f"{formatting.number(cell.value, self._language)}", self._names.label(cell, self._language), listed]

    def _mean(self) -> list[str]:
        """A mean and what it is the mean of."""
        cell = self._result.figures[0]
        total = sum((c.value for c in cell.inputs), Decimal(0))
        what = self._say("context.what_regions" if self._query.dimension == "area" else "context.what_values")
        lines = [self._exactly(cell), self._title([cell])]
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
        """A median and where it lies."""
        cell = self._result.figures[0]
        count = len(self._result.context)
        lines = [
            f"{self._area(cell)}: {self._exactly(cell)}" if cell.area else self._exactly(cell),
            self._title([cell]),
        ]
        if cell.derived:
            names = [f"{self._row_name(c, cell.inputs)} ({self._display(c)})" for c in cell.inputs]
            lines.append(self._say("context.median_two", names=formatting.joined(names, self._language)))
        else:
            lines.append(self._say("context.median_of", count=count))
        return lines

    def _claim_lines(self) -> list[str]:
        """A verdict with the figures it was judged by."""
        claim, cells = self._query.claim, self._result.figures
        verdict = self._say(f"verdict.{self._result.verdict}")
        first = cells[0]
        if claim is not None and claim.relation in ("most", "least", "order") and len(self._result.context) > 1:
            return self._leader_lines(verdict, first)
        if len(cells) > 1 and (first.kind == "" or self._query.operation == "compare"):
            return [verdict, *self._rows_exact(cells), self._title(cells), self._larger(cells)]
        name = self._area(first) if first.area != UNNAMED else ""
        line = self._say(
            "figure.line", name=name or self._names.label(first, self._language), figure=self._exactly(first)
        )
        if self._is_received(first):
            line = self._said(first)
        lines = [f"{verdict} {line}", self._title([first]), self._arithmetic(first) or self._standing(first)]
        if first.kind == "count":
            lines += self._count()[2:]
        elif first.inputs and first.kind in ("share", "ratio", "difference", "change"):
            lines += self._rows(first.inputs[:2])
        if claim is not None and claim.sign > 0 and first.value < 0:
            lines.insert(1, self._say("context.sign_negative"))
        return lines

    def _leader_lines(self, verdict: str, first: Cell) -> list[str]:
        """For a superlative: the verdict, who really leads, and where the one that was named stands."""
        leader = self._result.context[0]
        order = self._say("context.least" if self._query.direction == "bottom" else "context.most")
        name = self._row_name(leader, self._result.context)
        lead = self._say("context.leader", order=order, name=name, figure=self._exactly(leader))
        lines = [f"{verdict} {lead}"]
        if self._query.operation == "position" and first != leader:
            lines += self._position()[:2]
        return [*lines, self._title([leader])]

    def _note(self, key: str, values: dict[str, object]) -> str:
        """A note of the result as a sentence."""
        cell, amount, cells = values.get("cell"), values.get("amount"), values.get("cells")
        if key == "belongs_to" and isinstance(cell, Cell) and isinstance(amount, Amount):
            parts = (
                self._names.label(cell, self._language),
                self._area(cell) if cell.area != UNNAMED else "",
                formatting.period(cell.period, self._language),
            )
            key = "context.belongs_to" if cell.unit == "SEK" else "context.belongs_to_value"
            said = (
                formatting.figure(amount.value, cell.unit, self._language)
                if amount.unit is None
                else self._names.amount(amount, self._language)
            )
            return self._say(key, amount=said, what=", ".join(filter(None, parts)))
        if key in ("first_of_all", "last_of_all") and isinstance(cell, Cell):
            return self._say(f"context.{key}", name=self._area(cell))
        if key == "left_out" and isinstance(cells, tuple):
            return self._say(
                "context.left_out",
                names=formatting.joined([self._area(c) for c in cells], self._language),
            )
        return self._say(f"context.{key}")

    def _per_capita_note(self) -> str:
        """By which population was divided."""
        cell = next(c for c in self._result.figures if c.kind == "per_capita")
        people = cell.inputs[1]
        return self._say(
            "context.per_capita",
            date=formatting.period(people.period, self._language),
            people=formatting.figure(people.value, "persons", self._language),
        )

    def _caveats(self) -> list[str]:
        """What the source says against its own figure, for the indicators behind the figures."""
        seen: dict[str, None] = {}
        for cell in self._result.figures:
            for ident in dict.fromkeys([cell.indicator, *(c.indicator for c in cell.inputs)]):
                indicator = self._names.indicators.get(ident)
                if indicator is not None and indicator.caveat:
                    seen.setdefault(indicator.caveat.of(self._language))
            for observation in cell.observations:
                if observation.note:
                    seen.setdefault(observation.note.of(self._language))
        return list(seen)[:_MOST_CAVEATS]
