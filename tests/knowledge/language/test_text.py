"""From what was typed to tokens: what is thrown away, what is one word, where it stood."""

from __future__ import annotations

from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answering import Engine
from knowledge.language.text import MAX_CHARACTERS, MAX_TOKENS, clean, fold, normal, tokenize, words

LONGEST = 2.0
"""Seconds that the longest message may take; it took minutes when every cut of a word was looked up."""
CLEANED = [
    ("Hej <b>Skåne</b>", "Hej Skåne"),
    ("@siffersvar hur mycket", "hur mycket"),
    ("skriv till a.b@region.se om Skåne", "skriv till om Skåne"),
    ("https://region.se/a?b=1 Skåne", "Skåne"),
    ("www.region.se Skåne", "Skåne"),
    ("ska\u030ane", "skåne"),
    ("skå\u00adne", "skåne"),
    ("\u200bSkåne\ufeff", "Skåne"),
    ("\u202eSkåne\u202c", "Skåne"),
    ("ｓｋåｎｅ ２０２４", "skåne 2024"),
    ("398\u00a0262\u202f434", "398 262 434"),
    ("−14 – 15 — 16", "-14 - 15 - 16"),
    ("it’s", "it's"),
    ("1 < 2 och 3 > 2", "1 < 2 och 3 > 2"),
]


@pytest.mark.parametrize(("typed", "expected"), CLEANED)
def test_clean(typed: str, expected: str) -> None:
    """Mark-up, addresses, mentions and invisible characters go; dashes and spaces become one kind."""
    assert " ".join(clean(typed).split()) == expected


TOKENS: list[tuple[str, list[tuple[str, str]]]] = [
    (
        "Hur mycket fick SKÅNE?",
        [("hur", "word"), ("mycket", "word"), ("fick", "word"), ("skåne", "word"), ("?", "mark")],
    ),
    ("398 262 434 kr", [("398 262 434", "number"), ("kr", "word")]),
    ("398,262,434", [("398,262,434", "number")]),
    ("398.262.434", [("398.262.434", "number")]),
    ("12 345,6", [("12 345,6", "number")]),
    ("1234 567", [("1234", "number"), ("567", "number")]),
    ("2024 2025", [("2024", "number"), ("2025", "number")]),
    ("11,8", [("11,8", "number")]),
    ("1:6", [("1:6", "number")]),
    ("100%", [("100", "number"), ("%", "mark")]),
    ("bp24", [("bp", "word"), ("24", "number")]),
    ("30-dagars", [("30", "number"), ("-", "mark"), ("dagars", "word")]),
    ("VGR:s siffra", [("vgr", "word"), ("siffra", "word")]),
    ("Skåne's grant", [("skåne", "word"), ("grant", "word")]),
    ("🥇 🏆", [("🥇", "medal"), ("🏆", "medal")]),
    ("under_streck", [("under", "word"), ("streck", "word")]),
    ("… ” § *", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), TOKENS)
def test_tokenize(text: str, expected: list[tuple[str, str]]) -> None:
    """Words, whole numbers with their spaces, marks and medals."""
    assert [(token.norm, token.kind) for token in tokenize(text)] == expected


def test_joined() -> None:
    """A token knows whether something stood between it and the one before."""
    assert [token.joined for token in tokenize("bp24 och 30-dagars")] == [False, True, False, False, True, True]


@pytest.mark.parametrize(
    ("text", "capital"), [("Skåne", True), ("SKÅNE", True), ("skåne", False), ("Örebro", True), ("5", False)]
)
def test_capital(text: str, capital: bool) -> None:
    """Whether it was written with a capital."""
    assert tokenize(text)[0].capital is capital


@pytest.mark.parametrize(
    ("text", "expected"),
    [("västernorrland", "vasternorrland"), ("åäöéü", "aaoeu"), ("café", "cafe"), ("Skåne 2024", "Skane 2024")],
)
def test_fold(text: str, expected: str) -> None:
    """Without dots and rings, nothing else changed."""
    assert fold(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Region Skåne", ("region", "skåne")),
        ("80+", ("80", "+")),
        ("30-dagarsdödlighet (stroke)", ("30", "dagarsdödlighet", "stroke")),
        ("", ()),
    ],
)
def test_words(name: str, expected: tuple[str, ...]) -> None:
    """The normalised words of a name."""
    assert words(name) == expected


def test_limits() -> None:
    """Neither a book nor a wall of words is read to its end."""
    assert len(clean("a" * (2 * MAX_CHARACTERS))) == MAX_CHARACTERS
    assert len(tokenize("a " * (2 * MAX_TOKENS))) == MAX_TOKENS


@settings(database=None, derandomize=True)
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    """Any text is read; each token is the text at its span, in order, and normalising twice changes nothing."""
    cleaned = clean(text)
    tokens = tokenize(cleaned)
    assert [cleaned[token.start : token.end] for token in tokens] == [token.text for token in tokens]
    assert all(first.end <= second.start for first, second in pairwise(tokens))
    assert normal(normal(text)) == normal(text)


def test_one_word_of_any_length(engine: Engine) -> None:
    """A word of a hundred thousand letters takes no longer than others: no piece of it is looked for."""
    began = perf_counter()
    assert engine.ask("x" * 100_000).results == ()
    assert perf_counter() - began < LONGEST
