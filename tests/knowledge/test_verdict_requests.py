"""Sentences that only ask whether something is right, and those that ask for more."""

from __future__ import annotations

import pytest

from knowledge.language.text import clean, tokenize
from knowledge.verdict_requests import asks_verdict, verdict_request

REQUESTS = (
    "Kontrollera.",
    "Rimligt?",
    "Trovärdigt?",
    "Godkänns det?",
    "Kan vi publicera det?",
    "va det så lite?",
    "kolla den åt oss @siffersvar",
    "Är det korrekt antecknat?",
    "Can we print that?",
    "So little?",
)
OTHERS = ("Kontrollera beloppet för Skåne.", "Hur mycket?", "Vad är rimligt?", "Och Halland?", "så lite", "fel")


@pytest.mark.parametrize("text", REQUESTS)
def test_requests(text: str) -> None:
    """Words of judging and publishing ask for a verdict whatever they are put together to."""
    assert asks_verdict(tokenize(clean(text)))


@pytest.mark.parametrize("text", OTHERS)
def test_what_asks_for_more(text: str) -> None:
    """A word of a subject, a place or a question word asks for something else."""
    assert not asks_verdict(tokenize(clean(text)))


def test_it_stands_behind_a_statement() -> None:
    """The last sentence is found, and nothing where the rest is a question of its own."""
    tokens = tokenize(clean("Halland fick 80 miljoner, sägs det. Rimligt?"))
    request = verdict_request(tokens)
    assert request is not None
    assert [token.norm for token in tokens[slice(*request)]] == ["rimligt", "?"]
    assert verdict_request(tokenize(clean("Vad fick Halland? Rimligt?"))) is None
    assert verdict_request(tokenize(clean("Rimligt?"))) is None


def test_it_opens_a_statement() -> None:
    """An imperative before "att" or a colon opens what is to be checked."""
    assert verdict_request(tokenize(clean("Kan du kontrollera att Halland fick 99 miljoner"))) == (0, 4)
    assert verdict_request(tokenize(clean("Kolla vad Halland fick"))) is None
