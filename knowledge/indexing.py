"""A catalogue computed: every name cut into weighted parts, and where each part stands."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain

from knowledge.catalogue import Catalogue, ordinary_words, subjects_of
from knowledge.cues import CUE_WORDS
from knowledge.model import Fact, Indicator
from knowledge.places import Places
from knowledge.scenarios import DEVIATION
from knowledge.spelling import Spelling
from knowledge.store import Store
from knowledge.subjects import Alias, Index, Preset, Subject, alias_words, breakdown_names, words_of_name
from knowledge.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class _Named:
    """One name of a subject, as parts that are not yet weighed."""

    subject: int
    parts: tuple[int, ...]
    preset: Preset
    text: str
    words: frozenset[str]


def computed_catalogue(store: Store) -> Catalogue:
    """The catalogue of a store, computed from its subjects and places."""
    subjects, vocabulary = subjects_of(store), Vocabulary(store.lexicon, CUE_WORDS)
    with _uncollected():
        index = _index(store, subjects, vocabulary)
    places = Places.of(store.areas.values(), store.groups, ordinary_words(store.lexicon))
    spelling = Spelling.of(vocabulary, places.single_words(), places.group_words())
    return Catalogue(store, subjects, vocabulary, spelling, places, index)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No garbage collection meanwhile: tens of thousands of things are made that all stay, and looked through anew."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _index(store: Store, subjects: list[Subject], vocabulary: Vocabulary) -> Index:
    """The index of `subjects`; `vocabulary` is filled with their words and closed."""
    named = _names(subjects, vocabulary)
    used: list[set[int]] = [set() for _ in subjects]
    for name in named:
        used[name.subject].update(name.parts)
    vocabulary.close(used, [subject.kind in ("fact", "gap") for subject in subjects])

    parts = range(len(vocabulary.tables.names))
    atoms, weights = list(map(vocabulary.atoms, parts)), list(map(vocabulary.weight, parts))
    aliases = [_alias(name, atoms, weights) for name in named]
    postings: dict[int, list[int]] = defaultdict(list)
    wide = used  # from here on with what the compounds consist of, and what describes a subject
    for place, alias in enumerate(aliases):
        for part in alias.parts:
            postings[part].append(place)
        wide[alias.subject].update(alias.parts)
    differences = {found for word in DEVIATION if (found := vocabulary.part(word)) is not None}
    for number, subject in enumerate(subjects):
        wide[number].update(_described(subject, vocabulary))
        if _has_columns(subject):
            wide[number].update(differences)
    return Index(
        aliases,
        parts=[alias.parts for alias in aliases],
        owners=[alias.subject for alias in aliases],
        totals=[alias.total for alias in aliases],
        postings=dict(postings),
        words=[frozenset(parts) for parts in wide],
        nearby=_nearby(store, subjects, wide),
        synonyms=_synonyms(store, vocabulary),
    )


def _subject_names(subject: Subject) -> list[tuple[str, Preset]]:
    """Every name of a subject, with the slots it fixes."""
    item = subject.item
    names = [] if isinstance(item, Fact) else [item.name.sv, item.name.en]
    if isinstance(item, Indicator):
        names.append(item.short.sv)
    names += item.aliases.all()
    plain: list[tuple[str, Preset]] = [(name, ()) for name in names if name]
    if isinstance(item, Indicator):
        plain += [(name, preset.set) for preset in item.presets for name in preset.aliases.all()]
    return plain


def _names(subjects: Iterable[Subject], vocabulary: Vocabulary) -> list[_Named]:
    """All names of all subjects, in order; their words are added to the vocabulary."""
    found = []
    add, known = vocabulary.add, vocabulary.tables.exact
    for number, subject in enumerate(subjects):
        for text, preset in _subject_names(subject):
            said = words_of_name(text)
            look = known.__getitem__ if known.keys() >= set(said) else add
            parts = tuple(dict.fromkeys(map(look, said)))
            if parts:
                found.append(_Named(number, parts, preset, text, frozenset(said)))
    return found


def _alias(name: _Named, atoms: Sequence[tuple[int, ...]], weights: Sequence[float]) -> Alias:
    """A name with its compounds taken apart and its parts weighed, given the atoms and the weight of each part."""
    split = tuple(dict.fromkeys(chain.from_iterable(map(atoms.__getitem__, name.parts))))
    own = tuple(map(weights.__getitem__, split))
    return Alias(name.subject, split, own, sum(own), name.preset, name.text, name.words)


def _descriptions(subject: Subject) -> list[str]:
    """Texts about a subject that are no names of it: a definition, kinds, an answer."""
    item = subject.item
    if isinstance(item, Indicator):
        kinds = [name for breakdown in item.breakdowns for name in breakdown_names(breakdown)]
        return [item.definition.sv, item.definition.en, *kinds]
    return [item.answer.sv, item.answer.en] if isinstance(item, Fact) else []


def _described(subject: Subject, vocabulary: Vocabulary) -> set[int]:
    """Parts of the known words that describe a subject."""
    found: set[int] = set()
    for text in _descriptions(subject):
        for word in alias_words(text):
            part = vocabulary.part(word)
            if part is not None:
                found.update((part, *vocabulary.atoms(part)))
    return found


def _has_columns(subject: Subject) -> bool:
    """Whether a subject is an indicator that has several columns, of which one may be of differences."""
    item = subject.item
    return isinstance(item, Indicator) and "scenario" in dict(item.default)


def _nearby(store: Store, subjects: list[Subject], wide: list[set[int]]) -> list[frozenset[int]]:
    """For each subject the words of what is said of the same topic: "kammarkollegiet" is near the grant."""
    topics: dict[str, set[int]] = {}
    for number, subject in enumerate(subjects):
        names = [subject.about]
        if isinstance(subject.item, Indicator):
            totalled = (table.id for table in store.tables.values() if table.total == subject.id)
            names += (*subject.item.groups, *totalled)
        for name in names:
            topics.setdefault(name, set()).update(wide[number])
    return [frozenset(topics[subject.about]) for subject in subjects]


def _synonyms(store: Store, vocabulary: Vocabulary) -> dict[int, tuple[int, ...]]:
    """Part -> the parts that mean the same."""
    found: dict[int, tuple[int, ...]] = {}
    for words in store.synonyms:
        members = {part for word in words if (part := vocabulary.part(word)) is not None}
        for part in members:
            found[part] = tuple(sorted({*found.get(part, ()), *members} - {part}))
    return found
