"""Whether a stated figure agrees with the stored one, at the precision in which it was stated."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from knowledge.language.numbers import Amount
from knowledge.model import BASE_UNITS, PUBLISHED_UNITS
from knowledge.operations import Operations
from knowledge.query import Cell, Claim, Query, Result

CORRECT, CLOSE, WRONG = "correct", "approximately_correct", "incorrect"

_NEAR = Decimal("0.05")
_SLACK = Decimal("0.015")


def check(query: Query, operations: Operations) -> Result | None:
    """The result of a claim's query with its verdict, or None where the store lacks what it needs."""
    claim = query.claim
    if claim is None:
        return operations.run(query)
    result = operations.run(query)
    if result is None or not result.figures:
        return None
    verdict = _verdict(claim, result)
    if verdict is None:
        return None
    if claim.negated and claim.relation != "value":
        verdict = WRONG if verdict == CORRECT else CORRECT
    notes = result.notes
    if (
        verdict == CLOSE
        and claim.relation == "value"
        and claim.amounts
        and _is_another(query, claim.amounts[0], result, operations)
    ):
        verdict = WRONG
    if verdict == WRONG and claim.relation == "value" and claim.amounts:
        notes = (*notes, *_belongs_to(query, claim.amounts[0], result, operations))
    return replace(result, verdict=verdict, notes=notes, figures=_stored(claim, result))


def _stored(claim: Claim, result: Result) -> tuple[Cell, ...]:
    """The figures a claim's answer leads with."""
    if claim.relation in ("every", "none") and result.query.threshold is not None:
        over = result.query.comparator in ("over", "at_least")
        inputs = sorted(result.everything, key=lambda c: c.value if over else -c.value)
        return (
            (*inputs[:1], *result.figures)
            if claim.relation == "every"
            else (*sorted(result.everything, key=lambda c: -c.value if over else c.value)[:1], *result.figures)
        )
    if claim.relation in ("most", "least", "order") and result.context:
        leader = result.context[0]
        mine = [cell for cell in result.figures[:1]]
        if claim.relation == "order" and claim.place and claim.place <= len(result.context):
            mine.append(result.context[claim.place - 1])
        return (
            tuple(dict.fromkeys((*mine, leader)))
            if result.query.operation == "position"
            else (leader, *[c for c in result.figures[1:3] if c is not leader])
        )
    return result.figures


def _verdict(claim: Claim, result: Result) -> str | None:
    figures = result.figures
    if claim.mismatch:
        return WRONG
    if claim.relation == "value":
        return _value_verdict(claim, result)
    if claim.relation in ("more", "less", "equal"):
        if len(figures) < 2:
            return None
        first, second = figures[0].value, figures[1].value
        if first < 0 and second < 0:
            first, second = abs(first), abs(second)
        agrees = (
            first > second
            if claim.relation == "more"
            else first < second
            if claim.relation == "less"
            else first == second
        )
        return CORRECT if agrees else WRONG
    if claim.relation in ("most", "least"):
        best = result.context[0] if result.context else None
        if best is None or (len(result.context) < 3 and result.query.dimension == "area"):
            return None
        if result.query.operation == "position":
            return CORRECT if figures[0].value == best.value else WRONG
        said = set(claim.said) or {slot for slot in (*result.query.periods, *result.query.breakdowns) if slot}
        return CORRECT if not said or best.period in said or best.breakdown in said else WRONG
    if claim.relation == "order":
        place = next((i for i, cell in enumerate(result.context, 1) if cell is figures[0] or cell == figures[0]), 0)
        return CORRECT if place == claim.place else WRONG
    if claim.relation in ("rises", "falls"):
        change = figures[0].value
        if figures[0].kind not in ("difference", "change"):
            change = figures[0].value
        return CORRECT if (change > 0) == (claim.relation == "rises") and change else WRONG
    if claim.relation == "unclear":
        return None
    if claim.relation in ("every", "none"):
        wanted = len(result.query.areas) if claim.relation == "every" else 0
        return CORRECT if figures[0].value == wanted else WRONG
    if claim.relation == "all":
        return WRONG if figures[0].value != 21 else CORRECT
    if claim.relation == "sign":
        return CORRECT if figures[0].value * claim.sign > 0 else WRONG
    return CORRECT


def _value_verdict(claim: Claim, result: Result) -> str | None:
    """Each stated amount against the figure nearest to it; the worst verdict stands."""
    candidates: list[tuple[Decimal, Cell]] = []
    for cell in (
        result.figures
        if len(result.figures) > 1 and result.figures[0].kind == ""
        else result.figures[:1]
        if result.figures[0].kind
        else result.figures
    ):
        candidates.append((cell.value, cell))
        if cell.upper is not None:
            candidates.append((cell.upper, cell))
    if result.query.operation == "change" and claim.amounts[0].unit == "percent":
        candidates = [(cell.value, cell) for cell in result.figures if cell.kind == "change"]
    verdicts = []
    for amount in claim.amounts:
        ranged = next((c for _, c in candidates if c.upper is not None), None)
        if ranged is not None and ranged.upper is not None and amount.hedge in ("at_most", "at_least"):
            end = ranged.upper if amount.hedge == "at_most" else ranged.value
            verdicts.append(compare(replace(amount, hedge=""), end, replace(ranged, upper=None), claim))
            continue
        same_unit = [(value, cell) for value, cell in candidates if amount.unit in (None, cell.unit)]
        if not same_unit:
            same_unit = candidates
        value, cell = min(same_unit, key=lambda pair: abs(abs(pair[0]) - abs(amount.value)))
        verdicts.append(compare(amount, value, cell, claim))
    order = [CORRECT, CLOSE, WRONG]
    return max(verdicts, key=order.index)


def compare(amount: Amount, value: Decimal, cell: Cell, claim: Claim) -> str:
    """The verdict on one stated amount against one stored or computed value."""
    stated = amount.value
    if amount.unit is None and cell.unit == "SEK":
        stated, amount = _scaled(amount, value)
    sign = amount.signed or claim.sign
    if cell.kind in ("difference", "change") or cell.unit == "ratio":
        sign = 0
    if sign and value and (value > 0) != (sign > 0):
        return WRONG
    stated, size = abs(stated), abs(value)
    if claim.negated:
        return _negated(amount, stated, size)
    hedge = amount.hedge
    if amount.unit in ("weeks", "months", "hours"):
        return WRONG
    if amount.kind == "multiple" and amount.value < 1:  # "mer än halverats" is less than half
        hedge = {
            "over": "under",
            "under": "over",
            "at_least": "at_most",
            "at_most": "at_least",
            "just_under": "just_over",
            "just_over": "just_under",
        }.get(hedge, hedge)
    near = 3 * _NEAR if amount.kind == "multiple" else _NEAR
    if hedge in ("over", "at_least"):
        return CORRECT if size > stated or (hedge == "at_least" and size == stated) else WRONG
    if hedge in ("under", "at_most"):
        return CORRECT if size < stated or (hedge == "at_most" and size == stated) else WRONG
    if hedge == "just_under":
        return (
            CORRECT
            if stated * (1 - near) <= size < stated
            else CLOSE
            if abs(size - stated) <= _SLACK * stated
            else WRONG
        )
    if hedge == "just_over":
        return (
            CORRECT
            if stated < size <= stated * (1 + 2 * _NEAR)
            else CLOSE
            if abs(size - stated) <= _SLACK * stated
            else WRONG
        )
    if size == stated or replace(amount, value=stated).rounds_to(size):
        return CORRECT
    if amount.kind == "fraction" and abs(size - stated) <= Decimal("0.5"):
        return CORRECT
    if cell.observations and _as_published(cell, stated):
        return CORRECT
    return CLOSE if abs(size - stated) <= _NEAR * size else WRONG


def _negated(amount: Amount, stated: Decimal, size: Decimal) -> str:
    near = size == stated or replace(amount, value=stated).rounds_to(size)
    return WRONG if near else CORRECT


def _scaled(amount: Amount, value: Decimal) -> tuple[Decimal, Amount]:
    """A bare number about money is read in the scale in which it comes nearest: "99" about 99 365 581 is millions."""
    options = [(amount.value * Decimal(10) ** power, power) for power in (0, 3, 6, 9)]
    stated, power = min(options, key=lambda pair: abs(abs(pair[0]) - abs(value)))
    return stated, replace(amount, value=stated, step=amount.step * Decimal(10) ** power, unit="SEK")


def _as_published(cell: Cell, stated: Decimal) -> bool:
    """Whether the statement is finer than the source was: 11 800 000 000 against −11,8 miljarder."""
    if abs(stated) > 2 * abs(cell.value):
        return False
    unit = cell.observations[0].published_unit
    factor = PUBLISHED_UNITS[unit][1] if unit in PUBLISHED_UNITS and unit not in BASE_UNITS else Decimal(1)
    exponent = (cell.value / factor).normalize().as_tuple().exponent
    step = factor * Decimal(1).scaleb(int(exponent) if isinstance(exponent, int) and exponent < 0 else 0)
    return (
        bool((stated / step).quantize(Decimal(1), rounding="ROUND_HALF_UP") * step == abs(cell.value))
        and step > 1
        and abs(stated - abs(cell.value)) < step / 2
        and stated % step != 0
    )


def _is_another(query: Query, amount: Amount, result: Result, operations: Operations) -> bool:
    """Whether a stated figure is near this one only because it is the figure of another year, scenario or kind."""
    first = result.figures[0]
    wide = replace(query, group="", operands=(), periods=(), breakdowns=(), scenarios=(), claim=None)
    return first.kind == "" and any(
        cell != first and cell.value == amount.value and cell.areas == first.areas
        for cell in operations.figures.select(wide)
    )


def _belongs_to(
    query: Query, amount: Amount, result: Result, operations: Operations
) -> tuple[tuple[str, dict[str, object]], ...]:
    """What in the same table the stated number is the figure of, if anything: another region, year or row."""
    if (
        amount.hedge in ("over", "under", "at_least", "at_most")
        or amount.unit in ("ratio", "percent")
        or result.figures[0].kind not in ("", "sum")
    ):
        return ()
    wide = replace(query, areas=(), group="", operands=(), periods=(), breakdowns=(), scenarios=(), claim=None)
    mine = set(result.figures)
    for cell in operations.figures.select(wide):
        if (
            cell in mine
            or not cell.value
            or (
                set(cell.areas) & set(result.figures[0].areas)
                and cell.period == result.figures[0].period
                and cell.scenario == result.figures[0].scenario
                and cell.breakdown == result.figures[0].breakdown
            )
        ):
            continue
        if amount.unit in (None, cell.unit) and replace(amount, value=abs(amount.value)).rounds_to(abs(cell.value)):
            return (("belongs_to", {"cell": cell, "amount": amount}),)
    return ()
