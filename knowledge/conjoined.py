"""Statements that say more than one thing: "20 miljoner, 327 kronor per invånare", "mer än A men mindre än B".

Each thing said is made a sentence of its own, with what it shares with the first one put back, and is understood by
itself. What is said holds where all of it does; where a part of it is not understood, nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from knowledge.comparing import two_subjects
from knowledge.language.hedges import HEDGE_WORDS
from knowledge.language.number_words import ORDINALS
from knowledge.language.numbers import Amount
from knowledge.language.tables import word_set
from knowledge.memory import Memory
from knowledge.mentions import Analysis
from knowledge.model import Language
from knowledge.outcomes import Found, NotFound
from knowledge.places import Place
from knowledge.planning.directions import LESS, MORE
from knowledge.query import Query
from knowledge.understanding import Understanding, Understood, stated

_AND = word_set("och men samt fast and but while medan")
_COMMAS = frozenset(",;")
_LINKING = word_set("""
    vilket som det den de vill säga dvs d.v.s alltså således därmed och men är var blir blev motsvarar motsvarade
    motsvarande hela samtidigt which that is was so thus i.e. meaning equals equal to or the en ett
""")
"""Words between a joint and what is said behind it."""
_RELATIVE = word_set("vilket which")
_MOVING = word_set("""
    växer växte ökar ökade stiger steg minskar minskade sjunker sjönk höjs höjdes sänks sänktes krymper
    grows grew rises rose falls fell increases increased decreases decreased
""")
_COMPARING = ("more_than", "less_than", "as_much", "top", "bottom")
_ORDERING = ("top", "bottom")
_ASKING = ("what", "who", "when", "why", "how", "how_much", "how_many", "where", "list")
_AMOUNTS = ("how_much", "how_many", "list")
"""Cues that "beloppet" and "alla" give as well, which ask for nothing."""
_HOW = word_set("hur how vad what lista list")
_THAN = word_set("än an than som as")
_BY = word_set("med by")
_PAIRING = word_set("mellan både såväl between both")
_THAN_IN: dict[Language, str] = {"sv": "än", "en": "than"}
_BUDGET = word_set("budget budgeten budgeterat budgeterade budgetramen budgeted")
_PAST = word_set("över under mot over above below")
_NEAR = 2
"""So many words may stand before what a shortened clause states."""
_MOST = 4


class _Clause(Struct, frozen=True):
    """A stretch of tokens; `gap` says that it names another place and leaves out all but what is stated of it."""

    start: int
    end: int
    gap: bool = False


def conjoined(mind: Understanding, statement: Analysis, memory: Memory) -> Understood | None:
    """What a statement comes to that says several things of one subject.

    Args:
        mind: understands each.
        statement: the whole of it, without a request for a verdict behind it.
        memory: the conversation so far.

    Returns:
        All that is said, each with its claim; `NotFound` where a part of it cannot be judged by itself; None where only
        one thing is said.
    """
    if _asks(statement):
        return None
    clauses = list(_clauses(statement))
    if not 1 < len(clauses) <= _MOST:
        return None
    opening, tail = _text(statement, clauses[0].start, clauses[0].end), _tail(statement, clauses[-1])
    first = _first_of((opening, f"{opening} {tail}") if tail else (opening,), mind, memory)
    if first is None:
        return None
    found = [first]
    for clause in clauses[1:]:
        for sentences in _all_said(statement, clauses[0], clause):
            part = _first_of(sentences, mind, memory, first)
            if part is None:
                return _unclear(mind, first, statement)
            found.append(part)
    return Understood(statement, first.reading, Found(tuple(_query(part) for part in found)))


def _asks(statement: Analysis) -> bool:
    """Whether something is asked for; a "vilket" behind a comma asks nothing."""
    norms = statement.norms
    return any(
        cue.id in _ASKING
        and not (norms[cue.start] in _RELATIVE and norms[cue.start - 1 : cue.start] == (",",))
        and (cue.id not in _AMOUNTS or not _HOW.isdisjoint(norms[cue.start : cue.end]))
        for cue in statement.cues
    )


def _first_of(
    texts: Iterable[str], mind: Understanding, memory: Memory, first: Understood | None = None
) -> Understood | None:
    """The first of some sentences that can be judged, and is of what `first` is of."""
    for text in texts:
        part = _understood(mind, text, memory)
        if part is not None and (first is None or _same_subject(first, part)):
            return part
    return None


def _clauses(statement: Analysis) -> Iterator[_Clause]:
    """The first clause, and each later one that states something more of the same subject; none where one is all."""
    marks = sorted(a.start for a in _stated(statement)) + _compared(statement)
    joints = [at for at, norm in enumerate(statement.norms) if norm in _COMMAS or norm in _AND]
    if not marks or not joints:
        return
    start, gap = 0, False
    for at in joints:
        if at < start or not any(start <= mark < at for mark in marks):
            continue
        if statement.norms[at] in _AND and not _PAIRING.isdisjoint(statement.norms[start:at]):
            continue  # "mellan den kortaste och den längsta"
        after = at + 1
        while after < len(statement.tokens) and statement.norms[after] in _LINKING | _COMMAS:
            after += 1
        gapped = _gapped(statement, start, at, after)
        if gapped or _shortened(statement, start, at, after, marks):
            yield _Clause(start, at, gap)
            start, gap = after, gapped
    if start:
        yield _Clause(start, len(statement.tokens), gap)


def _stated(statement: Analysis) -> list[Amount]:
    """The amounts that state something: no years and ages."""
    return [a for a in statement.amounts if a.unit is not None and not a.definite and a.unit != "years"]


def _compared(statement: Analysis) -> list[int]:
    """Where comparisons begin, among them those with a budget."""
    past = (at for at, norms in enumerate(pairwise(statement.norms)) if norms[0] in _PAST and norms[1] in _BUDGET)
    return sorted({*past, *(cue.start for cue in statement.cues if cue.id in _COMPARING)})


def _shortened(statement: Analysis, start: int, at: int, after: int, marks: Sequence[int]) -> bool:
    """Whether the words after a joint begin with an amount of another kind, or with a comparison."""
    begins = [mark for mark in marks if after <= mark <= after + _NEAR]
    moving = statement.norms[after : after + 1] and statement.norms[after] in _MOVING
    if not begins and not moving:
        return False
    if statement.norms[after] in _BY:  # "dyrare än budgeterat, med 3 miljoner" states one thing
        return False
    first = after if moving else min(begins)
    if any(after <= place.start < first for place in statement.places):
        return False
    amounts, compared = _stated(statement), _compared(statement)
    before = [a for a in amounts if start <= a.start < at]
    behind = [a for a in amounts if a.start >= after][:1]
    if any(start <= mark < at or mark >= after for mark in compared):
        return bool(before) or any(start <= mark < at for mark in compared)
    return bool(before) and bool(behind) and _kind(statement, before[-1]) != _kind(statement, behind[0])


def _kind(statement: Analysis, amount: Amount) -> tuple[str | None, bool]:
    """What an amount is of: its unit, and whether it is per inhabitant."""
    return amount.unit, any(cue.id == "per_capita" and cue.start == amount.end for cue in statement.cues)


def _gapped(statement: Analysis, start: int, at: int, after: int) -> bool:
    """Whether a place with its share or place in the order follows: "och Skåne en åttondel", "och Stockholm högst"."""
    there = next((place for place in statement.places if place.start == after), None)
    if there is None or not any(start <= place.start < at for place in statement.places):
        return False
    begins = (there.end, there.end + 1)
    if _without_than(statement, there) is not None:
        return True
    shares = [a.start for a in statement.amounts if a.kind == "fraction" or a.unit == "percent"]
    orders = [cue.start for cue in statement.cues if cue.id in _ORDERING]
    return any(
        any(start <= mark < at for mark in marks) and any(mark in begins for mark in marks)
        for marks in (shares, orders)
    )


def _all_said(statement: Analysis, first: _Clause, clause: _Clause) -> Iterator[Iterator[str]]:
    """For each thing that a shortened clause states, the sentences that it may stand for, the likeliest first."""
    other = _after_than(statement, clause)
    amount = next(
        (a for a in statement.amounts if other is not None and other.end <= a.start <= other.end + 1), None
    )  # "lägre än OECD-snittet på 7,8"
    if other is None or amount is None:
        yield _sentences(statement, first, clause, _text(statement, clause.start, clause.end))
        return
    rest = _text(statement, amount.end, clause.end)
    yield _sentences(statement, first, clause, f"{_text(statement, clause.start, other.end)} {rest}")
    yield _of_other(statement, first, other, amount)


def _sentences(statement: Analysis, first: _Clause, clause: _Clause, own: str) -> Iterator[str]:
    """Whole sentences that a shortened clause with these words may stand for, the likeliest first."""
    if clause.gap:
        yield _filled(statement, first, clause)
        return
    amounts = [a for a in _stated(statement) if first.start <= a.start < first.end]
    compared = [mark for mark in _compared(statement) if first.start <= mark < first.end]
    if amounts:
        begin = amounts[0].start
        while begin > first.start and statement.norms[begin - 1] in HEDGE_WORDS:
            begin -= 1
        before, behind = _text(statement, first.start, begin), _text(statement, amounts[-1].end, first.end)
        if not (behind[-1:].isdigit() and own[:1].isdigit()):  # "2025 501 miljoner" would be one number
            yield f"{before} {behind} {own}"
        yield f"{before} {own} {behind}"
        yield f"{before} {own}"
    elif compared:
        yield from _exchanged(statement, first, clause)
        yield f"{_text(statement, first.start, compared[0])} {own}"


def _of_other(statement: Analysis, first: _Clause, other: Place, amount: Amount) -> Iterator[str]:
    """The first clause with the place that it is set against, and the amount that is stated of that."""
    places = [(p.start, p.end) for p in statement.places if first.start <= p.start < first.end]
    amounts = [(a.start, a.end) for a in statement.amounts if first.start <= a.start < first.end]
    if places and amounts:
        yield _exchange(
            statement,
            first,
            (places[0], _text(statement, other.start, other.end)),
            (amounts[0], _text(statement, amount.start, amount.end)),
        )


def _exchange(statement: Analysis, first: _Clause, *others: tuple[tuple[int, int], str]) -> str:
    """The first clause with some stretches exchanged for other words."""
    text, at = "", first.start
    for (begin, end), other in sorted(others):
        text += f" {_text(statement, at, begin)} {other}"
        at = end
    return f"{text} {_text(statement, at, first.end)}"


def _filled(statement: Analysis, first: _Clause, clause: _Clause) -> str:
    """The first clause with the place and the share, or the place in the order, of the second."""
    place = next(place for place in statement.places if place.start == clause.start)
    spans = [(p.start, p.end) for p in statement.places if first.start <= p.start < first.end][:1]
    marks = [(a.start, a.end) for a in statement.amounts] + [
        (cue.start - (cue.start > 0 and statement.norms[cue.start - 1] in ORDINALS), cue.end)  # "näst minst"
        for cue in statement.cues
        if cue.id in _ORDERING
    ]
    more = _without_than(statement, place)
    if more is not None:
        marks.append((more, more + 1))
    here = next(mark for mark in marks if first.start <= mark[0] < first.end)
    there = next(mark for mark in marks if mark[0] >= place.end)
    stated_of = _text(statement, *there)
    if more is not None:
        stated_of += f" {_THAN_IN[statement.language]} {_text(statement, *spans[0])}"
    said = _exchange(statement, first, (spans[0], _text(statement, place.start, place.end)), (here, stated_of))
    return f"{said} {_text(statement, there[1], clause.end)}".strip()


def _without_than(statement: Analysis, place: Place) -> int | None:
    """Where "mer" stands at the end, set against nothing: "och Halland fick mer"."""
    end = next((at for at in range(place.end, len(statement.norms)) if statement.norms[at] in ".!?"), None)
    last = (len(statement.norms) if end is None else end) - 1
    return last if place.end <= last <= place.end + _NEAR and statement.norms[last] in MORE | LESS else None


def _exchanged(statement: Analysis, first: _Clause, clause: _Clause) -> Iterator[str]:
    """The first clause with the comparative and the place of the second: "fler invånare än A" and "färre än B"."""
    here, there = ([at for at in range(c.start, c.end) if statement.norms[at] in MORE | LESS] for c in (first, clause))
    one, two = (_after_than(statement, c) for c in (first, clause))
    if len(here) != 1 or len(there) != 1 or one is None or two is None or here[0] >= one.start:
        return
    word, place = statement.tokens[there[0]].text, _text(statement, two.start, two.end)
    opening, middle = _text(statement, first.start, here[0]), _text(statement, here[0] + 1, one.start)
    rest = f"{_text(statement, one.end, first.end)} {_text(statement, two.end, clause.end)}"
    yield f"{opening} {word} {middle} {place} {rest}"


def _after_than(statement: Analysis, clause: _Clause) -> Place | None:
    """The place that a comparison sets its subject against."""
    places = (place for place in statement.places if clause.start < place.start < clause.end)
    return next((place for place in places if statement.norms[place.start - 1] in _THAN), None)


def _tail(statement: Analysis, clause: _Clause) -> str:
    """The words behind the last comparison, which may belong to all: "större än A och mindre än B i sektorsbidrag"."""
    last = _after_than(statement, clause)
    return _text(statement, last.end, clause.end) if last is not None else ""


def _text(statement: Analysis, start: int, end: int) -> str:
    """The words from one token to another, as they were written."""
    tokens = statement.tokens[start:end]
    return "".join(token.text if token.joined else f" {token.text}" for token in tokens).strip()


def _understood(mind: Understanding, text: str, memory: Memory) -> Understood | None:
    """A sentence with a claim that can be judged; None where it has none."""
    analysis = stated(mind.parts(text))
    understood = two_subjects(mind, analysis) or mind.of(analysis, memory)
    outcome = understood.outcome
    if not isinstance(outcome, Found) or len(outcome.queries) != 1:
        return None
    claim = outcome.queries[0].claim
    return understood if claim is not None and claim.relation != "unclear" else None


def _query(understood: Understood) -> Query:
    """The one query of a part."""
    if not isinstance(understood.outcome, Found):
        raise TypeError(understood.outcome)
    return understood.outcome.queries[0]


def _same_subject(first: Understood, part: Understood) -> bool:
    """Whether a part is of what the first is of."""
    return not set(_query(first).indicators).isdisjoint(_query(part).indicators)


def _unclear(mind: Understanding, first: Understood, statement: Analysis) -> Understood:
    """That a part of what is said cannot be judged."""
    query = _query(first)
    subject = mind.catalogue.subject(f"indicator:{query.indicators[0]}")
    details: dict[str, object] = {"query": query, "subject": subject}
    return Understood(statement, first.reading, NotFound("unverifiable", details, (subject,), claim=True))
