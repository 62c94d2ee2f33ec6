"""Where Slack posts: what is for the bot is kept, then acknowledged; all else is done afterwards."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.slack import incoming
from bot.channels.slack.incoming import Came
from bot.channels.slack.signature import Signatures

logger = logging.getLogger("siffersvar.slack")

WITHIN = 2.5
"""Seconds after which Slack is told that an event cannot be kept now; it waits for three."""
_NO_RETRY = {"x-slack-no-retry": "1"}
_MOST_FIELDS = 100

Put = Callable[[Came], Awaitable[None]]
"""Keeps something; when it returns, that outlives the process."""


def routes(signatures: Signatures, ours: Callable[[str], bool], put: Put) -> Sequence[BaseRoute]:
    """The three addresses that an app has on Slack.

    Args:
        signatures: tell whether a request comes from Slack.
        ours: whether a workspace, by its id, is the one that is served.
        put: keeps what is for the bot.

    Returns:
        The routes.
    """

    async def events(request: Request) -> Response:
        """An event, or the question whether this is the app's address."""
        body = await request.body()
        if not signatures.right(request, body):
            return _unsigned()
        payload = _object(body)
        if payload is None:
            return _malformed("The body is no JSON object.")
        if payload.get("type") == "url_verification":
            challenge = payload.get("challenge")
            if not isinstance(challenge, str):
                return _malformed("There is no challenge.")
            return JSONResponse({"challenge": challenge})
        team = incoming.team_of(payload)
        return await _kept(incoming.event(payload) if not team or ours(team) else None, put)

    async def commands(request: Request) -> Response:
        """A slash command; or a look whether the certificate is in order, which says nothing."""
        if request.method == "GET":
            checked = request.query_params.get("ssl_check") == "1"
            return Response() if checked else PlainTextResponse("Slash commands are posted here.\n", 404)
        body = await request.body()
        if not signatures.right(request, body):
            return _unsigned()
        form = _form(body)
        if form is not None and form.get("ssl_check") == "1":
            return Response()
        came = incoming.command(form) if form is not None else None
        if came is None:
            return _malformed("The body is no slash command.")
        return await _kept(came, put)

    async def interactivity(request: Request) -> Response:
        """A button."""
        body = await request.body()
        if not signatures.right(request, body):
            return _unsigned()
        form = _form(body)
        payload = _object((form or {}).get("payload", "").encode("utf-8", "replace"))
        if payload is None:
            return _malformed("The body has no field payload that is a JSON object.")
        return await _kept(incoming.interaction(payload), put)

    return [
        Route("/slack/events", events, methods=["POST"]),
        Route("/slack/commands", commands, methods=["GET", "POST"]),
        Route("/slack/interactivity", interactivity, methods=["POST"]),
    ]


async def _kept(came: Came | None, put: Put) -> Response:
    """Acknowledge what was kept, and what need not be.

    Returns:
        200; 503 where it could not be kept in time, so that Slack comes again with an event.
    """
    if came is not None:
        try:
            await asyncio.wait_for(put(came), WITHIN)
        except Exception as error:
            logger.exception("an event cannot be kept now (%s)", type(error).__name__)
            return PlainTextResponse("It cannot be kept now; try again.\n", 503)
    return Response()


def _unsigned() -> Response:
    """Refuse what does not come from Slack, or did so too long ago."""
    return PlainTextResponse("The signature or the time of the request is not right.\n", 401, _NO_RETRY)


def _malformed(words: str) -> Response:
    """Refuse what cannot be read."""
    return PlainTextResponse(f"{words}\n", 400, _NO_RETRY)


def _object(body: bytes) -> Mapping[str, Any] | None:
    """A JSON object; None for anything else."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _form(body: bytes) -> Mapping[str, str] | None:
    """The fields of a form; None where it is none."""
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True, max_num_fields=_MOST_FIELDS))
    except ValueError:
        return None
