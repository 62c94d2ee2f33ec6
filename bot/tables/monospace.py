"""Figures in characters of one width, narrow enough for a phone, for channels whose messages have no tables."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from bot.card import Row
from bot.charts.scale import Scale
from knowledge.model import Language

WIDTH = 34
"""Characters that fit beside each other in monospace on a phone."""
_NARROWEST = 16
"""Columns that a name needs beside its figure; with less the figure gets a line of its own."""
_MARKED = ("percent",)
"""Units whose sign stands behind each figure."""


def table(rows: Sequence[Row], language: Language) -> tuple[str, str]:
    """Rows as a table.

    Args:
        rows: names, figures and, where they are ranked, places.
        language: how numbers are written.

    Returns:
        The unit of all figures (empty where each has its own), and the table, no line longer than `WIDTH`.
    """
    unit, figures = _figures(rows, language)
    marks = ["" if row.place is None else str(row.place) for row in rows]
    indent = max(map(len, marks))
    wide = max(map(len, figures))
    lines: list[str] = []
    for row, mark, figure in zip(rows, marks, figures, strict=True):
        lead = f"{mark:>{indent}} " if indent else ""
        lines += _row(lead, capitalised(row.name), figure, wide)
    return unit, "\n".join(lines)


def capitalised(name: str) -> str:
    """A name as the first word of a line."""
    return name[:1].upper() + name[1:]


def _row(lead: str, name: str, figure: str, wide: int) -> list[str]:
    """One row: its name to the left, wrapped where it is long, and its figure to the right of the last line."""
    room = WIDTH - len(lead)
    beside = room - wide - 1
    names = textwrap.wrap(name, beside if beside >= _NARROWEST else room) or [""]
    if beside < _NARROWEST:
        shown = textwrap.wrap(figure, room, break_on_hyphens=False)
        below = [f"{' ' * len(lead)}{line}" for line in names[1:]] + [f"{line:>{WIDTH}}" for line in shown]
        return [f"{lead}{names[0]}", *below]
    lines = [f"{' ' * len(lead) if at else lead}{line}" for at, line in enumerate(names)]
    lines[-1] = f"{lines[-1]:<{WIDTH - wide - 1}} {figure:>{wide}}"
    return lines


def _figures(rows: Sequence[Row], language: Language) -> tuple[str, list[str]]:
    """What all figures count, and the figures in that with their decimal signs under each other.

    Where they have no unit in common, or one of them would come out as nothing in it, each is as said in prose.

    Returns:
        The unit in words, empty where the figures have it themselves, and the figures.
    """
    cells = [row.cell for row in rows]
    prose = [row.figure for row in rows]
    if len({cell.unit for cell in cells}) > 1 or any(cell.upper is not None for cell in cells):
        return "", prose
    scale = Scale.of(cells, language, padded=False)
    texts = [scale.printed(cell) for cell in cells]
    if any(cell.value and not set(text) & set("123456789") for cell, text in zip(cells, texts, strict=True)):
        return "", prose
    if cells[0].unit in _MARKED:
        return "", texts
    point = "," if language == "sv" else "."
    tails = [len(text) - text.rfind(point) if point in text else 0 for text in texts]
    return scale.unit, [text + " " * (max(tails) - tail) for text, tail in zip(texts, tails, strict=True)]
