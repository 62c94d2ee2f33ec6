"""Sentences below a figure: notes of its computation, by which population it was divided, caveats of its source."""

from __future__ import annotations

from bot.pieces import Pieces
from knowledge.editions import day_of
from knowledge.language import formatting
from knowledge.language.numbers import Amount
from knowledge.model import UNNAMED, MissingFigure, Observation
from knowledge.query import Cell

_MOST_CAVEATS = 2
_MOST_REVISIONS = 3
_MOST_NAMED = 5
"""So many areas are named whose figures are missing."""


class Notes(Pieces):
    """Notes on one result in one language."""

    def _note(self, key: str, values: dict[str, object]) -> str:
        """A note of the result as a sentence."""
        cell, amount, cells = values.get("cell"), values.get("amount"), values.get("cells")
        if key == "belongs_to" and isinstance(cell, Cell) and isinstance(amount, Amount):
            parts = (
                self._names.label(cell, self._language),
                self._area(cell) if cell.area != UNNAMED else "",
                formatting.period(cell.period, self._language),
            )
            key = "context.belongs_to" if cell.unit == "SEK" else "context.belongs_to_value"
            said = (
                formatting.figure(amount.value, cell.unit, self._language)
                if amount.unit is None
                else self._names.amount(amount, self._language)
            )
            return self._say(key, amount=said, what=", ".join(filter(None, parts)))
        if key in ("first_of_all", "last_of_all") and isinstance(cell, Cell):
            return self._say(f"context.{key}", name=self._area(cell))
        if key == "missing_areas":
            return self._missing_areas(values["missing"])
        if key == "left_out" and isinstance(cells, tuple):
            return self._say(
                "context.left_out",
                names=formatting.joined([self._area(c) for c in cells], self._language),
            )
        if key == "fewer":
            return self._say("context.fewer", count=values["count"], asked=values["asked"])
        return self._say(f"context.{key}")

    def _missing_areas(self, missing: object) -> str:
        """Which areas' figures a source does not give, and what stands in their place."""
        marks = tuple(one for one in missing if isinstance(one, MissingFigure)) if isinstance(missing, tuple) else ()
        areas = self._names.catalogue.places.areas
        shown = [areas[code].label(self._language) for code in dict.fromkeys(one.area for one in marks)]
        if len(shown) > _MOST_NAMED:
            shown = [*shown[: _MOST_NAMED - 1], self._say("no_answer.missing_more", count=len(shown) - _MOST_NAMED + 1)]
        names = formatting.joined(shown, self._language)
        mark = ", ".join(dict.fromkeys(one.mark for one in marks if one.mark))
        return self._say("context.missing_areas" if mark else "context.missing_areas_empty", names=names, mark=mark)

    def _per_capita_note(self) -> str:
        """By which population was divided."""
        cells = [c for c in self._result.figures if c.kind == "per_capita"]
        cell = cells[0]
        if len({c.areas for c in cells}) > 1:
            date = formatting.period(cell.inputs[1].period, self._language)
            return self._say("context.per_capita_each", date=date)
        people = cell.inputs[1]
        return self._say(
            "context.per_capita",
            date=formatting.period(people.period, self._language),
            people=formatting.figure(people.value, "persons", self._language),
        )

    def _caveats(self) -> list[str]:
        """What the source says against its own figure, for the indicators behind the figures."""
        seen: dict[str, None] = {}
        for cell in self._result.figures:
            for ident in dict.fromkeys([cell.indicator, *(c.indicator for c in cell.inputs)]):
                indicator = self._names.indicators.get(ident)
                if indicator is not None and indicator.caveat:
                    seen.setdefault(indicator.caveat.of(self._language))
            for observation in cell.observations:
                if observation.note:
                    seen.setdefault(observation.note.of(self._language))
        return [*self._revisions(), *list(seen)[:_MOST_CAVEATS]]

    def _revisions(self) -> list[str]:
        """Which figures a newer edition of their source has changed, and what they were before."""
        cells = self._result.figures
        stored = [o for cell in cells for input_ in (cell, *cell.inputs) for o in input_.observations]
        changed = [
            o for o in stored if o.revises is not None and (o.revises.value, o.revises.upper) != (o.value, o.upper)
        ]
        several = len({o.area for o in stored}) > 1
        said = dict.fromkeys(self._revision(observation, named=several) for observation in changed)
        more = len(said) - _MOST_REVISIONS
        return [*list(said)[:_MOST_REVISIONS], *([self._say("context.revised_more", count=more)] if more > 0 else [])]

    def _revision(self, observation: Observation, *, named: bool) -> str:
        """What one figure was before, with its area where there are several."""
        old = observation.revises or observation
        figure = formatting.figure(old.value, old.unit, self._language, old.upper)
        day, before = (
            formatting.period(day_of(self._names.sources[source]), self._language)
            for source in (observation.source, old.source)
        )
        area = self._names.catalogue.places.areas[observation.area] if observation.area != UNNAMED else None
        if named and area is not None:
            name = area.label(self._language)
            return self._say("context.revised_area", area=name, figure=figure, day=day, before=before)
        return self._say("context.revised", figure=figure, day=day, before=before)
