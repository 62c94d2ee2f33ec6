"""Words cut short as people type them on a phone: "infl okt 22", "disp vpl", "medianvtid", "prim.vård".

A word that nobody knows counts as one of the catalogue's where it is the beginning of it, its consonants, or the
beginnings of the pieces of a compound ("vpl"), and only one such word is left beside what else the question says. An
ordinary word is never taken for an abbreviation, nor is an acronym or a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from msgspec.structs import replace
from rapidfuzz.distance import OSA

from knowledge.language.abbreviations import BESIDE, ESTABLISHED
from knowledge.language.detect import detect
from knowledge.language.recent import Recent
from knowledge.language.tables import word_set
from knowledge.language.text import Token, fold
from knowledge.model import Indicator, Language, Table
from knowledge.places import Places
from knowledge.scenarios import COLUMN_WORDS
from knowledge.subjects import Index, Subject, alias_words
from knowledge.vocabulary import Vocabulary

_SHORTEST = 3
_LONGEST = 20
_SLIP = 6
"""Letters of the shortest word that may be a slip for a region."""
_LONG = 10
"""Letters from which on a beginning of a word is one cut short, though it could be a compound itself."""
_LACKING = 2
"""So many letters at least a word must lack."""
_REGION = 4
"""Letters that must be left of the name of a region, …"""
_OF_NAME = 0.75
"""… and the most that may be left of one without its vowels."""
_STRAYS = 5
"""So many letters may be as in the name before some are left out: "västerl" is not Västernorrland."""
_CUE = 5
"""Letters from which on the word of an operation may be cut short: "genomsn"."""
_TAIL = 2
"""Letters that must be left of the last piece of a compound."""
_PIECE = 3
_MUCH_OFTENER = 3
"""So many times more subjects must have the one of two words that is taken without further evidence."""
_BESIDE = frozenset(short for short, _ in BESIDE)
_INFLECTIONS = word_set("er ar or en et na de te at ad es ade ades erna arna orna ing ings ed")
"""Endings without which a word is another form of itself, not cut short: "stryk" is no "stryker"."""
_VOWELS = frozenset("aeiouyåäöé")


_BITS = 31
"""The part of a letter's number that decides its bit."""

_Whole = tuple[str, str, int, tuple[int, ...]]
"""A word, the same without dots, the letters it lacks as bits, and where the later pieces of a compound begin."""


class Shortened(NamedTuple):
    """A word that was cut short, what was typed for it, and where."""

    token: int
    typed: str
    meant: str


@dataclass(slots=True)
class Shortenings:
    """The words that may be cut short, and what they are beside which others."""

    vocabulary: Vocabulary
    subjects: Sequence[Subject]
    index: Index
    places: Places
    _words: dict[str, tuple[_Whole, ...]] = field(init=False, default_factory=dict)
    _whole: Recent[dict[object, list[str]]] = field(init=False, compare=False, repr=False)
    _regions: dict[str, str] = field(init=False, default_factory=dict)
    _name_words: frozenset[str] = field(init=False, default=frozenset())
    _one_word: tuple[tuple[str, tuple[str, str]], ...] = field(init=False, default=())
    """The names of regions and groups in one word, with their places."""
    _languages: dict[Language, frozenset[str]] = field(init=False, default_factory=dict)
    _figures: frozenset[int] = field(init=False, default=frozenset())

    def __post_init__(self) -> None:
        """Nothing has been looked at."""
        self._whole = Recent(self._whole_of)

    def with_regions(
        self, tokens: Sequence[Token], mended: Mapping[int, str]
    ) -> tuple[tuple[Token, ...], dict[int, str]]:
        """The tokens with names of regions written out: "värml", "vgötal".

        Args:
            tokens: the question, misspelt words set right.
            mended: index -> the word as typed.

        Returns:
            The tokens, and those that were written out: index -> the word as typed.
        """
        out = list(tokens)
        written: dict[int, str] = {}
        self._regions = self._regions or self.places.region_names()
        for at, token in enumerate(tokens):
            typed = mended.get(at, token.norm)
            if not _REGION <= len(typed) <= _LONGEST or (at not in mended and self._is_listed(typed)):
                continue
            if not token.is_word or (typed,) in self.places.names:
                continue
            slip = self._slip_of_region(typed)
            if slip:
                out[at] = replace(token, norm=slip)
                written[at] = typed
                continue
            meant = _region_of(fold(typed), self._regions)
            unknown = at in mended or self.vocabulary.look_up(typed).status == "unknown"
            if meant and unknown and not self._is_misspelt_name(typed):
                out[at] = replace(token, norm=meant)
                written[at] = typed
        return tuple(out) if written else tuple(tokens), written

    def _slip_of_region(self, typed: str) -> str:
        """The one region a slip away from a word that is known only as a form of another: "västerboten", "hallan"."""
        if len(typed) < _SLIP or not self._is_derived(typed):
            return ""
        self._one_word = self._one_word or tuple(
            (name[0], place)
            for name, place in self.places.names.items()
            if place[0] in ("region", "group") and len(name) == 1
        )
        near = {
            place: name
            for name, place in self._one_word
            if abs(len(name) - len(typed)) <= 1 and OSA.distance(typed, name, score_cutoff=1) <= 1
        }
        return next(iter(near.values())) if len(near) == 1 else ""

    def _is_derived(self, word: str) -> bool:
        """Whether a word stands nowhere itself and is known by its root or its pieces."""
        seen = self.vocabulary.look_up(word)
        return seen.status == "known" and seen.trust < 1

    def _is_misspelt_name(self, typed: str) -> bool:
        """Whether a word is a slip away from a word of a region's name: "vämland" is not cut short of Västmanland."""
        flat = fold(typed)
        self._name_words = self._name_words or frozenset(
            fold(word) for name, (kind, _) in self.places.names.items() if kind != "municipality" for word in name
        )
        return any(OSA.distance(flat, word, score_cutoff=1) <= 1 for word in self._name_words)

    def expand(
        self,
        given: Sequence[Token],
        mended: Mapping[int, str],
        taken: AbstractSet[int],
        right: AbstractSet[str] = frozenset(),
    ) -> tuple[tuple[Token, ...], tuple[Shortened, ...]]:
        """The tokens with words that were cut short written out.

        Args:
            given: the question, misspelt words set right.
            mended: index -> the word as typed; one that is cut short was not misspelt.
            taken: indices of the tokens that are part of a place, a period or an amount.
            right: words that are right as they are, besides the names of places.

        Returns:
            The tokens (as many as before: what a full stop parted stays, empty), and which ones were written out.
        """
        tokens = given
        if mended:
            tokens = [replace(token, norm=mended[i]) if i in mended else token for i, token in enumerate(given)]
        open_ = [i for i, token in enumerate(tokens) if i not in taken and self._is_short(tokens, i, right)]
        if not open_:
            return tuple(given), ()
        parts = self._said(tokens, {*taken, *open_})
        meant: dict[int, str] = {}
        options = {i: self._options(tokens, i) for i in open_}
        for i in sorted(open_, key=lambda i: (self._established(tokens, i) is None, len(options[i]), i)):
            word = self._established(tokens, i) or self._chosen(options[i], parts)
            if word is not None:
                meant[i] = word
                part = self.vocabulary.part(word)
                parts |= set() if part is None else {part}
        out = list(given)
        found: list[Shortened] = []
        for i, word in sorted(meant.items()):
            if not out[i].is_word:
                continue  # the second half of what was parted
            out[i] = replace(tokens[i], norm=word)
            found.append(Shortened(i, _typed(tokens, i), word))
            if _is_parted(tokens, i) and tokens[i].norm not in ESTABLISHED:
                out[i + 2] = replace(tokens[i + 2], norm="", kind="mark")
        return tuple(out), tuple(found)

    def _is_listed(self, word: str) -> bool:
        """Whether a word stands as it is in the catalogue or a list of words."""
        known = self.vocabulary
        lexicon = known.lexicon
        return (
            known.exact(word)
            or word in lexicon.plain
            or word in lexicon.frame
            or word in lexicon.common
            or word in known.cue_words
        )

    def _is_short(self, tokens: Sequence[Token], at: int, right: AbstractSet[str]) -> bool:
        """Whether a token may be a word cut short: no acronym, no name, and known to nobody."""
        token = tokens[at]
        follow = tokens[at + 1].norm if at + 1 < len(tokens) else ""
        if follow != "." and token.norm not in _BESIDE and self._is_listed(token.norm):
            return False  # as nearly all are
        short = len(token.norm) < _SHORTEST and token.norm not in _BESIDE
        if not token.is_word or short or len(token.norm) > _LONGEST:
            return False
        if not token.norm.isalpha():
            return False
        capital = (at and token.capital) or (token.text.isupper() and len(token.text) > 1)
        if capital and not all(other.text.isupper() for other in tokens if other.is_word):  # "OECD SNITT AKUT HJÄRTINF"
            return False
        word, known = token.norm, self.vocabulary
        if _is_parted(tokens, at):
            return (word,) not in self.places.names
        if word in _BESIDE and self._established(tokens, at):
            return True
        if (word,) in self.places.names or word in right or word in COLUMN_WORDS or self._is_listed(word):
            return False
        if word in ESTABLISHED:
            return True
        return known.look_up(word).status == "unknown" or (len(word) >= _LONG and self._begins_one(fold(word)))

    def _begins_one(self, short: str) -> bool:
        """Whether a long word that could be a compound is the beginning of a longer one: "balanskravsjust"."""
        return any(
            flat.startswith(short) and len(flat) >= len(short) + _LACKING and flat[len(short) :] not in _INFLECTIONS
            for _, flat, _, _ in self._beginning(short[0])
        )

    @staticmethod
    def _established(tokens: Sequence[Token], at: int) -> str | None:
        """The word that an abbreviation stands for by custom, by itself or before the next word."""
        follow = next((token.norm for token in tokens[at + 1 : at + 3] if token.norm != "."), "")
        return ESTABLISHED.get(tokens[at].norm) or BESIDE.get((tokens[at].norm, ESTABLISHED.get(follow, follow)))

    def _said(self, tokens: Sequence[Token], but: AbstractSet[int]) -> set[int]:
        """The parts of the words that are known."""
        said: set[int] = set()
        for i, token in enumerate(tokens):
            if i not in but and token.is_word:
                for part in self.vocabulary.look_up(token.norm).parts:
                    said.update((part, *self.vocabulary.atoms(part)))
        return said

    def _options(self, tokens: Sequence[Token], at: int) -> dict[object, str]:
        """What a word may be cut from: part, or for the word of an operation its beginning -> the word."""
        tail = tokens[at + 2].norm if _is_parted(tokens, at) else ""
        found = self._whole[f"{fold(tokens[at].norm)}.{fold(tail)}"]
        if not found:
            return {}
        other = self._names_in("sv" if detect((token.norm for token in tokens), None) == "en" else "en")
        return {key: min(words, key=lambda word: (word in other, len(word), word)) for key, words in found.items()}

    def _whole_of(self, cut: str) -> dict[object, list[str]]:
        """The words that one which was cut short, with its full stop and what follows it, may be, by what they mean."""
        short, _, tail = cut.partition(".")
        found: dict[object, list[str]] = {}
        letters, bare = _letters(short), _VOWELS.isdisjoint(short[1:])
        for word, flat, lacking, cuts in self._beginning(short[0]):
            if letters & lacking:  # as most words lack some of them
                continue
            if tail:
                fits = flat.startswith(short) and (
                    flat.endswith(tail) or any(flat[at:].startswith(tail) for at in cuts)
                )
            else:
                fits = len(flat) >= len(short) + _LACKING and (
                    (flat.startswith(short) and flat[len(short) :] not in _INFLECTIONS)
                    or (bare and _is_skeleton(short, flat))
                    or _are_pieces(short, flat, cuts)
                )
            if not fits:
                continue
            part = self.vocabulary.part(word)
            if len(short) < _CUE and word in self.vocabulary.cue_words:
                return {}  # "utv" may be "utveckling"
            if len(short) < _CUE and part is None:
                continue
            key = word[: len(short) + _LACKING] if part is None else part
            found.setdefault(key, []).append(word)
        return found

    def _names_in(self, language: Language) -> frozenset[str]:
        """The words of the figures' names in one language, without those of the other."""
        if not self._languages:
            swedish: set[str] = set()
            english: set[str] = set()
            for item in (self.subjects[number].item for number in self._of_figures()):
                if isinstance(item, Indicator | Table):
                    swedish.update(word for text in (item.name.sv, *item.aliases.sv) for word in alias_words(text))
                    english.update(word for text in (item.name.en, *item.aliases.en) for word in alias_words(text))
            self._languages = {"sv": frozenset(swedish - english), "en": frozenset(english - swedish)}
        return self._languages[language]

    def _chosen(self, options: dict[object, str], said: AbstractSet[int]) -> str | None:
        """The one word that is meant beside the others; None where that is not sure."""
        if len(options) <= 1:
            return next(iter(options.values()), None)
        base = min(options.values(), key=len)
        if all(word.startswith(base) for word in options.values()):
            return base  # "hjärtinfarkt", not "hjärtinfarktdödlighet"
        worth = {key: self._beside(key, said) for key in options}
        best = max(worth.values())
        likely = [key for key in options if worth[key] == best]
        if len(likely) > 1:
            likely.sort(key=lambda key: -self._uses(key))
            if len({self._having(key) for key in likely}) == 1:
                return options[likely[0]]  # two words of one indicator
            if self._uses(likely[0]) < _MUCH_OFTENER * self._uses(likely[1]):
                return None
        return options[likely[0]]

    def _beside(self, key: object, said: AbstractSet[int]) -> float:
        """How much of what else is said stands beside a part in the names of one subject with figures."""
        if not isinstance(key, int):
            return 0.0
        words, weight = self.index.words, self.vocabulary.weight
        return max(
            (sum(sorted(map(weight, said & words[number]))) for number in self._having(key)),
            default=0.0,
        )

    def _having(self, key: object) -> frozenset[int]:
        """The numbers of the subjects with figures that have a part in a name."""
        if not isinstance(key, int):
            return frozenset()
        owners, found = self.index.owners, self._of_figures()
        for atom in self.vocabulary.atoms(key):  # a compound stands in names as its pieces
            found = found.intersection(map(owners.__getitem__, self.index.postings.get(atom, ())))
        return found

    def _uses(self, key: object) -> int:
        """How many subjects with figures have a part."""
        return len(self._having(key))

    def _of_figures(self) -> frozenset[int]:
        """The numbers of the indicators and tables: words of figures are what people cut short."""
        if not self._figures:
            kinds = ("indicator", "table")
            self._figures = frozenset(n for n, subject in enumerate(self.subjects) if subject.kind in kinds)
        return self._figures

    def _beginning(self, letter: str) -> tuple[_Whole, ...]:
        """The words that begin with a letter, with what is kept of each."""
        made = self._words.get(letter)
        if made is None:
            exact, cues = self.vocabulary.tables.exact, (*self.vocabulary.cue_words, *COLUMN_WORDS)
            words = {word for word, part in exact.items() if fold(word[0]) == letter and self._having(part)}
            words |= {word for word in cues if fold(word[0]) == letter}
            whole = (word for word in words if word.isalpha() and len(word) >= _SHORTEST + _LACKING)
            flat = sorted((fold(word), word) for word in whole)
            made = tuple((word, bare, ~_letters(bare), self._cuts(word)) for bare, word in flat)
            self._words[letter] = made
        return made

    def _cuts(self, word: str) -> tuple[int, ...]:
        """Where the later pieces of a compound begin."""
        return tuple(
            at
            for at in range(_PIECE, len(word) - _PIECE + 1)
            if (self._is_listed(word[:at]) or self._is_listed(word[:at].removesuffix("s")))
            and self.vocabulary.part(word[at:]) is not None
        )


def shown(found: Iterable[Shortened]) -> tuple[tuple[str, str], ...]:
    """What was typed and what was understood, each once."""
    return tuple(dict.fromkeys((word.typed, word.meant) for word in found))


def _region_of(short: str, regions: Mapping[str, str]) -> str | None:
    """The one region whose name begins with some letters, or holds them in order and ends in none of its vowels."""
    near = [name for name in regions if name[0] == short[0] and len(name) > len(short)]
    meant = [name for name in near if name.startswith(short)]
    if not meant and short[-1] not in _VOWELS:
        meant = [name for name in near if _may_be_of(short, name) and _in_order(short, name)]
    return regions[meant[0]] if len(meant) == 1 else None


def _may_be_of(short: str, name: str) -> bool:
    """Whether enough of a name is left out of a word, and it does not begin like it for long before it strays."""
    return len(short) <= _OF_NAME * len(name) and not name.startswith(short[: _STRAYS + 1])


def _in_order(short: str, name: str) -> bool:
    """Whether all letters of a word stand in another, in their order."""
    rest = iter(name)
    return all(letter in rest for letter in short)


def _is_parted(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word goes on after a full stop: "prim.vård"."""
    follow = tokens[at + 1 : at + 3]
    return len(follow) == 2 and follow[0].norm == "." and follow[1].is_word and follow[0].joined and follow[1].joined


def _typed(tokens: Sequence[Token], at: int) -> str:
    """What was typed, with what follows its full stop."""
    parted = _is_parted(tokens, at) and tokens[at].norm not in ESTABLISHED
    return f"{tokens[at].text}.{tokens[at + 2].text}" if parted else tokens[at].text


def _letters(word: str) -> int:
    """The letters of a word as the bits of a number; some letters share one."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & _BITS)
    return bits


def _is_skeleton(short: str, word: str) -> bool:
    """Whether a word without vowels is the consonants of another, or the first of them: "bdgt", "prgns"."""
    bare = word[0] + "".join(letter for letter, _ in groupby(word[1:]) if letter not in _VOWELS)
    return bare.startswith(short)


def _are_pieces(short: str, word: str, cuts: Sequence[int]) -> bool:
    """Whether a word is the beginnings of the pieces of a compound: "vpl", "medianvtid"."""
    for cut in cuts:
        head, tail = word[:cut], word[cut:]
        for at in range(1, len(short) - _TAIL + 1):
            if head.startswith(short[:at]) and tail.startswith(short[at:]):
                return True
        if short.startswith(head) and _inner_pieces(short[len(head) :], tail):
            return True
    return False


def _inner_pieces(short: str, tail: str) -> bool:
    """Whether the rest of a compound is a first letter and a last piece: the "vtid" of "medianvtid"."""
    return len(short) > _TAIL and tail[0] == short[0] and tail.endswith(short[1:])
