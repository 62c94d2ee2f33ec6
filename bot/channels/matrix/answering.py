"""One question of a person answered: asked, remembered, laid out, with what can be chosen or had besides."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot import talking
from bot.channels.matrix.actions import Action
from bot.channels.matrix.asker import CHANNEL, Asker
from bot.channels.matrix.cards import card
from bot.channels.matrix.desk import Room
from bot.channels.matrix.markup import Words, escaped, listed, words
from bot.channels.matrix.reactions import numbered, sign_of
from bot.message import Choice
from bot.talking import Said
from bot.texts import say
from knowledge.model import Language

OFFER = "matrix"
"""Kind of token of what a message offers."""
_MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Offer:
    """What a message offers.

    Attributes:
        answer: under which the answer is kept, of which there is more; empty where there is no more.
        choices: what can be chosen by number.
        asked_back: whether they are the options of a question back.
        compares: the question that compares all regions.
        person: the keyed hash of whom it was offered to.
        language: of the answer.
    """

    answer: str = ""
    choices: tuple[Choice, ...] = ()
    asked_back: bool = False
    compares: str | None = None
    person: str = ""
    language: Language = "sv"


def slow(who: Asker, room: Room) -> Words | None:
    """Count one question; what to say to a person who asked too many, None where they may ask."""
    seconds = room.desk.session.wait(who.person)
    return words(who.say("slow_down", seconds=math.ceil(seconds))) if seconds > 0 else None


def ask(question: str, who: Asker, room: Room, *, back: bool = False, changes: str = "") -> Sequence[Action]:
    """Answer a question in its conversation.

    Args:
        question: what was asked.
        who: who asks.
        room: what it is answered with.
        back: whether it is an option of a question back.
        changes: the message in whose place the answer is put.

    Returns:
        The message.
    """
    said = talking.answer(question, who, room.desk, chosen=back)
    token = _offered(said, who, room)
    return [who.message(_laid_out(said), offer=token, changes=changes)]


def held(who: Asker, room: Room, token: str | None = None) -> Offer:
    """What was offered last in a person's conversation, or what a token stands for; nothing where that is forgotten."""
    session = room.desk.session
    ident = session.mark(_last(who)) if token is None else token
    found = session.redeem(ident) if ident else None
    if found is None or found.kind != OFFER:
        return Offer()
    kept = found.payload
    choices = tuple(Choice(each["label"], each["question"]) for each in kept["choices"])
    return Offer(kept["answer"], choices, kept["asked_back"], kept["compares"], kept["person"], kept["language"])


def chosen(text: str, offer: Offer) -> str | None:
    """The question of the choice that a text names by its number or its words; None where it names none."""
    number = numbered(text)
    if number is not None:
        return offer.choices[number - 1].question if number <= len(offer.choices) else None
    said = text.strip().rstrip("?!.").casefold()
    return next((each.question for each in offer.choices if each.label.rstrip("?!.").casefold() == said), None)


def _offered(said: Said, who: Asker, room: Room) -> str:
    """Keep what an answer offers as the conversation's last offer; its token, empty where it offers nothing."""
    session, seconds = room.desk.session, room.settings.memory_minutes * _MINUTE
    if not said.ident and not said.choices:
        session.put_mark(_last(who), "", seconds)
        return ""
    payload: dict[str, Any] = {
        "answer": said.ident,
        "choices": [{"label": each.label, "question": each.question} for each in said.choices],
        "asked_back": said.asked_back,
        "compares": said.compares,
        "person": who.person,
        "language": said.language,
    }
    token = session.issue(OFFER, payload, who.person)
    session.put_mark(_last(who), token, seconds)
    return token


def _last(who: Asker) -> str:
    """Under which the last offer of a conversation is kept."""
    return f"{CHANNEL} last {who.conversation}"


def _laid_out(said: Said) -> Words:
    """An answer, what can be chosen, and how to have more of it."""
    laid, language = card(said.reply), said.language
    if said.choices:
        labels = listed([each.label for each in said.choices])
        laid += labels
        signs = " ".join(sign_of(number) for number in range(1, min(len(said.choices), 9) + 1))
        laid += _small(say(language, "matrix.choose", signs=signs))
    elif said.ident:
        more = ["source", *["chart"] * said.draws, *["table"] * said.tabulates, *["compare"] * bool(said.compares)]
        names = " · ".join(say(language, f"matrix.more_{each}") for each in more)
        laid += _small(say(language, "matrix.more", words=names))
    return laid


def _small(text: str) -> Words:
    """A remark below."""
    return Words(f"<p><sub>{escaped(text)}</sub></p>", text)
