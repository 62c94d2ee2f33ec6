"""Difference, ratio, change, mean, median, share and sum: between or over what they are taken."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from knowledge.kinship import is_change
from knowledge.language.tables import word_set
from knowledge.levels import both_ends_asked, end_asked
from knowledge.memory import Turn
from knowledge.model import NATION, Indicator
from knowledge.outcomes import NotFound
from knowledge.planning.context import Context, several
from knowledge.planning.follow_ups import earlier_period, last_shares
from knowledge.planning.parts import SHARES, part_and_whole
from knowledge.planning.ranking import direction, how_many, left_out, nth_place, ranking, stated_place, stated_places
from knowledge.query import Query
from knowledge.terms import Term

_NEAR_WITHOUT = 3
"""So many tokens from its "utan" a number of regions may stand ("utan de tre största")."""
_TOO_MANY = 20
"""From here on a number after "utan" leaves out nothing."""
_BESIDE = frozenset(("under", "över", "från", "än", "mot", "med", "below", "above", "from", "than", "to", "against"))
_WHOLE_SPAN = frozenset((
    *("treårssatsning", "treårssatsningen", "perioden", "satsningen", "helheten", "treårig", "treåriga"),
    *("period", "whole", "overall", "total"),
))
_OF_TABLES = frozenset(("helheten", "whole", "overall", "total"))
"""Those of them that of a row are all rows, and no years."""
_ON = frozenset(("på", "i", "under", "on", "in"))
_OF = frozenset(("av", "utav", "of"))
_FALLING_ON = frozenset((
    *("ligger", "faller", "hamnar", "kommer", "betalas", "läggs", "används", "infaller", "avser", "gäller", "satsas"),
    *("falls", "fall", "comes", "is", "lies", "spent"),
))
_POINTS = frozenset(("procentenheter", "procentenhet", "points"))
_COMPARATIVES = frozenset((
    "mer",
    "mera",
    "mindre",
    "högre",
    "lägre",
    "fler",
    "färre",
    "större",
    "more",
    "less",
    "higher",
    "lower",
))
_LESS = frozenset(("färre", "fler", "lägre", "högre", "mindre", "fewer", "more", "lower", "higher", "less"))
_NATIONAL_MEANS = frozenset((
    "rikssnitt",
    "rikssnittet",
    "riksgenomsnitt",
    "riksgenomsnittet",
    "landssnitt",
    "landssnittet",
))
_TAKING = frozenset((
    "dra",
    "drar",
    "drag",
    "dras",
    "ta",
    "tar",
    "tas",
    "räkna",
    "räknar",
    *("take", "deduct", "subtract", "subtrahera", "subtraherar", "subtraheras", "subtraherat"),
))
_FROM = frozenset(("från", "ifrån", "from"))
_TO = ("till", "to")
_ADDED = ("tillskott", "satsning", "förstärk", "åtgärd", "medel")
"""Words of what is added or taken away, of which the figure is the change."""
_BETWEEN = frozenset(("mellan", "between"))


_OF_ALL = word_set("andel andelen andelar procentandel share shares")
"""Words for a share, which "störst del av pengarna" need not be."""
_WHOLE = word_set("totalen totalsumman totalbeloppet helheten hela allt alltihop potten total whole entire")
"""Words for all that a part is a share of."""


def percent_alone(context: Context) -> bool:
    """Whether nothing is asked but "i procent?": "hur stor andel har Stockholm?" names a part of a whole."""
    bare = context.reading.elliptical and not context.analysis.content_weight
    return bare and context.has("share") and not context.analysis.names_area and not context.says(_WHOLE)


def computation(context: Context, query: Query) -> Query | NotFound | None:
    """Ratio, difference, mean, median, change or share, where one is asked for."""
    has = context.has
    apart = shares_apart(context, query)
    if apart is not None:
        return apart
    if has("sum") and has("top", "bottom") and how_many(context) > 1 and not has("share", "mean"):
        return summed(context, query)
    placed = _two_places(context, query)
    if placed is not None:
        return placed
    last = context.last
    told = last is not None and last.operation in ("difference", "change") and context.reading.elliptical
    if query.percent and told and percent_alone(context):
        return _two_sided(context, query, "change")
    years = len(query.periods) == 2 and context.origin("period") == "said"
    named = context.analysis.places
    less_all = len(named) > 1 and context.norm_before(named[0].start) == "minus"  # "bidraget minus Kalmar och Halland"
    if _is_less(context) and len(query.operands) == 2:
        return _two_sided(context, query, "difference")
    kinds = len(query.breakdowns) == 2 and context.origin("breakdown") == "said"
    two = (len(query.operands) == 2 and not less_all) or years or kinds
    if "minus" in context.words and two and not _how_much_minus(context):  # "Stockholm minus Skåne"
        return _two_sided(context, query, "difference")
    if _lies_apart(context, query):
        return _two_sided(context, query, "difference")
    told_years = query.dimension == "period" and len(query.periods) == 2 and context.reading.elliptical
    if ((len(query.operands) == 2 and context.regions) or told_years) and takes_away(context):
        return _two_sided(context, query, "difference")
    if _is_effect_of_kind(context, query):
        return _two_sided(context, query, "difference")
    if query.percent and has("more_than", "less_than") and several(query):
        return _two_sided(context, _base_last(context, query), "change")
    if years and query.percent and has("change") and has("ratio"):  # "ökning i procent 2024 i förhållande till 2023"
        return _two_sided(context, query, "change")
    over = _is_over(context, query)
    if over is not None:
        return replace(over, operation="ratio")
    if has("ratio") and not has("sum"):
        return _two_sided(context, _divisor_last(context, query), "ratio")
    more = has("compare") and has("what", "how_much", "how_many") and context.says(_COMPARATIVES)
    if more and len(query.operands) == 2 and not has("share", "list", "who"):  # "vad får Skåne mer jämfört med …"
        return _two_sided(context, query, "difference")
    if has("mean") != has("median") and context.slots.area_said and len(query.areas) == 1 and _is_apart(context):
        return _average(context, query)
    if has("difference") and not has("more_than", "less_than", "sum", "share") and is_the_addition(context, query):
        return None  # "hur mycket mer får regionerna i vårändringsbudgeten?"
    # two years that are set apart are not added: "hur mycket mer ger åtgärderna totalt 2027 än 2026"
    apart_in_time = years and (not context.says(_JOINING) or (has("difference") and context.says(_DIFFERENCES)))
    apart_in_time = apart_in_time or _moves_over_span(context, query)
    adding = has("sum") and not apart_in_time and not has("more_than", "less_than") and not context.says(_BETWEEN)
    if (has("difference") and not adding) or (has("more_than", "less_than") and _how_far(context)):
        return _two_sided(context, query, "difference")
    if (
        context.indicator.series
        and (not query.breakdowns or set(query.breakdowns) == set(context.indicator.series))
        and context.has("how_many", "how_much")
        and context.says(_LESS)
    ):
        return _two_sided(context, query, "change")
    if has("mean", "median"):
        return _average(context, query)
    ranked = is_change(context.indicator) and has("top", "bottom")  # "vilken åldersgrupp ökar mest"
    each = is_change(context.indicator) and len(query.breakdowns) > 1  # "hur mycket ökar 80+ och 20–66?"
    moved = years and (context.says(_BETWEEN) or has("compare", "from"))  # "ökningen av totalen mellan 2024 och 2025"
    if has("change") and (not has("sum") or moved or apart_in_time) and not ranked and not each:
        if not query.percent and end_asked(context.analysis) and _has_ends(context, query):
            return None  # "vad har den sjunkit till?"
        if context.indicator.series and _asks_both_ends(context, query):
            return None
        if _can_change(context, query):
            return _two_sided(context, query, "change")
        return growth_not_held(context, query)
    added_to = has("what") and context.says(_PUTTING)  # "vad lägger man på från 2026 till 2027"
    if (has("how_much") or added_to) and has("from") and len(query.periods) == 2 and context.origin("period") == "said":
        return _two_sided(context, query, "difference")
    leads = has("who") and has("top", "bottom") and len(query.operands) == 2 and not context.says(_OF_ALL)
    if has("share") and leads and context.regions and not query.percent:
        return replace(query, operation="compare", percent=False)  # "vem av A och B fick störst del av bidraget"
    group_out = bool(context.slots.groups) and has("without") and has("top", "bottom") and not has("claim")
    if has("share") and has("who", "what") and context.regions and (left_out(context) or group_out):
        return ranking(context, replace(query, percent=False))  # "störst andel utom Stockholm" is not Stockholm's
    if has("share") and not has("count") and not _asks_who_leads(context):
        return _share(context, query)
    return None


def _moves_over_span(context: Context, query: Query) -> bool:
    """As in "ökningen av åtgärdernas samlade effekt 2026 till 2028": of a row that is a sum already its two ends."""
    spanned = len(query.periods) > 2 and any(period.span for period in context.analysis.periods)
    total = context.indicator.derived is not None and context.indicator.derived.op == "sum"
    return spanned and total and context.has("change", "difference") and not context.says(_TOGETHER)


_MORE_OF = word_set("mer mera extra more additional")


def is_the_addition(context: Context, query: Query) -> bool:
    """Whether what is asked for as "mer" is itself what is added, and nothing is said that it is set against."""
    added = any(word in context.indicator.name.sv.casefold() for word in _ADDED)
    alone = query.dimension != "area" and len(query.periods) == 1 and len(query.operands) < 2 and not context.regions
    one = len(context.catalogue.holdings(query.indicators[0]).periods) == 1
    return added and alone and one and context.says(_MORE_OF) and not context.says(_BESIDE)


def _is_effect_of_kind(context: Context, query: Query) -> bool:
    """As in "hur mycket försämras resultatet av balanskravsjusteringarna", of which one kind of the figure is named."""
    if len(context.indicator.breakdowns) != 2 or context.origin("breakdown") != "said" or context.regions:
        return False
    asked = context.has("how_much", "how_many", "difference") or context.says(_EFFECTS)
    norms = context.analysis.norms
    does = any(norm in _DOES and "på" in norms[at : at + _DOES_REACH] for at, norm in enumerate(norms))  # "gör … på"
    effect = does or context.says(_EFFECTS | _DOING_TO)
    return asked and query.dimension != "area" and effect and not context.has("claim")


_EFFECTS = word_set("påverkan inverkan effekten inverkar påverkar impact effect affect")
_DOING_TO = word_set("""
    down försämras försämrar försämrade försämrades förbättras förbättrar drar drog tynger tyngs belastar ner ned
    sänker sänks höjer höjs worsen worsens worsened lower lowers drag drags
""")
"""Verbs by which one thing makes a figure another."""
_DOES, _DOES_REACH = word_set("gör gjorde"), 4


def _lies_apart(context: Context, query: Query) -> bool:
    """As in "hur många kronor ligger Skåne under Västra Götaland?", where one region is set under or over another."""
    if len(query.operands) != 2 or not context.regions or not context.has("how_many", "how_much"):
        return False
    starts = {place.start for place in context.analysis.places[1:]}
    sides = any(context.norm_at(p.end) in _UNDER_OVER and p.end + 1 in starts for p in context.analysis.places)
    return sides and not context.has("count", "share", "ratio")


_UNDER_OVER = word_set("under över bakom efter före below above behind")


def _is_over(context: Context, query: Query) -> Query | None:
    """The two sides of "Stockholm genom Gotland", the one that is divided by last."""
    behind = [place.code for place in context.analysis.places if context.norm_before(place.start) in _DIVIDED_BY]
    if len(query.operands) != 2 or len(behind) != 1 or behind[0] not in query.operands or not context.regions:
        return None
    first = next(code for code in query.operands if code != behind[0])
    return replace(query, operands=(first, behind[0]))


_JOINING = word_set("ihop hop samman tillsammans plus + and och o samt & together båda bägge both")
_TOGETHER = word_set("ihop hop samman tillsammans plus together båda bägge both")
_DIFFERENCES = word_set(
    "skillnad skillnaden mellanskillnad mellanskillnaden skiljer diff diffen differens differensen difference"
)
"""Words that join two years; "totalt 2027 mot 2026" sets them apart."""
_PUTTING = word_set("lägger lade lägga adds added")
_DIVIDED_BY = frozenset(("genom",))


def _has_ends(context: Context, query: Query) -> bool:
    """Whether a figure is held for where something began and for what it came to."""
    return bool(context.indicator.series) or len(context.catalogue.holdings(query.indicators[0]).periods) > 1


def _is_less(context: Context) -> bool:
    """As in "Västra Götaland less Skåne": the one without the other."""
    starts = {place.start for place in context.analysis.places}
    return any(context.norm_at(p.end) == "less" and p.end + 1 in starts for p in context.analysis.places)


def _base_last(context: Context, query: Query) -> Query:
    """The two sides with the one behind "än" last: "hur många procent mer än Blekinge fick Kalmar"."""
    places = [place for place in context.analysis.places if place.code in query.operands]
    behind = [context.norm_before(place.start) in ("än", "than") for place in places]
    if len(query.operands) != 2 or behind != [True, False] or places[0].code != query.operands[0]:
        return query
    sides = query.operands[::-1]
    return replace(query, operands=sides, areas=sides if set(query.areas) == set(sides) else query.areas)


def _two_places(context: Context, query: Query) -> Query | None:
    """As in "hur mycket mer fick ettan än tvåan": those in two places of the order are set against each other."""
    apart = context.has("difference", "ratio") or (context.has("more_than", "less_than") and _how_far(context))
    if not context.regions or not apart or context.names_region or context.has("top"):
        return None
    places = stated_places(context)
    first = stated_place(context)
    if context.has("bottom"):  # "skillnaden mellan ettan och jumbon"
        places = (first, len(context.regions)) if first is not None and not places else ()
    if len(places) != 2:
        return None
    operation = "ratio" if context.has("ratio") else "difference"
    areas = context.members(query.group) if query.group else context.regions
    return replace(query, operation=operation, places=places, areas=areas, group="", operands=(), direction="top")


def takes_away(context: Context) -> bool:
    """As in "dra Gotlands från Blekinges", "ta Skånes minus", "take Halland's from Skåne's"."""
    norms = context.analysis.norms
    taking = next((at for at, norm in enumerate(norms) if norm in _TAKING), None)
    if context.has("add_to"):  # "ta de 12 miljarderna och lägg på dem från BP 2024"
        return False
    return taking is not None and not _FROM.isdisjoint(norms[taking:])


def _divisor_last(context: Context, query: Query) -> Query:
    """The query with the place that is counted as its divisor: "hur många Gotland går det på Stockholm"."""
    counted = {cue.start for cue in context.analysis.cues if cue.id == "divided"}
    divisor = next((place.code for place in context.analysis.places if place.start in counted), "")
    if len(query.operands) != 2 or divisor not in query.operands:
        return query
    return replace(query, operands=(*(code for code in query.operands if code != divisor), divisor))


def _how_far(context: Context) -> bool:
    """Whether it is asked how much more or less: "hur mycket", "hur många miljarder"; not how many regions."""
    return context.has("how_much") or (context.has("how_many") and not context.has("count"))


def shares_apart(context: Context, query: Query) -> Query | None:
    """As in "hur många procentenheter större andel fick Skåne än Halland": the difference between two shares."""
    before = last_shares(context) if context.has("difference") and context.reading.elliptical else ()
    if before and not context.analysis.content_weight and context.origin("area") != "said":
        groups = context.catalogue.places.groups
        areas = tuple(code for code in before if code not in groups)
        query = replace(query, operands=before, areas=areas, group="")
        return replace(query, operation="difference", end="shares", percent=False)
    two = len(query.operands) == 2 and context.regions
    takes = context.has("difference") or "minus" in context.words
    apart = context.says(_POINTS) or (takes and context.says(SHARES) and not query.percent)
    if two and apart and context.indicator.unit in ("SEK", "persons") and context.has("share"):
        return replace(query, operation="difference", end="shares", percent=False)
    return None


def _can_change(context: Context, query: Query) -> bool:
    """Whether there is anything that a change can be between."""
    return (
        query.dimension == "period"
        or (query.dimension == "breakdown" and bool(context.indicator.series or context.origin("breakdown") == "said"))
        or several(query)
        or bool(context.regions)
        or earlier_period(context) is not None
        or year_before(context) in context.catalogue.holdings(query.indicators[0]).periods
    )


_LARGEST_PART = frozenset(
    (size, part)
    for size in ("störst", "största", "minst", "minsta", "largest", "biggest", "smallest")
    for part in ("del", "delen", "andel", "andelen", "bit", "biten", "share", "slice", "part", "piece", "cut")
)


def _asks_who_leads(context: Context) -> bool:
    """Whether "vilken region fick störst del?" asks who got most, and not how large a part it is."""
    return (
        bool(context.regions)
        and not context.slots.area_said
        and context.has("who", "what")
        and context.has("top", "bottom")
        and not context.has("how_much", "in_percent")
        and not _LARGEST_PART.isdisjoint(pairwise(context.analysis.norms))
    )


_MOVE_NOUNS = ("minskning", "nedgång", "sänkning", "ökning", "höjning", "uppgång", "decrease", "reduction", "decline")
"""Beginnings of nouns that say by how much something moved; "utvecklingen" and "förändringen" say both ends."""
_COUNTED = word_set("per antal absolut absoluta beräkna räkna absolute number calculate compute")
_BEGUN_AT, _TO_WHAT = word_set("från fr from"), word_set("till to")
_UNKNOWN = word_set("vad va vilken vilket vilka what which x y och o and")
_THEN, _NOW = word_set("då förr förut tidigare innan then before var"), word_set("nu idag senast sist now today är")
_TWO_OF = frozenset((("mellan", "vilka"), ("between", "which"), ("vilka", "två"), ("which", "two")))


def _how_much_minus(context: Context) -> bool:
    """Whether a "minus" is what is asked for, and takes nothing away: "hur mycket minus visar de?"."""
    return any(second == "minus" and first in _MUCH for first, second in pairwise(context.analysis.norms))


_MUCH = word_set("mycket mkt stort much")


def _asks_both_ends(context: Context, query: Query) -> bool:
    """Whether both values of a series are asked for: "hur har den utvecklats?", "från vad till vad?", "då och nu"."""
    norms = context.analysis.norms
    if both_ends_asked(context.analysis) and not query.percent:
        return True
    counted = context.says(_COUNTED) and not context.has("from")  # "minskningen, per 100 000"
    if query.percent or (counted and any(norm.startswith(_MOVE_NOUNS) for norm in norms)):
        return False
    starts = [at for at, norm in enumerate(norms) if norm in _BEGUN_AT and context.norm_at(at + 1) in _UNKNOWN]
    ends = [at for at, norm in enumerate(norms) if norm in _TO_WHAT]
    if any(first < last for first in starts for last in ends) or not _TWO_OF.isdisjoint(pairwise(norms)):
        return True
    said = [at for at, norm in enumerate(norms) if norm in _THEN]
    if any(norm in _NOW and said and said[0] < at for at, norm in enumerate(norms)):
        return True
    return not context.has("how_much", "how_many", "share", "difference", "ratio", "in_percent", "claim")


def growth_not_held(context: Context, query: Query) -> NotFound | None:
    """The refusal where it is asked by how much something rose or fell, of which one level is held.

    What is added ("tillskott", "satsning") is itself by how much something rises; and "steg till" asks for a level.

    Args:
        context: the question.
        query: what the question alone would ask for.

    Returns:
        That there is one period only; None where a plain figure is an answer.
    """
    indicator = context.indicator
    asks = context.has("change") and context.has("how_much", "how_many") and not context.deviation_only
    last = next((norm for norm in reversed(context.analysis.norms) if norm.isalnum()), "")
    if not asks or indicator.unit == "count" or last in _TO:
        return None
    if any(word in indicator.name.sv.casefold() for word in _ADDED):
        return None
    subject = context.catalogue.subject(f"indicator:{query.indicators[0]}")
    return NotFound("one_period", {"period": next(iter(query.periods), ""), "subject": subject}, (subject,))


def _two_sided(context: Context, query: Query, operation: str) -> Query | NotFound:
    """Difference, ratio or change between two areas, groups, years, kinds, scenarios, rows or the ends of a range."""
    if context.deviation_only:  # is a difference already
        return query
    slots = context.slots
    against_last = _against_last_region(context, query)
    if against_last is not None:
        return replace(against_last, operation=operation)
    if _against_end(context, query) and operation in ("difference", "ratio"):
        end = "first" if context.has("top") else "last"
        return replace(query, operation=operation, threshold_area=end, operands=(), group="")
    if not context.regions and len(query.areas) < 2 and query.dimension == "area":
        query = replace(query, areas=context.pair(query))
    if operation == "change" and context.regions and len(query.operands) < 2 and len(slots.periods) < 2:
        subject = context.catalogue.subject(f"indicator:{query.indicators[0]}")
        return NotFound("one_period", {"period": next(iter(slots.periods), ""), "subject": subject}, (subject,))
    kinds = context.indicator.breakdowns
    if len(kinds) == 2 and len(query.breakdowns) == 1 and query.dimension != "area" and not query.operands[1:]:
        query = replace(query, breakdowns=tuple(kind.id for kind in kinds), dimension="breakdown")
    earlier = earlier_period(context) or year_before(context)
    held = context.catalogue.holdings(query.indicators[0]).periods
    if earlier in held and len(slots.periods) == 1 and len(query.operands) < 2:
        periods = tuple(sorted((earlier, *slots.periods)))
        return replace(query, operation=operation, periods=periods, dimension="period")
    chosen = context.origin("period") != "default" or operation == "change"
    if chosen and len(query.periods) > 2 and len(slots.periods) > 2 and query.dimension == "period":
        query = replace(query, periods=(min(slots.periods), max(slots.periods)))
    return replace(query, operation=operation)


def _against_end(context: Context, query: Query) -> bool:
    """Whether one region is set against the one that got most or least: "hur många gånger större är den största?"."""
    one = len(query.areas) == 1 and query.areas[0] in context.regions and not query.operands[1:]
    return one and context.has("top") != context.has("bottom") and how_many(context) == 1


def year_before(context: Context) -> str | None:
    """The year before the one that is said, where it is set against that: "2024 … than in the one before"."""
    periods = context.slots.periods
    grows = context.has("change") and context.has("how_much", "share", "difference", "how_many")
    if not (context.has("previous_period") or grows) or len(periods) != 1 or context.origin("period") != "said":
        return None
    return str(int(periods[0]) - 1) if periods[0].isdecimal() else None


def _against_last_region(context: Context, query: Query) -> Query | None:
    """As in "hur mycket mer än Halland?": the other region is the one of the turn before."""
    told = context.last
    if query.group and told is not None and told.group not in ("", query.group) and len(query.operands) == 1:
        goes_on = (
            context.reading.elliptical or not context.analysis.content_weight
        )  # "hur mycket mer fick alltså Götaland?"
        return replace(query, group="", operands=(told.group, query.group)) if goes_on else None
    if told is not None and len(told.areas) == 2 and len(query.operands) == 1 and query.operands[0] in told.areas:
        other = next(code for code in told.areas if code != query.operands[0])
        if (
            context.origin("area") == "said"
            and context.subject.key in told.subjects
            and not context.has("top", "bottom")
        ):
            return replace(query, areas=(query.operands[0], other), operands=(query.operands[0], other))
    last = _last_other_region(context)
    if last is None or len(query.operands) != 1 or context.origin("area") != "said":
        return None
    if context.has("top", "bottom") and not context.has("that", "those"):
        return None
    if last.areas[0] not in context.regions or last.areas[0] == query.operands[0]:
        return None
    return replace(query, areas=(*last.areas, *context.slots.areas), operands=(*last.areas, *query.operands))


def _last_other_region(context: Context) -> Turn | None:
    """The newest turn about one region that is not the one named now."""
    for turn in reversed(context.reading.memory.turns):
        if turn.subjects and context.subject.key not in turn.subjects:
            return None
        if len(turn.areas) == 1 and turn.areas != context.slots.areas:
            return turn
    return None


def _average(context: Context, query: Query) -> Query | NotFound:
    """The mean or median of the regions or a group, or of all but those that are left out."""
    query = replace(query, operation="mean" if context.has("mean") else "median")
    if not context.regions:
        return query
    if query.per_capita and len(query.operands) == 1 and query.areas and context.names_region:
        return replace(query, operation="lookup")  # what each gets is what they get on average
    if query.per_capita and (
        of_nation(context) or context.origin("area") == "remembered"
    ):  # the country's figure per inhabitant is the mean
        return replace(query, operation="lookup", areas=(NATION,), operands=(), group="")
    without = context.has("without") or are_not(context)
    if (
        query.areas == (NATION,) and not query.group and _nations_regions(context)
    ):  # "genomsnittet för landets regioner"
        return (_average_without(context, query) if without else None) or _of_leading(
            context, replace(query, areas=context.regions, operands=())
        )
    told = context.last.group if context.last is not None and context.has("that_region") else ""
    if told and not query.group and not context.slots.area_said and context.reading.elliptical:
        query = replace(query, group=told)  # "och i snitt per region där?"
    if query.group or not context.slots.area_said:
        return (_average_without(context, query) if without else None) or _of_leading(
            context, replace(query, areas=context.members(query.group))
        )
    if without:
        return replace(query, areas=context.regions, without_areas=query.areas, group="", operands=())
    if len(query.areas) != 1:
        return query
    if _is_apart(context) or _beside_average(context):
        operation = "change" if query.percent else "difference"
        return replace(query, operation=operation, threshold_area=query.operation)
    subject = context.catalogue.subject(f"indicator:{query.indicators[0]}")
    return NotFound("not_computable", {"subject": subject}, (subject,))


def _nation_is_whole(context: Context) -> bool:
    """Whether the country is what a part is of: "vad blir det i procent av riket?"."""
    nation = next((place.start for place in context.analysis.places if place.kind == "nation"), 0)
    before = context.analysis.norms[max(0, nation - 2) : nation]  # "av hela landets", "of the national total"
    return not _OF.isdisjoint(before) or _nations_regions(context)


def _nations_regions(context: Context) -> bool:
    """Whether the country is only said as that of all the regions: "landets regioner", "Sveriges 21 län"."""
    norms = context.analysis.norms
    return any(
        place.kind == "nation" and not _REGIONS.isdisjoint(norms[place.end : place.end + 2])
        for place in context.analysis.places
    )


_REGIONS = word_set("regioner län landsting regions counties")


def _of_leading(context: Context, query: Query) -> Query:
    """The mean or median of the first few of an order, where these are named: "genomsnittet för de 18 minsta"."""
    ends = context.has("top", "bottom") and query.operation == "mean"  # a median's region stands in the order of all
    number = how_many(context) if ends else 1
    if not 1 < number < len(query.areas):
        return query
    return replace(query, end="rank", n=number, direction=direction(context), operands=())


def are_not(context: Context) -> bool:
    """As in "de 18 regioner som inte är storstadsregioner": those outside the places that are named."""
    return any(
        first in _THAT and second in _NOT and not _ARE.isdisjoint(context.analysis.norms[at + 2 : at + 3])
        for at, (first, second) in enumerate(pairwise(context.analysis.norms))
    ) or any(
        first in _THAT and second in _ARE and context.norm_at(at + 2) in _NOT
        for at, (first, second) in enumerate(pairwise(context.analysis.norms))
    )


_THAT, _NOT = word_set("som that which"), word_set("inte ej not")
_ARE = word_set("är hör tillhör ligger räknas ingår finns are belong lie")


def of_nation(context: Context) -> bool:
    """Whether the mean is the country's: "rikssnittet", "snittet i landet"."""
    return context.slots.nation_said or context.says(_NATIONAL_MEANS)


def _is_apart(context: Context) -> bool:
    """Whether a figure is set against another: "hur mycket mer än snittet", "så långt under medel"."""
    return context.has("difference", "more_than", "less_than", "above", "below")


def _beside_average(context: Context) -> bool:
    """Whether a figure is set beside the mean or median: "under snittet", "jämfört med medianen"."""
    return any(
        context.norm_at(at) in _BESIDE
        for cue in context.analysis.cues
        if cue.id in ("mean", "median")
        for at in range(max(0, cue.start - 2), cue.start)
    )


def _average_without(context: Context, query: Query) -> Query | None:
    """As in "snittet utan storstadsregionerna", "medelvärdet utan de tre största"."""
    if query.group:
        return replace(query, areas=context.regions, group="", without_areas=context.members(query.group))
    without = context.analysis.cue("without")
    left_out = [
        int(amount.value)
        for amount in context.analysis.amounts
        if without is not None
        and amount.bare
        and amount.value < _TOO_MANY
        and min(abs(amount.start - without.end), abs(amount.start - without.start)) <= _NEAR_WITHOUT
    ]
    if not left_out and not context.has("top", "bottom"):
        return None
    number = left_out[0] if left_out else 1
    return replace(query, areas=context.regions, without=number, direction=direction(context))


def _share(context: Context, query: Query) -> Query | NotFound:
    """What part of a whole, or, where there is no whole, how much more or less in per cent."""
    last = context.last
    pointed = context.has("divided") and context.has("that") and context.reading.elliptical
    if pointed and last is not None and len(last.areas) == 1 and context.regions and last.areas[0] in context.regions:
        return replace(
            query, operation="share", areas=last.areas, operands=(), group=""
        )  # "dela det med summan för alla"
    apart = last is not None and last.operation in ("difference", "change", "ratio")
    if apart and len(query.areas) > 1 and context.origin("area") == "remembered":  # the part would be a difference
        return NotFound("not_computable", {"subject": context.subject}, (context.subject,))
    if context.origin("area") == "remembered" or (context.has("sum") and not context.slots.groups):
        query = replace(query, operands=())
    query = part_and_whole(context, query)
    if query.end == "list":
        return query
    if len(query.operands) > 1 and context.regions and context.analysis.has("not"):  # "Gotlands, inte Skånes andel"
        return NotFound("not_computable", {"subject": context.subject}, (context.subject,))
    if context.regions:
        if not context.slots.area_said and context.has("top", "bottom"):
            if nth_place(context) or stated_places(context):
                return ranking(context, query)  # "näst störst andel": the card tells the share beside the figure
            whose = context.has("who") and not context.has("how_much", "how_many") and not query.percent
            leading = _of_first(context, query, "share")
            return replace(leading, operation="rank", end="") if whose else leading
        if not context.slots.area_said and not query.table and context.has("list"):
            return replace(query, operation="share", end="list", areas=context.regions)
        if (
            query.areas == (NATION,)
            and (not context.slots.area_said or _nation_is_whole(context))
            and not query.operands
        ):
            return replace(_of_last(context, query), operation="share")
        compared = context.last is not None and context.last.operation == "compare" and len(query.areas) > 1
        if compared and context.origin("area") == "remembered":
            return replace(query, operation="share", end="list")  # "och i procent?" asks of each
        return replace(query, operation="share")
    first = context.catalogue.indicator(query.indicators[0])
    part = _share_of_years(context, query)
    if part is not None:
        return part
    if _percent_between_years(context, query):
        return _two_sided(context, replace(query, percent=True), "change")
    if first.unit == "count" or first.groups:
        sums = () if query.table else _sums_named(context, first)
        if sums:
            return replace(query, operation="share", indicators=(first.id, *sums), dimension="indicator")
        return replace(query, operation="share")
    if len(query.periods) > 1 and context.has("change", "from", "difference"):
        return replace(query, operation="change", percent=True)
    if query.table:
        return replace(query, operation="share")
    return replace(query, operation="change", percent=True) if len(query.periods) == 2 else query


def _percent_between_years(context: Context, query: Query) -> bool:
    """As in "hur många procent mot 2026?" of a row that is set against itself, and no part of a sum."""
    held = context.catalogue.holdings(query.indicators[0]).periods
    before = context.has("previous_period") and year_before(context) in held
    two = (len(query.periods) == 2 or before) and context.origin("period") == "said" and not query.table
    norms = context.analysis.norms
    part = any(norm in _PERCENTS and context.norm_at(at + 1) in _OF for at, norm in enumerate(norms))
    against = context.has("compare", "change", "from", "difference", "more_than", "less_than")
    return two and against and not part and not context.says(_OF_ALL)


_PERCENTS = word_set("procent % percent procenten")


def _of_last(context: Context, query: Query) -> Query:
    """The query for the region or group that the turn before was about: "as a share of the whole grant?"."""
    last = context.last
    if last is None or context.subject.key not in last.subjects:
        return query
    if context.slots.nation_said and not (_nation_is_whole(context) and context.reading.elliptical):
        return query
    if last.group:
        return replace(query, areas=(), group=last.group, operands=(last.group,))
    return replace(query, areas=last.areas) if len(last.areas) == 1 else query


def _share_of_years(context: Context, query: Query) -> Query | None:
    """One year as a share of all: "hur stor andel av treårssatsningen faller på 2025", "av 2024–2026 avser år 2026"."""
    if context.origin("period") != "said" or query.table or context.indicator.unit != "SEK":
        return None
    held = context.catalogue.holdings(query.indicators[0]).periods
    spans = {value for period in context.analysis.periods if period.span for value in period.values}
    last = context.last
    if last is not None and last.operation == "sum" and context.has("that") and context.reading.elliptical:
        spans |= set(last.periods)  # "hur stor del av det kommer 2025?" after the sum of three years
    single = [
        p.values[0] for p in context.analysis.periods if not p.span and len(p.values) == 1 and p.values[0] in held
    ]
    whole = tuple(period for period in held if period in spans) or held
    of_years = context.says(_WHOLE_SPAN - _OF_TABLES if context.indicator.groups else _WHOLE_SPAN)
    overall = bool(spans) or context.has("each_period") or of_years or _lies_in(context)
    overall = overall or (context.has("sum") and not context.indicator.groups)
    if not overall or len(single) != 1 or len(whole) < 2 or single[0] not in whole:
        return None
    return replace(query, operation="share", periods=(single[0],), whole=whole, dimension="period")


def _lies_in(context: Context) -> bool:
    """As in "hur många procent av satsningen ligger på 2025": the year is what the part falls in."""
    return any(
        context.norm_before(period.start) in _ON and context.norm_at(period.start - 2) in _FALLING_ON
        for period in context.analysis.periods
    ) and not _OF.isdisjoint(context.analysis.norms)


def _sums_named(context: Context, row: Indicator) -> tuple[str, ...]:
    """The sum of which a row is a part, where the question speaks of nothing but the two ("av intäkterna")."""
    catalogue = context.catalogue
    for other in catalogue.store.indicators.values():
        if other.derived is None or other.derived.op != "sum" or row.id not in other.derived.of:
            continue
        terms = [term for term in context.analysis.terms if term.weight > 0 and term.parts]
        of_sum, of_row = (_named(context, terms, ident) for ident in (other.id, row.id))
        if of_sum and len(of_sum | of_row) == len(terms):
            return (other.id,)
    return ()


def _named(context: Context, terms: list[Term], indicator: str) -> set[int]:
    """Tokens of the terms all of whose parts stand in the names of an indicator."""
    key = f"indicator:{indicator}"
    return {t.token for t in terms if all(context.catalogue.matcher.names_part(key, part) for part in t.parts)}


def summed(context: Context, query: Query) -> Query:
    """The sum over what the query has several of; the figure as it stands where it has one."""
    if not context.slots.area_said and context.regions and context.has("top", "bottom"):
        return _of_first(context, query, "sum")
    without = bool(context.regions) and context.has("without")
    query = query if without else _each_once(context, query)
    if query.group or len(query.operands) > 1 or len(query.areas) > 1:
        if without and query.group and not context.slots.areas:
            return without_group(context, query)
        return replace(query, operation="sum")
    if without and context.slots.area_said and query.areas:
        return replace(query, operation="sum", areas=context.regions, without_areas=query.areas)
    if len(query.periods) > 1 or len(query.indicators) > 1 or len(query.breakdowns) > 1:
        return replace(query, operation="sum")
    if query.dimension == "breakdown" and not query.breakdowns and context.indicator.additive:
        kinds = tuple(kind.id for kind in context.indicator.breakdowns)
        return replace(query, operation="sum", breakdowns=kinds)
    return query


def _each_once(context: Context, query: Query) -> Query:
    """The query without the regions that a group of it holds already: "Norrland, Gävleborg också"."""
    groups = [operand for operand in query.operands if operand in context.catalogue.places.groups]
    inside = {code for group in groups for code in context.members(group)}
    if inside.isdisjoint(query.areas):
        return query
    operands = tuple(operand for operand in query.operands if operand not in inside)
    areas = tuple(code for code in query.areas if code not in inside)
    group = groups[0] if len(groups) == 1 and not areas else ""
    return replace(query, areas=areas, operands=() if group else operands, group=group)


def without_group(context: Context, query: Query, operation: str = "sum") -> Query:
    """All regions but those of the query's group."""
    left_out = context.members(query.group)
    return replace(query, operation=operation, areas=context.regions, without_areas=left_out, group="")


def _of_first(context: Context, query: Query, operation: str) -> Query:
    """The sum or share of the regions that lead a ranking ("de fem största tillsammans")."""
    number, end = how_many(context), direction(context)
    return replace(query, operation=operation, end="rank", areas=context.regions, n=number, direction=end)
