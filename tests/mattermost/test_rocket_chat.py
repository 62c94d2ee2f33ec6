"""Rocket.Chat's outgoing webhook: no tables, buttons that write in the person's name."""

from __future__ import annotations

from tests.mattermost.posting import rocket
from tests.teamchat.serving import Client


def test_answer(client: Client) -> None:
    """The figure first, the source last, with Rocket.Chat's single stars."""
    said = rocket(client, "!siffra hur mycket fick Skåne i sektorsbidrag?").json()
    lines = said["text"].splitlines()
    assert lines[0].startswith("*Skåne fick 398,3")
    assert not lines[0].startswith("**")
    assert "Tabell 1, rad Skåne" in lines[-1]


def test_table_in_monospace(client: Client) -> None:
    """Rows stand in a code block."""
    text = rocket(client, "!siffra topp fem sektorsbidrag").json()["text"]
    assert "```\n1 Stockholm" in text
    assert "|" not in text


def test_buttons_ask_with_the_trigger_word(client: Client) -> None:
    """A button writes a question that comes back to us and is answered."""
    said = rocket(client, "!siffra hur mycket fick Skåne i sektorsbidrag?").json()
    actions = said["attachments"][0]["actions"]
    compare = next(each for each in actions if "msg" in each)
    assert compare["msg"].startswith("!siffra ")
    assert compare["msg_in_chat_window"] is True
    table = rocket(client, compare["msg"], message_id="another").json()["text"]
    assert "Stockholm" in table
    assert [each["url"].split("?")[0] for each in actions if "url" in each] == [
        f"https://siffror.example/mattermost/file.{ending}" for ending in ("png", "csv", "xlsx")
    ]


def test_options_are_on_buttons(client: Client) -> None:
    """A question back has a button for each option, which is answered."""
    said = rocket(client, "!siffra resultat").json()
    options = [each["msg"] for each in said["attachments"][0]["actions"]]
    assert len(options) >= 2
    assert "Källa" in rocket(client, options[0], message_id="m2").json()["text"]


def test_thread_and_edit(client: Client) -> None:
    """Failure 13: an edited message is answered anew; a thread has its own conversation."""
    first = rocket(client, "!siffra hur mycket fick Skåne i sektorsbidrag?").json()["text"]
    edited = rocket(client, "!siffra hur mycket fick Halland i sektorsbidrag?", isEdited=True).json()["text"]
    assert edited != first
    assert "99,4" in edited
    assert "112,3" not in rocket(client, "!siffra och Uppsala?", message_id="m3", tmid="thread").json()["text"]
