"""What a conversation is to remember of an answer."""

from __future__ import annotations

from msgspec.structs import replace

from knowledge.answer import Answer
from knowledge.catalogue import Catalogue
from knowledge.cells import Figures
from knowledge.memory import Memory, Said, Turn
from knowledge.mentions import Analysis
from knowledge.model import Fact
from knowledge.outcomes import Clarification, NotFound
from knowledge.query import Query, Result
from knowledge.subjects import Subject

_OFF_TOPIC = ("not_covered", "not_understood", "opinion", "private")
"""Reasons of an answer that leave the conversation where it was: what is nearest was not spoken of."""
_MOST_FIGURES = 21
"""How many figures of one result are remembered."""


def turn_of(catalogue: Catalogue, figures: Figures, answer: Answer, analysis: Analysis) -> Turn:
    """The turn that an answer leaves: its slots and figures, or the subject that was spoken of."""
    base = Turn(
        analysis.text,
        answer.language,
        words=tuple(term.text for term in analysis.terms if term.weight > 0),
        corrects=analysis.has("correction"),
        status=answer.status,
        options=tuple(f"{option.label}\t{option.question}" for option in answer.options),
        asked=answer.question,
    )
    if answer.results:
        return _with_figures(base, figures, answer)
    if answer.status == "clarify" or answer.reason in ("not_covered", "not_understood"):
        said = (value for period in analysis.periods if not period.weak for value in period.values)
        base = replace(base, periods=tuple(dict.fromkeys(said)))
    lost = answer.reason == "unverifiable" and answer.subject is not None and answer.subject.kind == "fact"
    if answer.reason == "not_covered" and not _unknown(answer):
        return replace(base, areas=tuple(place.code for place in analysis.regions))
    if answer.subject is None or lost or answer.reason in _OFF_TOPIC:
        return base
    told = replace(
        base,
        operation="words",
        subjects=(_topic(catalogue, answer.subject),),
        areas=tuple(place.code for place in analysis.regions) or _told_of(catalogue, answer.subject),
        group=next((place.code for place in analysis.places if place.kind == "group"), ""),
        sources=tuple(citation.source for citation in answer.citations),
    )
    if isinstance(answer.outcome, Clarification) and answer.outcome.kind == "subject":
        others = (_topic(catalogue, subject) for subject in answer.outcome.subjects[1:])
        return replace(told, subjects=tuple(dict.fromkeys((*told.subjects, *others))))
    return told


def _unknown(answer: Answer) -> bool:
    """Whether a word was refused that nothing here is about."""
    return isinstance(answer.outcome, NotFound) and bool(answer.outcome.details.get("words"))


def _told_of(catalogue: Catalogue, subject: Subject) -> tuple[str, ...]:
    """The region that a fact tells of by name, "Patienterna i Västerbotten …"; none where there are several."""
    fact = subject.item
    if not isinstance(fact, Fact):
        return ()
    areas = catalogue.places.areas.values()
    told = tuple(area.code for area in areas if area.kind == "region" and area.name in fact.answer.sv)
    return told if len(told) == 1 else ()


def kept_place(turn: Turn, memory: Memory) -> Turn:
    """A turn that told nothing and names no region, with the place that was spoken of: "och 2023?", then "2024 då?"."""
    last = memory.last
    if turn.status == "no_answer" and turn.areas and not turn.subjects and last is not None:
        return replace(turn, operation="words", subjects=last.subjects)  # "hur stor slant hamnar i Sörmland?"
    if turn.status != "no_answer" or turn.areas or turn.group or last is None:
        return turn
    if not set(turn.subjects) & set(last.subjects):
        return turn
    return replace(turn, areas=last.areas, group=last.group)


def _with_figures(base: Turn, figures: Figures, answer: Answer) -> Turn:
    result = answer.results[0]
    query = result.query
    keys = tuple(f"indicator:{ident}" for each in answer.results for ident in each.query.indicators)
    some = query.operation == "rank" and 1 < len(query.areas) < len(figures.regions(query.indicators[0]))
    return replace(
        base,
        operation="claim" if query.claim else query.operation,
        subjects=(f"table:{query.table}", *keys) if query.table else keys,
        areas=_areas(query, result),
        group="" if query.operation in ("rank", "median") else query.group,
        periods=_periods(query, result),
        members=query.areas if some else (),
        beside=query.threshold_area if query.threshold_area in figures.regions(query.indicators[0]) else "",
        scenarios=query.scenarios,
        breakdowns=query.breakdowns,
        per_capita=query.per_capita,
        figures=tuple(
            Said(
                cell.value,
                cell.unit,
                cell.indicator,
                cell.areas,
                cell.period,
                cell.scenario,
                cell.breakdown,
                cell.group or query.group * (cell.kind == "sum"),
            )
            for each in answer.results
            for cell in each.figures[:_MOST_FIGURES]
            if cell.upper is None
        ),
        sources=tuple(citation.source for citation in answer.citations),
    )


def _periods(query: Query, result: Result) -> tuple[str, ...]:
    """The periods of which a next question may speak: the one that was sought, else those that were asked for."""
    if query.operation == "find" and result.figures:
        return tuple(dict.fromkeys(cell.period for cell in result.figures))
    return query.periods


def _areas(query: Query, result: Result) -> tuple[str, ...]:
    """The areas of which a next question may speak: those that a ranking found, else those that were asked for."""
    if query.operation in ("above", "below", "position"):
        return result.figures[0].areas
    if query.operation == "count" and result.context:
        return tuple(dict.fromkeys(code for cell in result.context for code in cell.areas))
    if query.without_areas or (query.operation == "list" and (query.threshold is not None or query.threshold_area)):
        return tuple(dict.fromkeys(code for cell in result.figures for code in cell.areas))
    if query.operation == "sum" and not query.group and not result.figures[0].group:
        added = tuple(dict.fromkeys(code for cell in result.figures[0].inputs for code in cell.areas))
        if 0 < len(added) < len(query.areas):  # "topp fyra tillsammans"
            return added
    if query.operation in ("rank", "median") and result.figures[0].kind in ("", "per_capita"):
        return tuple(dict.fromkeys(code for cell in result.figures for code in cell.areas))
    return query.areas


def _topic(catalogue: Catalogue, subject: Subject) -> str:
    """A fact or gap about an indicator leaves that indicator as the topic of the conversation."""
    if subject.kind in ("fact", "gap") and subject.about in catalogue.store.indicators:
        return f"indicator:{subject.about}"
    return subject.key
