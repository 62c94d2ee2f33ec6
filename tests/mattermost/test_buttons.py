"""Buttons under Mattermost's posts, and the pictures and tables that they open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.state import notes
from knowledge.answering import Engine
from tests.mattermost.posting import ENVIRON, PUBLIC, SKANE, buttons, press, slash, verb
from tests.teamchat.serving import PNG, Client, Replica, replica

MINE = "k1x4aqdjy3813c84m771eoc9xo"


@pytest.fixture
def both(engine: Engine, tmp_path: Path) -> Iterator[tuple[Client, Client]]:
    """Two replicas with one state."""
    with (
        replica(engine, tmp_path, ENVIRON, settings=PUBLIC) as one,
        replica(engine, tmp_path, ENVIRON, settings=PUBLIC) as two,
    ):
        yield one.client, two.client


def test_source(client: Client) -> None:
    """Where the figure stands: document, place and the words there, for who pressed."""
    said = press(client, verb(slash(client, SKANE).json(), "src")).json()
    assert "> Skåne 398\u00a0262\u00a0434" in said["ephemeral_text"] or "> Skåne 398 262 434" in said["ephemeral_text"]
    assert "update" not in said


def test_compare(both: tuple[Client, Client]) -> None:
    """All regions in a table, whichever replica is asked."""
    one, two = both
    text = press(two, verb(slash(one, SKANE).json(), "cmp")).json()["ephemeral_text"]
    assert sum(line.startswith("| ") for line in text.splitlines()) == 23


def path_of(markdown: str, label: str) -> str:
    """Path and query of a link or picture."""
    address = markdown.split(f"[{label}](")[1].split(")", maxsplit=1)[0]
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def test_picture_and_tables(client: Client) -> None:
    """The picture is at an address that draws it, with its words as alternative; the tables beside the source too."""
    said = slash(client, SKANE).json()
    drawn = press(client, verb(said, "chr")).json()["ephemeral_text"]
    alt, _, address = drawn.rpartition("](")
    assert "Stockholm: 633,5" in alt
    parts = urlsplit(address.rstrip(")"))
    picture = client.get(f"{parts.path}?{parts.query}")
    assert picture.content == PNG
    assert picture.headers["content-type"] == "image/png"
    source = press(client, verb(said, "src")).json()["ephemeral_text"]
    table = client.get(path_of(source, "CSV"))
    assert "398262434" in table.text
    assert client.get(path_of(source, "Excel")).content.startswith(b"PK")


def test_an_address_cannot_be_made_by_others(client: Client) -> None:
    """A question, day, language or form of which we made no address has no file."""
    drawn = press(client, verb(slash(client, SKANE).json(), "chr")).json()["ephemeral_text"]
    parts = urlsplit(drawn.rpartition("](")[2].rstrip(")"))
    whole = f"{parts.path}?{parts.query}"
    assert client.get(whole).status_code == 200
    for wrong in (
        whole.replace("q=", "q=x"),
        whole.replace("l=sv", "l=en"),
        whole.replace("2026", "2025"),
        whole[:-1],
        whole.replace(".png", ".exe"),
        "/mattermost/file.png",
        "/mattermost/file.png?q=%ff%00&l=sv&d=x&s=%e9",
    ):
        assert client.get(wrong).status_code == 404


def test_a_choice_takes_the_place_of_the_question_back(client: Client) -> None:
    """The answer of the option that is chosen stands where the question back was, with its own buttons."""
    asked = slash(client, "resultat").json()
    option = verb(asked, "opt")
    said = press(client, option).json()
    assert "Källa" in said["update"]["message"]
    assert verb(said, "src")
    assert "ephemeral_text" not in said


def test_a_choice_is_for_who_asked(client: Client) -> None:
    """Nobody else may answer what the bot asked back."""
    said = press(client, verb(slash(client, "resultat").json(), "opt"), user="someone-else").json()
    assert set(said) == {"ephemeral_text", "skip_slack_parsing"}


def test_opinions_are_noted(one: Replica) -> None:
    """What somebody thinks of an answer is kept for the editors, without who it was."""
    said = slash(one.client, SKANE).json()
    press(one.client, verb(said, "up"))
    press(one.client, verb(said, "dn"))
    kept = one.state.read(notes.verdicts)
    assert [each.verdict for each in kept] == ["good", "wrong_figure"]
    assert MINE not in str(kept)


@pytest.mark.parametrize("name", ["src", "cmp", "chr", "opt", "up", "dn", "zzz"])
@pytest.mark.parametrize("token", ["nonsense", "A" * 16, "' OR 1=1 --", "é" * 16])
def test_forged_presses(client: Client, name: str, token: str) -> None:
    """A press that stands for nothing of ours gets a line for who pressed, and nothing happens."""
    button = {"integration": {"url": "/mattermost/actions", "context": {"verb": name, "token": token}}}
    said = press(client, button)
    assert said.status_code == 200
    assert set(said.json()) == {"ephemeral_text", "skip_slack_parsing"}


def test_a_token_of_one_kind_is_none_of_another(client: Client) -> None:
    """What stands behind one button does nothing behind another."""
    said = slash(client, "resultat").json()
    option = verb(said, "opt")
    option["integration"]["context"]["verb"] = "src"
    assert "ephemeral_text" in press(client, option).json()
    source = verb(slash(client, SKANE).json(), "src")
    source["integration"]["context"]["verb"] = "opt"
    assert "update" not in press(client, source).json()


def test_forgotten_answers(client: Client) -> None:
    """After "glöm mig" the buttons of earlier answers say that the answer is forgotten."""
    said = slash(client, SKANE).json()
    slash(client, "glöm mig")
    for button in buttons(said):
        assert "398" not in press(client, button).json()["ephemeral_text"]
