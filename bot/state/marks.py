"""Marks: short texts under keys of a channel's own, such as up to where it has read. Each goes at some time."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from bot.state.schema import keep, mark

_ONE = select(mark.c.value).where(mark.c.key == bindparam("of"), mark.c.expires > bindparam("now"))


def read(connection: Connection, key: str, now: float) -> str | None:
    """What stands under a key; None where it expired or never was."""
    value: str | None = connection.scalar(_ONE, {"of": key, "now": now})
    return value


def write(connection: Connection, key: str, value: str, expires: float) -> None:
    """Put something under a key until then, in place of what stood there."""
    keep(connection, mark, [{"key": key, "value": value, "expires": expires}], "value", "expires")
