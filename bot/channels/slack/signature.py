"""Whether a request comes from Slack, and now: its signature and its time."""

from __future__ import annotations

import re
from collections.abc import Callable

from slack_sdk.signature import Clock, SignatureVerifier
from starlette.requests import Request

TIME_HEADER = "x-slack-request-timestamp"
SIGNATURE_HEADER = "x-slack-signature"

_TIME = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


class _At(Clock):
    """Tells the time by which the others of this process go."""

    def __init__(self, now: Callable[[], float]) -> None:
        """Go by a clock."""
        self._now = now

    def now(self) -> float:
        """Seconds since 1970."""
        return self._now()


class Signatures:
    """Checks them.

    The SDK's verifier compares in constant time and refuses what is older than five minutes; it is asked only about
    headers and bodies that it can read, since it raises an error at others.
    """

    def __init__(self, secret: str, now: Callable[[], float]) -> None:
        """Check by a secret.

        Args:
            secret: the app's signing secret.
            now: seconds since 1970.
        """
        self._verifier = SignatureVerifier(secret, _At(now))

    def right(self, request: Request, body: bytes) -> bool:
        """Whether a request comes from Slack, and now.

        Args:
            request: has the headers, each of which must be there once.
            body: as it came.

        Returns:
            Whether all of it is right.
        """
        times, signatures = request.headers.getlist(TIME_HEADER), request.headers.getlist(SIGNATURE_HEADER)
        if len(times) != 1 or len(signatures) != 1:
            return False
        if not _TIME.fullmatch(times[0]) or not _SIGNATURE.fullmatch(signatures[0]):
            return False
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return False
        return self._verifier.is_valid(text, times[0], signatures[0])
