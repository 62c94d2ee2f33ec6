"""Whether the best candidate explains enough of a question to be answered at all."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from knowledge.asking import asked
from knowledge.catalogue import Catalogue
from knowledge.language.tables import word_set
from knowledge.matching import Match
from knowledge.mentions import Analysis
from knowledge.model import Indicator
from knowledge.reading import Candidate, Reading
from knowledge.scenarios import COLUMN_WORDS
from knowledge.together import other_subjects
from knowledge.weights import WEIGHTS

_HEAVY = 4.5
_UNKNOWN = 2.0
_HALF_NAMED = 0.7
NAMED_FACT_RECALL = 0.85
"""From this share on a name is said well enough to leave something of a question unexplained."""
NAMED_IN_FULL = 0.95
"""From this share on a name counts as said in full."""
_TWIN_PRECISION = 0.5
_SMALL_DIGITS = 2
_NEARLY_NAMED = 0.9
_RATES = ("beds_per_1000",)
"""Units that count other things than their noun: beds, and not the hospitals they stand in."""
_WHOLE_YEAR = word_set("helår helåret helårs")


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
        named = _substance_of(analysis, candidate.match.matched)
        enough = NAMED_FACT_RECALL if candidate.subject.kind == "fact" else NAMED_IN_FULL
        if not named and candidate.match.recall < enough:
            return False  # found by "totalt" or "regioner" alone
    if candidate.match is not None and not candidate.remembered and candidate.subject.kind == "indicator":
        unknown = any(term.weight > _UNKNOWN and not term.parts for term in candidate.match.unexplained)
        if unknown and candidate.match.recall < _HALF_NAMED:
            return False  # a thing that nothing here knows, beside a word or two of the name
        item = candidate.subject.item
        rate = isinstance(item, Indicator) and item.unit in _RATES
        if rate and analysis.has("how_many", "count") and candidate.match.recall < _HALF_NAMED:
            return False  # "hur många sjukhus" asks for no beds per 1,000 inhabitants
        if unknown and not candidate.match.matched - _of_columns(analysis):
            return False  # "hotell prognos helår": another row than any of the table
    if candidate.match is not None and candidate.subject.kind == "fact":
        if analysis.has("how_much") and any(place.kind == "region" for place in analysis.places):
            return False  # a region's amount is no matter of words
        if not candidate.remembered and _only_dated(analysis, candidate.match):
            return False
        heavy = any(term.weight > _HEAVY for term in candidate.match.unexplained)
        if heavy and candidate.match.recall < NAMED_FACT_RECALL:
            return False
        strange = any(term.weight > _UNKNOWN for term in candidate.match.unexplained)
        if strange and analysis.regions and asked(analysis) == "":
            return False  # "sjukfrånvaro undersköterskor Region Uppsala": a figure of a region, and of something else
    in_words = candidate.subject.kind == "fact" and not analysis.regions
    ease = WEIGHTS.fact_ease if in_words else 1.0
    return candidate.score >= WEIGHTS.floor * ease and candidate.precision >= WEIGHTS.precision_floor * ease


def is_good_together(catalogue: Catalogue, reading: Reading, top: Candidate) -> bool:
    """Whether two subjects that are to be computed with explain together what the first alone does not."""
    analysis = reading.analysis
    if top.match is None or top.score < WEIGHTS.floor or top.subject.kind != "indicator":
        return False
    if not analysis.has("ratio", "difference", "share", "compare", "more_than", "less_than", "sum"):
        return False
    explained = set(top.match.explained)
    for other in other_subjects(catalogue, reading, top):
        explained |= other.match.explained if other.match is not None else set()
    got = sum(term.weight for term in analysis.terms if term.token in explained)
    return got >= WEIGHTS.precision_floor * analysis.content_weight and explained != set(top.match.explained)


def may_be_twin(reading: Reading, top: Candidate) -> bool:
    """Whether a candidate that explains too little is one of many neighbours, so that it is asked which is meant."""
    return top.subject.key in reading.twins and top.score >= WEIGHTS.floor and top.precision >= _TWIN_PRECISION


def is_same_as_last(reading: Reading, top: Candidate) -> bool:
    """Whether a candidate found by small numbers alone is what the conversation is about."""
    last = reading.last
    return last is not None and reading.elliptical and top.subject.key in last.subjects


def is_mere_frame(reading: Reading, top: Candidate) -> bool:
    """Whether a fact is found by words like "fram" or "tas" alone, outside of any conversation."""
    said = reading.analysis.content_weight or reading.analysis.amounts
    by_frame = top.match is not None and not top.remembered and not said
    fact = top.subject.kind == "fact" and reading.last is None
    return by_frame and fact and top.match is not None and top.match.recall < NAMED_FACT_RECALL


def is_only_our_region(analysis: Analysis, top: Candidate) -> bool:
    """Whether "vår region" is all that is said, and the subject is a guess from it."""
    guessed = not top.remembered and top.match is not None and top.match.recall < _NEARLY_NAMED
    return guessed and analysis.has("our_region") and not analysis.content_weight


def _of_columns(analysis: Analysis) -> frozenset[int]:
    """The tokens that only name a column, or the year that the columns are of."""
    return analysis.dated | {
        at for at, norm in enumerate(analysis.norms) if norm in COLUMN_WORDS or norm in _WHOLE_YEAR
    }


def _substance_of(analysis: Analysis, tokens: AbstractSet[int]) -> float:
    """The weight of the content that stands at these tokens."""
    return sum(term.weight for term in analysis.terms if term.token in tokens)


def _only_dated(analysis: Analysis, match: Match) -> bool:
    """Whether all that a question has in common with a fact is its year, beside what the fact does not speak of."""
    dated = {i for period in analysis.periods if not period.weak for i in range(period.start, period.end)}
    named = {t.token for t in analysis.terms if t.weight > 0 or t.token in dated} & match.matched
    other = analysis.has("how_much", "as_much", "more_than", "less_than")
    beside = other or any(term.weight > 1 for term in match.unexplained)
    return bool(named) and named <= dated and beside


def _only_small_numbers(analysis: Analysis, match: Match) -> bool:
    """Whether a subject is found by nothing but a number such as the 5 of "topp 5"."""
    explained = [analysis.tokens[i] for i in match.explained]
    return bool(explained) and all(token.kind == "number" and len(token.norm) <= _SMALL_DIGITS for token in explained)
