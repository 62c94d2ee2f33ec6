"""Words near another are found as if it had been compared with every one of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from knowledge.near_words import NearWords

WORDS = ("kostnad", "kostnader", "bostad", "nettokostnad", "vard", "varden", "varda", "lard", "ard", "avrd", "patient")
LETTERS = st.text("adeknorstv", min_size=2, max_size=9)


def plain(word: str, limit: int) -> set[tuple[str, int]]:
    """What comparing a word with every other gives."""
    near = {(other, OSA.distance(word, other)) for other in WORDS if other != word}
    return {(other, n) for other, n in near if n <= limit and (n <= 1 or other[0] == word[0])}


@pytest.mark.parametrize("limit", [1, 2])
@given(word=st.one_of(LETTERS, st.sampled_from(WORDS)))
def test_as_if_all_were_compared(limit: int, word: str) -> None:
    """The same words, with the same distances, the nearest first."""
    found = [item for item in NearWords(WORDS).within(word, limit) if item[0] != word]
    assert set(found) == plain(word, limit)
    assert [distance for _, distance in found] == sorted(distance for _, distance in found)


def test_equal_distances_keep_the_order_of_the_words() -> None:
    """Of two words as near, the one that was given first comes first."""
    assert NearWords(("vard", "lard")).within("bard", 1) == [("vard", 1), ("lard", 1)]
    assert NearWords(("lard", "vard")).within("bard", 1) == [("lard", 1), ("vard", 1)]


@pytest.mark.parametrize("typed", ["avrd", "ard", "lard", "kvard"])
def test_an_error_in_the_first_letter(typed: str) -> None:
    """One error at the beginning is found: two letters changed places, one lacking, wrong or too many."""
    assert NearWords(("vard",)).within(typed, 2) == [("vard", 1)]
