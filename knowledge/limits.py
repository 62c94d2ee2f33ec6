"""Limits that figures are held against: "kom inte upp i 80 miljoner", "passerade hundramiljonersstrecket".

A limit is an amount that is hedged ("över 100 miljoner") or after a verb of passing, reaching or missing; a negation
before it turns it round ("fick inte över 50 miljoner" are those with at most 50).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from knowledge.language.numbers import Amount
from knowledge.language.patterns import Pattern
from knowledge.language.tables import word_set
from knowledge.language.text import Token

_HEDGES = {
    "over": "over",
    "at_least": "at_least",
    "just_over": "over",
    "under": "under",
    "at_most": "at_most",
    "just_under": "under",
}
"""How an amount is hedged -> on which side of it the figures are to be."""
TURNED = {"over": "at_most", "at_least": "under", "under": "at_least", "at_most": "over"}
"""A side -> the other one, after a negation."""
_PASSING = word_set("""
    passera passerar passerade passerat överstigande överstiga överstiger översteg överstigit överskrida överskrider
    överskred spräcka spräcker spräckte spräckt spränga spränger sprängde bryta bröt brutit korsa korsar korsade toppa
    toppar toppade cross crosses crossed pass passes passed exceed exceeds exceeded exceeding surpass surpasses
    surpassed top topped tops break breaks broke past
""")
_REACHING = word_set("""
    nå når nådde nått uppnå uppnår uppnådde klara klarar klarade klarat reach reaches reached reaching hit hits attain
    attained
""")
_MISSING = word_set("""
    understigande understiga understiger understeg understigit underskrida underskrider underskred missa missar missade
    missat miss misses missed short
""")
_COMING = word_set("""
    kom kommer komma kommit tog tar ta tagit kravlade lyckades räckte gick går make made makes get gets got come came
""")
"""Verbs that reach with "upp i", "upp till" or "to"."""
UP_TO = (("upp", "i"), ("upp", "till"), ("ända", "till"), ("fram", "till"), ("it", "to"), ("up", "to"), ("far", "as"))
NEGATIONS = word_set("""
    inte ej icke aldrig utan misslyckades not never didn't didnt doesn't doesnt don't dont wasn't weren't
    haven't hasn't couldn't cannot without failed fails fail failing
""")
_OWN = {
    "ens": ("under",),
    "even": ("under",),
    "fullt": ("just_under",),
    **dict.fromkeys(("mindre", "färre", "less", "fewer"), ("at_least",)),
    **dict.fromkeys(("mer", "mera", "fler", "more"), ("at_most",)),
}
"""A word after a negation -> the hedges of which both are a part: "inte mer än"."""
_ONE, _ENDA = word_set("en ett one a"), word_set("enda region län single county av of")
_THAN = word_set("än than")
_REACH = 8
"""So many words before its amount a verb or a negation may stand."""
_ENDS = word_set(", . ? ! ; men but medan while")
_MARKS = word_set("""
    strecket streck gränsen gräns vallen vall nivån nivå märket spärren taket golvet barriären mark threshold line
    barrier
""")
"""Nouns of a limit, after its amount."""
_COMPOUND = Pattern(
    r"(?P<count>\w*?)(?P<scale>miljon|miljard)(?:er)?s?"
    r"(?P<mark>strecket|streck|gränsen|gräns|vallen|nivån|märket|spärren|taket|golvet|barriären)"
)
_SHORTEST = 10


class Limit(NamedTuple):
    """On which side of its amount figures are to be: over, at_least, under or at_most; and the words that say so."""

    side: str
    words: frozenset[int]


def parted(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens in which a limit in one word is its parts: hundramiljonersstrecket -> hundra miljoner strecket."""
    out: list[Token] = []
    for token in tokens:
        found = _COMPOUND.fullmatch(token.norm) if len(token.norm) >= _SHORTEST and "milj" in token.norm else None
        out += [token] if found is None else _parts(token, found, after_number=bool(out) and token.joined)
    return tuple(out)


def _parts(token: Token, found: re.Match[str], *, after_number: bool) -> list[Token]:
    """The number, the scale and the noun of a limit; a bare "miljardgränsen" is at one."""
    at = token.start + found.start("scale")
    end = token.start + found.start("mark")
    scale = Token(found["scale"] + "er", found["scale"] + "er", "word", at, end, token.joined)
    mark = Token(found["mark"], found["mark"], "word", end, token.end, True)
    if not found["count"]:
        one = replace(token, text="en", norm="en", end=at)
        return [scale, mark] if after_number else [one, replace(scale, text=found["scale"], norm=found["scale"]), mark]
    return [replace(token, text=found["count"], norm=found["count"], end=at), replace(scale, joined=True), mark]


def limit_of(norms: Sequence[str], amount: Amount) -> Limit | None:
    """The limit that an amount is, or None where it is none.

    Args:
        norms: the words of the question, normalised.
        amount: one of its amounts.

    Returns:
        its side, with negations taken into account.
    """
    side = _HEDGES.get(amount.hedge, "") or _compared(norms, amount)
    words: set[int] = set()
    negated = False
    for at in range(amount.start - 1, max(-1, amount.start - 1 - _REACH), -1):
        norm = norms[at]
        if norm in _ENDS:
            break
        if norm in NEGATIONS and not _is_of_hedge(norms, at, amount):
            negated = True
            words.add(at)
            continue
        said = _said_by(norms, at, amount)
        if said and (not side or (said == "at_least" and amount.hedge == "at_most")):
            side = said
            words.add(at)
    if not side:
        side, beside = _beside_mark(norms, amount)
        words |= beside
    if not side:
        return None
    words.update(at for at in (amount.start - 1, amount.end) if 0 <= at < len(norms) and norms[at] in _MARKS)
    return Limit(TURNED[side] if negated else side, frozenset(words))


def _beside_mark(norms: Sequence[str], amount: Amount) -> tuple[str, set[int]]:
    """The side of a limit that is named before: "med en gräns vid 85 miljoner, hur många ligger under?"."""
    near = range(max(0, amount.start - _NOUN_REACH), amount.start)
    mark = next((at for at in near if norms[at] in _MARKS), None) if norms[amount.start - 1] in _SET_AT else None
    if mark is None:
        return "", set()
    for at in range(amount.end, len(norms) - 1):
        if norms[at] in _LIE and norms[at + 1] in _SIDES:
            return _SIDES[norms[at + 1]], {mark, at + 1}
    return "", set()


_SET_AT, _LIE = (
    word_set("vid på om at of"),
    word_set("ligger låg hamnar hamnade är lie lies lay fall falls fell is are"),
)
_SIDES = {"under": "under", "nedanför": "under", "below": "under", "över": "over", "ovanför": "over", "above": "over"}


def _compared(norms: Sequence[str], amount: Amount) -> str:
    """The side of a comparative with its noun between it and the amount: "högre sektorsbidrag än 90 miljoner"."""
    if amount.hedge or amount.start < 2 or norms[amount.start - 1] not in _THAN:
        return ""
    for norm in reversed(norms[max(0, amount.start - _NOUN_REACH) : amount.start - 1]):
        if norm in _ENDS:
            break
        if norm in _MORE or norm in _LESS:
            return "over" if norm in _MORE else "under"
    return ""


_NOUN_REACH = 5
_MORE = word_set("mer mera större högre fler more larger higher bigger greater")
_LESS = word_set("mindre lägre färre less lower smaller fewer")


def is_negated(norms: Sequence[str], amount: Amount) -> bool:
    """Whether an amount without a limit is negated: "ger inte tio miljoner"."""
    before = norms[max(0, amount.start - _REACH) : amount.start]
    last = max((i for i, norm in enumerate(before) if norm in _ENDS), default=-1)
    return not NEGATIONS.isdisjoint(before[last + 1 :])


def _said_by(norms: Sequence[str], at: int, amount: Amount) -> str:
    """The side that a verb says: passing, reaching or missing; empty for any other word."""
    norm = norms[at]
    if norm in _PASSING:
        return "over"
    if norm in _MISSING:
        return "under"
    reaches = norm in _COMING and any(
        tuple(norms[i : i + 2]) in UP_TO for i in range(at + 1, min(at + 4, amount.start))
    )
    return "at_least" if norm in _REACHING or reaches else ""


def _is_of_hedge(norms: Sequence[str], at: int, amount: Amount) -> bool:
    """Whether a negation is a part of the hedge itself, or of how many it is: "inte ens", "inte fler än tre"."""
    after, second = (*norms[at + 1 : at + 3], "", "")[:2]
    if after in _ONE and second in _ENDA:  # "inte en enda region"
        return True
    if after in _OWN and second in _THAN and at + 3 < amount.start:
        return True
    return amount.hedge in _OWN.get(after, ())
