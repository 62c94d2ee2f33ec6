"""What has had its time is deleted; and a chat that has something to do is never left out."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from bot.state.schema import (
    CLOSED,
    answered,
    feedback,
    inbox,
    keep,
    lease,
    mark,
    memory,
    person,
    token,
    unanswered,
)

KNOWN = 48 * 3600.0
"""Seconds for which the number of a closed update stays known: twice as long as Telegram keeps an update."""


def sweep(connection: Connection, now: float) -> None:
    """Delete what expired.

    Args:
        connection: in a transaction.
        now: seconds since 1970.
    """
    connection.execute(delete(inbox).where(inbox.c.state == CLOSED, inbox.c.changed < now - KNOWN))
    for table in (answered, mark, memory, token, person, unanswered, feedback):
        connection.execute(delete(table).where(table.c.expires <= now))
    without = (
        select(inbox.c.chat)
        .where(inbox.c.state != CLOSED, inbox.c.chat.not_in(select(lease.c.chat)), inbox.c.changed < now - 60)
        .distinct()
    )
    chats = sorted(connection.scalars(without))
    keep(connection, lease, [{"chat": chat, "holder": "", "until": 0.0, "since": now} for chat in chats])
