"""A folder of one's own that imports go into, and tables to import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot import cli
from knowledge.answering import Engine
from knowledge.data_folders import PACKAGED_DATA
from knowledge.store import open_store

Run = Callable[..., int]
Ask = Callable[[str], str]

WIDE = """\
Tabell 3. Fullföljda besök inom vårdgarantin, procent

Region;2022;2023;2024
Stockholm;71,2;72,4;75,0
Uppsala;64,3;61,9;..
Södermanland;70,1;69,9;70,2
Östergötland;66,0;66,1;66,2
Gotland;88,0;..;-
Skåne;63,2;60,1 1);0,0
Riket;68,9;67,2;69,1

1) Preliminär uppgift.
.. = uppgift saknas på grund av byte av system
Källa: exempel
"""
NAMES = ("--name-sv", "Besök inom vårdgarantin", "--name-en", "Visits within the guarantee")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The data folder that imports go into; not there yet."""
    return tmp_path / "own"


@pytest.fixture
def run(own: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `siffersvar --lang en …` with the user's own folder in `own`."""
    monkeypatch.setenv("XDG_DATA_HOME", str(own.parent / "home"))
    monkeypatch.delenv("SIFFERSVAR_DATA", raising=False)

    def runs(*typed: object) -> int:
        return cli.main(["--lang", "en", *map(str, typed)])

    return runs


@pytest.fixture
def ask(own: Path, tmp_path: Path) -> Ask:
    """Asks a bot over the package's data and what was imported; gives what a person reads."""
    from bot.phrasing import Phrasing  # noqa: PLC0415  (only the tests that ask need it)

    def asks(question: str) -> str:
        with open_store(f"sqlite:///{tmp_path / 'asked.sqlite'}", (PACKAGED_DATA, own)) as store:
            engine = Engine(store)
            return Phrasing(engine).text(engine.ask(question))

    return asks


@pytest.fixture
def wide(tmp_path: Path) -> Path:
    """A table as a spreadsheet in Sweden saves it: semicolons, decimal commas, Windows-1252."""
    path = tmp_path / "vardgaranti.csv"
    path.write_bytes(WIDE.encode("cp1252").replace(b"\n", b"\r\n"))
    return path
