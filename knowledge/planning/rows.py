"""Rows of a table past a limit: "vilka åtgärder ger inte tio miljoner", "vilka rader avviker inte från budget"."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from knowledge.language.numbers import Amount
from knowledge.limits import is_negated, limit_of
from knowledge.planning.context import Context
from knowledge.planning.thresholds import in_kronor
from knowledge.query import Query
from knowledge.row_limits import asks_rows, deviates, kept_to_budget

_NOTHING = Amount(Decimal(0), "SEK", Decimal(1), 0, 0)
"""The limit of a row that keeps to its budget."""


def rows_past(context: Context, query: Query, amounts: tuple[Amount, ...]) -> Query | None:
    """The query for the rows that are past a limit, or are just not at it; None where no such rows are asked for."""
    if not query.table or not asks_rows(context.analysis):
        return None
    operation = "count" if context.has("how_many") else "list"
    kept = kept_to_budget(context.analysis)
    if kept:
        return replace(query, operation=operation, scenarios=("deviation",), threshold=_NOTHING, comparator=kept)
    money = [amount for amount in amounts if amount.unit == "SEK" or (amount.unit is None and amount.hedge)]
    if len(money) != 1:
        return None
    limit = limit_of(context.analysis.norms, money[0])
    side = limit.side if limit is not None else "other" if is_negated(context.analysis.norms, money[0]) else ""
    side = side or ("equal" if operation == "count" else "")
    if not side:
        return None
    if deviates(context.analysis):
        query = replace(query, scenarios=("deviation",))
    return replace(query, operation=operation, threshold=in_kronor(context, query, money[0]), comparator=side)
