"""Nouns that point to one of several and need it to have been named: "åtgärden", "that measure", "satsningen".

Without it the total would stand where the figure of one row is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.language.tables import word_set
from knowledge.mentions import Analysis

_ROW = word_set("åtgärden åtgärdens posten postens raden radens kostnadsposten insatsen")
_ROW_BARE = word_set("åtgärd measure item row line post rad")
KINDS = word_set("satsning satsningen satsningens initiative")
"""Nouns of which there are several, so that nothing is named by one alone, whatever is asked of it."""
ROW_NOUNS = _ROW | _ROW_BARE
SUMS = word_set(
    "anslaget anslagen tillskottet stödet medlen pengarna summan potten beloppet appropriation funding money"
)
"""Nouns for money, which with a word that points back name what was spoken of: "anslaget mellan dessa båda år"."""
_POINTING = word_set("den denna detta samma den där the that this same said")
_RELATIVE = word_set("som that which where där with med")
_WHICH = (
    *("top", "bottom", "position", "place", "who", "last_row", "all", "list", "above", "below"),
    *("median", "mean", "sum"),
)
"""Cues by which it is said which one is meant, or asked."""
_ASKING = word_set("vilken vilket which what")


def points_to_row(analysis: Analysis) -> bool:
    """Whether one row of a table is spoken of as known: "vad ger åtgärden 2026?"."""
    return not analysis.has(*_WHICH) and _points(analysis.norms)


def _points(norms: Sequence[str]) -> bool:
    """Whether the noun stands in its definite form or after a pointing word, and nothing behind it says which."""
    for at, norm in enumerate(norms):
        before = norms[at - 1] if at else ""
        pointed = (norm in _ROW and before not in _ASKING) or (norm in _ROW_BARE and before in _POINTING)
        if pointed and (at + 1 == len(norms) or norms[at + 1] not in _RELATIVE):
            return True
    return False
