"""Statements that say more than one thing of one subject."""

from __future__ import annotations

import pytest

from knowledge.answering import Engine
from tests.conftest import TODAY

STATEMENTS = (
    ("Skåne fick 398 miljoner, mer än Uppsala men mindre än Stockholm. Stämmer det?", "correct", 3),
    ("Skåne fick 398 miljoner, mindre än Uppsala men mindre än Stockholm. Stämmer det?", "incorrect", 3),
    ("Gotland fick 19 956 824 kr, 327 kr per invånare. Stämmer det?", "correct", 2),
    ("Östergötland har fler invånare än Uppsala men färre än Halland. Stämmer det?", "incorrect", 2),
    ("Strokedödligheten är 5,5 procent i Sverige, lägre än OECD-snittet på 7,8. Stämmer det?", "correct", 3),
    ("Uppsala fick 112 miljoner och Halland fick mer. Stämmer det?", "incorrect", 2),
    ("Stockholm fick en femtedel av sektorsbidraget och Skåne hälften. Stämmer det?", "incorrect", 2),
)


@pytest.mark.parametrize(("statement", "verdict", "number"), STATEMENTS)
def test_all_of_it_is_judged(engine: Engine, statement: str, verdict: str, number: int) -> None:
    """The statement holds where every part does, and what does not hold comes first."""
    answer = engine.ask(statement, today=TODAY)
    assert answer.verdict == verdict
    assert len(answer.results) == number
    assert answer.results[0].verdict == verdict


def test_a_part_that_cannot_be_judged(engine: Engine) -> None:
    """Where a part of it is not known, the other part's verdict does not stand for all."""
    answer = engine.ask("Skåne fick 398 miljoner, dubbelt så mycket som året innan. Stämmer det?", today=TODAY)
    assert answer.verdict == "unverifiable"


def test_one_thing_said_with_two_amounts(engine: Engine) -> None:
    """Two amounts of one kind with their places are one comparison, as before."""
    answer = engine.ask("Uppsala fick 112,3 miljoner kronor och Gotland 30 miljoner. Stämmer det?", today=TODAY)
    assert answer.verdict == "incorrect"
    assert len(answer.results) == 1
