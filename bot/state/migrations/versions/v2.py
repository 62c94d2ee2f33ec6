"""Updates are known by what their platform calls them, which is not always a number."""

from alembic import op
from sqlalchemy import Column, Text

revision = "2"
down_revision = "1"


def upgrade() -> None:
    """Add the column; the updates that are there came from Telegram, which calls them by their numbers."""
    op.add_column("inbox", Column("ident", Text))
    op.execute("UPDATE inbox SET ident = CAST(number AS TEXT)")
    with op.batch_alter_table("inbox") as inbox:  # SQLite makes the table anew for this
        inbox.alter_column("ident", existing_type=Text(), nullable=False)
    op.create_index("inbox_ident", "inbox", ["channel", "ident"], unique=True)
