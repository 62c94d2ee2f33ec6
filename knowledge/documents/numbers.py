"""The figures of a sentence: digits and number words with unit, sign, range and approximation; without what is none.

Years, dates, ages, numbers of pages, tables, sections and laws, telephone numbers, ids and what a rate is counted by
("per 100 000") are numbers, and no figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from knowledge.documents.not_figures import hidden
from knowledge.folder.words import number_words_in

_SPACES = " \u00a0\u2007\u2009\u202f"
_NUMBER = re.compile(rf"[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+(?:,[0-9]+)?(?![0-9])|[0-9]+(?:[.,][0-9]+)*")
_SIGNS = "-+\u2010\u2011\u2012\u2013\u2014\u2212"
_UNIT = re.compile(
    rf"[{_SPACES}]*(?:"
    r"(?P<percentage_points>procentenhet(?:er|ers)?|percentage points?)"
    r"|(?P<percent>%|procent|per ?cent)"
    r"|(?P<SEK_per_person>(?:kronor|kr|sek) ?(?:per|/) ?(?:inv\w*|person|capita|inhabitant))"
    r"|(?P<mdkr>miljard(?:er|en|erna)?|mdkr|mdr|mrd|md|bn|billion)"
    r"|(?P<mnkr>miljon(?:er|en|erna)?|mnkr|mkr|milj|mn|mio|million)"
    r"|(?P<tkr>tkr|tusen kronor|tusen kr|tusen|thousand)"
    r"|(?P<kr>kronor|kr|sek)"
    r"|(?P<days>(?:vård)?dag(?:ar|ars)?|dygn|days?)"
    r"|(?P<other>år(?:s|en|ig\w*)?|years?|månad\w*|months?|veck(?:a|or|ors)|weeks?|timm\w*|hours?|minut\w*|sekund\w*"
    r"|km|kilometer|mil|kvm|kvadratmeter|m²|ton|kg|kilo|liter|euro|dollar|usd|eur|[kmg]wh|grader|poäng|:e|:a|e|:\w+)"
    r")(?![^\W\d_])",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"^[\s]*(?:[^\W\d_]+\s+){0,2}?(?:[^\W\d_]*(?:personer|invånare|anställda|medarbetare|patienter|individer|människor"
    r"|barn|unga|elever|studenter|läkare|sjuksköterskor|undersköterskor|kvinnor|män|årsarbetare|boende|deltagare"
    r"|medborgare|åringar|person|people|patients|inhabitants|employees|persons|nurses|doctors))(?![^\W\d_])",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"^\s+(?:av\s+(?:[^\W\d_]+|[0-9]+)\s+)?(?:[^\W\d_]{3,}(?:a|na|e)\s+){0,1}(?:[^\W\d_]*(?:regioner|kommuner|län|länder|sjukhus|centraler|kliniker"
    r"|mottagningar|avdelningar|enheter|förvaltningar|nämnder|bolag|platser|personer|patienter|medarbetare|invånare"
    r"|anställda|besök|operationer|ambulanser|tjänster|regions|hospitals|municipalities|clinics|patients|countries))"
    r"(?![^\W\d_])",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:^|[\s(])(?:ca\.?|c:a|cirka|circa|omkring|ungefär|runt|drygt|dryga|knappt|knappa|nästan|närmare|nära|uppemot"
    r"|bortåt|uppskattningsvis|i storleksordningen|över|mer än|fler än|minst|högst|upp till|mindre än|färre än|under"
    r"|about|around|nearly|almost|approximately|roughly|some|over|more than|less than|up to|at least|just over"
    r"|just under)\s+[-+\u2212\u2013]?\s?$",
    re.IGNORECASE,
)
_FALLS = re.compile(
    r"\b(?:minsk\w*|sjunk\w*|sjönk|föll|faller|fallit|fall|tapp\w*|backa\w*|decreas\w*|fell|fall\w*|declin\w*|dropp\w*|minus)"
    r"\s+(?:[^\W\d_]+\s+){0,3}(?:med|by|på)\s+(?:[^\W\d_.]+\.?\s+){0,2}$|\bminus\s+$"
    r"|\b(?:underskott(?:et)?|förlust(?:en)?|deficit|loss)\s+(?:(?:på|om|uppgår|uppgick|blev|blir|beräknas|bli|till|är|var"
    r"|väntas|of|to)\s+)*(?:[^\W\d_.]+\.?\s+){0,1}$",
    re.IGNORECASE,
)
_LOWER = re.compile(r"\s+(?:lägre|färre|mindre|lower|fewer|less)\b", re.IGNORECASE)
_PEOPLE_BEFORE = re.compile(
    r"\b(?:antal(?:et)?|number of)\s+[^\W\d_]*(?:anställda|medarbetare|patienter|invånare|personer|årsarbetare|läkare"
    r"|sköterskor|employees|patients|people|inhabitants)\b[^.;:0-9]*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[-\u2013\u2014]|till|och|to|and|respektive|resp\.?|mot|eller|,)\s*")
_RANGE = re.compile(r"\s*(?:[-\u2013]|till|och|to|and)\s*(?:(?:ca|cirka)\s+)?")
_FROM = re.compile(r"\b(?:från|mellan|from|between)\s+$", re.IGNORECASE)
_CHANGES = re.compile(
    r"\b(?:öka\w*|stig\w*|steg|väx\w*|höj\w*|minsk\w*|sjunk\w*|sjönk|sänk\w*|förbättra\w*|increas\w*|rose|grew|gått|gick"
    r"|ändra\w*)\b",
    re.IGNORECASE,
)
_OF = re.compile(r"\s+(?:av|of)\s+(?:de\s+|landets\s+|totalt\s+)?")
_CONDITION = re.compile(r"\b(?:vid|at)\s+$|\b(?:vid|at)\s+[0-9][0-9 ]*\s\w+\s+(?:resp\w*|och|and)\s+$")
_NEAR = 160
"""So many characters before a number are looked at for what they say of it."""
_MONEY_UNITS = ("mdkr", "mnkr", "tkr", "kr")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a text: value and unit as published (unit None where none was written), and where it stands.

    `upper` is the end of a range; `sure` is lower where much was guessed.
    """

    value: Decimal
    unit: str | None
    start: int
    end: int
    upper: Decimal | None = None
    approximate: bool = False
    signed: bool = False
    in_words: bool = False


def figures_in(text: str, decimals: str | None = None) -> list[Figure]:
    """The figures of a text, in order.

    Args:
        text: a paragraph with its white space folded.
        decimals: what separates decimals in the document, where that is known.

    Returns:
        The figures.
    """
    out = hidden(text)
    found = [figure for match in _NUMBER.finditer(text) if (figure := _figure(text, match, out, decimals))]
    found = [figure for figure in _borrowed(text, found) if figure.unit != "other"]
    found = list(_ranges(text, list(_shares(text, found))))
    found = [figure for figure in found if _is_wanted(text, figure)]
    found += _words(text, found)
    return sorted(found, key=lambda figure: figure.start)


def _figure(text: str, match: re.Match[str], out: list[tuple[int, int]], decimals: str | None) -> Figure | None:
    """What a run of digits is, None where it is no figure."""
    start, end = match.span()
    if any(begin < end and start < stop for begin, stop in out):
        return None
    value = parsed(match.group(), decimals)
    if value is None:
        return None
    sign, signed = _sign(text, start)
    unit = _UNIT.match(text, end)
    name = unit.lastgroup if unit else None
    if name == "tkr" and unit and unit.group().strip().lower() in ("tusen", "thousand") and _people(text, unit.end()):
        value, name = value * 1000, "persons"
    elif name == "mnkr" and unit and _people(text, unit.end()):
        value, name = value * 10**6, "persons"
    elif name is None and (_people(text, end) or _PEOPLE_BEFORE.search(text[max(0, start - _NEAR) : start])):
        name = "persons"
    elif name is None and _COUNTED.match(text[end : end + 50]):
        name = "count"
    stop = unit.end() if unit else end
    ahead = text[max(0, start - _NEAR) : start]
    if not signed and (_FALLS.search(ahead) or (name == "percent" and _LOWER.match(text[stop:]))):
        sign = -1
    return Figure(value * sign, name, start, unit.end() if unit else end, None, _is_about(text, start), signed)


def parsed(digits: str, decimals: str | None = None) -> Decimal | None:
    """A number as it is written, None where it is none: two full stops ("2.1.3"), or far too many digits.

    Args:
        digits: digits with their separators.
        decimals: what separates decimals in the document, where that is known; a comma elsewhere.

    Returns:
        The value without sign.
    """
    plain = re.sub(f"[{_SPACES}]", "", digits)
    if len(plain) > 24:
        return None
    marks = [mark for mark in plain if mark in ".,"]
    if not marks:
        return None if len(plain) > 1 and plain[0] == "0" else Decimal(plain)
    last = marks[-1]
    if len(set(marks)) == 2:
        if marks.count(last) > 1:
            return None
        return Decimal(plain.replace("." if last == "," else ",", "").replace(",", "."))
    whole = re.fullmatch(rf"[0-9]{{1,3}}(?:\{last}[0-9]{{3}})+", plain)
    if len(marks) > 1:
        return Decimal(plain.replace(last, "")) if whole else None
    thousands = whole and not plain.startswith("0") and last != (decimals or ",")
    return Decimal(plain.replace(last, "")) if thousands else Decimal(plain.replace(",", "."))


def _sign(text: str, start: int) -> tuple[int, bool]:
    """The sign before a number, and whether one is written; a hyphen after a letter or a number is none."""
    bare = text[:start].rstrip(_SPACES)
    if not bare or bare[-1] not in _SIGNS:
        return 1, False
    spaced = len(bare) != start
    ahead = bare[:-1]
    neighbour = ahead.rstrip()[-1:] if spaced else ahead[-1:]
    if neighbour.isdigit() or neighbour == "%" or (not spaced and (neighbour.isalpha() or neighbour == ")")):
        return 1, False
    return (1 if bare[-1] == "+" else -1), True


def _people(text: str, end: int) -> bool:
    """Whether people follow, at once or after a word or two."""
    return bool(_PEOPLE.match(text[end : end + 60]))


def _is_about(text: str, start: int) -> bool:
    """Whether the words before a number say that it is not exact."""
    return bool(_ABOUT.search(text[max(0, start - 30) : start]))


def _borrowed(text: str, found: list[Figure]) -> list[Figure]:
    """The figures, each without a unit with that of the next where only a joining word stands between."""
    made = list(found)
    for number in range(len(made) - 2, -1, -1):
        one, other = made[number], made[number + 1]
        between = text[one.end : other.start]
        joined = _BETWEEN.fullmatch(between) or _BETWEEN.fullmatch(between.rstrip(_SIGNS))
        if one.unit is None and other.unit and joined:
            made[number] = replace(one, unit=other.unit)
    return made


def _shares(text: str, found: list[Figure]) -> Iterator[Figure]:
    """The figures, of "4 av 15 vårdcentraler" the first alone, with what is counted."""
    at = 0
    while at < len(found):
        one = found[at]
        other = found[at + 1] if at + 1 < len(found) else None
        if other is not None and one.unit in (None, "count", "persons") and _OF.fullmatch(text[one.end : other.start]):
            yield replace(one, unit=other.unit or one.unit)
            at += 1
        else:
            yield one
        at += 1


def _ranges(text: str, found: list[Figure]) -> Iterator[Figure]:
    """The figures, two that are the ends of a range as one; "från 78 till 37" are two, as is what rises."""
    at = 0
    while at < len(found):
        one = found[at]
        other = found[at + 1] if at + 1 < len(found) else None
        if other is not None and _is_range(text, one, other):
            yield replace(one, upper=other.value, end=other.end, unit=other.unit or one.unit)
            at += 2
            continue
        yield one
        at += 1


def _is_range(text: str, one: Figure, other: Figure) -> bool:
    """Whether two figures are the ends of a range."""
    between = text[one.end : other.start]
    if not _RANGE.fullmatch(between) or other.value <= one.value or one.unit != other.unit:
        return False
    before = text[max(0, one.start - 60) : one.start]
    dash = between.strip() in ("-", "–")
    opened = _FROM.search(before)
    return dash or bool(opened and not (_CHANGES.search(before) and between.strip() in ("till", "to")))


def _is_wanted(text: str, figure: Figure) -> bool:
    """Whether a number is a figure: not a bare range of ages or pages, a condition, a zero-padded code."""
    before = text[max(0, figure.start - _NEAR) : figure.start]
    if figure.upper is not None and figure.unit is None and not re.search(r"[.,]", text[figure.start : figure.end]):
        return bool(_FROM.search(before))
    return not (figure.unit in _MONEY_UNITS and _CONDITION.search(before))


def _words(text: str, taken: list[Figure]) -> Iterator[Figure]:
    """Figures in words: shares, and numbers of regions, hospitals, people."""
    last = -1
    for word in number_words_in(text):
        whole = last >= 0 and _OF.fullmatch(text[last : word.start])
        last = word.end
        if whole:
            continue
        if any(figure.start < word.end and word.start < figure.end for figure in taken):
            continue
        about = _is_about(text, word.start)
        if word.share:
            if text[word.start : word.end].casefold().startswith(("halv", "half")):
                continue
            value = _decimal(word.value * 100)
            yield Figure(value, "percent", word.start, word.end, None, about, in_words=True)
        elif word.value >= 2 and _COUNTED.match(text[word.end : word.end + 50]):
            unit = "persons" if _people(text, word.end) else "count"
            yield Figure(_decimal(word.value), unit, word.start, word.end, None, about, in_words=True)


def _decimal(value: Fraction) -> Decimal:
    """A fraction with at most ten decimals."""
    made = Decimal(value.numerator) / Decimal(value.denominator)
    return made.quantize(Decimal("1e-10")).normalize() if value.denominator != 1 else Decimal(value.numerator)
