"""Fragments and documents held against each other, and the coverage table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.checking import check_documents, folded, stands_in
from knowledge.coverage import coverage
from knowledge.store import open_store

Edit = Callable[[str, str, str], None]


def test_all_in_order(folder: Path, documents: Path, url: str) -> None:
    """Every fragment stands in its document; a folder and an open store are checked alike."""
    report = check_documents(folder, [documents])
    assert (report.documents, report.fragments, report.faults, report.missing) == (1, 9, (), ())
    assert report.agrees
    with open_store(url, folder) as store:
        assert check_documents(store, [documents]) == report


def test_a_document_beside_its_source(folder: Path, documents: Path) -> None:
    """A document may stand in the source's own folder."""
    (documents / "beslut.txt").rename(folder / "sources/beslut/beslut.txt")
    report = check_documents(folder, [])
    assert (report.documents, report.missing, report.agrees) == (1, (), True)


def test_a_missing_document(folder: Path, tmp_path: Path) -> None:
    """A document that is nowhere is reported as missing, and is no fault."""
    report = check_documents(folder, [tmp_path])
    assert report.agrees
    assert [str(fault) for fault in report.missing] == ["beslut (beslut.txt): the document was not found"]


def test_another_document(folder: Path, documents: Path) -> None:
    """A document of other bytes has another hash, and may lack fragments."""
    path = documents / "beslut.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("Nord 100", "Nord 101"), encoding="utf-8")
    report = check_documents(folder, [documents])
    assert not report.agrees
    messages = [str(fault) for fault in report.faults]
    assert "SHA-256" in messages[0]
    assert messages[1:] == [
        'beslut (beslut.txt): figure bidrag, 01, 2024, grant: the fragment "Nord 100" is not in the document'
    ]


@pytest.mark.parametrize("name", ["facts.yaml", "gaps.yaml"])
def test_fragments_of_facts_and_gaps(name: str, folder: Path, documents: Path, edit: Edit) -> None:
    """Facts and gaps are held against the document, too."""
    edit(f"sources/beslut/{name}", "evidence: Beslut om bidrag", "evidence: Beslut om skatt")
    (fault,) = check_documents(folder, [documents]).faults
    assert name.removesuffix("s.yaml") in str(fault)
    assert '"Beslut om skatt" is not in the document' in str(fault)


def test_the_copy_with_the_right_hash_is_taken(folder: Path, documents: Path, tmp_path: Path) -> None:
    """Of two files of one name the right one counts."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "beslut.txt").write_text("another one")
    assert check_documents(folder, [other, documents]).agrees
    assert not check_documents(folder, [other]).agrees


def test_a_document_that_is_no_text(folder: Path, documents: Path) -> None:
    """A picture or a spreadsheet cannot hold a fragment."""
    (documents / "beslut.txt").write_bytes(b"\xff\xd8\xff")
    assert any("not UTF-8" in str(fault) for fault in check_documents(folder, [documents]).faults)


@pytest.mark.parametrize(
    ("fragment", "document", "stands"),
    [
        ("Nord 100", "Syd 1 Nord 100 Öst", True),
        ("Nord 100", "Nord 1000", False),
        ("Nord 100", "Nord 100 000", False),
        ("Nord 100", "Nord 100,5", False),
        ("Nord 100", "Nord 100.", True),
        ("Nord 100", "Nord 100, Syd", True),
        ("262 434", "398 262 434", False),
        ("98 262 434", "398 262 434", False),
        ("8 procent", "11,8 procent", False),
        ("1034 0", "1034 1034 0", True),
        ("466 450 16", "intäkter 466 450 16 Interna", True),
        ("100", "Nord 1000 Syd 100", True),
        ("10 mkr", "vård 10 mkr", True),
        ("", "anything", False),
    ],
)
def test_numbers_are_not_cut(fragment: str, document: str, stands: bool) -> None:
    """A fragment that begins or ends within a number does not stand there."""
    assert (stands_in(fragment, document) is None) == stands


def test_white_space_is_folded() -> None:
    """Line ends, form feeds, hard spaces and decomposed letters make no difference."""
    assert folded("a\u030a\n\n b\u00a0c\x0cd ") == "å b c d"


def test_coverage(folder: Path, url: str) -> None:
    """The table names each document, figure, fact and gap with its place, the same each time."""
    text = coverage(folder)
    with open_store(url, folder) as store:
        assert coverage(store) == text
    assert "| beslut.txt | Beslutet | 7 | 1 | 1 |" in text
    assert "| Bidrag · Nord · 2024 · grant | 100 kr | Tabell 1, rad Nord |" in text
    assert "| Väntetid · Riket · period not stated · outcome | 1,5 to 2,5 days | Text |" in text
    assert "| Andel · Unga · Riket · 2024 · outcome | about 33,3333333333 percent | Text |" in text
    assert "| Resultat · region not named · 2022-10 · outcome | \u221211,8 mdkr | Text |" in text
    assert "| bidrag (what) | Om bidrag. | Rubriken |" in text.replace("Bidrag (what)", "bidrag (what)")
    assert "| Skatten | no_figure | Rubriken |" in text
    assert text.endswith("\n")


def test_coverage_escapes(folder: Path, edit: Edit) -> None:
    """A bar in a text does not break the table."""
    edit("sources/beslut/facts.yaml", "sv: Om bidrag.", 'sv: "Om bidrag | stöd."')
    assert "Om bidrag \\| stöd." in coverage(folder)
