"""Whether a statement agrees with what is held: the verdict on a claim, and the figures that its answer shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise

from msgspec.structs import replace

from knowledge.combining import Notes
from knowledge.language.numbers import Amount
from knowledge.operations import Operations
from knowledge.precision import CLOSE, CORRECT, WRONG, compare, in_days, in_scale_of
from knowledge.query import Cell, Claim, Query, Result

_REGIONS = 21
_HARDLY_OFF = Decimal("0.01")
"""Up to this share off a stated sum is said to be another region's."""
_NEARLY = Decimal("0.05")
"""So far apart, as a part of the larger, two figures are nearly the same."""
_FEWEST_REGIONS = 3
"""Among fewer regions than these nobody is said to have most or least."""


def check(query: Query, operations: Operations) -> Result | None:
    """The result of a claim's query with its verdict, or None where the store lacks what it needs."""
    result = operations.run(query)
    claim = query.claim
    if claim is None or result is None:
        return result
    verdict = _verdict(claim, result) if result.figures else None
    if verdict is None:
        return None
    notes = result.notes
    if claim.relation != "value":
        if claim.negated:
            verdict = WRONG if verdict == CORRECT else CORRECT
    elif claim.amounts:
        amount = claim.amounts[0]
        if verdict == CLOSE and _is_another(query, amount, result, operations):
            verdict = WRONG
        if verdict == WRONG:
            notes = (*notes, *_belongs_to(query, amount, result, operations))
    return replace(result, verdict=verdict, notes=notes, figures=_shown(claim, result))


def _shown(claim: Claim, result: Result) -> tuple[Cell, ...]:
    """The figures a claim's answer leads with: besides the claim's own, the one that decides it."""
    figures, context = result.figures, result.context
    if claim.relation in ("every", "none") and result.query.threshold is not None:
        return (*_least_or_most(claim, result), *figures)
    if claim.relation not in ("most", "least", "order", "among") or not context:
        return figures
    leader = context[0]
    if result.query.operation != "position":
        return (leader, *(cell for cell in figures[1:3] if cell is not leader))
    in_place = context[claim.place - 1 : claim.place] if claim.place else ()
    return tuple(dict.fromkeys((*figures[:1], *in_place, leader)))


def _least_or_most(claim: Claim, result: Result) -> tuple[Cell, ...]:
    """Of all the figures, the one that would refute "alla fick över …" or "ingen fick över …"."""
    over = result.query.comparator in ("over", "at_least")
    pick = min if over == (claim.relation == "every") else max
    return (pick(result.everything, key=lambda cell: cell.value),) if result.everything else ()


def _verdict(claim: Claim, result: Result) -> str | None:
    """The verdict before a denial is taken into account; None where nothing can be judged."""
    if claim.mismatch:
        return WRONG
    if claim.relation == "value":
        return WRONG if _other_way_round(claim, result) else _value_verdict(claim, result)
    if claim.relation == "equal" and len(result.figures) > 1:
        return _equal_verdict(claim, result)
    judge = _JUDGES.get(claim.relation)
    if judge is None:
        return None
    agrees = judge(claim, result)
    if agrees is None:
        return None
    return CORRECT if agrees else WRONG


def _other_way_round(claim: Claim, result: Result) -> bool:
    """Whether of two figures the one is larger that was said to be the smaller."""
    if not claim.larger or claim.negated or result.query.operation not in ("difference", "change"):
        return False
    first, second = (cell.value for cell in result.context[:2])
    return first != second and _larger_is_larger(claim.larger, result.context) is False


def _equal_verdict(claim: Claim, result: Result) -> str:
    """Two figures that are said to be the same: exactly so, or near each other where that is what is said."""
    sizes = [abs(cell.value) for cell in result.figures]
    least, most = min(sizes), max(sizes)
    apart = (most - least) / most if most != least else Decimal(0)
    if claim.roughly:
        return CORRECT if apart <= _NEARLY else WRONG
    return CORRECT if not apart else WRONG


def _larger_is_larger(named: str, cells: Sequence[Cell]) -> bool | None:
    """Whether the figure of this name is larger than the other; of two deficits the deeper is. None where unnamed."""
    larger = next((cell for cell in cells if named in _names(cell)), None)
    smaller = next((cell for cell in cells if cell is not larger), None)
    if larger is None or smaller is None:
        return None
    if larger.indicator != smaller.indicator:  # a deficit and an increase are set against each other by their size
        return abs(larger.value) > abs(smaller.value)
    if larger.value < 0 and smaller.value < 0:
        larger, smaller = smaller, larger
    return larger.value > smaller.value


def _names(cell: Cell) -> tuple[str, ...]:
    """By what a figure may be told from another: its area or areas, its group, its year, its kind, what it is of."""
    return "+".join(cell.areas), cell.group, cell.period, cell.breakdown, cell.indicator


def _compares(claim: Claim, result: Result) -> bool | None:
    if len(result.figures) < 2:
        return None
    if len(result.figures) > 2:
        return _each_compares(claim, result.figures)
    agrees = _larger_is_larger(claim.larger, result.figures) if claim.larger else None
    if agrees is not None:
        return agrees
    first, second = result.figures[0].value, result.figures[1].value
    if first < 0 and second < 0:  # two deficits: the larger one is "more"
        first, second = abs(first), abs(second)
    return {"more": first > second, "less": first < second, "equal": first == second}[claim.relation]


def _each_compares(claim: Claim, cells: Sequence[Cell]) -> bool | None:
    """Whether the first of several figures is more, or less, than each other; None where it is for some alone."""
    first, *others = (abs(cell.value) for cell in cells)
    verdicts = {{"more": first > one, "less": first < one, "equal": first == one}[claim.relation] for one in others}
    return verdicts.pop() if len(verdicts) == 1 else None


def _leads(claim: Claim, result: Result) -> bool | None:
    context, query = result.context, result.query
    if len(context) < 2 or (len(context) < _FEWEST_REGIONS and query.dimension == "area"):
        return None
    if claim.alone and len(context) > 1 and context[0].value == context[1].value:
        return False
    if claim.larger:  # among the rows of a table
        own = [cell.value for cell in context if cell.indicator == claim.larger]
        if query.scenarios != ("deviation",) and context[0].value * context[-1].value < 0:
            return None  # among revenue and costs nothing is the largest
        return context[0].value in own if own else None
    if query.operation == "position":
        return result.figures[0].value == context[0].value
    if query.dimension == "indicator":
        return None  # of which row it is said is not known
    said = set(claim.said) or {slot for slot in (*query.periods, *query.breakdowns) if slot}
    return not said or context[0].period in said or context[0].breakdown in said


def _stands_in_place(claim: Claim, result: Result) -> bool:
    first = result.figures[0]
    return next((place for place, cell in enumerate(result.context, 1) if cell == first), 0) == claim.place


def _stands_among(claim: Claim, result: Result) -> bool | None:
    """Whether a figure, or each of several, is one of the first few: "är Skåne bland de tre som fick mest?"."""
    if claim.place is None or len(result.context) <= claim.place:
        return None
    first = result.context[: claim.place]
    return all(cell in first for cell in result.figures if cell.area in result.query.areas)


def _moves(claim: Claim, result: Result) -> bool:
    if result.query.operation == "lookup":  # "för varje år": each step is to go the same way
        steps = pairwise(cell.value for cell in result.figures)
        return all(later > earlier if claim.relation == "rises" else later < earlier for earlier, later in steps)
    change = result.figures[0].value
    return change > 0 if claim.relation == "rises" else change < 0


def _past_limit(claim: Claim, result: Result) -> bool:
    return result.figures[0].value == (len(result.query.areas) if claim.relation == "every" else 0)


_JUDGES: dict[str, Callable[[Claim, Result], bool | None]] = {
    "more": _compares,
    "less": _compares,
    "equal": _compares,
    "above": lambda _claim, result: result.context[0].value > result.context[1].value,
    "below": lambda _claim, result: result.context[0].value < result.context[1].value,
    "most": _leads,
    "least": _leads,
    "order": _stands_in_place,
    "among": _stands_among,
    "rises": _moves,
    "falls": _moves,
    "every": _past_limit,
    "just": lambda claim, result: {code for cell in result.context for code in cell.areas} == set(claim.said),
    "none": _past_limit,
    "all": lambda _claim, result: result.figures[0].value == _REGIONS,
    "kept": lambda _claim, result: result.figures[0].value >= result.figures[-1].value,
    "sign": lambda claim, result: result.figures[0].value * claim.sign > 0,
    "exists": lambda _claim, _result: True,
}
"""Relation -> whether the statement agrees; "unclear" has no judge, as nothing can be said of it."""


def _value_verdict(claim: Claim, result: Result) -> str:
    """Each stated amount against the figure nearest to it; the worst verdict stands."""
    figures = result.figures
    cells = figures[:1] if figures[0].kind else figures
    if result.query.operation == "change" and claim.amounts[0].unit == "percent":
        cells = tuple(cell for cell in figures if cell.kind == "change")
    if claim.in_order and len(cells) == len(claim.amounts):
        verdicts = [compare(a, c.value, c, claim) for a, c in zip(claim.amounts, cells, strict=True)]
        if CLOSE in verdicts and _changed_about(claim.amounts, cells):
            return WRONG
        return max(verdicts, key=(CORRECT, CLOSE, WRONG).index)
    if claim.in_order and len(cells) > 1 and len(claim.amounts) == 2:
        cells_in_order = (cells[0], cells[-1])
        verdicts = [compare(a, c.value, c, claim) for a, c in zip(claim.amounts, cells_in_order, strict=True)]
        return max(verdicts, key=(CORRECT, CLOSE, WRONG).index)
    bounded = len(claim.amounts) == 1 and claim.amounts[0].hedge in ("over", "under", "at_least", "at_most")
    apart = len(cells) > 1 and len({cell.area for cell in cells}) == len(cells)
    if (bounded or claim.of_each) and apart:  # each region is to be past it
        verdicts = [compare(claim.amounts[0], cell.value, cell, claim) for cell in cells]
        return (min if claim.any_of else max)(verdicts, key=(CORRECT, CLOSE, WRONG).index)
    verdicts = [_nearest_verdict(amount, cells, claim) for amount in claim.amounts]
    return max(verdicts, key=(CORRECT, CLOSE, WRONG).index)


def _changed_about(amounts: Sequence[Amount], cells: Sequence[Cell]) -> bool:
    """Whether an amount is just the figure of another of the areas: "A fick 90,8 och B 88,7" the wrong way round."""
    scaled = [amount if amount.unit else in_scale_of(amount, abs(cells[0].value)) for amount in amounts]
    return any(
        amount.rounds_to(abs(cell.value))
        for at, amount in enumerate(scaled)
        for place, cell in enumerate(cells)
        if place != at
    )


def _nearest_verdict(amount: Amount, cells: tuple[Cell, ...], claim: Claim) -> str:
    amount = in_days(amount) if cells[0].unit == "days" else amount
    ranged = next((cell for cell in cells if cell.upper is not None), None)
    if ranged is not None and claim.quantifier and amount.hedge in _SIDES:
        return _of_those_between(amount, ranged, claim)
    if ranged is not None and ranged.upper is not None and claim.of_whole:
        return _of_whole_range(amount, ranged, claim)
    if ranged is not None and ranged.upper is not None and amount.hedge in ("at_most", "at_least"):
        end = ranged.upper if amount.hedge == "at_most" else ranged.value
        if end != amount.value and (end > amount.value) == (amount.hedge == "at_most"):
            return WRONG
        return compare(replace(amount, hedge=""), end, replace(ranged, upper=None), claim)
    if ranged is not None and ranged.upper is not None and claim.end:
        end = ranged.upper if claim.end == "high" else ranged.value
        return compare(amount, end, replace(ranged, upper=None), claim)
    ends = [(value, cell) for cell in cells for value in (cell.value, cell.upper) if value is not None]
    same_unit = [(value, cell) for value, cell in ends if amount.unit in (None, cell.unit)]
    value, cell = min(same_unit or ends, key=lambda end: abs(abs(end[0]) - abs(amount.value)))
    return compare(amount, value, cell, claim)


_SIDES = {"over": 1, "at_least": 1, "just_over": 1, "under": -1, "just_under": -1}
"""How an amount is hedged -> on which side of it figures are said to lie; "upp till" is the end of a range itself."""


def _of_those_between(amount: Amount, cell: Cell, claim: Claim) -> str:
    """A limit stated of some, none or all of those between whom a range lies: "ingen region har mer än två"."""
    low, high = cell.value, cell.upper if cell.upper is not None else cell.value
    above = _SIDES[amount.hedge] > 0
    all_of_them = claim.quantifier == "all"
    decides = low if above == all_of_them else high  # of all above the least decides, of some the most
    verdict = compare(amount, decides, replace(cell, upper=None), replace(claim, negated=False))
    if claim.quantifier != "none":
        return verdict
    return CORRECT if verdict == WRONG else WRONG


def _of_whole_range(amount: Amount, cell: Cell, claim: Claim) -> str:
    """One amount stated of a range without saying of which end: it is to hold of both."""
    ends = [value for value in (cell.value, cell.upper) if value is not None]
    verdicts = [compare(amount, value, replace(cell, upper=None), claim) for value in ends]
    return max(verdicts, key=(CORRECT, CLOSE, WRONG).index)


def _is_another(query: Query, amount: Amount, result: Result, operations: Operations) -> bool:
    """Whether a stated figure is near this one only because it is the figure of another year, scenario or kind."""
    first = result.figures[0]
    wide = replace(query, group="", operands=(), periods=(), breakdowns=(), scenarios=(), claim=None)
    return first.kind == "" and any(
        cell != first and cell.value == amount.value and cell.areas == first.areas
        for cell in operations.figures.select(wide)
    )


def _belongs_to(query: Query, amount: Amount, result: Result, operations: Operations) -> Notes:
    """What in the same table the stated number is the figure of, if anything: another region, year or row."""
    first = result.figures[0]
    vague = amount.hedge in ("over", "under", "at_least", "at_most") or amount.unit in ("ratio", "percent")
    if vague or first.kind not in ("", "sum"):
        return ()
    wide = replace(query, areas=(), group="", operands=(), periods=(), breakdowns=(), scenarios=(), claim=None)
    stated = replace(amount, value=abs(amount.value))
    for cell in operations.figures.select(wide):
        if (
            cell.value
            and cell not in result.figures
            and not _overlaps(cell, first)
            and amount.unit in (None, cell.unit)
            and stated.rounds_to(abs(cell.value))
            and abs(abs(cell.value) - stated.value) <= stated.value * _HARDLY_OFF  # "en halv miljon" is no 472 298
        ):
            return (("belongs_to", {"cell": cell, "amount": amount}),)
    return ()


def _overlaps(cell: Cell, other: Cell) -> bool:
    """Whether two figures are of a common region in the same year, scenario and kind."""
    return not set(cell.areas).isdisjoint(other.areas) and all((
        cell.period == other.period,
        cell.scenario == other.scenario,
        cell.breakdown == other.breakdown,
    ))
