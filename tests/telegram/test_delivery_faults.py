"""Faults of the program around a plan: nobody is left without a word, and nobody waits behind another's fault."""

from __future__ import annotations

from pathlib import Path

import pytest
import telegram as library
from sqlalchemy import select

from bot.channels.telegram.actions import SendText
from bot.channels.telegram.desk import Desk
from bot.service import Service
from bot.state.schema import inbox
from tests.fake_bot_api import FakeBotApi
from tests.telegram.planned import planned


def test_what_cannot_be_kept(
    telegram: FakeBotApi, service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan that leaves behind what no database takes becomes an apology; nothing of it is kept."""
    chat = telegram.private()

    def plan(update: library.Update, desk: Desk) -> None:
        assert update.effective_chat is not None
        desk.session.issue("opt", {"what": object()})
        desk.do(SendText(update.effective_chat.id, "svar", "svar"))

    with planned(telegram, service, tmp_path, monkeypatch, plan):
        telegram.say(chat, None, "fråga")
        telegram.wait_for(lambda: telegram.texts(chat))
    (text,) = telegram.texts(chat)
    assert "svar" not in text
    assert "fel" in text


def test_what_cannot_be_sent(
    telegram: FakeBotApi, service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An action at which the program fails each time is given up, and the next update of the chat is answered."""
    chat = telegram.private()

    def plan(update: library.Update, desk: Desk) -> None:
        message = update.effective_message
        assert message is not None
        html = None if message.text == "trasig" else "svar"
        desk.do(SendText(message.chat.id, html, "svar"))  # type: ignore[arg-type]

    with planned(telegram, service, tmp_path, monkeypatch, plan) as state:
        telegram.say(chat, None, "trasig")
        telegram.say(chat, None, "hel")
        telegram.wait_for(lambda: telegram.texts(chat), 20)
        outcomes = select(inbox.c.outcome).order_by(inbox.c.number)
        telegram.wait_for(lambda: list(state.read(lambda at: at.scalars(outcomes).all())) == ["failed", "answered"])
    assert telegram.texts(chat) == ["svar"]
