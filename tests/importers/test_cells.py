"""What cells say, in all the ways in which figures are printed; nothing is read in a way that it need not mean."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.evidence import fault
from knowledge.folder.quantities import number
from knowledge.folder.sources import EVIDENCE_LIMIT
from knowledge.importers.cells import MARKS, Blank, Figure, decimals_of, is_ambiguous, read_cell
from knowledge.importers.items import fragment
from knowledge.importers.tables import written

HARD, THIN, MINUS, DASH = "\u00a0", "\u202f", "\u2212", "\u2013"


@pytest.mark.parametrize(
    ("text", "value", "percent", "foot"),
    [
        ("11,8", "11.8", False, ""),
        (f"{MINUS}11,8", "-11.8", False, ""),
        ("- 5", "-5", False, ""),
        (f"{DASH}5", "-5", False, ""),
        ("(11,8)", "-11.8", False, ""),
        (f"398{HARD}262{THIN}434", "398262434", False, ""),
        ("1.234.567,8", "1234567.8", False, ""),
        ("1,234.5", "1234.5", False, ""),
        ("0,123", "0.123", False, ""),
        ("1 234,567", "1234.567", False, ""),
        ("12,3 %", "12.3", True, ""),
        ("12%", "12", True, ""),
        ("12,3¹", "12.3", False, "1"),
        ("12,3 1)", "12.3", False, "1"),
        ("12,3*", "12.3", False, "*"),
        ("0", "0", False, ""),
        ("0,0", "0.0", False, ""),
        ("+3", "3", False, ""),
    ],
)
def test_figures(text: str, value: str, percent: bool, foot: str) -> None:
    """Each is one figure, exactly; zero is zero."""
    read = read_cell(text)
    assert isinstance(read, Figure)
    assert (read.value, read.percent, read.foot) == (Decimal(value), percent, foot)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("..", ".."), ("…", ".."), (".", "."), ("-", "-"), (DASH, "-"), (MINUS, "-"), ("", ""), (f" {HARD}", ""),
     ("x", "x"), ("#N/A", "n/a"), ("Uppgift saknas", "n/a")],
)  # fmt: skip
def test_marks(text: str, kind: str) -> None:
    """A mark in a figure's place is kept with what it means, and is never zero."""
    read = read_cell(text)
    assert isinstance(read, Blank)
    assert read.kind == kind
    assert MARKS[kind].sv
    assert MARKS[kind].en


@pytest.mark.parametrize(
    "text", ["12,31)", "(12", "-(5)", "1 23", "1e5", "5-", "abc", "12 kr", "1,2,3.4", "1.2.3", "2023-01-01", "1 2 3 4"]
)
def test_no_figures(text: str) -> None:
    """What is no figure as documents print them is not made one."""
    assert read_cell(text) is None


def test_two_ways() -> None:
    """A number that can be read in two ways is read by what the others tell, or not at all."""
    for text in ("1,234", "1.234"):
        assert read_cell(text) is None
        assert is_ambiguous(text)
    assert decimals_of(["1,234", "0,5"]) == ","
    assert decimals_of(["1,234", "1,234,567"]) == "."
    assert decimals_of(["1,234"]) is None
    assert decimals_of(["0,5", "0.5"]) is None
    assert read_cell("1,234", ",") == Figure(Decimal("1.234"), "1,234")
    assert read_cell("1,234", ".") == Figure(Decimal("1234"), "1,234")


DECIMALS = st.decimals(min_value=-(10**12), max_value=10**12, places=3, allow_nan=False, allow_infinity=False)
GROUPS = st.sampled_from(["", " ", HARD, THIN])


def _printed(value: Decimal, group: str, sign: str) -> str:
    """A number as a Swedish authority may print it."""
    whole, _, fraction = format(abs(value), ",f").partition(".")
    text = f"{whole.replace(',', group)},{fraction}"
    if value.is_signed():
        return f"({text})" if sign == "(" else f"{sign}{text}"
    return text


@given(DECIMALS, GROUPS, st.sampled_from(["-", MINUS, DASH, "("]))
def test_every_number_is_read_as_it_is_printed(value: Decimal, group: str, sign: str) -> None:
    """Whatever the spaces and the sign, the value is the same, and it stands in the fragment that quotes it."""
    text = _printed(value, group, sign)
    read = read_cell(text, ",")
    assert isinstance(read, Figure)
    assert read.value == value
    stored = number(written(read))
    assert stored == value
    assert fault(stored, "mnkr", fragment(("Region Skåne", "2023"), text)) is None


@given(st.text(max_size=40))
def test_any_text_is_read_or_not(text: str) -> None:
    """No text breaks the reading, and a figure that is read is finite."""
    read = read_cell(text)
    assert not isinstance(read, Figure) or read.value.is_finite()


@given(st.lists(st.text(min_size=1, max_size=90), max_size=4), st.from_regex(r"[0-9]{1,15},[0-9]", fullmatch=True))
def test_fragments_fit(labels: list[str], cell: str) -> None:
    """A fragment is never longer than one may be, and always ends in the whole cell."""
    made = fragment(tuple(labels), cell)
    assert len(made) <= EVIDENCE_LIMIT
    assert made.endswith(cell)
