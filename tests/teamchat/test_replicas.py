"""Two replicas with one state, on SQLite and on PostgreSQL, asked at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from knowledge.answering import Engine
from tests.mattermost.posting import ENVIRON, SKANE, slash
from tests.teamchat.serving import Replica, replica
from tests.teams.asking import activity, post, until
from tests.teams.card_rules import words
from tests.teams.microsoft import Microsoft

USER, CHAT = "k1x4aqdjy3813c84m771eoc9xo", "tsb8crrn5tgqtedpkt81b4tcya/i3bb9xfyqt8rtbyshmyhgsj16c/"
Both = tuple[Replica, Replica]


@pytest.fixture
def microsoft() -> Iterator[Microsoft]:
    """A Microsoft of our own."""
    running = Microsoft()
    yield running
    running.close()
    assert not running.complaints, running.complaints


@pytest.fixture
def both(engine: Engine, tmp_path: Path, url: str, microsoft: Microsoft) -> Iterator[Both]:
    """Two replicas that answer Mattermost and Teams."""
    environ = ENVIRON | microsoft.environ()
    with (
        replica(engine, tmp_path, environ, url=url) as one,
        replica(engine, tmp_path, environ, url=url) as two,
    ):
        yield one, two


def turns(running: Replica) -> int:
    """How much is remembered of the conversation in Mattermost."""
    speaker = running.served.conversing.speaker("mattermost", USER, CHAT)
    return len(running.state.session().memory(speaker.conversation).turns)


def test_the_same_request_at_the_same_time(both: Both) -> None:
    """Failures 2 and 16: one request that comes four times at once is one turn, and gets one reply."""
    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(slash, both[n % 2].client, SKANE, trigger_id="NG1kM3lyN2Nq") for n in range(4)]
        replies = [each.result().json() for each in asked]
    assert all(reply == replies[0] for reply in replies)
    assert turns(both[0]) == 1


def test_many_requests_at_the_same_time(both: Both) -> None:
    """Failure 16: questions of one conversation at both replicas at once are all remembered."""
    names = ["Skåne", "Halland", "Uppsala", "Kalmar"]
    with ThreadPoolExecutor(4) as threads:
        asked = [
            threads.submit(slash, both[number % 2].client, f"sektorsbidrag {name}", trigger_id=name)
            for number, name in enumerate(names)
        ]
        replies = [each.result().json()["text"] for each in asked]
    assert all(name in reply for name, reply in zip(names, replies, strict=True))
    assert turns(both[1]) == len(names)


def test_an_activity_at_both_at_once(both: Both, microsoft: Microsoft) -> None:
    """Failures 2 and 17: an activity that comes to both at once, again and again, is answered once."""
    data = activity(microsoft)
    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(post, both[number % 2].client, microsoft, data) for number in range(6)]
        assert {each.result().status_code for each in asked} == {200}
    last = activity(microsoft, "och Uppsala?")
    post(both[0].client, microsoft, last)
    until(lambda: len(microsoft.sent) == 2)
    assert "398,3" in words(microsoft.sent[0].card)[0]
    assert "112,3" in " ".join(words(microsoft.sent[1].card))


def test_a_nul_byte(both: Both, microsoft: Microsoft) -> None:
    """Failure 19: a NUL byte, which PostgreSQL refuses, is answered like anything else."""
    assert slash(both[0].client, "sektorsbidrag\x00 Skåne\x00", trigger_id="a\x00b").status_code == 200
    post(
        both[1].client,
        microsoft,
        activity(microsoft, "sektors\x00bidrag \ud83d i Skåne".encode("utf-8", "replace").decode()),
    )
    until(lambda: len(microsoft.sent) == 1)


def test_a_question_back_is_answered_in_words(both: Both) -> None:
    """Where there are no buttons, what the bot asks back can be answered in words, at another replica."""
    assert "\n1" in slash(both[0].client, "resultat").json()["text"]
    assert "Källa:" in slash(both[1].client, "den första").json()["text"]
