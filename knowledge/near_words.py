"""Words a letter or two from another, found among tens of thousands without comparing it with each.

Two errors are only looked for where the first letter is right, as it is in most misspelt words; one error also where it
is not, which the words' tails tell.
"""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA


class NearWords:
    """Words of one alphabet, by first letter and length, and by all but the first letter."""

    def __init__(self, words: Iterable[str]) -> None:
        """Words in order; where several are as near they are given in this order."""
        self._places: dict[str, int] = {}
        self._alike: dict[tuple[str, int], list[str]] = {}
        self._tails: dict[str, list[str]] = {}
        for place, word in enumerate(words):
            self._places[word] = place
            self._alike.setdefault((word[0], len(word)), []).append(word)
            self._tails.setdefault(word[1:], []).append(word)

    def within(self, word: str, limit: int) -> list[tuple[str, int]]:
        """The words at most `limit` errors away, and for more than one with the same first letter.

        An error is a letter too many, too few or wrong, or two in the wrong order.

        Args:
            word: what was typed.
            limit: 1 or 2.

        Returns:
            Words with their distances, the nearest first.
        """
        found = dict.fromkeys(self._one_off_at_first(word), 1)
        for length in range(len(word) - limit, len(word) + limit + 1):
            same = self._alike.get((word[0], length), ())
            near = process.extract(word, same, scorer=OSA.distance, score_cutoff=limit, limit=None)
            found |= {other: int(distance) for other, distance, _ in near}
        return sorted(found.items(), key=lambda item: (item[1], self._places[item[0]]))

    def _one_off_at_first(self, word: str) -> list[str]:
        """The words that are this one but for a first letter that is wrong, lacking, too many or second."""
        found = [*self._tails.get(word[1:], ()), *self._tails.get(word, ())]
        found += [other for other in (word[1:], word[1:2] + word[:1] + word[2:]) if other in self._places]
        return [other for other in found if other != word and other[0] != word[0]]
