"""Which misspelt words are mended into which, and which words are left alone."""

from __future__ import annotations

import pytest

from knowledge.catalogue import Catalogue
from knowledge.language.text import tokenize
from knowledge.mentions import analyse

MENDED = [
    ("sektorsbidraag", "sektorsbidrag"),
    ("sektorbidrag", "sektorsbidrag"),
    ("medinväntetid", "medianväntetid"),
    ("avskrivnigar", "avskrivningar"),
    ("vårdplatsr", "vårdplatser"),
    ("stockhlm", "stockholm"),
    ("västernorland", "västernorrland"),
    ("befolkningn", "befolkning"),
]


@pytest.mark.parametrize(("typed", "meant"), MENDED)
def test_mended(catalogue: Catalogue, typed: str, meant: str) -> None:
    """A misspelt word is understood as the known one, whether mended or known as it stands."""
    analysis = analyse(typed, catalogue)
    plain = analyse(meant, catalogue)
    assert {part for term in analysis.terms for part in term.parts} & {
        part for term in plain.terms for part in term.parts
    } or [place.code for place in analysis.places] == [place.code for place in plain.places] != []


KEPT = [
    "norrland",
    "halland",
    "all",
    "är",
    "i",
    "bakgrund",
    "landa",
    "kostym",
    "bidragit",
    "väder",
    "skola",
    "polis",
    "matematik",
    "december",
    "hundra",
    "xyz",
    "1234",
]


@pytest.mark.parametrize("word", KEPT)
def test_left_alone(catalogue: Catalogue, word: str) -> None:
    """Known names, ordinary words and short ones are never mended into something else."""
    assert analyse(word, catalogue).mended == {}


def test_correct_needs_letters(catalogue: Catalogue) -> None:
    """Neither short words nor numbers are corrected."""
    assert [catalogue.spelling.correct(token) for token in tokenize("skån 1234 ab")] == [None, None, None]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("sektrosbidrag", "sektorsbidrag"), ("inflattionen", "inflationen"), ("halland", None), ("zzyzx", None)],
)
def test_slips(catalogue: Catalogue, typed: str, meant: str | None) -> None:
    """Two letters in the wrong order, or one typed twice, lead back to the one word they came from."""
    assert catalogue.spelling.slipped(typed) == meant


def test_an_endless_word_is_not_looked_at_for_slips(catalogue: Catalogue) -> None:
    """A word as long as a message takes no time; one of a usual length is mended."""
    assert catalogue.spelling.slipped("sektors" + "å" * 4_000) is None
    assert catalogue.spelling.slipped("sektorsbirdag") == "sektorsbidrag"
