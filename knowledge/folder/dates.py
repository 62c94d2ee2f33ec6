"""ISO periods as the data folder writes them."""

from __future__ import annotations

import re
from datetime import date, datetime

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def is_period(text: str) -> bool:
    """Whether `text` is an ISO period: a year, month or day, or a range of two of one kind (2024/2026)."""
    first, slash, last = text.partition("/")
    if not slash:
        return is_date(first)
    return len(first) == len(last) and first < last and is_date(first) and is_date(last)


def is_date(text: str) -> bool:
    """Whether `text` is 2024, 2024-02 or 2024-02-29, and on the calendar."""
    found = _DATE.fullmatch(text)
    if not found:
        return False
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True


def is_time(text: str) -> bool:
    """Whether `text` is an ISO date and time with its zone, such as 2026-11-26T08:15:00Z."""
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
