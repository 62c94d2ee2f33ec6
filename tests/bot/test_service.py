"""From a message to its reply."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event
from typing import Any

import pytest

from bot.channels.base import Channel
from bot.channels.collecting import Collecting
from bot.config import Settings
from bot.message import Message
from bot.service import Service
from knowledge.answering import Answer, Engine
from knowledge.memory import Memory
from knowledge.model import Language


def ask(service: Service, text: str, user: str = "anna", **more: Any) -> dict[str, Any]:
    """The answer object for a question in one chat."""
    return service.handle(Message(text, "room", "team", user, **more)).data


def test_a_reply_has_text_data_and_conversation(service: Service) -> None:
    """The text is that of the answer object, which names its conversation."""
    reply = service.handle(Message("hur mycket fick Skåne i sektorsbidrag", "room", "team"))
    assert reply.data["figures"][0]["value"] == 398262434
    assert (reply.text, reply.data["conversation"]) == (reply.data["text"], "room")
    assert reply.answer is not None


def test_the_conversation_goes_on_for_each_person(service: Service) -> None:
    """A follow-up continues one's own question, nobody else's (failure 21)."""
    ask(service, "sektorsbidrag Kalmar")
    assert ask(service, "och Uppsala?")["figures"][0]["area_code"] == "03"
    ask(service, "hur många vårdplatser per tusen invånare", user="bo")
    assert ask(service, "och Gotland?")["figures"][0]["value"] == 19956824


def test_forget(service: Service) -> None:
    """After forgetting there is nothing to go on from."""
    ask(service, "sektorsbidrag Kalmar")
    assert service.forget(Message("/glom", "room", "team", "anna"))
    assert ask(service, "och Uppsala?")["status"] == "clarify"


def test_choices_can_be_asked(service: Service) -> None:
    """Where the bot asks back, each choice is a question that it answers."""
    reply = service.handle(Message("Uppsala", "room", "team"))
    assert [choice.label for choice in reply.choices] == [option["label"] for option in reply.data["options"]]
    assert reply.choices
    for choice in reply.choices:
        assert ask(service, choice.question, user="new")["status"] == "answered"


@pytest.mark.parametrize(("setting", "said", "language"), [("en", None, "en"), ("en", "sv", "sv"), (None, None, "sv")])
def test_the_language(engine: Engine, setting: Language | None, said: Language | None, language: Language) -> None:
    """The message's language outranks the setting, which outranks that of the question."""
    service = Service(engine, Settings(language=setting))
    assert ask(service, "sektorsbidrag Kalmar", language=said)["language"] == language


def test_the_day(engine: Engine) -> None:
    """The service's day is used unless the message brings one."""
    service = Service(engine, Settings(), today=lambda: date(2024, 5, 1))
    question = "hur mycket fick Kalmar i sektorsbidrag i år"
    assert ask(service, question)["status"] == "answered"
    assert ask(service, question, user="bo", today=date(2026, 5, 1))["reason"] == "unknown_period"


def test_the_last_wall(engine: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """An error becomes a reply with an id; the log has id, kind and place, not what was asked; the memory stays."""
    service = Service(engine, Settings())
    ask(service, "sektorsbidrag Kalmar")

    def fail(question: str, *_: object) -> Answer:
        """Fail with the question in the error's words, for a cause that has it too."""
        raise RuntimeError(question) from KeyError(question)

    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR, logger="siffersvar"):
        patch.setattr(engine, "ask", fail)
        reply = service.handle(Message("hemlig fråga", "room", "team", "anna"))
    (record,) = caplog.records
    ident = str(record.args[0]) if isinstance(record.args, tuple) else ""
    assert len(ident) == 6
    assert ident in reply.text
    assert "hemlig" not in caplog.text
    assert "builtins.RuntimeError" in caplog.text
    assert "builtins.KeyError" in caplog.text
    assert "in fail" in caplog.text
    assert (reply.data["status"], reply.data["reason"], reply.answer) == ("no_answer", "internal_error", None)
    whole = ask(service, "och Uppsala?")
    assert whole["figures"][0]["area_code"] == "03"
    assert reply.data.keys() == whole.keys()


def test_a_channel_that_keeps_its_own_memory(service: Service) -> None:
    """It gets the memory to keep, and the service keeps none."""
    message = Message("sektorsbidrag Kalmar", "room", "team", "anna")
    _, memory = service.answer_with(message, Memory())
    reply, after = service.answer_with(Message("och Uppsala?", "room", "team", "anna"), memory)
    assert reply.data["figures"][0]["area_code"] == "03"
    assert len(after.turns) == 2
    assert len(service.conversations) == 0


def test_own_questions_are_kept_and_failures_are_not(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot's own questions are answered once for each language and day; what failed is tried again."""
    service, asked, real, day = Service(engine, Settings()), [], engine.ask, date(2026, 5, 1)

    def count(question: str, *rest: Any) -> Answer:
        """Fail the first time."""
        asked.append(question)
        if len(asked) == 1:
            raise RuntimeError
        return real(question, *rest)

    monkeypatch.setattr(engine, "ask", count)
    assert service.answer_own("sektorsbidrag Kalmar", "sv", day).answer is None
    replies = [service.answer_own("sektorsbidrag Kalmar", "sv", day) for _ in range(3)]
    assert replies[0].data["figures"][0]["area_code"] == "08"
    assert service.answer_own("sektorsbidrag Kalmar", "en", day).data["language"] == "en"
    assert len(asked) == 3


def test_conversations_are_answered_at_the_same_time(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """One person's slow question does not hold up another's, but their own next one (failure 16)."""
    service, slow, begun, real = Service(engine, Settings()), Event(), Event(), engine.ask

    def wait(question: str, memory: Memory, today: date, language: Language | None) -> Answer:
        """Answer slowly for Kalmar."""
        if "Kalmar" in question:
            begun.set()
            assert slow.wait(10)
        return real(question, memory, today, language)

    monkeypatch.setattr(engine, "ask", wait)
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(ask, service, "sektorsbidrag Kalmar")
        assert begun.wait(10)
        second = pool.submit(ask, service, "och Uppsala?")
        assert ask(service, "sektorsbidrag Skåne", user="bo")["status"] == "answered"
        assert not first.done()
        assert not second.done()
        slow.set()
        assert second.result(10)["figures"][0]["area_code"] == "03"


def test_collecting(service: Service) -> None:
    """The collecting channel keeps the replies in order."""
    channel = Collecting.conversation(["sektorsbidrag Kalmar", "och Uppsala?"], "1")
    any_channel: Channel = channel
    any_channel.run(service)
    assert [reply.data["figures"][0]["area_code"] for reply in channel.replies] == ["08", "03"]
    assert any_channel.name == "collecting"


def test_whoever_counts_is_told_each_answer(service: Service) -> None:
    """Of each message, its reply and its seconds, a fault's too; not of questions of the bot's own making."""
    told: list[tuple[str, str, bool]] = []
    service.watch(lambda message, reply, seconds: told.append((message.text, reply.data["status"], seconds > 0)))
    service.handle(Message("hur mycket fick Skåne", "c", "test"))
    service.answer_own("Sektorsbidrag Uppsala", "sv", date(2026, 11, 22))
    assert told == [("hur mycket fick Skåne", "answered", True)]
