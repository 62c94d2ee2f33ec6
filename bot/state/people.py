"""What is kept about a person (a keyed hash): the language that they chose, and how much they asked just now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from sqlalchemy import Connection, bindparam, delete, select

from bot.state.schema import keep, person
from knowledge.model import Language

LASTS = 365 * 86_400.0
"""Seconds for which a chosen language is remembered."""
_MINUTE = 60.0
_ONE = select(person).where(person.c.person == bindparam("of"), person.c.expires > bindparam("now"))


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept about a person."""

    language: Language | None = None
    busy_until: float = 0.0


def read(connection: Connection, ident: str, now: float) -> Known:
    """What is kept about a person; nothing, where there is nothing."""
    row = connection.execute(_ONE, {"of": ident, "now": now}).one_or_none()
    return Known(cast("Language | None", row.language), row.busy_until) if row else Known()


def write(connection: Connection, ident: str, known: Known, now: float) -> None:
    """Keep what is known about a person: a language for long, what they asked only for as long as it counts."""
    expires = now + LASTS if known.language else known.busy_until
    if expires <= now:
        connection.execute(delete(person).where(person.c.person == ident))
        return
    row = {"person": ident, "language": known.language, "busy_until": known.busy_until, "expires": expires}
    keep(connection, person, [row], "language", "busy_until", "expires")


def paced(busy_until: float, now: float, per_minute: float) -> tuple[float, float]:
    """Count one question against a pace, of which a minute's worth may come at once.

    Args:
        busy_until: until when what was asked before takes at that pace.
        now: seconds since 1970.
        per_minute: the pace; 0 is none.

    Returns:
        Seconds to wait until a question may be asked, 0 if this one may; and until when they are busy now.
    """
    if not per_minute:
        return 0.0, 0.0
    after = max(busy_until, now) + _MINUTE / per_minute
    over = after - now - _MINUTE
    return (0.0, after) if over <= 1e-6 else (over, busy_until)
