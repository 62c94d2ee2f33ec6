"""Figures for a query: read from the store or, for derived indicators and per inhabitant, computed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from msgspec.structs import replace

from knowledge.catalogue import Catalogue
from knowledge.model import NATION, Indicator, Observation
from knowledge.query import Cell, Query

POPULATION = "befolkning"
"""The indicator by which "per inhabitant" divides."""


class Figures:
    """Reads cells for queries from one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Cells of `catalogue`'s store."""
        self._catalogue = catalogue
        self._order = {code: place for place, code in enumerate(sorted(catalogue.store.areas))}

    def select(self, query: Query) -> tuple[Cell, ...]:
        """The cells of a query's slots, in the order indicator, breakdown, area, period."""
        found: list[Cell] = []
        for indicator in query.indicators:
            found += self._indicator(indicator, query)
        if query.per_capita:
            found = [made for cell in found for made in self._per_capita(cell)]
        return tuple(found)

    def regions(self, indicator: str) -> tuple[str, ...]:
        """Codes of the regions that an indicator is held for, in SCB's order."""
        return self._catalogue.held_by_kind(indicator).get("region", ())

    def _indicator(self, ident: str, query: Query) -> list[Cell]:
        """The cells of one indicator, in order, the nation's by sum where it is not held."""
        indicator = self._catalogue.indicator(ident)
        if indicator.derived is not None:
            return self._derived(ident, query)
        cells = self._stored(ident, query)
        if (
            indicator.total_by_sum
            and (not query.areas or NATION in query.areas)
            and not any(cell.area == NATION for cell in cells)
        ):
            parts = self._indicator(ident, replace(query, areas=self.regions(ident)))
            cells += self._totals(ident, parts)
        return sorted(cells, key=self._place(indicator, query))

    def _place(self, indicator: Indicator, query: Query) -> Callable[[Cell], tuple[int | str, ...]]:
        """The order of cells: kind, the areas as asked, else by code, period, scenario as asked."""
        kinds = {breakdown.id: place for place, breakdown in enumerate(indicator.breakdowns)}
        asked = {code: place for place, code in enumerate(query.areas)}
        scenarios = {scenario: place for place, scenario in enumerate(query.scenarios)}
        return lambda cell: (
            kinds.get(cell.breakdown, 0),
            asked.get(cell.area, len(self._order)),
            self._order.get(cell.area, 0),
            cell.period,
            scenarios.get(cell.scenario, 0),
        )

    def _stored(self, ident: str, query: Query) -> list[Cell]:
        """The stored figures of one indicator: of several sources the newest retrieval leads, else the fullest."""
        by_key: dict[tuple[str, str, str, str, str], list[Observation]] = {}
        for observation in self._catalogue.store.figures(ident, query.areas, query.periods):
            if (not query.scenarios or observation.scenario in query.scenarios) and (
                not query.breakdowns or observation.breakdown in query.breakdowns
            ):
                by_key.setdefault(observation.key, []).append(observation)
        sizes = dict(self._catalogue.store.holdings(ident).sources)  # the fullest source leads
        sources = self._catalogue.store.sources
        cells = []
        for same in by_key.values():
            ranked = sorted(same, key=lambda observation: (-sizes[observation.source], observation.source))
            ranked.sort(key=lambda observation: sources[observation.source].retrieved or "", reverse=True)
            first = ranked[0]
            agreeing = tuple(o for o in ranked if (o.value, o.upper) == (first.value, first.upper))
            cells.append(
                Cell(
                    first.value,
                    first.unit,
                    ident,
                    (first.area,),
                    period=first.period,
                    scenario=first.scenario,
                    breakdown=first.breakdown,
                    upper=first.upper,
                    approximate=first.approximate,
                    observations=agreeing,
                )
            )
        return cells

    def _totals(self, ident: str, parts: Iterable[Cell]) -> list[Cell]:
        """The nation's figures as the sums of the regions'."""
        by_period: dict[tuple[str, str, str], list[Cell]] = {}
        for cell in parts:
            by_period.setdefault((cell.period, cell.scenario, cell.breakdown), []).append(cell)
        return [
            Cell(
                sum((c.value for c in cells), Decimal(0)),
                cells[0].unit,
                ident,
                (NATION,),
                "",
                *slots,
                inputs=tuple(cells),
                operator="+",
                kind="sum",
            )
            for slots, cells in by_period.items()
        ]

    def _derived(self, ident: str, query: Query) -> list[Cell]:
        """The cells of a derived indicator, where all its inputs are held."""
        indicator = self._catalogue.indicator(ident)
        derivation = indicator.derived
        if derivation is None:
            return []
        columns: dict[tuple[tuple[str, ...], str, int], list[Cell]] = {}
        asked = {scenario: place for place, scenario in enumerate(query.scenarios)}
        several = len(asked) > 1  # a budget and a forecast are columns of their own; inputs of one column may differ
        for of in derivation.of:
            for cell in self._indicator(of, query):
                column = asked.get(cell.scenario, 0) if several else 0
                columns.setdefault((cell.areas, cell.period, column), []).append(cell)
        cells = []
        for (areas, period, _), inputs in sorted(columns.items()):
            if len(inputs) != len(derivation.of):
                continue
            first, *rest = [cell.value for cell in inputs]
            value = first + sum(rest, Decimal(0)) if derivation.op == "sum" else first - sum(rest, Decimal(0))
            cells.append(
                Cell(
                    value,
                    indicator.unit,
                    ident,
                    areas,
                    period=period,
                    scenario=inputs[0].scenario,
                    approximate=any(cell.approximate for cell in inputs),
                    inputs=tuple(inputs),
                    operator="+" if derivation.op == "sum" else "−",
                )
            )
        return cells

    def _per_capita(self, cell: Cell) -> list[Cell]:
        """A money figure divided by the population of its areas; nothing where that is not held."""
        if cell.unit != "SEK":
            return []
        people = self._indicator(POPULATION, Query("lookup", (POPULATION,), cell.areas))
        if not people:
            return []
        latest = max(c.period for c in people)
        people = [c for c in people if c.period == latest]
        count = sum((c.value for c in people), Decimal(0))
        divisor = (
            people[0]
            if len(people) == 1
            else Cell(
                count,
                "persons",
                POPULATION,
                cell.areas,
                cell.group,
                latest,
                inputs=tuple(people),
                operator="+",
                kind="sum",
            )
        )
        return [
            replace(
                cell,
                value=cell.value / count,
                unit="SEK_per_person",
                observations=(),
                inputs=(cell, divisor),
                operator="÷",
                kind="per_capita",
            )
        ]

    def added(self, cells: Iterable[Cell], group: str = "") -> Cell:
        """The sum of cells; per inhabitant it is the summed money by the summed population."""
        parts = tuple(cells)
        first = parts[0]
        areas = tuple(dict.fromkeys(code for cell in parts for code in cell.areas))
        if first.kind == "per_capita":
            money = self.added([cell.inputs[0] for cell in parts], group)
            return self._per_capita(money)[0]
        periods = {cell.period for cell in parts}
        same = {cell.indicator for cell in parts}
        period = first.period if len(periods) == 1 else (f"{min(periods)}/{max(periods)}" if all(periods) else "")
        return Cell(
            sum((cell.value for cell in parts), Decimal(0)),
            first.unit,
            first.indicator if len(same) == 1 else "",
            areas,
            group,
            period,
            first.scenario,
            first.breakdown,
            approximate=any(cell.approximate for cell in parts),
            inputs=parts,
            operator="+",
            kind="sum",
        )
