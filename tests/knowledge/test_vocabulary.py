"""What a word of a question is among the words the catalogue knows."""

from __future__ import annotations

import pytest

from knowledge.catalogue import Catalogue

SAME_PART = [
    ("sektorsbidrag", "sektorsbidraget"),
    ("sektorsbidrag", "sektorsbidragens"),
    ("kostnader", "kostnaderna"),
    ("avskrivningar", "avskrivningarna"),
    ("medianväntetid", "medianväntetiden"),
    ("dödlighet", "dödligheten"),
    ("åtgärder", "atgarder"),
    ("vårdplatser", "vardplatser"),
    ("resultat", "resultatet"),
]


@pytest.mark.parametrize(("one", "two"), SAME_PART)
def test_forms_of_a_name_are_one_part(catalogue: Catalogue, one: str, two: str) -> None:
    """Inflected and undotted forms are the same part."""
    first = catalogue.vocabulary.look_up(one)
    second = catalogue.vocabulary.look_up(two)
    assert first.status == second.status == "known"
    assert set(first.parts) & set(second.parts)
    assert first.trust >= second.trust


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("överskott", "underskott"),
        ("externa", "interna"),
        ("intäkter", "kostnader"),
        ("budget", "prognos"),
        ("stroke", "hjärtinfarkt"),
    ],
)
def test_opposites_are_two_parts(catalogue: Catalogue, one: str, two: str) -> None:
    """Words that look alike and mean the contrary are apart."""
    vocabulary = catalogue.vocabulary
    assert vocabulary.part(one) is not None
    assert vocabulary.part(one) != vocabulary.part(two)


STATUS = [
    ("hur", "frame"),
    ("fick", "frame"),
    ("sektorsbidrag", "known"),
    ("befolkning", "known"),
    ("zxqwv", "unknown"),
    ("narnia", "unknown"),
]


@pytest.mark.parametrize(("word", "status"), STATUS)
def test_status(catalogue: Catalogue, word: str, status: str) -> None:
    """Frame words, known words, unknown ones."""
    assert catalogue.vocabulary.look_up(word).status == status


def test_rare_words_weigh_more(catalogue: Catalogue) -> None:
    """What few subjects have tells more than what many have, and frame words tell least."""
    vocabulary = catalogue.vocabulary

    def weight(word: str) -> float:
        part = vocabulary.part(word)
        assert part is not None
        return vocabulary.weight(part)

    assert weight("avskrivningar") > weight("regioner") > 0
