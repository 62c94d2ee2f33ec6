"""DOCX -> sections by its heading styles, with tables (python-docx)."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph as DocxParagraph

from knowledge.documents.blocks import Block, Paragraph, Section, folded, table_of
from knowledge.documents.errors import UnreadableDocumentError

_HEADING = re.compile(r"^(?:heading|rubrik|title|titel|subtitle|underrubrik)\b", re.IGNORECASE)
_CAPTION = re.compile(r"^(?:caption|beskrivning)\b", re.IGNORECASE)
_TABLE = re.compile(r"^(?:tabell|table)\s*[0-9]+", re.IGNORECASE)


def read_word(path: Path) -> tuple[str, list[Section]]:
    """Read a Word document; headers, footers and comments are left out.

    Args:
        path: the .docx file.

    Returns:
        Its title and its sections.

    Raises:
        UnreadableDocumentError: it is no Word document.
    """
    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile) as error:
        cure = "open it in a word processor and save it anew as .docx"
        raise UnreadableDocumentError(path.name, "it cannot be read as a Word document", cure) from error
    title = ""
    heading, blocks, found = "", list[Block](), list[Section]()
    caption = ""
    for item in document.iter_inner_content():
        if isinstance(item, DocxTable):
            blocks += table_of(_cells(item), caption)
            caption = ""
            continue
        text, style = folded(item.text), item.style.name if item.style is not None and item.style.name else ""
        if not text:
            continue
        if _HEADING.match(style) or _is_bold_line(item, text):
            title = title or text
            if blocks:
                found.append(Section(heading, tuple(blocks)))
            heading, blocks, caption = text, [Paragraph(text)], ""
            continue
        caption = text if _CAPTION.match(style) or _TABLE.match(text) else ""
        blocks.append(Paragraph(text))
    found.append(Section(heading, tuple(blocks)))
    return title or document.core_properties.title, found


def _is_bold_line(paragraph: DocxParagraph, text: str) -> bool:
    """Whether a paragraph is a heading by its looks: short, bold throughout, no sentence."""
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and len(text) < 90 and not text.endswith((".", ":", ",")) and all(run.bold for run in runs)


def _cells(table: DocxTable) -> list[list[str]]:
    """The texts of a table's cells, those that go over several columns once."""
    rows: list[list[str]] = []
    for row in table.rows:
        texts: list[str] = []
        left = 0
        for cell in row.cells:
            texts.append("" if left else cell.text)
            left = (left or cell.grid_span) - 1
        rows.append(texts)
    return rows
