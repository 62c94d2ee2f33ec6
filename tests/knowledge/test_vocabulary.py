"""What a word of a question is among the words the catalogue knows, and which are mended into which."""

from __future__ import annotations

import pytest

from knowledge.catalogue import Catalogue
from knowledge.language.text import tokenize
from knowledge.mentions import analyse
from knowledge.vocabulary import plural_guess

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
    assert [catalogue.vocabulary.correct(token) for token in tokenize("skån 1234 ab")] == [None, None, None]


@pytest.mark.parametrize(
    ("word", "expected"), [("jönköping", "jönköpings"), ("vargås", "vargås"), ("växjö", "växjös"), ("marx", "marx")]
)
def test_plural_guess(word: str, expected: str) -> None:
    """A genitive as Swedish writes it."""
    assert plural_guess(word) == expected


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("sektrosbidrag", "sektorsbidrag"), ("inflattionen", "inflationen"), ("halland", None), ("zzyzx", None)],
)
def test_slips(catalogue: Catalogue, typed: str, meant: str | None) -> None:
    """Two letters in the wrong order, or one typed twice, lead back to the one word they came from."""
    assert catalogue.vocabulary.slipped(typed) == meant


def test_an_endless_word_is_not_looked_at_for_slips(catalogue: Catalogue) -> None:
    """A word as long as a message takes no time; one of a usual length is mended."""
    assert catalogue.vocabulary.slipped("sektors" + "å" * 4_000) is None
    assert catalogue.vocabulary.slipped("sektorsbirdag") == "sektorsbidrag"
