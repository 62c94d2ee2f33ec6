"""Questions that are put with a "not" and expect a yes: "Fick inte Skåne mest?", "Didn't Skåne get most?".

What is to be judged is the statement without its "not", as in "Fick Skåne mest?".
"""

from __future__ import annotations

import re

from knowledge.language.patterns import Pattern
from knowledge.language.tables import word_set

_LEAD = r"(?:@\w+[,:]?\s+|(?:hej|men|så|och|jo|alltså|du|va|eller|but|so|and|well)[,!]?\s+)*"
_SWEDISH = Pattern(
    rf"(?P<before>(?:^|[.!?:;]\s+)\s*{_LEAD}(?P<verb>[^\W\d_]+))\s+(?:inte|ej|icke)(?P<after>\s+[^.!?\n]*(?:[.,]\d[^.!?\n]*)*\?)",
    re.IGNORECASE,
    needs="inte|ej|icke",
)
_ENGLISH = Pattern(
    r"(?P<before>(?:^|[.!?:;]\s+)\s*" + _LEAD + r"(?P<verb>is|are|was|were|did|does|do|has|have|had))n['’]?t"
    r"(?P<after>\s+[^.!?\n]*(?:[.,]\d[^.!?\n]*)*\?)",
    re.IGNORECASE,
    needs="nt |n't|n’t",
)
_NO_VERBS = word_set("""
    varför om kanske absolut bara så eller fast ja jo ok okej hm vet minns förstår fattar hittar kommer orkar hinner
    helt riktigt alls nej nä och men då nu här där det den de vi jag du ni man hur vad va vem vilken vilka när bör skriv
    visa ta räkna ge säg svara glöm gör låt blanda varken medan ännu än ifall eftersom att som hellre helst är
    stämmer stämde
""")
"""Words that may stand before a "not" and begin no question of this kind; of "är det inte så" the truth is asked."""
_TRUTH = Pattern(r"\s*(?:it|that|this)\b", re.IGNORECASE)


def asked_plainly(text: str) -> str:
    """A message with each question of this kind put without its "not".

    Args:
        text: a message.

    Returns:
        The message, unchanged where it has no such question.
    """
    if "?" not in text:
        return text
    swedish = _SWEDISH.sub(_without, text)
    return _ENGLISH.sub(_without, swedish)


def _without(found: re.Match[str]) -> str:
    """The question without its "not"; as it stands where its first word is no verb, or where its truth is asked."""
    verb = found["verb"].lower()
    if verb in _NO_VERBS or (verb in ("is", "was") and _TRUTH.match(found["after"])):
        return found[0]
    return f"{found['before']}{found['after']}"
