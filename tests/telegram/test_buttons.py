"""Buttons: what each does, who may press, and that an old one says so."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from bot.channels.telegram.actions import (
    AnswerCallback,
    Button,
    EditKeyboard,
    SendDocument,
    SendPhoto,
    SendText,
    to_json,
)
from bot.config import Settings
from bot.service import Service
from tests.telegram.talk import ANNA, BO, GROUP, ME, Talk, button, chat, user, verbs

QUESTION = "hur mycket fick Skåne i sektorsbidrag"
AT = f"@{ME.username}"


def mention(text: str) -> dict[str, object]:
    """The bot's name at the beginning of a text, as Telegram marks it."""
    assert text.startswith(AT)
    return {"entities": [{"type": "mention", "offset": 0, "length": len(AT)}]}


def test_which_buttons(service: Service) -> None:
    """Under a figure all; under a span no picture or comparison; under words and gaps no table."""
    talk = Talk(service)
    assert verbs(talk.ask(QUESTION)) == ["src", "cmp", "chr", "tab", "shr", "up", "dn"]
    assert verbs(talk.ask("vad är medianväntetiden till första besök")) == ["src", "tab", "shr", "up", "dn"]
    assert verbs(talk.ask("sektorsbidrag alla regioner")) == ["src", "chr", "tab", "shr", "up", "dn"]
    words = talk.ask("Varför slår inflationen hårt mot regionerna?")
    assert verbs(words) == ["src", "shr", "up", "dn"]
    assert verbs(talk.ask("vilka regioner har lånat till driften")) == ["src"]


def test_the_source(service: Service) -> None:
    """Title, file, place and the words that stand there, in answer to the card."""
    talk = Talk(service)
    actions = talk.press(button(talk.ask(QUESTION), "src"))
    assert [type(action) for action in actions] == [AnswerCallback, SendText]
    sent = talk.one(SendText)
    assert sent.html == (
        '<b>Regeringens beslut "Utbetalning av medel till regionerna"</b>\nFil: 004_0eb9c1a57acf679f.txt\n'
        "Tabell 1, rad Skåne\n<blockquote>Skåne 398 262 434</blockquote>"
    )
    assert sent.reply_to is not None


def test_all_regions(service: Service) -> None:
    """The same figure of all regions, and the conversation goes on from there."""
    talk = Talk(service)
    talk.press(button(talk.ask(QUESTION), "cmp"))
    assert "Norrbotten" in talk.one(SendText).plain
    assert "Gotland" in talk.ask("och Gotland?").plain


def test_all_regions_per_inhabitant(service: Service) -> None:
    """What was divided by the population is compared so, too."""
    talk = Talk(service)
    talk.press(button(talk.ask("sektorsbidrag Skåne per invånare"), "cmp"))
    assert "kronor per invånare" in talk.one(SendText).plain
    assert "varje regions folkmängd" in talk.one(SendText).plain


def test_the_picture(service: Service) -> None:
    """A PNG with a caption that says the same."""
    talk = Talk(service)
    talk.press(button(talk.ask(QUESTION), "chr"))
    sent = talk.one(SendPhoto)
    assert sent.image.startswith(b"\x89PNG")
    assert "Skåne: 398,3" in sent.plain
    assert "Källa: " in sent.plain


def test_the_table_and_its_files(service: Service) -> None:
    """A table to read, and the same for a spreadsheet."""
    talk = Talk(service)
    talk.press(button(talk.ask(QUESTION), "tab"))
    sent = talk.one(SendText)
    assert "Gotland" in sent.plain
    assert verbs(sent) == ["xls", "csv"]
    talk.press(button(sent, "csv"))
    csv = talk.one(SendDocument)
    assert csv.filename == "sektorsbidrag-till-halso-och-sjukvarden-2024.csv"
    assert b"398262434" in csv.content
    talk.press(button(sent, "xls"))
    assert talk.one(SendDocument).filename == "sektorsbidrag-till-halso-och-sjukvarden-2024.xlsx"
    assert talk.one(SendDocument).content.startswith(b"PK")


def test_the_table_of_a_forecast_says_that_it_is_one(service: Service) -> None:
    """What has not happened is never shown without saying so."""
    talk = Talk(service)
    talk.press(button(talk.ask("helårsprognosens poster i tabell"), "tab"))
    heading = talk.one(SendText).plain.split("\n")[0]
    assert heading == "Helårsprognosens poster · region som inte namnges · 2025 · prognos"


def test_a_follow_up_has_buttons_that_stand_alone(service: Service) -> None:
    """What "och Uppsala?" asked is asked again in whole by its buttons, whatever was said since."""
    talk = Talk(service)
    talk.ask(QUESTION)
    sent = talk.ask("och Uppsala?")
    talk.ask("vad är medianväntetiden")
    talk.press(button(sent, "chr"))
    assert "Uppsala: 112,3" in talk.one(SendPhoto).plain
    kept = " ".join(talk.session.answers.values())
    assert "och Uppsala" not in kept
    assert "hur mycket" not in kept


def test_figures_that_changed_are_not_drawn(service: Service) -> None:
    """Where the store says something else by now, the old answer gets no picture of it."""
    talk = Talk(service)
    sent = talk.ask(QUESTION)
    (ident,) = talk.session.answers
    talk.session.answers[ident] = talk.session.answers[ident].replace("398262434", "398262435")
    for verb in ("chr", "tab"):
        talk.press(button(sent, verb))
        assert "ändrats" in talk.one(SendText).plain
        assert not talk.all(SendPhoto)


def test_sharing(service: Service) -> None:
    """The link opens the bot for anybody and asks the same, in the same language, with nothing about who shared it."""
    talk = Talk(service)
    link = button(talk.ask("how much did Skåne get in the sector grant"), "shr").url or ""
    query = parse_qs(urlsplit(link).query)
    assert link.startswith("https://t.me/share/url?")
    shared = urlsplit(query["url"][0])
    assert (shared.netloc, shared.path) == ("t.me", f"/{ME.username}")
    payload = parse_qs(shared.query)["start"][0]
    assert payload.isalnum()
    assert "Skåne received 398.3" in talk.ask(f"/start {payload}", BO).plain


def test_an_old_link(service: Service) -> None:
    """A link whose question is forgotten says so; so does one that never was."""
    assert "för gammal" in Talk(service).ask("/start abc123").plain


OLD = ["src:a999", "cmp:a999", "chr:a999", "tab:a999", "csv:x", "xls:x", "up:a999", "dn:a999", "opt:t9", "again:t9"]


@pytest.mark.parametrize("data", [*OLD, "", ":", "src", "nonsense", "opt:" + "å" * 27, "src:\x00", "opt:a000000000"])
def test_an_expired_button(service: Service, data: str) -> None:
    """It says that the answer is forgotten, and does nothing."""
    talk = Talk(service)
    talk.ask(QUESTION)
    actions = talk.press_data(data)
    assert [type(action) for action in actions] == [AnswerCallback]
    assert "minns jag inte" in (talk.one(AnswerCallback).text or "")


def test_tokens_do_not_open_other_doors(service: Service) -> None:
    """The token of a question is no reason, and a shared question is no choice."""
    talk = Talk(service)
    asked = talk.ask("resultatet?").keyboard[0][0].data or ""
    for verb in ("dn", "again", "src"):
        talk.press_data(f"{verb}:{asked.split(':')[1]}")
        assert talk.one(AnswerCallback).alert
        assert not talk.all(SendText)


@pytest.mark.parametrize("question", ["resultatet?", "Population", "Uppsala", "vgr"])
def test_every_choice_has_an_answer(service: Service, question: str) -> None:
    """Nobody is asked the same again for having tapped an answer to it."""
    for number in range(len(Talk(service).ask(question).keyboard)):
        talk = Talk(service)
        talk.press(talk.ask(question).keyboard[number][0])
        assert "src" in verbs(talk.one(SendText))


def test_a_choice_is_used_once(service: Service) -> None:
    """The buttons of a question back go when one is pressed; the answer is that of the question behind it."""
    talk = Talk(service)
    sent = talk.ask("Uppsala")
    chosen = sent.keyboard[0][0]
    actions = talk.press(chosen, under=sent.keyboard)
    assert [type(action) for action in actions] == [AnswerCallback, EditKeyboard, SendText]
    assert talk.one(EditKeyboard).keyboard == ()
    assert "Uppsala" in talk.one(SendText).plain


def test_a_choice_in_a_group_is_for_the_one_who_asked(service: Service) -> None:
    """Somebody else is told so, and the buttons stay; other buttons are for all."""
    talk = Talk(service)
    sent = talk.ask(f"{AT} Uppsala", ANNA, GROUP, **mention(f"{AT} Uppsala"))
    actions = talk.press(sent.keyboard[0][0], BO, GROUP)
    assert [type(action) for action in actions] == [AnswerCallback]
    assert "Bara den som ställde frågan" in (talk.one(AnswerCallback).text or "")
    talk.press(sent.keyboard[0][0], ANNA, GROUP)
    answered = talk.one(SendText)
    talk.press(button(answered, "src"), BO, GROUP)
    assert "Uppsala" in talk.one(SendText).plain


def test_whose_conversation_a_press_continues(service: Service) -> None:
    """Comparing continues the presser's conversation, not that of the one who asked (failure 21)."""
    talk = Talk(service)
    sent = talk.ask(f"{AT} {QUESTION}", ANNA, GROUP, **mention(f"{AT} {QUESTION}"))
    talk.press(button(sent, "cmp"), BO, GROUP)
    assert len(talk.session.memories) == 2
    text = f"{AT} och Gotland per invånare?"
    assert "Gotland" in talk.ask(text, BO, GROUP, **mention(text)).plain


def test_show_the_answer_again(service: Service) -> None:
    """What may not have arrived is done once more; what another version kept is expired."""
    talk = Talk(service)
    lost = SendText(0, "<b>398</b>", "398")
    token = talk.session.issue("again", {"actions": [to_json(lost)]})
    actions = talk.press(Button("…", f"again:{token}"))
    assert actions[-1] == SendText(ANNA, "<b>398</b>", "398")
    assert talk.one(EditKeyboard).keyboard == ()
    other = talk.session.issue("again", {"actions": ['{"kind": "Sing"}']})
    talk.press(Button("…", f"again:{other}"))
    assert talk.one(AnswerCallback).alert


def test_a_press_where_the_message_is_gone(service: Service) -> None:
    """A message too old for Telegram to show is answered in its chat; one of another chat's inline mode says so."""
    talk = Talk(service)
    pressed = button(talk.ask(QUESTION), "src").data
    query = {"id": "q1", "from": user(ANNA), "chat_instance": "1", "data": pressed}
    talk.update(callback_query={**query, "message": {"chat": chat(ANNA), "message_id": 3, "date": 0}})
    assert talk.one(SendText).thread is None
    talk.update(callback_query={**query, "inline_message_id": "i1"})
    assert talk.one(AnswerCallback).alert
    del query["data"]
    talk.update(
        callback_query={**query, "game_short_name": "g", "message": {"chat": chat(ANNA), "message_id": 3, "date": 0}}
    )
    assert talk.one(AnswerCallback).alert


@pytest.mark.parametrize("verb", ["cmp", "chr", "tab"])
def test_the_limit_holds_for_buttons_that_work(service: Service, verb: str) -> None:
    """Who asks too much is told so by the button; nothing is asked or drawn."""
    talk = Talk(service)
    sent = talk.ask(QUESTION)
    talk.session.seconds = 7.2
    actions = talk.press(button(sent, verb))
    assert [type(action) for action in actions] == [AnswerCallback]
    assert "8 s" in (talk.one(AnswerCallback).text or "")


def test_buttons_in_a_chat_that_is_not_allowed(service: Service) -> None:
    """They are heard, and nothing is done."""
    talk = Talk(service)
    sent = talk.ask(QUESTION)
    talk.settings = Settings(telegram_allowed_chats=frozenset({BO}))
    assert [type(action) for action in talk.press(button(sent, "src"))] == [AnswerCallback]


def test_the_source_of_what_a_document_lacks(service: Service) -> None:
    """Where a document shows that there is no figure, the place can be seen."""
    talk = Talk(service)
    sent = talk.ask("vilka regioner har lånat till driften")
    talk.press(button(sent, "src"))
    assert "Presentationen" in talk.one(SendText).plain


def test_every_answer_can_be_drawn_or_tabulated_where_it_says_so(service: Service) -> None:
    """For each indicator and table of the store, in both languages: the buttons that are there do what they say."""
    store = service.engine.store
    names = [i.name for i in store.indicators.values()] + [t.name for t in store.tables.values()]
    for question in dict.fromkeys(text for name in names for text in (name.sv, name.en)):
        talk = Talk(service)
        sent = [action for action in talk.say(question) if isinstance(action, SendText)][-1]
        for verb in set(verbs(sent)) & {"src", "cmp", "tab"}:
            actions = talk.press(button(sent, verb))
            assert "ändrats" not in getattr(actions[-1], "plain", ""), question
            assert len(actions) > 1, (question, verb)
            if verb == "tab":
                lines = talk.all(SendText)[0].html.partition("<pre>")[2].partition("</pre>")[0].split("\n")
                assert max(map(len, lines)) <= 34
