"""The day on which a question is asked, by which "i år" and "förra året" are understood."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def day_of(now: datetime) -> date:
    """The day in Sweden at a time, which knows its zone."""
    return now.astimezone(STOCKHOLM).date()
