"""How wide a text is in the font of the pictures, and where its lines are broken."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Literal

FONTS = Path(__file__).with_name("fonts")
"""The fonts, with their licence; docs/fonts.py made them."""
FAMILY = "Siffersvar Inter"
Weight = Literal["regular", "bold"]

_UNKNOWN = 1_000
"""The width of a character that the font lacks: as wide as it can be."""


@lru_cache(maxsize=1)
def _widths() -> dict[str, dict[str, int]]:
    """Advance width of each character, in thousandths of the font's size, by weight."""
    loaded: dict[str, dict[str, int]] = json.loads((FONTS / "widths.json").read_text(encoding="ascii"))
    return loaded


def width(text: str, size: float, weight: Weight = "regular") -> float:
    """The width of a text in px, without kerning."""
    widths = _widths()[weight]
    return sum(widths.get(character, _UNKNOWN) for character in text) * size / 1_000


def lines(text: str, size: float, room: float, weight: Weight = "regular") -> list[str]:
    """A text in lines no wider than `room` px, broken at spaces; a word that is wider has a line of its own."""
    done: list[str] = []
    for word in text.split(" "):
        longer = f"{done[-1]} {word}" if done else word
        if done and width(longer, size, weight) <= room:
            done[-1] = longer
        else:
            done.append(word)
    return done
