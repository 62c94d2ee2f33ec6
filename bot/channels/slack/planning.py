"""What comes of one request of Slack's, and who answers it."""

from __future__ import annotations

from bot.channels.slack.answering import answer, slowed
from bot.channels.slack.commands import home, obeyed
from bot.channels.slack.desk import Asker, Desk, asker_of
from bot.channels.slack.heard import Heard
from bot.channels.slack.incoming import names
from bot.channels.slack.markup import said
from bot.channels.slack.presses import press
from bot.message import Message


def plan(heard: Heard, desk: Desk) -> None:
    """Put on the desk all that is to be done about a request; nothing for one that is not for the bot.

    Args:
        heard: what was said or done.
        desk: what the answer is worked out with.
    """
    asker = asker_of(heard, desk)
    if heard.kind == "press":
        press(asker, desk)
    elif heard.kind == "home":
        home(asker, desk)
    else:
        text = said(heard.text)
        named = heard.kind != "overheard" or names(heard.text, desk.me.user)
        if not (named or _goes_on(text, asker, desk)) or slowed(asker, desk):
            return
        if not obeyed(text, asker, desk):
            shown = heard.kind == "command" and not asker.private
            answer(text, asker, desk, asked=asker.say("asked", question=text) if shown else "")


def _goes_on(text: str, asker: Asker, desk: Desk) -> bool:
    """Whether what was said in a thread without naming the bot goes on with what this person asked it there.

    What names others, or is no question that has an answer, is left to the people who talk there.

    Returns:
        Whether it is answered.
    """
    memory = desk.session.memory(asker.speaker.conversation)
    if not text or "<@" in asker.heard.text or not (memory.turns or asker.heard.begins):
        return False
    speaker = asker.speaker
    message = Message(text, speaker.conversation, speaker.channel, speaker.person, speaker.chosen, desk.day)
    reply, _ = desk.service.answer_with(message, memory)
    return bool(reply.data["figures"] or reply.data["citations"] or reply.choices)
