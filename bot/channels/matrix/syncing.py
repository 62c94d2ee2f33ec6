"""Events are taken in: by one process at a time, and the position in the stream moves on with what was kept of it.

Whatever stands in the inbox was kept in the transaction that moved the position on. So a process that ends in between
leaves both as they were, and the next one reads the same events again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.channels.matrix.addressed import Me
from bot.channels.matrix.asker import offer_key
from bot.channels.matrix.asking import RefusedError, TokenError
from bot.channels.matrix.client import Homeserver
from bot.channels.matrix.heard import Heard
from bot.channels.matrix.platform import channel_of
from bot.channels.matrix.reading import Reader, mapping, sent_at
from bot.channels.matrix.settings import MatrixSettings
from bot.delivery.doing import OLD
from bot.service import anonymous
from bot.state import inbox, leases, marks
from bot.state.database import State
from bot.state.inbox import Arrived
from bot.state.writer import passing

logger = logging.getLogger("siffersvar.matrix")

_TYPES = (
    "m.room.message", "m.room.encrypted", "m.reaction", "m.room.redaction",
    "m.room.member", "m.room.encryption", "m.room.tombstone",
)  # fmt: skip
_TIMELINE = {"types": list(_TYPES), "limit": 50, "lazy_load_members": True}
WANTED: Mapping[str, Any] = {
    "presence": {"types": []},
    "account_data": {"types": ["m.direct"]},
    "room": {
        "timeline": _TIMELINE,
        "state": {"types": ["m.room.member", "m.room.encryption"], "lazy_load_members": True},
        "ephemeral": {"types": []},
        "account_data": {"types": []},
    },
}
"""What is asked for of all that happens in the rooms."""
_WAIT = 25.0
"""Seconds for which the homeserver waits where nothing comes."""
_LOOK = 1.0
"""Seconds between two looks whether another process has stopped taking events in."""
_RENEW = leases.LASTS / 3
_LATER = 2.0
_POSITION_LASTS = 30 * 86_400.0
_PAGES = 50
"""Pages of a hundred events that are read back in one room after an outage, at most."""
_NO_POSITION = ("M_UNKNOWN_POS", "M_INVALID_PARAM", "M_UNKNOWN", "M_BAD_JSON")

Came = tuple[Heard, float]
"""Something heard, and when it was sent."""


class SyncingElsewhereError(Exception):
    """Another process takes events in now."""


class Syncing:
    """Takes events in, where no other process does."""

    def __init__(
        self, homeserver: Homeserver, state: State, settings: MatrixSettings, me: Me, wake: Callable[[], None]
    ) -> None:
        """Begin.

        Args:
            homeserver: where they come from.
            state: where they are kept.
            settings: whose invitations are accepted.
            me: who the bot is.
            wake: called when something was kept.
        """
        self._homeserver = homeserver
        self._state = state
        self._settings = settings
        self._me = me
        self._wake = wake
        self._channel = channel_of(me)
        self._lease = f"sync {self._channel}"
        self._position = f"{self._channel} position"
        self._holder = leases.holder()
        self._direct: set[str] = set()
        self._reader = Reader(homeserver, me, self._offers, state.now)

    async def run(self) -> None:
        """Take events in until this is cancelled.

        Raises:
            TokenError: the homeserver does not know the login any more.
            DBAPIError: the state database does not take what is written.
        """  # noqa: DOC502  (raised by what is called)
        try:
            while True:
                if not await self._took():
                    await asyncio.sleep(_LOOK)
                    continue
                renewing = asyncio.create_task(self._hold())
                try:
                    await self._take_in()
                except SyncingElsewhereError:
                    logger.info("another process takes events in now")
                except DBAPIError as error:
                    if not passing(error):
                        raise
                    logger.warning("the state database does not answer (%s)", type(error).__name__)
                    await asyncio.sleep(_LATER)
                finally:
                    renewing.cancel()
        finally:
            await self._state.write(lambda at: leases.leave(at, self._holder, [self._lease]))

    async def _took(self) -> bool:
        """Whether the events are this process's to take in."""
        now = self._state.now()
        try:
            return await self._state.write(lambda at: leases.take(at, self._lease, self._holder, now))
        except Exception as error:
            logger.exception("the state database does not answer (%s)", type(error).__name__)
            await asyncio.sleep(_LATER)
            return False

    async def _hold(self) -> None:
        """Hold on to that."""
        while True:
            await asyncio.sleep(_RENEW)
            await self._took()

    async def _take_in(self) -> None:
        """Take in what comes, from where the last process ended.

        Raises:
            RefusedError: the homeserver does not give events.
        """
        now = self._state.now()
        position = await asyncio.to_thread(self._state.read, lambda at: marks.read(at, self._position, now))
        whole = True
        while True:
            try:
                given = await self._homeserver.sync(position, WANTED, whole=whole, seconds=_WAIT)
            except RefusedError as error:
                if position is None or error.code not in _NO_POSITION:
                    raise
                logger.warning("the homeserver does not know where events were read to (%s): from now on", error.code)
                await self._keep([], position, "")
                position, whole = None, True
                continue
            came = await self._came(given, position)
            after = str(given["next_batch"])
            if came or after != position:
                await self._keep(came, position, after)
            position, whole = after, False

    async def _came(self, given: Mapping[str, Any], position: str | None) -> list[Came]:
        """What is kept of a response, in order."""
        for event in given.get("account_data", {}).get("events", ()):
            if event.get("type") == "m.direct":
                listed = [ids for ids in mapping(event.get("content")).values() if isinstance(ids, list)]
                self._direct = {room for ids in listed for room in ids if isinstance(room, str)}
        came: list[Came] = []
        rooms = given.get("rooms", {})
        for room, info in rooms.get("invite", {}).items():
            events = info.get("invite_state", {}).get("events", ())
            came += [(heard, self._state.now()) for heard in self._invited(events, room, position)]
        if position is None:
            return came  # of what was said before the bot was here, nothing was said to it
        for room, info in rooms.get("join", {}).items():
            timeline = info.get("timeline", {})
            events = timeline.get("events", [])
            if timeline.get("limited"):
                events = await self._missed(room, timeline.get("prev_batch"), position) + events
            await self._withdraw(events)
            for event in events:
                heard = await self._read(event, room)
                if heard is not None:
                    came.append((heard, sent_at(event, self._state.now())))
        return came

    async def _read(self, event: Mapping[str, Any], room: str) -> Heard | None:
        """Read an event; one at which this program fails stops nothing that comes after it.

        Returns:
            What is kept of it.

        Raises:
            TokenError: the homeserver does not know the login any more.
            DBAPIError: the state database does not answer.
        """
        try:
            return await self._reader.read(event, room, direct=room in self._direct)
        except (TokenError, DBAPIError):
            raise
        except Exception as error:  # the last wall
            logger.error("an event cannot be read\n%s", anonymous(error))  # noqa: TRY400
            return None

    def _invited(self, events: Sequence[Mapping[str, Any]], room: str, position: str | None) -> list[Heard]:
        """An invitation, out of what is shown of a room to those who are invited."""
        encrypted = any(event.get("type") == "m.room.encryption" for event in events)
        for event in events:
            content = mapping(event.get("content"))
            mine = event.get("type") == "m.room.member" and event.get("state_key") == self._me.user
            if mine and content.get("membership") == "invite":
                inviter = str(event.get("sender"))
                return [
                    Heard(
                        "invited", room, f"invited {room} {position}", inviter, "on" if encrypted else "",
                        alone=content.get("is_direct") is True, accepted=self._settings.accepts(room, inviter),
                    )
                ]  # fmt: skip
        return []

    async def _missed(self, room: str, at: str | None, until: str) -> list[Mapping[str, Any]]:
        """The events of a room that a response left out, oldest first, as far as they are not too old."""
        missed: list[Mapping[str, Any]] = []
        begin = at
        now = self._state.now()
        for _ in range(_PAGES):
            if begin is None:
                break
            try:
                page, begin = await self._homeserver.before(room, begin, until, _TIMELINE)
            except RefusedError as error:
                logger.warning("events of a room cannot be read back (%s)", error.code)
                break
            missed += page
            if not page or sent_at(page[-1], now) < now - OLD:
                break
        return missed[::-1]

    async def _withdraw(self, events: Sequence[Mapping[str, Any]]) -> None:
        """Close what was kept of events that were taken back since and are not answered yet."""
        gone = [
            str(event.get("redacts") or mapping(event.get("content")).get("redacts"))
            for event in events
            if event.get("type") == "m.room.redaction"
        ]
        if gone:
            now = self._state.now()
            await self._state.write(lambda at: inbox.withdraw(at, self._channel, gone, now))

    async def _keep(self, came: Sequence[Came], before: str | None, after: str) -> None:
        """Keep what came, and that the stream is read up to there.

        Raises:
            SyncingElsewhereError: another process has read on meanwhile.
        """
        first, now = inbox.next_number(), self._state.now()
        arrived = [
            Arrived(self._channel, first + at, f"{self._channel}:{heard.room}", heard.to_json(), sent, heard.event)
            for at, (heard, sent) in enumerate(came)
        ]

        def write(at: Connection) -> bool:
            """Keep everything, if this is still the process that does."""
            mine = leases.held(at, self._lease, self._holder)
            if not mine or marks.read(at, self._position, now) != before:
                return False
            marks.write(at, self._position, after, now + (_POSITION_LASTS if after else 0))
            if arrived:
                inbox.put(at, arrived, now)
            return True

        if not await self._state.write(write):
            raise SyncingElsewhereError
        if arrived:
            self._wake()
        for heard, _ in came:
            if heard.kind in ("question", "edit", "reaction"):
                self._homeserver.show_read(heard.room, heard.event, heard.thread)

    async def _offers(self, event: str) -> bool:
        """Whether the bot offered something under an event."""
        key, now = offer_key(self._state.hashed, event), self._state.now()
        return await asyncio.to_thread(self._state.read, lambda at: marks.read(at, key, now)) is not None
