"""Who is at which chat: one process at a time, so that a chat's updates are answered in order."""

from __future__ import annotations

import hashlib
import os
import secrets
import socket
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, bindparam, delete, exists, select, update

from bot.state.schema import CLOSED, inbox, keep, lease

LASTS = 10.0
"""Seconds for which a chat is held, unless that is renewed."""

_PROCESS = secrets.token_hex(6)
"""What tells this process from one that had its number before it, as the first process of a container always has."""

_HELD = select(lease.c.holder).where(lease.c.chat == bindparam("of")).with_for_update()
_OPEN = select(exists().where(inbox.c.chat == bindparam("of"), inbox.c.state != CLOSED))
_GO = delete(lease).where(lease.c.chat == bindparam("of"))
_HOLDERS = select(lease.c.holder).where(lease.c.until > bindparam("now")).distinct()


def holder() -> str:
    """A name for somebody in this process: where it runs, its number there, its word, and one of their own."""
    return f"{_place()}:{os.getpid()}:{_PROCESS}-{secrets.token_hex(6)}"


def claim(connection: Connection, channel: str, me: str, now: float, most: int) -> list[str]:
    """Take hold of chats with something to do that nobody holds, those that waited longest first.

    Args:
        connection: in a transaction.
        channel: whose chats; their keys begin with it.
        me: the holder.
        now: seconds since 1970.
        most: how many at most.

    Returns:
        The chats' keys.
    """
    free = (
        select(lease.c.chat)
        .where(lease.c.until <= now, lease.c.chat.startswith(f"{channel}:", autoescape=True))
        .order_by(lease.c.until, lease.c.since)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    chats = list(connection.scalars(free))
    if chats:
        connection.execute(update(lease).where(lease.c.chat.in_(chats)).values(holder=me, until=now + LASTS))
    return chats


def take(connection: Connection, key: str, me: str, now: float) -> bool:
    """Take hold of something that one process does at a time, such as reading a platform's events, or hold on to it.

    Args:
        connection: in a transaction.
        key: what; it begins with no channel's name, so that it is not taken for a chat.
        me: the holder.
        now: seconds since 1970.

    Returns:
        Whether it is held by me.
    """
    keep(connection, lease, [{"chat": key, "holder": "", "until": 0.0, "since": now}])
    mine = (lease.c.chat == key) & ((lease.c.until <= now) | (lease.c.holder == me))
    return connection.execute(update(lease).where(mine).values(holder=me, until=now + LASTS)).rowcount == 1


def renew(connection: Connection, me: str, now: float) -> None:
    """Hold on to everything that is held."""
    connection.execute(update(lease).where(lease.c.holder == me).values(until=now + LASTS))


def held(connection: Connection, chat: str, me: str) -> bool:
    """Whether a chat is held by me, until the end of this transaction at least."""
    return connection.scalar(_HELD, {"of": chat}) == me


def release(connection: Connection, chat: str, me: str) -> bool:
    """Let go of a chat about which nothing is left to do.

    Returns:
        Whether it is held no more; where an update came meanwhile, it still is.
    """
    if not held(connection, chat, me):
        return True
    if connection.scalar(_OPEN, {"of": chat}):
        return False
    connection.execute(_GO, {"of": chat})
    return True


def leave(connection: Connection, me: str, chats: Sequence[str] | None = None) -> None:
    """Let others take the chats that are held, all or some of them, whatever is left to do."""
    mine = lease.c.holder == me if chats is None else (lease.c.holder == me) & lease.c.chat.in_(chats)
    connection.execute(update(lease).where(mine).values(holder="", until=0.0))


def free_the_dead(connection: Connection, me: str, now: float) -> None:
    """Let go of chats held by processes of this place that are certainly gone, such as one that was killed.

    Args:
        connection: in a transaction.
        me: a holder of this process; what its other holders have, such as those of other channels, they keep.
        now: seconds since 1970.
    """
    here, number, own = me.rsplit(":", 2)
    for other in list(connection.scalars(_HOLDERS, {"now": now})):
        where, _, rest = other.partition(":")
        pid, _, word = rest.partition(":")
        if where != here or not pid.isdigit() or word.partition("-")[0] == own.partition("-")[0]:
            continue
        if pid == number or not _alive(int(pid)):
            leave(connection, other)


def _alive(pid: int) -> bool:
    """Whether there is a process with this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _place() -> str:
    """A hash of what process numbers are counted within: host, its start, and the container's own count."""
    marks = [socket.gethostname()]
    try:
        marks += [Path("/proc/sys/kernel/random/boot_id").read_text("ascii"), str(Path("/proc/self/ns/pid").readlink())]
    except OSError:
        marks.append(os.name)
    return hashlib.sha256("\x1f".join(marks).encode("utf-8", "replace")).hexdigest()[:16]
