"""Tables of words, written as text: a row of words and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from knowledge.language.text import fold

Meaning = TypeVar("Meaning")


_NO_OTHER = 6
"""From this length on a word without its dots is no other word, as "svar" is for "svär" and "natt" for "nått"."""


def word_set(words: str) -> frozenset[str]:
    """The words of a text, separated by spaces or line ends; long ones also as they are typed without dots."""
    said = words.split()
    if words.isascii():
        return frozenset(said)
    return frozenset((*said, *(bare for bare in fold(words).split() if len(bare) >= _NO_OTHER)))


def by_word(rows: Mapping[str, Meaning]) -> dict[str, Meaning]:
    """Word -> meaning, from rows of words -> meaning."""
    return {word: meaning for words, meaning in rows.items() for word in words.split()}


def phrases(text: str) -> list[str]:
    """The phrases of a text between its commas."""
    return [phrase.strip() for phrase in text.split(",")]
