"""A forecast that is said to be over, under or within its budget: "dyrare än budgeterat", "spräcker budgeten"."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from knowledge.asking import claim_wanted
from knowledge.cells import Figures
from knowledge.language.numbers import Amount
from knowledge.language.tables import word_set
from knowledge.planning.context import Context
from knowledge.precision import WRONG, compare
from knowledge.query import Claim, Query
from knowledge.scenarios import BETTER, BUDGET, KEEPING, OVER, UNDER, WORSE, near_budget

_BESIDE = 3
"""So many words may stand between an amount and the word that says that it is the budget's."""
_RESULT = ("resultat", "result", "nett", "net")
"""Beginnings of words for a sum that is better the more it is above zero."""


def budget_relation(context: Context, query: Query) -> str:
    """How the forecast is said to stand to the budget, both by their size, or whether it keeps it.

    Args:
        context: a question that states something.
        query: what it is of.

    Returns:
        "more", "less", "kept" for no worse than the budget, or an empty text where nothing is said of a budget, or no
        forecast and budget are held.
    """
    if not _held(context) or not context.says(BUDGET):
        return ""
    near = near_budget(context.analysis.norms)
    over, under, worse, better = (not near.isdisjoint(words) for words in (OVER, UNDER, WORSE, BETTER))
    if [over, under, worse, better].count(True) != 1:
        keeps = not near.isdisjoint(KEEPING) and not (over or under or worse or better)
        return "kept" if keeps else ""
    cost = _is_below_zero(context, query)
    if worse or better:
        return "more" if worse == cost else "less"
    if cost and _is_total(context) and _of_result(context):
        over = under  # a result below its budget is the deeper deficit
    return "more" if over else "less"


def _held(context: Context) -> bool:
    """Whether a forecast and a budget are held."""
    return {"forecast", "budget"} <= set(context.catalogue.holdings(context.indicator.id).scenarios)


def _is_below_zero(context: Context, query: Query) -> bool:
    """Whether the figures stand with a minus, as costs and deficits do."""
    budgeted = replace(query, scenarios=("budget",), operation="lookup", claim=None)
    return any(cell.value < 0 for cell in Figures(context.catalogue).select(budgeted))


def _is_total(context: Context) -> bool:
    """Whether it is the last row of a table, in which revenue and costs are added up."""
    tables = context.catalogue.store.tables
    return any(tables[ident].total == context.indicator.id for ident in context.indicator.groups)


def _of_result(context: Context) -> bool:
    """Whether it is spoken of as a result, and not as what it costs or the deficit that it is."""
    return any(norm.startswith(_RESULT) for norm in context.analysis.norms)


def forecast_and_budget(context: Context, amounts: Sequence[Amount]) -> tuple[Amount, Amount] | None:
    """Of two amounts that of the forecast and that of the budget, which stands beside its word.

    Args:
        context: a question that states both: "466 miljoner mot budgeterade 450", "3 658 mot 3 158 i budget".
        amounts: what it states.

    Returns:
        the forecast's amount first; None where two amounts are not these.
    """
    if len(amounts) != 2 or not _held(context):
        return None
    norms = context.analysis.norms
    budgeted = [
        amount
        for amount in amounts
        if not BUDGET.isdisjoint(norms[max(0, amount.start - _BESIDE) : amount.start])
        or not BUDGET.isdisjoint(norms[amount.end : amount.end + _BESIDE])
    ]
    if len(budgeted) > 1:  # "466 miljoner mot budgeterade 450": the word stands before its amount
        budgeted = [a for a in budgeted if not BUDGET.isdisjoint(norms[max(0, a.start - _BESIDE) : a.start])]
    if len(budgeted) != 1:
        return None
    return next(amount for amount in amounts if amount is not budgeted[0]), budgeted[0]


_OFF_DOWN = word_set("""
    under understiger understeg underskrider underskred sämre tapp tappet tappar minus bortfall bortfallet bort saknas
    fattas kort lägre mindre intäktsbortfall intäktsbortfallet back underskott underskottet spricker nedåt missar
    below short lower less worse shortfall deficit misses
""")
_OFF_UP = word_set("""
    över överstiger översteg överskrider överskred överskridande skena skenar skenade förbi spräcker spräckte spränger
    bättre plus överskott överskottet högre mer dyrare drar
    above over beyond overshoots overshoot exceeds exceed breaks break overruns overrun higher more better surplus
""")
"""Words that say on which side of its budget something ends up."""
_SIGNED = word_set("""
    tapp tappet tappar minus bortfall bortfallet intäktsbortfall intäktsbortfallet saknas fattas kort back underskott
    underskottet plus överskott överskottet shortfall deficit surplus
""")
"""Those that say whether it is good or bad, and not how large the figure is."""


def off_budget(context: Context, query: Query, amounts: Sequence[Amount]) -> Query | None:
    """The query for how far a forecast is off its budget, where that is what one stated amount is.

    "Skenar 513 miljoner förbi budgeten" and "tappar 16 miljoner mot budget" name no column; the amount tells it, where
    it is neither the forecast nor the budget.

    Args:
        context: a question that states something.
        query: what it is of.
        amounts: what it states.

    Returns:
        The query with its claim, the sign of which is the side of the budget; None where it states something else.
    """
    one = len(amounts) == 1 and amounts[0].unit in ("SEK", None) and not amounts[0].hedge
    held = set(context.catalogue.holdings(context.indicator.id).scenarios)
    if not one or "deviation" not in held or not context.says(BUDGET):
        return None
    if not claim_wanted(context.analysis) and context.has("how_much", "how_many", "what", "who", "when", "why", "how"):
        return None
    near = near_budget(context.analysis.norms) | set(context.analysis.norms)
    down = not near.isdisjoint(_OFF_DOWN) or amounts[0].signed < 0  # "–16 mkr mot budget"
    up = not near.isdisjoint(_OFF_UP) or amounts[0].signed > 0
    if down == up:
        return None
    plain = replace(query, operation="lookup", operands=(), dimension="one", claim=None)
    claim = Claim("value", (replace(amounts[0], signed=0),))
    figures = Figures(context.catalogue)
    cells = {
        cell.scenario: cell for cell in figures.select(replace(plain, scenarios=("forecast", "budget", "deviation")))
    }
    deviation, budget = cells.get("deviation"), cells.get("budget")
    if deviation is None or budget is None or not deviation.value:
        return None
    if compare(claim.amounts[0], deviation.value, deviation, claim) == WRONG:
        return None
    if any(
        compare(claim.amounts[0], cells[other].value, cells[other], claim) != WRONG
        for other in ("forecast", "budget")
        if other in cells
    ):
        return None
    signed = bool(amounts[0].signed) or context.says(
        WORSE | BETTER | _SIGNED
    )  # "513 mkr minus mot budget" is the deviation's own sign
    signed = signed or _left_over(context, amounts[0])
    sign = -1 if down else 1
    if budget.value < 0 and not signed and not (_is_total(context) and _of_result(context)):
        sign = -sign  # costs stand with a minus: past the budget is further below zero
    return replace(plain, scenarios=("deviation",), claim=replace(claim, sign=sign))


def _left_over(context: Context, amount: Amount) -> bool:
    """Whether so much is said to remain: "det blir 500 miljoner över jämfört med budget", but not "över budget"."""
    becomes = not _BECOMING.isdisjoint(context.analysis.norms[max(0, amount.start - _BESIDE) : amount.start])
    over = context.norm_at(amount.end) == "över"
    return becomes and over and not context.norm_at(amount.end + 1).startswith("budget")


_BECOMING = word_set("blir blev bli blivit får fick har finns")
