"""What stands where in a table: found by its first rows and by what was said of it, and shown before it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from knowledge.importers.cells import decimals_of, is_ambiguous, read_cell
from knowledge.importers.errors import (
    NoColumnError,
    NoFiguresError,
    NoHeaderError,
    NoPlacesError,
    NoRowError,
    RoleError,
    UnexplainedColumnError,
)
from knowledge.importers.grids import Grid
from knowledge.importers.headers import Heading, heading, kind_in, scenario_in
from knowledge.importers.mapping import ROLES, TableMapping
from knowledge.importers.periods import period_of, year_in
from knowledge.importers.places import Places
from knowledge.kept_rows import column_letter, column_number

SAMPLE = 400
"""Rows by which a table is understood."""
_WIDEST = 16
"""Columns among which the place is looked for."""
_MOST = 0.8
_HALF = 0.5
_KNOWN = {
    "area": ("region", "län", "lan", "kommun", "område", "landsting", "area", "county", "municipality", "ref_area"),
    "period": ("år", "year", "period", "tid", "månad", "kvartal", "time_period", "datum", "time", "date", "årtal"),
    "breakdown": ("kön", "sex", "gender", "ålder", "åldersgrupp", "age", "age group", "grupp", "kategori"),
    "measure": (
        "mått",
        "indikator",
        "variabel",
        "indicator",
        "measure",
        "nyckeltal",
        "variable",
        "kpi",
        "tabellinnehåll",
    ),
    "scenario": ("scenario", "slag", "typ av uppgift"),
    "note": ("not", "noter", "kommentar", "anmärkning", "note", "comment", "fotnot"),
    "unit": ("enhet", "unit", "måttenhet"),
    "ignore": ("kod", "code", "regionkod", "länskod", "kommunkod", "id", "nr"),
}
_ROLE_OF = {name: role for role, names in _KNOWN.items() for name in names}


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """A column of figures: its number from 0, and what its header tells."""

    number: int
    heading: Heading


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table's parts stand; rows and columns are counted from 0.

    `values` are the columns of figures; `area` and the others say, row by row, of what; `titles` stand above the
    header.
    """

    form: str
    header: tuple[int, ...]
    first_row: int
    area: int
    values: tuple[ValueColumn, ...]
    period: int | None = None
    breakdown: int | None = None
    measure: int | None = None
    scenario: int | None = None
    note: int | None = None
    unit: int | None = None
    ignored: tuple[int, ...] = ()
    titles: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    """The header of every column, its rows joined."""

    @property
    def row_columns(self) -> tuple[int, ...]:
        """The columns that say, row by row, what a figure is of."""
        found = (self.area, self.period, self.breakdown, self.measure, self.scenario)
        return tuple(column for column in found if column is not None)

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that the headers name, in order; one empty text where they name none."""
        return tuple(dict.fromkeys(column.heading.measure for column in self.values))


def find_layout(grid: Grid, mapping: TableMapping, places: Places) -> Layout:
    """Where the parts of a table stand.

    Args:
        grid: the table.
        mapping: what was said of it.
        places: the names of places.

    Returns:
        The layout.

    Raises:
        MappingError: it cannot be told, and more must be said.
    """  # noqa: DOC502  (raised by what is called)
    sample = list(islice(grid.rows(), SAMPLE))
    return _Finder(sample, mapping, places).layout()


class _Finder:
    """Finds the layout of one table by its first rows."""

    def __init__(self, rows: list[list[str]], mapping: TableMapping, places: Places) -> None:
        """`rows` are the first of the table."""
        self._rows = rows
        self._mapping = mapping
        self._places = places
        self._width = max(map(len, rows), default=0)
        self._decimals = mapping.decimals or decimals_of(cell for row in rows for cell in row)

    def layout(self) -> Layout:
        """The layout."""
        area, first = self._area_and_first_row()
        header = self._header(first)
        labels = tuple(" ".join(self._stack(header, column)) for column in range(self._width))
        roles = self._said_roles(labels)
        if "area" in roles.values():
            area = next(column for column, role in roles.items() if role == "area")
        body = [row for row in self._rows[first:] if _cell(row, area)]
        values: list[int] = []
        for column in range(self._width):
            if column != area and column not in roles:
                role = self._role(column, labels[column], body, area)
                if role == "value":
                    values.append(column)
                elif role:
                    roles[column] = role
        values = sorted([*values, *(column for column, role in roles.items() if role == "value")])
        values = self._without_period(values, roles, body)
        if not values:
            raise NoFiguresError
        headings = self._headings(header, values, [column for column in values if roles.get(column) == "breakdown"])
        role_of = {role: column for column, role in roles.items() if role not in ("ignore", "value")}
        titles = tuple(dict.fromkeys(cell for row in self._rows[: header[0]] for cell in row if cell))
        long = len(values) == 1 and ("period" in role_of or "measure" in role_of)
        return Layout(
            form=self._mapping.form or ("long" if long else "wide"),
            header=header,
            first_row=first,
            area=area,
            values=tuple(ValueColumn(column, heading) for column, heading in zip(values, headings, strict=True)),
            period=role_of.get("period"),
            breakdown=role_of.get("breakdown"),
            measure=role_of.get("measure"),
            scenario=role_of.get("scenario"),
            note=role_of.get("note"),
            unit=role_of.get("unit"),
            ignored=tuple(column for column, role in roles.items() if role == "ignore"),
            titles=titles,
            labels=labels,
        )

    # -- the header ------------------------------------------------------------------------------------------------

    def _area_and_first_row(self) -> tuple[int, int]:
        """The column of places, and the first row of figures."""
        said = self._mapping.header_rows
        start = said[1] if said else 0
        named = self._column_named("area", start)
        columns = [named] if named is not None else list(range(min(self._width, _WIDEST)))
        scores = {column: self._place_score(column, start) for column in columns}
        best = max(scores, key=lambda column: (scores[column], -column), default=0)
        if not scores or not scores[best]:
            raise NoPlacesError
        for number, row in enumerate(self._rows[start:], start):
            others = (cell for column, cell in enumerate(row) if column != best and cell)
            if self._is_place(_cell(row, best)) and any(self._is_value(cell) for cell in others):
                return best, start if said else number
        raise NoRowError

    def _column_named(self, role: str, start: int) -> int | None:
        """The column that was said to hold `role`; by its letter, or by its header in the rows above `start`."""
        for name, said in self._mapping.columns.items():
            if said == role:
                letters = name.isascii() and name.isalpha() and name.isupper() and len(name) <= 2
                if letters:
                    return column_number(name)
                above = self._rows[: start or SAMPLE]
                found = (i for row in above for i, cell in enumerate(row) if cell.casefold() == name.casefold())
                return next(found, None)
        return None

    def _place_score(self, column: int, start: int) -> float:
        """How many cells of a column are places; names count more than codes, which may be figures."""
        score = 0.0
        for row in self._rows[start:]:
            text = _cell(row, column)
            if text and self._is_place(text):
                score += 0.5 if text.isdigit() else 1
        return score if score >= 1 else 0.0

    def _is_place(self, text: str) -> bool:
        """Whether a text is a place that is known or of which was said what it is."""
        if not text or (text.isdigit() and len(text) not in (2, 4)):
            return False
        return bool(self._places.candidates(text)) or self._places.is_skipped(text)

    def _is_value(self, text: str) -> bool:
        """Whether a cell holds a figure or a mark in its place."""
        return bool(text) and (read_cell(text, self._decimals) is not None or is_ambiguous(text))

    def _header(self, first: int) -> tuple[int, ...]:
        """The rows of the header: those right above the figures with several texts in them."""
        said = self._mapping.header_rows
        if said:
            return tuple(range(said[0] - 1, said[1]))
        rows: list[int] = []
        for number in range(first - 1, -1, -1):
            if len({cell for cell in self._rows[number] if cell}) < 2:
                break
            rows.insert(0, number)
        if not rows:
            raise NoHeaderError
        return tuple(rows)

    def _stack(self, header: Sequence[int], column: int) -> list[str]:
        """The texts of the header above a column, each once."""
        return list(dict.fromkeys(text for row in header if (text := _cell(self._rows[row], column))))

    # -- the columns ---------------------------------------------------------------------------------------------------

    def _said_roles(self, labels: Sequence[str]) -> dict[int, str]:
        """The columns of which was said what they hold."""
        found: dict[int, str] = {}
        for name, role in self._mapping.columns.items():
            if role not in ROLES:
                raise RoleError(role=role, allowed=", ".join(ROLES))
            same = [i for i, label in enumerate(labels) if label.casefold() == name.casefold()]
            letters = name.isascii() and name.isalpha() and name.isupper() and len(name) <= 2
            if not same and letters and column_number(name) < self._width:
                same = [column_number(name)]
            if not same:
                raise NoColumnError(name=name, known=", ".join(label for label in labels if label))
            found.update(dict.fromkeys(same, role))
        return found

    def _role(self, column: int, label: str, body: Sequence[Sequence[str]], area: int) -> str:
        """What a column holds, by its header and its cells; empty for a column with nothing in it."""
        cells = [text for row in body if (text := _cell(row, column))]
        if not cells:
            return "value" if period_of(label) or (label and kind_in(label)) else ""
        known = _ROLE_OF.get(label.casefold().strip(" :."), "")
        if known == "area":
            return "ignore" if self._same_places(column, body, area) else self._unexplained(column, label)
        if known:
            return known
        if self._same_places(column, body, area):
            return "ignore"
        if self._share(cells, lambda text: period_of(text) is not None) == 1 and not period_of(label):
            return "period"
        if self._share(cells, self._is_value) >= _HALF:
            return "value"
        if self._share(cells, lambda text: kind_in(text) is not None) >= _MOST:
            return "breakdown"
        if self._share(cells, lambda text: scenario_in(text) is not None) >= _MOST:
            return "scenario"
        return self._unexplained(column, label)

    def _unexplained(self, column: int, label: str) -> str:
        """Refuse to guess what a column of texts says: dropped, it could make two figures one."""
        name = f"{column_letter(column)} ('{label}')" if label else column_letter(column)
        raise UnexplainedColumnError(name=name, letter=column_letter(column))

    def _same_places(self, column: int, body: Sequence[Sequence[str]], area: int) -> bool:
        """Whether a column only says again, by code or name, which place a row is of."""
        pairs = [(_cell(row, column), _cell(row, area)) for row in body if _cell(row, column) and _cell(row, area)]
        same = sum(
            bool(set(self._places.candidates(one).values()) & set(self._places.candidates(other).values()))
            for one, other in pairs
        )
        return bool(pairs) and same >= _MOST * len(pairs) and len({one for one, _ in pairs}) > 1

    @staticmethod
    def _share(cells: Sequence[str], test: Callable[[str], bool]) -> float:
        """The share of cells that pass a test."""
        return sum(map(test, cells)) / len(cells)

    def _without_period(self, values: list[int], roles: dict[int, str], body: Sequence[Sequence[str]]) -> list[int]:
        """The columns of figures, without one that is the period: where there is but one column, it holds figures."""
        if "period" in roles.values() or len(values) < 2:
            period = [column for column, role in roles.items() if role == "period"]
            if not values and len(period) == 1 and self._mapping.columns.get(column_letter(period[0])) is None:
                del roles[period[0]]
                return period
            return values
        if self._mapping.form == "long":
            for column in values:
                if all(period_of(_cell(row, column)) for row in body):
                    roles[column] = "period"
                    return [other for other in values if other != column]
        return values

    def _headings(self, header: Sequence[int], values: Sequence[int], kinds: Sequence[int]) -> list[Heading]:
        """What the headers of the columns of figures tell, without what they all say."""
        by_kind = self._mapping.headers == "breakdown"
        found = [heading(self._stack(header, column), by_kind=by_kind or column in kinds) for column in values]
        if len({one.measure for one in found}) == 1:
            found = [one.without_measure() for one in found]
        return found


def period_said(layout: Layout, mapping: TableMapping) -> str:
    """The period of figures of which neither column nor header tells it: as said, or the only year of the title."""
    if mapping.period:
        return "" if mapping.period == "none" else mapping.period
    years = {year for title in _texts(layout) if (year := year_in(title)) is not None}
    return years.pop() if len(years) == 1 else ""


def needs_period(layout: Layout) -> bool:
    """Whether there are figures of which no column and no header tells the period."""
    return layout.period is None and any(not column.heading.period for column in layout.values)


def _texts(layout: Layout) -> Iterator[str]:
    """The titles and the headers of the columns of figures."""
    yield from layout.titles
    yield from (layout.labels[column.number] for column in layout.values)


def _cell(row: Sequence[str], column: int) -> str:
    """A cell, empty where the row is shorter."""
    return row[column] if column < len(row) else ""
