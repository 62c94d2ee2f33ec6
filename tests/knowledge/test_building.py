"""Builds are whole or not at all, and happen only when the data folder has changed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge import hashing, loading
from knowledge.errors import (
    FolderMissingError,
    FolderRefusedError,
    NotAStoreError,
    StoreNotWritableError,
    StoreUrlError,
)
from knowledge.hashing import content_hash
from knowledge.loading import build
from knowledge.store import open_store

ROOT = Path(__file__).resolve().parents[2]
OBSERVATIONS = "sources/beslut/observations.csv"
Edit = Callable[[str, str, str], None]


def store_file(url: str) -> Path:
    """The file of a store's URL."""
    return Path(url.removeprefix("sqlite:///"))


def leftovers(url: str) -> list[str]:
    """Files beside a store."""
    path = store_file(url)
    return sorted(entry.name for entry in path.parent.iterdir() if entry.name != path.name)


def test_a_failure_half_way_leaves_the_old_store(
    folder: Path, url: str, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error after half of the rows leaves the old store untouched, and nothing beside it."""
    build(folder, url)
    before = store_file(url).read_bytes()
    edit("indicators/vantan.yaml", "sv: [hur många]", "sv: [hur många, antalet]")
    fill = loading._fill

    def broken(*args: object) -> None:
        fill(*args)  # type: ignore[arg-type]
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(loading, "_fill", broken)
    with pytest.raises(StoreNotWritableError, match="No space left"):
        build(folder, url)
    assert store_file(url).read_bytes() == before
    assert leftovers(url) == []
    monkeypatch.undo()
    with open_store(url, folder) as store:
        assert store.indicators["folk"].aliases.sv == ("hur många", "antalet")


def test_a_refused_folder_leaves_the_old_store(folder: Path, url: str, edit: Edit) -> None:
    """A folder in disorder is refused before anything is written."""
    build(folder, url)
    before = store_file(url).read_bytes()
    edit(OBSERVATIONS, "grant,,300", "grant,,301")
    with pytest.raises(FolderRefusedError):
        build(folder, url)
    assert store_file(url).read_bytes() == before


KILLED = """
import sys, time
from pathlib import Path
from knowledge import loading
fill = loading._fill
def slow(connection, content):
    fill(connection, content)
    print("half", flush=True)
    time.sleep(60)
loading._fill = slow
loading.build(Path(sys.argv[1]), sys.argv[2])
"""


def run(code: str, *args: str) -> subprocess.Popen[str]:
    """Start Python with the project on its path."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code, *args]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def test_a_killed_build_leaves_the_old_store(folder: Path, url: str, edit: Edit) -> None:
    """A process killed while it builds (15) leaves the old store readable; its remains are swept later."""
    build(folder, url)
    before = store_file(url).read_bytes()
    edit("indicators/vantan.yaml", "sv: [hur många]", "sv: [hur många, antalet]")
    with run(KILLED, str(folder), url) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "half\n"
        process.kill()
    assert store_file(url).read_bytes() == before
    assert leftovers(url)
    old = time.time() - 2 * 3600
    for remains in leftovers(url):
        os.utime(store_file(url).parent / remains, (old, old))
    with open_store(url, folder) as store:
        assert store.indicators["folk"].aliases.sv == ("hur många", "antalet")
    assert leftovers(url) == []


def test_two_processes_build_at_once(folder: Path, url: str) -> None:
    """Builders do not disturb each other: all succeed, and the store is whole."""
    code = "import sys, pathlib, knowledge.loading as k; k.build(pathlib.Path(sys.argv[1]), sys.argv[2])"
    processes = [run(code, str(folder), url) for _ in range(4)]
    for process in processes:
        with process:
            assert process.wait() == 0
    assert leftovers(url) == []
    with open_store(url, folder) as store:
        assert len(store.observations("bidrag")) == 3


def test_an_unwritable_place(folder: Path, tmp_path: Path) -> None:
    """A store that cannot be written is said so, with its path and the setting that moves it."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreNotWritableError, match="SIFFERSVAR_KNOWLEDGE_URL") as caught:
        build(folder, f"sqlite:///{tmp_path}/file/knowledge.sqlite")
    assert "file/knowledge.sqlite" in str(caught.value)


def test_another_database_is_left_alone(folder: Path, url: str) -> None:
    """A database of something else is never replaced."""
    path = store_file(url)
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE conversations (id TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NotAStoreError, match="left alone"):
        build(folder, url)
    assert path.read_bytes() == before


def test_a_locked_database_is_left_alone(folder: Path, url: str) -> None:
    """A database that cannot be looked into is not taken for a spoilt one."""
    path = store_file(url)
    path.parent.mkdir()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("CREATE TABLE conversations (id TEXT)")
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreNotWritableError, match="locked"):
        build(folder, f"{url}?timeout=0.1")
    connection.close()
    assert leftovers(url) == []


def test_a_spoilt_file_is_kept_aside(folder: Path, url: str) -> None:
    """What SQLite cannot read is replaced, and kept for whoever wants to look at it."""
    path = store_file(url)
    path.parent.mkdir()
    path.write_bytes(b"not a database" * 100)
    build(folder, url)
    assert leftovers(url) == ["knowledge.sqlite.corrupt"]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("no url", "no database URL"),
        ("sqlite://", "in memory"),
        ("sqlite:///:memory:", "in memory"),
        ("sqlite:///file:x?mode=ro&uri=true", "name the file itself"),
        ("unheard://host/name", "driver"),
        ("sqlite+aiosqlite:///x", "driver"),
    ],
)
def test_unusable_urls(folder: Path, written: str, reason: str) -> None:
    """A URL that cannot be used is said so."""
    with pytest.raises(StoreUrlError, match=reason):
        build(folder, written)


def test_passwords_are_not_shown(folder: Path) -> None:
    """An error about a database does not show its password."""
    with pytest.raises(StoreUrlError) as caught:
        build(folder, "sqlite+nothing://user:secret@host/name")
    assert "secret" not in str(caught.value)


def test_a_missing_folder(tmp_path: Path, url: str) -> None:
    """A folder that is not there is said so, with the setting that names it."""
    with pytest.raises(FolderMissingError, match="SIFFERSVAR_DATA"):
        build(tmp_path / "nowhere", url)


# The content hash


def test_hash_of_a_large_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few bytes of a file are in memory at a time, the hash is that of all of them."""
    whole = content_hash(folder)
    monkeypatch.setattr(hashing, "_AT_ONCE", 7)
    assert content_hash(folder) == whole


def test_hash_follows_paths_and_bytes(folder: Path) -> None:
    """Another byte, another name or another place gives another hash; the same files the same."""
    seen = {content_hash(folder)}
    assert content_hash(folder) in seen
    (folder / "language/extra.txt").write_text("x")
    seen.add(content_hash(folder))
    (folder / "language/extra.txt").rename(folder / "language/other.txt")
    seen.add(content_hash(folder))
    (folder / "language/other.txt").rename(folder / "other.txt")
    seen.add(content_hash(folder))
    (folder / "other.txt").write_text("y")
    seen.add(content_hash(folder))
    assert len(seen) == 5


def test_hash_is_fast(folder: Path) -> None:
    """Comparing the folder takes milliseconds."""
    content_hash(folder)
    begun = time.perf_counter()
    content_hash(folder)
    assert time.perf_counter() - begun < 0.05
