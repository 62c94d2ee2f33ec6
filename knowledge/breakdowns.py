"""The kinds within an indicator ("80 år och äldre") that a question names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge.model import Breakdown, Indicator
from knowledge.subjects import alias_words, breakdown_names
from knowledge.terms import Term
from knowledge.vocabulary import FRAME_WEIGHT, Vocabulary

_KIND_FLOOR = 0.6
"""How much of a name of a kind must be said."""

_KIND_MARGIN = 0.9
"""A kind stands beside the best one where its share is at least this much of the best one's."""
_TELLING = 1
"""From which weight on a word of a name tells which kind is meant."""


def first_token(vocabulary: Vocabulary, breakdown: Breakdown, terms: Sequence[Term]) -> int:
    """Where in a question a kind is first named."""
    own = {
        part
        for name in breakdown_names(breakdown)
        for part in _name_parts(vocabulary, name)
        if vocabulary.weight(part) > _TELLING
    }
    return min((term.token for term in terms if own.intersection(term.parts)), default=0)


def named_breakdowns(vocabulary: Vocabulary, indicator: Indicator, parts: Mapping[int, float]) -> tuple[Breakdown, ...]:
    """The kinds within an indicator that a question names, by the same overlap; `parts` are part -> trust."""
    found: list[tuple[float, Breakdown, frozenset[int]]] = []
    for breakdown in indicator.breakdowns:
        score, matched = _named_share(vocabulary, breakdown, parts)
        if score:
            found.append((score, breakdown, matched))
    top = max((score for score, _, _ in found), default=0.0)
    return tuple(
        breakdown
        for score, breakdown, words in found
        if score >= _KIND_MARGIN * top and not any(words < other for _, _, other in found)
    )


def _named_share(
    vocabulary: Vocabulary, breakdown: Breakdown, parts: Mapping[int, float]
) -> tuple[float, frozenset[int]]:
    """How much of the best name of a kind was said, and the telling parts; 0 for too little."""
    score, matched = 0.0, frozenset[int]()
    weight = vocabulary.weight
    for name in breakdown_names(breakdown):
        own = _name_parts(vocabulary, name)
        total = sum(map(weight, own))
        share = sum(weight(part) * parts.get(part, 0.0) for part in own) / total if own else 0.0
        if share > _KIND_FLOOR and any(part in parts and weight(part) > FRAME_WEIGHT for part in own):
            score = max(score, share)
            matched |= {part for part in own if part in parts and weight(part) > _TELLING}
    return score, matched


def _name_parts(vocabulary: Vocabulary, name: str) -> set[int]:
    """The parts of a name's words."""
    return {part for word in alias_words(name) if (part := vocabulary.part(word)) is not None}
