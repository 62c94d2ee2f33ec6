"""A state database of an earlier version is brought up to this one's, once, whole or not at all; nothing is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, create_engine, inspect, select, text
from sqlalchemy.pool import NullPool

from bot.state import inbox, schema
from bot.state.database import State
from bot.state.errors import StateUrlError
from bot.state.upgrading import configured

ROOT = Path(__file__).parents[2]
VERSIONS = tuple(str(number) for number in range(1, int(schema.SCHEMA_VERSION) + 1))
NUMBERS = {
    "INTEGER": 7,
    "BIGINT": 9_007_199_254_740_993,
    "FLOAT": 1_790_000_000.25,
    "DOUBLE PRECISION": 1_790_000_000.25,
}


def begun(url: str) -> Any:
    """A transaction in a database, whose folder is made where it is a file's."""
    if url.startswith("sqlite"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(exist_ok=True)
    engine = create_engine(url, poolclass=NullPool)
    return engine.begin()


def made(url: str, version: str, *, stamped: bool = False) -> None:
    """Make the tables of a version as programs of that version made them, which knew nothing of Alembic."""
    with begun(url) as connection:
        command.upgrade(configured(connection), version)
        connection.execute(schema.meta.insert(), {"key": "state_version", "value": version})
        if not stamped:
            schema.stamped.drop(connection)


def filled(connection: Connection) -> dict[str, dict[str, Any]]:
    """Put a row into every table that there is but `state_meta`; table -> its row."""
    rows = {}
    for name in sorted(set(inspect(connection).get_table_names()) - {schema.meta.name, schema.stamped.name}):
        row: dict[str, Any] = {}
        for column in inspect(connection).get_columns(name):
            kind = str(column["type"]).split("(")[0]
            row[column["name"]] = NUMBERS.get(kind, f"{column['name']} åäö")
        if name == "inbox":
            row |= {"channel": "telegram", "state": "new", "number": 4711}
            row |= {"ident": "4711"} if "ident" in row else {}
        columns = ", ".join(row)
        places = ", ".join(f":{column}" for column in row)
        connection.execute(text(f"INSERT INTO {name} ({columns}) VALUES ({places})"), row)  # noqa: S608
        rows[name] = row
    return rows


def indexes(connection: Connection) -> set[str]:
    """The indexes as the database describes them."""
    if connection.dialect.name == "sqlite":
        found = connection.execute(text("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"))
    else:
        found = connection.execute(text("SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()"))
    return {" ".join(str(row[0]).replace('"', "").split()) for row in found if schema.stamped.name not in row[0]}


def test_the_scripts_end_at_this_version() -> None:
    """Each version has its script, in one line."""
    with create_engine("sqlite://").connect() as connection:
        scripts = ScriptDirectory.from_config(configured(connection))
    assert [script.revision for script in scripts.walk_revisions()] == list(reversed(VERSIONS))


def test_what_the_scripts_make_is_what_a_new_database_has(url: str) -> None:
    """Tables, columns, types, keys and indexes, those of a part of a table as well."""
    State(url, "key").close()
    with begun(url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []
        assert context.get_current_revision() == schema.SCHEMA_VERSION
        new = indexes(connection)
        schema.metadata.drop_all(connection)
        schema.stamped.drop(connection)
    with begun(url) as connection:
        command.upgrade(configured(connection), "head")
    with begun(url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []
        assert indexes(connection) == new
        keys = {
            name: inspect(connection).get_pk_constraint(name)["constrained_columns"] for name in schema.metadata.tables
        }
    assert keys == {name: list(table.primary_key.columns.keys()) for name, table in schema.metadata.tables.items()}


@pytest.mark.parametrize("stamped", [False, True])
@pytest.mark.parametrize("version", VERSIONS)
def test_nothing_is_lost(url: str, version: str, *, stamped: bool) -> None:
    """Every row of every table is there after the upgrade, and an update that was kept before is still known."""
    made(url, version, stamped=stamped)
    with begun(url) as connection:
        rows = filled(connection)
    with State(url, "key") as state:
        arrived = inbox.Arrived("telegram", 4711, "chat", "again", 1.0)
        state.submit(lambda connection: inbox.put(connection, [arrived], 2.0)).result(30)
    rows["inbox"]["ident"] = "4711"
    with begun(url) as connection:
        assert MigrationContext.configure(connection).get_current_revision() == schema.SCHEMA_VERSION
        assert connection.scalar(select(schema.meta.c.value)) == schema.SCHEMA_VERSION
        found = MetaData()
        found.reflect(connection)
        for name, row in rows.items():
            kept = [dict(each._mapping) for each in connection.execute(select(found.tables[name]))]
            assert row in kept
            assert len(kept) == (2 if name == "lease" else 1)


def test_several_that_start_at_the_same_time(url: str) -> None:
    """One of them upgrades; the others wait for it and find the tables as they need them."""
    made(url, "1")
    code = "import sys; from bot.state.database import State; State(sys.argv[1], 'key').close()"
    line = [sys.executable, "-W", "error", "-c", code, url]
    processes = [subprocess.Popen(line, stderr=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(3)]
    assert [(process.communicate(timeout=120)[1], process.returncode) for process in processes] == [("", 0)] * 3
    with begun(url) as connection:
        assert connection.execute(select(schema.stamped.c.version_num)).all() == [(schema.SCHEMA_VERSION,)]


def test_an_upgrade_that_fails_changes_nothing(url: str) -> None:
    """A table is in the way of a later script: what the scripts before it did is undone."""
    made(url, "1")
    with begun(url) as connection:
        connection.execute(text("CREATE TABLE mark (something INTEGER)"))
        before = indexes(connection)
    with pytest.raises(StateUrlError, match="mark"):
        State(url, "key")
    with begun(url) as connection:
        assert connection.scalar(select(schema.meta.c.value)) == "1"
        assert not schema.is_stamped(connection)
        assert "ident" not in {column["name"] for column in inspect(connection).get_columns("inbox")}
        assert indexes(connection) == before
        connection.execute(text("DROP TABLE mark"))
    State(url, "key").close()


def test_a_database_of_this_version_needs_no_alembic(url: str) -> None:
    """Neither where it is new nor where it is there, stamped or not, is Alembic imported."""
    code = (
        "import sys; from bot.state.database import State; State(sys.argv[1], 'key').close(); "
        "print('alembic' in sys.modules or 'mako' in sys.modules)"
    )
    for unstamped in (False, False, True):
        if unstamped:
            with begun(url) as connection:
                schema.stamped.drop(connection)
        line = [sys.executable, "-c", code, url]
        assert subprocess.run(line, capture_output=True, text=True, check=True, cwd=ROOT).stdout == "False\n"
    with begun(url) as connection:
        assert schema.is_stamped(connection)
