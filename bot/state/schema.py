"""The tables of the state database (SQLAlchemy Core): the same on SQLite and PostgreSQL.

Times are seconds since 1970 (UTC). Ids that a platform would know stand in `inbox` and `outbox` alone, and leave with
the content when an update is closed; everywhere else stand keyed hashes. Everything has a time at which it goes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Dialect,
    Executable,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    inspect,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeDecorator

from bot.state.errors import StateVersionError

SCHEMA_VERSION = "3"
"""Changes whenever the tables do, with a script in `migrations/versions` of that number."""

NEW, PLANNED, CLOSED = "new", "planned", "closed"
"""States of an update: its answer must be worked out; that was kept and must be sent; nothing is left to do."""
WAITING, SENDING, UNCERTAIN = "waiting", "sending", "uncertain"
"""States of an action: to be done; begun; begun, and nobody knows whether it was done. What is done is deleted."""

_BUILDING = 7_406_651_329
"""Number of the lock under which one of several processes makes the tables."""


class Written(TypeDecorator[str]):
    """Text that every database takes: PostgreSQL refuses NUL, and no encoding has half a surrogate pair."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Text -> the same with U+FFFD for what cannot be kept."""
        if value is None or (value.isascii() and "\0" not in value):
            return value
        return value.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


metadata = MetaData()

meta = Table("state_meta", metadata, Column("key", String, primary_key=True), Column("value", String, nullable=False))

stamped = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
"""Alembic's own table, by which it knows the version of the others."""

inbox = Table(
    "inbox",
    metadata,
    Column("channel", String, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("ident", Written, nullable=False),
    Column("chat", Written, nullable=False),
    Column("state", String, nullable=False),
    Column("asked", Float(53), nullable=False),
    Column("content", Written, nullable=False),
    Column("outcome", String, nullable=False),
    Column("changed", Float(53), nullable=False),
)
"""Updates by channel and number, each once; `asked` is when its person wrote it, `content` the update as it came.

`ident` is what the platform calls it, by which it is known when it comes again; their numbers are in order in a chat.
"""
Index("inbox_ident", inbox.c.channel, inbox.c.ident, unique=True)
Index(
    "inbox_open",
    inbox.c.chat,
    inbox.c.number,
    sqlite_where=inbox.c.state != CLOSED,
    postgresql_where=inbox.c.state != CLOSED,
)
Index("inbox_changed", inbox.c.changed)

outbox = Table(
    "outbox",
    metadata,
    Column("channel", String, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("chat", Written, nullable=False),
    Column("state", String, nullable=False),
    Column("action", Written, nullable=False),
    Column("answers", String, nullable=False),
)
"""What is to be done about an update, in order; `answers` is the keyed hash of the message that it answers."""
Index("outbox_chat", outbox.c.chat, outbox.c.number, outbox.c.position)

lease = Table(
    "lease",
    metadata,
    Column("chat", Written, primary_key=True),
    Column("holder", String, nullable=False),
    Column("until", Float(53), nullable=False),
    Column("since", Float(53), nullable=False),
)
"""Chats with something to do, and who is at it until when (0: nobody)."""
Index("lease_until", lease.c.until, lease.c.since)

answered = Table(
    "answered",
    metadata,
    Column("question", String, primary_key=True),
    Column("message", BigInteger, primary_key=True, autoincrement=False),
    Column("expires", Float(53), nullable=False, index=True),
)
"""Which messages answered a message (its keyed hash), for when it is edited."""

memory = Table(
    "memory",
    metadata,
    Column("conversation", String, primary_key=True),
    Column("content", Written, nullable=False),
    Column("expires", Float(53), nullable=False, index=True),
)

token = Table(
    "token",
    metadata,
    Column("token", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("payload", Written, nullable=False),
    Column("person", String, index=True),
    Column("expires", Float(53), nullable=False, index=True),
)

person = Table(
    "person",
    metadata,
    Column("person", String, primary_key=True),
    Column("language", String),
    Column("busy_until", Float(53), nullable=False),
    Column("expires", Float(53), nullable=False, index=True),
)
"""A person's chosen language, and until when what they asked lately takes at the permitted pace."""

mark = Table(
    "mark",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Written, nullable=False),
    Column("expires", Float(53), nullable=False, index=True),
)
"""What a channel keeps under keys of its own: how far it has read, which of its messages offers what."""

unanswered = Table(
    "unanswered",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("question", Written, nullable=False),
    Column("reason", String, nullable=False),
    Column("language", String, nullable=False),
    Column("day", String, nullable=False),
    Column("expires", Float(53), nullable=False, index=True),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("answer", String, nullable=False),
    Column("question", Written, nullable=False),
    Column("verdict", String, nullable=False),
    Column("reason", Written, nullable=False),
    Column("day", String, nullable=False),
    Column("expires", Float(53), nullable=False, index=True),
)


def prepare(connection: Connection, shown: str) -> None:
    """Make the tables where they are missing, and bring those of an earlier version up to this one.

    It is done once, however many processes begin at the same time: the others wait.

    Args:
        connection: in a transaction that may write.
        shown: the database's URL as messages show it.

    Raises:
        StateVersionError: the tables are those of a later version.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _BUILDING})
    if not inspect(connection).has_table(meta.name):
        metadata.create_all(connection)
        connection.execute(meta.insert(), {"key": "state_version", "value": SCHEMA_VERSION})
        stamp(connection, SCHEMA_VERSION)
        return
    version = connection.scalar(select(meta.c.value).where(meta.c.key == "state_version")) or "?"
    if version == SCHEMA_VERSION:
        if not is_stamped(connection):
            stamp(connection, version)
    elif version.isdecimal() and int(version) < int(SCHEMA_VERSION):
        from bot.state.upgrading import upgrade  # noqa: PLC0415  (Alembic is slow to import, and seldom needed)

        upgrade(connection, version)
    else:
        raise StateVersionError(shown, version, SCHEMA_VERSION)


def is_stamped(connection: Connection) -> bool:
    """Whether Alembic knows the version of the tables."""
    return inspect(connection).has_table(stamped.name)


def stamp(connection: Connection, version: str) -> None:
    """Tell Alembic of which version the tables are.

    Args:
        connection: in a transaction that may write.
        version: the number of the script that leads to them.
    """
    stamped.create(connection)
    connection.execute(stamped.insert(), {"version_num": version})


def keep(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], *replaced: str) -> None:
    """Insert rows; of one whose key is there already, replace these columns, or nothing.

    Args:
        connection: in a transaction that may write.
        table: where.
        rows: each with all columns.
        replaced: columns that a new row puts in place of the old one's.
    """
    if not rows:
        return
    statement = _keeping(connection.dialect.name, table, replaced)
    connection.execute(statement, [dict(row) for row in rows])


@cache
def _keeping(dialect: str, table: Table, replaced: tuple[str, ...]) -> Executable:
    """The statement that inserts or replaces."""
    insert: Any = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(table)
    new = {name: insert.excluded[name] for name in replaced}
    key = list(table.primary_key.columns)
    made: Executable = (
        insert.on_conflict_do_update(index_elements=key, set_=new) if new else insert.on_conflict_do_nothing()
    )
    return made
