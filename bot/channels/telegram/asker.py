"""Who asks, and where the answer goes."""

from __future__ import annotations

from dataclasses import dataclass

import telegram
from telegram.constants import ChatType

from bot.channels.telegram.actions import Keyboard, SendText
from bot.channels.telegram.desk import Desk
from bot.channels.telegram.markup import plain
from bot.channels.telegram.splitting import split
from bot.message import Message
from bot.texts import say
from knowledge.model import Language

CHANNEL = "telegram"
_READ_SWEDISH = ("sv", "nb", "nn", "no", "da")
"""Languages of a phone whose owner is addressed in Swedish where nothing else tells; others are in English."""


@dataclass(frozen=True, slots=True)
class Asker:
    """A person in a chat.

    Attributes:
        chat: the chat's id.
        thread: the topic in it.
        reply_to: the message that is answered, where others could stand between.
        alone: whether it is a private chat.
        person: the keyed hash of the person.
        conversation: the keyed hash of their conversation here.
        chosen: the language that they chose, or that the bot is set to.
        language: the language in which they are addressed where no question has one.
    """

    chat: int
    thread: int | None
    reply_to: int | None
    alone: bool
    person: str
    conversation: str
    chosen: Language | None
    language: Language

    @property
    def channel(self) -> str:
        """The channel's name."""
        return CHANNEL

    def message(self, text: str, desk: Desk, language: Language | None = None) -> Message:
        """A question of this person as the service takes it; `language` is that of one that does not tell itself."""
        return Message(text, self.conversation, CHANNEL, self.person, self.chosen or language, desk.day)

    def say(self, key: str, **values: object) -> str:
        """A text of the section `telegram` in their language."""
        return say(self.language, f"telegram.{key}", **values)

    def send(self, desk: Desk, marked: str, keyboard: Keyboard = ()) -> None:
        """Have them sent a text in HTML, in as many parts as it needs; the keyboard stands under the last."""
        parts = split(marked)
        for part in parts:
            desk.do(
                SendText(
                    self.chat,
                    part,
                    plain(part),
                    thread=self.thread,
                    reply_to=self.reply_to,
                    keyboard=keyboard if part is parts[-1] else (),
                )
            )


def of_message(message: telegram.Message, desk: Desk) -> Asker | None:
    """Who wrote a message; None where it was another bot, or a copy of a channel's post.

    An administrator who hides behind the group, and a channel, write under the chat's own id.

    Returns:
        The person, with the message as the one to reply to in a group.
    """
    if message.is_automatic_forward or (message.via_bot is not None and message.via_bot.id == desk.me.ident):
        return None
    writer = message.from_user
    if message.sender_chat is None and writer is not None and writer.is_bot:
        return None
    ident = message.sender_chat.id if message.sender_chat is not None else writer.id if writer is not None else None
    if ident is None:
        ident = message.chat.id
    code = writer.language_code if writer is not None and message.sender_chat is None else None
    alone = message.chat.type == ChatType.PRIVATE
    thread = message.message_thread_id if message.is_topic_message else None
    return make(desk, message.chat.id, ident, code, thread, reply_to=None if alone else message.message_id, alone=alone)


def of_press(query: telegram.CallbackQuery, desk: Desk) -> Asker | None:
    """Who pressed a button under a message; None where the message stands in a chat that the bot is not in."""
    at = query.message
    if at is None:
        return None
    alone = at.chat.type == ChatType.PRIVATE
    thread = at.message_thread_id if isinstance(at, telegram.Message) and at.is_topic_message else None
    return make(
        desk, at.chat.id, query.from_user.id, query.from_user.language_code, thread, reply_to=at.message_id, alone=alone
    )


def make(
    desk: Desk, chat: int, user: int, code: str | None, thread: int | None, *, reply_to: int | None, alone: bool
) -> Asker:
    """A person by id and the language of their phone."""
    person = desk.person(user)
    chosen = desk.session.language(person) or desk.settings.language
    return Asker(
        chat=chat,
        thread=thread,
        reply_to=reply_to,
        alone=alone,
        person=person,
        conversation=desk.conversation(chat, user, thread),
        chosen=chosen,
        language=chosen or spoken(code),
    )


def spoken(code: str | None) -> Language:
    """The language in which the owner of a phone in the language `code` (IETF) is addressed."""
    return "sv" if not code or code.split("-")[0].lower() in _READ_SWEDISH else "en"
