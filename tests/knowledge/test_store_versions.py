"""A store of another version in a database that several programs use: built anew, or said with what is to be done."""

from __future__ import annotations

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


def made_by_the_first_version(folder: Path, url: str) -> None:
    """A store without the table of missing figures, whose figures referred to their indicators."""
    build(folder, url)
    refer = "ALTER TABLE observation ADD FOREIGN KEY (indicator) REFERENCES indicator (id)"
    run(url, "UPDATE meta SET value = '1' WHERE key = 'schema_version'", "DROP TABLE missing", refer)


def test_an_earlier_one_is_built_anew(folder: Path, postgresql: str) -> None:
    """The first start of a newer program exchanges the tables for its own."""
    made_by_the_first_version(folder, postgresql)
    with open_store(postgresql, folder) as store:
        assert len(store.observations("bidrag")) == 3
        assert not store.missing("bidrag")
    assert version(postgresql) == SCHEMA_VERSION


def test_an_earlier_one_that_may_not_be_written(folder: Path, postgresql: str) -> None:
    """An account that may only read is told which version stands there, and who has to do what."""
    made_by_the_first_version(folder, postgresql)
    run(postgresql, "CREATE ROLE reader LOGIN")
    run(postgresql, f"GRANT SELECT ON {', '.join(metadata.tables.keys() - {'missing'})} TO reader")
    reader = make_url(postgresql).set(username="reader").render_as_string(hide_password=False)
    try:
        with pytest.raises(StoreVersionError, match=r"version 1.*permission denied.*siffersvar knowledge build"):
            open_store(reader, folder)
        assert version(postgresql) == "1"
    finally:
        run(postgresql, "DROP OWNED BY reader", "DROP ROLE reader")


def test_a_later_one_is_left_to_those_who_use_it(folder: Path, postgresql: str) -> None:
    """A program that was forgotten does not take the tables from newer ones by starting; told to, it does."""
    build(folder, postgresql)
    run(postgresql, "UPDATE meta SET value = '99' WHERE key = 'schema_version'")
    with pytest.raises(StoreVersionError, match=r"version 99.*siffersvar knowledge build.*SIFFERSVAR_KNOWLEDGE_URL"):
        open_store(postgresql, folder)
    assert version(postgresql) == "99"
    build(folder, postgresql)
    with open_store(postgresql, folder) as store:
        assert store.observations("bidrag")


@pytest.mark.parametrize("name", ["missing", "gap"])
def test_tables_of_something_else_are_left_alone(folder: Path, postgresql: str, name: str) -> None:
    """A table with a name of the store's that its version did not have is another program's."""
    made_by_the_first_version(folder, postgresql)
    run(postgresql, "CREATE TABLE missing (what TEXT)" if name == "missing" else "DROP TABLE gap")
    with pytest.raises(NotAStoreError, match="left alone"):
        open_store(postgresql, folder)
    assert version(postgresql) == "1"
