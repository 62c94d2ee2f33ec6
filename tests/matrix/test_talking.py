"""What people see who talk to the bot on a real homeserver."""

from __future__ import annotations

import json

import pytest

from tests.matrix.people import Event, Person
from tests.matrix.running import Running
from tests.matrix.talk import QUESTION, SKANE, body, room_with, same


def last(bot: Running, kim: Person, room: str, many: int) -> Event:
    """The last of so many things that the bot said, which then says nothing more."""
    found = kim.answers(bot.user, room, many)
    assert len(found) == many
    return found[-1]


def test_a_mention_is_answered(bot: Running, kim: Person, robin: Person) -> None:
    """Invited, the bot joins and says how to speak to it; a mention is answered as a reply, and nothing else is."""
    room = room_with(bot, kim, robin)
    assert bot.user in kim.members(room)
    kim.say(room, QUESTION)
    question = kim.mention(room, bot.user, QUESTION)
    answer = last(bot, kim, room, 2)
    assert SKANE in body(answer)
    assert "Källa" in body(answer)
    content = answer["content"]
    assert content["msgtype"] == "m.notice"
    assert content["m.relates_to"] == {"m.in_reply_to": {"event_id": question}}
    assert content["m.mentions"] == {"user_ids": [kim.user]}
    assert content["format"] == "org.matrix.custom.html"
    assert "<b>Skåne fick 398,3" in content["formatted_body"]
    same(answer)


@pytest.mark.parametrize("how", ["name", "at", "id", "pill", "meant"])
def test_however_the_bot_is_named(bot: Running, kim: Person, robin: Person, how: str) -> None:
    """By its display name, its id, a link, or a client that says whom a message mentions."""
    room = room_with(bot, kim, robin)
    link = f'<a href="https://matrix.to/#/{bot.user}">boten</a> {QUESTION}'
    said: dict[str, tuple[str, dict[str, object]]] = {
        "name": (f"siffersvar, {QUESTION}", {}),
        "at": (f"{QUESTION} @Siffersvar", {}),
        "id": (f"{bot.user}: {QUESTION}", {}),
        "pill": (f"boten {QUESTION}", {"format": "org.matrix.custom.html", "formatted_body": link}),
        "meant": (QUESTION, {"m.mentions": {"user_ids": [bot.user]}}),
    }
    text, content = said[how]
    kim.say(room, text, **content)
    assert SKANE in body(last(bot, kim, room, 2))


def test_in_a_thread_the_answer_stands_in_it(bot: Running, kim: Person, robin: Person) -> None:
    """A question in a thread is answered there, and a follow-up is understood there, not beside it (failure 21)."""
    room = room_with(bot, kim, robin)
    root = robin.say(room, "nu ska vi prata pengar")
    relation = {"m.relates_to": {"rel_type": "m.thread", "event_id": root}}
    question = kim.mention(room, bot.user, QUESTION, **relation)
    answer = last(bot, kim, room, 2)
    assert answer["content"]["m.relates_to"] == {
        "rel_type": "m.thread", "event_id": root, "is_falling_back": True, "m.in_reply_to": {"event_id": question},
    }  # fmt: skip
    kim.mention(room, bot.user, "och Uppsala?", **relation)
    assert "Uppsala" in body(last(bot, kim, room, 3))
    kim.mention(room, bot.user, "och Uppsala?")
    assert "miljoner kronor" not in body(last(bot, kim, room, 4))


def test_alone_everything_is_answered(bot: Running, kim: Person) -> None:
    """Where nobody else is, no mention is needed, and answers are no replies; a follow-up goes on."""
    room = room_with(bot, kim, direct=True)
    kim.say(room, QUESTION)
    answer = last(bot, kim, room, 2)
    assert SKANE in body(answer)
    assert "m.relates_to" not in answer["content"]
    assert answer["content"]["m.mentions"] == {}
    kim.say(room, "och Uppsala?")
    assert "Uppsala" in body(last(bot, kim, room, 3))


def test_members_of_a_group_do_not_share_a_memory(bot: Running, kim: Person, robin: Person) -> None:
    """A follow-up goes on with what the same person asked, not with somebody else's question (failure 21)."""
    room = room_with(bot, kim, robin)
    kim.mention(room, bot.user, QUESTION)
    last(bot, kim, room, 2)
    robin.mention(room, bot.user, "och Uppsala?")
    assert "miljoner kronor" not in body(last(bot, kim, room, 3))
    kim.mention(room, bot.user, "och Uppsala?")
    answer = body(last(bot, kim, room, 4))
    assert "Uppsala" in answer
    assert "miljoner kronor" in answer


@pytest.mark.parametrize("by", ["number", "words", "reaction"])
def test_a_question_back(bot: Running, kim: Person, by: str) -> None:
    """Its options have numbers; the number, the option's words and a reaction with the number choose one."""
    room = room_with(bot, kim, direct=True)
    kim.say(room, "resultat")
    asked = last(bot, kim, room, 2)
    same(asked)
    options = [line.partition(". ")[2] for line in body(asked).splitlines() if line[:1].isdigit()]
    assert len(options) >= 2
    assert f"<li>{options[1].split()[0]}" in asked["content"]["formatted_body"].replace("\u00a0", " ")
    if by == "reaction":
        kim.react(room, asked["event_id"], "2️⃣")
    else:
        kim.say(room, "2" if by == "number" else options[1])
    answer = body(last(bot, kim, room, 3))
    assert "Källa" in answer or "2. " in answer
    assert answer != body(asked)


def test_a_bare_number_in_a_group(bot: Running, kim: Person, robin: Person) -> None:
    """Whoever was asked back may answer with the number alone; a number of others is none of the bot's."""
    room = room_with(bot, kim, robin)
    kim.mention(room, bot.user, "resultat")
    asked = last(bot, kim, room, 2)
    robin.say(room, "1")
    robin.react(room, asked["event_id"], "1️⃣")
    kim.say(room, "1")
    answer = last(bot, kim, room, 3)
    assert answer["content"]["m.mentions"] == {"user_ids": [kim.user]}


def test_an_edited_question_gets_its_answer_edited(bot: Running, kim: Person, robin: Person) -> None:
    """The answer changes in its place, and a second time; a message that is edited into a question gets one."""
    room = room_with(bot, kim, robin)
    mention = {"m.mentions": {"user_ids": [bot.user]}}
    question = kim.say(room, f"Siffersvar: {QUESTION}", **mention)
    answer = last(bot, kim, room, 2)
    for many, region in ((3, "Uppsala"), (4, "Halland")):
        kim.edit(room, question, f"Siffersvar: {QUESTION.replace('Skåne', region)}", **mention)
        edit = last(bot, kim, room, many)["content"]
        assert edit["m.relates_to"] == {"rel_type": "m.replace", "event_id": answer["event_id"]}
        assert region in edit["m.new_content"]["body"]
        assert region in edit["m.new_content"]["formatted_body"]
    chat = kim.say(room, "hur mycket fick Gotland i sektorsbidrag?")
    kim.edit(room, chat, "Siffersvar: hur mycket fick Gotland i sektorsbidrag?", **mention)
    late = last(bot, kim, room, 5)
    assert "Gotland" in body(late)
    assert late["content"]["m.relates_to"] == {"m.in_reply_to": {"event_id": chat}}


def test_nobody_changes_what_another_asked(bot: Running, kim: Person, robin: Person) -> None:
    """An edit by somebody else than the writer is no edit."""
    room = room_with(bot, kim, robin)
    question = kim.mention(room, bot.user, QUESTION)
    last(bot, kim, room, 2)
    robin.edit(room, question, "Siffersvar: sektorsbidrag Halland", **{"m.mentions": {"user_ids": [bot.user]}})
    kim.mention(room, bot.user, "sektorsbidrag Gotland")
    assert "Gotland" in body(last(bot, kim, room, 3))


@pytest.mark.parametrize("by", ["diagram", "📊"])
def test_a_chart(bot: Running, kim: Person, by: str) -> None:
    """A word or a reaction has the picture of an answer, with a text that says the same."""
    room = room_with(bot, kim, direct=True)
    kim.say(room, "topp fem sektorsbidrag")
    answer = last(bot, kim, room, 2)
    assert "<table>" in answer["content"]["formatted_body"]
    same(answer)
    if by == "📊":
        kim.react(room, answer["event_id"], by)
    else:
        kim.say(room, by)
    content = last(bot, kim, room, 3)["content"]
    assert content["msgtype"] == "m.image"
    assert content["filename"].endswith(".png")
    assert len(content["body"]) > 40
    assert content["info"]["mimetype"] == "image/png"
    picture = kim.download(content["url"])
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert len(picture) == content["info"]["size"]
    assert int.from_bytes(picture[16:20], "big") == content["info"]["w"] > 300


def test_more_of_an_answer(bot: Running, kim: Person) -> None:
    """Where it stands, its table, the table as files, all regions."""
    room = room_with(bot, kim, direct=True)
    kim.say(room, QUESTION)
    last(bot, kim, room, 2)
    kim.say(room, "Källa?")
    source = last(bot, kim, room, 3)
    assert "398 262 434" in body(source)
    assert "<blockquote>" in source["content"]["formatted_body"]
    same(source)
    kim.say(room, "tabell")
    table = last(bot, kim, room, 4)
    assert "<table><thead>" in table["content"]["formatted_body"]
    same(table)
    for many, word in ((5, "csv"), (6, "excel")):
        kim.say(room, word)
        file = last(bot, kim, room, many)["content"]
        assert file["msgtype"] == "m.file"
        content = kim.download(file["url"])
        assert len(content) == file["info"]["size"]
        assert (b"398262434" in content) if word == "csv" else content.startswith(b"PK")
    kim.say(room, "alla regioner")
    assert "Gotland" in body(last(bot, kim, room, 7))


def test_help_about_and_forgetting(bot: Running, kim: Person) -> None:
    """The bot says what it is and what it keeps, and forgets at a word what it remembers."""
    room = room_with(bot, kim, direct=True)
    for many, (word, told) in enumerate([("hjälp", "glöm mig"), ("om", "30 minuter")], 2):
        kim.say(room, word)
        assert told in body(last(bot, kim, room, many))
    kim.say(room, QUESTION)
    last(bot, kim, room, 4)
    kim.say(room, "glöm mig")
    last(bot, kim, room, 5)
    kim.say(room, "och Uppsala?")
    assert "miljoner kronor" not in body(last(bot, kim, room, 6))


def test_what_people_write_is_only_text(bot: Running, kim: Person) -> None:
    """Markup, calls to everybody and marks of direction in a question are shown as they are, or not at all (22)."""
    room = room_with(bot, kim, direct=True)
    kim.say(room, "vad är <b>x</b><script>alert(1)</script> & @room \u202eabc i Kiruna?")
    answer = last(bot, kim, room, 2)
    content = answer["content"]
    same(answer)
    assert "script>" not in content["formatted_body"]
    assert content["m.mentions"] == {}
    assert "\u202e" not in content["body"] + content["formatted_body"]


def test_what_is_no_text(bot: Running, kim: Person, robin: Person) -> None:
    """A picture is answered where the bot is alone with somebody; a notice of another bot, never."""
    alone, group = room_with(bot, kim, direct=True), room_with(bot, kim, robin)
    for room in (alone, group):
        picture = {"msgtype": "m.image", "body": "bild.png", "url": "mxc://example.test/abc"}
        kim.send(room, "m.room.message", picture)
        kim.send(room, "m.room.message", {"msgtype": "m.notice", "body": f"Siffersvar: {QUESTION}"})
        kim.send(room, "m.room.message", {"msgtype": "se.example.other", "body": QUESTION})
        kim.send(room, "m.sticker", {"body": "😀", "info": {}, "url": "mxc://example.test/abc"})
        kim.mention(room, bot.user, QUESTION)
    found = kim.answers(bot.user, alone, 3)
    assert "text" in body(found[1])
    assert SKANE in body(found[2])
    assert SKANE in body(last(bot, kim, group, 2))


def test_an_encrypted_room_gets_a_clear_word(bot: Running, kim: Person, robin: Person) -> None:
    """Invited to one the bot says that it cannot read it; alone each message there is told so, in a group once."""
    secret = {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "AAAA", "session_id": "x", "device_id": "y"}
    alone = kim.room(bot.user, direct=True, encrypted=True)
    assert "krypterat" in body(last(bot, kim, alone, 1))
    kim.send(alone, "m.room.encrypted", secret)
    assert "krypterat" in body(last(bot, kim, alone, 2))
    group = kim.room(bot.user, robin.user, encrypted=True)
    robin.join(group)
    assert "krypterat" in body(last(bot, kim, group, 1))
    for _ in range(3):
        robin.send(group, "m.room.encrypted", secret)
    kim.mention(group, bot.user, QUESTION)  # not encrypted
    assert SKANE in body(last(bot, kim, group, 2))


def test_encryption_that_is_turned_on_later(bot: Running, kim: Person, robin: Person) -> None:
    """Whoever turns it on is told that the bot reads nothing more."""
    room = room_with(bot, kim, robin)
    content = {"algorithm": "m.megolm.v1.aes-sha2"}
    kim.ask("PUT", f"/rooms/{room}/state/m.room.encryption", content)
    assert "krypterat" in body(last(bot, kim, room, 2))


def test_a_room_that_was_replaced(bot: Running, kim: Person, robin: Person) -> None:
    """The bot follows to the room that goes on, as to a group with a new id (failure 14)."""
    room = room_with(bot, kim, robin)
    kim.ask("PUT", f"/rooms/{room}/state/m.room.join_rules", {"join_rule": "public"})
    new = kim.ask("POST", f"/rooms/{room}/upgrade", {"new_version": "11"})["replacement_room"]
    kim.wait(lambda: bot.user in kim.members(new))
    robin.join(new)
    kim.mention(new, bot.user, QUESTION)
    kim.wait(lambda: any(SKANE in body(each) for each in kim.from_(bot.user, new)))


def test_a_question_is_shown_as_read(bot: Running, kim: Person) -> None:
    """A receipt stands at the question, and the bot is not shown as writing any more after its answer."""
    room = room_with(bot, kim, direct=True)
    wanted = json.dumps({"room": {"rooms": [room]}})
    question = kim.say(room, QUESTION)
    last(bot, kim, room, 2)

    def ephemeral(kind: str) -> list[Event]:
        info = kim.ask("GET", "/sync", filter=wanted)["rooms"]["join"][room]
        return [each["content"] for each in info["ephemeral"]["events"] if each["type"] == kind]

    kim.wait(lambda: any(bot.user in each.get(question, {}).get("m.read", {}) for each in ephemeral("m.receipt")))
    kim.wait(lambda: not any(bot.user in each["user_ids"] for each in ephemeral("m.typing")))


def test_a_person_removes_the_bot(bot: Running, kim: Person, robin: Person) -> None:
    """A room that it was put out of is left alone (failure 14); elsewhere it goes on."""
    room, other = room_with(bot, kim, robin), room_with(bot, kim, direct=True)
    kim.mention(room, bot.user, QUESTION)
    kim.ask("POST", f"/rooms/{room}/kick", {"user_id": bot.user})
    kim.say(other, QUESTION)
    assert SKANE in body(last(bot, kim, other, 2))
