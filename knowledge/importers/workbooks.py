"""XLSX -> a grid (openpyxl): each cell as it is shown, merged cells filled, formulas by their stored results."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.importers.errors import LibraryMissingError, UnreadableTableError
from knowledge.importers.grids import Grid

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_DIGITS = 15
"""Digits that a spreadsheet itself shows at most; those behind are the float's."""
_LARGE = 20_000_000
"""From this many bytes on a sheet is read row by row, without its merged cells."""
_SECTION = re.compile(r"[0#,? \u00a0]*[0#?](?:\.(?P<decimals>[0#?]+))?(?P<thousands>,*)\s*(?P<percent>%)?")
_DECORATION = re.compile(r'\[[^\]]*\]|"[^"]*"|_.|\\.|\*.')


def workbook_grid(path: Path, sheet: str | None) -> Grid:
    """One sheet of a workbook.

    Args:
        path: the .xlsx file.
        sheet: the sheet's name; the first with anything in it where it is None.

    Returns:
        The grid.

    Raises:
        UnreadableTableError: it is no workbook, has no such sheet, or holds formulas that were never computed.
        LibraryMissingError: openpyxl is not installed.
    """
    try:
        from openpyxl import load_workbook  # noqa: PLC0415  (half a second)
    except ImportError as error:
        raise LibraryMissingError("openpyxl") from error
    whole = path.stat().st_size < _LARGE
    try:
        book = load_workbook(path, data_only=True, read_only=not whole)
        page = _sheet(book, path, sheet)
        _refuse_uncomputed(load_workbook(path, read_only=True), page, path)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        reason, cure = f"it cannot be read as a workbook ({error})", "save it anew as .xlsx, or as CSV UTF-8"
        raise UnreadableTableError(path.name, reason, cure) from error
    merged = _merged(page) if whole else {}

    def rows() -> Iterator[list[str]]:
        """The rows as they are shown."""
        for number, row in enumerate(page.iter_rows()):
            texts = [shown(cell.value, cell.number_format) for cell in row]
            for column, text in merged.get(number, {}).items():
                texts[column] = text
            yield texts

    others = len(book.sheetnames) - 1
    return Grid(path.name, f"XLSX, sheet '{page.title}'" + (f" of {others + 1}" if others else ""), page.title, rows)


def shown(value: object, number_format: str = "General") -> str:
    """A cell's value as the spreadsheet shows it, in Swedish notation.

    Args:
        value: what the cell holds.
        number_format: its format code.

    Returns:
        The text: digits with a decimal comma and no thousands separator, an ISO date, or the text itself.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == value.min.time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return _number(Decimal(repr(value) if isinstance(value, int) else format(value, f".{_DIGITS}g")), number_format)
    return " ".join(str(value).split())


def _number(value: Decimal, number_format: str) -> str:
    """A number as its format shows it; whole where the format is none that is known here."""
    section = _DECORATION.sub("", number_format.split(";", maxsplit=1)[0]).strip()
    found = _SECTION.fullmatch(section)
    percent = "%" in section
    if percent:
        value *= 100
    if found is not None:
        value = value.scaleb(-3 * len(found["thousands"]))
        value = value.quantize(Decimal(1).scaleb(-len(found["decimals"] or "")), rounding=ROUND_HALF_UP)
    else:
        value = value.normalize()
    return format(value, "f").replace(".", ",") + (" %" if percent else "")


def _sheet(book: Workbook, path: Path, name: str | None) -> Worksheet:
    """The sheet of that name, or the first with anything in it."""
    pages: list[Worksheet] = list(book.worksheets)
    if name is not None:
        found = next((page for page in pages if page.title.casefold() == name.casefold()), None)
        if found is None:
            cure = f"name one of its sheets: {', '.join(book.sheetnames)}"
            raise UnreadableTableError(path.name, f"it has no sheet '{name}'", cure)
        return found
    for page in pages:
        if page.sheet_state == "visible" and any(cell.value is not None for row in page.iter_rows() for cell in row):
            return page
    raise UnreadableTableError(path.name, "none of its sheets holds anything", "check that it is the right file")


def _merged(page: Worksheet) -> dict[int, dict[int, str]]:
    """The texts of merged cells beyond the first, by row and column."""
    found: dict[int, dict[int, str]] = {}
    for area in page.merged_cells.ranges:
        first = page.cell(area.min_row, area.min_col)
        text = shown(first.value, first.number_format)
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                if (row, column) != (area.min_row, area.min_col):
                    found.setdefault(row - 1, {})[column - 1] = text
    return found


def _refuse_uncomputed(formulas: Workbook, page: Worksheet, path: Path) -> None:
    """Refuse a workbook whose formulas have no stored results: they would pass for empty cells."""
    for row, values in zip(formulas[page.title].iter_rows(), page.iter_rows(), strict=False):
        for cell, value in zip(row, values, strict=False):
            if cell.data_type == "f" and value.value is None:
                place = cell.coordinate
                reason = f"the formula in cell {place} has no stored result"
                raise UnreadableTableError(path.name, reason, "open the file in a spreadsheet and save it")
    formulas.close()
