"""Cards: what stands first, in which order, and that Slack takes every one of them."""

from __future__ import annotations

import json
import time

import pytest
import yaml

from bot.channels.slack import blocks as kit
from bot.channels.slack.actions import Home, Replace, Say, UnknownActionError, Upload, from_json, to_json
from bot.channels.slack.cards import blocks_of, fallback
from bot.channels.slack.evidence import evidence_of
from bot.channels.slack.incoming import LONGEST
from bot.channels.slack.markup import bold, escaped, said
from bot.message import Message, Reply
from bot.service import Service
from tests.fake_slack.blocks import check, control, texts
from tests.held import files


def reply_to(service: Service, question: str) -> Reply:
    """The reply to a question without any conversation."""
    return service.handle(Message(question, question, "test"))


def shape(reply: Reply) -> list[str]:
    """The kinds of the blocks of a card, of rich text which."""
    return [
        block["elements"][0]["type"].removeprefix("rich_text_") if block["type"] == "rich_text" else block["type"]
        for block in blocks_of(reply)
    ]


@pytest.mark.parametrize(
    ("question", "kinds", "first"),
    [
        ("hur mycket fick Skåne i sektorsbidrag", ["header", "section", "context"], "Skåne fick 398,3 miljoner"),
        ("topp fem sektorsbidrag", ["header", "context", "preformatted", "context"], "Sektorsbidrag till"),
        ("sektorsbidrag alla regioner", ["header", "context", "preformatted", "context"], "Sektorsbidrag till"),
        ("åtgärder", ["header", "section", "context"], "Åtgärder för en ekonomi i balans"),
        ("skillnaden mellan skåne och uppsala i sektorsbidrag", ["header", "section", "context"], "286 miljoner"),
    ],
)
def test_the_card(service: Service, question: str, kinds: list[str], first: str) -> None:
    """The figure, or the title of several, is large; then label, region and period; the source is last and small."""
    reply = reply_to(service, question)
    assert shape(reply) == kinds
    made = blocks_of(reply)
    assert made[0]["text"]["text"].replace("\u00a0", " ").startswith(first)
    assert "Källa: " in made[-1]["elements"][-1]["text"]


@pytest.mark.parametrize(
    ("question", "sign"),
    [
        ("stämmer det att Skåne fick 398,3 miljoner i sektorsbidrag", "✅ *Stämmer.*"),
        ("stämmer det att Skåne fick 400 miljoner i sektorsbidrag", "≈ *Stämmer ungefär.*"),
        ("stämmer det att Skåne fick 500 miljoner i sektorsbidrag", "❌ *Stämmer inte.*"),
        ("stämmer det att Skåne fick 500 miljoner i bidrag till bowlinghallar", "❔ *Går inte att belägga.*"),
    ],
)
def test_verdicts(service: Service, question: str, sign: str) -> None:
    """A verdict leads with its sign and word; the figure follows, large, where there is one."""
    made = blocks_of(reply_to(service, question))
    assert made[0]["text"]["text"] == sign
    assert (made[1]["type"] == "header") == ("belägga" not in sign)


def questions() -> list[str]:
    """What people ask, of each file some."""
    found = []
    for path in files():
        for entry in yaml.safe_load(path.read_text("utf-8"))[::25]:
            found += [turn["q"] for turn in entry.get("turns", [entry]) if "q" in turn][:1]
    return found


def test_every_card_is_taken(service: Service) -> None:
    """The cards of hundreds of questions, and their evidence, are what Slack takes; nobody is mentioned in any."""
    asked = questions()
    assert len(asked) > 100
    for question in asked:
        reply = reply_to(service, question)
        made = [*kit.messages(blocks_of(reply))]
        made += kit.messages(evidence_of(reply.data)) if reply.data["citations"] else []
        for message in made:
            sent = json.loads(json.dumps(message))
            check(sent)
            assert not any(control(text) for text, marked in texts(sent) if marked)
        assert not control(fallback(reply))


def test_a_card_that_is_too_long() -> None:
    """4 and 11: what does not fit into one message comes in several; what does not fit into a block, in several."""
    rows = "\n".join(f"{number:05d} &<> {'x' * 40}" for number in range(1000))
    made = [
        *kit.section(rows),
        *kit.preformatted(rows),
        *kit.context(rows),
        *kit.paragraph((rows, True), (rows, False)),
    ]
    parts = [*kit.messages([*made, *kit.header("h" * 151), *kit.header("h" * 150)])]
    assert len(parts) > 3
    for part in parts:
        check(json.loads(json.dumps(part)))
    read = "\n".join(text for part in parts for text, _ in texts(list(part)))
    assert all(read.count(f"{number:05d} &<>") == 5 for number in range(1000))


def test_one_word_that_is_too_long() -> None:
    """A word longer than a block takes is cut; nothing of it is lost."""
    word = "å" * 9000
    found = kit.section(word)
    assert "".join(block["text"]["text"] for block in found) == word
    check(json.loads(json.dumps(found)))


def test_nothing_to_say() -> None:
    """Empty words make no block, which Slack would refuse."""
    assert not [
        *kit.header(" "),
        *kit.section(""),
        *kit.context("\n"),
        *kit.preformatted(""),
        *kit.marked(""),
        *kit.buttons(),
    ]
    assert not kit.paragraph(("", True))
    assert not [*kit.messages([])]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<@U0BOT> hur mycket fick Skåne", "hur mycket fick Skåne"),
        ("<@U0BOT|siffersvar>, hur mycket", "hur mycket"),
        ("*Skåne* fick `500` ~mkr~", "Skåne fick 500 mkr"),
        ("*`Skåne`* och *hela landet*", "Skåne och hela landet"),
        ("_Skåne_ och 004_0eb9_txt", "Skåne och 004_0eb9_txt"),
        ("5 * 3 * 2", "5 * 3 * 2"),
        ("mer &gt; än &lt;b&gt; &amp; &amp;lt;", "mer > än <b> & &lt;"),
        ("se <https://scb.se/x|scb.se> och <http://x.se>", "se scb.se och http://x.se"),
        ("<mailto:a@b.se|a@b.se> <tel:+4681234|081234>", "a@b.se 081234"),
        ("<#C1|ekonomi> <!here> <!subteam^S1|@chefer> <!date^1^{date}|i går>", "ekonomi   i går"),
        ("<", "<"),
        ("", ""),
    ],
)
def test_what_slack_sends_is_read(written: str, read: str) -> None:
    """Names, links, entities and marks become the words that the person saw."""
    assert said(written) == read


@pytest.mark.parametrize("part", ["*", "*a ", "*a", "*~`", "* ", "<", "<a", " *a", " **a", " `xxxx", " _a"])
def test_what_slack_sends_is_read_fast(part: str) -> None:
    """22: no text of any length keeps the bot busy for long."""
    begun = time.process_time()
    said(part * (LONGEST // len(part)))
    assert time.process_time() - begun < 1.0


def test_escaped() -> None:
    """Words cannot begin a mention, a link or a mark, nor turn what follows around."""
    assert escaped("<!channel> & \u202e<@U1>") == "&lt;!channel&gt; &amp; &lt;@U1&gt;"
    assert bold("a*b <x>") == "*a\u2217b &lt;x&gt;*"


def test_actions_are_kept_whole() -> None:
    """What is planned comes back as it was from where it is kept; what is no action is refused."""
    block = {"type": "divider"}
    for action in (
        Say("C1", "U1", "å", (block,), "1.2", private=True, url="https://x", until=1.5),
        Replace("https://x", 1.0),
        Upload("C1", "U1", b"\x00\xff", "a.png", "t", "x", "e", alt="alt"),
        Home("U1", (block, block)),
    ):
        assert from_json(to_json(action)) == action
    for text in (
        "",
        "[]",
        "{}",
        '{"kind": "Nothing"}',
        '{"kind": "Say"}',
        '{"kind": "Home", "user": "U", "blocks": 7}',
    ):
        with pytest.raises(UnknownActionError):
            from_json(text)
