"""How figures are written: hard spaces, a real minus, decimal comma; points and commas in English."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from knowledge.language import formatting
from knowledge.model import BASE_UNITS, Language

H = "\u00a0"

NUMBERS: list[tuple[str, Language, int | None, str]] = [
    ("398262434", "sv", None, f"398{H}262{H}434"),
    ("398262434", "en", None, "398,262,434"),
    ("-11.8", "sv", None, "−11,8"),
    ("-11.8", "en", None, "−11.8"),
    ("1234.50", "sv", None, f"1{H}234,5"),
    ("1234.50", "en", None, "1,234.5"),
    ("0.05", "sv", 1, "0,1"),
    ("-0.04", "sv", 1, "0"),
    ("2.5", "sv", 0, "3"),
    ("-2.5", "sv", 0, "−3"),
    ("1E+3", "sv", None, f"1{H}000"),
    ("0", "en", None, "0"),
    ("999.96", "sv", 1, f"1{H}000"),
]


@pytest.mark.parametrize(("value", "language", "decimals", "expected"), NUMBERS)
def test_number(value: str, language: Language, decimals: int | None, expected: str) -> None:
    """A plain number."""
    assert formatting.number(Decimal(value), language, decimals) == expected


MONEY: list[tuple[str, Language, str]] = [
    ("398262434", "sv", f"398,3{H}miljoner kronor"),
    ("398262434", "en", f"398.3{H}million kronor"),
    ("3000000000", "sv", f"3{H}miljarder kronor"),
    ("1000000000", "sv", f"1{H}miljard kronor"),
    ("1000000", "sv", f"1{H}miljon kronor"),
    ("1000000", "en", f"1{H}million kronor"),
    ("-11800000000", "sv", f"−11,8{H}miljarder kronor"),
    ("-1000000000", "sv", f"−1{H}miljard kronor"),
    ("1234567890", "sv", f"1{H}234,6{H}miljoner kronor"),
    ("48500", "sv", f"48{H}500{H}kronor"),
    ("48500", "en", f"48,500{H}kronor"),
    ("0", "sv", f"0{H}kronor"),
]


@pytest.mark.parametrize(("value", "language", "expected"), MONEY)
def test_money(value: str, language: Language, expected: str) -> None:
    """Kronor in prose: millions, whole tens of millions as billions, singular for one."""
    assert formatting.money(Decimal(value), language) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("999999999", f"1{H}miljard kronor"), ("999999.6", f"1{H}miljon kronor")]
)
def test_money_at_the_edge(value: str, expected: str) -> None:
    """What rounds to a whole scale is said in that scale."""
    assert formatting.money(Decimal(value), "sv") == expected


FIGURES: list[tuple[str, str | None, str, Language, str]] = [
    ("398262434", None, "SEK", "sv", f"398,3{H}miljoner kronor"),
    ("13.2754", None, "percent", "sv", f"13,3{H}%"),
    ("13.2754", None, "percent", "en", "13.3%"),
    ("0.654", None, "percent", "sv", f"0,65{H}%"),
    ("-2.5", None, "percentage_points", "sv", f"−2,5{H}procentenheter"),
    ("10551707", None, "persons", "sv", f"10{H}551{H}707{H}personer"),
    ("10551707", None, "persons", "en", f"10,551,707{H}people"),
    ("16", None, "days", "sv", f"16{H}dagar"),
    ("284.31", None, "SEK_per_person", "sv", f"284,3{H}kronor per invånare"),
    ("20", None, "count", "sv", "20"),
    ("2.345", None, "ratio", "sv", f"2,35{H}gånger"),
    ("2.345", None, "ratio", "en", f"2.35{H}times"),
    ("1.4", "2.2", "beds_per_1000", "sv", f"1,4 till 2,2{H}per 1{H}000 invånare"),
    ("1.4", "2.2", "beds_per_1000", "en", f"1.4 to 2.2{H}per 1,000 inhabitants"),
    ("43", "105", "days", "sv", f"43 till 105{H}dagar"),
    ("1000000", "2000000", "SEK", "sv", f"1{H}miljon kronor–2{H}miljoner kronor"),
]


@pytest.mark.parametrize(("value", "upper", "unit", "language", "expected"), FIGURES)
def test_figure(value: str, upper: str | None, unit: str, language: Language, expected: str) -> None:
    """A figure with its unit; a range with the unit once."""
    assert formatting.figure(Decimal(value), unit, language, None if upper is None else Decimal(upper)) == expected


@pytest.mark.parametrize("unit", BASE_UNITS)
@pytest.mark.parametrize("value", ["-1234567.891", "-1", "0", "0.004", "21", "1234567.891"])
def test_every_unit_breaks_nowhere(unit: str, value: str) -> None:
    """No hyphen stands for a minus, no number breaks between its thousands or before its per cent sign."""
    for language in ("sv", "en"):
        shown = formatting.figure(Decimal(value), unit, language)
        assert "-" not in shown
        assert not re.search(r"\d [\d%]", shown)
        assert re.match(rf"−?[\d.,{H}]+", shown)


def test_exact_and_short_money() -> None:
    """Whole kronor in each language, and an amount without its currency."""
    assert formatting.exact_money(Decimal(398262434), "sv") == f"398{H}262{H}434{H}kr"
    assert formatting.exact_money(Decimal(-398262434), "en") == f"SEK{H}−398,262,434"
    assert formatting.short_money(Decimal(633531342), "sv") == f"633,5{H}miljoner"
    assert formatting.short_money(Decimal(48500), "sv") == f"48{H}500"


PERIODS: list[tuple[str, Language, str]] = [
    ("2024", "sv", "2024"),
    ("2022-10", "sv", "oktober 2022"),
    ("2022-10", "en", "October 2022"),
    ("2023-12-31", "sv", "31 december 2023"),
    ("2023-11-01", "en", "1 November 2023"),
    ("2024/2026", "sv", "2024–2026"),
    ("", "sv", ""),
]


@pytest.mark.parametrize(("iso", "language", "expected"), PERIODS)
def test_period(iso: str, language: Language, expected: str) -> None:
    """A period as said."""
    assert formatting.period(iso, language) == expected


ORDINALS: list[tuple[int, Language, str]] = [
    (1, "sv", "första"),
    (3, "sv", "tredje"),
    (10, "sv", "tionde"),
    (11, "sv", "11:e"),
    (12, "sv", "12:e"),
    (21, "sv", "21:a"),
    (20, "sv", "20:e"),
    (2, "en", "second"),
    (11, "en", "11th"),
    (12, "en", "12th"),
    (13, "en", "13th"),
    (21, "en", "21st"),
]


@pytest.mark.parametrize(("n", "language", "expected"), ORDINALS)
def test_ordinal(n: int, language: Language, expected: str) -> None:
    """In words to ten, then in figures."""
    assert formatting.ordinal(n, language) == expected


@pytest.mark.parametrize(
    ("parts", "expected"), [([], ""), (["A"], "A"), (["A", "B"], "A och B"), (["A", "B", "C"], "A, B och C")]
)
def test_joined(parts: list[str], expected: str) -> None:
    """A list as it is said."""
    assert formatting.joined(parts, "sv") == expected
