"""Follow-ups that put another sum in the place of the one that was spoken of: "men av de tre miljarderna då?"."""

from __future__ import annotations

from knowledge.catalogue import Catalogue
from knowledge.language.numbers import Amount
from knowledge.language.tables import word_set
from knowledge.memory import Memory
from knowledge.mentions import Analysis, analyse
from knowledge.model import UNNAMED
from knowledge.outcomes import NotFound
from knowledge.restating import Restated

_OF = word_set("av utav of")
_THE = word_set("de dom dessa the those these")
_AROUND = word_set("""
    nähä nehej jaha jaså nej nä okej ok o och men fast då sen sedan hm hmm i så fall but and then well oh no what about
    hur var är det blir how fattar uppfattat ursprungliga första vanliga original first
""")


def other_whole(catalogue: Catalogue, analysis: Analysis, memory: Memory) -> Restated | NotFound | None:
    """The question before with another sum as its whole.

    Args:
        catalogue: of the store.
        analysis: the follow-up taken apart.
        memory: the conversation.

    Returns:
        The question in full; `NotFound` where the one before names no sum to put it in place of; None where nothing
        of the kind is asked.
    """
    last = memory.turns[-1] if memory.turns else None
    amount = _whole(analysis)
    if last is None or amount is None or analysis.places or analysis.periods or analysis.content_weight:
        return None
    within = range(amount.start, amount.end)
    around = {token.norm for at, token in enumerate(analysis.tokens) if token.is_word and at not in within}
    if not around <= _AROUND | _OF | _THE:
        return None
    said = analysis.text[analysis.tokens[amount.start].start : analysis.tokens[amount.end - 1].end]
    before = analyse(last.asked, catalogue, last.language)
    told = _whole(before)
    if told is None:
        area = catalogue.places.areas.get(last.areas[0]) if len(last.areas) == 1 else None
        if area is None or area.kind != "region" or area.code == UNNAMED:
            return NotFound("not_understood")
        english = analysis.language == "en"  # "hur mycket av det är Hallands?" named the region, and the sum by "det"
        asked = (
            f"how much of the {said} did {area.name} get" if english else f"hur mycket av de {said} fick {area.name}"
        )
        return Restated(asked, alone=True)
    tokens = before.tokens
    start, end = tokens[told.start].start, tokens[told.end - 1].end
    return Restated(f"{before.text[:start]}{said}{before.text[end:]}", alone=True)


def _whole(analysis: Analysis) -> Amount | None:
    """The one sum of money that is spoken of as known behind "av": "av de sex miljarderna"."""
    norms = analysis.norms
    found = [
        amount
        for amount in analysis.amounts
        if amount.unit == "SEK" and not _THE.isdisjoint(norms[max(0, amount.start - 2) : amount.start])
        if not _OF.isdisjoint(norms[max(0, amount.start - 3) : amount.start])
    ]
    return found[0] if len(found) == 1 else None
