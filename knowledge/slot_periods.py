"""The periods that a question means: named, relative to today or to the conversation; never another year instead."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from knowledge.asking import claim_wanted
from knowledge.catalogue import Catalogue
from knowledge.lacking import marked_periods, newest_period
from knowledge.language.number_words import CARDINALS, ORDINALS
from knowledge.language.patterns import Pattern
from knowledge.language.tables import word_set
from knowledge.levels import end_asked
from knowledge.memory import Turn
from knowledge.outcomes import NotFound
from knowledge.periods import Period
from knowledge.reading import Reading
from knowledge.slots import Slots

_YEAR, _MONTH, _DAY = 4, 7, 10
"""Lengths of a year, a month and a day in ISO form."""
_TWO = 2
_THREE, _ALL_THREE = ("tre", "three", "3"), 3
_NOW = (
    *(" just nu ", " idag ", " i dag ", " för närvarande ", " nu ? ", " nuvarande "),
    *(" right now ", " currently ", " today ", " current ", " now ? "),
)
_OFFICE = Pattern(
    r" (?:current|present|nuvarande|sittande) (?:swedish |svenska )?(?:government|cabinet|regering(?:en|ens)?)\b"
)
"""Who governs now took office before: "when the current government came in"."""
_WHEN = Pattern(r", (?:när|when)\b")
_TELLING = 2.0
"""The weight of a word that tells more than that something is asked."""
_THE_YEAR = word_set("året year")
_LAST_YEAR = ("förra året", "i fjol", "ifjol", "last year", "fjolårets", "fjolåret")
_WORDS_OF_A_SUBJECT = 8
"""So many words say no more than of what a figure is."""
LONG_SERIES = 8
"""Of more periods than these the latest is meant where none is said."""
_ALONG = ("change", "each_period", "first_period", "last_period", "difference", "ratio")
"""Cues of questions that look along the periods."""
_NEEDS_EACH = ("sum", "difference", "change", "ratio", "mean", "more_than", "less_than", "as_much")
"""Computations that one missing period makes impossible."""
_OVER_TIME = ("change", "each_period", "when", "from", "first_period", "last_period")
"""What is asked of several periods at once."""
_TREND = ("utveckl", "trend", "tidsserie", "develop", "evol")
"""How words begin that ask for a figure over time."""
_AMONG_AREAS = ("top", "bottom", "list", "mean", "median", "count", "range", "all", "descending", "ascending")
"""What is asked of several areas at once, whatever the default area is."""


_PLANS = ("plan", "planen", "planperioden", "planperiod", "perioden", "period", "satsningen")
"""Words before several years that name a plan of these years."""
_ALL_OF = ("alla", "samtliga", "all", "dessa", "de", "på", "over", "samma")
_YEARS = ("år", "åren", "years")
_UNTIL = ("till", "tom", "until", "to", "through", "m")
"""Words before the last of several years: "fram till 2026", "t.o.m. 2026"."""


class PeriodSlot:
    """Fills the periods of one candidate's slots."""

    def __init__(self, catalogue: Catalogue, reading: Reading, slots: Slots, today: date | None) -> None:
        """`slots` is filled in place."""
        self._catalogue = catalogue
        self._reading = reading
        self._analysis = reading.analysis
        self._slots = slots
        self._today = today
        held = (period for ident in slots.indicators for period in catalogue.holdings(ident).periods)
        self._held = tuple(dict.fromkeys(held))

    def fill(self, related: Turn | None) -> NotFound | None:
        """Fill the periods; what is missing where that cannot be done.

        Args:
            related: the turn whose periods a question without any means.

        Returns:
            the period that is not held, if one was named.
        """
        upto = self._up_to()
        if upto:
            self._slots.periods, self._slots.origins["period"] = upto, "said"
            return None
        said = self._named(related) or self._relative(related.periods if related is not None else ())
        if said:
            return self._take_said(said)
        if self._all_are_counted() or (self._analysis.has("each_period") and not self._two_of_them()):
            self._slots.periods, self._slots.origins["period"] = self._held, "said"
            return None
        told = related is not None and related.operation in ("change", "difference") and self._reading.elliptical
        if related is not None and len(self._held) > 1 and (told or not self._analysis.has("change")):
            inherited = tuple(period for period in related.periods if period in self._held)
            if inherited:
                self._slots.periods, self._slots.origins["period"] = inherited, "remembered"
                return None
        left = self._left_open()
        if left:
            self._slots.periods, self._slots.origins["period"] = left, "remembered"
            return None
        self._slots.periods, self._slots.origins["period"] = self._by_default(), "default"
        return None

    def _left_open(self) -> tuple[str, ...]:
        """The period of a question without an answer, where this one says what it was of: "primärvården menar jag"."""
        before = self._reading.memory.turns[-1] if self._reading.memory.turns else None
        if before is None or before.status == "answered" or before.figures or not before.periods:
            return ()
        short = sum(token.is_word for token in self._analysis.tokens) <= _WORDS_OF_A_SUBJECT
        if not short or self._analysis.has("new_topic", *_OVER_TIME):
            return ()
        return before.periods if set(before.periods) <= set(self._held) else ()

    def _by_default(self) -> tuple[str, ...]:
        """The periods meant where none is: of a panel or a long series the newest, else all that are held."""
        along = self._analysis.has(*_OVER_TIME) or any(norm.startswith(_TREND) for norm in self._analysis.norms)
        stated = claim_wanted(self._analysis) and self._slots.area_said and bool(self._analysis.amounts)
        if along or stated:
            return self._held
        return self._newest() or self._latest()

    def _newest(self) -> tuple[str, ...]:
        """Of one indicator with many areas and years the newest year; none for another."""
        if len(self._slots.indicators) > 1:
            return ()
        ident = self._slots.indicators[0]
        among = self._analysis.has(*_AMONG_AREAS) and self._slots.origins.get("area") == "default"
        areas = () if among or self._slots.groups else self._slots.areas
        newest = newest_period(self._catalogue, ident, areas)
        return (newest,) if newest else ()

    def _latest(self) -> tuple[str, ...]:
        """All periods of a few, of a long series the latest."""
        long = len(self._held) > LONG_SERIES and all(self._held) and not self._analysis.has(*_ALONG)
        return (max(self._held),) if long else self._held

    def _two_of_them(self) -> bool:
        """Whether "de två åren" points to years that were spoken of, of which more are held."""
        pointed = any(cue.id == "those" and cue.end - cue.start > 1 for cue in self._analysis.cues)
        every = any(norm in _THREE for norm in self._analysis.norms) and len(self._held) == _ALL_THREE
        return pointed and not every and self._reading.elliptical and len(self._held) > _TWO

    def _all_are_counted(self) -> bool:
        """As in "alla tre år ihop": as many years as are held; after fewer figures than that "alla tre" is enough."""
        norms = self._analysis.norms
        counted = (
            CARDINALS.get(norms[at], 0)
            for at, noun in enumerate(norms[1:])
            if noun in _YEARS and norms[at - 1] in _ALL_OF
        )
        if len(self._held) > 1 and len(self._held) in counted:
            return True
        cue = self._analysis.cue("all")
        number = CARDINALS.get(norms[cue.end], 0) if cue is not None and cue.end < len(norms) else 0
        bare = number == len(self._held) > _TWO and self._reading.elliptical and not self._analysis.content_weight
        return bare and len(self._reading.memory.recent_figures(number)) < number

    def _up_to(self) -> tuple[str, ...]:
        """As in "varje år fram till 2026": all that is held until then."""
        analysis = self._analysis
        if not analysis.has("each_period") or len(analysis.periods) != 1 or len(analysis.periods[0].values) != 1:
            return ()
        period = analysis.periods[0]
        before = analysis.norms[max(0, period.start - 3) : period.start]
        if not before or (before[-1] not in _UNTIL and before != ("till", "och", "med")):
            return ()
        return tuple(held for held in self._held if held and held <= period.values[0])

    def _take_said(self, said: tuple[str, ...]) -> NotFound | None:
        known = dict.fromkeys((*self._held, *marked_periods(self._catalogue, self._slots.indicators)))
        matches = {value: [period for period in known if _within(period, value)] for value in said}
        found = tuple(dict.fromkeys(period for value in said for period in matches[value]))
        missing = tuple(value for value in said if not matches[value])
        if not found and self._is_part_of_name(missing):
            found, missing = self._held, ()
        if not found and self._says_which_month(missing):
            found, missing = self._held, ()
        if not found or (missing and self._analysis.has(*_NEEDS_EACH)):
            subject = self._catalogue.subject(f"indicator:{self._slots.indicators[0]}")
            lacking = missing[0] if missing else said[0]
            held = tuple(period for period in self._held if period)
            return NotFound("unknown_period", {"period": lacking, "held": held, "subject": subject}, (subject,))
        self._slots.periods, self._slots.missing_periods = found, missing
        self._slots.origins["period"] = "said"
        return None

    def _says_which_month(self, years: tuple[str, ...]) -> bool:
        """Whether of a year the one month is held that its definition tells of, and the question too.

        "Inflationen 2022 när regeringen tillträdde" asks for that month; "inflationen 2022" for the year.

        Args:
            years: what was said.

        Returns:
            Whether it is.
        """
        held = self._held[0] if len(self._held) == 1 else ""
        if len(years) != 1 or len(self._slots.indicators) != 1 or len(held) != _MONTH or held[:_YEAR] != years[0]:
            return False
        definition = self._catalogue.indicator(self._slots.indicators[0]).definition
        told = {
            word
            for text in (definition.sv, definition.en)
            for word in _WHEN.split(text)[-1].casefold().strip(" .").split()
            if _WHEN.search(text)
        }
        return any(term.text in told for term in self._analysis.terms if term.weight > _TELLING)

    def _is_part_of_name(self, years: tuple[str, ...]) -> bool:
        """Whether the year belongs to a document's title ("Health at a Glance 2023") and is no period."""
        part = self._catalogue.vocabulary.part(years[0]) if years else None
        if part is None:
            return False
        return all(self._catalogue.matcher.names_part(f"indicator:{ident}", part) for ident in self._slots.indicators)

    def _named(self, related: Turn | None) -> tuple[str, ...]:
        """The periods that stand in the question; of "nej, inte 2024 utan 2025" only the second."""
        analysis = self._analysis
        before = related.periods if related is not None and analysis.has("correction") else ()
        measured = {amount.start for amount in analysis.amounts if amount.unit or amount.hedge}
        said: list[str] = []
        single = {value for period in analysis.periods if not period.span for value in period.values}
        for period in analysis.periods:
            if period.span and single & set(period.values) and analysis.norms[max(0, period.start - 1)] in _PLANS:
                continue  # "2026 i plan 26-28"
            held = any(value in self._held for value in period.values)
            if period.weak and not held and (period.start in measured or self._claims_on(period)):
                continue
            if said and tuple(said) == before:
                said = []
            values = period.values
            if period.season:  # its months that are held, else its year
                values = tuple(value for value in values if value in self._held) or values[-1:]
            said += [value for value in values if value not in said]
        return tuple(said[1:] if len(said) > 1 and said[0] in before else said)

    def _claims_on(self, period: Period) -> bool:
        """Whether a number after a claim is stated in turn, and is no year: "och Stockholm 25?"."""
        last = self._reading.last
        claimed = last is not None and last.operation == "claim" and self._reading.elliptical
        return claimed and any(amount.start == period.start for amount in self._analysis.amounts)

    def _relative(self, before: tuple[str, ...]) -> tuple[str, ...]:
        """The periods meant by "nu", "i år", "året efter", "samma år" or "senast", seen from today or from `before`."""
        analysis, held, last = self._analysis, self._held, self._reading.last
        if not before and last is not None and analysis.has("next_period", "previous_period", "same_period"):
            before = last.periods
        years = [int(period) for period in before if len(period) == _YEAR]
        text = " ".join(analysis.norms)
        if self._today is not None:
            monthly = any(len(period) == _MONTH for period in held)
            if monthly and any(phrase in _OFFICE.sub(" ", f" {text} ") for phrase in _NOW):
                return (f"{self._today.year}-{self._today.month:02d}",)
            if analysis.has("this_year"):
                return (str(self._today.year),)
            if any(phrase in text for phrase in _LAST_YEAR):
                return (str(self._today.year - 1),)
            years = years or [self._today.year]
        if analysis.has("next_period"):
            return (str(max(years) + 1),) if years else ()
        if analysis.has("previous_period"):
            return (str(min(years) - 1),) if years else ()
        if analysis.has("same_period") and before and "då" not in analysis.norms:
            return before if all(before) else ()  # what is not held of them is said to be missing
        end = end_asked(analysis) if len(held) > 1 and all(held) else 0
        if end:
            return (max(held) if end > 0 else min(held),)
        nth = self._nth_year()
        if nth:
            return nth
        if len(held) > 1 and all(held) and analysis.has("last_period", "first_period"):
            return (max(held) if analysis.has("last_period") else min(held),)
        return ()

    def _nth_year(self) -> tuple[str, ...]:
        """The year that is counted, "tredje året", of those that a figure is held for; none where it is past them."""
        held = sorted(period for period in self._held if len(period) == _YEAR)
        for first, second in pairwise(self._analysis.norms):
            place = ORDINALS.get(first, 0) if second in _THE_YEAR else 0
            if 1 < place <= len(held):
                return (held[place - 1],)
        return ()


def _within(period: str, said: str) -> bool:
    """Whether a held period is the one said, or a day in it."""
    return period == said or (len(period) == _DAY and period.startswith(said + "-"))
