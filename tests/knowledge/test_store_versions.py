"""A store of another version in a database that several programs use: built anew, or said with what is to be done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool

from knowledge.errors import NotAStoreError, StoreVersionError
from knowledge.loading import build
from knowledge.schema import SCHEMA_VERSION, metadata
from knowledge.store import open_store


def run(url: str, *statements: str) -> None:
    """Run statements in one transaction."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def version(url: str) -> str:
    """The version that a database's store says."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        return str(connection.scalar(text("SELECT value FROM meta WHERE key = 'schema_version'")))


@pytest.fixture
def server(postgresql_url: str) -> Iterator[str]:
    """A PostgreSQL database with nothing in it."""
    every = f"DROP TABLE IF EXISTS {', '.join(metadata.tables)} CASCADE"
    run(postgresql_url, every)
    yield postgresql_url
    run(postgresql_url, every)


def made_by_the_first_version(folder: Path, url: str) -> None:
    """A store without the table of missing figures, whose figures referred to their indicators."""
    build(folder, url)
    refer = "ALTER TABLE observation ADD FOREIGN KEY (indicator) REFERENCES indicator (id)"
    run(url, "UPDATE meta SET value = '1' WHERE key = 'schema_version'", "DROP TABLE missing", refer)


def test_an_earlier_one_is_built_anew(folder: Path, server: str) -> None:
    """The first start of a newer program exchanges the tables for its own."""
    made_by_the_first_version(folder, server)
    with open_store(server, folder) as store:
        assert len(store.observations("bidrag")) == 3
        assert not store.missing("bidrag")
    assert version(server) == SCHEMA_VERSION


def test_an_earlier_one_that_may_not_be_written(folder: Path, server: str) -> None:
    """An account that may only read is told which version stands there, and who has to do what."""
    made_by_the_first_version(folder, server)
    run(server, "DROP ROLE IF EXISTS reader", "CREATE ROLE reader LOGIN")
    run(server, f"GRANT SELECT ON {', '.join(metadata.tables.keys() - {'missing'})} TO reader")
    reader = make_url(server).set(username="reader").render_as_string(hide_password=False)
    try:
        with pytest.raises(StoreVersionError, match=r"version 1.*permission denied.*siffersvar knowledge build"):
            open_store(reader, folder)
        assert version(server) == "1"
    finally:
        run(server, "DROP OWNED BY reader", "DROP ROLE reader")


def test_a_later_one_is_left_to_those_who_use_it(folder: Path, server: str) -> None:
    """A program that was forgotten does not take the tables from newer ones by starting; told to, it does."""
    build(folder, server)
    run(server, "UPDATE meta SET value = '99' WHERE key = 'schema_version'")
    with pytest.raises(StoreVersionError, match=r"version 99.*siffersvar knowledge build.*SIFFERSVAR_KNOWLEDGE_URL"):
        open_store(server, folder)
    assert version(server) == "99"
    build(folder, server)
    with open_store(server, folder) as store:
        assert store.observations("bidrag")


@pytest.mark.parametrize("name", ["missing", "gap"])
def test_tables_of_something_else_are_left_alone(folder: Path, server: str, name: str) -> None:
    """A table with a name of the store's that its version did not have is another program's."""
    made_by_the_first_version(folder, server)
    run(server, "CREATE TABLE missing (what TEXT)" if name == "missing" else "DROP TABLE gap")
    with pytest.raises(NotAStoreError, match="left alone"):
        open_store(server, folder)
    assert version(server) == "1"
