"""Reactions that do something, and the words that do the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Wish = Literal["source", "compare", "chart", "table", "csv", "xlsx", "good", "wrong", "help", "about", "forget"]
"""What can be wished for: more of an answer; a word to the editors about it; something about the bot."""

_SIGNS: Mapping[str, Wish] = {
    "📊": "chart", "📈": "chart", "📉": "chart",
    "📋": "table", "🔢": "table",
    "🔎": "source", "🔍": "source", "📄": "source", "📖": "source", "📚": "source",
    "🗺": "compare",
    "👍": "good", "👎": "wrong",
}  # fmt: skip
_WORDS: Mapping[str, Wish] = {
    "diagram": "chart", "graf": "chart", "bild": "chart", "chart": "chart", "graph": "chart", "picture": "chart",
    "visa diagram": "chart", "show chart": "chart", "rita": "chart",
    "tabell": "table", "table": "table", "visa tabell": "table", "show table": "table",
    "källa": "source", "källan": "source", "kalla": "source", "visa källa": "source", "source": "source",
    "show source": "source",
    "alla regioner": "compare", "all regions": "compare", "jämför alla regioner": "compare",
    "csv": "csv", "excel": "xlsx", "xlsx": "xlsx",
    "hjälp": "help", "hjalp": "help", "help": "help",
    "om": "about", "about": "about",
    "glöm": "forget", "glom": "forget", "glöm mig": "forget", "glom mig": "forget",
    "forget": "forget", "forget me": "forget",
}  # fmt: skip
_SELECTOR = "\ufe0f"
_KEYCAP = "\u20e3"
_TONES = dict.fromkeys(range(0x1F3FB, 0x1F400))


def known(key: str) -> Wish | int | None:
    """What a reaction stands for: a wish, the number of an option, or nothing."""
    sign = key.replace(_SELECTOR, "").translate(_TONES)
    if len(sign) == 2 and sign[1] == _KEYCAP and sign[0] in "123456789":
        return int(sign[0])
    return _SIGNS.get(sign)


def wished(text: str) -> Wish | None:
    """What a message wishes for that is no question: one of the words, with or without a sign before or after it."""
    words = " ".join(text.casefold().strip().lstrip("!/").rstrip("?!.").split())
    return _WORDS.get(words) or _SIGNS.get(words.replace(_SELECTOR, ""))


def numbered(text: str) -> int | None:
    """The number that a message consists of, from 1 to 9."""
    sign = text.strip().replace(_SELECTOR, "").rstrip(f".){_KEYCAP}")
    return int(sign) if len(sign) == 1 and sign in "123456789" else None


def sign_of(number: int) -> str:
    """The reaction that chooses an option, as clients write it."""
    return f"{number}{_SELECTOR}{_KEYCAP}"
