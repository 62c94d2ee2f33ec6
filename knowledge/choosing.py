"""Which of the ranked candidates is meant, and whether a question has to be asked back to know."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from itertools import combinations

from knowledge.agreement import names_stand_in
from knowledge.asking import asked, asks_number, claim_wanted, wants_words
from knowledge.catalogue import Catalogue
from knowledge.kinship import is_total, tables_of
from knowledge.matching import Match
from knowledge.members import asks_members
from knowledge.mentions import Analysis
from knowledge.model import Fact, Indicator, Table
from knowledge.reading import Candidate, Reading
from knowledge.scenarios import DEVIATION
from knowledge.subjects import Subject
from knowledge.terms import Term
from knowledge.weights import WEIGHTS

_WORDS_ASKED = ("purpose", "how", "why", "when", "who", "definition", "yes_no", "what")
_FIGURE_CUES = (
    *("how_much", "how_many", "share", "top", "bottom", "sum", "difference", "ratio", "mean", "median", "list"),
    *("per_capita", "range", "claim", "change", "more_than", "less_than"),
)
"""Cues that ask for a figure, so that a fact in words is not preferred."""
_CLEAR_CUES = (
    *("how_much", "how_many", "share", "sum", "top", "bottom", "list", "why", "when", "who", "definition"),
    *("claim", "compare", "range", "source"),
)
"""Cues that make even a single word a question of its own."""

_FACTS_TRIED, _NAMED_FACTS_TRIED, _RIVALS_TRIED = 8, 10, 6
"""How many of the best candidates are looked at."""
_SET_AGAINST = ("ratio", "difference", "compare", "more_than", "less_than", "as_much")
_TOLD_BY = {
    "why": ("why", "purpose"),
    "purpose": ("purpose", "why"),
    "when": ("when",),
    "who": ("who", "which", "list"),
}
"""Question word -> the aspects of facts that answer it."""
_ASPECT_CLOSE = 0.75
_HEAVY = 4.5
_SAYS_SOMETHING = 1.0
_UNKNOWN = 2.0
_HALF_NAMED = 0.7
_SEVERAL_PARTS = 3
_CLOSE_TO_GAP = 0.4
_TELLING = 3.5
_GAP_CLOSE = 0.7
_CLOSE_FOR_COLUMN = 0.75
_CLOSE_FOR_COUNT = 0.9
_REGIONS = 21
_WELL_NAMED = 0.7
_CLOSE = 0.5
_CLOSE_FOR_WHAT = 0.75
_NAMED_FACT_RECALL = 0.85
_BETTER_EXPLAINED = 0.03
_NAMED_IN_FULL = 0.95
_CLEARLY_LESS = 0.1
_FEW_TOKENS = 4
_SMALL_DIGITS = 2
_OPTIONS = 4
_RIVALS = 3


def is_good(analysis: Analysis, candidate: Candidate) -> bool:
    """Whether a candidate is above the floors; a statement in words may leave more unexplained than a figure."""
    if candidate.match is not None and not candidate.remembered and _only_small_numbers(analysis, candidate.match):
        return False
    placed = analysis.regions or any(place.kind == "group" for place in analysis.places)
    adds = (
        analysis.has("sum", "difference", "ratio", "share", "per_capita", "compare")
        and not analysis.has("received")
        and not analysis.amounts
    )
    if placed and adds and candidate.match is not None and not candidate.remembered:
        named = substance_of(analysis, candidate.match.matched)
        if not named and candidate.match.recall < _NAMED_IN_FULL:
            return False  # found by "totalt" or "regioner" alone
    if candidate.match is not None and not candidate.remembered and candidate.subject.kind == "indicator":
        unknown = any(term.weight > _UNKNOWN and not term.parts for term in candidate.match.unexplained)
        if unknown and candidate.match.recall < _HALF_NAMED:
            return False  # a thing that nothing here knows, beside a word or two of the name
    if candidate.match is not None and candidate.subject.kind == "fact":
        if analysis.has("how_much") and any(place.kind == "region" for place in analysis.places):
            return False  # a region's amount is no matter of words
        heavy = any(term.weight > _HEAVY for term in candidate.match.unexplained)
        if heavy and candidate.match.recall < _NAMED_FACT_RECALL:
            return False
    in_words = candidate.subject.kind == "fact" and not analysis.regions
    ease = WEIGHTS.fact_ease if in_words else 1.0
    return candidate.score >= WEIGHTS.floor * ease and candidate.precision >= WEIGHTS.precision_floor * ease


def substance_of(analysis: Analysis, tokens: AbstractSet[int]) -> float:
    """The weight of the content that stands at these tokens."""
    return sum(term.weight for term in analysis.terms if term.token in tokens)


def _only_small_numbers(analysis: Analysis, match: Match) -> bool:
    """Whether a subject is found by nothing but a number such as the 5 of "topp 5"."""
    explained = [analysis.tokens[i] for i in match.explained]
    return bool(explained) and all(token.kind == "number" and len(token.norm) <= _SMALL_DIGITS for token in explained)


def named_fact(reading: Reading, top: Candidate) -> Candidate:
    """For a claim in words, the fact that speaks of just what is claimed, where one stands close below the first."""
    analysis = reading.analysis
    if not claim_wanted(analysis) or (top.subject.kind == "indicator" and analysis.amounts):
        return top
    stranger = _unknown_name(analysis, top)
    for other in reading.candidates[:_NAMED_FACTS_TRIED]:
        fact = other.subject.item
        if not isinstance(fact, Fact) or other.score <= _CLOSE * top.score:
            continue
        if stranger and fact.aspect == "who" and other.match is not None and other.match.recall > _WELL_NAMED:
            return other
        if other.precision < WEIGHTS.precision_floor:
            continue
        if names_stand_in(fact.says, analysis.text) or names_stand_in(fact.denies, analysis.text):
            return other
    return top


def rather_whole(reading: Reading, top: Candidate) -> Candidate:
    """The fact whose name was said in full, where a figure stands first that leaves telling words of it unexplained.

    "Efter vilken modell fördelas sektorsbidraget" is not about the grant's amount, nor "vilka fick kopia på beslutet".

    Args:
        reading: the question with its candidates.
        top: the one that stands first.

    Returns:
        The one that is meant.
    """
    analysis = reading.analysis
    if top.match is None or top.remembered or top.subject.kind not in ("indicator", "table") or analysis.regions:
        return top
    left = {term.token for term in top.match.unexplained if term.weight >= _SAYS_SOMETHING and term.parts}
    for other in reading.candidates[1:_FACTS_TRIED] if left else ():
        if other.subject.kind != "fact" or other.match is None or other.score < _CLOSE * top.score:
            continue
        if other.match.recall < _NAMED_IN_FULL or not left & other.match.matched:
            continue
        whole = other.precision >= _NAMED_IN_FULL and left <= other.match.matched | other.match.explained
        if whole or (other.match.complete and asked(analysis) == "who"):
            return other
    return top


def rather_aspect(reading: Reading, top: Candidate) -> Candidate:
    """Of two facts the one that tells what is asked: "i vilket syfte" is answered by a purpose, not by a day."""
    wanted = _TOLD_BY.get(asked(reading.analysis), ())
    if top.subject.kind != "fact" or not wanted or top.subject.aspect in wanted:
        return top
    for other in reading.candidates[1:_FACTS_TRIED]:
        told = other.subject.kind == "fact" and other.subject.aspect in wanted
        if told and other.score > _ASPECT_CLOSE * top.score and is_good(reading.analysis, other):
            return other
    return top


def rather_count(reading: Reading, top: Candidate) -> Candidate:
    """The number that a fact tells in words, where a number is asked for or stated and is held as a figure too."""
    analysis = reading.analysis
    counted = analysis.has("how_many") or any(amount.bare for amount in analysis.amounts)
    if top.subject.kind != "fact" or not counted or asked(analysis) in ("why", "when", "who"):
        return top
    for other in reading.candidates[1:_FACTS_TRIED]:
        item = other.subject.item
        if other.score < _CLOSE_FOR_COUNT * top.score:
            break
        if isinstance(item, Indicator) and item.unit == "count" and is_good(analysis, other):
            return other
    return top


def rather_column(reading: Reading, top: Candidate) -> Candidate:
    """The row whose column is asked for ("interna kostnader avvikelse"), where a fact about columns stands first."""
    analysis = reading.analysis
    columns = DEVIATION.intersection(analysis.norms)
    if top.subject.kind != "fact" or not columns or asked(analysis) not in ("", "what") or wants_words(analysis):
        return top
    for other in reading.candidates[1:_FACTS_TRIED]:
        named = other.match is not None and other.match.complete and other.match.recall > _NAMED_IN_FULL
        if other.subject.kind == "indicator" and named and other.score > _CLOSE_FOR_COLUMN * top.score:
            return other
    return top


def _unknown_name(analysis: Analysis, top: Candidate) -> bool:
    """Whether a name that no subject knows stands in the statement: a word with a capital, not the first."""
    left = top.match.unexplained if top.match is not None else ()
    return any(
        analysis.tokens[term.token].capital and term.token and not term.parts and term.weight > WEIGHTS.plain
        for term in left
    )


def rather_words(catalogue: Catalogue, reading: Reading, top: Candidate) -> Candidate:
    """The fact that a question in words means, where a figure of the same topic stands first for its shorter name."""
    analysis = reading.analysis
    kind = asked(analysis)
    item = top.subject.item
    asks_how = kind == "how" and not asks_number(analysis) and not analysis.has("how_much", "share", "sum")
    if top.subject.kind == "gap" and asks_how and not _names_region(analysis):
        told = [c for c in reading.candidates[1:_FACTS_TRIED] if c.subject.kind == "fact" and is_good(analysis, c)]
        if told and told[0].score > _CLOSE_TO_GAP * top.score:
            return told[0]
    figure = analysis.amounts or analysis.has("top", "bottom", "how_much") or claim_wanted(analysis)
    if kind == "when" and top.subject.kind in ("indicator", "table") and not (top.remembered or figure):
        dated = [c for c in reading.candidates[1:_FACTS_TRIED] if c.subject.aspect == "when" and is_good(analysis, c)]
        if dated and dated[0].score > _CLOSE * top.score:
            return dated[0]
    if kind in ("why", "purpose") and top.subject.kind in ("indicator", "table") and not top.remembered:
        told = [c for c in reading.candidates[1:_FACTS_TRIED] if c.subject.kind == "fact" and is_good(analysis, c)]
        reasons = [c for c in told if c.subject.aspect in ("why", "purpose")]
        if reasons or told:
            return (reasons or told)[0]
    if wants_words(analysis) and top.subject.kind in ("indicator", "table", "gap") and not top.remembered:
        told = [c for c in reading.candidates[1:_FACTS_TRIED] if c.subject.kind == "fact" and is_good(analysis, c)]
        if told and told[0].score > _CLOSE * top.score:
            return told[0]
    if not isinstance(item, Indicator) or top.remembered or top.match is None or kind not in _WORDS_ASKED:
        return top
    if analysis.periods or analysis.regions or analysis.has(*_FIGURE_CUES) or asks_members(catalogue, reading, item):
        return top
    if any(not a.definite and (a.unit in ("SEK", "percent") or a.value > _REGIONS) for a in analysis.amounts):
        return top
    close = _CLOSE_FOR_WHAT if kind == "what" else _CLOSE
    for other in reading.candidates[1:_FACTS_TRIED]:
        if other.subject.kind != "fact" or other.match is None or other.score <= close * top.score:
            continue
        if not is_good(analysis, other):
            continue
        better = other.match.recall > _NAMED_FACT_RECALL and other.precision > top.precision + _BETTER_EXPLAINED
        if kind != "what" or better:
            return other
    return top


def rather_rows(reading: Reading, top: Candidate) -> Candidate:
    """The first of two rows that are set against each other, where their table or its sum stands first."""
    analysis, item = reading.analysis, top.subject.item
    if not analysis.has(*_SET_AGAINST) or top.match is None:
        return top
    parts: tuple[str, ...] = ()
    if isinstance(item, Table):
        parts = item.indicators
    elif isinstance(item, Indicator) and item.derived is not None and item.derived.op == "sum":
        parts = item.derived.of
    rows = [
        c
        for c in reading.candidates[1:_NAMED_FACTS_TRIED]
        if c.match is not None and c.subject.id in parts and c.match.recall > _NAMED_FACT_RECALL
    ]
    own = [row.match.matched for row in rows if row.match is not None]
    two = any(one - other and other - one for one, other in combinations(own, 2))
    return max(rows, key=lambda row: row.score) if two else top


def rather_gap(catalogue: Catalogue, reading: Reading, top: Candidate) -> Candidate:
    """The gap that a telling word names, where a figure stands first that only has words like it nearby."""
    if top.match is None or top.remembered or top.subject.kind not in ("indicator", "table"):
        return top
    telling = [
        t for t in reading.analysis.terms if t.weight > _TELLING and t.parts and t.token not in top.match.matched
    ]
    for other in reading.candidates[1:_RIVALS_TRIED] if telling else ():
        if other.subject.kind != "gap" or other.match is None or other.score < _GAP_CLOSE * top.score:
            continue
        if getattr(other.subject.item, "reason", "") == "not_split" and not _names_region(reading.analysis):
            continue
        own = set(other.match.alias.parts)
        part = reading.analysis.has("share") and other.match.recall > _NAMED_IN_FULL
        if part and any(_stands_in(term, own) for term in telling):  # a share of what the figure holds, and is not told
            return other
        full = other.match.recall > _NAMED_IN_FULL
        said = [term for term in telling if (_stands_in(term, own) if full else term.parts[0] in own)]
        if any(not _in_names(catalogue, top, term) for term in said):
            return other
    return top


def _stands_in(term: Term, parts: AbstractSet[int]) -> bool:
    """Whether a word, or all that it is compounded of, is among the parts of a name."""
    return term.parts[0] in parts or (len(term.parts) > 1 and set(term.parts[1:]) <= parts)


def _names_region(analysis: Analysis) -> bool:
    return any(place.kind in ("region", "group", "municipality") for place in analysis.places)


def _in_names(catalogue: Catalogue, top: Candidate, term: Term) -> bool:
    """Whether a subject has a word among its names."""
    return catalogue.matcher.names_part(top.subject.key, term.parts[0])


def vague(catalogue: Catalogue, reading: Reading, top: Candidate) -> tuple[Subject, ...]:
    """The indicators that a single word such as "resultatet?" may mean, when nothing else tells which."""
    analysis = reading.analysis
    content = [term for term in analysis.terms if term.weight > 0]
    if top.remembered or top.match is None or top.subject.kind not in ("indicator", "table"):
        return ()
    if analysis.places or analysis.periods or analysis.amounts or analysis.has(*_CLEAR_CUES):
        return ()
    if len(content) > 1 or len(analysis.tokens) > _FEW_TOKENS:
        return ()
    if top.match.complete and len(top.match.alias.parts) >= _SEVERAL_PARTS:  # a name in full is not vague
        return ()
    parts = {part for term in analysis.terms for part in term.parts}
    close = {c.subject.key for c in reading.candidates if c.score > _CLOSE * top.score}
    meant: dict[str, Subject] = {}
    for ident in catalogue.store.indicators:
        subject = catalogue.subject(f"indicator:{ident}")
        if subject.key in close and catalogue.matcher.named_by(subject, parts):
            meant.setdefault(subject.about, subject)
    return tuple(meant.values())[:_OPTIONS] if len(meant) > 1 else ()


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
    return first.recall > _NAMED_IN_FULL and first.recall - other.recall > _CLEARLY_LESS


def _in_one_table(catalogue: Catalogue, first: Subject, second: Subject) -> bool:
    """Whether the one is the table, or the table's sum, in which the other stands."""
    return not tables_of(catalogue, first).isdisjoint(tables_of(catalogue, second)) and (
        "table" in (first.kind, second.kind) or is_total(catalogue, first) or is_total(catalogue, second)
    )
