"""A table as rows of texts: what all kinds of files become before anything is understood of them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.importers.errors import UnreadableTableError

_SEPARATORS = ("\t", ";", "|", ",")
_SNIFFED = 200
"""Lines by which the separator is known."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: its rows as texts, read anew each time they are asked for, from the first row of the file.

    Cells that are merged all have the text of the first; `about` says how the file was read; `sheet` is the name of a
    workbook's sheet, empty for other files.
    """

    name: str
    about: str
    sheet: str
    rows: Callable[[], Iterator[list[str]]]


def read_grid(path: Path, sheet: str | None = None, encoding: str | None = None, separator: str | None = None) -> Grid:
    """A table file as a grid.

    Args:
        path: a CSV (`.csv`, `.tsv`, `.txt`), XLSX or ODS file.
        sheet: the sheet of a workbook; the first with anything in it where it is None.
        encoding: of a CSV; recognised where it is None.
        separator: of a CSV; recognised where it is None.

    Returns:
        The grid.

    Raises:
        UnreadableTableError: there is no such file, or it cannot be read.
        LibraryMissingError: it needs a library that is not installed.
    """  # noqa: DOC502  (raised by what is called)
    if not path.is_file():
        raise UnreadableTableError(str(path), "there is no such file", "check its name and folder")
    kind = path.suffix.lower()
    if kind in (".xlsx", ".xlsm"):
        from knowledge.importers.workbooks import workbook_grid  # noqa: PLC0415  (a library that few files need)

        return workbook_grid(path, sheet)
    if kind == ".ods":
        from knowledge.importers.opendocument import opendocument_grid  # noqa: PLC0415  (the same)

        return opendocument_grid(path, sheet)
    if kind in (".xls", ".xlsb", ".numbers"):
        raise UnreadableTableError(path.name, f"{kind} files are not read", "save it as .xlsx or as CSV UTF-8")
    return _csv_grid(path, encoding, separator)


def _csv_grid(path: Path, encoding: str | None, separator: str | None) -> Grid:
    """A CSV in whichever usual encoding, with whichever usual separator."""
    encoding = encoding or _encoding(path)
    separator = separator or _separator(path, encoding)

    def rows() -> Iterator[list[str]]:
        """The rows, read as they are asked for; line ends within cells become spaces."""
        with path.open(encoding=encoding, newline="") as file:
            reader = csv.reader(_lines(file, path), delimiter=separator, strict=True)
            try:
                for row in reader:
                    yield [" ".join(cell.split()) for cell in row]
            except csv.Error as error:
                cure = "put cells that hold the separator or a line end in double quotes"
                raise UnreadableTableError(path.name, f"row {reader.line_num}: {error}", cure) from error
            except UnicodeDecodeError as error:
                reason = f"it is not {encoding}: byte {error.start} of a part is 0x{error.object[error.start]:02X}"
                cure = "name its --encoding (utf-8, cp1252, utf-16), or save it as CSV UTF-8"
                raise UnreadableTableError(path.name, reason, cure) from error

    shown = {"\t": "tab", ";": "semicolon", ",": "comma", "|": "bar"}.get(separator, separator)
    return Grid(path.name, f"CSV, {encoding}, {shown}", "", rows)


def _lines(file: Iterator[str], path: Path) -> Iterator[str]:
    """The lines of a text file, which hold no NUL."""
    for number, line in enumerate(file, 1):
        if "\0" in line:
            raise UnreadableTableError(path.name, f"row {number} holds a NUL character", "save it as CSV UTF-8")
        yield line


def _encoding(path: Path) -> str:
    """UTF-8 or UTF-16 by their mark, else UTF-8 where all of it is, else what a Windows in Sweden writes."""
    with path.open("rb") as file:
        start = file.read(4)
        for mark, name in _BOMS:
            if start.startswith(mark):
                return name
        file.seek(0)
        try:
            for line in file:
                line.decode("utf-8")
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _separator(path: Path, encoding: str) -> str:
    """The separator that cuts most lines into several cells, as many in each; a tab or semicolon before a comma."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        lines = [line for line, _ in zip(file, range(_SNIFFED), strict=False) if line.strip()]
    best, found = 0.0, ","
    for separator in _SEPARATORS:
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=separator))
        width, rows = max(counts.items(), key=lambda item: (item[0] > 1) * item[1], default=(1, 0))
        share = rows / len(lines) if lines and width > 1 else 0.0
        if share > best + 0.3:  # a decimal comma cuts lines too, so the comma must do clearly better
            best, found = share, separator
    return found
