"""Questions to try, made of what the store holds; each has an answer."""

from __future__ import annotations

from collections.abc import Iterator

from bot.message import Choice, Reply
from bot.standing import Desk, alone
from bot.texts import say
from knowledge.language import formatting
from knowledge.model import NATION, UNNAMED, Language

MOST = 6
_FEWEST_REGIONS = 3


def examples(desk: Desk, language: Language, most: int = MOST) -> list[tuple[Choice, Reply]]:
    """Questions with their answers.

    Args:
        desk: has the service that answers.
        language: that of the questions.
        most: how many at most.

    Returns:
        The questions that have an answer, of different kinds before more of one kind.
    """
    found = []
    for question in dict.fromkeys(_candidates(desk, language)):
        reply = alone(question, desk, language)
        if reply.data["status"] == "answered" and reply.data["citations"]:
            found.append((Choice(question, question), reply))
        if len(found) == most:
            break
    return found


def _candidates(desk: Desk, language: Language) -> Iterator[str]:
    """Questions of each kind about what is held for the regions, then about tables and the nation's figures.

    Yields:
        Questions in words.
    """
    store = desk.service.engine.store
    later: list[str] = []
    for indicator in sorted(store.indicators.values(), key=lambda each: "outcome" in store.holdings(each.id).scenarios):
        figures = [o for o in store.observations(indicator.id) if o.area not in (NATION, UNNAMED)]
        if len({o.area for o in figures}) <= _FEWEST_REGIONS:
            continue
        ranked = sorted(figures, key=lambda o: o.value, reverse=True)
        first, second, middle = ranked[0], ranked[1], ranked[len(ranked) // 2]
        names = [store.areas[o.area].label(language) for o in (first, second, middle)]
        said = indicator.short.of(language)
        about = formatting.figure(middle.value, middle.unit, language)
        questions = [
            say(language, "standing.example_one", what=said, area=names[2]),
            say(language, "standing.example_top", what=said),
            say(language, "standing.example_claim", what=said, area=names[2], figure=about),
            say(language, "standing.example_difference", what=said, one=names[0], two=names[1]),
        ]
        if later:
            yield questions[0]
            later += questions[1:]
        else:
            yield from questions
            later.append(questions[0])
    for table in store.tables.values():
        yield say(language, "standing.example_what", what=table.short.of(language))
    for indicator in store.indicators.values():
        if store.holdings(indicator.id).areas == (NATION,):
            yield say(language, "standing.example_what", what=indicator.short.of(language))
    yield from later
