"""Two subjects that a statement sets against each other."""

from __future__ import annotations

import pytest

from knowledge.answering import Engine
from tests.conftest import TODAY

STATEMENTS = (
    ("Pensionskostnadsökningen är större än kommunsektorns underskott 2024. Kan vi publicera det?", "correct"),
    ("Pensionskostnadsökningen är mindre än kommunsektorns underskott 2024. Kan vi publicera det?", "incorrect"),
    ("Tillskottet i VÄB är 3 miljarder större än sektorsbidraget, korrekt uppfattat?", "correct"),
    ("Tillskottet i VÄB är 3 miljarder mindre än sektorsbidraget, korrekt uppfattat?", "incorrect"),
    ("Tillskottet i VÄB är dubbelt så stort som sektorsbidraget, stämmer det?", "correct"),
    ("The sector grant is larger than the addition in the spring amending budget. True?", "incorrect"),
    ("Strokedödligheten är högre än sektorsbidraget, stämmer det?", "unverifiable"),
)


@pytest.mark.parametrize(("statement", "verdict"), STATEMENTS)
def test_sides(engine: Engine, statement: str, verdict: str) -> None:
    """Each side is understood by itself; figures of two units are not set against each other."""
    answer = engine.ask(statement, today=TODAY)
    assert answer.verdict == verdict
    assert (answer.status == "answered") == (verdict != "unverifiable")


def test_the_figures_of_both_sides_are_told(engine: Engine) -> None:
    """The answer shows what was compared."""
    answer = engine.ask(STATEMENTS[0][0], today=TODAY)
    assert {cell.indicator for cell in answer.results[0].figures} == {
        "pensionskostnader_okning",
        "kommunsektorns_resultat",
    }
