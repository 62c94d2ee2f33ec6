"""The figures of tables: what the row's name, the column's header and the title say of each cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from knowledge.documents.blocks import Cell, Row, Section, Table
from knowledge.documents.context import Areas, scenario_of
from knowledge.documents.fragments import fragment
from knowledge.documents.naming import Namer, new_name
from knowledge.documents.numbers import figures_in
from knowledge.documents.proposal import Proposal
from knowledge.documents.times import only_period
from knowledge.importers.cells import Figure, decimals_of, read_cell
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
_TARGET = re.compile(r"^(?:mål|target)\b", re.IGNORECASE)


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
        names = TablePlaces(self._known)
        names.settle(row.label for row in table.rows if row.label)
        towns = _MUNICIPAL.search(" ".join((table.title, *table.lead, section.heading))) is not None
        codes = {row.label: self._code(names, row.label, towns=towns) for row in table.rows}
        above = " ".join((table.title, *table.lead))
        decimals = decimals_of(cell.text for row in table.rows for cell in row.cells)
        period = only_period([table.title]) or (only_period([above]) or period)
        apart = any(_unit(header) for header in table.headers)
        near = (table.title, "" if apart else above, section.heading, *before)
        unit = next((found for text in near if (found := _unit(text))), None)
        regions = sum(code is not None for code in codes.values()) * 2 > len(table.rows)
        title = "" if len(table.title.split()) == 1 and scenario_in(table.title) else table.title
        title = title or (table.lead[0] if table.lead and len(table.headers) == 1 else "") or section.heading
        group = ""
        for row in table.rows:
            if not row.cells:
                group = row.label
                continue
            for cell in row.cells:
                if self._is_figures(table, cell):
                    yield from self._of_cell(
                        table, section, row, cell, codes, decimals, unit, period, title, group, regions
                    )

    def _code(self, names: TablePlaces, label: str, *, towns: bool) -> str | None:
        """The area that a row is of; a town's hospital is no municipality unless the table is of municipalities."""
        code = names.code(label) if label else None
        return None if code is None or (self._known[code].kind == "municipality" and not towns) else code

    @staticmethod
    def _is_figures(table: Table, cell: Cell) -> bool:
        """Whether a column holds figures, and no numbers of rows, codes or years."""
        header = table.headers[cell.column] if cell.column < len(table.headers) else ""
        return not _NUMBERED.match(header.strip())

    def _of_cell(
        self,
        table: Table,
        section: Section,
        row: Row,
        cell: Cell,
        codes: Mapping[str, str | None],
        decimals: object,
        unit: str | None,
        period: str,
        title: str,
        group: str,
        regions: bool,
    ) -> Iterator[Proposal]:
        """The figures of one cell: one, or several with words ("Mål 96 %, 20 mkr")."""
        header = table.headers[cell.column] if cell.column < len(table.headers) else ""
        said = read_cell(cell.text, decimals)  # type: ignore[arg-type]
        months = period_of(f"{row.label} {period[:4]}") if period else None
        where = period_of(header) or only_period([header]) or months or only_period([row.label]) or period
        area = codes[row.label] or self._areas.only(row.label) or self._areas.only(header)
        area = area or self._areas.only(table.title) or self._areas.only(section.heading) or self._areas.default
        own = _unit(header) or _unit(row.label)
        found: list[tuple[object, str | None, int, int, bool, str]] = []
        if isinstance(said, Figure):
            found.append((
                said.value,
                "percent" if said.percent else own or unit,
                cell.start,
                cell.end,
                False,
                cell.text,
            ))
        elif said is None:
            for figure in figures_in(cell.text):
                start = cell.start + figure.start
                found.append((
                    figure.value,
                    figure.unit or own or unit,
                    start,
                    cell.start + figure.end,
                    figure.approximate,
                    cell.text[: figure.start],
                ))
        total = not row.label or codes[row.label] is not None
        what = (f"{title} {header}" if regions or total else f"{group} {row.label}").strip()
        for value, written, start, end, about, words in found:
            measure = written or "count"
            kind = kind_in(header)
            base = re.sub(r"\(?\b(?:19|20)[0-9]{2}\b\)?", " ", f"{title} {header}" if regions else row.label)
            measure_said = heading([header]).measure if scenario_of(header) == "outcome" else ""
            if months and not regions:
                base = title
            elif measure_said and len(table.headers) > 1 and not regions and unit_in(measure_said) in (None, "count"):
                base = f"{measure_said}: {row.label}"
            named = self._namer.held(what, measure) or self._namer.held(f"{row.label} {title}", measure)
            name = named or new_name(base, "", title)
            evidence = fragment(row.text, start, end, (value,), measure, self._text)  # type: ignore[arg-type]
            if evidence is None:
                continue
            target = _TARGET.match(words.strip(" ,")) is not None
            column = f", kolumn {header}" if header and len(table.headers) > 1 else ""
            detail = f'Tabell "{title}"' if title and title != section.heading else "Tabell"
            place = ", ".join(
                filter(
                    None,
                    (
                        section.where,
                        f'Avsnitt "{section.heading}"' if section.heading else "",
                        f"{detail}, rad {row.label}{column}",
                    ),
                )
            )
            sure = 0.95 - 0.25 * (written is None) - 0.1 * (not where) - 0.1 * (not header)
            yield Proposal(
                indicator=name.id,
                name=name.name,
                known=name.known,
                area=area,
                period=where or "",
                scenario="target" if target else scenario_of(header, row.label, title, section.heading),
                value=value,  # type: ignore[arg-type]
                upper=None,
                unit=measure,
                approximate=about,
                place=place,
                evidence=evidence,
                confidence=round(min(0.99, sure), 2),
                breakdown=kind or "",
            )


def _unit(text: str) -> str | None:
    """The unit that a title or header names; people are counted as persons."""
    found = unit_in(_CATEGORY.sub("", text))
    return "persons" if found == "count" and _PEOPLE.search(text) else found
