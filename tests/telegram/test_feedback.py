"""What people think of an answer: noted for the editors, without anybody's name."""

from __future__ import annotations

from bot.channels.telegram.actions import AnswerCallback, EditKeyboard, EditText, SendText
from bot.service import Service
from tests.telegram.talk import ANNA, BO, GROUP, ME, Talk, button, verbs

QUESTION = "hur mycket fick Skåne i sektorsbidrag"
AT = f"@{ME.username}"
MENTION = {"entities": [{"type": "mention", "offset": 0, "length": len(AT)}]}


def test_thumbs_up(service: Service) -> None:
    """It is noted without anybody's name, thanked for, and gone; the other buttons stay."""
    talk = Talk(service)
    sent = talk.ask(QUESTION)
    talk.press(button(sent, "up"), under=sent.keyboard)
    (ident,) = talk.session.answers
    assert talk.session.feedback == [(ident, "good", "")]
    assert talk.one(AnswerCallback).text == "Tack!"
    left = talk.one(EditKeyboard).keyboard
    assert [[each.text for each in row] for row in left] == [
        ["Källa", "Alla regioner"],
        ["Diagram", "Tabell"],
        ["Dela"],
    ]


def test_thumbs_up_in_a_group_stays_for_others(service: Service) -> None:
    """Nobody's press takes away what others may want to say."""
    talk = Talk(service)
    sent = talk.ask(f"{AT} {QUESTION}", ANNA, GROUP, **MENTION)
    talk.press(button(sent, "up"), BO, GROUP, under=sent.keyboard)
    assert not talk.all(EditKeyboard)


def test_a_wrong_figure(service: Service) -> None:
    """It is noted at once; what is wrong is asked, noted too, and thanked for."""
    talk = Talk(service)
    sent = talk.ask(QUESTION)
    talk.press(button(sent, "dn"), under=sent.keyboard)
    (ident,) = talk.session.answers
    assert talk.session.feedback == [(ident, "wrong_figure", "")]
    reasons = talk.one(SendText)
    assert set(verbs(reasons)) == {"dn"}
    assert len(verbs(reasons)) == 5
    talk.press(reasons.keyboard[0][0])
    assert talk.session.feedback[1:] == [(ident, "wrong_figure", "figure")]
    assert talk.one(EditText).keyboard == ()
    assert "Tack" in talk.one(EditText).plain
