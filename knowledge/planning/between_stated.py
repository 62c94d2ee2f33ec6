"""By how much a figure rose or fell that is spoken of by both its values: "från 12 till 16 mdr, ökning i procent?"."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from knowledge.asking import yes_no
from knowledge.cells import Figures
from knowledge.language.numbers import Amount
from knowledge.language.tables import word_set
from knowledge.mentions import Analysis
from knowledge.outcomes import NotFound
from knowledge.planning.context import Context
from knowledge.query import Cell, Query

_TO = word_set("till to mot - → ->")
_ALONG = ("period", "scenario", "breakdown")
_ASKING = ("how_much", "how_many", "difference", "ratio", "in_percent")
_COLUMNS = ("budget", "forecast")
"""The columns of a forecast in the order in which one becomes the other."""


def from_one_to_another(analysis: Analysis, unit: str = "") -> tuple[Amount, ...]:
    """The two amounts of "från 43 till 544 miljoner", of any unit or of one; empty where there are not just two."""
    stated = [
        amount
        for amount in analysis.amounts
        if (amount.unit or (unit and amount.bare)) and not amount.definite and not amount.hedge
        if amount.kind == "number" and analysis.norms[amount.start - 1] != "per"
    ]
    if unit and len(stated) == 2 and all(amount.bare for amount in stated):  # "från 78 till 37 per 100 000"
        stated = [replace(amount, unit=unit) for amount in stated]
    if len(stated) != 2 or stated[0].unit != stated[1].unit or (unit and stated[0].unit != unit):
        return ()
    between = analysis.norms[stated[0].end : stated[1].start]
    return tuple(stated) if len(between) == 1 and between[0] in _TO else ()


def between_stated(context: Context, query: Query) -> Query | NotFound | None:
    """The change between two figures of the subject that the question names by their amounts.

    Args:
        context: the question.
        query: what the question alone would ask for.

    Returns:
        The change or difference between just these two; `NotFound` where they are not held so, or not in that order;
        None where no change is asked for, or something is to be checked.
    """
    analysis, indicator = context.analysis, context.indicator
    stated = from_one_to_another(analysis, indicator.unit)
    percent = query.percent or context.has("share")
    if not stated or context.regions or query.table or not (percent or context.has(*_ASKING)):
        return None
    judged = yes_no(analysis) and not context.has("how_many", "how_much")
    if judged or analysis.has("claim", "more_than", "less_than"):
        return None
    pair = _pair(context, query, stated)
    if pair is None and stated[0].bare:
        return None  # "från 26 till 27" are years, and "20-66" ages
    if pair is None:
        return NotFound("not_computable", {"query": query, "subject": context.subject}, (context.subject,))
    one, two = pair
    return replace(
        query,
        operation="ratio" if context.has("ratio") and not percent else "change" if percent else "difference",
        percent=percent,
        periods=tuple(dict.fromkeys((one.period, two.period))),
        scenarios=tuple(dict.fromkeys((one.scenario, two.scenario))),
        breakdowns=tuple(dict.fromkeys((one.breakdown, two.breakdown))),
        dimension=_apart(one, two)[0],
        operands=(),
        group="",
        end="",
        wording=(),
    )


def stated_from_to(context: Context, query: Query) -> Query:
    """For "primärvården går från 43 till 544 miljoner" the query over the two years whose figures these are."""
    stated = from_one_to_another(context.analysis, context.indicator.unit)
    if not stated or context.regions or context.origin("period") == "said" or query.dimension != "period":
        return query
    pair = _pair(context, query, stated)
    return query if pair is None else replace(query, periods=tuple(cell.period for cell in pair))


def _pair(context: Context, query: Query, stated: tuple[Amount, ...]) -> tuple[Cell, Cell] | None:
    """The two figures of the subject that two amounts state, of which the first came before the second."""
    cells = Figures(context.catalogue).select(replace(query, periods=(), scenarios=(), breakdowns=(), operands=()))
    first, second = (_named(cells, amount) for amount in stated)
    pairs = ((one, two) for one in first for two in second if len(_apart(one, two)) == 1)
    return next((pair for pair in pairs if _in_order(context, *pair)), None)


def _named(cells: Iterable[Cell], amount: Amount) -> list[Cell]:
    """The figures that an amount states, exactly or rounded."""
    return [cell for cell in cells if abs(cell.value) == abs(amount.value) or amount.rounds_to(abs(cell.value))]


def _apart(one: Cell, two: Cell) -> list[str]:
    """In what two figures of a subject differ."""
    return [name for name in _ALONG if getattr(one, name) != getattr(two, name)]


def _in_order(context: Context, one: Cell, two: Cell) -> bool:
    """Whether the one came before the other: in time, the budget before the forecast, or the first end of a series."""
    if one.period != two.period:
        return one.period < two.period
    if one.scenario != two.scenario:
        return (one.scenario, two.scenario) == _COLUMNS
    kinds = [kind.id for kind in context.indicator.breakdowns]
    return bool(context.indicator.series) and kinds.index(one.breakdown) < kinds.index(two.breakdown)
