"""The buttons under an answer, and what stands behind each."""

from __future__ import annotations

from collections.abc import Iterable

from bot.channels.slack.actions import Block
from bot.channels.slack.blocks import Button, buttons
from bot.channels.slack.desk import Asker, Desk
from bot.channels.slack.heard import OPTION
from bot.message import Choice
from bot.talking import Said
from bot.texts import say
from knowledge.model import Language

ASK, SPEAK, AGAIN = "ask", "speak", "again"
"""Kinds of tokens: a question to ask, a language to speak, messages to be sent once more."""


def answer_buttons(said: Said, asker: Asker, desk: Desk) -> list[Block]:
    """The buttons under a reply: more of an answer, or a way on to one.

    Args:
        said: the reply.
        asker: who is answered.
        desk: issues tokens.

    Returns:
        Blocks; none where there is nothing to press.
    """
    made = [shown("src", said)] if said.ident else []
    if said.reply.data["status"] != "answered" or not said.ident:
        return [*buttons(*made), *choices(said.choices, asker, desk, mine=said.asked_back)]
    made += [shown("cmp", said)] if said.compares is not None else []
    made += [shown("chr", said)] if said.draws else []
    made += [shown("tab", said)] if said.tabulates else []
    if asker.private and not asker.heard.direct and said.question:
        made.append(shown("all", said, primary=True))
    return buttons(*made, shown("dn", said))


def shown(verb: str, said: Said, *, primary: bool = False) -> Button:
    """A button that shows more of an answer."""
    return button(verb, said.ident, said.language, primary=primary)


def button(verb: str, token: str, language: Language, *, primary: bool = False) -> Button:
    """A button by what it does."""
    return Button(say(language, f"slack.button_{verb}"), verb, token, primary)


def choices(found: Iterable[Choice], asker: Asker, desk: Desk, *, mine: bool = False) -> list[Block]:
    """A button for each question; if `mine`, for nobody else in the channel."""
    person = asker.speaker.person
    by = person if mine else ""
    return buttons(
        *(
            Button(choice.label, OPTION, desk.session.issue(ASK, {"question": choice.question, "by": by}, person))
            for choice in found
        )
    )
