"""Places in an order that are said by a word and a number, or as where something stands: "plats 7", "längst ner"."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.language.number_words import CARDINALS, ORDINALS
from knowledge.language.tables import word_set

_LABELS = word_set("plats placering rankplats tabellplats placeringsnummer place rank placing plc")
_NUMBERS = word_set("nr nummer")
"""Labels that with "är" or "region" say a place, and else may number anything."""
_STANDING = word_set("är blev kom kommer blir hamnade hamnar region regionen som vem")
_CAME = word_set("kom kommer slutade hamnade came finished")
_ROWS = ("raden", "platsen", "positionen", "placeringen")
_AT_PLACE = (("på",), ("in",), ("at",), ("from",), ("nummer",))
_ENDINGS = ("a", "e", "an", "th")
_LAST = 21
"""As many places as there are regions."""
_FURTHEST = word_set("längst langst lägst lagst allra furthest")
_DOWN, _UP = word_set("ner ned nere sist bort bak"), word_set("upp uppe fram")
_LAST_OF_ALL = word_set("sista nedersta")
_TIMES = word_set("åren år månaderna månader kvartalen dagarna veckorna raderna posterna talen siffrorna värdena")
"""Nouns of which the last are no regions."""
_ON_A_PAGE = word_set("i på på in on till")
"""Words after which it is told on what page or in what table something stands."""
_MOST = word_set("""
    störst störste största högst högste högsta mest flest tyngst tyngsta längst längsta largest biggest highest most
    greatest longest
""")
_LEAST = word_set("minst minste minsta lägst lägsta kortast kortaste smallest lowest least fewest shortest")
_AT_HEAD = word_set("först överst uppe first")
_BEGINS = word_set("börja börjar start starta startar inled starting begin beginning borja")
_WITH, _ARTICLES = word_set("med with from från"), word_set("den de det the")
_ACROSS = 6
_TO = word_set("till to ned ner upp down")
_APART = word_set("""
    hur how skillnad skillnaden differens differensen diff skiljer spann spannet spännvidd spännvidden mellan between
    intervall kvot kvoten gånger difference range ratio väntetid väntetiden väntetider vårdplatser dagar days beds
""")
"""Words that ask how far two ends are apart, or of a range, which is no order."""
_SEVERAL = word_set("regionerna regioner länen län vilka regions counties which")
_OF_A_LIST = word_set(
    "listan listorna tabellen ligan rankningen rangordningen regionerna regioner länen län list table"
)
_REACH = 3
"""So many words on from "störst" its "först" may stand."""


def ordered(norms: Sequence[str]) -> list[tuple[str, int, int]]:
    """The cues of a whole order that is said by what begins it: "störst bidrag först", "minst effekt överst".

    Args:
        norms: the words of a question, normalised, in order.

    Returns:
        Cue ids with the first word and the one past the last.
    """
    found = []
    for at, norm in enumerate(norms):
        if norm not in _MOST and norm not in _LEAST:
            continue
        before = [word for word in norms[max(0, at - _REACH) : at] if word not in _ARTICLES]
        if before[-1:] and before[-1] in _WITH and before[-2:-1] and before[-2] in _BEGINS:  # "börja med den minsta"
            found.append(("descending" if norm in _MOST else "ascending", at, at + 1))
            continue
        other = _LEAST if norm in _MOST else _MOST
        span = norms[at + 1 : at + _ACROSS]
        if not _TO.isdisjoint(span) and _APART.isdisjoint(norms):  # "från den som fick mest till den som fick minst"
            to = at + 1 + next(i for i, word in enumerate(span) if word in _TO)
            end = next((i for i in range(to + 1, min(to + _REACH + 2, len(norms))) if norms[i] in other), None)
            if end is not None:
                found.append(("descending" if norm in _MOST else "ascending", at, end + 1))
                continue
        head = next((end for end in range(at + 2, min(at + _REACH + 1, len(norms))) if norms[end] in _AT_HEAD), None)
        if head is not None:
            found.append(("descending" if norm in _MOST else "ascending", at, head + 1))
    return found


def placed(norms: Sequence[str]) -> list[tuple[str, int, int]]:
    """The cues of a place in an order.

    Args:
        norms: the words of a question, normalised, in order.

    Returns:
        Cue ids with the first word and the one past the last.
    """
    found = []
    for at, norm in enumerate(norms):
        follow = norms[at + 1] if at + 1 < len(norms) else ""
        standing = norm in _NUMBERS and at > 0 and norms[at - 1] in _STANDING
        if (norm in _LABELS or standing) and follow.isdecimal() and len(follow) < 3 and 0 < int(follow) <= _LAST:
            found.append(("place", at, at + 2))
        after = norms[at + 1 : at + 3]
        if (
            norm in _STANDING
            and len(after) == 2
            and after[1] in _ENDINGS
            and after[0].isdecimal()
            and len(after[0]) < 3
        ):
            found.append(("place", at + 1, at + 3))  # "vem kom 4:a"
        if (
            norm in ORDINALS and at and norms[at - 1] in _CAME and follow not in _TIMES
        ):  # "vem kom 2:a", "vem kom andra"
            found.append(("place", at, at + 1))
        if norm in ORDINALS and follow in _ROWS and at and norms[at - 1] in _ON_A_PAGE:  # "på fjärde raden"
            found.append(("place", at, at + 2))
        at_place = norms[max(0, at - 1) : at] in _AT_PLACE and (norm in _LABELS or norm == "rad")
        if at_place and 0 < CARDINALS.get(follow, 0) <= _LAST:  # "på plats fyra", "står på rad fyra"
            found.append(("place", at, at + 2))
        counted = CARDINALS.get(follow, int(follow) if follow.isdecimal() and len(follow) == 1 else 0)
        if norm in _LAST_OF_ALL and counted > 1 and not _TIMES.intersection(norms[at + 2 : at + 3]):
            found.append(("bottom", at, at + 1))  # "bottenligan, sista tre"
        before = norms[at - 1] if at else ""
        counted = CARDINALS.get(before, int(before) if before.isdecimal() and len(before) == 1 else 0)
        of_grant = norms[at + 1 : at + 2] == ("i",) and "".join(norms[at + 2 : at + 3]).endswith(("bidrag", "bidraget"))
        of_list = of_grant or not _OF_A_LIST.isdisjoint(norms[at + 1 : at + 4])
        if norm in _LAST_OF_ALL and counted > 1 and of_list:
            found.append(("bottom", at, at + 1))  # "de tre sista på listan"
        after = norms[at + 2] if at + 2 < len(norms) else ""
        several = not _SEVERAL.isdisjoint(norms[:at]) and any(
            1 < CARDINALS.get(word, 0) <= _LAST for word in norms[:at]
        )
        if norm in _FURTHEST and (follow in _DOWN or follow in _UP) and (several or after not in _ON_A_PAGE):
            found.append(("bottom" if follow in _DOWN else "top", at, at + 2))
    return found
