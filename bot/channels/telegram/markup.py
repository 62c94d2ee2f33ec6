"""Telegram's HTML: what users and documents wrote made safe for it, and how long Telegram will think it is."""

from __future__ import annotations

import html
import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
"""Controls, halves of characters, and marks of writing direction, which could turn a figure around."""
_TAG = re.compile("<[^>]*>")


def clean(text: str) -> str:
    """A text without characters that cannot be sent or that change how the rest is read."""
    return _UNSEEN.sub("", text)


def escaped(text: str) -> str:
    """A text as it is written in HTML."""
    return html.escape(clean(text), quote=False)


def bold(text: str) -> str:
    """A text in bold."""
    return f"<b>{escaped(text)}</b>" if text else ""


def italic(text: str) -> str:
    """A text in italics."""
    return f"<i>{escaped(text)}</i>" if text else ""


def monospaced(text: str) -> str:
    """A text in which every character is as wide as the next."""
    return f"<pre>{escaped(text)}</pre>"


def quoted(text: str) -> str:
    """A text as a quotation."""
    return f"<blockquote>{escaped(text)}</blockquote>"


def plain(marked: str) -> str:
    """What is read of a text in HTML."""
    return html.unescape(_TAG.sub("", marked))


def units(text: str) -> int:
    """How long Telegram thinks a plain text is: in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
