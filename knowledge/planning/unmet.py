"""What a question asks for beside the figure of a query, and which would go unanswered."""

from __future__ import annotations

from itertools import pairwise

from knowledge.asking import asks_for_sum, is_age, wants_scale, yes_no
from knowledge.fit_wish import asks_left_out
from knowledge.kinship import sibling
from knowledge.language.tables import word_set
from knowledge.language.text import normal, words
from knowledge.limits import limit_of
from knowledge.model import NATION
from knowledge.planning.amounts import stated_amounts
from knowledge.planning.computations import is_the_addition
from knowledge.planning.context import EACH, POINTS, Context
from knowledge.planning.unmet_words import (
    AS_STORED,
    adds_to_last,
    counts_another,
    counts_places,
    is_of_one,
    loses_places,
    lost_place,
    miscounts,
    per_something_else,
    points_past,
    points_to_nothing,
    ranks,
    reckons_otherwise,
    repeats,
    supposes,
    takes_from_several,
    wants_money,
)
from knowledge.query import Query

_SAME_SHARE = 1
_SHOWING = word_set("kan har finns can have has do does is are")
_NEGATIONS = word_set("utan inte ej utom")
_ADDING = word_set("ihop addera plussa")
_TOGETHER = word_set("sammantagna sammantaget samlade samlad sammanlagda sammanlagt totalt totala tillsammans")
"""Words of a name that say that all is added up already."""
_OF_ALL = word_set("regionernas kommunsektorns")
_LEFT = word_set("återstår återstod kvar resterar remains remain left")
_GOING = word_set("gå går gick gått blandar blandade blandat rörde rör")
_ALL_REGIONS = word_set("alla allas samtliga samtligas regionernas regionerna regioners all every everyone")
_BESIDE = word_set("grannar grannarna neighbours neighbors")
"""Words of operations that a plain figure does not answer, in whatever phrase they stand."""
_REGIONS = word_set("regioner regionerna regions regioner län counties")
_ROWS = word_set("rader rad raderna åtgärder åtgärderna rows items measures lines")
_OF_THE = word_set("de dom the")
_NOTHING_MORE = frozenset(("", "?", ".", "!", "då"))
_PAST = word_set("under över nedanför ovanför below above")
_WHO = word_set("vem vilka who")
_WHICH = word_set("vilken vilka which what")
_VERBAL = ("ar", "er", "ör", "ade", "as")
"""Endings of finite verbs."""
_FEWEST = 4
_MORE = word_set("mer mera mest mindre minst more most less least")
_WHICH_ONE = word_set("vilken which")
_STANDS = word_set("ligger låg hamnar hamnade är var av fick får har kommer kom drar tog is was got came of one lies")
_REGION = word_set("region regioner län regions county counties landsting")


def is_unjudged(context: Context, query: Query) -> bool:
    """Whether it was asked if something rises, falls or is more than something, and a plain figure would be told."""
    if query.claim is not None or query.operation not in ("lookup", "list", "sum"):
        return False
    if context.has("how_much", "how_many", "what", "who", "how", "when", "why"):
        return False
    if _asks_by_verb(context):
        return True
    if query.operation == "sum" or not yes_no(context.analysis):
        return False
    if _shows(context):
        return False
    return context.has("more_than", "less_than", "as_much", "change") or _counts_regions(context)


def _asks_by_verb(context: Context) -> bool:
    """Whether it is asked with a verb that no figure is known by: "skadar åtgärderna patienterna?"."""
    tokens = context.analysis.tokens
    if len(tokens) < _FEWEST or tokens[-1].norm != "?" or not tokens[0].norm.endswith(_VERBAL):
        return False
    if any(cue.start == 0 for cue in context.analysis.cues) or any(p.start == 0 for p in context.analysis.places):
        return False
    match = context.candidate.match
    explained = match.matched | match.explained if match is not None else frozenset[int]()
    return any(term.token == 0 and term.weight > 0 for term in context.analysis.terms) and 0 not in explained


def _counts_regions(context: Context) -> bool:
    """Whether a number of regions is stated that a sum of money says nothing of: "delar 20 regioner på bidraget?"."""
    return any(a.bare and not a.definite and context.norm_at(a.end) in _REGION for a in context.analysis.amounts)


def _shows(context: Context) -> bool:
    """Whether it is only asked whether something may be shown: "kan du visa", "har ni", "finns"."""
    return context.norm_at(0) in _SHOWING


def is_unmet(context: Context, query: Query) -> bool:
    """Whether something was asked for that the query does not give: a plain figure does not answer "hur stor andel"."""
    unit = context.catalogue.indicator(query.indicators[0]).unit
    if unit in ("count", "persons", "percent") and query.claim is None and _limits_money(context):
        return True
    shared = query.operation == "share" and unit == "count" and query.claim is None
    if shared and context.analysis.has("not") and _NEGATIONS.isdisjoint(words(normal(context.indicator.name.sv))):
        return True  # "what share of regions don't …" is not the share of those that do
    if context.says(POINTS) and unit != "percent" and query.operation != "share" and query.end != "shares":
        return True
    if query.operation in ("lookup", "list", "sum") and _counts_rows(context):
        return True
    if unit == "persons" and context.indicator.total_by_sum and any(is_age(a) for a in context.analysis.amounts):
        return True
    if query.operation == "count" and query.threshold is None and not query.threshold_area and stated_amounts(context):
        return True
    if query.operation in ("lookup", "sum", "mean", "position") and asks_which(context):
        return True
    if query.operation == "list" and len(query.areas) == 1 and asks_which(context):
        return True
    if query.operation in ("sum", "mean", "median") and query.claim is None and _asks_whether(context):
        return True
    if (
        repeats(context, query)
        or adds_to_last(context, query)
        or takes_from_several(context, query)
        or points_past(context, query)
        or points_to_nothing(context, query)
        or miscounts(context, query)
        or loses_places(context, query)
        or is_of_one(context, query)
        or (query.operation == "lookup" and lost_place(context, query))
    ):
        return True
    left_out = set(query.without_areas) - {NATION}
    named = left_out or query.group or context.origin("area") == "said" or query.claim is not None
    if query.operation in ("sum", "lookup") and not named and context.has("without") and context.says(_LEFT):
        return True  # "hur mycket återstår när bidraget räknats bort?" asks for the rest of something else
    if query.operation == "list" and query.threshold is None and not query.threshold_area and _past_what(context):
        return True
    if query.operation in ("list", "rank") and query.claim is None and query.threshold is None and _sets_limit(context):
        return True
    if (
        query.operation in ("rank", "position")
        and context.has("sum")
        and context.says(_IFS)
        and context.slots.areas[1:]
    ):
        return True  # "om Skåne och Halland slogs ihop, vilken plats skulle de få?"
    alone = query.operation == "lookup" and context.names_region and len(query.areas) == 1
    if alone and context.has("without") and not context.analysis.has("not"):
        return True
    if query.operation in ("lookup", "sum") and query.claim is None and _amount_unused(context):
        return True
    if query.claim is None and (supposes(context) or (query.operation == "difference" and counts_places(context))):
        return True
    if (
        query.operation == "share"
        and query.claim is None
        and any(a.unit == "percent" for a in context.analysis.amounts)
    ):
        return True
    if query.operation in AS_STORED and (
        reckons_otherwise(context) or (counts_another(context) and not query.per_capita) or ranks(context, query)
    ):
        return True
    if query.operation == "sum" and context.has("mean", "median", "ratio"):
        return True
    if query.operation not in ("lookup", "list", "compare"):
        return False
    each = query.per_capita and len(query.areas) == 1  # what each gets is what they get on average
    if context.has("mean", "median", "ratio") and not each:
        return True
    if query.end == "ordered":
        return False  # "vem av A och B fick störst del": which of the two it is
    if context.has("share") and not context.has("in_kronor") and unit in ("SEK", "persons", "count"):
        return not _is_sum_of_share(context, query)
    if query.operation == "lookup" and _echoes(context, query):
        return True
    by_region = context.says(_REGIONS) or any(
        norm in _REGION and context.norm_before(at) in EACH for at, norm in enumerate(context.analysis.norms)
    )
    if query.operation == "list" and not context.regions and unit != "count" and by_region:
        return True
    if query.operation != "lookup":
        return False
    if wants_money(context):
        return True
    if unit == "count" and context.has("how_many") and _other_way_round(context):
        return True
    derived = context.indicator.derived
    together = (derived is not None and derived.op == "sum") or not _TOGETHER.isdisjoint(
        words(normal(context.indicator.name.sv))
    )
    ends = {amount.end for amount in context.analysis.amounts if amount.unit == "SEK"}
    added = [at for at, norm in enumerate(context.analysis.norms) if norm in _ADDING]
    described = all(at in ends or context.norm_before(at) in _GOING for at in added)
    together = together or _is_whole(context)
    of_all = (bool(context.regions) and (query.areas == (NATION,) and context.says(_ALL_REGIONS))) or described
    beside = context.says(_BESIDE) and query.scenarios != ("deviation",)  # "variance vs budget" is set beside already
    if beside or (context.says(_ADDING) and not together and not of_all):
        return True
    if context.has("per_capita") and not query.per_capita and "_per_" not in unit:
        return True
    if per_something_else(context):
        return True
    if context.has("above", "below", "position") and query.dimension == "area":
        return True
    apart = context.has("difference") and not is_the_addition(context, query)
    return apart and "deviation" not in query.scenarios and query.dimension != "range"


def _is_sum_of_share(context: Context, query: Query) -> bool:
    """Whether the share stated is the one held beside a sum: "40 procent av utrymmet, vilket belopp är det?"."""
    if not asks_for_sum(context.analysis):
        return False
    stated = [amount.value for amount in context.analysis.amounts if amount.unit == "percent"]
    held = [
        figure.value
        for other in sibling(context.catalogue, context.indicator, "percent")
        for figure in context.catalogue.store.figures(other.id)
        if figure.period in query.periods
    ]
    return len(stated) == 1 and any(abs(stated[0] - share) < _SAME_SHARE for share in held)


def _is_whole(context: Context) -> bool:
    """Whether a figure is already what all regions or rows come to: the sum of a table, the regions' result."""
    tables = context.catalogue.store.tables.values()
    if any(table.total == context.indicator.id for table in tables):
        return True
    return context.says(_REGIONS) and not _OF_ALL.isdisjoint(words(normal(context.indicator.name.sv)))


def _counts_rows(context: Context) -> bool:
    """Whether "hur många" is asked of the rows themselves: "hur många av åtgärderna", and not of their kronor."""
    return context.has("how_many") and any(
        context.norm_at(at) in _ROWS
        for cue in context.analysis.cues
        if cue.id == "how_many"
        for at in range(cue.end, cue.end + _NEAR_NOUN)
    )


_NEAR_NOUN = 4
_IFS = frozenset(("om", "ifall", "if"))


def _past_what(context: Context) -> bool:
    """Whether "och de under?" points to a limit that is not said again."""
    norms = context.analysis.norms
    pairs = enumerate(pairwise(norms))
    return any(a in _OF_THE and b in _PAST and context.norm_at(at + 2) in _NOTHING_MORE for at, (a, b) in pairs)


def _sets_limit(context: Context) -> bool:
    """Whether only what passes an amount of money is asked for, as in "de med under 60 miljoner, minsta först"."""
    amounts = (amount for amount in context.analysis.amounts if amount.unit == "SEK" and not amount.definite)
    return any(limit_of(context.analysis.norms, amount) is not None for amount in amounts)


def _asks_whether(context: Context) -> bool:
    """Whether a sum or mean is asked about with yes or no: "räcker de tre tillsammans till …?"."""
    asks = context.has("sum", "mean", "median") and not context.has("how_much", "how_many", "what")
    verb = context.norm_at(0).endswith(("er", "ar")) and all(place.start for place in context.analysis.places)
    return asks and context.analysis.norms[-1:] == ("?",) and (verb or yes_no(context.analysis))


def _other_way_round(context: Context) -> bool:
    """Whether those that do are asked for and those that do not are held, or the other way round."""
    negative = not _NEGATIONS.isdisjoint(words(normal(context.indicator.name.sv)))
    return negative != asks_left_out(context.analysis)


def _limits_money(context: Context) -> bool:
    """Whether a limit in kronor is set, which no number of regions or people is held against."""
    return context.has("how_many", "who", "list") and any(
        amount.unit == "SEK" and amount.hedge and limit_of(context.analysis.norms, amount)
        for amount in context.analysis.amounts
    )


def _amount_unused(context: Context) -> bool:
    """Whether an amount was stated with its unit, and a plain figure says nothing of it."""
    if context.has("how_much", "how_many", "rounded", "in_kronor", "per_capita") or wants_scale(context.analysis):
        return False
    stated = [a for a in stated_amounts(context) if a.unit in ("SEK", "percent") and not a.definite and not a.bare]
    described = context.slots.area_said or context.has("top", "bottom", "mean", "median", "who", "count")
    if not stated or not described or not context.regions:
        return bool(stated)
    figures = context.catalogue.store.figures(context.slots.indicators[0], (NATION,))
    whole = {abs(figure.value) for figure in figures}  # "tre miljarder till regionerna, Dalarna fick vad då?"
    return any(amount.value not in whole for amount in stated)


def _echoes(context: Context, query: Query) -> bool:
    """Whether a part is asked for of just the figure that would be told: "hur mycket av de 16 miljarderna gick …"."""
    if not context.has("how_much") or context.has("in_kronor"):
        return False
    whole = {a.value for a in context.analysis.amounts if a.definite and context.norm_before(a.start) in _OF_THE}
    if not whole or not query.areas or not query.periods:
        return False
    figures = context.catalogue.store.figures(query.indicators[0], query.areas, query.periods)
    return any(figure.value in whole for figure in figures)


def asks_which(context: Context) -> bool:
    """Whether "vem" or "vilken region" asks for a choice among regions, which no single figure or sum is."""
    if not context.regions or context.has("how_much", "how_many", "sum", "claim"):
        return False
    placed = {at for place in context.analysis.places for at in range(place.start - 1, place.end)}
    which = any(
        norm in _WHICH and any(context.norm_at(near) in _REGION and near not in placed for near in (at + 1, at + 2))
        for at, norm in enumerate(context.analysis.norms)
    )
    alone = (
        context.candidate.remembered
        and not context.analysis.content_weight
        and any(
            norm in _WHICH_ONE and context.norm_at(at + 1) in _STANDS for at, norm in enumerate(context.analysis.norms)
        )
    )  # "vilken ligger närmast?"
    if len(context.slots.areas) > 1:
        return alone and not context.says(_MORE)
    return which or alone or (context.says(_WHO) and not context.analysis.has("why", "when"))
