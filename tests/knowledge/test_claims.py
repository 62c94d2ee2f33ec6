"""The verdict on what somebody states, at the precision in which it was stated."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answering import Engine
from knowledge.language.numbers import find_amounts
from knowledge.language.text import clean, tokenize
from knowledge.precision import CLOSE, CORRECT, WRONG, compare
from knowledge.query import Cell, Claim
from tests.conftest import TODAY

AMOUNTS = [
    # of Skåne's 398 262 434 kronor
    ("398 262 434 kr", CORRECT),
    ("398,3 miljoner", CORRECT),
    ("398 miljoner", CORRECT),
    ("0,4 miljarder", CORRECT),
    ("398", CORRECT),
    ("exakt 398 262 434 kr", CORRECT),
    ("398 262 435 kr", CLOSE),
    ("398,4 miljoner", CLOSE),
    ("400 miljoner", CLOSE),
    ("395 miljoner", CLOSE),
    ("ungefär 400 miljoner", CLOSE),
    ("380 miljoner", CLOSE),
    ("378 miljoner", WRONG),
    ("419 miljoner", WRONG),
    ("450 miljoner", WRONG),
    ("398 miljarder", WRONG),
    ("398 000 kr", WRONG),
    ("633 531 342 kr", WRONG),
    ("knappt 400 miljoner", CORRECT),
    ("nästan 400 miljoner", CORRECT),
    ("drygt 390 miljoner", CORRECT),
    ("drygt 400 miljoner", CLOSE),
    ("drygt 300 miljoner", WRONG),
    ("knappt 500 miljoner", WRONG),
    ("över 390 miljoner", CORRECT),
    ("över 400 miljoner", WRONG),
    ("mer än 398 262 434 kr", WRONG),
    ("minst 398 262 434 kr", CORRECT),
    ("högst 398 262 434 kr", CORRECT),
    ("högst 300 miljoner", WRONG),
    ("under 400 miljoner", CORRECT),
    ("minus 398 miljoner", WRONG),
]


@pytest.mark.parametrize(("stated", "verdict"), AMOUNTS)
def test_amounts(engine: Engine, stated: str, verdict: str) -> None:
    """A stated amount against the stored one, through a whole question."""
    answer = engine.ask(f"stämmer det att Skåne fick {stated} i sektorsbidrag", today=TODAY)
    assert (answer.status, answer.verdict) == ("answered", verdict)
    assert answer.results[0].figures[0].value == 398_262_434


STATEMENTS = [
    ("Stockholm fick mest i sektorsbidrag", CORRECT),
    ("Skåne fick mest i sektorsbidrag", WRONG),
    ("Gotland fick minst i sektorsbidrag", CORRECT),
    ("Skåne fick mer än Halland i sektorsbidrag", CORRECT),
    ("Skåne fick mindre än Halland i sektorsbidrag", WRONG),
    ("Skåne fick lika mycket som Halland i sektorsbidrag", WRONG),
    ("Skåne inte fick mest i sektorsbidrag", CORRECT),
    ("Skåne inte fick 500 miljoner i sektorsbidrag", CORRECT),
    ("Skåne inte fick 398 miljoner i sektorsbidrag", WRONG),
    ("Skåne kom på tredje plats i sektorsbidrag", CORRECT),
    ("Skåne kom på andra plats i sektorsbidrag", WRONG),
    ("Skåne fick dubbelt så mycket som Halland i sektorsbidrag", WRONG),
    ("Skåne fick fyra gånger så mycket som Halland i sektorsbidrag", CORRECT),
    ("Skåne fick en fjärdedel av sektorsbidraget", WRONG),
    ("Skåne fick 13 procent av sektorsbidraget", CORRECT),
    ("Norrland fick 369 miljoner i sektorsbidrag", CORRECT),
    ("alla regioner fick minst 15 miljoner i sektorsbidrag", CORRECT),
    ("alla regioner fick minst 20 miljoner i sektorsbidrag", WRONG),
    ("sex regioner fick över 100 miljoner i sektorsbidrag", CORRECT),
    ("sju regioner fick över 100 miljoner i sektorsbidrag", WRONG),
    ("primärvårdssatsningen är 544 miljoner 2025", CORRECT),
    ("primärvårdssatsningen är 544 miljoner 2026", WRONG),
    ("primärvårdssatsningen ökar från 2024 till 2025", CORRECT),
    ("primärvårdssatsningen minskar från 2024 till 2025", WRONG),
    ("kommunsektorns resultat är −14 miljarder", CORRECT),
    ("regionernas resultat var ett underskott på 11,8 miljarder", CORRECT),
    ("regionernas resultat var ett överskott på 11,8 miljarder", WRONG),
    ("inflationen var 10,9 procent i oktober 2022", CORRECT),
    ("dödligheten efter stroke är lägre i Sverige än i OECD", CORRECT),
    ("dödligheten efter stroke är högre i Sverige än i OECD", WRONG),
    ("medianväntetiden är 23 till 105 dagar", CORRECT),
    ("medianväntetiden är 50 dagar", WRONG),
]


@pytest.mark.parametrize(("statement", "verdict"), STATEMENTS)
def test_statements(engine: Engine, statement: str, verdict: str) -> None:
    """Rankings, comparisons, shares, developments and signs; a verdict has figures and sources."""
    answer = engine.ask(f"stämmer det att {statement}?", today=TODAY)
    assert (answer.status, answer.verdict) == ("answered", verdict)
    assert answer.results[0].figures
    assert answer.citations


UNVERIFIABLE = [
    ("Skåne fick 398 miljoner 2023 i sektorsbidrag", "unknown_period"),
    ("Göteborg fick 495 miljoner i sektorsbidrag", "unknown_area"),
    ("Norge fick 495 miljoner i sektorsbidrag", "unknown_area"),
    ("skolan i Skåne kostade 12 miljarder", None),
    ("det regnade i Kalmar 300 dagar", None),
]


@pytest.mark.parametrize(("statement", "reason"), UNVERIFIABLE)
def test_unverifiable(engine: Engine, statement: str, reason: str | None) -> None:
    """On what is not held there is no verdict but that, and no figure."""
    answer = engine.ask(f"stämmer det att {statement}?", today=TODAY)
    assert (answer.status, answer.verdict, answer.results) == ("no_answer", "unverifiable", ())
    assert reason in {None, answer.reason}


def test_whose_figure_it_is(engine: Engine) -> None:
    """A wrong amount that is another region's is said to be that region's."""
    result = engine.ask("stämmer det att Skåne fick 633 531 342 kr i sektorsbidrag", today=TODAY).results[0]
    ((key, details),) = result.notes
    assert key == "belongs_to"
    assert isinstance(details["cell"], Cell)
    assert details["cell"].area == "01"


@settings(database=None, derandomize=True)
@given(st.integers(1, 10**13), st.integers(0, 10**13))
def test_verdicts_follow_the_distance(value: int, other: int) -> None:
    """What is equal is correct; what is more than a twentieth away and no rounding is wrong."""
    cell = Cell(Decimal(value), "SEK", "x", ("12",))
    (same,) = find_amounts(tokenize(f"{value} kr"))
    assert compare(same, cell.value, cell, Claim("value", (same,))) == CORRECT
    for amount in find_amounts(tokenize(clean(f"{other} kr"))):
        verdict = compare(amount, cell.value, cell, Claim("value", (amount,)))
        if verdict == WRONG:
            assert abs(other - value) * 20 > value
        elif not amount.rounds_to(cell.value):
            assert abs(other - value) * 20 <= value
