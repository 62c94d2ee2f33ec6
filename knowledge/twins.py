"""Neighbouring indicators: told apart by all that a question says, however little it tells of a subject by itself.

"Nettokostnad primärvård, kvinnor, kr/inv" and "…, män, kr/inv" share almost all their words. Which of them is meant
stands in words that rank nothing among subjects of different kinds: a unit, a sex, an age, "antal" or "andel". Among
neighbours those are weighed too, by how few subjects have them, and a misspelt word is held against the words that tell
them apart. Rows of one table are no neighbours, nor is what is computed of them: the table's own words tell them apart.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace
from rapidfuzz.distance import OSA

from knowledge.catalogue import Catalogue
from knowledge.kinship import tables_of
from knowledge.language.text import fold
from knowledge.mentions import Analysis
from knowledge.model import Indicator
from knowledge.reading import Candidate

_CROWD = 3
"""So many neighbours, the first among them, are a crowd: of two, an editor has told the one from the other."""
_COMPUTING = ("sum", "add_to", "difference", "ratio", "compare", "share", "more_than", "less_than")
"""Cues of a computation with two subjects."""
_COMPARED = 16
"""So many of the best candidates may be neighbours of the first."""
_CLOSE = 0.4
"""And so near the first must their scores be."""
_SHARED = 0.4
"""So much of the lighter one's words must two subjects share to be neighbours, by weight."""
_SAID = 6.0
"""How strongly what was said of a neighbour's words counts …"""
_UNSAID = 0.2
"""… less so much of what tells it from the others, was not said, and stands in each of its names."""
_BEFORE = 0.6
"""With what exponent the score before counts: wordings that one neighbour happens to have shall not decide."""
_SHORTEST = 3
_LONG = 6
"""From this length on a word may have two wrong letters."""
_GUESSED = 0.8
"""How much a misspelt word is trusted that tells neighbours apart."""


class _Words(NamedTuple):
    """The parts of all names of a subject and what they weigh, the parts of each name, and the tables it stands in."""

    parts: frozenset[int]
    weight: float
    names: tuple[frozenset[int], ...]
    tables: frozenset[str]


class _Twin(NamedTuple):
    """A candidate with the words of its names."""

    candidate: Candidate
    words: _Words


class Twins:
    """Tells neighbouring subjects of one catalogue apart."""

    def __init__(self, catalogue: Catalogue) -> None:
        """The subjects of `catalogue`."""
        self._catalogue = catalogue
        self._vocabulary = catalogue.vocabulary
        self._matcher = catalogue.matcher
        self._words: dict[str, _Words] = {}

    def told_apart(
        self, analysis: Analysis, candidates: Sequence[Candidate]
    ) -> tuple[list[Candidate], tuple[str, ...]]:
        """The candidates with the neighbours of the first in the order in which the question tells of them.

        Args:
            analysis: the question.
            candidates: best first.

        Returns:
            The candidates, best first, and the keys of the neighbours in their order; none where the first has none.
        """
        twins = self._twins(candidates)
        if len(twins) < _CROWD or not candidates[0].score or _asks_of_two(analysis, twins):
            return list(candidates), ()
        said = self._said(analysis, twins)
        told = self._told(twins, said)
        worth = {key: told[key] * candidate.score**_BEFORE for key, candidate in _keyed(twins)}
        best = max(worth.values())
        first = candidates[0].score
        most = max(told.values())
        made = []
        for candidate in candidates:
            key = candidate.subject.key
            if key not in worth:
                made.append(candidate)
                continue
            why = ("told from its neighbours ×{:.2f}", (told[key] / most,))
            made.append(replace(candidate, score=first * worth[key] / best, why=(*candidate.why, why)))
        made.sort(key=lambda candidate: -candidate.score)
        return made, tuple(sorted(worth, key=lambda key: -worth[key]))

    def _twins(self, candidates: Sequence[Candidate]) -> list[_Twin]:
        """The first candidate and its neighbours; none where it is no indicator."""
        if not candidates or not _is_ranked_indicator(candidates[0]):
            return []
        first = self._twin(candidates[0])
        found = [first]
        for candidate in candidates[1:_COMPARED]:
            if candidate.score < _CLOSE * candidates[0].score:
                break
            if _is_ranked_indicator(candidate):
                other = self._twin(candidate)
                if first.words.tables.isdisjoint(other.words.tables) and self._are_near(first, other):
                    found.append(other)
        return found

    def _twin(self, candidate: Candidate) -> _Twin:
        """A candidate with its words."""
        subject = candidate.subject
        words = self._words.get(subject.key)
        if words is None:
            names = self._matcher.names(subject.key)
            parts: frozenset[int] = frozenset().union(*names)
            tables = frozenset(tables_of(self._catalogue, subject))
            words = _Words(parts, self._weight(parts), names, tables)
            self._words[subject.key] = words
        return _Twin(candidate, words)

    def _are_near(self, one: _Twin, other: _Twin) -> bool:
        """Whether two subjects share enough of their words."""
        first, second = one.words, other.words
        return self._weight(first.parts & second.parts) >= _SHARED * min(first.weight, second.weight)

    def _told(self, twins: Sequence[_Twin], said: dict[int, float]) -> dict[str, float]:
        """How well what was said tells of each neighbour: its words that were said, less those it cannot do without."""
        weights = self._vocabulary.tables.weights
        worth = {part: weights[part] * trust for part, trust in said.items()}
        whole = sum(worth.values()) or 1.0
        spoken = worth.keys()
        unsaid = _telling(twins) - spoken
        told = {}
        for twin in twins:
            got = sum(map(worth.__getitem__, twin.words.parts & spoken))
            names = twin.words.names
            lacking = 0.0 if any(map(unsaid.isdisjoint, names)) else min(self._weight(name & unsaid) for name in names)
            told[twin.candidate.subject.key] = math.exp(_SAID * (got - _UNSAID * lacking) / whole)
        return told

    def _said(self, analysis: Analysis, twins: Sequence[_Twin]) -> dict[int, float]:
        """Part -> how surely it was said, of every word and number but places and years."""
        vocabulary = self._vocabulary
        elsewhere = {i for place in analysis.places for i in range(place.start, place.end)}
        elsewhere |= {i for period in analysis.periods for i in range(period.start, period.end) if not period.weak}
        said = {part: term.trust for term in analysis.terms for part in term.parts}
        unknown = []
        for at, token in enumerate(analysis.tokens):
            if at in elsewhere or (token.kind == "mark" and token.norm != "+"):
                continue
            part = vocabulary.part(token.norm)
            if part is not None:
                said.update(dict.fromkeys((part, *vocabulary.atoms(part)), 1.0))
            elif token.is_word and len(token.norm) >= _SHORTEST:
                pieces = vocabulary.pieces(token.norm)
                said.update(dict.fromkeys(pieces, 1.0))
                if not pieces and vocabulary.look_up(token.norm).status in ("unknown", "plain", "common"):
                    unknown.append(token.norm)
        if unknown:
            for part in self._guessed(unknown, twins):
                said.setdefault(part, _GUESSED)
        return said

    def _guessed(self, unknown: Iterable[str], twins: Sequence[_Twin]) -> list[int]:
        """The parts that misspelt words mean, each the one nearest of those that tell the neighbours apart."""
        words = [(part, fold(own)) for part in sorted(_telling(twins)) for own in self._vocabulary.forms(part)]
        found = []
        for word in map(fold, unknown):
            limit = 2 if len(word) >= _LONG else 1
            near: dict[int, int] = {}
            for part, own in words:
                if len(own) >= _SHORTEST and abs(len(own) - len(word)) <= limit:
                    near[part] = min(near.get(part, limit + 1), OSA.distance(word, own, score_cutoff=limit))
            least = min(near.values(), default=limit + 1)
            nearest = [part for part, distance in near.items() if distance == least]
            if least <= limit and len(nearest) == 1:
                found.append(nearest[0])
        return found

    def _weight(self, parts: Collection[int]) -> float:
        """What some parts weigh together."""
        return sum(map(self._vocabulary.tables.weights.__getitem__, parts))


def _keyed(twins: Iterable[_Twin]) -> list[tuple[str, Candidate]]:
    """The neighbours' keys, with the candidates."""
    return [(twin.candidate.subject.key, twin.candidate) for twin in twins]


def _telling(twins: Sequence[_Twin]) -> frozenset[int]:
    """The parts that some neighbours have and others have not."""
    every = [twin.words.parts for twin in twins]
    return frozenset().union(*every) - frozenset.intersection(*every)


def _asks_of_two(analysis: Analysis, twins: Sequence[_Twin]) -> bool:
    """Whether two neighbours are to be computed with, each by a word of its own ("externa plus interna")."""
    if not analysis.has(*_COMPUTING):
        return False
    named = [twin.candidate.match.matched for twin in twins if twin.candidate.match is not None]
    content = {term.token for term in analysis.terms if term.weight}
    return any(content & (named[0] - other) and content & (other - named[0]) for other in named[1:])


def _is_ranked_indicator(candidate: Candidate) -> bool:
    """Whether a candidate is an indicator with figures of its own that was found by its name."""
    item = candidate.subject.item
    return isinstance(item, Indicator) and item.derived is None and candidate.match is not None
