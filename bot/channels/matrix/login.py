"""The bot's login: an access token from the settings, or one that a password gave once and that the replicas share."""

from __future__ import annotations

import json

from bot.channels.matrix.client import Homeserver, Login
from bot.channels.matrix.settings import MatrixSettings
from bot.state import marks
from bot.state.database import State

_LASTS = 365 * 86_400.0
"""Seconds for which a login is kept that is not used."""


async def log_in(homeserver: Homeserver, settings: MatrixSettings, state: State) -> Login:
    """Log in.

    Args:
        homeserver: speaks as the account from now on.
        settings: have the token or the password.
        state: keeps the login that a password gave, so that the device stays the same.

    Returns:
        The login.

    Raises:
        TokenError: the homeserver does not know the token, or the password is wrong.
        RefusedError: there is no login by password.
    """  # noqa: DOC502  (raised by what is called)
    if settings.token is not None:
        return await homeserver.who(settings.token)
    key = _key(settings, state)
    kept = state.read(lambda at: marks.read(at, key, state.now()))
    if kept is not None:
        login = Login(**json.loads(kept))
        homeserver.use(login)
        return login
    return await _anew(homeserver, settings, state)


async def log_in_again(homeserver: Homeserver, settings: MatrixSettings, state: State, old: Login) -> Login | None:
    """Log in where the homeserver does not know the old login any more.

    Args:
        homeserver: speaks as the account from now on.
        settings: have the token or the password.
        state: keeps the login.
        old: the login that ended.

    Returns:
        Another one, which a replica may have made; None where there is only the token that is not known.

    Raises:
        TokenError: the password is wrong.
        RefusedError: there is no login by password.
    """  # noqa: DOC502  (raised by what is called)
    if settings.token is not None:
        return None
    login = await log_in(homeserver, settings, state)
    return login if login != old else await _anew(homeserver, settings, state)


async def _anew(homeserver: Homeserver, settings: MatrixSettings, state: State) -> Login:
    """Log in with the password: always as the same device, one for each state database."""
    key = _key(settings, state)
    device = f"SIFFERSVAR{state.hashed('matrix device', settings.user)[:8].upper()}"
    login = await homeserver.login(settings.user, device, settings.password or "")
    written = json.dumps({"user": login.user, "device": login.device, "token": login.token})
    await state.write(lambda at: marks.write(at, key, written, state.now() + _LASTS))
    return login


def _key(settings: MatrixSettings, state: State) -> str:
    """Under which the login is kept."""
    return f"matrix login {state.hashed('matrix login', settings.homeserver, settings.user)}"
