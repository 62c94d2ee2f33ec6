"""Statements made from what is held in words: no fact confirms its denial, nor what it does not say."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest

from knowledge.answering import Engine
from knowledge.model import Fact
from knowledge.store import Store
from tests.conftest import TODAY

_VERBS = "är var har ska kan väntas beräknas får bedöms behöver innebär omfattar bör blir används"
_SPLIT = re.compile(rf"^(.+?) ({'|'.join(_VERBS.split())}) (.+)$")
_SENTENCE = re.compile(r"(?<=[\w)])\. (?=[A-ZÅÄÖ])|[:;] ")
_CAPITALS = re.compile(r"^[A-ZÅÄÖ]{2}|^(?:Acko|Oskar|Sverige|Västerbotten)\b")
_DENIES = re.compile(r"\b(?:inte|varken|inga|inget|ingen|men|att|minus)\b")
_MOST_SUBJECT = 6
"""A subject of more words than this is no subject, but a clause."""
_OTHERS = 6
"""So many other facts' predicates are tried on each indicator, the same ones every time."""

Said = tuple[str, str, str]
"""Subject, verb and predicate."""


def said(store: Store) -> dict[str, Said]:
    """Fact -> its first sentence, taken apart, where that is a plain one."""
    found = {}
    for fact in store.facts.values():
        match = _SPLIT.match(_SENTENCE.split(fact.answer.sv)[0].rstrip("."))
        if match is not None and len(match[1].split()) <= _MOST_SUBJECT and match[1] not in ("Det", "Nej, det"):
            found[fact.id] = (match[1], match[2], match[3])
    return found


def asked(subject: str, verb: str, predicate: str) -> Iterator[str]:
    """Two ways to ask whether something is so."""
    small = subject if _CAPITALS.search(subject) else subject[0].lower() + subject[1:]
    yield f"{subject} {verb} {predicate}, stämmer det?"
    yield f"Stämmer det att {small} {verb} {predicate}?"


def denied(subject: str, verb: str, predicate: str) -> Iterator[str]:
    """Two ways to ask whether it is not so."""
    small = subject if _CAPITALS.search(subject) else subject[0].lower() + subject[1:]
    yield f"{subject} {verb} inte {predicate}, stämmer det?"
    yield f"Stämmer det att {small} inte {verb} {predicate}?"


def verdicts(engine: Engine, questions: Iterator[str] | list[str]) -> list[tuple[str, str | None]]:
    """Each question with its verdict."""
    return [(question, engine.ask(question, today=TODAY).verdict) for question in questions]


def test_a_fact_confirms_what_it_says(engine: Engine, store: Store) -> None:
    """What a fact says is mostly confirmed; were it not, the tests below would tell nothing."""
    told = verdicts(engine, [question for parts in said(store).values() for question in asked(*parts)])
    confirmed = [question for question, verdict in told if verdict == "correct"]
    assert len(confirmed) >= 0.65 * len(told), f"{len(confirmed)} of {len(told)} confirmed"


def test_no_fact_confirms_its_denial(engine: Engine, store: Store) -> None:
    """With a "not" put into it, what a fact says is contradicted or not judged, never confirmed."""
    plain = [parts for parts in said(store).values() if not _DENIES.search(parts[2]) and "," not in parts[2]]
    told = verdicts(engine, [question for parts in plain for question in denied(*parts)])
    contradicted = [question for question, verdict in told if verdict == "incorrect"]
    assert [question for question, verdict in told if verdict in ("correct", "approximately_correct")] == []
    assert len(contradicted) >= 0.45 * len(told), f"{len(contradicted)} of {len(told)} contradicted"


OTHER_PREDICATES = (
    *("är rekordhöga", "är rekordlåga", "är sämst i Europa", "har granskats av Riksrevisionen", "är för dyra"),
    *("leder till strejk", "har tre delar", "har försämrats sedan höstens prognoser", "är historiskt lågt"),
    *("räcker inte för ett normalår", "är relativt sett nöjda", "har strukturella ekonomiska problem"),
)
"""What other facts, or none, say of something."""
_OWN = {
    "är rekordhöga": ("regionernas_resultat",),
    "är historiskt lågt": ("kommunsektorns_resultat",),
}
"""Predicate -> the indicators of which it is indeed said."""


@pytest.mark.parametrize("predicate", OTHER_PREDICATES)
def test_a_predicate_is_not_carried_to_another_subject(engine: Engine, store: Store, predicate: str) -> None:
    """What is said of one thing is not confirmed of another that is held as well."""
    subjects = [
        indicator.short.sv for indicator in store.indicators.values() if indicator.id not in _OWN.get(predicate, ())
    ]
    verb, rest = predicate.split(" ", 1)
    told = verdicts(engine, [q for name in subjects for q in asked(name[0].upper() + name[1:], verb, rest)])
    assert [question for question, verdict in told if verdict in ("correct", "approximately_correct")] == []


def test_no_whole_predicate_is_carried_to_an_indicator(engine: Engine, store: Store) -> None:
    """Nor is the whole predicate of a fact, put to an indicator that the fact is not about."""
    facts: dict[str, Fact] = {fact.id: fact for fact in store.facts.values()}
    parts = said(store)
    dice = random.Random("carried")  # noqa: S311  (no secret)
    questions: list[str] = []
    for indicator in store.indicators.values():
        theirs = [ident for ident in parts if facts[ident].about != indicator.id and len(parts[ident][2].split()) > 1]
        for ident in dice.sample(theirs, _OTHERS):
            name = indicator.short.sv
            questions += asked(name[0].upper() + name[1:], *parts[ident][1:])
    told = verdicts(engine, questions)
    carried = [question for question, verdict in told if verdict == "correct"]
    assert len(carried) <= 0.02 * len(told), carried


@pytest.mark.parametrize(
    "statement",
    [
        "Var fjärde sjuksköterska har sagts upp",
        "Hälften av läkarna har sagts upp",
        "IVO granskade 27 akutsjukhus och fann inga brister",
        "IVO granskade 27 akutsjukhus men hittade inte några problem",
        "Antalet vårdplatser har fördubblats",
        "Medianväntetiden har halverats",
        "Regionernas resultat har fördubblats",
        "Regeringen är rekordhög",
        "Det är rekordhögt",
        "Vårdplatserna är rekordhöga",
    ],
)
def test_what_is_held_of_something_else_judges_nothing(engine: Engine, statement: str) -> None:
    """A list judges no share, a figure no clause behind it, a span no change over time."""
    for question in (f"{statement}, stämmer det?", f"Stämmer det att {statement[0].lower() + statement[1:]}?"):
        assert engine.ask(question, today=TODAY).verdict in (None, "unverifiable"), question


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("Sektorsbidraget är mindre än tillskottet i vårändringsbudgeten", "correct"),
        ("Sektorsbidraget är större än tillskottet i vårändringsbudgeten", "incorrect"),
        ("Tillskottet i vårändringsbudgeten är större än sektorsbidraget", "correct"),
        ("Tillskottet i vårändringsbudgeten är mindre än sektorsbidraget", "incorrect"),
        ("Åtgärdbar dödlighet i ischemisk hjärtsjukdom har halverats", "correct"),
        ("Personalomsättningen ska minska", "correct"),
        ("Personalomsättningen ska inte minska", "incorrect"),
        ("Det är lågkonjunktur under 2024", "correct"),
    ],
)
def test_what_the_store_decides_is_judged(engine: Engine, statement: str, verdict: str) -> None:
    """Neighbours of what is not judged still are."""
    assert engine.ask(f"{statement}, stämmer det?", today=TODAY).verdict == verdict
