"""The query whose result a claim is held against."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from knowledge.cells import Figures
from knowledge.kinship import is_change
from knowledge.language.tables import word_set
from knowledge.model import NATION
from knowledge.planning.against_budget import forecast_and_budget
from knowledge.planning.bounds import NEITHER
from knowledge.planning.computations import of_nation, year_before
from knowledge.planning.context import OECD, Context
from knowledge.planning.directions import FALLING, LESS, MORE, RISING, has_deficits, lower_is_better, said_larger
from knowledge.planning.follow_ups import recalled
from knowledge.planning.parts import are_joined, names_each, part_and_whole
from knowledge.precision import WRONG, compare
from knowledge.query import EVERY, Claim, Query

_BOTH = {NATION, OECD}
_NOT = ("inte", "ej", "not")
_ROW_WORDS = frozenset((
    *("åtgärd", "åtgärden", "åtgärder", "åtgärderna", "post", "posten", "poster", "posterna", "rad", "raden"),
    *("measure", "measures", "item", "items", "row", "rows", "line"),
))
_ORDERING = ("top", "bottom", "place", "position")
_BY = ("med", "by")
_THAN = ("som", "än", "as", "than")
_BETWEEN = 2
"""So many words may stand between a fraction and what it is a fraction of."""
_STOPS = (".", "!", "?", "\n", ";")
_EACH = frozenset((
    *("vardera", "varsin", "varsitt", "varsina", "både", "båda", "bägge", "samtliga", "respektive"),
    *("each", "both", "apiece", "respectively"),
))
"""Words with which what is stated of several is stated of each."""
_APIECE = ("var",)
"""Words that do so right behind the amount: "99 miljoner var"."""
_PAST = word_set("över under minst högst mer än mindre drygt knappt over above below least most than under")
"""Words of a limit that say nothing of how it is passed, and may be said of several together."""
_LIMITS = ("over", "under", "at_least", "at_most")
_ALL = 100
"""Nothing decreases by more per cent."""


def with_claim(context: Context, query: Query, claim: Claim) -> Query:
    """The query that gives what the claim states something about."""
    query = replace(query, claim=claim)
    if claim.relation in ("most", "least", "order", "among"):
        return _order(context, query, claim)
    if claim.relation == "on_budget":
        scenarios = ("forecast", "budget")
        equal = replace(claim, relation="equal")
        return replace(query, operation="compare", scenarios=scenarios, dimension="scenario", claim=equal)
    if claim.relation in ("more", "less", "kept") and claim.said == ("budget",):
        claim = replace(claim, said=())
        scenarios = ("forecast", "budget")
        return replace(query, operation="compare", scenarios=scenarios, dimension="scenario", claim=claim)
    if claim.relation in ("above", "below"):
        if query.per_capita and context.has("mean") and of_nation(context):
            more = replace(claim, relation="more", larger=query.areas[0] if claim.relation == "above" else NATION)
            areas = (*query.areas, NATION)  # of what each inhabitant gets, the country's figure is the mean
            return replace(query, operation="compare", areas=areas, operands=areas, group="", claim=more)
        average = "mean" if context.has("mean") else "median"
        return replace(query, operation="difference", threshold_area=average)
    if claim.beside_last:
        return _beside_last(context, query, claim)
    kinds = tuple(kind.id for kind in context.indicator.breakdowns)
    if claim.relation == "more" and claim.larger in kinds and len(kinds) == 2:
        return replace(query, operation="compare", breakdowns=kinds, dimension="breakdown", claim=claim)
    if claim.relation in ("more", "less", "equal"):
        areas = query.areas if len(query.operands) > 1 else context.pair(query)
        if claim.relation != "equal" and not claim.larger:
            claim = replace(claim, larger=said_larger(context, query))
        return replace(query, operation="compare", areas=areas, claim=claim)
    if claim.relation in ("rises", "falls"):
        held = context.catalogue.holdings(query.indicators[0]).periods
        if len(query.periods) == 1 and query.dimension != "breakdown":  # "minskar den 2026?": since the year before
            before = [period for period in held if period and period < query.periods[0]]
            query = replace(query, periods=(*before[-1:], *query.periods), dimension="period")
        if context.has("each_period") and len(query.periods) == 2:  # "för varje år mellan 2024 och 2026"
            between = tuple(period for period in held if min(query.periods) <= period <= max(query.periods))
            query = replace(query, periods=between)
        each = context.has("each_period") and len(query.periods) > 2
        return replace(query, operation="lookup" if each else "change")
    both = forecast_and_budget(context, claim.amounts)
    if both is not None:
        claim = replace(claim, amounts=both, in_order=True, sign=0)
        scenarios = ("forecast", "budget")
        return replace(query, operation="compare", scenarios=scenarios, dimension="scenario", claim=claim)
    units = {amount.unit for amount in claim.amounts}
    if "SEK_per_person" in units:
        return replace(query, per_capita=True)
    apart = _apart_as_told(context, query, claim)
    if apart is not None:
        return apart
    if "ratio" in units:
        query = _with_last_region(context, query, claim)
    query = _since_year_before(context, query, claim)
    planned = _compared(context, query, claim, units) or _combined(context, query, claim) or query
    if planned.operation in ("difference", "change") and planned.claim is claim:
        return replace(planned, claim=replace(claim, larger=said_larger(context, planned)))
    return planned


def _apart_as_told(context: Context, query: Query, claim: Claim) -> Query | None:
    """As in "så det blir nästan sju miljarder sämre?": how far the two figures told last are apart.

    Args:
        context: the question and its conversation.
        query: what the question alone would be about.
        claim: what it states.

    Returns:
        The difference with the one that is said to be the larger; None where no comparative stands behind the amount,
        or no two figures were told.
    """
    if len(claim.amounts) != 1 or _two(query) or not context.reading.elliptical:
        return None
    amount = claim.amounts[0]
    if amount.hedge in ("over", "under") or amount.unit not in (context.indicator.unit, None):
        return None
    more, less = context.norm_at(amount.end) in _COMPARATIVES_UP, context.norm_at(amount.end) in _COMPARATIVES_DOWN
    told = recalled(context, replace(query, operation="difference")) if more or less else None
    if told is None or told.dimension not in ("area", "period", "breakdown"):
        return None
    values = {"area": told.areas, "period": told.periods, "breakdown": told.breakdowns}[told.dimension]
    if len(values) != 2:
        return None
    places = [place.code for place in context.analysis.places if place.code in values]
    subject = places[0] if places else values[1]
    if context.norm_at(amount.end) in _WORSE_OR_BETTER:
        worse = context.norm_at(amount.end) in _WORSE
        more = worse == (lower_is_better(context) or has_deficits(context))  # a deeper deficit is the larger one
    other = next(value for value in values if value != subject)
    return replace(told, operation="difference", claim=replace(claim, larger=subject if more else other))


_WORSE, _WORSE_OR_BETTER = word_set("sämre worse"), word_set("sämre worse bättre better")
_COMPARATIVES_UP = word_set("mer mera fler högre större more higher larger bigger greater dyrare") | _WORSE_OR_BETTER
_COMPARATIVES_DOWN = word_set("mindre färre lägre less fewer lower smaller billigare")


def _since_year_before(context: Context, query: Query, claim: Claim) -> Query:
    """As in "501 miljoner mer 2025 än året innan", "höjs med 2 procentenheter till 2028": the year before as well."""
    moved = context.has("change") and any(context.norm_before(a.start) in _BY for a in claim.amounts)
    if moved and len(query.periods) == 1 and context.origin("period") == "said":
        held = context.catalogue.holdings(query.indicators[0]).periods
        before = tuple(period for period in held if period and period < query.periods[0])[-1:]
        return replace(query, periods=(*before, *query.periods), dimension="period")
    if not context.has("previous_period") or not context.has("more_than", "less_than", "as_much"):
        return query
    earlier = year_before(context)
    if earlier is None or earlier not in context.catalogue.holdings(query.indicators[0]).periods:
        return query
    return replace(query, periods=(earlier, *query.periods), dimension="period")


def _beside_last(context: Context, query: Query, claim: Claim) -> Query:
    """The figure that is named beside that of the turn before: another region, year or kind."""
    last = context.last
    if last is None:
        return query
    if claim.relation in ("rises", "falls"):
        periods = tuple(sorted({*last.periods, *query.periods}))
        return replace(query, operation="change", periods=periods, dimension="period")
    apart = query.areas != last.areas and context.origin("area") == "said"
    if query.dimension == "breakdown" or not (context.names_region or apart):
        kinds = (*last.breakdowns, *query.breakdowns)
        return replace(query, operation="compare", breakdowns=kinds, dimension="breakdown")
    told = ("+".join(last.areas),) if last.operation in ("sum", "share") else last.areas
    sides = (*told, *query.areas)
    return replace(query, operation="compare", areas=(*last.areas, *query.areas), operands=sides)


def _order(context: Context, query: Query, claim: Claim) -> Query:
    """For a claim on who or what is first, last or in a stated place."""
    if query.dimension == "area" and context.regions:
        group = context.slots.groups[0] if context.slots.groups else ""
        last = context.last
        pointed = context.has("that", "that_region", "those") and not context.names_region and not context.slots.groups
        if pointed and last is not None and len(last.areas) == 1:
            query = replace(query, areas=last.areas, operands=last.areas)
        meant = query.areas if claim.relation == "among" else _meant(context, query)
        if not meant:
            return replace(query, claim=Claim("unclear"))
        query = replace(query, areas=meant)
        from_below = claim.relation in ("order", "among") and context.has("bottom") and not context.has("top")
        end = "bottom" if claim.relation == "least" or from_below else "top"
        return replace(query, operation="position", group=group, direction=end)
    rows = _rows(context, query, claim)
    if rows is not None:
        return rows
    if claim.said and not context.regions:
        held = tuple(p for ident in query.indicators for p in context.catalogue.holdings(ident).periods)
        query = replace(query, periods=held, dimension="period")
    return replace(query, operation="rank", n=EVERY, direction="bottom" if claim.relation == "least" else "top")


def _rows(context: Context, query: Query, claim: Claim) -> Query | None:
    """For one row of a table that is said to lead: "PKS är den åtgärd som ger störst effekt 2026"."""
    tables = [context.catalogue.store.tables[ident] for ident in context.indicator.groups]
    if len(tables) != 1 or context.regions or len(query.indicators) > 1:
        return None
    if claim.relation == "order":
        if len(query.periods) > 1 or not tables[0].total:
            return None
        if claim.place != 1:
            return replace(query, claim=Claim("unclear"))
        claim = replace(claim, relation="least" if context.has("bottom") else "most", place=None)
    norms = context.analysis.norms
    own_years = any(
        norms[cue.start - 1 : cue.start] == ("som",) for cue in context.analysis.cues if cue.id in ("top", "bottom")
    )
    of_sum = bool(tables[0].total) and not context.analysis.regions
    if own_years or not of_sum or (len(query.periods) > 1 and not context.says(_ROW_WORDS)):
        return None
    rows = tuple(ident for ident in tables[0].indicators if ident != tables[0].total)
    if context.indicator.id not in rows:
        return None
    end = "bottom" if claim.relation == "least" else "top"
    claim = replace(claim, larger=context.indicator.id, said=())
    return replace(query, operation="rank", indicators=rows, dimension="indicator", n=EVERY, direction=end, claim=claim)


def _meant(context: Context, query: Query) -> tuple[str, ...]:
    """Of several regions the one that a place in the order is said of: the nearest to the words of the order.

    Args:
        context: the question.
        query: with the regions that it names.

    Returns:
        Its code; the query's areas where it names no more than one; empty where two are named as one ("Kalmar och
        Halland").
    """
    places = [place for place in context.analysis.places if place.code in query.operands]
    members = [place.code for place in places if place.code in context.regions]
    if len(set(members)) == 1 and context.slots.groups:  # "den region i Norrland som": among the others of its group
        return (members[0],)
    if len(query.operands) < 2 or len(places) < 2:
        return query.areas
    cue = [cue for cue in context.analysis.cues if cue.id in _ORDERING][-1]
    affirmed = [place for place in places if context.norm_before(place.start) not in _NOT] or places
    if any(second.start - first.end == 1 for first, second in pairwise(affirmed)):
        return ()
    return (min(affirmed, key=lambda p: cue.start - p.end if p.end <= cue.start else p.start - cue.end).code,)


def _two(query: Query) -> bool:
    """Whether just two areas, groups or kinds are set against each other."""
    return 2 in (len(query.operands), len(query.areas), len(query.breakdowns))


def _with_last_region(context: Context, query: Query, claim: Claim) -> Query:
    """As in "tre gånger så mycket som Halland": the other region is the one of the turn before."""
    last = context.last
    if _two(query) or len(query.operands) != 1 or last is None or len(last.areas) != 1:
        return query
    if last.areas[0] not in context.regions:
        return query
    place = next((place for place in context.analysis.places if place.code == query.operands[0]), None)
    if place is None:  # it is the last region itself: "och dubbelt så mycket?"
        return query
    sides = (*query.operands, *last.areas)
    at_once = any(amount.unit == "ratio" and amount.end == place.start for amount in claim.amounts)
    if at_once or context.norm_before(place.start) in _THAN:  # "fyra gånger (så mycket som) Halland": the last has more
        sides = sides[::-1]
    return replace(query, operands=sides, areas=sides)


def _compared(context: Context, query: Query, claim: Claim, units: set[str | None]) -> Query | None:
    """For a claim on how far two figures are apart, as a multiple, in per cent or in the unit itself."""
    extremes = context.has("top") and context.has("bottom") and context.has("difference") and bool(context.regions)
    if extremes and not context.slots.area_said and len(claim.amounts) == 1 and not units & {"percent", "ratio"}:
        return replace(query, operation="difference", end="extremes", areas=context.regions)
    two = _two(query)
    percent = "percent" in units and context.indicator.unit != "percent"
    fraction = any(amount.kind == "fraction" for amount in claim.amounts)
    if percent and fraction and len(query.operands) == 2:
        return _fraction_of(context, query, claim)
    if fraction and OECD in query.operands and set(context.catalogue.holdings(query.indicators[0]).areas) >= _BOTH:
        return replace(query, operation="ratio", percent=True, areas=_part_first(context, claim), operands=())
    wide = context.has("difference") or any(context.norm_before(a.start) in _BY for a in claim.amounts)
    if query.dimension == "range" and wide and len(claim.amounts) == 1 and units != {"ratio"}:
        return replace(query, operation="difference")
    if "ratio" in units:
        return replace(query, operation="ratio", areas=query.areas if two else context.pair(query))
    if "percent" in units and not percent and two and _before_comparative(context, claim):
        return replace(query, operation="change", percent=True)  # "30 procent lägre" is no matter of points
    if percent:
        return _percentage(context, query, claim, two)
    if "percentage_points" in units:
        return replace(query, operation="difference", areas=query.areas if two else context.pair(query))
    kinds = tuple(kind.id for kind in context.indicator.breakdowns)
    own_unit = units == {context.indicator.unit} and context.indicator.unit != "percent"
    if own_unit and len(kinds) == 2 and not two and _before_comparative(context, claim):
        query, two = replace(query, breakdowns=kinds, dimension="breakdown"), True
    two = two or (len(query.periods) == 2 and context.origin("period") == "said" and len(claim.amounts) == 1)
    apart = context.has("more_than", "less_than", "difference") or _before_comparative(context, claim)
    if two and apart and not query.rounded:
        if _in_other_sentence(context, claim):
            return replace(query, claim=Claim("unclear"))
        return replace(query, operation="difference")
    return None


def _before_comparative(context: Context, claim: Claim) -> bool:
    """Whether the one amount is by how much something is more: "Kronoberg fick 11,4 miljoner mer"."""
    return len(claim.amounts) == 1 and context.norm_at(claim.amounts[0].end) in MORE | LESS


def _in_other_sentence(context: Context, claim: Claim) -> bool:
    """Whether a full stop stands between an amount and the comparison, so that each states something of its own."""
    cues = [cue.start for cue in context.analysis.cues if cue.id in ("more_than", "less_than")]
    if not cues or not claim.amounts:
        return False
    ends = sorted((claim.amounts[0].start, cues[0]))
    return any(norm in _STOPS for norm in context.analysis.norms[ends[0] : ends[1]])


def _fraction_of(context: Context, query: Query, claim: Claim) -> Query:
    """For "Skåne fick hälften av vad Stockholm fick" the part and the whole, which stands behind the fraction.

    Of "resten fick mindre än hälften av bidraget när de stora fått sitt" the whole is the sum of all.

    Args:
        context: the question.
        query: for two operands.
        claim: a fraction.

    Returns:
        The one as a part of the other, or of the sum; both together as a part of it, where that is stated of them.
    """
    ratio = replace(query, operation="ratio", percent=True)
    amount = next(amount for amount in claim.amounts if amount.kind == "fraction")
    places = [place for place in context.analysis.places if place.code in query.operands]
    of_whole = context.norm_at(amount.end) in _OF
    of_whole = of_whole and context.analysis.norms[amount.end + 1 : amount.end + 2] not in _POINTING
    jointly = context.has("sum") or (of_whole and are_joined(context, places) and not names_each(context, query))
    if jointly and len(places) > 1 and all(place.end <= amount.start for place in places):
        return replace(query, operation="share", operands=())  # "A och B fick tillsammans över hälften"
    if of_whole and len(places) > 1 and names_each(context, query):  # "A och B fick vardera en sjättedel av bidraget"
        return replace(query, claim=Claim("unclear"))
    if context.norm_at(amount.end) not in _OF:
        return ratio
    behind = next((place for place in places if 0 < place.start - amount.end <= _TO_WHOLE), None)
    if behind is not None:
        part = next((code for code in query.operands if code != behind.code), "")
        sides = (part, behind.code)
        return replace(ratio, operands=sides, areas=sides if set(sides) == set(query.areas) else query.areas)
    before = [place for place in places if place.end <= amount.start]
    if len(before) != 1 or not of_whole:
        return ratio
    part = before[0].code
    group = part if part in context.catalogue.places.groups else ""
    return replace(query, operation="share", operands=(part,), areas=() if group else (part,), group=group)


_TO_WHOLE = 3
"""So many tokens behind a fraction the whole stands: "hälften av vad Stockholm"."""
_POINTING = frozenset((word,) for word in ("det", "den", "vad", "deras", "what", "that", "it"))


def _part_first(context: Context, claim: Claim) -> tuple[str, str]:
    """Sweden and the OECD, the one first that is said to be a part of the other: "hälften av OECD:s"."""
    whole = next((place for place in context.analysis.places if place.code == OECD), None)
    if whole is None:  # "lägre än hälften av snittet", of what was spoken of
        return NATION, OECD
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
    if over_time and _of_what_it_was(context, claim):
        ends = tuple(reversed(context.indicator.series)) if query.dimension == "breakdown" else ()
        return replace(query, operation="ratio", percent=True, breakdowns=ends or query.breakdowns)
    if context.has("change") or over_time:
        if query.dimension == "period" and len(query.periods) > 2 and query.origin("period") == "default":
            return replace(query, claim=Claim("unclear"))
        return replace(query, operation="change", percent=True)
    if two and context.has("more_than", "less_than", "difference"):
        return replace(query, operation="change", percent=True)
    if two and context.has("sum"):
        return replace(query, operation="share", operands=())
    if two and names_each(context, query):  # "Kalmar och Halland fick 3 procent vardera" states two things
        return replace(query, claim=Claim("unclear"))
    return part_and_whole(context, replace(query, operation="share"))


_OF, _WHAT_IT_WAS = word_set("av of"), word_set("vad det den what its the")
_TO, _HEDGED = "till", 4
"""Before a fraction, and so many words before it at the most, since a hedge may stand between."""
_HALF = word_set("halva hälften half halften halvan")


def _of_what_it_was(context: Context, claim: Claim) -> bool:
    """Whether a figure is said to be a fraction of an earlier one: "mindre än hälften av vad den var"."""
    for amount in claim.amounts:
        behind = (context.norm_at(amount.end), context.norm_at(amount.end + 1))
        of_it = behind[0] in _OF and behind[1] in _WHAT_IT_WAS
        bare = context.norm_at(amount.start) in _HALF and behind[0] in _WHAT_IT_WAS  # "halva den ursprungliga"
        to_it = _TO in context.analysis.norms[max(0, amount.start - _HEDGED) : amount.start]  # "till under hälften"
        if amount.kind == "fraction" and (of_it or bare or (to_it and context.says(FALLING | RISING))):
            return True
    return False


def _combined(context: Context, query: Query, claim: Claim) -> Query | None:
    """For a claim on an average, a change or a sum."""
    if context.has("mean"):
        everywhere = context.regions and not context.slots.area_said
        return replace(query, operation="mean", areas=context.members(query.group) if everywhere else query.areas)
    if context.has("median") and context.regions:
        return replace(query, operation="median", areas=context.members(query.group))
    over_time = query.dimension == "period" and len(query.periods) > 1
    over_time = over_time or (bool(context.indicator.series) and context.origin("breakdown") != "said")
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
    return _of_several(context, query, claim)


def _of_several(context: Context, query: Query, claim: Claim) -> Query | None:
    """For one amount stated of several regions that are named as one: of them together, or of each of them."""
    # Both can be meant by "Skåne och Halland fick 498 miljoner"; what holds of the one or the other is not wrong. Past
    # a limit they may be together and not each, so that nothing can be said of it.
    if claim.any_of or context.says(NEITHER):
        return None
    if len(query.areas) < _BETWEEN or len(claim.amounts) != 1 or claim.amounts[0].unit not in (None, "SEK", "persons"):
        return None
    places = [place for place in context.analysis.places if place.code in query.areas]
    remembered = context.origin("area") == "remembered" and not places
    if query.dimension != "area" or not (
        remembered or (len(places) == len(query.areas) and are_joined(context, places))
    ):
        return None
    if context.has(*_ORDERING, "more_than", "less_than", "as_much", "difference") or not context.indicator.additive:
        return None
    figures = Figures(context.catalogue)
    cells = figures.select(replace(query, operands=()))
    if len(cells) != len(query.areas):
        return None
    amount, whole = claim.amounts[0], figures.added(cells)
    each = all(compare(amount, cell.value, cell, claim) != WRONG for cell in cells)
    together = compare(amount, whole.value, whole, claim) != WRONG
    of_each = replace(query, operands=(), claim=replace(claim, of_each=True))
    if context.says(_EACH) or context.norm_at(amount.end) in _APIECE:
        return of_each
    if claim.negated and each != together:
        return replace(query, claim=Claim("unclear"))
    if amount.hedge in _LIMITS:
        counted = any(other.bare and other.value == len(query.areas) for other in context.analysis.amounts)
        passed = {context.norm_at(amount.start), context.norm_before(amount.start)}.isdisjoint(_PAST)
        if each == together or counted or passed:  # who passes a limit does so alone
            return of_each
        return replace(query, claim=Claim("unclear"))
    return of_each if each else replace(query, operation="sum", operands=())
