"""The figures of tables: what the row's name, the column's header and the title say of each cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.documents.blocks import Cell, Row, Section, Table
from knowledge.documents.context import Areas, scenario_of
from knowledge.documents.fragments import fragment
from knowledge.documents.naming import Named, Namer, new_name
from knowledge.documents.numbers import figures_in
from knowledge.documents.proposal import Proposal, place_of
from knowledge.documents.times import only_period
from knowledge.importers.cells import Decimals, Figure, decimals_of, read_cell
from knowledge.importers.headers import heading, kind_in, scenario_in
from knowledge.importers.periods import period_of
from knowledge.importers.places import Places as TablePlaces
from knowledge.importers.units import unit_in
from knowledge.places import Places

_NUMBERED = re.compile(
    r"^(?:nr|nr\.|id|kod|code|#|sida|not|noter|löpnr|radnr|postnr|telefon|år|year|tabell)\.?$", re.IGNORECASE
)
_PEOPLE = re.compile(
    r"\b[^\W\d_]*(?:personer|anställda|medarbetare|invånare|patienter|årsarbetare|läkare|sköterskor|employees|patients)\b",
    re.IGNORECASE,
)
_CATEGORY = re.compile(r"\bper\s+(?!inv|person(?:er)?\b|capita|hundra|tusen)[^\W\d_]+", re.IGNORECASE)
"""What a table is cut by ("per region"): no rate."""
_MUNICIPAL = re.compile(r"kommun|municipal", re.IGNORECASE)
_YEAR = re.compile(r"\(?\b(?:19|20)[0-9]{2}\b\)?")
_TARGET = re.compile(r"^(?:mål|target)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is the same for all cells of a table: areas of its rows, and what its title and surroundings tell."""

    table: Table
    section: Section
    codes: Mapping[str, str | None]
    decimals: Decimals | None
    unit: str | None
    period: str
    title: str

    @property
    def of_regions(self) -> bool:
        """Whether the rows are regions, so that title and header say what is measured."""
        return sum(code is not None for code in self.codes.values()) * 2 > len(self.table.rows)

    def header(self, cell: Cell) -> str:
        """The header above a cell."""
        headers = self.table.headers
        return headers[cell.column] if cell.column < len(headers) else ""


@dataclass(frozen=True, slots=True)
class _Said:
    """A number of a cell: its unit where one is told, where it stands in the row, and the words before it."""

    value: Decimal
    unit: str | None
    start: int
    end: int
    approximate: bool = False
    words: str = ""


class TableReader:
    """Proposes the figures of the tables of one document."""

    def __init__(self, places: Places, areas: Areas, namer: Namer, text: str) -> None:
        """`text` is the document's."""
        self._known = places.areas
        self._areas = areas
        self._namer = namer
        self._text = text

    def proposals(self, table: Table, section: Section, period: str, before: Sequence[str]) -> Iterator[Proposal]:
        """The figures of one table, row by row.

        Args:
            table: the table.
            section: where it stands.
            period: of columns and rows that name none.
            before: the paragraph before it, which may name the unit.

        Yields:
            The proposals.
        """
        frame = self._frame(table, section, period, before)
        group = ""
        for row in table.rows:
            if not row.cells:
                group = row.label
                continue
            for cell in row.cells:
                if not _NUMBERED.match(frame.header(cell).strip()):
                    yield from self._of_cell(frame, row, cell, group)

    def _frame(self, table: Table, section: Section, period: str, before: Sequence[str]) -> _Frame:
        """What is the same for all cells."""
        names = TablePlaces(self._known)
        names.settle(row.label for row in table.rows if row.label)
        towns = _MUNICIPAL.search(" ".join((table.title, *table.lead, section.heading))) is not None
        above = " ".join((table.title, *table.lead))
        apart = any(_unit(header) for header in table.headers)
        near = (table.title, "" if apart else above, section.heading, *before)
        title = "" if len(table.title.split()) == 1 and scenario_in(table.title) else table.title
        return _Frame(
            table,
            section,
            {row.label: self._code(names, row.label, towns=towns) for row in table.rows},
            decimals_of(cell.text for row in table.rows for cell in row.cells),
            next((found for text in near if (found := _unit(text))), None),
            only_period([table.title]) or only_period([above]) or period,
            title or (table.lead[0] if table.lead and len(table.headers) == 1 else "") or section.heading,
        )

    def _code(self, names: TablePlaces, label: str, *, towns: bool) -> str | None:
        """The area that a row is of; a town's hospital is no municipality unless the table is of municipalities."""
        code = names.code(label) if label else None
        return None if code is None or (self._known[code].kind == "municipality" and not towns) else code

    def _of_cell(self, frame: _Frame, row: Row, cell: Cell, group: str) -> Iterator[Proposal]:
        """The figures of one cell: one, or several with words ("Mål 96 %, 20 mkr")."""
        header, section = frame.header(cell), frame.section
        month = period_of(f"{row.label} {frame.period[:4]}") if frame.period else None
        period = period_of(header) or only_period([header]) or month or only_period([row.label]) or frame.period
        sense = scenario_of(header, row.label, frame.title, section.heading)
        for said in _numbers(cell, frame, _unit(header) or _unit(row.label) or frame.unit):
            unit = said.unit or "count"
            name = self._named(frame, row, header, unit, group, monthly=month is not None)
            evidence = fragment(row.text, said.start, said.end, (said.value,), unit, self._text)
            if evidence is None:
                continue
            sure = 0.95 - 0.25 * (said.unit is None) - 0.1 * (not period) - 0.1 * (not header)
            yield Proposal(
                indicator=name.id,
                name=name.name,
                known=name.known,
                area=self._area(frame, row, header),
                period=period,
                scenario="target" if _TARGET.match(said.words.strip(" ,")) else sense,
                value=said.value,
                upper=None,
                unit=unit,
                approximate=said.approximate,
                place=_place(frame, row, header),
                evidence=evidence,
                confidence=round(sure, 2),
                breakdown=kind_in(header) or "",
            )

    def _area(self, frame: _Frame, row: Row, header: str) -> str:
        """The area of a cell: its row's, its column's, the table's, the document's."""
        if code := frame.codes[row.label]:
            return code
        near = (row.label, header, frame.table.title, frame.section.heading)
        return next((code for text in near if (code := self._areas.only(text))), None) or self._areas.default

    def _named(self, frame: _Frame, row: Row, header: str, unit: str, group: str, *, monthly: bool) -> Named:
        """What a cell measures."""
        whole = frame.of_regions or not row.label or frame.codes[row.label] is not None
        what = (f"{frame.title} {header}" if whole else f"{group} {row.label}").strip()
        alone = len(what.split()) == 1  # one word of a row ("Primärvård") says too little by itself
        held = None if alone else self._namer.held(what, unit)
        held = held or self._namer.held(f"{row.label} {frame.title}", unit)
        if held:
            return held
        measure = heading([header]).measure if scenario_of(header) == "outcome" else ""
        name = f"{frame.title} {header}" if frame.of_regions else row.label
        if monthly and not frame.of_regions:
            name = frame.title
        elif measure and len(frame.table.headers) > 1 and not frame.of_regions and unit_in(measure) in (None, "count"):
            name = f"{measure}: {row.label}"
        return new_name(_YEAR.sub(" ", name), "", frame.title)


def _numbers(cell: Cell, frame: _Frame, unit: str | None) -> Iterator[_Said]:
    """The numbers of a cell, those without a unit of their own in that of the header or the table."""
    said = read_cell(cell.text, frame.decimals)
    if isinstance(said, Figure):
        yield _Said(said.value, "percent" if said.percent else unit, cell.start, cell.end)
    elif said is None:
        for figure in figures_in(cell.text):
            start, end = cell.start + figure.start, cell.start + figure.end
            words = cell.text[: figure.start]
            yield _Said(figure.value, figure.unit or unit, start, end, figure.approximate, words)


def _place(frame: _Frame, row: Row, header: str) -> str:
    """Where a cell stands."""
    section = frame.section
    column = f", kolumn {header}" if header and len(frame.table.headers) > 1 else ""
    table = f'Tabell "{frame.title}"' if frame.title and frame.title != section.heading else "Tabell"
    return place_of(section.where, section.heading, f"{table}, rad {row.label}{column}")


def _unit(text: str) -> str | None:
    """The unit that a title or header names; people are counted as persons."""
    found = unit_in(_CATEGORY.sub("", text))
    return "persons" if found == "count" and _PEOPLE.search(text) else found
