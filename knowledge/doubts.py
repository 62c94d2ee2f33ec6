"""Whether a question has to be asked back to know which subject is meant."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from knowledge.antecedents import KINDS, points_to_row
from knowledge.catalogue import Catalogue
from knowledge.floors import NAMED_IN_FULL
from knowledge.kinship import is_total, tables_of
from knowledge.language.tables import word_set
from knowledge.matching import Match
from knowledge.model import Indicator, Table
from knowledge.reading import Candidate, Reading
from knowledge.scenarios import BUDGET, COLUMN_WORDS, FORECAST
from knowledge.subjects import Subject, alias_words
from knowledge.terms import Term
from knowledge.weights import WEIGHTS

_CLEAR_CUES = (
    *("how_much", "how_many", "share", "sum", "top", "bottom", "list", "why", "when", "who", "definition"),
    *("claim", "compare", "range", "source"),
)
"""Cues that make even a single word a question of its own."""

_OF_KIND = 0.8
"""From this share of the first's score on a subject may be what a noun of several alone means."""
_JOINING = word_set("och men då sen sedan i på and but then the in på vad är hur")
"""Words that may stand beside the one that names a column."""
_SEVERAL_PARTS = 3
_RIVALS_TRIED = 6
"""How many of the best candidates are looked at."""
_CLOSE = 0.5
_NEAR_TWIN = 0.84
"""From this share of the first's score on a neighbour may be meant as well."""
_CLEARLY_LESS = 0.1
_FEW_TOKENS = 4
_HALF_NAMED = 0.55
"""An indicator of whose name less was said is one of several that the word may stand for."""
_OPTIONS = 4
_RIVALS = 3

_TWO = 2
_HOW_LARGE = word_set("hur stort stor vad är e blev var då det the how big large is was what s nu egentligen")
_RESULTS = word_set("""
    underskott underskottet överskott överskottet resultat resultatet förlust förlusten minusresultat minusresultatet
    deficit surplus result loss shortfall
""")
"""Nouns for a result, of which several are held."""


def vague(catalogue: Catalogue, reading: Reading, top: Candidate) -> tuple[Subject, ...]:
    """The indicators that a single word such as "resultatet?" may mean, when nothing else tells which."""
    analysis = reading.analysis
    rows = _of_unnamed_row(catalogue, reading, top)
    if rows:
        return rows
    content = [term for term in analysis.terms if term.weight > 0]
    if top.remembered or top.match is None or analysis.places or analysis.amounts:
        return ()
    if _is_only_column(catalogue, reading, top):
        return _of_column(catalogue, top)
    if len(content) == 1 and content[0].text in KINDS:
        return _of_kind(reading, top)
    if _is_any_result(reading, content):
        close_by = [c.subject for c in reading.candidates if c.match is not None and c.score > _CLOSE * top.score]
        figures = [subject for subject in close_by if subject.kind == "indicator"]
        return tuple(figures[:_OPTIONS]) if len(figures) > 1 else ()
    least = _HALF_NAMED if top.subject.kind in ("indicator", "table") else NAMED_IN_FULL
    partly = not reading.memory.turns and not top.match.complete and top.match.recall < least
    if top.subject.kind not in ("indicator", "table") and not partly:
        return ()
    if (analysis.periods and not partly) or analysis.has(*_CLEAR_CUES):
        return ()
    if analysis.has("correction") and _is_beside_last(catalogue, reading, top):
        return ()  # "nej, jag menade hjärtinfarkt", after the row above it
    if len(content) > 1 or len(analysis.tokens) > _FEW_TOKENS or _is_whole_name(analysis.norms, top.match):
        return ()
    if top.match.complete and len(top.match.alias.parts) >= _SEVERAL_PARTS:  # a name in full is not vague
        return ()
    parts = {part for term in analysis.terms for part in term.parts}
    close = {c.subject.key for c in reading.candidates if c.score > _CLOSE * top.score}
    meant: dict[str, Subject] = {}
    for ident in catalogue.store.indicators:
        subject = catalogue.subject(f"indicator:{ident}")
        if subject.key in close and (partly or catalogue.matcher.named_by(subject, parts)):
            meant.setdefault(subject.about, subject)
    spoken = reading.last.areas if reading.last is not None else ()
    if len(spoken) == 1 and len(meant) > 1:  # "and the population?" after a region: of what it is held for
        held = {key: subject for key, subject in meant.items() if spoken[0] in catalogue.held_areas(subject.id)}
        meant = held or meant
    if meant and top.subject.kind not in ("indicator", "table"):
        meant.setdefault(top.subject.key, top.subject)
    return tuple(meant.values())[:_OPTIONS] if len(meant) > 1 else ()


def _is_any_result(reading: Reading, content: Sequence[Term]) -> bool:
    """Whether only "underskottet" is asked for, how large it is or what, where nothing was spoken of before."""
    analysis = reading.analysis
    if reading.memory.turns or len(content) != 1 or content[0].text not in _RESULTS:
        return False
    return {norm for norm in analysis.norms if norm.isalpha()} <= {content[0].text} | _HOW_LARGE


def _of_unnamed_row(catalogue: Catalogue, reading: Reading, top: Candidate) -> tuple[Subject, ...]:
    """The rows of a table of which one is spoken of, and nobody has said which: "vad ger åtgärden 2027?"."""
    whole = top.subject.kind == "table" or is_total(catalogue, top.subject)
    if not whole or top.remembered or not points_to_row(reading.analysis):
        return ()
    tables = tables_of(catalogue, top.subject)
    rows = [ident for table in catalogue.store.tables.values() if table.id in tables for ident in table.indicators]
    keys = [f"indicator:{ident}" for ident in rows]
    spoken = {key for turn in reading.memory.turns for key in turn.subjects}
    return () if spoken.intersection(keys) else tuple(map(catalogue.subject, keys))[:_OPTIONS]


def _of_kind(reading: Reading, top: Candidate) -> tuple[Subject, ...]:
    """The figures that a noun of several alone may mean: "hur stor är satsningen 2026?"."""
    close = [
        candidate.subject
        for candidate in reading.candidates
        if candidate.match and candidate.score >= _OF_KIND * top.score
    ]
    alike = [subject for subject in close if subject.kind == "indicator"]
    return tuple(alike[:_OPTIONS]) if len(alike) > 1 else ()


def _is_only_column(catalogue: Catalogue, reading: Reading, top: Candidate) -> bool:
    """Whether a column of a table is named and nothing besides, where nothing was spoken of: "budgeten?"."""
    analysis = reading.analysis
    if reading.memory.turns or len(analysis.tokens) > _FEW_TOKENS or analysis.has("claim", "sum", "last_row"):
        return False
    words = {token.norm for token in analysis.tokens if token.is_word and token.norm not in COLUMN_WORDS}
    named = not COLUMN_WORDS.isdisjoint(analysis.norms) and all(map(catalogue.vocabulary.is_frame, words))
    return named and top.match is not None and not top.match.complete


def _of_column(catalogue: Catalogue, top: Candidate) -> tuple[Subject, ...]:
    """The sum and the rows of the table that a subject belongs to."""
    tables = [table for table in catalogue.store.tables.values() if table.id in tables_of(catalogue, top.subject)]
    if not tables or not tables[0].total:
        return ()
    return catalogue.subject(f"indicator:{tables[0].total}"), catalogue.subject(f"table:{tables[0].id}")


def _is_whole_name(norms: Sequence[str], match: Match) -> bool:
    """Whether a question is a name of several words and no more, such as the label of an option."""
    said = [norm for norm in norms if norm.isalnum()]
    return len(said) > 1 and frozenset(said) == match.alias.words


def _is_beside_last(catalogue: Catalogue, reading: Reading, top: Candidate) -> bool:
    """Whether a subject stands in a table with the one that was spoken of."""
    last = reading.last.subjects if reading.last is not None else ()
    return any(
        not tables_of(catalogue, catalogue.subject(k)).isdisjoint(tables_of(catalogue, top.subject)) for k in last
    )


def near_twins(reading: Reading, top: Candidate) -> tuple[Subject, ...]:
    """The neighbours of which the question tells almost as well as of the one that stands first."""
    if top.remembered or top.subject.key not in reading.twins:
        return ()
    near = [
        candidate.subject
        for candidate in reading.candidates
        if candidate.subject.key in reading.twins
        and candidate.subject.key != top.subject.key
        and candidate.score >= _NEAR_TWIN * top.score
    ]
    said = frozenset(reading.analysis.norms)
    whole = _titled(said, top.subject)
    if whole and all(_titled(said, other) < whole for other in near):
        return ()  # its title was said, word for word
    return tuple(near[:_RIVALS])


def _titled(said: AbstractSet[str], subject: Subject) -> int:
    """How many words a subject's whole title has, if all of them were said; 0 if not."""
    title = frozenset(alias_words(subject.label("sv")))
    return len(title) if title <= said else 0


def rivals(catalogue: Catalogue, reading: Reading, top: Candidate) -> tuple[Subject, ...]:
    """Other readings about as good as the first, when the question gives no reason to prefer one."""
    if top.remembered or top.match is None or top.subject.kind in ("fact", "gap"):
        return ()
    close = []
    for other in reading.candidates[1:_RIVALS_TRIED]:
        if other.score < WEIGHTS.margin * top.score or other.remembered or other.match is None:
            continue
        if other.subject.kind not in ("indicator", "table") or other.subject.about == top.subject.about:
            continue
        if not _prefers(top.match, other.match) and not _in_one_table(catalogue, top.subject, other.subject):
            close.append(other.subject)
    return tuple(close[:_RIVALS])


def _prefers(first: Match, other: Match) -> bool:
    """Whether the question gives a reason to answer the first: each explains its own words, or the other fewer."""
    if other.matched - first.matched and first.matched - other.matched:
        return True  # two things asked for, not one in doubt
    return first.recall > NAMED_IN_FULL and first.recall - other.recall > _CLEARLY_LESS


def _in_one_table(catalogue: Catalogue, first: Subject, second: Subject) -> bool:
    """Whether the one is the table, or the table's sum, in which the other stands."""
    return not tables_of(catalogue, first).isdisjoint(tables_of(catalogue, second)) and (
        "table" in (first.kind, second.kind) or is_total(catalogue, first) or is_total(catalogue, second)
    )


def asked_back_before(reading: Reading, top: Candidate) -> tuple[str, ...]:
    """The subjects that were asked back about and that a further question still leaves open.

    Args:
        reading: the question and its conversation.
        top: the candidate that stands first.

    Returns:
        Subject keys, to be asked about again; empty where one of them is named, or nothing was asked back.
    """
    last = reading.last
    if last is None or last.status != "clarify" or len(last.subjects) < _TWO or not top.remembered:
        return ()
    named = top.match is not None or reading.analysis.content_weight or top.subject.key != last.subjects[0]
    return () if named or not reading.elliptical else last.subjects


def only_column(catalogue: Catalogue, reading: Reading, top: Candidate) -> tuple[Subject, ...]:
    """The rows that "budgeten?" may be of, after another matter that has no such column; empty where that is known."""
    analysis, last = reading.analysis, reading.last
    if last is None or analysis.places or top.subject.kind not in ("indicator", "table"):
        return ()
    words = [norm for at, norm in enumerate(analysis.norms) if analysis.tokens[at].is_word and norm not in _JOINING]
    if not words or not COLUMN_WORDS.issuperset(words):
        return ()
    wanted = {"budget" for word in words if word in BUDGET} | {"forecast" for word in words if word in FORECAST}
    spoken_of = [catalogue.subject(key) for key in last.subjects] if last.status != "clarify" else []
    if any(wanted <= _columns(catalogue, subject) for subject in spoken_of):
        return ()
    rows = [
        ident
        for table in catalogue.store.tables.values()
        for ident in reversed(table.indicators)
        if wanted <= set(catalogue.holdings(ident).scenarios)
    ]
    return tuple(catalogue.subject(f"indicator:{ident}") for ident in rows)


def _columns(catalogue: Catalogue, subject: Subject) -> set[str]:
    """What a subject, or the rows of the table that it is, is held for: budget, forecast, outcome."""
    if isinstance(subject.item, Table):
        return {scenario for row in subject.item.indicators for scenario in catalogue.holdings(row).scenarios}
    return set(catalogue.holdings(subject.id).scenarios) if isinstance(subject.item, Indicator) else set()
