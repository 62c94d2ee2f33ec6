"""How much one client may ask: reading is counted in this process, working out answers by all processes together."""

from __future__ import annotations

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from ipaddress import IPv6Address, ip_address
from weakref import WeakValueDictionary

from sqlalchemy import Connection

from bot.state import memories, people
from bot.state.database import State

READS = 10
"""So many times as many requests as answers: what is read is at hand, and an answer given before is too."""
_MINUTE = 60.0
_MOST_CLIENTS = 10_000
_AT_ONCE = 12
"""A share of a minute's worth that is fetched from the database at once, so that not each answer writes there."""
_LASTS = 10.0
"""Seconds for which what was fetched is good."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of counting a request: seconds to wait (0: it may go on), and how many more may follow at once."""

    wait: float = 0.0
    left: int = 0


@dataclass(frozen=True, slots=True)
class _Held:
    """Answers fetched for a client and not used, how many were left beyond them, and until when that is so.

    Where none could be fetched, `until` is when there is one again.
    """

    count: int
    beyond: int
    until: float
    refused: bool = False


class Bucket:
    """Counts requests by client in this process: a minute's worth at once, then as they come back."""

    def __init__(self, per_minute: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with nobody; `per_minute` 0 is no limit."""
        self.per_minute = per_minute
        self._clock = clock
        self._busy: OrderedDict[str, float] = OrderedDict()

    def take(self, client: str) -> Taken:
        """Count one request of a client."""
        if not self.per_minute:
            return Taken()
        now = self._clock()
        wait, busy = people.paced(self._busy.get(client, 0.0), now, self.per_minute)
        self._busy[client] = busy
        self._busy.move_to_end(client)
        if len(self._busy) > _MOST_CLIENTS:
            self._busy.popitem(last=False)
        return Taken(wait, _left(busy, now, self.per_minute))

    def sweep(self) -> None:
        """Forget clients who have not asked for so long that it does not count any more."""
        now = self._clock()
        self._busy = OrderedDict((client, busy) for client, busy in self._busy.items() if busy > now)

    def __len__(self) -> int:
        """How many clients are known."""
        return len(self._busy)


class Allowance:
    """Counts answers by client in the state database, some at once: processes together give no more than is allowed."""

    def __init__(self, state: State, per_minute: float) -> None:
        """Begin; `per_minute` 0 is no limit."""
        self.per_minute = per_minute
        self._state = state
        self._at_once = max(1, int(per_minute // _AT_ONCE))
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._fetching: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def take(self, client: str) -> Taken:
        """Count one answer for a client.

        Args:
            client: who asks, as an address or the digest of a key.

        Returns:
            Whether it may be worked out.
        """
        if not self.per_minute:
            return Taken()
        if (found := self._at_hand(client)) is not None:
            return found
        lock = self._fetching.setdefault(client, asyncio.Lock())
        async with lock:  # one fetches, and those who came meanwhile use what that brings
            if (found := self._at_hand(client)) is not None:
                return found
            person, now = self._state.hashed("person", "api", client), self._state.now()
            got, taken = await self._state.write(lambda at: self._count(at, person, now))
            self._held[client] = _Held(got, taken.left, now + (_LASTS if got else taken.wait), not got)
            if len(self._held) > _MOST_CLIENTS:
                self._held.popitem(last=False)
            return self._at_hand(client) or taken

    def sweep(self) -> None:
        """Forget clients for whom nothing is held any more."""
        now = self._state.now()
        self._held = OrderedDict((client, held) for client, held in self._held.items() if held.until > now)

    def __len__(self) -> int:
        """How many clients are known."""
        return len(self._held)

    def _at_hand(self, client: str) -> Taken | None:
        """Use what was fetched, or what is known of when there is more; None where the database must be asked."""
        held, now = self._held.get(client), self._state.now()
        if held is None or held.until <= now:
            return None
        if held.count > 0:
            self._held[client] = replace(held, count=held.count - 1)
            self._held.move_to_end(client)
            return Taken(0.0, held.count - 1 + held.beyond)
        return Taken(held.until - now) if held.refused else None

    def _count(self, connection: Connection, person: str, now: float) -> tuple[int, Taken]:
        """Count several answers, or one where that many are not left: how many, and what that leaves."""
        memories.lock(connection, person)
        known = people.read(connection, person, now)
        wait = 0.0
        for count in (self._at_once, 1):
            wait, busy = people.paced(known.busy_until, now, self.per_minute / count)
            if not wait:
                people.write(connection, person, replace(known, busy_until=busy), now)
                return count, Taken(0.0, _left(busy, now, self.per_minute))
        return 0, Taken(wait)


def _left(busy: float, now: float, per_minute: float) -> int:
    """How many may follow at once."""
    return max(0, math.floor((_MINUTE - (busy - now)) * per_minute / _MINUTE + 1e-6))


def client_of(host: str) -> str:
    """Who counts as one client: an address; of IPv6 the network of one household or host, which has many."""
    if ":" not in host:
        return host
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return address.exploded[:19]
    return host
