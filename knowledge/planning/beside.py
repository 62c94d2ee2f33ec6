"""What a statement says beside its figure, which no figure tells: of a change, of rows, of something else counted."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.language.numbers import Amount
from knowledge.language.tables import word_set
from knowledge.planning.context import Context
from knowledge.query import Query
from knowledge.scenarios import SCENARIO_WORDS
from knowledge.unsaid import NEGATIONS

_MOVED = ("ats", "ades", "ade", "as", "at", "led", "ved", "les", "ves")
"""Endings of verbs by which something becomes a multiple of what it was: fördubblats, halverades, doubled."""
_MANY = 20
_HEAVY = 1.0
_JOINING = word_set("och men samt utan dock and but yet")
_PIECES = word_set("delar punkter steg nivåer slag sorter parts points steps levels kinds")
_FIRST, _LATER = word_set("först first"), word_set("efteråt därefter afterwards afterward thereafter")
_SUBTRACTED = word_set("minus")


def says_beside(context: Context, query: Query, amounts: Sequence[Amount]) -> bool:
    """Whether a statement cannot be judged by the figures of `query`, since it says something of another kind."""
    return (
        _moves_in_no_time(context, query, amounts)
        or _counts_rows(context, query, amounts)
        or _counts_other_things(context, amounts)
        or _denies_more(context, amounts)
        or _subtracts(context)
        or _orders_events(context, amounts)
    )


def _moves_in_no_time(context: Context, query: Query, amounts: Sequence[Amount]) -> bool:
    """Whether something is said to have doubled or halved whose figures differ by region or by kind, not by time."""
    multiples = [amount for amount in amounts if amount.unit == "ratio" and amount.end - amount.start == 1]
    moved = any(context.norm_at(amount.start).endswith(_MOVED) for amount in multiples)
    series = query.dimension == "breakdown" and bool(context.indicator.series)
    return moved and not series and query.dimension in ("range", "breakdown")


def _counts_rows(context: Context, query: Query, amounts: Sequence[Amount]) -> bool:
    """Whether a small number in letters counts a table's rows, and states no sum of theirs: "åtgärderna är fem"."""
    derived = context.indicator.derived
    rows = bool(query.table) or (derived is not None and derived.op == "sum")
    return rows and context.indicator.unit == "SEK" and any(_in_letters(context, amount) for amount in amounts)


def _counts_other_things(context: Context, amounts: Sequence[Amount]) -> bool:
    """Whether a small number in letters counts what the subject does not: "sektorsbidraget har tre delar"."""
    match = context.candidate.match
    if match is None:
        return False
    left = {term.token for term in context.analysis.terms if term.weight > _HEAVY} - match.matched - match.explained
    return any(
        _in_letters(context, amount) and (amount.end in left or context.norm_at(amount.end) in _PIECES)
        for amount in amounts
    )


def _in_letters(context: Context, amount: Amount) -> bool:
    """Whether an amount is a small number in letters without any unit."""
    return amount.bare and amount.value <= _MANY and context.norm_at(amount.start).isalpha()


def _denies_more(context: Context, amounts: Sequence[Amount]) -> bool:
    """Whether something is denied in a clause behind the amount, which no figure tells: "… och fann inga brister"."""
    norms = context.analysis.norms
    end = max((amount.end for amount in amounts), default=len(norms))
    joint = next((at for at in range(end, len(norms)) if norms[at] in _JOINING), None)
    if joint is None or any(amount.start > joint for amount in context.analysis.amounts):
        return False
    asks = next((cue.start for cue in context.analysis.cues if cue.id == "claim" and cue.start > joint), len(norms))
    return not NEGATIONS.isdisjoint(norms[joint + 1 : asks])


def _orders_events(context: Context, amounts: Sequence[Amount]) -> bool:
    """Whether one thing is said to happen first and another later: "betalas ut först och beslutas efteråt"."""
    norms = context.analysis.norms
    first = next((at for at, norm in enumerate(norms) if norm in _FIRST), None)
    return bool(amounts) and first is not None and not _LATER.isdisjoint(norms[first:])


def _subtracts(context: Context) -> bool:
    """Whether "minus" takes one thing from another, and is no sign: "… är prognosen minus budgetramen"."""
    norms = context.analysis.norms
    named = {term.token for term in context.analysis.terms if term.weight and not term.text[0].isdigit()}
    named |= {at for at, norm in enumerate(norms) if norm in SCENARIO_WORDS}
    return any(norm in _SUBTRACTED and {at - 1, at + 1} <= named for at, norm in enumerate(norms))
