"""Which operation is asked for: the possibilities in the order in which they are tried, the most special first."""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from knowledge.asking import points_to_nobody
from knowledge.cells import Figures
from knowledge.cues import told_in_clause
from knowledge.kinship import is_change
from knowledge.language.number_words import CARDINALS
from knowledge.language.tables import word_set
from knowledge.model import NATION
from knowledge.outcomes import NotFound
from knowledge.planning.computations import (
    are_not,
    computation,
    growth_not_held,
    percent_alone,
    summed,
    takes_away,
    without_group,
)
from knowledge.planning.context import LEANING, Context, several
from knowledge.planning.directions import BEST_OF, HIGH_END, LOW_END, WORST_OF, end_said
from knowledge.planning.follow_ups import recalled, those
from knowledge.planning.left_out import counted_before, without
from knowledge.planning.ranking import (
    LESS,
    MORE,
    OR,
    among_those,
    from_above,
    how_many,
    listed_places,
    ranking,
    ranking_asked,
)
from knowledge.planning.unmet_words import miscounts
from knowledge.query import EVERY, Query

_MOST_ADDED = 8
"""So many regions or more are not added up by "lägg till"."""

_COSTS, _REVENUE = ("kostnad", "utgift", "cost", "expense"), ("intäkt", "inkomst", "revenue", "income")
"""Beginnings of words for the two sides of a table."""
_APART = word_set(
    "skillnad skillnaden differens differensen diff gap gapet glapp spännvidd spännvidden mellan difference spread "
    "apart between skiljer avstånd avståndet spridning spridningen"
)
_SPREAD = word_set("spännvidd spännvidden spread spridning spridningen")
"""Nouns of a range, which ask for its width only with "hur stor"."""
_VARYING = _SPREAD | word_set("skiljer skiljde skiftar skillnaderna spretar differ differs varying differences")
"""Words by which the ends are told as well, where no width is asked for."""
_WIDTH = word_set("stor stort big large wide bred brett")
_HOW_WIDE = word_set("hur how brett bred wide big large stor stort")


_BETWEEN = frozenset(("mellan", "between"))
_MORE = frozenset(("mer", "mera", "mest", "more", "fler", "högre", "högst", "större"))
_ALL = frozenset(("alla", "all", "samtliga"))
_SAME = word_set("samma same")
_RECKONING = word_set("uträkning uträkningen beräkning beräkningen räkning sak grej calculation computation thing sum")
_ENTIRE = word_set("hela totala samlade sammanlagda whole entire total")
_SHARING, _ON = word_set("delar dela delade share shared"), word_set("på")
_EACH_OF = frozenset(("båda", "bägge", "both", "respektive", "var"))
_BOTH = frozenset(("både", "both"))
_BY, _FROM = word_set("by med"), word_set("från from")
_TWO = 2
_COMPUTED_FROM_BOTH = ("difference", "ratio", "share", "sum", "compare", "more_than", "range")
_FALLING = word_set(
    "minskar minska minskat minskade krymper krympa sjunker falls fall falling shrinks shrink decreases"
)
_OF_A_WHOLE = frozenset(("av", "utav", "of"))
_NEIGHBOURS = word_set("""
    grannar grannarna neighbours neighbors omger omgärdar kringgärdar flankerar omges omgärdas omringas inklämd inklämt
    klämd kläms klämmer flankeras
""")
"""Words that with a region ask for those next to it in the order."""


def chosen_operation(context: Context, query: Query) -> Query | NotFound:
    """The query with its operation, or what is lacking for it."""
    told = _over_last_figures(context, query)
    own = context.origin("scenario") == "said" and query.scenarios == ("deviation",)
    if not own or told.indicators != query.indicators:
        query = told  # "då går de back mot budget med hur mycket" is a figure of its own
    if _is_off_budget(context, query):
        return replace(query, scenarios=("deviation",), dimension="one")
    if _means_our_region(context):
        return NotFound("our_region", {"subject": context.subject}, (context.subject,))
    again = _corrected_two(context, query)
    if again is not None:
        return again
    if _asks_percent_of_change(context):
        query = _same_two(context, query)
        return computation(context, replace(query, percent=True)) or query
    for step in _STEPS:
        planned = step(context, query)
        if planned is not None:
            return _leader_first(context, planned)
    return _leader_first(context, _shown(context, query))


def _leader_first(context: Context, query: Query | NotFound) -> Query | NotFound:
    """A comparison of two regions that asks which has more (or less), with that one first: "Skåne eller Halland?"."""
    if isinstance(query, NotFound) or query.operation != "compare" or not context.regions or len(query.areas) != _TWO:
        return query
    pointed = any(pair in _THE_ONE_THAT for pair in pairwise(context.analysis.norms))
    asks = context.has("who", "what") or context.says(OR) or pointed
    more, less = (
        context.has("top") or context.says(MORE - LESS | _LYING_OVER),
        context.has("bottom") or context.says(LESS),
    )
    if query.group or not asks or more == less or not set(query.areas) <= set(context.regions):
        return query
    return replace(query, end="ordered", direction="bottom" if less else "top")


_THE_ONE_THAT = frozenset((("den", "som"), ("one", "that"), ("one", "which")))
_ONE_OF_TWO = _THE_ONE_THAT | {(who, of) for who in ("vem", "vilken", "which", "who") for of in ("av", "utav", "of")}
_LYING_OVER = word_set("över före vann vinner won leder")


def _corrected_two(context: Context, query: Query) -> Query | NotFound | None:
    """As in "nej förlåt, mellan 2024 och 2025" after a difference: the same is computed of the two now named."""
    last = context.last
    if last is None or not context.has("correction") or not context.reading.elliptical:
        return None
    if last.operation not in ("difference", "ratio", "change") or context.subject.key not in last.subjects:
        return None
    two_years = len(query.periods) == _TWO and context.origin("period") == "said"
    two_places = len(query.operands) == _TWO and context.origin("area") == "said"
    if not (two_years or two_places) or context.analysis.content_weight:
        return None
    if context.has("how_much", "sum", "share", "top", "bottom", "list", "mean", "median", "per_capita", "claim"):
        return None
    return replace(query, operation=last.operation, dimension="period" if two_years else query.dimension)


def _is_off_budget(context: Context, query: Query) -> bool:
    """Whether forecast and budget are to be subtracted, where the document gives the deviation itself."""
    held = context.catalogue.holdings(query.indicators[0]).scenarios
    sides = query.dimension == "scenario" and set(query.scenarios) == {"forecast", "budget"}
    return sides and "deviation" in held and context.has("difference") and not query.percent


def _asks_percent_of_change(context: Context) -> bool:
    """Whether "i procent?" is asked of a difference or change that was told before."""
    last = context.last
    told = last is not None and context.subject.key in last.subjects
    if last is not None and last.operation in ("claim", "compare"):
        told = told and len(last.areas) == _TWO and context.says(_BY)  # "by what percentage?" after "more than"
    elif last is not None:
        told = told and last.operation in ("difference", "change")
    return told and percent_alone(context)


def _same_two(context: Context, query: Query) -> Query:
    """The query over the two groups whose difference was told, of which only one would be remembered."""
    last = context.last
    if last is None or not context.regions or len(query.operands) > 1:
        return query
    sides = [said.group or said.areas[0] for said in last.figures[1:] if said.group or len(said.areas) == 1]
    if len(sides) != 2:
        return query
    groups = context.catalogue.places.groups
    return replace(query, operands=tuple(sides), areas=tuple(code for code in sides if code not in groups), group="")


def _over_last_figures(context: Context, query: Query) -> Query:
    """As in "skillnaden dem emellan": the figures of the last turns take the place of the query's own."""
    if (
        (context.has("difference", "ratio", "sum", "compare", "change", "mean") or _takes_told(context))
        and not context.has("top", "bottom")
        and not (context.has("share") and not context.has("those", "change", "difference"))
        and (context.has("those", "each_period") or not context.analysis.content_weight)
    ):
        last = context.last
        summed_up = last is not None and last.operation == "sum" and context.has("mean") and not context.has("those")
        told = None if summed_up else recalled(context, query)
        return query if told is None or miscounts(context, replace(told, operation="sum")) else told
    return query


def _takes_told(context: Context) -> bool:
    """As in "dra det första från det andra", of two figures that were told."""
    return context.reading.elliptical and not context.analysis.content_weight and takes_away(context)


def _means_our_region(context: Context) -> bool:
    """Whether "vår region", "deras" or "den regionen" is meant, and nobody has said which one that is."""
    return (
        bool(context.regions)
        and context.origin("area") == "default"
        and (context.analysis.has("our_region") or points_to_nobody(context.analysis))
        and not context.has("all", "list", "mean", "median")
        and not ranking_asked(context)
    )


def _total_row(context: Context, query: Query) -> Query | None:
    """As in "summaraden i fördelningstabellen": of a table of regions, the figure of the country."""
    held = context.catalogue.holdings(query.indicators[0]).areas
    if not context.regions or not context.has("last_row") or context.slots.area_said or NATION not in held:
        return None
    return replace(query, areas=(NATION,), operands=(), group="")


def _whole_of_told(context: Context, query: Query) -> Query | None:
    """As in "och totalt?" after one region's figure: the figure of the country."""
    last, analysis = context.last, context.analysis
    if last is None or not context.reading.elliptical or context.subject.key not in last.subjects:
        return None
    if not context.regions or not context.has("sum") or context.origin("area") != "remembered" or query.group:
        return None
    asks_more = context.has(
        "those", "that", "that_region", "difference", "share", "ratio", "mean", "per_capita", "in_kronor"
    )
    one = len(query.areas) == 1 and last.operation in ("lookup", "claim", "position", "rank")
    if asks_more or not one or analysis.amounts or (analysis.content_weight and not _only_named_again(context)):
        return None
    held = context.catalogue.holdings(query.indicators[0]).areas
    return replace(query, areas=(NATION,), operands=(), per_capita=False) if NATION in held else None


def _only_named_again(context: Context) -> bool:
    """Whether all that is said is the subject's own name, and not who got of it: "och sektorsbidraget totalt?"."""
    left = context.catalogue.matcher.unexplained(context.subject, context.analysis.terms)
    pointed = context.has("received", "that_region") or points_to_nobody(context.analysis)
    regional = {"regionen", "länet", "landstinget", "region", "county"}
    return not any(term.weight for term in left) and not pointed and not context.says(regional)


def _ranking_of_those(context: Context, query: Query) -> Query | NotFound | None:
    """As in "vem av dem fick mest?"."""
    last = context.last
    if (
        context.regions
        and ranking_asked(context)
        and among_those(context)
        and not (several(query) or context.slots.groups or those(context))
    ):
        return NotFound("not_computable", {"subject": context.subject}, (context.subject,))
    if (
        last is None
        or not context.has("those")
        or context.subject.key not in last.subjects
        or several(query)
        or not context.regions
        or not (ranking_asked(context) or (context.has("who", "what") and context.says(MORE)))
    ):
        return None
    members = those(context)
    if how_many(context) >= len(members):  # "och de tre som fick mest?" after the three that got least
        return None
    return ranking(context, replace(query, group="", operands=()), members) if len(members) > 1 else None


def _scenarios_in_percent(context: Context, query: Query) -> Query | None:
    """How far forecast or outcome is from the budget, in per cent or as a multiple."""
    last = context.last
    off = last is not None and last.scenarios == ("deviation",) and context.subject.key in last.subjects
    of_budget = query.scenarios == ("budget",) and (query.percent or context.has("share"))
    if off and of_budget and (context.reading.elliptical or context.candidate.remembered):
        query = replace(query, scenarios=("budget", "forecast"), dimension="scenario")  # "i procent av budget?"
        return replace(query, operation="change", percent=True)
    if context.deviation_only and (query.percent or context.has("ratio")):
        return replace(query, operation="change", scenarios=("budget", "forecast"), dimension="scenario", percent=True)
    return replace(query, operation="change") if query.dimension == "scenario" and query.percent else None


def _both_ends(context: Context) -> bool:
    """Whether both ends of an order are asked for, one after the other: "vem fick mest och minst?"."""
    ends = sorted((cue.start, cue.end, cue.id) for cue in context.analysis.cues if cue.id in ("top", "bottom"))
    return any(
        first[2] != second[2]
        and second[0] > first[1]
        and _BOTH_JOINTS.issuperset(context.analysis.norms[first[1] : second[0]])
        for first, second in pairwise(ends)
    )


_BOTH_JOINTS = word_set("och samt respektive resp and & / + vem vilken vilka region som fick den who which got the")


_SORTED = word_set("sortera sorterad sorterat sorterade rangordna rangordnade ordna ordnade rada lista sorted ranked")
"""Words of a whole order, of which "från lägst till högst" only says how it runs."""


def _extremes(context: Context, query: Query) -> Query | None:
    """As in "skillnaden mellan den som fick mest och minst", "från lägsta till högsta"."""
    both = context.has("top") and context.has("bottom")
    asked_apart = context.says(_BETWEEN) and context.has("how", "how_many", "how_much") and not context.has("range")
    listed = listed_places(context)
    if listed and not asked_apart and not context.has(*_COMPUTED_FROM_BOTH):
        return None  # "störst, näst störst och minst"
    if len(listed) == _TWO and context.regions and not context.names_region and context.has("difference", "ratio"):
        areas = context.members(query.group)  # "skillnaden mellan näst störst och näst minst"
        apart = "ratio" if context.has("ratio") else "difference"
        ends = from_above(listed, len(areas))
        return replace(query, operation=apart, places=ends, areas=areas, group="", operands=(), direction="top")
    both = both and (asked_apart or context.has(*_COMPUTED_FROM_BOTH) or _both_ends(context))
    if (
        context.slots.area_said
        or query.dimension not in ("area", "indicator", "period")
        or not (both or (context.regions and context.has("range") and not context.says(_SORTED)))
    ):
        return None
    spread = asked_apart or (context.has("more_than", "how_much") and not context.has("from"))
    asked = (name for name in ("ratio", "difference", "share", "sum") if context.has(name))
    operation = next(asked, "difference" if spread else "rank")
    areas = context.members(query.group) if context.regions else query.areas
    return replace(query, operation=operation, end="extremes", areas=areas)


def _placed_among_others(context: Context, query: Query) -> Query | None:
    """As in "hur placerar sig Halland i förhållande till de andra regionerna?": a place, and nothing of the others."""
    one = len(context.slots.areas) == 1 and context.names_region and not context.slots.groups
    others = bool(context.origin("rest")) or context.has("rest")
    asked = context.has("position") and not context.has("claim", "share", "sum", "difference", "without")
    return ranking(context, query) if context.regions and one and others and asked else None


def _range(context: Context, query: Query) -> Query | NotFound | None:
    """For a figure that is a range: its width, its high or low end, or both ends; never by how much it grew."""
    if query.dimension != "range" or context.has("ratio"):
        return None
    if _asks_width(context):
        return replace(query, operation="difference")
    grown = None if context.has("range", "difference", "more_than") else growth_not_held(context, query)
    if grown is not None:
        return grown
    apart = context.has("more_than", "difference") or (context.says(_BETWEEN) and context.has("how_many", "how_much"))
    if context.has("top") and context.has("bottom") and apart:
        return replace(query, operation="difference")
    if context.says(_VARYING) and not _one_width(context):
        return replace(query, end="")  # "hur skiljer sig regionerna åt?", "spridningen mellan regionerna"
    spread = context.says(_SPREAD) and not context.says(_HOW_WIDE)
    if context.says(_APART - _SPREAD if spread else _APART):
        return None
    return replace(query, end=end_said(context))


def _asks_width(context: Context) -> bool:
    """Whether one number is asked for, by which the two ends of a range differ: "max minus min", "how wide is it"."""
    norms = context.analysis.norms
    both = (context.says(HIGH_END) and context.says(LOW_END)) or (context.says(_SLOW) and context.says(_FAST))
    both = both or (context.has("top") and context.has("bottom")) or context.says(_EXTREMES)
    counted = context.has("how_many", "how_much") or context.says(_WIDTH)
    stated = (a for a in context.analysis.amounts if not a.definite and not (a.bare and a.value == _TWO))
    if context.has("claim") or any(context.norm_before(amount.start) not in _PER for amount in stated):
        return False
    if counted and (context.says(_SEPARATING) or context.has("difference")) and not context.has("from", "compare"):
        return both or context.says(_SEPARATING | _WIDTH) or context.has("range")
    if both and (context.says(("minus",)) or takes_away(context) or (counted and context.says(_EXTRA))):
        return True
    days = any(first in _UNITS_OF_RANGES and second in _BETWEEN for first, second in pairwise(norms))
    return (both and days) or (context.has("range") and context.says(_CALCULATING))


_PER = ("per", "/")
_SLOW, _FAST = word_set("slowest långsammaste"), word_set("fastest quickest snabbaste")
_EXTREMES = word_set("extremes ytterligheter ytterligheterna ytterpunkter ytterpunkterna")
_SEPARATING = word_set("separate separates separating åtskiljer differ")
_EXTRA = word_set("extra additional ytterligare")
_UNITS_OF_RANGES = word_set("dagar dagarna days vårdplatser beds")
_CALCULATING = word_set("calculate compute beräkna räkna")


def _one_width(context: Context) -> bool:
    """Whether one number is asked for, by which things differ: "hur stor är spridningen?"."""
    return context.has("how_much", "how_many", "top", "bottom", "more_than", "claim") or context.says(_WIDTH)


def _added(context: Context, query: Query) -> Query | None:
    """As in "lägg till Halland" or "tar man med 2026?": to those of the turn before, where one alone is said."""
    if not context.has("add_to"):
        return None
    if context.has("share") and len(query.areas) > 1:  # "Kronoberg plus Blekinges andel"
        return None
    years = len(query.periods) > 1 and context.origin("period") == "said"
    begins = min((period.start for period in context.analysis.periods), default=0)
    moves = context.has("from") and context.norm_before(begins) in _FROM
    if years and len(query.periods) == _TWO and moves:  # "vad lägger man på från 2026 till 2027"
        return replace(query, operation="difference")
    if len(query.areas) > 1 or years:
        return replace(query, operation="sum")
    last = context.last
    goes_on = context.reading.elliptical or (last is not None and last.operation == "sum")
    if last is None or not goes_on or context.analysis.content_weight:
        return None
    if context.origin("period") == "said" and not context.analysis.places and last.operation in ("lookup", "sum"):
        periods = tuple(dict.fromkeys((*last.periods, *query.periods)))
        return replace(query, operation="sum", periods=periods) if len(periods) > 1 else None
    if not context.regions or len(context.slots.areas) != 1:
        return None
    before = (code for code in last.areas if code in context.regions)
    together = tuple(dict.fromkeys((*before, *context.slots.areas)))
    if 1 < len(together) < _MOST_ADDED:
        return replace(query, operation="sum", areas=together, operands=together)
    return None


def _in_between(context: Context, query: Query) -> Query | NotFound | None:
    """As in "vilka regioner ligger mellan Skåne och Halland?": those in the order between two, without these."""
    two = len(context.slots.areas) == _TWO and set(context.slots.areas) <= set(context.regions)
    if not two or not context.says(_BETWEEN) or not context.has("who", "list") or context.has(*_COMPUTED_FROM_BOTH):
        return None
    if not (context.says(_LYING) and context.says(("vilka", "which"))):
        return None
    figures = Figures(context.catalogue).select(replace(query, areas=context.regions, group="", operands=()))
    ends = sorted(cell.value for cell in figures if cell.area in context.slots.areas)
    between = tuple(cell.area for cell in figures if len(ends) == _TWO and ends[0] < cell.value < ends[1])
    if not between:
        return NotFound("not_computable", {"subject": context.subject}, (context.subject,))
    return replace(query, operation="list", areas=between, group="", operands=(), direction="top", n=EVERY)


def _neighbour(context: Context, query: Query) -> Query | None:
    """As in "vem ligger närmast över Skåne?", "vilka är Skånes närmaste grannar i storlek?"."""
    if not context.regions or len(context.slots.areas) != 1:
        return None
    if not context.has("above", "below") and not (context.says(_NEIGHBOURS) and context.has("who", "what", "list")):
        return None
    both = context.says(_NEIGHBOURS) or (context.has("above") and context.has("below"))
    operation = "neighbours" if both else "above" if context.has("above") else "below"
    apart = next((name for name in ("difference", "ratio") if context.has(name)), "")
    if apart and not both and not context.has("who"):  # "hur mycket mer fick Dalarna än den som ligger närmast under?"
        return _apart_from_neighbour(context, replace(query, operation=apart), above=operation == "above")
    begins = {cue.start for cue in context.analysis.cues if cue.id in ("above", "below")}
    norms = context.analysis.norms
    said = [
        CARDINALS.get(second, 1)
        for at, (first, second) in enumerate(pairwise(norms))
        if first in _WHICH_OF_THEM and (at + 2 in begins or context.norm_at(at + 2) in _REGION_NOUNS | _LYING)
    ]
    number = 1 if both else max(said, default=1)  # "vilka två ligger före Skåne?", "de tre närmast under Kalmar"
    return replace(query, operation=operation, areas=context.regions, threshold_area=context.slots.areas[0], n=number)


def _apart_from_neighbour(context: Context, query: Query, *, above: bool) -> Query | None:
    """A region set against the one next to it in the order; None where it is the first or the last."""
    mine = context.slots.areas[0]
    figures = Figures(context.catalogue).select(replace(query, areas=context.regions, group="", operands=()))
    order = [cell.area for cell in sorted(figures, key=lambda cell: cell.value)]
    at = order.index(mine) + (1 if above else -1) if mine in order else -1
    if not 0 <= at < len(order):
        return None
    return replace(query, areas=(mine, order[at]), operands=(mine, order[at]), group="")


_REGION_NOUNS = word_set("regionerna regioner regions län länen counties")
_LYING = word_set("ligger låg kommer kom följer hamnar närmast just come came are were lie")
_WHICH_OF_THEM = ("vilka", "which", "de", "dom", "the")


def _ranked(context: Context, query: Query) -> Query | NotFound | None:
    """As in "topp 5", "vilken region fick mest?", "på vilken plats ligger Skåne?"."""
    either = context.has("top") and context.has("bottom") and context.says(OR) and context.regions
    if either and context.origin("area") == "remembered" and len(context.slots.areas) == 1:  # "högst eller lägst?"
        return replace(query, operation="position", direction="top")
    if query.dimension == "range" or not ranking_asked(context):
        return None
    if context.indicator.series and not context.has("top", "bottom", "descending", "ascending"):
        return None  # "före och efter" are the ends of a series, and no places in an order
    behind = _next_behind(context, query)
    if behind is not None:
        return behind
    query = _rows_of_side(context, query)
    if context.regions and how_many(context) > 1 and not context.slots.area_said and _of_the_whole(context):
        return summed(context, query)  # "hur mycket av bidraget går till de fem största"
    if query.table and query.scenarios == ("deviation",) and context.says(WORST_OF | _BACK | BEST_OF):
        return _by_deviation(context, query)
    if is_change(context.indicator) and context.has("top") and context.says(_FALLING):
        return replace(ranking(context, query), direction="bottom")  # "vilken åldersgrupp minskar mest"
    return ranking(context, query)


def _next_behind(context: Context, query: Query) -> Query | NotFound | None:
    """As in "efter Stockholm och Skåne, vem fick mest därnäst?": the one behind those that lead."""
    slots = context.slots
    places = [place for place in context.analysis.places if place.code in (*slots.areas, *slots.groups)]
    named = (*slots.areas, *(code for group in slots.groups for code in context.members(group)))
    several = bool(places) and len(named) > 1 and len(named) < len(context.regions)
    behind = several and ((places[0].start == 1 and context.has("top")) or context.has("below"))
    if not context.regions or not places or not (context.says(_NEXT) or behind) or not context.has("who", "what"):
        return None
    if len(slots.groups) > 1 or _BEHIND.isdisjoint(
        context.analysis.norms[max(0, places[0].start - 3) : places[0].start]
    ):
        return None
    figures = Figures(context.catalogue).select(replace(query, areas=context.regions, group="", operands=()))
    top = not context.has("bottom")
    order = [cell.area for cell in sorted(figures, key=lambda cell: cell.value, reverse=top)]
    if set(order[: len(named)]) != set(named):
        return NotFound("not_computable", {"subject": context.subject}, (context.subject,))
    return replace(
        query,
        operation="rank",
        areas=context.regions,
        n=len(named) + 1,
        nth=True,
        direction="top" if top else "bottom",
        group="",
        operands=(),
    )


_BEHIND = word_set("efter bakom after behind below")
_NEXT = word_set("därnäst härnäst next")


def _by_deviation(context: Context, query: Query) -> Query:
    """The rows by how far they are past their budget, in the one direction that is asked of: "vilken går sämst?"."""
    store, sign = context.catalogue.store, 1 if context.says(BEST_OF) else -1
    rows = tuple(
        ident
        for ident in query.indicators
        if any(sign * figure.value > 0 for figure in store.observations(ident) if figure.scenario == "deviation")
    )
    return replace(ranking(context, replace(query, indicators=rows or query.indicators)), direction="top")


_BACK = word_set("minus back red")


def _rows_of_side(context: Context, query: Query) -> Query:
    """Of a table with revenue and costs the rows of the side that is asked of: "vilken kostnadspost är störst?"."""
    costs, revenue = (any(norm.startswith(side) for norm in context.analysis.norms) for side in (_COSTS, _REVENUE))
    if not query.table or costs == revenue or query.scenarios == ("deviation",):
        return query
    sign = -1 if costs else 1
    store = context.catalogue.store
    rows = tuple(
        ident for ident in query.indicators if any(sign * figure.value > 0 for figure in store.observations(ident))
    )
    return replace(query, indicators=rows) if rows else query


def _of_the_whole(context: Context) -> bool:
    """Whether "hur mycket av" asks how much of a whole goes to some."""
    return any(
        cue.id == "how_much" and context.norm_at(cue.end) in _OF_A_WHOLE for cue in context.analysis.cues
    ) and not context.has("list", "descending", "ascending", "each_period")


def _counted(context: Context, query: Query) -> Query | None:
    """As in "hur många regioner fick sektorsbidrag?"."""
    if context.regions and context.has("count") and not context.slots.area_said:
        return replace(query, operation="count", areas=context.regions)
    return None


def _added_up(context: Context, query: Query) -> Query | None:
    """As in "hur mycket fick de tillsammans?", and "och Norrland?" after such a question."""
    last = context.last
    if (
        context.says(_BOTH) and len(query.periods) > 1 and not _asks_one_total(context)
    ):  # "totalt, både 24 och 25": each of them
        return None
    on = context.has("follow") and last is not None and last.operation == "sum"
    on = on and (bool(query.group) or (len(query.periods) > 1 and context.says(_ALL)))
    added = len(query.operands) > 1 or (len(query.periods) > 1 and context.origin("period") == "said")
    worth = context.says(_WORTH) and len(query.periods) > 1 and any(p.span for p in context.analysis.periods)
    jointly = context.says(_JOINTLY) and len(query.operands) > 1
    plus = worth or jointly or ("+" in context.words and added and not context.says(_EACH_OF))  # "Jönköping + Jämtland"
    plus = plus or (added and len(query.periods) > 1 and context.has("add_to"))  # "… 2023 och lägg på 2024 års"
    span = any(period.span for period in context.analysis.periods) and context.origin("period") == "said"
    plus = plus or (
        span and len(query.periods) > 1 and context.says(_ENTIRE) and not context.has("each_period", "list")
    )
    plus = plus or ("plus" in context.words and len(query.breakdowns) > 1 and context.origin("breakdown") == "said")
    return summed(context, query) if on or plus or context.has("sum") else None


def _asks_one_total(context: Context) -> bool:
    """Whether a sum is asked for by a noun: "the grand total, both years included", not "totalt, både 24 och 25"."""
    norms = context.analysis.norms
    grand = any(norm == "total" and context.norm_at(at + 1) in _TOTAL_OF for at, norm in enumerate(norms))
    return grand or context.says(_ONE_TOTAL)


_TOTAL_OF = word_set("for of across over")
_ONE_TOTAL = word_set("totalsumman slutsumman")
_MANY_FIGURES = 8
"""More figures of a table than so many are a list, which is told whole."""
_JOINTLY = word_set("gemensamt gemensam jointly")
_WORTH = word_set("värd värt värda worth")


def _shown(context: Context, query: Query) -> Query:
    """Side by side, as a list, a group's sum, or the figures as they stand."""
    two, everywhere = several(query), bool(context.regions) and not context.slots.area_said
    beside = _beside_told(context, query)
    if beside is not None:
        return beside
    rows = bool(query.table) and len(query.indicators) * len(query.scenarios) > _MANY_FIGURES
    if context.has("compare") and not rows and (two or query.dimension not in ("range", "one")):
        if not two and not context.regions:
            query = replace(query, areas=context.pair(query))
        if not everywhere:
            return replace(query, operation=_repeated(context) or "compare")
    either = (context.has("who") or context.says(MORE)) and context.says(OR)
    either = either or (context.says(MORE) and any(pair in _ONE_OF_TWO for pair in pairwise(context.analysis.norms)))
    if context.regions and len(query.areas) == 2 and either:
        return replace(query, operation="compare")  # "vem drog nitlotten, Kalmar eller Halland"
    if everywhere and _is_shared_by_all(context):
        return replace(query, operation="sum", areas=context.regions, operands=())
    listed = rows or (context.has("list") and not _only_tells_when(context, query)) or context.origin("all")
    if listed and not (query.group and _only_distributed(context)):
        areas = context.members(query.group) if query.group or everywhere else query.areas
        if query.group and context.regions and are_not(context):  # "regionerna som inte hör till Norrland"
            return without_group(context, replace(query, operands=()), "list")
        return replace(query, operation="list", areas=areas)
    if query.group:
        return replace(query, operation="sum")
    if two and (context.slots.groups or _repeated(context)):
        return replace(query, operation=_repeated(context) or "compare")
    return query


def _repeated(context: Context) -> str:
    """The operation of the turn before, where the same is to be done with something else; empty where not."""
    last, norms = context.last, context.analysis.norms
    same = any(one in _SAME and two in _RECKONING for one, two in pairwise(norms))
    return last.operation if same and last is not None and last.operation in ("difference", "ratio", "change") else ""


def _only_tells_when(context: Context, query: Query) -> bool:
    """Whether nothing lists a group's regions but a clause: "hur mycket fick Norrland när pengarna fördelades?"."""
    lists = [cue for cue in context.analysis.cues if cue.id == "list"]
    asks = bool(query.group) and context.has("how_much")
    return asks and all(told_in_clause(cue, context.analysis.tokens) for cue in lists)


def _is_shared_by_all(context: Context) -> bool:
    """Whether one amount is asked for of all: "hela bidraget till samtliga regioner", "vad delar de 21 på?"."""
    if context.has("who", "each_period", "descending", "ascending", "table") or not context.has("how_much", "what"):
        return False
    norms = context.analysis.norms
    named = {term.token for term in context.analysis.terms if term.weight > 0}
    whole = any(norm in _ENTIRE and at + 1 in named for at, norm in enumerate(norms))
    shares = next((at for at, norm in enumerate(norms) if norm in _SHARING), len(norms))
    return whole or any(norm in _ON for norm in norms[shares + 1 :])


def _only_distributed(context: Context) -> bool:
    """Whether a list is asked for by nothing but a verb: "bidraget fördelades över landet. Hur mycket föll på …?"."""
    listed = [context.norm_at(cue.start) for cue in context.analysis.cues if cue.id == "list"]
    return bool(listed) and _DISTRIBUTED.issuperset(listed) and context.has("how_much")


_DISTRIBUTED = word_set("fördelades fördelas fördelat")


def _summed_again(context: Context, query: Query) -> Query | None:
    """As in "och PKS, samma period?" after the sum of one row's years: the same sum of the row that is now named."""
    last = context.last
    if last is None or last.operation != "sum" or not context.reading.elliptical or context.regions:
        return None
    over_years = len(last.periods) > 1 and len(last.areas) == 1 and not last.group and len(last.subjects) == 1
    along = query.dimension == "period" and len(query.periods) > 1 and not context.slots.missing_periods
    if not over_years or not along or not context.indicator.additive or not context.cues <= LEANING:
        return None
    return replace(query, operation="sum")


def _beside_told(context: Context, query: Query) -> Query | None:
    """As in "mot Halland?" after Skåne's figure: both, and their difference where one was told before."""
    last = context.last
    if last is None or not context.has("compare") or not context.reading.elliptical or not context.regions:
        return None
    told = context.origin("area") == "said" and context.subject.key in last.subjects and not last.group
    if not told or len(query.operands) != 1 or not last.areas or context.analysis.content_weight:
        return None
    first = last.areas[0]
    if first not in context.regions or first in query.operands or len(last.areas) > 2 or query.group:
        return None
    going_on = last.operation in ("difference", "ratio")
    both = (first, *query.operands) if going_on else (*query.operands, first)
    return replace(query, operation=last.operation if going_on else "compare", areas=both, operands=both)


_STEPS = (
    _summed_again,
    _total_row,
    _whole_of_told,
    _ranking_of_those,
    _scenarios_in_percent,
    _extremes,
    _range,
    _placed_among_others,
    without,
    counted_before,
    _added,
    _in_between,
    _neighbour,
    computation,
    _ranked,
    _counted,
    _added_up,
)
"""Each gives the query where it is what was asked for, else None."""
