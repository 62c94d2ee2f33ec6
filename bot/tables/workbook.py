"""A table as an Excel workbook: a sheet with the figures, and one with where each of them stands."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.tables.table import Table
from bot.texts import say

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_MADE = datetime(2000, 1, 1)
"""The same time in every file, so that the same table gives the same bytes."""
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_MOST_WIDE, _LEAST_WIDE = 60, 8
_HEAD = 4
"""The row in which the header stands."""


class WorkbooksMissingError(RuntimeError):
    """The library that writes workbooks is not installed."""

    def __init__(self) -> None:
        """Say what would do."""
        super().__init__("workbooks need openpyxl: pip install 'siffersvar[charts]'")


def to_xlsx(table: Table) -> bytes:
    """A table as the bytes of an Excel workbook; the same for the same table.

    Args:
        table: the table.

    Returns:
        The file. Its numbers are numbers, its texts are never formulas.

    Raises:
        WorkbooksMissingError: the library that writes workbooks is not installed.
    """
    try:
        from openpyxl import Workbook  # noqa: PLC0415  (slow, and only needed here)
    except ImportError as error:
        raise WorkbooksMissingError from error
    book = Workbook()
    figures = book.worksheets[0]
    figures.title = say(table.language, "table.sheet_figures")
    _figures(figures, table)
    _standings(book.create_sheet(say(table.language, "table.sheet_sources")), table)
    book.properties.creator = "Siffersvar"
    book.properties.title = table.title
    book.properties.created = _MADE
    target = io.BytesIO()
    book.save(target)
    return _timeless(target.getvalue())


def _figures(sheet: Worksheet, table: Table) -> None:
    """Title, what all figures share, and a row for each."""
    _write(sheet, 1, [table.title], bold=True)
    _write(sheet, 2, [" · ".join(filter(None, (table.unit, table.period)))])
    upper = any(row.upper is not None for row in table.rows)
    columns = ["value", *(["upper"] if upper else []), "unit", "approximate", "computed"]
    heads = [*table.header, *(say(table.language, f"table.{column}") for column in columns)]
    _write(sheet, _HEAD, heads, bold=True)
    for at, row in enumerate(table.rows, _HEAD + 1):
        flags = [say(table.language, "table.yes") if flag else "" for flag in (row.approximate, row.computed)]
        values = [row.value, *([row.upper] if upper else [])]
        _write(sheet, at, [*row.names, *values, row.unit, *flags], bold=row.marked)
    _write(sheet, _HEAD + 2 + len(table.rows), [table.source])
    sheet.freeze_panes = f"A{_HEAD + 1}"
    _widen(sheet, _HEAD)


def _standings(sheet: Worksheet, table: Table) -> None:
    """For each figure the documents, places and fragments that it stands in or was computed from."""
    parts = ("document", "publisher", "file", "place", "evidence", "published", "published_unit", "url")
    heads = [*table.header, *(say(table.language, f"table.{column}") for column in ("value", "unit", *parts))]
    _write(sheet, 1, heads, bold=True)
    at = 1
    for row in table.rows:
        for place in row.stands:
            at += 1
            _write(sheet, at, [*row.names, row.value, row.unit, *(str(getattr(place, part)) for part in parts)])
    sheet.freeze_panes = "A2"
    _widen(sheet, 1)


def _write(sheet: Worksheet, at: int, values: Sequence[str | Decimal | None], *, bold: bool = False) -> None:
    """Write one row; texts as texts, numbers as numbers with a format that shows all their digits."""
    from openpyxl.styles import Font  # noqa: PLC0415  (slow, and only needed here)

    for column, value in enumerate(values, 1):
        if value is None or not str(value):
            continue
        cell = sheet.cell(at, column)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"  # also where it begins with "="
        else:
            exponent = value.as_tuple().exponent
            decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
            cell.number_format = "#,##0" + (f".{'0' * decimals}" if decimals else "")
        if bold:
            cell.font = Font(bold=True)


def _widen(sheet: Worksheet, first: int) -> None:
    """Make columns as wide as what stands in them from a row on."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  (slow, and only needed here)

    for at, column in enumerate(sheet.iter_cols(min_row=first, max_row=max(first, sheet.max_row - 2)), 1):
        longest = max((len(str(cell.value)) for cell in column if cell.value is not None), default=0)
        sheet.column_dimensions[get_column_letter(at)].width = min(_MOST_WIDE, max(_LEAST_WIDE, longest + 3))


def _timeless(made: bytes) -> bytes:
    """The same file without the time at which it was made."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                stamp = _MADE.isoformat().encode() + b"Z"
                content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            info = zipfile.ZipInfo(entry.filename, _MADE.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, content)
    return target.getvalue()
