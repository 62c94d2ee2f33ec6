"""Tables of words, written as text: a row of words and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

Meaning = TypeVar("Meaning")


def word_set(words: str) -> frozenset[str]:
    """The words of a text, separated by spaces or line ends."""
    return frozenset(words.split())


def by_word(rows: Mapping[str, Meaning]) -> dict[str, Meaning]:
    """Word -> meaning, from rows of words -> meaning."""
    return {word: meaning for words, meaning in rows.items() for word in words.split()}


def phrases(text: str) -> list[str]:
    """The phrases of a text between its commas."""
    return [phrase.strip() for phrase in text.split(",")]
