"""The words the catalogue knows, as parts, and what a word of a question is among them.

Order of trust: exact, inflected, without å/ä/ö, compound of known words, cut short. What is misspelt is set right
before (`spelling.py`).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from msgspec import Struct

from knowledge.language.recent import Recent
from knowledge.language.roles import is_role
from knowledge.language.swedish import roots
from knowledge.language.text import fold
from knowledge.model import Lexicon

FRAME_WEIGHT = 0.3
"""What a frame word ("fick", "hur") weighs inside an alias; in a question it weighs nothing."""

_MANY = 1_000
"""Of more subjects the rarest part tells as much as among so many: floors and factors are set by what a word weighs."""
_CUE_SHARE = 0.5
"""A cue word ("totalt", "mest") tells half as much of a subject as another word would."""

_VERB_ENDINGS = ("er", "ar", "as", "s", "de", "des", "te", "tes", "t", "ts")
_VERB_STEM = 4
_CUT_SHORT = 7
"""From this length on a word may be the beginning of one of the catalogue's."""
_SHORT_HEADS = frozenset(("kö", "köer", "bnp", "vab", "ivo", "skr", "pks", "scb"))

_COLLECTIONS = frozenset((
    "ligan",
    "liga",
    "listan",
    "tabellen",
    "rankingen",
    "tabell",
    "statistiken",
    "statistik",
    "siffran",
    "siffrorna",
    "beloppet",
))
"""Tails of compounds that only say what a thing is put in: "sektorsbidragsligan"."""

_PLAIN_ENDINGS = (
    *("ade", "ades", "ats", "ande", "ligen", "vis", "igt", "ligt", "liga", "samt", "aktigt"),
    *("ingly", "ally", "edly", "ously"),
)


class Word(NamedTuple):
    """A word of the question as the catalogue sees it.

    `parts` are part numbers (several for a compound), `trust` is 1 for an exact match and less the further off,
    `status` is known, frame, common (ordinary, names a topic), plain (ordinary, names none) or unknown; `meant` is the
    corrected spelling.
    """

    status: str
    parts: tuple[int, ...] = ()
    trust: float = 1.0
    meant: str = ""


class WordTables(Struct):
    """What a vocabulary holds of the catalogue's words; parts are numbers."""

    exact: dict[str, int] = {}
    """Word -> its part."""
    roots: dict[str, int] = {}
    folded: dict[str, str] = {}
    """Word without å, ä and ö -> the word."""
    sorted: list[str] = []
    """The words without å, ä and ö, in order."""
    names: list[str] = []
    """For each part the word it was made for."""
    uses: list[int] = []
    """For each part how many subjects have it."""
    weights: list[float] = []
    compounds: dict[int, tuple[int, ...]] = {}
    """Part of a compound -> the parts of its pieces."""
    frame_folded: frozenset[str] = frozenset()


@dataclass(slots=True)
class Vocabulary:
    """Words of the catalogue grouped into parts by their roots, with a weight for each part's rarity."""

    lexicon: Lexicon
    cue_words: frozenset[str] = frozenset()
    tables: WordTables = field(default_factory=WordTables)
    _forms: dict[int, list[str]] = field(default_factory=dict, init=False, compare=False, repr=False)
    _parts: Recent[int | None] = field(init=False, compare=False, repr=False)
    _joined: Recent[int | None] = field(init=False, compare=False, repr=False)
    """The same for words tried as one, apart: several steps ask, but hardly anybody says the same two again."""
    _looked_up: Recent[Word] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Nothing has been looked at."""
        self._parts = Recent(self._found)
        self._joined = Recent(self._found)
        self._looked_up = Recent(self._seen)

    def add(self, word: str) -> int:
        """The part of a catalogue word, made if new."""
        tables = self.tables
        part = tables.exact.get(word)
        if part is not None:
            return part
        self._parts.clear()
        self._joined.clear()
        self._looked_up.clear()
        own = roots(word) if len(word) >= 4 else ()
        for root in own:
            part = tables.roots.get(root)
            if part is not None:
                break
        if part is None:
            part = len(tables.names)
            tables.names.append(word)
            tables.uses.append(0)
        tables.exact[word] = part
        tables.folded.setdefault(fold(word), word)
        if not word[0].isdigit():
            for root in own:
                tables.roots.setdefault(root, part)
        return part

    def close(self, used: Sequence[Iterable[int]], told: Sequence[bool]) -> None:
        """Fix weights and find compounds.

        Args:
            used: for each subject the parts of its names.
            told: for each whether its names are questions, as those of facts are. Among thousands of titles from a
                service "många" is as rare as any name: how people speak is seen of what they ask about in words.
        """
        tables = self.tables
        spoken = [0] * len(tables.names)
        for parts, in_words in zip(used, told, strict=True):
            for part in parts:
                tables.uses[part] += 1
                spoken[part] += in_words
        tables.weights = _rarities(tables.uses, len(told))
        if len(told) > _MANY and any(told):
            tables.weights = list(map(min, tables.weights, _rarities(spoken, sum(told))))
        tables.frame_folded = frozenset(fold(word) for word in self.lexicon.frame)
        for word, part in list(tables.exact.items()):
            if part not in tables.compounds and tables.names[part] == word:
                pieces = self.split(word)
                if pieces and part not in pieces:
                    tables.compounds[part] = pieces
        tables.sorted = sorted(tables.folded)

    def weight(self, part: int) -> float:
        """How much a part tells: rare parts more than common ones."""
        name = self.tables.names[part]
        if name in self.lexicon.frame:
            return FRAME_WEIGHT
        return self.tables.weights[part] * (_CUE_SHARE if name in self.cue_words else 1.0)

    def atoms(self, part: int) -> tuple[int, ...]:
        """The parts a compound consists of, or the part itself."""
        return self.tables.compounds.get(part, (part,))

    def name(self, part: int) -> str:
        """A part's word, for explanations."""
        return self.tables.names[part]

    def forms(self, part: int) -> list[str]:
        """The catalogue's words that a part stands for."""
        if not self._forms:
            for word, own in self.tables.exact.items():
                self._forms.setdefault(own, []).append(word)
        return self._forms.get(part, [])

    def pieces(self, word: str) -> tuple[int, ...]:
        """The parts of two of the catalogue's words that are written as one: "perinvånare"."""
        exact = self.tables.exact
        cuts = (at for at in range(2, len(word) - 1) if word[:at] in exact and word[at:] in exact)
        return next(((exact[word[:at]], exact[word[at:]]) for at in cuts), ())

    def part(self, word: str) -> int | None:
        """The part of an exact, inflected or unaccented form."""
        return self._parts[word]

    def joined(self, words: Sequence[str]) -> int | None:
        """The part of some words written as one."""
        return self._joined["".join(words)]

    def _found(self, word: str) -> int | None:
        """The part of a form."""
        tables = self.tables
        found = tables.exact.get(word)
        if found is not None:
            return found
        for root in roots(word) if len(word) >= 4 else (word,):
            found = tables.roots.get(root)
            if found is not None:
                return found
        accented = tables.folded.get(word)
        return tables.exact[accented] if accented is not None else None

    def exact(self, word: str) -> bool:
        """Whether the catalogue has just this word."""
        return word in self.tables.exact

    def is_frame(self, word: str) -> bool:
        """Whether a word only frames a question."""
        return word in self.lexicon.frame or word in self.tables.frame_folded

    def look_up(self, word: str) -> Word:
        """What a correctly spelt word is."""
        return self._looked_up[word]

    def _seen(self, word: str) -> Word:
        """What a word is that was not looked at lately."""
        part = self.tables.exact.get(word)
        if part is not None:
            return Word("frame" if self.is_frame(word) else "known", (part,), 1.0, word)
        if self.is_frame(word):
            return Word("frame", (), 1.0, word)
        if word in self.lexicon.opinion or word in self.lexicon.private:
            return Word("common", (), 1.0, word)
        part = self.part(word)
        if part is not None:
            return Word("known", (part,), 0.97, word)
        folded = fold(word)
        if folded == word:
            for root in roots(word) if len(word) >= 5 else ():
                accented = self.tables.folded.get(root)
                if accented is not None:
                    return Word("known", (self.tables.exact[accented],), 0.93, word)
        pieces = self.split(word)
        if pieces:
            return Word("known", pieces, 0.93, word)
        if word in self.lexicon.plain:
            return Word("plain", (), 1.0, word)
        if word in self.lexicon.common or self._is_form_of_common(word):
            return Word("common", (), 1.0, word)
        part = self._begun(word)
        return (
            Word("plain" if _plain_looking(word) else "unknown", (), 1.0, word)
            if part is None
            else Word("known", (part,), 0.85, word)
        )

    def _is_form_of_common(self, word: str) -> bool:
        """Whether a word is a form of a verb of the language: "stänger" and "stängs" of "stänga", and no "slänger"."""
        bases = (word.removesuffix(ending) for ending in _VERB_ENDINGS if word.endswith(ending))
        common = self.lexicon.common
        return any(len(base) >= _VERB_STEM and base + "a" in common for base in bases)

    def _begun(self, word: str) -> int | None:
        """The one part whose words begin with a word that was cut short (primärvårdssatsn)."""
        key = fold(word)
        if len(key) < _CUT_SHORT:
            return None
        tables = self.tables
        at = bisect_left(tables.sorted, key)
        parts = set()
        while at < len(tables.sorted) and tables.sorted[at].startswith(key):
            parts.add(tables.exact[tables.folded[tables.sorted[at]]])
            at += 1
        return parts.pop() if len(parts) == 1 else None

    def split(self, word: str) -> tuple[int, ...]:
        """Parts of a compound all of whose pieces are known words, with or without a linking s."""
        if len(word) < 7:
            return ()
        tables = self.tables
        for cut in range(len(word) - 3, 2, -1):
            head = word[:cut]
            if len(head) < 4 and head not in _SHORT_HEADS:
                continue
            tail = word[cut:]
            first = tables.exact.get(head)
            if first is None and head.endswith("s"):
                first = tables.exact.get(head[:-1])
            if first is None:
                first = tables.roots.get(head) if len(head) >= 4 else None
            if (
                first is None and head.endswith("s") and tail in tables.exact
            ):  # "vårändringspengarna", of which only a longer word is known
                first = self._begun(head)
            if first is None and tail in _COLLECTIONS:
                first = self.part(head.removesuffix("s"))
            if first is None:
                continue
            if tail in _SHORT_HEADS or len(tail) >= 4:
                linked = tables.exact.get(head + "s" + tail)
                if linked is None and head.endswith("s"):
                    linked = tables.exact.get(head[:-1] + tail)
                if linked is not None:
                    return (linked,)
                last = self.part(tail)
                if last is not None:
                    return first, last
                if self.is_frame(tail) or tail in self.cue_words or tail in _COLLECTIONS:
                    return (first,)
                rest = self.split(tail)
                if rest:
                    return first, *rest
        return ()


def _rarities(uses: Sequence[int], subjects: int) -> list[float]:
    """How much each part tells, given how many of some subjects have it."""
    scale = min(1.0, _rarity(_MANY, 1) / _rarity(subjects, 1))
    return [scale * _rarity(subjects, count) for count in uses]


def _rarity(subjects: int, uses: int) -> float:
    """How much a part tells that so many of some subjects have."""
    return math.log(1 + subjects / (uses + 0.5)) + 0.3


def _plain_looking(word: str) -> bool:
    """Whether an unknown word looks like a verb form or an adverb, which seldom names a topic."""
    return len(word) > 5 and (word.endswith(_PLAIN_ENDINGS) or is_role(word))
