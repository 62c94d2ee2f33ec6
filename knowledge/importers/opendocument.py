"""ODS -> a grid (odfdo): each cell as it is shown, merged cells filled."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.importers.errors import LibraryMissingError, UnreadableTableError
from knowledge.importers.grids import Grid

if TYPE_CHECKING:
    from odfdo import Element, Table

_MOST_REPEATED = 1_000
"""A row ends in thousands of repeated empty cells; in between there are never so many."""


def opendocument_grid(path: Path, sheet: str | None) -> Grid:
    """One sheet of an OpenDocument spreadsheet.

    Args:
        path: the .ods file.
        sheet: the sheet's name; the first with anything in it where it is None.

    Returns:
        The grid.

    Raises:
        UnreadableTableError: it is no spreadsheet or has no such sheet.
        LibraryMissingError: odfdo is not installed.
    """
    try:
        from odfdo import Document  # noqa: PLC0415  (lxml comes with it)
    except ImportError as error:
        raise LibraryMissingError("odfdo") from error
    try:
        tables = Document(str(path)).body.tables
    except (OSError, KeyError, TypeError, ValueError, AttributeError, zipfile.BadZipFile) as error:
        reason, cure = f"it cannot be read as a spreadsheet ({error})", "save it anew as .ods, or as CSV UTF-8"
        raise UnreadableTableError(path.name, reason, cure) from error
    named = [table for table in tables if sheet is None or str(table.name).casefold() == sheet.casefold()]
    for table in named:
        found = list(_rows(table))
        if found or sheet is not None:
            return Grid(path.name, f"ODS, sheet '{table.name}'", str(table.name), lambda found=found: iter(found))  # type: ignore[misc]
    names = ", ".join(str(table.name) for table in tables)
    reason = f"it has no sheet '{sheet}'" if sheet is not None else "none of its sheets holds anything"
    raise UnreadableTableError(path.name, reason, f"name one of its sheets: {names}")


def _rows(table: Table) -> Iterator[list[str]]:
    """The rows as they are shown, without the empty cells and rows at the end."""
    # Spreadsheets say "and a million more of these": the elements themselves are read, since expanding takes seconds.
    pending = number = 0
    merged: dict[tuple[int, int], str] = {}
    for row in _elements(table, ".//table:table-row"):
        texts = _cells(row, number, merged)
        repeated = _count(row, "rows", "repeated")
        number += repeated
        if not texts:
            pending += repeated
            continue
        yield from ([] for _ in range(pending))
        yield from (list(texts) for _ in range(repeated))
        pending = 0


def _cells(row: Element, number: int, merged: dict[tuple[int, int], str]) -> list[str]:
    """The texts of one row; what its cells span is noted in `merged`."""
    texts: list[str] = []
    for cell in _elements(row, "table:table-cell|table:covered-table-cell"):
        text, column = _shown(cell), len(texts)
        height, width = _count(cell, "rows", "spanned"), _count(cell, "columns", "spanned")
        if height > 1 or width > 1:
            merged.update(((number + i, column + j), text) for i in range(height) for j in range(width))
        repeated = _count(cell, "columns", "repeated")
        if repeated > _MOST_REPEATED and not text:
            break
        texts += [merged.get((number, column + more), text) for more in range(repeated)]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _elements(within: Element, path: str) -> Iterator[Element]:
    """The elements that an XPath finds."""
    for found in within.xpath(path):
        if not isinstance(found, str):
            yield found


def _count(element: Element, of: str, what: str) -> int:
    """How many columns or rows an element spans or stands for."""
    return int(str(element.get_attribute(f"table:number-{of}-{what}") or 1))


def _shown(cell: Element) -> str:
    """What is shown in a cell, without its comments."""
    return " ".join(" ".join(part.inner_text for part in _elements(cell, "text:p")).split())
