"""The open store: what it gives, that it only reads, and when it is built anew."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import delete
from sqlalchemy.exc import DatabaseError

from knowledge import schema
from knowledge.errors import FolderRefusedError, StoreCorruptError, StoreNotWritableError, StoreReplacedError
from knowledge.holdings import Holdings, held
from knowledge.loading import build, load
from knowledge.store import Store, open_store

ROOT = Path(__file__).resolve().parents[2]
Edit = Callable[[str, str, str], None]


def store_file(url: str) -> Path:
    """The file of a store's URL."""
    return Path(url.removeprefix("sqlite:///"))


def test_gives_what_the_folder_holds(folder: Path, url: str) -> None:
    """Everything comes back as it was loaded, in the folder's order."""
    content = load(folder)
    with open_store(url, folder) as store:
        assert store.content_hash == content.content_hash
        assert store.folder == folder
        for name in ("sources", "areas", "indicators", "tables", "facts", "gaps"):
            assert getattr(store, name) == getattr(content, name)
            assert list(getattr(store, name)) == list(getattr(content, name))
        assert (store.groups, store.lexicon, store.synonyms) == (content.groups, content.lexicon, content.synonyms)
        for indicator in content.indicators:
            assert store.observations(indicator) == content.observations(indicator)


def test_observations_are_in_a_fixed_order(folder: Path, url: str) -> None:
    """By source, period, area, scenario and breakdown; the same objects each time."""
    with open_store(url, folder) as store:
        figures = store.observations("bidrag")
        assert [figure.area for figure in figures] == ["00", "01", "02"]
        assert store.observations("bidrag") is figures
        assert store.observations("nothing") == ()


def test_holdings(folder: Path, url: str) -> None:
    """The distinct slot values of an indicator."""
    with open_store(url, folder) as store:
        bidrag = Holdings(("00", "01", "02"), ("2024",), ("grant",), ("",), (("beslut", 3),))
        assert store.holdings("bidrag") == bidrag
        assert bidrag.count == 3
        assert store.holdings("andel") == Holdings(("00",), ("2024",), ("outcome",), ("unga",), (("beslut", 1),))
        assert store.holdings("netto") == Holdings((), (), (), ())
        assert store.holdings("nothing") == Holdings((), (), (), ())


def test_holdings_without_the_list(folder: Path, url: str) -> None:
    """A store that does not list them gathers them from the figures, and says the same."""
    with open_store(url, folder) as store:
        listed = {ident: store.holdings(ident) for ident in store.indicators}
    with sqlite3.connect(store_file(url)) as connection:
        assert connection.execute("DELETE FROM document WHERE name = 'holdings'").rowcount == 1
    connection.close()
    with open_store(url, folder) as store:
        assert {ident: store.holdings(ident) for ident in store.indicators} == listed


def test_holdings_of_all_kinds(store: Store) -> None:
    """What the packaged store lists is what its figures are of."""
    for ident, indicator in store.indicators.items():
        kinds = [kind.id for kind in indicator.breakdowns]
        assert store.holdings(ident) == held(store.observations(ident), kinds)
    assert any(store.holdings(ident).ranged for ident in store.indicators)


@pytest.mark.parametrize("few", [0, 1_000])
def test_some_figures(store: Store, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of few figures and of many, those of some areas and periods are the same, in the same order."""
    monkeypatch.setattr("knowledge.store._FEW", few)
    every = store.observations("sektorsbidrag")
    held_for = store.holdings("sektorsbidrag")
    areas, periods = held_for.areas[2:5], held_for.periods[-1:]
    assert store.figures("sektorsbidrag") == every
    assert store.figures("sektorsbidrag", areas) == tuple(f for f in every if f.area in areas)
    assert store.figures("sektorsbidrag", (), periods) == tuple(f for f in every if f.period in periods)
    both = store.figures("sektorsbidrag", areas, periods)
    assert both == tuple(f for f in every if f.area in areas and f.period in periods)
    assert both
    assert store.figures("sektorsbidrag", ("99",)) == ()
    assert store.figures("nothing", ("00",)) == ()


def test_built_once(folder: Path, url: str) -> None:
    """A store that fits its folder is opened as it is, and reading changes no byte of it."""
    open_store(url, folder).close()
    path = store_file(url)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    path.chmod(0o444)
    with open_store(url, folder) as store:
        assert store.observations("bidrag")
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_cannot_be_written(folder: Path, url: str) -> None:
    """The store's connection refuses to write."""
    with (
        open_store(url, folder) as store,
        store._engine.connect() as connection,
        pytest.raises(DatabaseError, match="readonly"),
    ):
        connection.execute(delete(schema.observation))


def test_built_anew_when_the_folder_changes(folder: Path, url: str, edit: Edit) -> None:
    """Another byte in the folder, and the store is built anew; an open store keeps what it had."""
    with open_store(url, folder) as old:
        edit("sources/beslut/observations.csv", "Söder.", "Söderut.")
        with open_store(url, folder) as new:
            assert new.content_hash != old.content_hash
            assert new.observations("bidrag")[2].note.sv == "Söderut."
        assert old.observations("bidrag")[2].note.sv == "Söder."


def test_built_anew_for_another_schema(folder: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store of an older program is built anew."""
    with monkeypatch.context() as patch:
        patch.setattr(schema, "SCHEMA_VERSION", "0")
        open_store(url, folder).close()
    open_store(url, folder).close()
    with sqlite3.connect(store_file(url)) as connection:
        found = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
    connection.close()
    assert found == (schema.SCHEMA_VERSION,)


def test_a_refused_folder_is_said(folder: Path, url: str, edit: Edit) -> None:
    """Data in disorder stop the start, and the old store stays."""
    open_store(url, folder).close()
    before = store_file(url).read_bytes()
    edit("sources/beslut/observations.csv", "grant,,300", "grant,,301")
    with pytest.raises(FolderRefusedError, match="row 2, column value"):
        open_store(url, folder)
    assert store_file(url).read_bytes() == before


@pytest.mark.parametrize("spoil", ["empty", "garbage", "truncated", "no tables", "no documents", "broken documents"])
def test_a_spoilt_store_is_built_anew(spoil: str, folder: Path, url: str) -> None:
    """A file damaged in any way (15) is replaced."""
    build(folder, url)
    path = store_file(url)
    data = path.read_bytes()
    if spoil == "no tables":
        path.unlink()
        sqlite3.connect(path).close()
    elif spoil in {"no documents", "broken documents"}:
        with sqlite3.connect(path) as connection:
            change = "DELETE FROM document" if spoil == "no documents" else "UPDATE document SET content = '[{'"
            connection.execute(change)
        connection.close()
    else:
        path.write_bytes({"empty": b"", "garbage": b"x" * 5000, "truncated": data[: len(data) // 2]}[spoil])
    with open_store(url, folder) as store:
        assert len(store.observations("bidrag")) == 3


def test_damage_found_later_is_said(folder: Path, url: str) -> None:
    """Damage that shows only when figures are read is said, with the cure."""
    with open_store(url, folder) as store:
        with sqlite3.connect(store_file(url)) as connection:
            connection.execute("DROP TABLE observation")
        connection.close()
        with pytest.raises(StoreCorruptError, match="delete it"):
            store.observations("bidrag")


def test_a_place_that_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    """Where no store can be built, the path and the setting are named."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreNotWritableError, match="SIFFERSVAR_KNOWLEDGE_URL"):
        open_store(f"sqlite:///{tmp_path}/file/knowledge.sqlite", folder)


def test_names_with_marks_in_them(folder: Path, tmp_path: Path) -> None:
    """A path with a question mark, per cent sign or hash is the path it is."""
    path = tmp_path / "50% #1 å" / "k.sqlite"
    with open_store(f"sqlite:///{path}", folder) as store:
        assert store.observations("bidrag")
    assert path.exists()


def test_settings(folder: Path, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """URL and folder come from the environment where they are not given, else from the cache folder."""
    monkeypatch.setenv("SIFFERSVAR_DATA", str(folder))
    monkeypatch.setenv("SIFFERSVAR_KNOWLEDGE_URL", url)
    with open_store() as store:
        assert (store.folder, store.url) == (folder, url)
    monkeypatch.delenv("SIFFERSVAR_KNOWLEDGE_URL")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "home"))
    with open_store() as store:
        assert store.url.endswith("knowledge.sqlite")
        assert str(tmp_path / "home") in store.url


def test_many_threads_read_one_store(folder: Path, url: str) -> None:
    """Threads may ask at the same time."""
    with open_store(url, folder) as store, ThreadPoolExecutor(8) as pool:
        names = list(store.indicators) * 40
        found = list(pool.map(store.observations, names))
        expected = load(folder)
        assert found == [expected.observations(name) for name in names]


def test_reading_imports_no_pandas(folder: Path, url: str) -> None:
    """An up-to-date store is opened and read without pandas, YAML and Babel."""
    build(folder, url)
    code = (
        "import sys, pathlib\n"
        "from knowledge.store import open_store\n"
        "store = open_store(sys.argv[2], pathlib.Path(sys.argv[1]))\n"
        "assert store.observations('bidrag') and store.holdings('bidrag')\n"
        "print(sorted({'pandas', 'numpy', 'yaml', 'babel', 'platformdirs'} & set(sys.modules)))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code, str(folder), url]
    found = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"


def test_postgresql(folder: Path, edit: Edit, postgresql: str) -> None:
    """On PostgreSQL the same things come back, and a rebuild is noticed by stores that are open."""
    url = postgresql
    content = load(folder)
    build(folder, url)
    with open_store(url, folder) as store:
        assert (store.areas, store.facts, store.lexicon) == (content.areas, content.facts, content.lexicon)
        assert store.observations("bidrag") == content.observations("bidrag")
        edit("sources/beslut/observations.csv", "Söder.", "Söderut.")
        with open_store(url, folder) as new:
            assert new.observations("bidrag")[2].note.sv == "Söderut."
        assert store.observations("bidrag") == content.observations("bidrag")
        with pytest.raises(StoreReplacedError):
            store.observations("folk")
