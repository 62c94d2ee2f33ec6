"""The lines of a card for one result: figure first, what it is, how it was computed, what it compares with."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from bot.card import Line, judged, said
from bot.notes import Notes
from knowledge.language import formatting
from knowledge.model import UNNAMED
from knowledge.operations import ALL
from knowledge.query import Cell

_FEW = 8
"""So many figures stand in a card with their exact amounts; more make a table."""


class Lines(Notes):
    """Lines for one result in one language."""

    def lines(self) -> list[Line]:
        """All lines of the card but the source."""
        result = self._result
        cells = result.figures
        if not cells:
            return said("words", *(self._note(key, values) for key, values in result.notes))
        if result.verdict is not None:
            out = self._claim_lines()
        else:
            by_operation: dict[str, Callable[[], list[Line]]] = {
                "rank": self._rank,
                "list": self._table,
                "position": self._position,
                "above": self._neighbour,
                "below": self._neighbour,
                "neighbours": self._neighbours,
                "count": self._count,
                "share": self._computed,
                "times": self._computed,
                "difference": self._computed,
                "ratio": self._computed,
                "change": self._computed,
                "sum": self._computed,
                "mean": self._mean,
                "median": self._median,
            }
            out = by_operation.get(self._query.operation, self._plain)()
        out += said("context", *(self._note(key, values) for key, values in result.notes))
        if self._query.per_capita and any(c.kind == "per_capita" for c in cells):
            out += said("context", self._per_capita_note())
        return [*out, *said("caveat", *self._caveats())]

    def _plain(self) -> list[Line]:
        """The figures as they stand."""
        cells = self._result.figures
        shared = tuple(cell for cell in cells if cell.kind == "per_capita")
        if len(shared) > 1:
            return [*self._rows_exact(shared), *self._titled(shared), *said("context", self._larger(shared))]
        if len(cells) == 1 or shared:
            cell = cells[0]
            cells = cells[:1]
            head = self._said(cell)
            if self._query.rounded and cell.unit == "SEK":
                value, _ = self._names.shown_value(cell, self._query)
                head = formatting.money(value, self._language)
                exact = formatting.exact_money(cell.value, self._language)
                return [
                    *said("figure", head),
                    *self._titled(cells),
                    *said("context", self._say("context.rounded", exact=exact)),
                ]
            lines = [
                *said("figure", head),
                *self._titled(cells),
                *said("context", self._standing(cell), self._arithmetic(cell) if cell.kind != "per_capita" else ""),
            ]
            if cell.upper is not None and cell.unit in ("days", "beds_per_1000"):
                low = formatting.figure(cell.value, cell.unit, self._language)
                high = formatting.figure(cell.upper, cell.unit, self._language)
                lines += said("context", self._say("context.range_note", low=low, high=high))
            return lines
        return [*self._rows_exact(cells), *self._titled(cells), *said("context", self._larger(cells))]

    def _computed(self) -> list[Line]:
        """A computed figure, what went into it and how."""
        cells = self._result.figures
        first = cells[0]
        if self._query.end == "list" or not first.derived:
            return self._plain() if len(cells) <= _FEW else self._table()
        lines = self._headed(self._exactly(first), [first])
        if first.kind == "sum" and first.inputs:
            names = [self._row_name(c, first.inputs) for c in first.inputs]
            lines += said("context", self._say("context.sum_of", names=formatting.joined(names, self._language)))
        elif first.inputs:
            lines += self._rows(first.inputs[:2]) if first.kind != "share" else self._share_rows(first)
        lines += said("context", self._arithmetic(first))
        percent = next((c for c in cells[1:] if c.kind == "change"), None)
        if percent is not None:
            lines += said("context", self._say("context.percent_too", percent=self._display(percent)))
        return lines

    def _share_rows(self, cell: Cell) -> list[Line]:
        """A part and its whole."""
        part, whole = cell.inputs
        alike = part.indicator == whole.indicator
        return [
            self._row((self._area(c) if alike else "") or self._names.label(c, self._language), c)
            for c in (part, whole)
        ]

    def _rank(self) -> list[Line]:
        """The first of a ranking, or the one that was asked for."""
        cells = self._result.figures
        if len(cells) == 1:
            cell = cells[0]
            name = self._row_name(cell, self._result.context)
            head = f"{name}: {self._exactly(cell)}"
            return [*self._headed(head, cells), *said("context", self._order_line())]
        if self._query.end == "extremes":
            return [*said("figure", *self._both_ends()), *self._titled(cells)]
        return [*self._rows(cells, ranked=True), *self._titled(cells)]

    def _both_ends(self) -> list[str]:
        """The largest and the smallest, each with all that are as large or as small."""
        lines = []
        for key, pick in (("context.most", max), ("context.least", min)):
            end = pick(self._result.context, key=lambda cell: cell.value)
            alike = [cell for cell in self._result.context if cell.value == end.value]
            name = formatting.joined([self._row_name(cell, alike) for cell in alike], self._language)
            lines.append(self._say("context.leader", order=self._say(key), name=name, figure=self._exactly(end)))
        return lines

    def _rank_key(self) -> str:
        """The text for a place in a ranking, by the kind of areas that are ranked."""
        kinds = {self._names.kind(cell.area) for cell in self._result.context}
        kind = kinds.pop() if len(kinds) == 1 else ""
        return {
            "municipality": "figure.rank_municipalities",
            "country": "figure.rank_countries",
        }.get(kind, "figure.rank_only")

    def _order_line(self) -> str:
        """Where in the ranking the figure stands."""
        count = len(self._result.context)
        if self._query.nth:
            ordinal = formatting.ordinal(self._query.n, self._language)
            place = count + 1 - self._query.n if self._query.direction == "bottom" else self._query.n
            return (
                self._say(self._rank_key(), rank=self._place(place, count), count=count)
                if self._query.dimension == "area"
                else ordinal
            )
        if self._query.dimension != "area" or count < 3:
            return ""
        return self._say(
            self._rank_key(),
            rank=self._say("figure.smallest" if self._query.direction == "bottom" else "figure.biggest"),
            count=count,
        )

    def _table(self) -> list[Line]:
        """All figures, ranked where that was asked."""
        cells = self._result.figures
        return [
            *self._titled(cells),
            *self._rows(
                cells,
                ranked=self._query.n == ALL or self._is_past_limit(),
            ),
        ]

    def _is_past_limit(self) -> bool:
        """Whether the figures are those past a limit; rows that are all alike, or just not so, have no order."""
        limited = self._query.threshold is not None or bool(self._query.threshold_area)
        return limited and self._query.comparator not in ("equal", "other")

    def _position(self) -> list[Line]:
        """Where one region stands."""
        cell = self._result.figures[0]
        return [
            *said("figure", self._place_of(cell)),
            *said("context", self._exactly(cell)),
            *self._titled([cell]),
        ]

    def _place_of(self, cell: Cell) -> str:
        """The place of a figure in the order, and from which end it is counted."""
        place = next((i for i, c in enumerate(self._result.context, 1) if c == cell), 0)
        end = self._say("context.end_bottom" if self._query.direction == "bottom" else "context.end_top")
        return self._say(
            "context.position",
            name=self._area(cell),
            ordinal=formatting.ordinal(place, self._language),
            count=len(self._result.context),
            end=end,
        )

    def _neighbour(self) -> list[Line]:
        """The region next above or below."""
        cells = self._result.figures
        if len(cells) < 2:
            return self._headed(self._exactly(cells[0]), cells)
        near, mine = cells[0], cells[1]
        key = "context.next_above" if self._query.operation == "above" else "context.next_below"
        return [
            *self._headed(f"{self._area(near)}: {self._exactly(near)}", [near]),
            *said("context", self._say(key, name=f"{self._area(mine)} ({self._display(mine)})")),
        ]

    def _neighbours(self) -> list[Line]:
        """The regions next above and next below."""
        cells = self._result.figures
        return [*self._rows_exact(cells), *self._titled(cells)]

    def _count(self) -> list[Line]:
        """How many, and which."""
        cell = self._result.figures[0]
        past = self._result.context
        rows = [self._row_name(c, past) if self._query.table else self._area(c) for c in past]
        names = [f"{row} ({self._display(c)})" if len(past) <= _FEW else row for row, c in zip(rows, past, strict=True)]
        listed = (
            self._say("context.count_past", names=formatting.joined(names, self._language))
            if names
            else self._say("context.count_none")
        )
        return [
            *said("figure", formatting.number(cell.value, self._language)),
            *said("title", self._names.label(cell, self._language)),
            *said("context", listed),
        ]

    def _mean(self) -> list[Line]:
        """A mean and what it is the mean of."""
        cell = self._result.figures[0]
        total = sum((c.value for c in cell.inputs), Decimal(0))
        towns = all(self._names.kind(part.area) == "municipality" for part in cell.inputs)
        areas = "context.what_municipalities" if towns else "context.what_regions"
        what = self._say(areas if self._query.dimension == "area" else "context.what_values")
        lines = self._headed(self._exactly(cell), [cell])
        if cell.operator == "mean":
            shown = formatting.figure(total, cell.unit, self._language)
            lines += said("context", self._say("context.mean_of", count=len(cell.inputs), what=what, total=shown))
        return lines

    def _median(self) -> list[Line]:
        """A median and where it lies."""
        cell = self._result.figures[0]
        count = len(self._result.context)
        head = f"{self._area(cell)}: {self._exactly(cell)}" if cell.area else self._exactly(cell)
        lines = self._headed(head, [cell])
        if cell.derived and cell.kind == "median":
            names = [f"{self._row_name(c, cell.inputs)} ({self._display(c)})" for c in cell.inputs]
            lines += said("context", self._say("context.median_two", names=formatting.joined(names, self._language)))
        else:
            lines += said("context", self._say("context.median_of", count=count))
        return lines

    def _claim_lines(self) -> list[Line]:
        """A verdict with the figures it was judged by."""
        claim, cells = self._query.claim, self._result.figures
        verdict = self._say(f"verdict.{self._result.verdict}")
        first = cells[0]
        if claim is not None and claim.relation in ("most", "least", "order") and len(self._result.context) > 1:
            return self._leader_lines(verdict, first)
        if claim is not None and claim.relation == "among":
            named = [cell for cell in cells if cell.area in self._query.areas]
            places = [f"{self._place_of(cell)} {self._exactly(cell)}." for cell in named]
            return [judged(verdict, places[0]), *said("context", *places[1:]), *self._titled([first])]
        if len(cells) > 1 and (first.kind == "" or self._query.operation == "compare"):
            rows = self._rows_exact(cells)
            return [judged(verdict), *rows, *self._titled(cells), *said("context", self._larger(cells))]
        name = self._area(first) if first.area != UNNAMED else ""
        line = self._say(
            "figure.line", name=name or self._names.label(first, self._language), figure=self._exactly(first)
        )
        if self._is_received(first):
            line = self._said(first)
        context = said("context", self._arithmetic(first) or self._standing(first))
        lines = [judged(verdict, line), *self._titled([first]), *context]
        if first.kind == "count":
            lines += self._count()[2:]
        elif first.inputs and first.kind in ("share", "ratio", "difference", "change"):
            lines += self._rows(first.inputs[:2])
        if claim is not None and claim.sign > 0 and first.value < 0:
            key = "context.sign_negative" if first.unit == "SEK" else "context.sign_decrease"
            lines[1:1] = said("context", self._say(key))
        return lines

    def _leader_lines(self, verdict: str, first: Cell) -> list[Line]:
        """For a superlative: the verdict, who really leads, and where the one that was named stands."""
        leader = self._result.context[0]
        order = self._say("context.least" if self._query.direction == "bottom" else "context.most")
        name = self._row_name(leader, self._result.context)
        lead = self._say("context.leader", order=order, name=name, figure=self._exactly(leader))
        lines = [judged(verdict, lead)]
        if self._query.operation == "position" and first != leader:
            lines += said("context", *(line.text for line in self._position()[:2]))
        return [*lines, *self._titled([leader])]
