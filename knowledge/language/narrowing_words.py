"""Which words name a part that a figure could be of, in any of their forms."""

from __future__ import annotations

from msgspec import Struct

from knowledge.language.tables import word_set

_ENDINGS = ("", "n", "en", "et", "na", "a", "er", "ar", "or", "erna", "arna", "orna")
_GENERIC = word_set("vård vården sjukvård sjukvården hälsovård hälsovården regionvård riksvård")
"""Words of what all figures here are about, which end like kinds of care."""
_HEADS = ("brutto", "netto", "privat", "kvinno", "mans", "barn")
"""First pieces of compounds that name a part or another reckoning whatever follows: "bruttokostnad"."""
_STEM = 3


class NarrowingWords(Struct, frozen=True):
    """The listed words, and the last pieces of compounds."""

    words: frozenset[str]
    tails: tuple[str, ...]

    @classmethod
    def of(cls, listed: frozenset[str]) -> NarrowingWords:
        """Listed words, of which those with a leading hyphen are last pieces of compounds."""
        return cls(listed, tuple(sorted(word[1:] for word in listed if word.startswith("-"))))

    def __contains__(self, word: str) -> bool:
        """Whether a word, in some form, names a part."""
        bases = {word, word.removesuffix("s")}
        if not bases.isdisjoint(_GENERIC):
            return False
        if word.startswith(_HEADS):
            return True
        stems = {base.removesuffix(ending) for base in bases for ending in _ENDINGS if base.endswith(ending)}
        return any(
            stem in self.words or (stem.endswith(self.tails) and stem not in self.tails)
            for stem in stems
            if len(stem) >= _STEM or stem == word
        )
