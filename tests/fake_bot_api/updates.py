"""The updates that wait for the bot, as Telegram keeps them: until a later offset or a webhook's 200 confirms them."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Condition

from tests.fake_bot_api.errors import conflict
from tests.fake_bot_api.model import JSON
from tests.fake_bot_api.params import Params

FIRST = 700_000_001
UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})

_TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class UpdateQueue:
    """Updates in their order. Everything here is done under the world's lock."""

    def __init__(self, changed: Condition) -> None:
        """Begin empty."""
        self._changed = changed
        self._next = FIRST
        self.pending: deque[JSON] = deque()
        self.made: dict[int, JSON] = {}
        self.allowed: frozenset[str] = frozenset()
        self.listeners: list[Callable[[], None]] = []

    def add(self, kind: str, body: JSON) -> int | None:
        """Let an update wait; its id, or None where the bot asked for no updates of this kind."""
        with self._changed:
            if kind not in self.allowed if self.allowed else kind in UNASKED:
                return None
            ident = self._next
            self._next += 1
            self.made[ident] = {"update_id": ident, kind: body}
            self.pending.append(self.made[ident])
        self.wake()
        return ident

    def again(self, update_id: int) -> None:
        """Deliver an update that was confirmed once more, as Telegram does after a fault of its own."""
        with self._changed:
            self.pending.appendleft(self.made[update_id])
        self.wake()

    def confirm(self, offset: int) -> None:
        """Forget the updates before an offset; a negative one counts from the end."""
        with self._changed:
            if offset < 0:
                offset = self.pending[max(offset, -len(self.pending))]["update_id"] if self.pending else 0
            while self.pending and self.pending[0]["update_id"] < offset:
                self.pending.popleft()
            self._changed.notify_all()

    def done(self, update: JSON) -> None:
        """Forget one update that the webhook took."""
        with self._changed:
            self.pending.remove(update)
            self._changed.notify_all()

    def take(self, limit: int) -> list[JSON]:
        """The oldest waiting updates, at most 100."""
        with self._changed:
            return [update for update, _ in zip(self.pending, range(min(max(limit, 1), 100)), strict=False)]

    def allow(self, kinds: Sequence[str] | None) -> None:
        """Keep only updates of these kinds from now on; an empty list is the usual kinds, None changes nothing."""
        if kinds is not None:
            self.allowed = frozenset(kinds)

    def wake(self) -> None:
        """Tell those who wait for updates."""
        for listener in tuple(self.listeners):
            listener()


class Poller:
    """Long polling, on the server's loop: of two polls at once the older one is ended with 409."""

    def __init__(self, queue: UpdateQueue, webhook: Callable[[], str]) -> None:
        """Serve a queue unless there is a webhook."""
        self._queue = queue
        self._webhook = webhook
        self._turn = 0
        self._waiting: set[asyncio.Event] = set()
        self.polls = 0
        self.conflicts = 0

    async def updates(self, params: Params) -> list[JSON]:
        """Answer getUpdates.

        Raises:
            RefusedError: there is a webhook, or a younger poll came.
        """
        self._turn += 1
        self.polls += 1
        turn = self._turn
        self._wake()
        if params.given("allowed_updates"):
            self._queue.allow(params.parsed("allowed_updates", "allowed updates"))
        if offset := params.integer("offset"):
            self._queue.confirm(offset)
        until = time.monotonic() + min(params.integer("timeout"), 50)
        loop = asyncio.get_running_loop()
        event = asyncio.Event()

        def listen() -> None:
            loop.call_soon_threadsafe(event.set)

        self._waiting.add(event)
        self._queue.listeners.append(listen)
        try:
            while True:
                if turn != self._turn or self._webhook():
                    self.conflicts += 1
                    raise conflict(_WEBHOOK if self._webhook() else _TERMINATED)
                found = self._queue.take(params.integer("limit", 100))
                left = until - time.monotonic()
                if found or left <= 0:
                    return found
                event.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(event.wait(), left)
        finally:
            self._waiting.discard(event)
            self._queue.listeners.remove(listen)

    def end(self) -> None:
        """End every waiting poll, as when the server goes down."""
        self._turn += 1
        self._wake()

    def _wake(self) -> None:
        """Let those who wait look again."""
        for event in self._waiting:
            event.set()
