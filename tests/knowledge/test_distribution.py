"""Figures can be spread over partitions or servers by their indicator: each question's statements stay within one.

What the tests hold is told to operators in docs/scale.md, from which the statements for PostgreSQL are taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    URL,
    BindParameter,
    Connection,
    Dialect,
    Engine,
    Select,
    Table,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.pool import NullPool
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BinaryExpression, BooleanClauseList, ColumnElement

from knowledge import schema, store
from knowledge.answering import Engine as Answers
from knowledge.data_folders import PACKAGED_DATA
from knowledge.loading import build
from knowledge.store import open_store

DISTRIBUTED = (schema.observation, schema.missing)
"""The tables that grow with the figures; all others are small, and copied to every server."""
QUESTIONS = (
    "hur mycket fick Skåne i sektorsbidrag",
    "sektorsbidrag per invånare i Skåne och Halland",
    "vilken region fick mest sektorsbidrag",
    "hur stor andel av sektorsbidraget fick Stockholm",
    "stämmer det att Skåne fick 398 miljoner i sektorsbidrag?",
    "hur gick det för regionerna 2024",
    "vilken post avviker mest",
    "what did Norrland get",
    "vad finns om väntetider?",
)
DOCUMENTED = re.compile(r"```sql\n(?P<sql>.*?)```", re.DOTALL)


class Cockroach(postgresql.psycopg.PGDialect_psycopg):
    """PostgreSQL's language under another name, as other servers that speak it have it."""

    name = "cockroachdb"
    supports_statement_cache = False


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[Select[Any]]]:
    """What is executed when questions are asked, with the store's ways for few and for many figures."""
    found: list[Select[Any]] = []

    def note(_connection: Connection, statement: Any, *_: object) -> None:
        if isinstance(statement, Select):
            found.append(statement)

    event.listen(Engine, "before_execute", note)
    try:
        for few in (store._FEW, 0):
            monkeypatch.setattr(store, "_FEW", few)
            with open_store(f"sqlite:///{tmp_path}/knowledge.sqlite", PACKAGED_DATA) as held:
                if few:
                    found.clear()  # what building it takes
                engine = Answers(held)
                assert {engine.ask(question).status for question in QUESTIONS} >= {"answered"}
        yield found
    finally:
        event.remove(Engine, "before_execute", note)


def conditions(clause: ColumnElement[Any] | None) -> list[ColumnElement[Any]]:
    """The conditions all of which hold."""
    if isinstance(clause, BooleanClauseList) and clause.operator is operators.and_:
        return [each for part in clause.clauses for each in conditions(part)]
    return [] if clause is None else [clause]


def names_the_indicator(condition: ColumnElement[Any], table: Table) -> bool:
    """Whether a condition says of which indicators: by equality, or a list, of values that are given."""
    return (
        isinstance(condition, BinaryExpression)
        and condition.operator in (operators.eq, operators.in_op)
        and condition.left is table.c.indicator
        and isinstance(condition.right, BindParameter)
    )


def test_each_statement_of_a_question_stays_with_its_indicators(statements: list[Select[Any]]) -> None:
    """It reads one table, and where that is spread, rows of named indicators alone."""
    of_figures = [each for each in statements if set(each.get_final_froms()) & set(DISTRIBUTED)]
    assert {next(iter(each.get_final_froms())) for each in of_figures} == set(DISTRIBUTED)
    assert len({str(each) for each in of_figures}) >= 3  # all figures of one, some of one, those that are missing
    for statement in statements:
        (table,) = statement.get_final_froms()
        assert isinstance(table, Table)  # no join, no query within it
        if table in DISTRIBUTED:
            assert any(names_the_indicator(each, table) for each in conditions(statement.whereclause))


@pytest.mark.parametrize("kind", [sqlite.dialect, postgresql.psycopg.dialect, Cockroach], ids=lambda kind: kind.name)
def test_the_statements_are_plain_sql(statements: list[Select[Any]], kind: Callable[[], Dialect]) -> None:
    """Each can be said in every dialect, without functions, casts or hints that one of them alone would have."""
    for statement in statements:
        said = str(statement.compile(dialect=kind()))
        assert re.fullmatch(r'SELECT [\w.," \n]+\nFROM \w+( \nWHERE [^;]+)?', said.strip()), said
        assert "::" not in re.sub(r"::VARCHAR", "", said)  # psycopg names the type of a text, which changes nothing


@pytest.mark.parametrize("table", DISTRIBUTED, ids=lambda table: table.name)
def test_keys_begin_with_the_indicator(table: Table) -> None:
    """A key that holds the column by which rows are spread can be kept by each server alone."""
    key = list(table.primary_key.columns)
    assert key[0] is table.c.indicator
    assert {column.name for column in key} == {"indicator", "area", "period", "scenario", "breakdown", "source"}
    referred = {reference.column.table for reference in table.foreign_keys}
    assert not referred & set(DISTRIBUTED)  # only small tables, which are everywhere


def test_nothing_refers_to_figures() -> None:
    """No small table has a key into those that are spread."""
    referring = {
        reference.column.table for table in schema.metadata.tables.values() for reference in table.foreign_keys
    }
    assert not referring & set(DISTRIBUTED)


def with_options(url: str, options: str) -> str:
    """A URL with options of the server for each connection."""
    made: URL = make_url(url).update_query_dict({"options": options})
    return made.render_as_string(hide_password=False)


def test_questions_are_answered_by_a_database_that_cannot_be_written(folder: Path, postgresql: str) -> None:
    """So it is on a read replica: an up-to-date store is opened and read without a write or a lock of its own."""
    build(folder, postgresql)
    with open_store(with_options(postgresql, "-c default_transaction_read_only=on"), folder) as held:
        assert held.observations("bidrag")
        assert list(held.every_observation())
        held.ping()


def test_partitions_by_indicator(folder: Path, postgresql: str) -> None:
    """After the documented statements the same is read, from one partition; a build makes one table again."""
    documented = (Path(__file__).parents[2] / "docs" / "scale.md").read_text("utf-8")
    (sql,) = (found["sql"] for found in DOCUMENTED.finditer(documented) if "PARTITION BY HASH" in found["sql"])
    build(folder, postgresql)
    with open_store(postgresql, folder) as whole:
        before = {ident: whole.observations(ident) for ident in whole.indicators}
    engine = create_engine(postgresql, poolclass=NullPool)
    with engine.begin() as connection:
        for statement in filter(str.strip, sql.split(";")):
            connection.execute(text(statement))
    with open_store(postgresql, folder) as parted:
        assert {ident: parted.observations(ident) for ident in parted.indicators} == before
    asked = "EXPLAIN SELECT value FROM observation WHERE indicator = 'bidrag' AND area IN ('01', '02')"
    with engine.connect() as connection:
        plan = "\n".join(connection.execute(text(asked)).scalars())
    assert len(set(re.findall(r"observation_p\d+", plan))) == 1
    build(folder, postgresql)
    with engine.connect() as connection:
        kinds = connection.execute(
            text("SELECT relkind FROM pg_class WHERE relname LIKE 'observation%' AND relkind IN ('p', 'r')")
        )
        assert kinds.scalars().all() == ["r"]
