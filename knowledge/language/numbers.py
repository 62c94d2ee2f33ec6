"""Amounts as people and documents write them, in Swedish and English.

"398 262 434", "398,262,434", "11.8bn", "0,4 miljarder", "400 mkr", "en fjärdedel", "var femte krona", "dubbelt så
mycket", "−14 mdkr": each becomes an `Amount` in base units with the step in which it was stated, so that a claim can be
judged at its own precision.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.language.text import Token, fold

_UNITS = [
    "noll",
    "en",
    "två",
    "tre",
    "fyra",
    "fem",
    "sex",
    "sju",
    "åtta",
    "nio",
    "tio",
    "elva",
    "tolv",
    "tretton",
    "fjorton",
    "femton",
    "sexton",
    "sjutton",
    "arton",
    "nitton",
]
_TENS = {"tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "sextio": 60, "sjuttio": 70, "åttio": 80, "nittio": 90}
_UNITS_EN = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS_EN = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip

CARDINALS: dict[str, int] = {word: n for n, word in enumerate(_UNITS)} | {word: n for n, word in enumerate(_UNITS_EN)}
CARDINALS |= _TENS | _TENS_EN | {"ett": 1, "tjog": 20, "dussin": 12, "båda": 2, "both": 2, "bägge": 2}
CARDINALS |= {
    tens + unit: n + m for tens, n in _TENS.items() for m, unit in enumerate([*_UNITS[:10], "ett"][1:], 1) if m < 10
}
CARDINALS |= {tens + "ett": n + 1 for tens, n in _TENS.items()}
CARDINALS |= {fold(word): n for word, n in list(CARDINALS.items()) if fold(word) not in ("atta",)} | {"atta": 8}

ORDINALS: dict[str, int] = {
    "första": 1, "andra": 2, "tredje": 3, "fjärde": 4, "femte": 5, "sjätte": 6, "sjunde": 7, "åttonde": 8, "nionde": 9,
    "tionde": 10, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "näst": 2, "forsta": 1, "fjarde": 4, "sjatte": 6, "attonde": 8, "nast": 2,
}  # fmt: skip

_SCALES: dict[str, int] = {
    "hundra": 2, "hundred": 2, "tusen": 3, "thousand": 3, "tusentals": 3, "k": 3, "kkr": 3, "tkr": 3, "tsek": 3, "tus": 3,
    "miljon": 6, "miljoner": 6, "miljonerna": 6, "miljonen": 6, "milj": 6, "mn": 6, "mln": 6, "mkr": 6, "mnkr": 6, "mio": 6,
    "million": 6, "millions": 6, "m": 6, "msek": 6, "milion": 6, "milioner": 6, "miljners": 6, "mille": 6, "miljoners": 6,
    "miljard": 9, "miljarder": 9, "miljarderna": 9, "miljarden": 9, "mdr": 9, "mdkr": 9, "mrd": 9, "md": 9, "bn": 9, "billion": 9,
    "billions": 9, "miljarders": 9, "mdsek": 9, "b": 9, "miljrd": 9, "miljader": 9, "milard": 9, "milarder": 9, "miljardrna": 9,
}  # fmt: skip
_MONEY_SCALES = frozenset([
    "kkr",
    "tkr",
    "tsek",
    "mkr",
    "mnkr",
    "msek",
    "mdkr",
    "mdr",
    "mdsek",
    "miljard",
    "miljarder",
    "miljarden",
    "miljarderna",
    "bn",
    "billion",
    "miljarders",
])
_MONEY = frozenset([
    "kr",
    "kronor",
    "krona",
    "kronorna",
    "sek",
    "kronan",
    "kronors",
    "spänn",
    "kronas",
    "krones",
    "krone",
    "crowns",
    "riksdaler",
])
_DEFINITE = frozenset(["miljonerna", "miljonen", "miljarderna", "miljarden", "kronorna", "miljardrna", "procenten"])
_UNIT_WORDS: dict[str, str] = {
    "procent": "percent", "procents": "percent", "%": "percent", "percent": "percent", "prosent": "percent", "procenten": "percent",
    "pct": "percent", "proc": "percent", "procentenheter": "percentage_points", "procentenhet": "percentage_points",
    "procentenheters": "percentage_points", "pp": "percentage_points", "pe": "percentage_points",
    "gånger": "ratio", "ggr": "ratio", "gång": "ratio", "times": "ratio", "ganger": "ratio", "x": "ratio",
    "personer": "persons", "person": "persons", "invånare": "persons", "people": "persons", "inhabitants": "persons",
    "människor": "persons", "dagar": "days", "dagars": "days", "dag": "days", "dygn": "days", "days": "days", "day": "days",
    "år": "years", "åringar": "years", "years": "years", "åriga": "years", "year": "years", "ar": "years", "plus": "years",
    "veckor": "weeks", "weeks": "weeks", "vecka": "weeks", "månader": "months", "months": "months", "månad": "months", "timmar": "hours", "hours": "hours",
    "dödsfall": "deaths_per_100000", "deaths": "deaths_per_100000", "vårdplatser": "beds_per_1000", "beds": "beds_per_1000",
}  # fmt: skip
_FRACTIONS: dict[str, tuple[int, int]] = {
    "hälften": (1, 2), "halften": (1, 2), "halva": (1, 2), "half": (1, 2), "halvparten": (1, 2), "kvarts": (1, 4),
    "tredjedel": (1, 3), "tredjedelen": (1, 3), "tredjedelar": (1, 3), "third": (1, 3), "thirds": (1, 3), "fjärdedel": (1, 4),
    "fjärdedelar": (1, 4), "fjardedel": (1, 4), "fjärdedelen": (1, 4), "quarter": (1, 4), "quarters": (1, 4), "femtedel": (1, 5), "femtedelar": (1, 5),
    "femtedelen": (1, 5), "fifth": (1, 5), "fifths": (1, 5), "sjättedel": (1, 6), "sjundedel": (1, 7), "åttondel": (1, 8),
    "niondel": (1, 9), "tiondel": (1, 10), "tiondelar": (1, 10), "tiondelen": (1, 10), "tenth": (1, 10), "sixth": (1, 6), "eighth": (1, 8),
    "tjugondel": (1, 20), "hundradel": (1, 100),
}  # fmt: skip
_FRACTION_NEEDS_COUNT = frozenset([
    "third",
    "thirds",
    "fifth",
    "fifths",
    "tenth",
    "sixth",
    "eighth",
    "quarter",
    "quarters",
    "half",
    "halva",
    "kvarts",
])
_LONGEST = 24
_DIGITS = 6
_LARGEST = Decimal(10) ** 15
_EVERY = frozenset(("var", "varje", "every", "vart"))
_MULTIPLES: dict[str, Decimal] = {
    "dubbelt": Decimal(2), "dubbla": Decimal(2), "dubbel": Decimal(2), "twice": Decimal(2), "double": Decimal(2), "doubled": Decimal(2),
    "doubles": Decimal(2), "fördubblas": Decimal(2), "fördubblats": Decimal(2), "fördubblades": Decimal(2), "fördubblade": Decimal(2), "fördubblat": Decimal(2),
    "dubblas": Decimal(2), "dubblats": Decimal(2), "dubblades": Decimal(2), "dubblerats": Decimal(2), "dubbleras": Decimal(2), "fördubbling": Decimal(2),
    "fördubblad": Decimal(2), "fordubblats": Decimal(2), "triple": Decimal(3), "triples": Decimal(3), "tripled": Decimal(3), "trefaldigats": Decimal(3),
    "halveras": Decimal("0.5"), "halverats": Decimal("0.5"), "halverades": Decimal("0.5"), "halverad": Decimal("0.5"), "halverat": Decimal("0.5"), "halvera": Decimal("0.5"),
    "halvering": Decimal("0.5"), "halved": Decimal("0.5"), "halving": Decimal("0.5"), "halves": Decimal("0.5"), "halverade": Decimal("0.5"), "halverar": Decimal("0.5"),
    "quadrupled": Decimal(4), "quadruple": Decimal(4), "tenfold": Decimal(10), "twofold": Decimal(2), "threefold": Decimal(3),
}  # fmt: skip
_FOLDED_MULTIPLE = re.compile(
    r"^(två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tjugo|hundra|tva|atta)(?:dubb\w+|fald\w*|falt)$"
)
_HEDGES: tuple[tuple[tuple[str, ...], str], ...] = tuple(
    (tuple(phrase.split()), hedge)
    for hedge, phrases in {
        "just_under": "nära, knappa, knappt, nästan, strax under, inte fullt, just under, nearly, almost, nastan, närmare, closing in on, snudd på, uppemot, bortåt",
        "just_over": "drygt, strax över, lite över, lite mer än, something over, just over, a little over, a little more than, dryga, en bit över, slightly more than",
        "over": "över, mer än, mera än, fler än, större än, överstiger, översteg, more than, over, above, exceeding, exceeds, greater than, "
        "högre än, mer an, fler an, >, upwards of, bigger than, higher than, större summor än, topping, tops, passerar, längre än, plus",
        "under": "under, inte ens, ej ens, not even, mindre än, färre än, lägre än, understiger, understeg, less than, fewer than, below, lower than, mindre an, farre an, <, smaller than, kortare än",
        "at_least": "minst, åtminstone, at least, från och med, no less than, inte mindre än, atminstone, ej mindre än",
        "at_most": "högst, max, maximalt, at most, som mest, upp till, up to, no more than, hogst, inte mer än, ej mer än",
        "about": "i runda slängar, plus minus, ungefär, cirka, ca, c:a, runt, kring, omkring, typ, runt om, i runda tal, avrundat, grovt räknat, about, around, roughly, approximately, "
        "some, circa, approx, ungefar, sisådär, i storleksordningen, in the region of, någonstans runt, plus minus, ~, ≈, lite drygt, i stort sett, i princip",
        "exact": "exakt, precis, exactly, precisely, på kronan",
    }.items()
    for phrase in phrases.split(", ")
)
_HEDGES_BY_LAST: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _phrase, _hedge in sorted(_HEDGES, key=lambda pair: -len(pair[0])):
    _HEDGES_BY_LAST.setdefault(_phrase[-1], []).append((_phrase, _hedge))
_AFTER: dict[tuple[str, ...], str] = {
    ("eller", "mer"): "at_least", ("or", "more"): "at_least", ("eller", "mindre"): "at_most", ("or", "less"): "at_most",
    ("ungefär",): "about", ("cirka",): "about", ("ca",): "about", ("ungefar",): "about", ("eller", "så"): "about", ("or", "so"): "about",
    ("prick",): "exact", ("blankt",): "exact", ("jämnt",): "exact", ("typ",): "about", ("roughly",): "about", ("approximately",): "about",
    ("plus",): "at_least", ("uppåt",): "at_least", ("och", "uppåt"): "at_least", ("och", "mer"): "at_least", ("and", "above"): "at_least",
}  # fmt: skip
_FILLERS = frozenset([
    "på",
    "på:",
    "hela",
    "om",
    "of",
    "som",
    "totalt",
    "sammanlagt",
    "the",
    "a",
    "sek",
    "en",
    "upp",
    "till",
    "kronor",
    "det",
    "är",
    "blir",
    "just",
    "så",
    "än",
])


@dataclass(frozen=True, slots=True)
class Amount:
    """A number somebody stated.

    `value` is in base units (kronor, per cent, persons …); `unit` is None where none was said; `step` is the size of
    the last digit stated ("0,4 miljarder" -> 100 000 000); `hedge` is one of about, just_under, just_over, over, under,
    at_least, at_most, exact or empty; `definite` says that it points to something known ("de tre miljarderna").
    """

    value: Decimal
    unit: str | None
    step: Decimal
    start: int
    end: int
    hedge: str = ""
    kind: str = "number"
    signed: int = 0
    definite: bool = False
    said: str = ""
    bare: bool = False
    scale: Decimal = Decimal(1)

    def rounds_to(self, value: Decimal) -> bool:
        """Whether `value`, rounded to the step of this amount, is this amount."""
        if abs(value) > self.step * _LARGEST:
            return False
        return (value / self.step).quantize(Decimal(1), rounding="ROUND_HALF_UP") * self.step == self.value


def parse_decimal(text: str) -> Decimal | None:
    """A number token as a Decimal: a group of exactly three after one separator is thousands, unless it starts with 0."""
    compact = text.replace(" ", "")
    if ":" in compact:
        return None
    parts = re.split(r"[.,]", compact)
    if len(parts) == 1:
        return Decimal(compact)
    if len(parts) > 2:
        if re.fullmatch(r"\d{1,3}(,\d{3})+\.\d+|\d{1,3}(\.\d{3})+,\d+", compact):
            return Decimal("".join(parts[:-1]) + "." + parts[-1])
        return Decimal("".join(parts)) if all(len(part) == 3 for part in parts[1:]) else None
    whole, rest = parts
    if len(rest) == 3 and whole.strip("0") and len(whole) <= 3 and " " not in text:
        return Decimal(whole + rest)
    return Decimal(f"{whole}.{rest}")


def _step(text: str, value: Decimal) -> Decimal:
    """The place of the last digit stated; whole groups of three closing zeros count as rounding."""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < 0:
        return Decimal(1).scaleb(exponent)
    zeros = len(text) - len(text.rstrip("0 .,")) if value else 0
    digits = len(str(int(abs(value)))) - len(str(int(abs(value))).rstrip("0"))
    return Decimal(1).scaleb(3 * (digits // 3)) if zeros and digits >= 3 else Decimal(1)


def _cardinal(tokens: Sequence[Token], at: int) -> tuple[Decimal, Decimal, int] | None:
    """Digits or number words from `at`: (value, step, next index)."""
    token = tokens[at]
    if token.kind == "number":
        if (
            at + 2 < len(tokens)
            and tokens[at + 1].norm == "/"
            and tokens[at + 2].kind == "number"
            and tokens[at + 2].joined
        ):
            return None
        value = parse_decimal(token.text) if len(token.text) <= _LONGEST else None
        return None if value is None else (value, _step(token.text, value), at + 1)
    if token.norm in ("en", "ett", "a", "an") and at + 1 < len(tokens):
        after = tokens[at + 1].norm
        if after in ("halv", "halva", "half") and at + 2 < len(tokens):
            return Decimal("0.5"), Decimal("0.1"), at + 2
        if after == "och" and [t.norm for t in tokens[at + 2 : at + 4]] == ["en", "halv"]:
            return Decimal("1.5"), Decimal("0.1"), at + 4
        return (Decimal(1), Decimal(1), at + 1) if after in _SCALES or after in _UNIT_WORDS else None
    if token.norm == "halvannan":
        return Decimal("1.5"), Decimal("0.1"), at + 1
    if token.norm == "half" and [t.norm for t in tokens[at + 1 : at + 2]] == ["a"]:
        return Decimal("0.5"), Decimal("0.1"), at + 2
    value = CARDINALS.get(token.norm)
    if value is None:
        value = _hundreds(token.norm)
    if value is None:
        return None
    end = at + 1
    if token.norm in _TENS_EN or token.norm in _TENS:
        follow = end + 1 if end < len(tokens) and tokens[end].norm == "-" else end
        unit = CARDINALS.get(tokens[follow].norm) if follow < len(tokens) else None
        if unit is not None and 0 < unit < 10 and (follow > end or token.norm in _TENS_EN):
            return Decimal(value + unit), Decimal(1), follow + 1
    return Decimal(value), Decimal(1), end


def _hundreds(word: str) -> int | None:
    """hundra, tvåhundra, trehundrafemtio, tusen."""
    if word in ("tusen", "ettusen", "thousand"):
        return 1000
    if word == "hundred":
        return 100
    head, found, tail = word.partition("hundra")
    if not found:
        return None
    many = CARDINALS.get(head) if head else 1
    rest = CARDINALS.get(tail) if tail else 0
    return None if many is None or rest is None or not 0 < many < 10 else 100 * many + rest


def _fraction(tokens: Sequence[Token], at: int) -> tuple[Decimal, int, str] | None:
    """A share in words or as 1/3, in per cent: (value, next index, kind)."""
    token = tokens[at]
    if (
        token.kind == "number"
        and at + 2 < len(tokens)
        and tokens[at + 1].norm == "/"
        and tokens[at + 2].kind == "number"
    ):
        if max(len(token.text), len(tokens[at + 2].text)) > _DIGITS:
            return None
        over, under = parse_decimal(token.text), parse_decimal(tokens[at + 2].text)
        if over is not None and under and over < under <= 20:
            return 100 * over / under, at + 3, "fraction"
        return None
    if token.norm in _EVERY and at + 1 < len(tokens):
        ordinal = ORDINALS.get(tokens[at + 1].norm)
        return (Decimal(100) / ordinal, at + 2, "fraction") if ordinal and ordinal > 1 else None
    count, follow = 1, at
    if token.norm in CARDINALS and at + 1 < len(tokens):
        count, follow = CARDINALS[token.norm], at + 1
        if tokens[follow].norm == "-" and follow + 1 < len(tokens):
            follow += 1
        if [t.norm for t in tokens[follow : follow + 1]] == ["in"] and follow + 1 < len(tokens):
            under_word = CARDINALS.get(tokens[follow + 1].norm)
            return (
                (Decimal(100 * count) / under_word, follow + 2, "fraction")
                if under_word and under_word > count
                else None
            )
    elif token.norm in ("a", "an") and at + 1 < len(tokens):
        follow = at + 1
    word = tokens[follow].norm
    if word in _FRACTIONS and (follow > at or word not in _FRACTION_NEEDS_COUNT or word in ("half", "halva")):
        if word in ("half", "halva") and follow + 1 < len(tokens) and tokens[follow + 1].norm in ("a", *_SCALES):
            return None
        over_under = _FRACTIONS[word]
        return Decimal(100 * count * over_under[0]) / over_under[1], follow + 1, "fraction"
    return None


def _hedge_before(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """The hedge in front of an amount, with a filler or two between: (hedge, first index)."""
    end = at
    for _ in range(3):
        for phrase, hedge in _HEDGES_BY_LAST.get(tokens[end - 1].norm, ()) if end else ():
            begin = end - len(phrase)
            if begin >= 0 and tuple(t.norm for t in tokens[begin:end]) == phrase:
                if (
                    hedge in ("over", "under", "about")
                    and begin > 0
                    and tokens[begin - 1].norm in ("strax", "just", "lite", "precis")
                ):
                    return (
                        "just_over" if hedge == "over" else "just_under" if hedge == "under" else "about"
                    ), begin - 1
                return hedge, begin
        if end > 0 and tokens[end - 1].norm in _FILLERS:
            end -= 1
        else:
            break
    return "", at


def find_amounts(tokens: Sequence[Token], taken: frozenset[int] = frozenset()) -> tuple[Amount, ...]:
    """All amounts among the tokens, left to right; token indices in `taken` (years, dates) are passed over."""
    found: list[Amount] = []
    at = 0
    while at < len(tokens):
        amount = None if at in taken else _amount_at(tokens, at, taken)
        if amount is None:
            at += 1
        else:
            found.append(amount)
            at = amount.end
    for index in range(len(found) - 1):  # "43 till 544 miljoner": the first borrows the second's unit
        first, second = found[index], found[index + 1]
        between = [t.norm for t in tokens[first.end : second.start] if t.norm not in ("från", "from")]
        if (
            first.bare
            and second.unit
            and second.kind == "number"
            and between
            in (["till"], ["-"], ["och"], ["to"], ["and"], ["mot"], ["respektive"], ["resp"], ["eller"], ["or"])
        ):
            factor = second.scale
            found[index] = Amount(
                first.value * factor, second.unit, first.step * factor, first.start, first.end, first.hedge, "number", first.signed, first.definite, first.said, False, factor,
            )  # fmt: skip
    return tuple(found)


def _amount_at(tokens: Sequence[Token], at: int, taken: frozenset[int]) -> Amount | None:
    """The amount that begins with the token at `at`, if one does."""
    token = tokens[at]
    if token.kind == "mark" and token.norm not in "+-":
        return None
    hedge = ""

    def made(
        value: Decimal,
        unit: str | None,
        step: Decimal,
        end: int,
        kind: str = "number",
        signed: int = 0,
        definite: bool = False,
        bare: bool = False,
    ) -> Amount:
        nonlocal hedge
        hedge = _hedge_before(tokens, at)[0]
        for phrase, after in _AFTER.items():
            if not hedge and tuple(t.norm for t in tokens[end : end + len(phrase)]) == phrase:
                hedge = after
        said = " ".join(t.text for t in tokens[at:end])
        return Amount(value, unit, step, at, end, hedge, kind, signed, definite, said, bare, scale)

    scale = Decimal(1)
    multiple = _MULTIPLES.get(token.norm)
    folded = _FOLDED_MULTIPLE.match(token.norm)
    if multiple is None and folded:
        multiple = Decimal(100 if folded[1] == "hundra" else CARDINALS[folded[1]])
    if multiple is not None:
        return made(multiple, "ratio", Decimal("0.5"), at + 1, "multiple")
    fraction = _fraction(tokens, at)
    if fraction is not None and not taken & set(range(at, fraction[1])):
        return made(fraction[0], "percent", Decimal(1), fraction[1], fraction[2])
    signed = 0
    if (
        at > 0
        and tokens[at - 1].norm in "-+"
        and tokens[at - 1].kind == "mark"
        and not (at > 1 and tokens[at - 1].joined)
        and token.kind == "number"
    ):
        signed = -1 if tokens[at - 1].norm == "-" else 1
    if at > 0 and tokens[at - 1].norm == "minus":
        signed = -1
    number = _cardinal(tokens, at)
    if number is None:
        return None
    value, step, end = number
    unit: str | None = None
    definite = False
    scaled = False
    scale = Decimal(1)
    while end < len(tokens) and end not in taken:
        word = tokens[end].norm
        if (
            word == "-"
            and end + 1 < len(tokens)
            and tokens[end + 1].joined
            and tokens[end + 1].norm in (*_SCALES, *_MONEY, *_UNIT_WORDS)
        ):
            end += 1
            continue
        if word in _SCALES and not (
            word in ("m", "b", "k", "md", "mn")
            and not tokens[end].joined
            and tokens[end].kind == "word"
            and token.kind != "number"
        ):
            power = Decimal(10) ** _SCALES[word]
            if scale * power > _LARGEST:
                return None
            value, step, scaled, scale = value * power, step * power, True, scale * power
            unit = "SEK" if word in _MONEY_SCALES else unit
            definite = definite or word in _DEFINITE
            end += 1
            continue
        if word in _MONEY:
            unit, definite, end = "SEK", definite or word in _DEFINITE, end + 1
            continue
        break
    if unit is None and end < len(tokens) and end not in taken:
        word = tokens[end].norm
        if word == "per" and end + 1 < len(tokens) and tokens[end + 1].norm in ("cent", "hundra"):
            unit, end = "percent", end + 2
        elif (
            word in ("percentage", "procents")
            and end + 1 < len(tokens)
            and tokens[end + 1].norm in ("points", "point", "enheter")
        ):
            unit, end = "percentage_points", end + 2
        elif word in _UNIT_WORDS and not (scaled and _UNIT_WORDS[word] in ("years", "days")):
            unit, definite, end = _UNIT_WORDS[word], definite or word in _DEFINITE, end + 1
            if unit == "ratio" and token.norm in ("en", "ett", "a"):
                return None
        elif word == "+" and tokens[end].joined:
            unit, end = "years", end + 1
    if unit is None and at > 0 and tokens[at - 1].norm in ("sek", "kr"):
        unit = "SEK"
    if unit is None and scaled and abs(value) >= 1_000_000:
        unit = "SEK"
    if at > 0 and tokens[at - 1].norm in ("de", "dom", "the", "statens", "dessa", "those", "these", "våra", "sina"):
        definite = True
    if unit == "persons" and at and tokens[at - 1].norm in ("per", "/"):
        unit = None
    return made(
        -value if signed < 0 else value, unit, step, end, "number", signed, definite, unit is None and not scaled
    )
