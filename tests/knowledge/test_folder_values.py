"""How numbers and periods are written in a data folder."""

from __future__ import annotations

import pytest

from knowledge.folder.dates import is_period
from knowledge.folder.quantities import number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-11,8", "-11.8"),
        ("\u221211,8", "-11.8"),
        ("\u2013 14", "-14"),
        ("+4", "4"),
        ("398 262 434", "398262434"),
        ("398\u00a0262\u202f434", "398262434"),
        ("5.5", "5.5"),
        ("0", "0"),
        ("1.234", None),
        ("398,262,434", None),
        ("12 34", None),
        ("", None),
        ("-", None),
        ("1e5", None),
        ("1" * 41, None),
        ("\u0663", None),
    ],
)
def test_numbers_in_cells(text: str, value: str | None) -> None:
    """Swedish numbers are read exactly; what is ambiguous is not read."""
    assert (None if (found := number(text)) is None else str(found)) == value


@pytest.mark.parametrize("text", ["2024", "2022-10", "2023-12-31", "2024/2026", "2024-01/2024-06", "2024-02-29"])
def test_periods(text: str) -> None:
    """ISO years, months, days and ranges."""
    assert is_period(text)


@pytest.mark.parametrize(
    "text", ["24", "2024-13", "2023-02-29", "2026/2024", "2024/2024-06", "2024-Q1", "okt 2022", "2024/"]
)
def test_no_periods(text: str) -> None:
    """Anything else is refused."""
    assert not is_period(text)
