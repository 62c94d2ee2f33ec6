"""Numbers on their own: "398 262 434", "11,8", "tjugofem", "trehundra", "en och en halv", "en fjärdedel", "1/3"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from knowledge.language.number_words import (
    AFTER_DECIMAL_COMMA,
    AFTER_DECIMAL_POINT,
    CARDINALS,
    ENGLISH_TENS,
    EVERY,
    FRACTIONS,
    NEED_A_COUNT,
    ORDINALS,
    SCALES,
    TENS,
    UNIT_WORDS,
)
from knowledge.language.text import Token

_LONGEST = 24
"""Characters of the longest run of digits that is read as a number."""

_LONGEST_IN_FRACTION = 6
_LARGEST_DENOMINATOR = 20
_ONE_AND_A_HALF = Decimal("1.5")
_HALF = Decimal("0.5")
_TENTH = Decimal("0.1")
_HALVES = ("half", "halva")
_ONE_GROUP = re.compile(r"\d{1,3}[.,]\d{3}")
_MIXED_GROUPS = re.compile(r"\d{1,3}(,\d{3})+\.\d+|\d{1,3}(\.\d{3})+,\d+")


class Numeral(NamedTuple):
    """A number read from some tokens: `step` is the size of the last digit stated, `end` the token after it."""

    value: Decimal
    step: Decimal
    end: int


def parse_decimal(text: str) -> Decimal | None:
    """A number token as a Decimal: three digits after one separator are thousands, unless zeros alone stand before."""
    compact = text.replace(" ", "")
    if ":" in compact:
        return None
    parts = re.split(r"[.,]", compact)
    if len(parts) == 1:
        return Decimal(compact)
    if len(parts) > 2:
        if _MIXED_GROUPS.fullmatch(compact):
            return Decimal("".join(parts[:-1]) + "." + parts[-1])
        return Decimal("".join(parts)) if all(len(part) == 3 for part in parts[1:]) else None
    whole, rest = parts
    if len(rest) == 3 and whole.strip("0") and len(whole) <= 3 and " " not in text:
        return Decimal(whole + rest)
    return Decimal(f"{whole}.{rest}")


_ARTICLES = ("en", "ett", "a", "an")
_SOFTENED = ("dryg", "knapp", "drygt", "knappt", "dryga")
_HALVED = ("halv", "halva")
_HALF_OF_TWO = "halvannan"


def begins_numeral(word: str) -> bool:
    """Whether a number or a share may begin with a word."""
    known = word in CARDINALS or word in FRACTIONS or word in SCALES or word in EVERY or word in _ARTICLES
    return known or word in _HALVED or word == _HALF_OF_TWO or _hundreds(word) is not None


def cardinal(tokens: Sequence[Token], at: int) -> Numeral | None:
    """Digits or number words that begin at `at`."""
    token = tokens[at]
    if token.kind == "number":
        return None if _is_slashed(tokens, at) and tokens[at + 2].joined else _digits(tokens, at)
    if token.norm in _ARTICLES and at + 1 < len(tokens):
        return _after_article(tokens, at)
    if at and tokens[at - 1].norm in _SOFTENED and (token.norm in _HALVED or token.norm in SCALES):
        half = token.norm in _HALVED  # "en dryg halv miljard", "en knapp miljard"
        return Numeral(_HALF if half else Decimal(1), _TENTH if half else Decimal(1), at + half)
    if token.norm == _HALF_OF_TWO:
        return Numeral(_ONE_AND_A_HALF, _TENTH, at + 1)
    if token.norm == "half" and _norms(tokens, at + 1, 1) == ["a"]:
        return Numeral(_HALF, _TENTH, at + 2)
    return _spoken(tokens, at)


def _digits(tokens: Sequence[Token], at: int) -> Numeral | None:
    """A number token; three digits behind its only separator are decimals where the next word has no thousands."""
    text = tokens[at].text
    if len(text) > _LONGEST:
        return None
    after = tokens[at + 1].norm if at + 1 < len(tokens) else ""
    decimals = _ONE_GROUP.fullmatch(text) is not None and (
        after in (AFTER_DECIMAL_COMMA if "," in text else AFTER_DECIMAL_POINT)
        or (text[3] in ".," and after in AFTER_DECIMAL_COMMA)  # nothing here is 398 262 million
    )
    if decimals:
        value: Decimal | None = Decimal(text.replace(",", "."))
    else:
        value = parse_decimal(text)
    return None if value is None else Numeral(value, _step(value), at + 1)


def _step(value: Decimal) -> Decimal:
    """The place of the last digit stated; whole groups of three closing zeros count as rounding."""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < 0:
        return Decimal(1).scaleb(exponent)
    whole = str(int(abs(value)))
    zeros = len(whole) - len(whole.rstrip("0")) if value else 0
    return Decimal(1).scaleb(3 * (zeros // 3))


def _after_article(tokens: Sequence[Token], at: int) -> Numeral | None:
    """A half, one and a half, or one of what follows: "en halv", "en och en halv", "en miljard"."""
    after = tokens[at + 1].norm
    if after in ("halv", "halva", "half") and at + 2 < len(tokens):
        return Numeral(_HALF, _TENTH, at + 2)
    if after == "och" and _norms(tokens, at + 2, 2) == ["en", "halv"]:
        return Numeral(_ONE_AND_A_HALF, _TENTH, at + 4)
    return Numeral(Decimal(1), Decimal(1), at + 1) if after in SCALES or after in UNIT_WORDS else None


def _spoken(tokens: Sequence[Token], at: int) -> Numeral | None:
    """A number in words, in one ("tjugofem", "tvåhundra") or as tens and a unit ("twenty-five")."""
    word, end = tokens[at].norm, at + 1
    value = CARDINALS.get(word)
    if value is None:
        value = _hundreds(word)
    if value is None:
        return None
    if word in TENS:
        hyphen = end < len(tokens) and tokens[end].norm == "-"
        follow = end + 1 if hyphen else end
        unit = CARDINALS.get(tokens[follow].norm) if follow < len(tokens) else None
        if unit is not None and 0 < unit < 10 and (hyphen or word in ENGLISH_TENS):
            return Numeral(Decimal(value + unit), Decimal(1), follow + 1)
    return Numeral(Decimal(value), Decimal(1), end)


def _hundreds(word: str) -> int | None:
    """The number that a word from hundred upwards says: hundra, tvåhundra, trehundrafemtio, tusen."""
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


def fraction(tokens: Sequence[Token], at: int) -> Numeral | None:
    """A share that begins at `at`, in per cent: "en fjärdedel", "var femte", "one in five", "1/3"."""
    if _is_slashed(tokens, at):
        return _slashed_fraction(tokens, at)
    word = tokens[at].norm
    if word in EVERY and at + 1 < len(tokens):
        ordinal = ORDINALS.get(tokens[at + 1].norm)
        return _percent(1, ordinal, at + 2) if ordinal and ordinal > 1 else None
    if word in CARDINALS and at + 1 < len(tokens):
        return _counted_fraction(tokens, at)
    return _named_fraction(tokens, at + 1 if word in ("a", "an") and at + 1 < len(tokens) else at, at)


def _slashed_fraction(tokens: Sequence[Token], at: int) -> Numeral | None:
    """A share as 1/3; 2/2024 is none."""
    if max(len(tokens[at].text), len(tokens[at + 2].text)) > _LONGEST_IN_FRACTION:
        return None
    over, under = parse_decimal(tokens[at].text), parse_decimal(tokens[at + 2].text)
    if over is None or not under or not over < under <= _LARGEST_DENOMINATOR:
        return None
    return Numeral(100 * over / under, Decimal(1), at + 3)


def _counted_fraction(tokens: Sequence[Token], at: int) -> Numeral | None:
    """A share with a number before it: "två tredjedelar", "three-quarters", "one in five"."""
    count, follow = CARDINALS[tokens[at].norm], at + 1
    if tokens[follow].norm == "-" and follow + 1 < len(tokens):
        follow += 1
    if tokens[follow].norm == "in" and follow + 1 < len(tokens):
        under = CARDINALS.get(tokens[follow + 1].norm)
        return _percent(count, under, follow + 2) if under and under > count else None
    return _named_fraction(tokens, follow, at, count)


def _named_fraction(tokens: Sequence[Token], at: int, start: int, count: int = 1) -> Numeral | None:
    """A share in one word at `at` of an expression that begins at `start`; "half a million" is a number, no share."""
    word = tokens[at].norm
    if word not in FRACTIONS or (at == start and word in NEED_A_COUNT and word not in _HALVES):
        return None
    if word in _HALVES and at + 1 < len(tokens) and (tokens[at + 1].norm == "a" or tokens[at + 1].norm in SCALES):
        return None
    over, under = FRACTIONS[word]
    return _percent(count * over, under, at + 1)


def _percent(over: int, under: int, end: int) -> Numeral:
    """A share of whole numbers, in per cent."""
    return Numeral(Decimal(100 * over) / under, Decimal(1), end)


def _is_slashed(tokens: Sequence[Token], at: int) -> bool:
    """Whether two numbers with a slash between begin at `at`."""
    return (
        tokens[at].kind == "number"
        and at + 2 < len(tokens)
        and tokens[at + 1].norm == "/"
        and tokens[at + 2].kind == "number"
    )


def _norms(tokens: Sequence[Token], start: int, count: int) -> list[str]:
    """The normalised words of at most `count` tokens."""
    return [token.norm for token in tokens[start : start + count]]
