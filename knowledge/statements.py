"""Questions for what a region has said: "vad sa Skåne om bidraget?". No document holds its words."""

from __future__ import annotations

from knowledge.language.tables import word_set
from knowledge.mentions import Analysis

_SAYING = word_set("""
    sa sade säger säja sagt tycker tyckte tyckt tänker tänkte tänkt kommenterar kommenterade kommenterat svarar svarade
    svarat anser ansåg ansett menar menade uttalar uttalade uttalat uttalar reagerar reagerade reagerat förklarar
    förklarade förklarat motiverar motiverade ställer
    say says said think thinks thought comment comments commented respond responds responded react reacts reacted reply
    replied
""")
_NO_STATEMENT = frozenset((("svarar", "för"), ("svarade", "för"), ("svarat", "för"), ("menar", "jag"), ("menar", "vi")))
"""Pairs in which such a verb reports nothing: "hur stor del svarar Skåne för", "Skåne menar jag"."""
_ACCOUNTING = frozenset(("svarar", "svarade"))
_ASKING = word_set("vad va hur vilken vilket har hade what how has had did does")
_BETWEEN = word_set("""
    man de dom folk politiker politikerna ledningen regionledningen tjänstemännen invånarna skåningarna i på inom region
    regionen själva själv sig they people politicians leaders in the over
""")
"""Words that may stand between the verb and the region: "vad säger man i Skåne"."""
_REACH = 4


def asks_statement(analysis: Analysis) -> bool:
    """Whether it is asked what a region that is named says, thinks or answers.

    Args:
        analysis: the question.

    Returns:
        Whether it asks so; a statement that is put in a region's mouth to be checked asks for nothing of the kind.
    """
    norms = analysis.norms
    places = [place for place in analysis.places if place.kind in ("region", "group", "municipality")]
    if not places or analysis.has("claim"):
        return False
    for at, norm in enumerate(norms):
        if norm not in _SAYING or _ASKING.isdisjoint(norms[:at]):
            continue
        if norms[at + 1 : at + 2] and (norm, norms[at + 1]) in _NO_STATEMENT:
            continue
        for place in places:
            if norm in _ACCOUNTING and place.start == at + 1 and norms[place.end : place.end + 1] == ("för",):
                continue  # "hur många procent svarar Norrland för"
            if place.end == at and not _ASKING.isdisjoint(norms[: place.start]):  # "vad har Skåne sagt"
                return True
            between = norms[at + 1 : place.start]
            if at < place.start <= at + 1 + _REACH and _BETWEEN.issuperset(between):
                return True
    return False
