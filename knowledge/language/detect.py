"""Which language a question is in."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.language.tables import word_set
from knowledge.model import Language

_ENGLISH = word_set("""
    the of what how much many did was were is are which who when where why and in for to from by with on at it its
    that this does do has have had get got received about between than region's sweden's swedish sweden sector grant
    please than percentage share average cent percent million billion true compare show out hello hi
    thanks you your can could would health care forecast mortality after waiting time hospitals largest smallest
    highest lowest most least more less please difference combined together population inhabitants right there any
    figure source document says said got them those two
    no meant mean regions counties region's county bottom top five three four other instead also again same
    not sorry we they as one so if
""")
_SWEDISH = word_set("""
    och i att det som en på är av för med till den har de inte om ett var hur mycket mkt många vad vilken vilka vem
    när varför fick får stämmer jag du vi kan ska men från blev blir sektorsbidrag sektorsbidraget regionen
    regionerna regioner kronor miljoner miljarder procent källa hej tack skillnaden och samma då år bidrag bidraget
    stor stort andel eller mer än mest minst lista tabell topp alla siffra siffran gick hade o å nej jo ja ok finns
    visa ge mig enligt efter under mellan dödlighet väntetid vårdplatser prognos åtgärder sant
""")
_UNDOTTED = word_set("pa ar fran nar manga da ocksa enligt mkt hur tillsammans regionerna forra stammer gar")
"""Swedish words as they are typed without dots."""


def evidence(norms: Iterable[str]) -> tuple[float, float]:
    """How much speaks for Swedish and for English: small words, and letters that only Swedish has."""
    swedish = english = 0.0
    for norm in norms:
        if not norm.isascii() and any(letter in "åäö" for letter in norm):
            swedish += 0.6
        if norm in _SWEDISH or norm in _UNDOTTED:
            swedish += 1
        if norm in _ENGLISH:
            english += 1
    return swedish, english


def detect(norms: Iterable[str], before: Language | None) -> Language:
    """The language by its small words; the conversation's language, else Swedish, where they do not tell."""
    swedish, english = evidence(norms)
    if swedish == english:
        return before or "sv"
    return "sv" if swedish > english else "en"
