"""The answer object, schema siffersvar/answer/1: what programs read."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from bot.citing import citation_text
from bot.names import Names
from knowledge.answering import Answer, Engine
from knowledge.model import UNNAMED, Language
from knowledge.outcomes import NotFound
from knowledge.query import Cell, Result

SCHEMA = "siffersvar/answer/1"
_MOST_CITATIONS = 30
_MOST_SUGGESTIONS = 3
_FEW_REGIONS = 3
"""With no more regions than this there is nothing to list or rank."""


class AnswerObject:
    """Makes answer objects of one engine's answers."""

    def __init__(self, engine: Engine, names: Names) -> None:
        """Names come from `names`, holdings from `engine`."""
        self._engine = engine
        self._store = engine.store
        self._catalogue = engine.catalogue
        self._names = names

    def of(self, answer: Answer, text: str, assumptions: Sequence[str], conversation: str | None) -> dict[str, Any]:
        """The answer object, with what a person reads and what was assumed."""
        language = answer.language
        return {
            "schema": SCHEMA,
            "conversation": conversation,
            "question": answer.question,
            "language": language,
            "status": answer.status,
            "reason": answer.reason,
            "verdict": answer.verdict,
            "text": text,
            "figures": [
                self._figure_data(cell, result, answer) for result in answer.results for cell in result.figures
            ],
            "citations": [
                self._citation_data(c.source, c.place, c.evidence, language) for c in answer.citations[:_MOST_CITATIONS]
            ],
            "citation": citation_text(answer, self._names, self._store),
            "assumptions": list(assumptions),
            "interpretation": self._interpretation(answer),
            "options": [{"label": option.label, "question": option.question} for option in answer.options],
            "suggestions": self._suggestions(answer),
        }

    def _figure_data(self, cell: Cell, result: Result, answer: Answer) -> dict[str, Any]:
        """One of `figures`."""
        language = answer.language
        sources = cell.sources()
        places = [(c.source, c.place) for c in answer.citations]
        citation = next(
            (places.index((o.source, o.place)) for o in sources if (o.source, o.place) in places[:_MOST_CITATIONS]),
            None,
        )
        value, upper = self._names.shown_value(cell, result.query)
        shown = cell if value == cell.value else replace(cell, value=value)
        return {
            "value": _plain(value),
            "upper": None if upper is None else _plain(upper),
            "unit": cell.unit,
            "display": self._names.display(shown, language),
            "label": self._names.label(cell, language),
            "indicator": cell.indicator,
            "area": self._names.area_name(cell, language) or None,
            "area_code": cell.area if cell.area and cell.area != UNNAMED else None,
            "period": cell.period or None,
            "scenario": cell.scenario or None,
            "approximate": cell.approximate,
            "derived": cell.derived,
            "inputs": [self._input_data(part, language) for part in cell.inputs],
            "citation": citation,
        }

    def _input_data(self, cell: Cell, language: Language) -> dict[str, Any]:
        """One of the `inputs` of a computed figure."""
        return {
            "value": _plain(cell.value),
            "unit": cell.unit,
            "display": self._names.display(cell, language),
            "label": self._names.label(cell, language),
            "area": self._names.area_name(cell, language) or None,
            "area_code": cell.area if cell.area and cell.area != UNNAMED else None,
            "period": cell.period or None,
        }

    def _citation_data(self, source: str, place: str, evidence: str, language: Language) -> dict[str, Any]:
        """One of `citations`."""
        held = self._store.sources[source]
        return {
            "source": held.id,
            "file": held.file,
            "title": held.title.of(language),
            "publisher": held.publisher,
            "published": held.published,
            "place": place,
            "evidence": evidence,
            "url": held.url,
        }

    def _interpretation(self, answer: Answer) -> str:
        """How the question was understood."""
        if answer.results:
            return " + ".join(
                r.query.describe(answer.language, self._store.indicators, self._catalogue.places)
                for r in answer.results
            )
        return answer.subject.label(answer.language) if answer.subject is not None else ""

    def _suggestions(self, answer: Answer) -> list[str]:
        """What might be asked next."""
        language = answer.language
        if answer.status == "no_answer" and isinstance(answer.outcome, NotFound):
            return [
                subject.label(language)
                for subject in answer.outcome.subjects[:_MOST_SUGGESTIONS]
                if subject.kind in ("indicator", "table")
            ]
        if answer.results:
            query = answer.results[0].query
            if (
                query.operation == "lookup"
                and len(self._engine.operations.figures.regions(query.indicators[0])) > _FEW_REGIONS
            ):
                name = self._store.indicators[query.indicators[0]].name.of(language)
                return (
                    [f"{name} alla regioner", f"{name} topp 5"]
                    if language == "sv"
                    else [f"{name} all regions", f"{name} top 5"]
                )
        return []


def _plain(value: Decimal) -> int | float:
    """An exact number for JSON: whole numbers as integers."""
    return int(value) if value == value.to_integral_value() else float(value)
