"""The ways out: an answer, words, a question back, a part that is missing, small talk."""

from __future__ import annotations

import pytest

from knowledge.answering import Engine
from knowledge.outcomes import Clarification, Found, InWords, NotFound, Talk
from tests.conftest import TODAY

OUTCOMES: list[tuple[str, type, str | None]] = [
    ("hur mycket fick Skåne i sektorsbidrag", Found, None),
    ("vad är sektorsbidraget", Found, None),
    ("vem betalar ut sektorsbidraget", InWords, None),
    ("vad betyder PKS", InWords, None),
    ("resultatet?", Clarification, "ambiguous"),
    ("vår region", Clarification, "ambiguous"),
    ("Skåne", Clarification, "ambiguous"),
    ("hur mycket får vår region i sektorsbidrag", Clarification, "area_missing"),
    ("vad kostar en bulle", NotFound, "not_covered"),
    ("asdf qwer", NotFound, "not_covered"),
    ("källa?", NotFound, "not_understood"),
    ("???", NotFound, "not_understood"),
    ("tycker du att bidraget är rättvist", NotFound, "opinion"),
    ("vad tjänar regiondirektören", NotFound, "private"),
    ("vilka regioner har lånat till driften", NotFound, "not_split"),
    ("sektorsbidrag Göteborg", NotFound, "unknown_area"),
    ("sektorsbidrag 2019 Skåne", NotFound, "unknown_period"),
    ("hej", Talk, None),
    ("tack så mycket", Talk, None),
    ("vad kan du", Talk, None),
    ("vem är du", Talk, None),
    ("good morning", Talk, None),
]


@pytest.mark.parametrize(("question", "kind", "reason"), OUTCOMES)
def test_outcome(engine: Engine, question: str, kind: type, reason: str | None) -> None:
    """Each question goes one way, and what is no answer has its reason."""
    answer = engine.ask(question, today=TODAY)
    assert (type(answer.outcome), answer.reason) == (kind, reason)


ASKED_BACK = [question for question, kind, _ in OUTCOMES if kind is Clarification]


@pytest.mark.parametrize("question", ASKED_BACK)
def test_options(engine: Engine, question: str) -> None:
    """A question back has two to four options, none twice; each is a question whose answer is not a question back."""
    options = engine.ask(question, today=TODAY).options
    assert 2 <= len(options) <= 4
    assert len({option.question for option in options}) == len(options)
    for option in options:
        assert engine.ask(option.question, today=TODAY).status != "clarify", option.question


def test_an_option_can_be_chosen_by_its_number(engine: Engine) -> None:
    """“1” after a question back is the first option's question."""
    asked_back = engine.ask("Skåne", today=TODAY)
    chosen = engine.ask("1", asked_back.memory, TODAY)
    directly = engine.ask(asked_back.options[0].question, today=TODAY)
    assert chosen.status == "answered"
    assert [r.figures for r in chosen.results] == [r.figures for r in directly.results]


def test_every_gap_declines(engine: Engine) -> None:
    """What a document shows without a figure, asked by its own name, gets no figure."""
    given = {}
    for gap in engine.store.gaps.values():
        answer = engine.ask(f"{gap.name.sv}?", today=TODAY)
        if (
            gap.reason == "no_figure"
            and answer.status == "answered"
            and answer.results
            and not answer.results[0].verdict
        ):
            given[gap.id] = [cell.indicator for cell in answer.results[0].figures]
    assert given == {}


def test_every_fact_is_said(engine: Engine) -> None:
    """Each fact, asked by its first alias, is said itself, or another of the same topic, for at least nine in ten."""
    missed = {}
    for fact in engine.store.facts.values():
        answer = engine.ask(f"{fact.aliases.sv[0]}?", today=TODAY)
        if answer.subject is None or answer.subject.about != fact.about:
            missed[fact.aliases.sv[0]] = answer.subject and answer.subject.key
    assert len(missed) <= 0.1 * len(engine.store.facts), missed


def test_a_missing_part_is_named(engine: Engine) -> None:
    """What failed stands in the outcome, for the person to read."""
    town = engine.ask("sektorsbidrag Göteborg", today=TODAY).outcome
    assert isinstance(town, NotFound)
    assert getattr(town.details["area"], "name", None) == "Göteborg"
    year = engine.ask("sektorsbidrag Skåne 2019", today=TODAY).outcome
    assert isinstance(year, NotFound)
    assert year.details["period"] == "2019"
    other = engine.ask("vad kostar en bulle", today=TODAY).outcome
    assert isinstance(other, NotFound)
    assert "bulle" in str(other.details["words"])


@pytest.mark.parametrize(
    "question",
    ["varför går regionerna back", "varför fick Skåne mest", "why did Halland get so little?"],
)
def test_why_is_not_answered_with_a_figure(engine: Engine, question: str) -> None:
    """A question for the reason gets no figure in its place: it is said that the documents do not tell."""
    answer = engine.ask(question)
    assert (answer.status, answer.reason, answer.results) == ("no_answer", "no_reason", ())


def test_why_is_answered_where_a_document_says_it(engine: Engine) -> None:
    """The reasons that a document gives are an answer."""
    assert engine.ask("varför ökar regionernas underskott 2024?").status == "answered"


@pytest.mark.parametrize(
    "question",
    ["vad tycker du om regeringen", "vad anser du om regeringens politik", "what do you think about the government"],
)
def test_the_bot_has_no_opinion(engine: Engine, question: str) -> None:
    """A question for the bot's own opinion is declined, whatever fact shares its words."""
    answer = engine.ask(question)
    assert (answer.status, answer.reason) == ("no_answer", "opinion")


def test_what_others_think_is_a_fact(engine: Engine) -> None:
    """What a document says that people think is an answer."""
    assert engine.ask("vad tycker patienterna i Västerbotten?").status == "answered"


@pytest.mark.parametrize("chosen", ["1", "Regionernas resultat", "den första"])
def test_an_option_that_is_chosen_is_not_asked_about_again(engine: Engine, chosen: str) -> None:
    """By its number, its label, or its place: the answer is about it."""
    asked = engine.ask("resultat")
    assert asked.status == "clarify"
    answer = engine.ask(chosen, asked.memory)
    assert [result.query.indicators for result in answer.results] == [("regionernas_resultat",)]


@pytest.mark.parametrize("tail", ["bo", "Mvh Karin", "Anna"])
def test_a_word_behind_a_whole_question_changes_nothing(engine: Engine, tail: str) -> None:
    """A signature or a half-typed word is no question of its own."""
    answer = engine.ask(f"hur mycket fick Skåne i sektorsbidrag? {tail}")
    assert [result.query.indicators for result in answer.results] == [("sektorsbidrag",)]
