"""The review file, what a spreadsheet does to it, and what becomes of it."""

from __future__ import annotations

import csv
import errno
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.checking import check_documents
from knowledge.data_folders import PACKAGED_DATA
from knowledge.documents.accepting import Described, document_of, row_check, write
from knowledge.documents.errors import NothingAcceptedError, ReviewFileError, UnreadableDocumentError
from knowledge.documents.review_file import COLUMNS, Reviewed, decided_above, read, reviewed, save
from knowledge.folder.reading import load
from knowledge.importers.errors import ImportingError, TargetExistsError
from knowledge.kept_rows import sha256_of
from tests.documents.conftest import Read

ABOUT = Described("lagesrapport", "Lägesrapport 2024")


@pytest.fixture
def rows(note: Path, read: Read) -> list[Reviewed]:
    """The rows of the note, all accepted."""
    proposals = read(note.read_text("utf-8"))
    return [replace(row, decision="accept") for row in reviewed(proposals, note.name, sha256_of(note))]


def _write(rows: list[Reviewed], note: Path, own: Path) -> Path:
    """The rows as a source."""
    return write(rows, ABOUT, note, own, [PACKAGED_DATA], name="r.csv").folder


def test_round_trip(tmp_path: Path, rows: list[Reviewed]) -> None:
    """What is saved is read back: byte order mark, semicolons, and no cell that a spreadsheet would run."""
    risky = replace(rows[0], evidence="- 11,8 mdr", place="=SUM(A1)", name_sv="'quoted'", note_sv="@x")
    save([risky, *rows[1:]], tmp_path / "r.csv")
    data = (tmp_path / "r.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfnumber;decision;")
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = next(csv.DictReader(file, delimiter=";"))
    assert not [cell for cell in (cells["evidence"], cells["place"], cells["note_sv"]) if cell[0] in "=+-@"]
    assert read(tmp_path / "r.csv") == [risky, *rows[1:]]


def test_what_a_spreadsheet_does(tmp_path: Path, rows: list[Reviewed]) -> None:
    """The zero of an area, months, truths and words of decision come back as they were; commas separate too."""
    said = {**{name: getattr(rows[0], name) for name in COLUMNS}, "area": "9", "period": "okt-22"}
    said |= {"approximate": "SANT", "decision": "Ja"}
    with (tmp_path / "r.csv").open("w", encoding="cp1252", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter=",")
        writer.writeheader()
        writer.writerow(said)
        writer.writerow(dict.fromkeys(COLUMNS, ""))
    (row,) = read(tmp_path / "r.csv")
    assert (row.area, row.period, row.approximate, row.decision) == ("09", "2022-10", "true", "accept")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a;b\n1;2\n", "the column 'decision' is missing"),
        (";".join(COLUMNS) + "\n1;kanske" + ";" * (len(COLUMNS) - 2) + "\n", "'kanske' is no decision"),
    ],
)
def test_no_review(tmp_path: Path, text: str, problem: str) -> None:
    """What is no review, or decides nothing that is known, is refused."""
    (tmp_path / "r.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ReviewFileError, match=problem):
        read(tmp_path / "r.csv")
    with pytest.raises(ReviewFileError, match="no such file"):
        read(tmp_path / "saknas.csv")


def test_accept_above(rows: list[Reviewed]) -> None:
    """Only undecided rows that are sure enough are accepted."""
    undecided = [replace(rows[0], decision="reject"), *(replace(row, decision="") for row in rows[1:])]
    made = decided_above([replace(undecided[0], confidence="0,99"), *undecided[1:]], 0.5)
    assert made[0].decision == "reject"
    assert {row.decision for row in decided_above(undecided[1:], 1.0)} == {""}
    assert "accept" in {row.decision for row in made[1:]}


def test_accepted_rows_become_a_source(rows: list[Reviewed], note: Path, tmp_path: Path) -> None:
    """A folder that the data folder's own check and `check --documents` let pass, with what was rejected left out."""
    rows[0] = replace(rows[0], decision="reject")
    folder = _write(rows, note, tmp_path / "own")
    assert sorted(path.name for path in folder.iterdir()) == ["observations.csv", "source.yaml"]
    content = load([PACKAGED_DATA, tmp_path / "own"])
    held = [one for name in content.indicators for one in content.observations(name) if one.source == "lagesrapport"]
    assert len(held) == len(rows) - 1
    assert [one for one in held if one.approximate]
    report = check_documents([PACKAGED_DATA, tmp_path / "own"], [tmp_path])
    assert not [fault for fault in report.faults if fault.source == "lagesrapport"]
    assert report.fragments >= len(held)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"value": "4311"}, "not in its evidence"),
        ({"unit": "percent", "indicator": "ny"}, "not in its evidence|is kept in"),
        ({"evidence": "Besöken blev 4 310"}, "is not in the document"),
        ({"area": "99"}, "there is no area '99'"),
        ({"period": "2024-13"}, "is no period"),
        ({"scenario": "gissning"}, "is no scenario"),
        ({"unit": "euro"}, "is no unit"),
        ({"name_sv": ""}, "needs a name"),
        ({"evidence": "x" * 81}, "has 81 characters"),
        ({"value": "många"}, "is no number"),
    ],
)
def test_wrong_rows_are_refused(
    rows: list[Reviewed], note: Path, tmp_path: Path, change: dict[str, str], problem: str
) -> None:
    """Each fault of an accepted row is told, nothing is written; a rejected row may be as wrong as it likes."""
    number = next(i for i, row in enumerate(rows) if row.value == "4310")
    wrong = replace(rows[number], **change)  # type: ignore[arg-type]
    others = [row for row in rows if row.value != "4310"]
    if "unit" not in change or change["unit"] != "percent":
        with pytest.raises(ReviewFileError, match=problem):
            _write([wrong, *others], note, tmp_path / "own")
        assert not (tmp_path / "own").exists()
    assert _write([replace(wrong, decision="reject"), *others], note, tmp_path / "own").is_dir()


def test_the_same_figure_twice(rows: list[Reviewed], note: Path, tmp_path: Path) -> None:
    """Two accepted rows of the same figure are refused; a kind tells them apart."""
    twin = replace(rows[0], number="99")
    with pytest.raises(ReviewFileError, match="row 99: the same figure"):
        _write([*rows, twin], note, tmp_path / "own")
    folder = _write([*rows, replace(twin, breakdown="Andra halvåret")], note, tmp_path / "own")
    assert "andra_halvaret" in (folder / "observations.csv").read_text("utf-8")


def test_nothing_half_written(rows: list[Reviewed], note: Path, tmp_path: Path) -> None:
    """Where the result does not stand the check, or the folder is there already, all is as it was."""
    own = tmp_path / "own"
    clash = replace(rows[0], indicator="eget", name_sv="sektorsbidrag")
    with pytest.raises(ImportingError, match="sektorsbidrag"):
        _write([clash], note, own)
    assert not list(own.rglob("*.csv"))
    _write(rows, note, own)
    before = {path: path.read_bytes() for path in own.rglob("*") if path.is_file()}
    with pytest.raises(TargetExistsError):
        _write(rows, note, own)
    assert before == {path: path.read_bytes() for path in own.rglob("*") if path.is_file()}


def test_the_document_must_be_there(rows: list[Reviewed], note: Path, tmp_path: Path) -> None:
    """The document is looked for, must be the one that was read, and one review is of one document."""
    assert document_of(rows, [tmp_path / "nowhere", tmp_path], "r.csv") == note
    with pytest.raises(UnreadableDocumentError, match="--documents"):
        document_of(rows, [tmp_path / "nowhere"], "r.csv")
    changed = tmp_path / "changed"
    changed.mkdir()
    shutil.copy(note, changed)
    (changed / note.name).write_text("Annat", encoding="utf-8")
    with pytest.raises(UnreadableDocumentError, match="not the file that was read"):
        document_of(rows, [changed], "r.csv")
    with pytest.raises(ReviewFileError, match="several documents"):
        document_of([rows[0], replace(rows[1], document="b.txt")], [tmp_path], "r.csv")
    with pytest.raises(NothingAcceptedError):
        document_of([], [tmp_path], "r.csv")
    with pytest.raises(NothingAcceptedError):
        _write([replace(row, decision="") for row in rows], note, tmp_path / "own")


def test_faults_are_told_one_by_one(rows: list[Reviewed], note: Path) -> None:
    """A row that is in order has none; one that is not names each with its cure."""
    check = row_check([PACKAGED_DATA], note)
    assert [check.faults(row) for row in rows] == [[]] * len(rows)
    assert len(check.faults(replace(rows[0], area="x", period="y", scenario="z"))) == 3


def test_saving_keeps_the_old_file_on_failure(
    tmp_path: Path, rows: list[Reviewed], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full leaves the review as it was, and nothing beside it."""
    path = tmp_path / "r.csv"
    save(rows, path)
    before = path.read_bytes()
    monkeypatch.setattr("os.fsync", _full)
    with pytest.raises(OSError, match="full"):
        save(rows[:1], path)
    assert path.read_bytes() == before
    assert not list(tmp_path.glob(".r.csv-*"))


def _full(descriptor: int) -> None:
    """A disk without room."""
    del descriptor
    raise OSError(errno.ENOSPC, "full")
