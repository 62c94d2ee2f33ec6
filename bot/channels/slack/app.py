"""The Slack channel as a whole: what its addresses keep, answered from the start until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.routing import BaseRoute

from bot.channels.slack.asking import LONGEST_WAIT, Patience, RefusedError
from bot.channels.slack.desk import Me
from bot.channels.slack.incoming import Came
from bot.channels.slack.platform import Slack
from bot.channels.slack.routes import routes
from bot.channels.slack.send import Sender
from bot.channels.slack.settings import SlackSettings
from bot.channels.slack.signature import Signatures
from bot.delivery.doing import Doing
from bot.delivery.work import EndedError, Work
from bot.serving.part import PartError, Served
from bot.state import inbox
from bot.state.inbox import Arrived
from bot.texts import say

logger = logging.getLogger("siffersvar.slack")

_WITHIN = 8.0
"""Seconds for what is in hand when the process is told to stop."""
TIMEOUT = aiohttp.ClientTimeout(total=20.0, connect=10.0)
"""Seconds for a request, and of those for the connection."""
_CONNECTIONS = 24
_KEPT_OPEN = 10.0
"""Seconds for which a connection is kept that nothing is sent over: less than servers do, since one that is closed when
something is sent leaves it unknown whether that came."""


class App:
    """Keeps what comes, and has it answered."""

    def __init__(self, served: Served, settings: SlackSettings) -> None:
        """Begin.

        Args:
            served: what it works with.
            settings: how Slack is set up.
        """
        self._served = served
        self._settings = settings
        self._state = served.state
        # One app has one secret, in whichever workspace; it is known before Slack has been asked anything.
        self.channel = f"slack:{served.state.hashed('slack', settings.signing_secret)[:12]}"
        self._me: Me | None = None
        self._work: Work | None = None
        self.routes: Sequence[BaseRoute] = routes(
            Signatures(settings.signing_secret, served.state.now), self._ours, self._put
        )

    async def run(self, stop: asyncio.Event) -> None:
        """Answer until it is time to stop.

        Args:
            stop: set then.

        Raises:
            PartError: Slack will not have this bot go on.
        """
        connector = aiohttp.TCPConnector(limit=_CONNECTIONS, keepalive_timeout=_KEPT_OPEN)
        async with aiohttp.ClientSession(connector=connector, timeout=TIMEOUT) as session:
            client = AsyncWebClient(
                self._settings.token, f"{self._settings.api_url}/", session=session, retry_handlers=[]
            )
            try:
                await self._serve(client, session, stop)
            except EndedError as error:
                raise PartError(say(self._served.settings.language or "sv", "command.slack_token")) from error

    async def _serve(self, client: AsyncWebClient, session: aiohttp.ClientSession, stop: asyncio.Event) -> None:
        """Ask who the bot is, then answer."""
        asking = asyncio.create_task(_who(client))
        try:
            await _first(stop, [asking])
            if not asking.done():
                return
            self._me = me = asking.result()
        finally:
            await _end([asking])
        served, shown = self._served, self._settings.command_replies
        sender = Sender(client, session, self._state.now)
        slack = Slack(self.channel, me, sender, served.settings, self._state.hashed, served.draw, shown)
        self._work = work = Work(self._state, Doing(slack, served.service, self._state, served.threads), self.channel)
        logger.info("serving Slack's workspace %s", me.team)
        tasks = [asyncio.create_task(each) for each in (work.run(), work.keep_holding(), work.sweep())]
        try:
            await _first(stop, tasks)
        finally:
            await work.stop(_WITHIN)
            await _end(tasks)

    def _ours(self, team: str) -> bool:
        """Whether a workspace is the one that is served, as far as that is known."""
        return self._me is None or team == self._me.team

    async def _put(self, came: Came) -> None:
        """Keep what came, once, and tell whoever answers."""
        now = self._state.now()
        heard = came.heard
        # What is said to the bot alone, in whichever way, is one conversation, and so in one order.
        chat = f"{self.channel}:{'direct' if heard.direct else heard.channel}:{heard.user}"
        asked = min(came.asked or now, now)
        arrived = Arrived(self.channel, inbox.next_number(), chat, heard.json, asked, came.ident)
        await self._state.write(lambda connection: inbox.put(connection, [arrived], now))
        if self._work is not None:
            self._work.wake()


async def _who(client: AsyncWebClient) -> Me:
    """Ask Slack who the bot is, until it answers.

    Raises:
        EndedError: it does not know the token.

    Returns:
        Its workspace and its user.
    """  # noqa: DOC502  (raised by what is called)
    patience = Patience()
    while True:
        try:
            answer = await patience.ask("auth.test", client.auth_test, repeatable=True)
        except RefusedError as error:
            logger.warning("Slack does not say who the bot is (%s)", error.code)
            await asyncio.sleep(LONGEST_WAIT)
        else:
            return Me(str(answer.get("team_id")), str(answer.get("user_id")))


async def _first(stop: asyncio.Event, tasks: Sequence[asyncio.Task[object]]) -> None:
    """Wait until it is time to stop, or a task has ended; its error is raised."""
    stopping = asyncio.create_task(stop.wait())
    try:
        done, _ = await asyncio.wait([stopping, *tasks], return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        stopping.cancel()


async def _end(tasks: Sequence[asyncio.Task[object]]) -> None:
    """Have tasks end, whatever they were doing."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
