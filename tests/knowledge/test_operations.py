"""Each operation against the same computed here from the store's observations."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from knowledge.answering import Engine
from knowledge.model import Group
from knowledge.store import Store
from tests.conftest import TODAY

Grants = dict[str, Decimal]
"""Grant by region code."""


@pytest.fixture(scope="module")
def grants(store: Store) -> Grants:
    """The grants as stored, without the nation."""
    found = {o.area: o.value for o in store.observations("sektorsbidrag") if store.areas[o.area].kind == "region"}
    assert len(found) == 21
    return found


def first(engine: Engine, question: str) -> Decimal:
    """The figure that an answer leads with."""
    answer = engine.ask(question, today=TODAY)
    assert answer.status == "answered", answer.reason
    return answer.results[0].figures[0].value


@dataclass(frozen=True, slots=True)
class Held:
    """What is stored: grants and people by region, and the members of groups."""

    g: Grants
    p: Grants
    groups: dict[str, Group]

    def of(self, group: str) -> tuple[str, ...]:
        """The members of a group."""
        return self.groups[group].members

    def nth(self, place: int) -> Decimal:
        """The grant at a place counted from the largest, or with a negative number from the smallest."""
        ranked = sorted(self.g.values(), reverse=True)
        return ranked[place - 1 if place > 0 else place]


Expected = Callable[[Held], Any]

NUMBERS: list[tuple[str, Expected]] = [
    ("sektorsbidrag Skåne", lambda h: h.g["12"]),
    ("vilken region fick mest i sektorsbidrag", lambda h: h.nth(1)),
    ("vilken region fick minst i sektorsbidrag", lambda h: h.nth(-1)),
    ("vilken region fick näst mest i sektorsbidrag", lambda h: h.nth(2)),
    ("vilken region fick tredje mest i sektorsbidrag", lambda h: h.nth(3)),
    ("vilken region fick näst minst i sektorsbidrag", lambda h: h.nth(-2)),
    ("summan av sektorsbidraget för Norrland", lambda h: sum(h.g[c] for c in h.of("norrland"))),
    ("summan av sektorsbidraget för Svealand", lambda h: sum(h.g[c] for c in h.of("svealand"))),
    ("sektorsbidrag storstadsregionerna", lambda h: sum(h.g[c] for c in h.of("storstadsregionerna"))),
    ("Skåne, Halland och Blekinge tillsammans sektorsbidrag", lambda h: h.g["12"] + h.g["13"] + h.g["10"]),
    ("summan av de tre största sektorsbidragen", lambda h: h.nth(1) + h.nth(2) + h.nth(3)),
    ("medelvärdet av sektorsbidraget", lambda h: sum(h.g.values()) / 21),
    ("medelvärdet för Norrland i sektorsbidrag", lambda h: statistics.mean(h.g[c] for c in h.of("norrland"))),
    ("medelvärdet av sektorsbidraget utan de tre största", lambda h: sum(sorted(h.g.values())[:-3]) / 18),
    ("medianen av sektorsbidraget", lambda h: statistics.median(h.g.values())),
    (
        "medianen av sektorsbidraget i storstadsregionerna",
        lambda h: statistics.median(h.g[c] for c in h.of("storstadsregionerna")),
    ),
    ("hur många regioner fick mer än 100 miljoner i sektorsbidrag", lambda h: sum(v > 10**8 for v in h.g.values())),
    ("hur många regioner fick mindre än Kalmar i sektorsbidrag", lambda h: sum(v < h.g["08"] for v in h.g.values())),
    (
        "hur många regioner fick mer än snittet i sektorsbidrag",
        lambda h: sum(v > sum(h.g.values()) / 21 for v in h.g.values()),
    ),
    (
        "hur många regioner fick mellan 75 och 100 miljoner i sektorsbidrag",
        lambda h: sum(75 * 10**6 <= v <= 10**8 for v in h.g.values()),
    ),
    ("hur stor andel av sektorsbidraget fick Skåne", lambda h: 100 * h.g["12"] / sum(h.g.values())),
    (
        "hur stor andel av sektorsbidraget fick Norrland",
        lambda h: 100 * sum(h.g[c] for c in h.of("norrland")) / sum(h.g.values()),
    ),
    (
        "hur stor andel av sektorsbidraget fick de tre största regionerna",
        lambda h: 100 * (h.nth(1) + h.nth(2) + h.nth(3)) / sum(h.g.values()),
    ),
    ("skillnaden mellan Skåne och Halland i sektorsbidrag", lambda h: h.g["12"] - h.g["13"]),
    ("skillnaden mellan Halland och Skåne i sektorsbidrag", lambda h: h.g["12"] - h.g["13"]),
    ("skillnaden mellan största och minsta sektorsbidraget", lambda h: h.nth(1) - h.nth(-1)),
    ("hur många gånger mer fick Skåne än Halland i sektorsbidrag", lambda h: h.g["12"] / h.g["13"]),
    (
        "hur många procent mer fick Skåne än Halland i sektorsbidrag",
        lambda h: 100 * (h.g["12"] - h.g["13"]) / h.g["13"],
    ),
    ("sektorsbidrag per invånare i Gotland", lambda h: h.g["09"] / h.p["09"]),
    (
        "sektorsbidrag per invånare i Norrland",
        lambda h: sum(h.g[c] for c in h.of("norrland")) / sum(h.p[c] for c in h.of("norrland")),
    ),
    ("vilken region fick mest per invånare i sektorsbidrag", lambda h: max(h.g[c] / h.p[c] for c in h.g)),
    ("vem ligger precis över Dalarna i sektorsbidrag", lambda h: min(v for v in h.g.values() if v > h.g["20"])),
    ("vem ligger precis under Dalarna i sektorsbidrag", lambda h: max(v for v in h.g.values() if v < h.g["20"])),
]


@pytest.mark.parametrize(("question", "expected"), NUMBERS)
def test_leading_figure(engine: Engine, store: Store, grants: Grants, question: str, expected: Expected) -> None:
    """The figure an answer leads with is the one computed here."""
    people = {o.area: o.value for o in store.observations("befolkning")}
    wanted = Decimal(expected(Held(grants, people, engine.catalogue.places.groups)))
    assert abs(first(engine, question) - wanted) <= abs(wanted) * Decimal("1e-20")


ORDERS: list[tuple[str, Callable[[Grants], list[str]]]] = [
    ("topp 5 sektorsbidrag", lambda g: sorted(g, key=lambda c: -g[c])[:5]),
    ("vilka fyra regioner fick minst i sektorsbidrag", lambda g: sorted(g, key=lambda c: g[c])[:4]),
    ("alla regioner sektorsbidrag störst först", lambda g: sorted(g, key=lambda c: -g[c])),
    ("alla regioner sektorsbidrag minst först", lambda g: sorted(g, key=lambda c: g[c])),
    (
        "vilka regioner fick mer än 100 miljoner i sektorsbidrag",
        lambda g: sorted((c for c in g if g[c] > 10**8), key=lambda c: -g[c]),
    ),
    (
        "vilka regioner fick högst 50 miljoner i sektorsbidrag",
        lambda g: sorted((c for c in g if g[c] <= 5 * 10**7), key=lambda c: -g[c]),
    ),
    ("jämför sektorsbidraget i Skåne och Halland", lambda _: ["12", "13"]),
]


@pytest.mark.parametrize(("question", "expected"), ORDERS)
def test_order(engine: Engine, grants: Grants, question: str, expected: Callable[[Grants], list[str]]) -> None:
    """Lists and rankings hold these regions in this order, with their own figures."""
    result = engine.ask(question, today=TODAY).results[0]
    assert [cell.area for cell in result.figures] == expected(grants)
    assert all(cell.value == grants[cell.area] for cell in result.figures)


@pytest.mark.parametrize("code", ["01", "14", "20", "09"])
def test_position(engine: Engine, grants: Grants, code: str) -> None:
    """A region stands among the others where its grant puts it."""
    name = engine.store.areas[code].name
    result = engine.ask(f"vilken plats har {name} i sektorsbidrag", today=TODAY).results[0]
    assert [cell.area for cell in result.context].index(code) == sorted(grants.values(), reverse=True).index(
        grants[code]
    )


def test_in_time(engine: Engine, store: Store) -> None:
    """Sum, change and share over years of one series."""
    plan = {o.period: o.value for o in store.observations("primarvardssatsning")}
    assert first(engine, "primärvårdssatsningen totalt") == sum(plan.values())
    assert first(engine, "hur mycket ökar primärvårdssatsningen från 2024 till 2026") == plan["2026"] - plan["2024"]
    change = first(engine, "procentuell förändring av primärvårdssatsningen från 2025 till 2026")
    assert change == 100 * (plan["2026"] - plan["2025"]) / plan["2025"] < 0


def test_the_forecast_against_the_budget(engine: Engine, store: Store) -> None:
    """Deviations by size, and a deviation in per cent of its budget."""
    rows = {i: {o.scenario: o.value for o in store.observations(i)} for i in store.tables["helarsprognos"].indicators}
    total = store.tables["helarsprognos"].total
    parts = [row["deviation"] for ident, row in rows.items() if ident != total]
    assert first(engine, "vilken post i helårsprognosen avviker mest") == min(parts)
    costs = rows["externa_omkostnader"]
    assert first(engine, "externa omkostnader skillnad i procent mot budget") == 100 * abs(costs["deviation"]) / abs(
        costs["budget"]
    )


def test_a_range_has_two_ends(engine: Engine, store: Store) -> None:
    """Its ends, and how far apart they are."""
    (waiting,) = store.observations("medianvantetid_forsta_besok")
    assert waiting.upper is not None
    assert first(engine, "kortaste väntetiden till första besök") == waiting.value
    assert first(engine, "längsta väntetiden till första besök") == waiting.upper
    assert (
        first(engine, "skillnaden mellan kortaste och längsta väntetid till första besök")
        == waiting.upper - waiting.value
    )


@pytest.mark.parametrize("question", [question for question, _ in NUMBERS])
def test_a_computed_figure_leads_back(engine: Engine, question: str) -> None:
    """Whatever is computed has stored figures at its roots, and each of them is cited."""
    answer = engine.ask(question, today=TODAY)
    cited = {(citation.source, citation.place) for citation in answer.citations}
    for cell in answer.results[0].figures:
        assert cell.sources()
        assert {(o.source, o.place) for o in cell.sources()} <= cited
        assert not cell.derived or cell.inputs
