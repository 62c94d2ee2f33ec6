"""Rows into a table as fast as the database takes them: by its driver, in the order in which they come.

SQLAlchemy's own insert makes a dictionary of each row and a statement of each batch, which is most of the time with
millions of rows. Memory is that of one batch, whatever the number of rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, cast

from sqlalchemy import BigInteger, Boolean, Connection, Integer, Table, insert
from sqlalchemy.types import TypeEngine

Value = str | bool | int | None
_BATCH = 5_000
_PARAMETERS = 999
"""So many values a statement takes in every SQLite; later ones take more, which gains nothing."""


def write(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    rows: Iterable[Sequence[Value]],
    *,
    fresh: bool = False,
) -> None:
    """Write rows in the transaction that a connection is in.

    Args:
        connection: in a transaction that may write.
        table: which table; its name and columns are ours.
        columns: which of its columns, in the order of the rows' values.
        rows: values as the database keeps them, exact numbers as text.
        fresh: whether the table was made in this transaction: PostgreSQL then need not look over its rows again.
    """
    dialect = connection.dialect.name
    if dialect == "sqlite":
        _write_sqlite(connection, table, columns, rows)
    elif dialect == "postgresql" and connection.dialect.driver == "psycopg":
        _copy(connection, table, columns, rows, fresh=fresh)
    else:
        batches = iter(rows)
        while batch := [dict(zip(columns, row, strict=True)) for row in islice(batches, _BATCH)]:
            connection.execute(insert(table), batch)


def _write_sqlite(
    connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Value]]
) -> None:
    """Write many rows by each step of a prepared statement, which takes a quarter less time than one by each."""
    driver = cast("sqlite3.Connection", connection.connection.driver_connection)
    together = max(1, _PARAMETERS // len(columns))
    row = f"({', '.join('?' for _ in columns)})"
    into = f"INSERT INTO {_named(connection, table, columns)} VALUES "  # noqa: S608
    rest: list[Sequence[Value]] = []
    driver.executemany(into + ", ".join([row] * together), _flat(iter(rows), together, rest))
    driver.executemany(into + row, rest)


def _flat(rows: Iterator[Sequence[Value]], together: int, rest: list[Sequence[Value]]) -> Iterator[tuple[Value, ...]]:
    """The values of so many rows at a time; what is left at the end comes into `rest`."""
    while len(batch := list(islice(rows, together))) == together:
        yield tuple(chain.from_iterable(batch))
    rest += batch


def _copy(
    connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Value]], *, fresh: bool
) -> None:
    """Write by COPY, in its binary form: nothing in a value needs to be escaped, and the driver's C code packs it."""
    options = "FORMAT binary, FREEZE" if fresh else "FORMAT binary"
    driver: Any = connection.connection.driver_connection
    with (
        driver.cursor() as cursor,
        cursor.copy(f"COPY {_named(connection, table, columns)} FROM STDIN WITH ({options})") as copy,
    ):
        copy.set_types([_type(table.c[name].type) for name in columns])
        for row in rows:
            copy.write_row(row)


def _named(connection: Connection, table: Table, columns: Sequence[str]) -> str:
    """A table and its columns, quoted where they must be."""
    preparer = connection.dialect.identifier_preparer
    return f"{preparer.format_table(table, use_schema=False)} ({', '.join(map(preparer.quote, columns))})"


def _type(of: TypeEngine[Any]) -> str:
    """PostgreSQL's name of a column's type, as the driver packs it; what is no number or truth is text."""
    if isinstance(of, Boolean):
        return "bool"
    if isinstance(of, Integer):
        return "int8" if isinstance(of, BigInteger) else "int4"
    return "text"
