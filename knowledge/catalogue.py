"""What can be asked about, in memory: the subjects, places and words of one store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.cues import CUE_WORDS
from knowledge.holdings import Holdings
from knowledge.language.narrowing_words import NarrowingWords
from knowledge.matching import Matcher
from knowledge.model import Indicator, Lexicon
from knowledge.places import Places
from knowledge.shortening import Shortenings
from knowledge.spelling import Spelling
from knowledge.store import Store
from knowledge.subjects import Index, Subject, alias_words
from knowledge.vocabulary import Vocabulary


@dataclass(slots=True)
class Catalogue:
    """Subjects, places and vocabulary of one store, with the index of the subjects' names."""

    store: Store
    subjects: Sequence[Subject]
    vocabulary: Vocabulary
    spelling: Spelling
    places: Places
    index: Index
    matcher: Matcher = field(init=False, compare=False, repr=False)
    shortenings: Shortenings = field(init=False, compare=False, repr=False)
    narrowing: NarrowingWords = field(init=False, compare=False, repr=False)
    _subjects: dict[str, Subject] = field(init=False, compare=False, repr=False)
    _areas: dict[str, frozenset[str]] = field(init=False, default_factory=dict, compare=False, repr=False)
    _kinds: dict[str, dict[str, tuple[str, ...]]] = field(init=False, default_factory=dict, compare=False, repr=False)
    _documents: frozenset[str] | None = field(init=False, default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        """The subjects by their keys, and what ranks them."""
        self._subjects = {subject.key: subject for subject in self.subjects}
        self.matcher = Matcher(self.subjects, self.vocabulary, self.index)
        self.narrowing = NarrowingWords.of(self.store.lexicon.narrowing)
        self.shortenings = Shortenings(self.vocabulary, self.subjects, self.index, self.places)

    def subject(self, key: str) -> Subject:
        """The subject with this key."""
        return self._subjects[key]

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

    def held_areas(self, ident: str) -> frozenset[str]:
        """The codes of the areas that an indicator is held for."""
        areas = self._areas.get(ident)
        if areas is None:
            areas = self._areas[ident] = frozenset(self.holdings(ident).areas)
        return areas

    def held_by_kind(self, ident: str) -> dict[str, tuple[str, ...]]:
        """Kind of area -> the codes of those that an indicator is held for, in order."""
        kinds = self._kinds.get(ident)
        if kinds is None:
            by_kind: dict[str, list[str]] = {}
            for code in sorted(self.held_areas(ident) & self.store.areas.keys()):
                by_kind.setdefault(self.store.areas[code].kind, []).append(code)
            kinds = self._kinds[ident] = {kind: tuple(codes) for kind, codes in by_kind.items()}
        return kinds

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


def subjects_of(store: Store) -> list[Subject]:
    """The subjects of a store, in its order."""
    return [
        *(Subject("indicator", indicator.id, indicator.id, indicator) for indicator in store.indicators.values()),
        *(Subject("table", table.id, table.id, table) for table in store.tables.values()),
        *(Subject("fact", fact.id, fact.about, fact) for fact in store.facts.values()),
        *(Subject("gap", gap.id, gap.about, gap) for gap in store.gaps.values()),
    ]


def ordinary_words(lexicon: Lexicon) -> frozenset[str]:
    """Words that name a municipality only where they have a capital."""
    return lexicon.common | lexicon.frame | CUE_WORDS


def _each(said: str | Sequence[str]) -> Sequence[str]:
    """A title, or each of several names."""
    return (said,) if isinstance(said, str) else said
