"""`knowledge import table`: from a file and what was said of it to a plan to show, and from that to a source folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from knowledge.folder.dates import is_period
from knowledge.folder.reading import Folder, load
from knowledge.importers.errors import (
    LackingError,
    NoPeriodError,
    PeriodSaidError,
)
from knowledge.importers.grids import Grid, read_grid
from knowledge.importers.headers import KIND_ALIASES, KINDS
from knowledge.importers.items import About, Item, Kind, NewIndicator, slug
from knowledge.importers.layout import Layout, find_layout, needs_period, period_said
from knowledge.importers.mapping import Measure, TableMapping, mapping_text
from knowledge.importers.measures import Lack, known_kinds, measures_of
from knowledge.importers.places import Places
from knowledge.importers.scanning import Progress, Scan, scan
from knowledge.importers.tables import Meaning, TableReader, kinds_of
from knowledge.importers.totals import ADDITIVE_UNITS, Totals
from knowledge.importers.writing import SourceFolder, Written
from knowledge.kept_rows import sha256_of
from knowledge.model import PUBLISHED_UNITS, Names, Text

_PREVIEW = 12
_SURELY_ADDITIVE = ("SEK", "persons")


@dataclass(frozen=True, slots=True)
class Plan:
    """How a table is understood, before anything is written.

    `lacking` is what must still be said; `mapping` holds what was said and what was guessed.
    """

    path: Path
    mapping: TableMapping
    grid: Grid
    layout: Layout
    scan: Scan
    places: Places
    content: Folder
    measures: tuple[Measure, ...]
    kinds: Mapping[str, str]
    lacking: tuple[Lack, ...] = ()

    @property
    def reader(self) -> TableReader:
        """What reads the figures."""
        meaning = Meaning(
            {measure.header: measure.id for measure in self.measures},
            {measure.id: measure.unit for measure in self.measures},
            self.kinds,
            self.mapping.period if self.mapping.period != "none" else "",
            self.mapping.scenario or "outcome",
        )
        return TableReader(self.grid, self.layout, self.places, self.scan, meaning)

    def preview(self) -> list[Item]:
        """The first figures, as they would be written."""
        return list(islice(self.reader.items(_silent), _PREVIEW))

    def is_new(self, measure: Measure) -> bool:
        """Whether the data folders do not have an indicator yet."""
        return measure.id not in self.content.indicators


def prepare(path: Path, mapping: TableMapping, folders: Sequence[Path], progress: Progress | None = None) -> Plan:
    """Understand a table as far as that can be done.

    Args:
        path: the file.
        mapping: what was said of it.
        folders: the data folders, in which places and indicators are looked up.
        progress: is told how many rows were read.

    Returns:
        The plan, with what is lacking.

    Raises:
        UnreadableTableError: the file cannot be read.
        MappingError: its form cannot be told.
        NoPeriodError: nothing tells the period of its figures.
        PeriodSaidError: what was said to be the period is none.
        UnknownPlacesError: it has names of places that are not known.
    """  # noqa: DOC502  (raised by what is called)
    content = load(folders)
    places = Places(content.areas, mapping.places, frozenset(mapping.skip_places), mapping.level)
    grid = read_grid(path, mapping.sheet, mapping.encoding, mapping.separator)
    layout = find_layout(grid, mapping, places)
    found = scan(grid, layout, places, mapping.decimals, progress or _silent)
    if mapping.period and mapping.period != "none" and not is_period(mapping.period):
        raise PeriodSaidError(period=mapping.period)
    if needs_period(layout):
        period = period_said(layout, mapping)
        if not period and mapping.period != "none":
            raise NoPeriodError
        mapping = replace(mapping, period=period or "none")
    title = mapping.title or _title(layout, path)
    mapping = replace(mapping, title=title, source=mapping.source or slug(path.stem).replace("_", "-"))
    measures, lacking = measures_of(mapping, layout, found, content)
    kinds = {text: ident or slug(text) for text, ident in kinds_of(layout, found).items()}
    for measure in measures:
        kinds = known_kinds(kinds, content.indicators.get(measure.id))
    mapping = replace(mapping, measures=measures)
    plan = Plan(path, mapping, grid, layout, found, places, content, measures, kinds, tuple(lacking))
    plan.reader.refuse_unknown_places()
    return plan


def write(plan: Plan, target: Path, folders: Sequence[Path], progress: Progress, *, replacing: bool = False) -> Written:
    """Write a plan's source folder.

    Args:
        plan: a plan of which nothing is lacking.
        target: the data folder that it goes into.
        folders: the data folders with which it must agree.
        progress: is told how many rows were read.
        replacing: whether a source of the same id gives way.

    Returns:
        What was written.

    Raises:
        LackingError: something is lacking.
        TableRefusedError: a cell cannot be read.
        TargetExistsError: there is a source of that id.
        ResultRefusedError: the result does not stand the check.
    """  # noqa: DOC502  (raised by what is called)
    if plan.lacking:
        raise LackingError(lacking=", ".join(lack.option for lack in plan.lacking))
    totals = Totals(plan.content.areas)
    with SourceFolder(plan.mapping.source, target, folders, replace=replacing) as made:
        for row in plan.grid.rows():
            made.keep(row)
        for item in plan.reader.items(progress):
            made.add(item)
            totals.take(item)
        checks = list(totals.checks())
        new = [_new_indicator(plan, measure, totals) for measure in plan.measures if plan.is_new(measure)]
        made.write("import.yaml", mapping_text(plan.mapping))
        return made.finish(_about(plan), new, checks)


def _new_indicator(plan: Plan, measure: Measure, totals: Totals) -> NewIndicator:
    """What is written of an indicator that is new."""
    unit = PUBLISHED_UNITS[measure.unit][0]
    used = dict.fromkeys(ident for ident in plan.kinds.values() if ident)
    names = {ident: text for text, ident in reversed(list(plan.kinds.items()))}
    kinds = tuple(kind_of(ident, names[ident]) for ident in used)
    failed = any(line.startswith(f"{measure.id},") for line in totals.failed)
    return NewIndicator(
        id=measure.id,
        name=measure.name,
        unit=unit,
        theme=measure.theme,
        definition=measure.definition,
        caveat=measure.caveat,
        aliases=measure.aliases,
        kinds=kinds,
        default=(("breakdown", "totalt"),) if "totalt" in used else (),
        additive=unit in ADDITIVE_UNITS and not failed and (unit in _SURELY_ADDITIVE or totals.additive(measure.id)),
    )


def kind_of(ident: str, name: str) -> Kind:
    """A kind by its id; `name` is what it is called where it is none that every table may have."""
    return Kind(ident, KINDS.get(ident, Text(name, name)), KIND_ALIASES.get(ident, Names()))


def _about(plan: Plan) -> About:
    """What is written of the source."""
    mapping = plan.mapping
    note = Text("Tabellen anger inget publiceringsdatum.", "The table gives no date of publication.")
    return About(
        id=mapping.source,
        title=mapping.title,
        file=plan.path.name,
        sha256=sha256_of(plan.path),
        publisher=mapping.publisher,
        published=mapping.published,
        published_note=note if mapping.published is None else Text(),
        url=mapping.url,
        license=mapping.license,
        aliases=mapping.aliases,
    )


def _title(layout: Layout, path: Path) -> Text:
    """The title that stands above the table, else the file's name."""
    title = layout.titles[0] if layout.titles else path.stem.replace("_", " ")
    return Text(title, title)


def _silent(rows: int) -> None:
    """Tell nobody how far it has come."""


def described(plan: Plan) -> Iterator[tuple[str, str]]:
    """How a table was understood, as (key of a text, what fills it), for a preview.

    Args:
        plan: the plan.

    Yields:
        File, form, header, places, measures and what was noticed.
    """
    layout, found = plan.layout, plan.scan
    yield "file", f"{plan.path.name} ({plan.grid.about})"
    yield "form", layout.form
    yield "header", ", ".join(str(row + 1) for row in layout.header)
    yield "rows", str(found.rows)
    yield "places", str(len(found.places))
    yield "level", plan.places.level or "–"
    yield "decimals", found.decimals or "–"
    totals = [text for text in found.places if plan.places.code(text) == "00"]
    if totals:
        yield "nation", ", ".join(totals)
    for measure in plan.measures:
        new = "new" if plan.is_new(measure) else "known"
        yield new, " · ".join(filter(None, (measure.id, measure.header, measure.unit)))
