"""What an asker says of himself is left out of the question; the place stays."""

from __future__ import annotations

import pytest

from knowledge.introductions import without_introduction


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
    assert " ".join(without_introduction(message).split()) == left


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
    assert without_introduction(message) == message
