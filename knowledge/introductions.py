"""What somebody says of himself before the question: where he lives and how old he is ("jag är 84 år och bor i …").

The place is kept, for the question is often about it ("hos oss", "vår region"); his living there and his age are not
what he asks for.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from knowledge.language.patterns import Pattern

_AGED = Pattern(
    r"\b(?:jag|i)(?:\s+[äa]r|\s+am|['’]m)\s+(?:en\s+|an?\s+)?\d{1,3}"
    r"(?:\s*-?\s*[åa]ri[^\W\d]+\s+[^\W\d]+|\s*-?\s*(?:[åa]r|years?|[åa]ring)\b(?:\s+(?:gammal|gamla|old))?)"
    r"(?:\s*(?:,|och|o|som|&|and|who)\s+(?=bor|jobbar|arbetar|kommer|lever|live|work|come))?",
    re.IGNORECASE,
    needs="jag|am|i är|i ar|i'm|i’m",
)
"""How old somebody is."""
_LIVES = (
    r"(?:bor|bodde|kommer|jobbar|arbetar|lever|[äa]r\s+(?:bosatt|bosatta|pension[äa]r|hemmahörande|inv[åa]nare|skattebetalare))"
    r"(?:\s+(?:sj[äa]lv|sj[äa]lva|numera|nu|sedan l[äa]nge|som\s+[^\W\d]+))?\s+"
    r"(?=(?:i|p[åa]|fr[åa]n|inom|uppe|nere|h[äa]r)\s)"
)
_LIVING = Pattern(
    r"(?:\b(?:jag|vi|undertecknad)\s+(?:sj[äa]lv\s+|sj[äa]lva\s+|(?:[äa]r|arbetar"
    r"|jobbar)\s+(?:en\s+)?[^\W\d]+\s+(?:och|o)\s+)?|(?:^|(?<=[.!,:]))\s*)"
    + _LIVES
    + r"|\b(?:i|we)(?:\s+(?:live|work|come)|['’]m|['’]re|\s+am|\s+are)\s+"
    r"(?:living\s+|resident\s+)?(?=(?:in|on|from)\s)",
    re.IGNORECASE,
)
"""Where somebody lives or works, up to the preposition before the place."""
_AND_LIVING = Pattern(rf"\s*{_LIVES}", re.IGNORECASE)
"""The same said on after how old he is: "@siffersvar Jag är 71 år och bor i"."""
_ROLE = Pattern(
    r"\b(?:(?:jag|vi)\s+[äa]r|(?:i|we)(?:\s+am|\s+are|['’]m|['’]re))\s+(?:(?:en|ny|nya|an?|new)\s+){0,2}"
    r"(?!(?:s[äa]ker|s[äa]kra|os[äa]ker|övertygad|nyfiken|intresserad|sure|certain|interested)\b)[^\W\d]+\s+"
    r"(?=(?:i|p[åa]|fr[åa]n|inom|in|on|from|at)\s)",
    re.IGNORECASE,
    needs="jag|vi|am|are|'m|'re|’m|’re",
)
"""What somebody is, up to the preposition before the place: "jag är ny sjuksköterska i"."""
_OURS = Pattern(
    r"\b(?:v[åa]r|min|our|my)\s+(?:egen\s+|own\s+)?(?:region|regions|l[äa]n|landsting|county)\b", re.IGNORECASE
)
_PREPOSITION = Pattern(r"^\s*(?:i|p[åa]|fr[åa]n|inom|in|on|from|at)\s+", re.IGNORECASE)
_CLAUSE = Pattern(r"^[^.!?,:;]{2,60}?(?:[.!?,:;]|\s(?:och|o|and)\s)\s*")
"""The place, to the end of its clause."""
_LEAST = 4
"""So many words must be left for the message to ask for something."""


class Introduced(NamedTuple):
    """A message without what its asker says of himself, with the place he names and without it."""

    placed: str
    bare: str


def introduced(message: str) -> Introduced | None:
    """A message without what the asker says of himself.

    Args:
        message: as it was written.

    Returns:
        It in both forms; None where it says nothing of the asker or would say little else.
    """
    aged = _AGED.search(message)
    rest = message if aged is None else f"{message[: aged.start()]} {message[aged.end() :]}"
    also = _AND_LIVING.match(rest, aged.start()) if aged is not None else None
    found = also or _LIVING.search(rest) or _ROLE.search(rest)
    if found is None:
        return Introduced(rest.strip(), "") if rest != message and len(rest.split()) >= _LEAST else None
    before, after = rest[: found.start()], rest[found.end() :]
    clause = _CLAUSE.match(after)
    bare = after[clause.end() :].strip() if clause is not None else ""
    if _OURS.search(after):  # of a town, the region is meant
        after = _PREPOSITION.sub("regionen kring ", after)
    placed = f"{before} {after}".strip()
    return Introduced(placed, bare) if len(placed.split()) >= _LEAST else None
