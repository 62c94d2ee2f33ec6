"""What is done with the figures of a query. Each operation shows how its result was computed and from what.

Reading and ranking are here; `combining` adds and averages, `relating` sets figures against each other.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from knowledge.catalogue import Catalogue
from knowledge.combining import Combining, Notes, outside
from knowledge.query import Query, Result
from knowledge.relating import Relating
from knowledge.selection import Selection

__all__ = ["ALL", "Notes", "Operations"]

ALL = 99
"""The `n` of a query that asks for the whole ranking."""


class Operations:
    """Runs queries against one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Operations over `catalogue`'s store."""
        self._selection = Selection(catalogue)
        self.figures = self._selection.figures
        self._combining = Combining(self._selection)
        relating = Relating(self._selection)
        self._run: dict[str, Callable[[Query], Result | None]] = {
            "lookup": self._selection.lookup,
            "list": self.listing,
            "find": self.find,
            "compare": self.compare,
            "rank": self.rank,
            "position": self.position,
            "above": self.neighbour,
            "below": self.neighbour,
            "neighbours": self.neighbours,
            "times": self.times,
            "sum": self._combining.sum,
            "mean": self._combining.mean,
            "median": self._combining.median,
            "count": self._combining.count,
            "share": relating.share,
            "difference": relating.difference,
            "ratio": relating.ratio,
            "change": relating.change,
        }

    def run(self, query: Query) -> Result | None:
        """The result of a query, or None where the store lacks a figure that it needs."""
        return self._run[query.operation](query)

    def listing(self, query: Query) -> Result | None:
        """All figures of the slots, those past a threshold only where one was given."""
        cells = outside(query, self._combining.past(query, list(self._selection.everywhere(query))))
        if not cells:
            return Result(query, (), notes=(("none_past", {}),)) if query.threshold or query.threshold_area else None
        if query.n == ALL or query.threshold or query.threshold_area:
            cells = self._selection.ordered(query, cells)
        return Result(query, tuple(cells))

    def find(self, query: Query) -> Result | None:
        """The figures that are a stated amount, at the precision in which it was stated."""
        amount = query.threshold
        if amount is None:
            return None
        same = tuple(
            cell
            for cell in self._selection.everywhere(query)
            if amount.unit in (None, cell.unit)
            and (abs(cell.value) == abs(amount.value) or amount.rounds_to(abs(cell.value)))
        )
        return Result(query, same) if same else None

    def compare(self, query: Query) -> Result | None:
        """The figures side by side, in the order they were named, or with the one first that is asked for."""
        cells = self._selection.operands(query)
        if query.end == "ordered":
            cells = self._selection.ordered(query, cells)
        return Result(query, tuple(cells)) if cells else None

    def rank(self, query: Query) -> Result | None:
        """The n first from the asked end, or the n-th alone."""
        found = self._selection.everywhere(query)
        if query.end == "summed":  # "vilken åtgärd ger mest sammanlagt": each row over its years
            rows = [[cell for cell in found if cell.indicator == ident] for ident in query.indicators]
            found = tuple(self.figures.added(row) if len(row) > 1 else row[0] for row in rows if row)
        cells = self._selection.ordered(query, found)
        if not cells:
            return None
        if query.end == "extremes":
            return Result(query, (cells[0], cells[-1]) if len(cells) > 1 else tuple(cells), tuple(cells))
        chosen = cells[query.n - 1 : query.n] if query.nth else cells[: query.n]
        if query.places:
            chosen = [cells[place - 1] for place in query.places if place <= len(cells)]
        elif query.n == 1 and not query.nth:
            chosen = [cell for cell in cells if cell.value == cells[0].value]
        return Result(query, tuple(chosen), tuple(cells)) if chosen else None

    def position(self, query: Query) -> Result | None:
        """Where one region stands among all."""
        regions = (
            self._selection.catalogue.places.groups[query.group].members
            if query.group
            else self.figures.regions(query.indicators[0])
        )
        cells = self._selection.ordered(
            query, self.figures.select(replace(query, areas=regions, group="", operands=()))
        )
        mine = [cell for cell in cells if cell.area in query.areas]
        return Result(query, tuple(mine), tuple(cells)) if mine else None

    def times(self, query: Query) -> Result | None:
        """A part or a multiple of one figure, or of the sum of some."""
        cells = self.figures.select(query)
        if not cells or query.times is None:
            return None
        whole = cells[0] if len(cells) == 1 else self.figures.added(cells)
        made = replace(
            whole,
            value=whole.value * query.times,
            observations=(),
            inputs=(whole,),
            operator="×",
            kind="part" if query.times < 1 else "multiple",
        )
        return Result(query, (made, whole))

    def neighbours(self, query: Query) -> Result | None:
        """The regions next above and next below one region."""
        found = [self.neighbour(replace(query, operation=operation)) for operation in ("above", "below")]
        cells = [result.figures[0] for result in found if result is not None and not result.notes]
        context = next((result.context for result in found if result is not None), ())
        return Result(query, tuple(cells), context) if cells else None

    def neighbour(self, query: Query) -> Result | None:
        """The region next above or below one region, or as many of them as are asked for, in order."""
        cells = self._selection.ordered(
            replace(query, direction="top"), self.figures.select(replace(query, group="", operands=()))
        )
        at = next((i for i, cell in enumerate(cells) if cell.area == query.threshold_area), None)
        if at is None:
            return None
        near = at - 1 if query.operation == "above" else at + 1
        if not 0 <= near < len(cells):
            note = "first_of_all" if near < 0 else "last_of_all"
            return Result(query, (cells[at],), tuple(cells), notes=((note, {"cell": cells[at]}),))
        if query.n > 1:
            several = cells[max(0, at - query.n) : at] if near < at else cells[near : near + query.n]
            told = replace(query, operation="compare", areas=tuple(cell.area for cell in several))
            counts: dict[str, object] = {"count": len(several), "asked": query.n}
            lacking = (("fewer", counts),) if len(several) < query.n else ()
            return Result(told, tuple(several), tuple(cells), notes=lacking)
        return Result(query, (cells[near], cells[at]), tuple(cells))
