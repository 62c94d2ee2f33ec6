"""From a question to its exact query: operation, dimension, how many, which end, which limit, which claim."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from knowledge.answering import Engine
from knowledge.query import OPERATIONS, Query
from knowledge.store import Store
from tests.conftest import TODAY


def query_of(engine: Engine, question: str) -> Query:
    """The first query of a question's answer."""
    answer = engine.ask(question, today=TODAY)
    assert answer.status == "answered", f"{answer.status}, {answer.reason}"
    return answer.results[0].query


def fault(reason: str) -> pytest.MarkDecorator:
    """A mark for a question that is understood wrongly today."""
    return pytest.mark.xfail(strict=True, reason=reason)


Slots = Mapping[str, Any]

CASES: list[Any] = [
    # one figure, several figures
    ("hur mycket fick Skåne i sektorsbidrag", "lookup", {"areas": ("12",), "periods": ("2024",), "dimension": "area"}),
    ("sektorsbidrag Skåne per invånare", "lookup", {"per_capita": True}),
    ("Skåne och Halland sektorsbidrag", "lookup", {"operands": ("12", "13")}),
    ("sektorsbidrag Skåne avrundat till hela miljoner", "lookup", {"rounded": "millions"}),
    ("externa omkostnader budget", "lookup", {"scenarios": ("budget",), "dimension": "one"}),
    ("effekten av PKS 2027", "lookup", {"indicators": ("atgard_pks",), "periods": ("2027",)}),
    ("kortaste väntetiden till första besök", "lookup", {"dimension": "range", "end": "low"}),
    ("längsta väntetiden till första besök", "lookup", {"dimension": "range", "end": "high"}),
    # side by side
    ("jämför sektorsbidraget i Skåne och Halland", "compare", {"operands": ("12", "13")}),
    ("externa omkostnader prognos mot budget", "compare", {"dimension": "scenario"}),
    ("stroke dödlighet Sverige jämfört med OECD", "compare", {"areas": ("00", "OECD")}),
    # in order
    ("topp 5 sektorsbidrag", "rank", {"n": 5, "direction": "top"}),
    ("vilka tre regioner fick minst i sektorsbidrag", "rank", {"n": 3, "direction": "bottom"}),
    ("vilken region fick mest i sektorsbidrag", "rank", {"n": 1, "direction": "top"}),
    ("vilken region fick näst mest i sektorsbidrag", "rank", {"n": 2, "nth": True}),
    ("vilka fem regioner fick mest per invånare i sektorsbidrag", "rank", {"n": 5, "per_capita": True}),
    ("vilken post i helårsprognosen avviker mest", "rank", {"dimension": "indicator", "scenarios": ("deviation",)}),
    ("vilken åtgärd ger mest 2028", "rank", {"dimension": "indicator", "table": "atgarder", "periods": ("2028",)}),
    ("vilken plats har Halland i sektorsbidrag", "position", {"areas": ("13",)}),
    ("vem ligger precis över Dalarna i sektorsbidrag", "above", {"threshold_area": "20"}),
    ("vem ligger precis under Dalarna i sektorsbidrag", "below", {"threshold_area": "20"}),
    # lists and limits
    ("alla regioner sektorsbidrag störst först", "list", {"n": 99, "direction": "top"}),
    ("alla regioner sektorsbidrag minst först", "list", {"n": 99, "direction": "bottom"}),
    ("vilka regioner fick mer än 100 miljoner i sektorsbidrag", "list", {"comparator": "over"}),
    ("vilka regioner fick mellan 90 och 100 miljoner i sektorsbidrag", "list", {"comparator": "between"}),
    ("hur många regioner fick högst 50 miljoner i sektorsbidrag", "count", {"comparator": "at_most"}),
    (
        "hur många regioner fick mindre än Kalmar i sektorsbidrag",
        "count",
        {"threshold_area": "08", "comparator": "under"},
    ),
    (
        "hur många regioner fick mer än snittet i sektorsbidrag",
        "count",
        {"threshold_area": "mean", "comparator": "over"},
    ),
    # combined
    ("summan av sektorsbidraget för Norrland", "sum", {"group": "norrland"}),
    ("Norrland sektorsbidrag", "sum", {"group": "norrland"}),
    ("Skåne och Halland tillsammans sektorsbidrag", "sum", {"operands": ("12", "13")}),
    ("alla utom storstadsregionerna sektorsbidrag summa", "sum", {"group": "ovriga"}),
    ("Norrland utan Jämtland sektorsbidrag", "sum", {"without_areas": ("23",)}),
    ("primärvårdssatsningen totalt", "sum", {"dimension": "period"}),
    ("medelvärdet av sektorsbidraget utan de tre största", "mean", {"without": 3, "direction": "top"}),
    ("medelvärdet för Norrland i sektorsbidrag", "mean", {"group": "norrland"}),
    ("medianen av sektorsbidraget", "median", {"dimension": "area"}),
    ("hur stor andel av sektorsbidraget fick Skåne", "share", {"areas": ("12",)}),
    ("hur stor andel av sektorsbidraget fick de tre största regionerna", "share", {"end": "rank", "n": 3}),
    # against each other
    ("skillnaden mellan Skåne och Halland i sektorsbidrag", "difference", {"operands": ("12", "13")}),
    ("skillnaden mellan största och minsta sektorsbidraget", "difference", {"end": "extremes"}),
    ("hur många gånger mer fick Skåne än Halland i sektorsbidrag", "ratio", {"percent": False}),
    ("hur många procent mer fick Skåne än Halland i sektorsbidrag", "change", {"percent": True}),
    ("hur mycket ökar primärvårdssatsningen från 2024 till 2026", "change", {"periods": ("2024", "2026")}),
    ("vilken region fick 88 081 910 kr i sektorsbidrag", "find", {"dimension": "area"}),
    # English
    ("how much did Skåne get in the sector grant", "lookup", {"areas": ("12",)}),
    ("difference between Skåne and Halland in the sector grant", "difference", {"operands": ("12", "13")}),
    # understood wrongly
    ("hur många regioner har inte lånat till driften", "lookup", {"indicators": ("regioner_utan_lan_till_driften",)}),
    (
        "Hur stor del av BP 2024:s 16 miljarder till kommunsektorn utgjordes av sektorsbidraget?",
        "share",
        {"indicators": ("budgetutrymme_kommunsektorn_belopp", "sektorsbidrag")},
    ),
    (
        "Hur stor del av intäkterna i 2025 års prognos är externa, i procent?",
        "share",
        {"indicators": ("externa_intakter", "intakter_helarsprognos")},
    ),
    (
        "totala kostnader enligt budget",
        "lookup",
        {"indicators": ("kostnader_helarsprognos",), "scenarios": ("budget",)},
    ),
    ("avvikelse externa omkostnader", "lookup", {"scenarios": ("deviation",)}),
    ("top 5 sector grant", "rank", {"n": 5}),
]


@pytest.mark.parametrize(("question", "operation", "slots"), CASES)
def test_query(engine: Engine, question: str, operation: str, slots: Slots) -> None:
    """Each question has its operation and slots."""
    query = query_of(engine, question)
    assert (query.operation, {name: getattr(query, name) for name in slots}) == (operation, slots)


LIMITS = [
    ("vilka fick mer än 100 miljoner i sektorsbidrag", "1e8", None),
    ("vilka fick över 0,4 mdr i sektorsbidrag", "4e8", None),
    ("vilka regioner fick mellan 90 och 100 miljoner i sektorsbidrag", "9e7", "1e8"),
    ("hur många regioner fick under 50 mkr i sektorsbidrag", "5e7", None),
]


@pytest.mark.parametrize(("question", "limit", "upper"), LIMITS)
def test_limits(engine: Engine, question: str, limit: str, upper: str | None) -> None:
    """A stated limit is kept in kronor."""
    query = query_of(engine, question)
    assert query.threshold is not None
    assert query.threshold.value == Decimal(limit)
    assert (query.upper_threshold and query.upper_threshold.value) == (upper and Decimal(upper))


CLAIMS = [
    ("stämmer det att Skåne fick 398 miljoner i sektorsbidrag", "value", "lookup", False),
    ("stämmer det att Skåne inte fick 398 miljoner i sektorsbidrag", "value", "lookup", True),
    ("stämmer det att Skåne fick mer än Stockholm i sektorsbidrag", "more", "compare", False),
    ("stämmer det att Skåne fick mindre än Stockholm i sektorsbidrag", "less", "compare", False),
    ("stämmer det att Skåne fick mest i sektorsbidrag", "most", "position", False),
    ("fick Halland minst i sektorsbidrag", "least", "position", False),
    ("stämmer det att Skåne kom på tredje plats i sektorsbidrag", "order", "position", False),
    ("är det sant att alla regioner fick minst 15 miljoner i sektorsbidrag", "every", "count", False),
    ("ingen region fick under 10 miljoner i sektorsbidrag, stämmer det", "none", "count", False),
    ("stämmer det att Norrland fick 369 miljoner i sektorsbidrag", "value", "sum", False),
    ("stämmer det att Skåne fick fyra gånger så mycket som Halland i sektorsbidrag", "value", "ratio", False),
    ("stämmer det att Skåne fick 13 procent av sektorsbidraget", "value", "share", False),
]


@pytest.mark.parametrize(("question", "relation", "operation", "negated"), CLAIMS)
def test_claims(engine: Engine, question: str, relation: str, operation: str, *, negated: bool) -> None:
    """Each statement is held against the figure it is about."""
    query = query_of(engine, question)
    assert query.claim is not None
    assert (query.claim.relation, query.operation, query.claim.negated) == (relation, operation, negated)


@pytest.mark.parametrize("question", [case[0] for case in CASES if type(case) is tuple])
def test_a_question_is_no_claim(engine: Engine, question: str) -> None:
    """A plain question states nothing, and its query can say itself in both languages."""
    query = query_of(engine, question)
    assert query.claim is None
    assert query.operation in (*OPERATIONS, "find")
    places = engine.catalogue.places
    assert query.describe("sv", engine.store.indicators, places).count(" · ") >= 1
    assert query.describe("en", engine.store.indicators, places).count(" · ") >= 1


def test_all_regions(engine: Engine, store: Store) -> None:
    """A ranking is over all 21 regions, not over the nation."""
    areas = query_of(engine, "vilken region fick mest i sektorsbidrag").areas
    assert set(areas) == {code for code, area in store.areas.items() if area.kind == "region"}
