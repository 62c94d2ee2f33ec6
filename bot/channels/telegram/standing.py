"""A question that stands alone and gives the same figures as an answer did, for buttons and links that ask again."""

from __future__ import annotations

from bot.channels.telegram.asker import CHANNEL, today
from bot.channels.telegram.desk import Desk
from bot.message import Message, Reply
from bot.texts import say
from knowledge.answer import Answer
from knowledge.language import formatting
from knowledge.memory import Memory
from knowledge.model import UNNAMED, Language
from knowledge.query import Query

Figures = tuple[tuple[object, ...], ...]
_FEWEST_REGIONS = 3
"""With fewer regions there is nothing to compare."""


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
    message = Message(answer.question, "", CHANNEL, None, answer.language, today(desk))
    again, _ = desk.service.answer_with(message, Memory())
    return answer.question if _same(again, answer) else None


def _same(reply: Reply, answer: Answer) -> bool:
    """Whether a reply says what an answer said."""
    other = reply.answer
    return other is not None and other.status == "answered" and figures_of(other) == figures_of(answer)


def alone(question: str, desk: Desk, language: Language) -> Reply:
    """The reply to a question in the catalogue's own words, which leans on no conversation."""
    return desk.service.answer_own(question, language, today(desk))


def answerable(question: str, desk: Desk, language: Language) -> str:
    """A question as a button asks it: in whole, where its bare words would only be asked back."""
    indicators = desk.service.engine.store.indicators.values()
    names = [question, *(each.short.of(language) for each in indicators if each.name.of(language) == question)]
    asked = [question, *(say(language, "telegram.example_what", what=name) for name in names)]
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
        parts.append(say(language, "telegram.per_capita"))
    if everywhere or len(query.areas) > _FEWEST_REGIONS:
        parts.append(say(language, "telegram.all_regions"))
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
