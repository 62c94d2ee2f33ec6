"""What a question states and wants checked: a value, a comparison, a place in the order, a rise or fall, a sign."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from msgspec.structs import replace

from knowledge.asking import claim_wanted, stated_move, stated_sign
from knowledge.complements import says_nobody
from knowledge.kinship import is_change
from knowledge.language.numbers import Amount
from knowledge.language.tables import word_set
from knowledge.language.text import normal, words
from knowledge.limits import TURNED
from knowledge.model import NATION
from knowledge.planning.against_budget import budget_relation, forecast_and_budget
from knowledge.planning.beside import says_beside
from knowledge.planning.beside_told import WHAT, beside_last
from knowledge.planning.bounds import as_bound
from knowledge.planning.claims_in_words import (
    HEDGE_LENGTH,
    LOOSE,
    NOT,
    claim_in_words,
    is_negated,
    set_beside_average,
)
from knowledge.planning.context import OECD, Context
from knowledge.planning.directions import (
    BETTER,
    FALLING,
    LESS,
    MORE,
    RISING,
    THAN,
    WORSE,
    end_said,
    has_deficits,
    is_falling,
    is_rising,
    lower_is_better,
)
from knowledge.planning.ranking import stated_place
from knowledge.query import Claim, Query
from knowledge.subjects import alias_words

_SMALLEST_DENOMINATOR = 10
_DENOMINATORS = {"beds_per_1000": 1000, "deaths_per_100000": 100_000}

_COUNT_WORD = 3
_BUDGET_WORDS = word_set("budget budgeten budgetramen budgetram")
_KEEPING = word_set("på följer håller höll enligt i on within keeps meets")
_ROUND_WHOLES = (10, 100, 1000)
_NO = word_set("ingen inga inget none enda no")
_ONE = word_set("en one a ett")
_REGION = word_set("region regioner regionerna regions county counties")
_ZERO = Amount(Decimal(0), "count", Decimal(1), 0, 0)
"""What "ingen region" states of a number of regions."""
_OR = word_set("eller or")
_UP_TO = word_set("till to")
_STAFF = word_set("personalen personal anställda bemanningen medarbetarna medarbetare staff employees workforce")
_JOINING = word_set("och and")
_OF = word_set("av of")
_SOMETHING_ELSE = 3.0
"""The weight of words behind an "och" from which they state something of their own."""
_SO = word_set("så alltså då och så so then och and")
_END_WORDS = (
    *("mest", "minst", "max", "min", "läng", "kort", "läg", "hög", "övre", "nedre", "undre", "tak", "golv", "topp"),
    *("botten", "bäst", "sämst", "värst", "snabb", "långsam", "region", "län", "viss", "någ", "all", "ingen", "inga"),
    *(
        "variera",
        "spann",
        "mellan",
        "upp",
        "ned",
        "ner",
        "ända",
        "long",
        "short",
        "high",
        "low",
        "best",
        "worst",
        "some",
    ),
    *("up", "down", "rang", "vari", "most", "least", "extrem", "gräns", "ytter", "slut", "börja", "start"),
)
"""Beginnings of words that tell of which end of a range something is said."""
_NOW = word_set("nu idag numera nuvarande now today currently")
_BEING = word_set("är ligger is stands")
_HIGHER, _LOWER = word_set("högre över ovanför higher above"), word_set("lägre under nedanför lower below")
"""Words for more and less than a number with its sign."""
_DOWN = word_set(
    "understiger understeg underskrider underskred bortfall bortfallet intäktsbortfall kort saknas fattas short below "
    "minskar minska minskat minskade krymper sjunker lägre mindre färre under lower less fewer falls shrinks decreases "
    "billigare cheaper"
)
_UP = word_set(
    "överstiger översteg skena skenar skenade förbi spräcker spräckte överskrida överstiga overshoots overshoot "
    "exceeds exceed beyond breaks break overruns "
    "ökar öka ökat ökade växer växa stiger högre större fler över more higher grows rises increases överskrider "
    "överskrids dyrare costlier"
)
_MOVING = RISING | FALLING | _UP | _DOWN | LOOSE


def stated_claim(context: Context, query: Query, amounts: tuple[Amount, ...]) -> Claim | None:
    """What the question states about the result of `query`; None where it asks for a figure."""
    wanted = claim_wanted(context.analysis) or _goes_on_stating(context)
    beside = None if amounts else beside_last(context)
    if beside is not None and not _asks(context):
        return beside
    if not wanted and _concludes_place(context):
        return Claim("order", place=stated_place(context))
    foreign = any(amount.unit == "foreign" for amount in context.analysis.amounts)
    if not wanted and not foreign and (_asks(context) or not _states_amount(context, amounts)):
        return None
    if _of_later(context, amounts):
        return Claim("unclear")  # "har inflationen sjunkit till 2 procent?", where one month's is held
    if _offers_years(context, query):
        return None
    said_or = not _OR.isdisjoint(_without_tag(context.analysis.norms))
    either = len(query.operands) == 2 and said_or and context.says(MORE | LESS) and not amounts
    if either and not context.has("claim") and context.regions:
        return None  # "blev det större i Kalmar eller Halland?"
    if any(pair in _HALF_OF_ORDER for pair in pairwise(context.analysis.norms)):
        return Claim("unclear")  # "på nedre halvan" is no half of the money
    if _says_more_besides(context) or says_beside(context, query, amounts):
        return Claim("unclear")  # "granskade 27 sjukhus och fann inga brister"
    if context.has("none_less", "none_more"):
        return Claim("least" if context.has("none_less") else "most", alone=context.has("alone"))
    beside_average = None if amounts else set_beside_average(context)
    if beside_average is not None:
        return beside_average
    if foreign or _of_today(context):
        return Claim("unclear")  # nothing is held in another currency
    halved = any(amount.kind == "fraction" for amount in amounts) and context.analysis.has("mean")
    if halved and context.indicator.unit == "percent" and OECD not in query.operands:
        return Claim("unclear")  # "lägre än hälften av snittet" is no half of a hundred
    negated = is_negated(context, amounts)
    sign = stated_sign(context.analysis) or _direction_sign(context)
    budgeted = "" if amounts else budget_relation(context, query)
    on_budget = context.says(_BUDGET_WORDS) and _on_budget(context) and not amounts
    if on_budget and budgeted in ("", "kept"):
        return Claim("on_budget", negated=negated)
    if budgeted:
        return Claim(budgeted, negated=negated, said=("budget",))
    nobody = _says_none(context) or says_nobody(context.analysis)
    if context.indicator.unit == "count" and not amounts and nobody:
        return Claim("value", (_ZERO,))
    if (
        context.indicator.unit == "count"
        and len(amounts) == 2
        and context.has("not")
        and not _part_of_regions(context, amounts)
    ):
        return Claim("unclear")  # "three are spared, 18 are not" states two things
    if amounts:
        own = tuple(a for a in amounts if a.unit == context.indicator.unit)
        part = _part_of_regions(context, amounts)
        if part is not None:
            return Claim("value", (part,), negated=negated)
        if len(amounts) > len(query.operands) > 1 and context.has("sum"):
            return Claim("unclear")  # "A fick 80 och B 83, sammanlagt 163" states three things
        if own and _counts_regions_besides(context, amounts):
            return Claim("unclear")
        each = _one_each(context, amounts, query)
        both = forecast_and_budget(context, amounts) is not None
        kept = amounts if each or both else _affirmed(context, own or amounts)
        kept = _first_first(context, kept)
        kept = tuple(_by_value(context, amount, below=has_deficits(context)) for amount in kept)
        of_those = _of_those(context) if query.dimension == "range" and len(kept) == 1 else ""
        if not own and context.indicator.series and len(kept) > 2:
            kept = tuple(a for a in kept if a.value > _COUNT_WORD)[:2]
        turned, spanned = _not_past(context, amounts)
        kept = turned if spanned else kept
        negated = negated and not spanned
        end = query.dimension == "range" and len(kept) == 1 and kept[0].hedge == "at_most"  # "går upp till 105 dagar"
        bound = (
            kept if end else _ends_of_span(context, query, kept) or tuple(as_bound(context, amount) for amount in kept)
        )
        return Claim(
            "value",
            bound,
            sign,
            negated and bound == amounts and of_those != "none",
            any_of=len(query.operands) > 1 and any(pair in _ANY_OF for pair in pairwise(context.analysis.norms)),
            in_order=each or _from_to(context, kept, query),
            mismatch=_other_denominator(context),
            quantifier=of_those,
            end=end_said(context) if query.dimension == "range" and len(kept) == 1 else "",
            of_whole=query.dimension == "range" and len(kept) == 1 and not of_those and _of_no_end(context),
        )
    if context.has("reversed") and not context.names_region:
        return _reversed(context)
    relative = _named_direction(context)
    if relative:
        return Claim("sign", sign=relative, negated=negated)
    pair = _sets_two_against_each_other(context)
    if len(query.operands) > 2 and context.has("more_than") and context.has("less_than"):
        return Claim("unclear")  # "större än Blekinge och mindre än Kronoberg" states two things
    if pair and context.says(_OR) and not context.has("claim"):
        return None
    if _moves_in_name(context):
        return Claim("unclear") if wanted else None
    return claim_in_words(context, query, pair=pair, sign=sign, negated=negated)


def _without_tag(norms: Sequence[str]) -> Sequence[str]:
    """The words of a statement without the "eller" that ends it: "så Uppsala fick mer, eller?"."""
    end = len(norms)
    while end and not norms[end - 1].isalnum():
        end -= 1
    return norms[: end - 1] if end and norms[end - 1] in _OR else norms


_ENDS_OF_ORDER = word_set("nedre undre övre bättre sämre lower upper bottom top")
_HALVES = word_set("halvan halva half")
_HALF_OF_ORDER = frozenset((which, half) for which in _ENDS_OF_ORDER for half in _HALVES)
_ANY_OF = frozenset((one, of) for one in word_set("någon nån något endera either any one") for of in ("av", "of"))


_PLACES = _REGION | word_set("ställen ställe håll regionen länet län landet places place somewhere anywhere ställena")
_SOME = word_set("någon nån några nåt något en somliga vissa some any one")
_WORST = frozenset((
    *(("värsta", "fall"), ("som", "mest"), ("som", "värst"), ("som", "längst"), ("upp", "till"), ("sig", "till")),
    *(("det", "finns"), ("finns", "det"), ("at", "worst"), ("up", "to"), ("there", "are"), ("there", "is")),
))
"""Words that say something of one of those between whom a range lies."""
_IN_PARTS = frozenset((("en", "del"), ("delar", "av"), ("sina", "håll"), ("some", "parts"), ("parts", "of")))
_EACH_ONE = word_set("alla samtliga varje all every each")


def _of_those(context: Context) -> str:
    """Of whom between the ends of a range something is stated: some, none or all; empty where nothing tells."""
    norms = context.analysis.norms
    placed = {near for at, norm in enumerate(norms) if norm in _PLACES for near in norms[max(0, at - 2) : at]}
    some = not _SOME.isdisjoint(placed)
    if not _NO.isdisjoint(placed) or _says_none(context) or (some and context.has("not")):
        return "none"
    if not _EACH_ONE.isdisjoint(placed):
        return "all"
    some = some or any(triple[:2] in _IN_PARTS for triple in pairwise(norms))
    return "some" if some or any(pair in _WORST for pair in pairwise(norms)) else ""


def _says_more_besides(context: Context) -> bool:
    """Whether behind an "och" something is stated that the subject has no words for."""
    match, norms = context.candidate.match, context.analysis.norms
    joint = next((at for at, norm in enumerate(norms) if norm in _JOINING and at), None)
    if match is None or joint is None:
        return False
    named = any(place.start > joint for place in context.analysis.places)
    behind = [term for term in match.unexplained if term.token > joint]
    known = any(term.token > joint for term in context.analysis.terms if term.token in match.matched)
    stated = any(amount.start > joint for amount in context.analysis.amounts)
    return not (named or known or stated) and sum(term.weight for term in behind) > _SOMETHING_ELSE


def _named_direction(context: Context) -> int:
    """The sign of "lägre än basscenariot" where the figure is named by how much higher it is; 0 for most."""
    name = words(normal(context.indicator.name.sv))
    more, less = context.says(MORE), context.says(LESS)
    if "högre" not in name or "procent" not in name or more == less or not context.says(THAN):
        return 0
    if context.origin("breakdown") == "said" and len(context.slots.breakdowns) > 1:
        return 0
    return 1 if more else -1


def _moves_in_name(context: Context) -> bool:
    """Whether "öka" and "över" only stand in the name that was said: "satsningen för att öka vårdkapaciteten"."""
    match = context.candidate.match
    said = [norm for norm in context.analysis.norms if norm in _MOVING]
    if not said or match is None or not set(alias_words(match.alias.text)).issuperset(said):
        return False
    return not is_change(context.indicator) or any(term.weight > 0 for term in match.unexplained)


def _concludes_place(context: Context) -> bool:
    """As in "så de kom trea?" after one region's figure."""
    last = context.last
    pointed = context.has("that", "that_region", "those") and not context.analysis.regions
    one = last is not None and len(last.areas) == 1 and context.reading.elliptical and bool(context.regions)
    asks = context.has("how_much", "how_many", "what", "who", "when", "why", "list", "how")
    return pointed and one and not asks and stated_place(context) is not None and context.norm_at(0) in _SO


def _reversed(context: Context) -> Claim:
    """As in "per invånare är det väl tvärtom?": of the two regions of the turn before the other one has more."""
    last = context.last
    told: dict[str, Decimal] = {}
    for said in last.figures if last is not None else ():
        if len(said.areas) == 1 and said.indicator == context.indicator.id:
            told.setdefault(said.areas[0], abs(said.value))
    if len(told) != 2 or len(set(told.values())) != 2:
        return Claim("unclear")
    return Claim("more", larger=min(told, key=lambda code: told[code]))


def _from_to(context: Context, amounts: tuple[Amount, ...], query: Query) -> bool:
    """Whether two amounts are stated as where something began and ended: "från 37 till 78", "37 → 78"."""
    if len(amounts) != 2 or not (context.indicator.series or len(query.periods) > 1):
        return False
    if amounts[0].start > amounts[1].start:
        return True
    before = context.norm_before(amounts[0].start)
    between = {context.norm_at(at) for at in range(amounts[0].end, amounts[1].start)}
    return before in ("från", "from") and not between.isdisjoint(("till", "to"))


def _first_first(context: Context, amounts: tuple[Amount, ...]) -> tuple[Amount, ...]:
    """Two amounts with the one first from which it came: of "nere på 37, från 78" the 78."""
    if len(amounts) != 2 or context.norm_before(amounts[1].start) not in _OUT_OF:
        return amounts
    came = context.norm_before(amounts[0].start) in _ARRIVED
    return amounts[::-1] if came and amounts[0].start < amounts[1].start else amounts


_OUT_OF, _ARRIVED = word_set("från from"), word_set("på till i vid at to")


def _part_of_regions(context: Context, amounts: tuple[Amount, ...]) -> Amount | None:
    """The part that "nio av tio regioner" states of a number of regions, or "sex av hundra" of a rate, in per cent."""
    bare = len(amounts) == 2 and amounts[0].bare and amounts[1].bare
    if bare and context.indicator.unit == "percent" and amounts[1].value in _ROUND_WHOLES:
        of_them = context.norm_at(amounts[0].end) in _OF and amounts[1].start == amounts[0].end + 1
        value = 100 * amounts[0].value / amounts[1].value
        return replace(amounts[0], value=value, unit="percent", step=Decimal(1), bare=False) if of_them else None
    if context.indicator.unit != "count" or not 0 < len(amounts) <= 2:
        return None
    first, second = amounts[0], amounts[-1]
    if len(amounts) == 1:  # "en av sju regioner"
        of_one = context.norm_before(first.start) in _OF and context.norm_at(first.start - 2) in _ONE
        if not of_one or not first.bare or not first.value:
            return None
        return replace(first, value=100 / first.value, unit="percent", kind="fraction", step=Decimal(1), bare=False)
    apart = context.norm_at(first.end) in _OF and second.start == first.end + 1
    if not apart or not second.value or first.value >= second.value:
        return None
    value = 100 * first.value / second.value
    return replace(first, value=value, unit="percent", kind="fraction", step=Decimal(1), bare=False)


def _counts_regions_besides(context: Context, amounts: tuple[Amount, ...]) -> bool:
    """Whether a number of regions is stated beside a sum, which the sum alone does not judge."""
    return context.indicator.unit != "count" and any(
        amount.bare and (context.norm_at(amount.end) in _REGION or (context.has("count") and len(amounts) > 1))
        for amount in amounts
    )


def _one_each(context: Context, amounts: tuple[Amount, ...], query: Query) -> bool:
    """Whether each amount is stated of one area: "i OECD 7,8 och i Sverige 5,5", "398 till Skåne, 99 till Halland"."""
    places = [place for place in context.analysis.places if place.code in query.operands]
    if len(amounts) < 2 or len(places) != len(amounts) or tuple(place.code for place in places) != query.operands:
        return False
    marks = sorted([(place.start, "place") for place in places] + [(amount.start, "amount") for amount in amounts])
    kinds = [kind for _, kind in marks]
    return kinds in (["place", "amount"] * len(amounts), ["amount", "place"] * len(amounts))


def _on_budget(context: Context) -> bool:
    """As in "ligger exakt på budget", "enligt budget", "följer budgeten"."""
    return any(
        context.norm_at(at) in _BUDGET_WORDS and context.norm_before(at) in _KEEPING
        for at in range(len(context.analysis.tokens))
    )


def _of_today(context: Context) -> bool:
    """Whether something is said to be so now, where the figure is of a month gone by: "KPI är nu 2 procent"."""
    norms = context.analysis.norms
    now = any(
        norm in _NOW and not _BEING.isdisjoint((context.norm_before(at), context.norm_at(at + 1), *norms[at - 4 : at]))
        for at, norm in enumerate(norms)
    )
    return now and context.origin("period") == "default" and any("-" in period for period in context.slots.periods)


def of_each_region(context: Context, query: Query, claim: Claim) -> bool:
    """Whether an amount is stated of every region or of none, and only the country's figure would be held against it.

    Args:
        context: the question.
        query: for the figure that was found.
        claim: what is stated.

    Returns:
        Whether the figure is of something else.
    """
    national = query.areas == (NATION,) and bool(context.regions) and context.origin("area") != "said"
    if claim.relation != "value" or not national or context.has("sum", "share", "mean"):
        return False
    norms = context.analysis.norms
    each = any(
        first in _EACH_ONE and second in _REGION and context.norm_before(at) not in _SHARED_BY
        for at, (first, second) in enumerate(pairwise(norms))
    )
    return each or _says_none(context)


_SHARED_BY = word_set("mellan bland på till av among between across to by")
"""Words before those who share a sum: "tre miljarder delas mellan alla regioner"."""


def _says_none(context: Context) -> bool:
    """As in "ingen region", "inte en region", "inte en enda av regionerna"."""
    norms = context.analysis.norms
    not_one = any(first in NOT and second in _ONE for first, second in pairwise(norms))
    return (context.says(_NO) or not_one) and context.says(_REGION)


def _by_value(context: Context, amount: Amount, *, below: bool) -> Amount:
    """An amount that a figure is said to be better or worse than, or above or below with its minus sign.

    Args:
        context: the question.
        amount: what was stated.
        below: whether the figure stands below zero, so that its size is the larger the worse it is.

    Returns:
        The amount as a limit on the size of the figure: "bättre än −15 miljarder" is a deficit under 15.
    """
    near = set(context.analysis.norms[max(0, amount.start - HEDGE_LENGTH) : amount.start])
    better, worse = not near.isdisjoint(BETTER), not near.isdisjoint(WORSE)
    if better == worse:
        if amount.signed >= 0 or not below:
            return amount
        better, worse = not near.isdisjoint(_HIGHER), not near.isdisjoint(_LOWER)
        if better == worse:
            return amount
    smaller = better == (below or lower_is_better(context))
    return replace(amount, hedge="under" if smaller else "over")


def _asks(context: Context) -> bool:
    """Whether the question, which is no yes/no question, asks for a figure, a place or a reason."""
    if any(first in THAN | _OF and second in WHAT for first, second in pairwise(context.analysis.norms)):
        return False  # "är det mer än vad Jönköping fick", "en tredjedel av vad Kronoberg fick"
    if _orders(context):
        return True
    if context.has("how_much", "how_many", "what", "who", "when", "why", "list", "how"):
        return True
    return context.has("top", "bottom", "position") and not context.names_region


def _not_past(context: Context, amounts: tuple[Amount, ...]) -> tuple[tuple[Amount, ...], bool]:
    """Two limits that are both denied, turned round: "inte under 85 men inte heller över 90"; and whether they are."""
    norms = context.analysis.norms
    denied = [a.hedge in TURNED and not NOT.isdisjoint(norms[max(0, a.start - _NOT_REACH) : a.start]) for a in amounts]
    if len(amounts) != 2 or not all(denied) or amounts[0].hedge == amounts[1].hedge:
        return amounts, False
    return tuple(replace(amount, hedge=TURNED[amount.hedge]) for amount in amounts), True


_NOT_REACH = 3
_WITHIN = word_set("mellan between spannet intervallet inom")


def _ends_of_span(context: Context, query: Query, amounts: tuple[Amount, ...]) -> tuple[Amount, ...]:
    """The limits between which one figure is said to lie: "fick Kalmar mellan 70 och 80 miljoner?"; none for others."""
    one = len(query.operands) < 2 and len(query.periods) < 2 and query.dimension not in ("range", "scenario")
    if not one or len(amounts) != 2 or len(query.breakdowns) > 1 or any(a.hedge or a.unit == "ratio" for a in amounts):
        return ()
    low, high = amounts
    span = context.norm_at(low.end) in ("till", "to") and context.norm_before(low.start) not in ("från", "from")
    dashed = high.start - low.end == 1 and (span or context.norm_at(low.end) == "-")
    if not (dashed or context.norm_before(low.start) in _WITHIN) or low.value >= high.value:
        return ()
    return replace(low, hedge="at_least"), replace(high, hedge="at_most")


_ORDERING = word_set("""
    ange angiv räkna beräkna uträkna uttryck skriv redovisa ge visa nämn säg berätta lista omvandla
    state give calculate compute express work write tell show name list convert
""")
"""Imperatives that ask for a figure behind what was stated."""
_SENTENCE_ENDS = frozenset(".!?;:")
_POLITE = word_set("snälla please och and nu now sedan sen then")


def _orders(context: Context) -> bool:
    """Whether a sentence behind a statement orders a figure: "… växer från 5 till 6,5. Ange ökningen i procent."."""
    norms = context.analysis.norms
    for at in range(1, len(norms)):
        if norms[at - 1] in _SENTENCE_ENDS:
            first = next((norm for norm in norms[at:] if norm not in _POLITE), "")
            if first in _ORDERING and context.has("change", "difference", "ratio", "sum", "share", "mean", "in_kronor"):
                return True
    return False


def _states_amount(context: Context, amounts: tuple[Amount, ...]) -> bool:
    """Whether an amount is there that is no mere follow-up ("och 3?")."""
    checked = context.last is not None and context.last.operation == "claim"
    whole = not context.reading.elliptical or context.names_region or checked
    return any(whole or amount.unit is not None for amount in amounts)


def _sets_two_against_each_other(context: Context) -> bool:
    """Whether two areas are named, or one besides a nation that has no regions."""
    slots, groups = context.slots, context.catalogue.places.groups
    named = [c for c in slots.operands if c in context.regions or c in groups or c in (NATION, OECD)]
    if len(named) != 1 or context.regions:
        return len(named) > 1
    return any(NATION in context.catalogue.holdings(ident).areas for ident in slots.indicators)


def _of_later(context: Context, amounts: tuple[Amount, ...]) -> bool:
    """Whether something is said to have come to an amount since, and only one dated figure is held."""
    held = context.catalogue.holdings(context.indicator.id).periods
    if len(held) != 1 or not held[0] or context.origin("period") == "said":
        return False
    moved = context.says(FALLING | RISING) or stated_move(context.analysis)
    return bool(moved) and any(context.norm_before(amount.start) in _UP_TO for amount in amounts)


def _offers_years(context: Context, query: Query) -> bool:
    """As in "var det 2023 eller 2024 som …?": which of the years it was is asked, and none of them is stated."""
    said = context.analysis.periods
    offered = len(said) == 2 and _OR.intersection(context.analysis.norms[said[0].end : said[1].start])
    return bool(offered) and len(query.periods) > 1 and not context.has("claim")


def _goes_on_stating(context: Context) -> bool:
    """As in "och Stockholm minst?" after a statement that was judged: the next one is to be judged too."""
    last = context.last
    if last is None or last.operation != "claim" or not context.reading.elliptical or _asks(context):
        return False
    return context.names_region and len(context.slots.areas) == 1 and context.has("top", "bottom")


def _affirmed(context: Context, amounts: tuple[Amount, ...]) -> tuple[Amount, ...]:
    """Of "135,9 och inte 139,5" the amount that is meant."""
    tokens = context.analysis.tokens
    meant = tuple(a for a in amounts if NOT.isdisjoint(token.norm for token in tokens[max(0, a.start - 2) : a.start]))
    return meant or amounts


def _of_no_end(context: Context) -> bool:
    """Whether nothing says of which end of a range, or of which region, an amount is stated."""
    if context.has("top", "bottom", "difference", "ratio", "more_than", "less_than", "range"):
        return False
    return not any(norm.startswith(_END_WORDS) for norm in context.analysis.norms)


def _other_denominator(context: Context) -> bool:
    """Whether "per 100 invånare" is said of a figure that is per 1 000."""
    wanted = _DENOMINATORS.get(context.indicator.unit)
    said = {
        a.value
        for a in context.analysis.amounts
        if context.norm_before(a.start) == "per" and a.value >= _SMALLEST_DENOMINATOR
    }
    return wanted is not None and bool(said) and wanted not in said


def _direction_sign(context: Context) -> int:
    """The sign that "ökar" or "lägre än budgeterat" gives a figure that is itself a change or deviation, else 0."""
    bounds = {amount.start - 1 for amount in context.analysis.amounts}  # "över 80" says nothing of a direction
    said = {norm for at, norm in enumerate(context.analysis.norms) if at not in bounds}
    if _so_many_more(context):
        said |= _MORE_TO_COME
    down = not (_DOWN | FALLING).isdisjoint(said)
    judged = context.deviation_only and context.says(WORSE | BETTER)
    if down == (not (_UP | RISING).isdisjoint(said)) and not judged:
        return 0
    sign = -1 if down else 1
    indicator = context.indicator
    if is_change(indicator) and indicator.breakdowns:
        return sign
    verbs = is_falling(context), is_rising(context)
    if is_change(indicator) and indicator.unit in ("SEK", "count") and verbs[0] != verbs[1]:
        of_staff = indicator.unit == "count" and context.says(_STAFF)  # "neddragningarna ökar" is no growth
        return (-1 if verbs[0] else 1) if of_staff or indicator.unit == "SEK" else 0
    if context.deviation_only and context.says(WORSE) != context.says(BETTER):  # a deficit is stored with a minus
        return -1 if context.says(WORSE) else 1
    if context.deviation_only:
        budgeted = "budget" in context.catalogue.holdings(indicator.id).scenarios
        figures = context.catalogue.store.observations(indicator.id) if budgeted else ()
        budget = [o.value for o in figures if o.scenario == "budget"]
        if budget and budget[0]:
            return sign if budget[0] > 0 else -sign
    return 0


def _so_many_more(context: Context) -> bool:
    """Whether "till" behind an amount, with nothing to go to, says that so many are added: "blir 200 000 till"."""
    return any(
        context.norm_at(amount.end) in _UP_TO and not context.norm_at(amount.end + 1)[:1].isalnum()
        for amount in context.analysis.amounts
    )


_MORE_TO_COME = word_set("fler")
