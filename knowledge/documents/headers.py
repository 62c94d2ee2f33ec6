"""Which rows of a table are its header, and which cells hold figures."""

from __future__ import annotations

import re

from knowledge.importers.cells import Blank, read_cell
from knowledge.importers.periods import period_of

_FIGURE = re.compile(
    r"[(]?\s*[-+\u2212\u2013]?\s*[0-9][0-9 \u00a0\u2009\u202f.,]*\s*[)]?\s*"
    r"(?:%|procent|procentenheter|mkr|mnkr|mdkr|mdr|tkr|kr|kronor|milj\w*|mil\w*arder)?(?:\s+(?:kr|kronor))?[*¹²³]?",
    re.IGNORECASE,
)
_MOST_HEADERS = 3


def is_figure(text: str) -> bool:
    """Whether a cell is a figure, with or without its unit, or a mark in its place; not a year."""
    plain = text.strip()
    if not plain or period_of(plain):
        return False
    return bool(_FIGURE.fullmatch(plain)) or isinstance(read_cell(plain), Blank)


def header_rows(rows: list[list[str]]) -> int:
    """How many rows at the top are header: those before the first with a figure beside its name.

    Args:
        rows: the cells of each row, none of them empty as a whole.

    Returns:
        The number; 0 where the first row has figures already.
    """
    for number, row in enumerate(rows[: _MOST_HEADERS + 1]):
        if any(is_figure(cell) for cell in row[1:]):
            return number
    return 1 if rows else 0
