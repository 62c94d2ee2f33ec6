"""Where an answer stands: each document with the places in it and the words that hold the figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.channels.slack.actions import Block
from bot.channels.slack.blocks import context, marked, section
from bot.channels.slack.markup import bold
from bot.texts import say
from knowledge.model import Language

_MOST = 8
"""So many places are shown; the table has all."""


def evidence_of(held: Mapping[str, Any]) -> list[Block]:
    """The evidence of a kept answer object.

    Args:
        held: an answer object with citations.

    Returns:
        For each document its title, publisher, date and file where they are known, then place and quotation.
    """
    language: Language = held["language"]
    made: list[Block] = []
    shown = ""
    for citation in held["citations"][:_MOST]:
        if citation["source"] != shown:
            shown = citation["source"]
            published = ", ".join(filter(None, (citation["publisher"], citation["published"])))
            file = say(language, "slack.file", name=citation["file"])
            made += marked(bold(citation["title"]))
            made += context("\n".join(filter(None, (published, file, citation["url"]))))
        made += section(f"{citation['place']}\n”{citation['evidence']}”")
    left = len(held["citations"]) - _MOST
    return made + (context(say(language, "slack.more_places", count=left)) if left > 0 else [])
