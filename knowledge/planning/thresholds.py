"""Limits: "vilka fick mer än 100 miljoner", "mellan 90 och 100", "över snittet", "hur många fick mindre än Kalmar"."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from msgspec.structs import replace

from knowledge.asking import asks_year, claim_wanted, wants_scale, yes_no
from knowledge.cells import Figures
from knowledge.language.numbers import Amount
from knowledge.language.tables import word_set
from knowledge.limits import TURNED, is_negated, limit_of
from knowledge.outcomes import NotFound
from knowledge.planning.context import REGIONS, Context
from knowledge.planning.ranking import direction
from knowledge.query import Claim, Query

_LIMITABLE = ("SEK", None, "SEK_per_person", "persons")
"""Units in which a limit on regions' figures may be set."""
_MILLION = 1_000_000
_PLAINLY_KRONOR = 1000
"""From here on a bare limit is in kronor; a smaller one ("mer än 100") is in millions."""
_LARGEST_COUNT = 100
"""A bare number up to this is a count or a rank, not a figure that somebody looks for."""

_LOWER_LIMITS = ("over", "at_least")
_BETWEEN = frozenset(("mellan", "between", "från", "from", "spannet", "intervallet", "spann", "range"))
_UP_TO = frozenset(("-", "till", "to"))
_ABOVE = frozenset(("över", "above", "than", "än", "ovanför", "överstiger"))
_BELOW = frozenset(("under", "below", "nedanför", "understiger"))
_MEMBERS = frozenset((
    "region",
    "regionen",
    "länet",
    "regioner",
    "regionerna",
    "län",
    "landsting",
    "regions",
    "counties",
    "county",
))
_MOST = frozenset(("flesta", "merparten", "majoriteten", "majoritet", "flertalet", "most", "majority"))
_SEVERAL = frozenset(("flera", "några", "several", "some"))
_ANY = frozenset(("nån", "någon", "något", "nåt", "any"))
_MANY = frozenset(("många", "få", "fåtal", "fåtalet", "enstaka", "many", "few"))
_NONE = frozenset(("ingen", "inga", "inget", "none", "nobody", "no"))
_BUT_NOT = frozenset(("inte", "not", "ej", "under", "mindre", "less", "below", "högst", "max"))
_NOT = frozenset(("inte", "ej", "not"))
_DENIAL = 3
"""So many words before an amount the "not" of its hedge stands: "inte fler än tre"."""
_NOT_ONE = frozenset((no, one) for no in _NOT for one in ("en", "ett", "one", "a"))
_BUT = frozenset(("men", "but"))
_OR = frozenset(("eller", "or"))
_OR_MORE = frozenset(("mer", "mera", "mindre", "fler", "färre", "more", "less"))
"""Words behind an "eller" that hedge the amount before it: "60 miljoner eller mer"."""
_ONLY = frozenset(("bara", "endast", "enbart", "blott", "only", "just"))
_SOLE = frozenset(("enda", "ensam", "ensamma", "only", "sole"))
_THE = frozenset(("de", "dom", "the", "våra", "landets"))
_OTHER = frozenset(("annan", "andra", "other", "else"))
_WHO_DOES = frozenset(("som", "om", "that", "to"))
_OLDEST = 120
"""A bare limit up to here on a number of people is an age."""
_PLACE_ASKED = frozenset(("vilken", "vilket", "which", "vem", "who"))
_HOW = frozenset(("hur", "how"))

_OTHERS = ("andra", "fler", "annars", "others", "else")
_WHICH_OTHERS = frozenset((which, other) for which in ("vilka", "vem", "which", "who") for other in _OTHERS)


def threshold(context: Context, query: Query, amounts: tuple[Amount, ...]) -> Query | NotFound | None:
    """The query for the regions past a limit, or for their number; None where no limit is set."""
    analysis = context.analysis
    if not context.regions or query.dimension != "area":
        return None
    last = context.last
    if last is not None and last.per_capita and context.subject.key in last.subjects and _past_so(context) is not None:
        query = replace(query, per_capita=True)  # "hur många fick mer än så?" after a figure per inhabitant
    past = _number_past_region(context, query)
    if past is not None:
        return past
    alone = _alone(context, query, amounts)
    if alone is not None:
        return alone
    quantified = _quantified(context, query, amounts)
    if quantified is not None:
        return quantified
    over = _over_those_past(context, query, amounts)
    if over is not None:
        return over
    near = len(amounts) == 1 and amounts[0].hedge in ("just_over", "just_under")
    if (yes_no(analysis) and not context.has("list")) or (near and context.has("mean", "median")):
        return None
    counting = context.has("count") or (context.has("how_many") and not context.has("how_much"))
    counting = counting and not context.has("ratio", "difference")
    listed = replace(query, operation="count" if counting else "list")
    listing = counting or context.has("list", "who", "what", "descending", "ascending")
    stated = context.has("claim") and not counting
    if listing and not stated and not context.names_region:
        if _either_limit(context, amounts):
            return NotFound("not_computable", {"query": query, "subject": context.subject}, (context.subject,))
        past = (
            _past_amount(context, listed, amounts)
            or _between(context, listed, amounts)
            or _past_average(context, listed)
            or _past_told(context, listed)
        )
        if past is not None:  # "utan att vara storstadsregioner": the group names those that are left out
            return replace(past, group="") if context.has("without") else past
    return _past_region(context, listed, counting)


def _over_those_past(context: Context, query: Query, amounts: tuple[Amount, ...]) -> Query | NotFound | None:
    """As in "snittet för regioner med över 100 miljoner", "vad fick de som fick under 50 miljoner tillsammans?"."""
    summed = context.has("sum") and context.says(_TOGETHER) and context.has("how_much", "what")
    operation = "mean" if context.has("mean") else "median" if context.has("median") else "sum" if summed else ""
    if not operation or query.per_capita or claim_wanted(context.analysis) or context.names_region:
        return None
    if not context.says(_MEMBERS | _THOSE) or context.has("share", "ratio", "difference", "count", "top", "bottom"):
        return None
    if any(context.norm_before(cue.start) in _ABOVE | _BELOW for cue in context.analysis.cues if cue.id == operation):
        return None  # "över snittet" is itself a limit
    if _either_limit(context, amounts):
        return NotFound("not_computable", {"query": query, "subject": context.subject}, (context.subject,))
    past = _past_amount(context, query, amounts) or _between(context, query, amounts)
    if past is None or past.threshold is None:
        return None
    cells = Figures(context.catalogue).select(replace(past, operation="list", operands=(), group=""))
    areas = tuple(cell.area for cell in cells if cell.area in context.regions and _passes(past, cell.value))
    if not areas:
        return NotFound("not_computable", {"query": query, "subject": context.subject}, (context.subject,))
    return replace(query, operation=operation, areas=areas, operands=areas if summed else (), group="")


def _passes(query: Query, value: Decimal) -> bool:
    """Whether a figure is past the limit of a query."""
    low = query.threshold
    high = query.upper_threshold or low
    if low is None or high is None:
        return True
    if query.comparator == "between":
        return low.value <= value <= high.value and value not in {e.value for e in (low, high) if e.hedge in _OUTSIDE}
    if query.comparator in ("over", "at_least"):
        return value > low.value or (value == low.value and query.comparator == "at_least")
    return value < low.value or (value == low.value and query.comparator == "at_most")


_TOGETHER = frozenset(("ihop", "tillsammans", "summan", "sammanlagt", "together", "combined", "altogether"))
_THOSE = frozenset(("de", "dem", "dom", "those"))
_OUTSIDE = ("over", "under")


def _past_amount(context: Context, query: Query, amounts: tuple[Amount, ...]) -> Query | None:
    """As in "vilka fick mer än 100 miljoner"; with "stämmer det att 7 regioner …" the number of them is checked."""
    hedged = _limited(context, amounts)
    if not hedged or _is_age(context, hedged[0][0]):
        return None
    limit, comparator = hedged[0]
    span = _span(context, query, hedged)
    if span is not None and len(amounts) == 2:
        return span
    if len(hedged) == 1 and len(amounts) == 2 and amounts[0] is limit and _caps(context, amounts[1]):
        low, high = (in_kronor(context, query, amount, amounts[1].unit) for amount in amounts)
        areas = _among(context, query)
        return replace(query, areas=areas, threshold=low, upper_threshold=high, comparator="between")
    numbers = [a for a in amounts if a is not limit and a.bare] or [
        a for a in context.analysis.amounts if a.bare and a.start < limit.start and a.value <= REGIONS
    ]
    limit = in_kronor(context, query, limit)
    past = replace(query, areas=_among(context, query), threshold=limit, comparator=comparator)
    if context.has("claim") and numbers:
        return replace(past, operation="count", claim=Claim("value", (numbers[0],)))
    from_below = comparator in ("under", "at_most") and context.has("ascending")
    return replace(past, direction=direction(context, "bottom" if from_below else "top"))


def _span(context: Context, query: Query, hedged: list[tuple[Amount, str]]) -> Query | None:
    """The query for what lies between two limits: "mer än 90 men mindre än 100 miljoner", "högst 140 och minst 100"."""
    if len(hedged) != 2:
        return None
    (first, side), (second, other) = hedged
    counts = (first.bare and not second.bare) or context.norm_at(second.end) in _MEMBERS
    if counts:  # "minst 3 regioner fick under 100 miljoner"
        return None
    units = {amount.unit for amount in (first, second)} - {None}
    if (side in _LOWER_LIMITS) == (other in _LOWER_LIMITS) or len(units) > 1:
        return None
    unit = next(iter(units), None)
    first = replace(in_kronor(context, query, first, unit), hedge=side)
    second = replace(in_kronor(context, query, second, unit), hedge=other)
    low, high = (first, second) if side in _LOWER_LIMITS else (second, first)
    if low.value > high.value:
        return None
    areas = _among(context, query)
    return replace(query, areas=areas, threshold=low, upper_threshold=high, comparator="between")


def _either_limit(context: Context, amounts: tuple[Amount, ...]) -> bool:
    """Whether those past the one or the other of two limits are wanted: "under 50 eller över 400 miljoner"."""
    hedged = _limited(context, amounts)
    if len(hedged) != 2 or hedged[0][1] == hedged[1][1]:
        return False
    between = range(hedged[0][0].end, hedged[1][0].start)
    return any(context.norm_at(at) in _OR and context.norm_at(at + 1) not in _OR_MORE for at in between)


def _among(context: Context, query: Query) -> tuple[str, ...]:
    """The regions to hold against a limit: all, those of a group, or all but those, or but those that were told."""
    members = context.members(query.group)
    others = any(pair in _WHICH_OTHERS for pair in pairwise(context.analysis.norms))
    if context.last is not None and context.reading.elliptical and others:
        told = context.members(context.last.group) if context.last.group else context.last.areas
        members = tuple(code for code in members if code not in told)
    if query.group and context.has("without"):
        return tuple(code for code in context.regions if code not in members)
    return members


def _limited(context: Context, amounts: tuple[Amount, ...]) -> list[tuple[Amount, str]]:
    """The amounts that set a limit, and on which side of it the figures are to be."""
    found = ((amount, limit_of(context.analysis.norms, amount)) for amount in amounts if amount.unit in _LIMITABLE)
    return [(amount, limit.side) for amount, limit in found if limit is not None]


def _caps(context: Context, amount: Amount) -> bool:
    """Whether an amount is the upper of two limits: "över 80 men inte 90", "over 80 but under 90"."""
    before = [context.norm_at(at) for at in range(max(0, amount.start - 4), amount.start)]
    return not _BUT.isdisjoint(before) and not _BUT_NOT.isdisjoint(before)


def in_kronor(context: Context, query: Query, amount: Amount, unit: str | None = None) -> Amount:
    """A small bare limit on money in millions: "mer än 100"; `unit` is that of the amount beside it."""
    money = context.indicator.unit == "SEK" and not query.per_capita
    if amount.unit is None and money and (unit == "SEK" or abs(amount.value) < _PLAINLY_KRONOR):
        return replace(amount, value=amount.value * _MILLION, step=amount.step * _MILLION, unit="SEK")
    return amount


def _is_age(context: Context, amount: Amount) -> bool:
    """Whether a limit on a number of people is an age: "hur många över 80 bor i Sverige"."""
    return context.indicator.unit == "persons" and amount.unit in (None, "persons") and amount.value <= _OLDEST


def _between(context: Context, query: Query, amounts: tuple[Amount, ...]) -> Query | None:
    """As in "mellan 90 och 100 miljoner", "90–100 miljoner"."""
    if len(amounts) != 2:
        return None
    low, high = amounts
    dashed = high.start - low.end == 1 and context.norm_at(low.end) in _UP_TO
    if not dashed and context.norm_before(low.start) not in _BETWEEN:
        return None
    areas = _among(context, query)
    return replace(
        query,
        areas=areas,
        threshold=low,
        upper_threshold=high,
        comparator="between",
        direction=direction(context),
    )


def _past_average(context: Context, query: Query) -> Query | None:
    """As in "över snittet", "under medianen"."""
    for cue in context.analysis.cues:
        if cue.id in ("mean", "median"):
            before = {
                context.norm_at(at) for at in range(max(0, cue.start - 2), cue.start + 1)
            }  # "över medel" is one cue
            above, below = not before.isdisjoint(_ABOVE), not before.isdisjoint(_BELOW)
            if above or below:
                comparator = "under" if not above or context.has("less_than") else "over"
                return _past(context, query, _among(context, query), cue.id, comparator)
    return None


def _past_told(context: Context, query: Query) -> Query | None:
    """As in "hur många fick mer än så?", "vilka ligger över det?" after a mean, a sum or another figure just told."""
    last = context.last
    if last is None or last.operation not in _TOLD or not last.figures or context.subject.key not in last.subjects:
        return None
    told = last.figures[0]
    same = told.unit == ("SEK_per_person" if query.per_capita else context.indicator.unit)
    side = _past_so(context)
    if side is None or not same or last.per_capita != query.per_capita:
        return None
    less = side in _BELOW or (side in _THAN and context.has("less_than"))
    limit = Amount(told.value, told.unit, Decimal(1), 0, 0)
    past = replace(query, areas=context.regions, group="", operands=())
    return replace(past, threshold=limit, comparator="under" if less else "over", direction=direction(context))


def _past_so(context: Context) -> str | None:
    """The word before "så" or "det" that makes a limit of what was told: "mer än så", "över det"."""
    return next((one for one, two in pairwise(context.analysis.norms) if two in _SO and one in _PAST_WHAT), None)


_TOLD = ("mean", "median", "sum", "lookup", "claim", "difference", "position")
_SO, _THAN = word_set("så det den detta that this so it"), word_set("än than")
_PAST_WHAT = _THAN | word_set("över under ovanför nedanför above below over")


def _past_region(context: Context, query: Query, counting: bool) -> Query | None:
    """As in "hur många fick mindre än Kalmar"."""
    named = [code for code in context.slots.areas if code in context.regions]
    counted = counting and context.has("above") != context.has("below")  # "hur många ligger efter Jönköping"
    if (
        len(named) != 1
        or context.has("how_much", "difference", "claim")
        or (context.has("above", "below") and not counted)
        or not (context.has("more_than", "less_than") or counted)
        or not (counting or context.has("who", "list"))
    ):
        return None
    comparator = "over" if context.has("more_than") or (counted and context.has("above")) else "under"
    return _past(context, query, context.regions, named[0], comparator)


def _number_past_region(context: Context, query: Query) -> Query | None:
    """As in "bara tre regioner fick mer än Östergötland": how many are said to have more, or less, than one."""
    named = [code for code in context.slots.areas if code in context.regions]
    counts = [a for a in context.analysis.amounts if a.bare and context.norm_at(a.end) in _MEMBERS]
    if len(named) != 1 or len(counts) != 1 or query.group or not claim_wanted(context.analysis):
        return None
    if len(context.analysis.amounts) > 1 or context.has("more_than") == context.has("less_than") or context.says(_HOW):
        return None
    if context.has("ratio", "difference", "sum", "mean", "median", "top", "bottom", "without"):
        return None
    place = next((p for p in context.analysis.places if p.code == named[0]), None)
    if place is None or place.start < counts[0].start:
        return None
    comparator = "over" if context.has("more_than") else "under"
    past = _past(context, replace(query, operands=()), context.regions, named[0], comparator)
    return replace(past, operation="count", claim=Claim("value", (counts[0],)))


def _past(context: Context, query: Query, areas: tuple[str, ...], limit: str, comparator: str) -> Query:
    """The query for the areas past a region's figure or an average."""
    return replace(query, areas=areas, threshold_area=limit, comparator=comparator, direction=direction(context))


def _quantified(context: Context, query: Query, amounts: tuple[Amount, ...]) -> Query | None:
    """A claim on how many are past a limit: "sex regioner fick över 100 miljoner", "alla fick minst 40"."""
    if context.has("mean", "median") and len(amounts) == 1:
        return None  # "i genomsnitt knappt 143 miljoner"
    limit, comparator = next(((a, side) for a, side in _limited(context, amounts) if not a.bare), (None, ""))
    between = _between(context, query, amounts) if limit is None and not context.names_region else None
    limit = between.threshold if between is not None else limit
    if limit is None or not claim_wanted(context.analysis) or context.says(_HOW) or context.names_region:
        return None
    areas = _among(context, query)
    span = between or _span(context, query, _limited(context, amounts))
    if any(norm in _MANY and context.norm_at(at + 1) in _MEMBERS for at, norm in enumerate(context.analysis.norms)):
        return replace(query, claim=Claim("unclear"))  # how many "många" are, nobody can tell
    claim = _how_many_claimed(context, limit, len(areas))
    if claim is None:
        return None
    if span is not None:
        claim = claim if claim.relation == "value" else Claim("unclear")
        return replace(span, operation="count", group="", claim=claim)
    return replace(query, operation="count", areas=areas, threshold=limit, comparator=comparator, group="", claim=claim)


def _alone(context: Context, query: Query, amounts: tuple[Amount, ...]) -> Query | None:
    """A claim that just the regions named are past a limit, or all but those: "bara Skåne …", "alla utom Gotland …"."""
    named = tuple(code for code in context.slots.areas if code in context.regions)
    if query.group and any(
        place.kind == "group" and context.norm_before(place.start) in _ONLY for place in context.analysis.places
    ):
        named, query = context.members(query.group), replace(query, group="")  # "bara storstadsregionerna"
    if not named or query.group or not claim_wanted(context.analysis) or context.says(_HOW):
        return None
    limit, comparator = next(iter(_limited(context, amounts)), (None, ""))
    if limit is None:
        return None
    if context.has("without") and context.has("all"):
        meant = tuple(code for code in context.regions if code not in named)
    elif _only_named(context):
        meant = named
    else:
        return None
    span = _span(context, query, _limited(context, amounts))
    limit = in_kronor(context, query, limit)
    claim = Claim("just", said=meant)
    if span is not None:
        return replace(span, operation="count", areas=context.regions, operands=(), claim=claim)
    return replace(
        query,
        operation="count",
        areas=context.regions,
        operands=(),
        threshold=limit,
        comparator=comparator,
        claim=claim,
    )


def _only_named(context: Context) -> bool:
    """Whether only the places named are spoken of: "bara Skåne", "Stockholm är den enda region som"."""
    sole = any(
        norm in _SOLE and context.norm_at(at + 1) in _MEMBERS | _WHO_DOES
        for at, norm in enumerate(context.analysis.norms)
    )
    other = context.says(_NONE) and context.says(_OTHER)  # "ingen annan region än Stockholm"
    places = [place for place in context.analysis.places if place.kind in ("region", "group")]
    return sole or other or any(context.norm_before(place.start) in _ONLY for place in places[:1])


def _how_many_claimed(context: Context, limit: Amount, members: int) -> Claim | None:
    """How many are said to be past the limit: a number or a fraction before it, "ingen" or "alla"."""
    for amount in context.analysis.amounts:
        if amount.start < limit.start and amount.kind == "fraction":
            count = amount.value * members / 100
            return Claim("value", (replace(amount, value=count, unit=None, kind="number", step=Decimal(1)),))
        counts = not amount.definite and context.norm_before(amount.start) not in _THE
        if amount.start < limit.start and amount.bare and amount.value <= REGIONS and counts:
            if context.has("without") and context.has("all"):  # "alla utom tre fick mindre än 300 miljoner"
                return Claim("value", (replace(amount, value=members - amount.value),))
            fewer = amount.start > _DENIAL and context.norm_at(amount.start - _DENIAL) in _NOT  # "inte fler än tre"
            turned = replace(amount, hedge=TURNED[amount.hedge]) if fewer and amount.hedge in TURNED else amount
            return Claim("value", (turned,))
        counted = context.norm_at(amount.end) in _MEMBERS or (context.has("count") and amount.value <= REGIONS)
        if amount.start >= limit.end and amount.bare and counted:
            return Claim("value", (amount,))  # "översteg 100 miljoner i sju regioner", "antalet regioner … var sju"
    norms = context.analysis.norms
    if context.says(_NONE) or any(tuple(norms[at : at + 2]) in _NOT_ONE for at in range(len(norms))):
        return Claim("none")
    negation = next((at for at, norm in enumerate(norms) if norm in _NOT), len(norms))
    if any(norm in _ANY for norm in norms[negation:]) and is_negated(norms, limit):
        return Claim("every")  # "var inte under 25 miljoner för någon region"
    if context.says(_MEMBERS) and context.says(_MOST | _SEVERAL | _ANY):
        most = context.says(_MOST)
        number = Decimal(members) / 2 if most else Decimal(1 if context.says(_ANY) else 2)
        hedge = "over" if most else "at_least"
        return Claim(
            "value", (replace(limit, value=number, unit=None, hedge=hedge, step=Decimal(1), scale=Decimal(1)),)
        )
    return Claim("every") if context.has("all") else None


def _labelled(context: Context, amount: Amount) -> bool:
    """Whether "beloppet" only says what the number is: "vilken region fick beloppet 83 223 369 kronor?"."""
    near = {context.norm_at(at) for at in range(max(0, amount.start - 2), amount.start)}
    others = context.has("difference", "sum", "share", "how_many")
    return not others and context.says(_PLACE_ASKED) and not near.isdisjoint(("beloppet", "belopp", "summan", "amount"))


def sought(context: Context, query: Query, amounts: tuple[Amount, ...]) -> Query | None:
    """The other way round: which region, year or row has this amount ("vilket år gäller 544 miljoner?")."""
    of_year = asks_year(context.analysis) and context.indicator.unit != "SEK"  # "vilket år är det 98?", of per cent
    plain = [
        a
        for a in amounts
        if a.hedge in ("", "about", "exact", "just_over", "just_under")
        and (a.unit is not None or a.value > _LARGEST_COUNT or of_year)
    ]
    if (
        not plain
        or not context.has("who", "when", "what", "where")
        or (
            context.has("how_much", "how_many", "difference", "sum", "share", "mean", "median", "change")
            and not _labelled(context, plain[0])
        )
        or context.names_region
        or (
            (context.has("in_kronor") or wants_scale(context.analysis))
            and context.indicator.unit == "SEK"
            and plain[0].unit == "percent"
        )
    ):
        return None  # a stated share that is wanted in kronor was found already, and is not looked for
    if asks_year(context.analysis) and context.origin("period") == "remembered" and not context.regions:
        query = replace(query, periods=context.catalogue.holdings(query.indicators[0]).periods)
    return replace(query, operation="find", areas=context.regions or query.areas, group="", threshold=plain[0])
