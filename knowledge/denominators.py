"""What figures are divided by: people ("i förhållande till sin folkmängd"), or another figure ("delat med Hallands").

A division is said by a dividing word and its preposition, with what is divided before or between them: "sektorsbidraget
delat på invånarna", "om man delar sektorsbidraget på antalet invånare", "relative to its population".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from knowledge.language.tables import word_set

_ROOTS = word_set("""
    förhållande relation relativt relaterat proportion proportionellt sett räknat räkna räknar utslaget utslagna slår
    slå slås slog fördelat fördelad delat delad delade dela delar delas dividerat dividerad dividera dividerar
    divideras sprids spritt hänsyn tanke justerat justerad viktat ställt satt sätter
    relation relative proportion proportional divided divide dividing split spread shared adjusted adjusting measured
    weighed weighted account
""")
"""Words of dividing and of proportion."""
_PREPOSITIONS = word_set("till på med mot efter för to by among over between across for of")
_THEMSELVES = word_set("relativt given")
"""Words that are both at once: "relativt sin befolkning"."""
_ROOT_REACH = 6
"""So many words before its preposition a dividing word may stand, with what is divided between them."""
_ORDERS = word_set("dela dividera divide")
_ORDER_REACH = 12
_PEOPLE = word_set("""
    folkmängd folkmängden folkmängder befolkning befolkningen befolkningar befolkningsmängd befolkningsmängden
    befolkningsstorlek befolkningsstorleken befolkningsunderlag befolkningsunderlaget invånare invånarna
    invånarantal invånarantalet innevånare innevånarna medborgare medborgarna huvuden skallar människor
    population populations inhabitants residents citizens people headcount
""")
_LIVING = word_set("bor lever lives live living")
"""Verbs after "hur många som" that stand for the people."""
_MANY = word_set("många many")
_PEOPLE_REACH = 4
"""So many words may stand between the preposition and the people: "på var och en av invånarna"."""
_STOPS = word_set(", . ? ! ; : och and men but")
DIVIDING = word_set("dela delar delat delad delas dividera dividerar divideras dividerat divide dividing divided")
"""Words by which one figure is divided by another."""
_BY = word_set("med by genom")
_EACH_OTHER = (("varandra",), ("varann",))


class Division(NamedTuple):
    """A division found: where its dividing word stands, and from where to where its denominator, `end` exclusive."""

    root: int
    start: int
    end: int
    by_people: bool


def division(norms: Sequence[str]) -> Division | None:
    """The division that a question asks for; None for nearly all.

    Args:
        norms: the words of the question, normalised.

    Returns:
        Where it stands; by other than people only where the words say arithmetic ("delat med").
    """
    if _ROOTS.isdisjoint(norms) and _THEMSELVES.isdisjoint(norms):
        return None
    by_figure: Division | None = None
    for at, norm in enumerate(norms):
        root = _root_of(norms, at, norm)
        if root is None:
            continue
        end = _people(norms, at + 1)
        if end:
            return Division(root, at, end, by_people=True)
        by = norm in _BY or (norm == "på" and norms[at + 1 : at + 2] in _EACH_OTHER)
        if by and norms[root] in DIVIDING and norms[at + 1 : at + 2] != ("sig",):
            by_figure = Division(root, at, at + 1, by_people=False)
    return by_figure


_SPLITTING = word_set("""
    dela delar delas delat delades delad dividera dividerar divideras dividerat slå slår slås slagit utslaget fördela
    fördelar fördelas fördelades fördelat divide divided split shared spread
""")
_AMONG = word_set("på med mellan by among between across över")
_NUMBER = word_set("antalet antal number 21 tjugoen")
_REGIONS = word_set("regioner regionerna län länen landsting regions counties")
_EQUALLY = word_set("lika jämnt equally evenly equal")
_ALL = word_set("alla samtliga varje all every each var")
_ASKED, _IF = word_set("hur vad how what"), word_set("om ifall if")
_SPLIT_REACH = 14


def shares_equally(norms: Sequence[str]) -> int | None:
    """Where it is said that something is divided into equal parts, one a region, which is the mean.

    Args:
        norms: the words of the question, normalised.

    Returns:
        The place of the word that says so in "dela bidraget på antalet regioner", "lika på alla regioner, hur mycket
        blir det?"; None for nearly all.
    """
    if _REGIONS.isdisjoint(norms) or (_ASKED.isdisjoint(norms) and norms[0] not in _ORDERS):
        return None
    for region in (at for at, norm in enumerate(norms) if norm in _REGIONS):
        start = max(0, region - _SPLIT_REACH)
        split = next((at for at in range(start, region) if norms[at] in _SPLITTING), None)
        counted = not _NUMBER.isdisjoint(norms[max(0, region - 2) : region])
        if split is not None and counted and not _AMONG.isdisjoint(norms[split:region]):
            return split if norms[0] != "hur" or not _EQUALLY.isdisjoint(norms) else None
        all_of = not _ALL.isdisjoint(norms[max(0, region - 2) : region])
        equal = next(
            (at for at in range(max(0, region - 4), min(region + 5, len(norms))) if norms[at] in _EQUALLY), None
        )
        asked = any(norm in _ASKED for norm in norms[region:]) or not _IF.isdisjoint(norms[:region])
        if (all_of or split is not None) and equal is not None and asked:
            return equal
    return None


def _root_of(norms: Sequence[str], at: int, norm: str) -> int | None:
    """Where the dividing word stands to which a preposition belongs; its own place for "relativt"."""
    if norm in _THEMSELVES:
        return at
    if norm not in _PREPOSITIONS:
        return None
    root = next((i for i in range(at - 1, max(-1, at - 1 - _ROOT_REACH), -1) if norms[i] in _ROOTS), None)
    if root is None and norm == "med" and norms[0] in _ORDERS and at <= _ORDER_REACH:
        return 0  # "dela det högsta antalet vårdplatser per tusen invånare med det lägsta"
    return root


def _people(norms: Sequence[str], start: int) -> int:
    """The end of the words that name a region's people, soon after `start`; 0 where none do."""
    many = False
    for i in range(start, min(start + _PEOPLE_REACH + 1, len(norms))):
        if norms[i] in _STOPS and norms[i] not in ("och", "and"):
            return 0
        if norms[i] in _PEOPLE or (many and norms[i] in _LIVING):
            return i + 1
        many = many or norms[i] in _MANY
    return 0
