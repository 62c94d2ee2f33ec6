"""From an `Answer` to what people and programs read: the text of the card and the answer object."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.answer_object import SCHEMA, AnswerObject
from bot.missing import Missing
from bot.names import Names
from bot.results import Lines
from bot.texts import say
from knowledge.answering import Answer, Engine
from knowledge.model import Fact
from knowledge.outcomes import Found, InWords, NotFound, Talk

__all__ = ["SCHEMA", "TEXT_LIMIT", "Phrasing"]

TEXT_LIMIT = 1_480
"""Characters of a card that is no table."""

_TABLE_ROWS = 25
_MOST_EXCERPTS = 3


class Phrasing:
    """Puts answers of one engine into words."""

    def __init__(self, engine: Engine) -> None:
        """Texts about what `engine`'s store holds."""
        self._store = engine.store
        self._catalogue = engine.catalogue
        self._names = Names(engine.catalogue)
        self._missing = Missing(engine.catalogue)
        self._object = AnswerObject(engine, self._names)

    def to_data(self, answer: Answer, conversation: str | None = None) -> dict[str, Any]:
        """The answer object, schema siffersvar/answer/1."""
        return self._object.of(answer, self.text(answer), self.assumptions(answer), conversation)

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
                lines += Lines(self._names, result, language).lines()
        elif isinstance(outcome, InWords):
            lines += self._fact_lines(answer)
        elif isinstance(outcome, NotFound):
            lines += self._missing.lines(outcome, language)
        lines += self.assumptions(answer)
        source = self._source_line(answer)
        if answer.meta == "source" and source:
            lines = [*self._source_lines(answer), *lines]
        elif source:
            lines.append(source)
        return self._within(lines)

    @staticmethod
    def _within(lines: list[str]) -> str:
        """The lines as one text, less those before the source line that are too many; tables stay whole."""
        text = "\n".join(line for line in lines if line)
        while len(text) > TEXT_LIMIT and 2 < len(lines) < _TABLE_ROWS:
            lines = [*lines[:-2], lines[-1]]
            text = "\n".join(line for line in lines if line)
        return text

    def _source_line(self, answer: Answer) -> str:
        """The sources, each with the place its citations share."""
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
        """For a question about the source: title, place and the words that stand there."""
        language = answer.language
        lines = []
        for citation in answer.citations[:_MOST_EXCERPTS]:
            title = self._store.sources[citation.source].title.of(language)
            lines.append(say(language, "source.intro", title=title, place=citation.place, evidence=citation.evidence))
        return lines

    @staticmethod
    def _fact_lines(answer: Answer) -> list[str]:
        """What a document says in words, after the verdict on a claim."""
        language = answer.language
        fact = answer.subject.item if answer.subject is not None else None
        if not isinstance(fact, Fact):
            return []
        text = fact.answer.of(language)
        return [f"{say(language, f'verdict.{answer.verdict}')} {text}" if answer.verdict else text]

    def assumptions(self, answer: Answer) -> list[str]:
        """What was taken for granted: the spelling of a place, what a group of regions is."""
        said: list[str] = []
        if answer.status == "answered":
            said += self._mended_places(answer)
        for result in answer.results[:1]:
            if result.query.group:
                said.append(self._catalogue.places.groups[result.query.group].note.of(answer.language))
        return [line for line in said if line]

    def _mended_places(self, answer: Answer) -> list[str]:
        """For each region whose name was misspelt, which one was understood."""
        if answer.reading is None:
            return []
        analysis = answer.reading.analysis
        lines = []
        for place in analysis.places:
            if place.mended and place.kind == "region":
                typed = " ".join(
                    analysis.mended.get(at, analysis.tokens[at].norm) for at in range(place.start, place.end)
                )
                meant = self._catalogue.places.areas[place.code].name
                lines.append(say(answer.language, "assumption.mended", typed=typed, meant=meant))
        return lines


def _common_place(places: Sequence[str]) -> str:
    """The part that several places share: "Tabell 1, rad Skåne" and "Tabell 1, rad Halland" -> "Tabell 1"."""
    heads = {place.split(", rad")[0].split(",")[0] for place in places}
    return next(iter(heads)) if len(heads) == 1 else ""
