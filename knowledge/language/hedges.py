"""How an amount is hedged: "drygt", "minst", "inte fullt" before it, "eller mer", "prick" after it.

A hedge is one of about, just_under, just_over, over, under, at_least, at_most and exact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge.language.tables import word_set
from knowledge.language.text import Token

_Phrase = tuple[str, ...]

_BEFORE: dict[str, str] = {
    "just_under": """
        nära, knapp, knappa, knappt, nästan, strax under, inte fullt, just under, nearly, almost, nastan, närmare,
        closing in on, snudd på, uppemot, bortåt
    """,
    "just_over": """
        drygt, strax över, lite över, lite mer än, something over, just over, a little over, a little more than,
        dryg, dryga, en bit över, slightly more than
    """,
    "over": """
        över, ovanför, mer än, mera än, fler än, större än, överstiger, översteg, more than, over, above, exceeding,
        exceeds, greater than, högre än, mer an, fler an, >, upwards of, bigger than, higher than, större summor
        än, topping, tops, passerar, passerade, passerat, spränger, sprängde, längre än
    """,
    "under": """
        under, nedanför, inte ens, ej ens, not even, mindre än, färre än, lägre än, understiger, understeg, less than,
        fewer than, below, lower than, mindre an, farre an, <, smaller than, kortare än
    """,
    "at_least": """
        som lägst, som minst, minst, åtminstone, at least, från och med, no less than, inte mindre än, atminstone,
        ej mindre än
    """,
    "at_most": """
        som högst, högst, max, maximalt, at most, som mest, upp till, up to, no more than, hogst, inte mer än, ej mer än
    """,
    "about": """
        i runda slängar, plus minus, ungefär, cirka, ca, c:a, runt, kring, omkring, typ, runt om, i runda tal,
        avrundat, grovt räknat, about, around, roughly, approximately, some, circa, approx, ungefar, sisådär, i
        storleksordningen, in the region of, någonstans runt, plus minus, ~, ≈, lite drygt, i stort sett, i
        princip, inte långt ifrån, inte långt från, ej långt ifrån, inte så långt ifrån, not far from, not far off
    """,
    "exact": "exakt, precis, exactly, precisely, på kronan",
}
"""Hedge -> the phrases that stand before an amount."""

_FOLLOWING: dict[str, str] = {
    "at_least": """
        som lägst, som minst, eller däröver, och däröver, eller över, eller mer,
        or more, plus, uppåt, och uppåt, och mer, and above
    """,
    "at_most": "som högst, som mest, eller därunder, och därunder, eller under, eller mindre, or less",
    "about": "ungefär, cirka, ca, ungefar, eller så, or so, typ, roughly, approximately",
    "exact": "prick, blankt, jämnt",
}
"""Hedge -> the phrases that stand after an amount."""

_FILLERS = word_set(
    "finns ligger fanns var på på: hela om of som totalt sammanlagt the a sek en upp till kronor det är blir just så än"
)
"""Words that may stand between a hedge and its amount ("minst på hela 400")."""

_MAX_FILLERS = 2
_NARROWING = word_set("strax just lite precis")
_NARROWED = {"over": "just_over", "under": "just_under", "about": "about"}
"""What a hedge becomes after a narrowing word: "strax" before "över"."""


def _phrases(table: Mapping[str, str]) -> list[tuple[_Phrase, str]]:
    """The rows of a table as (phrase, hedge)."""
    return [(tuple(phrase.split()), hedge) for hedge, phrases in table.items() for phrase in phrases.split(",")]


def _by_last_word() -> dict[str, list[tuple[_Phrase, str]]]:
    """Last word -> the phrases that end with it and their hedges, the longest first."""
    found: dict[str, list[tuple[_Phrase, str]]] = {}
    for phrase, hedge in sorted(_phrases(_BEFORE), key=lambda pair: -len(pair[0])):
        found.setdefault(phrase[-1], []).append((phrase, hedge))
    return found


HEDGE_WORDS = frozenset(word for table in (_BEFORE, _FOLLOWING) for phrase, _ in _phrases(table) for word in phrase)
"""Every word of every hedge."""

_BY_LAST_WORD = _by_last_word()
_AFTER = _phrases(_FOLLOWING)


def hedge_of(tokens: Sequence[Token], start: int, end: int) -> str:
    """The hedge of the amount that the tokens from `start` to `end` state; empty where there is none."""
    return _hedge_before(tokens, start) or _hedge_after(tokens, end)


def _hedge_before(tokens: Sequence[Token], end: int) -> str:
    """The hedge that ends before `end`, with a filler or two between."""
    for _ in range(_MAX_FILLERS + 1):
        if end == 0:
            return ""
        for phrase, hedge in _BY_LAST_WORD.get(tokens[end - 1].norm, ()):
            begin = end - len(phrase)
            if begin >= 0 and _norms(tokens, begin, end) == phrase:
                narrowed = begin > 0 and tokens[begin - 1].norm in _NARROWING
                return _NARROWED.get(hedge, hedge) if narrowed else hedge
        if tokens[end - 1].norm not in _FILLERS:
            return ""
        end -= 1
    return ""


def _hedge_after(tokens: Sequence[Token], at: int) -> str:
    """The hedge that begins at `at`."""
    return next((hedge for phrase, hedge in _AFTER if _norms(tokens, at, at + len(phrase)) == phrase), "")


def _norms(tokens: Sequence[Token], start: int, end: int) -> _Phrase:
    """The normalised words of a span."""
    return tuple(token.norm for token in tokens[start:end])
