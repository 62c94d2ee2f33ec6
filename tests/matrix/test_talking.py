"""What people see who talk to the bot on a real homeserver."""

from __future__ import annotations

from tests.matrix.people import Event, Person
from tests.matrix.running import Running

SKANE = "398,3 miljoner kronor"


def body(event: Event) -> str:
    """What an event says, with the hard spaces of numbers as plain ones."""
    return str(event["content"]["body"]).replace("\u00a0", " ")


def room_with(bot: Running, kim: Person, *others: Person, direct: bool = False) -> str:
    """A room in which the bot has joined and greeted."""
    room = kim.room(bot.user, *(other.user for other in others), direct=direct)
    for other in others:
        other.join(room)
    kim.answers(bot.user, room, 1)
    return room


def test_a_mention_is_answered(bot: Running, kim: Person, robin: Person) -> None:
    """Invited, the bot joins and says how to speak to it; a mention is answered as a reply, and nothing else is."""
    room = room_with(bot, kim, robin)
    assert bot.user in kim.members(room)
    kim.say(room, "hur mycket fick Skåne i sektorsbidrag?")
    question = kim.mention(room, bot.user, "hur mycket fick Skåne i sektorsbidrag?")
    answer = kim.answers(bot.user, room, 2)[1]
    assert SKANE in body(answer)
    assert "Källa" in body(answer)
    content = answer["content"]
    assert content["msgtype"] == "m.notice"
    assert content["m.relates_to"] == {"m.in_reply_to": {"event_id": question}}
    assert content["m.mentions"] == {"user_ids": [kim.user]}
    assert content["format"] == "org.matrix.custom.html"
    assert "<b>" in content["formatted_body"]
