"""Tokens: short words in buttons and links that stand for more than fits into them, and outlive the process."""

from __future__ import annotations

import json
import secrets
import string
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select

from bot.state.privacy import masked_within
from bot.state.schema import keep, token
from bot.state.session import Token

ANSWER = "answer"
"""Kind of token of a kept answer object."""
LASTS = 7 * 86_400.0
"""Seconds until a token expires."""
LENGTH = 16

_ALPHABET = string.ascii_letters + string.digits
_WORDS = frozenset({"question"})
_ONE = select(token.c.kind, token.c.payload).where(token.c.token == bindparam("of"), token.c.expires > bindparam("now"))


@dataclass(frozen=True, slots=True)
class Issued:
    """A token to be kept."""

    token: str
    kind: str
    payload: Mapping[str, Any]
    person: str | None
    expires: float


def new() -> str:
    """A token that nobody can guess: 95 bits in letters and digits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(LENGTH))


def write(connection: Connection, issued: list[Issued]) -> None:
    """Keep tokens."""
    rows = [
        {
            "token": each.token,
            "kind": each.kind,
            "payload": json.dumps(masked_within(dict(each.payload), _WORDS), ensure_ascii=False),
            "person": each.person,
            "expires": each.expires,
        }
        for each in issued
    ]
    keep(connection, token, rows)


def read(connection: Connection, word: str, now: float) -> Token | None:
    """What a token stands for; None where it expired or never was."""
    if len(word) != LENGTH or not word.isascii():
        return None
    row = connection.execute(_ONE, {"of": word, "now": now}).one_or_none()
    return Token(row.kind, json.loads(row.payload)) if row else None


def answers_of(connection: Connection, person: str, now: float) -> int:
    """How many answers are kept for a person."""
    mine = (token.c.person == person, token.c.kind == ANSWER, token.c.expires > now)
    return connection.scalar(select(func.count()).select_from(token).where(*mine)) or 0


def forget(connection: Connection, person: str) -> None:
    """Delete all that was kept for a person."""
    connection.execute(delete(token).where(token.c.person == person))
