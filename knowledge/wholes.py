"""Which subject is the part, where a share of a sum is asked for that is only named by its amount."""

from __future__ import annotations

from knowledge.asking import claim_wanted
from knowledge.language.tables import word_set
from knowledge.model import Indicator
from knowledge.reading import Candidate, Reading

_OF = word_set("av utav ur of")
_REACH = 4
"""So many words may stand between "av" and the amount."""
_TRIED = 8


def part_of_whole(reading: Reading, top: Candidate) -> Candidate:
    """The sum named in full whose part of a stated one is asked for, where what says something of both stands first.

    Of "hur stor andel av de 16 miljarderna i BP 2024 är sektorsbidrag?" the bill belongs to the whole.

    Args:
        reading: the question with its candidates.
        top: the one that stands first.

    Returns:
        The one that is meant.
    """
    analysis = reading.analysis
    if not analysis.has("share") or claim_wanted(analysis) or analysis.names_area or top.match is None:
        return top
    whole = [amount for amount in analysis.amounts if amount.unit == "SEK"]
    if len(whole) != 1 or _OF.isdisjoint(analysis.norms[max(0, whole[0].start - _REACH) : whole[0].start]):
        return top
    if top.subject.kind == "indicator" and top.match.complete:
        return top
    for other in reading.candidates[:_TRIED]:
        item = other.subject.item
        named = other.match is not None and other.match.complete and other.match.recall >= top.match.recall
        if isinstance(item, Indicator) and item.unit == "SEK" and named:
            return other
    return top
