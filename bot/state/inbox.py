"""Updates that came: kept before they are acknowledged, each once, until nothing is left to do about them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, select, update

from bot.state.schema import CLOSED, NEW, PLANNED, inbox, keep, lease, outbox

ANSWERED, EXPIRED, FAILED, BLOCKED, UNCERTAIN = "answered", "expired", "failed", "blocked", "uncertain"
WITHDRAWN = "withdrawn"
"""How an update ended: done; too old; by a fault of the program; its chat is closed; nobody knows; taken back."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """An update as it came: its channel and number, the chat whose order it keeps, when it was written, and itself.

    `ident` is what the platform calls it, where that is not its number.
    """

    channel: str
    number: int
    chat: str
    content: str
    asked: float
    ident: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """An update about which something is to be done; `planned` where what that is was kept."""

    number: int
    content: str
    asked: float
    planned: bool


_OPEN = (
    select(inbox.c.number, inbox.c.content, inbox.c.asked, inbox.c.state)
    .where(inbox.c.chat == bindparam("of"), inbox.c.state != CLOSED)
    .order_by(inbox.c.number)
    .limit(bindparam("most"))
)
_PLANNED = (
    update(inbox)
    .where(inbox.c.channel == bindparam("of"), inbox.c.number == bindparam("at"), inbox.c.state == NEW)
    .values(state=PLANNED)
)
_CLOSE = (
    update(inbox)
    .where(inbox.c.channel == bindparam("of"), inbox.c.number == bindparam("at"), inbox.c.state != CLOSED)
    .values(state=CLOSED, chat="", content="", outcome=bindparam("ended"), changed=bindparam("now"))
)
_EMPTY = delete(outbox).where(outbox.c.channel == bindparam("of"), outbox.c.number == bindparam("at"))


def put(connection: Connection, updates: Sequence[Arrived], now: float) -> None:
    """Keep updates; those that were kept before, or closed, are nothing new.

    Args:
        connection: in a transaction.
        updates: what came, in order.
        now: seconds since 1970.
    """
    rows = [
        {
            "channel": each.channel,
            "number": each.number,
            "ident": each.ident or str(each.number),
            "chat": each.chat,
            "state": NEW,
            "asked": each.asked,
            "content": each.content,
            "outcome": "",
            "changed": now,
        }
        for each in updates
    ]
    keep(connection, inbox, rows)
    # Each chat once, in an order that is the same for all, so that two who put wait for each other at most once.
    chats = sorted({each.chat for each in updates})
    # Written also where the chat is there, which waits for someone who is just about to let it go.
    keep(connection, lease, [{"chat": chat, "holder": "", "until": 0.0, "since": now} for chat in chats], "chat")


def next_number() -> int:
    """A number for an update of a platform that has none: later ones are larger, those of other processes too."""
    return time.time_ns()


def of_chat(connection: Connection, chat: str, most: int) -> list[Open]:
    """The updates of a chat that are open, oldest first, at most so many."""
    found = connection.execute(_OPEN, {"of": chat, "most": most})
    return [Open(row.number, row.content, row.asked, row.state == PLANNED) for row in found]


def withdraw(connection: Connection, channel: str, idents: Sequence[str], now: float) -> None:
    """Close updates that were taken back by whoever wrote them, unless what to do about them is kept already.

    Args:
        connection: in a transaction.
        channel: where they came.
        idents: what the platform calls them.
        now: seconds since 1970.
    """
    theirs = (inbox.c.channel == channel, inbox.c.ident.in_(idents), inbox.c.state == NEW)
    connection.execute(
        update(inbox).where(*theirs).values(state=CLOSED, chat="", content="", outcome=WITHDRAWN, changed=now)
    )


def mark_planned(connection: Connection, channel: str, number: int) -> bool:
    """Note that what to do about an update is kept in this transaction; whether nobody did so before."""
    return connection.execute(_PLANNED, {"of": channel, "at": number}).rowcount == 1


def close(connection: Connection, channel: str, number: int, outcome: str, now: float) -> bool:
    """Let go of an update's content and of what is left to do about it; its number stays known.

    Returns:
        Whether it was open.
    """
    connection.execute(_EMPTY, {"of": channel, "at": number})
    ended = {"of": channel, "at": number, "ended": outcome, "now": now}
    return connection.execute(_CLOSE, ended).rowcount == 1
