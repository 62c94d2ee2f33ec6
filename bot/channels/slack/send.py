"""What was planned, done on Slack: each once, within its limits."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.channels.slack.actions import Action, Home, Replace, Say, Upload
from bot.channels.slack.asking import Patience, PutOffError, RefusedError, UnknownError, seconds_of
from bot.channels.slack.blocks import section
from bot.channels.slack.looking import came, marked
from bot.delivery.fate import Fate

logger = logging.getLogger("siffersvar.slack")

_CLOSED = frozenset({
    "cannot_dm_bot", "channel_is_archived", "channel_not_found", "is_archived", "messages_tab_disabled",
    "not_in_channel", "restricted_action", "restricted_action_non_threadable_channel",
    "restricted_action_read_only_channel", "restricted_action_thread_only_channel", "user_disabled", "user_not_found",
    "user_not_in_channel",
})  # fmt: skip
"""Errors of a place in which the bot cannot speak, or of a person who is not there any more."""
_OUTSIDE = frozenset({"channel_not_found", "not_in_channel", "user_not_in_channel"})
"""Errors of a place of which the bot is no member."""
_UNSUITABLE = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "no_text"})
"""Errors of a message's looks; it is sent without."""
_SPENT = frozenset({"expired_url", "used_url", "expired_trigger_id"})
"""Errors of an address to which responses were posted for too long or too often."""
_RESPONSES = "response_url"


class Sender:
    """Does actions. The SDK's own retries are off: they would send a message twice whose connection broke."""

    def __init__(self, client: AsyncWebClient, session: aiohttp.ClientSession, now: Callable[[], float] = time.time):
        """Send by a client.

        Args:
            client: asks Slack, without retry handlers.
            session: the connections, also to other addresses of Slack's.
            now: seconds since 1970.
        """
        self._client = client
        self._session = session
        self._now = now
        self._patience = Patience()

    async def do(self, action: Action) -> Fate:
        """Do an action.

        Args:
            action: what to do.

        Returns:
            What became of it.

        Raises:
            EndedError: the token counts no more.
        """  # noqa: DOC502  (raised by what is called)
        try:
            match action:
                case Say():
                    await self._say(action)
                case Replace():
                    await self._replace(action)
                case Upload():
                    await self._upload(action)
                case Home():
                    await self._home(action)
        except RefusedError as error:
            logger.warning("Slack refused %s: %s", type(action).__name__, error.code)
            return Fate.BLOCKED if error.code in _CLOSED and not isinstance(action, Replace | Home) else Fate.REFUSED
        except UnknownError:
            return Fate.UNCERTAIN
        return Fate.DONE

    async def _say(self, action: Say) -> None:
        """Say something: to one person where it is for them alone, without its looks where Slack refuses those."""
        try:
            await (self._say_privately(action) if action.private else self._say_openly(action))
        except RefusedError as error:
            if error.code not in _UNSUITABLE or not action.blocks:
                raise
            logger.warning("Slack refused blocks: %s", error.code)
            await self._say(replace(action, blocks=()))

    async def _say_openly(self, action: Say) -> None:
        """Say something in a channel; where the bot is no member, by the address that came with the request."""
        try:
            await self._post(action)
        except RefusedError as error:
            if error.code not in _OUTSIDE or not self._open(action):
                raise
            await self._respond(action, {"response_type": "in_channel"})

    async def _say_privately(self, action: Say) -> None:
        """Say something that one person sees; where that cannot be here, in their conversation with the bot."""
        if self._open(action):
            try:
                await self._respond(action, {"response_type": "ephemeral"})
            except RefusedError as error:
                if error.code not in _SPENT:
                    raise
            else:
                return
        try:
            await self._patience.ask(
                "chat.postEphemeral",
                lambda: self._client.chat_postEphemeral(
                    channel=action.channel,
                    user=action.user,
                    text=action.text,
                    blocks=[dict(block) for block in action.blocks] or None,
                    **_thread(action),
                ),
            )
        except RefusedError as error:
            if error.code not in _OUTSIDE:
                raise
            await self._post(replace(action, channel=action.user, thread=""))

    async def _post(self, action: Say) -> None:
        """Post a message; where nothing is heard of it, look whether it came."""
        mark = secrets.token_hex(8)
        try:
            await self._patience.ask(
                "chat.postMessage",
                lambda: self._client.chat_postMessage(
                    channel=action.channel,
                    text=action.text,
                    unfurl_links=False,
                    unfurl_media=False,
                    metadata=marked(mark),
                    **_looks(action),
                    **_thread(action),
                ),
            )
        except UnknownError:
            if not await came(self._client, action.channel, action.thread, mark):
                raise

    async def _replace(self, action: Replace) -> None:
        """Put something in the place of a message, or take it away."""
        if self._now() < action.until:
            way = {"replace_original": True} if action.blocks else {"delete_original": True}
            message = Say("", "", action.text, action.blocks, url=action.url, until=action.until)
            await self._respond(message, way, repeatable=True)

    async def _respond(self, action: Say, way: dict[str, Any], *, repeatable: bool = False) -> None:
        """Post to the address that came with a request."""
        body = {"text": action.text, "unfurl_links": False, "unfurl_media": False, **_looks(action), **_thread(action)}
        client = AsyncWebhookClient(action.url, session=self._session, retry_handlers=[])

        async def ask() -> None:
            """Post once."""
            answer = await client.send_dict({"replace_original": False, **body, **way})
            if answer.status_code == 429:
                raise PutOffError(seconds_of(answer.headers))
            if answer.status_code == 503:
                raise PutOffError
            if answer.status_code >= 500:
                raise PutOffError if repeatable else UnknownError
            if answer.status_code == 404:
                raise RefusedError("expired_url")  # or used too often
            if answer.status_code != 200:
                raise RefusedError(_word(answer.body))

        await self._patience.ask(_RESPONSES, ask, repeatable=repeatable)

    async def _upload(self, action: Upload) -> None:
        """Send a file, as `files_upload_v2` does in three steps; only the last is seen, and done once."""
        ticket = await self._patience.ask(
            "files.getUploadURLExternal",
            lambda: self._client.files_getUploadURLExternal(
                filename=action.filename, length=len(action.content), alt_txt=action.alt or None
            ),
            repeatable=True,
        )
        address, ident = str(ticket.get("upload_url")), str(ticket.get("file_id"))

        async def put() -> None:
            """Hand over the bytes."""
            async with self._session.post(address, data=action.content, proxy=self._client.proxy) as answer:
                if answer.status == 429:
                    raise PutOffError(seconds_of(answer.headers))
                if answer.status >= 500:
                    raise PutOffError
                if answer.status != 200:
                    raise RefusedError("upload_failed")

        await self._patience.ask("upload", put, repeatable=True)
        if not action.private:
            try:
                await self._share(action, ident, action.channel, action.thread)
            except RefusedError as error:
                if error.code not in _OUTSIDE or action.channel == action.user:
                    raise
            else:
                return
        await self._share(action, ident, action.user, "")
        if self._open(action):
            words = Say(
                "", "", action.elsewhere, tuple(section(action.elsewhere)), thread=action.thread, url=action.url
            )
            await self._respond(words, {"response_type": "ephemeral"}, repeatable=True)

    async def _share(self, action: Upload, ident: str, channel: str, thread: str) -> None:
        """Let a file be seen; it is shared with channels only, so a person's conversation is opened first."""
        if channel == action.user:
            opened = await self._patience.ask(
                "conversations.open", lambda: self._client.conversations_open(users=action.user), repeatable=True
            )
            channel = str((opened.get("channel") or {}).get("id"))
        await self._patience.ask(
            "files.completeUploadExternal",
            lambda: self._client.files_completeUploadExternal(
                files=[{"id": ident, "title": action.title}],
                channel_id=channel,
                initial_comment=action.text,
                thread_ts=thread or None,
            ),
        )

    async def _home(self, action: Home) -> None:
        """Show a person the bot's own tab."""
        view = {"type": "home", "blocks": list(action.blocks)}
        await self._patience.ask(
            "views.publish", lambda: self._client.views_publish(user_id=action.user, view=view), repeatable=True
        )

    def _open(self, action: Say | Upload) -> bool:
        """Whether responses can still be posted to the address that came with a request."""
        return bool(action.url) and self._now() < action.until


def _looks(action: Say) -> dict[str, Any]:
    """The blocks, where there are any; without them the text is plain, since it holds people's words."""
    return {"blocks": list(action.blocks)} if action.blocks else {"mrkdwn": False}


def _thread(action: Say) -> dict[str, Any]:
    """The thread, where there is one."""
    return {"thread_ts": action.thread} if action.thread else {}


def _word(body: str) -> str:
    """The one word with which an address of Slack's refuses something."""
    return body if body.isascii() and body.replace("_", "").isalnum() and len(body) < 60 else "refused"
