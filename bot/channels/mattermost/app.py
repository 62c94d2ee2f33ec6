"""The endpoints of Mattermost and Rocket.Chat: asked within a request, answered in its response."""

from __future__ import annotations

import logging
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.mattermost.payload import (
    Asked,
    BadPayloadError,
    Pressed,
    asked_of,
    fields_of,
    permitted,
    pressed_of,
)
from bot.channels.mattermost.replying import to_mattermost, to_press, to_rocket_chat
from bot.channels.mattermost.settings import MattermostSettings
from bot.channels.teamchat import files
from bot.channels.teamchat.answering import respond
from bot.channels.teamchat.once import once
from bot.channels.teamchat.presses import press
from bot.channels.teamchat.shown import Can
from bot.conversing import BusyError
from bot.service import anonymous
from bot.serving.part import Served
from bot.texts import say

logger = logging.getLogger("siffersvar.mattermost")

CHANNEL = "mattermost"


def routes(served: Served, settings: MattermostSettings) -> list[BaseRoute]:
    """The routes of the channel.

    Args:
        served: what it works with.
        settings: how it is set up.

    Returns:
        `POST /mattermost` for commands and webhooks, `POST /mattermost/actions` for buttons, and files.
    """
    endpoints = Endpoints(served, settings)
    return [
        Route(f"/{CHANNEL}", endpoints.asked, methods=["POST"]),
        Route(f"/{CHANNEL}/actions", endpoints.pressed, methods=["POST"]),
        files.route(served, CHANNEL),
    ]


class Endpoints:
    """Answers requests."""

    def __init__(self, served: Served, settings: MattermostSettings) -> None:
        """Begin.

        Args:
            served: what it works with.
            settings: how it is set up.
        """
        self._served = served
        self._settings = settings
        reached = settings.url or served.settings.public_url
        self._actions = f"{reached}/{CHANNEL}/actions" if reached else None
        address = files.addresses(served.state.hashed, served.settings.public_url, CHANNEL)
        self._can = Can(buttons=self._actions is not None, address=address)
        self._can_rocket = Can(asks=True, address=address)

    async def asked(self, request: Request) -> Response:
        """A slash command or an outgoing webhook."""
        try:
            fields = fields_of(await request.body(), request.headers.get("content-type", ""))
            if not permitted(fields, request.headers.get("authorization", ""), self._settings.tokens):
                return PlainTextResponse("The token is none of those in MATTERMOST_TOKENS.\n", 401)
            asked = asked_of(fields)
        except BadPayloadError as error:
            return PlainTextResponse(f"{error}\n", 400)
        if asked.machine:
            return JSONResponse({})
        try:
            return JSONResponse(await self._served.work(self._answer, asked))
        except Exception as error:  # the last wall: a person always gets a reply
            return JSONResponse(self._sorry(error, "text"))

    async def pressed(self, request: Request) -> Response:
        """A button. Who presses it is as Mattermost says: only its server knows the token behind a button."""
        try:
            pressed = pressed_of(fields_of(await request.body(), "application/json"))
        except BadPayloadError as error:
            return PlainTextResponse(f"{error}\n", 400)
        try:
            return JSONResponse(await self._served.work(self._press, pressed))
        except Exception as error:  # the last wall
            return JSONResponse(self._sorry(error, "ephemeral_text"))

    def _answer(self, asked: Asked) -> dict[str, Any]:
        """The response to what was asked."""
        conversing, hashed = self._served.conversing, self._served.state.hashed
        speaker = conversing.speaker(CHANNEL, asked.user, "/".join(asked.chat))
        key = hashed("once", CHANNEL, asked.kind, asked.ident, asked.text)

        def made(desk: Any) -> dict[str, Any]:
            """Answer."""
            rocket = asked.kind == "rocket"
            shown = respond(asked.text, speaker, desk, self._can_rocket if rocket else self._can, self._served.settings)
            if rocket:
                return to_rocket_chat(shown, asked)
            return to_mattermost(shown, asked, self._settings.replies, self._actions)

        return conversing.converse(
            lambda desk: once(desk.session, key, speaker, lambda: made(desk)) if asked.ident else made(desk)
        )

    def _press(self, pressed: Pressed) -> dict[str, Any]:
        """The response to a pressed button."""
        conversing = self._served.conversing
        speaker = conversing.speaker(CHANNEL, pressed.user, "/".join(pressed.chat))
        return conversing.converse(
            lambda desk: to_press(
                press(pressed.verb, pressed.token, speaker, desk, self._can),
                pressed.verb,
                pressed.thread,
                self._actions,
            )
        )

    def _sorry(self, error: Exception, field: str) -> dict[str, Any]:
        """Say that something failed, without the error's own words in the log."""
        if not isinstance(error, BusyError):
            logger.error("a request could not be answered\n%s", anonymous(error))
        language = self._served.settings.language or "sv"
        return {field: say(language, "teamchat.failed"), "response_type": "ephemeral"}
