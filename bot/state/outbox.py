"""What is to be done about updates, in order, until it has been done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, select, update

from bot.state.schema import SENDING, UNCERTAIN, WAITING, answered, keep, outbox

EDITABLE = 48 * 3600.0
"""Seconds for which it is known what answered a message: as long as Telegram lets it be edited."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An action that was kept: the update that it is about, its place among that one's actions, and its JSON."""

    channel: str
    number: int
    position: int
    action: str
    answers: str = ""
    state: str = WAITING


_OF_CHAT = select(outbox).where(outbox.c.chat == bindparam("of")).order_by(outbox.c.number, outbox.c.position)
_AT = (
    outbox.c.channel == bindparam("of"),
    outbox.c.number == bindparam("at"),
    outbox.c.position == bindparam("place"),
)
_BEGIN = update(outbox).where(*_AT, outbox.c.state == WAITING).values(state=SENDING)
_SET = update(outbox).where(*_AT).values(state=bindparam("now_is"))
_DONE = delete(outbox).where(*_AT)


def add(connection: Connection, chat: str, actions: Sequence[Kept]) -> None:
    """Keep actions, of a chat."""
    rows = [
        {
            "channel": kept.channel,
            "number": kept.number,
            "position": kept.position,
            "chat": chat,
            "state": kept.state,
            "action": kept.action,
            "answers": kept.answers,
        }
        for kept in actions
    ]
    if rows:
        connection.execute(outbox.insert(), rows)


def of_chat(connection: Connection, chat: str) -> list[Kept]:
    """The actions of a chat that are kept, in order."""
    found = connection.execute(_OF_CHAT, {"of": chat})
    return [Kept(row.channel, row.number, row.position, row.action, row.answers, row.state) for row in found]


def begin(connection: Connection, kept: Kept) -> bool:
    """Note that an action is about to be done; whether it was still waiting."""
    return connection.execute(_BEGIN, _key(kept)).rowcount == 1


def not_begun(connection: Connection, kept: Kept) -> None:
    """Note that an action that had begun was certainly not done."""
    connection.execute(_SET, {**_key(kept), "now_is": WAITING})


def not_known(connection: Connection, kept: Kept) -> None:
    """Note that nobody knows whether an action was done."""
    connection.execute(_SET, {**_key(kept), "now_is": UNCERTAIN})


def done(connection: Connection, kept: Kept, message: int | None, now: float) -> None:
    """Note that an action is done: by which message, where it was one."""
    connection.execute(_DONE, _key(kept))
    answers(connection, kept, message, now)


def answers(connection: Connection, kept: Kept, message: int | None, now: float) -> None:
    """Note which message an action became, where it was one."""
    if message is not None and kept.answers:
        row = {"question": kept.answers, "message": message, "expires": now + EDITABLE}
        keep(connection, answered, [row], "expires")


def answering(connection: Connection, question: str) -> list[int]:
    """The messages that answered a message (its keyed hash), in order."""
    found = select(answered.c.message).where(answered.c.question == question).order_by(answered.c.message)
    return [int(message) for message in connection.scalars(found)]


def withdrawn(connection: Connection, question: str, message: int) -> None:
    """Note that a message is gone and answers nothing any more."""
    connection.execute(delete(answered).where(answered.c.question == question, answered.c.message == message))


def _key(kept: Kept) -> dict[str, object]:
    """Where an action stands."""
    return {"of": kept.channel, "at": kept.number, "place": kept.position}
