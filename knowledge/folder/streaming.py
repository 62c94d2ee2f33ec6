"""Reading a CSV row by row, so that a source of any size takes no more memory than a small one."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from knowledge.errors import DataError, Where
from knowledge.folder.files import UTF16, Reader, Row, guess, header_faults
from knowledge.folder.refusals import (
    CsvSyntaxError,
    EncodingError,
    HeaderError,
    MissingFileError,
    NulByteError,
    UnreadableFileError,
)

_BOM = b"\xef\xbb\xbf"


class _RefusedError(Exception):
    """The file cannot be read on; carries what is wrong with it."""

    def __init__(self, problem: DataError) -> None:
        """Remember the problem."""
        super().__init__(str(problem))
        self.problem = problem


def stream(reader: Reader, path: Path, columns: tuple[str, ...], optional: tuple[str, ...] = ()) -> Iterator[Row]:
    """The rows of a CSV with comma or semicolon, one at a time.

    Args:
        reader: names the file; notes what is wrong, after which no more rows come.
        path: the file.
        columns: what the header must name.
        optional: what it may name besides.

    Yields:
        The rows that are not empty, each with its row number in the file.
    """
    file = reader.name(path)
    try:
        yield from _rows(path, file, columns, optional)
    except _RefusedError as refused:
        reader.problems.add(refused.problem)
    except FileNotFoundError:
        reader.problems.add(MissingFileError(Where(file)))
    except OSError as error:
        reader.problems.add(UnreadableFileError(Where(file), reason=error.strerror))


def _rows(path: Path, file: str, columns: tuple[str, ...], optional: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a file that can be read."""
    lines = _lines(path, file)
    header = next(lines, "")
    separator = ";" if header.count(";") > header.count(",") else ","
    names = [name.strip() for name in next(csv.reader([header], delimiter=separator), [])]
    if faults := header_faults(names, columns, optional):
        raise _RefusedError(HeaderError(Where(file, 1), faults=faults, expected=",".join((*columns, *optional))))
    cells = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        number = cells.line_num + 2  # the header was read apart, and rows are counted from 1
        try:
            row = next(cells, None)
        except csv.Error as error:
            reason = "a double quote is opened and not closed, or stands undoubled inside a value"
            raise _RefusedError(CsvSyntaxError(Where(file, number), reason=reason)) from error
        if row is None:
            return
        stripped = [cell.strip() for cell in row]
        if not any(stripped):
            continue
        if len(row) > len(names):
            reason = f"Expected {len(names)} fields in line {number}, saw {len(row)}"
            raise _RefusedError(CsvSyntaxError(Where(file, number), reason=reason))
        yield Row(Where(file, number), dict(zip_longest(names, stripped, fillvalue="")))


def _lines(path: Path, file: str) -> Iterator[str]:
    """The lines of a file as text in NFC, each with a plain line end."""
    offset = 0
    with path.open("rb") as binary:
        for number, raw in enumerate(binary, 1):
            start = offset
            offset += len(raw)
            if number == 1 and raw.startswith(UTF16):
                raise _RefusedError(EncodingError(Where(file), offset=0, byte=raw[0], guess=" (it looks like UTF-16)"))
            data = raw.removeprefix(_BOM) if number == 1 else raw
            try:
                text = data.decode("utf-8")
            except UnicodeDecodeError as error:
                at = error.start + len(raw) - len(data)
                problem = EncodingError(Where(file, number), offset=start + at, byte=raw[at], guess=guess(raw, at))
                raise _RefusedError(problem) from error
            if "\0" in text:
                raise _RefusedError(NulByteError(Where(file, number), offset=start + raw.index(b"\0")))
            plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
            yield from plain.splitlines(keepends=True) if "\n" in plain[:-1] else (plain,)
