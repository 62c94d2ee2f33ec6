"""Which known word a misspelt one is meant to be.

A word that is ordinary Swedish or English is never taken for a misspelling, and none is mended where two known words
are as near.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import chain

from msgspec.structs import replace
from rapidfuzz.distance import OSA, Indel

from knowledge.cues import COMPARATIVES, MUCH
from knowledge.implied_cues import asks_by_shape
from knowledge.language.hedges import HEDGE_WORDS
from knowledge.language.number_words import CARDINALS, FRACTIONS, MULTIPLES, ORDINALS
from knowledge.language.recent import Recent
from knowledge.language.text import Token, fold
from knowledge.language.undotted import table_of
from knowledge.near_words import NearWords
from knowledge.scenarios import SCENARIO_WORDS
from knowledge.vocabulary import Vocabulary

_MIN_FUZZY = 5
_SHORTEST = 3
"""Letters of the shortest word that is mended where its neighbours say what it can only be."""
_LONG = 8
"""From this length on a word may have two wrong letters."""
_SLIPPED = 6
"""From this length on a word is looked at for two letters in the wrong order, or one typed twice."""
_UN = "o"
_LONGEST = 60
"""Up to this length: the time that it takes grows with the cube, and 4,096 letters would take half a minute."""
_MARGIN = 0.02
"""By how much the likest of several words must be more alike than the next."""
_JOINT = 9
"""Letters of the shortest compound that is put together of misspelt pieces …"""
_PIECE = 4
"""… and of the shortest piece."""
_NEAREST = 8
_NEAR_CUES = 4
"""How many near spellings are looked at."""
_NOT_KNOWN = frozenset(("unknown", "plain"))
_AS_IT_STANDS = 0.95
"""A word that is trusted less is a known one's beginning, two known ones, or known by its dots."""
_VOWELS = "aeiouyåäö"


@dataclass(slots=True)
class Spelling:
    """The spellings that words are corrected towards: the vocabulary's words and forms, its frame, cues and places."""

    vocabulary: Vocabulary
    names: frozenset[str] = frozenset()
    """Names of places in one word, which are right as they are."""
    forms: dict[str, str] = field(default_factory=dict)
    """Spelling without å, ä and ö -> the spelling, in order."""
    dotted: dict[str, str] = field(default_factory=dict)
    """Form without å, ä and ö -> the word that is read where a whole question has none of them."""
    _near: NearWords | None = field(init=False, default=None, compare=False, repr=False)
    _known: Recent[str | None] = field(init=False, compare=False, repr=False)
    _slips: Recent[str | None] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Nothing has been looked at."""
        self._known = Recent(self._looked_up)
        self._slips = Recent(self._slip_of)

    @classmethod
    def of(cls, vocabulary: Vocabulary, names: frozenset[str], group_words: Iterable[str]) -> Spelling:
        """The spellings of a vocabulary that is closed, with one-word names of places and words of names of groups."""
        made: dict[str, str] = {}
        for word in vocabulary.tables.exact:
            if word.isalpha():
                definite = (word + "en", word + "et") if word[-1] not in _VOWELS else (word + "n",)
                for form in (word, word + "s", *definite):
                    made.setdefault(fold(form), form)
        numbers = (*FRACTIONS, *MULTIPLES, *ORDINALS)
        frame, cues = sorted(vocabulary.lexicon.frame), sorted(vocabulary.cue_words)
        ordinary = vocabulary.lexicon.frame | vocabulary.lexicon.plain  # "andges" is no town of Ånges
        placed = (name for name in sorted(names) if fold(name) == name or fold(name) not in ordinary)
        for word in chain(frame, numbers, sorted(group_words), cues, placed):
            made[fold(word)] = word  # län after lan
        forms = {k: made[k] for k in sorted(made) if len(k) >= _MIN_FUZZY and k.isalpha()}
        lexicon = vocabulary.lexicon
        dotted = table_of(
            chain(vocabulary.cue_words, HEDGE_WORDS, CARDINALS, ORDINALS, FRACTIONS, lexicon.frame),
            chain(vocabulary.tables.exact, lexicon.plain, lexicon.common),
            names,
        )
        return cls(vocabulary, names, forms, dotted)

    def is_known(self, word: str) -> bool:
        """Whether a word is one of the language or the catalogue as it stands, and not merely begun."""
        seen = self.vocabulary.look_up(word)
        return seen.status not in _NOT_KNOWN and seen.trust >= _AS_IT_STANDS

    def is_plain(self, word: str) -> bool:
        """Whether a word is a plain one of the language, which names nothing: "landskap" is no "landskåp"."""
        return word in self.vocabulary.lexicon.plain

    def without_dots(self, word: str) -> str:
        """The word that an unknown one is without å, ä and ö; "" where there is none."""
        return "" if self.is_known(word) else self.forms.get(word, "")

    @property
    def near(self) -> NearWords:
        """The spellings by how they begin and how long they are; made when the first misspelt word is met."""
        if self._near is None:
            self._near = NearWords(self.forms)
        return self._near

    def mend(
        self, tokens: Sequence[Token], right: AbstractSet[str] = frozenset(), limit: int = 24
    ) -> tuple[tuple[Token, ...], dict[int, str]]:
        """Tokens with misspelt words set right; at most `limit` words are tried.

        Args:
            tokens: the question.
            right: words that are right as they are, besides the names of places.
            limit: how many words are looked up, which bounds the time a question takes.

        Returns:
            The tokens, and which ones were mended: index -> the word as typed.
        """
        out = list(tokens)
        mended: dict[int, str] = {}
        for index, token in enumerate(tokens):
            if index and tokens[index - 1].norm in MUCH and token.norm not in COMPARATIVES:
                meant = self._comparative(token)
                if meant is not None:
                    mended[index], out[index] = token.norm, replace(token, norm=meant)
                    continue
            if not limit or not token.is_word or len(token.norm) < _MIN_FUZZY or self._lists(token.norm):
                continue
            if token.norm in self.names or token.norm in right or self._is_apart(tokens, index):
                continue
            if asks_by_shape(token.norm):  # "dividerat" is spelt as it should be
                continue
            meant = self.slipped(token.norm)
            if meant is None:
                limit -= 1
                status = self.vocabulary.look_up(token.norm).status
                if status == "plain":  # it only looks like a verb form: "bemötnade"
                    meant = self._one_off(token.norm)
                else:
                    meant = self.correct(token) if status == "unknown" else self._nearly_cue(token.norm)
            if meant is not None:
                mended[index] = token.norm
                out[index] = replace(token, norm=meant)
        return tuple(out), mended

    def _comparative(self, token: Token) -> str | None:
        """The comparative that an unknown word behind "hur mycket" is meant to be, however short: "hur mkt mre än"."""
        word = token.norm
        if not token.is_word or not _SHORTEST <= len(word) <= _LONG or self._lists(word) or word in self.names:
            return None
        near = {other for other in COMPARATIVES if OSA.distance(word, other, score_cutoff=1) <= 1}
        return min(near, key=lambda other: (len(other), other)) if near else None

    def joined(self, tokens: Sequence[Token], right: AbstractSet[str] = frozenset()) -> tuple[Token, ...]:
        """Tokens with compounds put together that were written apart and misspelt: "priomär vård".

        Args:
            tokens: the question.
            right: words that are right as they are, besides the names of places.

        Returns:
            The tokens; one that was put together is still misspelt.
        """
        out: list[Token] = []
        at = 0
        while at < len(tokens):
            long = at + 1 < len(tokens) and len(tokens[at].norm) + len(tokens[at + 1].norm) >= _JOINT
            if long and self._is_joint(tokens[at], tokens[at + 1], right):
                first, second = tokens[at], tokens[at + 1]
                norm = first.norm + second.norm
                out.append(replace(first, text=first.text + second.text, norm=norm, end=second.end))
                at += 2
            else:
                out.append(tokens[at])
                at += 1
        return tuple(out)

    def _is_joint(self, first: Token, second: Token, right: AbstractSet[str]) -> bool:
        """Whether two words are a misspelt compound: one is no word, nor near one, and both are near one."""
        pieces = (first.norm, second.norm)
        if min(map(len, pieces)) < _PIECE:
            return False
        if self.vocabulary.exact(first.norm) and self.vocabulary.exact(second.norm):
            return False
        if not first.is_word or not second.is_word or first.capital or second.capital:
            return False
        strange = [word for word in pieces if self._is_strange(word, right)]
        if not strange or any(self._nearest(fold(word)) is not None for word in strange if len(word) >= _MIN_FUZZY):
            return False
        meant = self._nearest(fold(first.norm + second.norm))
        return meant is not None and self.vocabulary.part(meant) is not None and len(meant) >= _JOINT

    def _is_strange(self, word: str, right: AbstractSet[str]) -> bool:
        """Whether a word is none that is known here or elsewhere."""
        if word in self.names or word in right or self._lists(word):
            return False
        return self.vocabulary.look_up(word).status in ("unknown", "plain")

    def correct(self, token: Token) -> str | None:
        """The known word that a misspelt one is meant to be, or None where that is not sure."""
        word = fold(token.norm)
        if len(word) < _MIN_FUZZY or word in self.forms or not word.isalpha():
            return None
        return self._nearest(word)

    def _one_off(self, word: str) -> str | None:
        """The one word of the catalogue a letter away from a long word."""
        if len(word) < _LONG or not word.isalpha():
            return None
        near = self.near.within(fold(word), 1)
        meant = {self._target(form): self.forms[form] for form, _ in near if self._is_written(self.forms[form])}
        return next(iter(meant.values())) if len(meant) == 1 else None

    def slipped(self, word: str) -> str | None:
        """The one known word that a word is but for two letters in the wrong order, or one typed twice."""
        return self._slips[word]

    def _slip_of(self, word: str) -> str | None:
        """What `slipped` finds for a word that it was not asked for lately."""
        if not _SLIPPED <= len(word) <= _LONGEST or not word.isalpha():
            return None
        pairs = range(len(word) - 1)
        meant = [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in pairs if word[at] != word[at + 1]]
        meant += [word[:at] + word[at + 1 :] for at in pairs if word[at] == word[at + 1]]
        found = {self.forms[fold(other)] for other in meant if fold(other) in self.forms}
        if not found and self.vocabulary.look_up(word).status == "unknown" and self._nearest(fold(word)) is None:
            found = {other for other in meant if other in CARDINALS or self.vocabulary.look_up(other).status == "known"}
        return found.pop() if len(found) == 1 else None

    def _nearly_cue(self, word: str) -> str | None:
        """The one cue word a letter away from a word that is known only as a compound ("medelväret")."""
        if len(word) < _LONG or not word.isalpha() or len(self.vocabulary.split(word)) < 2:
            return None
        near = self.near.within(fold(word), 1)
        meant = {self.forms[form] for form, _ in near[:_NEAR_CUES]} & self.vocabulary.cue_words
        return meant.pop() if len(meant) == 1 else None

    def _nearest(self, word: str) -> str | None:
        """The one known word within the distance that a word's length allows; None where two are as near."""
        return self._known[word]

    def _looked_up(self, word: str) -> str | None:
        """What `_nearest` finds for a word that it was not asked for lately."""
        limit = 2 if len(word) >= _LONG else 1
        near = self.near.within(word, limit)[:_NEAREST]
        if word[0] == _UN:  # "oförändrad" is the opposite of "förändrad", and no slip
            near = [found for found in near if found[0] != word[1:]]
        if len(word) == _MIN_FUZZY:  # short words are only mended into places, or where a letter is lacking
            near = [found for found in near if found[0][0] == word[0]]
            near = [found for found in near if len(found[0]) > _MIN_FUZZY or self.forms[found[0]] in self.names]
        if not near:
            return None
        best = near[0][1]
        nearest = [found[0] for found in near if found[1] == best]
        if len({self._target(form) for form in nearest}) > 1:
            nearest = [form for form in nearest if self._is_written(self.forms[form])] or nearest
        if len({self._target(form) for form in nearest}) > 1:  # no word is left out that may say something
            nearest = [form for form in nearest if self._target(form) != "frame"] or nearest
        if len({self._target(form) for form in nearest}) > 1:
            likest = sorted(nearest, key=lambda form: (-Indel.normalized_similarity(word, form), form))
            margin = Indel.normalized_similarity(word, likest[0]) - Indel.normalized_similarity(word, likest[1])
            return self.forms[likest[0]] if margin > _MARGIN else None
        return self.forms[nearest[0]]

    def _is_written(self, word: str) -> bool:
        """Whether a spelling is a word that somebody wrote down, not a form made from one."""
        known = self.vocabulary
        listed = known.exact(word) or word in known.cue_words or word in self.names or known.is_frame(word)
        return listed or word in FRACTIONS or word in ORDINALS

    def _target(self, folded: str) -> object:
        """What a spelling leads to, so that two forms of one word do not compete."""
        word = self.forms[folded]
        if word in self.names:
            return word.rstrip("s")
        if self.vocabulary.is_frame(word) and not self.vocabulary.exact(word):
            return "frame"
        part = self.vocabulary.part(word)
        return part if part is not None else word

    def _lists(self, word: str) -> bool:
        """Whether a word stands as it is in the catalogue, the frame, the cues or the list of ordinary words."""
        known = self.vocabulary
        return (
            known.exact(word)
            or word in known.lexicon.common
            or word in known.lexicon.plain
            or word in known.lexicon.narrowing
            or word in known.cue_words
            or word in SCENARIO_WORDS
            or known.is_frame(word)
            or fold(word) in self.forms
        )

    def _is_apart(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether a token is part of a compound that was written apart."""
        word, part = tokens[index].norm, self.vocabulary.part
        if index and part(tokens[index - 1].norm + word) is not None:
            return True
        return index + 1 < len(tokens) and part(word + tokens[index + 1].norm) is not None
