"""The ranking of subjects for a question's words.

Each of a subject's names and aliases is a set of weighted parts (rare words weigh more); a question is compared in both
directions: what of the alias was said (recall) and what of the question the subject explains (precision).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from heapq import heappush, heappushpop
from typing import NamedTuple

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

_LARGE = 6_000
"""Of parts that stand in more aliases than these together, only likely subjects are looked at."""

_CROWD = 1_000
"""In a catalogue of more subjects than these, words that weigh little are lost among the many."""

_LOOKED_AT = 12
"""So many subjects of a large catalogue, those of whose words most was said, are compared name by name."""

_SELDOM = 100
"""A word that stands in no more aliases than these is seldom."""

_NEAR = 0.4
"""Of those of which less than this share was said, of what was said of the best, none is looked at."""

_WITHIN_SIGHT = 0.2
"""The same in a small catalogue, where there is time to look further."""

_KEPT = 6
"""So many of them are kept at most."""

_Named = tuple[float, int, float]
"""How well a subject's best alias fits by itself, its place, and the weight of what was said of it."""

_MANY_NEW = 60
"""Of more subjects than these, never compared by name, no lists are made: the first question does not wait for them."""

_TIMES = ("weeks", "months", "hours")
"""Measures that an indicator in days answers too."""


class Match(NamedTuple):
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


class _Heard(NamedTuple):
    """A term of the question with what does not depend on the subject that is to explain it."""

    term: Term
    parts: tuple[int, ...]
    weight: float
    synonyms: frozenset[int]
    aside: float
    """What it adds though it needs no explanation, where a subject has it in its names."""


class _Explained(NamedTuple):
    """The share of the question's weight that a subject explains, the terms it leaves, the tokens it explains."""

    share: float
    left: tuple[Term, ...]
    tokens: frozenset[int]


class _Lists(NamedTuple):
    """A subject's aliases for being compared by name: their places, what each weighs, and part -> which have it."""

    places: range
    totals: Sequence[float]
    having: Mapping[int, Sequence[int]]


class Matcher:
    """Compares questions with the subjects of one catalogue."""

    def __init__(self, subjects: Sequence[Subject], vocabulary: Vocabulary, index: Index) -> None:
        """`index` is of these subjects, in their order."""
        self._subjects = subjects
        self._vocabulary = vocabulary
        self._index = index
        self._likely = Likely(index)
        self._crowded = len(subjects) > _CROWD
        self._parts: dict[int, tuple[tuple[int, frozenset[int]], ...]] = {}
        self._lists: dict[int, _Lists] = {}
        self._own: dict[int, tuple[str, frozenset[int], frozenset[int]]] = {}
        self._led: dict[int, tuple[tuple[int, tuple[int, ...]], ...]] = {}
        self._numbers = {subject.key: number for number, subject in enumerate(subjects)}

    def rank(self, terms: Sequence[Term], keep: int = 20) -> tuple[Match, ...]:
        """Subjects by score, best first, ties in the order of the data folder; fewer where very many have a part."""
        trust = self._trust(terms)
        told = {part: self._vocabulary.weight(part) * worth for part, worth in trust.items()}
        large = self._crowded and sum(len(self._index.postings.get(part, ())) for part in told) > _LARGE
        keep, looked_at, near = (min(keep, _KEPT), _LOOKED_AT, _NEAR) if large else (keep, 2 * keep, _WITHIN_SIGHT)
        best = dict(self._compared(self._likely.best(told, looked_at, near), sum(told.values())))
        likely = sorted((-worth, number, place, mass) for number, (worth, place, mass) in best.items())
        whole = self._named_whole(told)
        whole -= {number for _, number, _, _ in likely[:looked_at]}
        likely = likely[:looked_at]
        likely += [(-worth, number, place, mass) for number, (worth, place, mass) in self._by_name(told, whole)]
        heard, demand = self._heard(terms), sum(term.weight for term in terms)
        wanted = keep + len(whole)
        found: list[tuple[float, int, int, float, _Explained]] = []
        scores: list[float] = []  # the best so far, the least of them first
        for _, number, place, mass in likely:
            recall = min(1.0, mass / self._index.totals[place])
            if (
                len(scores) == wanted and _score(recall, 1.0, mass) < scores[0]
            ):  # all that its words can do is take from it
                continue
            explained = self._explained(number, heard, demand)
            score = _score(recall, explained.share, mass)
            found.append((-score, number, place, mass, explained))
            (heappush if len(scores) < wanted else heappushpop)(scores, score)
        found.sort()
        return tuple(
            self._match(number, self._index.aliases[place], mass, explained, trust, terms)
            for _, number, place, mass, explained in found[:wanted]
        )

    def _named_whole(self, told: Mapping[int, float]) -> set[int]:
        """The subjects of which a whole name was said that has a seldom word, little as it may weigh: "fick"."""
        said, led = frozenset(told), self._led
        named: set[int] = set()
        for part in told:
            for number, parts in led[part] if part in led else self._led_by(part):
                if said.issuperset(parts):
                    named.add(number)
        return named

    def _led_by(self, part: int) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """The names of which a part is the most seldom, where it is seldom: their subjects, with the parts of each."""
        led = self._led.get(part)
        if led is None:
            owners = self._index.owners
            places: Sequence[int] = self._index.postings.get(part, ())
            named = [(owners[at], self._index.parts[at]) for at in (places if len(places) <= _SELDOM else ())]
            led = self._led[part] = tuple(name for name in named if part == min(name[1], key=self._rarity))
        return led

    def _rarity(self, part: int) -> tuple[int, int]:
        """In how many names a part stands; of several that stand in as many, one is the first."""
        return len(self._index.postings.get(part, ())), part

    def _by_name(self, told: Mapping[int, float], numbers: Iterable[int]) -> Iterator[tuple[int, _Named]]:
        """The best alias of each of some subjects."""
        said = [
            (n, tuple((part, told[part]) for part in self._list(n).having.keys() & told.keys()))
            for n in sorted(numbers)
        ]
        return self._compared([(n, sum(w for _, w in parts), parts) for n, parts in said], sum(told.values()))

    def _compared(
        self, subjects: Iterable[tuple[int, float, tuple[tuple[int, float], ...]]], whole: float
    ) -> Iterator[tuple[int, _Named]]:
        """The best alias of each subject, given what was said of it and the weight of all that was said."""
        full, slope = WEIGHTS.mass, WEIGHTS.recall
        subjects = list(subjects)
        if sum(number not in self._lists for number, _, _ in subjects) > _MANY_NEW:
            yield from self._compared_at_once(subjects, whole)
            return
        for number, pooled, parts in subjects:
            lists = self._list(number)
            said, having = [0.0] * len(lists.places), lists.having
            for part, weight in parts:
                for at in having[part]:
                    said[at] += weight
            best_worth, best_at = 0.0, 0
            for at, mass in enumerate(said):
                if mass and (most := mass / (mass + full)) > best_worth:  # all that recall can do is take from it
                    recall = mass / lists.totals[at]
                    worth = most if recall >= 1.0 else most * recall**slope
                    if worth > best_worth:
                        best_worth, best_at = worth, at
            yield number, (best_worth * (pooled / whole) ** WEIGHTS.precision, lists.places[best_at], said[best_at])

    def _compared_at_once(
        self, subjects: Sequence[tuple[int, float, tuple[tuple[int, float], ...]]], whole: float
    ) -> Iterator[tuple[int, _Named]]:
        """The same by what was said of all aliases, for many subjects whose own lists would have to be made first."""
        full, slope = WEIGHTS.mass, WEIGHTS.recall
        told = {pair for parts in {parts for _, _, parts in subjects} for pair in parts}
        said: dict[int, float] = {}
        for part, weight in sorted(told, key=lambda pair: (-pair[1], pair[0])):
            for place in self._index.postings[part]:
                said[place] = said.get(place, 0.0) + weight
        best: dict[int, tuple[float, int]] = {}
        for place in sorted(said):
            mass = said[place]
            recall = mass / self._index.totals[place]
            worth = mass / (mass + full) * (1.0 if recall >= 1.0 else recall**slope)
            owner = self._index.owners[place]
            if owner not in best or worth > best[owner][0]:
                best[owner] = worth, place
        for number, pooled, _ in subjects:
            worth, place = best[number]
            yield number, (worth * (pooled / whole) ** WEIGHTS.precision, place, said[place])

    def _list(self, number: int) -> _Lists:
        """A subject's aliases by their parts; made when the subject is first compared by name."""
        made = self._lists.get(number)
        if made is not None:
            return made
        places = self._places(number)
        having: dict[int, list[int]] = {}
        for at, parts in enumerate(self._index.parts[places.start : places.stop]):
            for part in parts:
                having.setdefault(part, []).append(at)
        made = self._lists[number] = _Lists(places, self._index.totals[places.start : places.stop], having)
        return made

    def _places(self, number: int) -> range:
        """Where the aliases of a subject stand."""
        return range(bisect_left(self._index.owners, number), bisect_right(self._index.owners, number))

    def _named(self, number: int) -> tuple[tuple[int, frozenset[int]], ...]:
        """The aliases of a subject: their places, with the parts of each; of several with the same parts the first."""
        named = self._parts.get(number)
        if named is None:
            places = self._places(number)
            first: dict[frozenset[int], int] = {}
            for place, parts in zip(places, self._index.parts[places.start : places.stop], strict=True):
                first.setdefault(frozenset(parts), place)
            named = self._parts[number] = tuple((place, parts) for parts, place in first.items())
        return named

    def names(self, key: str) -> tuple[frozenset[int], ...]:
        """The parts of each of a subject's names and aliases."""
        return tuple(parts for _, parts in self._named(self._numbers[key]))

    def having(self, part: int) -> frozenset[int]:
        """The numbers of the subjects that have a part in a name or alias."""
        return frozenset(map(self._index.owners.__getitem__, self._index.postings.get(part, ())))

    def written(self, subject: Subject) -> tuple[str, ...]:
        """Each of a subject's names and aliases as it is written."""
        return tuple(self._index.aliases[place].text for place, _ in self._named(self._numbers[subject.key]))

    def names_part(self, key: str, part: int) -> bool:
        """Whether a part stands among a subject's words."""
        return part in self._index.words[self._numbers[key]]

    def knows(self, key: str, part: int) -> bool:
        """Whether a part, or a synonym of it, stands in one of a subject's names."""
        own = {own for name in self.names(key) for own in name}
        return part in own or not own.isdisjoint(self._index.synonyms.get(part, ()))

    def alike(self, part: int, others: AbstractSet[int]) -> bool:
        """Whether a part or a synonym of it is among others."""
        return part in others or not others.isdisjoint(self._index.synonyms.get(part, ()))

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

    def _heard(self, terms: Sequence[Term]) -> list[_Heard]:
        """The terms, each with the synonyms of its parts and what it adds aside."""
        weight, synonyms = self._vocabulary.weight, self._index.synonyms
        return [
            _Heard(
                term,
                term.parts,
                term.weight,
                frozenset(other for part in term.parts for other in synonyms.get(part, ())),
                0.0 if term.weight else max(map(weight, term.parts), default=0.0),
            )
            for term in terms
        ]

    def _own_of(self, number: int) -> tuple[str, frozenset[int], frozenset[int]]:
        """A subject's unit (none where it is told in words), the parts of its names, and of what stands near it."""
        item = self._subjects[number].item
        unit = item.unit if isinstance(item, Indicator) else ""
        own = self._own[number] = unit, self._index.words[number], self._index.nearby[number]
        return own

    def _explained(self, number: int, heard: Sequence[_Heard], demand: float) -> _Explained:
        """How much of a question, whose words weigh `demand` together, a subject explains."""
        got, left, tokens = 0.0, [], []
        unit, mine, near = self._own.get(number) or self._own_of(number)
        nearby = WEIGHTS.nearby_figure if unit else WEIGHTS.nearby
        for term, parts, weight, synonyms, aside in heard:
            if term.measure and _measures(term.measure, unit):
                demand -= weight
                continue
            if not parts:
                worth = 0.0
            elif mine.issuperset(parts):
                worth = 1.0
            elif not mine.isdisjoint(parts):
                worth = _SOME_PARTS
            elif not near.isdisjoint(parts):
                worth = nearby
            else:
                worth = 0.0 if mine.isdisjoint(synonyms) else WEIGHTS.synonym
            if worth:
                tokens.append(term.token)
                if aside > 1.0 and worth == 1.0:  # a cue or an amount in the subject's names speaks for it
                    got += _ASIDE * aside
                    demand += _ASIDE * aside
                got += worth * weight
            elif weight:
                left.append(term)
        return _Explained(got / demand if demand else 1.0, tuple(left), frozenset(tokens))


def _score(recall: float, precision: float, mass: float) -> float:
    """How well a subject fits, between 0 and 1."""
    said: float = recall**WEIGHTS.recall
    explained: float = precision**WEIGHTS.precision
    return said * explained * mass / (mass + WEIGHTS.mass)


def _measures(measure: str, unit: str) -> bool:
    """Whether a measure that was said ("30 dagar") is of an indicator's unit."""
    return measure == unit or (unit == "days" and measure in _TIMES)
