"""Units that titles and headers name -> units as the data folder writes them."""

from __future__ import annotations

import re

_FORMS = (
    ("SEK_per_person", r"(?:kr|kronor|sek) ?(?:per|/) ?(?:inv\w*|invånare|person|capita)|kr/inv"),
    ("beds_per_1000", r"(?:vårdplatser|disponibla vårdplatser|beds)\b.*\bper 1[  ]?000\b"),
    ("deaths_per_100000", r"(?:döda|dödsfall|dödlighet|deaths|mortality)\b.*\bper 100[  ,]?000\b"),
    ("percentage_points", r"procentenhet\w*|percentage points?"),
    ("percent", r"%|procent|andel|per cent|percent|percentage"),
    ("mdkr", r"mdkr|mdr|miljarder kronor|miljarder kr"),
    ("mnkr", r"mnkr|mkr|milj\.? ?kr(?:onor)?|miljoner kronor|miljoner kr"),
    ("tkr", r"tkr|tusental kronor|tusen kronor|1[  ]?000[- ]tal kronor|kronor, tusental"),
    ("kr", r"kr|kronor|sek"),
    ("days", r"dagar|dygn|days"),
    ("persons", r"folkmängd|invånare|antal personer|antal invånare|personer|population|persons|inhabitants"),
    ("count", r"antal|number of|styck|st"),
)
_UNITS = tuple((unit, re.compile(rf"(?<![^\W\d_])(?:{form})(?![^\W\d_])", re.IGNORECASE)) for unit, form in _FORMS)
_PER = re.compile(r"\bper\b|/", re.IGNORECASE)


def unit_in(text: str) -> str | None:
    """The unit that a text names.

    Args:
        text: a title or header: "Nettokostnad, mnkr", "Andel (%)", "kr/inv".

    Returns:
        The unit, the most special first; None where none is named, or a rate of which there is no unit here.
    """
    folded = " ".join(text.split())
    for unit, form in _UNITS:
        if form.search(folded):
            rate = unit in ("kr", "tkr", "mnkr", "mdkr", "count", "persons", "days") and _PER.search(folded)
            return None if rate else unit
    return None
