"""Which period a figure is of: what its sentence, what stands before it, the heading or the title names.

A year that only names what is compared with, a price level or a report ("jämfört med 2014", "index 2012", "Ek.rapp okt
2023", "et al (2019)") is no period.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.importers.periods import period_of

_MONTHS = (
    r"jan(?:uari|uary)?|feb(?:ruari|ruary)?|mars|march|apr(?:il)?|maj|may|juni?|june|juli?|july|aug(?:usti|ust)?"
    r"|sep(?:t(?:ember)?)?|okt(?:ober)?|october|oct|nov(?:ember)?|dec(?:ember)?"
)
_SAID = re.compile(
    rf"(?<![\w.,:/-])(?:(?P<day>[0-3]?[0-9])\s+(?P<dmonth>{_MONTHS})\s+(?P<dyear>(?:19|20)[0-9]{{2}})"
    rf"|(?P<month>{_MONTHS})\.?\s+(?P<myear>(?:19|20)[0-9]{{2}})"
    r"|(?P<iso>(?:19|20)[0-9]{2}-[01][0-9](?:-[0-3][0-9])?)"
    r"|(?P<from>(?:19|20)[0-9]{2})\s?[-–/]\s?(?P<to>(?:19|20)[0-9]{2})"
    r"|(?:kvartal\s(?P<quarter>[1-4])\s|(?P<q>[KQ][1-4])\s?)(?P<qyear>(?:19|20)[0-9]{2})"
    r"|(?P<year>(?:19|20)[0-9]{2}))(?![0-9]|[.,][0-9]|:[0-9]|/[0-9])",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:jämfört med|jämfört med år|sedan|än|än år|från år|mot|index(?:[ =]*100)?(?: år)?|prisindex|basår|basscenario"
    r"|prisnivå|priser|et al\.?|källa.*|glance|rapp\w*(?: från)?|[^\W\d_]*rapport\w* från|enligt [^.,;]*"
    r"|compared (?:with|to)|since|than|från|report\w*|undersökning\w*|lag(?:en)?|beslut)\s*\(?$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:jämfört med|i förhållande till|än|compared (?:with|to)|than)\b[^.;:()0-9]{0,30}$", re.IGNORECASE
)
_AFTER = re.compile(
    r"^\s*(?:,\s*)?(?:kronor\s+)?(?:under|för|i|år|in|for|during|till och med)?\s*(?:år\s+)?(?:budgetåret\s+)?$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[\w)%\"”])[.!?]\s+(?=[A-ZÅÄÖ•(])")
_OTHER = re.compile(r"\b(?:jämfört med|jämföra med|mot|än|compared (?:with|to)|than)\b[^.;]*$", re.IGNORECASE)
_STOP = re.compile(r"(?<=[\w)%\"”])[.!?](?:\s+(?=[A-ZÅÄÖ•(])|$)")
_NOW = re.compile(r"\b(?:i dag|idag|för närvarande|just nu|today|at present|currently)\b", re.IGNORECASE)
"""What is so when the document is written, of which it may not say when that is."""
_LABEL = re.compile(r"^\s*:")


@dataclass(frozen=True, slots=True)
class Said:
    """A period in a text: ISO, and where it stands; `day` where it is one day."""

    period: str
    start: int
    end: int
    day: bool = False


def periods_in(text: str) -> list[Said]:
    """The periods that a text names as such, in order."""
    found = []
    for match in _SAID.finditer(text):
        before = text[max(0, match.start() - 60) : match.start()]
        if _REFERENCE.search(before) or _COMPARED.search(before):
            continue
        period = _iso(match)
        if period is not None:
            found.append(Said(period, match.start(), match.end(), period.count("-") == 2 and "/" not in period))
    return found


def _iso(match: re.Match[str]) -> str | None:
    """The ISO period of a match."""
    if match["day"]:
        month = period_of(f"{match['dmonth']} {match['dyear']}")
        return f"{month}-{int(match['day']):02d}" if month else None
    if match["month"]:
        return period_of(f"{match['month']} {match['myear']}")
    if match["from"]:
        return f"{match['from']}/{match['to']}" if match["from"] < match["to"] else None
    if match["quarter"] or match["q"]:
        number = match["quarter"] or match["q"][1]
        return period_of(f"{match['qyear']}K{number}")
    return period_of(match["iso"]) if match["iso"] else match["year"]


def period_near(text: str, start: int, end: int, others: Iterable[int] = ()) -> str | None:
    """The period that a figure's own sentence gives it.

    Args:
        text: the paragraph.
        start: where the figure begins.
        end: where it ends, with its unit.
        others: where the paragraph's other figures end; a year right after a later one is that one's alone.

    Returns:
        The period; "" where the sentence names several and none is nearer; None where it names none.
    """
    begin, stop = sentence_around(text, start, end)
    said = [one for one in periods_in(text) if begin <= one.start < stop]
    if not said:
        return "" if _NOW.search(text[begin:stop]) else None
    for one in said:
        if one.start >= end and _AFTER.fullmatch(text[end : one.start]):
            return one.period
    later = [other for other in others if other > end]
    bound = {one for one in said if _is_bound(text, one, later)}
    if bound:
        said = [one for one in said if one not in bound]
    if not said:
        return None
    before = [one for one in said if one.end <= start]
    labelled = [one for one in before if _LABEL.match(text[one.end :])]
    if labelled:
        return labelled[-1].period
    if len({one.period for one in said}) == 1:
        return said[0].period
    if before:
        return before[-1].period
    return said[0].period


def period_before(text: str, begin: int, figures: Iterable[int]) -> str | None:
    """The only period of a paragraph's sentences before a position, without those right after a figure.

    Args:
        text: the paragraph.
        begin: where the figure's own sentence begins.
        figures: where the figures end.

    Returns:
        The period; None where there is none, or several.
    """
    ends = list(figures)
    said = [one for one in periods_in(text[:begin]) if not one.day]
    free = {one.period for one in said if not _is_bound(text, one, ends)}
    if not free:
        free = {one.period for one in said if not _OTHER.search(text[max(0, one.start - 60) : one.start])}
    return free.pop() if len(free) == 1 else None


def _is_bound(text: str, one: Said, ends: list[int]) -> bool:
    """Whether a period stands right after a figure, and so is that figure's."""
    return any(one.start >= end and _AFTER.fullmatch(text[end : one.start]) for end in ends)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around a span begins and ends."""
    begin = max((match.end() for match in _SENTENCE.finditer(text) if match.end() <= start), default=0)
    after = _STOP.search(text, end)
    return begin, after.start() if after else len(text)


def only_period(texts: Iterable[str]) -> str | None:
    """The only period that some texts name, days aside; "" where they name several, None where they name none."""
    found = {one.period for text in texts for one in periods_in(text) if not one.day}
    return found.pop() if len(found) == 1 else "" if found else None
