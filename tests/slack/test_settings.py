"""The settings of Slack, what is refused of them, and the manifest that the page about it gives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.channels.slack.settings import API_URL, SlackSettings, from_environment
from bot.config import SettingError
from tests.fake_slack import SECRET, TOKEN

RIGHT = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SECRET}
PAGE = (Path(__file__).parents[2] / "docs" / "slack.md").read_text("utf-8")
NEEDED = {
    "app_mentions:read": "app_mention",
    "chat:write": "chat.postMessage",
    "commands": "slash command",
    "files:write": "charts and tables",
    "im:history": "message.im",
    "im:read": "direct messages",
    "im:write": "conversations.open",
}


def test_off_and_on() -> None:
    """Slack is off where nothing is set; two settings switch it on."""
    assert from_environment({}) is None
    assert from_environment({"SLACK_BOT_TOKEN": " ", "SLACK_API_URL": "x"}) is None
    assert from_environment(RIGHT) == SlackSettings(TOKEN, SECRET, API_URL, command_replies=False)
    found = from_environment({**RIGHT, "SLACK_COMMAND_REPLIES": "In_Channel", "SLACK_API_URL": "http://x/api/"})
    assert found == SlackSettings(TOKEN, SECRET, "http://x/api", command_replies=True)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SLACK_BOT_TOKEN", ""),
        ("SLACK_BOT_TOKEN", "xoxp-1"),
        ("SLACK_BOT_TOKEN", "xoxb-å 1"),
        ("SLACK_SIGNING_SECRET", ""),
        ("SLACK_API_URL", "slack.com"),
        ("SLACK_COMMAND_REPLIES", "everybody"),
    ],
)
def test_refused(variable: str, value: str) -> None:
    """A wrong setting is refused by its name; the words hold no secret."""
    with pytest.raises(SettingError) as caught:
        from_environment({**RIGHT, variable: value})
    assert caught.value.variable == variable
    for language in ("sv", "en"):
        words = caught.value.words(language)
        assert variable in words
        assert not any(secret in words for secret in (TOKEN, SECRET, "xoxp-1"))


def test_secrets_are_not_shown() -> None:
    """Neither token nor secret stands in what is printed of the settings."""
    shown = repr(from_environment(RIGHT))
    assert TOKEN not in shown
    assert SECRET not in shown


def test_manifest() -> None:
    """The manifest is whole: every scope that is needed, the events, the three addresses, and nothing unknown."""
    manifest = yaml.safe_load(re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[0])
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == NEEDED.keys()
    settings, features = manifest["settings"], manifest["features"]
    assert set(settings["event_subscriptions"]["bot_events"]) == {"app_mention", "message.im", "app_home_opened"}
    addresses = [
        settings["event_subscriptions"]["request_url"],
        settings["interactivity"]["request_url"],
        features["slash_commands"][0]["url"],
    ]
    ends = ("/slack/events", "/slack/interactivity", "/slack/commands")
    assert [address.endswith(end) for address, end in zip(addresses, ends, strict=True)] == [True] * 3
    assert features["app_home"]["home_tab_enabled"]
    assert not features["app_home"]["messages_tab_read_only_enabled"]
    assert not features["slash_commands"][0]["should_escape"]
    assert settings["socket_mode_enabled"] is False
