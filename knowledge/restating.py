"""Short follow-ups that stand for a whole question: "9?" after a place, "och regionerna?", "vad delade du med?"."""

from __future__ import annotations

import re
from typing import NamedTuple

from knowledge.catalogue import Catalogue
from knowledge.language.numbers import CARDINALS, ORDINALS
from knowledge.language.patterns import Pattern
from knowledge.language.tables import word_set
from knowledge.memory import Memory, Turn
from knowledge.mentions import Analysis, analyse
from knowledge.outcomes import NotFound
from knowledge.planning.context import REGIONS

_OPENERS = word_set("och o men ok okej tack sen sedan då and but then thanks")
_ORDERED = ("rank", "position")
_LISTED = ("rank", "list", "compare")
_ARTICLES = word_set("den det nummer nr the number")
_MORE_OR_LESS = word_set("mer mera mindre more less")
_WHO_ONE = word_set("vem who which")
_WHO = word_set("vem vilka who många many")
_ONE = word_set("one regionen länet alternativet region county då i listan listade")
_LAST = word_set("sista siste last")
_SECOND = {"andra": 2, "andre": 2, "senare": 2, "förra": 1, "latter": 2, "former": 1}
_OR = word_set("eller or")
_WAS_IT = word_set("är var blev fick hon han de det den kanske rentav snarare is was it that maybe rather")
_MOST_WORDS = 5
_MOST_OF_DIVISOR = 8
_PEOPLE = word_set("""
    folkmängd folkmängden invånarantal invånarantalet befolkning befolkningen befolkningssiffra befolkningstal invånare
    befolkningssiffran folkmängdssiffra population inhabitants residents
""")
_DIVIDED = word_set("delade delat dividerade dividerat slog slagit divided divide dela delar dividerar")
_USED = _DIVIDED | word_set("""
    räknade räknat räknar räknas använde använt använder används utgick utgått utgår bygger byggde baserar baserat
    grundar användes use used using based assume assumed
""")
_WHEN = word_set("när datum dag dagen år året when date day year")
_LAST_IN_WORDS = 10
_ORDINAL = {number: word for word, number in reversed(ORDINALS.items()) if number <= _LAST_IN_WORDS}
"""Place -> the first word for it."""
_HOLDERS = (
    ("kommunsektorn", "regionerna", "kommunerna", "staten"),
    ("local government", "the regions", "the municipalities", "the state"),
)
"""Who a sector's figure may be of: "och regionerna?" after the figure of one asks the same of another."""
_HOLDER_FORMS = tuple(
    tuple(Pattern(rf"\b{holder}(?P<s>s|['’]s?)?(?!\w)", re.IGNORECASE) for holder in holders) for holders in _HOLDERS
)


class Restated(NamedTuple):
    """A question in full, and whether it needs nothing of the conversation."""

    text: str
    alone: bool = False
    named: bool = False
    """Whether regions were put in by name, so that no subject is to be found by what they are called."""


def restated(catalogue: Catalogue, analysis: Analysis, memory: Memory) -> Restated | NotFound | None:
    """The question that a short follow-up stands for.

    Args:
        catalogue: of the store.
        analysis: the follow-up taken apart.
        memory: the conversation.

    Returns:
        The question in full, in the words of the turn before or in Swedish; `NotFound` where nothing comes next; None
        where it stands for itself.
    """
    last = memory.turns[-1] if memory.turns else None
    words = [token.norm for token in analysis.tokens if token.is_word or token.norm.isdecimal()]
    divided = _divided_by(catalogue, analysis, words, last) if last is not None else None
    if last is None or not words or len(words) > _MOST_WORDS or divided is not None:
        return divided
    if (follows := _next_in_order(catalogue, words, last)) is not None:
        return follows
    while words and words[0] in _OPENERS:
        words = words[1:]
    while words and words[-1] in _OPENERS:
        words = words[:-1]
    if (doubted := _or_was_it(analysis, last)) is not None:
        return doubted
    compared = None if _of_two(memory, words) else _past_told(catalogue, analysis, words, last)
    return (
        compared
        or _nth(catalogue, words, last)
        or _next_place(catalogue, words, last)
        or _other_holder(analysis, words, last)
    )


def _or_was_it(analysis: Analysis, last: Turn) -> Restated | None:
    """For "eller var det 89?" or "eller 89?" after one figure, whether the figure was that."""
    first = analysis.norms[0]
    if first not in _OR or last.operation not in ("lookup", "claim") or last.status != "answered":
        return None
    if len(analysis.amounts) != 1 or analysis.places or analysis.periods or analysis.content_weight:
        return None
    amount = analysis.amounts[0]
    others = {t.norm for at, t in enumerate(analysis.tokens) if t.is_word and not amount.start <= at < amount.end}
    if not others <= _OR | _WAS_IT:
        return None
    said = analysis.text[analysis.tokens[amount.start].start :]
    return Restated(f"{'was it' if analysis.language == 'en' else 'var det'} {said}")


def _divided_by(catalogue: Catalogue, analysis: Analysis, words: list[str], last: Turn) -> Restated | None:
    """For "vilket invånarantal räknade du med?" after a figure per inhabitant, the people of the region it was of."""
    if not last.per_capita or last.status != "answered" or not last.areas or len(words) > _MOST_OF_DIVISOR:
        return None
    if analysis.places or analysis.periods or analysis.amounts or not _WHEN.isdisjoint(words):
        return None
    people, used = not _PEOPLE.isdisjoint(words), not _USED.isdisjoint(words)
    if not used or not (people or (analysis.has("what") and not _DIVIDED.isdisjoint(words))):
        return None
    named = [catalogue.places.areas[code].name for code in last.areas if code in catalogue.places.areas]
    if last.group or not named:
        return None
    return Restated(f"{'population of' if analysis.language == 'en' else 'folkmängd i'} {', '.join(named)}", True)


def _next_place(catalogue: Catalogue, words: list[str], last: Turn) -> Restated | None:
    """For "9?" or "och åtta?" after a place in an order, the question who has that place."""
    if len(words) != 1 or last.operation not in _ORDERED or last.status != "answered" or not last.asked:
        return None
    number = int(words[0]) if words[0].isdecimal() and len(words[0]) < len("100") else CARDINALS.get(words[0], 0)
    if not 0 < number <= REGIONS:
        return None
    before = analyse(last.asked, catalogue, last.language)
    from_below = before.has("bottom") and not before.has("top", "position")
    if from_below:
        if number in _ORDINAL:
            return Restated(f"vem fick {_ORDINAL[number]} minst")
        number = REGIONS + 1 - number  # words for places end at ten: the twelfth from below is the tenth from above
    return Restated(f"vem kom på {_ORDINAL[number]} plats" if number in _ORDINAL else f"vem kom på plats {number}")


_THEREAFTER = word_set("därefter därnäst därpå sen sedan nästa efter next then after")
_OF_NEXT = _THEREAFTER | word_set(
    "vem vilken kommer kom fick blir är den det då på och o and men but ok okej who which comes came that is"
)


def _next_in_order(catalogue: Catalogue, words: list[str], last: Turn) -> Restated | NotFound | None:
    """For "och därefter?" after who has most or least, who comes next in that order; of several or of rows nothing."""
    if not _OF_NEXT.issuperset(words) or _THEREAFTER.isdisjoint(words) or last.status != "answered":
        return None
    if last.operation not in ("rank", *_NEIGHBOURS) or not last.asked:
        return None
    area = catalogue.places.areas.get(last.areas[0]) if len(last.areas) == 1 and not last.members else None
    if area is None or area.kind != "region":
        subject = catalogue.subject(last.subjects[0])
        return NotFound("not_computable", {"subject": subject}, (subject,))
    before = analyse(last.asked, catalogue, last.language)
    from_below = before.has("bottom") and not before.has("top", "position")
    upwards = last.operation == "above" if last.operation in _NEIGHBOURS else from_below
    if last.language == "en":
        apiece = " per inhabitant" * last.per_capita
        return Restated(f"which region is next {'above' if upwards else 'below'} {area.name}{apiece}?", named=True)
    apiece = " per invånare" * last.per_capita
    return Restated(f"vilken region ligger närmast {'före' if upwards else 'efter'} {area.name}{apiece}?", named=True)


_NEIGHBOURS = ("above", "below")


def _nth(catalogue: Catalogue, words: list[str], last: Turn) -> Restated | None:
    """For "den tredje?" or "the last one?" after several regions, or options, the one in that place."""
    words = [word for word in words if word not in _ARTICLES]
    if not words or any(word not in _ONE for word in words[1:]):
        return None
    options = [Restated(option.split("\t")[1], True) for option in last.options]
    areas = last.areas if last.operation in _LISTED and last.status == "answered" else ()
    known = catalogue.places.areas
    shown = options or [Restated(f"och {known[code].name}") for code in areas if code in known]
    number = len(shown) if words[0] in _LAST else _SECOND.get(words[0]) or ORDINALS.get(words[0], 0)
    return shown[number - 1] if len(shown) > 1 and 0 < number <= len(shown) else None


def _of_two(memory: Memory, words: list[str]) -> bool:
    """Whether "vem fick mer?" asks of two regions whose figures were told one by one just before."""
    two = memory.turns[-2:]
    alone = len(two) == 2 and all(turn.operation == "lookup" and len(turn.areas) == 1 for turn in two)
    if not alone or not _WHO_ONE.intersection(words) or any(turn.corrects for turn in two):
        return False
    return two[0].areas != two[1].areas and two[0].subjects[:1] == two[1].subjects[:1]


def _past_told(catalogue: Catalogue, analysis: Analysis, words: list[str], last: Turn) -> Restated | None:
    """For "vilka fick mer?" after one region's figure, the same with "än" and that region."""
    if (
        not words
        or words[-1] not in _MORE_OR_LESS
        or not _WHO.intersection(words)
        or analysis.places
        or analysis.has("those")
    ):
        return None
    one = last.operation in ("lookup", "position") and last.status == "answered" and len(last.areas) == 1
    area = catalogue.places.areas.get(last.areas[0]) if one else None
    if area is None or area.kind != "region" or analysis.content_weight:
        return None
    than = "than" if analysis.language == "en" else "än"
    apiece = " per invånare" * last.per_capita
    return Restated(f"{analysis.text.rstrip(' ?.!')} {than} {area.name}{apiece}")


_DENIED = Pattern(r"\b(?:inte|ej|not)\s+(?:the\s+)?[^\W\d]+(?:\s*,|\s+(?:utan|but))?", re.IGNORECASE)
"""What is put aside: "inte kommunsektorn utan"."""
_PUTTING_RIGHT = word_set("nej nä jag menade menar avsåg utan bara no meant mean but")


def _other_holder(analysis: Analysis, words: list[str], last: Turn) -> Restated | None:
    """For "och regionerna?" after the sector's figure, the question before with the one in place of the other."""
    text = _DENIED.sub(" ", analysis.text)
    words = [word for word in words if re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)]
    words = [word for word in words if word not in _PUTTING_RIGHT]
    goes_on = analysis.has("follow", "correction") or text != analysis.text
    if not last.asked or not goes_on or len(words) > 2:
        return None
    for holders, forms in zip(_HOLDERS, _HOLDER_FORMS, strict=True):
        named = [h for h, form in zip(holders, forms, strict=True) if form.search(text)]
        before = [form for h, form in zip(holders, forms, strict=True) if h not in named and form.search(last.asked)]
        if len(named) == 1 and len(before) == 1:
            return Restated(before[0].sub(rf"{named[0]}\g<s>", last.asked), True)
    return None
