"""What comes of one update: which of its kinds it is, whether the bot may answer there, and who answers it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import telegram
from telegram.constants import ChatMemberStatus, ChatType, MessageAttachmentType

from bot.channels.telegram import buttons, inline
from bot.channels.telegram.actions import AnswerCallback, AnswerInline, LeaveChat
from bot.channels.telegram.addressed import Heard, heard
from bot.channels.telegram.answering import answer, may_ask, put
from bot.channels.telegram.asker import Asker, make, of_message
from bot.channels.telegram.commands import obey, obeyed
from bot.channels.telegram.desk import Desk
from bot.channels.telegram.markup import escaped

_EDITABLE = timedelta(hours=1)
"""So long after it was sent a message without an answer that is edited into a question still gets one."""
_IN = (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.RESTRICTED)
_UNREAD = tuple(kind.value for kind in MessageAttachmentType)


def plan(update: telegram.Update, desk: Desk) -> None:
    """Put on the desk all that is to be done about an update; nothing for one that is not for the bot.

    Args:
        update: any update of Telegram's, whatever its fields.
        desk: what the answer is worked out with.
    """
    if update.callback_query is not None:
        _pressed(update.callback_query, desk)
    elif update.inline_query is not None:
        if _allowed(update.inline_query.from_user.id, desk):
            inline.offer(update.inline_query, desk)
        else:
            desk.do(AnswerInline(update.inline_query.id, (), seconds=0))
    elif update.my_chat_member is not None:
        _joined(update.my_chat_member, desk)
    elif (message := update.message or update.channel_post) is not None:
        _written(message, desk)
    elif (edited := update.edited_message or update.edited_channel_post) is not None:
        _edited(edited, desk)


def _allowed(chat: int, desk: Desk) -> bool:
    """Whether the bot may answer in a chat; a person's private chat has the person's id."""
    return not desk.settings.telegram_allowed_chats or chat in desk.settings.telegram_allowed_chats


def _pressed(query: telegram.CallbackQuery, desk: Desk) -> None:
    """A button, in a chat where the bot may answer."""
    if query.message is not None and not _allowed(query.message.chat.id, desk):
        desk.do(AnswerCallback(query.id))
    else:
        buttons.press(query, desk)


def _joined(change: telegram.ChatMemberUpdated, desk: Desk) -> None:
    """The bot was let into a group, where it says how to speak to it; one that is not on the list it leaves."""
    if change.chat.type == ChatType.PRIVATE or change.new_chat_member.status not in _IN:
        return
    if not _allowed(change.chat.id, desk):
        desk.do(LeaveChat(change.chat.id))
    elif change.chat.type != ChatType.CHANNEL and change.old_chat_member.status not in _IN:
        by = change.from_user
        asker = make(desk, change.chat.id, by.id, by.language_code, None, reply_to=None, alone=False)
        asker.send(desk, escaped(asker.say("hello_group", name=desk.me.username)))


def _written(message: telegram.Message, desk: Desk) -> None:
    """A message: a command, a question, or something that is not text."""
    if not _allowed(message.chat.id, desk):
        if message.chat.type == ChatType.PRIVATE:
            asker = of_message(message, desk)
            if asker is not None:
                asker.send(desk, escaped(asker.say("not_here")))
        elif message.left_chat_member is None and message.migrate_to_chat_id is None:
            desk.do(LeaveChat(message.chat.id))
        return
    asker, said = of_message(message, desk), heard(message, desk.me)
    if asker is None:
        return
    if said is not None:
        _said(said, asker, desk, ())
    elif asker.alone and message.media_group_id is None and any(message[kind] for kind in _UNREAD):
        asker.send(desk, escaped(asker.say("only_text")))


def _edited(message: telegram.Message, desk: Desk) -> None:
    """A message that was changed: its answer changes too. What was never answered, is when it is not old."""
    asker, said = of_message(message, desk), heard(message, desk.me)
    if asker is None or said is None or said.command or not _allowed(message.chat.id, desk):
        return
    old = desk.session.answered_by(message.chat.id, message.message_id)
    if old or desk.now - message.date < _EDITABLE:
        _said(said, asker, desk, old)


def _said(said: Heard, asker: Asker, desk: Desk, old: Sequence[int]) -> None:
    """Do what was said to the bot, unless the person asks too much."""
    if said.command and not obeyed(said, asker):
        return
    slow = may_ask(asker, desk)
    if slow is not None:
        asker.send(desk, escaped(slow))
    elif said.command:
        obey(said, asker, desk)
    elif said.text:
        answer(said.text, asker, desk, old=old)
    else:
        put(escaped(asker.say("hello_group", name=desk.me.username)), (), asker, desk, old)
