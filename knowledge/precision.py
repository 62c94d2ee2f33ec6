"""Whether one stated amount agrees with one figure, at the precision in which it, and the source, were stated."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from knowledge.language.numbers import Amount
from knowledge.model import BASE_UNITS, PUBLISHED_UNITS
from knowledge.query import Cell, Claim

CORRECT, CLOSE, WRONG = "correct", "approximately_correct", "incorrect"

_NEAR = Decimal("0.05")
"""So far off, as a part of the figure, a statement is still roughly right."""
_SLACK = Decimal("0.015")
"""So far past its limit, as a part of the statement, a "knappt" or "drygt" is still roughly right."""
_FRACTION_SLACK = Decimal("0.5")
"""Per cent by which "en tredjedel" may be off: 33 or 33.3."""
_FINER = Decimal("0.005")
"""So far off, as a part of the figure, a statement finer than the source still says the same."""
_FRACTION_NEAR = Decimal("0.08")
"""So far off, as a part of the figure, a "halva" or "en femtedel" is still roughly right."""
_EXACT_DIGITS = 5
"""With so many digits a number is stated exactly, and another digit makes it another number."""
_ROUNDED, _FAR_ROUNDED = Decimal("0.1"), Decimal("0.25")
"""So far off, as a part of the figure, a rounded number still is the figure, and still is roughly the figure."""
_HUNDRED, _THOUSAND = 100, 1000
_DAYS = {"weeks": Decimal(7), "months": Decimal("30.4")}
"""How many days a longer unit of time has, on average."""
_SCALES = (0, 3, 6, 9)
"""Powers of ten in which a bare number about money may be meant."""
_OPPOSITE = {
    "over": "under",
    "under": "over",
    "at_least": "at_most",
    "at_most": "at_least",
    "just_under": "just_over",
    "just_over": "just_under",
}


def compare(amount: Amount, value: Decimal, cell: Cell, claim: Claim) -> str:
    """The verdict on one stated amount.

    Args:
        amount: what was stated.
        value: what it is held against, in the unit of `cell`: its value, or the upper end of its range.
        cell: the figure that `value` is of.
        claim: the statement that the amount is part of.

    Returns:
        `CORRECT`, `CLOSE` or `WRONG`.
    """
    if amount.unit is None and cell.unit == "SEK" and amount.scale < _THOUSAND:
        amount = in_scale_of(amount, value)
    unsigned = cell.kind in ("difference", "change") or cell.unit == "ratio"
    sign = 0 if unsigned else amount.signed or claim.sign
    if sign and value and (value > 0) != (sign > 0):
        return WRONG
    stated, size = abs(amount.value), abs(value)
    if claim.negated:
        agrees = _past(amount, stated, size) == CORRECT if amount.hedge in _OPPOSITE else _same(amount, stated, size)
        return WRONG if agrees else CORRECT
    if amount.unit in ("weeks", "months", "hours"):
        return WRONG
    if amount.hedge in _OPPOSITE:
        return _past(amount, stated, size)
    if amount.kind != "fraction" and _rounded_away(abs(size - stated), size, _FAR_ROUNDED):
        return WRONG
    if amount.hedge == "exact" and size != stated and not _coarse(cell, stated):
        return CLOSE if _same(amount, stated, size) else WRONG
    if (
        (_same(amount, stated, size) and not _rounded_away(abs(size - stated), size, _ROUNDED))
        or (amount.kind == "fraction" and abs(size - stated) <= _FRACTION_SLACK)
        or (cell.observations and _as_published(cell, stated))
    ):
        return CORRECT
    if _stated_exactly(amount, cell, abs(size - stated)):
        return WRONG
    if _same(amount, stated, size):
        return CLOSE
    near = _FRACTION_NEAR if amount.kind == "fraction" else _NEAR
    return CLOSE if abs(size - stated) <= near * size else WRONG


def in_days(amount: Amount) -> Amount:
    """An amount in weeks or months in days, to the week or month; another amount as it is."""
    days = _DAYS.get(amount.unit or "")
    return amount if days is None else replace(amount, value=amount.value * days, step=amount.step * days, unit="days")


def _rounded_away(off: Decimal, size: Decimal, most: Decimal) -> bool:
    """Whether a statement is too far off to be the figure rounded: 1.5 is no "två miljarder"."""
    return off > most * size


def _stated_exactly(amount: Amount, cell: Cell, off: Decimal) -> bool:
    """Whether a number is stated to the last krona or person, so that it is that very number or a wrong one.

    Args:
        amount: what was stated.
        cell: the figure it is held against.
        off: how far it is from the figure.

    Returns:
        Whether no "roughly" is possible; a rounded number may be one step off.
    """
    if amount.hedge not in ("", "exact") or amount.kind != "number" or not amount.value or cell.approximate:
        return False
    if cell.unit == "count" and amount.unit in (None, "persons") and abs(amount.value) < _HUNDRED:
        return True  # of 27 hospitals there are not roughly 28
    digits = len(str(int(abs(amount.value) / amount.step)).rstrip("0"))
    return digits >= _EXACT_DIGITS and off > amount.step


def _coarse(cell: Cell, stated: Decimal) -> bool:
    """Whether the source itself rounded, so that nothing is known to the last digit."""
    return cell.approximate or (bool(cell.observations) and _as_published(cell, stated))


def _past(amount: Amount, stated: Decimal, size: Decimal) -> str:
    """For "mer än", "minst", "knappt", "drygt" and their opposites."""
    less_than_half = amount.kind == "multiple" and amount.value < 1  # "mer än halverats" is less than half
    hedge = _OPPOSITE[amount.hedge] if less_than_half else amount.hedge
    near = {"multiple": 3 * _NEAR, "fraction": _FRACTION_NEAR}.get(amount.kind, _NEAR)
    agrees = {
        "over": size > stated,
        "at_least": size >= stated,
        "under": size < stated,
        "at_most": size <= stated,
        "just_under": stated * (1 - near) <= size < stated,
        "just_over": stated < size <= stated * (1 + (near if amount.kind == "multiple" else 2 * _NEAR)),
    }[hedge]
    if agrees:
        return CORRECT
    return CLOSE if hedge in ("just_under", "just_over") and abs(size - stated) <= _SLACK * stated else WRONG


def _same(amount: Amount, stated: Decimal, size: Decimal) -> bool:
    return size == stated or replace(amount, value=stated).rounds_to(size)


def in_scale_of(amount: Amount, value: Decimal) -> Amount:
    """A bare number about money in the scale in which it comes nearest: "99" about 99 365 581 is millions."""
    scales = [Decimal(10) ** power for power in _SCALES]
    scale = min(scales, key=lambda scale: abs(abs(amount.value * scale) - abs(value)))
    return replace(amount, value=amount.value * scale, step=amount.step * scale, unit="SEK")


def _as_published(cell: Cell, stated: Decimal) -> bool:
    """Whether the statement is finer than the source was: 11 800 000 000 against −11,8 miljarder."""
    size = abs(cell.value)
    if stated > 2 * size:
        return False
    unit = cell.observations[0].published_unit
    factor = PUBLISHED_UNITS[unit][1] if unit in PUBLISHED_UNITS and unit not in BASE_UNITS else Decimal(1)
    exponent = (cell.value / factor).normalize().as_tuple().exponent
    step = factor * Decimal(1).scaleb(int(exponent) if isinstance(exponent, int) and exponent < 0 else 0)
    return (
        step > 1
        and stated % step != 0
        and abs(stated - size) < min(step / 2, _FINER * size)
        and (stated / step).quantize(Decimal(1), rounding="ROUND_HALF_UP") * step == size
    )
