"""Bringing a state database of an earlier version up to this one's, by Alembic: imported only where that is needed."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from bot.state.schema import SCHEMA_VERSION, is_stamped, meta, stamp

_SCRIPTS = Path(__file__).with_name("migrations")


def upgrade(connection: Connection, found: str) -> None:
    """Run the scripts between a version and this one.

    Args:
        connection: in a transaction that nobody else's upgrade runs beside; all of it is undone where a script fails.
        found: the version of the tables.
    """
    if not is_stamped(connection):
        stamp(connection, found)
    command.upgrade(configured(connection), SCHEMA_VERSION)
    connection.execute(meta.update().where(meta.c.key == "state_version"), {"value": SCHEMA_VERSION})


def configured(connection: Connection) -> Config:
    """What Alembic's commands need to know: where the scripts are, and the connection to run them on."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))  # a configuration file's value
    return config
