"""The process as a whole: started, ended, beside another one, with a damaged or a busy state, and what it logs."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path

import pytest

from tests.fake_bot_api import FakeBotApi
from tests.telegram.running import Running

QUESTION = "hur mycket fick skåne"
FIGURE = "398,3"


def test_killed_between_taking_and_answering(bot: Running, telegram: FakeBotApi) -> None:
    """1 and 7: killed after Telegram was told that the update came, and before its answer: it comes after a restart."""
    chat = telegram.private()
    hangs = telegram.fail("hang_before", method="sendMessage", seconds=30)
    bot.start()
    telegram.say(chat, None, QUESTION)
    telegram.wait_for(lambda: not hangs.times)
    bot.kill()
    later = telegram.private()
    telegram.say(later, None, QUESTION)
    bot.start()
    telegram.wait_for(lambda: bot.sent_to(chat) and bot.sent_to(later), 20)
    bot.quiet()
    assert [FIGURE in text for text in telegram.texts(later)] == [True]
    assert 1 <= len(bot.sent_to(chat)) <= 2
    assert sum(FIGURE in text for text in telegram.texts(chat)) <= 1
    assert not any(call.params.get("drop_pending_updates") == "true" for call in telegram.calls)


def test_the_same_update_again(bot: Running, telegram: FakeBotApi) -> None:
    """2: what Telegram delivers again is answered once, also by a process that was started since."""
    chat = telegram.private()
    bot.start()
    said = telegram.say(chat, None, QUESTION)
    telegram.wait_for(lambda: bot.sent_to(chat))
    telegram.again(said["update_id"])
    telegram.wait_for(lambda: not telegram.world.queue.pending)
    bot.quiet(0.5)
    assert bot.stop()[0] == 0
    telegram.again(said["update_id"])
    bot.start()
    (answer,) = bot.ask(chat, "hur mycket fick uppsala")
    assert "Uppsala" in answer.text
    bot.quiet(0.5)
    assert len(bot.sent_to(chat)) == 2


def test_two_pollers(bot: Running, telegram: FakeBotApi, tmp_path: Path) -> None:
    """5: of two processes that poll with one token, one says so in one clear line and ends; the other serves on."""
    other = Running(telegram, tmp_path, bot.store_url, state_url=bot.state_url, name="other")
    bot.start()
    try:
        other.start(wait=False)
        assert bot.process is not None
        assert other.process is not None
        until = time.monotonic() + 20
        while time.monotonic() < until and None not in (bot.process.poll(), other.process.poll()):
            time.sleep(0.05)
        while time.monotonic() < until and bot.process.poll() is None and other.process.poll() is None:
            time.sleep(0.05)
        ended, serving = (bot, other) if bot.process.poll() is not None else (other, bot)
        assert ended.process is not None
        assert ended.process.poll() not in {0, None}
        assert "409" in ended.log or "getUpdates" in ended.log or "another" in ended.log.lower()
        assert "Traceback" not in ended.log
        (answer,) = serving.ask(telegram.private(), QUESTION)
        assert FIGURE in answer.text
    finally:
        other.end()


def test_ending_finishes_what_is_in_hand(bot: Running, telegram: FakeBotApi) -> None:
    """SIGTERM: what is being answered is answered, within ten seconds; the exit code is 0."""
    chats = [telegram.private() for _ in range(5)]
    bot.start()
    telegram.delay(0.5, "sendMessage")
    for chat in chats:
        telegram.say(chat, None, QUESTION)
    telegram.wait_for(lambda: not telegram.world.queue.pending)
    code, seconds = bot.stop()
    assert code == 0
    assert seconds < 10
    telegram.delay(0, "sendMessage")
    bot.start()
    telegram.wait_for(lambda: all(bot.sent_to(chat) for chat in chats))
    bot.quiet()
    assert [len(bot.sent_to(chat)) for chat in chats] == [1] * 5


def test_an_end_does_not_wait_for_a_server_that_hangs(bot: Running, telegram: FakeBotApi) -> None:
    """SIGTERM while a send hangs: the process ends within ten seconds or so all the same."""
    bot.start()
    hangs = telegram.fail("hang_before", method="sendMessage", seconds=60)
    telegram.say(telegram.private(), None, QUESTION)
    telegram.wait_for(lambda: not hangs.times)
    _, seconds = bot.stop()
    assert seconds < 12


def test_a_torn_write(bot: Running, telegram: FakeBotApi, tmp_path: Path) -> None:
    """15: after a power cut in the middle of a write the state opens, and serves."""
    chats = [telegram.private() for _ in range(20)]
    bot.start()
    for chat in chats:
        telegram.say(chat, None, QUESTION)
    telegram.wait_for(lambda: sum(bool(chat.mine) for chat in chats) > 5)
    bot.kill()
    for journal in tmp_path.glob("state.sqlite-wal"):
        with journal.open("r+b") as torn:
            torn.truncate(max(0, journal.stat().st_size - 1000))
    bot.start()
    (answer,) = bot.ask(telegram.private(), QUESTION)
    assert FIGURE in answer.text
    assert bot.stop()[0] == 0
    with sqlite3.connect(tmp_path / "state.sqlite") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


def test_a_busy_database(bot: Running, telegram: FakeBotApi, tmp_path: Path) -> None:
    """19: another program reads the state, and holds its lock for a while: answers wait, nothing is lost or logged."""
    bot.start()
    bot.ask(telegram.private(), QUESTION)
    reader = sqlite3.connect(tmp_path / "state.sqlite", isolation_level=None)
    writer = sqlite3.connect(tmp_path / "state.sqlite", isolation_level=None, check_same_thread=False, timeout=30)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    writer.execute("BEGIN IMMEDIATE")
    release = threading.Timer(1, writer.execute, ["COMMIT"])
    release.start()
    chats = [telegram.private() for _ in range(10)]
    for chat in chats:
        telegram.say(chat, None, QUESTION)
    telegram.wait_for(lambda: all(bot.sent_to(chat) for chat in chats), 20)
    release.join()
    reader.close()
    writer.close()
    bot.quiet()
    assert [len(bot.sent_to(chat)) for chat in chats] == [1] * 10
    assert "locked" not in bot.log


def test_the_log_tells_no_secrets(bot: Running, telegram: FakeBotApi) -> None:
    """20: neither the token nor what people write is in the log, whatever fails, at the most talkative level."""
    chat = telegram.private(telegram.person("Hemliganamnet", username="hemligtnamn"))
    bot.start(SIFFERSVAR_LOG_LEVEL="DEBUG", PYTHONASYNCIODEBUG="1")
    telegram.fail("500", method="sendMessage")
    telegram.fail("drop_before", method="getUpdates")
    bot.ask(chat, "hur mycket fick skåne 19121212-1212")
    telegram.stop()
    time.sleep(0.5)
    telegram.start()
    bot.ask(chat, "hemligaord i region skåne")
    assert bot.stop()[0] == 0
    for secret in (telegram.token, telegram.token.partition(":")[2], "19121212", "hemliga", "Hemliganamnet", "hemligt"):
        assert secret not in bot.log
    assert str(chat.ident) not in bot.log


@pytest.mark.parametrize("token", ["110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawX", "no token"])
def test_a_wrong_token(bot: Running, telegram: FakeBotApi, token: str) -> None:
    """A token that Telegram does not know: one line that says so without it, and an exit code."""
    bot.start(wait=False, TELEGRAM_BOT_TOKEN=token)
    assert bot.process is not None
    assert bot.process.wait(20) not in {0, None}
    assert "TELEGRAM_BOT_TOKEN" in bot.log
    assert token not in bot.log
    assert "Traceback" not in bot.log
    assert not telegram.calls


def test_a_restart_keeps_buttons_and_memory(bot: Running, telegram: FakeBotApi) -> None:
    """A button works after a restart, and so does a question that continues the one before."""
    chat = telegram.private()
    bot.start()
    (answer,) = bot.ask(chat, QUESTION)
    bot.quiet()
    bot.kill()
    bot.start()
    assert answer.message is not None
    button = next(one for one in telegram.buttons(chat, answer.message) if one.get("callback_data"))
    query = telegram.press(chat, answer.message, button["text"])
    telegram.wait_for(lambda: telegram.world.callbacks[query] and len(bot.sent_to(chat)) == 2)
    (more,) = bot.ask(chat, "och uppsala?")
    assert more.text.startswith("Uppsala fick")
    assert not bot.refused()
