"""The words of a question as the ranking weighs them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from knowledge.vocabulary import Vocabulary, Word
from knowledge.weights import WEIGHTS

_PLAIN_KNOWN = 1.2
"""The most that a plain word ("bedöms", "leda") costs when a subject does not have it, though another does."""

_PIECES = 2
_APART = 0.95
"""How much a compound written as two words is trusted."""

_MENDED = 0.9
"""How much a corrected spelling is trusted."""

_LETTER_COST = 1.0


class Term(Struct, frozen=True):
    """A word of a question for the ranking: its parts and trust, and what it costs to leave it unexplained.

    `weight` is 0 for words that need no explanation, such as those that recognisers took.
    """

    token: int
    parts: tuple[int, ...]
    trust: float
    weight: float
    text: str
    measure: str = ""
    """For a number that belongs to a kind of measure ("30 dagar", "80 år"): its unit."""


class TermReader:
    """Turns the tokens of one question into terms."""

    def __init__(
        self, vocabulary: Vocabulary, measures: Mapping[int, str], mended: Collection[int], weightless: Collection[int]
    ) -> None:
        """`measures`, `mended` (respelt) and `weightless` go by the index of the token."""
        self._vocabulary = vocabulary
        self._measures = measures
        self._mended = mended
        self._weightless = weightless

    def terms(self, tokens: Sequence[tuple[int, str]]) -> tuple[Term, ...]:
        """Terms of (index, normalised word or amount mark); words that tell nothing are left out."""
        found: list[Term] = []
        skip = -1
        for position, (index, text) in enumerate(tokens):
            if index <= skip:
                continue
            term: Term | None
            if text.startswith("#") or text[0].isdigit() or text == "+":
                term = self._number(index, text)
            elif len(text) == 1 and not self._vocabulary.is_frame(text):
                term = Term(index, (), 1.0, 0.0 if index in self._weightless else _LETTER_COST, text)
            else:
                word = self._vocabulary.look_up(text)
                term = self._apart(index, text, word, tokens[position + 1 : position + 2])
                if term is not None:
                    skip = index + 1
                else:
                    term = self._word(index, text, word)
            if term is not None:
                found.append(term)
        return tuple(found)

    def _number(self, index: int, text: str) -> Term | None:
        """A number or an amount mark, where some name has it or it measures something."""
        part = self._vocabulary.part(text)
        measure = self._measures.get(index, "")
        if part is None and not measure:
            return None
        return Term(index, () if part is None else (part,), 1.0, WEIGHTS.measure if measure else 0.0, text, measure)

    def _apart(self, index: int, text: str, word: Word, follow: Sequence[tuple[int, str]]) -> Term | None:
        """A compound that was written as two words ("vård platser")."""
        if not follow or (index in self._weightless and not self._is_cut_off(text, follow[0][1])):
            return None
        next_index, tail = follow[0]
        if next_index != index + 1 or not tail.isalpha() or len(text) == 1 or len(tail) == 1:
            return None
        vocabulary = self._vocabulary
        joined = vocabulary.joined((text, tail))
        if joined is None and text.endswith("s"):  # "vårds platser"
            joined = vocabulary.joined((text[:-1], tail))
        elif joined is None and next_index not in self._weightless:  # "sektor bidraget"
            joined = vocabulary.joined((f"{text}s", tail))
        if joined is None:
            pieces = self._across_seam(text, word, tail)
            parts = tuple(dict.fromkeys(atom for part in pieces for atom in (part, *vocabulary.atoms(part))))
            return Term(index, parts, _APART, max(map(vocabulary.weight, parts)), text + tail) if parts else None
        framed = (word.status == "frame" or vocabulary.is_frame(tail)) and not self._is_cut_off(text, tail)
        if framed and not vocabulary.exact(text + tail):
            return None
        parts = tuple(dict.fromkeys((joined, *vocabulary.atoms(joined))))
        return Term(index, parts, _APART, max(map(vocabulary.weight, parts)), text + tail)

    def _across_seam(self, text: str, head: Word, tail: str) -> Sequence[int]:
        """The pieces of a longer compound that was written apart within its first: "sektors bidragsfördelningen"."""
        if head.status == "frame" or len(self._vocabulary.look_up(tail).parts) < _PIECES:
            return ()
        pieces = self._vocabulary.split(text + tail)
        within = bool(pieces) and self._vocabulary.tables.names[pieces[0]].startswith(text)
        return pieces if within and set(pieces).isdisjoint(head.parts) else ()

    def _is_cut_off(self, head: str, tail: str) -> bool:
        """Whether a small word is the first part of one that was written apart: "av skrivningar"."""
        vocabulary = self._vocabulary
        return vocabulary.look_up(tail).status == "unknown" and vocabulary.joined((head, tail)) is not None

    def _word(self, index: int, text: str, word: Word) -> Term | None:
        """A word by itself; None where it neither names nor costs anything."""
        atoms = self._vocabulary.atoms
        parts = tuple(dict.fromkeys(atom for part in word.parts for atom in (part, *atoms(part))))
        weight = 0.0 if index in self._weightless else self._cost(text, word, parts)
        if not parts and not weight:
            return None
        return Term(index, parts, word.trust * (_MENDED if index in self._mended else 1.0), weight, text)

    def _cost(self, text: str, word: Word, parts: Sequence[int]) -> float:
        """What it costs to leave a word unexplained."""
        if word.status == "frame":
            return 0.0
        if word.status == "known":
            weight = max(map(self._vocabulary.weight, parts), default=0.0)
            return min(weight, _PLAIN_KNOWN) if text in self._vocabulary.lexicon.plain else weight
        return {"common": WEIGHTS.common, "plain": WEIGHTS.plain}.get(word.status, WEIGHTS.unknown)
