"""One question of a person answered: asked, remembered, noted, laid out and put on the way, or into an old answer."""

from __future__ import annotations

import math
from collections.abc import Sequence

from bot import talking
from bot.channels.telegram.actions import DeleteMessage, EditText, Keyboard, SendText
from bot.channels.telegram.asker import Asker
from bot.channels.telegram.cards import html_of
from bot.channels.telegram.desk import Desk
from bot.channels.telegram.keyboards import answer_keyboard, question_keyboard, source_row
from bot.channels.telegram.markup import plain
from bot.channels.telegram.splitting import split
from bot.talking import Said
from knowledge.model import Language


def may_ask(asker: Asker, desk: Desk) -> str | None:
    """Count one question; what to say to a person who asked too many, None where they may ask."""
    seconds = desk.session.wait(asker.person)
    return asker.say("slow_down", seconds=math.ceil(seconds)) if seconds > 0 else None


def answer(
    question: str,
    asker: Asker,
    desk: Desk,
    *,
    language: Language | None = None,
    old: Sequence[int] = (),
    chosen: bool = False,
) -> None:
    """Answer a question in its conversation.

    Args:
        question: what was asked, of any length.
        asker: who asks, and where.
        desk: takes the actions.
        language: of the answer, where it is not that of the question.
        old: messages that answered this question before it was edited; the answer takes their place.
        chosen: whether it is the choice that the bot asked for; what it asked is then over.
    """
    said = talking.answer(question, asker, desk, language=language, chosen=chosen)
    put(html_of(said.reply), keyboard_of(said, asker, desk), asker, desk, old)


def keyboard_of(said: Said, asker: Asker, desk: Desk) -> Keyboard:
    """The buttons under a reply: more of an answer, or a way on to one."""
    if said.reply.data["status"] == "answered" and said.ident:
        return answer_keyboard(said, desk)
    rows = question_keyboard(said.choices, asker, desk, mine=said.asked_back)
    return (source_row(said.ident, said.language), *rows) if said.ident else rows


def put(marked: str, keyboard: Keyboard, asker: Asker, desk: Desk, old: Sequence[int] = ()) -> None:
    """Send a text, or put it in the place of messages that were sent, whose rest is deleted."""
    if not old:
        asker.send(desk, marked, keyboard)
        return
    parts = split(marked)
    for number, part in enumerate(parts):
        last = keyboard if number == len(parts) - 1 else ()
        if number < len(old):
            desk.do(EditText(asker.chat, old[number], part, plain(part), keyboard=last))
        else:
            desk.do(SendText(asker.chat, part, plain(part), asker.thread, asker.reply_to, last))
    for message in old[len(parts) :]:
        desk.do(DeleteMessage(asker.chat, message))
