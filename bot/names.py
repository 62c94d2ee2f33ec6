"""What a figure is called and how it is written: its label, its area, what tells it from the others beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from bot.texts import say
from knowledge.catalogue import Catalogue
from knowledge.language import formatting
from knowledge.language.numbers import Amount
from knowledge.model import NATION, UNNAMED, Indicator, Language, Source
from knowledge.query import Cell, Query

_LABELLED_KINDS = ("share", "difference", "ratio", "change", "mean", "median", "per_capita", "part", "multiple")
_MOST_NAMED = 3
"""So many areas are named one after the other."""


class Names:
    """Names and figures in words, for one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Names that `catalogue` knows."""
        self.catalogue = catalogue
        self.indicators: Mapping[str, Indicator] = catalogue.store.indicators
        self.sources: Mapping[str, Source] = catalogue.store.sources

    @cached_property
    def regions(self) -> int:
        """How many regions there are."""
        return sum(area.kind == "region" for area in self.catalogue.store.areas.values())

    def area_name(self, cell: Cell, language: Language) -> str:
        """The area of a figure as said; several regions by their group's name or one after the other."""
        if cell.group:
            return self.catalogue.places.groups[cell.group].name.of(language)
        areas = [code for code in cell.areas if code != UNNAMED]
        if not areas or len(areas) > _MOST_NAMED:
            return ""
        return formatting.joined([self._area_label(code, language) for code in areas], language)

    def _area_label(self, code: str, language: Language) -> str:
        """An area as said; a municipality that has a region's name with the word."""
        area = self.catalogue.places.areas[code]
        if area.kind == "municipality" and area.name in self._region_names:
            return say(language, "label.municipality", name=area.label(language))
        return area.label(language)

    @cached_property
    def _region_names(self) -> frozenset[str]:
        """The names of the regions."""
        return frozenset(area.name for area in self.catalogue.store.areas.values() if area.kind == "region")

    def kind(self, code: str) -> str:
        """The kind of an area; empty for none."""
        area = self.catalogue.places.areas.get(code)
        return area.kind if area is not None else ""

    def is_region(self, code: str) -> bool:
        """Whether this is the code of one region."""
        area = self.catalogue.places.areas.get(code)
        return area is not None and area.kind == "region"

    def label(self, cell: Cell, language: Language) -> str:
        """What a figure is a figure of."""
        indicator = self.indicators.get(cell.indicator)
        if indicator is None:
            return self._table_name(cell, language)
        if cell.kind == "count":
            rows = any(part.area in ("", NATION, UNNAMED) for part in cell.inputs[:1])
            return say(language, "label.count_rows" if rows else "label.count")
        name = indicator.name.of(language)
        if cell.kind in _LABELLED_KINDS:
            return say(language, f"label.{cell.kind}", name=name)
        kind = "" if cell.kind else self._kind_name(cell, language)
        return f"{name}, {kind}" if kind else name

    def _table_name(self, cell: Cell, language: Language) -> str:
        """The table that the indicators behind a figure stand in."""
        behind = (self.indicators.get(part.indicator) for part in cell.inputs)
        groups = {group for indicator in behind if indicator is not None for group in indicator.groups}
        tables = self.catalogue.store.tables
        if groups.isdisjoint(tables):
            return say(language, "label.many")
        return tables[min(groups)].name.of(language)

    def _kind_name(self, cell: Cell, language: Language) -> str:
        """The kind within its indicator that a figure is of; empty where it has none."""
        kinds = self.indicators[cell.indicator].breakdowns
        return next((kind.name.of(language) for kind in kinds if kind.id == cell.breakdown), "")

    def title(self, cells: Sequence[Cell], language: Language) -> str:
        """What several figures are figures of: their indicator, or the table they stand in, or two names."""
        first = cells[0]
        if len({cell.indicator for cell in cells}) > 1:
            name = self.label(Cell(first.value, first.unit, "", inputs=tuple(cells)), language)
            names = list(dict.fromkeys(self.label(cell, language) for cell in cells))
            two = name == say(language, "label.many") and len(names) == 2
            return formatting.joined(names, language) if two else name
        if len({cell.breakdown for cell in cells}) > 1:
            return self.indicators[first.indicator].name.of(language)
        return self.label(first, language)

    def row_name(self, cell: Cell, cells: Sequence[Cell], language: Language) -> str:
        """What tells a figure from the others beside it."""
        parts = []
        if len({c.indicator for c in cells}) > 1:
            parts.append(self.label(cell, language))
        elif len({c.breakdown for c in cells}) > 1:
            parts.append(self._kind_name(cell, language) or cell.breakdown)
        if len({(c.areas, c.group) for c in cells}) > 1:
            parts.append(self.area_name(cell, language))
        if len({c.period for c in cells}) > 1:
            parts.append(formatting.period(cell.period, language))
        if len({c.scenario for c in cells}) > 1 and cell.scenario:
            parts.append(say(language, f"figure.scenario_{cell.scenario}"))
        return ", ".join(filter(None, parts)) or self.area_name(cell, language) or self.label(cell, language)

    def display(self, cell: Cell, language: Language) -> str:
        """The figure in prose."""
        shown = formatting.figure(cell.value, cell.unit, language, cell.upper)
        return say(language, "figure.about", figure=shown) if cell.approximate else shown

    def exactly(self, cell: Cell, language: Language, rounded: str = "") -> str:
        """The figure with whole kronor behind it where it was shortened."""
        shown = self.display(cell, language)
        if cell.unit == "SEK" and cell.upper is None and not rounded:
            short = formatting.money(cell.value, language)
            exact = formatting.exact_money(cell.value, language)
            step = Decimal(10) ** (7 if abs(cell.value) >= 10**10 else 5)
            if cell.value % step and short != exact:
                return say(language, "figure.exact", short=shown, exact=exact)
        return shown

    @staticmethod
    def shown_value(cell: Cell, query: Query) -> tuple[Decimal, Decimal | None]:
        """The value and upper end as the answer gives them: rounded where that was asked, but never to nothing."""
        if query.rounded and cell.unit == "SEK":
            steps = [Decimal(10) ** places for places in ((9, 6) if query.rounded == "billions" else (6,))]
            whole = ((cell.value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step for step in steps)
            return next(filter(None, whole), cell.value), cell.upper
        return cell.value, cell.upper

    @staticmethod
    def amount(amount: Amount, language: Language) -> str:
        """A stated amount as said."""
        if amount.unit == "SEK" or amount.unit is None:
            return (
                formatting.money(amount.value, language)
                if abs(amount.value) >= 1000
                else formatting.number(amount.value, language)
            )
        return formatting.figure(amount.value, amount.unit, language) if amount.unit != "years" else str(amount.value)
