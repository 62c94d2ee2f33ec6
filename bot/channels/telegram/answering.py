"""One question of a person answered: asked, remembered, noted, laid out and put on the way, or into an old answer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from bot.channels.telegram.actions import DeleteMessage, EditText, Keyboard, SendText
from bot.channels.telegram.asker import Asker, today
from bot.channels.telegram.attachments import can_draw
from bot.channels.telegram.cards import html_of
from bot.channels.telegram.desk import Desk
from bot.channels.telegram.keyboards import answer_keyboard, question_keyboard, reply_choices, source_row
from bot.channels.telegram.markup import plain
from bot.channels.telegram.splitting import split
from bot.channels.telegram.standing import answerable, comparison_of, question_of
from bot.message import Choice, Reply
from knowledge.language.detect import detect
from knowledge.language.text import clean, tokenize
from knowledge.memory import Memory
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
    memory = desk.session.memory(asker.conversation)
    if chosen and memory.turns and memory.turns[-1].options:
        memory = Memory(memory.turns[:-1])
    spoken = language or spoken_in(question, asker, memory)
    reply, after = desk.service.answer_with(asker.message(question, desk, spoken), memory)
    if reply.answer is not None:
        desk.session.remember(asker.conversation, after)
    said: Language = reply.data["language"]
    if reply.data["status"] == "no_answer" and reply.answer is not None:
        desk.session.note_unanswered(question, reply.data["reason"] or "", said)
    put(html_of(reply), keyboard_of(reply, asker, desk, leans=bool(memory.turns)), asker, desk, old)


def keyboard_of(reply: Reply, asker: Asker, desk: Desk, *, leans: bool) -> Keyboard:
    """The buttons under a reply, which may lean on what was said before: more of an answer, or a way on to one."""
    language: Language = reply.data["language"]
    if reply.data["status"] != "answered" or not reply.data["citations"]:
        asked = [
            Choice(choice.label, answerable(choice.question, desk, language)) for choice in reply_choices(reply, desk)
        ]
        rows = question_keyboard(asked, asker, desk, mine=bool(reply.choices))
        if not reply.data["citations"]:
            return rows
        ident = desk.session.keep_answer(asker.person, kept_of(reply, desk))
        return (source_row(ident, language), *rows)
    asks = question_of(reply, desk, leans=leans)
    compares = comparison_of(reply, desk)
    kept = kept_of(reply, desk, question=asks or "", compares=compares)
    ident = desk.session.keep_answer(asker.person, kept)
    return answer_keyboard(
        ident,
        desk,
        language,
        asks=asks,
        compares=compares is not None,
        tabulates=asks is not None and bool(reply.data["figures"]),
        draws=asks is not None and can_draw(reply, desk),
    )


def kept_of(reply: Reply, desk: Desk, question: str = "", compares: str | None = None) -> dict[str, Any]:
    """What is kept of an answer: its object without what the person wrote, and the questions that buttons ask."""
    day = today(desk).isoformat()
    return {**reply.data, "question": question, "conversation": None, "day": day, "compares": compares}


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


def spoken_in(question: str, asker: Asker, memory: Memory | None = None) -> Language | None:
    """The language of the conversation, else of the person's phone, for a question that shows none of its own."""
    norms = [token.norm for token in tokenize(clean(question))]
    if detect(norms, "sv") == detect(norms, "en"):
        return None
    return (memory.language if memory is not None else None) or asker.language
