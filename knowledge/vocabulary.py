"""The words the catalogue knows, as parts, and what a word of a question is among them.

Order of trust: exact, inflected, without å/ä/ö, compound of known words, misspelt. A word that is ordinary Swedish or
English is never taken for a misspelling.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel

from knowledge.language.hedges import HEDGE_WORDS
from knowledge.language.number_words import CARDINALS, FRACTIONS, MULTIPLES, ORDINALS
from knowledge.language.swedish import roots
from knowledge.language.text import Token, fold
from knowledge.language.undotted import table_of
from knowledge.model import Lexicon

FRAME_WEIGHT = 0.3
"""What a frame word ("fick", "hur") weighs inside an alias; in a question it weighs nothing."""

_CUE_SHARE = 0.5
"""A cue word ("totalt", "mest") tells half as much of a subject as another word would."""

_MIN_FUZZY = 5
_LONG = 8
_CUT_SHORT = 7
_SLIPPED = 6
"""From this length on a word is looked at for two letters in the wrong order, or one typed twice."""
_LONGEST = 60
"""Up to this length: the time that it takes grows with the cube, and 4,096 letters would take half a minute."""
_MARGIN = 0.02
_SHORT_HEADS = frozenset(("kö", "köer", "bnp", "vab", "ivo", "skr", "pks", "scb"))


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question as the catalogue sees it.

    `parts` are part numbers (several for a compound), `trust` is 1 for an exact match and less the further off,
    `status` is known, frame, common (ordinary, names a topic), plain (ordinary, names none) or unknown; `meant` is the
    corrected spelling.
    """

    status: str
    parts: tuple[int, ...] = ()
    trust: float = 1.0
    meant: str = ""


@dataclass(slots=True)
class Vocabulary:
    """Words of the catalogue grouped into parts by their roots, with a weight for each part's rarity."""

    lexicon: Lexicon
    cue_words: frozenset[str] = frozenset()
    _exact: dict[str, int] = field(default_factory=dict)
    _roots: dict[str, int] = field(default_factory=dict)
    _folded: dict[str, str] = field(default_factory=dict)
    _names: list[str] = field(default_factory=list)
    _uses: list[int] = field(default_factory=list)
    _weights: list[float] = field(default_factory=list)
    _compounds: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _spellings: dict[str, str] = field(default_factory=dict)
    _spelling_list: list[str] = field(default_factory=list)
    _sorted: list[str] = field(default_factory=list)
    _places: frozenset[str] = frozenset()
    _frame_folded: frozenset[str] = frozenset()
    _dotted: dict[str, str] = field(default_factory=dict, compare=False)

    def add(self, word: str) -> int:
        """The part of a catalogue word, made if new."""
        part = self._exact.get(word)
        if part is not None:
            return part
        if len(word) >= 4:
            for root in roots(word):
                part = self._roots.get(root)
                if part is not None:
                    break
        if part is None:
            part = len(self._names)
            self._names.append(word)
            self._uses.append(0)
        self._exact[word] = part
        self._folded.setdefault(fold(word), word)
        if len(word) >= 4 and not word[0].isdigit():
            for root in roots(word):
                self._roots.setdefault(root, part)
        return part

    def close(
        self, used: Iterable[Iterable[int]], subjects: int, places: Iterable[str], group_words: Iterable[str] = ()
    ) -> None:
        """Fix weights (from the parts each subject uses), find compounds and the spellings to correct towards."""
        for parts in used:
            for part in parts:
                self._uses[part] += 1
        self._weights = [math.log(1 + subjects / (uses + 0.5)) + 0.3 for uses in self._uses]
        self._frame_folded = frozenset(fold(word) for word in self.lexicon.frame)
        self._places = frozenset(places)
        for word, part in list(self._exact.items()):
            if part not in self._compounds and self._names[part] == word:
                pieces = self._split(word)
                if pieces and part not in pieces:
                    self._compounds[part] = pieces
        self._sorted = sorted(self._folded)
        spellings: dict[str, str] = {}
        for word in self._exact:
            if word.isalpha():
                for form in (
                    word,
                    word + "s",
                    *([word + "en", word + "et"] if word[-1] not in "aeiouyåäö" else [word + "n"]),
                ):
                    spellings.setdefault(fold(form), form)
        numbers = (*FRACTIONS, *MULTIPLES, *ORDINALS)
        spelt = (sorted(self.lexicon.frame), numbers, sorted(group_words), sorted(self.cue_words), sorted(self._places))
        for word in chain.from_iterable(spelt):
            spellings[fold(word)] = word  # län after lan
        self._spellings = {key: form for key, form in spellings.items() if len(key) >= _MIN_FUZZY and key.isalpha()}
        self._spelling_list = sorted(self._spellings)

    @property
    def dotted(self) -> dict[str, str]:
        """Form without å, ä and ö -> the word; made when the first question without them is asked."""
        if not self._dotted:
            numbers = (*CARDINALS, *ORDINALS, *FRACTIONS)
            self._dotted = table_of(
                chain(self.cue_words, HEDGE_WORDS, numbers, self.lexicon.frame),
                chain(self._exact, self.lexicon.plain, self.lexicon.common),
                self._places,
            )
        return self._dotted

    def weight(self, part: int) -> float:
        """How much a part tells: rare parts more than common ones."""
        name = self._names[part]
        if name in self.lexicon.frame:
            return FRAME_WEIGHT
        return self._weights[part] * (_CUE_SHARE if name in self.cue_words else 1.0)

    def atoms(self, part: int) -> tuple[int, ...]:
        """The parts a compound consists of, or the part itself."""
        return self._compounds.get(part, (part,))

    def name(self, part: int) -> str:
        """A part's word, for explanations."""
        return self._names[part]

    def part(self, word: str) -> int | None:
        """The part of an exact, inflected or unaccented form."""
        found = self._exact.get(word)
        if found is not None:
            return found
        for root in roots(word) if len(word) >= 4 else (word,):
            found = self._roots.get(root)
            if found is not None:
                return found
        accented = self._folded.get(word)
        return self._exact[accented] if accented is not None else None

    def exact(self, word: str) -> bool:
        """Whether the catalogue has just this word."""
        return word in self._exact

    def is_frame(self, word: str) -> bool:
        """Whether a word only frames a question."""
        return word in self.lexicon.frame or word in self._frame_folded

    def look_up(self, word: str) -> Word:
        """What a correctly spelt word is."""
        part = self._exact.get(word)
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
                accented = self._folded.get(root)
                if accented is not None:
                    return Word("known", (self._exact[accented],), 0.93, word)
        pieces = self._split(word)
        if pieces:
            return Word("known", pieces, 0.93, word)
        if word in self.lexicon.plain:
            return Word("plain", (), 1.0, word)
        if word in self.lexicon.common:
            return Word("common", (), 1.0, word)
        part = self._begun(word)
        return (
            Word("plain" if _plain_looking(word) else "unknown", (), 1.0, word)
            if part is None
            else Word("known", (part,), 0.85, word)
        )

    def _begun(self, word: str) -> int | None:
        """The one part whose words begin with a word that was cut short (primärvårdssatsn)."""
        key = fold(word)
        if len(key) < _CUT_SHORT:
            return None
        at = bisect_left(self._sorted, key)
        parts = set()
        while at < len(self._sorted) and self._sorted[at].startswith(key):
            parts.add(self._exact[self._folded[self._sorted[at]]])
            at += 1
        return parts.pop() if len(parts) == 1 else None

    def _split(self, word: str) -> tuple[int, ...]:
        """Parts of a compound all of whose pieces are known words, with or without a linking s."""
        if len(word) < 7:
            return ()
        for cut in range(len(word) - 3, 2, -1):
            head = word[:cut]
            if len(head) < 4 and head not in _SHORT_HEADS:
                continue
            tail = word[cut:]
            first = self._exact.get(head)
            if first is None and head.endswith("s"):
                first = self._exact.get(head[:-1])
            if first is None:
                first = self._roots.get(head) if len(head) >= 4 else None
            if first is None and tail in _COLLECTIONS:
                first = self.part(head.removesuffix("s"))
            if first is None:
                continue
            if tail in _SHORT_HEADS or len(tail) >= 4:
                linked = self._exact.get(head + "s" + tail)
                if linked is None and head.endswith("s"):
                    linked = self._exact.get(head[:-1] + tail)
                if linked is not None:
                    return (linked,)
                last = self.part(tail)
                if last is not None:
                    return first, last
                if self.is_frame(tail) or tail in self.cue_words or tail in _COLLECTIONS:
                    return (first,)
                rest = self._split(tail)
                if rest:
                    return first, *rest
        return ()

    def correct(self, token: Token) -> str | None:
        """The known word that a misspelt one is meant to be, or None where that is not sure."""
        word = fold(token.norm)
        if len(word) < _MIN_FUZZY or word in self._spellings or not word.isalpha():
            return None
        return self._nearest(word)

    def slipped(self, word: str) -> str | None:
        """The one known word that a word is but for two letters in the wrong order, or one typed twice."""
        if not _SLIPPED <= len(word) <= _LONGEST or not word.isalpha():
            return None
        pairs = range(len(word) - 1)
        meant = [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in pairs if word[at] != word[at + 1]]
        meant += [word[:at] + word[at + 1 :] for at in pairs if word[at] == word[at + 1]]
        found = {self._spellings[fold(other)] for other in meant if fold(other) in self._spellings}
        if not found and self.look_up(word).status == "unknown" and self._nearest(fold(word)) is None:
            found = {other for other in meant if other in CARDINALS or self.look_up(other).status == "known"}
        return found.pop() if len(found) == 1 else None

    def nearly_cue(self, word: str) -> str | None:
        """The one cue word a letter away from a word that is known only as a compound ("medelväret")."""
        if len(word) < _LONG or not word.isalpha() or len(self._split(word)) < 2:
            return None
        near = process.extract(fold(word), self._spelling_list, scorer=OSA.distance, score_cutoff=1, limit=4)
        meant = {self._spellings[form] for form, _, _ in near} & self.cue_words
        return meant.pop() if len(meant) == 1 else None

    def _nearest(self, word: str) -> str | None:
        """The one known word within the distance that a word's length allows; None where two are as near."""
        limit = 2 if len(word) >= _LONG else 1
        near = process.extract(word, self._spelling_list, scorer=OSA.distance, score_cutoff=limit, limit=8)
        if len(word) == _MIN_FUZZY:  # short words are only mended into places, or where a letter is lacking
            near = [found for found in near if found[0][0] == word[0]]
            near = [found for found in near if len(found[0]) > _MIN_FUZZY or self._spellings[found[0]] in self._places]
        near = [found for found in near if found[1] <= 1 or found[0][0] == word[0]]
        if not near:
            return None
        best = near[0][1]
        nearest = [found[0] for found in near if found[1] == best]
        if len({self._target(form) for form in nearest}) > 1:
            nearest = [form for form in nearest if self._is_written(self._spellings[form])] or nearest
        if len({self._target(form) for form in nearest}) > 1:
            likest = sorted(nearest, key=lambda form: (-Indel.normalized_similarity(word, form), form))
            margin = Indel.normalized_similarity(word, likest[0]) - Indel.normalized_similarity(word, likest[1])
            return self._spellings[likest[0]] if margin > _MARGIN else None
        return self._spellings[nearest[0]]

    def _is_written(self, word: str) -> bool:
        """Whether a spelling is a word that somebody wrote down, not a form made from one."""
        listed = word in self._exact or word in self.cue_words or word in self._places or self.is_frame(word)
        return listed or word in FRACTIONS or word in ORDINALS

    def _target(self, folded: str) -> object:
        """What a spelling leads to, so that two forms of one word do not compete."""
        word = self._spellings[folded]
        if word in self._places:
            return word.rstrip("s")
        if self.is_frame(word) and word not in self._exact:
            return "frame"
        part = self.part(word)
        return part if part is not None else word

    def lists(self, word: str) -> bool:
        """Whether a word stands as it is in the catalogue, the frame, the cues or the list of ordinary words."""
        return (
            word in self._exact
            or word in self.lexicon.common
            or word in self.lexicon.plain
            or word in self.cue_words
            or self.is_frame(word)
            or fold(word) in self._spellings
        )

    def knows(self, word: str) -> bool:
        """Whether a word is listed, or is a form or compound of listed words."""
        return self.lists(word) or self.look_up(word).status != "unknown"


def spell(
    tokens: Sequence[Token], vocabulary: Vocabulary, known: frozenset[str], limit: int = 24
) -> tuple[tuple[Token, ...], dict[int, str]]:
    """Tokens with misspelt words set right; at most `limit` words are tried.

    Args:
        tokens: the question.
        vocabulary: the words to correct towards.
        known: words that are right as they are.
        limit: how many words are looked up, which bounds the time a question takes.

    Returns:
        The tokens, and which ones were mended: index -> the word as typed.
    """
    out = list(tokens)
    mended: dict[int, str] = {}
    for index, token in enumerate(tokens):
        if not token.is_word or len(token.norm) < _MIN_FUZZY or _is_apart(tokens, index, vocabulary):
            continue
        if not limit or token.norm in known or vocabulary.lists(token.norm):
            continue
        meant = vocabulary.slipped(token.norm)
        if meant is None:
            limit -= 1
            meant = vocabulary.correct(token) if not vocabulary.knows(token.norm) else vocabulary.nearly_cue(token.norm)
        if meant is not None:
            mended[index] = token.norm
            out[index] = replace(token, norm=meant)
    return tuple(out), mended


def _is_apart(tokens: Sequence[Token], index: int, vocabulary: Vocabulary) -> bool:
    """Whether a token is part of a compound that was written apart."""
    word = tokens[index].norm
    if index and vocabulary.part(tokens[index - 1].norm + word) is not None:
        return True
    return index + 1 < len(tokens) and vocabulary.part(word + tokens[index + 1].norm) is not None


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


_ROLES = (
    "chef",
    "direktör",
    "minister",
    "ordförande",
    "politiker",
    "ledare",
    "ekonom",
    "reporter",
    "redaktör",
    "expert",
    "kommunikatör",
)
_ROLE_ENDINGS = (
    *(root + ending for root in _ROLES for ending in ("", "en", "n", "ns", "ens", "erna", "na", "s")),
    *(
        "rådet",
        "rådets",
        "tidningen",
        "tidning",
        "bladet",
        "ministern",
        "medierna",
        "medier",
        "spokesman",
        "spokeswoman",
    ),
)
"""Endings of words for somebody who says something, which no figure here is about."""


def is_role(word: str) -> bool:
    """Whether a word is one for somebody who says something: a post, a paper."""
    return len(word) > 5 and word.endswith(_ROLE_ENDINGS)


def _plain_looking(word: str) -> bool:
    """Whether an unknown word looks like a verb form or an adverb, which seldom names a topic."""
    return len(word) > 5 and word.endswith((*_PLAIN_ENDINGS, *_ROLE_ENDINGS))


@lru_cache(maxsize=4096)
def plural_guess(word: str) -> str:
    """The word with a genitive s, as Swedish writes it (Jönköpings, Kronobergs; not Vargåss)."""
    return word if word.endswith(("s", "x", "z")) else word + "s"
