"""Where an answer stands: each document with the places in it and the words that hold the figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.channels.telegram.markup import bold, escaped, quoted
from bot.texts import say
from knowledge.model import Language

_MOST = 8
"""So many places are shown; the table has all."""


def evidence_of(held: Mapping[str, Any]) -> str:
    """The evidence of a kept answer object.

    Args:
        held: an answer object with citations.

    Returns:
        HTML: for each document its title, publisher and date where they are known, then place and quotation.
    """
    language: Language = held["language"]
    lines: list[str] = []
    shown = ""
    for citation in held["citations"][:_MOST]:
        if citation["source"] != shown:
            shown = citation["source"]
            lines += ["", bold(citation["title"]), *_about(citation, language)]
        lines += [escaped(citation["place"]), quoted(citation["evidence"])]
    left = len(held["citations"]) - _MOST
    if left > 0:
        lines.append(escaped(say(language, "telegram.more_places", count=left)))
    return "\n".join(lines).strip("\n")


def _about(citation: Mapping[str, Any], language: Language) -> list[str]:
    """Who published a document and when, its file, and its address where it has one."""
    published = ", ".join(filter(None, (citation["publisher"], citation["published"])))
    file = say(language, "telegram.file", name=citation["file"])
    return [escaped(line) for line in (published, file, citation["url"]) if line]
