"""Slack's mrkdwn: what users and documents wrote made safe for it, and what Slack sends read as it was written."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
"""Controls, halves of characters, and marks of writing direction, which could turn a figure around."""
_ANGLED = re.compile(r"<([^<>]*)>")
_MARKED = tuple(
    re.compile(rf"(?<![\w{mark}]){mark}(?!\s)([^{mark}\n]+)(?<!\s){mark}(?![\w{mark}])")
    for mark in ("`", "~", "_", r"\*")
)
"""Words in bold, in italics, struck out or in code; none has its own mark within, so that no text takes long."""


def clean(text: str) -> str:
    """A text without characters that cannot be sent or that change how the rest is read."""
    return _UNSEEN.sub("", text)


def escaped(text: str) -> str:
    """A text as it is written in mrkdwn, where `<` begins links and mentions of people, channels and everybody."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def bold(text: str) -> str:
    """A text of one line in bold; a star within it would end that, so it is another star then."""
    words = escaped(text).replace("*", "\u2217").strip()
    return f"*{words}*" if words else ""


def said(text: str) -> str:
    """What somebody wrote, without whom it calls, which says nothing of a question, and without marks of Slack's.

    Args:
        text: a message as Slack sends it: `&lt;`, `<@U024BE7LH>`, `<https://scb.se|scb.se>`, `*bold*`.

    Returns:
        The words, as the person saw them.
    """
    words = _ANGLED.sub(lambda found: _shown(found[1]), text)
    for pattern in _MARKED:
        words = pattern.sub(r"\1", words)
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip().removeprefix(",").strip()


def _shown(inner: str) -> str:
    """What is seen of something between angle brackets."""
    target, _, label = inner.partition("|")
    if target.startswith(("@", "!")):
        return label if target.startswith("!date") else ""
    if target.startswith("#"):
        return label
    return label or target.partition(":")[2] if target.startswith(("mailto:", "tel:")) else label or target
