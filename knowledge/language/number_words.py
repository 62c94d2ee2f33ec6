"""The words of numbers, scales, units and shares in Swedish and English: what `numerals` and `numbers` read by.

Tables only. A row is the words, with the spellings and misspellings people use, and what they all mean.
"""

from __future__ import annotations

from decimal import Decimal

from knowledge.language.tables import by_word, word_set
from knowledge.language.text import fold

_ONES = (
    *("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton"),
    *("fjorton", "femton", "sexton", "sjutton", "arton", "nitton"),
)
_ONES_EN = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS_SV = ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")
_TENS_EN = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

_SPOKEN_TENS = ("tretti", "fyrti", "femti", "sexti", "sjutti", "åtti", "nitti")

ENGLISH_TENS = frozenset(_TENS_EN)
"""Tens that a unit may follow as a word of its own: "twenty five"."""

TENS = frozenset((*_TENS_SV, *_TENS_EN))
"""Tens that a unit may follow after a hyphen."""


def _cardinals() -> dict[str, int]:
    """Every cardinal below a hundred that is one word, with the Swedish ones also without å, ä and ö."""
    numbers = {word: n for names in (_ONES, _ONES_EN) for n, word in enumerate(names)}
    numbers |= {word: n for names in (_TENS_SV, _TENS_EN) for n, word in zip(range(20, 100, 10), names, strict=True)}
    numbers |= {"ett": 1, "tjog": 20, "dussin": 12, "båda": 2, "both": 2, "bägge": 2}
    numbers |= dict(zip(_SPOKEN_TENS, range(30, 100, 10), strict=True))
    for tens in (*_TENS_SV, *_SPOKEN_TENS):
        numbers |= {tens + unit: numbers[tens] + n for n, unit in enumerate(_ONES[:10]) if n}
        numbers[tens + "ett"] = numbers[tens] + 1
    return numbers | {fold(word): n for word, n in numbers.items()}


CARDINALS = _cardinals()
"""A number below a hundred in one word -> the number."""

ORDINALS: dict[str, int] = by_word({
    "första first forsta": 1,
    "andra second näst nast": 2,
    "tredje third": 3,
    "fjärde fourth fjarde": 4,
    "femte fifth": 5,
    "sjätte sixth sjatte": 6,
    "sjunde seventh": 7,
    "åttonde eighth attonde": 8,
    "nionde ninth": 9,
    "tionde tenth": 10,
    "elfte eleventh": 11,
    "tolfte twelfth": 12,
    "trettonde thirteenth": 13,
    "fjortonde fourteenth": 14,
    "femtonde fifteenth": 15,
    "sextonde sixteenth": 16,
    "sjuttonde seventeenth": 17,
    "artonde eighteenth": 18,
    "nittonde nineteenth": 19,
    "tjugonde twentieth": 20,
    "tjugoförsta tjugoforsta": 21,
})
"""An ordinal number, accented or not -> the number."""

_MILLION = 6
SCALES: dict[str, int] = by_word({
    "hundra hundred": 2,
    "tusen thousand tusentals k kkr tkr tsek tus": 3,
    """
        miljon miljoner miljonerna miljonen milj mn mln mkr mnkr mio million millions m msek milion milioner mille
        miljners mille miljoners
        """: 6,
    """
        miljard miljarder miljarderna miljarden mdr mdkr mrd md bn billion billions miljarders mdsek b miljrd
        miljader milard milarder miljardrna
        """: 9,
})
"""A word that multiplies the number before it -> the power of ten."""

SHORT_SCALES = word_set("m b k md mn")
"""Scales that are letters: they count only after digits or written together with the number."""

MONEY_SCALES = word_set(
    "kkr tkr tsek mkr mnkr msek mdkr mdr mdsek miljard miljarder miljarden miljarderna bn billion miljarders"
)
"""Scales that are only used of money."""

MONEY = word_set("kr kronor krona kronorna sek kronan kronors spänn kronas krones krone crowns riksdaler")
"""The currency, as people write it."""

DEFINITE = word_set("miljonerna miljonen miljarderna miljarden kronorna miljardrna procenten")
"""Forms that point to an amount already known: "de tre miljarderna"."""

UNIT_WORDS: dict[str, str] = by_word({
    "procent procents % percent prosent procenten pct proc": "percent",
    "euro euros eur dollar dollars usd pund gbp nok dkk yen francs rubel": "foreign",
    "promille promillen ‰ permille": "permille",
    "procentenheter procentenhet procentenheters pp pe": "percentage_points",
    "gånger ggr gång times ganger x": "ratio",
    "personer person invånare people inhabitants människor": "persons",
    "dagar dagars dag dar dgr d dygn days day": "days",
    "år åringar years åriga year ar plus": "years",
    "veckor weeks vecka": "weeks",
    "månader months månad": "months",
    "timmar hours": "hours",
    "dödsfall deaths": "deaths_per_100000",
    "vårdplatser beds": "beds_per_1000",
})
"""A word after a number -> the unit."""

_ENGLISH_SCALES = word_set("million millions m billion billions b bn")
_SHARES = frozenset(word for word, unit in UNIT_WORDS.items() if unit in ("percent", "percentage_points", "permille"))
AFTER_DECIMAL_COMMA = _SHARES | {word for word, power in SCALES.items() if power >= _MILLION} - _ENGLISH_SCALES
"""Before these words the comma of "4,047 miljarder" parts whole from decimals; before "million" it parts thousands."""
AFTER_DECIMAL_POINT = _SHARES | {word for word, power in SCALES.items() if power > _MILLION} | {"million", "millions"}
"""Before these the point of "4.047 billion" does; a Swede's "3.158 miljoner" may be thousands."""

FRACTIONS: dict[str, tuple[int, int]] = by_word({
    "hälften halften halva half halvparten varannan vartannat": (1, 2),
    "kvarts fjärdedel fjärdedelar fjardedel fjärdedelen quarter quarters": (1, 4),
    "tredjedel tredjedelen tredjedelar third thirds": (1, 3),
    "femtedel femtedelar femtedelen fifth fifths": (1, 5),
    "sjättedel sixth": (1, 6),
    "sjundedel": (1, 7),
    "åttondel eighth": (1, 8),
    "niondel": (1, 9),
    "tiondel tiondelar tiondelen tenth": (1, 10),
    "tjugondel": (1, 20),
    "hundradel": (1, 100),
})
"""A share in one word -> numerator and denominator."""

NEED_A_COUNT = word_set("third thirds fifth fifths tenth sixth eighth quarter quarters half halva kvarts")
"""Shares that may mean something else unless a number stands before them ("the third")."""

EVERY = word_set("var varje every vart")
"""The word before the ordinal in "var femte krona"."""

MULTIPLES: dict[str, Decimal] = by_word({
    """
        dubbelt dubbla dubbel twice double doubled doubles fördubblas fördubblats fördubblades fördubblade
        fördubblat dubblas dubblats dubblades dubblerats dubbleras fördubbling fördubblad fordubblats twofold
        """: Decimal(2),
    "triple triples tripled trefaldigats threefold": Decimal(3),
    """
        halveras halverats halverades halverad halverat halvera halvering halved halving halves halverade
        halverar
        """: Decimal("0.5"),
    "quadrupled quadruple": Decimal(4),
    "tenfold": Decimal(10),
})
"""A word that says how many times as much."""
PLACE_NOUNS = {
    **{"etta": 1, "ettan": 1, "tvåa": 2, "tvåan": 2, "tvaa": 2, "trea": 3, "trean": 3, "femma": 5, "femman": 5},
    **{
        f"{ordinal}plats{ending}": place
        for place, ordinal in enumerate(
            ("första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde", "tionde"), start=1
        )
        for ending in ("", "en", "ens")
    },
    **{
        f"{medal}{ending}": n
        for n, medal in ((2, "silver"), (3, "brons"))
        for ending in ("", "platsen", "plats", "medaljen", "medalj", "medaljör", "medaljören")
    },
    **{"fyran": 4, "åttan": 8, "tian": 10, "sexa": 6, "sexan": 6, "sjua": 7, "sjuan": 7, "nia": 9, "nian": 9},
}
"""Nouns of a place in an order."""
