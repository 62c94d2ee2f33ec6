"""Reading a CSV row by row, so that a source of any size takes no more memory than a small one."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, zip_longest
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

_AT_A_TIME = 2_000
_BLOCK = 1 << 18
"""Bytes that are read at once, up to the end of a line."""
_BOM = b"\xef\xbb\xbf"


class _RefusedError(Exception):
    """The file cannot be read on; carries what is wrong with it."""

    def __init__(self, problem: DataError) -> None:
        """Remember the problem."""
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that stand one after the other: the columns' names, the rows' cells as they stand, and their numbers."""

    file: str
    names: list[str]
    cells: list[list[str]]
    numbers: Sequence[int]

    def row(self, at: int) -> Row | None:
        """One row, stripped; None where it is empty."""
        stripped = [cell.strip() for cell in self.cells[at]]
        if not any(stripped):
            return None
        return Row(Where(self.file, self.numbers[at]), dict(zip_longest(self.names, stripped, fillvalue="")))

    def columns(self) -> dict[str, tuple[str, ...]] | None:
        """The cells by column; None where a row has not as many as there are columns."""
        if set(map(len, self.cells)) != {len(self.names)}:
            return None
        return dict(zip(self.names, zip(*self.cells, strict=True), strict=True))

    def too_long(self) -> int | None:
        """Which row has more cells than there are columns, and not only empty ones."""
        if max(map(len, self.cells), default=0) <= len(self.names):
            return None
        long = (at for at, row in enumerate(self.cells) if len(row) > len(self.names) and any(map(str.strip, row)))
        return next(long, None)


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
    for batch in batches(reader, path, columns, optional):
        for at in range(len(batch.cells)):
            if (row := batch.row(at)) is not None:
                yield row


def batches(reader: Reader, path: Path, columns: tuple[str, ...], optional: tuple[str, ...] = ()) -> Iterator[Batch]:
    """The rows of a CSV with comma or semicolon, some thousands at a time.

    Args:
        reader: names the file; notes what is wrong, after which no more rows come.
        path: the file.
        columns: what the header must name.
        optional: what it may name besides.

    Yields:
        The rows up to the first that cannot be read.
    """
    file = reader.name(path)
    try:
        yield from _batches(path, file, columns, optional)
    except _RefusedError as refused:
        reader.problems.add(refused.problem)
    except FileNotFoundError:
        reader.problems.add(MissingFileError(Where(file)))
    except OSError as error:
        reader.problems.add(UnreadableFileError(Where(file), reason=error.strerror))


def _batches(path: Path, file: str, columns: tuple[str, ...], optional: tuple[str, ...]) -> Iterator[Batch]:
    """The rows of a file that can be read."""
    lines = _lines(path, file)
    header = next(lines, "")
    separator = ";" if header.count(";") > header.count(",") else ","
    names = [name.strip() for name in next(csv.reader([header], delimiter=separator), [])]
    if faults := header_faults(names, columns, optional):
        raise _RefusedError(HeaderError(Where(file, 1), faults=faults, expected=",".join((*columns, *optional))))
    reading = csv.reader(lines, delimiter=separator, strict=True)
    refused: _RefusedError | None = None
    first = 2  # the header was read apart, and rows are counted from 1
    while refused is None:
        rows: list[list[str]] = []
        try:
            rows.extend(islice(reading, _AT_A_TIME))  # those before an error stay
        except csv.Error:
            reason = "a double quote is opened and not closed, or stands undoubled inside a value"
            refused = _RefusedError(CsvSyntaxError(Where(file, _ended(rows, first)), reason=reason))
        except _RefusedError as error:
            refused = error
        after = reading.line_num + 2 if refused is None else _ended(rows, first)
        batch = Batch(file, names, rows, _numbers(rows, first, after))
        if (long := batch.too_long()) is not None:
            number = batch.numbers[long]
            reason = f"Expected {len(names)} fields in line {number}, saw {len(rows[long])}"
            refused = _RefusedError(CsvSyntaxError(Where(file, number), reason=reason))
            batch = Batch(file, names, rows[:long], batch.numbers[:long])
        if not rows and refused is None:
            return
        yield batch
        first = after
    raise refused


def _ended(rows: Sequence[Sequence[str]], first: int) -> int:
    """The number of the row after some, of which the first has the number `first`."""
    return first + len(rows) + sum(cell.count("\n") for row in rows for cell in row)


def _numbers(rows: Sequence[Sequence[str]], first: int, after: int) -> Sequence[int]:
    """The numbers of rows: where a value holds a line break, the next row is that much further down."""
    if after - first == len(rows):
        return range(first, after)
    breaks = (1 + sum(cell.count("\n") for cell in row) for row in rows)
    return list(accumulate(breaks, initial=first))[:-1]


def _lines(path: Path, file: str) -> Iterator[str]:
    """The lines of a file as text in NFC, each with a plain line end."""
    number, offset = 1, 0
    with path.open("rb") as binary:
        while raw := binary.readlines(_BLOCK):
            text = _plain(b"".join(raw)) if offset else None
            yield from io.StringIO(text, "\n") if text is not None else _looked_at(raw, file, number, offset)
            number += len(raw)
            offset += sum(map(len, raw))


def _plain(block: bytes) -> str | None:
    """Lines as text, where nothing in them must be mended or refused; else None."""
    try:
        text = block.decode("utf-8")
    except UnicodeDecodeError:
        return None
    mended = "\r" in text or "\0" in text or not unicodedata.is_normalized("NFC", text)
    return None if mended else text


def _looked_at(lines: list[bytes], file: str, first: int, offset: int) -> Iterator[str]:
    """Lines looked at one by one, of which the first has the number `first` and stands at `offset`."""
    for number, raw in enumerate(lines, first):
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
