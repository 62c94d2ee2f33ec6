"""A question that stands alone and gives the same figures as an answer did, for buttons and links that ask again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.channels.telegram.asker import Asker
from bot.channels.telegram.desk import Desk
from bot.message import Reply
from bot.texts import say
from knowledge.answer import Answer
from knowledge.language import formatting
from knowledge.memory import Memory
from knowledge.model import UNNAMED, Language
from knowledge.query import Query

Figures = tuple[tuple[object, ...], ...]
_FEWEST_REGIONS = 3
"""With fewer regions there is nothing to compare."""


def question_of(reply: Reply, asker: Asker, desk: Desk) -> str | None:
    """A question whose answer, without any conversation before it, has the figures of this one.

    What the person wrote is used only where no question in the catalogue's own words gives the same.

    Returns:
        The question; None where there is none, such as for an answer without figures that leans on what was said
        before.
    """
    answer = reply.answer
    if answer is None or answer.status != "answered":
        return None
    language: Language = reply.data["language"]
    candidates = [answer.question]
    if len(answer.results) == 1 and answer.verdict is None:
        candidates.insert(0, in_words(answer.results[0].query, desk, language))
    wanted = figures_of(answer)
    for candidate in candidates:
        again = alone(candidate, asker, desk, language)
        if again.answer is not None and again.answer.status == "answered" and figures_of(again.answer) == wanted:
            return candidate
    return None


def alone(question: str, asker: Asker, desk: Desk, language: Language, day: str | None = None) -> Reply:
    """The reply to a question that leans on no conversation, which is left as it is.

    Args:
        question: what is asked.
        asker: for whom.
        desk: has the service that answers.
        language: of the answer, whatever the person chose.
        day: the ISO date by which "i år" is understood; today where it is None.

    Returns:
        The reply.
    """
    message = replace(asker.message(question, desk), language=language)
    if day is not None:
        message = replace(message, today=date.fromisoformat(day))
    reply, _ = desk.service.answer_with(message, Memory())
    return reply


def answerable(question: str, asker: Asker, desk: Desk, language: Language) -> str:
    """A question as a button asks it: in whole, where its bare words would only be asked back."""
    indicators = desk.service.engine.store.indicators.values()
    names = [question, *(each.short.of(language) for each in indicators if each.name.of(language) == question)]
    asked = [question, *(say(language, "telegram.example_what", what=name) for name in names)]
    return next((each for each in asked if alone(each, asker, desk, language).data["status"] != "clarify"), question)


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


def comparison_of(reply: Reply, asker: Asker, desk: Desk) -> str | None:
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
    return question if len(alone(question, asker, desk, language).data["figures"]) > _FEWEST_REGIONS else None
