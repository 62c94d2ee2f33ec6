"""Microsoft's connector, asked to show something in a chat; and the token that it wants.

By an HTTP client of our own: the SDK's puts ids into paths as they are, waits without end, and has httpx log addresses.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from urllib.parse import quote

import httpx

from bot.channels.teams.settings import TeamsSettings
from bot.delivery.fate import Fate
from bot.delivery.work import EndedError, WithdrawnError

logger = logging.getLogger("siffersvar.teams")
T = TypeVar("T")

SCOPE = "https://api.botframework.com/.default"
TIMEOUT = httpx.Timeout(15.0, connect=10.0)
"""The connector gives up after 15 s itself."""
_EARLIER = 300.0
"""Seconds before its end at which a token is renewed."""
_PATIENCE = 900.0
_LONGEST_WAIT = 60.0
"""Seconds for which an action that was certainly not done is tried again, and between two tries, at most."""
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_AGAIN = {408, 412, 429, 503}
"""Answers that say that nothing was done, and that it may be tried again."""


class LoginError(Exception):
    """There is no token now."""


class RefusedLoginError(EndedError):
    """Microsoft does not know the bot, or its password is over."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request to the connector.

    Attributes:
        method: POST for a new message, PUT for one in the place of another.
        service_url: where the chat is.
        conversation: its id.
        activity: the id of the message that is replaced; empty for a new one.
        content: the activity to show.
        plain: what is shown where the card is refused; empty for nothing.
    """

    method: str
    service_url: str
    conversation: str
    activity: str
    content: dict[str, Any]
    plain: str = ""

    @property
    def address(self) -> str:
        """Where it goes."""
        base = f"{self.service_url.rstrip('/')}/v3/conversations/{_in_path(self.conversation)}/activities"
        return f"{base}/{_in_path(self.activity)}" if self.activity else base


class Login:
    """Keeps the bot's token."""

    def __init__(self, http: httpx.AsyncClient, settings: TeamsSettings) -> None:
        """Begin without one.

        Args:
            http: the client.
            settings: the bot's id and password, and where tokens are given.
        """
        self._http = http
        self._settings = settings
        self._lock = asyncio.Lock()
        self._token = ""
        self._until = 0.0

    async def token(self) -> str:
        """A token that is good for some minutes.

        Returns:
            It.

        Raises:
            LoginError: none is given now.
            RefusedLoginError: none will be given.
        """  # noqa: DOC502  (raised by what is called)
        async with self._lock:
            if time.monotonic() >= self._until:
                await self._renew()
            return self._token

    def forget(self, token: str) -> None:
        """Have a token renewed that the connector does not take."""
        if token == self._token:
            self._until = 0.0

    async def _renew(self) -> None:
        """Get a token (OAuth 2.0, client credentials)."""
        settings = self._settings
        form = {
            "grant_type": "client_credentials",
            "client_id": settings.app_id or "",
            "client_secret": settings.app_password or "",
            "scope": SCOPE,
        }
        try:
            answer = await self._http.post(f"{settings.login_url}/{settings.tenant}/oauth2/v2.0/token", data=form)
            if answer.status_code in {400, 401, 403}:
                raise RefusedLoginError
            answer.raise_for_status()
            given = answer.json()
            self._token, lasts = str(given["access_token"]), float(given["expires_in"])
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise LoginError(type(error).__name__) from error
        self._until = time.monotonic() + max(lasts - _EARLIER, lasts / 2)


class Connector:
    """Does calls."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        settings: TeamsSettings,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Begin.

        Args:
            http: the client.
            settings: how the channel is set up.
            pause: waits for some seconds.
        """
        self._http = http
        self._settings = settings
        self._login = Login(http, settings)
        self._pause = pause

    async def do(self, call: Call) -> Fate:
        """Do a call, waiting where the connector says so, and again where it was certainly not done.

        Args:
            call: what to do.

        Returns:
            What became of it.

        Raises:
            RefusedLoginError: Microsoft does not know the bot; the call was not done.
            WithdrawnError: this was cancelled while the call had to wait; it was not done.
        """  # noqa: DOC502  (raised by what is called)
        if not self._settings.serves(call.service_url):
            return Fate.REFUSED
        wait, spent, fresh = 1.0, 0.0, False
        while True:
            token = ""
            try:
                token = await _withdrawable(self._login.token())
                answer = await self._once(call, token)
            except LoginError as error:
                problem = f"no token: {error}"
            except _NOT_SENT as error:
                problem = type(error).__name__
            except httpx.HTTPError as error:
                logger.warning("it is not known whether a message came (%s)", type(error).__name__)
                return Fate.UNCERTAIN
            else:
                if answer.status_code == 401 and not fresh:
                    fresh = True
                    self._login.forget(token)
                    continue
                if answer.status_code not in _AGAIN:
                    return await self._ended(call, answer.status_code)
                problem = str(answer.status_code)
                wait = _wanted(answer, wait)
            if spent >= _PATIENCE:
                logger.error("a message cannot be sent (%s)", problem)
                return Fate.REFUSED
            logger.warning("a message is sent again in %.0f s (%s)", wait, problem)
            await _withdrawable(self._pause(wait))
            spent += wait
            wait = min(wait * 2, _LONGEST_WAIT)

    async def hint(self, call: Call) -> None:
        """Do a call that does not matter, such as that something is being written, once."""
        try:
            await self._once(call, await self._login.token())
        except (LoginError, httpx.HTTPError) as error:
            logger.info("no typing is shown (%s)", type(error).__name__)

    async def _once(self, call: Call, token: str) -> httpx.Response:
        """One request."""
        return await self._http.request(
            call.method, call.address, json=call.content, headers={"authorization": f"Bearer {token}"}
        )

    async def _ended(self, call: Call, status: int) -> Fate:
        """What an answer means that is final."""
        if status < 300:
            return Fate.DONE
        if call.activity and status in {403, 404, 405}:  # the message to be replaced is gone
            return await self.do(replace(call, method="POST", activity=""))
        if status in {403, 404}:
            return Fate.BLOCKED
        if status >= 500:
            logger.warning("it is not known whether a message came (%d)", status)
            return Fate.UNCERTAIN
        if status in {400, 413} and call.plain:
            logger.error("the connector refused a card (%d); its text is sent instead", status)
            text = {"type": "message", "text": call.plain, "textFormat": "plain"}
            return await self.do(replace(call, content=text, plain=""))
        logger.error("the connector refused a message (%d)", status)
        return Fate.REFUSED


async def _withdrawable(waiting: Awaitable[T]) -> T:
    """Wait for something before a call is made.

    Args:
        waiting: what to wait for.

    Returns:
        What it gave.

    Raises:
        WithdrawnError: this was cancelled: whoever comes next makes the call.
    """
    try:
        return await waiting
    except asyncio.CancelledError:
        raise WithdrawnError from None


def _wanted(answer: httpx.Response, wait: float) -> float:
    """Seconds that the connector wants to be left alone; as before where it does not say."""
    said = answer.headers.get("retry-after", "")
    return min(max(float(said), 1.0), 300.0) if said.isascii() and said.isdigit() else wait


def _in_path(ident: str) -> str:
    """An id as a part of a path."""
    return quote(ident.encode("utf-8", "replace"), safe=":@;=")
