"""From an outcome to an answer: figures, verdict, citations, options, and the turn to remember."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import shorten

from msgspec.structs import replace

from knowledge import claims
from knowledge.answer import Answer, Citation
from knowledge.catalogue import Catalogue
from knowledge.lacking import lacking
from knowledge.memory import Memory
from knowledge.mentions import Analysis
from knowledge.model import Fact, Gap, Indicator, Language, MissingFigure, Observation
from knowledge.operations import Operations
from knowledge.outcomes import Clarification, Found, InWords, NotFound, Option
from knowledge.precision import CLOSE, CORRECT, WRONG
from knowledge.query import Query, Result
from knowledge.subjects import Subject
from knowledge.turns import kept_place, turn_of
from knowledge.understanding import Understood

_MOST_FIGURES = 8
_MOST_OPTIONS = 4
_AMONG_AREAS = ("list", "rank", "position", "mean", "median", "count", "compare", "above", "below", "neighbours")
"""Operations whose answer would be another if a missing figure were there."""
_DEFINED = 80
"""Characters of a definition in an option."""
_WHOLE_LISTS = ("list", "rank", "share")
"""Operations whose answer is a table, however long."""
_VERDICTS = (CORRECT, CLOSE, WRONG)
_EXAMPLE_REGIONS = ("01", "14", "12")
"""Stockholm, Västra Götaland and Skåne, offered where "vår region" is not known."""


class Composer:
    """Composes answers from one store."""

    def __init__(self, catalogue: Catalogue, operations: Operations) -> None:
        """Figures are computed by `operations`."""
        self._catalogue = catalogue
        self._operations = operations

    def answer(self, question: str, analysis: Analysis, understood: Understood, memory: Memory) -> Answer:
        """The answer to a message; `understood` is what it, or the part of it that can be answered, comes to."""
        outcome = understood.outcome
        answer = Answer(question, analysis.language, "no_answer", outcome, understood.reading)
        if isinstance(outcome, Found):
            answer = self._found(answer, outcome)
        elif isinstance(outcome, InWords):
            answer = _in_words(answer, outcome)
        elif isinstance(outcome, Clarification):
            answer = self._clarify(answer, outcome, analysis)
        elif isinstance(outcome, NotFound):
            answer = _not_found(answer, outcome)
        if analysis.has("source") and answer.status == "answered":
            answer = replace(answer, meta="source")
        turn = kept_place(turn_of(self._catalogue, self._operations.figures, answer, analysis), memory)
        return replace(answer, turn=turn, memory=memory.with_turn(turn))

    def _found(self, base: Answer, outcome: Found) -> Answer:
        """Figures for all queries, or that one of them cannot be computed."""
        results = []
        for query in outcome.queries:
            result = claims.check(query, self._operations)
            if result is None or (not result.figures and not result.notes):
                failed = self._not_computable(query)
                return _not_found(replace(base, outcome=failed), failed)
            results.append(self._with_missing(query, _trimmed(query, result)))
        if outcome.larger is not None and len(results) == 2:
            results = _set_against(results, outcome.larger)
        results.sort(key=_refuted_first)
        return replace(
            base,
            status="answered",
            results=tuple(results),
            verdict=results[0].verdict,
            citations=_cited(o for result in results for cell in result.figures for o in cell.sources()),
            subject=self._subject(outcome.queries[0]),
        )

    def _with_missing(self, query: Query, result: Result) -> Result:
        """A result among several areas with a note on those whose figures a source does not give."""
        if query.operation not in _AMONG_AREAS or len(query.indicators) > 1:
            return result
        said = query.origin("area") == "said" or bool(query.group)
        missing = lacking(self._catalogue, query if said else replace(query, areas=()))
        others = tuple(one for one in missing if one.area not in {code for c in result.figures for code in c.areas})
        return replace(result, notes=(*result.notes, ("missing_areas", {"missing": others}))) if others else result

    def _not_computable(self, query: Query) -> NotFound:
        subject = self._subject(query)
        if missing := lacking(self._catalogue, query):
            held = self._held_beside(query, missing[0])
            details: dict[str, object] = {"missing": missing, "held": held, "subject": subject}
            return NotFound("no_figure", details, (subject,), query.claim is not None)
        reason = "unverifiable" if query.claim is not None else "not_computable"
        return NotFound(reason, {"query": query, "subject": subject}, (subject,), query.claim is not None)

    def _held_beside(self, query: Query, missing: MissingFigure) -> tuple[str, ...]:
        """The periods for which the same area's figure is held."""
        figures = self._catalogue.store.observations(missing.indicator)
        same = (figure for figure in figures if figure.area == missing.area and figure.breakdown == missing.breakdown)
        return tuple(sorted({figure.period for figure in same if figure.period not in query.periods}))

    def _subject(self, query: Query) -> Subject:
        return self._catalogue.subject(f"indicator:{query.indicators[0]}")

    def _clarify(self, base: Answer, outcome: Clarification, analysis: Analysis) -> Answer:
        """A question back, with options that can be tapped: regions, or subjects in the region that was named."""
        language = analysis.language
        by_region = outcome.kind == "area"
        return replace(
            base,
            status="clarify",
            reason="area_missing" if by_region else "browse" if outcome.kind == "browse" else "ambiguous",
            options=self._regions(outcome.subjects[0], language) if by_region else self._subjects(outcome, analysis),
            subject=outcome.subjects[0] if outcome.subjects else None,
        )

    def _regions(self, subject: Subject, language: Language) -> tuple[Option, ...]:
        label = subject.label(language)
        names = [self._catalogue.places.areas[code].name for code in _EXAMPLE_REGIONS]
        return tuple(Option(name, f"{label} {name}") for name in names)

    def _subjects(self, outcome: Clarification, analysis: Analysis) -> tuple[Option, ...]:
        places = self._catalogue.places
        groups = [place.code for place in analysis.places if place.kind == "group"]
        area = " ".join(places.areas[place.code].name for place in analysis.regions) or " ".join(
            places.groups[code].name.of(analysis.language) for code in groups
        )
        years = [
            " ".join(token.text for token in analysis.tokens[period.start : period.end])
            for period in analysis.periods
            if not period.weak
        ]
        beside = [said for said in (area, *years) if said]
        most = len(outcome.subjects) if outcome.kind == "browse" else _MOST_OPTIONS
        return tuple(
            Option(" · ".join((label, *beside)), " ".join((subject.label(analysis.language), *beside)))
            for subject, label in zip(outcome.subjects, _labels(outcome.subjects[:most], analysis), strict=False)
        )


def _set_against(results: list[Result], larger: int) -> list[Result]:
    """Two results, the first of them with the verdict on which of their figures is the larger."""
    sizes = [abs(result.figures[0].value) for result in results]
    agrees = sizes[larger] > sizes[1 - larger]
    return [replace(results[0], verdict=CORRECT if agrees else WRONG), results[1]]


def _refuted_first(result: Result) -> int:
    """Of several things said, what does not hold comes first: all of them together are no truer than it."""
    return -_VERDICTS.index(result.verdict) if result.verdict in _VERDICTS else 0


def _labels(subjects: Sequence[Subject], analysis: Analysis) -> list[str]:
    """Names that tell some subjects apart: where two have the same, with their definitions."""
    names = [subject.label(analysis.language) for subject in subjects]
    made = []
    for subject, name in zip(subjects, names, strict=True):
        item = subject.item
        told = item.definition.of(analysis.language) if isinstance(item, Indicator) else ""
        made.append(f"{name} ({shorten(told, _DEFINED, placeholder=' …')})" if names.count(name) > 1 and told else name)
    return made


def _trimmed(query: Query, result: Result) -> Result:
    """An answer says what was asked: at most eight figures unless a list or table was asked for."""
    if query.operation in _WHOLE_LISTS or len(result.figures) <= _MOST_FIGURES:
        return result
    return replace(result, figures=result.figures[:_MOST_FIGURES])


def _cited(observations: Iterable[Observation]) -> tuple[Citation, ...]:
    """One citation for each place in a document: the first figure that stands there."""
    found: dict[tuple[str, str], Citation] = {}
    for o in observations:
        found.setdefault((o.source, o.place), Citation(o.source, o.place, o.evidence))
    return tuple(found.values())


def _in_words(base: Answer, outcome: InWords) -> Answer:
    """A fact as its editor worded it."""
    fact = outcome.subject.item
    if not isinstance(fact, Fact):
        raise TypeError(outcome.subject.key)
    citation = Citation(fact.source, fact.place, fact.evidence)
    return replace(base, status="answered", verdict=outcome.verdict, subject=outcome.subject, citations=(citation,))


def _not_found(base: Answer, outcome: NotFound) -> Answer:
    """What failed; a gap or a missing figure is cited, since a document shows that it is lacking."""
    gap, missing = outcome.details.get("gap"), outcome.details.get("missing")
    shown = missing if isinstance(missing, tuple) else (gap,) if isinstance(gap, Gap) else ()
    return replace(
        base,
        status="no_answer",
        reason=outcome.reason,
        verdict="unverifiable" if outcome.claim else None,
        subject=outcome.subjects[0] if outcome.subjects else None,
        citations=tuple(Citation(one.source, one.place, one.evidence) for one in shown[:_MOST_FIGURES]),
    )
