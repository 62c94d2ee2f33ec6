"""Roots: two forms of one word share one, two different words do not. Genitives as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.language.swedish import IRREGULAR, genitive, roots

SAME = [
    ("kostnaden", "kostnad"),
    ("kostnader", "kostnaden"),
    ("kostnadernas", "kostnad"),
    ("regionernas", "region"),
    ("regionens", "regionerna"),
    ("åtgärden", "åtgärder"),
    ("prognosens", "prognos"),
    ("sjukhusen", "sjukhus"),
    ("dödligheten", "dödlighet"),
    ("medlen", "medel"),
    ("medlet", "medel"),
    ("köerna", "kö"),
    ("fick", "får"),
    ("dog", "döda"),
    ("bidragets", "bidrag"),
    ("vårdplatserna", "vårdplats"),
    ("rummet", "rum"),
    ("lånade", "lånat"),
    ("deaths", "death"),
    ("received", "receives"),
    ("hospitals", "hospital"),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_forms_of_one_word_meet(one: str, two: str) -> None:
    """They have a root in common."""
    assert set(roots(one)) & set(roots(two))


APART = [
    ("överskott", "underskott"),
    ("intäkter", "kostnader"),
    ("budget", "prognos"),
    ("region", "regering"),
    ("vård", "värld"),
    ("skåne", "skåla"),
    ("stroke", "sträcka"),
    ("interna", "externa"),
]


@pytest.mark.parametrize(("one", "two"), APART)
def test_different_words_do_not(one: str, two: str) -> None:
    """They have none."""
    assert not set(roots(one)) & set(roots(two))


@settings(database=None, derandomize=True)
@given(st.text(max_size=40))
def test_the_word_itself_comes_first(word: str) -> None:
    """Whatever the word, it is its own first root, no root is empty beside it, and none is said twice."""
    found = roots(word)
    assert found[0] == word
    assert all(found[1:])
    assert len(set(found)) == len(found)


def test_irregular_forms_have_their_lemma() -> None:
    """Each form in the table leads to its lemma."""
    assert [form for form, lemma in IRREGULAR.items() if lemma not in roots(form)] == []


@pytest.mark.parametrize(
    ("word", "expected"), [("jönköping", "jönköpings"), ("vargås", "vargås"), ("växjö", "växjös"), ("marx", "marx")]
)
def test_genitive(word: str, expected: str) -> None:
    """A genitive as Swedish writes it."""
    assert genitive(word) == expected
