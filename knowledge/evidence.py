"""Numbers in the fragments that figures are quoted from.

A figure is stored only if it stands in its evidence. Here the evidence is read: digits with Swedish or English
separators, hyphen, dash and minus, number words ("tre", "en tredjedel"), and the unit written after a number.
Questions are parsed elsewhere: a fragment is read strictly, a person generously.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from knowledge.folder.words import number_words_in

_HARD = "\u00a0\u2007\u2009\u202f"
_SPACE = rf"[ {_HARD}]"
_SIGNS = "-+\u2010\u2011\u2012\u2013\u2014\u2212"
_CHUNK = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_GROUPED = {
    ",": re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?"),
    ".": re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?"),
}
_TAIL = re.compile(r"[0-9]{3}(?:[.,][0-9]+)?")
_MINUS_WORD = re.compile(r"\bminus\s+$", re.IGNORECASE)
_UNITS = re.compile(
    rf"{_SPACE}*(?:"
    r"(?P<percentage_points>procentenhet(?:er)?|percentage points?)"
    r"|(?P<percent>%|procent|per ?cent)"
    r"|(?P<mdkr>miljard(?:er|en|erna)?|mdkr|mdr|mrd|md|bn|billion)"
    r"|(?P<mnkr>miljon(?:er|en|erna)?|mnkr|mkr|milj|mn|mio|million)"
    r"|(?P<tkr>tkr|tusen|thousand)"
    r"|(?P<kr>kronor|kr|sek)"
    r"|(?P<days>dag(?:ar|ars)?|dygn|days?)"
    r")(?![^\W\d_])",
    re.IGNORECASE,
)
_LAST_CELL = re.compile(r"\| (?P<sign>[-−–])?(?P<whole>[0-9]{1,30})(?:[.,](?P<fraction>[0-9]{1,20}))?$")
_ACCOUNTS = re.compile(r"(^|\| )\(\s*([0-9][^()|]*)\)(?=[¹²³⁴⁵⁶⁷⁸⁹*]*$)")
"""A negative as accounts print it: a whole cell in parentheses, alone or last of its row."""
_LONGEST = 60
"""Digits beyond which a text holds no number that anybody publishes."""

_SCALES = {"tkr": 10**3, "mnkr": 10**6, "mdkr": 10**9}
_COUNTS = frozenset({"persons", "count"})
_ROUNDED = Fraction(1, 10**6)
_FITTING = {
    **{unit: frozenset({unit}) for unit in ("kr", "tkr", "mnkr", "mdkr", "percent", "percentage_points", "days")},
    "SEK": frozenset({"kr"}),
    "SEK_per_person": frozenset({"kr"}),
}
_FALLING = re.compile(
    r"\b(?:minus|minsk\w*|lägre|färre|sjunk\w*|sjönk|fall\w*|föll|tapp\w*|(?:budget)?under(?:skott|stig)\w*"
    r"|förlust\w*|neddrag\w*|nedskär\w*|går back|sämre"
    r"|decreas\w*|declin\w*|fewer|lower|falls?|fell|falling|drop\w*|deficits?|loss(?:es)?|cuts?|reduc\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number read off a text: its value, where it stands, and the unit written after it (None: none).

    `signed` says that a sign was written; `share` that it is a fraction in words (1/3 for "en tredjedel"). A row of
    a table can be read in several ways ("466 450" as one number or two): then the readings overlap.
    """

    value: Fraction
    start: int
    end: int
    unit: str | None = None
    signed: bool = False
    share: bool = False


def numbers_in(text: str) -> tuple[FoundNumber, ...]:
    """All numbers in `text`, in order, with every reading of what can be read in several ways.

    Returns:
        The numbers as `FoundNumber`; for "Från 1,4 till 2,2 per 1000 invånare" the values 7/5, 11/5 and 1000.
    """
    found = [number for run in _runs(text) for number in _readings(text, run)]
    found += [
        FoundNumber(word.value, word.start, word.end, _unit_after(text, word.end), share=word.share)
        for word in number_words_in(text)
    ]
    return tuple(sorted(found, key=lambda number: (number.start, number.end, number.value)))


def fault(value: Decimal, unit: str, evidence: str) -> str | None:
    """Why `value`, in the published `unit`, does not stand in `evidence`; None where it does.

    Args:
        value: as published (-11.8 for "−11,8 mdr").
        unit: as published: kr, tkr, mnkr, mdkr or a base unit.
        evidence: the fragment of the document.

    Returns:
        The reason in words, for an editor, or None.
    """
    if _ends_in(value, evidence):
        return None
    evidence = _ACCOUNTS.sub(r"\1−\2", evidence)
    numbers = numbers_in(evidence)
    reasons = [_fault_of(number, value, unit, evidence) for number in numbers]
    if None in reasons:
        return None
    named = [reason for reason in reasons if reason]
    if named:
        return named[0]
    return "it holds no such number" if numbers else "it holds no number"


def _ends_in(value: Decimal, evidence: str) -> bool:
    """Whether the last cell of a row that was kept is the value and nothing else: so it is with most of millions."""
    found = _LAST_CELL.search(evidence)
    if found is None:
        return False
    number = Decimal(f"{found['whole']}.{found['fraction'] or 0}")
    return value == (-number if found["sign"] else number)


def _fault_of(number: FoundNumber, value: Decimal, unit: str, evidence: str) -> str | None:
    """Why `number` is not `value`: None where it is, "" where it is another number, else the detail that differs."""
    wanted = Fraction(value)
    if number.share:
        share = number.value * (100 if unit in {"percent", "percentage_points"} else 1)
        return None if abs(share - wanted) <= _ROUNDED else f"there the words say {float(share):.10g}".replace(".", ",")
    scale = _SCALES.get(number.unit or "", 1) if unit in _COUNTS else 1
    if abs(number.value * scale) != abs(wanted):
        return ""
    fits = scale != 1 or number.unit is None or number.unit in _FITTING.get(unit, frozenset())
    if not fits:
        return f"there it is followed by another unit ({number.unit})"
    if number.value * scale == wanted or (not number.signed and wanted < 0 and _FALLING.search(evidence)):
        return None
    return "there it has another sign" if number.signed else "there it has no minus, nor does a word say so"


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Numbers that stand one space apart: they may be the groups of one number."""
    run: list[re.Match[str]] = []
    for chunk in _CHUNK.finditer(text):
        if run and not re.fullmatch(_SPACE, text[run[-1].end() : chunk.start()]):
            yield run
            run = []
        run.append(chunk)
    if run:
        yield run


def _readings(text: str, run: list[re.Match[str]]) -> Iterator[FoundNumber]:
    """The numbers a run can be read as: one, where all its groups fit together, else each and each that fits."""
    sign, signed = _sign_before(text, run[0].start())
    whole = _joined(run, 0, len(run))
    spans = [(0, len(run))] if whole else [(i, j) for i in range(len(run)) for j in range(i + 1, len(run) + 1)]
    for first, last in spans:
        for value in _joined(run, first, last):
            end = run[last - 1].end()
            leading = first == 0
            yield FoundNumber(
                value * sign if leading else value, run[first].start(), end, _unit_after(text, end), signed and leading
            )


def _joined(run: list[re.Match[str]], first: int, last: int) -> list[Fraction]:
    """The values of the groups `first` to `last` read as one number; none where they cannot be."""
    chunks = [chunk.group() for chunk in run[first:last]]
    if sum(map(len, chunks)) > _LONGEST:
        return []
    if len(chunks) == 1:
        return _values(chunks[0])
    head, *middle, tail = chunks
    fits = head.isdigit() and len(head) <= 3 and all(len(group) == 3 and group.isdigit() for group in middle)
    if not fits or not _TAIL.fullmatch(tail):
        return []
    return [Fraction("".join(chunks).replace(",", "."))]


def _values(chunk: str) -> list[Fraction]:
    """The values of one chunk: "11,8" one, "1,634" two (a decimal or thousands), "2.1.3" none."""
    values = []
    if len(re.findall(r"[.,]", chunk)) <= 1:
        values.append(Fraction(chunk.replace(",", ".")))
    for separator, grouped in _GROUPED.items():
        if grouped.fullmatch(chunk):
            values.append(Fraction(chunk.replace(separator, "").replace(",", ".")))
    return values


def _sign_before(text: str, start: int) -> tuple[int, bool]:
    """The sign of the number at `start`.

    A hyphen between numbers or after a letter ("1,6-3,3", "BP-24") and a dash set off from a number before it are
    not signs; a dash before a number elsewhere is.

    Returns:
        The sign (1 or -1) and whether one is written.
    """
    before = text[:start]
    if _MINUS_WORD.search(before):
        return -1, True
    bare = before.rstrip(" " + _HARD + "\n\t")
    if not bare or bare[-1] not in _SIGNS:
        return 1, False
    ahead = bare[:-1]
    spaced = bare != before
    neighbour = ahead.rstrip()[-1:] if spaced else ahead[-1:]
    joined = not spaced and (neighbour.isalpha() or neighbour == ")")
    if neighbour.isdigit() or neighbour == "%" or joined:
        return 1, False
    return (1 if bare[-1] == "+" else -1), True


def _unit_after(text: str, end: int) -> str | None:
    """The unit written directly after a number."""
    found = _UNITS.match(text, end)
    return found.lastgroup if found else None
