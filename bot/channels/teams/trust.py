"""Whether a request comes from Microsoft's connector: its token (JWT), checked by Microsoft's own SDK.

The SDK's `TokenValidator` is used by itself, not its `HttpServer`: that one answers 500 to a body it cannot read, logs
what stands in it, and takes tokens of a second kind that name no service URL.
"""

from __future__ import annotations

import asyncio
import logging
import re
import warnings
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jwt
from microsoft_teams.api.auth.cloud_environment import PUBLIC, with_overrides
from microsoft_teams.common.experimental import ExperimentalWarning

from bot.channels.teams.settings import TeamsSettings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", ExperimentalWarning)  # of a part of it that is not used here
    from microsoft_teams.apps.auth import TokenValidator

logger = logging.getLogger("siffersvar.teams")

_LONGEST = 16_384
"""Characters of a token at most."""
_KEY_IDENT = re.compile(r"[\w.=-]{1,200}", re.ASCII)
_WITHIN = 10.0
"""Seconds for Microsoft's keys to come."""


class DistrustError(Exception):
    """A request that is not from Microsoft's connector."""


class KeysError(Exception):
    """The keys cannot be fetched now, so nobody can be trusted or refused."""


class Trust:
    """Checks tokens, in threads of its own: fetching keys waits for the network."""

    def __init__(self, settings: TeamsSettings) -> None:
        """Begin without keys.

        Args:
            settings: the bot's id, and where the keys are.
        """
        cloud = with_overrides(PUBLIC, openid_metadata_url=settings.openid_url)
        self._validator = TokenValidator.for_service(settings.app_id or "", cloud=cloud)
        self._threads = ThreadPoolExecutor(2, "teams trust")
        # It logs each refusal with words out of a token that nobody has signed.
        logging.getLogger("microsoft_teams.apps.auth").setLevel(logging.CRITICAL)

    async def check(self, authorization: str, service_url: str) -> None:
        """Check a request's token.

        Args:
            authorization: the header.
            service_url: where the activity says that answers are to be sent; the token must say the same.

        Raises:
            DistrustError: there is no token, or it is not from Microsoft's connector, not for this bot, or over.
            KeysError: the keys cannot be fetched now.
        """
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not service_url or not _readable(token):
            raise DistrustError
        loop = asyncio.get_running_loop()
        try:
            claims = await asyncio.wait_for(
                loop.run_in_executor(self._threads, self._claims, token, service_url), _WITHIN
            )
        except (jwt.PyJWKClientConnectionError, TimeoutError) as error:
            logger.warning("Microsoft's keys cannot be fetched (%s)", type(error).__name__)
            raise KeysError from error
        except jwt.PyJWTError as error:
            raise DistrustError from error
        if "exp" not in claims:
            raise DistrustError

    def close(self) -> None:
        """End the threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _claims(self, token: str, service_url: str) -> dict[str, Any]:
        """What a token says, once it is checked."""
        return asyncio.run(self._validator.validate_token(token, service_url))


def _readable(token: str) -> bool:
    """Whether a token can be looked at: signed in the one way that is used, by a key with a name that is one."""
    if not 0 < len(token) <= _LONGEST:
        return False
    try:
        header = jwt.get_unverified_header(token)
    except jwt.PyJWTError:
        return False
    ident = header.get("kid")
    return header.get("alg") == "RS256" and isinstance(ident, str) and _KEY_IDENT.fullmatch(ident) is not None
