"""What was said in each conversation, for as long as it is remembered, and whose turn it is to speak."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock
from typing import NamedTuple

from knowledge.memory import Memory

KEEP = 2_000
"""How many conversations are kept at most: some 2 kB each, so that a long `ask --jsonl` stays within its memory."""

_NOTHING = Memory()


class Key(NamedTuple):
    """Whose memory it is: one person's in one chat of one channel, so that a group's members do not share it."""

    channel: str
    conversation: str
    user: str | None = None


class Conversations:
    """Memories by key, kept in this process only. Safe to use from several threads."""

    def __init__(self, clock: Callable[[], float], minutes: float, keep: int = KEEP) -> None:
        """Begin with none.

        Args:
            clock: seconds that never go back, such as `time.monotonic`.
            minutes: how long a conversation is remembered after its last question.
            keep: how many conversations are kept; the oldest go first.
        """
        self._clock = clock
        self._seconds = minutes * 60
        self._keep = keep
        self._held: OrderedDict[Key, tuple[float, Memory]] = OrderedDict()
        self._lock = Lock()

    def recall(self, key: Key) -> Memory:
        """What is remembered; nothing for an unknown, expired or forgotten conversation."""
        with self._lock:
            self._expire()
            _, memory = self._held.get(key, (0.0, _NOTHING))
            return memory

    def remember(self, key: Key, memory: Memory) -> None:
        """Keep what was said last, from now on for as long as was set."""
        with self._lock:
            self._held.pop(key, None)
            if self._seconds > 0 and memory.turns:
                self._held[key] = (self._clock(), memory)
            self._expire()
            while len(self._held) > self._keep:
                self._held.popitem(last=False)

    def forget(self, key: Key) -> bool:
        """Forget a conversation; whether there was anything to forget."""
        with self._lock:
            self._expire()
            return self._held.pop(key, None) is not None

    def __len__(self) -> int:
        """How many conversations are remembered now."""
        with self._lock:
            self._expire()
            return len(self._held)

    def _expire(self) -> None:
        """Let go of what is too old; the oldest stand first."""
        oldest = self._clock() - self._seconds
        while self._held:
            key, (said, _) = next(iter(self._held.items()))
            if said > oldest:
                break
            del self._held[key]


class Turns:
    """One at a time for each key, in the order in which they came; different keys do not wait for each other."""

    def __init__(self) -> None:
        """Begin with nobody waiting."""
        self._lines: dict[Key, deque[Event]] = {}
        self._lock = Lock()

    @contextmanager
    def turn(self, key: Key) -> Iterator[None]:
        """Wait until everybody who came before with this key is done.

        Yields:
            Nothing, when it is one's turn.
        """
        mine = Event()
        with self._lock:
            line = self._lines.setdefault(key, deque())
            line.append(mine)
            line[0].set()
        try:
            mine.wait()
            yield
        finally:
            with self._lock:
                line.remove(mine)
                if line:
                    line[0].set()
                else:
                    del self._lines[key]

    def waiting(self, key: Key) -> int:
        """How many are in line with this key, the one whose turn it is among them."""
        with self._lock:
            return len(self._lines.get(key, ()))
