"""What has had its time is deleted; and a chat that has something to do is never left out."""

from __future__ import annotations

from sqlalchemy import Connection, delete, exists, select

from bot.state.schema import (
    CLOSED,
    answered,
    feedback,
    inbox,
    keep,
    lease,
    mark,
    memory,
    outbox,
    person,
    token,
    unanswered,
)

KNOWN = 48 * 3600.0
"""Seconds for which the number of a closed update stays known: twice as long as Telegram keeps an update. By then an
open one is of a channel that nobody serves any more, and its words go, too."""


def sweep(connection: Connection, now: float) -> None:
    """Delete what expired.

    Args:
        connection: in a transaction.
        now: seconds since 1970.
    """
    known = (inbox.c.channel == outbox.c.channel) & (inbox.c.number == outbox.c.number)
    connection.execute(delete(outbox).where(exists().where(known, inbox.c.changed < now - KNOWN)))
    connection.execute(delete(inbox).where(inbox.c.changed < now - KNOWN))
    for table in (answered, mark, memory, token, person, unanswered, feedback):
        connection.execute(delete(table).where(table.c.expires <= now))
    without = (
        select(inbox.c.chat)
        .where(inbox.c.state != CLOSED, inbox.c.chat.not_in(select(lease.c.chat)), inbox.c.changed < now - 60)
        .distinct()
    )
    chats = sorted(connection.scalars(without))
    keep(connection, lease, [{"chat": chat, "holder": "", "until": 0.0, "since": now} for chat in chats])
