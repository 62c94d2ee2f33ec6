"""Which of thousands of subjects a question may be about: those of whose words most was said.

A part's subjects are kept as the bits of one whole number, so that all subjects that share what was said of them are
told apart from all others by two operations, however many they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter

from knowledge.subjects import Index

_GROUPS = 64
"""So many groups, those of which most was said, are followed."""
_FEW = 32
"""So many bits are taken out one by one; to find more, every byte is looked at."""

Said = tuple[tuple[int, float], ...]
"""Parts that were said, each with its weight."""
_LITTLE = 1e-9
"""What sums of the same weights may differ by."""
_mass = itemgetter(0)
"""How much was said of a group."""


class Likely:
    """Finds the subjects that have most of some parts in their names."""

    def __init__(self, index: Index) -> None:
        """Of the subjects of an index."""
        self._index = index
        self._count = len(index.words)
        self._bits: dict[int, int] = {}

    def best(self, told: Mapping[int, float], keep: int, near: float) -> list[tuple[int, float, Said]]:
        """The numbers of `keep` subjects, or a few more that have as much.

        Args:
            told: part -> its weight where it was said.
            keep: how many are wanted.
            near: of which share, of what was said of the best, something must have been said.

        Returns:
            Numbers of subjects, each with what was said of it, as a weight and as parts with theirs; those of which
            most was said first, equal ones in order.
        """
        groups: list[tuple[float, int, Said]] = [(0.0, (1 << self._count) - 1, ())]
        coming = sum(told.values())
        for pair in sorted(told.items(), key=lambda item: (-item[1], item[0])):
            part, weight = pair
            bits = self._bits_of(part)
            coming -= weight
            split = []
            for group in groups:
                mass, members, said = group
                inside = members & bits
                if not inside:
                    split.append(group)
                    continue
                split.append((mass + weight, inside, (*said, pair)))
                if inside != members:
                    split.append((mass, members ^ inside, said))
            split.sort(key=_mass, reverse=True)
            least = near * split[0][0] - coming - _LITTLE
            groups = [group for group in split[:_GROUPS] if group[0] >= least]
        found: list[tuple[int, float, Said]] = []
        for mass, members, said in groups:
            if not mass or len(found) >= keep:
                break
            found += [(number, mass, said) for number in _numbers(members)]
        return found

    def _bits_of(self, part: int) -> int:
        """The subjects that have a part in an alias, as bits."""
        bits = self._bits.get(part)
        if bits is None:
            marked = bytearray(self._count // 8 + 1)
            owners = self._index.owners
            for number in {owners[place] for place in self._index.postings.get(part, ())}:
                marked[number >> 3] |= 1 << (number & 7)
            bits = self._bits[part] = int.from_bytes(marked, "little")
        return bits


def _numbers(bits: int) -> list[int]:
    """The places of the bits that are set, in order."""
    found = []
    if bits.bit_count() <= _FEW:
        while bits:
            lowest = bits & -bits
            found.append(lowest.bit_length() - 1)
            bits ^= lowest
        return found
    for place, byte in enumerate(bits.to_bytes((bits.bit_length() + 7) // 8, "little")):
        if byte:
            found += [8 * place + bit for bit in range(8) if byte >> bit & 1]
    return found
