"""The figures of a query: stored as they stand, derived, added, per inhabitant."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from knowledge.answering import Engine
from knowledge.cells import POPULATION, Figures
from knowledge.model import NATION
from knowledge.query import Query
from knowledge.store import Store

GRANT = Query("lookup", ("sektorsbidrag",), periods=("2024",), scenarios=("grant",))


@pytest.fixture
def figures(engine: Engine) -> Figures:
    """The engine's reader of figures."""
    return engine.operations.figures


def value(store: Store, indicator: str, area: str) -> Decimal:
    """The stored value of an indicator's last period for an area."""
    found = [o for o in store.observations(indicator) if o.area == area]
    return max(found, key=lambda o: o.period).value


def test_every_stored_figure(figures: Figures, store: Store) -> None:
    """Asked by its full key, each observation is the one cell, exact, with its own evidence behind it."""
    asked = 0
    for indicator in store.indicators:
        for o in store.observations(indicator):
            query = Query(
                "lookup",
                (indicator,),
                (o.area,),
                periods=(o.period,),
                scenarios=(o.scenario,),
                breakdowns=(o.breakdown,),
            )
            (cell,) = figures.select(query)
            assert (cell.value, cell.upper, cell.unit, cell.areas, cell.period) == (
                o.value,
                o.upper,
                o.unit,
                (o.area,),
                o.period,
            )
            assert not cell.derived
            assert o in cell.observations
            asked += 1
    assert asked > 100


def test_slots_narrow(figures: Figures) -> None:
    """Each slot leaves out what it does not name; none named means all."""
    assert len(figures.select(replace(GRANT, areas=("12",)))) == 1
    assert len(figures.select(GRANT)) == len(figures.regions("sektorsbidrag")) + 1 == 22
    assert figures.select(replace(GRANT, periods=("1999",))) == ()
    assert figures.select(replace(GRANT, areas=("NO",))) == ()


def test_order_is_as_named(figures: Figures) -> None:
    """Areas come in the order in which they were asked for."""
    assert [cell.area for cell in figures.select(replace(GRANT, areas=("12", "01", "09")))] == ["12", "01", "09"]


def test_regions_are_regions(figures: Figures, store: Store) -> None:
    """Neither the nation, OECD nor the unnamed region is a region."""
    assert all(store.areas[code].kind == "region" for ident in store.indicators for code in figures.regions(ident))
    assert figures.regions("stroke_dodlighet_30_dagar") == ()


def test_derived(figures: Figures, store: Store) -> None:
    """A derived figure is its operation over its inputs, recomputed here."""
    checked = 0
    for indicator in store.indicators.values():
        if indicator.derived is None:
            continue
        for cell in figures.select(Query("lookup", (indicator.id,))):
            first, *rest = [
                next(o.value for o in store.observations(of) if (o.area, o.period) == (cell.area, cell.period))
                for of in indicator.derived.of
            ]
            assert cell.value == (first + sum(rest) if indicator.derived.op == "sum" else first - sum(rest))
            assert cell.derived
            assert [part.indicator for part in cell.inputs] == list(indicator.derived.of)
            checked += 1
    assert checked >= 5


def test_total_by_sum(figures: Figures, store: Store) -> None:
    """The nation's population is the sum of the regions', and says so."""
    (cell,) = figures.select(Query("lookup", (POPULATION,), (NATION,)))
    assert cell.value == sum(o.value for o in store.observations(POPULATION))
    assert len(cell.inputs) == 21


@pytest.mark.parametrize("area", ["01", "09", "12", "25"])
def test_per_inhabitant(figures: Figures, store: Store, area: str) -> None:
    """Money by people, both sources behind it."""
    (cell,) = figures.select(replace(GRANT, areas=(area,), per_capita=True))
    assert cell.value == value(store, "sektorsbidrag", area) / value(store, POPULATION, area)
    assert cell.unit == "SEK_per_person"
    assert len({o.source for o in cell.sources()}) >= 2


def test_per_inhabitant_of_a_group(figures: Figures, store: Store) -> None:
    """The sum of the money by the sum of the people, not the mean of the quotients."""
    areas = ("22", "23", "24")
    cell = figures.added(figures.select(replace(GRANT, areas=areas, per_capita=True)))
    money = sum(value(store, "sektorsbidrag", area) for area in areas)
    people = sum(value(store, POPULATION, area) for area in areas)
    assert cell.value == money / people


def test_per_inhabitant_of_what_is_no_money(figures: Figures) -> None:
    """Days and per cent are not divided by people; nor is money of a region that is not named."""
    assert figures.select(Query("lookup", ("inflation",), per_capita=True)) == ()
    assert figures.select(Query("lookup", ("externa_intakter",), per_capita=True)) == ()


def test_added(figures: Figures, store: Store) -> None:
    """A sum covers its areas, keeps its parts and its period."""
    cells = figures.select(replace(GRANT, areas=("12", "13")))
    total = figures.added(cells, "x")
    assert total.value == value(store, "sektorsbidrag", "12") + value(store, "sektorsbidrag", "13")
    assert (total.areas, total.inputs, total.period, total.kind, total.group) == (
        ("12", "13"),
        cells,
        "2024",
        "sum",
        "x",
    )


def test_a_sum_over_years_spans_them(figures: Figures) -> None:
    """The period of a sum over years is from the first to the last."""
    assert figures.added(figures.select(Query("lookup", ("primarvardssatsning",)))).period == "2024/2026"
