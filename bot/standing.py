"""A question that stands alone and gives the same figures as an answer did, for buttons and links that ask again."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from bot.message import Choice, Message, Reply
from bot.service import Service
from bot.texts import say
from knowledge.answer import Answer
from knowledge.language import formatting
from knowledge.memory import Memory
from knowledge.model import UNNAMED, Language
from knowledge.query import Query

Figures = tuple[tuple[object, ...], ...]
_FEWEST_REGIONS = 3
"""With fewer regions there is nothing to compare."""
_OWN = "own"
"""The channel of questions that the bot asks itself."""


class Desk(Protocol):
    """Where questions are asked: by which service, and on which day."""

    @property
    def service(self) -> Service:
        """Answers questions."""
        ...

    @property
    def day(self) -> date:
        """The day in Sweden, by which "i år" is understood."""
        ...


def question_of(reply: Reply, desk: Desk, *, leans: bool) -> str | None:
    """A question whose answer, without any conversation before it, has the figures of this one.

    What the person wrote is used only where no question in the catalogue's own words gives the same.

    Args:
        reply: an answer.
        desk: has the service that answers.
        leans: whether something was said before it on which it may lean.

    Returns:
        The question; None where there is none.
    """
    answer = reply.answer
    if answer is None or answer.status != "answered":
        return None
    if len(answer.results) == 1 and answer.verdict is None:
        own = in_words(answer.results[0].query, desk, answer.language)
        if _same(alone(own, desk, answer.language), answer):
            return own
    if not leans:
        return answer.question
    message = Message(answer.question, "", _OWN, None, answer.language, desk.day)
    again, _ = desk.service.answer_with(message, Memory())
    return answer.question if _same(again, answer) else None


def _same(reply: Reply, answer: Answer) -> bool:
    """Whether a reply says what an answer said."""
    other = reply.answer
    return other is not None and other.status == "answered" and figures_of(other) == figures_of(answer)


def alone(question: str, desk: Desk, language: Language) -> Reply:
    """The reply to a question in the catalogue's own words, which leans on no conversation."""
    return desk.service.answer_own(question, language, desk.day)


def answerable(question: str, desk: Desk, language: Language) -> str:
    """A question as a button asks it: in whole, where its bare words would only be asked back."""
    indicators = desk.service.engine.store.indicators.values()
    names = [question, *(each.short.of(language) for each in indicators if each.name.of(language) == question)]
    asked = [question, *(say(language, "standing.example_what", what=name) for name in names)]
    return next((each for each in asked if alone(each, desk, language).data["status"] != "clarify"), question)


def figures_of(answer: Answer) -> Figures:
    """What tells one answer's figures, verdict and facts from another's."""
    figures = tuple(
        (cell.indicator, cell.areas, cell.period, cell.scenario, cell.breakdown, cell.kind, cell.value, cell.upper)
        for result in answer.results
        for cell in result.figures
    )
    fact = answer.subject.key if answer.subject is not None and not answer.results else ""
    operations = tuple((result.query.operation, result.query.dimension) for result in answer.results)
    return (*figures, *operations, (answer.verdict, fact))


def in_words(query: Query, desk: Desk, language: Language, *, everywhere: bool = False) -> str:
    """A query as a question in the catalogue's own words, for all regions if `everywhere`."""
    store, places = desk.service.engine.store, desk.service.engine.catalogue.places
    parts = [store.indicators[ident].name.of(language) for ident in query.indicators]
    kinds = {
        kind.id: kind.name.of(language) for ident in query.indicators for kind in store.indicators[ident].breakdowns
    }
    parts += [kinds[kind] for kind in query.breakdowns if kind in kinds]
    if query.per_capita:
        parts.append(say(language, "standing.per_capita"))
    if everywhere or len(query.areas) > _FEWEST_REGIONS:
        parts.append(say(language, "standing.all_regions"))
    elif query.group:
        parts.append(places.groups[query.group].name.of(language))
    else:
        areas = [places.areas[code].label(language) for code in query.areas if code not in ("00", UNNAMED)]
        parts.append(formatting.joined(areas, language))
    parts += [formatting.period(period, language) for period in query.periods if period]
    return " ".join(filter(None, parts))


def comparison_of(reply: Reply, desk: Desk) -> str | None:
    """The question that compares all regions by what an answer gave of one or some; None where there is none."""
    answer = reply.answer
    if answer is None or answer.status != "answered" or len(answer.results) != 1:
        return None
    query = answer.results[0].query
    regions = desk.service.engine.operations.figures.regions(query.indicators[0]) if query.indicators else ()
    if (
        len(query.indicators) != 1
        or len(regions) <= _FEWEST_REGIONS
        or len(answer.results[0].figures) > _FEWEST_REGIONS
    ):
        return None
    language: Language = reply.data["language"]
    question = in_words(query, desk, language, everywhere=True)
    return question if len(alone(question, desk, language).data["figures"]) > _FEWEST_REGIONS else None


def reply_choices(reply: Reply, desk: Desk) -> tuple[Choice, ...]:
    """What can be tapped under a reply that is no answer: its options, or what it suggests and has an answer.

    Args:
        reply: any reply.
        desk: has the service that answers.

    Returns:
        The choices; a suggestion is for the region that was named, if that is held.
    """
    answer = reply.answer
    if reply.choices or answer is None or answer.status != "no_answer":
        return reply.choices
    areas = desk.service.engine.catalogue.places.areas
    places = answer.reading.analysis.places if answer.reading is not None else ()
    codes = {areas[place.code].parent or place.code for place in places if place.kind in ("region", "municipality")}
    where = areas[codes.pop()].label(answer.language) if len(codes) == 1 else ""
    found = []
    for label in reply.data["suggestions"]:
        asked = dict.fromkeys((f"{label} {where}".strip(), label))
        answered = (each for each in asked if alone(each, desk, answer.language).data["status"] != "no_answer")
        found += [Choice(question, question) for question in answered][:1]
    return tuple(found)
