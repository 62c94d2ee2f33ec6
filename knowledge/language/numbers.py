"""Amounts as people and documents write them, in Swedish and English.

"398 262 434", "398,262,434", "11.8bn", "0,4 miljarder", "400 mkr", "en fjärdedel", "var femte krona", "dubbelt så
mycket", "−14 mdkr": each becomes an `Amount` in base units with the step in which it was stated, so that a claim can be
judged at its own precision. `numerals` reads the number, `hedges` what softens it, `number_words` has the words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct
from msgspec.structs import replace

from knowledge.language.hedges import HEDGE_WORDS, hedge_of
from knowledge.language.number_words import (
    CARDINALS,
    DEFINITE,
    MONEY,
    MONEY_SCALES,
    MULTIPLES,
    ORDINALS,
    SCALES,
    SHORT_SCALES,
    UNIT_WORDS,
)
from knowledge.language.numerals import Numeral, begins_numeral, cardinal, fraction, parse_decimal
from knowledge.language.recent import Recent
from knowledge.language.tables import word_set
from knowledge.language.text import Token

__all__ = ["CARDINALS", "ORDINALS", "Amount", "find_amounts", "parse_decimal"]

_LARGEST = Decimal(10) ** 15
_MILLION = 1_000_000
_WRITTEN_OUT = 10_000
"""From so much on a number is of kronor beside one of millions."""
_FOLDED_MULTIPLE = re.compile(
    r"^(två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tjugo|hundra|tva|atta)(?:dubb\w+|fald\w*|falt)$"
)
_LARGE_SCALE = 6
_FORTIETH = Decimal("0.025")
_HUNDREDFOLD = 100
_BETWEEN = word_set("till - och o to and mot respektive resp eller or")
"""What stands between two amounts of which the first borrows the unit of the second ("43 till 544 miljoner")."""
_FROM = ("från", "from")
_LIMITS_JOINED = word_set("men fast och but and samtidigt")
"""What joins the two limits of something, with the words of their hedges."""
_THANKS = ("tack", "thanks")
_POINTING = word_set("de dom the statens dessa those these våra sina")
"""Words before an amount that point to one already known."""
_MORE = word_set("extra additional ytterligare nya new")
"""Words that may stand between: "the extra 6bn"."""
_AFTER_HYPHEN = frozenset({*SCALES, *MONEY, *UNIT_WORDS})


class Amount(Struct, frozen=True):
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
    """Number, multiple ("dubbelt") or fraction ("en fjärdedel")."""
    signed: int = 0
    """−1 or +1 where a sign was written."""
    definite: bool = False
    said: str = ""
    bare: bool = False
    """Whether neither a unit nor a scale was said."""
    scale: Decimal = Decimal(1)
    """What the number said was multiplied by ("miljarder")."""
    guessed: bool = False
    """Whether the unit was not said: millions of something are mostly kronor."""

    def rounds_to(self, value: Decimal) -> bool:
        """Whether `value`, rounded to the step of this amount, is this amount."""
        if abs(value) > self.step * _LARGEST:
            return False
        return (value / self.step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * self.step == self.value


def find_amounts(tokens: Sequence[Token], taken: frozenset[int] = frozenset()) -> tuple[Amount, ...]:
    """All amounts among the tokens, left to right; token indices in `taken` (years, dates) are passed over."""
    found: list[Amount] = []
    at = 0
    while at < len(tokens):
        passed = at in taken or (tokens[at].is_word and (not _BEGINNING[tokens[at].norm] or _thanks(tokens, at)))
        amount = None if passed else _amount_at(tokens, at, taken)
        if amount is None:
            at += 1
        else:
            found.append(amount)
            at = amount.end
    for index in range(len(found) - 1):
        found[index] = _with_borrowed_unit(tokens, found[index], found[index + 1])
        found[index + 1] = _grown_to(tokens, found[index], found[index + 1])
    return tuple(found)


def _thanks(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number in words only thanks: "tusen tack"."""
    return at + 1 < len(tokens) and tokens[at + 1].norm in _THANKS


def _may_begin(word: str) -> bool:
    """Whether an amount may begin with a word."""
    return begins_numeral(word) or _multiple(word) is not None


_BEGINNING = Recent(_may_begin)


def _with_borrowed_unit(tokens: Sequence[Token], first: Amount, second: Amount) -> Amount:
    """The first of two amounts, with the unit and scale of the second where it has none: "43 till 544 miljoner"."""
    if not (first.bare and second.unit and second.kind == "number"):
        return first
    between = [token.norm for token in tokens[first.end : second.start] if token.norm not in _FROM]
    if (len(between) != 1 or between[0] not in _BETWEEN) and not _are_two_limits(first, second, between):
        return first
    factor = second.scale
    if first.value >= _WRITTEN_OUT and factor >= _MILLION:  # "500 000 respektive en miljon kronor"
        factor = Decimal(1)
    return replace(
        first,
        value=first.value * factor,
        unit=second.unit,
        step=first.step * factor,
        kind="number",
        bare=False,
        scale=factor,
    )


def _grown_to(tokens: Sequence[Token], first: Amount, second: Amount) -> Amount:
    """The second of two amounts, with the unit and scale of the first where it has none: "från 5 miljarder till 7"."""
    before = tokens[first.start - 1].norm if first.start else ""
    to = tokens[second.start - 1].norm
    if not (second.bare and first.unit and before in _FROM and to in _UP_TO) or second.value >= _WRITTEN_OUT:
        return second
    value, step = second.value * first.scale, second.step * first.scale
    return replace(second, value=value, unit=first.unit, step=step, bare=False, scale=first.scale)


_UP_TO = word_set("till to")


def _are_two_limits(first: Amount, second: Amount, between: Sequence[str]) -> bool:
    """Whether two amounts are the two limits of something: "mer än 90 men mindre än 100 miljoner"."""
    joined = not _LIMITS_JOINED.isdisjoint(between) and HEDGE_WORDS.union(_LIMITS_JOINED).issuperset(between)
    return joined and bool(first.hedge) and bool(second.hedge)


def _amount_at(tokens: Sequence[Token], at: int, taken: frozenset[int]) -> Amount | None:
    """The amount that begins with the token at `at`, if one does."""
    if tokens[at].kind == "mark":
        return None
    multiple = _multiple(tokens[at].norm)
    if multiple is not None:
        return _made(tokens, at, Amount(multiple, "ratio", Decimal("0.5"), at, at + 1, kind="multiple"))
    share = fraction(tokens, at)
    follow = tokens[share.end].norm if share is not None and share.end < len(tokens) else ""
    if share is not None and follow in SCALES and SCALES[follow] >= _LARGE_SCALE:  # "en kvarts miljon"
        return _measured(tokens, at, Numeral(share.value / 100, _FORTIETH, share.end), taken)
    if share is not None and not taken.intersection(range(at, share.end)):
        return _made(tokens, at, Amount(share.value, "percent", share.step, at, share.end, kind="fraction"))
    number = cardinal(tokens, at)
    return None if number is None else _measured(tokens, at, _and_a_half(tokens, number), taken)


def _and_a_half(tokens: Sequence[Token], number: Numeral) -> Numeral:
    """A number with the half behind it: the 6.5 of "sex och en halv miljard", "six and a half billion"."""
    end = number.end
    behind = tuple(token.norm for token in tokens[end : end + 4])
    if len(behind) < 4 or behind[0] not in _AND or behind[1] not in _ONE or behind[2] not in _HALF:
        return number
    if behind[3] not in SCALES and behind[3] not in UNIT_WORDS:
        return number
    half = Decimal("0.5")
    return Numeral(number.value + half, half, end + 3)


_AND, _ONE, _HALF = word_set("och o and"), word_set("en ett a 1"), word_set("halv halvt half")


def _made(tokens: Sequence[Token], at: int, amount: Amount) -> Amount:
    """The amount with its hedge and the words that state it."""
    said = " ".join(token.text for token in tokens[at : amount.end])
    return replace(amount, hedge=hedge_of(tokens, at, amount.end), said=said)


def _multiple(word: str) -> Decimal | None:
    """How many times as much a word says: dubbelt, femfaldigt, hundrafalt."""
    multiple = MULTIPLES.get(word)
    if multiple is not None:
        return multiple
    folded = _FOLDED_MULTIPLE.match(word)
    if folded is None:
        return None
    return Decimal(_HUNDREDFOLD if folded[1] == "hundra" else CARDINALS[folded[1]])


def _measured(tokens: Sequence[Token], at: int, number: Numeral, taken: frozenset[int]) -> Amount | None:
    """The amount of a number that begins at `at`, with the scale, currency and unit that follow it."""
    amount = _scaled(tokens, Amount(number.value, None, number.step, at, number.end), taken)
    if amount is None:
        return None
    if amount.unit is None and amount.end not in taken:
        unit, end = _unit_at(tokens, amount.end, amount)
        if unit == "ratio" and tokens[at].norm in ("en", "ett", "a"):
            return None  # en gång
        definite = amount.definite or (unit is not None and tokens[amount.end].norm in DEFINITE)
        amount = replace(amount, unit=unit, end=end, definite=definite)
        if unit == "permille":
            amount = replace(amount, unit="percent", value=amount.value / 10, step=amount.step / 10)
    before = tokens[at - 1].norm if at else ""
    unit = amount.unit
    many = max(abs(amount.value), amount.scale) >= _MILLION  # "en halv miljon" too
    guessed = unit is None and before not in ("sek", "kr") and amount.scale != 1 and many
    if guessed or (unit is None and before in ("sek", "kr")):
        unit = "SEK"
    if unit == "persons" and before in ("per", "/"):
        unit = None
    signed = _sign(tokens, at)
    return _made(
        tokens,
        at,
        replace(
            amount,
            value=-amount.value if signed < 0 else amount.value,
            unit=unit,
            signed=signed,
            definite=amount.definite or before in _POINTING or (before in _MORE and _norm(tokens, at - 2) in _POINTING),
            bare=unit is None and amount.scale == 1,
            guessed=guessed,
        ),
    )


def _norm(tokens: Sequence[Token], at: int) -> str:
    """The word at an index; empty before the first."""
    return tokens[at].norm if at >= 0 else ""


def _sign(tokens: Sequence[Token], at: int) -> int:
    """−1 after "minus" or a minus sign, +1 after a plus sign, 0 where the mark joins two things ("30-40")."""
    before = tokens[at - 1] if at else None
    if before is None:
        return 0
    if before.norm in ("minus", "plus"):
        both = at > 1 and tokens[at - 2].norm in ("plus", "+", "minus", "-")
        return 0 if both else -1 if before.norm == "minus" else 1
    joins = at > 1 and before.joined
    if before.kind != "mark" or before.norm not in "-+" or joins or tokens[at].kind != "number":
        return 0
    return -1 if before.norm == "-" else 1


def _scaled(tokens: Sequence[Token], amount: Amount, taken: frozenset[int]) -> Amount | None:
    """The amount with the scales and the currency that follow its number; None where it grows beyond all sums."""
    value, step, scale, end = amount.value, amount.step, amount.scale, amount.end
    unit, definite = amount.unit, amount.definite
    digits = tokens[amount.start].kind == "number"
    while end < len(tokens) and end not in taken:
        word = tokens[end].norm
        if _is_hyphen_in_word(tokens, end):
            end += 1
            continue
        if word in SCALES and (digits or _may_scale_words(tokens[end])):
            power = Decimal(10) ** SCALES[word]
            if scale * power > _LARGEST:
                return None
            value, step, scale = value * power, step * power, scale * power
            unit = "SEK" if word in MONEY_SCALES else unit
        elif word in MONEY:
            unit = "SEK"
        else:
            break
        definite = definite or word in DEFINITE
        end += 1
    return replace(amount, value=value, unit=unit, step=step, end=end, definite=definite, scale=scale)


def _may_scale_words(token: Token) -> bool:
    """Whether a scale counts after a number in words: a letter alone ("m", "k") does not."""
    return token.norm not in SHORT_SCALES or token.joined or not token.is_word


def _is_hyphen_in_word(tokens: Sequence[Token], at: int) -> bool:
    """Whether a hyphen only ties a number to its unit: "30-dagars", "3-miljarder"."""
    if tokens[at].norm != "-" or at + 1 >= len(tokens):
        return False
    return tokens[at + 1].joined and tokens[at + 1].norm in _AFTER_HYPHEN


def _unit_at(tokens: Sequence[Token], at: int, amount: Amount) -> tuple[str | None, int]:
    """The unit that stands at `at`, and the token after it; no unit and `at` where none does."""
    if at >= len(tokens):
        return None, at
    word = tokens[at].norm
    after = tokens[at + 1].norm if at + 1 < len(tokens) else ""
    if word == "per" and after in ("cent", "hundra"):
        return "percent", at + 2
    if word in ("percentage", "procents") and after in ("points", "point", "enheter"):
        return "percentage_points", at + 2
    unit = UNIT_WORDS.get(word)
    if unit is not None:
        return (None, at) if amount.scale != 1 and unit in ("years", "days") else (unit, at + 1)
    if word == "+" and tokens[at].joined and not after.isdecimal():  # "80+", but not the years of "24+25"
        return "years", at + 1
    return None, at
