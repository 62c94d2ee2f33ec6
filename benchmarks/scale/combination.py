"""The combination to beat: what one would put together of known parts in an afternoon, in under fifty lines.

Word parts (inflection and compounds undone) with their rarity in an inverted index; RapidFuzz only from unknown words
to the vocabulary; coverage and Dice; RapidFuzz re-ranking of the best fifty.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

_ENDINGS = ("erna", "arna", "orna", "ens", "ets", "en", "et", "er", "ar", "or", "na", "a", "n", "s", "t")


class Combination:
    """The names of a catalogue, searched."""

    def __init__(self, names: Sequence[str], owners: Sequence[int]) -> None:
        """Names, each with the number of what it is a name of."""
        self.names, self.owners = [self.plain(name) for name in names], owners
        self.vocabulary = sorted({word for name in self.names for word in name.split()})
        self.stems, self.cuts = {self.stem(word) for word in self.vocabulary}, dict[str, tuple[str, ...]]()
        sets = [{part for word in name.split() for part in self.parts(word)} for name in self.names]
        found: dict[str, list[int]] = defaultdict(list)
        for place, parts in enumerate(sets):
            for part in parts:
                found[part].append(place)
        self.postings = {part: np.array(places, dtype=np.int32) for part, places in found.items()}
        self.idf = {part: float(np.log(1 + len(names) / len(places))) for part, places in found.items()}
        self.weights = np.array([sum(self.idf[part] for part in parts) for parts in sets], dtype=np.float32)

    @staticmethod
    def plain(text: str) -> str:
        """Words and signs in small letters."""
        return " ".join(re.findall(r"[\w+%]+", text.casefold()))

    @staticmethod
    def stem(word: str) -> str:
        """A word without its ending."""
        return next((word[: -len(end)] for end in _ENDINGS if word.endswith(end) and len(word) - len(end) > 3), word)

    def parts(self, word: str) -> tuple[str, ...]:
        """The stem of a word, or those of a compound's two halves."""
        if word not in self.cuts:
            halves = ((self.stem(word[:at]), self.stem(word[at:])) for at in range(4, len(word) - 3))
            self.cuts[word] = next((two for two in halves if self.stems.issuperset(two)), (self.stem(word),))
        return self.cuts[word]

    def understood(self, word: str) -> tuple[str, ...]:
        """The parts of a word of a question, or of the word of the vocabulary that is nearest."""
        if self.stems.issuperset(self.parts(word)) or len(word) < 4:
            return self.parts(word)
        near = process.extractOne(word, self.vocabulary, scorer=OSA.normalized_similarity, score_cutoff=0.65)
        return self.parts(near[0]) if near else ()

    def search(self, question: str, keep: int = 5) -> list[tuple[int, float]]:
        """The owners of the best names, with their scores."""
        said = [self.understood(word) for word in self.plain(question).split()]
        parts = {part for word in said for part in word if part in self.idf}
        asked, got = sum(self.idf[part] for part in parts), np.zeros(len(self.names), dtype=np.float32)
        for part in parts:
            got[self.postings[part]] += self.idf[part]
        score = got / (asked or 1.0) + 2 * got / (asked + self.weights)
        text, best = " ".join(part for word in said for part in word), dict[int, float]()
        for place in np.argpartition(-score, 50)[:50].tolist():
            name = " ".join(part for word in self.names[place].split() for part in self.parts(word))
            again = float(score[place]) + 1.0 * fuzz.token_sort_ratio(text, name) / 100
            best[self.owners[place]] = max(best.get(self.owners[place], 0.0), again)
        return sorted(best.items(), key=lambda found: -found[1])[:keep]
