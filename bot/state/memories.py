"""What is remembered of conversations, for as long as the settings say."""

from __future__ import annotations

import json

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy import text as sql

from bot.state.privacy import masked_within
from bot.state.schema import keep, memory
from knowledge.memory import Memory

_WORDS = frozenset({"question", "asked", "options"})
"""Fields of a turn that hold a person's words."""
_ONE = select(memory.c.content).where(memory.c.conversation == bindparam("of"), memory.c.expires > bindparam("now"))


_LOCK = sql("SELECT pg_advisory_xact_lock(hashtextextended(:of, 0))")


def to_json(remembered: Memory) -> str:
    """A memory as JSON, with personal numbers and addresses masked."""
    return json.dumps(masked_within(remembered.to_data(), _WORDS), ensure_ascii=False)


def from_json(text: str) -> Memory:
    """The memory that was kept; an empty one where another version kept it in a form that this one cannot read."""
    try:
        return Memory.from_data(json.loads(text))
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
        return Memory()


def read(connection: Connection, conversation: str, now: float) -> Memory:
    """What is remembered of a conversation; nothing where it expired."""
    return parsed(kept(connection, conversation, now))


def kept(connection: Connection, conversation: str, now: float) -> str | None:
    """What is remembered of a conversation, as it is kept; None where nothing is or it expired."""
    text: str | None = connection.scalar(_ONE, {"of": conversation, "now": now})
    return text


def parsed(text: str | None) -> Memory:
    """The memory that `kept` gave."""
    return from_json(text) if text is not None else Memory()


def lock(connection: Connection, conversation: str) -> None:
    """Have other transactions that would write this conversation (or person) wait until the end of this one."""
    if connection.dialect.name == "postgresql":  # on SQLite, one transaction at a time writes at all
        connection.execute(_LOCK, {"of": conversation})


def write(connection: Connection, conversation: str, remembered: Memory, expires: float) -> None:
    """Remember a conversation until then; an empty memory is none."""
    if not remembered.turns:
        forget(connection, conversation)
        return
    row = {"conversation": conversation, "content": to_json(remembered), "expires": expires}
    keep(connection, memory, [row], "content", "expires")


def forget(connection: Connection, conversation: str) -> None:
    """Forget a conversation."""
    connection.execute(delete(memory).where(memory.c.conversation == conversation))
