"""From the data folder to the store: what is read, what is refused, and that a build is whole or not at all."""

from __future__ import annotations

import os
import sqlite3
import subprocess  # noqa: S404  (the tests start Python itself)
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from knowledge import loading
from knowledge.errors import (
    DataError,
    FolderMissingError,
    FolderRefusedError,
    NotAStoreError,
    StoreNotWritableError,
    StoreUrlError,
)
from knowledge.folder.areas import countries
from knowledge.hashing import content_hash
from knowledge.loading import build, load
from knowledge.model import Derivation, Names, Observation, Text
from knowledge.store import open_store

ROOT = Path(__file__).resolve().parents[2]
OBSERVATIONS = "sources/beslut/observations.csv"
Edit = Callable[[str, str, str], None]
Found = Callable[[], tuple[DataError, ...]]


def store_file(url: str) -> Path:
    """The file of a store's URL."""
    return Path(url.removeprefix("sqlite:///"))


# What is read


def test_what_is_read(folder: Path) -> None:
    """Every kind of thing, with exact values in base units and the text as published."""
    content = load(folder)
    figures = {figure.key: figure for figure in content.all_observations}
    deficit = figures["resultat", "-", "2022-10", "outcome", ""]
    assert (deficit.value, deficit.unit) == (Decimal(-11_800_000_000), "SEK")
    assert (deficit.published, deficit.published_unit) == ("\u221211,8", "mdkr")
    waiting = figures["vantetid", "00", "", "outcome", ""]
    assert (waiting.value, waiting.upper, waiting.published_upper) == (Decimal("1.5"), Decimal("2.5"), "2,5")
    assert figures["folk", "00", "2023-12-31", "outcome", ""].value == 1_234_567
    assert figures["bidrag", "02", "2024", "grant", ""].note == Text("Söder.", "South.")
    assert content.areas["0101"].parent == "01"
    assert content.areas["0101"].aliases == Names(("Nordstan",))
    assert content.areas["01"].aliases == Names(("Norden", "nordlänningar"), ("Northland",))
    assert content.areas["NO"].name == "Norge"
    assert content.indicators["netto"].derived == Derivation("difference", ("bidrag", "resultat"))
    assert content.indicators["bidrag"].default == (("area", "00"), ("scenario", "grant"))
    assert content.tables["ekonomi"].indicators == ("bidrag",)
    assert content.groups[0].members == ("01", "02")
    assert content.lexicon.frame == {"hur", "no", "på", "how"}
    assert content.lexicon.common == {"bil", "hus"}
    assert content.lexicon.smalltalk == {"greeting": ("hej", "hello")}
    assert content.synonyms == (("pengar", "medel"),)
    assert content.checks == 1


def test_values_are_without_trailing_zeros_or_exponents(folder: Path) -> None:
    """A value prints as digits."""
    values = {str(figure.value) for figure in load(folder).all_observations}
    assert values == {"300", "100", "200", "1.5", "33.3333333333", "1234567", "-11800000000"}


def test_countries() -> None:
    """ISO countries in both languages, without Sweden and without CLDR's other codes."""
    world = countries()
    assert (world["NO"].name, world["NO"].name_en, world["NO"].kind) == ("Norge", "Norway", "country")
    assert not {"SE", "EU", "EZ", "UN", "ZZ", "XA", "QO"} & world.keys()
    assert 240 < len(world) < 255


@pytest.mark.parametrize("spoil", ["bom", "crlf", "both", "cr"])
def test_bom_and_crlf(folder: Path, spoil: str) -> None:
    """Files from Windows and old Macs say the same."""
    before = load(folder)
    for path in folder.rglob("*.*"):
        data = path.read_bytes()
        if spoil in {"crlf", "both"}:
            data = data.replace(b"\n", b"\r\n")
        if spoil == "cr":
            data = data.replace(b"\n", b"\r")
        path.write_bytes((b"\xef\xbb\xbf" if spoil in {"bom", "both"} else b"") + data)
    after = load(folder)
    assert (after.all_observations, after.indicators, after.facts) == (
        before.all_observations,
        before.indicators,
        before.facts,
    )


def test_semicolon_csv_with_decimal_comma(folder: Path) -> None:
    """What a Swedish Excel writes: semicolons, decimal commas without quotes, SANT and FALSKT."""
    before = load(folder).all_observations
    lines = ["indicator;area;period;scenario;breakdown;value;upper;unit;approximate;place;evidence;note_sv;note_en"]
    lines += ["vantetid;00;;outcome;;1,5;2,5;days;FALSKT;Text;från 1,5 till 2,5 dagar;;"]
    lines += ["andel;00;2024;outcome;unga;33,3333333333;;percent;SANT;Text;En tredjedel av regionerna;;"]
    lines += [";;;;;;;;;;;;"]
    (folder / OBSERVATIONS).write_text("\n".join(lines), encoding="utf-8-sig", newline="\r\n")
    (folder / "sources/beslut/checks.yaml").unlink()
    after = load(folder).all_observations
    assert after == tuple(figure for figure in before if figure.indicator in {"vantetid", "andel"})


def test_decomposed_letters_are_composed(folder: Path, edit: Edit) -> None:
    """An å typed as a and a ring is the same å."""
    edit("indicators/vantan.yaml", "hur lång kö", "hur la\u030ang kö")
    assert load(folder).indicators["vantetid"].aliases.sv == ("hur lång kö",)


def test_editors_backups_are_not_read(folder: Path) -> None:
    """Hidden files and backups neither count nor change the hash."""
    before = content_hash(folder)
    (folder / "sources/beslut/facts.yaml~").write_text("rubbish")
    (folder / "sources/.DS_Store").write_bytes(b"\0\1")
    assert content_hash(folder) == before
    assert load(folder).facts


# Builds


def test_report_counts(folder: Path, url: str) -> None:
    """A build says what the store holds."""
    report = build(folder, url)
    assert (report.sources, report.indicators, report.observations, report.facts, report.gaps) == (1, 6, 7, 1, 1)
    assert (report.tables, report.groups, report.checks) == (1, 1, 1)
    assert report.content_hash == content_hash(folder)


def test_tables_can_be_read_by_others(folder: Path, url: str) -> None:
    """The store is a plain database: exact text for values, JSON for names."""
    build(folder, url)
    with sqlite3.connect(store_file(url)) as connection:
        value = connection.execute("SELECT value FROM observation WHERE indicator = 'resultat'").fetchone()
        names = connection.execute("SELECT aliases FROM area WHERE code = '02'").fetchone()
        parent = connection.execute("SELECT parent FROM area WHERE code = '0201'").fetchone()
        members = connection.execute("SELECT area FROM group_member ORDER BY position").fetchall()
    connection.close()
    assert value == ("-11800000000",)
    assert names == ('{"sv": ["sydlänningar"], "en": []}',)
    assert parent == ("02",)
    assert members == [("01",), ("02",)]


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
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603


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


def test_an_observations_fields_fit_the_table() -> None:
    """Every field of an observation has its column."""
    from dataclasses import fields

    from knowledge.schema import observation

    columns = set(observation.c.keys()) - {"note_sv", "note_en"}
    assert columns == {item.name for item in fields(Observation)} - {"note"}
