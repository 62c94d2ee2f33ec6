"""Statements about the smallest or largest of all: "det minsta bidraget är över 25 miljoner"."""

from __future__ import annotations

from msgspec.structs import replace

from knowledge.asking import claim_wanted
from knowledge.language.numbers import Amount
from knowledge.language.tables import word_set
from knowledge.planning.bounds import as_bound
from knowledge.planning.context import Context
from knowledge.query import Claim, Query

_SMALLEST = word_set("minsta lägsta lägst smallest lowest")
_LARGEST = word_set("största högsta störst högst largest highest biggest")
_OTHER = ("count", "list", "position", "sum", "share", "difference", "ratio", "mean", "median", "per_capita", "without")


def stated_of_extreme(context: Context, query: Query, amounts: tuple[Amount, ...]) -> Query | None:
    """The query for the region with least or most, of whose figure an amount is stated.

    Args:
        context: the question.
        query: for the figures of its slots.
        amounts: what is stated.

    Returns:
        The query with its claim; None where nothing is stated of the least or the most of all regions.
    """
    regional = bool(context.regions) and not context.names_region and query.dimension == "area" and not query.group
    if not regional or len(amounts) != 1 or amounts[0].unit not in (None, context.indicator.unit):
        return None
    least, most = context.says(_SMALLEST), context.says(_LARGEST)
    if least == most or context.has(*_OTHER) or not claim_wanted(context.analysis):
        return None
    if amounts[0].bare and amounts[0].value <= len(context.regions):
        return None  # "de tre minsta"
    claim = Claim("value", (as_bound(context, amounts[0]),))
    direction = "bottom" if least else "top"
    return replace(query, operation="rank", areas=context.regions, operands=(), direction=direction, n=1, claim=claim)
