"""Channels keep marks: how far they have read, which of their messages offers what."""

from alembic import op
from sqlalchemy import Column, Float, String, Text

revision = "3"
down_revision = "2"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "mark",
        Column("key", String, primary_key=True),
        Column("value", Text, nullable=False),
        Column("expires", Float(53), nullable=False, index=True),
    )
