"""A table as chats show it: a heading, rows in characters of one width, what does not fit, and its files' names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.card import Row
from bot.pieces import FORESEEN
from bot.tables.monospace import capitalised
from bot.tables.monospace import table as columns
from bot.tables.table import Row as TableRow
from bot.tables.table import Table
from bot.texts import say
from knowledge.language import formatting
from knowledge.language.text import fold

_NO_NAME = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 60
_AREA, _CODE, _SCENARIO = 1, 2, 4
"""Columns of a table; for the region's code a phone has no room."""
_ALIKE = 3
"""So many rows of one label make a column; rows of other labels then stand below it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A table to be read in a chat.

    Attributes:
        heading: title, area, period and scenario, as far as all rows share them.
        unit: what all figures count; empty where each says it itself.
        columns: the rows, each no longer than `monospace.WIDTH`.
        beside: figures of another kind, a line each.
        source: where they stand.
    """

    heading: str
    unit: str
    columns: str
    beside: tuple[str, ...]
    source: str


def shown(made: Table) -> Shown:
    """A table as a chat shows it."""
    most, count = Counter(_kind(row) for row in made.rows).most_common(1)[0]
    main = [row for row in made.rows if count < _ALIKE or _kind(row) == most]
    unit, text = columns(_named(main, made), made.language)
    rest = [row for row in made.rows if row not in main]
    beside = tuple(f"{capitalised(row.name)}: {row.figure}" for row in _named(rest, made))
    return Shown(heading(made), unit, text, beside, made.source)


def heading(made: Table) -> str:
    """Title, area, period and scenario, as far as all rows share them; a scenario only where it has not happened."""
    first, rest = made.rows[0], made.rows[1:]
    area = first.names[_AREA] if all(row.names[_AREA] == first.names[_AREA] for row in rest) else ""
    alike = all(row.cell.scenario == first.cell.scenario for row in rest)
    scenario = first.names[_SCENARIO] if alike and first.cell.scenario in FORESEEN else ""
    return " · ".join(filter(None, (made.title, area, made.period, scenario)))


def filename(made: Table, ending: str) -> str:
    """The name of a table's file, in letters that every system takes."""
    name = _NO_NAME.sub("-", fold(f"{made.title} {made.period}".casefold())).strip("-")[:_LONGEST_NAME].strip("-")
    return f"{name or 'siffersvar'}.{ending}"


def _kind(row: TableRow) -> tuple[str, str]:
    """What rows have in common that stand under each other in one column: label and unit."""
    return row.names[0], row.cell.unit


def _named(rows: Sequence[TableRow], made: Table) -> list[Row]:
    """Rows for a phone, each with the names that tell it from the others, and its figure as prose says it."""
    told = [{row.names[at] for row in rows} - {""} for at in range(len(made.header))]
    differ = [at for at, names in enumerate(told) if at != _CODE and len(names) > 1]
    named = []
    for row in rows:
        name = ", ".join(row.names[at] for at in differ if row.names[at]) or row.names[_AREA] or row.names[0]
        name = name.removeprefix(made.title).removeprefix(", ") or name
        figure = formatting.figure(row.cell.value, row.cell.unit, made.language, row.cell.upper)
        if row.cell.approximate:
            figure = say(made.language, "figure.about", figure=figure)
        named.append(Row(name, figure, row.cell))
    return named
