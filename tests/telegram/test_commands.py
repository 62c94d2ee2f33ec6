"""Commands, in both languages."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from bot.channels.telegram.actions import EditText, SendText
from bot.channels.telegram.commands import NAMES, command_lists
from bot.config import Settings
from bot.service import Service
from bot.texts import say
from knowledge.model import Language
from tests.conftest import ROOT
from tests.telegram.talk import ANNA, BO, GROUP, ME, Talk, verbs

LANGUAGES: tuple[Language, ...] = get_args(Language)
NAME = re.compile(r"[a-z0-9_]{1,32}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lists_for_telegram(language: Language) -> None:
    """Names and descriptions as Telegram takes them, each with an answer."""
    listed = command_lists(language)
    assert len(listed) == len({name for name, _ in listed}) == len(NAMES)
    for name, what in listed:
        assert NAME.fullmatch(name)
        assert 0 < len(what) <= 256


@pytest.mark.parametrize("command", NAMES)
def test_every_command_is_answered(service: Service, command: str) -> None:
    """By its name in either language, however it is written, in the language of the phone."""
    said = {}
    for code in LANGUAGES:
        texts = [f"/{name}" for name in NAMES[command]]
        texts += [f"/{NAMES[command][0]}@{ME.username.lower()}", f"/{NAMES[command][1].upper()} "]
        answers = {Talk(service).ask(text, code=code).plain for text in texts}
        assert len(answers) == 1
        said[code] = answers.pop()
    assert said["sv"] != said["en"]


def test_with_their_dots(service: Service) -> None:
    """Å, ä and ö may be typed, though Telegram does not take such commands for any."""
    talk = Talk(service)
    for typed, plain in [("/hjälp", "/hjalp"), ("/källor", "/kallor"), ("/språk", "/sprak"), ("/glöm", "/glom")]:
        assert talk.ask(typed).plain == talk.ask(plain).plain


def test_start(service: Service) -> None:
    """It greets, and offers questions that have an answer."""
    talk = Talk(service)
    sent = talk.ask("/start")
    assert sent.plain.startswith("Hej!")
    assert set(verbs(sent)) == {"opt"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_example_has_an_answer(service: Service, code: Language) -> None:
    """Each gives an answer with its source in the language it is offered in."""
    talk = Talk(service)
    buttons = [row[0] for row in talk.ask("/exempel", code=code).keyboard]
    assert len(buttons) == 6
    for each in buttons:
        talk.session.memories.clear()
        talk.press(each, code=code)
        sent = talk.all(SendText)[-1]
        assert ("Källa: " if code == "sv" else "Source: ") in sent.plain, each.text
        assert "src" in verbs(sent), each.text


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_example_of_a_claim_is_right(service: Service, code: Language) -> None:
    """Its figure is the store's own, so it is confirmed."""
    talk = Talk(service)
    buttons = [row[0] for row in talk.ask("/exempel", code=code).keyboard]
    (claim,) = [each for each in buttons if each.text.startswith(("Stämmer", "Is it true"))]
    talk.press(claim, code=code)
    assert talk.one(SendText).plain.startswith("✅")


def test_help_names_the_commands(service: Service) -> None:
    """In the language of the person."""
    talk = Talk(service)
    for language in LANGUAGES:
        sent = talk.ask("/help", code=language)
        for name, what in command_lists(language):
            assert f"/{name} – {what}" in sent.plain


def test_sources(service: Service) -> None:
    """All documents, with how much stands in each."""
    plain = "\n".join(action.plain for action in Talk(service).say("/kallor") if isinstance(action, SendText))
    for source in service.engine.store.sources.values():
        assert source.title.sv in plain
    assert "SCB" in plain


def test_regions(service: Service) -> None:
    """All 21, and the groups."""
    plain = Talk(service).ask("/regioner").plain
    for area in service.engine.store.areas.values():
        assert (area.name in plain) == (area.kind == "region") or area.kind != "region"
    assert "Norrland" in plain


def test_tables(service: Service) -> None:
    """Each table that is offered is one."""
    talk = Talk(service)
    offered = talk.ask("/tabell")
    assert len(offered.keyboard) >= 5
    for row in offered.keyboard:
        for each in row:
            talk.session.memories.clear()
            talk.press(each)
            assert "tab" in verbs(talk.all(SendText)[-1]), each.text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/tabell sektorsbidrag", "Gotland"),
        ("/tabell folkmängd", "Gotland"),
        ("/tabell helårsprognosens poster", "Avskrivningar"),
        ("/tabell åtgärderna", "produktions"),
        ("/table sector grant", "Gotland"),
        ("/tabell bowling", "bowling"),
    ],
)
def test_a_table_by_name(service: Service, text: str, shown: str) -> None:
    """The whole table of what was named; what is not there is said."""
    assert shown in Talk(service).ask(text, code="en" if text.startswith("/table ") else "sv").plain


def test_the_language_is_chosen(service: Service) -> None:
    """By a button or a word; it then holds for questions in the other language, until it is that of each again."""
    talk = Talk(service)
    sent = talk.ask("/sprak")
    english, as_asked = sent.keyboard[0][1], sent.keyboard[1][0]
    talk.press(english)
    assert talk.one(EditText).plain == "I will answer in English."
    assert "Skåne received" in talk.ask("hur mycket fick Skåne i sektorsbidrag").plain
    assert "Try for example" in talk.ask("/exempel").plain
    talk.press(as_asked)
    assert "Skåne fick" in talk.ask("hur mycket fick Skåne i sektorsbidrag").plain
    talk.ask("/language English")
    assert talk.session.languages
    assert "svenska" in talk.ask("/sprak svenska").plain
    assert "Skåne fick" in talk.ask("how much did Skåne get in the sector grant").plain


def test_the_language_of_the_bot(service: Service) -> None:
    """A bot that is set to one language speaks that, unless a person chose."""
    talk = Talk(service, Settings(language="en"))
    assert talk.ask("/om").plain.startswith("I am Siffersvar")
    assert "Skåne received" in talk.ask("hur mycket fick Skåne i sektorsbidrag").plain


def test_forgetting(service: Service) -> None:
    """It says what was forgotten; afterwards there is nothing to go on from, and no button works."""
    talk = Talk(service)
    sent = talk.ask("sektorsbidrag Kalmar")
    talk.ask("/sprak en")
    gone = "1 question, 1 answer and the language you chose"
    assert talk.ask("/glom").plain == f"I have now forgotten what I remembered about you: {gone}."
    assert not talk.session.memories
    assert "ingenting" in talk.ask("/glöm").plain
    talk.press(sent.keyboard[0][0])
    assert not talk.all(SendText)


def test_about(service: Service) -> None:
    """That it is a machine, who runs it, what is kept and for how long, and how to be forgotten."""
    talk = Talk(service, Settings(operator="Region X <x@example.org>", memory_minutes=15))
    plain = talk.ask("/om").plain
    for part in ("datorprogram", "Region X <x@example.org>", "15 minuter", "7 dagar", "90 dagar", "48 timmar", "/glom"):
        assert part in plain
    assert "har inte angett" in Talk(service).ask("/om").plain


def test_unknown_commands(service: Service) -> None:
    """In private one says so; in a group only what names this bot is for it."""
    talk = Talk(service)
    assert "/foo känner jag inte till" in talk.ask("/foo bar").plain
    assert talk.say("/foo", ANNA, GROUP) == []
    assert "/foo" in talk.ask(f"/foo@{ME.username}", ANNA, GROUP).plain
    assert talk.say("/help@OtherBot", ANNA, GROUP) == []
    assert talk.say("/help@OtherBot", ANNA) == []
    assert talk.ask("/help", BO, GROUP).reply_to is not None


def test_the_limit_holds_for_commands(service: Service) -> None:
    """A kind message with the time to wait."""
    talk = Talk(service)
    talk.session.seconds = 3.2
    assert "4 s" in talk.ask("/exempel").plain


@pytest.mark.parametrize("language", LANGUAGES)
def test_commands_and_buttons_are_documented(language: Language) -> None:
    """Each command and each button of an answer stands in docs/telegram.md."""
    text = (ROOT / "docs" / "telegram.md").read_text("utf-8")
    for name, _ in command_lists(language):
        assert f"`/{name}`" in text
    for verb in ("src", "cmp", "chr", "tab", "shr", "up", "dn"):
        assert say(language, f"telegram.button_{verb}") in text
