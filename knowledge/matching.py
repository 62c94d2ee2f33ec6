"""The ranking of subjects for a question's words.

Each of a subject's names and aliases is a set of weighted parts (rare words weigh more); a question is compared in both
directions: what of the alias was said (recall) and what of the question the subject explains (precision).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.likely import Likely
from knowledge.model import Indicator
from knowledge.subjects import Alias, Index, Subject
from knowledge.terms import Term
from knowledge.vocabulary import Vocabulary
from knowledge.weights import WEIGHTS

_ASIDE = 0.5
"""What a cue or an amount that a subject has in its names adds, as a share of its weight."""

_SOME_PARTS = 0.4
"""How far a word is explained of which a subject has some parts only."""

_MOSTLY = 0.5
"""By how much of its weight an alias must consist of what was said, to be named by it."""

_LARGE = 15_000
"""A catalogue with more aliases is a large one."""

_LOOKED_AT = 48
"""So many subjects of a large catalogue, those of whose words most was said, are compared name by name."""

_TIMES = ("weeks", "months", "hours")
"""Measures that an indicator in days answers too."""


@dataclass(frozen=True, slots=True)
class Match:
    """How well a subject fits: the best alias, recall, precision and what stayed unexplained."""

    subject: Subject
    alias: Alias
    recall: float
    precision: float
    mass: float
    matched: frozenset[int]
    unexplained: tuple[Term, ...]
    explained: frozenset[int]
    complete: bool = False
    """Whether every word of the alias was said."""

    @property
    def score(self) -> float:
        """Between 0 and 1."""
        return _score(self.recall, self.precision, self.mass)


@dataclass(frozen=True, slots=True)
class _Heard:
    """A term of the question with what does not depend on the subject that is to explain it."""

    term: Term
    synonyms: frozenset[int]
    aside: float
    """What it adds though it needs no explanation, where a subject has it in its names."""


@dataclass(frozen=True, slots=True)
class _Explained:
    """The share of the question's weight that a subject explains, the terms it leaves, the tokens it explains."""

    share: float
    left: tuple[Term, ...]
    tokens: frozenset[int]


class Matcher:
    """Compares questions with the subjects of one catalogue."""

    def __init__(self, subjects: Sequence[Subject], vocabulary: Vocabulary, index: Index) -> None:
        """`index` is of these subjects, in their order."""
        self._subjects = subjects
        self._vocabulary = vocabulary
        self._index = index
        self._likely = Likely(index)
        self._parts: dict[int, tuple[tuple[int, frozenset[int]], ...]] = {}
        self._numbers = {subject.key: number for number, subject in enumerate(subjects)}

    def rank(self, terms: Sequence[Term], keep: int = 24) -> tuple[Match, ...]:
        """Subjects by score, best first; ties in the order of the data folder."""
        trust = self._trust(terms)
        said = self._said(trust)
        best = self._best_aliases(said)
        likely = sorted((-worth, number, place) for number, (worth, place) in best.items())[: 2 * keep]
        heard, demand = self._heard(terms), sum(term.weight for term in terms)
        found: list[tuple[float, int, int, _Explained]] = []
        for _, number, place in likely:
            explained, mass = self._explained(number, heard, demand), said[place]
            score = _score(min(1.0, mass / self._index.totals[place]), explained.share, mass)
            found.append((-score, number, place, explained))
        found.sort()
        return tuple(
            self._match(number, self._index.aliases[place], said[place], explained, trust, terms)
            for _, number, place, explained in found[:keep]
        )

    def _said(self, trust: Mapping[int, float]) -> dict[int, float]:
        """What was said of each alias, by their places: the weight of its parts that stand in the question.

        Of a large catalogue, in which many parts stand in thousands of aliases ("kostnad", "andel"), only the aliases
        of those subjects are looked at of which most was said.

        Args:
            trust: part -> how surely it was said.

        Returns:
            The place of each alias -> the weight.
        """
        told = {part: self._vocabulary.weight(part) * worth for part, worth in trust.items()}
        said: dict[int, float] = defaultdict(float)
        if len(self._index.totals) <= _LARGE:
            for part, weight in told.items():
                for alias in self._index.postings.get(part, ()):
                    said[alias] += weight
            return said
        for number in self._likely.best(told, _LOOKED_AT):
            for place, parts in self._named(number):
                both = parts & told.keys()
                if both:
                    said[place] = sum(map(told.__getitem__, both))
        return said

    def _named(self, number: int) -> tuple[tuple[int, frozenset[int]], ...]:
        """The aliases of a subject: their places, with the parts of each."""
        named = self._parts.get(number)
        if named is None:
            owners, aliases = self._index.owners, self._index.aliases
            places = range(bisect_left(owners, number), bisect_right(owners, number))
            named = self._parts[number] = tuple((place, frozenset(aliases[place].parts)) for place in places)
        return named

    def names(self, key: str) -> tuple[frozenset[int], ...]:
        """The parts of each of a subject's names and aliases."""
        return tuple(parts for _, parts in self._named(self._numbers[key]))

    def names_part(self, key: str, part: int) -> bool:
        """Whether a part stands among a subject's words."""
        return part in self._index.words[self._numbers[key]]

    def named_by(self, subject: Subject, parts: set[int]) -> bool:
        """Whether a subject's names have one of these parts, in a name or alias that says little else."""
        number = self._numbers[subject.key]
        for place in {place for part in parts for place in self._index.postings.get(part, ())}:
            alias = self._index.aliases[place]
            if alias.subject == number:
                named = sum(w for part, w in zip(alias.parts, alias.weights, strict=True) if part in parts)
                if named > _MOSTLY * alias.total:
                    return True
        return False

    def unexplained(self, subject: Subject, terms: Sequence[Term]) -> tuple[Term, ...]:
        """Terms that stand nowhere in a subject's names, aliases or definition."""
        number = self._numbers[subject.key]
        return self._explained(number, self._heard(terms), sum(term.weight for term in terms)).left

    def _trust(self, terms: Sequence[Term]) -> dict[int, float]:
        """Part -> how surely it was said, synonyms among them."""
        trust: dict[int, float] = {}
        for term in terms:
            for part in term.parts:
                trust[part] = max(trust.get(part, 0.0), term.trust)
        for part in list(trust):
            for other in self._index.synonyms.get(part, ()):
                trust[other] = max(trust.get(other, 0.0), WEIGHTS.synonym * trust[part])
        return trust

    def _match(
        self,
        number: int,
        alias: Alias,
        mass: float,
        explained: _Explained,
        trust: Mapping[int, float],
        terms: Sequence[Term],
    ) -> Match:
        """How well a subject fits by one of its aliases, of which `mass` was said."""
        parts = set(alias.parts)
        return Match(
            self._subjects[number],
            alias,
            recall=min(1.0, mass / alias.total),
            precision=explained.share,
            mass=mass,
            matched=frozenset([term.token for term in terms if not parts.isdisjoint(term.parts)]),
            unexplained=explained.left,
            explained=explained.tokens,
            complete=parts <= trust.keys(),
        )

    def _best_aliases(self, said: dict[int, float]) -> dict[int, tuple[float, int]]:
        """For each subject the alias that fits best (precision is the subject's own) as (worth, place)."""
        best: dict[int, tuple[float, int]] = {}
        half, exponent = WEIGHTS.mass, WEIGHTS.recall
        owners, totals = self._index.owners, self._index.totals
        for place, mass in said.items():
            owner, recall = owners[place], mass / totals[place]
            worth = (recall if recall < 1.0 else 1.0) ** exponent * mass / (mass + half)
            held = best.get(owner)
            if held is None or worth > held[0] or (worth == held[0] and place < held[1]):
                best[owner] = (worth, place)
        return best

    def _heard(self, terms: Sequence[Term]) -> list[_Heard]:
        """The terms, each with the synonyms of its parts and what it adds aside."""
        weight, synonyms = self._vocabulary.weight, self._index.synonyms
        return [
            _Heard(
                term,
                frozenset(other for part in term.parts for other in synonyms.get(part, ())),
                0.0 if term.weight else max(map(weight, term.parts), default=0.0),
            )
            for term in terms
        ]

    def _explained(self, number: int, heard: Sequence[_Heard], demand: float) -> _Explained:
        """How much of a question, whose words weigh `demand` together, a subject explains."""
        got, left, tokens = 0.0, [], []
        item = self._subjects[number].item
        unit = item.unit if isinstance(item, Indicator) else ""
        for word in heard:
            term = word.term
            if term.measure and _measures(term.measure, unit):
                demand -= term.weight
                continue
            worth = self._worth(number, word, bool(unit))
            if worth:
                tokens.append(term.token)
                if word.aside > 1.0 and worth == 1.0:  # a cue or an amount in the subject's names speaks for it
                    got += _ASIDE * word.aside
                    demand += _ASIDE * word.aside
                got += worth * term.weight
            elif term.weight:
                left.append(term)
        return _Explained(got / demand if demand else 1.0, tuple(left), frozenset(tokens))

    def _worth(self, number: int, word: _Heard, is_figure: bool) -> float:
        """How far a subject explains a word: by its own words, by those near it or by a synonym."""
        parts = word.term.parts
        if not parts:
            return 0.0
        mine = self._index.words[number]
        if mine.issuperset(parts):
            return 1.0
        if not mine.isdisjoint(parts):
            return _SOME_PARTS
        if not self._index.nearby[number].isdisjoint(parts):
            return WEIGHTS.nearby_figure if is_figure else WEIGHTS.nearby
        return 0.0 if mine.isdisjoint(word.synonyms) else WEIGHTS.synonym


def _score(recall: float, precision: float, mass: float) -> float:
    """How well a subject fits, between 0 and 1."""
    said: float = recall**WEIGHTS.recall
    explained: float = precision**WEIGHTS.precision
    return said * explained * mass / (mass + WEIGHTS.mass)


def _measures(measure: str, unit: str) -> bool:
    """Whether a measure that was said ("30 dagar") is of an indicator's unit."""
    return measure == unit or (unit == "days" and measure in _TIMES)
