"""Periods as tables write them -> ISO: years, months, quarters, days and spans of years."""

from __future__ import annotations

import re

from knowledge.folder.dates import is_period

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "jan", "january"),
            ("februari", "feb", "february"),
            ("mars", "mar", "march"),
            ("april", "apr"),
            ("maj", "may"),
            ("juni", "jun", "june"),
            ("juli", "jul", "july"),
            ("augusti", "aug", "august"),
            ("september", "sep", "sept"),
            ("oktober", "okt", "oct", "october"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        1,
    )
    for name in names
}
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_FORMS = (
    (re.compile(r"([0-9]{4})(?:[,.]0)?"), r"\1"),
    (re.compile(r"([0-9]{4})[-./]([0-9]{2})[-./]([0-9]{2})"), r"\1-\2-\3"),
    (re.compile(r"([0-9]{4})[-./]?M?(0[1-9]|1[0-2])", re.IGNORECASE), r"\1-\2"),
    (re.compile(r"([0-9]{4})\s*[-–—/]\s*([0-9]{4})"), r"\1/\2"),
)
_QUARTER = re.compile(r"(?:([0-9]{4})[ -]?[KQ]([1-4])|[KQ](?:vartal )?([1-4])[ -]([0-9]{4}))", re.IGNORECASE)
_MONTH = re.compile(r"([a-zå]+)\.?\s+([0-9]{4})", re.IGNORECASE)


def period_of(text: str) -> str | None:
    """The ISO period that a text is.

    Args:
        text: a cell or a header: "2023", "2023-12-31", "2023M10", "okt 2023", "2023K1", "2021–2023".

    Returns:
        The period; a quarter is its first and last month (2023-01/2023-03). None where the text is no period.
    """
    plain = " ".join(text.split()).strip("*¹²³ ")
    for form, iso in _FORMS:
        if form.fullmatch(plain):
            found = form.sub(iso, plain)
            return found if _YEAR.match(found) and is_period(found) else None
    if quarter := _QUARTER.fullmatch(plain):
        year, number = quarter[1] or quarter[4], int(quarter[2] or quarter[3])
        return f"{year}-{3 * number - 2:02d}/{year}-{3 * number:02d}"
    if (month := _MONTH.fullmatch(plain)) and month[1].casefold() in _MONTHS:
        return f"{month[2]}-{_MONTHS[month[1].casefold()]:02d}"
    return None


def year_in(text: str) -> str | None:
    """The only year that a text names ("Utfall 2023, mnkr"), None where it names none or several."""
    found = set(re.findall(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", text))
    return found.pop() if len(found) == 1 else None
