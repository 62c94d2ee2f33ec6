"""A number that somebody has before them leads to the figure that it is, and to no other."""

from __future__ import annotations

import pytest

from knowledge.answering import Engine
from knowledge.language.formatting import number
from knowledge.model import Indicator
from knowledge.store import Store

_SHORTEST = 3
"""Digits from which a number is told by itself."""


def _written(published: str, indicator: Indicator) -> list[str]:
    """How a figure is asked for as it stands in its document."""
    unit = {"percent": " procent", "SEK": " kr"}.get(indicator.unit, "")
    return [f"vad är {published}{unit}?", f"Vad avser siffran {published}{unit}"]


def test_each_figure_is_found_by_its_number(engine: Engine, store: Store) -> None:
    """Every stored sum of three digits or more, asked for as the document prints it, is among the figures told."""
    asked = 0
    for ident, indicator in store.indicators.items():
        for figure in store.observations(ident):
            digits = [character for character in figure.published if character.isdecimal()]
            if len(digits) < _SHORTEST or indicator.derived is not None or figure.published_unit not in ("SEK", "kr"):
                continue
            for question in _written(number(abs(figure.value), "sv"), indicator):
                answer = engine.ask(question)
                told = {abs(cell.value) for result in answer.results for cell in result.figures}
                assert answer.status == "clarify" or abs(figure.value) in told, question
                asked += 1
    assert asked > 20


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("Vad avser 7,8 procent?", "stroke"),
        ("What does the figure 7.8 refer to?", "stroke"),
        ("vad är 5,5 % för siffra", "stroke"),
        ("vad är 544 miljoner?", "primärvård"),
        ("vad är det för belopp, 59,9 miljoner", "sektorsbidrag"),
        ("vad står 10,9 procent för?", "inflation"),
    ],
)
def test_what_it_is_of(engine: Engine, question: str, place: str) -> None:
    """The figure comes with what it is of."""
    answer = engine.ask(question)
    assert answer.status == "answered"
    names = [engine.catalogue.indicator(result.query.indicators[0]).name.sv for result in answer.results]
    assert any(place in name.casefold() for name in names), names


@pytest.mark.parametrize("question", ["vad är 123 miljoner?", "vad avser 9,4 procent?", "what is 77 billion?"])
def test_a_number_that_is_held_nowhere(engine: Engine, question: str) -> None:
    """It is refused by name."""
    answer = engine.ask(question)
    assert answer.status == "no_answer"
    assert not answer.results


@pytest.mark.parametrize(
    "question",
    ["vad är 5 procent av sektorsbidraget?", "vilka fick över 100 miljoner?", "vad är 2024?", "vad är 21?"],
)
def test_other_questions_with_a_number(engine: Engine, question: str) -> None:
    """A part, a limit, a year and a small number are no figures to be recognised."""
    answer = engine.ask(question)
    assert not any(result.query.operation == "lookup" for result in answer.results)
