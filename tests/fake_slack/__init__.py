"""A strict stand-in for Slack's Web API, its files and its response addresses, over HTTP on 127.0.0.1."""

from tests.fake_slack.server import FakeSlack
from tests.fake_slack.world import BOT, SECRET, TEAM, TOKEN, Call, Channel, Message

__all__ = ["BOT", "SECRET", "TEAM", "TOKEN", "Call", "Channel", "FakeSlack", "Message"]
