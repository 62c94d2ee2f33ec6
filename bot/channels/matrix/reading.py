"""Which of the events that come concern the bot."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.channels.matrix.addressed import SAID, Me, asked
from bot.channels.matrix.client import Homeserver
from bot.channels.matrix.heard import Heard
from bot.channels.matrix.reactions import known
from bot.delivery.doing import OLD

_NUMBER = re.compile(r"\s*[1-9](?:\ufe0f?\u20e3)?[.)]?\s*")
_NOT_TEXT = ("m.image", "m.video", "m.audio", "m.file", "m.location")
_EDITABLE = OLD
"""Seconds for which a question that is edited gets its answer edited."""
_ALONE = 2


class Reader:
    """Reads events, one after the other."""

    def __init__(
        self, homeserver: Homeserver, me: Me, offers: Callable[[str], Awaitable[bool]], now: Callable[[], float]
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
        kind, content, ident = event.get("type"), event.get("content"), event.get("event_id")
        sender = event.get("sender")
        if not isinstance(content, Mapping) or not isinstance(ident, str) or not isinstance(sender, str):
            return None
        if kind == "m.room.tombstone" and isinstance(content.get("replacement_room"), str):
            return self._heard(event, Heard("moved", room, ident, sender, target=content["replacement_room"]))
        if sender == self._me.user or not content or "redacted_because" in _mapping(event.get("unsigned")):
            return None
        alone = direct or self._homeserver.members(room) == _ALONE
        base = Heard("question", room, ident, sender, thread=thread_of(content), alone=alone)
        if kind == "m.room.encryption" or (kind == "m.room.encrypted" and "algorithm" in content):
            return self._heard(event, replace(base, kind="encrypted"))
        if kind == "m.reaction":
            return await self._reaction(event, content, base)
        if kind == "m.room.message":
            relation = _mapping(content.get("m.relates_to"))
            if relation.get("rel_type") == "m.replace":
                return await self._edit(event, content, str(relation.get("event_id")), base)
            return self._heard(event, self._said(content, base))
        return None

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
        if isinstance(body, str) and _NUMBER.fullmatch(body):
            return replace(base, kind="number", text=body)
        return None

    async def _edit(
        self, event: Mapping[str, Any], content: Mapping[str, Any], target: str, base: Heard
    ) -> Heard | None:
        """A message that was changed by its writer, not long after it was written."""
        new = _mapping(content.get("m.new_content"))
        said = self._said(new, base) if new.get("msgtype") in SAID else None
        if said is None or said.kind != "question" or self._heard(event, said) is None:
            return None
        first = await self._homeserver.event(base.room, target)
        if first is None or first.get("sender") != base.sender or self._age(first) > _EDITABLE:
            return None
        return replace(said, kind="edit", target=target, thread=thread_of(_mapping(first.get("content"))))

    async def _reaction(self, event: Mapping[str, Any], content: Mapping[str, Any], base: Heard) -> Heard | None:
        """A reaction to something that the bot said, where that offers something."""
        relation = _mapping(content.get("m.relates_to"))
        key, target = relation.get("key"), relation.get("event_id")
        if not isinstance(key, str) or not isinstance(target, str) or known(key) is None:
            return None
        heard = self._heard(event, replace(base, kind="reaction", text=key, target=target))
        if heard is None or not await self._offers(target):
            return None
        to = await self._homeserver.event(base.room, target)
        return replace(heard, thread=thread_of(_mapping((to or {}).get("content"))))

    def _heard(self, event: Mapping[str, Any], heard: Heard | None) -> Heard | None:
        """What was heard, if it is not old."""
        return heard if self._age(event) <= OLD else None

    def _age(self, event: Mapping[str, Any]) -> float:
        """Seconds since an event was sent."""
        return self._now() - sent_at(event, self._now())


def sent_at(event: Mapping[str, Any], now: float) -> float:
    """When an event was sent, as its homeserver says, but not later than now: seconds since 1970."""
    sent = event.get("origin_server_ts")
    return min(sent / 1000, now) if isinstance(sent, int | float) else now


def thread_of(content: Mapping[str, Any]) -> str | None:
    """The event that began the thread in which a message stands; None where it stands in none."""
    relation = _mapping(content.get("m.relates_to"))
    root = relation.get("event_id")
    return root if relation.get("rel_type") == "m.thread" and isinstance(root, str) else None


def _mapping(value: object) -> Mapping[str, Any]:
    """A value that should be an object; an empty one where it is not."""
    return value if isinstance(value, Mapping) else {}
