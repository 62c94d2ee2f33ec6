"""The limits: Telegram's, over all chats and in one, and the bot's own for each person."""

from __future__ import annotations

from tests.fake_bot_api import FakeBotApi
from tests.telegram.running import Running

QUESTION = "hur mycket fick skåne"
FIGURE = "398,3"


def test_a_backlog_goes_out_within_the_limits(bot: Running, telegram: FakeBotApi) -> None:
    """8: what waited is answered in order, at most thirty messages a second in all, none twice."""
    chats = [telegram.private() for _ in range(70)]
    group, anna = telegram.group(), telegram.person()
    for chat in chats:
        telegram.say(chat, None, QUESTION, ago=600)
    for region in ("skåne", "uppsala", "halland"):
        telegram.say(group, anna, f"@siffersvar_bot hur mycket fick {region}", ago=600)
    bot.environment = {"SIFFERSVAR_QUESTIONS_PER_MINUTE": "0"}
    bot.start()
    telegram.wait_for(lambda: len(telegram.sent) == 73, 30)
    times = [call.done for call in telegram.sent]
    # The limit is one of thirty at once and thirty a second after those.
    assert all(sum(start <= at < start + 1 for at in times) <= 61 for start in times)
    assert times[-1] - times[0] > 1
    assert [text.split(" fick")[0] for text in telegram.texts(group)] == ["Skåne", "Uppsala", "Halland"]
    bot.quiet()
    assert len(telegram.sent) == 73


def test_a_person_who_asks_too_much(bot: Running, telegram: FakeBotApi) -> None:
    """The limit per person: some answers, then a kind word instead; others are not kept waiting."""
    busy, other = telegram.private(), telegram.private()
    bot.environment = {"TELEGRAM_MESSAGES_PER_SECOND": "0"}
    bot.start()
    for _ in range(40):
        telegram.say(busy, None, QUESTION)
    (answer,) = bot.ask(other, QUESTION, timeout=20)
    assert FIGURE in answer.text
    telegram.wait_for(lambda: not telegram.world.queue.pending)
    bot.quiet()
    given = sum(FIGURE in text for text in telegram.texts(busy))
    assert 1 <= given < 40
    assert any(FIGURE not in text for text in telegram.texts(busy))
