"""The outgoing webhook of a team: its request is signed with a shared key, and answered in its response."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hmac
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.channels.teamchat import files
from bot.channels.teamchat.answering import respond
from bot.channels.teamchat.once import once
from bot.channels.teamchat.shown import Can
from bot.channels.teams.activity import BadActivityError, parsed, plain, text_of, without_name
from bot.channels.teams.cards import cards_of, plain_of, summary_of
from bot.channels.teams.platform import CHANNEL, message_of
from bot.channels.teams.settings import TeamsSettings
from bot.service import anonymous
from bot.serving.part import Served
from bot.texts import say

logger = logging.getLogger("siffersvar.teams")

_WITHIN = 4.5
"""Seconds for an answer; Teams gives up after five."""
_AGE = 300.0
"""Seconds by which a request's time may differ from ours."""


class Webhook:
    """Answers outgoing webhooks."""

    def __init__(self, served: Served, settings: TeamsSettings) -> None:
        """Begin.

        Args:
            served: what it works with.
            settings: the webhooks' keys.
        """
        self._served = served
        self._settings = settings
        address = files.addresses(served.state.hashed, served.settings.public_url, CHANNEL)
        self._can = Can(address=address)

    async def asked(self, request: Request) -> Response:
        """A message that names the webhook."""
        body = await request.body()
        if not signed(body, request.headers.get("authorization", ""), self._settings.webhook_secrets):
            return PlainTextResponse("The signature is made with none of the keys in TEAMS_WEBHOOK_SECRETS.\n", 401)
        try:
            data = parsed(body)
            if not fresh(text_of(data, "timestamp"), self._served.state.now()):
                return PlainTextResponse("The request is older than five minutes.\n", 401)
            sender, conversation = data.get("from"), data.get("conversation")
            if not isinstance(sender, dict) or not isinstance(conversation, dict):
                return PlainTextResponse("The request does not say who asks where.\n", 400)
            user = text_of(sender, "aadObjectId") or text_of(sender, "id", needed=True)
            chat = text_of(conversation, "id", needed=True)
            ident = text_of(data, "id")
        except BadActivityError as error:
            return PlainTextResponse(f"{error}\n", 400)
        value = data.get("text")
        text = plain(without_name(value)) if isinstance(value, str) else ""
        try:
            work = self._served.work(self._answer, user, chat, ident, text)
            return JSONResponse(await asyncio.wait_for(work, _WITHIN))
        except Exception as error:  # the last wall: a person always gets a reply
            logger.error("a webhook could not be answered\n%s", anonymous(error))  # noqa: TRY400
            words = say(self._served.settings.language or "sv", "teamchat.failed")
            return JSONResponse({"type": "message", "text": words})

    def _answer(self, user: str, chat: str, ident: str, text: str) -> dict[str, Any]:
        """The message that answers."""
        conversing = self._served.conversing
        speaker = conversing.speaker(CHANNEL, user, chat)
        key = self._served.state.hashed("once", CHANNEL, chat, ident, text)

        def made(desk: Any) -> dict[str, Any]:
            """Answer."""
            shown = respond(text, speaker, desk, self._can, self._served.settings)
            cards = cards_of(shown, submits=False)
            if len(cards) > 1:  # a response is one message, which is not to be larger than one card
                return {"type": "message", "textFormat": "plain", "text": plain_of(shown)}
            return message_of(cards[0], summary_of(shown))

        return conversing.converse(
            lambda desk: once(desk.session, key, speaker, lambda: made(desk)) if ident else made(desk)
        )


def signed(body: bytes, authorization: str, keys: Sequence[bytes]) -> bool:
    """Whether a body is signed with one of our keys; each is tried, so that the time taken tells nothing.

    Args:
        body: as it came.
        authorization: the header: `HMAC` and the signature (SHA-256) in base64.
        keys: ours.

    Returns:
        Whether it is.
    """
    scheme, _, said = authorization.partition(" ")
    try:
        signature = base64.b64decode(said.strip(), validate=True) if scheme.upper() == "HMAC" else b""
    except (binascii.Error, ValueError):
        signature = b""
    return any([hmac.compare_digest(hmac.digest(key, body, "sha256"), signature) for key in keys])  # noqa: C419


def fresh(timestamp: str, now: float) -> bool:
    """Whether a time (ISO 8601, UTC) is that of a request that is made now."""
    try:
        said = datetime.fromisoformat(timestamp)
        at = (said if said.tzinfo else said.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return False
    return abs(now - at) <= _AGE
