"""Names of subjects as words of the index."""

from __future__ import annotations

from decimal import Decimal

import pytest

from knowledge.subjects import alias_words, amount_mark

WORDS = [
    ("de tre miljarderna", ["de", "#3000000000"]),
    ("80 år och äldre", ["80", "år", "och", "äldre"]),
    ("80+", ["80", "+"]),
    ("vid 500 tkr", ["vid", "#500000"]),
    ("Region Skåne", ["region", "skåne"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_alias_words(text: str, expected: list[str]) -> None:
    """Words of a name, with sums of money as marks."""
    assert list(alias_words(text)) == expected


@pytest.mark.parametrize(("value", "expected"), [(3, "#3"), (-1_000, "#1000")])
def test_amount_mark(value: int, expected: str) -> None:
    """A mark has no sign: the words say which way money goes."""
    assert amount_mark(Decimal(value)) == expected
