"""Whether a message is meant for the bot, and what it asks: in a group only when the bot is spoken to."""

from __future__ import annotations

import re
from dataclasses import dataclass

import telegram
from telegram.constants import ChatType, MessageEntityType

from bot.channels.telegram.desk import Me

_COMMAND = re.compile(r"^/([^\s@/]+)(?:@(\w+))?(?=\s|$)\s*", re.UNICODE)
LONGEST = 10_000
"""Characters of a message that are read; Telegram sends 4,096 at most."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said to the bot: a question, or a command with what stood behind it."""

    text: str
    command: str = ""
    named: bool = False
    """Whether a command named the bot, as in a group with several."""


def heard(message: telegram.Message, me: Me) -> Heard | None:
    """What a message says to the bot.

    Args:
        message: any message, also without text.
        me: who the bot is.

    Returns:
        The command or question without the bot's name; None where the message is not for the bot or says nothing.
    """
    text = (message.text or message.caption or "")[:LONGEST]
    command = _COMMAND.match(text)
    if command is not None:
        name = command[2]
        if name and name.casefold() != me.username.casefold():
            return None
        return Heard(text[command.end() :].strip(), command[1].casefold(), bool(name))
    asked, mentioned = _without_mention(message, text, me)
    if message.chat.type == ChatType.PRIVATE:
        return Heard(asked) if text.strip() else None
    if mentioned or (_replies(message, me) and text.strip()):
        return Heard(asked)
    return None


def _replies(message: telegram.Message, me: Me) -> bool:
    """Whether a message answers one of the bot's; what opens a topic counts as answered by all that is said in it."""
    to = message.reply_to_message
    return to is not None and to.from_user is not None and to.from_user.id == me.ident and not to.forum_topic_created


def _without_mention(message: telegram.Message, text: str, me: Me) -> tuple[str, bool]:
    """A text without the bot's name, and whether that stood in it.

    Entities count in UTF-16 units, so the text is cut in those.

    Returns:
        What else stands there, and whether the bot was named.
    """
    data = text.encode("utf-16-le", "surrogatepass")
    spans = []
    for entity in message.entities if message.text else message.caption_entities:
        span = slice(2 * entity.offset, 2 * (entity.offset + entity.length))
        name = data[span].decode("utf-16-le", "replace")
        by_name = entity.type == MessageEntityType.MENTION and name.casefold() == f"@{me.username}".casefold()
        by_id = entity.type == MessageEntityType.TEXT_MENTION and entity.user is not None and entity.user.id == me.ident
        if by_name or by_id:
            spans.append(span)
    for span in sorted(spans, key=lambda each: each.start, reverse=True):
        data = data[: span.start] + data[span.stop :]
    return data.decode("utf-16-le", "replace").strip().removeprefix(",").strip(), bool(spans)
