"""Cards: what stands first, in which order, and that Telegram takes it."""

from __future__ import annotations

import pytest

from bot.channels.telegram.actions import SendText
from bot.service import Service
from bot.texts import table
from knowledge.answering import Engine
from knowledge.model import Language
from tests.telegram.markup import read
from tests.telegram.talk import ANNA, Talk, verbs

H = "\u00a0"
PHONE = 34


def test_the_card(service: Service) -> None:
    """The figure is bold and first, then label, region and period, context, and the source last."""
    sent = Talk(service).ask("hur mycket fick Skåne i sektorsbidrag")
    assert sent.html == (
        f"<b>Skåne fick 398,3{H}miljoner kronor (398{H}262{H}434{H}kr)</b>\n"
        "Sektorsbidrag till hälso- och sjukvården · Skåne · 2024\n"
        f"Tredje störst av 21 regioner, 13,3{H}% av 3{H}miljarder kronor.\n\n"
        'Källa: Regeringens beslut "Utbetalning av medel till regionerna", Tabell 1, rad Skåne'
    )
    assert (sent.chat, sent.thread, sent.reply_to) == (ANNA, None, None)


def test_the_language_of_the_question(service: Service) -> None:
    """An English question is answered in English, whatever the phone's language."""
    sent = Talk(service).ask("how much did Skåne get in the sector grant")
    assert sent.html.startswith(f"<b>Skåne received 398.3{H}million kronor (SEK{H}398,262,434)</b>\n")


@pytest.mark.parametrize(("code", "begins"), [("en", "What do you mean?"), ("sv", "Vad menar du?"), (None, "Vad")])
def test_the_language_of_the_phone(service: Service, code: str | None, begins: str) -> None:
    """A question that shows no language is answered in that of the phone."""
    assert Talk(service).ask("resultat", code=code).plain.startswith(begins)


VERDICTS = [
    ("stämmer det att Skåne fick 398,3 miljoner i sektorsbidrag", "✅ <b>Stämmer.</b>\n<b>Skåne fick 398,3"),
    ("stämmer det att Skåne fick 400 miljoner i sektorsbidrag", "≈ <b>Stämmer ungefär.</b>\n<b>Skåne fick 398,3"),
    ("stämmer det att Skåne fick 500 miljoner i sektorsbidrag", "❌ <b>Stämmer inte.</b>\n<b>Skåne fick 398,3"),
    ("stämmer det att Skåne fick mer än Halland i sektorsbidrag", "✅ <b>Stämmer.</b>"),
    ("stämmer det att Skåne fick 500 miljoner i bidrag till bowlinghallar", "❔ <b>Går inte att belägga.</b>"),
]


@pytest.mark.parametrize(("question", "begins"), VERDICTS)
def test_verdicts(service: Service, question: str, begins: str) -> None:
    """A verdict leads with its sign and word."""
    assert Talk(service).ask(question).html.startswith(begins)


TABLES = [
    ("topp 5 sektorsbidrag", 5),
    ("sektorsbidrag alla regioner", 21),
    ("sektorsbidrag per invånare topp 10", 10),
    ("folkmängd alla regioner", 21),
    ("helårsprognosens poster i tabell", 6),
    ("alla åtgärder 2026 i tabell", 5),
    ("population all regions", 21),
]


@pytest.mark.parametrize(("question", "rows"), TABLES)
def test_tables_fit_a_phone(service: Service, question: str, rows: int) -> None:
    """The title leads in bold, and no row is wider than a phone shows in monospace."""
    sent = Talk(service).ask(question)
    assert sent.html.startswith("<b>")
    assert sent.html.count("<pre>") == 1
    lines = sent.html.partition("<pre>")[2].partition("</pre>")[0].split("\n")
    assert len(lines) >= rows
    assert max(map(len, lines)) <= PHONE
    assert all(line.strip() for line in lines)


def test_the_figures_of_a_table(service: Service) -> None:
    """Each region's figure in one unit, with the decimal signs under each other."""
    shown = Talk(service).ask("topp 3 sektorsbidrag").html
    assert "<b>Sektorsbidrag till hälso- och sjukvården · 2024</b>\n<i>miljoner kronor</i>\n<pre>" in shown
    assert shown.partition("<pre>")[2].partition("</pre>")[0].split("\n") == [
        f"1 Stockholm{'633,5':>{PHONE - 11}}",
        f"2 Västra Götaland{'495,2':>{PHONE - 17}}",
        f"3 Skåne{'398,3':>{PHONE - 7}}",
    ]


def test_a_list_of_one(service: Service) -> None:
    """One figure is no table, though its title was to head one: the figure leads."""
    lines = Talk(service).ask("Kronobergs fördelade medel enl. tabell 1, tack.").html.split("\n")
    assert lines[0] == f"Kronoberg: <b>59,9{H}miljoner kronor</b>"
    assert lines[1] == "Sektorsbidrag till hälso- och sjukvården · Kronoberg · 2024"


def test_two_side_by_side(service: Service) -> None:
    """Two figures stand in prose, with whole kronor, then what they are."""
    lines = Talk(service).ask("hur mycket fick Skåne och Halland i sektorsbidrag").html.split("\n")
    assert lines[0] == f"Skåne: <b>398,3{H}miljoner kronor (398{H}262{H}434{H}kr)</b>"
    assert lines[1].startswith("Halland: <b>99,4")
    assert lines[2] == "Sektorsbidrag till hälso- och sjukvården · 2024"


def test_a_question_back(service: Service) -> None:
    """What may be meant is there to be tapped; a label too long for a button stands in the text too."""
    sent = Talk(service).ask("hur mycket får vår region i sektorsbidrag")
    assert sent.html == "<b>Vilken region menar du?</b>"
    assert [[each.text for each in row] for row in sent.keyboard] == [["Stockholm", "Västra Götaland"], ["Skåne"]]
    several = Talk(service).ask("resultatet?")
    assert set(verbs(several)) == {"opt"}
    for row in several.keyboard:
        assert row[0].text in several.plain


NEAREST = [
    ("sektorsbidrag Skåne 2019", "unknown_period", "Skåne"),
    ("sektorsbidrag Göteborg", "unknown_area", "Västra Götaland"),
]


@pytest.mark.parametrize(("question", "reason", "region"), NEAREST)
def test_suggestions_when_nothing_was_found(service: Service, question: str, reason: str, region: str) -> None:
    """What is nearest is there to be tapped."""
    talk = Talk(service)
    sent = talk.ask(question)
    assert set(verbs(sent)) == {"opt"}
    assert talk.session.unanswered[0] == (question, reason, "sv")
    talk.press(sent.keyboard[0][0])
    assert region in talk.one(SendText).plain
    assert "miljoner kronor" in talk.one(SendText).plain


def test_a_suggestion_is_not_declined_in_turn(service: Service) -> None:
    """What has no figure for the region is suggested without it."""
    talk = Talk(service)
    sent = talk.ask("Hur mycket av de sex miljarderna i vårändringsbudgeten får Halland?")
    assert [row[0].text for row in sent.keyboard] == ["Tillskott till regionerna i vårändringsbudgeten (VÄB)"]
    talk.press(sent.keyboard[0][0])
    assert "src" in verbs(talk.one(SendText))


def test_small_talk_has_no_buttons_and_is_not_noted(service: Service) -> None:
    """A greeting is greeted."""
    talk = Talk(service)
    assert talk.ask("hej").keyboard == ()
    assert talk.session.unanswered == []


def test_the_failed_answer(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """What went wrong is said with an id, and the conversation is as before."""

    def fail(*_: object) -> None:
        raise RuntimeError

    talk = Talk(service)
    talk.ask("sektorsbidrag Kalmar")
    with monkeypatch.context() as patch:
        patch.setattr(service.engine, "ask", fail)
        assert "nummer" in talk.ask("hur mycket fick Skåne").plain
    assert talk.session.unanswered == []
    assert "Uppsala fick" in talk.ask("och Uppsala?").plain


def test_every_name_in_the_store_makes_a_card(service: Service, engine: Engine) -> None:
    """Whatever is asked by a name, in either language, Telegram takes the card, and its figure is that of the text."""
    names = [i.name for i in engine.store.indicators.values()] + [t.name for t in engine.store.tables.values()]
    names += [g.name for g in engine.store.gaps.values()]
    for name in names:
        for question in {name.sv, name.en}:
            talk = Talk(service)
            sent = talk.all(SendText) if talk.say(question) else []
            assert sent
            for action in sent:
                assert read(action.html)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_text_of_ours_needs_more_than_html(language: Language) -> None:
    """No text under [telegram] holds a mark that escaping would change: they are sent escaped, or on buttons."""
    for key, text in table(language)["telegram"].items():
        assert not set("<>&") & set(text), key
