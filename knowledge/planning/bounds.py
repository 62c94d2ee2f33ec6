"""The side of an amount that a verb says: "passerade 80 miljoner", "når upp till 199", "varken … över 100"."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from knowledge.asking import yes_no
from knowledge.language.numbers import Amount
from knowledge.language.tables import word_set
from knowledge.limits import NEGATIONS, TURNED, UP_TO, limit_of
from knowledge.planning.context import Context

NEITHER = word_set("varken neither")
_BY_SO_MUCH = word_set("med by")
"""Words before how far something goes past a limit."""
_FAILING = word_set("failed fails fail failing misslyckades")
"""Verbs that deny by themselves, in a question too."""


def as_bound(context: Context, amount: Amount) -> Amount:
    """An amount with the side that a verb says of it: "passerade 80 miljoner", "når upp till 199", "fall short of 134".

    Args:
        context: the question. In "passerade inte …?" the "inte" denies nothing; "varken … över" turns it round.
        amount: what was stated.

    Returns:
        The amount, hedged where figures are to be past it or not past it.
    """
    norms = context.analysis.norms
    neither = context.says(NEITHER)
    asked = yes_no(context.analysis)
    if asked:
        norms = tuple("" if norm in NEGATIONS and norm not in _FAILING else norm for norm in norms)
    limit = None if context.norm_before(amount.start) in _BY_SO_MUCH else limit_of(norms, amount)
    reached = limit is not None and limit.side == "at_least" and amount.hedge == "at_most"  # "når upp till 199"
    if amount.hedge and not reached:
        return replace(amount, hedge=TURNED[amount.hedge]) if neither and amount.hedge in TURNED else amount
    if limit is None:
        return amount
    up_to = any(pair in UP_TO for pair in pairwise(norms[: amount.start]))
    if limit.side == "at_least" and not (asked or up_to):
        return amount  # "nådde 398 miljoner" states just that
    return replace(amount, hedge=TURNED[limit.side] if neither else limit.side)
