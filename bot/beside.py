"""Which figures stand beside an answer: those that its picture draws and its table lists.

The figure of one region stands among all the regions', a forecast beside its budget, a year among its years; a computed
figure stands beside what it was computed from. Nothing is chosen that could not be set against the rest: ranges,
several units, several questions at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from bot.names import Names
from knowledge.answering import Answer, Engine
from knowledge.model import NATION
from knowledge.query import Cell, Query, Result

Kind = Literal["regions", "pair", "series", "comparison"]
"""Regions by size; a budget and a forecast; one figure over time; a few figures beside each other."""

MOST_BESIDE = 12
"""So many figures can be told apart beside each other, where they are not the regions."""

_COMPUTED = ("share", "difference", "ratio", "change")
_PAIR = ("budget", "forecast")
_FEWEST_REGIONS = 3
_SLOTS = ("indicator", "period", "scenario", "breakdown")


class Beside(Struct, frozen=True):
    """Figures of one unit in the order in which they stand.

    `marked` are those of them that the answer is about, none where it is about all alike; `headline` are figures of the
    answer that do not stand among them: a sum, a difference, a number of regions, the nation's.
    """

    kind: Kind
    cells: tuple[Cell, ...]
    marked: tuple[Cell, ...] = ()
    headline: tuple[Cell, ...] = ()
    query: Query | None = None
    """What was asked: its limit says which are marked."""


def beside(answer: Answer, engine: Engine) -> Beside | None:
    """The figures that stand beside those of an answer.

    Args:
        answer: what was answered.
        engine: that answered it; its store is read.

    Returns:
        At least two figures of one unit; None where there is nothing that can honestly be set against each other.
    """
    if answer.status != "answered" or len(answer.results) != 1 or not answer.results[0].figures:
        return None
    result = answer.results[0]
    found = _Chooser(engine).of(result)
    if found is None or any(cell.upper is not None for cell in (*found.cells, *found.headline)):
        return None
    alike = len({cell.unit for cell in found.cells}) == 1
    return replace(found, query=result.query) if alike and len(found.cells) > 1 else None


class _Chooser:
    """Chooses for results of one engine."""

    def __init__(self, engine: Engine) -> None:
        """Figures of `engine`'s store."""
        self._figures = engine.operations.figures
        self._names = Names(engine.catalogue)

    def of(self, result: Result) -> Beside | None:
        """The figures beside those of a result."""
        figures = result.figures
        first = figures[0]
        counted = next((cell for cell in figures if cell.kind == "count"), None)
        if counted is not None:
            return self._spread(result.everything, marked=result.context, headline=(counted,))
        if first.kind in _COMPUTED and sum(cell.kind == first.kind for cell in figures) == 1:
            headline = tuple(cell for cell in figures if cell.kind in _COMPUTED)
            marked = first.inputs[:1] if first.kind == "share" else ()
            return self._together(first.inputs, marked, headline)
        if first.kind == "mean":
            return self._spread((*first.inputs, first), marked=(first,)) if len(first.inputs) > 1 else None
        if result.query.operation == "median" and result.context:
            found = first in result.context
            return self._spread(result.context, (first,) if found else first.inputs, () if found else (first,))
        added = first.operator == "+" and first.kind in ("", "sum") and len(first.inputs) > 1
        if added and (len(figures) == 1 or first.kind == "sum"):
            return self._spread(first.inputs, headline=(first,))
        if first.kind == "per_capita":
            figures = tuple(cell for cell in figures if cell.kind == "per_capita")
            if len(first.areas) > 1 and len(figures) == 1:
                return self._spread(self._everywhere(first, first.areas), headline=(first,))
        return self._plain(result, figures)

    def _plain(self, result: Result, figures: tuple[Cell, ...]) -> Beside | None:
        """The figures beside those that the store holds as they are."""
        query, first = result.query, figures[0]
        if query.operation == "rank" and query.dimension != "area":
            return self._together(result.context, figures)
        if self._are_regions(figures) and _share(figures, *_SLOTS):
            if len(result.context) > len(figures):
                return self._spread(result.context, figures)
            if len(figures) > 1 and not query.threshold and not query.threshold_area:
                return self._spread(figures) if query.operation == "list" else self._together(figures)
            return self._spread(self._everywhere(first), figures)
        if len(figures) > 1:
            return self._together(figures)
        if first.area == NATION and len(self._figures.regions(first.indicator)) >= _FEWEST_REGIONS:
            return self._spread(self._everywhere(first), headline=(first,))
        return None if first.kind else self._siblings(first)

    def _siblings(self, cell: Cell) -> Beside | None:
        """The budget beside a forecast, else the other periods, areas or kinds beside one figure."""
        own = Query(
            "lookup",
            (cell.indicator,),
            cell.areas,
            periods=(cell.period,),
            scenarios=(cell.scenario,),
            breakdowns=(cell.breakdown,),
        )
        pair = self._figures.select(replace(own, scenarios=_PAIR))
        if len(pair) == len(_PAIR) and cell.scenario in (*_PAIR, "deviation"):
            known = cell in pair
            return self._together(pair, (cell,) if known else (), () if known else (cell,))
        for others in (replace(own, periods=()), replace(own, areas=()), replace(own, breakdowns=())):
            cells = self._figures.select(others)
            if len(cells) > 1 and cell in cells:
                return self._together(cells, (cell,))
        return None

    def _everywhere(self, cell: Cell, areas: tuple[str, ...] = ()) -> tuple[Cell, ...]:
        """The same figure for some regions, or for all."""
        query = Query(
            "lookup",
            (cell.indicator,),
            areas or self._figures.regions(cell.indicator),
            periods=(_money(cell).period,),
            scenarios=(_money(cell).scenario,),
            breakdowns=(_money(cell).breakdown,),
            per_capita=cell.kind == "per_capita",
        )
        return self._figures.select(query)

    def _spread(
        self, cells: Sequence[Cell], marked: Sequence[Cell] = (), headline: tuple[Cell, ...] = ()
    ) -> Beside | None:
        """Regions by size; whatever else, beside each other."""
        regions = [cell for cell in cells if cell.kind != "mean"]
        if len(regions) < _FEWEST_REGIONS or not self._are_regions(regions) or not _share(regions, *_SLOTS):
            return self._together(cells, marked, headline)
        ordered = tuple(sorted(cells, key=lambda cell: (-cell.value, cell.areas)))
        return Beside("regions", ordered, _only(marked, ordered), headline)

    @staticmethod
    def _together(cells: Sequence[Cell], marked: Sequence[Cell] = (), headline: tuple[Cell, ...] = ()) -> Beside | None:
        """A few figures in the order they came in; in time's order where only the period differs."""
        if {cell.scenario for cell in cells} - {"deviation"}:
            kept = tuple(cell for cell in cells if cell.scenario != "deviation")
            headline = (*headline, *(cell for cell in cells if cell not in kept))
        else:
            kept = tuple(cells)
        if not 1 < len(kept) <= MOST_BESIDE:
            return None
        varying = [slot for slot in ("areas", *_SLOTS, "kind") if not _share(kept, slot)]
        kind: Kind = "comparison"
        if varying == ["scenario"] and {cell.scenario for cell in kept} == set(_PAIR):
            kind = "pair"
            kept = tuple(sorted(kept, key=lambda cell: _PAIR.index(cell.scenario)))
        elif "period" in varying and set(varying) <= {"period", "scenario"} and _in_time(kept):
            kind = "series"
            kept = tuple(sorted(kept, key=lambda cell: cell.period))
        return Beside(kind, kept, _only(marked, kept), headline)

    def _are_regions(self, cells: Sequence[Cell]) -> bool:
        """Whether each figure is one region's."""
        return all(self._names.is_region(cell.area) for cell in cells)


def _only(marked: Sequence[Cell], cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Those of the figures that are marked; none where all are."""
    chosen = tuple(cell for cell in cells if cell in marked)
    return () if len(chosen) == len(cells) else chosen


def _share(cells: Sequence[Cell], *slots: str) -> bool:
    """Whether figures have the same value in each of some slots."""
    return all(len({getattr(cell, slot) for cell in cells}) == 1 for slot in slots)


def _in_time(cells: Sequence[Cell]) -> bool:
    """Whether each figure has a period of its own."""
    periods = [cell.period for cell in cells]
    return all(periods) and len(set(periods)) == len(periods)


def _money(cell: Cell) -> Cell:
    """The money behind a figure per inhabitant; else the figure."""
    return cell.inputs[0] if cell.kind == "per_capita" else cell
