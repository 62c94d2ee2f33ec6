"""What a question asks for beside the name of one of many neighbours: words of the name ask for nothing.

"Väntetid högst 90 dagar, andel (%)" asks for no ranking and no share: where indicators are told apart by such words
they are words of the name. A unit is, wherever it stands; any other cue only beside the word that stands beside it in
a name.
"""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from knowledge.catalogue import Catalogue
from knowledge.cues import Cue
from knowledge.language.numbers import Amount
from knowledge.mentions import Analysis
from knowledge.subjects import Subject, alias_words

_UNITS = ("share", "how_many", "per_capita", "in_kronor")
"""Cues that may say the unit of an indicator."""
_STATED = ("SEK", "percent", "percentage_points", "ratio")
"""Units of amounts that state something, whatever numbers stand in a name."""
_SHORT = 2
"""Words up to this length stand in too many names to tell anything by themselves."""


def without_own_cues(catalogue: Catalogue, analysis: Analysis, subject: Subject) -> Analysis:
    """The question without the cues and amounts that are words of a subject's name.

    Args:
        catalogue: holds the names.
        analysis: the question.
        subject: one of many neighbours.

    Returns:
        The analysis, with fewer cues and amounts where some are words of the name.
    """
    names = [
        tuple(catalogue.vocabulary.part(word) for word in alias_words(name))
        for name in catalogue.matcher.written(subject)
    ]
    words = {part for name in names for part in name}
    beside = {pair for name in names for pair in pairwise(name)}
    cues = tuple(cue for cue in analysis.cues if not _is_own(catalogue, analysis, cue, words, beside))
    amounts = tuple(amount for amount in analysis.amounts if not _is_named(catalogue, analysis, amount, words))
    if (len(cues), len(amounts)) == (len(analysis.cues), len(analysis.amounts)):
        return analysis
    return replace(analysis, cues=cues, amounts=amounts)


def _is_named(catalogue: Catalogue, analysis: Analysis, amount: Amount, words: set[int | None]) -> bool:
    """Whether every number of an amount stands in a name: the ages of "65–74 år", the days of "högst 90 dagar"."""
    if amount.unit in _STATED:
        return False
    numbers = [token.norm for token in analysis.tokens[amount.start : amount.end] if token.kind == "number"]
    return bool(numbers) and all(catalogue.vocabulary.part(number) in words - {None} for number in numbers)


def _is_own(
    catalogue: Catalogue,
    analysis: Analysis,
    cue: Cue,
    words: set[int | None],
    beside: set[tuple[int | None, int | None]],
) -> bool:
    """Whether a cue is made of words of a name, and where it says no unit stands as in it."""
    said = [(at, token) for at, token in enumerate(analysis.tokens) if token.kind in ("word", "number")]
    parts = [catalogue.vocabulary.part(token.norm) for _, token in said]
    own = [place for place, (at, _) in enumerate(said) if cue.start <= at < cue.end]
    if not own or any(parts[place] is None or parts[place] not in words for place in own):
        return False
    if cue.id in _UNITS:
        return any(len(said[place][1].norm) > _SHORT or said[place][1].norm == "kr" for place in own)
    around = range(max(0, own[0] - 1), min(len(parts) - 1, own[-1] + 1))
    return any((parts[at], parts[at + 1]) in beside for at in around)
