"""A share of a sum that is only named by its amount: "hur stor del av de 16 miljarderna var sektorsbidrag?"."""

from __future__ import annotations

from msgspec.structs import replace

from knowledge.asking import claim_wanted, yes_no
from knowledge.cells import Figures
from knowledge.language.numbers import Amount
from knowledge.language.tables import word_set
from knowledge.model import NATION, UNNAMED, Observation
from knowledge.planning.context import Context
from knowledge.query import Claim, Query

_OF = word_set("av utav mot of")
_SCALES = (1_000_000, 1_000_000_000)
_REACH = 7
"""So many words may stand between "av" and the amount: "av det befarade underskottet på 500 miljoner"."""


def part_of_last(context: Context, amounts: tuple[Amount, ...]) -> bool:
    """Whether a part or a multiple of the figure just given is asked for, which is not reckoned: "hälften av det?"."""
    if context.last is None or not context.reading.elliptical or context.has("claim") or context.names_region:
        return False
    part = len(amounts) == 1 and amounts[0].kind in ("fraction", "multiple") and not context.analysis.content_weight
    return part and context.has("that", "those") and not yes_no(context.analysis)


def share_of_stated(context: Context, query: Query) -> Query | None:
    """The query for a figure as a share of the one figure that is of the amount behind "av".

    Args:
        context: the question.
        query: the figure of the slots.

    Returns:
        The share; None where no such amount is stated, where none or several other figures are of it, or where the
        question's own subject is not one figure.
    """
    if context.indicator.unit != "SEK" or not context.has("share") or len(query.indicators) != 1:
        return None
    whole = _whole(context)
    row = _row_told(context, query) if whole is None else None
    if row is not None:
        return row
    own = Figures(context.catalogue).select(replace(query, operands=())) if whole is not None else ()
    if whole is None or len(own) != 1 or abs(own[0].value) == abs(whole.value):
        return None
    others = _of_amount(context, whole)
    if len({other.indicator for other in others}) != 1:
        return None
    claim = None
    if claim_wanted(context.analysis):
        parts = tuple(amount for amount in context.analysis.amounts if amount.unit == "percent")
        if len(parts) != 1:
            return None
        claim = Claim("value", parts)
    other = min(
        others, key=lambda figure: figure.period not in {p for said in context.analysis.periods for p in said.values}
    )
    return replace(
        query,
        operation="share",
        indicators=(*query.indicators, other.indicator),
        dimension="indicator",
        areas=tuple(dict.fromkeys((*query.areas, other.area))),
        operands=(),
        group="",
        periods=tuple(dict.fromkeys((own[0].period, other.period))),
        scenarios=tuple(dict.fromkeys((own[0].scenario, other.scenario))),
        breakdowns=tuple(dict.fromkeys((own[0].breakdown, other.breakdown))),
        threshold_area=other.indicator,
        claim=claim,
    )


def rest_of_stated(context: Context, query: Query) -> Query | None:
    """The query for what is left of the whole that is named by its amount: "3 miljarder minus Skånes".

    Args:
        context: the question.
        query: the figure of the slots.

    Returns:
        The sum of all the other regions; None where no such whole is stated or nothing is taken from it.
    """
    if not context.regions or not (context.names_region or query.group) or claim_wanted(context.analysis):
        return None
    if not context.analysis.places or not context.analysis.amounts:
        return None
    norms = context.analysis.norms
    first = min(place.start for place in context.analysis.places)
    taking = not _TAKING.isdisjoint(norms)

    def is_taken_from(amount: Amount) -> bool:
        minus = context.norm_at(amount.end) in _MINUS and amount.end < first
        return minus or (taking and context.norm_before(amount.start) in _FROM)

    stated = [amount for amount in context.analysis.amounts if amount.unit == "SEK" and is_taken_from(amount)]
    totals = {abs(figure.value) for figure in context.catalogue.store.figures(query.indicators[0], (NATION,))}
    if len(stated) != 1 or abs(stated[0].value) not in totals:
        return None
    left_out = tuple(dict.fromkeys((*context.members(query.group), *query.areas))) if query.group else query.areas
    if len(left_out) >= len(context.regions):
        return None
    return replace(query, operation="sum", areas=context.regions, without_areas=left_out, group="", operands=())


_MINUS, _FROM = word_set("minus"), word_set("från ifrån fr from")
_TAKING = word_set("dra drar dras drag dragit ta tar tas räkna räknar räknas take deduct subtract subtrahera")
"""Verbs by which something is taken from a whole."""


def _row_told(context: Context, query: Query) -> Query | None:
    """For "hur stor andel är det av den samlade effekten?" the row of the turn before as a share of its table's sum."""
    last, tables = context.last, context.catalogue.store.tables.values()
    told = last.figures[0] if last is not None and last.figures else None
    if told is None or last is None or not context.has("that") or not context.reading.elliptical:
        return None
    rows = [t for t in tables if t.total == context.indicator.id and told.indicator in t.indicators]
    if not rows or told.indicator == context.indicator.id:
        return None
    said = context.origin("period") == "said"
    periods = query.periods if said else (told.period,)
    return replace(query, operation="share", indicators=(told.indicator,), periods=periods, dimension="one")


def _whole(context: Context) -> Amount | None:
    """The sum of money behind "av"."""
    norms = context.analysis.norms
    amounts = (_as_told(context, amount) for amount in context.analysis.amounts)
    return next(
        (
            amount
            for amount in amounts
            if amount.unit == "SEK"
            and not amount.hedge
            and not _OF.isdisjoint(norms[max(0, amount.start - _REACH) : amount.start])
        ),
        None,
    )


def _as_told(context: Context, amount: Amount) -> Amount:
    """The amount, with the scale of the figure that was told before: "de 16" after 16 billion."""
    last = context.last
    if last is None or not amount.bare:
        return amount
    told = (said.value for said in last.figures if said.unit == "SEK")
    value = next((v for v in told if abs(v) in (amount.value * scale for scale in _SCALES)), None)
    return amount if value is None else replace(amount, value=abs(value), unit="SEK")


def _of_amount(context: Context, amount: Amount) -> list[Observation]:
    """The figures of the country, or of the region that is not named, that are of an amount; not the subject's own."""
    store = context.catalogue.store
    return [
        figure
        for ident, indicator in store.indicators.items()
        if indicator.unit == "SEK" and ident != context.indicator.id and indicator.derived is None
        for figure in store.observations(ident)
        if figure.area in (NATION, UNNAMED) and abs(figure.value) == abs(amount.value)
    ]
