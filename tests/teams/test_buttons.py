"""Buttons under cards in Teams: Action.Submit, whose data are tokens."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.state import notes
from tests.teamchat.serving import PNG, Client, Replica
from tests.teams.asking import CHANNEL, activity, ask, in_chat, mentioning, post, pressing, until
from tests.teams.card_rules import words
from tests.teams.microsoft import Microsoft


def test_source(client: Client, microsoft: Microsoft) -> None:
    """Where it stands, with the tables to open."""
    sent = ask(client, microsoft, activity(microsoft))
    shown = ask(client, microsoft, pressing(microsoft, sent, "Källa")).card
    assert "Tabell 1, rad Skåne" in words(shown)
    quoted = next(each for each in shown["body"] if each["type"] == "Container")
    assert "398" in quoted["items"][0]["inlines"][0]["text"]
    csv = next(each["url"] for each in shown["actions"] if each["title"] == "CSV")
    parts = urlsplit(csv)
    assert "398262434" in client.get(f"{parts.path}?{parts.query}").text


def test_compare_and_chart(client: Client, microsoft: Microsoft) -> None:
    """All regions; and the picture, at an address that draws it, with its words beside it."""
    sent = ask(client, microsoft, activity(microsoft))
    compared = ask(client, microsoft, pressing(microsoft, sent, "Alla regioner")).card
    table = next(each for each in compared["body"] if each["type"] == "Table")
    assert len(table["rows"]) == 22
    drawn = ask(client, microsoft, pressing(microsoft, compared_sent(microsoft), "Diagram")).card
    image = next(each for each in drawn["body"] if each["type"] == "Image")
    assert "Stockholm: 633,5" in image["altText"]
    parts = urlsplit(image["url"])
    assert client.get(f"{parts.path}?{parts.query}").content == PNG


def compared_sent(microsoft: Microsoft) -> Any:
    """The last message."""
    return microsoft.sent[-1]


def test_a_choice_takes_the_place_of_the_question_back(client: Client, microsoft: Microsoft) -> None:
    """The answer of the chosen option is put where the question back stood, with its own buttons."""
    sent = ask(client, microsoft, activity(microsoft, "resultat"))
    title = sent.card["actions"][0]["title"]
    assert post(client, microsoft, pressing(microsoft, sent, title)).status_code == 200
    until(lambda: bool(microsoft.updated))
    assert microsoft.updated[0].ident == sent.ident
    assert words(microsoft.updated[0].card)[-1].startswith("Källa:")
    assert len(microsoft.sent) == 1


def test_a_choice_is_for_who_asked(client: Client, microsoft: Microsoft) -> None:
    """Nobody else in the channel may choose."""
    sent = ask(client, microsoft, mentioning(microsoft, "resultat"))
    title = sent.card["actions"][0]["title"]
    other = pressing(microsoft, sent, title, conversation=in_chat(CHANNEL, "channel"))
    other["from"] = {"id": "29:other", "name": "Bo", "aadObjectId": "person-2"}
    told = ask(client, microsoft, other)
    assert "Källa" not in " ".join(words(told.card))
    assert not microsoft.updated


def test_opinions_are_noted(one: Replica, microsoft: Microsoft) -> None:
    """What somebody thinks of an answer is kept for the editors."""
    sent = ask(one.client, microsoft, activity(microsoft))
    for title in ("👍", "Fel siffra?"):
        ask(one.client, microsoft, pressing(microsoft, sent, title))
    assert [each.verdict for each in one.state.read(notes.verdicts)] == ["good", "wrong_figure"]


@pytest.mark.parametrize(
    "value",
    [
        {"siffersvar": {"verb": "src", "token": "A" * 16}},
        {"siffersvar": {"verb": "opt", "token": "' OR 1=1"}},
        {"siffersvar": {"verb": "again", "token": "x"}},
        {"siffersvar": {"verb": "zzz", "token": ""}},
        {"siffersvar": {"verb": "src", "token": {"a": 1}}},
    ],
)
def test_forged_presses(client: Client, microsoft: Microsoft, value: Any) -> None:
    """A press that stands for nothing is told so, once."""
    told = ask(client, microsoft, activity(microsoft, "", value=value))
    assert "398" not in " ".join(words(told.card))


@pytest.mark.parametrize("value", ["text", 1, [1], {"siffersvar": "src"}, {"other": {"verb": "src"}}, None])
def test_what_is_no_press_is_a_message(client: Client, microsoft: Microsoft, value: Any) -> None:
    """Values of other cards do nothing."""
    assert "398" in " ".join(words(ask(client, microsoft, activity(microsoft, value=value)).card))
