"""From an `Answer` to what people and programs read: the text of the card and the answer object."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from bot.texts import say
from knowledge.answering import Answer, Engine
from knowledge.language import formatting
from knowledge.language.numbers import Amount
from knowledge.language.text import clean
from knowledge.model import NATION, UNNAMED, Area, Fact, Gap, Language, Text
from knowledge.outcomes import Found, InWords, NotFound, Talk
from knowledge.query import Cell, Query, Result

SCHEMA = "siffersvar/answer/1"
TEXT_LIMIT = 1_480
_TABLE_ROWS = 25


class Phrasing:
    """Puts answers of one engine into words."""

    def __init__(self, engine: Engine) -> None:
        """Texts about what `engine`'s store holds."""
        self._engine = engine
        self._store = engine.store
        self._catalogue = engine.catalogue

    # -- the answer object --------------------------------------------------------------------------------------------

    def to_data(self, answer: Answer, conversation: str | None = None) -> dict[str, Any]:
        """The answer object, schema siffersvar/answer/1."""
        language = answer.language
        cells = [cell for result in answer.results for cell in result.figures]
        return {
            "schema": SCHEMA,
            "conversation": conversation,
            "question": answer.question,
            "language": language,
            "status": answer.status,
            "reason": answer.reason,
            "verdict": answer.verdict,
            "text": self.text(answer),
            "figures": [
                self._figure_data(cell, result, answer) for result in answer.results for cell in result.figures
            ],
            "citations": [
                self._citation_data(c.source, c.place, c.evidence, language) for c in self._citations(answer, cells)
            ],
            "assumptions": self.assumptions(answer),
            "interpretation": self._interpretation(answer),
            "options": [{"label": o.label, "question": o.question} for o in answer.options],
            "suggestions": self._suggestions(answer),
        }

    def _citations(self, answer: Answer, cells: Sequence[Cell]) -> Sequence[Any]:
        return answer.citations[:30]

    def _figure_data(self, cell: Cell, result: Result, answer: Answer) -> dict[str, Any]:
        language = answer.language
        sources = cell.sources()
        places = [(c.source, c.place) for c in answer.citations]
        citation = next(
            (places.index((o.source, o.place)) for o in sources if (o.source, o.place) in places[:30]), None
        )
        value, upper = self._shown_value(cell, result.query)
        return {
            "value": _plain(value),
            "upper": None if upper is None else _plain(upper),
            "unit": cell.unit,
            "display": self.display(cell, language),
            "label": self.label(cell, language),
            "indicator": cell.indicator,
            "area": self.area_name(cell, language) or None,
            "area_code": cell.area if cell.area and cell.area != UNNAMED else None,
            "period": cell.period or None,
            "scenario": cell.scenario or None,
            "approximate": cell.approximate,
            "derived": cell.derived,
            "inputs": [self._input_data(part, language) for part in cell.inputs],
            "citation": citation,
        }

    def _input_data(self, cell: Cell, language: Language) -> dict[str, Any]:
        return {
            "value": _plain(cell.value),
            "unit": cell.unit,
            "display": self.display(cell, language),
            "label": self.label(cell, language),
            "area": self.area_name(cell, language) or None,
            "area_code": cell.area if cell.area and cell.area != UNNAMED else None,
            "period": cell.period or None,
        }

    def _shown_value(self, cell: Cell, query: Query) -> tuple[Decimal, Decimal | None]:
        if query.rounded and cell.unit == "SEK":
            step = Decimal(10) ** (9 if query.rounded == "billions" else 6)
            return (cell.value / step).quantize(Decimal(1), rounding="ROUND_HALF_UP") * step, cell.upper
        return cell.value, cell.upper

    def _citation_data(self, source: str, place: str, evidence: str, language: Language) -> dict[str, Any]:
        held = self._store.sources[source]
        return {
            "source": held.id, "file": held.file, "title": held.title.of(language), "publisher": held.publisher, "published": held.published,
            "place": place, "evidence": evidence, "url": held.url,
        }  # fmt: skip

    def _interpretation(self, answer: Answer) -> str:
        if answer.results:
            return " + ".join(
                r.query.describe(answer.language, self._store.indicators, self._catalogue.places)
                for r in answer.results
            )
        return answer.subject.label(answer.language) if answer.subject is not None else ""

    def _suggestions(self, answer: Answer) -> list[str]:
        language = answer.language
        if answer.status == "no_answer" and isinstance(answer.outcome, NotFound):
            return [
                self._short_name(subject.key, language)
                for subject in answer.outcome.subjects[:3]
                if subject.kind in ("indicator", "table")
            ]
        if answer.results:
            query = answer.results[0].query
            if query.operation == "lookup" and len(self._engine.operations.figures.regions(query.indicators[0])) > 3:
                name = self._store.indicators[query.indicators[0]].name.of(language)
                return (
                    [f"{name} alla regioner", f"{name} topp 5"]
                    if language == "sv"
                    else [f"{name} all regions", f"{name} top 5"]
                )
        return []

    # -- names --------------------------------------------------------------------------------------------------------

    def area_name(self, cell: Cell, language: Language) -> str:
        """The area of a figure as said; several regions by their group's name or one after the other."""
        if cell.group:
            return self._catalogue.places.groups[cell.group].name.of(language)
        areas = [code for code in cell.areas if code != UNNAMED]
        if not areas or len(areas) > 3:
            return ""
        return formatting.joined([self._catalogue.places.areas[code].label(language) for code in areas], language)

    def label(self, cell: Cell, language: Language) -> str:
        """What a figure is a figure of."""
        indicator = self._store.indicators.get(cell.indicator)
        if indicator is None:
            tables = {
                g
                for part in cell.inputs
                for g in (
                    self._store.indicators[part.indicator].groups if part.indicator in self._store.indicators else ()
                )
            }
            return (
                self._store.tables[min(tables)].name.of(language)
                if tables & set(self._store.tables)
                else say(language, "label.many")
            )
        name = indicator.name.of(language)
        kind = next((b.name.of(language) for b in indicator.breakdowns if b.id == cell.breakdown), "")
        name = f"{name}, {kind}" if kind and not cell.kind else name
        if cell.kind == "count":
            return say(language, "label.count")
        if cell.kind in ("share", "difference", "ratio", "change", "mean", "median", "per_capita"):
            return say(language, f"label.{cell.kind}", name=name)
        return name

    def _row_name(self, cell: Cell, cells: Sequence[Cell], language: Language) -> str:
        """What tells a figure from the others beside it."""
        parts = []
        if len({c.indicator for c in cells}) > 1:
            parts.append(self.label(cell, language))
        elif len({c.breakdown for c in cells}) > 1:
            kinds = self._store.indicators[cell.indicator].breakdowns
            parts.append(next((b.name.of(language) for b in kinds if b.id == cell.breakdown), cell.breakdown))
        if len({(c.areas, c.group) for c in cells}) > 1:
            parts.append(self.area_name(cell, language))
        if len({c.period for c in cells}) > 1:
            parts.append(formatting.period(cell.period, language))
        if len({c.scenario for c in cells}) > 1 and cell.scenario:
            parts.append(say(language, f"figure.scenario_{cell.scenario}"))
        return ", ".join(filter(None, parts)) or self.area_name(cell, language) or self.label(cell, language)

    def _short_name(self, key: str, language: Language) -> str:
        return self._catalogue.subject(key).label(language)

    def display(self, cell: Cell, language: Language) -> str:
        """The figure in prose."""
        shown = formatting.figure(cell.value, cell.unit, language, cell.upper)
        return say(language, "figure.about", figure=shown) if cell.approximate else shown

    def _exactly(self, cell: Cell, language: Language, rounded: str = "") -> str:
        """The figure with whole kronor behind it where it was shortened."""
        shown = self.display(cell, language)
        if cell.unit == "SEK" and cell.upper is None and not rounded:
            short = formatting.money(cell.value, language)
            exact = formatting.exact_money(cell.value, language)
            step = Decimal(10) ** (7 if abs(cell.value) >= 10**9 else 5)
            if cell.value % step and short != exact:
                return say(language, "figure.exact", short=shown, exact=exact)
        return shown

    # -- the text -----------------------------------------------------------------------------------------------------

    def text(self, answer: Answer) -> str:
        """What a person reads, plain text: the figure first, then what it is, its context and its source."""
        language = answer.language
        outcome = answer.outcome
        if isinstance(outcome, Talk):
            return say(language, f"talk.{outcome.kind}")
        if answer.status == "clarify":
            asked = say(language, "clarify.area" if answer.reason == "area_missing" else "clarify.subject")
            return "\n".join([asked, *(f"{n}. {option.label}" for n, option in enumerate(answer.options, 1))])
        lines: list[str] = []
        if isinstance(outcome, Found) and answer.results:
            for result in answer.results:
                lines += self._result_lines(result, answer)
        elif isinstance(outcome, InWords):
            lines += self._fact_lines(answer)
        elif isinstance(outcome, NotFound):
            lines += self._not_found_lines(answer, outcome)
        lines += self.assumptions(answer)
        source = self._source_line(answer)
        if answer.meta == "source" and source:
            lines = [*self._source_lines(answer), *lines]
        elif source:
            lines.append(source)
        return self._within(lines)

    def _within(self, lines: list[str]) -> str:
        text = "\n".join(line for line in lines if line)
        while len(text) > TEXT_LIMIT and len(lines) > 2 and len(lines) < _TABLE_ROWS:
            lines = [*lines[:-2], lines[-1]]
            text = "\n".join(line for line in lines if line)
        return text

    def _source_line(self, answer: Answer) -> str:
        if not answer.citations:
            return ""
        language = answer.language
        by_source: dict[str, list[str]] = {}
        for citation in answer.citations:
            by_source.setdefault(citation.source, []).append(citation.place)
        items = []
        for source, places in by_source.items():
            title = self._store.sources[source].title.of(language)
            place = places[0] if len(places) == 1 else _common_place(places)
            items.append(say(language, "figure.source_item", title=title, place=place) if place else title)
        return say(language, "figure.source", sources="; ".join(items))

    def _source_lines(self, answer: Answer) -> list[str]:
        language = answer.language
        lines = []
        for citation in answer.citations[:3]:
            title = self._store.sources[citation.source].title.of(language)
            lines.append(say(language, "source.intro", title=title, place=citation.place, evidence=citation.evidence))
        return lines

    def _fact_lines(self, answer: Answer) -> list[str]:
        language = answer.language
        fact = answer.subject.item if answer.subject is not None else None
        if not isinstance(fact, Fact):
            return []
        text = fact.answer.of(language)
        return [f"{say(language, f'verdict.{answer.verdict}')} {text}" if answer.verdict else text]

    def _result_lines(self, result: Result, answer: Answer) -> list[str]:
        from bot.results import Lines

        return Lines(self, result, answer.language).lines()

    # -- what is missing ----------------------------------------------------------------------------------------------

    def _not_found_lines(self, answer: Answer, outcome: NotFound) -> list[str]:
        language = answer.language
        lines = [self._missing(outcome, language)]
        if outcome.claim:
            lines[0] = f"{say(language, 'verdict.unverifiable')} {lines[0]}"
        near = [self._short_name(s.key, language) for s in outcome.subjects if s.kind in ("indicator", "table")]
        if near and outcome.reason in ("not_covered", "not_understood", "opinion", "unverifiable"):
            lines.append(say(language, "no_answer.nearest", names="; ".join(near[:3])))
        return lines

    def _missing(self, outcome: NotFound, language: Language) -> str:
        details = outcome.details
        gap = details.get("gap")
        if isinstance(gap, Gap):
            return gap.answer.of(language)
        fact = details.get("fact")
        if isinstance(fact, Fact):
            return f"{say(language, 'no_answer.unverifiable')} {fact.answer.of(language)}"
        subject = outcome.subjects[0] if outcome.subjects else None
        indicator = self._catalogue.store.indicators.get(subject.id) if subject is not None else None
        name = (
            indicator.short.of(language)
            if indicator is not None
            else (subject.label(language) if subject is not None else "")
        )
        area = details.get("area")
        area_name = (
            area.label(language)
            if isinstance(area, Area)
            else getattr(area, "name", Text()).of(language)
            if area is not None
            else ""
        )
        reason = outcome.reason
        if reason == "unknown_area":
            return self._missing_area(
                details,
                area,
                area_name,
                name,
                indicator is not None and subject is not None,
                subject.id if subject is not None else "",
                language,
            )
        if reason == "not_split":
            return say(
                language,
                "no_answer.members" if details.get("members") else "no_answer.not_split",
                indicator=name,
                area=area_name,
            )
        if reason == "unknown_period":
            held = details.get("held") or ()
            shown = (
                formatting.joined([formatting.period(p, language) for p in held], language)
                if isinstance(held, tuple)
                else ""
            )
            asked = formatting.period(str(details["period"]), language)
            return say(
                language,
                "no_answer.unknown_period" if shown else "no_answer.unknown_period_none",
                period=asked,
                indicator=name,
                held=shown,
            )
        if reason in ("one_period", "not_computable"):
            return say(language, f"no_answer.{reason}", indicator=name)
        if reason == "unknown_place":
            return say(language, "no_answer.unknown_place", word=details["word"])
        words = details.get("words")
        if reason == "not_covered" and isinstance(words, tuple) and words:
            quoted = formatting.joined([f"”{word}”" if language == "sv" else f"“{word}”" for word in words], language)
            return say(language, "no_answer.not_covered_words", words=quoted)
        return say(language, f"no_answer.{reason}")

    def _missing_area(
        self,
        details: dict[str, Any],
        area: object,
        area_name: str,
        name: str,
        known: bool,
        ident: str,
        language: Language,
    ) -> str:
        kind = details["kind"]
        if kind == "municipality" and isinstance(area, Area) and area.parent:
            region = self._catalogue.places.areas[area.parent].official_name
            return say(
                language,
                "no_answer.municipality" if details.get("regional") else "no_answer.municipality_plain",
                area=area_name,
                region=region,
            )
        if kind == "unnamed":
            return say(language, "no_answer.unnamed" if area_name else "no_answer.unnamed_plain", area=area_name)
        if kind == "country" and not known:
            return say(language, "no_answer.country", area=area_name)
        held = (
            [
                self._catalogue.places.areas[c].label(language)
                for c in self._catalogue.holdings(ident).areas
                if c != UNNAMED
            ]
            if known
            else []
        )
        shown = (
            formatting.joined(held, language)
            if len(held) < 5
            else ("de 21 regionerna" if language == "sv" else "the 21 regions")
        )
        return say(
            language,
            "no_answer.country_held" if kind == "country" else "no_answer.not_held",
            area=area_name,
            indicator=name,
            areas=shown or "–",
        )

    # -- assumptions --------------------------------------------------------------------------------------------------

    def assumptions(self, answer: Answer) -> list[str]:
        """What was taken for granted: spelling, the only year, the whole country."""
        language = answer.language
        said: list[str] = []
        reading = answer.reading
        if reading is not None and answer.status == "answered":
            tokens = reading.analysis.tokens
            for place in reading.analysis.places:
                if place.mended and place.kind == "region":
                    typed = " ".join(
                        reading.analysis.mended.get(i, tokens[i].norm) for i in range(place.start, place.end)
                    )
                    said.append(
                        say(
                            language,
                            "assumption.mended",
                            typed=typed,
                            meant=self._catalogue.places.areas[place.code].name,
                        )
                    )
        for result in answer.results[:1]:
            query = result.query
            if query.group:
                said.append(self._catalogue.places.groups[query.group].note.of(language))
            if (
                query.origin("period") == "default"
                and len(query.periods) == 1
                and query.periods[0]
                and reading is not None
                and not reading.analysis.periods
            ):
                pass  # the card names the period; a table with one period leaves nothing to assume
        return [line for line in said if line]

    def amount(self, amount: Amount, language: Language) -> str:
        """A stated amount as said."""
        if amount.unit == "SEK" or amount.unit is None:
            return (
                formatting.money(amount.value, language)
                if abs(amount.value) >= 1000
                else formatting.number(amount.value, language)
            )
        return formatting.figure(amount.value, amount.unit, language) if amount.unit != "years" else str(amount.value)


def _plain(value: Decimal) -> int | float:
    """An exact number for JSON: whole numbers as integers."""
    return int(value) if value == value.to_integral_value() else float(value)


def _common_place(places: Sequence[str]) -> str:
    """The part that several places share: "Tabell 1, rad Skåne" and "Tabell 1, rad Halland" -> "Tabell 1"."""
    heads = {place.split(", rad")[0].split(",")[0] for place in places}
    return next(iter(heads)) if len(heads) == 1 else ""


def question_text(text: str) -> str:
    """A question as it may be shown again: without mark-up and invisible characters."""
    return " ".join(clean(text).split())


__all__ = ["NATION", "Phrasing", "question_text"]
