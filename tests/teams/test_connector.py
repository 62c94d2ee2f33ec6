"""The connector that refuses, breaks off, or has us wait: nothing is lost, and nothing is said twice."""

from __future__ import annotations

import logging
import time
from pathlib import Path

import pytest

from knowledge.answering import Engine
from tests.teamchat.serving import Client, Replica, replica
from tests.teams.asking import FIGURE, activity, ask, post, pressing, until
from tests.teams.card_rules import words
from tests.teams.microsoft import Fault, Microsoft


@pytest.mark.parametrize("fault", [Fault(429), Fault(429, headers={"retry-after": "1"}), Fault(412), Fault(503)])
def test_put_off(client: Client, microsoft: Microsoft, fault: Fault) -> None:
    """Failure 9: what was certainly not done is done again after a while, once."""
    microsoft.faults.append(fault)
    assert FIGURE in words(ask(client, microsoft, activity(microsoft)).card)[0]
    ask(client, microsoft, activity(microsoft, "sektorsbidrag Halland"))
    assert len(microsoft.sent) == 2


@pytest.mark.parametrize(
    "fault", [Fault(cut=True, taken=True), Fault(500, taken=True), Fault(504, taken=True), Fault(cut=True)]
)
def test_unknown(client: Client, microsoft: Microsoft, fault: Fault) -> None:
    """Failure 3: where nobody knows whether a message came it is not sent again; a notice can show it again, once."""
    microsoft.faults.append(fault)
    post(client, microsoft, activity(microsoft))
    came = int(fault.taken)
    until(lambda: len(microsoft.sent) == came + 1)
    notice = microsoft.sent[-1]
    assert FIGURE not in " ".join(words(notice.card))
    post(client, microsoft, pressing(microsoft, notice, "Visa svaret igen"))
    until(lambda: bool(microsoft.updated))
    assert microsoft.updated[0].ident == notice.ident
    assert FIGURE in words(microsoft.updated[0].card)[0]
    assert len(microsoft.sent) == came + 1


@pytest.mark.parametrize("status", [403, 404])
def test_removed(client: Client, microsoft: Microsoft, status: int) -> None:
    """Failure 14: where the bot was removed or the chat is gone, that ends the matter; others are answered."""
    microsoft.faults.append(Fault(status))
    post(client, microsoft, activity(microsoft))
    until(lambda: not microsoft.faults)
    ask(client, microsoft, activity(microsoft, "sektorsbidrag Halland"))
    assert len(microsoft.sent) == 1


def test_the_token_is_renewed(client: Client, microsoft: Microsoft) -> None:
    """A token that the connector takes no more is renewed, and the message sent."""
    ask(client, microsoft, activity(microsoft))
    ask(client, microsoft, activity(microsoft))
    assert microsoft.logins == 1
    microsoft.tokens.clear()
    assert FIGURE in words(ask(client, microsoft, activity(microsoft)).card)[0]
    assert microsoft.logins == 2


@pytest.mark.parametrize("status", [400, 413])
def test_a_refused_card_is_sent_as_text(client: Client, microsoft: Microsoft, status: int) -> None:
    """A card that is not taken comes as text, with the figure and its source."""
    microsoft.faults.append(Fault(status))
    sent = ask(client, microsoft, activity(microsoft))
    assert "attachments" not in sent.activity
    assert sent.activity["textFormat"] == "plain"
    assert FIGURE in sent.activity["text"]
    assert "Källa:" in sent.activity["text"]


def test_a_message_to_be_replaced_is_gone(client: Client, microsoft: Microsoft) -> None:
    """Where the question back was deleted, the answer is a new message."""
    asked = ask(client, microsoft, activity(microsoft, "resultat"))
    microsoft.faults.append(Fault(404))
    answer = ask(client, microsoft, pressing(microsoft, asked, asked.card["actions"][0]["title"]))
    assert words(answer.card)[-1].startswith("Källa:")
    assert not microsoft.updated


def test_the_bot_is_not_known(
    engine: Engine, tmp_path: Path, microsoft: Microsoft, caplog: pytest.LogCaptureFixture
) -> None:
    """A password that is over is said in one line; what is asked meanwhile is answered once it is mended."""
    microsoft.refuses_login = True
    with replica(engine, tmp_path, microsoft.environ()) as running, caplog.at_level(logging.ERROR):
        post(running.client, microsoft, activity(microsoft))
        until(lambda: "teams" in running.served.failed)
        assert "TEAMS_APP_PASSWORD" in running.served.failed["teams"]
        assert post(running.client, microsoft, activity(microsoft, "sektorsbidrag Halland")).status_code == 200
    assert sum("TEAMS_APP_PASSWORD" in each.getMessage() for each in caplog.records) == 1
    microsoft.refuses_login = False
    with replica(engine, tmp_path, microsoft.environ()):
        until(lambda: len(microsoft.sent) == 2)
    assert [FIGURE in words(each.card)[0] for each in microsoft.sent] == [True, False]


def test_no_login_now(one: Replica, microsoft: Microsoft) -> None:
    """Many questions at once have one token fetched."""
    for number in range(6):
        data = activity(microsoft, conversation={"conversationType": "personal", "id": f"a:{number}"})
        post(one.client, microsoft, data)
    until(lambda: len(microsoft.sent) == 6)
    assert microsoft.logins == 1


def test_a_chat_that_waits_does_not_hold_up_others(client: Client, microsoft: Microsoft) -> None:
    """Where one chat must wait, another is answered meanwhile."""
    microsoft.faults.append(Fault(429, headers={"retry-after": "3"}))
    began = time.monotonic()
    post(client, microsoft, activity(microsoft))
    until(lambda: not microsoft.faults)
    other = activity(microsoft, "sektorsbidrag Halland", conversation={"conversationType": "personal", "id": "a:other"})
    assert ask(client, microsoft, other).conversation == "a:other"
    assert time.monotonic() - began < 2.5
    until(lambda: len(microsoft.sent) == 2)
