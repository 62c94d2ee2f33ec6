"""The notice that stands in for an answer of which it is not known whether it arrived."""

from __future__ import annotations

import pytest

from bot.texts import say
from knowledge.model import Language
from tests.fake_bot_api import FakeBotApi
from tests.telegram.running import Running


@pytest.mark.parametrize(("phone", "language"), [("sv", "sv"), ("en", "en"), ("de", "en")])
def test_its_language(bot: Running, telegram: FakeBotApi, phone: str, language: Language) -> None:
    """It is that of the person's phone, where they chose none."""
    chat = telegram.private(telegram.person("Anna", phone))
    telegram.fail("drop_before", method="sendMessage")
    bot.start()
    telegram.say(chat, None, "hur mycket fick skåne")
    telegram.wait_for(lambda: telegram.texts(chat))
    assert telegram.texts(chat) == [say(language, "delivery.uncertain")]


def test_it_is_sent_again_itself(bot: Running, telegram: FakeBotApi) -> None:
    """Where the notice may not have arrived either: better two than none."""
    chat = telegram.private()
    telegram.fail("drop_before", method="sendMessage", times=2)
    bot.start()
    telegram.say(chat, None, "hur mycket fick skåne")
    telegram.wait_for(lambda: telegram.texts(chat))
    (notice,) = [call for call in telegram.sent if call.chat == chat.ident]
    telegram.press(chat, notice.result["message_id"], say("sv", "delivery.again"))
    telegram.wait_for(lambda: len(telegram.texts(chat)) == 2)
    assert "Skåne" in telegram.texts(chat)[1]
