"""One request to Slack, tried again where it certainly was not done, and what became of it where it was not."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.delivery.work import EndedError, WithdrawnError

logger = logging.getLogger("siffersvar.slack")
T = TypeVar("T")

PATIENCE = 900.0
"""Seconds for which something is tried that Slack puts off."""
LONGEST_WAIT = 30.0

_PUT_OFF = frozenset({"ratelimited", "rate_limited", "service_unavailable", "team_added_to_org", "request_timeout"})
"""Errors with which Slack says that nothing was done now, and may be later."""
_ENDED = frozenset({
    "account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked", "team_access_not_granted",
    "org_login_required", "ekm_access_denied",
})  # fmt: skip
"""Errors with which Slack says that the token counts no more."""
_UNKNOWN = frozenset({"fatal_error", "internal_error"})
"""Errors of which Slack says that some of what was asked may have been done."""
_NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
"""Errors before anything was sent."""


class RefusedError(Exception):
    """Slack will not do it; `code` is its word for why."""

    def __init__(self, code: str) -> None:
        """Remember why."""
        super().__init__(code)
        self.code = code


class UnknownError(Exception):
    """Nobody knows whether it was done."""


class PutOffError(Exception):
    """Nothing was done, and it may be tried again after some seconds; None: after as long as usual."""

    def __init__(self, seconds: float | None = None) -> None:
        """Remember when."""
        super().__init__()
        self.seconds = seconds


class Patience:
    """Tries requests again, and keeps away from a method while Slack says so."""

    def __init__(self) -> None:
        """Begin with all methods open."""
        self._closed: dict[str, float] = {}
        self._turns: dict[str, asyncio.Lock] = {}

    async def ask(self, method: str, ask: Callable[[], Awaitable[T]], *, repeatable: bool = False) -> T:
        """Ask Slack for something until it was done, or certainly will not be.

        Args:
            method: what is asked, by which Slack counts.
            ask: asks once; may raise `PutOffError` and `RefusedError` itself.
            repeatable: whether it may be done twice.

        Returns:
            What Slack answered.

        Raises:
            RefusedError: it will not do it.
            UnknownError: nobody knows whether it was done.
            EndedError: the token counts no more.
            WithdrawnError: this was cancelled, and nothing was done.
        """  # noqa: DOC502  (some are raised by what is called)
        end, wait = time.monotonic() + PATIENCE, 1.0
        while True:
            try:
                return await self._in_turn(method, ask, repeatable=repeatable)
            except PutOffError as error:
                seconds = wait if error.seconds is None else error.seconds
                if time.monotonic() + seconds > end:
                    raise RefusedError("put_off_too_long") from error
                logger.warning("%s is tried again in %.0f s", method, seconds)
                if error.seconds is None:
                    wait = min(wait * 2, LONGEST_WAIT)
                    await _pause(seconds)
                else:
                    self._closed[method] = max(self._closed.get(method, 0.0), time.monotonic() + seconds)
                    self._turns.setdefault(method, asyncio.Lock())

    async def _in_turn(self, method: str, ask: Callable[[], Awaitable[T]], *, repeatable: bool) -> T:
        """Ask once when the method is open; one after the other from a refusal until the first that is not refused.

        Raises:
            WithdrawnError: the wait was cancelled.

        Returns:
            What Slack answered.
        """
        await self._opening(method)
        turn = self._turns.get(method)
        if turn is None:
            return await _once(ask, repeatable=repeatable)
        try:
            await turn.acquire()
        except asyncio.CancelledError as error:
            raise WithdrawnError from error
        try:
            await self._opening(method)
            answer = await _once(ask, repeatable=repeatable)
        finally:
            turn.release()
        self._turns.pop(method, None)
        return answer

    async def _opening(self, method: str) -> None:
        """Wait until a method is open."""
        while (left := self._closed.get(method, 0.0) - time.monotonic()) > 0:
            await _pause(left)


async def _pause(seconds: float) -> None:
    """Wait while nothing is under way.

    Raises:
        WithdrawnError: the wait was cancelled.
    """
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError as error:
        raise WithdrawnError from error


async def _once(ask: Callable[[], Awaitable[T]], *, repeatable: bool) -> T:
    """Ask once; what went wrong as one of our own errors."""
    try:
        return await ask()
    except SlackApiError as error:
        _judge(error, repeatable=repeatable)
    except _NOT_SENT as error:
        raise PutOffError from error
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise (PutOffError if repeatable else UnknownError) from error
    raise UnknownError


def _judge(error: SlackApiError, *, repeatable: bool) -> None:
    """Say what an answer means that is none."""
    response = error.response
    status = getattr(response, "status_code", None) or getattr(response, "status", 0)
    data = getattr(response, "data", None)
    code = str(data.get("error") or "") if isinstance(data, dict) else ""
    if status == 429 or code in ("ratelimited", "rate_limited"):
        raise PutOffError(seconds_of(response.headers)) from None
    if code in _ENDED:
        logger.error("Slack refuses the token: %s", code)
        raise EndedError from None
    if status == 503 or code in _PUT_OFF:
        raise PutOffError from None
    if code in _UNKNOWN or not code:
        raise (PutOffError if repeatable else UnknownError) from None
    raise RefusedError(code) from None


def seconds_of(headers: object) -> float:
    """For how long Slack says to keep away: `Retry-After` in whole seconds, one where that is not said."""
    found = next((value for name, value in _items(headers) if name.lower() == "retry-after"), "")
    value = found[0] if isinstance(found, list) and found else found
    return float(value) if isinstance(value, str) and value.isdecimal() and len(value) < 6 else 1.0


def _items(headers: object) -> list[tuple[str, object]]:
    """The headers of an answer, whichever library read it."""
    items = getattr(headers, "items", None)
    return list(items()) if items is not None else []
