"""From a document to an answer by the command, and the review in the terminal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from benchmarks.made_documents import annual_report
from bot.reviewing import Reviewer
from knowledge.data_folders import PACKAGED_DATA
from knowledge.documents.accepting import row_check
from knowledge.documents.review_file import Reviewed, read, save
from tests.documents.conftest import Run


def test_read_review_ask(note: Path, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The way that docs/reading.md shows: read, decide, write, check, ask."""
    assert run("knowledge", "read", note) == 0
    review = note.with_name(note.name + ".granskning.csv")
    assert str(review) in capsys.readouterr().out
    assert run("knowledge", "read", note) == 2
    assert "--replace" in capsys.readouterr().err
    assert run("knowledge", "read", note, "--replace") == 0
    assert run("knowledge", "review", review) == 2
    assert "--accept-above" in capsys.readouterr().err
    own = tmp_path / "own"
    assert run("knowledge", "review", review, "--accept-above", "0.1") == 0
    assert re.search(r"4 accepted, 0 rejected, 0 left", capsys.readouterr().out)
    written = ("--write", "--into", own, "--source", "lagesrapport", "--title", "Lägesrapport 2024")
    assert run("knowledge", "review", review, *written) == 0
    data = f"{PACKAGED_DATA}:{own}"
    assert run("--data", data, "knowledge", "check") == 0
    capsys.readouterr()
    assert run("--data", data, "ask", "hur många besök på ungdomsmottagningen på Gotland 2024?") == 0
    answer = capsys.readouterr().out
    assert "310" in answer
    assert "Lägesrapport 2024" in answer
    assert run("knowledge", "review", review, *written) == 1
    assert "is there already" in capsys.readouterr().err


def test_a_pdf_is_checked(tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """What was quoted from a PDF is held against the PDF by `check --documents`."""
    annual_report.write_pdf(tmp_path / "rapport.pdf")
    assert run("knowledge", "read", tmp_path / "rapport.pdf", "-o", tmp_path / "r.csv") == 0
    rows = read(tmp_path / "r.csv")
    chosen = [replace(row, decision="accept") for row in rows if row.value in ("8214", "6,2", "2604")]
    save(chosen, tmp_path / "r.csv")
    own = tmp_path / "own"
    assert run("knowledge", "review", tmp_path / "r.csv", "--write", "--into", own, "--source", "rapport") == 0
    run("--data", f"{PACKAGED_DATA}:{own}", "knowledge", "check", "--documents", tmp_path)
    said = capsys.readouterr()
    assert "rapport (rapport.pdf)" not in said.out + said.err
    table = own / "sources" / "rapport" / "observations.csv"
    table.write_text(table.read_text("utf-8").replace("Sjukfrånvaron sjönk", "Sjukfrånvaron föll"), encoding="utf-8")
    run("--data", f"{PACKAGED_DATA}:{own}", "knowledge", "check", "--documents", tmp_path)
    said = capsys.readouterr()
    assert "is not in the document" in said.out + said.err


@pytest.mark.parametrize(("name", "words"), [("saknas.pdf", "no such file"), ("gammal.doc", "Save it as .docx")])
def test_refused(tmp_path: Path, run: Run, name: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be read ends with 1 and with what would do."""
    if name.startswith("gammal"):
        (tmp_path / name).write_bytes(b"x")
    assert run("knowledge", "read", tmp_path / name) == 1
    assert words in capsys.readouterr().err


def test_a_document_without_figures(tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written where nothing is found."""
    (tmp_path / "ord.txt").write_text("Bara ord\n\nInga tal alls.\n", encoding="utf-8")
    assert run("knowledge", "read", tmp_path / "ord.txt") == 1
    assert "no figures" in capsys.readouterr().out
    assert not list(tmp_path.glob("*.csv"))


# The terminal


@pytest.fixture
def rows(note: Path, run: Run, capsys: pytest.CaptureFixture[str]) -> list[Reviewed]:
    """The rows of the note, undecided."""
    assert run("knowledge", "read", note) == 0
    capsys.readouterr()
    return read(note.with_name(note.name + ".granskning.csv"))


def typed(rows: Sequence[Reviewed], note: Path, keys: str) -> tuple[list[Reviewed], list[list[Reviewed]]]:
    """A review with some keys typed: the rows at its end, and what was saved after each."""
    saved: list[list[Reviewed]] = []
    with create_pipe_input() as pipe:
        pipe.send_text(keys)
        with create_app_session(input=pipe, output=DummyOutput()):
            reviewer = Reviewer(rows, row_check([PACKAGED_DATA], note), "sv", lambda now: saved.append(list(now)))
            return reviewer.run(), saved


def test_one_key_each(rows: list[Reviewed], note: Path) -> None:
    """Accept, reject, pass over, leave; each decision is saved at once, and a later review goes on there."""
    made, saved = typed(rows, note, "arsq")
    assert [row.decision for row in made] == ["accept", "reject", "", ""]
    assert [[row.decision for row in now] for now in saved] == [["accept", "", "", ""], ["accept", "reject", "", ""]]
    again, _ = typed(made, note, "jn")
    assert [row.decision for row in again] == ["accept", "reject", "accept", "reject"]


def test_change_and_back(rows: list[Reviewed], note: Path) -> None:
    """A thing is changed by its digit, and a decision is taken back."""
    made, _ = typed(rows, note, "c4" + "\x15" + "2023\r" + "abrq")
    assert made[0].period == "2023"
    assert [row.decision for row in made] == ["reject", "", "", ""]


def test_wrong_rows_are_not_accepted(rows: list[Reviewed], note: Path) -> None:
    """A row that the store would refuse stays until it is mended or rejected."""
    broken = [replace(rows[0], value="2"), *rows[1:]]
    made, _ = typed(broken, note, "aarq")
    assert [row.decision for row in made] == ["reject", "", "", ""]
