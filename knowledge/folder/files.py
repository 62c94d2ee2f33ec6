"""Reading the data folder's files: UTF-8 text, CSV tables (pandas) and YAML with row numbers.

A byte order mark, CRLF, and the semicolon CSV of a Swedish Excel are read; what cannot be read is refused in words.
All text is brought to NFC, so that a name typed on one system is found on another.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import yaml

from knowledge.errors import Problems, Where
from knowledge.folder.refusals import (
    CsvSyntaxError,
    EncodingError,
    HeaderError,
    MissingFileError,
    NulByteError,
    UnreadableFileError,
    YamlSyntaxError,
)

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML without its C library
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONTEXT = re.compile(r"C error: ")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its place and its cells by column, stripped."""

    where: Where
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell of `column`, empty where the table has no such column."""
        return self.cells.get(column, "")

    def at(self, column: str) -> Where:
        """The place of one cell."""
        return Where(self.where.file, self.where.row, column)


class Reader:
    """Reads files below `folder` and collects what is wrong in `problems`."""

    def __init__(self, folder: Path, problems: Problems, *, laid_over: bool = False) -> None:
        """Read below `folder`; one that is `laid_over` another need not have every file, and is named whole."""
        self.folder = folder
        self.problems = problems
        self.laid_over = laid_over

    def name(self, path: Path) -> str:
        """The path as messages name it, with `/`: relative to the first folder, whole in one laid over it."""
        return (path if self.laid_over else path.relative_to(self.folder)).as_posix()

    def lacks(self, path: Path) -> bool:
        """Whether a file is not there and need not be."""
        return self.laid_over and not path.exists()

    def text(self, path: Path) -> str | None:
        """The text of a file in NFC with plain line ends; None (and a problem) where it cannot be read."""
        where = Where(self.name(path))
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            self.problems.add(MissingFileError(where))
            return None
        except OSError as error:
            self.problems.add(UnreadableFileError(where, reason=error.strerror))
            return None
        if data.startswith(UTF16):
            self.problems.add(EncodingError(where, offset=0, byte=data[0], guess=" (it looks like UTF-16)"))
            return None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            offset = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
            place = Where(where.file, data.count(b"\n", 0, offset) + 1)
            self.problems.add(EncodingError(place, offset=offset, byte=data[offset], guess=guess(data, offset)))
            return None
        if "\0" in text:
            offset = data.index(b"\0")
            place = Where(where.file, data.count(b"\n", 0, offset) + 1)
            self.problems.add(NulByteError(place, offset=offset))
            return None
        return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")

    def lines(self, path: Path) -> list[str]:
        """The lines of a word list without comments (`# …`) and empty lines."""
        text = self.text(path) or ""
        bare = (line.split("#", 1)[0].strip() for line in text.split("\n"))
        return [line for line in bare if line]

    def yaml(self, path: Path) -> yaml.Node | None:
        """The file's YAML as nodes that know their rows; None where it is empty or cannot be read."""
        text = self.text(path)
        if text is None:
            return None
        try:
            return yaml.compose(text, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            where = Where(self.name(path), mark.line + 1 if mark else 0)
            self.problems.add(YamlSyntaxError(where, reason=error.problem or error.context or "it cannot be read"))
        except yaml.YAMLError as error:
            reason = " ".join(str(error).split())
            self.problems.add(YamlSyntaxError(Where(self.name(path)), reason=reason))
        return None

    def table(self, path: Path, columns: tuple[str, ...], optional: tuple[str, ...] = ()) -> list[Row]:
        """The rows of a CSV with comma or semicolon.

        Args:
            path: the file.
            columns: what the header must name.
            optional: what it may name besides.

        Returns:
            The rows that are not empty, each with its row number in the file; none where the file is refused.
        """
        text = self.text(path)
        if text is None:
            return []
        file = self.name(path)
        header = text.split("\n", 1)[0]
        separator = ";" if header.count(";") > header.count(",") else ","
        names = [name.strip() for name in next(csv.reader([header], delimiter=separator), [])]
        if faults := header_faults(names, columns, optional):
            self.problems.add(HeaderError(Where(file, 1), faults=faults, expected=",".join((*columns, *optional))))
            return []
        if text.count('"') % 2:
            odd = next(place for place, line in enumerate(text.split("\n"), 1) if line.count('"') % 2)
            self.problems.add(CsvSyntaxError(Where(file, odd), reason="a double quote is opened and not closed"))
            return []
        try:
            frame = pd.read_csv(
                io.StringIO(text), sep=separator, header=None, dtype=str, keep_default_na=False, skip_blank_lines=False
            )
        except pd.errors.ParserError as error:
            reason = _CONTEXT.split(str(error))[-1].strip().rstrip(".")
            found = re.search(r"(?:line|row) (\d+)", reason)
            self.problems.add(CsvSyntaxError(Where(file, int(found[1]) if found else 0), reason=reason))
            return []
        cells: list[list[str]] = frame.to_numpy().tolist()
        rows = []
        number = 1
        for row in cells:
            if number > 1 and any(cell.strip() for cell in row):
                stripped = (cell.strip() for cell in row)
                rows.append(Row(Where(file, number), dict(zip(names, stripped, strict=True))))
            number += 1 + sum(cell.count("\n") for cell in row)
        return rows


def header_faults(names: list[str], columns: tuple[str, ...], optional: tuple[str, ...]) -> str:
    """What is wrong with a header, in words; empty where nothing is."""
    if not any(names):
        return "the first line is empty"
    missing = [name for name in columns if name not in names]
    extra = [name or "(without a name)" for name in names if name not in columns and name not in optional]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    faults = [
        f"{label} {', '.join(found)}"
        for label, found in (("missing:", missing), ("not known:", extra), ("twice:", twice))
        if found
    ]
    return "; ".join(faults)


def guess(data: bytes, offset: int) -> str:
    """A word on which encoding broken text probably has."""
    try:
        letter = data[offset : offset + 1].decode("cp1252")
    except UnicodeDecodeError:
        return ""
    return f" (it looks like Windows-1252, where that is '{letter}')" if letter.isalpha() else ""
