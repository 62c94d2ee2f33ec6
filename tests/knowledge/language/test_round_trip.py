"""What is written for a person is read as it was: numbers and money, in both notations."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.language import formatting
from knowledge.language.numbers import Amount, find_amounts
from knowledge.language.text import clean, tokenize
from knowledge.model import Language

quick = settings(database=None, derandomize=True, deadline=None)


def one(text: str) -> Amount:
    """The only amount of a text."""
    (found,) = find_amounts(tokenize(clean(text)))
    return found


languages = st.sampled_from(["sv", "en"])


@quick
@given(st.integers(-(10**14), 10**14), languages)
def test_integers_there_and_back(value: int, language: Language) -> None:
    """What is written for a person is read as it was."""
    assert one(formatting.number(Decimal(value), language) + " kr").value == value


@quick
@given(st.decimals(-(10**9), 10**9, places=2))
def test_swedish_decimals_there_and_back(value: Decimal) -> None:
    """Decimals in Swedish, whatever their size."""
    assert one(formatting.number(value, "sv") + " %").value == value


@quick
@given(st.decimals(-999, 999, places=2))
def test_english_decimals_there_and_back(value: Decimal) -> None:
    """Decimals in English, up to a thousand."""
    assert one(formatting.number(value, "en") + " %").value == value


@pytest.mark.parametrize("value", ["1234.5", "-398262.43", "1000000.1"])
def test_large_english_decimals_there_and_back(value: str) -> None:
    """Decimals in English with groups of thousands, which the bot itself writes."""
    assert one(formatting.number(Decimal(value), "en") + " %").value == Decimal(value)


@quick
@given(st.integers(1, 9 * 10**12))
def test_money_there_and_back(value: int) -> None:
    """Money as said in Swedish prose is read as an amount no further off than half of what was rounded away."""
    found = one(formatting.money(Decimal(value), "sv"))
    assert found.unit == "SEK"
    assert abs(found.value - value) <= found.step / 2
