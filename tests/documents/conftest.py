"""A catalogue to propose by, the command, and a document to read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot import cli
from knowledge.catalogue import Catalogue
from knowledge.compiled_catalogue import catalogue_of
from knowledge.documents.opening import read_document
from knowledge.documents.proposal import Proposal
from knowledge.documents.proposing import propose
from knowledge.store import Store

Run = Callable[..., int]
Read = Callable[[str], list[Proposal]]

NOTE = """\
Lägesrapport 2024 för Region Gotland

Besöken på ungdomsmottagningen blev 4 310, en ökning med 6,5 procent.

Hyrläkarna kostade drygt 38 miljoner kronor. Kostnaden per invånare uppgick till 621 kronor per invånare.
"""


@pytest.fixture(scope="session")
def catalogue(store: Store) -> Catalogue:
    """The catalogue of the package's data."""
    return catalogue_of(store)


@pytest.fixture
def read(tmp_path: Path, catalogue: Catalogue) -> Read:
    """Reads a text; gives what is proposed."""

    def reads(text: str) -> list[Proposal]:
        path = tmp_path / "text.txt"
        path.write_text(text, encoding="utf-8")
        return propose(read_document(path), catalogue)

    return reads


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """A short report as a text file."""
    path = tmp_path / "lagesrapport.txt"
    path.write_text(NOTE, encoding="utf-8")
    return path


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `siffersvar --lang en …` where nobody is at the keyboard."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SIFFERSVAR_KNOWLEDGE_URL", f"sqlite:///{tmp_path / 'store.sqlite'}")
    monkeypatch.delenv("SIFFERSVAR_DATA", raising=False)

    def runs(*typed: object) -> int:
        return cli.main(["--lang", "en", *map(str, typed)])

    return runs
