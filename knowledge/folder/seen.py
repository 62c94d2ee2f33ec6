"""Which figures stood before, in eight bytes a figure: so a source of any size is searched for what stands twice."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

import numpy as np

from knowledge.errors import Where

Key = tuple[str, ...]
_KEY = itemgetter(0, 1, 2, 3, 4)


class Seen:
    """The keys of one source's figures, as hashes; two of one hash are looked up again in the file itself."""

    def __init__(self) -> None:
        """Begin with none."""
        self._hashes = array("q")

    def add(self, key: Key) -> None:
        """Note a key."""
        self._hashes.append(hash(key))

    def add_all(self, rows: Iterable[Sequence[object]]) -> None:
        """Note the keys of rows, of which they are the first five values."""
        self._hashes.extend(map(hash, map(_KEY, rows)))

    def twice(self) -> frozenset[int]:
        """The hashes that were noted more than once."""
        values, counts = np.unique(self._numbers(), return_counts=True)
        return frozenset(values[counts > 1].tolist())

    def common(self, other: Seen) -> frozenset[int]:
        """The hashes that another has too."""
        return frozenset(np.intersect1d(self._numbers(), other._numbers()).tolist())

    def _numbers(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """The hashes as an array."""
        return np.frombuffer(self._hashes, dtype=np.int64) if self._hashes else np.empty(0, dtype=np.int64)


def repeated(keys: Iterator[tuple[Key, Where]], hashes: frozenset[int]) -> Iterator[tuple[Key, Where, int]]:
    """The keys that stand more than once.

    Args:
        keys: every key with its place.
        hashes: of the keys that may be such.

    Yields:
        Key, place, and the row where it stands first.
    """
    first: dict[Key, Where] = {}
    for key, where in keys:
        if hash(key) in hashes and (other := first.setdefault(key, where)) is not where:
            yield key, where, other.row
