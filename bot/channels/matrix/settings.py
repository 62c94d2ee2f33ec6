"""The settings of the Matrix channel, from the environment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.config import SettingError

VARIABLES = {
    "homeserver": "MATRIX_HOMESERVER",
    "token": "MATRIX_ACCESS_TOKEN",
    "user": "MATRIX_USER",
    "password": "MATRIX_PASSWORD",
    "allowed": "MATRIX_ALLOWED",
}
"""Field of `MatrixSettings` -> environment variable."""

_ADDRESS = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")
_USER = re.compile(r"@[^\s:]+:[^\s/]+")
_ALLOWED = re.compile(r"[!@]\S+|[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
"""A room, a person, or a homeserver's name."""


@dataclass(frozen=True, slots=True)
class MatrixSettings:
    """How the bot is set up on Matrix.

    Attributes:
        homeserver: MATRIX_HOMESERVER, the address of the homeserver's client API.
        token: MATRIX_ACCESS_TOKEN, the access token of the bot's account.
        user: MATRIX_USER, the bot's full id, with a password.
        password: MATRIX_PASSWORD, with which the bot logs in once where it has no access token.
        allowed: MATRIX_ALLOWED, homeservers, people and rooms from which an invitation is accepted; all where empty.
    """

    homeserver: str
    token: str | None = field(default=None, repr=False)
    user: str = ""
    password: str | None = field(default=None, repr=False)
    allowed: frozenset[str] = frozenset()

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> MatrixSettings | None:
        """The settings that an environment holds.

        Args:
            environ: variables and their values.

        Returns:
            The settings; None where no homeserver is set: the channel is not switched on.

        Raises:
            SettingError: a value cannot be used, or one is missing beside another.
        """
        homeserver = environ.get(VARIABLES["homeserver"], "").strip().rstrip("/")
        token = environ.get(VARIABLES["token"], "").strip()
        user = environ.get(VARIABLES["user"], "").strip()
        password = environ.get(VARIABLES["password"], "")
        if not homeserver:
            for name, value in (("token", token), ("password", password)):
                if value:
                    raise SettingError(VARIABLES[name], "…", "bad_matrix_alone_setting")
            return None
        if not _ADDRESS.fullmatch(homeserver):
            raise SettingError(VARIABLES["homeserver"], homeserver, "bad_address_setting")
        if user and not _USER.fullmatch(user):
            raise SettingError(VARIABLES["user"], user, "bad_matrix_user_setting")
        if not token and not (user and password):
            raise SettingError(VARIABLES["homeserver"], homeserver, "bad_matrix_login_setting")
        allowed = frozenset(environ.get(VARIABLES["allowed"], "").replace(",", " ").split())
        wrong = sorted(each for each in allowed if not _ALLOWED.fullmatch(each))
        if wrong:
            raise SettingError(VARIABLES["allowed"], wrong[0], "bad_matrix_allowed_setting")
        return cls(homeserver, token or None, user, password or None, allowed)

    def accepts(self, room: str, inviter: str) -> bool:
        """Whether an invitation is accepted: to a room, by a person, each by full id."""
        return not self.allowed or bool(self.allowed & {room, inviter, inviter.partition(":")[2]})
