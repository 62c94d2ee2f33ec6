"""What people write in chats, groups and channels of Teams, and what they get."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.state.buffered import Rules
from knowledge.answering import Engine
from tests.teamchat.serving import NOW, Client, Clock, Replica, replica
from tests.teams.asking import (
    BOT,
    CHANNEL,
    FIGURE,
    GROUP,
    PERSONAL,
    SKANE,
    activity,
    ask,
    in_chat,
    mentioning,
    post,
    pressing,
    until,
)
from tests.teams.card_rules import words
from tests.teams.conftest import PUBLIC
from tests.teams.microsoft import APP, Fault, Microsoft

UPPSALA = "112,3\u00a0miljoner kronor"


def test_figure_first_source_last(client: Client, microsoft: Microsoft) -> None:
    """The card begins with the figure, large, and ends with its source; what notifies says the figure."""
    sent = ask(client, microsoft, activity(microsoft))
    first = sent.card["body"][0]
    assert FIGURE in first["text"]
    assert first["size"] == "Large"
    assert words(sent.card)[-1].startswith("Källa:")
    assert FIGURE in sent.activity["summary"]
    assert sent.conversation == PERSONAL
    assert microsoft.typing == [PERSONAL]


def test_table(client: Client, microsoft: Microsoft) -> None:
    """Ranked rows are a table with a head."""
    card = ask(client, microsoft, activity(microsoft, "topp fem sektorsbidrag")).card
    table = next(each for each in card["body"] if each["type"] == "Table")
    assert len(table["rows"]) == 6
    assert card["msteams"] == {"width": "full"}
    assert "Stockholm" in words(card)


def test_a_few_figures_are_facts(client: Client, microsoft: Microsoft) -> None:
    """Two figures stand under each other with their names."""
    card = ask(client, microsoft, activity(microsoft, "jämför Skåne och Halland i sektorsbidrag")).card
    assert [fact["title"] for fact in card["body"][0]["facts"]] == ["Skåne", "Halland"]


def test_a_claim_has_its_sign(client: Client, microsoft: Microsoft) -> None:
    """A wrong claim gets its sign and colour first."""
    card = ask(client, microsoft, activity(microsoft, "stämmer det att Skåne fick 500 miljoner i sektorsbidrag?")).card
    assert card["body"][0]["text"].startswith("❌")
    assert card["body"][0]["color"] == "Attention"
    assert FIGURE in card["body"][1]["text"]


def test_channel_thread(client: Client, microsoft: Microsoft) -> None:
    """In a channel the bot answers what names it, in its thread, without the indicator that channels do not show."""
    sent = ask(client, microsoft, mentioning(microsoft, SKANE))
    assert FIGURE in words(sent.card)[0]
    assert sent.conversation == CHANNEL
    assert not microsoft.typing


def test_group_chat(client: Client, microsoft: Microsoft) -> None:
    """So it does in a group chat."""
    sent = ask(client, microsoft, mentioning(microsoft, SKANE, GROUP, "groupChat"))
    assert FIGURE in words(sent.card)[0]
    assert microsoft.typing == [GROUP]


@pytest.mark.parametrize("kind", ["channel", "groupChat"])
def test_not_spoken_to(client: Client, microsoft: Microsoft, kind: str) -> None:
    """What names somebody else, or nobody, is not answered, also where Teams sends it."""
    other = {"type": "mention", "mentioned": {"id": "29:other", "name": "Bo"}, "text": "<at>Bo</at>"}
    post(client, microsoft, activity(microsoft, conversation=in_chat(CHANNEL, kind)))
    post(
        client,
        microsoft,
        activity(microsoft, f"<at>Bo</at> {SKANE}", entities=[other], conversation=in_chat(CHANNEL, kind)),
    )
    ask(client, microsoft, mentioning(microsoft, SKANE))
    assert len(microsoft.sent) == 1


def test_other_names_stay(client: Client, microsoft: Microsoft) -> None:
    """Only the bot's own name is taken out, and marks of Teams' are undone."""
    text = "<p>hur mycket fick&nbsp;<strong>Skåne</strong></p>".replace("<strong>", "").replace("</strong>", "")
    sent = ask(client, microsoft, activity(microsoft, f"{text} i sektorsbidrag?"))
    assert FIGURE in words(sent.card)[0]


def test_memory_is_of_person_chat_and_thread(client: Client, microsoft: Microsoft) -> None:
    """Failure 21: a follow-up goes on with the same person's question in the same thread only."""
    ask(client, microsoft, mentioning(microsoft, SKANE))
    other = {"id": "29:other", "name": "Bo", "aadObjectId": "person-2"}
    bo = mentioning(microsoft, "och Uppsala?") | {"from": other}
    assert UPPSALA not in " ".join(words(ask(client, microsoft, bo).card))
    thread = CHANNEL.replace("1485983194839", "1485983194840")
    elsewhere = ask(client, microsoft, mentioning(microsoft, "och Uppsala?", thread))
    assert UPPSALA not in " ".join(words(elsewhere.card))
    assert elsewhere.conversation == thread
    assert UPPSALA in " ".join(words(ask(client, microsoft, mentioning(microsoft, "och Uppsala?")).card))


def test_orders(client: Client, microsoft: Microsoft) -> None:
    """Help, language and forgetting are done in words."""
    assert "glöm mig" in " ".join(words(ask(client, microsoft, activity(microsoft, "hjälp")).card))
    ask(client, microsoft, activity(microsoft, "english"))
    assert "million" in " ".join(words(ask(client, microsoft, activity(microsoft, "sektorsbidrag Skåne")).card))
    ask(client, microsoft, activity(microsoft, "svenska"))
    ask(client, microsoft, activity(microsoft))
    ask(client, microsoft, activity(microsoft, "glöm mig"))
    assert UPPSALA not in " ".join(words(ask(client, microsoft, activity(microsoft, "och Uppsala?")).card))


def joined(microsoft: Microsoft, conversation: dict[str, object]) -> dict[str, object]:
    """What Teams posts when the bot is let into a chat."""
    data = activity(microsoft, conversation=conversation, type="conversationUpdate", membersAdded=[{"id": BOT}])
    del data["text"]
    return data


def test_welcome(client: Client, microsoft: Microsoft) -> None:
    """Where the bot is installed it greets: with examples in a private chat, with how to speak to it in others."""
    private = ask(client, microsoft, joined(microsoft, in_chat(PERSONAL, "personal")))
    assert len(private.card["actions"]) == 3
    group = ask(client, microsoft, joined(microsoft, in_chat(GROUP, "groupChat")))
    assert "@Siffersvar" in words(group.card)[0]
    somebody = activity(microsoft, type="conversationUpdate", membersAdded=[{"id": "29:somebody"}])
    assert post(client, microsoft, somebody).status_code == 200
    examples = [each["title"] for each in private.card["actions"]]
    for title in examples:
        answer = ask(client, microsoft, pressing(microsoft, private, title))
        assert words(answer.card)[-1].startswith("Källa:")
    assert len(microsoft.sent) == 5


def test_the_language_of_teams(client: Client, microsoft: Microsoft) -> None:
    """Who has Teams in English is greeted in English."""
    sent = ask(client, microsoft, activity(microsoft, "", locale="en-GB"))
    assert sent.card["lang"] == "en"


@pytest.fixture
def both(engine: Engine, tmp_path: Path, microsoft: Microsoft) -> Iterator[tuple[Replica, Replica]]:
    """Two replicas with one state."""
    with (
        replica(engine, tmp_path, microsoft.environ(), settings=PUBLIC) as one,
        replica(engine, tmp_path, microsoft.environ(), settings=PUBLIC) as two,
    ):
        yield one, two


def test_two_replicas_answer_once(both: tuple[Replica, Replica], microsoft: Microsoft) -> None:
    """Failures 2 and 17: an activity that Teams sends again, to whichever replica, is answered once."""
    one, two = both
    data = activity(microsoft)
    for running in (one, two, one, two):
        assert post(running.client, microsoft, data).status_code == 200
    until(lambda: bool(microsoft.sent))
    ask(two.client, microsoft, activity(microsoft, "och Uppsala?"))
    assert [FIGURE in words(each.card)[0] for each in microsoft.sent] == [True, False]


def test_a_conversation_hops_between_replicas(both: tuple[Replica, Replica], microsoft: Microsoft) -> None:
    """Failure 16: questions in one chat, one to each replica in turn, are answered in order with one memory."""
    one, two = both
    data = [activity(microsoft, text) for text in (SKANE, "och Uppsala?", "och Halland?", "och Gotland?")]
    for number, each in enumerate(data):
        post((one, two)[number % 2].client, microsoft, each)
    until(lambda: len(microsoft.sent) == 4)
    amounts = ["398,3", "112,3", "99,4", "20"]
    for sent, amount in zip(microsoft.sent, amounts, strict=True):
        assert f"{amount}\u00a0miljoner kronor" in " ".join(words(sent.card))


def test_acknowledged_at_once(client: Client, microsoft: Microsoft) -> None:
    """Failure 17: Teams gives up after 15 s, so it is told 200 when it is kept, however long the answer takes."""
    microsoft.faults.append(Fault(429, headers={"retry-after": "2"}))
    began = time.monotonic()
    assert post(client, microsoft, activity(microsoft)).status_code == 200
    assert time.monotonic() - began < 1.5
    until(lambda: bool(microsoft.sent))
    assert time.monotonic() - began > 2


def test_killed_after_acknowledging(engine: Engine, tmp_path: Path, microsoft: Microsoft) -> None:
    """Failure 1: what was kept and not answered when the process ended is answered by the next."""
    dead = microsoft.environ() | {"TEAMS_LOGIN_URL": "http://127.0.0.1:1"}
    with replica(engine, tmp_path, dead) as running:
        assert post(running.client, microsoft, activity(microsoft)).status_code == 200
    assert not microsoft.sent
    clock = Clock()
    clock.now += 60  # what the first process held has fallen
    with replica(engine, tmp_path, microsoft.environ(), clock=clock):
        until(lambda: bool(microsoft.sent))
    assert FIGURE in " ".join(words(microsoft.sent[0].card))


def test_old_questions_are_not_answered(client: Client, microsoft: Microsoft) -> None:
    """Failure 8: what was written more than an hour ago is let go."""
    old = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(NOW - 4000))
    post(client, microsoft, activity(microsoft, timestamp=old))
    ask(client, microsoft, activity(microsoft, "sektorsbidrag Halland"))
    assert len(microsoft.sent) == 1


def test_pace(engine: Engine, tmp_path: Path, microsoft: Microsoft) -> None:
    """Who asks too fast is told to wait."""
    with replica(engine, tmp_path, microsoft.environ(), rules=Rules(questions_per_minute=1)) as running:
        assert FIGURE in words(ask(running.client, microsoft, activity(microsoft)).card)[0]
        assert FIGURE not in " ".join(words(ask(running.client, microsoft, activity(microsoft)).card))


def test_ids_are_not_kept(one: Replica, microsoft: Microsoft) -> None:
    """Once it is answered, nothing in the state says who asked, where, or in which tenant."""
    ask(one.client, microsoft, activity(microsoft))
    until(
        lambda: not one.state.read(lambda at: at.exec_driver_sql("SELECT 1 FROM inbox WHERE state <> 'closed'").all())
    )
    tables = ("inbox", "outbox", "memory", "token", "person", "mark", "unanswered", "feedback")
    held = str([one.state.read(lambda at, t=table: at.exec_driver_sql(f"SELECT * FROM {t}").all()) for table in tables])  # type: ignore[misc]  # noqa: S608
    for ident in ("person-1", "29:1XJKJMvc5GBtc2JwZq0oj8tHZm", PERSONAL, "Åsa"):
        assert ident not in held
    assert APP in held
