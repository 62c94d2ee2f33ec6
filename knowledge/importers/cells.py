"""What a cell of a table says: a figure as Swedish documents print them, or a mark in a figure's place.

Decimal comma or point, thousands apart by spaces of any width, a real minus or a hyphen, negatives in parentheses, per
cent, footnote marks. A number that can be read in two ways ("1,234", "1.234") is read by what the other numbers of its
table tell, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from knowledge.model import Text

Decimals = Literal[",", "."]

_SPACES = "\u00a0\u2007\u2009\u202f\u2002\u2003\u2005\u2006\u2008\u200a"
_SPACE = f"[ {_SPACES}]"
_SIGN = "[-\u2212\u2013\u2010\u2011]"
_SUPERSCRIPTS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
_FOOT = r"(?P<foot>(?:[¹²³⁴⁵⁶⁷⁸⁹⁰]+\)?|\*{1,3}|\s+\(?[0-9a-zA-Z]\)|(?<=[0-9%])[a-zA-Z]\)))"
_DIGITS = rf"[0-9]+(?:[.,][0-9]+)*|[0-9]{{1,3}}(?:{_SPACE}[0-9]{{3}})+(?:[.,][0-9]+)?"
_CELL = re.compile(
    rf"(?P<open>\()?\s*(?P<sign>{_SIGN}|\+)?\s*(?P<digits>{_DIGITS})\s*(?P<percent>%|procent)?\s*(?P<close>\))?{_FOOT}?",
    re.IGNORECASE,
)
_GROUPED = {",": re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+"), ".": re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")}
_LONGEST = 38

MARKS: dict[str, Text] = {
    "..": Text("uppgift saknas eller är för osäker för att anges", "not available, or too uncertain to be given"),
    ".": Text("uppgift kan inte förekomma", "not applicable: there can be no such figure"),
    "-": Text("inget finns att redovisa", "nothing to report"),
    "": Text("cellen är tom", "the cell is empty"),
    "x": Text("värdet anges inte", "the value is not given"),
    "n/a": Text("uppgift saknas", "not available"),
}
"""A mark in a figure's place -> what it means by custom, in SCB's words; a table's own explanation goes before."""

_SAME_MARK = {
    **dict.fromkeys(("...", "…", "‥", ": :"), ".."),
    **dict.fromkeys(("–", "—", "\u2212", "\u2010", "\u2011", "--"), "-"),
    **dict.fromkeys(
        ("#n/a", "#saknas!", "na", "n.a.", "n.a", "nan", "null", "none", "saknas", "uppgift saknas", "missing", "e.u."),
        "n/a",
    ),
    **dict.fromkeys((":", "xx", "c", "*"), "x"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a cell: exact, as it is printed (without footnote), in per cent or not, its footnote's mark."""

    value: Decimal
    printed: str
    percent: bool = False
    foot: str = ""


@dataclass(frozen=True, slots=True)
class Blank:
    """A mark in a figure's place, as it is printed; `kind` is the key of `MARKS` that says what it means."""

    mark: str
    kind: str


def read_cell(text: str, decimals: Decimals | None = None) -> Figure | Blank | None:
    """What a cell says.

    Args:
        text: the cell as it stands.
        decimals: what separates the decimals, where the table tells; None where it does not.

    Returns:
        The figure or the mark; None where it is neither, or a number that can be read in two ways.
    """
    folded = " ".join(text.translate(dict.fromkeys(map(ord, _SPACES), " ")).split())
    kind = _SAME_MARK.get(folded.casefold(), folded.casefold())
    if kind in MARKS:
        return Blank(folded, kind)
    found = _CELL.fullmatch(folded)
    if found is None or bool(found["open"]) != bool(found["close"]) or (found["open"] and found["sign"]):
        return None
    digits = re.sub(_SPACE, "", found["digits"])
    plain = _plain(digits, decimals, spaced=digits != found["digits"])
    if plain is None or len(plain) > _LONGEST:
        return None
    negative = bool(found["open"]) or (found["sign"] or "+") != "+"
    value = Decimal(f"-{plain}" if negative else plain)
    foot = (found["foot"] or "").strip().translate(_SUPERSCRIPTS).strip("()").casefold()
    printed = folded[: found.start("foot")].rstrip() if found["foot"] else folded
    return Figure(value, printed, bool(found["percent"]), foot)


def decimals_of(texts: Iterable[str]) -> Decimals | None:
    """What separates the decimals in a table, by those of its numbers that can be read in one way only.

    Args:
        texts: the cells of its figures.

    Returns:
        The separator; None where no number tells, or where they contradict each other.
    """
    told = {hint for text in texts if (hint := decimals_hint(text)) is not None}
    return told.pop() if len(told) == 1 else None


def decimals_hint(text: str) -> Decimals | None:
    """The separator of decimals that one cell tells, None where it tells none: "12,5" and "1.234.567" a comma."""
    found = _CELL.fullmatch(" ".join(text.translate(dict.fromkeys(map(ord, _SPACES), " ")).split()))
    if found is None:
        return None
    digits = re.sub(_SPACE, "", found["digits"])
    separators = [mark for mark in digits if mark in ",."]
    if not separators:
        return None
    last = separators[-1]
    if len(set(separators)) == 2:  # the one after the thousands
        return "," if last == "," else "."
    if len(separators) > 1:
        return "." if last == "," else ","
    alone = not _GROUPED[last].fullmatch(digits) or digits.startswith("0") or digits != found["digits"]
    return ("," if last == "," else ".") if alone else None


def is_ambiguous(text: str) -> bool:
    """Whether a cell is a number that can be read in two ways: "1,234"."""
    return read_cell(text) is None and read_cell(text, ",") is not None and read_cell(text, ".") is not None


def _plain(digits: str, decimals: Decimals | None, *, spaced: bool) -> str | None:
    """A number's digits with a decimal point, None where they are no number or can be read in two ways."""
    if digits.isdigit():
        return digits
    decimals = decimals or decimals_hint(digits) or (_last_separator(digits) if spaced else None)
    if decimals is None:
        return None
    thousands = "." if decimals == "," else ","
    whole, _, fraction = digits.partition(decimals)
    if not (fraction.isdigit() or (not fraction and decimals not in digits)):
        return None
    if thousands in whole and (spaced or not _GROUPED[thousands].fullmatch(whole)):
        return None
    return f"{whole.replace(thousands, '')}.{fraction}" if fraction else whole.replace(thousands, "")


def _last_separator(digits: str) -> Decimals:
    """The separator in digits whose thousands were apart by spaces."""
    return "," if "," in digits else "."
