"""Which numbers of a question state something about the figure: not ages, ranks, years or "de tre miljarderna"."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache

from msgspec.structs import replace

from knowledge.asking import AMOUNTING
from knowledge.language.numbers import Amount
from knowledge.language.tables import word_set
from knowledge.model import NATION
from knowledge.planning.context import REGIONS, Context, told_before, told_share
from knowledge.subjects import alias_words, amount_mark

_CLAIMABLE = {
    "SEK": ("SEK", "percent", "ratio", "SEK_per_person"),
    "percent": ("percent", "percentage_points", "ratio"),
    "persons": ("persons", "ratio", "percent"),
    "days": ("days", "ratio", "percent", "weeks", "months", "hours"),
    "count": ("persons", "ratio", "percent"),
    "beds_per_1000": ("beds_per_1000", "ratio", "percent"),
    "deaths_per_100000": ("deaths_per_100000", "ratio", "percent"),
}
"""Unit of an indicator -> units in which something can be stated about it."""

_PEOPLE = ("persons", "count")
"""Units of which there may be millions without a word for them."""
_NO_CROWD = 20_000_000
"""From so many on, "450 miljoner" are no people of Sweden, but money."""
_LABELLING = frozenset(("per", "/", "plats", "place", "rank", "nummer", "nr", "number"))
"""Words after which a number is a denominator or a place."""
_OF_THE_CLOCK = word_set("""
    kl klockan mötet möte lunch sändning sändningen deadline innan presskonferensen nämnden meeting clock at noon
""")
"""Words after which a bare number is a time of day: "innan mötet 10.30"."""
_RUNNING = frozenset(("till", "-", "och", "to", "and", "o"))
_POINTING = frozenset(("de", "dom", "the", "alla", "topp", "top"))
"""Words after which a small number counts regions."""
_COUNTED = frozenset(("region", "regioner", "regionerna", "län", "länen", "regions", "counties"))
_OF = frozenset(("av", "of"))
_PART_OF = frozenset((
    "av",
    "ur",
    "på",
    "om",
    "of",
    "from",
    "the",
    "de",
    "dessa",
    "these",
    "totala",
    "total",
    "alla",
    "all",
    "hela",
    "whole",
    "entire",
))
"""Words before a whole that something is part of, or that it is spoken of by: "bidraget på tre miljarder"."""
_WHOLE = 100
_REACH = 2
"""So near to a ranking cue a number belongs to the ranking."""

_RANKED = word_set("rankas rankad rankades placerad placeras placerades ranked ranks nummer")
_COMES = word_set("kommer kom blev blir hamnar hamnade som")
_ORDER = word_set("ordningen ordning rangordningen rad raden")
_BOTH = word_set("båda bådas bägge bägges både both")
_FIGURES = word_set("tal siffror värden belopp uppgifter resultat resultaten numbers figures values amounts results")
_FEW = 9
_ONE, _TIME = word_set("en ett one"), word_set("taget sänder a")
_BY_ONES = ("och", "o", "by", "för")


def stated_amounts(context: Context) -> tuple[Amount, ...]:
    """The amounts that state something about the figure, in the order of the question."""
    if not context.analysis.amounts:
        return ()
    years = _years(context)
    ranked = _beside_rankings(context)
    totals = cache(lambda: _national_totals(context))
    claimable = _CLAIMABLE.get(context.indicator.unit, (context.indicator.unit,))
    people = context.indicator.unit in _PEOPLE
    shares = _goes_on_with_shares(context)
    return tuple(
        amount
        for amount in (
            replace(stated, unit=None)
            if stated.guessed and people and stated.value < _NO_CROWD
            else replace(stated, unit="percent", bare=False)
            if shares and stated.bare and stated.unit is None and abs(stated.value) <= _WHOLE
            else stated
            for stated in context.analysis.amounts
        )
        if (amount.unit is None or amount.unit in claimable)
        and amount.start not in years
        and context.norm_before(amount.start) not in _LABELLING
        and not _is_hour(context, amount)
        and not _ends_places(context, amount)
        and not _counts_something_else(context, amount, ranked)
        and not _names_total(context, amount, totals)
        and not _names_kind(context, amount)
        and not _is_whole(context, amount)
        and not _one_by_one(context, amount)
        and not _is_article(context, amount)
    )


def _is_hour(context: Context, amount: Amount) -> bool:
    """Whether a bare number is a time of day: "kl 14", but not the 16 of "looked at 16 hospitals"."""
    told = any(term.token == amount.end and term.weight > 0 for term in context.analysis.terms)
    return amount.bare and context.norm_before(amount.start) in _OF_THE_CLOCK and amount.value <= _HOURS and not told


_HOURS = 24


def _is_article(context: Context, amount: Amount) -> bool:
    """Whether a word of number states none: "båda", or a bare "one" before a noun ("I need one wedge")."""
    here = context.norm_at(amount.start)
    each = here in _ONE and context.norm_before(amount.start) in _BY_ONES and context.norm_at(amount.start - 2) == "var"
    in_turn = here in _ONE and context.norm_at(amount.end) in ("i", "at") and context.norm_at(amount.end + 1) in _TIME
    counted = amount.bare and amount.value <= _FEW and context.norm_at(amount.end) in _FIGURES  # "jag behöver två tal"
    if here in _BOTH or each or in_turn or counted:  # "var och en", "en i taget"
        return True
    comes = context.norm_before(amount.start) in _COMES and not context.norm_at(amount.start).isdecimal()
    if amount.bare and amount.value <= REGIONS and comes and context.regions and context.indicator.unit == "SEK":
        return True  # "kommer fyra"
    placed = context.norm_at(amount.end) in ("i", "in") and context.norm_at(amount.end + 1) in _ORDER
    if amount.bare and amount.value <= REGIONS and (placed or context.says(_RANKED)):  # "rankas fyra"
        return True
    return (
        amount.bare and amount.value == 1 and context.indicator.unit == "SEK" and context.norm_at(amount.start) == "one"
    )


def _one_by_one(context: Context, amount: Amount) -> bool:
    """Whether a one stands in "en och en", "one by one", which states no number."""
    here, before = context.norm_at(amount.start), context.norm_at(amount.start - 2) if amount.start > 1 else ""
    return amount.value == 1 and amount.bare and here == before and context.norm_before(amount.start) in _BY_ONES


def _goes_on_with_shares(context: Context) -> bool:
    """Whether a part in per cent was told and the question goes on: "och Västra Götaland över 20?"."""
    last = told_before(context.reading, context.subject)
    if last is None or not context.reading.elliptical or context.subject.key not in last.subjects:
        return False
    if context.has("position", "top", "bottom", "who", "what", "count", "how_many"):
        return False
    return context.indicator.unit != "percent" and last.operation in ("share", "claim") and told_share(last)


def _ends_places(context: Context, amount: Amount) -> bool:
    """Whether a number ends a run of places: "plats 7 till 9"."""
    between, first = context.norm_before(amount.start), amount.start - 2
    return amount.bare and between in _RUNNING and first > 0 and context.norm_before(first) in _LABELLING - {"per", "/"}


def _is_whole(context: Context, amount: Amount) -> bool:
    """Whether it is all the regions, of which a number is stated: "arton av 21 regioner", "18 av de 21"."""
    if not amount.bare or context.indicator.unit != "count" or amount.value != REGIONS:
        return False
    before = context.norm_before(amount.start)
    at = amount.start - 2 if before in _POINTING else amount.start - 1
    return context.norm_at(at) in _OF and any(other.end == at for other in context.analysis.amounts)


def _years(context: Context) -> set[int]:
    """Tokens that were read as years: "2024" alone may be a number, unless it is a year that the figure is held for."""
    held = set(context.slots.periods)
    return {
        token
        for period in context.analysis.periods
        if period.weak and held.intersection(period.values)
        for token in range(period.start, period.end)
    }


def _beside_rankings(context: Context) -> set[int]:
    reach = {**dict.fromkeys(("top", "bottom", "those", "list"), _REACH), "above": 0, "below": 0}  # "one step below"
    return {
        token
        for cue in context.analysis.cues
        if cue.id in reach
        for token in range(cue.start - reach[cue.id], cue.end + reach[cue.id])
    }


def _national_totals(context: Context) -> set[Decimal]:
    """The nation's figures, by size; none for a derived indicator."""
    if context.indicator.derived:
        return set()
    store = context.catalogue.store
    return {
        abs(observation.value) for ident in context.slots.indicators for observation in store.figures(ident, (NATION,))
    }


def _counts_something_else(context: Context, amount: Amount, ranked: set[int]) -> bool:
    """Whether a bare number is part of the subject's name, of a ranking ("de fem största") or counts regions."""
    if not amount.bare or context.indicator.unit == "count":
        return False
    if context.norm_at(amount.end) in _COUNTED:
        return True
    whole = amount.value == int(amount.value) and not amount.hedge
    if whole and amount.value <= REGIONS and (amount.start in ranked or context.norm_before(amount.start) in _POINTING):
        return True
    match = context.candidate.match
    return match is not None and amount.start in match.matched and amount.said in alias_words(match.alias.text)


def _names_total(context: Context, amount: Amount, totals: Callable[[], set[Decimal]]) -> bool:
    """Whether the number only says which figure is meant: "de tre miljarderna", "de 21 regionerna"."""
    if amount.unit == "SEK" and not amount.hedge and abs(amount.value) in totals():
        alone = sum(other.unit == "SEK" for other in context.analysis.amounts) == 1
        before = context.norm_before(amount.start)
        owned = (
            before.endswith("s") and before not in context.catalogue.vocabulary.cue_words
        )  # "bidragets tre miljarder"
        of_it = before in _PART_OF and context.norm_before(amount.start - 1) not in AMOUNTING  # "är på 3 miljarder"
        stated = alone and not of_it and not owned  # "fick Skåne 3 miljarder?"
        return amount.definite or (context.slots.area_said and not stated)
    if context.indicator.unit == "count" and amount.bare and amount.definite:
        return amount.value == REGIONS or (amount.value in totals() and not context.has("claim"))
    return False


def _names_kind(context: Context, amount: Amount) -> bool:
    """Whether the amount is the name of a kind within the indicator ("vid 500 tkr", "20-66 och 80+")."""
    kinds = [kind for ident in context.slots.indicators for kind in context.catalogue.indicator(ident).breakdowns]
    if amount.unit == "SEK":
        mark = amount_mark(amount.value)
        return any(
            mark in alias_words(name) for kind in kinds for name in (kind.name.sv, kind.name.en, *kind.aliases.all())
        )
    if not (amount.bare or amount.unit == "years") or amount.value != int(amount.value):
        return False
    number = str(int(amount.value))
    meant = [kind for kind in kinds if kind.id in context.slots.breakdowns]
    return len(meant) > 1 and any(number in alias_words(kind.name.sv) for kind in meant)
