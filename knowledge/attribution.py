"""Whom a question names as the source of what it asks for: "enligt SKR:s rapport", "according to the newspaper"."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from knowledge.language.tables import word_set
from knowledge.language.text import Token

_ACCORDING = word_set("enligt enl")
_MOST_WORDS = 5
_ENDS = word_set("""
    att som om fick får har hade var är blev ska skulle kan vad hur vilken vilket vilka när och men så stämmer
    that which if got gets has had was is were are will what how when and but received did does
""")
_ARTICLES = word_set("den det de en ett the a an er era din ditt vår vårt min your our my")


def attributed(tokens: tuple[Token, ...], ours: Iterable[AbstractSet[str]], placed: AbstractSet[int]) -> str:
    """The source that a question names, where it is by name none of the documents here.

    Args:
        tokens: the question.
        ours: the words of the documents' own titles and names, and those of any document.
        placed: indices of tokens that name places, such as "OECD".

    Returns:
        What it names, as it was written; empty where it names none, or one without a name ("enligt rapporten").
    """
    for at, token in enumerate(tokens):
        start = at + 1 if token.norm in _ACCORDING else at + 2 if _is_according_to(tokens, at) else 0
        if not start:
            continue
        while start < len(tokens) and tokens[start].norm in _ARTICLES:
            start += 1
        end = start
        while end < len(tokens) and end - start < _MOST_WORDS and tokens[end].is_word:
            if tokens[end].norm in _ENDS or end in placed:
                break
            end += 1
        if any(word.capital and all(word.norm not in some for some in ours) for word in tokens[start:end]):
            return " ".join(word.text for word in tokens[start:end])
    return ""


def _is_according_to(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether "according to" stands here."""
    return tokens[at].norm == "according" and at + 1 < len(tokens) and tokens[at + 1].norm == "to"
