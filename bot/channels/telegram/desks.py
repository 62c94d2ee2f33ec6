"""Working out an update: through a PTB `Application`, off the event loop, kept whole or not at all."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection
from telegram import Update
from telegram.ext import Application, CallbackContext, ContextTypes, ExtBot, TypeHandler

from bot.channels.telegram.actions import Action, AnswerCallback, AnswerInline, SendText, to_json
from bot.channels.telegram.asker import spoken
from bot.channels.telegram.desk import Desk, Me
from bot.channels.telegram.limits import Attempt
from bot.channels.telegram.planning import plan
from bot.charts import Picture, draw_png
from bot.config import Settings
from bot.service import Service, anonymous
from bot.state import inbox, outbox
from bot.state.buffered import Buffered, answered_key
from bot.state.database import State
from bot.state.inbox import Open
from bot.state.outbox import Kept
from bot.state.writer import passing
from bot.texts import say
from knowledge.model import Language

logger = logging.getLogger("siffersvar.telegram")

Bot = ExtBot[Attempt]
Data = dict[Any, Any]


class Context(CallbackContext[Bot, Data, Data, "Shared"]):
    """What a handler is given beside the update."""


App = Application[Bot, Context, Data, Data, "Shared", None]


@dataclass(slots=True)
class Desks:
    """What all updates are worked out with.

    Attributes:
        service: answers questions.
        settings: how the bot is set up.
        state: where everything is kept.
        threads: where answers are worked out.
        draw: draws a picture as PNG.
        channel: the bot's, known when Telegram has said who the bot is.
        me: likewise.
        kept: by update, what it came to, for whoever had it worked out.
    """

    service: Service
    settings: Settings
    state: State
    threads: Executor
    draw: Callable[[Picture], bytes] = draw_png
    channel: str = ""
    me: Me = field(default_factory=lambda: Me(0, ""))
    kept: dict[int, tuple[str, list[Kept] | None]] = field(default_factory=dict)

    async def work_out(self, app: App, chat: str, update: Open) -> list[Kept] | None:
        """Work out what to do about an update, and keep it.

        Args:
            app: the application whose handler does it.
            chat: the chat's key.
            update: as it came.

        Returns:
            What was kept; None where it could not be kept.
        """
        try:
            heard = Update.de_json(json.loads(update.content), app.bot)
        except Exception as error:  # of another version of the Bot API, or no update at all
            logger.error("an update cannot be read\n%s", anonymous(error))  # noqa: TRY400
            return []
        self.kept[update.number] = (chat, None)
        try:
            await app.process_update(heard)
        finally:
            _, kept = self.kept.pop(update.number)
        return kept

    def plan(self, update: Update) -> tuple[Buffered, list[Action]]:
        """Work out an update; whatever goes wrong on the way becomes an answer too."""
        desk, session = self._desk()
        try:
            plan(update, desk)
        except Exception as error:  # the last wall
            if passing(error):
                raise  # the state database does not answer: the update stays in the inbox
            return self.failed(update, error)
        return session, desk.actions

    def failed(self, update: Update, error: Exception) -> tuple[Buffered, list[Action]]:
        """What comes of an update that could not be worked out: an apology, with an id by which the log has the cause.

        Args:
            update: what came.
            error: what went wrong.

        Returns:
            A session in which nothing was written, and the apology.
        """
        ident = secrets.token_hex(3)
        logger.error("error %s on Telegram\n%s", ident, anonymous(error))
        desk, session = self._desk()
        self._apologise(update, desk, ident)
        return session, desk.actions

    def _desk(self) -> tuple[Desk, Buffered]:
        """An empty desk, and its session."""
        session, now = self.state.session(), datetime.fromtimestamp(self.state.now(), UTC)
        return Desk(self.service, self.settings, self.me, session, now, self.state.hashed, self.draw), session

    def _apologise(self, update: Update, desk: Desk, ident: str) -> None:
        """Say that something failed, and under which id."""
        message = update.effective_message
        text = say(self._language(update), "command.internal_error", id=ident)
        if update.callback_query is not None:
            desk.do(AnswerCallback(update.callback_query.id, text, alert=True))
        elif update.inline_query is not None:
            desk.do(AnswerInline(update.inline_query.id, (), seconds=0))
        elif message is not None:
            thread = message.message_thread_id if message.is_topic_message else None
            desk.do(SendText(message.chat.id, text, text, thread, message.message_id))

    def language(self, app: App, update: Open) -> Language:
        """The language in which the person of an update is addressed."""
        heard = Update.de_json(json.loads(update.content), app.bot)
        return self._language(heard)

    def _language(self, update: Update) -> Language:
        """That which they chose, the bot's, or their phone's."""
        user = update.effective_user
        if user is None:
            return self.settings.language or "sv"
        chosen = self.state.session().language(self.state.hashed("person", user.id))
        return chosen or self.settings.language or spoken(user.language_code)

    async def keep(self, update: Update, session: Buffered, actions: Sequence[Action]) -> None:
        """Keep what an update came to, with all that its session wrote, in one transaction."""
        number, message = update.update_id, update.effective_message
        chat, _ = self.kept[number]
        answers = answered_key(self.state.hashed, message.chat.id, message.message_id) if message is not None else ""
        kept = [Kept(self.channel, number, at, to_json(action), answers) for at, action in enumerate(actions)]

        def write(at: Connection) -> bool:
            """Keep everything, unless another did."""
            if not inbox.mark_planned(at, self.channel, number):
                return False
            outbox.add(at, chat, kept)
            session.write(at)
            return True

        if await self.state.write(write):
            self.kept[number] = (chat, kept)
        if self.settings.log_questions and message is not None and message.text:
            logger.info("question: %r", message.text)


class Shared:
    """What the application gives its handlers: its `bot_data`."""

    desks: Desks


async def handle(update: Update, context: Context) -> None:
    """The application's one handler: work out an update in a thread, and keep what it comes to."""
    desks = context.bot_data.desks
    session, actions = await asyncio.get_running_loop().run_in_executor(desks.threads, desks.plan, update)
    try:
        await desks.keep(update, session, actions)
    except Exception as error:
        if passing(error):
            raise  # the database does not answer: the update stays in the inbox
        await desks.keep(update, *desks.failed(update, error))


async def log_error(_: object, context: Context) -> None:
    """What goes wrong around the handler, such as a database that does not answer: the update stays in the inbox."""
    if context.error is not None:
        logger.error("an update cannot be handled now\n%s", anonymous(context.error))


def application(bot: Bot, desks: Desks) -> App:
    """The application: no updater and no queue of its own, since updates wait in the inbox."""
    types = ContextTypes(context=Context, bot_data=Shared)
    app: App = Application.builder().bot(bot).updater(None).job_queue(None).context_types(types).build()
    app.bot_data.desks = desks
    app.add_handler(TypeHandler(Update, handle))
    app.add_error_handler(log_error)
    return app
