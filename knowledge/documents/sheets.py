"""XLSX -> a section a sheet, each with its table (openpyxl, by way of the importers)."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from knowledge.documents.blocks import Block, Paragraph, Section, folded, table_of
from knowledge.documents.errors import UnreadableDocumentError
from knowledge.importers.errors import UnreadableTableError
from knowledge.importers.workbooks import workbook_grid

_FEWEST = 2


def read_sheets(path: Path) -> tuple[str, list[Section]]:
    """Read a workbook: every visible sheet with anything in it.

    Args:
        path: the .xlsx file.

    Returns:
        Its title, which is the first text above the first table, and its sheets.

    Raises:
        UnreadableDocumentError: it is no workbook, or holds formulas that were never computed.
    """
    try:
        names = _names(path)
        grids = [workbook_grid(path, name) for name in names]
    except UnreadableTableError as error:
        raise UnreadableDocumentError(path.name, str(error), "or give another kind of file") from error
    found: list[Section] = []
    for grid in grids:
        blocks: list[Block] = []
        title = ""
        for part in _parts([[folded(cell) for cell in row] for row in grid.rows()]):
            if max(len({cell for cell in row if cell}) for row in part) < _FEWEST:
                blocks += [Paragraph(next(cell for cell in row if cell)) for row in part]
                title = title or next(cell for cell in part[0] if cell)
            else:
                blocks += table_of(part, _title(blocks))
        found.append(Section(title, tuple(blocks), f'Blad "{grid.sheet}"'))
    return next((section.heading for section in found if section.heading), ""), found


def _names(path: Path) -> list[str]:
    """The visible sheets with anything in them."""
    from openpyxl import load_workbook  # noqa: PLC0415  (half a second)

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        reason = f"it cannot be read as a workbook ({error})"
        raise UnreadableTableError(path.name, reason, "save it anew as .xlsx") from error
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return [sheet.title for sheet in sheets if any(any(row) for row in sheet.iter_rows(values_only=True))]


def _parts(rows: list[list[str]]) -> list[list[list[str]]]:
    """The rows cut at empty ones, and where lines of text give way to a table."""
    parts: list[list[list[str]]] = [[]]
    before = 0
    for row in rows:
        filled = len({cell for cell in row if cell})
        if not filled:
            parts.append([])
            before = 0
            continue
        alone = filled == 1 and bool(row[0])
        if parts[-1] and ((before == 1) != (filled == 1)) and (before == 1 or not alone):
            parts.append([])
        parts[-1].append(_once(row) if filled == 1 else row)
        before = filled
    return [part for part in parts if part]


def _once(row: list[str]) -> list[str]:
    """A row of one text, which merged cells hold several times, with it once."""
    text = next(cell for cell in row if cell)
    return [text, *("" for _ in row[1:])]


def _title(blocks: list[Block]) -> str:
    """What stands above a table."""
    above = [block.text for block in blocks if isinstance(block, Paragraph)]
    return next((text for text in reversed(above) if not re.match(r"(?:källa|source|not|note)\b", text, re.I)), "")
