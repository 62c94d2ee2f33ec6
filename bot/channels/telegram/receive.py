"""Updates as they come: what is kept of them, and the loop that asks Telegram for them."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest, RequestData

from bot.channels.telegram.limits import Attempt, seconds
from bot.state import inbox
from bot.state.database import State
from bot.state.inbox import Arrived
from bot.state.privacy import masked_within

logger = logging.getLogger("siffersvar.telegram")

WANTED = (
    "message", "edited_message", "channel_post", "edited_channel_post", "callback_query", "inline_query",
    "my_chat_member",
)  # fmt: skip
"""Kinds of updates that Telegram is asked for."""
_WRITTEN = ("message", "edited_message", "channel_post", "edited_channel_post")
_WORDS = frozenset({"text", "caption", "query"})
"""Fields that hold what somebody wrote."""
_LISTEN = 25
"""Seconds for which Telegram waits for something to come."""
_LONGEST_WAIT = 30.0
_NOTHING = b'{"ok":true,"result":[]}'


class RefusedError(Exception):
    """Telegram will not have this process go on; `key` is the text under [command] that says why."""

    def __init__(self, key: str) -> None:
        """Remember which."""
        super().__init__(key)
        self.key = key


class Listening(HTTPXRequest):
    """What asks for updates: it keeps them as they came, whether or not this version of the client can read them.

    The client is told that there were none, since it gives up a whole batch for one update that it cannot read.
    """

    heard: bytes = _NOTHING

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **timeouts: Any
    ) -> tuple[int, bytes]:
        """Ask, and keep what was heard.

        Args:
            url: where.
            method: GET or POST.
            request_data: the parameters.
            args: as of the client.
            timeouts: as of the client.

        Returns:
            The status, and an answer without updates where it is 200.
        """
        code, payload = await super().do_request(url, method, request_data, *args, **timeouts)
        if code != 200:
            return code, payload
        self.heard = payload
        return code, _NOTHING


def arrived(update: Mapping[str, Any], channel: str, now: float) -> Arrived | None:
    """What is kept of an update: personal numbers and addresses masked.

    Args:
        update: as it came, in JSON's terms.
        channel: the bot's.
        now: seconds since 1970.

    Returns:
        It, with the chat whose order it keeps; None for what is no update.
    """
    number = update.get("update_id")
    if not isinstance(number, int) or isinstance(number, bool):
        return None
    content = json.dumps(masked_within(dict(update), _WORDS))
    return Arrived(channel, number, f"{channel}:{_chat(update)}", content, _asked(update, now))


def _chat(update: Mapping[str, Any]) -> str:
    """The chat of an update; the person, for what belongs to none."""
    for kind in (*_WRITTEN, "my_chat_member"):
        if isinstance(chat := _at(update, kind, "chat", "id"), int):
            return str(chat)
    if isinstance(chat := _at(update, "callback_query", "message", "chat", "id"), int):
        return str(chat)
    for kind in ("callback_query", "inline_query"):
        if isinstance(person := _at(update, kind, "from", "id"), int):
            return f"person:{person}"
    return "none"


def _asked(update: Mapping[str, Any], now: float) -> float:
    """When it was written, which is before it came; when it came, where it does not say."""
    for kind in _WRITTEN:
        for name in ("edit_date", "date"):
            if isinstance(at := _at(update, kind, name), int) and at > 0:
                return min(float(at), now)
    return now


def _at(value: Any, *names: str) -> Any:
    """What stands at a place in JSON's terms; None where there is nothing."""
    for name in names:
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
    return value


async def put(state: State, channel: str, updates: Sequence[Any], wake: Callable[[], None]) -> None:
    """Keep updates; when this returns, they outlive the process.

    Args:
        state: where they are kept.
        channel: the bot's.
        updates: as they came.
        wake: told that there is something to do.
    """
    now = state.now()
    found = [arrived(update, channel, now) for update in updates if isinstance(update, Mapping)]
    kept = [update for update in found if update is not None]
    if kept:
        await state.write(lambda connection: inbox.put(connection, kept, now))
        wake()


async def poll(
    bot: ExtBot[Attempt], listening: Listening, state: State, channel: str, wake: Callable[[], None]
) -> None:
    """Ask Telegram for updates until this is cancelled. Only what is kept is acknowledged.

    Args:
        bot: the client; `listening` is what it asks for updates with.
        listening: holds what was heard.
        state: where updates are kept.
        channel: the bot's.
        wake: told that there is something to do.

    Raises:
        RefusedError: another process asks too, a webhook is set, or the token counts no more.
    """
    offset: int | None = None
    wait = 1.0
    while True:
        try:
            await bot.get_updates(offset, timeout=_LISTEN, allowed_updates=WANTED)
            updates = json.loads(listening.heard)["result"]
            await put(state, channel, updates, wake)
            numbers = [number for each in updates if isinstance(number := each.get("update_id"), int)]
            offset = max(numbers) + 1 if numbers else offset
            wait = 1.0
            continue
        except Conflict as error:
            raise RefusedError("telegram_webhook_set" if "webhook" in error.message else "telegram_two") from None
        except (InvalidToken, Forbidden) as error:
            raise RefusedError("telegram_token") from error
        except RetryAfter as error:
            wait = seconds(error)
        except BadRequest as error:
            logger.error("Telegram does not take getUpdates: %s", type(error).__name__)  # noqa: TRY400
        except TelegramError as error:
            logger.warning("no updates from Telegram (%s), asking again in %.0f s", type(error).__name__, wait)
        except Exception as error:  # polling never dies: the database may be gone for a while, or an answer be odd
            logger.exception("updates cannot be kept (%s), asking again in %.0f s", type(error).__name__, wait)
        await asyncio.sleep(wait)
        wait = min(wait * 2, _LONGEST_WAIT)
