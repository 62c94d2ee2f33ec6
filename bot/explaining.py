"""How a question was understood, on one screen: what was found where, the candidates and why, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.texts import say
from knowledge.answering import Answer, Engine
from knowledge.language.text import Token
from knowledge.mentions import Analysis
from knowledge.model import Language
from knowledge.outcomes import Found, NotFound
from knowledge.reading import Candidate, in_words

_CANDIDATES = 5
_WIDTH = 160


def explain(answer: Answer, engine: Engine, language: Language) -> str:
    """The trace of an answer.

    Args:
        answer: what the engine answered.
        engine: the engine.
        language: of the headings.

    Returns:
        Lines of text. Spans are positions in the question after mark-up and invisible characters were taken out.
    """
    lines = [say(language, "command.explain_question", text=_short(answer.question), spoken=answer.language)]
    if answer.reading is not None:
        analysis = answer.reading.analysis
        lines += _section(say(language, "command.explain_mentions"), _mentions(analysis))
        terms = [f"{term.text} {term.weight:.1f}" for term in analysis.terms if term.weight > 0]
        lines += _section(say(language, "command.explain_terms"), [", ".join(terms)] if terms else [])
        shown = [_candidate(found, language) for found in answer.reading.candidates[:_CANDIDATES]]
        lines += _section(say(language, "command.explain_candidates"), shown)
    lines += _section(say(language, "command.explain_outcome"), _outcome(answer, engine, language))
    return "\n".join(lines)


def _section(title: str, lines: Iterable[str]) -> list[str]:
    """A heading with its lines below, a dash where there are none."""
    return [title, *(f"  {_short(line)}" for line in lines or ["–"])]


def _mentions(analysis: Analysis) -> list[str]:
    """What was recognised, in the question's order: span, kind, the words, what they mean."""
    found: list[tuple[int, int, str, str]] = []
    found += [(p.start, p.end, p.kind, p.code) for p in analysis.places]
    found += [(p.start, p.end, "period", ", ".join(p.values) + (" (weak)" if p.weak else "")) for p in analysis.periods]
    for a in analysis.amounts:
        meant = " ".join(filter(None, (a.hedge, f"{a.value:f}", a.unit, "(definite)" if a.definite else "")))
        found.append((a.start, a.end, "amount", meant))
    found += [(c.start, c.end, "cue", c.id) for c in analysis.cues]
    lines = [_span(analysis.tokens, *mention) for mention in sorted(found)]
    return lines + [f"{typed} → {analysis.tokens[at].norm}" for at, typed in sorted(analysis.mended.items())]


def _span(tokens: tuple[Token, ...], start: int, end: int, kind: str, meant: str) -> str:
    """One mention: where it stands, its kind, its words, its meaning."""
    own = tokens[start:end]
    where = f"{own[0].start}–{own[-1].end}" if own else "–"
    return f"{where:>7s}  {kind:<12s} {' '.join(token.text for token in own)} → {meant}"


def _candidate(found: Candidate, language: Language) -> str:
    """A candidate with its score and why it has it."""
    why = "; ".join(map(in_words, found.why))
    return f"{found.score:.3f}  {found.subject.key}" + (f"  {why}" if why else "") + _left(found, language)


def _left(found: Candidate, language: Language) -> str:
    """The words that a candidate does not explain."""
    left = [term.text for term in found.match.unexplained] if found.match is not None else []
    return "; " + say(language, "command.explain_left", words=", ".join(left)) if left else ""


def _outcome(answer: Answer, engine: Engine, language: Language) -> Iterator[str]:
    """What came of it: the kind of outcome, and each query in words and slots.

    Yields:
        Lines.
    """
    outcome = answer.outcome
    parts = (type(outcome).__name__, answer.status, answer.reason, answer.verdict)
    yield " · ".join(part for part in parts if part)
    if answer.subject is not None:
        yield answer.subject.key
    if isinstance(outcome, NotFound):
        for name, value in outcome.details.items():
            yield f"{name} = {getattr(value, 'id', None) or getattr(value, 'code', None) or value}"
    if isinstance(outcome, Found):
        for query in outcome.queries:
            yield query.describe(language, engine.store.indicators, engine.catalogue.places)
            slots = ("indicators", "areas", "group", "operands", "periods", "scenarios", "breakdowns", "n", "claim")
            said = ((name, getattr(query, name), query.origin(name.removesuffix("s"))) for name in slots)
            filled = [f"{name}={value}" + (f" ({origin})" if origin else "") for name, value, origin in said if value]
            yield f"{query.operation}: " + ", ".join(filled)


def _short(text: str) -> str:
    """A line that fits a wide terminal."""
    line = " ".join(text.split("\n"))
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…"
