"""From an `Answer` to what people and programs read: the text of the card and the answer object."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.answer_object import SCHEMA, AnswerObject
from bot.card import Line, judged, plain, said
from bot.missing import Missing
from bot.names import Names
from bot.results import Lines
from bot.texts import say
from knowledge.answering import Answer, Engine
from knowledge.asking import asks_if_false, ends_in_doubt
from knowledge.language import formatting
from knowledge.model import Fact
from knowledge.outcomes import Clarification, Found, InWords, NotFound, Outcome, Talk
from knowledge.query import Query

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

    def to_data(
        self, answer: Answer, conversation: str | None = None, card: list[Line] | None = None
    ) -> dict[str, Any]:
        """The answer object, schema siffersvar/answer/1; `card` is that of the answer, where it is there already."""
        text = plain(self.card(answer) if card is None else card)
        return self._object.of(answer, text, self.assumptions(answer), conversation)

    def text(self, answer: Answer) -> str:
        """What a person reads, plain text: the figure first, then what it is, its context and its source."""
        return plain(self.card(answer))

    def card(self, answer: Answer) -> list[Line]:
        """What a person reads, line by line, for a channel that lays it out."""
        language = answer.language
        outcome = answer.outcome
        if isinstance(outcome, Talk):
            return said("words", say(language, f"talk.{outcome.kind}"))
        if answer.status == "clarify":
            asked = self._asked_back(answer, outcome)
            options = [f"{number}. {option.label}" for number, option in enumerate(answer.options, 1)]
            return [*said("ask", asked), *said("option", *options)]
        lines: list[Line] = []
        if isinstance(outcome, Found) and answer.results:
            for result in answer.results:
                lines += Lines(self._names, result, language).lines()
        elif isinstance(outcome, InWords):
            lines += self._fact_lines(answer)
        elif isinstance(outcome, NotFound):
            lines += self._missing.lines(outcome, language)
        lines = [self._unmistakable(line, answer) for line in lines]
        lines += said("assumption", *self.assumptions(answer))
        source = said("source", self._source_line(answer))
        if answer.meta == "source" and source:
            lines = [*said("source", *self._source_lines(answer)), *lines]
        else:
            lines += source
        return self._within(lines)

    @staticmethod
    def _unmistakable(line: Line, answer: Answer) -> Line:
        """A verdict that says of what it is one where it was asked if something is false: "Uppgiften stämmer."."""
        judged_so = line.role == "verdict" and answer.verdict not in (None, "unverifiable")
        if not judged_so or answer.reading is None:
            return line
        if not asks_if_false(answer.reading.analysis) and not ends_in_doubt(answer.question):
            return line
        word = say(answer.language, f"verdict_if_false.{answer.verdict}")
        return judged(word, line.text.removeprefix(line.lead).strip())

    @staticmethod
    def _asked_back(answer: Answer, outcome: Outcome) -> str:
        """The question back: which region, which subject, or how much is held about a matter."""
        if isinstance(outcome, Clarification) and outcome.kind == "browse":
            rest = outcome.count - len(outcome.subjects)
            key = "clarify.browse_more" if rest else "clarify.browse"
            return say(answer.language, key, about=outcome.about, count=outcome.count, rest=rest)
        return say(answer.language, "clarify.area" if answer.reason == "area_missing" else "clarify.subject")

    @staticmethod
    def _within(lines: list[Line]) -> list[Line]:
        """The lines less those before the source line that are too many; tables stay whole."""
        while len(plain(lines)) > TEXT_LIMIT and 2 < len(lines) < _TABLE_ROWS:
            lines = [*lines[:-2], lines[-1]]
        return lines

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
        return [*lines, *self._origins(answer)]

    def _origins(self, answer: Answer) -> list[str]:
        """By which way the figures came, where they were retrieved from a service: register, service, time, licence."""
        lines = []
        for ident in dict.fromkeys(citation.source for citation in answer.citations):
            source = self._store.sources[ident]
            if source.origin:
                lines.append(say(answer.language, "source.origin", chain=" → ".join(source.origin)))
            if source.retrieved:
                day = formatting.period(source.retrieved[:10], answer.language)
                lines.append(say(answer.language, "source.retrieved", day=day))
            if source.license:
                said = source.attribution.of(answer.language)
                key = "source.license_attributed" if said else "source.license"
                lines.append(say(answer.language, key, license=source.license, attribution=said))
        return lines

    @staticmethod
    def _fact_lines(answer: Answer) -> list[Line]:
        """What a document says in words, after the verdict on a claim."""
        language = answer.language
        fact = answer.subject.item if answer.subject is not None else None
        if not isinstance(fact, Fact):
            return []
        text = fact.answer.of(language)
        return [judged(say(language, f"verdict.{answer.verdict}"), text)] if answer.verdict else said("words", text)

    def assumptions(self, answer: Answer) -> list[str]:
        """What was taken for granted: the spelling of a place, what a group of regions is."""
        said: list[str] = []
        if answer.status == "answered":
            said += [*self._mended_places(answer), *self._written_out(answer), self._not_from(answer)]
        for result in answer.results[:1]:
            if self._is_newest(result.query):
                period = formatting.period(result.query.periods[0], answer.language)
                said.append(say(answer.language, "assumption.latest_period", period=period))
            if result.query.group:
                said.append(self._catalogue.places.groups[result.query.group].note.of(answer.language))
        return [line for line in said if line]

    def _not_from(self, answer: Answer) -> str:
        """That the source which the question names is not held, unless the document here speaks of it itself."""
        named = answer.reading.analysis.attributed if answer.reading is not None else ""
        if not named:
            return ""
        first = named.split()[0].split(":")[0].casefold().rstrip("s")
        return "" if first in self._told(answer) else say(answer.language, "assumption.not_from", named=named)

    def _told(self, answer: Answer) -> str:
        """What the documents say about what is answered, besides its figures: in small letters."""
        language, item = answer.language, answer.subject.item if answer.subject is not None else None
        told = [item.answer.of(language)] if isinstance(item, Fact) else []
        for cell in (cell for result in answer.results for cell in result.figures):
            indicator = self._store.indicators.get(cell.indicator)
            told += [indicator.caveat.of(language)] if indicator is not None and indicator.caveat else []
            told += [observation.note.of(language) for observation in cell.observations if observation.note]
        return " ".join(told).casefold()

    def _is_newest(self, query: Query) -> bool:
        """Whether the newest of several periods was taken because none was said."""
        held = self._catalogue.holdings(query.indicators[0]).periods
        return query.origin("period") == "default" and len(query.periods) == 1 < len(held)

    @staticmethod
    def _written_out(answer: Answer) -> list[str]:
        """For each word that was cut short, which one was understood."""
        words = answer.reading.analysis.shortened if answer.reading is not None else ()
        return [say(answer.language, "assumption.mended", typed=typed, meant=meant) for typed, meant in words]

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
