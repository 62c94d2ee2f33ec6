"""Years, months and dates, and the numbers that are none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.language.text import clean, tokenize
from knowledge.periods import Period, find_periods


def periods(text: str) -> tuple[Period, ...]:
    """The periods of a text."""
    return find_periods(tokenize(clean(text)))


FOUND = [
    ("2024", ["2024"]),
    ("i sektorsbidrag 2024?", ["2024"]),
    ("2025:s", ["2025"]),
    ("bp24", ["2024"]),
    ("BP 24", ["2024"]),
    ("VÄB 24", ["2024"]),
    ("'25", ["2025"]),
    ("för 25", ["2025"]),
    ("prognos 25?", ["2025"]),
    ("tjugotjugofem", ["2025"]),
    ("tjugohundratjugofem", ["2025"]),
    ("tjugofem", ["2025"]),
    ("2024 och 2025", ["2024", "2025"]),
    ("2024-2026", ["2024", "2025", "2026"]),
    ("2024–2026", ["2024", "2025", "2026"]),
    ("2024/2026", ["2024", "2025", "2026"]),
    ("2024 till 2026", ["2024", "2025", "2026"]),
    ("2024-26", ["2024", "2025", "2026"]),
    ("26-28", ["2026", "2027", "2028"]),
    ("oktober 2022", ["2022-10"]),
    ("okt 2022", ["2022-10"]),
    ("okt -22", ["2022-10"]),
    ("October 2022", ["2022-10"]),
    ("2022-10", ["2022-10"]),
    ("maj 2024", ["2024-05"]),
    ("1 november 2023", ["2023-11-01"]),
    ("den 31 dec 2023", ["2023-12-31"]),
    ("2023-12-31", ["2023-12-31"]),
    ("helår 2025 mkr", ["2025"]),
    ("mellan oktober 2022 och 2024", ["2022-10", "2024"]),
    pytest.param(
        "32 december 2023",
        [],
        marks=pytest.mark.xfail(strict=True, reason="a day that does not exist is dropped and its month kept"),
    ),
    pytest.param(
        "2022-13",
        [],
        marks=pytest.mark.xfail(strict=True, reason="a month that does not exist is dropped and its year kept"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(text: str, expected: list[str]) -> None:
    """Each is read as ISO periods."""
    assert [value for period in periods(text) for value in period.values] == expected


NONE = [
    "24 miljoner",
    "2024 kronor",
    "35 dagar",
    "80 år",
    "20-66 år",
    "30-dagars",
    "de 25",
    "alla 21",
    "mellan 23 och 105",
    "tjugofem miljoner",
    "1850",
    "2150",
    "mars",
    "may I ask",
    "1,25",
    "398 262 434",
    "fyra",
    "",
]


@pytest.mark.parametrize("text", NONE)
def test_none(text: str) -> None:
    """A number that counts something is no year."""
    assert periods(text) == ()


@pytest.mark.parametrize(
    ("text", "weak"), [("2025", False), ("bp25", False), ("för 25", True), ("26-28", True), ("tjugofem", True)]
)
def test_weak(text: str, *, weak: bool) -> None:
    """Two digits may be a plain number, four or a month may not."""
    assert [period.weak for period in periods(text)] == [weak]


@settings(database=None, derandomize=True)
@given(st.text(max_size=120))
def test_any_text(text: str) -> None:
    """Any text is read, in order and inside it."""
    tokens = tokenize(clean(text))
    found = find_periods(tokens)
    assert all(0 <= period.start < period.end <= len(tokens) and period.values for period in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@settings(database=None, derandomize=True)
@given(st.integers(1900, 2100))
def test_every_year(year: int) -> None:
    """Any year of four digits is itself."""
    assert [period.values for period in periods(f"år {year}")] == [(str(year),)]
