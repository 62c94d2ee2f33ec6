"""Updates posted to the bot's webhook: one chat in order, others beside it, again and again until the bot says 200."""

from __future__ import annotations

import asyncio
import json
import re
import time
from contextlib import suppress
from urllib.parse import urlsplit

import httpx

from tests.fake_bot_api.errors import bad_request
from tests.fake_bot_api.model import JSON
from tests.fake_bot_api.params import Params
from tests.fake_bot_api.updates import UpdateQueue

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class Webhook:
    """The webhook of the bot, if it set one; `retry` seconds pass before an update that was not taken comes again."""

    def __init__(self, queue: UpdateQueue, retry: float = 0.2) -> None:
        """Begin with none."""
        self._queue = queue
        self._busy: set[int] = set()
        self._not_before: dict[int, float] = {}
        self.url = ""
        self.secret = ""
        self.retry = retry
        self.connections = 40
        self.posts: list[tuple[int, int]] = []
        self.last_error = ""

    def set(self, params: Params) -> bool:
        """Answer setWebhook.

        Raises:
            RefusedError: the address or the secret is one that Telegram refuses.
        """
        url = params.text("url")
        parts = urlsplit(url)
        if url and parts.scheme != "https" and parts.hostname != "127.0.0.1":
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        secret = params.text("secret_token")
        if secret and not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        if params.given("allowed_updates"):
            self._queue.allow(params.parsed("allowed_updates", "allowed updates"))
        self.url, self.secret = url, secret
        self.connections = min(max(params.integer("max_connections", 40), 1), 100)
        self._drop(params)
        self._queue.wake()
        return True

    def delete(self, params: Params) -> bool:
        """Answer deleteWebhook."""
        self.url = self.secret = ""
        self._drop(params)
        return True

    def info(self) -> JSON:
        """Answer getWebhookInfo."""
        body: JSON = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._queue.pending),
        }
        if self.url:
            body["max_connections"] = self.connections
        if self.last_error:
            body |= {"last_error_date": int(time.time()), "last_error_message": self.last_error}
        return body

    async def run(self) -> None:
        """Post updates until cancelled."""
        loop = asyncio.get_running_loop()
        event = asyncio.Event()

        def listen() -> None:
            loop.call_soon_threadsafe(event.set)

        self._queue.listeners.append(listen)
        running: set[asyncio.Task[None]] = set()
        try:
            async with httpx.AsyncClient(trust_env=False, timeout=60, limits=httpx.Limits()) as client:
                while True:
                    event.clear()
                    for update in self._due(len(running)):
                        task = loop.create_task(self._post(client, update))
                        running.add(task)
                        task.add_done_callback(running.discard)
                        task.add_done_callback(lambda _: event.set())
                    with suppress(TimeoutError):
                        await asyncio.wait_for(event.wait(), self.retry if self.url else None)
        finally:
            self._queue.listeners.remove(listen)
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    def _drop(self, params: Params) -> None:
        """Drop what waits, if that is asked."""
        if params.boolean("drop_pending_updates"):
            self._queue.pending.clear()

    def _due(self, running: int) -> list[JSON]:
        """The updates to post now: the oldest of each chat of which none is under way."""
        if not self.url:
            return []
        due: list[JSON] = []
        now = time.monotonic()
        seen = set(self._busy)
        for update in tuple(self._queue.pending):
            key = chat_of(update)
            if key in seen:
                continue
            seen.add(key)
            if self._not_before.get(update["update_id"], 0) <= now and running + len(due) < self.connections:
                self._busy.add(key)
                due.append(update)
        return due

    async def _post(self, client: httpx.AsyncClient, update: JSON) -> None:
        """Post one update, and forget it if the bot took it."""
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers[SECRET_HEADER] = self.secret
        try:
            response = await client.post(self.url, content=json.dumps(update), headers=headers)
            status = response.status_code
        except httpx.HTTPError as error:
            status = 0
            self.last_error = f"{type(error).__name__}: Connection failed"
        finally:
            self._busy.discard(chat_of(update))
        self.posts.append((update["update_id"], status))
        if 200 <= status < 300:
            self._queue.done(update)
        else:
            if status:
                self.last_error = f"Wrong response from the webhook: {status}"
            self._not_before[update["update_id"]] = time.monotonic() + self.retry


def chat_of(update: JSON) -> int:
    """The chat whose order an update keeps; that of the person where it is in no chat."""
    body: JSON = next(value for key, value in update.items() if key != "update_id")
    message: JSON = body.get("message", body)
    owner: JSON = message.get("chat") or body.get("from") or {"id": 0}
    return int(owner["id"])
