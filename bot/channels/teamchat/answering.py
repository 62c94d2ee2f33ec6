"""What a person wrote, answered: a question in its conversation, an order, or a greeting where nothing was said."""

from __future__ import annotations

import math

from bot import talking
from bot.channels.teamchat.blocks import Link, Words, of_reply
from bot.channels.teamchat.orders import greeting, obey, order_of
from bot.channels.teamchat.shown import Can, Offer, Shown
from bot.config import Settings
from bot.message import Choice
from bot.talking import Desk, Said, Speaker
from bot.texts import say
from knowledge.model import Language

ASK = "teamchat_ask"
"""Kind of token of a question to be asked: `by` is who may ask it, where that is one person."""
LONGEST = 10_000
"""Characters of a message that are read."""


def respond(text: str, speaker: Speaker, desk: Desk, can: Can, settings: Settings) -> Shown:
    """Answer what somebody wrote to the bot, its name or trigger word taken away.

    Args:
        text: what they wrote.
        speaker: who, and where.
        desk: what it is answered with.
        can: what the platform can show.
        settings: how the bot is set up.

    Returns:
        What to show.
    """
    slow = too_fast(speaker, desk)
    if slow is not None:
        return slow
    said = text[:LONGEST].encode("utf-8", "replace").decode().strip()
    if not said:
        return greeting(speaker, desk, can, ASK)
    order = order_of(said)
    if order is not None:
        return obey(order, speaker, desk, can, settings, ASK)
    return show(talking.answer(said, speaker, desk), speaker, desk, can)


def ask(
    question: str, speaker: Speaker, desk: Desk, can: Can, *, language: Language | None = None, chosen: bool = False
) -> Shown:
    """Answer a question that stood on a button; `chosen` where it is the choice that the bot asked for."""
    return show(talking.answer(question, speaker, desk, language=language, chosen=chosen), speaker, desk, can)


def too_fast(speaker: Speaker, desk: Desk) -> Shown | None:
    """Count one question; what to say to a person who asked too many."""
    seconds = desk.session.wait(speaker.person)
    if seconds <= 0:
        return None
    words = say(speaker.language, "telegram.slow_down", seconds=math.ceil(seconds))
    return Shown(speaker.language, (Words("text", words),), private=True)


def show(said: Said, speaker: Speaker, desk: Desk, can: Can) -> Shown:
    """A reply with what can be pressed, asked or opened under it."""
    blocks = of_reply(said.reply, buttons=can.buttons or can.asks)
    if can.buttons:
        return Shown(said.language, blocks, _offers(said, speaker, desk, can))
    compare = Choice(say(said.language, "telegram.button_cmp"), said.compares) if said.compares else None
    asks = (*said.choices, *([compare] if compare is not None else []))
    return Shown(said.language, blocks, asks=asks, links=_links(said, desk, can))


def _offers(said: Said, speaker: Speaker, desk: Desk, can: Can) -> tuple[Offer, ...]:
    """The buttons under a reply: more of an answer, or a way on to one."""

    def button(verb: str) -> Offer:
        return Offer(verb, said.ident, say(said.language, f"telegram.button_{verb}"))

    if said.reply.data["status"] == "answered" and said.ident:
        drawn = any(link.address for link in _links(said, desk, can)) and said.draws
        verbs = ("src", *(["cmp"] if said.compares else []), *(["chr"] if drawn else []), "up", "dn")
        return tuple(button(verb) for verb in verbs)
    by = speaker.person if said.asked_back else ""
    asks = [
        Offer(
            "opt",
            desk.session.issue(ASK, {"question": each.question, "by": by, "language": said.language}, speaker.person),
            each.label,
        )
        for each in said.choices
    ]
    return (*([button("src")] if said.ident else []), *asks)


def _links(said: Said, desk: Desk, can: Can) -> tuple[Link, ...]:
    """The picture and the table of an answer, where people reach them."""
    if said.question is None:
        return ()
    endings = (("png", "chr", said.draws), ("csv", "csv", said.tabulates), ("xlsx", "xls", said.tabulates))
    made = [
        (
            say(said.language, f"telegram.button_{verb}"),
            can.file(ending, said.question, desk.day.isoformat(), said.language),
        )
        for ending, verb, there in endings
        if there
    ]
    return tuple(Link(label, address) for label, address in made if address)
