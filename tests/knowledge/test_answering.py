"""The one door: conversations, languages, sources, and the same answer to the same question."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest

from knowledge.answering import Answer, Engine
from knowledge.memory import Memory
from knowledge.store import Store
from tests.conftest import TODAY


def talk(engine: Engine, *questions: str) -> list[Answer]:
    """The answers of one conversation."""
    memory, answers = Memory(), []
    for question in questions:
        answers.append(engine.ask(question, memory, TODAY))
        memory = answers[-1].memory
    return answers


SKANE, UPPSALA, KALMAR, HALLAND = 398_262_434, 112_285_034, 77_624_347, 99_365_581

FOLLOW_UPS: list[Any] = [
    (["sektorsbidrag Kalmar", "och Uppsala?"], UPPSALA),
    (["sektorsbidrag Kalmar", "Uppsala då?"], UPPSALA),
    (["sektorsbidrag Kalmar", "Uppsala"], UPPSALA),
    (["sektorsbidrag Kalmar", "nej, jag menade Uppsala"], UPPSALA),
    (["sektorsbidrag Kalmar", "och Uppsala?", "och Skåne?"], SKANE),
    (["sektorsbidrag Kalmar", "vad var inflationen i oktober 2022?"], 10.9),
    (["sektorsbidrag Kalmar", "tack", "och Uppsala?"], UPPSALA),
    (["sektorsbidrag Kalmar", "källa?"], KALMAR),
    (["sektorsbidrag Kalmar", "källa?", "och Uppsala?"], UPPSALA),
    (["sektorsbidrag Kalmar", "på engelska tack"], KALMAR),
    (["sektorsbidrag Skåne", "och Halland?", "skillnaden dem emellan?"], SKANE - HALLAND),
    (["sektorsbidrag Skåne", "och Halland?", "lägg ihop dem"], SKANE + HALLAND),
    (["sektorsbidrag Skåne", "och Halland?", "vem fick mest av dem?"], SKANE),
    (["sektorsbidrag Skåne", "hur stor andel är det av totalen?"], 100 * SKANE / 3e9),
    (["sektorsbidrag Skåne", "per invånare?"], 280.1154),
    (["primärvårdssatsningen 2024", "2025 då?"], 544_000_000),
    (["primärvårdssatsningen 2024", "och året därpå?"], 544_000_000),
    (["externa omkostnader i budgeten", "och i prognosen?"], -4_560_000_000),
    (["sector grant Kalmar", "and Uppsala?"], UPPSALA),
    (["how much did Kalmar get in the sector grant", "what about Uppsala?"], UPPSALA),
]


@pytest.mark.parametrize(("questions", "value"), FOLLOW_UPS)
def test_follow_ups(engine: Engine, questions: Sequence[str], value: float) -> None:
    """The last answer leads with the figure that the conversation means."""
    answer = talk(engine, *questions)[-1]
    assert answer.status == "answered", answer.reason
    assert float(answer.results[0].figures[0].value) == pytest.approx(value, rel=1e-5)


@pytest.mark.parametrize("follow", ["och Göteborg?", "och Norge?", "2023 då?"])
def test_a_follow_up_may_fail(engine: Engine, follow: str) -> None:
    """What is not held is not held in a conversation either, and the conversation goes on after it."""
    first, failed, after = talk(engine, "sektorsbidrag Kalmar", follow, "sektorsbidrag Uppsala")
    assert (first.status, failed.status, failed.results) == ("answered", "no_answer", ())
    assert after.results[0].figures[0].value == UPPSALA


def test_without_a_conversation_nothing_is_remembered(engine: Engine) -> None:
    """The same short question alone means nothing."""
    assert engine.ask("och Uppsala?", today=TODAY).results == ()
    assert engine.ask("skillnaden dem emellan?", today=TODAY).results == ()


LANGUAGES = [
    (["sektorsbidrag Kalmar"], "sv"),
    (["how much did Kalmar get"], "en"),
    (["how much did Kalmar get in the sector grant", "Uppsala?"], "en"),
    (["how much did Kalmar get in the sector grant", "och Uppsala?"], "sv"),
    (["sektorsbidrag Kalmar", "in English please"], "en"),
    (["how much did Kalmar get in the sector grant", "på svenska tack"], "sv"),
]


@pytest.mark.parametrize(("questions", "language"), LANGUAGES)
def test_language(engine: Engine, questions: Sequence[str], language: str) -> None:
    """Answered in the language of the question, else of the conversation."""
    assert talk(engine, *questions)[-1].language == language


def test_a_language_may_be_set(engine: Engine) -> None:
    """Whatever the question's language."""
    assert engine.ask("sektorsbidrag Kalmar", language="en").language == "en"


def test_translated_is_the_same(engine: Engine) -> None:
    """“På engelska” gives the same figures once more."""
    swedish, english = talk(engine, "topp 3 sektorsbidrag", "på engelska tack")
    assert [r.figures for r in swedish.results] == [r.figures for r in english.results]
    assert english.language == "en"


def test_two_questions_in_one(engine: Engine) -> None:
    """Both are answered, in order."""
    answer = engine.ask("Vad fick Skåne i sektorsbidrag? Hur hög var inflationen i oktober 2022?", today=TODAY)
    assert [result.figures[0].value for result in answer.results] == [SKANE, Decimal("10.9")]


def test_source(engine: Engine) -> None:
    """Asked for its source, the answer is about it; every citation is in the store."""
    answer = talk(engine, "sektorsbidrag Kalmar", "varifrån kommer siffran?")[-1]
    assert answer.meta == "source"
    assert {citation.source for citation in answer.citations} == {"regeringsbeslut-sektorsbidrag-2024"}
    assert any("77 624 347" in citation.evidence for citation in answer.citations)


def test_no_answer_has_no_figures(engine: Engine) -> None:
    """Whatever is declined has neither results nor a verdict but unverifiable."""
    for question in (
        "sektorsbidrag Göteborg",
        "vad kostar en bulle",
        "stämmer det att solen är grön",
        "sektorsbidrag 2019",
    ):
        answer = engine.ask(question, today=TODAY)
        assert (answer.status, answer.results) == ("no_answer", ())
        assert answer.verdict in {None, "unverifiable"}


QUESTIONS = [
    "hur mycket fick Skåne i sektorsbidrag",
    "topp 5 sektorsbidrag",
    "alla regioner sektorsbidrag störst först",
    "vilken åtgärd ger mest 2026",
    "alla åtgärder för 2027 i tabell",
    "stämmer det att Skåne fick 400 miljoner i sektorsbidrag",
    "resultatet?",
    "vad kostar en bulle",
    "vem betalar ut sektorsbidraget",
    "hej",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_answer_twice(engine: Engine, store: Store, question: str) -> None:
    """Asked again, asked after other questions, and asked of another engine: equal answers, to the last field."""
    first = engine.ask(question, today=TODAY)
    assert engine.ask(question, today=TODAY) == first
    other = Engine(store)
    for before in reversed(QUESTIONS):
        other.ask(before, today=TODAY)
    assert other.ask(question, today=TODAY) == first


def test_the_same_answer_in_parallel(engine: Engine) -> None:
    """Nothing in an engine changes while it answers."""
    alone = [engine.ask(question, today=TODAY) for question in QUESTIONS]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda question: engine.ask(question, today=TODAY), QUESTIONS * 4))
    assert together == alone * 4


def test_at_most_eight_figures(engine: Engine) -> None:
    """Unless a list or a ranking was asked for."""
    for question in QUESTIONS:
        for result in engine.ask(question, today=TODAY).results:
            assert result.query.operation in {"list", "rank", "share"} or len(result.figures) <= 8


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Are the 2026 investments prioritised in the health board's paper?", None),
        ("är investeringarna prioriterade", None),
        ("stämmer det att investeringarna är prioriterade", "unverifiable"),
        ("stämmer det att investeringarna inte är prioriterade", "correct"),
    ],
)
def test_what_a_document_denies_is_not_confirmed(engine: Engine, question: str, verdict: str | None) -> None:
    """A statement that has all the words of a denial but the "not" is told what stands there, and not confirmed."""
    assert engine.ask(question, today=TODAY).verdict == verdict


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Could you confirm the sum of the sector grant to Region Gotland?", None),
        ("Could you confirm that the sector grant to Region Gotland was 400 million?", "incorrect"),
    ],
)
def test_an_amount_to_be_confirmed(engine: Engine, question: str, verdict: str | None) -> None:
    """An amount that is not stated is given, one that is stated is judged."""
    answer = engine.ask(question, today=TODAY)
    assert answer.status == "answered"
    assert answer.verdict == verdict


AROUND = [
    ("Kan du säga mig: vad fick Skåne i sektorsbidrag?", "vad fick Skåne i sektorsbidrag?"),
    ("Summan: Skåne och Halland, sektorsbidrag", "summan av Skåne och Halland, sektorsbidrag"),
    ("Median: sektorsbidrag", "median sektorsbidrag"),
    ("Per invånare: sektorsbidrag Skåne", "sektorsbidrag per invånare Skåne"),
    ("> vad fick Skåne i sektorsbidrag?\nkan du svara?", "vad fick Skåne i sektorsbidrag?"),
    ("> vad fick Skåne i sektorsbidrag?\nper invånare alltså", "sektorsbidrag per invånare Skåne"),
]


@pytest.mark.parametrize(("message", "plain"), AROUND)
def test_what_asks_for_something_is_never_a_courtesy(engine: Engine, message: str, plain: str) -> None:
    """An opening, or a line under a quotation, is left out only where it asks for nothing."""
    given, wanted = engine.ask(message), engine.ask(plain)
    assert wanted.results
    assert [cell.value for cell in given.results[0].figures] == [cell.value for cell in wanted.results[0].figures]
