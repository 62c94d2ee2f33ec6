"""Regions that were listed, pointed to afterwards: "snittet för dem?", "hur mycket får alla fyra tillsammans?".

The regions are put in by name before the question is read, so that no step can take the whole country, or all
regions, for the few that were spoken of. Where nothing that was told is of the number that is said, it is asked back.
"""

from __future__ import annotations

from typing import NamedTuple

from knowledge.catalogue import Catalogue
from knowledge.language.formatting import joined
from knowledge.language.number_words import CARDINALS, ORDINALS
from knowledge.language.tables import word_set
from knowledge.memory import Memory, Turn
from knowledge.mentions import Analysis
from knowledge.model import UNNAMED
from knowledge.outcomes import NotFound
from knowledge.restating import Restated

_OBJECTS = word_set("dem dom them they")
_OWNERS = word_set("deras bådas bägges their")
_ARTICLES = word_set("de dom dessa those these")
_COUNTED = word_set("alla samtliga all de dom dem dessa the those these av of")
_OF, _FROM = word_set("av of"), word_set("alla samtliga all")
_NOUNS = word_set("region regioner regionerna län länen landsting landstingen stycken st regions counties")
_NOT_ALONE = word_set(
    "som andra övriga här där flesta under över nedanför ovanför below above who that which other others"
)
"""Words after "de" with which it points to no list: "de som fick mest", "de andra"."""
_ARE = word_set("är var blir blev are were")
_AT_AN_END = ("top", "bottom", "above", "below", "each_period")
"""Cues that say of a number which ones are meant: "de tre största", "alla tre åren"."""
_OF_TWO = word_set("mer mera fler mindre färre högre lägre större more fewer less higher lower larger smaller bigger")
"""Comparatives that ask for one of two, which the figures told answer by themselves."""
_PARTED = word_set("första sista senaste främsta översta nedersta last first")
_BOTH = word_set("båda bägge bådas bägges both")
_PAIR = 2
_ALL = 21
"""So many regions are all of them, and need no names."""


class _Pointed(NamedTuple):
    """Tokens that point to several regions, `end` exclusive; how many they say, 0 for none; "deras" owns something."""

    start: int
    end: int
    number: int = 0
    owns: bool = False


def told_members(catalogue: Catalogue, analysis: Analysis, memory: Memory) -> Restated | NotFound | None:
    """A question in which the regions that it points to are named.

    Args:
        catalogue: of the store.
        analysis: the question taken apart.
        memory: the conversation.

    Returns:
        The question in full; what is unclear where nothing that was told is so many, or "deras" may be one region's or
        several; None where nothing points to regions.
    """
    if not memory.turns or analysis.names_area or analysis.strangers or not _OF_TWO.isdisjoint(analysis.norms):
        return None
    pointed = _pointed(analysis)
    if pointed is None or (analysis.has("how_many", "count") and not _ARE.isdisjoint(analysis.norms)):
        return None  # "hur många är de?" counts what was listed
    last = next((turn for turn in reversed(memory.turns) if turn.status != "clarify"), memory.turns[-1])
    members = _of_number(catalogue, memory, pointed.number) if pointed.number else listed(catalogue, last)
    in_turn = one_by_one(catalogue, memory) if pointed.owns and not members and not last.group else ()
    if in_turn and not (analysis.has("sum") or not _BOTH.isdisjoint(analysis.norms)):
        return NotFound("which_regions")  # "deras andel?" after "och Halland?" may be Halland's, or both regions'
    members = members or in_turn
    alone = analysis.has("sum") and len(last.areas) == 1 and not last.group and _regional(catalogue, last)
    nobody = analysis.has("share") and _tells_of_nobody(catalogue, last)
    if pointed.owns and not members and (alone or nobody):  # "deras andel tillsammans?" after one region
        return NotFound("which_regions")
    if not members:
        return NotFound("which_regions") if pointed.number and _is_lost(catalogue, memory, pointed.number) else None
    apart = analysis.has("difference", "ratio") and not (analysis.has("top") and analysis.has("bottom"))
    if len(members) >= _ALL or (len(members) > _PAIR and apart):  # which two of them is told by what was said before
        return None
    names = joined([catalogue.places.areas[code].name for code in members], analysis.language)
    tokens, text = analysis.tokens, analysis.text
    owner = ("'s" if analysis.language == "en" else "s" * (not names.endswith("s"))) * pointed.owns
    return Restated(
        f"{text[: tokens[pointed.start].start]}{names}{owner}{text[tokens[pointed.end - 1].end :]}", named=True
    )


def _pointed(analysis: Analysis) -> _Pointed | None:
    """The first words of a question that may point to several regions."""
    norms = analysis.norms
    heavy = {term.token for term in analysis.terms if term.weight > 0}
    bare = {amount.start for amount in analysis.amounts if amount.bare}
    ended = {
        at
        for cue in analysis.cues
        if cue.id in _AT_AN_END and cue.end - cue.start == 1  # "av de tre väger tyngst" begins with a verb
        for at in range(cue.start, cue.end)
    }

    def alone(at: int) -> bool:
        """Whether what stands here is no noun or order that the words before belong to."""
        here = norms[at] if at < len(norms) else ""
        return at not in heavy and at not in ended and here not in _NOT_ALONE | _PARTED | ORDINALS.keys()

    for at, norm in enumerate(norms):
        if at and _is_number(norms, at) and norms[at - 1] in _COUNTED:
            found = _counted(norms, at)
            if found is not None:
                return found if alone(found.end) and at in bare and at not in ended else None
        elif norm in _OWNERS:
            return _Pointed(at, at + 1, owns=True)
        elif (norm in _OBJECTS or norm in _ARTICLES) and alone(at + 1) and not _is_number(norms, at + 1):
            return _Pointed(at, at + 1)
    return None


def _is_number(norms: tuple[str, ...], at: int) -> bool:
    """Whether a number below a hundred stands here, in digits or in letters."""
    here = norms[at] if at < len(norms) else ""
    return here in CARDINALS or (here.isdecimal() and len(here) < len("100"))


def _counted(norms: tuple[str, ...], at: int) -> _Pointed | None:
    """As in "alla fyra", "de tre regionerna", "all four of them", with the number at `at`."""
    number = int(norms[at]) if norms[at].isdecimal() else CARDINALS[norms[at]]
    start, end = at - 1, at + 1
    if norms[start] in _OF:  # "vem av tre" points to nothing
        return None
    if start and norms[start - 1] in _FROM:  # "alla de fyra"
        start -= 1
    if end < len(norms) and norms[end] in _NOUNS:
        end += 1
    if end + 1 < len(norms) and norms[end] in _OF and norms[end + 1] in _OBJECTS:
        end += 2
    return _Pointed(start, end, number) if 1 < number < _ALL else None


def listed(catalogue: Catalogue, turn: Turn) -> tuple[str, ...]:
    """The regions that one answer told of, several of them; else those among which it found one."""
    if turn.status != "answered":
        return ()
    for codes in (turn.areas, turn.members):
        if len(codes) > 1 and all(_is_region(catalogue, code) for code in codes):
            return tuple(dict.fromkeys(codes))
    return ()


def one_by_one(catalogue: Catalogue, memory: Memory) -> tuple[str, ...]:
    """The regions of which the same was asked one after the other, up to now; empty where it is one."""
    told: list[str] = []
    for turn in reversed(memory.turns):
        alone = turn.status == "answered" and len(turn.areas) == 1 and _is_region(catalogue, turn.areas[0])
        if not alone or turn.operation not in ("lookup", "share") or turn.subjects != memory.turns[-1].subjects:
            break
        told.append(turn.areas[0])
        if turn.corrects:
            break
    return tuple(dict.fromkeys(reversed(told))) if len(set(told)) > 1 else ()


def _of_number(catalogue: Catalogue, memory: Memory, number: int) -> tuple[str, ...]:
    """The newest regions that are so many: of one answer, with the one beside which they were found, or of several."""
    for turn in reversed(memory.turns):
        codes_listed = listed(catalogue, turn)
        beside = (turn.beside, *codes_listed) if turn.beside and codes_listed else ()
        group = catalogue.places.groups[turn.group].members if turn.group else ()
        for codes in (codes_listed, turn.members, beside, group):
            if len(codes) == number:
                return tuple(codes)
    standing = _told_of(catalogue, memory, number, corrected=False)
    if len(standing) == number:
        return standing
    together = _told_of(
        catalogue, memory, number, corrected=True
    )  # "av dom två" after "skrev fel, det var Västmanland"
    return together if len(together) == number else ()


def _told_of(catalogue: Catalogue, memory: Memory, number: int, *, corrected: bool) -> tuple[str, ...]:
    """The regions of the newest answers, until they are so many; those put right are among them if `corrected`."""
    together: tuple[str, ...] = ()
    withdrawn = False
    for turn in reversed(memory.turns):
        if turn.status == "answered" and not (withdrawn and not corrected) and _regional(catalogue, turn):
            together = tuple(dict.fromkeys((*turn.areas, *together)))
        withdrawn = turn.corrects
        if len(together) >= number:
            break
    return together


def _is_region(catalogue: Catalogue, code: str) -> bool:
    """Whether a code is that of a region that has a name."""
    area = catalogue.places.areas.get(code)
    return area is not None and area.kind == "region" and code != UNNAMED


def _regional(catalogue: Catalogue, turn: Turn) -> bool:
    """Whether an answer was about regions that have names."""
    return any(_is_region(catalogue, code) for code in turn.areas)


def _is_lost(catalogue: Catalogue, memory: Memory, number: int) -> bool:
    """Whether it is regions that were told of last, and neither regions nor periods that are so many."""
    last = memory.turns[-1]
    if number == _PAIR and len(listed(catalogue, last)) <= _PAIR:
        return False  # "hur mycket skiljer dom två" after one region was put in another's place
    return _regional(catalogue, last) and number not in (len(last.periods), len(last.subjects))


def _tells_of_nobody(catalogue: Catalogue, turn: Turn) -> bool:
    """Whether an answer was about no region, so that "deras" points to nobody: "deras andel?" after the inflation."""
    return turn.status == "answered" and bool(turn.figures) and not turn.group and not _regional(catalogue, turn)
