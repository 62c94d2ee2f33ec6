"""What the buttons under an answer do, in a thread, alone with the bot, and under an answer that one person sees."""

from __future__ import annotations

from collections.abc import Callable

from bot.state import notes
from tests.fake_slack import BOT, FakeSlack, Message
from tests.slack.replica import Replica

QUESTION = "hur mycket fick Skåne i sektorsbidrag?"
AMBIGUOUS = "underskott"


def asked(bot: Replica, slack: FakeSlack, question: str = QUESTION) -> Message:
    """An answer in a thread to U0ANNA; U0BO is in the channel, too."""
    channel = slack.channel("U0ANNA", "U0BO")
    bot.mention(channel, "U0ANNA", question)
    return bot.answers(channel)[0]


def pressed(bot: Replica, answer: Message, user: str, label: str) -> Message:
    """What comes of a button."""
    before = len(bot.slack.answers(answer.channel))
    assert bot.press(answer, user, label).status_code == 200
    bot.settle()
    found = bot.slack.answers(answer.channel)
    assert len(found) == before + 1
    return found[-1]


def test_source(bot: Replica, slack: FakeSlack) -> None:
    """The source's title, file and place, and the words that hold the figure, in the same thread."""
    answer = asked(bot, slack)
    shown = pressed(bot, answer, "U0BO", "Källa")
    assert shown.thread == answer.thread
    assert "398 262 434" in shown.words
    assert "Fil: " in shown.words
    assert "Tabell 1, rad Skåne" in shown.words


def test_compare(bot: Replica, slack: FakeSlack) -> None:
    """The same of all regions."""
    shown = pressed(bot, asked(bot, slack), "U0BO", "Alla regioner")
    assert all(name in shown.words for name in ("Gotland", "Stockholm", "Norrbotten"))


def test_chart(bot: Replica, slack: FakeSlack) -> None:
    """A picture in the thread, with what is to be seen in it in words."""
    answer = asked(bot, slack)
    shown = pressed(bot, answer, "U0BO", "Diagram")
    file = slack.world.files[shown.file]
    assert shown.thread == answer.thread
    assert file.content is not None
    assert file.content.startswith(b"\x89PNG")
    assert file.name.endswith(".png")
    assert "Skåne" in file.alt
    assert "Sektorsbidrag" in file.title
    assert "Källa" in shown.text


def test_table_and_files(bot: Replica, slack: FakeSlack) -> None:
    """The table to be read, and under it buttons for the same as a file."""
    table = pressed(bot, asked(bot, slack, "sektorsbidrag alla regioner"), "U0BO", "Tabell")
    assert "Gotland" in table.words
    for label, begins in (("CSV", b"\xef\xbb\xbf"), ("Excel", b"PK")):
        file = slack.world.files[pressed(bot, table, "U0BO", label).file]
        assert file.content is not None
        assert file.content.startswith(begins)


def test_question_back(bot: Replica, slack: FakeSlack) -> None:
    """Who asked chooses, once: the buttons go, and the choice is answered; somebody else is told so, alone."""
    question = asked(bot, slack, AMBIGUOUS)
    label = next(iter(question.buttons))
    refused = pressed(bot, question, "U0BO", label)
    assert refused.only == "U0BO"
    assert question.buttons
    chosen = pressed(bot, question, "U0ANNA", label)
    assert "Källa" in chosen.words
    assert not question.buttons
    assert question.blocks


def test_wrong_figure(bot: Replica, slack: FakeSlack) -> None:
    """An opinion is noted for the editors, and whoever had it is thanked alone."""
    shown = pressed(bot, asked(bot, slack), "U0BO", "Fel siffra?")
    assert shown.only == "U0BO"
    assert [each.verdict for each in bot.state.read(notes.verdicts)] == ["wrong_figure"]


def test_forgotten(bot: Replica, slack: FakeSlack) -> None:
    """A button whose answer is not kept any more, and one that never was, say so to whoever pressed it."""
    answer = asked(bot, slack)
    for value in ("A" * 16, "x" * 2000, "'; DROP TABLE token"):
        before = len(slack.answers(answer.channel))
        bot.pressed(answer, "U0BO", {**answer.buttons["Källa"], "value": value})
        said = bot.answers(answer.channel, before + 1)[-1]
        assert said.only == "U0BO"
        assert "minns jag inte" in said.words


def test_pressed_twice(bot: Replica, slack: FakeSlack) -> None:
    """A button pressed twice by two people gives each what it shows; one press of which is told twice, once."""
    answer = asked(bot, slack)
    payload = {
        "type": "block_actions",
        "user": {"id": "U0BO"},
        "channel": {"id": answer.channel},
        "container": {"type": "message", "message_ts": answer.ts, "thread_ts": answer.thread},
        "trigger_id": "one press",
        "actions": [answer.buttons["Källa"]],
    }
    for _ in range(3):
        assert bot.interact(payload).status_code == 200
    bot.settle()
    assert len(slack.answers(answer.channel)) == 2


def test_alone_with_the_bot(bot: Replica, slack: FakeSlack) -> None:
    """Buttons in a direct message are answered there, outside threads."""
    bot.write("U0ANNA", QUESTION)
    answer = bot.answers(slack.direct("U0ANNA"))[0]
    shown = pressed(bot, answer, "U0ANNA", "Källa")
    assert not shown.thread
    assert not shown.only
    assert "Visa för alla" not in answer.buttons


def test_home(bot: Replica, slack: FakeSlack) -> None:
    """The bot's own tab says what can be asked, what is kept, and has questions to press."""
    assert bot.event({"type": "app_home_opened", "user": "U0ANNA", "channel": "D0ANNA", "tab": "home"}).is_success
    slack.wait_for(lambda: "U0ANNA" in slack.world.homes)
    home = Message("", "", BOT, "", slack.world.homes["U0ANNA"])
    assert "Hej!" in home.words
    assert "30 minuter" in home.words
    button = next(iter(home.buttons.values()))
    payload = {
        "type": "block_actions",
        "user": {"id": "U0ANNA"},
        "container": {"type": "view", "view_id": "V1"},
        "trigger_id": "home.1",
        "view": {"type": "home"},
        "actions": [button],
    }
    assert bot.interact(payload).status_code == 200
    assert "Källa" in bot.answers(slack.direct("U0ANNA"))[0].words
    assert bot.event({"type": "app_home_opened", "user": "U0ANNA", "tab": "messages"}).is_success
    bot.settle()
    assert len(slack.calls("views.publish")) == 1


def test_too_fast(start: Callable[..., Replica], slack: FakeSlack) -> None:
    """Who asks too fast is told for how long to wait, alone."""
    bot = start(SIFFERSVAR_QUESTIONS_PER_MINUTE="1")
    channel = slack.channel("U0ANNA")
    bot.mention(channel, "U0ANNA", QUESTION)
    bot.answers(channel)
    bot.mention(channel, "U0ANNA", QUESTION)
    said = bot.answers(channel, 2)[1]
    assert said.only == "U0ANNA"
    assert "för fort" in said.words.replace("lite fort", "för fort")
