"""Compounds of an amount, or of the grant, with a word for money."""

from __future__ import annotations

import pytest

from knowledge.catalogue import Catalogue
from knowledge.language.money_compounds import parted
from knowledge.language.text import clean, tokenize


def read(catalogue: Catalogue, text: str) -> tuple[list[str], list[str]]:
    """The words that a text is read as, and what was taken for something else."""
    tokens, taken = parted(tokenize(clean(text)), catalogue.vocabulary.exact, catalogue.places.is_region)
    return [token.norm for token in tokens], [meant for _, meant in taken]


@pytest.mark.parametrize(
    ("text", "words", "taken"),
    [
        ("skåne vårdmiljarderna", ["skåne", "sektorsbidraget"], ["sektorsbidraget"]),
        ("sektorspengarna till gotland", ["sektorsbidraget", "till", "gotland"], ["sektorsbidraget"]),
        ("sektorskakan", ["sektorsbidraget"], ["sektorsbidraget"]),
    ],
)
def test_the_grant_by_a_word_for_money(catalogue: Catalogue, text: str, words: list[str], taken: list[str]) -> None:
    """It is read as the grant, and the answer can say so."""
    assert read(catalogue, text) == (words, taken)


def test_an_amount_keeps_its_number(catalogue: Catalogue) -> None:
    """The potten is of three billion, and each piece has the place of the whole word."""
    tokens, _ = parted(
        tokenize(clean("skåne % av tremiljarderspotten")), catalogue.vocabulary.exact, catalogue.places.is_region
    )
    assert [token.norm for token in tokens][:5] == ["skåne", "%", "av", "tre", "miljarder"]
    assert {(token.start, token.end) for token in tokens[3:]} == {(tokens[3].start, tokens[3].end)}


@pytest.mark.parametrize("text", ["vårdmiljarderna", "kommunmiljarderna i skåne", "biståndspengarna", "fickpengarna"])
def test_what_may_be_other_money_stays(catalogue: Catalogue, text: str) -> None:
    """Without a region, or of another sector, nothing is read into it."""
    assert read(catalogue, text) == (text.split(), [])
