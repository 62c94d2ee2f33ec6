"""The homeserver as the channel sees it: matrix-nio's client, whose answers are values and whose errors are raised.

What can be repeated is, for as long as the homeserver does not answer or asks for patience.
"""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError
from nio import (  # type: ignore[import-untyped]
    AsyncClient,
    AsyncClientConfig,
    LocalProtocolError,
    MessageDirection,
)

from bot.channels.matrix.asking import AwayError, RefusedError, TokenError, answered, raw

logger = logging.getLogger("siffersvar.matrix")

_LONGEST_WAIT = 30.0
"""Seconds between two tries at most; what the homeserver asks for is waited for in any case."""
_MOST_PATIENCE = 300.0
"""Seconds that a homeserver can ask for at most."""
_TYPING = 10_000
"""Milliseconds after which a person no longer sees the bot write, where nothing came."""


@dataclass(frozen=True, slots=True)
class Login:
    """An account's login: its full id, the device, and the token."""

    user: str
    device: str
    token: str


class Homeserver:
    """Asks the homeserver, as one account."""

    def __init__(self, address: str, pause: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Begin without a login.

        Args:
            address: of the client API.
            pause: waits so many seconds.
        """
        config = AsyncClientConfig(max_limit_exceeded=0, max_timeouts=0, encryption_enabled=False)
        self._client = AsyncClient(address, config=config)
        self._pause = pause
        self._showing: dict[str, asyncio.Task[None]] = {}

    @property
    def user(self) -> str:
        """The account's full id."""
        return str(self._client.user_id)

    def use(self, login: Login) -> None:
        """Speak as an account from now on."""
        self._client.restore_login(login.user, login.device, login.token)

    async def login(self, user: str, device: str, password: str) -> Login:
        """Log in with a password.

        Args:
            user: the account's full id.
            device: its device's id, the same each time.
            password: the account's.

        Returns:
            The login, with which this client speaks from now on.

        Raises:
            TokenError: the password is wrong.
            RefusedError: there is no login by password.
        """
        self._client.user, self._client.device_id = user, device
        try:
            given = await self._ask(lambda: self._client.login(password, "Siffersvar"))
        except RefusedError as error:
            if error.code == "M_FORBIDDEN":
                raise TokenError from None
            raise
        return Login(given.user_id, given.device_id, given.access_token)

    async def who(self, token: str) -> Login:
        """Whose a token is.

        Args:
            token: an access token, with which this client speaks from now on.

        Returns:
            The login.

        Raises:
            TokenError: the homeserver does not know it.
        """  # noqa: DOC502  (raised by what is called)
        self._client.access_token = token
        given = await self._ask(self._client.whoami)
        login = Login(given.user_id, given.device_id or "", token)
        self.use(login)
        return login

    async def name(self) -> str:
        """The account's display name; empty where it has none."""
        try:
            given = await self._ask(lambda: self._client.get_displayname(self.user))
        except RefusedError:
            return ""
        return str(given.displayname or "")

    async def sync(
        self, since: str | None, wanted: Mapping[str, Any], *, whole: bool, seconds: float
    ) -> Mapping[str, Any]:
        """What came since.

        Args:
            since: the position from which on; all where it is None.
            wanted: the filter.
            whole: whether the rooms' whole state comes too.
            seconds: how long to wait where nothing came.

        Returns:
            The homeserver's own object: nio's leaves out what it does not know, such as that an invitation's room is
            encrypted.

        Raises:
            TokenError: the homeserver does not know the login any more.
            RefusedError: it knows no such position.
        """  # noqa: DOC502  (raised by what is called)
        if since is None:
            self._client.next_batch = ""
        timeout = 0 if whole else int(seconds * 1000)
        return await raw(await self._ask(lambda: self._client.sync(timeout, dict(wanted), since, whole)))

    async def members(self, room: str) -> int:
        """How many people are in a room or invited to it.

        A response says it only when it changes, so a process that goes on where another ended has to ask once.

        Returns:
            Their number, with the bot; 0 where it is not known.

        Raises:
            TokenError: the homeserver does not know the login any more.
        """  # noqa: DOC502  (raised by what is called)
        known = self._client.rooms.get(room)
        if known is None:
            return 0
        told = known.summary is not None and None not in (
            known.summary.joined_member_count,
            known.summary.invited_member_count,
        )
        if not told and not known.members_synced:
            with suppress(RefusedError):
                await self._ask(lambda: self._client.joined_members(room))
        return int(known.member_count)

    async def before(self, room: str, at: str, until: str, wanted: Mapping[str, Any]) -> tuple[list[Any], str | None]:
        """A page of a room's events backwards, from a position to another.

        Raises:
            TokenError: the homeserver does not know the login any more.
            RefusedError: it does not show them.

        Returns:
            The events, newest first, and where the next page begins, if there is one.
        """  # noqa: DOC502  (raised by what is called)
        given = await self._ask(
            lambda: self._client.room_messages(room, at, until, MessageDirection.back, 100, dict(wanted))
        )
        page = await raw(given)
        return list(page.get("chunk", ())), page.get("end")

    async def event(self, room: str, ident: str) -> Mapping[str, Any] | None:
        """One event as it was sent.

        Returns:
            It; None where it is not shown.

        Raises:
            TokenError: the homeserver does not know the login any more.
        """  # noqa: DOC502  (raised by what is called)
        with suppress(RefusedError):
            given = await self._ask(lambda: self._client.room_get_event(room, ident))
            return await raw(given)
        return None

    async def send(self, room: str, kind: str, content: Mapping[str, Any], transaction: str) -> str:
        """Send an event. With the same transaction it is sent once, however often that is asked.

        Returns:
            Its id.

        Raises:
            TokenError: the homeserver does not know the login any more.
            RefusedError: it will not take it.
        """  # noqa: DOC502  (raised by what is called)
        given = await self._ask(lambda: self._client.room_send(room, kind, dict(content), transaction))
        return str(given.event_id)

    async def upload(self, content: bytes, kind: str, name: str) -> str:
        """Upload a file.

        Returns:
            Its address, `mxc://…`.

        Raises:
            TokenError: the homeserver does not know the login any more.
            RefusedError: it will not take it.
        """  # noqa: DOC502  (raised by what is called)

        async def once() -> Any:
            """Upload it from its beginning."""
            given, _ = await self._client.upload(io.BytesIO(content), kind, name, filesize=len(content))
            return given

        return str((await self._ask(once)).content_uri)

    async def join(self, room: str) -> None:
        """Join a room.

        Raises:
            TokenError: the homeserver does not know the login any more.
            RefusedError: it will not let the bot in.
        """  # noqa: DOC502  (raised by what is called)
        await self._ask(lambda: self._client.join(room))

    async def leave(self, room: str) -> None:
        """Leave a room, or decline the invitation to it.

        Raises:
            TokenError: the homeserver does not know the login any more.
            RefusedError: the bot is not there.
        """  # noqa: DOC502  (raised by what is called)
        await self._ask(lambda: self._client.room_leave(room))

    def show_read(self, room: str, event: str, thread: str | None) -> None:
        """Show that an event was read and that an answer is being written; nobody waits for it, and it may fail."""
        self._show(
            room,
            lambda: self._client.update_receipt_marker(room, event, thread_id=thread or "main"),
            lambda: self._client.room_typing(room, True, _TYPING),
        )

    def show_written(self, room: str) -> None:
        """Show that nothing is being written any more; likewise."""
        self._show(room, lambda: self._client.room_typing(room, False))

    def _show(self, room: str, *asked: Callable[[], Coroutine[Any, Any, Any]]) -> None:
        """Ask for things that nobody waits for, after what was asked for that room before."""
        before = self._showing.get(room)

        async def show() -> None:
            """Ask, once."""
            if before is not None:
                await asyncio.wait([before])
            for each in asked:
                with suppress(ClientError, OSError, TimeoutError, LocalProtocolError):
                    await each()

        task = self._showing[room] = asyncio.create_task(show())
        task.add_done_callback(lambda done: self._showing.pop(room) if self._showing.get(room) is done else None)

    async def close(self) -> None:
        """Close the connections."""
        showing = list(self._showing.values())
        for task in showing:
            task.cancel()
        await asyncio.gather(*showing, return_exceptions=True)
        await self._client.close()

    async def _ask(self, ask: Callable[[], Awaitable[Any]]) -> Any:
        """Ask for something until the homeserver answers, waiting as long as it says.

        Returns:
            What it answered.

        Raises:
            TokenError: it does not know the login any more.
            RefusedError: it will not do that.
        """  # noqa: DOC502  (raised by what is called)
        wait = 1.0
        while True:
            try:
                return await answered(ask)
            except AwayError as error:
                seconds = wait if error.seconds is None else min(error.seconds, _MOST_PATIENCE)
                logger.warning("the homeserver does not answer (%s), asking again in %.1f s", error, seconds)
                await self._pause(seconds)
                wait = min(wait * 2, _LONGEST_WAIT) if error.seconds is None else 1.0
