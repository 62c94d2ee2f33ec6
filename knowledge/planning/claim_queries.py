"""The query whose result a claim is held against."""

from __future__ import annotations

from dataclasses import replace

from knowledge.kinship import is_change
from knowledge.model import NATION
from knowledge.planning.claims import said_larger
from knowledge.planning.context import OECD, Context
from knowledge.query import EVERY, Claim, Query

_BOTH = {NATION, OECD}
_BETWEEN = 2
"""So many words may stand between a fraction and what it is a fraction of."""
_ALL = 100
"""Nothing decreases by more per cent."""


def with_claim(context: Context, query: Query, claim: Claim) -> Query:
    """The query that gives what the claim states something about."""
    query = replace(query, claim=claim)
    if claim.relation in ("most", "least", "order"):
        return _order(context, query, claim)
    if claim.relation == "on_budget":
        scenarios = ("forecast", "budget")
        equal = replace(claim, relation="equal")
        return replace(query, operation="compare", scenarios=scenarios, dimension="scenario", claim=equal)
    if claim.relation in ("more", "less", "equal"):
        areas = query.areas if len(query.operands) > 1 else context.pair(query)
        judged = claim if claim.relation == "equal" else replace(claim, larger=said_larger(context, query))
        return replace(query, operation="compare", areas=areas, claim=judged)
    if claim.relation in ("rises", "falls"):
        held = context.catalogue.holdings(query.indicators[0]).periods
        if context.has("each_period") and len(query.periods) == 2:  # "för varje år mellan 2024 och 2026"
            between = tuple(period for period in held if min(query.periods) <= period <= max(query.periods))
            query = replace(query, periods=between)
        each = context.has("each_period") and len(query.periods) > 2
        return replace(query, operation="lookup" if each else "change")
    units = {amount.unit for amount in claim.amounts}
    if "SEK_per_person" in units:
        return replace(query, per_capita=True)
    if "ratio" in units:
        query = _with_last_region(context, query)
    planned = _compared(context, query, claim, units) or _combined(context, query, claim) or query
    if planned.operation in ("difference", "change") and planned.claim is claim:
        return replace(planned, claim=replace(claim, larger=said_larger(context, planned)))
    return planned


def _order(context: Context, query: Query, claim: Claim) -> Query:
    """For a claim on who or what is first, last or in a stated place."""
    if query.dimension == "area" and context.regions:
        group = context.slots.groups[0] if context.slots.groups else ""
        from_below = claim.relation == "order" and context.has("bottom") and not context.has("top")
        end = "bottom" if claim.relation == "least" or from_below else "top"
        return replace(query, operation="position", group=group, direction=end)
    if claim.said and not context.regions:
        held = tuple(p for ident in query.indicators for p in context.catalogue.holdings(ident).periods)
        query = replace(query, periods=held, dimension="period")
    return replace(query, operation="rank", n=EVERY, direction="bottom" if claim.relation == "least" else "top")


def _two(query: Query) -> bool:
    """Whether just two areas, groups or kinds are set against each other."""
    return 2 in (len(query.operands), len(query.areas), len(query.breakdowns))


def _with_last_region(context: Context, query: Query) -> Query:
    """As in "tre gånger så mycket som Halland": the other region is the one of the turn before."""
    last = context.last
    if _two(query) or len(query.operands) != 1 or last is None or len(last.areas) != 1:
        return query
    if last.areas[0] not in context.regions:
        return query
    return replace(query, operands=(*query.operands, *last.areas), areas=(*query.areas, *last.areas))


def _compared(context: Context, query: Query, claim: Claim, units: set[str | None]) -> Query | None:
    """For a claim on how far two figures are apart, as a multiple, in per cent or in the unit itself."""
    two = _two(query)
    percent = "percent" in units and context.indicator.unit != "percent"
    fraction = any(amount.kind == "fraction" for amount in claim.amounts)
    if percent and fraction and len(query.operands) == 2:
        return replace(query, operation="ratio", percent=True)
    if fraction and OECD in query.operands and set(context.catalogue.holdings(query.indicators[0]).areas) >= _BOTH:
        return replace(query, operation="ratio", percent=True, areas=_part_first(context, claim), operands=())
    if query.dimension == "range" and context.has("difference") and len(claim.amounts) == 1:
        return replace(query, operation="difference")
    if "ratio" in units:
        return replace(query, operation="ratio", areas=query.areas if two else context.pair(query))
    if percent:
        return _percentage(context, query, claim, two)
    if "percentage_points" in units:
        return replace(query, operation="difference", areas=query.areas if two else context.pair(query))
    two = two or (len(query.periods) == 2 and context.origin("period") == "said" and len(claim.amounts) == 1)
    if two and context.has("more_than", "less_than", "difference") and not query.rounded:
        return replace(query, operation="difference")
    return None


def _part_first(context: Context, claim: Claim) -> tuple[str, str]:
    """Sweden and the OECD, the one first that is said to be a part of the other: "hälften av OECD:s"."""
    whole = next(place for place in context.analysis.places if place.code == OECD)
    of_oecd = any(0 <= whole.start - amount.end <= _BETWEEN for amount in claim.amounts)
    if of_oecd or context.has("compare", "less_than"):
        return NATION, OECD
    return (NATION, OECD) if context.pair_begins_with_nation else (OECD, NATION)


def _number_of(context: Context, query: Query, claim: Claim) -> bool:
    """Whether the per cent are the figure's own number with another unit: "200 procent" for 200 000 persons."""
    figures = context.catalogue.store.figures(query.indicators[0], query.areas, query.periods)
    own = {abs(f.value).normalize().as_tuple().digits for f in figures if f.breakdown in query.breakdowns}
    stated = claim.amounts[0].value
    impossible = stated > _ALL and context.says(("minskar", "minskat", "minska", "decrease", "decreases"))
    return abs(stated).normalize().as_tuple().digits in own or impossible


def _percentage(context: Context, query: Query, claim: Claim, two: bool) -> Query:
    """For a claim in per cent on something that is not: a change, a share, or one figure in per cent of another."""
    if context.deviation_only:
        scenarios = ("budget", "forecast")
        return replace(query, operation="change", scenarios=scenarios, dimension="scenario", percent=True)
    if is_change(context.indicator) and context.indicator.unit == "persons":
        confused = _number_of(context, query, claim)
        return replace(query, claim=replace(claim, mismatch=True)) if confused else replace(query, operation="share")
    over_time = query.dimension in ("period", "breakdown") and not context.has("share")
    if context.has("change") or over_time:
        if query.dimension == "period" and len(query.periods) > 2 and query.origin("period") == "default":
            return replace(query, claim=Claim("unclear"))
        return replace(query, operation="change", percent=True)
    if two and context.has("more_than", "less_than", "difference"):
        return replace(query, operation="change", percent=True)
    if two and context.has("sum"):
        return replace(query, operation="share", operands=())
    return replace(query, operation="share")


def _combined(context: Context, query: Query, claim: Claim) -> Query | None:
    """For a claim on an average, a change or a sum."""
    if context.has("mean"):
        everywhere = context.regions and not context.slots.area_said
        return replace(query, operation="mean", areas=context.members(query.group) if everywhere else query.areas)
    if context.has("median") and context.regions:
        return replace(query, operation="median", areas=context.members(query.group))
    over_time = query.dimension == "period" and len(query.periods) > 1
    if context.has("change") and over_time and len(claim.amounts) == 1:
        return replace(query, operation="difference")
    if len(claim.amounts) > 1:  # "5 miljarder 2024 och 6,5 miljarder 2025 totalt": each is held against its own
        return None
    rows = query.dimension in ("period", "indicator") and len(query.periods) + len(query.indicators) > 2
    spanned = any(period.span for period in context.analysis.periods) and not context.has("each_period")
    if spanned and query.dimension == "period" and len(query.periods) > 2 and context.indicator.additive:
        return replace(query, operation="sum")
    if query.group or (context.has("sum") and (rows or len(query.areas) > 1)):
        return replace(query, operation="sum")
    return None
