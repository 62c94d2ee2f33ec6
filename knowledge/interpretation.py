"""From mentions and memory to ranked interpretations: which subject is meant, with which slots.

Each candidate says why it stands where it stands (`why`), so that `ask --explain` can show it. Nothing here reads a
figure; what the store holds for a subject is known from its holdings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from knowledge.catalogue import Catalogue, Match, Subject, Term
from knowledge.memory import Memory, Turn
from knowledge.mentions import Analysis
from knowledge.model import NATION, UNNAMED, Fact, Gap, Indicator
from knowledge.query import Claim
from knowledge.scenarios import SCENARIO_WORDS
from knowledge.weights import WEIGHTS

_STRONG = 1.3
_NAMED_IN_FULL = 0.9

_NEGATIONS = frozenset([
    "inte",
    "ej",
    "utan",
    "slipper",
    "slapp",
    "undantagna",
    "undantag",
    "utom",
    "not",
    "without",
    "except",
    "exempt",
    "avstår",
])

_CHANGING = frozenset([
    "fler",
    "färre",
    "ökar",
    "öka",
    "ökat",
    "minskar",
    "minska",
    "minskat",
    "växer",
    "växa",
    "krymper",
    "blir",
    "tillkommer",
    "försvinner",
    "plus",
    "minus",
    "more",
    "fewer",
    "up",
    "down",
    "ökning",
    "minskning",
    "högre",
])

_REGION_WORDS = frozenset([
    "region",
    "regionen",
    "regioner",
    "regionerna",
    "regionernas",
    "regions",
    "county",
    "counties",
    "län",
    "länen",
    "landsting",
])

_WHICH = frozenset([
    "vilka",
    "vilken",
    "vilket",
    "which",
    "vem",
    "vems",
    "who",
    "whose",
    "namnge",
    "namn",
    "namnen",
    "heter",
    "name",
    "names",
])

_ASPECT_CUES = {
    "why": "why", "when": "when", "who": "who", "where": "where", "definition": "definition",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A subject with its adjusted score; `remembered` where it comes from the conversation."""

    subject: Subject
    score: float
    match: Match | None
    remembered: bool = False
    why: tuple[str, ...] = ()

    @property
    def preset(self) -> dict[str, str]:
        """Slots that the words of the alias fix, when all of them were said."""
        return dict(self.match.alias.preset) if self.match and self.match.complete else {}

    @property
    def precision(self) -> float:
        """Share of the question's content that the subject explains."""
        return self.match.precision if self.match else 1.0


@dataclass(slots=True)
class Reading:
    """Candidates for one question, best first, and what they were judged by."""

    analysis: Analysis
    candidates: list[Candidate] = field(default_factory=list)
    elliptical: bool = False
    last: Turn | None = None
    memory: Memory = field(default_factory=Memory)


class Interpreter:
    """Ranks subjects for questions against one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Interpretations over `catalogue`."""
        self._catalogue = catalogue

    def read(self, analysis: Analysis, memory: Memory) -> Reading:
        """Candidates for a question, those of the conversation among them."""
        last = memory.last
        own = [self._adjusted(match, analysis, last) for match in self._catalogue.rank(analysis.terms)]
        own.sort(key=lambda c: -c.score)
        reading = Reading(analysis, own, last=last, memory=memory)
        if last is not None and not analysis.has("new_topic"):
            self._remember(reading, last)
        reading.candidates.sort(key=lambda c: -c.score)
        return reading

    # -- the conversation -------------------------------------------------------------------------------------------

    def _remember(self, reading: Reading, last: Turn) -> None:
        """Add the conversation's subject, the stronger the more the question leans on it."""
        analysis = reading.analysis
        best = reading.candidates[0] if reading.candidates else None
        deictic = analysis.has("that", "those", "that_region", "same_period", "next_period", "previous_period", "rest")
        follow = any(cue.id in ("follow", "correction") and cue.start <= 2 for cue in analysis.cues)
        short = len([token for token in analysis.tokens if token.is_word]) <= 5
        reading.elliptical = follow or short or deictic
        named = (
            best is not None
            and best.match is not None
            and best.score >= WEIGHTS.floor
            and self._substance(best.match, analysis) >= _STRONG
        )
        for key in last.subjects[:1]:
            subject = self._catalogue.subject(key)
            precision = self._explained_by(subject, analysis.terms)
            score = (WEIGHTS.remembered + 0.13 * deictic + 0.10 * follow + 0.06 * short) * precision**1.5
            if named and best is not None and best.match is not None:
                score *= 0.55 if precision < 0.99 or best.match.recall > 0.8 or not reading.elliptical else 0.9
            if analysis.regions and not self._regional(subject) and not (analysis.has("that", "those") or follow):
                score *= 0.8
            if (
                analysis.has("received")
                and analysis.places
                and not (self._regional(subject) and self._unit(subject) == "SEK")
                and not analysis.has("that", "those")
            ):
                score *= 0.6
            if (
                analysis.has("difference", "sum", "ratio", "share")
                and reading.elliptical
                and not analysis.content_weight
            ):
                score += 0.2
            held = self._catalogue.holdings(subject.id).scenarios if isinstance(subject.item, Indicator) else ()
            if (
                len(held) > 1
                and analysis.content_weight
                and all(term.text in SCENARIO_WORDS for term in analysis.terms if term.weight)
            ):
                score = 0.9
            if (
                asked(analysis) in ("why", "when", "who", "definition")
                and not analysis.has("how_much", "top", "bottom")
                and subject.kind == "indicator"
                and not analysis.regions
            ):
                score *= 0.6
            if analysis.has("rounded") and not analysis.regions:
                score = 0.95
            if score > 0:
                reading.candidates.append(
                    Candidate(subject, score, None, True, (f"remembered, explains {precision:.2f}",))
                )
                reading.candidates += self._turned(subject, score, analysis, last)

    def _turned(self, subject: Subject, score: float, analysis: Analysis, last: Turn) -> list[Candidate]:
        """The remembered subject seen from another side: in kronor instead of per cent, or the complement of a number."""
        found = []
        if isinstance(subject.item, Indicator):
            unit = subject.item.unit
            wanted = (
                "SEK"
                if analysis.has("in_kronor") and unit == "percent"
                else "percent"
                if analysis.has("share") and unit == "SEK"
                else ""
            )
            if wanted:
                found += [
                    Candidate(other, score + 0.05, None, True, (f"the same in {wanted}",))
                    for other in sibling(self._catalogue, subject.item, wanted)
                ]
            if analysis.has("how_many", "rest") and not analysis.has("not"):
                for indicator in self._catalogue.store.indicators.values():
                    if (
                        indicator.derived
                        and indicator.derived.op == "difference"
                        and subject.id in indicator.derived.of[1:]
                    ):
                        found.append(
                            Candidate(
                                self._catalogue.subject(f"indicator:{indicator.id}"),
                                score + 0.15,
                                None,
                                True,
                                ("the rest of the whole",),
                            )
                        )
        return found

    def _opposed(self, subject: Subject) -> bool:
        """Whether the store holds the complement of this subject, so that a "not" matters."""
        item = subject.item
        return isinstance(item, Indicator) and item.derived is not None and item.derived.op == "difference"

    def _unit(self, subject: Subject) -> str:
        return subject.item.unit if isinstance(subject.item, Indicator) else ""

    def _substance(self, match: Match, analysis: Analysis) -> float:
        """How much of the question's own content a match explains: cues, places and numbers do not count."""
        return sum(term.weight for term in analysis.terms if term.token in match.matched)

    def _explained_by(self, subject: Subject, terms: Iterable[Term]) -> float:
        terms = tuple(terms)
        demand = sum(term.weight for term in terms)
        if not demand:
            return 1.0
        left = self._catalogue.unexplained(subject, terms)
        return 1.0 - sum(term.weight for term in left) / demand

    def _regional(self, subject: Subject) -> bool:
        item = subject.item
        if not isinstance(item, Indicator):
            return False
        return sum(1 for code in self._catalogue.holdings(item.id).areas if code not in (NATION, UNNAMED, "OECD")) > 1

    # -- how well the slots fit -------------------------------------------------------------------------------------

    def _adjusted(self, match: Match, analysis: Analysis, last: Turn | None) -> Candidate:
        subject, factor, why = (
            match.subject,
            1.0,
            [f"recall {match.recall:.2f} precision {match.precision:.2f} mass {match.mass:.1f} «{match.alias.text}»"],
        )

        def times(worth: float, reason: str) -> None:
            nonlocal factor
            factor *= worth
            why.append(f"×{worth:g} {reason}")

        wants_figure = analysis.has(
            "how_much",
            "how_many",
            "top",
            "bottom",
            "sum",
            "mean",
            "share",
            "difference",
            "ratio",
            "list",
            "per_capita",
            "count",
            "position",
            "rounded",
        )
        asks = asked(analysis)
        wants_words = asks in ("why", "when", "definition") or (asks == "who" and not analysis.regions)
        wants_figure = (
            wants_figure or analysis.has("range", "each_period") or (bool(analysis.periods) and not wants_words)
        )
        if subject.kind == "indicator" or subject.kind == "table":
            self._fit_indicator(subject, analysis, match, times)
            if wants_figure:
                times(WEIGHTS.figure, "a figure is asked for")
            if (wants_words or asks == "how") and not wants_figure:
                times(WEIGHTS.no_figure, "words are asked for")
        elif subject.kind == "fact":
            aspects = {asks} if asks in _ASPECT_CUES else set()
            if subject.aspect in aspects:
                times(WEIGHTS.aspect, f"asks {subject.aspect}")
            if (
                wants_figure
                and not aspects
                and (
                    subject.aspect not in ("how", "list", "how_long")
                    or (
                        subject.aspect == "list"
                        and not analysis.has("list", "who")
                        and not _WHICH & set(analysis.norms)
                    )
                )
            ):
                times(
                    WEIGHTS.fact_for_amount
                    if analysis.has("how_much", "how_many", "sum", "share")
                    else WEIGHTS.no_figure,
                    "a figure is asked for",
                )
            if subject.aspect in ("why", "when", "who", "definition") and subject.aspect not in aspects:
                times(
                    WEIGHTS.no_definition if subject.aspect == "definition" else WEIGHTS.no_aspect,
                    f"does not ask {subject.aspect}",
                )
            if (
                analysis.has("top", "bottom", "position", "mean", "median", "ratio", "sum", "above", "below", "without")
                and subject.aspect != "list"
                and asks not in ("why", "when", "definition")
            ):
                times(0.7, "something is to be ranked or computed")
            if any(place.kind in ("region", "group") for place in analysis.places):
                times(WEIGHTS.region_for_fact, "a region is named")
            if analysis.amounts and any(
                amount.unit in ("SEK", "percent") and not amount.definite for amount in analysis.amounts
            ):
                times(
                    0.6
                    if any(amount.hedge in ("over", "under", "at_least", "at_most") for amount in analysis.amounts)
                    or claim_wanted(analysis)
                    else 0.88,
                    "an amount is stated",
                )
        else:
            item = subject.item
            if wants_figure:
                times(WEIGHTS.figure, "a figure is asked for")
            if analysis.has("ratio", "difference") or (analysis.has("top") and analysis.has("bottom")):
                times(0.75, "something is to be computed")
            if (
                isinstance(item, Gap)
                and item.reason == "no_figure"
                and not wants_figure
                and asks not in ("", "definition")
            ):
                times(0.82, "no figure is asked for")
            if claim_wanted(analysis) and not analysis.amounts:
                times(0.85, "something is stated")
            if (
                isinstance(item, Gap)
                and item.reason == "not_split"
                and not analysis.regions
                and not _WHICH & set(analysis.norms)
                and not analysis.has("where", "list")
            ):
                times(0.75, "no region is asked for")
            if analysis.regions and any(amount.unit == "SEK" for amount in analysis.amounts):
                times(0.6, "a region's amount is stated")
        continued = (
            last is not None
            and subject.aspect
            and subject.aspect == asks
            and subject.about in {self._catalogue.subject(key).about for key in last.subjects}
        )
        if continued:
            times(1.3, f"asks {asks} of what was spoken of")
        elif (
            not self._substance(match, analysis)
            and match.recall < 0.9
            and not (analysis.has("received") and (analysis.places or _REGION_WORDS & set(analysis.norms)))
        ):
            times(WEIGHTS.no_content, "no content word of the question")
        negated = bool(_NEGATIONS & match.alias.words)
        if negated != bool(_NEGATIONS & set(analysis.norms)) and (negated or self._opposed(subject)):
            times(0.85, "says the opposite")
        if subject.kind in ("fact", "gap") and _WHICH & match.alias.words and not _WHICH & set(analysis.norms):
            times(WEIGHTS.which, "asks which")
        if last is not None and last.subjects and not analysis.has("new_topic"):
            about = {self._catalogue.subject(key).about for key in last.subjects}
            if subject.about in about:
                times(WEIGHTS.topic, "the conversation is about it")
        match = self._lenient(match, analysis, why)
        return Candidate(subject, match.score * factor, match, False, tuple(why))

    def _lenient(self, match: Match, analysis: Analysis, why: list[str]) -> Match:
        """A match whose slots are all filled: words that no subject knows ("tisdagens", "korrekturläser") count for less.

        When the subject is named in full and its region, its year or an amount of its unit stands beside it, what is left
        over is talk around the question more often than another topic; words of other subjects keep their weight.
        """
        item = match.subject.item
        if not isinstance(item, Indicator) or match.recall < _NAMED_IN_FULL or match.precision > 0.99:
            return match
        holdings = self._catalogue.holdings(item.id)
        region = any(place.code in holdings.areas for place in analysis.regions if place.kind == "region") or (
            self._regional(match.subject) and any(place.kind == "group" for place in analysis.places)
        )
        year = any(value in holdings.periods for period in analysis.periods for value in period.values)
        amount = any(a.unit == item.unit and not a.bare for a in analysis.amounts)
        ranked = (
            self._regional(match.subject)
            and analysis.has("top", "bottom", "mean", "median", "list", "count", "position")
            and bool(_REGION_WORDS & set(analysis.norms))
        )
        if not (region or ranked or (not self._regional(match.subject) and (year or amount))):
            return match
        demand = sum(term.weight for term in analysis.terms)
        spared = sum(
            term.weight * (WEIGHTS.spare_unknown if term.weight < WEIGHTS.common else WEIGHTS.spare_common)
            for term in match.unexplained
            if not term.parts and not term.measure
        )
        why.append(f"slots filled, spares {spared:.1f} of {demand:.1f}")
        return replace(match, precision=min(1.0, match.precision + spared / demand)) if demand else match

    def _fit_indicator(self, subject: Subject, analysis: Analysis, match: Match, times: object) -> None:
        adjust = times  # a closure of _adjusted
        assert callable(adjust)
        item = subject.item
        ids = [item.id] if isinstance(item, Indicator) else list(getattr(item, "indicators", ()))
        holdings = [self._catalogue.holdings(ident) for ident in ids]
        areas = {code for held in holdings for code in held.areas}
        periods = {period for held in holdings for period in held.periods}
        unit = self._catalogue.indicator(ids[0]).unit if ids else ""
        said = [place.code for place in analysis.regions]
        somewhere = [*said, *(place.code for place in analysis.places if place.kind == "group")]
        regions_meant = somewhere or bool(_REGION_WORDS & set(analysis.norms)) or analysis.has("count")
        if analysis.has("received") and regions_meant and self._regional(subject) and unit == "SEK":
            adjust(1.25 if match.mass > 1 else 2.2, "what a region received")
        if said or any(place.kind == "group" for place in analysis.places):
            held = any(code in areas for code in said) or (not said and self._regional(subject))
            adjust(WEIGHTS.held if held else WEIGHTS.not_held, "the area is held" if held else "the area is not held")
        elif analysis.strangers:
            adjust(1.1 if self._regional(subject) else 0.95, "a place is named")
        years = [value for period in analysis.periods for value in period.values if not period.weak or value in periods]
        if years:
            held = any(any(p == y or p.startswith(y + "-") for p in periods) for y in years)
            adjust(
                WEIGHTS.held if held else WEIGHTS.not_held, "the period is held" if held else "the period is not held"
            )
        units = {amount.unit for amount in analysis.amounts if amount.unit}
        norms = set(analysis.norms)
        if "days" in units or norms & {"dagar", "dygn", "days"}:
            adjust(1.1 if unit == "days" else 1.0, "days")
        asks_percent = bool(norms & {"procent", "%", "percent", "procentenheter", "procents"}) or analysis.has("share")
        asks_money = (
            bool(
                norms
                & {
                    "kronor",
                    "kr",
                    "miljoner",
                    "miljarder",
                    "mkr",
                    "mdkr",
                    "mnkr",
                    "mdr",
                    "pengar",
                    "million",
                    "billion",
                    "belopp",
                    "kronorna",
                }
            )
            or "SEK" in units
        )
        if asks_percent and not asks_money:
            adjust(
                1.2 if unit == "percent" and analysis.has("share") else 1.1 if unit == "percent" else 1.0, "per cent"
            )
        if asks_money and not asks_percent:
            adjust(1.1 if unit == "SEK" else WEIGHTS.money, "money")
        if (
            isinstance(item, Indicator)
            and is_change(item)
            and analysis.has("how_many")
            and not _CHANGING & set(analysis.norms)
            and not analysis.has("change", "difference")
        ):
            adjust(0.3, "a level is asked for, this is a change")
        if analysis.has("count") and unit == "count" and not analysis.regions and not analysis.has("received"):
            adjust(1.2, "a number of regions")
        if analysis.has("how_many") and not asks_money and not asks_percent:
            adjust(
                1.08 if unit in ("count", "persons", "days", "beds_per_1000", "deaths_per_100000") else 1.0, "a number"
            )


_QUESTION_WORDS = ("why", "when", "who", "where", "what", "how", "how_much", "how_many", "definition", "yes_no")


def asked(analysis: Analysis) -> str:
    """What kind of question it is by its first question word: why, when, who, definition, …; empty where there is none."""
    if analysis.has("definition"):
        return "definition"
    cues = [cue for cue in analysis.cues if cue.id in _QUESTION_WORDS]
    if not cues:
        return ""
    first = min(cue.start for cue in cues)
    here = [cue.id for cue in cues if cue.start == first]
    return min(here, key=_QUESTION_WORDS.index)


def claim_wanted(analysis: Analysis) -> bool:
    """Whether the question states something to be checked: by a cue, or as a yes/no question."""
    if analysis.has("claim"):
        return True
    norms = [norm for norm in analysis.norms if norm not in ("?", ".", "!", ")", '"')]
    if norms and norms[-1] in ("rätt", "riktigt", "va", "eller", "right", "sant", "väl", "correct", "lr"):
        return True
    if {"väl", "visst", "ju", "surely"} & set(norms) and asked(analysis) in ("", "yes_no"):
        return True
    return yes_no(analysis)


_ABLE = frozenset(["kan", "kunde", "skulle", "går", "vill", "får", "can", "could", "would", "will", "may", "kan"])
_SOMEBODY = frozenset([
    "du",
    "ni",
    "jag",
    "vi",
    "man",
    "någon",
    "nån",
    "det",
    "you",
    "i",
    "we",
    "one",
    "someone",
    "anyone",
])


def yes_no(analysis: Analysis) -> bool:
    """Whether the question begins with its verb ("Fick Halland mer än Kalmar?") and asks for nothing else."""
    words = [i for i, token in enumerate(analysis.tokens) if token.is_word]
    norms = [analysis.tokens[i].norm for i in words]
    if any(first in _ABLE and second in _SOMEBODY for first, second in pairwise(norms[:5])):
        return False
    for position in words[:4]:
        was = norms[:2] == ["var", "det"] or (norms[:1] == ["var"] and norms[1:2] in (["den"], ["de"], ["inte"]))
        if was:
            return True
        if any(
            cue.id in ("what", "how", "who", "why", "when", "how_much", "how_many", "where") and cue.start == position
            for cue in analysis.cues
        ):
            return False
        if any(cue.id == "yes_no" and cue.start == position for cue in analysis.cues):
            return True
        if not any(
            cue.id in ("follow", "correction") and cue.start <= position < cue.end for cue in analysis.cues
        ) and analysis.tokens[position].norm not in ("hej", "ok", "hallå", "hello", "hi", "så"):
            return False
    return False


def stated_sign(analysis: Analysis) -> int:
    """−1 where the words say deficit, minus or loss, +1 where they say surplus or profit, else 0."""
    norms = set(analysis.norms)
    positive = {
        "överskott",
        "överskottet",
        "plus",
        "plusresultat",
        "vinstresultat",
        "plussiffror",
        "svart",
        "överskottsresultat",
        "vinst",
        "vinsten",
        "positivt",
        "positiv",
        "surplus",
        "profit",
        "positive",
        "overskott",
        "svarta",
        "överskotts",
    }
    negative = {
        "underskott",
        "underskottet",
        "minus",
        "back",
        "förlust",
        "förlusten",
        "negativt",
        "negativ",
        "deficit",
        "loss",
        "negative",
        "underskottets",
        "röda",
        "rött",
        "minusresultat",
    }
    has_positive, has_negative = bool(norms & positive), bool(norms & negative)
    if has_positive == has_negative:
        return 0
    return 1 if has_positive else -1


def fact_of(candidate: Candidate) -> Fact | None:
    """The fact of a candidate, if it is one."""
    return candidate.subject.item if isinstance(candidate.subject.item, Fact) else None


def sibling(catalogue: Catalogue, indicator: Indicator, unit: str) -> list[Subject]:
    """The indicator of another unit whose id differs from this one's in its last word only."""
    stem = indicator.id.rsplit("_", 1)[0]
    return [
        catalogue.subject(f"indicator:{other.id}")
        for other in catalogue.store.indicators.values()
        if other.id != indicator.id
        and other.unit == unit
        and other.theme == indicator.theme
        and other.id.rsplit("_", 1)[0] == stem
    ]


def is_change(indicator: Indicator) -> bool:
    """Whether the figures are changes themselves, so that "hur många fler" asks for the figure as it stands."""
    name = indicator.name.sv.casefold()
    return any(word in name for word in ("ökning", "förändring", "minskning", "högre", "överskattning"))


__all__ = [
    "Candidate",
    "Claim",
    "Interpreter",
    "Reading",
    "claim_wanted",
    "fact_of",
    "is_change",
    "sibling",
    "stated_sign",
    "yes_no",
]
