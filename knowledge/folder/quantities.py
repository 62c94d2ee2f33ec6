"""Values as an editor writes them: read exactly, brought to the base unit, and written as documents print them."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext

from knowledge.model import PUBLISHED_UNITS

_NUMBER = re.compile(
    r"(?P<sign>[-+\u2212\u2013]?) ?(?P<whole>[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)"
    r"(?:,(?P<decimals>[0-9]+)|\.(?P<dotted>[0-9]{1,2}|[0-9]{4,}))?"
)
_DIGITS = 40


def number(text: str) -> Decimal | None:
    """The exact number that `text` is.

    Returns:
        The number of "−11,8", "398 262 434" or "5.5"; None where it is none, and for "1.234", which may be thousands.
    """
    found = _NUMBER.fullmatch(" ".join(text.split()))
    if not found:
        return None
    decimals = found["decimals"] or found["dotted"] or ""
    digits = found["whole"].replace(" ", "")
    if len(digits) + len(decimals) > _DIGITS:
        return None
    sign = "-" if found["sign"] in {"-", "\u2212", "\u2013"} else ""
    return Decimal(f"{sign}{digits}.{decimals}" if decimals else f"{sign}{digits}")


def in_base_unit(value: Decimal, unit: str) -> Decimal:
    """A published value in its base unit, exactly, without trailing zeros: 11.8 mdkr -> 11800000000."""
    factor = PUBLISHED_UNITS[unit][1]
    if factor == 1 and (not value.as_tuple().exponent or value.as_tuple().digits[-1]):
        return value + 0 if value.is_zero() else value
    with localcontext(prec=4 * _DIGITS):
        scaled = value * factor
        return Decimal(format(scaled.normalize() + 0, "f"))


def as_printed(cell: str) -> str:
    """A value as documents print it: white space folded and a real minus."""
    folded = " ".join(cell.split())
    return "\u2212" + folded[1:].lstrip() if folded[:1] in {"-", "\u2013", "\u2212"} and folded else folded
