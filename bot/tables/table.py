"""What stands in the table of an answer: exact values, each with where it stands; plain data, before it is a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from bot.beside import beside
from bot.message import Reply
from bot.names import Names
from bot.sourcing import leading, source_line
from bot.texts import say
from knowledge.answering import Engine
from knowledge.language import formatting
from knowledge.model import UNNAMED, Language, Observation
from knowledge.query import Cell
from knowledge.store import Store

_COMPUTED_STEPS = {"ratio": Decimal("0.0001")}
_COMPUTED_STEP = Decimal("0.01")
"""A computed figure that is no whole number is given to this, as its last digits say nothing."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a figure stands: the document, the place in it, the fragment that holds it, and the figure as printed."""

    document: str
    publisher: str
    file: str
    place: str
    evidence: str
    published: str
    published_unit: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what it is of, its value in the base unit, and where it, or what it was computed from, stands."""

    names: tuple[str, ...]
    value: Decimal
    upper: Decimal | None
    unit: str
    approximate: bool
    computed: bool
    marked: bool
    period: str
    stands: tuple[Standing, ...]
    cell: Cell
    """The figure itself, unrounded, for a channel that shows it as prose does."""


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of an answer, and those that stand beside them in its picture.

    `header` names what `names` of each row say: indicator, region, region code, period, kind. `unit` and `period` are
    in words what all rows share, empty where they differ.
    """

    language: Language
    title: str
    unit: str
    period: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    source: str


def table_of(reply: Reply, engine: Engine, language: Language | None = None) -> Table | None:
    """The table of a reply: the figures of its picture with the answer's own, or the answer's alone.

    Args:
        reply: what was answered.
        engine: that answered it; its store is read.
        language: of the table; that of the answer where it is None.

    Returns:
        The table; None where the answer has no figures.
    """
    answer = reply.answer
    if answer is None or answer.status != "answered":
        return None
    own = [cell for result in answer.results for cell in result.figures]
    if not own:
        return None
    found = beside(answer, engine)
    listed = own if found is None else [*found.cells, *(cell for cell in own if cell not in found.cells)]
    marked = own if found is None else [*found.marked, *found.headline]
    return _Maker(engine, language or answer.language).table(listed, marked)


class _Maker:
    """Makes tables in one language."""

    def __init__(self, engine: Engine, language: Language) -> None:
        """Names and sources are those of `engine`'s store."""
        self._store = engine.store
        self._names = Names(engine.catalogue)
        self._language = language

    def table(self, cells: Sequence[Cell], marked: Sequence[Cell]) -> Table:
        """The table of some figures."""
        units = {cell.unit for cell in cells}
        periods = {cell.period for cell in cells}
        plain = [cell for cell in cells if not _is_computed(cell)] or cells
        title = self._names.title([cell for cell in plain if cell.kind == plain[0].kind], self._language)
        keys = ("indicator", "area", "area_code", "period", "scenario")
        return Table(
            self._language,
            title[:1].upper() + title[1:],
            self._unit(cells[0].unit) if len(units) == 1 else "",
            self._period(cells[0].period) if len(periods) == 1 else "",
            tuple(say(self._language, f"table.{key}") for key in keys),
            tuple(self._row(cell, cell in marked) for cell in cells),
            source_line(cells, self._store, self._language),
        )

    def _row(self, cell: Cell, marked: bool) -> Row:
        """One figure."""
        area = say(self._language, "figure.unnamed") if cell.area == UNNAMED else ""
        code = cell.area if cell.area in self._store.areas else ""
        names = (
            self._names.label(cell, self._language),
            area or self._names.area_name(cell, self._language),
            code,
            self._period(cell.period),
            say(self._language, f"figure.scenario_{cell.scenario}") if cell.scenario and not _is_computed(cell) else "",
        )
        return Row(
            names,
            _given(cell),
            cell.upper,
            self._unit(cell.unit),
            cell.approximate,
            cell.derived,
            marked,
            cell.period,
            tuple(standing(observation, self._store, self._language) for observation in leading(cell)),
            cell,
        )

    def _unit(self, unit: str) -> str:
        """The base unit in words."""
        return say(self._language, "chart.unit_SEK_0" if unit == "SEK" else f"chart.unit_{unit}")

    def _period(self, period: str) -> str:
        """A period in words."""
        return formatting.period(period, self._language)


def standing(observation: Observation, store: Store, language: Language) -> Standing:
    """Where a stored figure stands."""
    source = store.sources[observation.source]
    upper = f"–{observation.published_upper}" if observation.published_upper else ""
    return Standing(
        source.title.of(language),
        source.publisher or "",
        source.file,
        observation.place,
        observation.evidence,
        observation.published + upper,
        observation.published_unit,
        source.url or "",
    )


def _is_computed(cell: Cell) -> bool:
    """Whether a figure is of something else than its indicator."""
    return cell.kind not in ("", "sum", "per_capita")


def _given(cell: Cell) -> Decimal:
    """The exact value; of a computed figure with endless decimals the first ones."""
    rounded = cell.value.quantize(_COMPUTED_STEPS.get(cell.unit, _COMPUTED_STEP), rounding=ROUND_HALF_UP)
    return rounded if cell.derived and rounded != cell.value else cell.value
