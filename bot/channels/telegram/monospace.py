"""Tables in characters of one width, narrow enough for a phone."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from decimal import Decimal

from bot.card import Row
from bot.texts import say
from knowledge.language import formatting
from knowledge.model import Language
from knowledge.query import Cell

WIDTH = 34
"""Characters that fit beside each other in monospace on a phone."""
_NARROWEST = 12
"""Columns that a name needs beside its figure; with less the figure gets a line of its own."""
_MILLION = Decimal("999999.5")
_BILLION = Decimal(10) ** 9


def table(rows: Sequence[Row], language: Language) -> tuple[str, str]:
    """Rows as a table.

    Args:
        rows: names, figures and, where they are ranked, places.
        language: how numbers are written.

    Returns:
        The unit of all figures (empty where each has its own), and the table, no line longer than `WIDTH`.
    """
    unit, figures = _figures([row.cell for row in rows], language)
    if not unit:
        figures = [row.figure for row in rows]
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


def _figures(cells: Sequence[Cell], language: Language) -> tuple[str, list[str]]:
    """The common unit, and the figures in it with their decimal signs under each other; no unit where they have none.

    Money is in millions where no figure would come out as next to nothing, in billions where each is a whole
    number of ten millions.

    Returns:
        The unit's name and a text for each figure, all as wide behind the decimal sign.
    """
    unit = cells[0].unit
    if any(cell.unit != unit or cell.upper is not None for cell in cells) or unit == "count":
        return "", []
    scale, name = _scale([cell.value for cell in cells], unit, language)
    decimals = {Decimal(10) ** 6: 1, _BILLION: 2}.get(scale)
    texts = [
        formatting.bare(cell.value, unit, language)
        if decimals is None
        else formatting.number(cell.value / scale, language, decimals)
        for cell in cells
    ]
    point = "," if language == "sv" else "."
    tails = [len(text) - text.rfind(point) if point in text else 0 for text in texts]
    padded = [text + " " * (max(tails) - tail) for text, tail in zip(texts, tails, strict=True)]
    return name, [
        say(language, "telegram.about_short", figure=text) if cell.approximate else text
        for text, cell in zip(padded, cells, strict=True)
    ]


def _scale(values: Sequence[Decimal], unit: str, language: Language) -> tuple[Decimal, str]:
    """What figures are divided by, and what they are then figures of."""
    if unit != "SEK":
        return Decimal(1), say(language, f"telegram.unit_{unit}")
    sizes = [abs(value) for value in values if value]
    if sizes and all(size >= _BILLION and not size % 10_000_000 for size in sizes):
        return _BILLION, say(language, "telegram.unit_billions")
    if sizes and min(sizes) >= _MILLION:
        return Decimal(10) ** 6, say(language, "telegram.unit_millions")
    return Decimal(1), say(language, "telegram.unit_SEK")
