"""Which of the events that come concern the bot."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol

from bot.channels.matrix.addressed import SAID, Me, asked
from bot.channels.matrix.heard import Heard
from bot.channels.matrix.reactions import known, numbered
from bot.delivery.doing import OLD

_KINDS = ("m.room.message", "m.room.encrypted", "m.room.encryption", "m.reaction")
_NOT_TEXT = ("m.image", "m.video", "m.audio", "m.file", "m.location")
_EDITABLE = OLD
"""Seconds for which a question that is edited gets its answer edited."""
_ALONE = 2
_LATEST = 1e15
"""Milliseconds since 1970 after which no clock can be."""


class Rooms(Protocol):
    """What shows more of rooms than an event does."""

    async def members(self, room: str) -> int:
        """How many people are in a room or invited to it, with the bot."""
        ...

    async def event(self, room: str, ident: str) -> Mapping[str, Any] | None:
        """One event as it was sent; None where it is not shown."""
        ...


class Reader:
    """Reads events, one after the other."""

    def __init__(
        self, homeserver: Rooms, me: Me, offers: Callable[[str], Awaitable[bool]], now: Callable[[], float]
    ) -> None:
        """Begin.

        Args:
            homeserver: shows the events that others speak of.
            me: who the bot is.
            offers: whether the bot offered something under an event (its id).
            now: seconds since 1970.
        """
        self._homeserver = homeserver
        self._me = me
        self._offers = offers
        self._now = now

    async def read(self, event: Mapping[str, Any], room: str, *, direct: bool) -> Heard | None:
        """What is kept of an event.

        Args:
            event: as the homeserver gave it, whatever its fields.
            room: where it stands.
            direct: whether the room is marked as one of direct messages.

        Returns:
            It; None where it is nothing to the bot, or too old.
        """
        kind, content = event.get("type"), mapping(event.get("content"))
        ident, sender = event.get("event_id"), event.get("sender")
        if not isinstance(ident, str) or not isinstance(sender, str) or self._age(event) > OLD:
            return None
        if kind == "m.room.tombstone" and isinstance(content.get("replacement_room"), str):
            return Heard("moved", room, ident, sender, target=content["replacement_room"])
        taken_back = not content or "redacted_because" in mapping(event.get("unsigned"))
        if kind not in _KINDS or sender == self._me.user or taken_back:
            return None
        alone = direct or await self._homeserver.members(room) == _ALONE
        base = Heard("question", room, ident, sender, thread=thread_of(content), alone=alone)
        if kind in ("m.room.encryption", "m.room.encrypted"):
            return replace(base, kind="encrypted", text="" if kind == "m.room.encrypted" else "on")
        if kind == "m.reaction":
            return await self._reaction(content, base)
        relation = mapping(content.get("m.relates_to"))
        if relation.get("rel_type") == "m.replace":
            return await self._edit(mapping(content.get("m.new_content")), relation.get("event_id"), base)
        return self._said(content, base)

    def _said(self, content: Mapping[str, Any], base: Heard) -> Heard | None:
        """A message."""
        if content.get("msgtype") in _NOT_TEXT:
            meant = base.alone or asked(content, self._me, alone=False) is not None
            return replace(base, kind="unread") if meant else None
        if content.get("msgtype") not in SAID:
            return None
        text = asked(content, self._me, alone=base.alone)
        if text is not None:
            return replace(base, text=text)
        body = content.get("body")
        if isinstance(body, str) and numbered(body) is not None:
            return replace(base, kind="number", text=body)
        return None

    async def _edit(self, new: Mapping[str, Any], target: object, base: Heard) -> Heard | None:
        """A message that was changed by its writer, not long after it was written."""
        said = self._said(new, base)
        if said is None or said.kind != "question" or not isinstance(target, str):
            return None
        first = await self._homeserver.event(base.room, target)
        if first is None or first.get("sender") != base.sender or self._age(first) > _EDITABLE:
            return None
        return replace(said, kind="edit", target=target, thread=thread_of(mapping(first.get("content"))))

    async def _reaction(self, content: Mapping[str, Any], base: Heard) -> Heard | None:
        """A reaction to something that the bot said, where that offers something."""
        relation = mapping(content.get("m.relates_to"))
        key, target = relation.get("key"), relation.get("event_id")
        if not isinstance(key, str) or not isinstance(target, str) or known(key) is None:
            return None
        if not await self._offers(target):
            return None
        to = await self._homeserver.event(base.room, target)
        thread = thread_of(mapping((to or {}).get("content")))
        return replace(base, kind="reaction", text=key, target=target, thread=thread)

    def _age(self, event: Mapping[str, Any]) -> float:
        """Seconds since an event was sent."""
        return self._now() - sent_at(event, self._now())


def sent_at(event: Mapping[str, Any], now: float) -> float:
    """When an event was sent, as its homeserver says, but not later than now: seconds since 1970."""
    sent = event.get("origin_server_ts")
    return min(sent / 1000, now) if isinstance(sent, int | float) and 0 <= sent < _LATEST else now


def thread_of(content: Mapping[str, Any]) -> str | None:
    """The event that began the thread in which a message stands; None where it stands in none."""
    relation = mapping(content.get("m.relates_to"))
    root = relation.get("event_id")
    return root if relation.get("rel_type") == "m.thread" and isinstance(root, str) else None


def mapping(value: object) -> Mapping[str, Any]:
    """A value that should be an object; an empty one where it is not."""
    return value if isinstance(value, Mapping) else {}
