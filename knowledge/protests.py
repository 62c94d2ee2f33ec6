"""Words against an answer that name no other figure: "men det stod så i Corren!", "jo, jag läste det"."""

from __future__ import annotations

from knowledge.language.tables import word_set
from knowledge.mentions import Analysis

_OPENING = word_set("men fast jo nej nä näe äsch jaha konstigt märkligt va but no well yes hm hmm")
_TOLD = word_set("""
    stod står stått läste läst hörde hört sa sade sagt skrev skrivit påstod hävdade rapporterade skrevs sades uppgavs
    said says read heard wrote written reported claimed
""")
_POINTING = word_set("det så detta den annat annorlunda that so it this otherwise different")
_MOST_WORDS = 9


def protests(analysis: Analysis) -> bool:
    """Whether a message only says that somebody has told it otherwise.

    Args:
        analysis: a message after an answer.

    Returns:
        Whether it is short, speaks against and of being told, and names nothing that a figure could be of.
    """
    words = [token.norm for token in analysis.tokens if token.is_word]
    if not words or len(words) > _MOST_WORDS or "?" in analysis.norms:
        return False
    if analysis.amounts or analysis.periods or analysis.regions or words[0] not in _OPENING:
        return False
    said = set(words)
    return not said.isdisjoint(_TOLD) and not said.isdisjoint(_POINTING)
