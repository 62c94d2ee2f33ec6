"""Answers given a moment ago, as bytes: looked up before anything else is done."""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

LIFE = 300.0
"""Seconds for which an answer, and with it the question, is in memory at most."""
MOST_BYTES = 16 << 20
MOST_ENTRIES = 4096

Headers = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer as it is sent: its body, ETag and headers, when it goes, and what counts that it was given."""

    body: bytes
    etag: bytes
    headers: Headers
    until: float
    count: Callable[[], None]


class Kept:
    """The last answers by their request. For the event loop's thread alone."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, life: float = LIFE) -> None:
        """Begin with none; `life` is in seconds."""
        self._clock = clock
        self.life = life
        self._held: OrderedDict[bytes, Entry] = OrderedDict()
        self._size = 0

    def get(self, key: bytes) -> Entry | None:
        """The answer to a request; None where there is none that is young enough."""
        entry = self._held.get(key)
        if entry is None:
            return None
        if entry.until <= self._clock():
            self._drop(key)
            return None
        self._held.move_to_end(key)
        return entry

    def put(self, key: bytes, entry: Entry) -> None:
        """Keep an answer; the ones that were asked for longest ago make room."""
        self._drop(key)
        if entry.until <= self._clock():
            return
        self._held[key] = entry
        self._size += _size(key, entry)
        while self._size > MOST_BYTES or len(self._held) > MOST_ENTRIES:
            self._drop(next(iter(self._held)))

    def sweep(self) -> None:
        """Let go of what is too old."""
        now = self._clock()
        for key in [key for key, entry in self._held.items() if entry.until <= now]:
            self._drop(key)

    def __len__(self) -> int:
        """How many answers are kept."""
        return len(self._held)

    def _drop(self, key: bytes) -> None:
        """Forget one."""
        entry = self._held.pop(key, None)
        if entry is not None:
            self._size -= _size(key, entry)


def etag_of(body: bytes) -> str:
    """A strong ETag: the same bytes, the same tag, in every process."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def is_known(etag: str, if_none_match: str) -> bool:
    """Whether a client has this already, by its If-None-Match header."""
    known = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return etag in known or "*" in known


def _size(key: bytes, entry: Entry) -> int:
    """About how many bytes one takes."""
    return len(key) + len(entry.body) + 1_000
