"""Statements without a number: which is more, most or equal, which way it went, of what kind; and whether they deny."""

from __future__ import annotations

from collections import Counter

from knowledge.asking import asks_if_false, claim_wanted, denials, stated_sign, yes_no
from knowledge.kinship import is_change
from knowledge.language.numbers import Amount
from knowledge.language.tables import word_set
from knowledge.language.text import normal, words
from knowledge.planning.beside_told import says_roughly
from knowledge.planning.bounds import NEITHER
from knowledge.planning.context import Context
from knowledge.planning.directions import (
    AGAINST,
    BETTER,
    FALLING,
    LESS,
    MORE,
    RISING,
    THAN,
    WORSE,
    has_deficits,
    is_falling,
    is_rising,
    larger_of_two,
    lower_is_better,
)
from knowledge.planning.follow_ups import asks_about_last
from knowledge.planning.ranking import among_those, how_many, stated_place
from knowledge.query import Claim, Query
from knowledge.unsaid import NEGATIONS

_ALL_EXPLAINED = 0.98
_NEAR_NOT = 5
"""So many tokens before an amount a "not" may stand and still deny it."""
_OVER, _UNDER = word_set("över ovanför above överstiger"), word_set("under nedanför below understiger")
_OF_NOT = ("at_least", "at_most", "just_under", "under")
"""Hedges that may be said with a "not"."""
_AFTER_NOT = word_set("mindre mer mera färre fler fullt ens less more fewer even")
HEDGE_LENGTH = 4
_ALMOST = word_set("nästan nästintill nearly almost praktiskt flesta most")
NOT = word_set("inte ej not")
_SAME = word_set("""
    densamma detsamma samma lika oförändrad oförändrat oförändrade konstant konstanta still stilla same equal unchanged
    constant likadan likadant identisk identiska identiskt
""")
_MONEY = (
    *("sats", "bidrag", "peng", "medel", "medl", "tillskott", "stöd", "anslag", "miljon", "miljard", "kron", "kostnad"),
    *("intäkt", "utgift", "resultat", "effekt", "bespar", "budget", "ersätt", "belopp", "summa", "skott", "åtgärd"),
    *(
        "avsätt",
        "avsatt",
        "resurs",
        "pott",
        "fund",
        "grant",
        "cost",
        "revenue",
        "money",
        "million",
        "billion",
        "amount",
        "effort",
        "initiative",
        "effect",
    ),
    *("mkr", "mdr", "kr", "invest", "spend", "peng", "pks", "utrymme", "ekonomi"),
)
"""Pieces of words for money and what it is given or spent as."""
_FALSE = word_set("fel wrong")
LOOSE = word_set("mindre större högre lägre mer färre fler sämre bättre less more higher lower worse better")
"""Comparatives that state something which no other rule made exact."""


def claim_in_words(context: Context, query: Query, *, pair: bool, sign: int, negated: bool) -> Claim | None:
    """What is stated without a number.

    Args:
        context: what is known of the question.
        query: what is asked for.
        pair: whether two are set against each other.
        sign: -1 for a deficit or fall that is stated, 1 for its opposite, else 0.
        negated: whether the statement is a denial.

    Returns:
        The statement; None where nothing of the kind is stated.
    """
    return (
        _other_kind(context, negated)
        or _both_kinds(context, negated)
        or _comparison(context, query, pair, negated)
        or _as_level(context, pair, negated)
        or _unchanged(context, query, negated)
        or _standing(context, query, negated)
        or _trend(context, query, sign, negated)
        or _bare(context, negated)
    )


def set_beside_average(context: Context) -> Claim | None:
    """As in "Skåne ligger över snittet", "Halland fick mindre än medianen"."""
    if not context.has("mean", "median") or len(context.slots.areas) != 1:
        return None
    asked = (
        context.has("that")
        or (context.has("that_region") and context.has("yes_no"))
        or context.norm_at(0) in _OVER | _UNDER
    )
    goes_on = context.origin("area") == "remembered" and asked
    if not context.names_region and (not goes_on or not context.regions):  # "är det över snittet?"
        return None
    more = context.has("more_than", "above") or context.says(_OVER)
    if more == (context.has("less_than", "below") or context.says(_UNDER)):
        return None
    return Claim("above" if more else "below", negated=is_negated(context, ()))


def _other_kind(context: Context, negated: bool) -> Claim | None:
    """As in "är underskottet större efter balanskravsjusteringar?": of two kinds the one named against the other."""
    kinds = tuple(kind.id for kind in context.indicator.breakdowns)
    named = context.slots.breakdowns
    if len(kinds) != 2 or len(named) != 1 or context.origin("breakdown") != "said" or context.names_region:
        return None
    more, less = context.says(MORE | RISING), context.says(LESS | FALLING)
    if context.says(WORSE | BETTER):
        bad_is_more = lower_is_better(context) or has_deficits(context)
        more, less = context.says(WORSE) == bad_is_more, context.says(BETTER) == bad_is_more
    if more == less or context.has("top", "bottom", "sum", "share"):
        return None
    other = next(kind for kind in kinds if kind not in named)
    return Claim("more", larger=named[0] if more else other, negated=negated)


def _both_kinds(context: Context, negated: bool) -> Claim | None:
    """As in "är resultatet bättre efter balanskravsjusteringar än efter finansiella poster?": the one named first."""
    named = context.slots.breakdowns
    if len(named) != 2 or context.origin("breakdown") != "said" or context.names_region or context.indicator.series:
        return None
    if not context.has("more_than", "less_than") and not (context.says(WORSE | BETTER) and context.says(THAN)):
        return None
    more, less = context.says(MORE), context.says(LESS)
    if context.says(WORSE | BETTER):
        bad_is_more = lower_is_better(context) or has_deficits(context)
        more, less = context.says(WORSE) == bad_is_more, context.says(BETTER) == bad_is_more
    elif has_deficits(context) and stated_sign(context.analysis) >= 0:
        more, less = less, more  # a higher result is a smaller deficit
    if more == less or context.has("top", "bottom", "sum", "share"):
        return None
    order = _as_named(context, named)
    if not order:
        return None
    first, second = order
    return Claim("more", larger=first if more else second, negated=negated)


def _as_named(context: Context, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Two kinds in the order in which what is only in their own names is said; empty where one is not."""
    own = [
        {word[:_OWN] for breakdown in context.indicator.breakdowns if breakdown.id == kind
         for word in words(normal(f"{breakdown.name.sv} {breakdown.name.en}"))}
        for kind in kinds
    ]  # fmt: skip
    norms = context.analysis.norms
    first = [
        next((at for at, norm in enumerate(norms) if norm[:_OWN] in mine - other), len(norms))
        for mine, other in (own, own[::-1])
    ]
    if max(first) == len(norms):
        return ()
    return kinds if first[0] < first[1] else kinds[::-1]


_OWN = 7
"""So many letters tell the words of two kinds' names apart."""


def _comparison(context: Context, query: Query, pair: bool, negated: bool) -> Claim | None:
    """As in "Skåne fick mer än Halland", "vi är sämre än OECD"."""
    if pair and not context.regions and lower_is_better(context) and context.says(WORSE | BETTER):
        return Claim("more" if context.says(WORSE) else "less", negated=negated)
    if pair and not context.says(WORSE | BETTER):
        larger = larger_of_two(context, query)
        if larger is not None:
            return Claim("more", larger=larger, negated=negated) if larger else Claim("unclear")
    kinds = len(context.slots.breakdowns) == 2 and context.origin("breakdown") == "said"
    kinds = kinds or (len(context.slots.periods) == 2 and context.origin("period") == "said")  # "2026 än 2025"
    again = pair and context.last is not None and context.last.operation == "claim" and context.says(MORE | LESS)
    if again and not context.has("more_than", "less_than", "as_much"):
        return Claim("more" if context.says(MORE) else "less", negated=negated)
    if (pair or kinds) and context.has("more_than", "less_than", "as_much"):
        relation = "more" if context.has("more_than") else "less" if context.has("less_than") else "equal"
        if relation == "equal":
            return Claim("equal", negated=negated, roughly=says_roughly(context))
        if kinds and not pair and _later_first(context):  # figures stand in the order of their years
            relation = {"more": "less", "less": "more", "equal": "equal"}[relation]
        return Claim(relation, negated=negated)
    since = context.has("previous_period") and context.has("more_than") != context.has("less_than")
    if since and not context.names_region and _has_year_before(context, query):  # "2025 … mer än året innan"
        return Claim("rises" if context.has("more_than") else "falls", negated=negated)
    return None


def _as_level(context: Context, pair: bool, negated: bool) -> Claim | None:
    """As in "Dalarna och Örebro ligger på samma nivå", "nära nog detsamma": two areas are said to have as much."""
    apart = context.has("more_than", "less_than", "top", "bottom", "difference", "ratio", "sum")
    ordered = context.norm_at(0) in _DO  # "gör samma uträkning för stroke"
    if not pair or apart or ordered or not context.says(_SAME | _LEVEL) or not claim_wanted(context.analysis):
        return None
    return Claim("equal", negated=negated, roughly=says_roughly(context))


_DO = word_set("gör do räkna make")
_LEVEL = word_set("jämsides jämnstora jämnstort likvärdiga likvärdigt jämbördiga level alike identical")


def _unchanged(context: Context, query: Query, negated: bool) -> Claim | None:
    """As in "effekten är densamma alla tre åren": the figures of several years are said to be one."""
    if query.dimension != "period" or len(query.periods) < 2 or not context.says(_SAME):
        return None
    return Claim("equal", negated=negated, roughly=says_roughly(context))


def _later_first(context: Context) -> bool:
    """Whether the later of two years is what is set against the earlier: "mindre 2026 än 2025"."""
    said = [value for period in context.analysis.periods for value in period.values if value in context.slots.periods]
    return len(said) > 1 and said[0] > said[-1] and context.origin("period") == "said"


def _standing(context: Context, query: Query, negated: bool) -> Claim | None:
    """As in "Skåne fick tredje mest", "lägst var det 2022"."""
    place = stated_place(context)
    if place is not None and (context.slots.area_said or query.dimension != "area"):
        return Claim("order", place=place, negated=negated)
    if context.has("top") and context.has("bottom"):
        return Claim("unclear")
    if len(query.operands) == 2 and context.has("top", "bottom") and (among_those(context) or _leader(context, query)):
        return _leads_of_two(context, query, negated)
    one_year = len(_year_of_several(context)) == 1
    if context.has("top", "bottom") and context.has("each_period") and query.dimension == "period" and not one_year:
        return Claim("unclear")  # in each year among others, not of which year it is most
    number = how_many(context) if context.has("top", "bottom") and context.names_region else 1
    if number > 1 and query.dimension == "area" and not among_those(context):
        return Claim("among", place=number, negated=negated)
    if context.has("top", "bottom"):
        said = _year_of_several(context) if context.origin("period") == "said" else ()
        return Claim("most" if context.has("top") else "least", negated=negated, said=said)
    return None


def _year_of_several(context: Context) -> tuple[str, ...]:
    """The years a superlative is said of: of "2024–2026: högst 2026" the one that is named besides the others."""
    said = [tuple(v for v in period.values if v in context.slots.periods) for period in context.analysis.periods]
    several = {value for values in said if len(values) > 1 for value in values}
    times = Counter(value for values in said for value in values)
    ones = {values[0] for values in said if len(values) == 1}
    besides = {year for year in ones if len(ones | several) > 1 and times[year] > 1}
    return tuple(besides) if len(besides) == 1 else context.slots.periods


def _leads_of_two(context: Context, query: Query, negated: bool) -> Claim:
    """As in "det var Skåne och inte Halland som fick mest av de två": the one that is said to lead, of two."""
    places = [place for place in context.analysis.places if place.code in query.operands]
    affirmed = {place.code for place in places if context.norm_before(place.start) not in NOT}
    leader = _leader(context, query) or (affirmed.pop() if len(affirmed) == 1 else "")
    if not leader:
        return Claim("unclear")
    other = next(code for code in query.operands if code != leader)
    return Claim("more", larger=leader if context.has("top") else other, negated=negated)


def _leader(context: Context, query: Query) -> str:
    """Who of two is said to be first or last: "av Skåne och Halland fick Halland mest", "… jämfört med Halland"."""
    places = [place for place in context.analysis.places if place.code in query.operands]
    codes = [place.code for place in places]
    joined = len(codes) == 3 and places[1].start - places[0].end == 1 and codes[0] != codes[1]
    if joined and context.norm_before(places[0].start) in _AMONG:
        return codes[2]
    against = next((at for at, norm in enumerate(context.analysis.norms) if norm in AGAINST), None)
    if against is None or len(codes) != 2:
        return ""
    beside = [place.code for place in places if 0 < place.start - against <= _SET_BESIDE]
    return next((code for code in codes if code not in beside), "") if len(beside) == 1 else ""


_AMONG = word_set("mellan av bland between of among")
_SET_BESIDE = 3
"""So many tokens on "jämfört" the one stands that another is set against: "jämfört med Region Halland"."""


def _trend(context: Context, query: Query, sign: int, negated: bool) -> Claim | None:
    """As in "väntetiden har minskat", "alla regioner fick", "det blir ett underskott"."""
    falls = is_falling(context)
    along = query.dimension in ("period", "breakdown") or bool(sign) or context.indicator.unit == "persons"
    along = along or _has_year_before(context, query)
    if is_change(context.indicator) and context.indicator.unit == "persons" and falls != is_rising(context):
        one = len(context.slots.breakdowns) == 1  # of several groups no one direction is said
        return Claim("sign" if one else "unclear", sign=-1 if falls else 1, negated=negated)
    if along and (falls or is_rising(context)):
        if query.dimension == "period" and not sign and _of_something_else(context):
            return Claim("unclear")
        return Claim("falls" if falls else "rises", negated=negated)
    if context.has("all") and context.indicator.unit == "count":
        return Claim("unclear") if context.says(_ALMOST) else Claim("all", negated=negated)
    loose = context.says(LOOSE) and not (context.deviation_only or is_change(context.indicator))
    loose = loose or (bool(sign) and stated_sign(context.analysis) == sign and not _may_be_short(context))
    return Claim("unclear" if loose else "sign", sign=sign, negated=negated) if sign else None


def _may_be_short(context: Context) -> bool:
    """Whether a figure may be a surplus or deficit at all: "täcker åtgärderna underskottet?" says it of another."""
    if context.deviation_only or is_change(context.indicator) or has_deficits(context):
        return True
    return any(figure.value < 0 for figure in context.catalogue.store.figures(context.indicator.id))


def _of_something_else(context: Context) -> bool:
    """Whether it is what the money is for that is said to grow: "ökar vårdköerna" is not about the grant for them."""
    if context.indicator.unit != "SEK" or context.reading.elliptical or context.candidate.remembered:
        return False
    return not any(any(stem in norm for stem in _MONEY) for norm in context.analysis.norms)


def _has_year_before(context: Context, query: Query) -> bool:
    """Whether one year is named, and the figure of an earlier one is held that it rose or fell from."""
    if len(query.periods) != 1 or context.origin("period") != "said":
        return False
    return any(held and held < query.periods[0] for held in context.catalogue.holdings(context.indicator.id).periods)


def _bare(context: Context, negated: bool) -> Claim | None:
    """A statement with nothing to compare ("stämmer det att Skåne fick bidrag"): true where a figure is held."""
    if not context.has("claim") or asks_about_last(context):
        return None
    loose = context.has("more_than", "less_than", "top", "bottom", "change")
    loose = loose or context.says(FALLING | RISING | LOOSE)
    sure = context.has("received") and context.candidate.precision > _ALL_EXPLAINED and not loose
    return Claim("exists" if sure else "unclear", negated=negated)


_THAT = word_set("att that")


def is_negated(context: Context, amounts: tuple[Amount, ...]) -> bool:
    """Whether the statement denies something: a "not" shortly before its amount, or before its comparison."""
    behind = next((at for at, norm in enumerate(context.analysis.norms) if norm in _THAT), None)
    told = context.has("claim") or asks_if_false(context.analysis)
    stated = behind is not None and told  # "är det sant att Skåne inte fick mer än Halland?"
    if yes_no(context.analysis) and not stated:  # "var det inte 53 miljoner?" does not deny
        return False
    if "utan" in context.indicator.name.sv.split() or (not amounts and _denied_by_name(context)):
        return False
    if context.says(NEITHER):
        return True
    named = {place.start for place in context.analysis.places}
    nots = [cue.start for cue in context.analysis.cues if cue.id == "not" and cue.end not in named]
    if stated and yes_no(context.analysis):
        nots = [at for at in nots if behind is not None and at > behind]
    if asks_if_false(context.analysis):  # the "inte" of "stämmer det inte att" is no part of what is stated
        nots = [at for at in nots if at not in denials(context.analysis.norms)]
    if amounts:
        return any(
            0 < amount.start - at <= _NEAR_NOT
            and not _in_hedge(context, amount, at)
            and "," not in context.analysis.norms[at : amount.start]
            for amount in amounts
            for at in nots
        )
    return bool(nots) and (stated or not context.says(_FALSE))


def _denied_by_name(context: Context) -> bool:
    """Whether the one "not" of a statement is that of the figure's own name: "har klarat sig utan lån"."""
    own = not NEGATIONS.isdisjoint(words(normal(context.indicator.name.sv)))
    return own and sum(norm in NEGATIONS for norm in context.analysis.norms) == 1


def _in_hedge(context: Context, amount: Amount, at: int) -> bool:
    """Whether a "not" belongs to the hedge itself: "inte mindre än 398", "inte ens 40", "inte fullt 100"."""
    return amount.hedge in _OF_NOT and context.norm_at(at + 1) in _AFTER_NOT and amount.start - at <= HEDGE_LENGTH
