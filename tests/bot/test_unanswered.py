"""`siffersvar unanswered`, and `siffersvar telegram` where it cannot begin."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.state.database import State
from tests.bot.conftest import Command


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A state database with two questions, one asked twice, and an opinion."""
    url = f"sqlite:///{tmp_path}/state.sqlite"
    with State(url, "key") as state:
        session = state.session()
        for question in ("antal läkare i skåne", "ring 070-123 45 67", "antal läkare i skåne"):
            session.note_unanswered(question, "not_covered", "sv")
        session.note_feedback("abc", "wrong_figure", "perioden")
        state.submit(session.write).result()
    return url


def test_the_list(command: Command, url: str) -> None:
    """What was asked most often comes first, with how often and why; nobody's number is in it."""
    done = command("unanswered", SIFFERSVAR_STATE_URL=url, SIFFERSVAR_LANGUAGE="en")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.decode().splitlines()
    assert lines[0].endswith(": 3")
    assert [line.split()[0] for line in lines[1:3]] == ["2", "1"]
    assert "antal läkare i skåne" in lines[1]
    assert "not_covered" in lines[1]
    assert "123" not in lines[2]
    assert "wrong_figure  perioden  abc" in lines[-1]


def test_as_json(command: Command, url: str) -> None:
    """One object a line."""
    done = command("unanswered", "--jsonl", SIFFERSVAR_STATE_URL=url)
    objects = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each.get("reason") for each in objects] == ["not_covered"] * 3 + ["perioden"]


def test_telegram_needs_a_token(command: Command) -> None:
    """It says which variable."""
    done = command("telegram")
    assert done.returncode == 2
    assert b"TELEGRAM_BOT_TOKEN" in done.stderr


def test_a_state_that_cannot_be_used(command: Command) -> None:
    """One line, without the password."""
    for name in ("telegram", "unanswered"):
        variables = {"TELEGRAM_BOT_TOKEN": "1:a", "SIFFERSVAR_STATE_URL": "mysql+nothing://u:hemligt@h/d"}
        done = command(name, **variables)
        assert done.returncode == 3
        assert b"SIFFERSVAR_STATE_URL" in done.stderr
        assert b"hemligt" not in done.stderr
        assert done.stderr.count(b"\n") == 1
