"""How the HTTP API is set up. It is always on."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.config import SettingError

VARIABLES = {
    "keys": "SIFFERSVAR_API_KEYS",
    "origins": "SIFFERSVAR_CORS_ORIGINS",
    "per_minute": "SIFFERSVAR_API_PER_MINUTE",
}
"""Field of `ApiSettings` -> environment variable."""

SHORTEST_KEY = 16
"""Characters of a key at least: it cannot be guessed within the rate limits."""


@dataclass(frozen=True, slots=True)
class ApiSettings:
    """How the API is set up. An empty variable counts as not set.

    Attributes:
        keys: SIFFERSVAR_API_KEYS, SHA-256 of each key of which a request must show one; none is asked for where there
            are none. The keys themselves are not kept.
        origins: SIFFERSVAR_CORS_ORIGINS, origins of web pages that may read the API in a browser, or `*`.
        per_minute: SIFFERSVAR_API_PER_MINUTE, how many answers a minute are worked out for one key or address; 0 is no
            limit, None that of a person on any channel (SIFFERSVAR_QUESTIONS_PER_MINUTE).
    """

    keys: frozenset[bytes] = field(default=frozenset(), repr=False)
    origins: tuple[str, ...] = ()
    per_minute: float | None = None

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> ApiSettings:
        """The settings that an environment holds.

        Args:
            environ: variables and their values, such as `os.environ`.

        Returns:
            The settings.

        Raises:
            SettingError: a value cannot be used.
        """  # noqa: DOC502  (raised by what is called)
        return cls(_keys(environ), _origins(environ), _pace(environ))


def digest(key: bytes) -> bytes:
    """What is kept of a key, and compared."""
    return hashlib.sha256(key).digest()


def _words(environ: Mapping[str, str], name: str) -> list[str]:
    """What stands in a variable, with commas or spaces between."""
    return environ.get(VARIABLES[name], "").replace(",", " ").split()


def _keys(environ: Mapping[str, str]) -> frozenset[bytes]:
    """Digests of the keys; a bad key is not shown."""
    keys = _words(environ, "keys")
    if any(len(key) < SHORTEST_KEY or not key.isascii() or not key.isprintable() for key in keys):
        raise SettingError(VARIABLES["keys"], "…", "bad_api_keys_setting")
    return frozenset(digest(key.encode()) for key in keys)


def _origins(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Origins, each a scheme, a host and maybe a port, or all."""
    origins = tuple(dict.fromkeys(origin.rstrip("/") for origin in _words(environ, "origins")))
    for origin in origins:
        if origin != "*" and not re.fullmatch(r"https?://[A-Za-z0-9.\-\[\]:]+", origin):
            raise SettingError(VARIABLES["origins"], origin, "bad_origins_setting")
    return origins


def _pace(environ: Mapping[str, str]) -> float | None:
    """A number a minute, 0 or more; None where it is not set."""
    value = environ.get(VARIABLES["per_minute"], "")
    if not value.strip():
        return None
    try:
        pace = float(value)
    except ValueError:
        pace = math.nan
    if not 0 <= pace < math.inf:
        raise SettingError(VARIABLES["per_minute"], value, "bad_pace_setting")
    return pace
