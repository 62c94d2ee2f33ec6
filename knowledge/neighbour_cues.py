"""Cues of the region next to one in an order: "nästa uppåt från Örebro", "the next lower one", "en plats bättre än".

The phrases of `cues.py` have the usual pairs ("närmast över"); here a word of nearness and a word of direction are put
together however they stand, which asks for a neighbour only beside the name of one region.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.cues import Cue
from knowledge.language.tables import word_set
from knowledge.language.text import Token
from knowledge.places import Place

_NEAR = word_set("""
    närmast närmaste närmst närmsta nästa näste strax precis alldeles omedelbart direkt pinnhål pinne snäpp snäppet hack
    hacket steget next just right directly straight immediately notch closest nearest
""")
_COUNTED = word_set("steg plats placering pinne position positioner platser step place spot rank rung position")
"""Nouns of a step in an order, after "ett" or "one": "ett steg upp från Örebro", "one place below"."""
_ONE = word_set("en ett one a the single")
_UP = word_set("""
    över före framför ovanför högre högsta större upp uppåt bättre
    above ahead before higher up upwards larger bigger greater
""")
_DOWN = word_set("""
    under efter bakom nedanför lägre mindre ner ned nedåt sämre below beneath behind after lower down downwards smaller
""")
_FOLLOWING = word_set("follows following trails trailing succeeds efterföljer")
_PRECEDING = word_set("precedes preceding")
_BEATEN = word_set("slagen slagna besegrad beaten topped outdone")
_BEATING, _MARGIN = word_set("slår slog beats beat edges"), word_set("marginal marginalen margin")
_LEAST, _MARGIN_REACH = word_set("minst minsta knappast smallest slimmest least"), 5
_OVERTAKING, _GOING = word_set("overtake pass passera"), word_set("gå hinna köra komma")
_PAST = word_set("förbi om ikapp")
_WHICH = word_set("vilken vem which who")
_ONLY, _BY = word_set("bara endast enbart blott only just"), word_set("av by")
_CLIMBING, _SINKING = word_set("klättra klättrade avancera climb"), word_set("sjunka halka tappa drop slip")
_THEN = word_set("sen sedan därefter härnäst efter")
_BETWEEN = 2
"""So many words may stand between the word of nearness and that of direction: "the next region down"."""
_NEAR_PLACE = 9
"""So many words from the region they may stand."""
_FEW = 7
"""A follow-up of at most so many words may name no region: "nästa uppåt?"."""
_YEARS = word_set("år året åren year years 2024 2025 2026 2027 2028")
_BESIDE_AMOUNT = ("how_much", "how_many", "mean", "median", "difference", "ratio", "sum", "share", "claim")
_ORDERED = ("top", "position", "descending", "list")
_IN_ORDER = word_set(
    "order ordning ordningen storleksordning rangordningen rankningen ranking rankingen ranked listan list tabellen"
)


def neighbours(tokens: Sequence[Token], places: Sequence[Place], cues: Sequence[Cue]) -> tuple[Cue, ...]:
    """The cue of a neighbour in an order, where the question names one region and asks who stands next to it.

    Args:
        tokens: the question.
        places: its places.
        cues: those that were found by phrases.

    Returns:
        "above" or "below", or nothing.
    """
    if any(cue.id in ("above", "below", "without") for cue in cues):
        return ()
    norms = [token.norm for token in tokens]
    if not places and len(norms) <= _FEW and _YEARS.isdisjoint(norms) and not any(c.id in _BESIDE_AMOUNT for c in cues):
        told = _beside(norms, None)  # "nästa uppåt?" after a region's figure
        return (told,) if told is not None else ()
    if len(places) != 1 or places[0].kind != "region":
        return ()
    place = places[0]
    behind = norms[place.end : place.end + _MARGIN_REACH]
    beating = place.start > 0 and norms[place.start - 1] in _BEATING
    if beating and not _MARGIN.isdisjoint(behind) and not _LEAST.isdisjoint(behind):
        return (Cue("above", place.start - 1, place.start),)  # "vem slår Jönköping med minst marginal"
    before = norms[max(0, place.start - 2) : place.start]
    overtaking = (before[-1:] and before[-1] in _OVERTAKING) or (
        len(before) > 1 and before[0] in _GOING and before[1] in _PAST
    )
    if overtaking and not _LEAST.isdisjoint(norms) and not _WHICH.isdisjoint(norms):
        return (Cue("below", place.start - 1, place.start),)  # "which would have to add the least to overtake Uppsala"
    if any(cue.id in _BESIDE_AMOUNT for cue in cues):
        return ()
    found = _beside(norms, place) or _by_verb(norms, place) or _after(norms, place, cues)
    return (found,) if found is not None else ()


def _beside(norms: Sequence[str], place: Place | None) -> Cue | None:
    """A word of nearness with one of direction, or of climbing a step, not far from the region that is named."""
    here = range(place.start, place.end) if place is not None else range(0)
    first, last = (max(0, here.start - _NEAR_PLACE), here.stop + _NEAR_PLACE) if place is not None else (0, len(norms))
    for at in range(first, min(len(norms), last)):
        counted = norms[at] in _COUNTED and at > 0 and norms[at - 1] in _ONE
        if norms[at] not in _NEAR and not counted:
            continue
        for near in range(at + 1, min(at + 2 + _BETWEEN, len(norms))):
            if near in here:
                break
            if norms[near] in _UP or norms[near] in _DOWN:
                return Cue("above" if norms[near] in _UP else "below", at - counted, near + 1)
        verb = next((norm for norm in norms[max(0, at - 2) : at] if norm in _CLIMBING or norm in _SINKING), "")
        if counted and verb:
            return Cue("above" if verb in _CLIMBING else "below", at - 1, at + 1)
    return None


def _by_verb(norms: Sequence[str], place: Place) -> Cue | None:
    """As in "the region that follows Uppsala", "vilken är bara slagen av Stockholm"."""
    before = norms[place.start - 1] if place.start else ""
    if before in _FOLLOWING or before in _PRECEDING:
        return Cue("below" if before in _FOLLOWING else "above", place.start - 1, place.start)
    beaten = next((at for at in range(max(0, place.start - 3), place.start) if norms[at] in _BEATEN), None)
    if beaten is not None and before in _BY and not _ONLY.isdisjoint(norms[max(0, beaten - 3) : beaten]):
        return Cue("below", beaten, place.start)
    return None


def _after(norms: Sequence[str], place: Place, cues: Sequence[Cue]) -> Cue | None:
    """As in "efter Stockholm, vem fick mest?", "what comes after Uppsala in the ranking?"."""
    before = norms[place.start - 1] if place.start else ""
    asked = any(cue.id in ("who", "what") for cue in cues)
    last = [norm for norm in norms if norm.isalpha()][-2:]
    if any(cue.id == "who" for cue in cues) and place.start == 0 and last[:1] == ["kommer"] and last[-1] in _THEN:
        return Cue("below", len(norms) - 1, len(norms))  # "Kalmar i sektorsbidrag, vem kommer sen?"
    ordered = any(cue.id in _ORDERED for cue in cues) or not _IN_ORDER.isdisjoint(norms)
    if not asked or not ordered:
        return None
    if before in ("efter", "after", "bakom", "behind"):
        return Cue("below", place.start - 1, place.start)
    if before in ("före", "before", "framför"):
        return Cue("above", place.start - 1, place.start)
    return None
