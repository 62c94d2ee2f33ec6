"""Slash commands and outgoing webhooks of Mattermost: the figure, its source, and whose conversation it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.state.buffered import Rules
from knowledge.answering import Engine
from tests.mattermost.posting import ENVIRON, PUBLIC, SKANE, buttons, slash, webhook
from tests.teamchat.serving import Client, Clock, Replica, replica

FIGURE = "398,3\u00a0miljoner kronor"


def test_figure_first_source_last(client: Client) -> None:
    """A card begins with the figure and ends with its source."""
    said = slash(client, SKANE).json()
    lines = said["text"].splitlines()
    assert FIGURE in lines[0]
    assert lines[0].startswith("**")
    assert "Tabell 1, rad Skåne" in lines[-1]
    assert said["skip_slack_parsing"] is True


def test_a_table_is_a_markdown_table(client: Client) -> None:
    """Ranked rows stand in a Markdown table with as many cells in each row."""
    text = slash(client, "topp fem sektorsbidrag").json()["text"]
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) == 7
    assert {row.count("|") for row in rows} == {4}
    assert "| 1 | Stockholm | 633,5\u00a0miljoner kronor |" in rows
    head = text.index(rows[0])
    assert text[:head].endswith("\n\n"), "without an empty line before it Markdown takes it for prose"


def test_a_claim_has_its_sign(client: Client) -> None:
    """A wrong claim is answered with the sign, the word and the figure."""
    lines = slash(client, "stämmer det att Skåne fick 500 miljoner i sektorsbidrag?").json()["text"].splitlines()
    assert lines[0].startswith("❌ **")
    assert FIGURE in lines[1]


@pytest.mark.parametrize(
    ("setting", "text", "seen"),
    [
        ({}, SKANE, "ephemeral"),
        ({}, f"--alla {SKANE}", "in_channel"),
        ({}, f"--all {SKANE}", "in_channel"),
        ({"MATTERMOST_REPLIES": "in_channel"}, SKANE, "in_channel"),
        ({"MATTERMOST_REPLIES": "in_channel"}, f"--mig {SKANE}", "ephemeral"),
        ({"MATTERMOST_REPLIES": "in_channel"}, "om", "ephemeral"),
    ],
)
def test_who_sees_it(engine: Engine, tmp_path: Path, setting: dict[str, str], text: str, seen: str) -> None:
    """The setting says who sees an answer, a first word says it for one question; what is personal is for one."""
    with replica(engine, tmp_path, ENVIRON | setting) as running:
        said = slash(running.client, text).json()
    assert said["response_type"] == seen
    assert "--" not in said["text"]


@pytest.mark.parametrize("json", [False, True])
@pytest.mark.parametrize("text", ["siffra " + SKANE, "Siffra: " + SKANE, "siffra, " + SKANE, SKANE])
def test_outgoing_webhook(client: Client, json: bool, text: str) -> None:
    """A webhook comes as a form or as JSON, with the trigger word or without, and is answered in its thread."""
    said = webhook(client, text, json=json).json()
    assert FIGURE in said["text"]
    assert said["response_type"] == "comment"


def follow_up(client: Client, **fields: Any) -> str:
    """What comes of a question that leans on the one before it."""
    text: str = webhook(client, "siffra och Uppsala?", **fields).json()["text"]
    return text


def test_memory_is_of_person_channel_and_thread(client: Client) -> None:
    """Failure 21: a follow-up goes on with the same person's question in the same channel and thread only."""
    webhook(client, f"siffra {SKANE}")
    uppsala = "112,3\u00a0miljoner kronor"
    assert uppsala not in follow_up(client, user_id="someone-else")
    assert uppsala not in follow_up(client, channel_id="another-channel")
    assert uppsala not in follow_up(client, root_id="a-thread")
    assert uppsala not in follow_up(client, team_id="another-team")
    assert uppsala in follow_up(client)
    webhook(client, f"siffra {SKANE}", root_id="a-thread")
    assert uppsala in follow_up(client, root_id="a-thread")


def turns(running: Replica, user: str, chat: str) -> int:
    """How much is remembered of a conversation."""
    speaker = running.served.conversing.speaker("mattermost", user, chat)
    return len(running.state.session().memory(speaker.conversation).turns)


def test_a_request_that_comes_again(engine: Engine, tmp_path: Path) -> None:
    """Failure 2: the same trigger_id or post_id, also at another replica, gets the same reply and is one turn."""
    user = "k1x4aqdjy3813c84m771eoc9xo"
    chat = "tsb8crrn5tgqtedpkt81b4tcya/i3bb9xfyqt8rtbyshmyhgsj16c/"
    with (
        replica(engine, tmp_path, ENVIRON, settings=PUBLIC) as one,
        replica(engine, tmp_path, ENVIRON, settings=PUBLIC) as two,
    ):
        first = slash(one.client, SKANE, trigger_id="NG1kM3lyN2Nq").json()
        assert turns(one, user, chat) == 1
        assert slash(two.client, SKANE, trigger_id="NG1kM3lyN2Nq").json() == first
        assert turns(two, user, chat) == 1
        webhook(one.client, "och Uppsala?", post_id="p1")
        again = webhook(two.client, "och Uppsala?", post_id="p1").json()["text"]
        assert "112,3" in again
        assert turns(one, user, chat) == 2
        slash(one.client, "och Halland?", trigger_id="another")
        assert turns(one, user, chat) == 3


def test_a_conversation_hops_between_replicas(engine: Engine, tmp_path: Path) -> None:
    """Failure 16: what one replica was told, the other goes on with."""
    with replica(engine, tmp_path, ENVIRON) as one, replica(engine, tmp_path, ENVIRON) as two:
        slash(one.client, SKANE)
        assert "112,3" in slash(two.client, "och Uppsala?").json()["text"]
        assert "99,4" in slash(one.client, "och Halland?").json()["text"]


def test_pace(engine: Engine, tmp_path: Path) -> None:
    """Who asks too fast is told to wait, by whichever replica; another person is not."""
    rules, clock = Rules(questions_per_minute=2), Clock()
    with (
        replica(engine, tmp_path, ENVIRON, rules=rules, clock=clock) as one,
        replica(engine, tmp_path, ENVIRON, rules=rules, clock=clock) as two,
    ):
        assert FIGURE in slash(one.client, SKANE).json()["text"]
        assert FIGURE in slash(two.client, SKANE).json()["text"]
        slow = slash(one.client, SKANE).json()
        assert FIGURE not in slow["text"]
        assert slow["response_type"] == "ephemeral"
        assert FIGURE in slash(two.client, SKANE, user_id="another").json()["text"]
        clock.now += 60
        assert FIGURE in slash(one.client, SKANE).json()["text"]


def test_orders(one: Replica) -> None:
    """Help, examples, sources, language and forgetting are done in both languages."""
    client = one.client
    assert "glöm mig" in slash(client, "hjälp").json()["text"]
    assert len(buttons(slash(client, "").json())) == 3
    assert len(buttons(slash(client, "exempel").json())) == 3
    assert 'Regeringens beslut "Utbetalning av medel till regionerna"' in slash(client, "källor").json()["text"]
    slash(client, "english")
    assert "million" in slash(client, "sektorsbidrag Skåne").json()["text"]
    slash(client, "svenska")
    assert FIGURE in slash(client, "sektorsbidrag Skåne").json()["text"]
    gone = slash(client, "Glöm mig!").json()["text"]
    assert "svar" in gone
    assert "112,3" not in slash(client, "och Uppsala?").json()["text"]


def test_examples_have_answers(client: Client) -> None:
    """Each example that is offered has an answer with a source."""
    for button in buttons(slash(client, "exempel").json()):
        assert "Källa:" in slash(client, button["name"]).json()["text"]


def test_without_an_address_options_are_listed(engine: Engine, tmp_path: Path) -> None:
    """Where presses cannot reach us there are no buttons, and what can be chosen stands in the text."""
    question = "resultat"
    with (
        replica(engine, tmp_path / "a", ENVIRON) as bare,
        replica(engine, tmp_path / "b", ENVIRON, settings=PUBLIC) as one,
    ):
        plain: dict[str, Any] = slash(bare.client, question).json()
        offered = slash(one.client, question).json()
    assert "attachments" not in plain
    names = [each["name"] for each in buttons(offered)]
    assert len(names) >= 2
    assert all(name in plain["text"] for name in names)
