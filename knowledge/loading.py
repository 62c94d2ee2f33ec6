"""From the data folder to the store: everything is read and checked first, then written all at once or not at all.

An SQLite store is written to a temporary file beside it and put in its place in one step; another database is filled
in one transaction. A crash on the way leaves the old store, and two processes may build at the same time.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Table, create_engine, event, inspect, select, text
from sqlalchemy.exc import DatabaseError, DBAPIError
from sqlalchemy.pool import NullPool

from knowledge import bulk, schema
from knowledge.data_folders import DataFolders
from knowledge.database import displayed, parsed, sqlite_path
from knowledge.errors import NotAStoreError, StoreNotWritableError, StoreUrlError
from knowledge.folder import kept
from knowledge.folder.reading import Folder, load
from knowledge.folder.rows import Counted, documents, rows
from knowledge.hashing import catalogue_code, content_hash

__all__ = ["BuildReport", "build", "content_hash", "load"]

_STALE_SECONDS = 3600
_BUILDING = "siffersvar_building"
"""The schema in which new tables are filled on PostgreSQL; it is there within the transaction alone."""
_SPOILT = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_LOCK = 7_305_214
"""Key of the PostgreSQL advisory lock that builders take in turn (any number, the same for all)."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """How much a built store holds, from which data; `checks` says how many sums were made."""

    url: str
    content_hash: str
    sources: int
    areas: int
    groups: int
    indicators: int
    tables: int
    observations: int
    missing: int
    facts: int
    gaps: int
    checks: int


def build(folder: DataFolders, url: str) -> BuildReport:
    """Build the store at `url` from the data folder.

    Args:
        folder: the data folder, or the first and those laid over it.
        url: an SQLAlchemy URL: `sqlite:////path/knowledge.sqlite`, `postgresql+psycopg://…`.

    Returns:
        What the store holds.

    Raises:
        FolderMissingError: there is no such folder.
        FolderRefusedError: something in the folder is wrong; the error lists everything that is.
        StoreUrlError: the database cannot be used.
        StoreNotWritableError: the store cannot be written.
        NotAStoreError: the database holds other tables, which are left alone.
    """  # noqa: DOC502  (raised by what is called)
    target = parsed(url)
    content = load(folder)
    return write(content, target)


def write(content: Folder, url: URL) -> BuildReport:
    """Write what was read of data folders to the store at `url`: all of it, or nothing.

    Args:
        content: the data folder, in order.
        url: of the database.

    Returns:
        What the store holds.

    Raises:
        StoreUrlError: the database cannot be used.
        StoreNotWritableError: the store cannot be written.
        NotAStoreError: the database holds other tables, which are left alone.
    """  # noqa: DOC502  (raised by what is called)
    path = sqlite_path(url)
    if path is not None:
        _build_file(content, path, url)
    else:
        _build_database(content, url)
    return BuildReport(
        url=displayed(url),
        content_hash=content.content_hash,
        sources=len(content.sources),
        areas=len(content.areas),
        groups=len(content.groups),
        indicators=len(content.indicators),
        tables=len(content.tables),
        observations=len(content.all_observations),
        missing=len(content.all_missing),
        facts=len(content.facts),
        gaps=len(content.gaps),
        checks=content.checks,
    )


def _fill(connection: Connection, content: Folder) -> None:
    """Create the tables, none of which is there, and write everything into them."""
    schema.metadata.create_all(connection, checkfirst=False)
    for table, entries in rows(content):
        _write(connection, table, entries)
    counted = Counted(content.all_observations.rows())
    with _unindexed(connection, schema.observation):
        bulk.write(connection, schema.observation, kept.COLUMNS, counted, fresh=True)
    _write(connection, schema.document, documents(content, counted.tallies))
    facts = {
        "content_hash": content.content_hash,
        "schema_version": schema.SCHEMA_VERSION,
        "catalogue_code": catalogue_code(),
    }
    _write(connection, schema.meta, [{"key": key, "value": value} for key, value in facts.items()])


def _write(connection: Connection, table: Table, entries: Sequence[Mapping[str, Any]]) -> None:
    """Write rows into a table that was just made: who waited for it sees all of them, however long ago they began."""
    if entries:
        columns = list(entries[0])
        bulk.write(connection, table, columns, ([row[name] for name in columns] for row in entries), fresh=True)


@contextmanager
def _unindexed(connection: Connection, table: Table) -> Iterator[None]:
    """Have PostgreSQL index a table's key once, when all rows are there, and look at what they are like."""
    if connection.dialect.name != "postgresql":
        yield
        return
    key = table.primary_key
    connection.execute(text(f"ALTER TABLE {table.name} DROP CONSTRAINT {table.name}_pkey"))
    yield
    connection.execute(text("SET LOCAL maintenance_work_mem = '256MB'"))
    connection.execute(text(f"ALTER TABLE {table.name} ADD PRIMARY KEY ({', '.join(key.columns.keys())})"))
    connection.execute(text(f"ANALYZE {table.name}"))


def _build_file(content: Folder, path: Path, url: URL) -> None:
    """Write an SQLite store beside `path` and put it in its place."""
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        spoilt = _inspect_file(path, url)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".building", dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        engine = create_engine(URL.create("sqlite", database=name), poolclass=NullPool)
        event.listen(engine, "connect", _in_a_hurry)
        with engine.begin() as connection:
            _fill(connection, content)
        _sync(temporary)
        temporary.chmod(0o644)
        if spoilt:
            path.replace(path.with_name(f"{path.name}.corrupt"))
        temporary.replace(path)
        temporary = None
        _sync(path.parent)
        _sweep(path)
    except OSError as error:
        raise StoreNotWritableError(path, error.strerror or str(error)) from error
    except DBAPIError as error:
        raise StoreNotWritableError(path, str(error.orig)) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _in_a_hurry(connection: sqlite3.Connection, _record: object) -> None:
    """Write without a journal: a file that is not whole is thrown away, and a whole one is synced before it is used."""
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -65536"):
        connection.execute(f"PRAGMA {pragma}")


def _inspect_file(path: Path, url: URL) -> bool:
    """Whether the file that stands at `path` is spoilt, so that it is kept aside.

    Returns:
        True for a file that SQLite cannot read; False for none, an empty one, and a store.

    Raises:
        NotAStoreError: it is a database of something else.
        DatabaseError: it cannot be looked into for another reason (it is locked, or may not be read).
    """
    if not path.exists() or path.stat().st_size == 0:
        return False
    engine = create_engine(url, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            names = set(inspect(connection).get_table_names())
    except DatabaseError as error:
        if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF not in _SPOILT:
            raise
        return True
    if names - schema.metadata.tables.keys():
        raise NotAStoreError(displayed(url))
    return False


def _sync(path: Path) -> None:
    """Have a file or folder written to the disk; systems that cannot sync a folder do without."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0)
    with suppress(PermissionError):
        handle = os.open(path, flags)
        try:
            with suppress(OSError):
                os.fsync(handle)
        finally:
            os.close(handle)


def _sweep(path: Path) -> None:
    """Remove what builds that were killed have left beside the store."""
    for old in path.parent.glob(f".{path.name}.*.building*"):
        with suppress(OSError):
            if time.time() - old.stat().st_mtime > _STALE_SECONDS:
                old.unlink()


def _build_database(content: Folder, url: URL) -> None:
    """Fill a database in one transaction; builders wait for each other where the database lets them."""
    try:
        engine = create_engine(url, poolclass=NullPool)
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            present = set(inspect(connection).get_table_names())
            if not _is_free(connection, present & schema.metadata.tables.keys()):
                raise NotAStoreError(displayed(url))
            if connection.dialect.name == "postgresql":
                _exchange(connection, content)
            else:
                schema.metadata.drop_all(connection)
                _fill(connection, content)
    except DBAPIError as error:
        raise StoreUrlError(displayed(url), " ".join(str(error.orig).split())) from error


def _exchange(connection: Connection, content: Folder) -> None:
    """Fill new tables beside those that are read, which are exchanged for them in the last moment."""
    home = connection.scalar(text("SELECT quote_ident(current_schema())"))
    connection.execute(text(f"CREATE SCHEMA {_BUILDING}"))
    connection.execute(text(f"SET LOCAL search_path TO {_BUILDING}"))
    _fill(connection, content)
    connection.execute(text(f"SET LOCAL search_path TO {home}"))
    old = schema.metadata.tables.keys() & set(inspect(connection).get_table_names())
    if old:
        # Whoever reads reads this table first: they are through when it is ours, and others wait for nothing else.
        connection.execute(text(f"LOCK TABLE {schema.meta.name} IN ACCESS EXCLUSIVE MODE"))
        # All at once: those of an earlier version may refer to each other in another way.
        connection.execute(text(f"DROP TABLE {', '.join(sorted(old))}"))
    for table in schema.metadata.sorted_tables:
        connection.execute(text(f"ALTER TABLE {_BUILDING}.{table.name} SET SCHEMA {home}"))
    connection.execute(text(f"DROP SCHEMA {_BUILDING}"))


def _is_free(connection: Connection, present: set[str]) -> bool:
    """Whether tables of the store's names are those of a store, of this version or another, or there are none."""
    if not present:
        return True
    if schema.meta.name not in present:
        return False
    columns = {column["name"] for column in inspect(connection).get_columns(schema.meta.name)}
    if columns != {"key", "value"}:
        return False
    version = connection.scalar(select(schema.meta.c.value).where(schema.meta.c.key == "schema_version")) or ""
    if not version.isdecimal():
        return False
    return present == {name for name in schema.metadata.tables if schema.SINCE.get(name, 1) <= int(version)}
