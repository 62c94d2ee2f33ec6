"""1, 2, 15: the process is killed again and again while it answers; nothing is lost, nothing is answered twice."""

from __future__ import annotations

import os
import random
import sqlite3
from pathlib import Path

from tests.fake_bot_api import FakeBotApi
from tests.telegram.running import Running

UPDATES = int(os.environ.get("SIFFERSVAR_TEST_RESTART_UPDATES", "300"))
KILLS = 5
REGIONS = ("Skåne", "Uppsala", "Halland", "Gotland", "Kalmar", "Blekinge", "Dalarna", "Örebro", "Värmland", "Kronoberg")


def wait_until_sent(telegram: FakeBotApi, count: int) -> None:
    """Wait until so many messages were sent."""
    telegram.wait_for(lambda: len(telegram.sent) >= count, 60)


def test_killed_five_times(bot: Running, telegram: FakeBotApi, tmp_path: Path) -> None:
    """Each question is answered once, in its chat's order.

    A send that was under way at a kill is undecidable: the Bot API tells no client whether it arrived. For such a
    question a notice stands instead of a second answer, and there are at most as many of them as sends at once.
    """
    chance = random.Random(5)  # noqa: S311 - repeatable
    chats = [telegram.private() for _ in range(max(1, UPDATES // len(REGIONS)))]
    total = len(chats) * len(REGIONS)
    telegram.delay(0.05, "sendMessage")
    for region in REGIONS:
        for chat in chats:
            telegram.say(chat, None, f"hur mycket fick {region}")
    for kill in range(1, KILLS + 1):
        bot.start()
        goal = total * kill // (KILLS + 1) + chance.randrange(-5, 5)
        wait_until_sent(telegram, goal)
        bot.kill()
    bot.start()
    told = {chat.ident: len(REGIONS) for chat in chats}
    telegram.wait_for(
        lambda: len(telegram.sent) >= total and all(len(bot.sent_to(chat)) >= told[chat.ident] for chat in chats), 120
    )
    bot.quiet()
    notices = missing = 0
    for chat in chats:
        found = [next((region for region in REGIONS if region in text), None) for text in telegram.texts(chat)]
        answers = [region for region in found if region is not None]
        assert answers == [region for region in REGIONS if region in answers]  # in order, none twice
        notices += len(found) - len(answers)
        missing += len(REGIONS) - len(answers)
        assert len(REGIONS) - len(answers) <= len(found) - len(answers)  # who has no answer was told
    under_way = sum(call.method == "sendMessage" and not call.effective for call in telegram.calls)
    assert missing <= notices
    assert notices <= KILLS * 64
    assert under_way == 0
    assert bot.stop()[0] == 0
    database = sqlite3.connect(tmp_path / "state.sqlite")
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("SELECT count(*) FROM outbox").fetchone() == (0,)
    database.close()
