"""What an asker says of himself is left out of the question; the place stays."""

from __future__ import annotations

import pytest

from knowledge.answering import Engine
from knowledge.introductions import introduced


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("Jag bor på Gotland. Hur stort blev bidraget hos oss?", "på Gotland. Hur stort blev bidraget hos oss?"),
        ("Jag är 84 år och bor i Kalmar län. Hur stort blev bidraget?", "i Kalmar län. Hur stort blev bidraget?"),
        ("Vi bor i Umeå, hur mycket fick vår region?", "regionen kring Umeå, hur mycket fick vår region?"),
        ("I live in Skåne. What did we get?", "in Skåne. What did we get?"),
    ],
)
def test_place_stays_and_the_rest_goes(message: str, left: str) -> None:
    """Living somewhere is nothing that is asked for."""
    told = introduced(message)
    assert told is not None
    assert " ".join(told.placed.split()) == left


@pytest.mark.parametrize(
    "message",
    [
        "Hur många bor i Skåne?",
        "Var bor Oskar Johansson?",
        "Hur gammal är ministern?",
        "Jag bor i Skåne",
        "80 år och äldre",
    ],
)
def test_questions_about_living_are_left_alone(message: str) -> None:
    """Where others live, and how old they are, may be what is asked; and a mere introduction is not emptied."""
    assert introduced(message) is None


def test_question_stands_without_the_place_too() -> None:
    """For a question that names a place of its own, the asker's is left out."""
    told = introduced("Jag är ny sjuksköterska i Luleå. Hur mycket fick Halland?")
    assert told is not None
    assert told.bare == "Hur mycket fick Halland?"


def test_engine_answers_for_the_place_that_is_asked_for(engine: Engine) -> None:
    """The asker's place where he asks for his own, the other where he names one."""
    own = engine.ask("Jag bor på Gotland. Hur stort blev sektorsbidraget hos oss?")
    other = engine.ask("Jag bor på Gotland. Hur stort blev sektorsbidraget i Halland?")
    assert [result.figures[0].value for result in own.results] == [19956824]
    assert [result.figures[0].value for result in other.results] == [99365581]
