"""Every figure of the store by a plain Swedish question, made from the store's own names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from bot.phrasing import Phrasing
from knowledge.answering import Engine
from knowledge.language.formatting import period as said_period
from knowledge.model import NATION, UNNAMED, Indicator, Observation
from knowledge.store import Store
from tests.conftest import TODAY

SCENARIO_WORDS = {"forecast": "prognos", "budget": "budget", "deviation": "avvikelse"}
Asked = tuple[str, Observation]


def leads_with(engine: Engine, phrasing: Phrasing, question: str, expected: Observation) -> str:
    """What is wrong with the answer to a question that must lead with an observation; empty where nothing is."""
    data = phrasing.to_data(engine.ask(question, today=TODAY))
    if data["status"] != "answered" or not data["figures"]:
        return f"{question!r}: {data['status']} {data['reason']}"
    figure = data["figures"][0]
    have = (figure["value"], figure["upper"], figure["unit"], figure["area_code"], figure["indicator"])
    area = None if expected.area == UNNAMED else expected.area
    upper = None if expected.upper is None else float(expected.upper)
    want = (float(expected.value), upper, expected.unit, area, expected.indicator)
    cited = {citation["source"] for citation in data["citations"]}
    if have != want or expected.source not in cited or data["citations"][figure["citation"]]["source"] not in cited:
        return f"{question!r}: {have} from {sorted(cited)}, expected {want} from {expected.source}"
    return ""


def faults(engine: Engine, phrasing: Phrasing, asked: Iterable[Asked], count: int) -> list[str]:
    """What is wrong with the answers to questions, of which there must be just so many."""
    questions = list(asked)
    assert len(questions) == count
    return [fault for question, expected in questions if (fault := leads_with(engine, phrasing, question, expected))]


def grants(store: Store) -> Iterator[tuple[str, Observation]]:
    """Each region's name with its grant."""
    for o in store.observations("sektorsbidrag"):
        if o.source == "regeringsbeslut-sektorsbidrag-2024" and store.areas[o.area].kind == "region":
            yield store.areas[o.area].name, o


GRANT_QUESTIONS = [
    "Hur mycket fick {} i sektorsbidrag?",
    "sektorsbidrag {}",
    "Vad blev Region {}s sektorsbidrag 2024?",
    "hur stort sektorsbidrag fick {} 2024",
]


@pytest.mark.parametrize("form", GRANT_QUESTIONS)
def test_the_grant_of_every_region(engine: Engine, phrasing: Phrasing, store: Store, form: str) -> None:
    """21 regions, each with its own figure and no other."""
    assert faults(engine, phrasing, ((form.format(name), o) for name, o in grants(store)), 21) == []


def rows(store: Store, table: str) -> list[Indicator]:
    """The rows of a table."""
    return [store.indicators[ident] for ident in store.tables[table].indicators]


def forecast_cells(store: Store, form: str) -> Iterator[Asked]:
    """A question for each row of the forecast in each of its columns."""
    for indicator in rows(store, "helarsprognos"):
        for o in store.observations(indicator.id):
            yield form.format(name=indicator.name.sv, short=indicator.short.sv, scenario=SCENARIO_WORDS[o.scenario]), o


@pytest.mark.parametrize("form", ["{name}: {scenario} 2025?", "{name} {scenario} 2025", "{scenario} 2025 {name}"])
def test_every_cell_of_the_forecast(engine: Engine, phrasing: Phrasing, store: Store, form: str) -> None:
    """Six rows, each with forecast, budget and difference."""
    assert faults(engine, phrasing, forecast_cells(store, form), 18) == []


DEVIATIONS = [
    "vad är skillnaden mellan prognos och budget för {short}",
    "{name}, skillnad mot budget",
    "hur stor är budgetavvikelsen för {short}",
    "hur stor är differensen för {short} i helårsprognosen",
    "hur mycket avviker {short} från budget",
    "avvikelse för {short}",
]


@pytest.mark.parametrize("form", DEVIATIONS)
def test_every_deviation(engine: Engine, phrasing: Phrasing, store: Store, form: str) -> None:
    """The differences in other words."""
    asked = [(question, o) for question, o in forecast_cells(store, form) if o.scenario == "deviation"]
    assert faults(engine, phrasing, asked, 6) == []


BUDGETS = [
    "vad är budgeten för {short}",
    "{short}, budgeterat",
    "Hur stor är {short} i helårsprognosen, budget?",
]


@pytest.mark.parametrize("form", BUDGETS)
def test_every_budget(engine: Engine, phrasing: Phrasing, store: Store, form: str) -> None:
    """The budgets, also of the row whose short name says “helårsprognosen”."""
    asked = [(question, o) for question, o in forecast_cells(store, form) if o.scenario == "budget"]
    assert faults(engine, phrasing, asked, 6) == []


def measure_cells(store: Store, form: str) -> Iterator[Asked]:
    """A question for each measure, and the target share, in each of its years."""
    for indicator in (*rows(store, "atgarder"), store.indicators["mal_egenanstallda"]):
        for o in store.observations(indicator.id):
            yield form.format(name=indicator.name.sv, short=indicator.short.sv, year=o.period), o


@pytest.mark.parametrize("form", ["{name} {year}?", "Vad är {short} {year}?", "{short} år {year}"])
def test_every_cell_of_the_measures(engine: Engine, phrasing: Phrasing, store: Store, form: str) -> None:
    """Five measures and the target share, three years each."""
    assert faults(engine, phrasing, measure_cells(store, form), 18) == []


def plain(store: Store, o: Observation) -> str:
    """A plain question for one observation: its names and nothing else."""
    indicator = store.indicators[o.indicator]
    kind = next((kind.name.sv for kind in indicator.breakdowns if kind.id == o.breakdown), "")
    area = "" if o.area == UNNAMED else "" if o.area == NATION else store.areas[o.area].name
    words = [indicator.name.sv, kind.casefold(), area, said_period(o.period, "sv"), SCENARIO_WORDS.get(o.scenario, "")]
    if len(store.holdings(o.indicator).scenarios) == 1:
        words.pop()
    return " ".join(filter(None, words))


NEAR = ("antal_regioner", "regioner_utan_personalneddragningar")
"""Indicators whose full name alone is asked back about today."""


def observations(store: Store) -> dict[str, Observation]:
    """A plain question for every observation; of one that stands in several sources, the first."""
    held = [o for ident in store.indicators for o in store.observations(ident)]
    first = {o.key: o for o in sorted(held, key=lambda o: o.source, reverse=True)}
    asked = {plain(store, o): o for o in first.values()}
    assert len(asked) == len(first) > 100
    return asked


def test_every_observation(engine: Engine, phrasing: Phrasing, store: Store) -> None:
    """Each figure in the store, by indicator, kind, area, period and scenario."""
    asked = {question: o for question, o in observations(store).items() if o.indicator not in NEAR}
    assert faults(engine, phrasing, asked.items(), len(asked)) == []


@pytest.mark.parametrize("ident", NEAR)
def test_a_name_like_another(engine: Engine, phrasing: Phrasing, store: Store, ident: str) -> None:
    """A full name is enough."""
    asked = {question: o for question, o in observations(store).items() if o.indicator == ident}
    assert faults(engine, phrasing, asked.items(), 1) == []


def test_every_observation_is_shown(engine: Engine, phrasing: Phrasing, store: Store) -> None:
    """What a person reads begins with the figure as the answer object has it, and names period and source."""
    for question, o in observations(store).items():
        data = phrasing.to_data(engine.ask(question, today=TODAY))
        if data["figures"]:
            assert data["figures"][0]["display"] in data["text"]
            assert said_period(o.period, "sv") in data["text"]
            assert "Källa: " in data["text"]
