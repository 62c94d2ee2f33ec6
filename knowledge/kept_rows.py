"""Holding figures against the rows that an import kept: each must stand in the cell that its place names.

The rows are read once, in step with figures that stand in the order of the rows, so that a source of any size takes no
more memory than a small one; figures that an editor moved are looked for from the beginning.
"""

from __future__ import annotations

import csv
import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.language.patterns import Pattern
from knowledge.model import Extract

BETWEEN = " | "
"""Between the parts of a fragment that is quoted from a table: labels, and last the cell itself."""
EMPTY = "(tom)"
"""What stands in a fragment for an empty cell."""
_PLACE = Pattern(r"rad (?P<row>[0-9]+), kolumn (?P<column>[A-Z]{1,3})$")
_SHORTENED = "…"
_HEAD = 60
"""Rows above a table's figures in which a header may stand."""
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Quoted:
    """A fragment, its place, and what quotes it."""

    owner: str
    place: str
    evidence: str


def place(name: str, row: int, column: str) -> str:
    """The place of a cell: `name` says in which sheet, `row` counts from 1, `column` is a letter."""
    cell = f"rad {row}, kolumn {column}"
    return f"{name}, {cell}" if name else cell


def column_letter(number: int) -> str:
    """A column, counted from 0, as spreadsheets name it: 0 -> A, 27 -> AB."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A spreadsheet's name of a column as a number from 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


class RowCheck:
    """Holds figures against the rows that were kept of their source."""

    def __init__(self, folder: Path, extract: Extract) -> None:
        """Compare the rows' checksum; `problem` says what is wrong with the rows themselves, None where nothing is.

        Args:
            folder: the source's folder.
            extract: where the rows are kept.
        """
        path = folder / extract.file
        self.problem: str | None = None
        self._cursor: _Cursor | None = None
        try:
            digest = sha256_of(path)
        except OSError as error:
            self.problem = f"the kept rows {extract.file} cannot be read ({error.strerror})"
            return
        if digest != extract.sha256:
            self.problem = f"the SHA-256 of the kept rows {extract.file} is {digest}, not {extract.sha256}"
        self._cursor = _Cursor(path)

    def fault(self, quoted: Quoted) -> str | None:
        """Why a fragment does not stand in the cell that its place names; None where it does.

        Args:
            quoted: the fragment; best in the order of the source's files, which are read in step.

        Returns:
            One sentence, or None.
        """
        found = _PLACE.search(quoted.place)
        if found is None:
            return f"{quoted.owner}: the place '{quoted.place}' names no row and column of the kept rows"
        if self._cursor is None:
            return None
        reason = self._cursor.fault(int(found["row"]), column_number(found["column"]), quoted.evidence)
        return f'{quoted.owner}: the fragment "{quoted.evidence}" ({quoted.place}) {reason}' if reason else None


class _Cursor:
    """Reads kept rows forward; going back begins anew."""

    def __init__(self, path: Path) -> None:
        """Read from the beginning of `path`."""
        self._path = path
        self._begin()

    def _begin(self) -> None:
        """Read from the beginning."""
        self._number = 0
        self._row: list[str] = []
        self._above: dict[int, str] = {}
        self._head: list[list[str]] = []
        self._rows = self._read()

    def _read(self) -> Iterator[list[str]]:
        """The rows, folded."""
        with self._path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                yield [_folded(cell) for cell in row]

    def fault(self, number: int, column: int, evidence: str) -> str | None:
        """Why a fragment does not stand in a cell; None where it does."""
        if number < self._number:
            self._begin()
        while self._number < number:
            row = next(self._rows, None)
            if row is None:
                return "names a row that is not there"
            for place, cell in enumerate(self._row):
                if cell:
                    self._above[place] = cell
            if len(self._head) < _HEAD:
                self._head.append(row)
            self._number, self._row = self._number + 1, row
        *labels, own = evidence.split(BETWEEN)
        cell = self._row[column] if column < len(self._row) else ""
        if (cell or EMPTY) != _folded(own):
            return f"is not what stands there ('{cell}')"
        lost = [label for label in labels if not self._stands(_folded(label), column)]
        return f"has a label that stands neither beside nor above it ('{lost[0]}')" if lost else None

    def _stands(self, label: str, column: int) -> bool:
        """Whether a label stands in the row, in the header above the column, or carried down from a row above."""
        texts = [*self._row, *self._above.values()]
        texts += [row[column] for row in self._head if column < len(row)]
        if label.endswith(_SHORTENED):
            return any(text.startswith(label[:-1].rstrip()) for text in texts)
        return label in texts


def _folded(text: str) -> str:
    """A text as cells are compared: NFC, white space folded."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file of any size."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
