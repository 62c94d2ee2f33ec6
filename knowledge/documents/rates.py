"""Units that a sentence or a slide as a whole names: deaths per 100 000, beds per 1 000."""

from __future__ import annotations

import re
from collections.abc import Sequence

_RATES = (
    ("deaths_per_100000", r"(?:döda|dödsfall|dödlighet\w*|avlidna|deaths?|mortality)", r"per\s100[ \u00a0.,]?000"),
    ("beds_per_1000", r"(?:\w*vårdplatser\w*|sängplatser|beds)", r"per\s1[ \u00a0.,]?000"),
)


def rate_of(sentence: str, heading: str, around: Sequence[str]) -> str | None:
    """The rate in which a bare number is counted.

    Args:
        sentence: the number's own.
        heading: above it.
        around: the other paragraphs of its slide or section.

    Returns:
        The unit; None where none is named.
    """
    for text in (sentence, f"{heading} {sentence}", " ".join((heading, sentence, *around))):
        for unit, what, per in _RATES:
            if re.search(rf"(?<![^\W\d_]){what}", text, re.IGNORECASE) and re.search(per, text, re.IGNORECASE):
                return unit
    return None
