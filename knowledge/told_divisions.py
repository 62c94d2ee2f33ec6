"""Follow-ups that divide what was told: "det senare delat med det tidigare?" after two regions, "och per läkarbesök?".

Of two that were told the words say which is divided by which. Where a sum is to be divided by something of which no
number is held, there is no answer, and least of all the figure that is called by what it is divided by: hospital beds
per inhabitant are no kronor per bed.
"""

from __future__ import annotations

from knowledge.catalogue import Catalogue
from knowledge.denominators import DIVIDING
from knowledge.language.tables import word_set
from knowledge.memory import Memory, Turn
from knowledge.mentions import Analysis
from knowledge.model import UNNAMED, Indicator
from knowledge.outcomes import NotFound
from knowledge.restating import Restated
from knowledge.rewording import AROUND
from knowledge.told_turns import two_told

_MOST_WORDS = 16
_RATIO = DIVIDING | word_set("kvot kvoten förhållandet relationen genom ratio quotient")
_ORDERED = (
    (word_set("senare sista sistnämnda sistnämnde andra latter second last"), 1),
    (word_set("tidigare första förra förstnämnda förstnämnde former first earlier"), 0),
)
"""Words for the one told last and for the one told first, as places in what was told."""
_LARGER = word_set("större största störst högre högsta högst larger largest bigger biggest higher highest greater")
_SMALLER = word_set("mindre minsta minst lägre lägsta lägst smaller smallest lower lowest")
_TIMES = word_set("gånger ggr gånger times")
_THAN = word_set("än som than as")
_OF_RATIO = word_set("""
    emellan mellan dem båda bägge två beloppen summorna talen the two both amounts sums between them result resultat
    resultatet ut räkna fick got blire ligger beloppet summan större stor stort större mycket många
""")
_PER = "per"
_NO_DIVISOR = word_set("""
    vilken vilket vilka which cent
    år månad kvartal halvår vecka dag dygn timme region regionen landsting län åtgärd rad post år: person huvud skalle
    year month quarter week day hour region county measure row item head person capita
    automatik definition se telefon mejl mail brev
""")
"""What stands behind "per" and divides nothing, or what something else knows how to divide by."""
_OF_DIVISION = word_set("""
    räkna räknat räknar om omräknat dela delat delar fördela fördelat utslaget slå slår slaget uttryckt rör sig handlar
    motsvarar motsvara landar hamnar jämföra kunna översätt gav ger kronan krona
    works work come comes out converted expressed split spread divided
""")


def told_divisions(catalogue: Catalogue, analysis: Analysis, memory: Memory) -> Restated | NotFound | None:
    """What a follow-up comes to that divides what was told.

    Args:
        catalogue: of the store.
        analysis: the follow-up taken apart.
        memory: the conversation.

    Returns:
        The question with both sides named; `NotFound` where a sum is to be divided by what has no number; None where
        nothing of the kind is asked.
    """
    last = memory.turns[-1] if memory.turns else None
    if last is None or last.status != "answered" or not last.figures or len(last.subjects) != 1:
        return None
    item = catalogue.subject(last.subjects[0]).item
    words = analysis.typed_words(analysis.placed)
    if not isinstance(item, Indicator) or not words or len(words) > _MOST_WORDS or analysis.periods:
        return None
    return _by_unknown(catalogue, analysis, last) or _of_told(catalogue, analysis, words, memory, item)


def _by_unknown(catalogue: Catalogue, analysis: Analysis, last: Turn) -> NotFound | None:
    """For "och per läkarbesök?" after one sum of money, that it cannot be computed."""
    if last.figures[0].unit != "SEK" or last.operation not in ("lookup", "claim", "sum") or analysis.has("per_capita"):
        return None
    norms = analysis.norms
    at = next((at for at, norm in enumerate(norms[:-1]) if norm == _PER), None)
    if at is None or norms[at + 1] in _NO_DIVISOR or at + 1 in analysis.placed:
        return None
    many = any(amount.bare and amount.start == at + 1 for amount in analysis.amounts)  # "per 1 000 invånare"
    others = any(amount.unit or amount.start > at + 1 for amount in analysis.amounts)
    before = {norm for where, norm in enumerate(norms[:at]) if norm.isalpha() and where not in analysis.placed}
    if others or not before <= AROUND | _OF_DIVISION or not (many or norms[at + 1].isalpha()):
        return None
    told = many or norms[at + 1] not in AROUND or any(term.token > at and term.weight > 0 for term in analysis.terms)
    subject = catalogue.subject(last.subjects[0])
    return NotFound("not_computable", {"subject": subject}, (subject,)) if told else None


def _of_told(
    catalogue: Catalogue, analysis: Analysis, words: list[str], memory: Memory, item: Indicator
) -> Restated | None:
    """For "det senare delat med det tidigare" after two regions or years, which is divided by which."""
    two, said = two_told(memory), set(words)
    if two is None or analysis.amounts or two[0].scenarios != two[1].scenarios or not item.additive:
        return None
    sides = _sides(analysis, words, two)
    if sides is None:
        return None
    pointing = frozenset[str]().union(*(marks for marks, _ in _ORDERED), _LARGER, _SMALLER, _TIMES)
    if not said <= AROUND | _RATIO | _OF_RATIO | pointing:
        return None
    names = [_name(catalogue, two, two[side]) for side in sides]
    if not all(names):
        return None
    apiece = two[1].per_capita
    if analysis.language == "en":
        per = " per inhabitant" * apiece
        return Restated(f"{item.name.en}{per}: {names[0]} divided by {names[1]}", alone=True)
    return Restated(f"{item.name.sv}{' per invånare' * apiece}: {names[0]} delat med {names[1]}", alone=True)


def _sides(analysis: Analysis, words: list[str], two: tuple[Turn, Turn]) -> tuple[int, int] | None:
    """The places, in what was told, of what is divided and of what it is divided by."""
    named = list(dict.fromkeys(place.code for place in analysis.places))
    if named:  # "hur många gånger Skånes summa är det?" of the one told last
        first = len(named) == 1 and named[0] == two[0].areas[0] and two[0].areas != two[1].areas
        start = analysis.places[0].start
        behind = start > 1 and analysis.norms[start - 1] in _TIMES | _THAN
        return (1, 0) if first and behind and not _TIMES.isdisjoint(analysis.norms[:start]) else None
    if _RATIO.isdisjoint(words):
        return None
    values = [turn.figures[0].value for turn in two]
    larger = 0 if values[0] >= values[1] else 1
    marked = (*_ORDERED, (_LARGER, larger), (_SMALLER, 1 - larger))
    found = [side for word in words for marks, side in marked if word in marks]
    return (found[0], found[1]) if len(found) == 2 and found[0] != found[1] else None


def _name(catalogue: Catalogue, two: tuple[Turn, Turn], one: Turn) -> str:
    """The region or the year by which two answers differ; empty where they differ otherwise."""
    if two[0].periods != two[1].periods:
        return one.periods[0]
    area = catalogue.places.areas.get(one.areas[0])
    return area.name if area is not None and area.kind == "region" and area.code != UNNAMED else ""
