"""What becomes of actions that were planned: long answers, pictures, files, faults of the plan itself."""

from __future__ import annotations

import asyncio
import io
import logging
import re
from pathlib import Path

import pytest
import telegram as library
from PIL import Image
from telegram.request import HTTPXRequest

from bot.channels.telegram.actions import Action, Button, SendDocument, SendPhoto, SendText
from bot.channels.telegram.desk import Desk
from bot.channels.telegram.limits import Attempt, Limits
from bot.channels.telegram.send import Sender
from bot.delivery.fate import Fate
from bot.service import Service
from tests.fake_bot_api import FakeBotApi
from tests.fake_bot_api.failures import Kind
from tests.telegram.planned import Plan, planned

PARTS = ("ett", "två", "tre", "fyra", "fem")


def in_parts(update: library.Update, desk: Desk) -> None:
    """Five messages."""
    assert update.message is not None
    for part in PARTS:
        desk.do(SendText(update.message.chat.id, f"<b>{part}</b>", part))


def doing(make: type[Action], **fields: object) -> Plan:
    """A plan of one action."""

    def plan(update: library.Update, desk: Desk) -> None:
        assert update.message is not None
        desk.do(make(chat=update.message.chat.id, **fields))  # type: ignore[call-arg, arg-type]

    return plan


def png() -> bytes:
    """A picture."""
    out = io.BytesIO()
    Image.effect_noise((300, 300), 90).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("kind", ["500", "502", "429"])
def test_a_part_that_fails(
    telegram: FakeBotApi, service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: Kind
) -> None:
    """4: the third of five parts fails: all five come, in order, each once."""
    chat = telegram.private()
    telegram.fail(kind, text="tre")
    with planned(telegram, service, tmp_path, monkeypatch, in_parts):
        telegram.say(chat, None, "hej")
        telegram.wait_for(lambda: len(telegram.texts(chat)) == 5)
    assert telegram.texts(chat) == list(PARTS)


def test_a_part_that_is_cut(
    telegram: FakeBotApi, service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """3 and 4: the third part is cut off after it arrived: the rest comes, then one notice; each part once."""
    chat = telegram.private()
    telegram.fail("drop_after", text="tre")
    with planned(telegram, service, tmp_path, monkeypatch, in_parts):
        telegram.say(chat, None, "hej")
        telegram.wait_for(lambda: len(telegram.texts(chat)) == 6)
    assert telegram.texts(chat)[:5] == list(PARTS)
    assert len(telegram.sent[5].params["reply_markup"]["inline_keyboard"]) == 1


@pytest.mark.parametrize("html", ["<b>tre", "<table>tre</table>", "tre &nbsp;", "<b><i>tre</b></i>"])
def test_marks_that_telegram_refuses(
    telegram: FakeBotApi, service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, html: str
) -> None:
    """12: what Telegram cannot read is said without marks."""
    chat = telegram.private()
    with planned(telegram, service, tmp_path, monkeypatch, doing(SendText, html=html, plain="tre")):
        telegram.say(chat, None, "hej")
        telegram.wait_for(lambda: telegram.texts(chat))
    assert telegram.texts(chat) == ["tre"]


def test_a_length_that_counts_after_the_marks(
    telegram: FakeBotApi, service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """11: 4,096 units that escaping makes five times as long are one message."""
    chat = telegram.private()
    with planned(telegram, service, tmp_path, monkeypatch, doing(SendText, html="&amp;" * 4096, plain="&" * 4096)):
        telegram.say(chat, None, "hej")
        telegram.wait_for(lambda: telegram.texts(chat))
    assert telegram.texts(chat) == ["&" * 4096]
    assert [call.error for call in telegram.calls if call.error] == []


@pytest.mark.parametrize("kind", ["500", "429"])
def test_a_file_is_sent_whole_again(
    telegram: FakeBotApi, service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: Kind
) -> None:
    """A picture and a file whose sending failed come whole, though the first try had read them."""
    chat, picture = telegram.private(), png()

    def plan(update: library.Update, desk: Desk) -> None:
        assert update.message is not None
        desk.do(SendPhoto(update.message.chat.id, picture, "<b>bild</b>", "bild"))
        desk.do(SendDocument(update.message.chat.id, picture * 9, "å.bin", "fil", "fil"))

    for method in ("sendPhoto", "sendDocument"):
        telegram.fail(kind, method=method)
    with planned(telegram, service, tmp_path, monkeypatch, plan):
        telegram.say(chat, None, "hej")
        telegram.wait_for(lambda: len(telegram.sent) == 2)
    photo, document = telegram.sent
    assert photo.files["photo"].content == picture
    assert document.files["document"].content == picture * 9
    assert document.files["document"].filename == "å.bin"


def test_a_picture_that_is_none(
    telegram: FakeBotApi, service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where Telegram takes the picture for none, its words come all the same."""
    chat = telegram.private()
    plan = doing(SendPhoto, image=b"none", html="<b>tre</b>", plain="tre", keyboard=((Button("a", data="src:a"),),))
    with planned(telegram, service, tmp_path, monkeypatch, plan):
        telegram.say(chat, None, "hej")
        telegram.wait_for(lambda: telegram.texts(chat))
    assert telegram.texts(chat) == ["tre"]


def test_a_fault_of_the_program(
    telegram: FakeBotApi,
    service: Service,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The wall: the person reads an id, the log holds it, and neither the question nor the error's words.

    What follows is answered.
    """
    chat = telegram.private()

    def plan(update: library.Update, desk: Desk) -> None:
        assert update.message is not None
        if update.message.text == "hemlig fråga":
            raise ValueError(update.message.text)
        desk.do(SendText(update.message.chat.id, "bra", "bra"))

    with caplog.at_level(logging.INFO), planned(telegram, service, tmp_path, monkeypatch, plan):
        telegram.say(chat, None, "hemlig fråga")
        telegram.say(chat, None, "nästa")
        telegram.wait_for(lambda: len(telegram.texts(chat)) == 2)
    apology, answer = telegram.texts(chat)
    assert answer == "bra"
    (found,) = [word for word in re.findall(r"[0-9a-f]{6}", apology) if word in caplog.text]
    assert "ValueError" in caplog.text
    assert "hemlig" not in caplog.text
    assert found


def test_a_send_that_takes_too_long(telegram: FakeBotApi) -> None:
    """3: a timeout after the request was written is uncertain, a refused connection is not: that one is tried again."""
    chat = telegram.private()
    noted: list[str] = []

    async def note(what: str) -> None:
        noted.append(what)

    async def send() -> list[Fate]:
        request = HTTPXRequest(connection_pool_size=4, read_timeout=0.2)
        bot = library.ext.ExtBot(
            telegram.token, telegram.base_url, telegram.base_file_url, request=request, rate_limiter=Limits(0)
        )
        attempt = Attempt(lambda: note("begin"), lambda: note("not begun"))

        async def pause(_seconds: float) -> None:
            await asyncio.to_thread(telegram.start)

        async with bot:
            sender = Sender(bot, pause)
            telegram.fail("hang_after", seconds=1)
            fates = [(await sender.do(SendText(chat.ident, "ett", "ett"), attempt)).fate]
            await asyncio.to_thread(telegram.stop)
            fates.append((await sender.do(SendText(chat.ident, "två", "två"), attempt)).fate)
            return fates

    assert asyncio.run(send()) == [Fate.UNCERTAIN, Fate.DONE]
    assert noted == ["begin", "begin", "not begun", "begin"]
    assert telegram.texts(chat) == ["ett", "två"]
