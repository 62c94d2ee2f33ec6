"""The endpoints of Teams, and the task that answers what was kept."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from datetime import datetime

import httpx
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.teamchat import files
from bot.channels.teamchat.shown import Can
from bot.channels.teams.activity import BadActivityError, activity_of, parsed, text_of
from bot.channels.teams.connector import TIMEOUT, Connector
from bot.channels.teams.platform import CHANNEL, Teams
from bot.channels.teams.settings import TeamsSettings
from bot.channels.teams.trust import DistrustError, KeysError, Trust
from bot.channels.teams.webhook import Webhook
from bot.delivery.doing import Doing
from bot.delivery.work import EndedError, Work
from bot.serving.part import Part, PartError, Served
from bot.state import inbox
from bot.state.inbox import Arrived
from bot.texts import say

logger = logging.getLogger("siffersvar.teams")

_WITHIN = 8.0
"""Seconds for what is in hand when the service is told to stop."""


def part(served: Served, settings: TeamsSettings) -> Part:
    """The channel.

    Args:
        served: what it works with.
        settings: how it is set up.

    Returns:
        Its routes: `POST /teams/messages` for the bot, `POST /teams/webhook` for outgoing webhooks, and files.
    """
    routes: list[BaseRoute] = [files.route(served, CHANNEL)]
    if settings.webhook_secrets:
        routes.append(Route(f"/{CHANNEL}/webhook", Webhook(served, settings).asked, methods=["POST"]))
    if settings.app_id is None:
        return Part(CHANNEL, routes)
    bot = Bot(served, settings)
    routes.append(Route(f"/{CHANNEL}/messages", bot.received, methods=["POST"]))
    return Part(CHANNEL, routes, [bot.run], secrets=(settings.app_password or "",))


class Bot:
    """Keeps what comes from the connector, and has it answered."""

    def __init__(self, served: Served, settings: TeamsSettings) -> None:
        """Begin with nothing in hand.

        Args:
            served: what it works with.
            settings: how it is set up.
        """
        self._served = served
        self._settings = settings
        self._channel = f"{CHANNEL}:{settings.app_id}"
        self._trust = Trust(settings)
        self._http = httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False)
        can = Can(buttons=True, address=files.addresses(served.state.hashed, served.settings.public_url, CHANNEL))
        connector = Connector(self._http, settings)
        platform = Teams(self._channel, connector, served.settings, can, served.conversing.speaker)
        doing = Doing(platform, served.service, served.state, served.threads)
        self._work = Work(served.state, doing, self._channel)

    async def received(self, request: Request) -> Response:
        """Keep one activity: 200 when it is kept, at once; it is answered afterwards."""
        try:
            data = parsed(await request.body())
            service_url = text_of(data, "serviceUrl", needed=True)
        except BadActivityError as error:
            return PlainTextResponse(f"{error}\n", 400)
        try:
            await self._trust.check(request.headers.get("authorization", ""), service_url)
        except DistrustError:
            return PlainTextResponse("The request has no valid token of Microsoft's connector.\n", 401)
        except KeysError:
            return PlainTextResponse("Microsoft's keys cannot be fetched now.\n", 503, {"retry-after": "30"})
        if not self._settings.serves(service_url):
            logger.warning("an activity names a service URL that is not in TEAMS_SERVICE_URLS")
            return PlainTextResponse("The service URL is not one of Microsoft's connector.\n", 403)
        try:
            activity = activity_of(data)
        except BadActivityError as error:
            return PlainTextResponse(f"{error}\n", 400)
        if activity is None:
            return Response(status_code=200)
        state = self._served.state
        ident = state.hashed("activity", activity.conversation, activity.kind, activity.ident or activity.to_json())
        chat = f"{self._channel}:{activity.conversation}"
        asked = _written(data.get("timestamp"), state.now())
        arrived = Arrived(self._channel, inbox.next_number(), chat, activity.to_json(), asked, ident)
        try:
            await state.write(lambda at: inbox.put(at, [arrived], state.now()))
        except Exception as error:
            logger.exception("an activity cannot be kept (%s)", type(error).__name__)
            return PlainTextResponse("The activity cannot be kept now.\n", 503, {"retry-after": "5"})
        self._work.wake()
        return Response(status_code=200)

    async def run(self, stop: asyncio.Event) -> None:
        """Answer what was kept, until it is time to stop.

        Args:
            stop: set when it is.

        Raises:
            PartError: Microsoft does not know the bot.
        """
        working = asyncio.create_task(self._work.run())
        others = [asyncio.create_task(each) for each in (self._work.keep_holding(), self._work.sweep())]
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait([working, stopping], return_when=asyncio.FIRST_COMPLETED)
            if working.done():
                working.result()
        except EndedError as error:
            raise PartError(say(self._served.settings.language or "sv", "command.teams_login")) from error
        finally:
            await self._work.stop(_WITHIN)
            for task in (working, stopping, *others):
                task.cancel()
            with suppress(asyncio.CancelledError):
                await asyncio.gather(working, stopping, *others, return_exceptions=True)
            await self._http.aclose()
            if stop.is_set():  # else activities are kept all the same
                self._trust.close()


def _written(timestamp: object, now: float) -> float:
    """When an activity was written, which is not later than now."""
    try:
        return min(datetime.fromisoformat(timestamp).timestamp(), now) if isinstance(timestamp, str) else now
    except (ValueError, OverflowError):
        return now
