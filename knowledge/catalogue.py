"""What can be asked about, in memory, and the ranking of subjects for a question's words.

Each of a subject's names and aliases is a set of weighted parts (rare words weigh more); a question is compared in both
directions: what of the alias was said (recall) and what of the question the subject explains (precision).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from knowledge.cues import CUE_WORDS
from knowledge.indexing import build_index
from knowledge.model import Breakdown, Indicator, Lexicon
from knowledge.places import Places
from knowledge.spelling import Spelling
from knowledge.store import Holdings, Store
from knowledge.subjects import Alias, Posting, Subject, alias_words, amount_mark, breakdown_names
from knowledge.terms import Term, TermReader
from knowledge.vocabulary import FRAME_WEIGHT, Vocabulary
from knowledge.weights import WEIGHTS

__all__ = ["Alias", "Catalogue", "Match", "Posting", "Subject", "Term", "alias_words", "amount_mark", "ordinary_words"]

_ASIDE = 0.5
"""What a cue or an amount that a subject has in its names adds, as a share of its weight."""

_SOME_PARTS = 0.4
"""How far a word is explained of which a subject has some parts only."""

_MOSTLY = 0.5
_KIND_FLOOR = 0.6
"""How much of a name of a kind must be said."""

_KIND_MARGIN = 0.9
"""A kind stands beside the best one where its share is at least this much of the best one's."""

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


@dataclass(slots=True)
class Catalogue:
    """Subjects, places and vocabulary of one store."""

    store: Store
    vocabulary: Vocabulary
    places: Places
    spelling: Spelling
    subjects: list[Subject] = field(default_factory=list)
    aliases: Sequence[Alias] = ()
    _owners: Sequence[int] = ()
    _totals: Sequence[float] = ()
    _words: list[frozenset[int]] = field(default_factory=list)
    _nearby: list[frozenset[int]] = field(default_factory=list)
    _postings: Mapping[int, Sequence[Posting]] = field(default_factory=dict)
    _synonyms: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _index: dict[str, Subject] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _documents: frozenset[str] | None = None

    @classmethod
    def of(cls, store: Store) -> Catalogue:
        """The catalogue of a store, from the index it holds; computed where it holds none of this code and data."""
        if store.compiled_catalogue is not None:
            from knowledge.compiled_catalogue import loads  # noqa: PLC0415  (it imports this module)

            with suppress(KeyError, TypeError, ValueError):  # it was spoilt: what is computed is the same
                return loads(store, store.compiled_catalogue)
        return cls.computed(store)

    @classmethod
    def computed(cls, store: Store) -> Catalogue:
        """The catalogue of a store, computed from its subjects and places."""
        places = Places.of(store.areas.values(), store.groups, ordinary_words(store.lexicon))
        vocabulary = Vocabulary(store.lexicon, CUE_WORDS)
        made = cls(store, vocabulary, places, Spelling(vocabulary))
        made.add_subjects()
        index = build_index(store, made.subjects, vocabulary)
        made.spelling = Spelling.of(vocabulary, places.single_words(), places.group_words())
        made.aliases, made._postings = index.aliases, index.postings
        made._owners = [alias.subject for alias in index.aliases]
        made._totals = [alias.total for alias in index.aliases]
        made._words, made._nearby, made._synonyms = index.words, index.nearby, index.synonyms
        return made

    def add_subjects(self) -> None:
        """The subjects of the store, in its order."""
        store = self.store
        self.subjects = [
            Subject("indicator", indicator.id, indicator.id, indicator) for indicator in store.indicators.values()
        ]
        self.subjects += [Subject("table", table.id, table.id, table) for table in store.tables.values()]
        self.subjects += [Subject("fact", fact.id, fact.about, fact) for fact in store.facts.values()]
        self.subjects += [Subject("gap", gap.id, gap.about, gap) for gap in store.gaps.values()]
        self._index = {subject.key: subject for subject in self.subjects}
        self._numbers = {subject.key: number for number, subject in enumerate(self.subjects)}

    def subject(self, key: str) -> Subject:
        """The subject with this key."""
        return self._index[key]

    def indicator(self, ident: str) -> Indicator:
        """The indicator with this id."""
        return self.store.indicators[ident]

    def holdings(self, ident: str) -> Holdings:
        """Which slot values an indicator is held for; a derived one has those that all its inputs share."""
        derived = self.indicator(ident).derived
        if derived is None:
            return self.store.holdings(ident)
        inputs = [self.holdings(of) for of in derived.of]
        first = inputs[0]

        return Holdings(
            tuple(area for area in first.areas if all(area in held.areas for held in inputs)),
            tuple(period for period in first.periods if all(period in held.periods for held in inputs)),
            first.scenarios,
            first.breakdowns,
        )

    @property
    def document_words(self) -> frozenset[str]:
        """The words of the documents' titles and names, and their genitives."""
        if self._documents is None:
            names = (
                name
                for source in self.store.sources.values()
                for text in (source.title, source.aliases)
                for name in (*_each(text.sv), *_each(text.en))
            )
            said = {word for name in names for word in alias_words(name)}
            self._documents = frozenset(said | {word + "s" for word in said} | {word + "'s" for word in said})
        return self._documents

    def terms(
        self,
        tokens: Sequence[tuple[int, str]],
        measures: dict[int, str],
        mended: dict[int, str],
        weightless: frozenset[int],
    ) -> tuple[Term, ...]:
        """Words of a question as terms: `tokens` are (index, word or amount mark), the rest goes by index."""
        return TermReader(self.vocabulary, measures, mended, weightless).terms(tokens)

    def rank(self, terms: Sequence[Term], keep: int = 24) -> tuple[Match, ...]:
        """Subjects by score, best first; ties in the order of the data folder."""
        trust = self._trust(terms)
        said: dict[int, float] = {}
        for part, worth in trust.items():
            for alias, weight in self._postings.get(part, ()):
                said[alias] = said.get(alias, 0.0) + weight * worth
        best = self._best_aliases(said)
        likely = sorted((-worth, number, place) for number, (worth, place) in best.items())[: 2 * keep]
        heard, demand = self._heard(terms), sum(term.weight for term in terms)
        found: list[tuple[float, int, int, _Explained]] = []
        for _, number, place in likely:
            explained, mass = self._explained(number, heard, demand), said[place]
            score = _score(min(1.0, mass / self._totals[place]), explained.share, mass)
            found.append((-score, number, place, explained))
        found.sort()
        return tuple(
            self._match(number, self.aliases[place], said[place], explained, trust, terms)
            for _, number, place, explained in found[:keep]
        )

    def _trust(self, terms: Sequence[Term]) -> dict[int, float]:
        """Part -> how surely it was said, synonyms among them."""
        trust: dict[int, float] = {}
        for term in terms:
            for part in term.parts:
                trust[part] = max(trust.get(part, 0.0), term.trust)
        for part in list(trust):
            for other in self._synonyms.get(part, ()):
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
            self.subjects[number],
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
        owners, totals = self._owners, self._totals
        for place, mass in said.items():
            owner, recall = owners[place], mass / totals[place]
            worth = (recall if recall < 1.0 else 1.0) ** exponent * mass / (mass + half)
            held = best.get(owner)
            if held is None or worth > held[0] or (worth == held[0] and place < held[1]):
                best[owner] = (worth, place)
        return best

    def _heard(self, terms: Sequence[Term]) -> list[_Heard]:
        """The terms, each with the synonyms of its parts and what it adds aside."""
        weight, synonyms = self.vocabulary.weight, self._synonyms
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
        item = self.subjects[number].item
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
        mine = self._words[number]
        if mine.issuperset(parts):
            return 1.0
        if not mine.isdisjoint(parts):
            return _SOME_PARTS
        if not self._nearby[number].isdisjoint(parts):
            return WEIGHTS.nearby_figure if is_figure else WEIGHTS.nearby
        return 0.0 if mine.isdisjoint(word.synonyms) else WEIGHTS.synonym

    def names_part(self, key: str, part: int) -> bool:
        """Whether a part stands among a subject's words."""
        return part in self._words[self._numbers[key]]

    def named_by(self, subject: Subject, parts: set[int]) -> bool:
        """Whether a subject's names have one of these parts, in a name or alias that says little else."""
        number = self._numbers[subject.key]
        for place in {place for part in parts for place, _ in self._postings.get(part, ())}:
            alias = self.aliases[place]
            if alias.subject == number:
                named = sum(w for part, w in zip(alias.parts, alias.weights, strict=True) if part in parts)
                if named > _MOSTLY * alias.total:
                    return True
        return False

    def unexplained(self, subject: Subject, terms: Sequence[Term]) -> tuple[Term, ...]:
        """Terms that stand nowhere in a subject's names, aliases or definition."""
        number = self._numbers[subject.key]
        return self._explained(number, self._heard(terms), sum(term.weight for term in terms)).left

    def first_token(self, breakdown: Breakdown, terms: Sequence[Term]) -> int:
        """Where in a question a kind is first named."""
        own = {
            part
            for name in breakdown_names(breakdown)
            for part in self._name_parts(name)
            if self.vocabulary.weight(part) > 1
        }
        return min((term.token for term in terms if own.intersection(term.parts)), default=0)

    def best_breakdown(self, indicator: Indicator, parts: dict[int, float]) -> tuple[Breakdown, ...]:
        """The kinds within an indicator that a question names, by the same overlap; `parts` are part -> trust."""
        found: list[tuple[float, Breakdown, frozenset[int]]] = []
        for breakdown in indicator.breakdowns:
            score, matched = self._named_share(breakdown, parts)
            if score:
                found.append((score, breakdown, matched))
        top = max((score for score, _, _ in found), default=0.0)
        return tuple(
            breakdown
            for score, breakdown, words in found
            if score >= _KIND_MARGIN * top and not any(words < other for _, _, other in found)
        )

    def _named_share(self, breakdown: Breakdown, parts: dict[int, float]) -> tuple[float, frozenset[int]]:
        """How much of the best name of a kind was said, and the telling parts; 0 for too little."""
        score, matched = 0.0, frozenset[int]()
        weight = self.vocabulary.weight
        for name in breakdown_names(breakdown):
            own = self._name_parts(name)
            total = sum(map(weight, own))
            share = sum(weight(part) * parts.get(part, 0.0) for part in own) / total if own else 0.0
            if share > _KIND_FLOOR and any(part in parts and weight(part) > FRAME_WEIGHT for part in own):
                score = max(score, share)
                matched |= {part for part in own if part in parts and weight(part) > 1}
        return score, matched

    def _name_parts(self, name: str) -> set[int]:
        """The parts of a name's words."""
        return {part for word in alias_words(name) if (part := self.vocabulary.part(word)) is not None}


def _each(said: str | Sequence[str]) -> Sequence[str]:
    """A title, or each of several names."""
    return (said,) if isinstance(said, str) else said


def _score(recall: float, precision: float, mass: float) -> float:
    """How well a subject fits, between 0 and 1."""
    said: float = recall**WEIGHTS.recall
    explained: float = precision**WEIGHTS.precision
    return said * explained * mass / (mass + WEIGHTS.mass)


def _measures(measure: str, unit: str) -> bool:
    """Whether a measure that was said ("30 dagar") is of an indicator's unit."""
    return measure == unit or (unit == "days" and measure in _TIMES)


def ordinary_words(lexicon: Lexicon) -> frozenset[str]:
    """Words that name a municipality only where they have a capital."""
    return lexicon.common | lexicon.frame | CUE_WORDS
