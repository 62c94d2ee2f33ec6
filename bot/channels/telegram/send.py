"""Doing one action on Telegram: once, whatever the network does, and in another manner where Telegram refuses one."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import httpx
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
    SwitchInlineQueryChosenChat,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, TelegramError
from telegram.ext import ExtBot

from bot.channels.telegram.actions import (
    Action,
    AnswerCallback,
    AnswerInline,
    Button,
    DeleteMessage,
    EditKeyboard,
    EditText,
    Keyboard,
    LeaveChat,
    SendDocument,
    SendPhoto,
    SendText,
)
from bot.channels.telegram.limits import Attempt
from bot.delivery.fate import Fate

logger = logging.getLogger("siffersvar.telegram")

Sending = SendText | SendPhoto | SendDocument
"""Actions that, done twice, are seen twice."""
_LONGEST_WAIT = 30.0
_NOT_WRITTEN = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
"""Errors after which it is certain that Telegram never saw the request."""
_DONE = ("message is not modified", "message to delete not found")
_OVER = (
    "query is too old", "query id is invalid", "query_id_invalid", "message to edit not found", "message can't be",
    "message_id_invalid",
)  # fmt: skip
"""Refusals of what came too late to matter."""
_CLOSED = (
    "chat not found", "not enough rights", "have no rights", "write_forbidden", "chat was deactivated",
    "need administrator rights", "topic_closed", "topic_deleted", "chat_restricted", "send_plain_forbidden",
    "chat_send_",
)  # fmt: skip
"""Refusals of a chat in which the bot may not write."""
_NO_LINK = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an action, and the message that it became."""

    fate: Fate
    message: int | None = None


@dataclass(frozen=True, slots=True)
class _Manner:
    """How an action is done: with its marks, its keyboard, as a reply, in its topic, as a picture; or without."""

    marks: bool = True
    keyboard: bool = True
    reply: bool = True
    thread: bool = True
    media: bool = True


class Sender:
    """Does actions."""

    def __init__(self, bot: ExtBot[Attempt], pause: Callable[[float], Any] = asyncio.sleep) -> None:
        """Begin.

        Args:
            bot: the client, with a rate limiter that keeps `Attempt`s.
            pause: waits for some seconds.
        """
        self._bot = bot
        self._pause = pause
        self._moved: dict[int, int] = {}

    async def do(self, action: Action, attempt: Attempt) -> Result:
        """Do an action.

        Args:
            action: what to do.
            attempt: what is noted around each try.

        Returns:
            What became of it.

        Raises:
            InvalidToken: Telegram does not know the bot any more.
        """
        manner, wait = _Manner(), 1.0
        while True:
            try:
                return Result(Fate.DONE, await self._once(self._at(action), manner, attempt))
            except ChatMigrated as error:
                self._moved[getattr(action, "chat", 0)] = error.new_chat_id
                await attempt.not_begun()
            except Forbidden:
                return Result(Fate.BLOCKED)
            except BadRequest as error:
                found = _mended(error, action, manner)
                if isinstance(found, Result):
                    return found
                manner = found
                await attempt.not_begun()
            except InvalidToken:
                await attempt.not_begun()
                raise
            except TelegramError as error:
                if _hopeless(error):
                    logger.error("%s cannot be sent: %s", type(action).__name__, _kind(error))  # noqa: TRY400
                    return Result(Fate.REFUSED)
                if isinstance(action, Sending) and not _certainly_not_done(error):
                    return Result(Fate.UNCERTAIN)
                await attempt.not_begun()
                logger.warning("%s is tried again in %.0f s: %s", type(action).__name__, wait, _kind(error))
                await self._pause(wait)
                wait = min(wait * 2, _LONGEST_WAIT)

    def _at(self, action: Action) -> Action:
        """The action in the chat that the group has become."""
        chat = getattr(action, "chat", None)
        new = self._moved.get(chat) if chat is not None else None
        if new is None or isinstance(action, AnswerCallback | AnswerInline):
            return action
        return replace(action, chat=new)

    async def _once(self, action: Action, manner: _Manner, attempt: Attempt) -> int | None:
        """Ask Telegram once; the message that it became, if it did."""
        bot, noted = self._bot, attempt
        match action:
            case SendText() | SendPhoto() | SendDocument():
                return (await self._send(action, manner, attempt)).message_id
            case EditText():
                await bot.edit_message_text(
                    _text(action, manner), action.chat, action.message, parse_mode=_mode(manner),
                    link_preview_options=_NO_LINK, reply_markup=_markup(action.keyboard, manner), rate_limit_args=noted,
                )  # fmt: skip
            case EditKeyboard():
                await bot.edit_message_reply_markup(
                    action.chat, action.message, reply_markup=_markup(action.keyboard, manner), rate_limit_args=noted
                )
            case DeleteMessage():
                await bot.delete_message(action.chat, action.message, rate_limit_args=noted)
            case AnswerCallback():
                await bot.answer_callback_query(action.query, action.text, action.alert, rate_limit_args=noted)
            case AnswerInline():
                await bot.answer_inline_query(
                    action.query, _articles(action, manner), cache_time=action.seconds, is_personal=action.personal,
                    rate_limit_args=noted,
                )  # fmt: skip
            case LeaveChat():
                await bot.leave_chat(action.chat, rate_limit_args=noted)
        return None

    async def _send(self, action: Sending, manner: _Manner, attempt: Attempt) -> Message:
        """Send a message."""
        reply = (
            ReplyParameters(action.reply_to, allow_sending_without_reply=True)
            if action.reply_to is not None and manner.reply
            else None
        )
        common: dict[str, Any] = {
            "parse_mode": _mode(manner),
            "message_thread_id": action.thread if manner.thread else None,
            "reply_parameters": reply,
            "rate_limit_args": attempt,
        }
        if not isinstance(action, SendDocument):
            common["reply_markup"] = _markup(action.keyboard, manner)
        text = _text(action, manner)
        if isinstance(action, SendText) or (isinstance(action, SendPhoto) and not manner.media):
            return await self._bot.send_message(action.chat, text, link_preview_options=_NO_LINK, **common)
        if isinstance(action, SendPhoto):
            return await self._bot.send_photo(action.chat, action.image, caption=text, **common)
        return await self._bot.send_document(
            action.chat, action.content, caption=text, filename=action.filename, **common
        )


def _mended(error: BadRequest, action: Action, manner: _Manner) -> _Manner | Result:
    """Another manner in which a refused action may be taken; what became of it where there is none."""
    words = error.message.lower()
    if any(part in words for part in _DONE):
        return Result(Fate.DONE)
    if any(part in words for part in _OVER):
        return Result(Fate.REFUSED)
    thread = getattr(action, "thread", None)
    if thread is not None and manner.thread and ("thread" in words or "topic" in words):
        return replace(manner, thread=False)
    if any(part in words for part in _CLOSED):
        return Result(Fate.BLOCKED)
    logger.warning("Telegram refused %s: %s", type(action).__name__, _kind(error))
    if "repl" in words and manner.reply:
        return replace(manner, reply=False)
    if "button" in words and manner.keyboard:
        return replace(manner, keyboard=False)
    if manner.marks:
        return replace(manner, marks=False)
    if isinstance(action, SendPhoto) and manner.media:
        return replace(manner, media=False)
    return Result(Fate.REFUSED)


def _hopeless(error: TelegramError) -> bool:
    """Whether the client itself could not make a request, and never will."""
    return isinstance(error.__cause__, TypeError | ValueError)


def _certainly_not_done(error: TelegramError) -> bool:
    """Whether Telegram refused a request (5xx), or never saw it."""
    if not isinstance(error, NetworkError):
        return False  # an answer that is no JSON
    cause = error.__cause__
    return not isinstance(cause, httpx.HTTPError) or isinstance(cause, _NOT_WRITTEN)


def _kind(error: TelegramError) -> str:
    """An error in words that hold nothing of what was sent."""
    found = re.match(r"[A-Za-z_' ]*", error.message)
    return f"{type(error).__name__} {found[0].strip() if found else ''}".strip()


def _text(action: SendText | SendPhoto | SendDocument | EditText, manner: _Manner) -> str:
    """What is said, with its marks or without; half of a surrogate pair cannot be sent."""
    text = action.html if manner.marks else action.plain
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _mode(manner: _Manner) -> str | None:
    """How marks are read."""
    return ParseMode.HTML if manner.marks else None


def _markup(keyboard: Keyboard, manner: _Manner) -> InlineKeyboardMarkup | None:
    """The buttons; None for none, which also takes away those of an edited message."""
    if not keyboard or not manner.keyboard:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in keyboard])


def _button(button: Button) -> InlineKeyboardButton:
    """One button."""
    chosen = None
    if button.inline is not None:
        chosen = SwitchInlineQueryChosenChat(
            button.inline,
            allow_user_chats=True,
            allow_bot_chats=False,
            allow_group_chats=True,
            allow_channel_chats=True,
        )
    return InlineKeyboardButton(
        button.text, url=button.url, callback_data=button.data, switch_inline_query_chosen_chat=chosen
    )


def _articles(action: AnswerInline, manner: _Manner) -> list[InlineQueryResultArticle]:
    """The results of an inline query."""
    return [
        InlineQueryResultArticle(
            article.ident,
            article.title,
            InputTextMessageContent(article.html, ParseMode.HTML, link_preview_options=_NO_LINK),
            reply_markup=_markup(article.keyboard, manner),
            description=article.description,
        )
        for article in action.articles
    ]
