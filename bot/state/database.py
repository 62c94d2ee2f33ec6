"""The state database: opened, read, and written by one writer a process."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from bot.state.buffered import Buffered, Rules
from bot.state.errors import StateUrlError, StateVersionError
from bot.state.privacy import hasher, secret_beside
from bot.state.schema import prepare
from bot.state.writer import Writer, passing
from knowledge.database import displayed, parsed, sqlite_path, url_of
from knowledge.errors import StoreUrlError

T = TypeVar("T")

_BUSY = 30.0
"""Seconds for which SQLite waits for another process that writes."""
_READS, _READ_AGAIN = 5, 0.05
"""How often something is read where the database breaks off, and seconds, doubled each time, between two tries."""


def default_folder() -> Path:
    """Where state is kept unless a setting says otherwise."""
    from platformdirs import user_state_path  # noqa: PLC0415  (not needed where a URL is set)

    return user_state_path("siffersvar")


class State:
    """What outlives the process. Safe to use from several threads."""

    def __init__(
        self,
        url: str | None = None,
        secret: str | None = None,
        rules: Rules | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Open the database, and make it where it is missing.

        Args:
            url: an SQLAlchemy URL; a file in the user's state folder where it is None.
            secret: the key of the hashes; one that is kept beside the database's file where it is None.
            rules: what is kept and for how long.
            clock: seconds since 1970.

        Raises:
            StateUrlError: the database cannot be used.
            StateVersionError: it was made by a later version.
            SecretUnreadableError: the key cannot be read or made.
        """  # noqa: DOC502  (some are raised by what is called)
        written = url or url_of(default_folder() / "state.sqlite")
        try:
            target = parsed(written)
        except StoreUrlError as error:
            raise StateUrlError(error.url, error.reason) from None
        self.url = displayed(target)
        path = sqlite_path(target)
        self.hashed = hasher(secret or secret_beside(path.parent if path else default_folder()))
        self.rules = rules or Rules()
        self.now = clock
        try:
            if path is not None:
                _create(path)
            self._writing, self._reading = _engines(target)
        except OSError as error:
            raise StateUrlError(self.url, _reason(error)) from error
        try:
            with self._writing.begin() as connection:
                prepare(connection, self.url)
        except DBAPIError as error:
            self._dispose()
            raise StateUrlError(self.url, _reason(error)) from error
        except StateVersionError:
            self._dispose()
            raise
        self._writer = Writer(self._writing)

    def session(self, *, alone: bool = True) -> Buffered:
        """What one update reads and writes; to be written in the transaction that keeps its answer.

        Args:
            alone: whether nobody else writes the conversation meanwhile, since its chat is held.

        Returns:
            It.
        """
        return Buffered(self.read, self.hashed, self.rules, self.now(), alone=alone)

    def read(self, ask: Callable[[Connection], T]) -> T:
        """Read something, by one statement after the other; again, where the database broke off.

        Args:
            ask: what to read. It writes nothing.

        Returns:
            What it gave.

        Raises:
            DBAPIError: the database does not answer.
        """
        tries = 0
        while True:
            try:
                with self._reading.connect() as connection:
                    return ask(connection)
            except DBAPIError as error:
                tries += 1
                if not passing(error) or tries == _READS:
                    raise
            time.sleep(_READ_AGAIN * 2**tries)

    def submit(self, work: Callable[[Connection], T]) -> Future[T]:
        """Have something written; see `Writer.submit`."""
        return self._writer.submit(work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Have something written, and wait for it; it is written even if nobody waits any more.

        Args:
            work: what to do in the transaction.

        Returns:
            What `work` gave, once it is committed.
        """
        return await asyncio.shield(asyncio.wrap_future(self.submit(work)))

    def close(self) -> None:
        """Write what is waiting, and close the database."""
        self._writer.close()
        self._dispose()

    def _dispose(self) -> None:
        """Close all connections."""
        self._writing.dispose()
        self._reading.dispose()

    def __enter__(self) -> State:
        """The state itself, to be closed at the end of a `with`."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the database."""
        self.close()


def _create(path: Path) -> None:
    """Make an SQLite file that only this account can read: questions stand in it until they are answered."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _engines(url: URL) -> tuple[Engine, Engine]:
    """One engine for the writer's transactions, and one for reading, which begins none."""
    if url.get_backend_name() != "sqlite":
        made = create_engine(url, pool_pre_ping=True, pool_size=5)
        return made, made.execution_options(isolation_level="AUTOCOMMIT")
    writing = create_engine(url, connect_args={"timeout": _BUSY, "check_same_thread": False})
    reading = create_engine(url, connect_args={"timeout": _BUSY, "check_same_thread": False})
    for engine in (writing, reading):
        event.listen(engine, "connect", _set_up)
    event.listen(writing, "begin", _begin)
    return writing, reading


def _set_up(connection: sqlite3.Connection, _record: Any) -> None:
    """Readers beside a writer (WAL), commits that are on the disk (FULL), and transactions that we begin ourselves."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    """Begin to write at once: a transaction that turns from reading to writing is refused while another writes."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _reason(error: Exception) -> str:
    """What went wrong, on one line."""
    return " ".join(str(getattr(error, "orig", None) or error).split())
