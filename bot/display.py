"""How a text stands in a terminal: colours where they are wanted, and no character that the terminal cannot show."""

from __future__ import annotations

import re
from typing import TextIO

_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SOURCE = ("Källa: ", "Source: ")


def card(text: str, *, color: bool) -> str:
    """A card with its figure bold and its source dimmed, or as it is."""
    shown = _CONTROLS.sub("", text)
    if not color or not shown:
        return shown
    first, *rest = shown.split("\n")
    return "\n".join([
        f"{_BOLD}{first}{_PLAIN}",
        *(f"{_DIM}{line}{_PLAIN}" if line.startswith(_SOURCE) else line for line in rest),
    ])


def safe(text: str, target: TextIO) -> str:
    """A text with a question mark for each character that `target` cannot take."""
    encoding = target.encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)
