"""The log: on standard error, never with the bot's token, and no words of an error, which may be somebody's."""

from __future__ import annotations

import logging
import sys
from types import TracebackType

from bot.service import anonymous

_QUIET = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "mcp": logging.WARNING,  # at INFO it logs what a tool could not do, in words that may be somebody's
    "nio": logging.CRITICAL,  # it logs events that it cannot read, with the words in them
    "telegram": logging.WARNING,
    "telegram.ext.AIORateLimiter": logging.CRITICAL,  # waiting is in order, and limits.py says when it happens
    "telegram.request.BaseRequest": logging.CRITICAL,  # it logs whole answers that it cannot read
    "uvicorn": logging.WARNING,
}
"""Loggers of libraries, and from which level they are heard: at INFO, httpx logs addresses, which hold the token."""


class Discreet(logging.Formatter):
    """Lays out records without secrets, whatever stands in their message, arguments or traceback."""

    def __init__(self, *secrets: str) -> None:
        """Remember what may not be said.

        Args:
            secrets: such as the token; empty ones count for nothing.
        """
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = [secret for secret in secrets if secret]

    def format(self, record: logging.LogRecord) -> str:
        """A record as text."""
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text

    def formatException(  # noqa: N802  (the standard library's name)
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """A traceback without the errors' own words."""
        return anonymous(ei[1]) if ei[1] is not None else ""


def set_up(*secrets: str) -> None:
    """Log to standard error from now on.

    Args:
        secrets: what is struck out.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet(*secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name, level in _QUIET.items():
        logging.getLogger(name).setLevel(level)
