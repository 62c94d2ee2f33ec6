"""Numbers in fragments, and whether a figure stands in its evidence."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.evidence import fault, numbers_in
from knowledge.folder.words import whole

HARD = "\u00a0"
THIN = "\u202f"
MINUS = "\u2212"
DASH = "\u2013"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Skåne 398 262 434", ["398262434"]),
        (f"3{HARD}000{THIN}000{HARD}000 kronor", ["3000000000"]),
        ("398,262,434", ["398262434"]),
        ("398.262.434", ["398262434"]),
        ("1,634 eller", ["1.634", "1634"]),
        ("1.034,5", ["1034.5"]),
        ("1,034.5", ["1034.5"]),
        ("1.2.3", []),
        ("Från 1,4 till 2,2 per 1000 invånare", ["1.4", "2.2", "1000"]),
        ("1034 1034 0", ["1034", "1034", "0"]),
        ("-4560 -4047 -513", ["-4560", "-4047", "-513"]),
        ("- 11,8 mdr", ["-11.8"]),
        (f"bli {DASH}14 miljarder", ["-14"]),
        (f"{MINUS}18,7", ["-18.7"]),
        ("minus 5 procent", ["-5"]),
        ("+ 30 mdr", ["30"]),
        ("med 1,6-3,3 % per år", ["1.6", "3.3"]),
        (f"2024{DASH}2026", ["2024", "2026"]),
        (f"2024 {DASH} 2026", ["2024", "2026"]),
        ("BP-24", ["24"]),
        ("20-66 ökar", ["20", "66"]),
        ("2023-12-31", ["2023", "12", "31"]),
        ("Tre regioner", ["3"]),
        ("tjugosju akutsjukhus", ["27"]),
        ("tvåhundrafemtio", ["250"]),
        ("twenty-seven hospitals", ["27"]),
        ("tre miljarder", ["3"]),
        ("ett hundra", ["1", "100"]),
        ("ingenting här", []),
        ("", []),
        ("9" * 5000, []),
    ],
)
def test_numbers(text: str, values: list[str]) -> None:
    """Separators, signs, ranges and words."""
    assert [number.value for number in numbers_in(text)] == [Fraction(value) for value in values]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("en tredjedel av budgetutrymmet", Fraction(1, 3)),
        ("två tredjedelar", Fraction(2, 3)),
        ("a third of it", Fraction(1, 3)),
        ("three quarters", Fraction(3, 4)),
        ("hälften", Fraction(1, 2)),
        ("en hundradel", Fraction(1, 100)),
    ],
)
def test_shares(text: str, share: Fraction) -> None:
    """Fractions in words take the number before them."""
    (number,) = numbers_in(text)
    assert number.share
    assert number.value == share


def test_a_row_is_read_in_every_way_it_can_be() -> None:
    """Columns of three digits may be one number or several; a row of mixed columns gives all readings."""
    values = {number.value for number in numbers_in("Externa intäkter 466 450 16")}
    assert values == {466, 450, 466450, 16}


def test_third_alone_is_no_share() -> None:
    """An ordinal is not a fraction."""
    assert numbers_in("the third region") == ()


@pytest.mark.parametrize(
    ("value", "unit", "evidence"),
    [
        ("398262434", "kr", "Skåne 398 262 434"),
        ("-11.8", "mdkr", "poster - 11,8 mdr"),
        ("16", "mdkr", "40 procent av budgetutrymmet,16 miljarder, inkl."),
        ("40", "percent", "40 procent av budgetutrymmet,16 miljarder, inkl."),
        ("33.3333333333", "percent", "en tredjedel"),
        ("0.3333333333", "ratio", "en tredjedel"),
        ("50", "percent", "hälften av alla"),
        ("3", "count", "Tre regioner har lånat"),
        ("-200000", "persons", "minskar med ca 200 000"),
        ("2000000", "persons", "2 miljoner invånare"),
        ("20", "mnkr", "Mål 96%, 20 mkr"),
        ("96", "percent", "Mål 96%, 20 mkr"),
        ("0", "mnkr", "Interna intäkter 1034 1034 0"),
        ("105", "days", "från 23 till 105 dagar"),
        ("-2.5", "mdkr", "ett underskott på 2,5 miljarder"),
    ],
)
def test_stands_in_its_evidence(value: str, unit: str, evidence: str) -> None:
    """Digits as published, words, and a sign that the document says in words."""
    assert fault(Decimal(value), unit, evidence) is None


@pytest.mark.parametrize(
    ("value", "unit", "evidence", "reason"),
    [
        ("398262435", "kr", "Skåne 398 262 434", "no such number"),
        ("398", "kr", "Skåne 398 262 434", "no such number"),
        ("12", "mdkr", "bidrag till alla", "no number"),
        ("11.8", "mdkr", "- 11,8 mdr", "another sign"),
        ("-11.8", "mdkr", "resultat 11,8 mdr", "no minus"),
        ("12", "mnkr", "12 miljarder", "another unit (mdkr)"),
        ("16", "mnkr", "16 % högre", "another unit (percent)"),
        ("2", "percentage_points", "2 procent", "another unit (percent)"),
        ("3000000000", "kr", "3 miljarder kronor", "no such number"),
        ("33.3", "percent", "en tredjedel", "33,33333333"),
        ("2", "persons", "2 miljoner invånare", "no such number"),
    ],
)
def test_does_not_stand_in_its_evidence(value: str, unit: str, evidence: str, reason: str) -> None:
    """Another number, sign or unit is told apart."""
    assert reason in (fault(Decimal(value), unit, evidence) or "")


def swedish(value: int) -> str:
    """A whole number in Swedish words, below a million."""
    ones = ["", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton"]
    ones += ["fjorton", "femton", "sexton", "sjutton", "arton", "nitton"]
    tens = ["", "", "tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio"]
    if value < 20:
        return ones[value]
    if value < 100:
        return tens[value // 10] + ones[value % 10]
    power, word = (100, "hundra") if value < 1000 else (1000, "tusen")
    return swedish(value // power) + word + swedish(value % power)


@given(st.integers(min_value=1, max_value=999_999))
def test_number_words(value: int) -> None:
    """Every Swedish number word below a million is read."""
    assert whole(swedish(value)) == value


decimals = st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False)


@given(decimals, st.sampled_from([" ", HARD, THIN]), st.sampled_from(["-", DASH, MINUS, "- "]))
def test_swedish_numbers(value: Decimal, space: str, minus: str) -> None:
    """A number as Swedish authorities print it is read back exactly."""
    sign = minus if value < 0 else ""
    text = f"Summa {sign}{abs(value):,f} kr".replace(",", space).replace(".", ",")
    assert [number.value for number in numbers_in(text)] == [Fraction(value)]
    assert fault(value, "kr", text) is None


@given(st.integers(min_value=10**6, max_value=10**13))
def test_english_numbers(value: int) -> None:
    """Thousands commas are read, where there are two or more."""
    assert [number.value for number in numbers_in(f"SEK {value:,}")] == [value]


@given(st.integers(min_value=0, max_value=10**12), st.integers(min_value=0, max_value=10**12))
def test_another_number_is_never_found(written: int, asked: int) -> None:
    """A whole grouped number stands for itself only, never for a part of its digits."""
    text = f"Region {written:,}".replace(",", " ")
    assert (fault(Decimal(asked), "count", text) is None) == (written == asked)


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    """No text raises, and each number lies within it."""
    for number in numbers_in(text):
        assert 0 <= number.start < number.end <= len(text)


@given(st.text(alphabet="0123456789 ,.-+\u2212\u2013\u00a0%entrdjl", max_size=60), decimals)
def test_any_number_like_text(text: str, value: Decimal) -> None:
    """Heaps of digits, signs and separators do not raise."""
    assert fault(value, "percent", text) is None or isinstance(fault(value, "percent", text), str)
