"""The first tables: updates, what is to be done about them, conversations, tokens, people and notes."""

from alembic import op
from sqlalchemy import BigInteger, Column, Float, Integer, String, Text, text

revision = "1"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table("state_meta", Column("key", String, primary_key=True), Column("value", String, nullable=False))
    op.create_table(
        "inbox",
        Column("channel", String, primary_key=True),
        Column("number", BigInteger, primary_key=True, autoincrement=False),
        Column("chat", Text, nullable=False),
        Column("state", String, nullable=False),
        Column("asked", Float(53), nullable=False),
        Column("content", Text, nullable=False),
        Column("outcome", String, nullable=False),
        Column("changed", Float(53), nullable=False),
    )
    opened = text("state != 'closed'")
    op.create_index("inbox_open", "inbox", ["chat", "number"], sqlite_where=opened, postgresql_where=opened)
    op.create_index("inbox_changed", "inbox", ["changed"])
    op.create_table(
        "outbox",
        Column("channel", String, primary_key=True),
        Column("number", BigInteger, primary_key=True, autoincrement=False),
        Column("position", Integer, primary_key=True, autoincrement=False),
        Column("chat", Text, nullable=False),
        Column("state", String, nullable=False),
        Column("action", Text, nullable=False),
        Column("answers", String, nullable=False),
    )
    op.create_index("outbox_chat", "outbox", ["chat", "number", "position"])
    op.create_table(
        "lease",
        Column("chat", Text, primary_key=True),
        Column("holder", String, nullable=False),
        Column("until", Float(53), nullable=False),
        Column("since", Float(53), nullable=False),
    )
    op.create_index("lease_until", "lease", ["until", "since"])
    op.create_table(
        "answered",
        Column("question", String, primary_key=True),
        Column("message", BigInteger, primary_key=True, autoincrement=False),
        Column("expires", Float(53), nullable=False, index=True),
    )
    op.create_table(
        "memory",
        Column("conversation", String, primary_key=True),
        Column("content", Text, nullable=False),
        Column("expires", Float(53), nullable=False, index=True),
    )
    op.create_table(
        "token",
        Column("token", String, primary_key=True),
        Column("kind", String, nullable=False),
        Column("payload", Text, nullable=False),
        Column("person", String, index=True),
        Column("expires", Float(53), nullable=False, index=True),
    )
    op.create_table(
        "person",
        Column("person", String, primary_key=True),
        Column("language", String),
        Column("busy_until", Float(53), nullable=False),
        Column("expires", Float(53), nullable=False, index=True),
    )
    op.create_table(
        "unanswered",
        Column("id", Integer, primary_key=True),
        Column("question", Text, nullable=False),
        Column("reason", String, nullable=False),
        Column("language", String, nullable=False),
        Column("day", String, nullable=False),
        Column("expires", Float(53), nullable=False, index=True),
    )
    op.create_table(
        "feedback",
        Column("id", Integer, primary_key=True),
        Column("answer", String, nullable=False),
        Column("question", Text, nullable=False),
        Column("verdict", String, nullable=False),
        Column("reason", Text, nullable=False),
        Column("day", String, nullable=False),
        Column("expires", Float(53), nullable=False, index=True),
    )
