"""One writer a process: what several want written at the same time is committed together.

A commit waits for the disk, and SQLite lets one write at a time. So all writes of a process go through one thread,
which puts whatever has gathered while it was busy into the next transaction.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError

T = TypeVar("T")

_TOGETHER = 256
"""Writes in one transaction at most."""
_LONGEST_WAIT = 2.0
"""Seconds between two attempts at most."""


@dataclass(frozen=True, slots=True)
class _Job:
    """One write, and who waits for it."""

    work: Callable[[Connection], Any]
    future: Future[Any] = field(default_factory=Future)


class Writer:
    """Commits writes in the order in which they came. Safe to use from several threads."""

    def __init__(self, engine: Engine, patience: float = 30.0) -> None:
        """Begin.

        Args:
            engine: the database.
            patience: seconds for which a database that is locked or restarts is tried again.
        """
        self._engine = engine
        self._patience = patience
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="state writer", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[Connection], T]) -> Future[T]:
        """Have something written.

        Args:
            work: what to do in the transaction. It may be done again where the transaction was undone.

        Returns:
            What `work` gave, once it is committed.
        """
        job = _Job(work)
        self._jobs.put(job)
        return job.future

    def close(self) -> None:
        """Write what is waiting, and end."""
        self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        """Commit batch after batch."""
        while jobs := self._gather():
            running = [job for job in jobs if job.future.set_running_or_notify_cancel()]
            if running:
                self._finish(running)

    def _gather(self) -> list[_Job]:
        """Wait for a job, and take all that stand behind it; none at the end."""
        job = self._jobs.get()
        jobs: list[_Job] = []
        while job is not None:
            jobs.append(job)
            if len(jobs) == _TOGETHER:
                break
            try:
                job = self._jobs.get_nowait()
            except Empty:
                break
        else:
            if jobs:
                self._jobs.put(None)
        return jobs

    def _finish(self, jobs: Sequence[_Job]) -> None:
        """Commit jobs together; one by one where one of them cannot be done."""
        try:
            results = self._commit(jobs)
        except Exception as error:  # whatever it is, whoever waits is told
            if len(jobs) == 1 or passing(error):
                for job in jobs:
                    job.future.set_exception(error)
                return
            for job in jobs:
                self._finish([job])
        else:
            for job, result in zip(jobs, results, strict=True):
                job.future.set_result(result)

    def _commit(self, jobs: Sequence[_Job]) -> list[Any]:
        """Commit jobs in one transaction, patiently."""
        end = time.monotonic() + self._patience
        wait = 0.05
        while True:
            try:
                with self._engine.begin() as connection:
                    return [job.work(connection) for job in jobs]
            except DBAPIError as error:
                if not passing(error) or time.monotonic() + wait > end:
                    raise
            time.sleep(wait)
            wait = min(wait * 2, _LONGEST_WAIT)


def passing(error: Exception) -> bool:
    """Whether a database may get over an error: it is locked, full, or restarts."""
    return isinstance(error, OperationalError) or (isinstance(error, DBAPIError) and error.connection_invalidated)
