"""One question of a person answered: asked, remembered, noted, laid out and put on the way."""

from __future__ import annotations

import math

from bot import talking
from bot.channels.slack.blocks import context
from bot.channels.slack.cards import blocks_of, fallback
from bot.channels.slack.desk import Asker, Desk
from bot.channels.slack.keyboards import answer_buttons
from knowledge.model import Language


def slowed(asker: Asker, desk: Desk) -> bool:
    """Count one question; whether the person asked too many, and was told so."""
    seconds = desk.session.wait(asker.speaker.person)
    if seconds > 0:
        asker.tell(desk, asker.say("slow_down", seconds=math.ceil(seconds)), private=True)
    return seconds > 0


def answer(
    question: str, asker: Asker, desk: Desk, *, language: Language | None = None, chosen: bool = False, asked: str = ""
) -> None:
    """Answer a question in its conversation.

    Args:
        question: what was asked, of any length.
        asker: who asks, and where.
        desk: takes the actions.
        language: of the answer, where it is not that of the question.
        chosen: whether it is the choice that the bot asked for; what it asked is then over.
        asked: what stands over the answer, where nobody else sees the question.
    """
    said = talking.answer(question, asker.speaker, desk, language=language, chosen=chosen)
    blocks = [*context(asked), *blocks_of(said.reply), *answer_buttons(said, asker, desk)]
    asker.send(desk, fallback(said.reply), blocks)
