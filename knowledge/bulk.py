"""Rows into a table as fast as the database takes them: by its driver, in the order in which they come.

SQLAlchemy's own insert makes a dictionary of each row and a statement of each batch, which is most of the time with
millions of rows. Memory is that of one batch, whatever the number of rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, cast

from sqlalchemy import Connection, Table, insert

Value = str | bool | int | None
_BATCH = 5_000
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "\ufffd"})
_NULL = "\x1a"
"""Stands for nothing: a mark that no text here holds."""


def write(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """Write rows in the transaction that a connection is in.

    Args:
        connection: in a transaction that may write.
        table: which table; its name and columns are ours.
        columns: which of its columns, in the order of the rows' values.
        rows: values as the database keeps them, exact numbers as text.
    """
    dialect = connection.dialect.name
    if dialect == "sqlite":
        _write_sqlite(connection, table, columns, rows)
    elif dialect == "postgresql" and connection.dialect.driver == "psycopg":
        _copy(connection, table, columns, rows)
    else:
        batches = iter(rows)
        while batch := [dict(zip(columns, row, strict=True)) for row in islice(batches, _BATCH)]:
            connection.execute(insert(table), batch)


def _write_sqlite(
    connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Value]]
) -> None:
    """Write by one prepared statement."""
    driver = cast("sqlite3.Connection", connection.connection.driver_connection)
    blanks = ", ".join("?" for _ in columns)
    driver.executemany(f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({blanks})", rows)  # noqa: S608


def _copy(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """Write by COPY, in its text form."""
    formatted = connection.dialect.identifier_preparer.format_table(table, use_schema=False)
    named = f"{formatted} ({', '.join(columns)})"
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {named} FROM STDIN WITH (NULL '{_NULL}')") as copy:
        for part in _lines(rows):
            copy.write(part)


def _lines(rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """Rows as lines of COPY's text form, some thousands at a time."""
    source = iter(rows)
    while batch := list(islice(source, _BATCH)):
        yield "".join([_line(row) for row in batch])


def _line(row: Sequence[Value]) -> str:
    """A row as a line; most hold nothing that must be escaped, which one look at the whole line tells."""
    cells = [value if value.__class__ is str else _plain(value) for value in row]
    line = "\t".join(cells)
    if "\\" in line or "\n" in line or "\r" in line or "\0" in line or line.count("\t") >= len(row):
        cells = [value.translate(_ESCAPES) if isinstance(value, str) else _plain(value) for value in row]
        line = "\t".join(cells)
    return f"{line}\n"


def _plain(value: Value) -> str:
    """A value that is no text."""
    if value is None:
        return _NULL
    return ("t" if value else "f") if isinstance(value, bool) else str(value)
