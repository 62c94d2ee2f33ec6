"""Number words in Swedish and English: "tre", "tjugosju", "en tredjedel", "two thirds"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

_UNITS = {
    **dict.fromkeys(("noll", "zero"), 0),
    **dict.fromkeys(("en", "ett", "one"), 1),
    **dict.fromkeys(("två", "two"), 2),
    **dict.fromkeys(("tre", "three"), 3),
    **dict.fromkeys(("fyra", "four"), 4),
    **dict.fromkeys(("fem", "five"), 5),
    **dict.fromkeys(("sex", "six"), 6),
    **dict.fromkeys(("sju", "seven"), 7),
    **dict.fromkeys(("åtta", "eight"), 8),
    **dict.fromkeys(("nio", "nine"), 9),
}
_TEENS = {
    **dict.fromkeys(("tio", "ten"), 10),
    **dict.fromkeys(("elva", "eleven"), 11),
    **dict.fromkeys(("tolv", "twelve"), 12),
    **dict.fromkeys(("tretton", "thirteen"), 13),
    **dict.fromkeys(("fjorton", "fourteen"), 14),
    **dict.fromkeys(("femton", "fifteen"), 15),
    **dict.fromkeys(("sexton", "sixteen"), 16),
    **dict.fromkeys(("sjutton", "seventeen"), 17),
    **dict.fromkeys(("arton", "aderton", "eighteen"), 18),
    **dict.fromkeys(("nitton", "nineteen"), 19),
}
_TENS = {
    **dict.fromkeys(("tjugo", "twenty"), 20),
    **dict.fromkeys(("trettio", "thirty"), 30),
    **dict.fromkeys(("fyrtio", "forty"), 40),
    **dict.fromkeys(("femtio", "fifty"), 50),
    **dict.fromkeys(("sextio", "sixty"), 60),
    **dict.fromkeys(("sjuttio", "seventy"), 70),
    **dict.fromkeys(("åttio", "eighty"), 80),
    **dict.fromkeys(("nittio", "ninety"), 90),
}
_POWERS = (("tusen", 1000), ("thousand", 1000), ("hundra", 100), ("hundred", 100))
_HALVES = frozenset({"hälften", "halva", "halv", "halvt", "half"})
_PARTS = {
    **dict.fromkeys(("tredjedel", "tredjedelar", "third", "thirds"), 3),
    **dict.fromkeys(("fjärdedel", "fjärdedelar", "quarter", "quarters", "fourth", "fourths"), 4),
    **dict.fromkeys(("femtedel", "femtedelar", "fifth", "fifths"), 5),
    **dict.fromkeys(("sjättedel", "sjättedelar", "sixth", "sixths"), 6),
    **dict.fromkeys(("sjundedel", "sjundedelar", "seventh", "sevenths"), 7),
    **dict.fromkeys(("åttondel", "åttondelar", "eighth", "eighths"), 8),
    **dict.fromkeys(("niondel", "niondelar", "ninth", "ninths"), 9),
    **dict.fromkeys(("tiondel", "tiondelar", "tenth", "tenths"), 10),
    **dict.fromkeys(("tjugondel", "tjugondelar", "twentieth", "twentieths"), 20),
    **dict.fromkeys(("hundradel", "hundradelar", "hundredth", "hundredths"), 100),
}
_ARTICLES = {"a": 1, "an": 1}
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A number in words; `share` where it is a fraction ("en tredjedel")."""

    value: Fraction
    start: int
    end: int
    share: bool = False


def whole(word: str) -> int | None:
    """The whole number that one word names, None where it names none.

    Args:
        word: one word in lower case: "tre", "tjugosju", "tvåhundrafemtio", "twenty-seven".

    Returns:
        The number, 0 to 999 999.
    """
    word = word.replace("-", "")
    for table in (_UNITS, _TEENS, _TENS):
        if word in table:
            return table[word]
    for power, size in _POWERS:
        before, found, after = word.partition(power)
        if found:
            times = whole(before) if before else 1
            rest = whole(after) if after else 0
            return None if not times or rest is None or rest >= size or times >= 1000 else times * size + rest
    for ten, value in _TENS.items():
        if word.startswith(ten) and word[len(ten) :] in _UNITS:
            return value + _UNITS[word[len(ten) :]]
    return None


def number_words_in(text: str) -> Iterator[NumberWord]:
    """Numbers in words in `text`, in order.

    Yields:
        Each number; a fraction takes the number before it ("två tredjedelar" is 2/3), which is not said again.
    """
    pending: NumberWord | None = None
    counted = previous_end = 0
    for found in _WORD.finditer(text):
        word = found.group().casefold()
        part = _PARTS.get(word)
        if part and counted and re.fullmatch(r"[\s-]+", text[previous_end : found.start()]):
            start = pending.start if pending else found.start()
            yield NumberWord(Fraction(counted, part), start, found.end(), share=True)
            pending, counted = None, 0
            continue
        if pending:
            yield pending
        pending, counted = None, 0
        if word in _HALVES:
            yield NumberWord(Fraction(1, 2), found.start(), found.end(), share=True)
        elif part and word.endswith(("del", "delar")):
            yield NumberWord(Fraction(1, part), found.start(), found.end(), share=True)
        elif (number := whole(word)) is not None:
            pending, counted = NumberWord(Fraction(number), found.start(), found.end()), number
        elif word in _ARTICLES:
            counted = _ARTICLES[word]
        previous_end = found.end()
    if pending:
        yield pending
