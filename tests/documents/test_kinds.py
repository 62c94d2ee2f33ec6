"""Files of every kind are read, and what cannot be read is refused with what would do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook
from pptx import Presentation
from reportlab.pdfgen.canvas import Canvas

from knowledge.documents.blocks import Paragraph, Table
from knowledge.documents.errors import UnreadableDocumentError
from knowledge.documents.opening import KINDS, read_document


def _text(path: Path) -> None:
    path.write_text("Rubriken\n\nHär står 12 mkr.\n", encoding="utf-8")


def _web(path: Path) -> None:
    path.write_text("<h1>Rubriken</h1><nav>Bort 99</nav><p>Här står 12 mkr.<script>7</script></p>", encoding="utf-8")


def _word(path: Path) -> None:
    document = docx.Document()
    document.add_heading("Rubriken")
    document.add_paragraph("Här står 12 mkr.")
    document.save(str(path))


def _slides(path: Path) -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Rubriken"
    slide.placeholders[1].text = "Här står 12 mkr."
    deck.save(str(path))


def _workbook(path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Rubriken"])
    sheet.append(["Här står 12 mkr."])
    book.save(path)


def _pdf(path: Path) -> None:
    canvas = Canvas(str(path))
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawString(72, 760, "Rubriken")
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 700, "Här står 12 mkr.")
    canvas.save()


WRITERS: dict[str, Callable[[Path], None]] = {
    ".pdf": _pdf,
    ".docx": _word,
    ".pptx": _slides,
    ".xlsx": _workbook,
    ".xlsm": _workbook,
    ".html": _web,
    ".htm": _web,
    ".txt": _text,
    ".md": _text,
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind(tmp_path: Path, kind: str) -> None:
    """Heading and text of a small file of each kind that is said to be read."""
    path = tmp_path / f"liten{kind}"
    WRITERS[kind](path)
    document = read_document(path)
    assert document.title == "Rubriken"
    assert "Här står 12 mkr." in document.text
    assert "99" not in document.text
    assert "7" not in document.text.replace("12", "")


@pytest.mark.parametrize("kind", [".pdf", ".docx", ".pptx", ".xlsx"])
@pytest.mark.parametrize("content", [b"", b"not one of those", b"PK\x03\x04broken", b"%PDF-1.7\nbroken"])
def test_damaged(tmp_path: Path, kind: str, content: bytes) -> None:
    """A file that is not what its name says is refused, and says so."""
    path = tmp_path / f"trasig{kind}"
    path.write_bytes(content)
    with pytest.raises(UnreadableDocumentError, match="trasig"):
        read_document(path)


@pytest.mark.parametrize(
    ("name", "content", "cure"),
    [
        ("gammal.doc", b"x", "Save it as .docx"),
        ("bild.png", b"x", "These are"),
        ("tom.txt", b"  \n\n", "text recognition"),
        ("binar.txt", b"a\0b", "UTF-8"),
    ],
)
def test_refused(tmp_path: Path, name: str, content: bytes, cure: str) -> None:
    """Each refusal names its cure."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableDocumentError, match=cure):
        read_document(tmp_path / name)
    with pytest.raises(UnreadableDocumentError, match="no such file"):
        read_document(tmp_path / "saknas.pdf")


def test_cp1252(tmp_path: Path) -> None:
    """A text file as Windows saves it."""
    path = tmp_path / "windows.txt"
    path.write_bytes("Läget i Örebro\r\n\r\nKostnaden är 12 mkr.\r\n".encode("cp1252"))
    assert read_document(path).title == "Läget i Örebro"


def test_merged_cells_of_a_page(tmp_path: Path) -> None:
    """A header over two columns heads both; a row's name over two rows stays with its first."""
    path = tmp_path / "tabell.html"
    path.write_text(
        "<table><tr><th rowspan=2>Region</th><th colspan=2>2023</th></tr><tr><th>Kvinnor</th><th>Män</th></tr>"
        "<tr><td>Skåne</td><td>12</td><td>14</td></tr></table>",
        encoding="utf-8",
    )
    (table,) = (block for section in read_document(path).sections for block in section.blocks)
    assert isinstance(table, Table)
    assert [" ".join(sorted(header.split())) for header in table.headers] == ["2023 Kvinnor", "2023 Män"]
    assert [(cell.column, cell.text) for cell in table.rows[0].cells] == [(0, "12"), (1, "14")]


def test_page_numbers_are_no_figures(tmp_path: Path) -> None:
    """A number alone between pages is a page number; with a sign it is none."""
    path = tmp_path / "bilder.txt"
    path.write_text("Första bilden\n\n5\n\n\n\nAndra bilden\n\n-900\n", encoding="utf-8")
    blocks = [block for section in read_document(path).sections for block in section.blocks]
    figures = {block.text: block.figures for block in blocks if isinstance(block, Paragraph)}
    assert not figures["5"]
    assert figures["-900"]
