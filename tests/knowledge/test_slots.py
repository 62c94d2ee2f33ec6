"""Which area, year, scenario and kind a question means, where each came from, and what is not held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from knowledge.answering import Answer, Engine
from knowledge.memory import Memory
from tests.conftest import TODAY


def talk(engine: Engine, *questions: str, today: date = TODAY) -> Answer:
    """The answer to the last of several questions in one conversation."""
    memory = Memory()
    for question in questions:
        answer = engine.ask(question, memory, today)
        memory = answer.memory
    return answer


SLOTS: list[tuple[Sequence[str], str, tuple[str, ...], str]] = [
    # questions, slot, values, origin
    (["sektorsbidrag Skåne"], "area", ("12",), "said"),
    (["sektorsbidrag Skåne"], "period", ("2024",), "default"),
    (["sektorsbidrag Skåne 2024"], "period", ("2024",), "said"),
    (["sektorsbidraget"], "area", ("00",), "default"),
    (["sektorsbidrag Kalmar", "och Uppsala?"], "area", ("03",), "said"),
    (["sektorsbidrag Kalmar", "per invånare?"], "area", ("08",), "remembered"),
    (["primärvårdssatsningen 2024", "och 2025?"], "period", ("2025",), "said"),
    (["primärvårdssatsningen 2024", "året efter?"], "period", ("2025",), "said"),
    (["primärvårdssatsningen 2025", "året innan?"], "period", ("2024",), "said"),
    (["primärvårdssatsningen"], "period", ("2024", "2025", "2026"), "default"),
    (["effekten av PKS sista året"], "period", ("2028",), "said"),
    (["effekten av PKS 2026-2027"], "period", ("2026", "2027"), "said"),
    (["externa intäkter"], "scenario", ("forecast",), "default"),
    (["externa intäkter i budgeten"], "scenario", ("budget",), "said"),
    (["externa intäkter i prognosen"], "scenario", ("forecast",), "said"),
    (["hur mycket avviker de externa intäkterna från budget"], "scenario", ("deviation",), "said"),
    (["externa intäkter i budgeten", "och interna intäkter?"], "scenario", ("budget",), "remembered"),
    (["hur många fler blir de över 80 år"], "breakdown", ("age_80_plus",), "said"),
    (["folkmängden i Skåne 2023"], "period", ("2023-12-31",), "said"),
    (["sektorsbidrag Kalmar", "nej, jag menade Halland"], "area", ("13",), "said"),
]
FIELDS = {"area": "areas", "period": "periods", "scenario": "scenarios", "breakdown": "breakdowns"}


@pytest.mark.parametrize(("questions", "slot", "values", "origin"), SLOTS)
def test_slots(engine: Engine, questions: Sequence[str], slot: str, values: tuple[str, ...], origin: str) -> None:
    """Each slot has its values and knows where they came from."""
    answer = talk(engine, *questions)
    assert answer.status == "answered", answer.reason
    query = answer.results[0].query
    assert (getattr(query, FIELDS[slot]), query.origin(slot)) == (values, origin)


MISSING = [
    ("sektorsbidrag Skåne 2023", "unknown_period"),
    ("sektorsbidrag Skåne 2025", "unknown_period"),
    ("sektorsbidrag förra året", "unknown_period"),
    ("sektorsbidrag i år i Skåne", "unknown_period"),
    ("primärvårdssatsningen 2030", "unknown_period"),
    ("effekten av PKS 2025", "unknown_period"),
    ("inflationen i oktober 2023", "unknown_period"),
    ("sektorsbidrag Göteborg", "unknown_area"),
    ("sektorsbidrag Stockholms kommun", "unknown_area"),
    ("sektorsbidrag Norge", "unknown_area"),
    ("sektorsbidrag OECD", "unknown_area"),
    ("primärvårdssatsningen i Skåne", "not_split"),
    ("dödligheten efter stroke i Skåne", "not_split"),
    ("medianväntetiden i Halland", "not_split"),
    ("externa intäkter i Skåne", "unknown_area"),
    ("effekten av PKS i Dalarna", "unknown_area"),
]


@pytest.mark.parametrize(("question", "reason"), MISSING)
def test_missing(engine: Engine, question: str, reason: str) -> None:
    """What is not held is named as the part that failed, and no other figure is given for it."""
    answer = engine.ask(question, today=TODAY)
    assert (answer.status, answer.reason, answer.results) == ("no_answer", reason, ())


@pytest.mark.parametrize("place", ["Narnia", "region Mordor", "Xylofonien"])
def test_an_unknown_place(engine: Engine, place: str) -> None:
    """A word that could be a region and is none is not answered with the nation's figure."""
    answer = engine.ask(f"hur mycket fick {place} i sektorsbidrag", today=TODAY)
    assert (answer.status, answer.results) == ("no_answer", ())
    assert answer.reason in {"unknown_place", "not_covered"}


@pytest.mark.parametrize(("year", "status"), [(2024, "answered"), (2025, "no_answer"), (2023, "no_answer")])
def test_this_year(engine: Engine, year: int, status: str) -> None:
    """“I år” is the year of the day given, held or not."""
    assert engine.ask("sektorsbidrag Skåne i år", today=date(year, 6, 1)).status == status


@pytest.mark.parametrize(("year", "status"), [(2025, "answered"), (2024, "no_answer")])
def test_last_year(engine: Engine, year: int, status: str) -> None:
    """“Förra året” is the year before it."""
    assert engine.ask("sektorsbidrag Skåne förra året", today=date(year, 6, 1)).status == status


def test_without_a_day_nothing_is_this_year(engine: Engine) -> None:
    """Nobody said which day it is: the answer is the same whatever the machine's clock says, and names its year."""
    answer = engine.ask("sektorsbidrag Skåne i år")
    assert [cell.period for result in answer.results for cell in result.figures[:1]] in ([], ["2024"])
