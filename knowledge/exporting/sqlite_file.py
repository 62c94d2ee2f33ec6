"""An SQLite file, with the metadata by which Datasette shows titles, units and sources."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from knowledge.exporting.columns import TABLES, Table, Value
from knowledge.exporting.package import NAME, TITLE
from knowledge.store import Store

_BATCH = 20_000
_TYPES = {"text": "TEXT", "decimal": "NUMERIC", "boolean": "INTEGER"}
_FIGURES = """
CREATE VIEW figures AS
SELECT i.name_sv AS indicator, a.name_sv AS area, o.period, o.scenario, o.breakdown, o.value, o.upper, o.unit,
       o.published, o.published_unit, s.title_sv AS source, o.place, o.evidence
FROM observations o
JOIN indicators i ON i.id = o.indicator
JOIN sources s ON s.id = o.source
LEFT JOIN areas a ON a.code = o.area
"""


def write_sqlite(store: Store, folder: Path) -> dict[str, int]:
    """Write `siffersvar.sqlite` and `metadata.json`: `datasette siffersvar.sqlite -m metadata.json`.

    Args:
        store: what is written.
        folder: where.

    Returns:
        Table -> how many rows it has.
    """
    counts = {}
    with closing(sqlite3.connect(folder / f"{NAME}.sqlite", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")  # a file that is not whole is removed
        connection.execute("BEGIN")
        for table in TABLES:
            connection.execute(_creation(table))
            counts[table.name] = _fill(connection, table, store)
        connection.execute("CREATE INDEX observation_of ON observations (indicator, area, period)")
        connection.execute(_FIGURES)
        connection.execute("COMMIT")
    text = json.dumps(_metadata(store), ensure_ascii=False, indent=2)
    (folder / "metadata.json").write_text(f"{text}\n", encoding="utf-8")
    return counts


def _creation(table: Table) -> str:
    """The statement that makes a table; its names are ours."""
    keys = {other.name: other.key[0] for other in TABLES if other.key}
    parts = [f"{column.name} {_TYPES[column.kind]}" for column in table.columns]
    parts += [f"PRIMARY KEY ({', '.join(table.key)})"] if table.key else []
    parts += [
        f"FOREIGN KEY ({column.name}) REFERENCES {column.refers_to} ({keys[column.refers_to]})"
        for column in table.columns
        if column.refers_to
    ]
    return f"CREATE TABLE {table.name} ({', '.join(parts)})"


def _fill(connection: sqlite3.Connection, table: Table, store: Store) -> int:
    """Write the rows of a table, and say how many there are."""
    blanks = ", ".join("?" for _ in table.columns)
    statement = f"INSERT INTO {table.name} VALUES ({blanks})"  # noqa: S608  (the names are ours)
    count, rows = 0, table.rows(store)
    while batch := [tuple(map(_plain, row)) for row in islice(rows, _BATCH)]:
        connection.executemany(statement, batch)
        count += len(batch)
    return count


def _plain(value: Value) -> str | int | None:
    """A value as SQLite takes it: NUMERIC makes an integer of a whole number, which kronor are."""
    if isinstance(value, bool):
        return int(value)
    return format(value, "f") if isinstance(value, Decimal) else value


def _metadata(store: Store) -> dict[str, Any]:
    """What Datasette shows beside the tables."""
    tables = {
        table.name: {
            "title": table.title,
            "description": table.description,
            "columns": {column.name: column.description for column in table.columns},
        }
        for table in TABLES
    }
    tables["figures"] = {
        "title": "Figures",
        "description": "The observations with the names of indicator, area and source",
    }
    sources = "; ".join(source.title.sv for source in store.sources.values())
    return {"title": TITLE, "source": sources, "databases": {NAME: {"tables": tables}}}
