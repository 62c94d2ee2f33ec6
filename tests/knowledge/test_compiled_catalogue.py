"""The catalogue's index in the store: equal to one computed afresh, and never of other data or other code."""

from __future__ import annotations

import ast
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

import knowledge
from knowledge import hashing
from knowledge.answering import Engine
from knowledge.catalogue import Catalogue
from knowledge.compiled_catalogue import catalogue_of, dumps, loads
from knowledge.data_folders import PACKAGED_DATA
from knowledge.indexing import computed_catalogue
from knowledge.store import Store, open_store
from knowledge.subjects import Index

PACKAGE = Path(str(knowledge.__path__[0]))
RANKING_ONLY = {"holdings", "matching", "store", "weights"}
"""Modules that the index's modules import and that do not decide what it holds."""

QUESTIONS = (
    "hur mycket fick skåne",
    "vilka regioner fick mest per invånare?",
    "Stämmer det att Stockholm fik 600 miljoner kronor?",
    "how much did Västra Götaland receive",
    "vad är sektorsbidrag",
    "vem betalar ut pengarna",
    "primärvårdssatsn",
    "väntetider i vasternorrland 2024",
    "hur stort blir underskottet",
    "vad är klockan",
)


@pytest.fixture(scope="module")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store of the packaged data folder."""
    return open_store(f"sqlite:///{tmp_path_factory.mktemp('packaged')}/knowledge.sqlite", PACKAGED_DATA)


def same(one: Catalogue, other: Catalogue) -> None:
    """Everything in two catalogues is equal."""
    assert one.subjects == other.subjects
    assert one.vocabulary == other.vocabulary
    assert list(one.vocabulary.tables.exact) == list(other.vocabulary.tables.exact)
    assert one.spelling == other.spelling
    assert list(one.spelling.forms) == list(other.spelling.forms)
    assert one.places == other.places
    assert list(one.places.areas) == list(other.places.areas)
    assert list(one.index.aliases) == list(other.index.aliases)
    assert list(one.index.parts) == list(other.index.parts)
    assert (one.index.owners, one.index.totals) == (other.index.owners, other.index.totals)
    assert {part: list(found) for part, found in one.index.postings.items()} == {
        part: list(found) for part, found in other.index.postings.items()
    }
    assert list(one.index.words) == list(other.index.words)
    assert list(one.index.nearby) == list(other.index.nearby)
    assert one.index.synonyms == other.index.synonyms
    assert one.document_words == other.document_words


def test_every_field_is_compared() -> None:
    """A field that is added to the catalogue or its index is also written, read and compared."""
    compared = {"subjects", "vocabulary", "spelling", "places", "index"}
    assert {held.name for held in fields(Catalogue) if held.compare} == compared | {"store"}
    compared = {"aliases", "parts", "owners", "totals", "postings", "words", "nearby", "synonyms"}
    assert set(Index.__struct_fields__) == compared


def test_equals_the_one_computed(packaged: Store) -> None:
    """The packaged data give the same catalogue, read or computed."""
    assert packaged.compiled_catalogue is not None
    computed = computed_catalogue(packaged)
    same(loads(packaged, packaged.compiled_catalogue), computed)
    same(catalogue_of(packaged), computed)
    assert dumps(computed) == packaged.compiled_catalogue


def test_equals_the_one_computed_with_synonyms(folder: Path, url: str, edit: Callable[[str, str, str], None]) -> None:
    """So does a small folder, which has what the packaged data may lack."""
    edit("language/synonyms.sv.txt", "pengar | medel", "bidraget | nettobelopp")
    with open_store(url, folder) as store:
        computed = computed_catalogue(store)
        assert computed.index.synonyms
        same(catalogue_of(store), computed)
        assert dumps(loads(store, dumps(computed))) == dumps(computed)


def test_answers_are_the_same(packaged: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions of all kinds have one answer, whichever way the catalogue came."""
    quick = Engine(packaged)
    monkeypatch.setattr("knowledge.answering.catalogue_of", computed_catalogue)
    slow = Engine(packaged)
    today = date(2025, 6, 1)
    for question in QUESTIONS:
        assert quick.ask(question, today=today) == slow.ask(question, today=today), question


def test_is_the_same_in_every_process(packaged: Store) -> None:
    """The order in which a process happens to hold its sets does not matter."""
    code = f"""
import hashlib, sys
from knowledge.compiled_catalogue import dumps
from knowledge.indexing import computed_catalogue
from knowledge.store import open_store
print(hashlib.sha256(dumps(computed_catalogue(open_store({packaged.url!r}))).encode()).hexdigest())
"""
    made = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": str(PACKAGE.parent), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert made[0] == made[1]


def test_aliases_and_postings_are_like_lists(packaged: Store) -> None:
    """What is unpacked late answers as a whole list or table would."""
    read, computed = catalogue_of(packaged), computed_catalogue(packaged)
    assert read.index.aliases[-3:] == computed.index.aliases[-3:]
    assert len(read.index.aliases) == len(computed.index.aliases)
    assert len(read.index.postings) == len(computed.index.postings)
    assert set(read.index.postings) == set(computed.index.postings)
    assert read.index.postings.get(-1) is None
    assert read.index.postings.get(1_000_000) is None
    with pytest.raises(IndexError):
        read.index.aliases[len(computed.index.aliases)]


def test_a_store_without_it_computes_it(folder: Path, url: str) -> None:
    """A store that lacks the row, or whose row is spoilt, works."""
    with open_store(url, folder) as store:
        before = dumps(computed_catalogue(store))
    file = url.removeprefix("sqlite:///")
    for statement in (
        "UPDATE document SET content = '{}' WHERE name = 'catalogue'",
        "DELETE FROM document WHERE name = 'catalogue'",
    ):
        with sqlite3.connect(file) as connection:
            connection.execute(statement)
        connection.close()
        with open_store(url, folder) as store:
            assert dumps(catalogue_of(store)) == before


def test_follows_the_data(folder: Path, url: str, edit: Callable[[str, str, str], None]) -> None:
    """A new alias is found at once."""
    open_store(url, folder).close()
    edit("indicators/vantan.yaml", "[hur lång kö]", "[hur lång kö, dröjsmål]")
    with open_store(url, folder) as store:
        assert store.compiled_catalogue is not None
        assert "dröjsmål" in store.compiled_catalogue
        assert catalogue_of(store).vocabulary.exact("dröjsmål")


def test_follows_the_code(folder: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index that other code made is not used, and the store is built anew."""
    open_store(url, folder).close()
    file = url.removeprefix("sqlite:///")
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE document SET content = 'old' WHERE name = 'catalogue'")
    connection.close()
    monkeypatch.setattr("knowledge.store.catalogue_code", lambda: "another")
    monkeypatch.setattr("knowledge.loading.catalogue_code", lambda: "another")
    with open_store(url, folder) as store:
        assert store.compiled_catalogue is not None
        assert store.compiled_catalogue != "old"


def test_a_store_of_other_code_that_cannot_be_written(folder: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The catalogue is then computed; other data are still refused."""
    from knowledge.errors import StoreNotWritableError  # noqa: PLC0415
    from knowledge.loading import build  # noqa: PLC0415

    build(folder, url)

    def refuse(*_: object) -> None:
        raise StoreNotWritableError(Path("x"), "read-only")

    monkeypatch.setattr("knowledge.loading.build", refuse)
    monkeypatch.setattr("knowledge.store.catalogue_code", lambda: "another")
    with open_store(url, folder) as store:
        assert store.compiled_catalogue is None
        assert catalogue_of(store).subjects
    (folder / "language" / "common.sv.txt").write_text("annat\n", encoding="utf-8")
    with pytest.raises(StoreNotWritableError):
        open_store(url, folder)


@pytest.mark.parametrize("module", hashing.CATALOGUE_MODULES)
def test_the_code_hash_follows_every_module(module: str, tmp_path: Path) -> None:
    """A change to any of the modules changes the hash; without their sources there is none."""
    for name in hashing.CATALOGUE_MODULES:
        copy = tmp_path / f"{name}.py"
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes((PACKAGE / f"{name}.py").read_bytes())
    hashing.catalogue_code.cache_clear()
    before = hashing.catalogue_code(tmp_path)
    assert before == hashing.catalogue_code()
    changed = tmp_path / f"{module}.py"
    changed.write_bytes(changed.read_bytes() + b"\n")
    hashing.catalogue_code.cache_clear()
    assert hashing.catalogue_code(tmp_path) not in ("", before)
    changed.unlink()
    hashing.catalogue_code.cache_clear()
    assert not hashing.catalogue_code(tmp_path)
    hashing.catalogue_code.cache_clear()


@pytest.mark.parametrize("module", hashing.CATALOGUE_MODULES)
def test_the_code_hash_covers_what_its_modules_import(module: str) -> None:
    """A module that one of them begins to import is to be named beside them."""
    imported: set[str] = set()
    for node in ast.walk(ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("knowledge."):
            imported.add(node.module.removeprefix("knowledge.").replace(".", "/"))
    assert imported <= {*hashing.CATALOGUE_MODULES, *RANKING_ONLY}
