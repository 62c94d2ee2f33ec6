"""A table -> figures: the second pass, which reads each cell, and refuses the table where one cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from knowledge.folder.seen import Seen
from knowledge.importers.cells import MARKS, Blank, Figure, is_ambiguous, read_cell
from knowledge.importers.errors import CellFault, TableRefusedError, UnknownPlacesError
from knowledge.importers.grids import Grid
from knowledge.importers.headers import Heading, kind_in, scenario_in
from knowledge.importers.items import Item, fragment
from knowledge.importers.layout import Layout, ValueColumn
from knowledge.importers.periods import period_of, year_in
from knowledge.importers.places import Places
from knowledge.importers.scanning import DataRow, Progress, Scan, data_rows
from knowledge.kept_rows import EMPTY, column_letter, place
from knowledge.model import Text

_MOST_FAULTS = 1000


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a table's measures and kinds are in the data folders.

    Attributes:
        indicators: measure, as its header or row names it -> indicator id; under an empty text where there is one only.
        units: indicator id -> unit as printed.
        kinds: text of a kind -> its id.
        period: of figures of which neither row nor header tells it.
        scenario: the same.
    """

    indicators: Mapping[str, str]
    units: Mapping[str, str]
    kinds: Mapping[str, str] = field(default_factory=dict)
    period: str = ""
    scenario: str = "outcome"


class TableReader:
    """Reads the figures of one table."""

    def __init__(self, grid: Grid, layout: Layout, places: Places, found: Scan, meaning: Meaning) -> None:
        """Read `grid` as `layout`, `places` and `meaning` say; `found` is what the first pass told."""
        self._grid = grid
        self._layout = layout
        self._places = places
        self._scan = found
        self._meaning = meaning
        self._faults: list[CellFault] = []
        self._count = 0
        self._seen = Seen()

    def refuse_unknown_places(self) -> None:
        """Refuse a table with names of places that are not known.

        Raises:
            UnknownPlacesError: listing them, each with the nearest names.
        """
        unknown = [
            (text, row, self._places.nearest(text))
            for text, row in self._scan.places.items()
            if self._places.code(text) is None and not self._places.is_skipped(text)
        ]
        if unknown:
            raise UnknownPlacesError(self._grid.name, unknown)

    def items(self, progress: Progress) -> Iterator[Item]:
        """The figures and the marks in their place, row by row.

        Args:
            progress: is told how many rows were read.

        Yields:
            An item for each cell of figures.

        Raises:
            TableRefusedError: at the end, where some cell could not be read; lists them.
        """
        for row in data_rows(self._grid, self._layout):
            if row.number % 1000 == 0:
                progress(row.number)
            area = self._places.code(row.labels[self._layout.area])
            if area is None:  # left out on request; what is not known was refused before
                continue
            for column in self._layout.values:
                item = self._item(row, column, area)
                if item is not None:
                    self._seen.add(item.key)
                    yield item
        progress(self._scan.rows)
        if twice := self._seen.twice():
            self._refuse_repeated(twice)
        if self._count:
            raise TableRefusedError(self._grid.name, self._faults, self._count)

    def _item(self, row: DataRow, column: ValueColumn, area: str) -> Item | None:
        """One cell; None (and a fault) where it cannot be read."""
        text = row.cell(column.number)
        read = read_cell(text, self._scan.decimals)
        if read is None:
            self._refuse_cell(row, column, text)
            return None
        head, layout = column.heading, self._layout
        measure = row.labels[layout.measure] if layout.measure is not None else head.measure
        indicator = self._meaning.indicators.get(measure)
        if indicator is None:
            self._fault(row, layout.measure or column.number, f"'{measure}' is no measure that was named", _NAME_IT)
            return None
        period = self._period(row, head)
        if period is None:
            return None
        kind_text = row.labels[layout.breakdown] if layout.breakdown is not None else head.kind
        kind = self._meaning.kinds.get(kind_text, "") if kind_text else ""
        scenario = head.scenario or (
            scenario_in(row.labels[layout.scenario]) if layout.scenario is not None else self._meaning.scenario
        )
        if scenario is None:
            said = row.labels[layout.scenario or 0]
            self._fault(row, layout.scenario or 0, f"'{said}' is no outcome, budget, forecast …", _SAY_SCENARIO)
            return None
        stands = place(self._grid.sheet, row.number, column_letter(column.number))
        evidence = fragment(self._labels(row, head), text or EMPTY)
        slots = (indicator, area, period, scenario, kind, stands, evidence)
        if isinstance(read, Blank):
            return Item(*slots, mark=read.mark, reason=self._reason(read))
        unit = self._meaning.units[indicator]
        if read.percent and unit not in ("percent", "percentage_points"):
            problem = f"'{text}' is in per cent, and the unit of '{indicator}' is {unit}"
            self._fault(row, column.number, problem, "say the right unit, or leave the column out")
            return None
        return Item(*slots, value=written(read), unit=unit, note=self._note(row, read))

    def _period(self, row: DataRow, head: Heading) -> str | None:
        """The period of a cell; None (and a fault) where what stands for it is none."""
        column = self._layout.period
        if column is None:
            return head.period or self._meaning.period
        said = row.labels[column]
        found = period_of(said) or year_in(said)
        if found is None:
            self._fault(row, column, f"'{said}' is no period", "write 2024, 2022-10, 2023-12-31 or 2024–2026")
        return found

    def _labels(self, row: DataRow, head: Heading) -> tuple[str, ...]:
        """What stands beside and above a cell."""
        own = tuple(text for text in row.labels.values() if text)
        return (*own, *head.texts)

    def _note(self, row: DataRow, read: Figure) -> Text:
        """What is said of a figure: the footnote that its mark points to, and the row's own note."""
        column = self._layout.note
        said = [row.cell(column)] if column is not None and row.cell(column) else []
        if read.foot:
            said.insert(0, self._scan.footnotes.get(read.foot, f"Not {read.foot} i tabellen."))
        text = " ".join(said)
        return Text(text, text)

    def _reason(self, read: Blank) -> Text:
        """What a mark means: as the table says, else as is the custom."""
        return self._scan.legends.get(read.kind) or MARKS[read.kind]

    def _refuse_repeated(self, hashes: frozenset[int]) -> None:
        """Note the cells whose figure already stands in one before; the table is read once more for them."""
        first: dict[tuple[str, ...], str] = {}
        for row in data_rows(self._grid, self._layout):
            area = self._places.code(row.labels[self._layout.area])
            for column in self._layout.values if area is not None else ():
                item = self._item(row, column, area or "")
                if item is None or hash(item.key) not in hashes:
                    continue
                cell = f"{column_letter(column.number)}{row.number}"
                where = first.setdefault(item.key, cell)
                if where != cell:
                    named = ", ".join(part for part in item.key if part)
                    cure = "leave one out, or say which column tells them apart: --column 'C=breakdown'"
                    self._fault(row, column.number, f"the same figure ({named}) already stands in {where}", cure)

    def _refuse_cell(self, row: DataRow, column: ValueColumn, text: str) -> None:
        """Note that a cell is no figure."""
        if is_ambiguous(text):
            problem, cure = f"'{text}' can be read in two ways", "say what separates decimals: --decimals ',' or '.'"
        else:
            problem, cure = f"'{text}' is no figure", "write a number, or '..' where there is none"
        self._fault(row, column.number, problem, cure)

    def _fault(self, row: DataRow, column: int, problem: str, cure: str) -> None:
        """Note one fault; of very many only the first are kept."""
        self._count += 1
        if len(self._faults) < _MOST_FAULTS:
            self._faults.append(CellFault(row.number, column_letter(column), problem, cure))


_NAME_IT = "say which indicator it is: --measure 'TEXT=ID', or leave it out"
_SAY_SCENARIO = "leave the column out (--column 'C=ignore') and say --scenario"


def written(read: Figure) -> str:
    """A figure as observations.csv has it: as printed, with a decimal comma and a minus."""
    digits = format(abs(read.value), "f")
    whole, _, fraction = digits.partition(".")
    plain = f"{whole},{fraction}" if fraction else whole
    return f"-{plain}" if read.value.is_signed() else plain


def kinds_of(layout: Layout, found: Scan) -> dict[str, str]:
    """The texts that name kinds in a table, with the id that all tables give them; empty for kinds of its own."""
    texts = [column.heading.kind for column in layout.values if column.heading.kind]
    texts += [text for text in found.kinds if text]
    return {text: kind_in(text) or (text if text in _IDS else "") for text in dict.fromkeys(texts)}


_IDS = ("kvinnor", "man", "flickor", "pojkar", "totalt")
