"""Which figure a number is that somebody has before them: "vad är 7,8 procent?", "what does 544 million refer to?"."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from knowledge.catalogue import Catalogue
from knowledge.language.numbers import Amount
from knowledge.language.tables import word_set
from knowledge.mentions import Analysis
from knowledge.model import Observation
from knowledge.outcomes import Clarification, Found, NotFound, Outcome
from knowledge.query import Query

_ASKING = word_set("vad va vilken vilket what which")
_POINTING = word_set("""
    är e var då nu för siffra siffran siffror tal talet belopp beloppet summa summan värde värdet procenttal det den det
    här som gäller gällde avser avsåg betyder står stod refererar syftar hänför hör till på om handlar handlade kommer
    ifrån från ens egentligen i så fall hänger ihop var vart komma kommer källa varifrån
    härrör med och men aha ok alltså sak uppgift uppgiften någonting något sig
    is are was does do did then the figure number amount value stand stands for refer refers to mean means belong
    belongs about that of it come comes from so and but exactly
""")
"""Words that with a number ask for nothing but what it is."""
_MOST_HELD = 20_000
"""Among more figures than these a number says little, and to read them all would take long."""
_MOST_READ = 1_000
"""So many figures has an indicator at most of which one may be known by its number."""
_FEW = 3
_SIZEABLE = 9_999
"""A larger number without a unit is no year and no place in an order."""
_SMALL = 21
"""Whole numbers up to this count things in many places, and are no figure to be recognised by."""


def whose_number(catalogue: Catalogue, analysis: Analysis) -> Outcome | None:
    """The figures that a number is, where nothing but that is asked.

    Args:
        catalogue: holds the figures.
        analysis: the question.

    Returns:
        The figures, or the subjects to choose among where it is the figure of many; that it is none held here; None
        where something else is asked.
    """
    if len(analysis.amounts) != 1 or analysis.places or analysis.strangers:
        return None
    amount = analysis.amounts[0]
    inside = range(amount.start, amount.end)
    said = [token.norm for at, token in enumerate(analysis.tokens) if at not in inside and token.norm.isalnum()]
    if not set(said) <= _ASKING | _POINTING or _ASKING.isdisjoint(said):
        return None
    if amount.kind != "number" or (amount.bare and amount.value == int(amount.value) and amount.value <= _SMALL):
        return None
    if sum(catalogue.holdings(ident).count for ident in catalogue.store.indicators) > _MOST_HELD:
        return None
    found = list(_figures(catalogue, amount))
    if not found:
        unit_or_size = amount.unit is not None or abs(amount.value) > _SIZEABLE
        number = " ".join(token.text for token in analysis.tokens[amount.start : amount.end])
        return NotFound("not_covered", {"words": (number,)}) if unit_or_size else None
    if len(found) > _FEW:
        subjects = dict.fromkeys(f"indicator:{figure.indicator}" for figure in found)
        return Clarification("subject", tuple(map(catalogue.subject, subjects))) if len(subjects) > 1 else None
    return Found(tuple(map(just_that, found)))


def _figures(catalogue: Catalogue, amount: Amount) -> Iterator[Observation]:
    """The stored figures that an amount states to its last digit, each once, its sign aside."""
    seen = set()
    for ident, indicator in catalogue.store.indicators.items():
        if indicator.derived is not None or catalogue.holdings(ident).count > _MOST_READ:
            continue
        if amount.unit not in (None, indicator.unit):
            continue
        for figure in catalogue.store.observations(ident):
            key = (figure.indicator, figure.area, figure.period, figure.scenario, figure.breakdown)
            ends = (figure.value, figure.upper)
            if key not in seen and any(end is not None and _is_stated(amount, figure, abs(end)) for end in ends):
                seen.add(key)
                yield figure


def _is_stated(amount: Amount, figure: Observation, value: Decimal) -> bool:
    """Whether an amount is a figure as it is stored, or rounded to the amount's last digit of at least three."""
    stated = abs(amount.value)
    exact = value == stated or figure.published.lstrip("-−") == amount.said
    digits = sum(character.isdecimal() for character in amount.said)
    return exact or (digits >= _FEW and amount.rounds_to(value))


def just_that(figure: Observation) -> Query:
    """The query for just one stored figure."""
    return Query(
        "lookup",
        (figure.indicator,),
        areas=(figure.area,),
        periods=(figure.period,),
        scenarios=(figure.scenario,),
        breakdowns=(figure.breakdown,),
        dimension="one",
    )
