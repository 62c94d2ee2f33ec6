"""A part or a multiple of a figure that was told or is named: "hälften av det?", "tio procent av sektorsbidraget"."""

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
    tack snälla thanks please hej kan du säga mig
""")
"""Words that may stand around the part and what it is of."""
_BEING = word_set("är var blir blev is was are were")
"""Verbs that at the beginning ask whether it is so: "är det hälften?"."""
_OPENING = word_set("och men så då ok okej sen and then but so")
_ADDED = ("SEK", "persons")
"""Units of which a part is a figure of the same kind."""
_OF = word_set("av utav of")
_VERBAL = ("des", "ats", "ade", "ar", "as", "ed")
_EACH_ALONE = ("lookup", "claim", "rank")
"""Operations that, where they told several figures, told each by itself."""
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
        return _part_of_named(context, query)
    turns = context.reading.memory.turns
    last = turns[-1] if turns else None
    refused = NotFound("not_computable", {"query": query, "subject": context.subject}, (context.subject,))
    points = not _POINTING.isdisjoint(context.analysis.norms)
    if last is None or last.status != "answered" or not last.figures or last.operation not in _ONE_FIGURE or not points:
        return refused
    told = last.figures[0]
    several = last.operation in _EACH_ALONE and len(last.figures) > 1
    if several or told.unit not in _ADDED or not told.indicator:
        return refused
    asked = replace(
        query,
        operation="times",
        indicators=(told.indicator,),
        areas=told.areas,
        group=told.group,
        operands=(),
        periods=(told.period,),
        scenarios=(told.scenario,),
        breakdowns=(told.breakdown,) if told.breakdown else (),
        per_capita=False,
        percent=False,
        dimension="one",
        table="",
        times=_factor(amount),
    )
    cells = Figures(context.catalogue).select(replace(asked, group=""))
    return asked if cells and sum((cell.value for cell in cells), Decimal(0)) == told.value else refused


def _part(context: Context) -> Amount | None:
    """The part or multiple that is all a question names; None where it states something or asks of something else."""
    analysis = context.analysis
    if analysis.places or analysis.periods or analysis.content_weight or not context.reading.memory.turns:
        return None
    if len(analysis.amounts) != 1 or analysis.has("claim"):
        return None
    amount = analysis.amounts[0]
    if not _is_factor(context, amount):
        return None
    within = range(amount.start, amount.end)
    others = [token.norm for at, token in enumerate(analysis.tokens) if token.is_word and at not in within]
    said = [norm for norm in others if norm not in _OPENING]
    if said and said[0] in _BEING:
        return None
    return amount if set(others) <= _AROUND | _POINTING and (amount.kind != "number" or said) else None


def _part_of_named(context: Context, query: Query) -> Query | NotFound | None:
    """The part of the one figure that a question names in full: "hälften av Skånes sektorsbidrag"."""
    analysis = context.analysis
    if not 1 <= len(analysis.amounts) <= 2 or analysis.has("claim", "received") or query.operation != "lookup":
        return None
    amount, places = analysis.amounts[0], [place for place in analysis.places if place.kind in ("region", "group")]
    if not _is_factor(context, amount) or len(places) > 1:
        return None
    if not _is_all(context, amount):
        return None
    refused = NotFound("not_computable", {"query": query, "subject": context.subject}, (context.subject,))
    if len(analysis.amounts) > 1:  # "10 procent av 3 miljarder?" is no statement on who got that sum
        return refused if context.norm_before(analysis.amounts[1].start) in _OF else None
    if context.candidate.match is None:  # "hälften av Stockholms?" after Skåne's sets the one against the other
        return None
    group = places[0].code if places and places[0].kind == "group" else ""
    areas = context.members(group) if group else (places[0].code,) if places else query.areas
    part = replace(query, operation="times", areas=areas, group=group, operands=(), times=_factor(amount))
    cells = Figures(context.catalogue).select(replace(part, group="", per_capita=False))
    if not cells or (len(cells) > 1 and not group) or cells[0].unit not in _ADDED or cells[0].upper is not None:
        return refused
    return replace(part, per_capita=False, percent=False)


def _is_all(context: Context, amount: Amount) -> bool:
    """Whether a question says nothing but a part and what it is of, and asks nothing else of it."""
    analysis, match = context.analysis, context.candidate.match
    if context.norm_at(amount.end) not in _OF and amount.kind != "multiple":
        return False
    before = [token.norm for token in analysis.tokens[: amount.start] if token.is_word and token.norm not in _OPENING]
    if not _AROUND.issuperset(before) or (before and before[0] in _BEING):
        return False
    named = set(match.matched | match.explained) if match is not None else set()
    spans = [(each.start, each.end) for each in analysis.amounts]
    spans += [(each.start, each.end) for each in analysis.places] + [
        (each.start, each.end) for each in analysis.periods
    ]
    named.update(at for start, end in spans for at in range(start, end))
    behind = [token.norm for at, token in enumerate(analysis.tokens) if token.is_word and at not in named]
    verbs = any(cue.id == "yes_no" and cue.start > amount.end for cue in analysis.cues)
    return _AROUND.issuperset(behind) and not verbs


def _is_factor(context: Context, amount: Amount) -> bool:
    """Whether an amount is a part or a multiple, and no verb that asks what has become: "halverades det?"."""
    if amount.unit not in ("percent", "ratio") or amount.hedge or amount.value <= 0:
        return False
    return amount.kind != "multiple" or not context.norm_at(amount.start).endswith(_VERBAL)


def _factor(amount: Amount) -> Decimal:
    """By what a figure is to be multiplied."""
    return amount.value / 100 if amount.unit == "percent" else amount.value
