"""One process's worth of the bot: its ASGI app behind a server on a port of its own, over a state that others share."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any
from urllib.parse import urlencode

import httpx
import uvicorn

from bot.channels.slack.part import part
from bot.charts import Picture
from bot.config import Settings
from bot.conversing import Conversing
from bot.service import Service
from bot.serving.app import application
from bot.serving.part import Served
from bot.state.buffered import Rules
from bot.state.database import State
from tests.fake_slack import BOT, SECRET, TEAM, TOKEN, Channel, FakeSlack, Message

_NUMBERS = count(1)


def signed(body: bytes, at: float, secret: str = SECRET) -> dict[str, str]:
    """The headers by which Slack signs a body."""
    base = f"v0:{at:.0f}:".encode() + body
    signature = "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": f"{at:.0f}", "X-Slack-Signature": signature}


class Replica:
    """The bot, to be told what happens in Slack."""

    def __init__(
        self,
        slack: FakeSlack,
        service: Service,
        state_url: str,
        draw: Callable[[Picture], bytes],
        environ: Mapping[str, str],
    ) -> None:
        """Start it, and wait until it answers."""
        self.slack = slack
        given = {
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": slack.api_url,
            **environ,
        }
        settings = Settings.from_environment(given)
        rules = Rules(settings.memory_minutes * 60, settings.questions_per_minute)
        self.state = State(state_url, "a key", rules)
        self.threads = ThreadPoolExecutor(2, "answering")
        conversing = Conversing(service, self.state)
        self.served = Served(service, settings, self.state, conversing, self.threads, draw, given)
        made = part(self.served)
        assert made is not None
        listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        config = uvicorn.Config(application(self.served, [made]), log_config=None, access_log=False)
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, args=([listening],), daemon=True)
        self.listening = listening
        self.thread.start()
        self.client = httpx.Client(base_url=self.address, trust_env=False, timeout=10)
        end = time.monotonic() + 10
        while not self.server.started:
            assert time.monotonic() < end
            time.sleep(0.01)

    def end(self) -> None:
        """End it in order."""
        self.server.should_exit = True
        self.thread.join(20)
        self.listening.close()
        self.client.close()
        self.threads.shutdown()
        self.state.close()

    def post(self, path: str, body: bytes, kind: str, **headers: str) -> httpx.Response:
        """Post something that Slack signed."""
        return self.client.post(
            path, content=body, headers={"Content-Type": kind, **signed(body, time.time()), **headers}
        )

    def event(self, inner: Mapping[str, Any], ident: str = "", **headers: str) -> httpx.Response:
        """Tell of an event."""
        payload = {
            "token": "legacy",
            "team_id": TEAM,
            "api_app_id": "A0APP",
            "event": inner,
            "type": "event_callback",
            "event_id": ident or f"Ev{next(_NUMBERS):08d}",
            "event_time": int(time.time()),
            "authorizations": [{"enterprise_id": None, "team_id": TEAM, "user_id": BOT, "is_bot": True}],
        }
        return self.post("/slack/events", json.dumps(payload).encode(), "application/json", **headers)

    def tell(self, message: Message, kind: str = "", **more: Any) -> httpx.Response:
        """Tell of a message."""
        return self.event(told(message, kind, **more))

    def mention(self, channel: Channel, user: str, words: str, thread: str = "") -> Message:
        """Somebody names the bot in a channel."""
        message = self.slack.say(channel, user, f"<@{BOT}> {words}", thread)
        assert self.tell(message).status_code == 200
        return message

    def write(self, user: str, words: str) -> Message:
        """Somebody writes to the bot alone."""
        message = self.slack.say(self.slack.direct(user), user, words)
        assert self.tell(message).status_code == 200
        return message

    def command(self, channel: Channel, user: str, words: str, url: str = "") -> httpx.Response:
        """Somebody uses the slash command."""
        form = {
            "token": "legacy",
            "team_id": TEAM,
            "channel_id": channel.ident,
            "user_id": user,
            "command": "/siffror",
            "text": words,
            "response_url": url or self.slack.hook(user, channel.ident),
            "trigger_id": f"{next(_NUMBERS)}.1.abc",
        }
        return self.post("/slack/commands", urlencode(form).encode(), "application/x-www-form-urlencoded")

    def press(self, message: Message, user: str, label: str) -> httpx.Response:
        """Somebody presses a button under a message."""
        return self.pressed(message, user, message.buttons[label])

    def pressed(self, message: Message, user: str, button: Mapping[str, Any]) -> httpx.Response:
        """Tell of a button that was pressed."""
        container = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": message.channel,
            "is_ephemeral": bool(message.only),
        }
        if message.thread:
            container["thread_ts"] = message.thread
        action = {"type": "button", "block_id": "x1", "action_ts": self.slack.world.ts(), **button}
        payload: dict[str, Any] = {
            "type": "block_actions",
            "user": {"id": user, "username": "x", "team_id": TEAM},
            "api_app_id": "A0APP",
            "team": {"id": TEAM, "domain": "example"},
            "container": container,
            "channel": {"id": message.channel, "name": "x"},
            "trigger_id": f"{next(_NUMBERS)}.2.abc",
            "response_url": self.slack.hook(user, message.channel, message.ts),
            "actions": [action],
        }
        if not message.only:
            payload["message"] = {"type": "message", "ts": message.ts, "text": message.text, "blocks": message.blocks}
        return self.interact(payload)

    def interact(self, payload: Mapping[str, Any]) -> httpx.Response:
        """Tell of something that was done with a message or a view."""
        body = urlencode({"payload": json.dumps(payload)}).encode()
        return self.post("/slack/interactivity", body, "application/x-www-form-urlencoded")

    def answers(self, channel: Channel | str, count: int = 1, seconds: float = 10) -> list[Message]:
        """What the bot has said in a channel, when it is so much."""
        self.slack.wait_for(lambda: len(self.slack.answers(channel)) >= count, seconds)
        return self.slack.answers(channel)

    def open(self) -> int:
        """How many requests are not answered yet."""
        return self.state.read(
            lambda at: int(at.exec_driver_sql("SELECT count(*) FROM inbox WHERE state <> 'closed'").scalar_one())
        )

    def settle(self, seconds: float = 10) -> None:
        """Wait until all that was kept is answered."""
        self.slack.wait_for(lambda: self.open() == 0, seconds)


def told(message: Message, kind: str = "", **more: Any) -> dict[str, Any]:
    """How Slack tells of a message; `kind` is `app_mention` or `message`, by itself what fits."""
    direct = message.channel.startswith("D")
    event = {
        "type": kind or ("message" if direct else "app_mention"),
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "event_ts": message.ts,
        "team": TEAM,
        "channel": message.channel,
        **({"channel_type": "im"} if direct else {"channel_type": "channel"} if kind == "message" else {}),
        **({"thread_ts": message.thread} if message.thread else {}),
    }
    return {**event, **more}
