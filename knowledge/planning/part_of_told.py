"""A part or a multiple of the figure that was just told: "hälften av det?", "tio procent av beloppet", "dubbla det"."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from knowledge.cells import Figures
from knowledge.language.numbers import Amount
from knowledge.language.tables import word_set
from knowledge.outcomes import NotFound
from knowledge.planning.context import Context
from knowledge.query import Query

_POINTING = word_set("det den detta denna därav siffran beloppet summan that it this figure amount")
_AROUND = word_set("""
    av utav of the hur mycket mkt många är blir blev skulle vara bli vad va what how much many is was would be och men
    då så ok okej sen and then ta räkna ut i kronor take compute calculate den där här just
""")
"""Words that may stand around the part and what it is of."""
_BEING = word_set("är var blir blev is was are were")
"""Verbs that at the beginning ask whether it is so: "är det hälften?"."""
_OPENING = word_set("och men så då ok okej sen and then but so")
_ADDED = ("SEK", "persons")
"""Units of which a part is a figure of the same kind."""
_ONE_FIGURE = ("lookup", "claim", "position", "rank", "above", "below", "sum")
"""Operations that lead with one stored figure, or with a sum of some."""


def part_of_told(context: Context, query: Query) -> Query | NotFound | None:
    """The part or multiple that a question asks for of the last figure.

    Args:
        context: the question and its conversation.
        query: what the question alone would ask for.

    Returns:
        The query; `NotFound` where it cannot be told of which figure; None where nothing of the kind is asked for.
    """
    amount = _part(context)
    if amount is None:
        return None
    turns = context.reading.memory.turns
    last = turns[-1] if turns else None
    refused = NotFound("not_computable", {"query": query, "subject": context.subject}, (context.subject,))
    points = not _POINTING.isdisjoint(context.analysis.norms)
    if last is None or last.status != "answered" or not last.figures or last.operation not in _ONE_FIGURE or not points:
        return refused
    told = last.figures[0]
    several = last.operation == "rank" and len(last.areas) > 1
    if several or told.unit not in _ADDED or not told.indicator:
        return refused
    asked = replace(
        query,
        operation="times",
        indicators=(told.indicator,),
        areas=told.areas,
        group="",
        operands=(),
        periods=(told.period,),
        scenarios=(told.scenario,),
        breakdowns=(told.breakdown,) if told.breakdown else (),
        per_capita=False,
        percent=False,
        dimension="one",
        table="",
        times=amount.value / 100 if amount.unit == "percent" else amount.value,
    )
    cells = Figures(context.catalogue).select(asked)
    return asked if cells and sum((cell.value for cell in cells), Decimal(0)) == told.value else refused


def _part(context: Context) -> Amount | None:
    """The part or multiple that is all a question names; None where it states something or asks of something else."""
    analysis = context.analysis
    if analysis.places or analysis.periods or analysis.content_weight or not context.reading.memory.turns:
        return None
    if len(analysis.amounts) != 1 or analysis.has("claim"):
        return None
    amount = analysis.amounts[0]
    if amount.unit not in ("percent", "ratio") or amount.hedge or amount.value <= 0:
        return None
    within = range(amount.start, amount.end)
    others = [token.norm for at, token in enumerate(analysis.tokens) if token.is_word and at not in within]
    said = [norm for norm in others if norm not in _OPENING]
    if said and said[0] in _BEING:
        return None
    return amount if set(others) <= _AROUND | _POINTING and (amount.kind != "number" or said) else None
