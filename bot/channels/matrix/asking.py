"""One request to the homeserver: its answer, or an error that says what can be done."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import ClientError
from nio import ErrorResponse  # type: ignore[import-untyped]

_LONGEST_ANSWER = 120.0
"""Seconds for one answer: nio itself waits without end for a room's whole state and for an upload."""
_UNKNOWN = ("M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_USER_DEACTIVATED")
_LIMIT = "M_LIMIT_EXCEEDED"


class TokenError(Exception):
    """The homeserver does not know the access token, or the password, any more."""


class RefusedError(Exception):
    """The homeserver will not do what was asked; `code` is its word for why, such as M_FORBIDDEN."""

    def __init__(self, code: str) -> None:
        """Remember why."""
        super().__init__(code)
        self.code = code


class AwayError(Exception):
    """The homeserver did not answer, or asks for patience: seconds, where it said so."""

    def __init__(self, seconds: float | None, why: str) -> None:
        """Remember both."""
        super().__init__(why)
        self.seconds = seconds


async def raw(given: Any) -> Mapping[str, Any]:
    """What the homeserver said, as it said it."""
    raw: Mapping[str, Any] = await given.transport_response.json()
    return raw


async def answered(ask: Callable[[], Awaitable[Any]]) -> Any:
    """Ask for something once.

    Returns:
        What the homeserver answered.

    Raises:
        AwayError: it did not answer, or asks for patience.
        TokenError: it does not know the login any more.
        RefusedError: it will not do that.
    """
    try:
        async with asyncio.timeout(_LONGEST_ANSWER):
            given = await ask()
    except (ClientError, OSError, TimeoutError) as error:
        raise AwayError(None, type(error).__name__) from None
    if not isinstance(given, ErrorResponse):
        return given
    status = given.transport_response.status if given.transport_response is not None else 0
    code = str(given.status_code or "")
    if code == _LIMIT or status == 429:
        raise AwayError((given.retry_after_ms or 1000) / 1000, "429")
    if status >= 500 or not 400 <= status < 600:
        raise AwayError(None, str(status))
    if code in _UNKNOWN:
        raise TokenError
    raise RefusedError(code or str(status))
