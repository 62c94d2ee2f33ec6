"""From a subject with its slots to an exact query: the order of the steps, and what every query has."""

from __future__ import annotations

from msgspec.structs import replace

from knowledge.asking import asks_either, claim_wanted
from knowledge.catalogue import Catalogue
from knowledge.denominators import DIVIDING
from knowledge.language.numbers import Amount
from knowledge.language.tables import word_set
from knowledge.outcomes import NotFound
from knowledge.planning.against_budget import off_budget
from knowledge.planning.amounts import stated_amounts
from knowledge.planning.between_stated import between_stated, stated_from_to
from knowledge.planning.choice import chosen_operation
from knowledge.planning.claim_queries import with_claim
from knowledge.planning.claims import of_each_region, stated_claim
from knowledge.planning.context import EACH, POINTS, Context, several
from knowledge.planning.follow_ups import remembered_per_capita
from knowledge.planning.of_extremes import stated_of_extreme
from knowledge.planning.part_of_told import part_of_told
from knowledge.planning.rows import rows_past
from knowledge.planning.stated_whole import part_of_last, rest_of_stated, share_of_stated
from knowledge.planning.thresholds import sought, threshold
from knowledge.planning.unmet import asks_which, is_unjudged, is_unmet
from knowledge.query import Claim, Query
from knowledge.reading import Candidate, Reading
from knowledge.slots import Slots

_ENGLISH_POINTS = word_set("points")
_PERCENT = word_set("""
    procent procenttal % percent procentuellt procentuell procentuella prosent percentage procents pct procentändring
    procentändringen procentförändring procentförändringen
""")
_PERCENT_OF = ("procentök", "procentminsk", "procentänd", "procentför", "procentskill")
"""Beginnings of compounds of a change in per cent."""
_NOT = word_set("inte ej not")
_FROM = word_set("från from")
_AND = word_set("och samt o & and")
_THREE = 3
_SETTING_AGAINST = ("more_than", "less_than", "difference", "ratio", "compare", "as_much")
_THAN = word_set("än minus mot som jämfört versus vs than against")
_AMONG = word_set("antalet antal alla på mellan among by på")
_PEOPLE = ("are", "arna", "ning", "ningar", "ningarna", "bo", "bor", "borna", "ing", "ingar", "it", "iter")
"""Endings of the names of a region's people: skåning, stockholmare."""
_ONE_PERSON = ("ing", "ings", "are", "ares", "bo", "bos", "it")
"""Endings for one of them: "var norrbottnings del"."""


class Planner:
    """Plans queries for one reading of a question."""

    def __init__(self, catalogue: Catalogue, reading: Reading) -> None:
        """`reading` is the question and its conversation."""
        self._catalogue = catalogue
        self._reading = reading

    def plan(self, candidate: Candidate, slots: Slots, table: str = "", *, alone: bool = True) -> Query | NotFound:
        """The exact query for a candidate.

        Args:
            candidate: the subject that was chosen.
            slots: which of its figures are meant.
            table: the table whose rows are meant; empty for an indicator.
            alone: whether this candidate is to give all that is asked for, with no other beside it.

        Returns:
            The query, with a claim where something is stated; `NotFound` where the store cannot give what is asked for.
        """
        context = Context.of(self._catalogue, self._reading, candidate, slots)
        query = _plain(context, table)
        part = part_of_told(context, query)
        if part is not None:
            return part
        if _asks_how_short(context):
            return NotFound("not_computable", {"query": query, "subject": context.subject}, (context.subject,))
        divided = _in_equal_parts(context, query)
        if divided is not None:
            return divided
        amounts = stated_amounts(context)
        of_stated = share_of_stated(context, query)
        if of_stated is not None:
            return of_stated
        left = rest_of_stated(context, query)
        if left is not None:
            return left
        limited = threshold(context, query, amounts) or rows_past(context, query, amounts)
        limited = limited or stated_of_extreme(context, query, amounts) or off_budget(context, query, amounts)
        if limited is not None:
            return limited
        moved = between_stated(context, query)
        if moved is not None:
            return moved
        query = stated_from_to(context, _from_period_before(context, query, amounts))
        if part_of_last(context, amounts):  # it is no statement that the region got half of the whole
            return NotFound("not_computable", {"query": query, "subject": context.subject}, (context.subject,))
        either = asks_either(context.analysis)
        stated = not (either and not _hedges(context, amounts)) and not _names_both_ends(context, amounts)
        claim = stated_claim(context, query, amounts) if stated else None
        if claim is not None and of_each_region(context, query, claim):
            claim = Claim("unclear")  # what is said of all regions, or of none, the sum of all does not judge
        if claim is not None and asks_which(context) and not slots.area_said:  # "vilka spräckte 130 miljoner?"
            return NotFound("not_computable", {"query": query, "subject": context.subject}, (context.subject,))
        if claim is not None:
            return with_claim(context, replace(query, rounded=""), claim)
        planned = sought(context, query, amounts)
        if planned is not None:
            return planned
        chosen = chosen_operation(context, _pair(context, query) if either else query)
        if alone and isinstance(chosen, Query) and not either and is_unjudged(context, chosen):
            return NotFound(
                "unverifiable", {"query": chosen, "subject": context.subject}, (context.subject,), claim=True
            )
        if alone and isinstance(chosen, Query) and is_unmet(context, chosen):
            return NotFound("not_computable", {"query": chosen, "subject": context.subject}, (context.subject,))
        if isinstance(chosen, Query) and chosen.rounded and (chosen.operation != "lookup" or several(chosen)):
            return replace(chosen, rounded="")  # several are told to a tenth of a million, and what is theirs exactly
        return chosen

    def views(self, candidate: Candidate, slots: Slots, query: Query) -> tuple[Query, ...]:
        """The same figure in kronor, as a share and per inhabitant, where several of these are asked for at once."""
        context = Context.of(self._catalogue, self._reading, candidate, slots)
        shared = context.has("share") and context.has("per_capita")
        if not shared or not context.names_region or len(slots.areas) != 1 or slots.groups or query.claim is not None:
            return ()
        plain = replace(query, operation="lookup", per_capita=False, percent=False)
        more = (replace(plain, operation="share"), replace(plain, per_capita=True))
        return (plain, *more) if context.has("in_kronor") else more

    def both_averages(self, candidate: Candidate, slots: Slots) -> bool:
        """Whether the mean and the median of this candidate were both asked for."""
        context = Context.of(self._catalogue, self._reading, candidate, slots)
        return context.has("mean") and context.has("median")

    def mean_and_sum(self, candidate: Candidate, slots: Slots) -> bool:
        """Whether the mean and the sum of this candidate were both asked for: "snittet och summan"."""
        context = Context.of(self._catalogue, self._reading, candidate, slots)
        both = context.has("mean") and context.has("sum") and not _AND.isdisjoint(self._reading.analysis.norms)
        return both and not context.has("difference", "ratio", "share", "more_than", "less_than")


def _pair(context: Context, query: Query) -> Query:
    """For "högre eller lägre än i OECD?" both figures of a subject that is held for Sweden and the OECD."""
    pair = context.pair(query)
    set_apart = context.analysis.has("more_than", "less_than", "compare")
    return replace(query, areas=pair, operands=pair) if set_apart and len(query.areas) < len(pair) else query


def _hedges(context: Context, amounts: tuple[Amount, ...]) -> bool:
    """Whether the opposites only soften an amount: "mer eller mindre 400 miljoner"."""
    return any(context.norm_before(amount.start) in ("mindre", "less") for amount in amounts)


def _plain(context: Context, table: str) -> Query:
    """The query for the figures of the slots, before anything is to be done with them."""
    slots = context.slots
    return Query(
        "lookup",
        slots.indicators,
        areas=slots.areas,
        group=slots.groups[0] if len(slots.groups) == 1 and not slots.areas else "",
        operands=_sides(context),
        periods=slots.periods,
        scenarios=slots.scenarios,
        breakdowns=slots.breakdowns,
        dimension=_dimension(context, table),
        per_capita=_per_capita(context),
        percent=_percent(context),
        rounded=_rounded(context),
        wording=tuple(name for name in ("more_than", "less_than", "divided") if context.has(name)),
        table=table,
        origins=tuple(sorted(slots.origins.items())),
    )


def _from_period_before(context: Context, query: Query, amounts: tuple[Amount, ...]) -> Query:
    """For "höjs från 96 till 98 procent 2028" also the earlier period that the first amount is the figure of."""
    if len(amounts) != 2 or len(query.indicators) != 1 or context.norm_before(amounts[0].start) not in _FROM:
        return query
    if len(query.periods) > 2 and context.origin("period") != "said":
        return _between_stated(context, query, amounts)
    if len(query.periods) != 1 or context.origin("period") != "said":
        return query
    if context.has("next_period"):  # "från 5 miljarder 2024 till 6,5 året efter"
        held = context.catalogue.holdings(query.indicators[0]).periods
        later = [period for period in held if period > query.periods[0]]
        return replace(query, periods=(*query.periods, min(later)), dimension="period") if later else query
    figures = context.catalogue.store.figures(query.indicators[0], query.areas)
    before = [f.period for f in figures if f.period < query.periods[0] and abs(f.value) == abs(amounts[0].value)]
    return replace(query, periods=(max(before), *query.periods), dimension="period") if before else query


def _between_stated(context: Context, query: Query, amounts: tuple[Amount, ...]) -> Query:
    """For "går från 43 till 544 miljoner" of three years the two years of which those amounts are the figures."""
    figures = context.catalogue.store.figures(query.indicators[0], query.areas, query.periods)
    of_each = [{f.period for f in figures if abs(f.value) == abs(amount.value)} for amount in amounts]
    periods = tuple(min(found) for found in of_each if len(found) == 1)
    return replace(query, periods=periods) if len(set(periods)) == 2 and periods[0] < periods[1] else query


def _sides(context: Context) -> tuple[str, ...]:
    """What is set against each other; of "Kalmar och Kronoberg tillsammans mer än Halland" the first two as one."""
    operands = context.slots.operands
    against = context.has(*_SETTING_AGAINST) or "minus" in context.words
    if len(operands) < _THREE or not context.has("sum") or not against:
        return operands
    places = [place for place in context.analysis.places if place.code in operands]
    split = next((i for i, norm in enumerate(context.analysis.norms) if norm in _THAN and places[0].start < i), None)
    if split is None:
        return operands
    sides = (
        tuple(dict.fromkeys(place.code for place in places if (place.start < split) == before))
        for before in (True, False)
    )
    joined = tuple("+".join(side) for side in sides if side)
    return joined if len(joined) == 2 else operands


def _dimension(context: Context, table: str) -> str:
    """What the query has several of, so that it can be ranked, added or compared along it."""
    slots, indicator = context.slots, context.indicator
    if table or len(slots.indicators) > 1:
        return "indicator"
    if context.regions:
        return "area"
    if len(slots.breakdowns or indicator.breakdowns) > 1:
        return "breakdown"
    if len(slots.periods) > 1:
        return "period"
    if len(context.catalogue.holdings(indicator.id).areas) > 1:
        return "area"
    if len(slots.scenarios) > 1:
        return "scenario"
    return "range" if context.catalogue.holdings(indicator.id).ranged else "one"


def _per_capita(context: Context) -> bool:
    """Whether money per inhabitant is asked for, in so many words or as in the turn before."""
    if context.indicator.unit != "SEK" or context.has("share"):
        return False
    return context.has("per_capita") or _per_native(context) or remembered_per_capita(context)


def _per_native(context: Context) -> bool:
    """As in "per skåning", "varje stockholmare", "delat på antalet skåningar": a place's people are divided by."""
    divided = context.says(DIVIDING)
    for place in context.analysis.places:
        before = context.norm_before(place.start)
        names = (context.norm_at(place.start), place.said.casefold())  # "norrbottensbo" is mended to the region's name
        each = before in EACH or (divided and before in _AMONG)
        if each and any(name.endswith((*_PEOPLE, *_ONE_PERSON)) for name in names):
            return True
        if before == "var" and any(name.endswith(_ONE_PERSON) for name in names):
            return True
    return False


def _percent(context: Context) -> bool:
    """Whether per cent are asked for, and not percentage points."""
    if context.says(POINTS | _ENGLISH_POINTS):
        return False
    norms = context.analysis.norms
    said = [at for at, norm in enumerate(norms) if norm in _PERCENT or norm.startswith(_PERCENT_OF)]
    if said:  # "inte i procent utan i dödsfall"
        return any(_NOT.isdisjoint(norms[max(0, at - 2) : at]) for at in said)
    return "per cent" in " ".join(norms)


def _rounded(context: Context) -> str:
    """To what the figure is to be rounded: millions, billions or nothing."""
    if not context.has("rounded"):
        return ""
    return "billions" if context.has("in_billions") else "millions"


def _in_equal_parts(context: Context, query: Query) -> Query | NotFound | None:
    """As in "Norrlands sektorsbidrag delat på fem": a mean, where there are so many; else nothing that is computed."""
    if not context.regions or claim_wanted(context.analysis):
        return None
    norms = context.analysis.norms
    number = next(
        (
            amount.value
            for amount in context.analysis.amounts
            if amount.bare and context.norm_before(amount.start) in _BY_NUMBER
            if not DIVIDING.isdisjoint(norms[max(0, amount.start - _DIVIDED_REACH) : amount.start])
        ),
        None,
    )
    if number is None:
        return None
    members = () if context.slots.areas and not query.group and context.names_region else context.members(query.group)
    if len(members) == number:
        return replace(query, operation="mean", areas=members, operands=())
    return NotFound("not_computable", {"query": query, "subject": context.subject}, (context.subject,))


def _names_both_ends(context: Context, amounts: tuple[Amount, ...]) -> bool:
    """As in "skillnaden mellan 16 och 12 miljarder": the amounts only say between what, and state nothing."""
    apart = context.has("difference") and not claim_wanted(context.analysis) and len(amounts) == 2
    return apart and context.norm_before(amounts[0].start) in ("mellan", "between")


_BY_NUMBER, _DIVIDED_REACH = word_set("på med by"), 4


def _asks_how_short(context: Context) -> bool:
    """Whether it is asked how far a figure is from an amount: "hur mycket saknas till 100 miljoner?"."""
    asked = context.has("how_much", "how_many", "how") and context.says(_LACKING)
    return asked and any(
        amount.unit == "SEK" and not amount.hedge and context.norm_before(amount.start) in _TOWARDS
        for amount in context.analysis.amounts
    )


_LACKING = word_set("fattas fattades saknas saknades återstår kvar långt missing short lacking away far")
_TOWARDS = word_set("till to of jämna hela från from")
