"""A figure and where it stands as one text, ready to be pasted into an article or a minute."""

from __future__ import annotations

from bot.names import Names
from bot.sourcing import common_place
from bot.texts import say
from knowledge.answer import Answer
from knowledge.language import formatting
from knowledge.model import UNNAMED, Fact, Language
from knowledge.query import Cell
from knowledge.store import Store

_MOST_FIGURES = 8
_UNSAID = frozenset({"", "outcome", "grant"})
"""Scenarios that go without saying."""


def citation_text(answer: Answer, names: Names, store: Store) -> str | None:
    """The figures of an answer, or its words, with their sources.

    Args:
        answer: what was answered.
        names: of its figures.
        store: has the sources.

    Returns:
        The text in the answer's language; None where there is nothing with a source.
    """
    if answer.status != "answered" or not answer.citations:
        return None
    language = answer.language
    cells = [cell for result in answer.results for cell in result.figures]
    fact = answer.subject.item if answer.subject is not None and not cells else None
    if cells:
        said = "; ".join(_figure(cell, names, language) for cell in cells[:_MOST_FIGURES])
        if len(cells) > _MOST_FIGURES:
            said = say(language, "citation.more", figures=said, count=len(cells) - _MOST_FIGURES)
    elif isinstance(fact, Fact):
        said = fact.answer.of(language).rstrip(".")
    else:
        return None
    return say(language, "citation.text", said=said, source=_sources(answer, store))


def _figure(cell: Cell, names: Names, language: Language) -> str:
    """One figure: what it is of, and how much."""
    area = say(language, "figure.unnamed") if cell.area == UNNAMED else names.area_name(cell, language)
    scenario = "" if cell.derived or cell.scenario in _UNSAID else say(language, f"figure.scenario_{cell.scenario}")
    parts = (names.label(cell, language), area, formatting.period(cell.period, language), scenario)
    return say(language, "figure.line", name=", ".join(filter(None, parts)), figure=names.exactly(cell, language))


def _sources(answer: Answer, store: Store) -> str:
    """The documents, each with publisher, date and address, if stated, and the place that its citations share."""
    places: dict[str, dict[str, None]] = {}
    for citation in answer.citations:
        places.setdefault(citation.source, {})[citation.place] = None
    items = []
    for ident, several in places.items():
        source = store.sources[ident]
        title = source.title.of(answer.language)
        if source.publisher:
            title = say(answer.language, "chart.published", publisher=source.publisher, title=title)
        items.append(", ".join(filter(None, (title, source.published, common_place(tuple(several)), source.url))))
    return say(answer.language, "figure.source", sources="; ".join(items))
