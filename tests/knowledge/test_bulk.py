"""Rows reach the database as they are, whatever stands in them, and readers are undisturbed meanwhile."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Boolean, Column, MetaData, String, Table, create_engine, select
from sqlalchemy.pool import NullPool

from knowledge import bulk, loading
from knowledge.errors import StoreUrlError
from knowledge.loading import build
from knowledge.store import open_store

ODD = (
    "",
    "rak",
    "tabb\there",
    "rad\nbrytning",
    "retur\r",
    "snedstreck \\N \\",
    "'citat\"",
    "åäö−5 %",
    "\\",
    "a\tb\\\n",
)
_NUMBERS = count()
ROOT = Path(__file__).parents[2]
Edit = Callable[[str, str, str], None]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/rows.sqlite"
    return str(request.getfixturevalue("postgresql"))


def test_every_value_comes_back(database: str) -> None:
    """Texts with marks of any kind, nothing, and truths."""
    table = Table(
        f"rows_{next(_NUMBERS)}",
        MetaData(),
        Column("key", String, primary_key=True),
        Column("text", String),
        Column("sure", Boolean),
    )
    rows = [(str(at), text, at % 2 == 0) for at, text in enumerate((*ODD, None))]
    engine = create_engine(database, poolclass=NullPool)
    with engine.begin() as connection:
        table.create(connection)
        bulk.write(connection, table, ["key", "text", "sure"], rows)
    with engine.begin() as connection:
        found = {row.key: (row.text, row.sure) for row in connection.execute(select(table))}
        table.drop(connection)
    assert found == {key: (text, sure) for key, text, sure in rows}


def test_rows_are_taken_a_batch_at_a_time(database: str) -> None:
    """A million rows would not be in memory at once: what is ahead of the database is bounded."""
    table = Table(f"rows_{next(_NUMBERS)}", MetaData(), Column("key", String, primary_key=True))
    taken = 0

    def rows() -> Iterator[tuple[str]]:
        nonlocal taken
        for taken in range(20_000):
            yield (str(taken),)
        raise RuntimeError

    engine = create_engine(database, poolclass=NullPool)
    with engine.begin() as connection:
        table.create(connection)
    with pytest.raises(RuntimeError), engine.begin() as connection:
        bulk.write(connection, table, ["key"], rows())
    assert taken == 19_999
    with engine.connect() as connection:
        assert connection.execute(select(table)).first() is None


def test_postgresql_answers_while_it_is_loaded(folder: Path, postgresql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers of the old figures wait for nobody until the new ones are there; then they are told."""
    build(folder, postgresql)
    half, go_on = Event(), Event()
    write = bulk.write

    def slowly(*args: object, **options: object) -> None:
        half.set()
        assert go_on.wait(30)
        write(*args, **options)  # type: ignore[arg-type]

    with open_store(postgresql, folder) as store:
        monkeypatch.setattr(bulk, "write", slowly)
        loader = Thread(target=build, args=(folder, postgresql))
        loader.start()
        try:
            assert half.wait(30)
            assert store.observations("bidrag")
        finally:
            go_on.set()
            loader.join(30)
    with open_store(postgresql, folder) as store:
        assert store.observations("bidrag")


def test_postgresql_gives_whole_answers_while_tables_are_exchanged(folder: Path, postgresql: str) -> None:
    """Who reads in the very moment waits, and gets all figures and missing ones; nobody locks anybody out."""
    build(folder, postgresql)
    over = Event()
    faults: list[BaseException] = []
    counts: set[tuple[int, int]] = set()

    def read() -> None:
        try:
            with open_store(postgresql, folder) as store:
                while not over.is_set():
                    counts.add((len(store.editions_of("bidrag")), len(list(store.every_observation()))))
        except BaseException as error:
            faults.append(error)

    readers = [Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    try:
        for _ in range(5):
            build(folder, postgresql)
    finally:
        over.set()
        for reader in readers:
            reader.join(30)
    assert not faults
    assert len(counts) == 1


KILLED = """
import sys, time
from pathlib import Path
from knowledge import bulk, loading
write = bulk.write
def slow(connection, table, columns, rows, *, fresh):
    write(connection, table, columns, rows, fresh=fresh)
    if table.name == "observation":
        print("half", flush=True)
        time.sleep(60)
bulk.write = slow
loading.build(Path(sys.argv[1]), sys.argv[2])
"""


def test_postgresql_keeps_the_old_store_where_loading_is_killed(folder: Path, edit: Edit, postgresql: str) -> None:
    """A process that is killed in the middle leaves the old store and no lock; the next build succeeds."""
    build(folder, postgresql)
    with open_store(postgresql, folder) as store:
        before = store.observations("bidrag"), store.content_hash
    edit("indicators/vantan.yaml", "sv: [hur många]", "sv: [hur många, antalet]")
    line = [sys.executable, "-c", KILLED, str(folder), postgresql]
    with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "half\n"
        process.kill()
    engine = create_engine(postgresql, poolclass=NullPool)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT value FROM meta WHERE key = 'content_hash'").scalar() == before[1]
        held = connection.exec_driver_sql("SELECT count(*) FROM observation WHERE indicator = 'bidrag'").scalar()
    assert held == len(before[0])
    with open_store(postgresql, folder) as after:
        assert after.observations("bidrag") == before[0]
        assert after.content_hash != before[1]


def test_postgresql_keeps_the_old_store_where_loading_fails(
    folder: Path, edit: Edit, postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error after half of the rows leaves the old store, and no tables beside it; the next build succeeds."""
    build(folder, postgresql)
    with open_store(postgresql, folder) as before:
        held, digest = before.observations("bidrag"), before.content_hash
    edit("indicators/vantan.yaml", "sv: [hur många]", "sv: [hur många, antalet]")

    def broken(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(bulk, "write", broken)
        with pytest.raises((OSError, StoreUrlError)):
            build(folder, postgresql)
    engine = create_engine(postgresql, poolclass=NullPool)
    with engine.connect() as connection:
        assert loading._BUILDING not in engine.dialect.get_schema_names(connection)
        assert connection.exec_driver_sql("SELECT value FROM meta WHERE key = 'content_hash'").scalar() == digest
    build(folder, postgresql)
    with open_store(postgresql, folder) as after:
        assert after.observations("bidrag") == held
        assert after.content_hash != digest
