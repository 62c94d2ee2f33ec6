"""Everything recognised in one question, with spans: places, periods, amounts, cues and content words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from knowledge.catalogue import Catalogue, Term, amount_mark
from knowledge.cues import CUE_WORDS, Cue, find_cues
from knowledge.language.detect import detect
from knowledge.language.numbers import Amount, find_amounts
from knowledge.language.text import Token, clean, tokenize
from knowledge.model import Language
from knowledge.periods import Period, find_periods
from knowledge.places import Place
from knowledge.vocabulary import spell
from knowledge.weights import WEIGHTS

_ACRONYM = 6
_ALWAYS_WEIGHTLESS = frozenset([
    "region",
    "regionen",
    "regioner",
    "regionerna",
    "regionernas",
    "regions",
    "region's",
    "län",
    "länen",
    "county",
    "counties",
    "landsting",
    "landstinget",
    "regeringen",
    "regeringens",
    "government",
    "governments",
    "beslutet",
    "presentationen",
    "presentation",
    "rapporten",
    "rapport",
    "bilden",
    "bilderna",
    "bild",
    "bilder",
    "dokumentet",
    "tabellen",
    "document",
    "report",
    "slide",
    "slides",
    "sverige",
    "sweden",
    "swedish",
    "svensk",
    "svenska",
    "svenskt",
    "sveriges",
])


@dataclass(frozen=True, slots=True)
class Analysis:
    """A question taken apart. Token indices of all mentions refer to `tokens`."""

    text: str
    language: Language
    tokens: tuple[Token, ...]
    mended: dict[int, str]
    places: tuple[Place, ...]
    periods: tuple[Period, ...]
    amounts: tuple[Amount, ...]
    cues: tuple[Cue, ...]
    terms: tuple[Term, ...]

    def has(self, *ids: str) -> bool:
        """Whether one of these cues is there."""
        return any(cue.id in ids for cue in self.cues)

    def cue(self, ident: str) -> Cue | None:
        """The first cue with this id."""
        return next((cue for cue in self.cues if cue.id == ident), None)

    @property
    def norms(self) -> tuple[str, ...]:
        """The words and numbers, normalised."""
        return tuple(token.norm for token in self.tokens)

    @property
    def regions(self) -> tuple[Place, ...]:
        """Regions, organisations and the nation that were named."""
        return tuple(place for place in self.places if place.kind in ("region", "organisation", "nation"))

    @property
    def strangers(self) -> tuple[Place, ...]:
        """Places that figures are never held for: municipalities and other countries."""
        return tuple(place for place in self.places if place.kind in ("municipality", "country"))

    @property
    def content_weight(self) -> float:
        """How much the question says besides frame, places, periods, amounts and cues."""
        return sum(term.weight for term in self.terms)


def analyse(text: str, catalogue: Catalogue, before: Language | None = None) -> Analysis:
    """Take a question apart; `before` is the language of the conversation so far."""
    cleaned = clean(text)
    tokens = tokenize(cleaned)
    known = catalogue.place_names
    tokens = catalogue.places.split_compounds(tokens, catalogue.vocabulary)
    tokens, mended = spell(tokens, catalogue.vocabulary, known)
    places = catalogue.places.find(tokens, mended)
    placed = {i for place in places for i in range(place.start, place.end)}
    periods = tuple(period for period in find_periods(tokens) if period.start not in placed)
    dated = frozenset(i for period in periods if not period.weak for i in range(period.start, period.end))
    amounts = find_amounts(tokens, dated | frozenset(placed))
    cues = find_cues(tokens)
    cues = tuple(
        cue
        for cue in cues
        if cue.id not in ("mean", "median", "sum", "top") or not placed.issuperset(range(cue.start, cue.end))
    )
    hedged = _hedge_tokens(amounts)
    cues = tuple(
        cue
        for cue in cues
        if not (
            cue.id in ("top", "bottom", "above", "below", "more_than", "less_than")
            and set(range(cue.start, cue.end)) & hedged
        )
    )
    language = detect((token.norm for token in tokens), before)
    terms = _terms(
        catalogue,
        tokens,
        mended,
        placed,
        dated,
        amounts,
        cues,
        {i for place in places if place.kind != "organisation" for i in range(place.start, place.end)},
    )
    shouting = cleaned.upper() == cleaned
    terms = tuple(
        replace(term, weight=max(term.weight, WEIGHTS.common))
        if term.weight
        and not term.parts
        and not shouting
        and 1 < len(term.text) < _ACRONYM
        and tokens[term.token].text.isupper()
        else term
        for term in terms
    )
    return Analysis(cleaned, language, tokens, mended, places, periods, amounts, cues, terms)


def _hedge_tokens(amounts: tuple[Amount, ...]) -> set[int]:
    """Indices of the words right in front of a hedged amount ("mer än 100"), which are then no ranking or comparison."""
    return {i for amount in amounts if amount.hedge for i in range(max(0, amount.start - 3), amount.start)}


def _terms(
    catalogue: Catalogue,
    tokens: tuple[Token, ...],
    mended: dict[int, str],
    placed: set[int],
    dated: frozenset[int],
    amounts: tuple[Amount, ...],
    cues: tuple[Cue, ...],
    named: set[int],
) -> tuple[Term, ...]:
    cued = {i for cue in cues for i in range(cue.start, cue.end)}
    numbered = {i for amount in amounts for i in range(amount.start, amount.end)}
    weightless = frozenset(
        placed
        | dated
        | cued
        | numbered
        | {i for i, token in enumerate(tokens) if token.norm in _ALWAYS_WEIGHTLESS or token.norm in CUE_WORDS}
    )
    marks = {
        amount.start: amount for amount in amounts if amount.unit == "SEK" or (amount.bare and amount.value >= 10_000)
    }
    hidden = {i for cue in cues if cue.id == "per_capita" for i in range(cue.start, cue.end)} | named
    pairs: list[tuple[int, str]] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if at in marks:
            pairs.append((at, amount_mark(marks[at].value)))
            pairs += [(i, tokens[i].norm) for i in range(at, marks[at].end) if tokens[i].kind == "word"]
            at = marks[at].end
            continue
        if at not in hidden and (token.kind in ("word", "number") or (token.norm == "+" and token.joined)):
            pairs.append((at, token.norm))
        at += 1
    measures = {a.start: a.unit for a in amounts if a.unit in ("days", "years", "weeks", "months", "hours")}
    measures |= {
        amounts[i].start: measures[amounts[i + 1].start]
        for i in range(len(amounts) - 1)
        if amounts[i].bare and amounts[i + 1].start in measures and amounts[i + 1].start - amounts[i].end <= 1
    }
    return catalogue.terms(pairs, measures, mended, weightless)
