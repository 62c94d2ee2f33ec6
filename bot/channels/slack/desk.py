"""What planning an answer on Slack works with, and who is answered where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.channels.slack.actions import Action, Block, Replace, Say
from bot.channels.slack.blocks import messages, section
from bot.channels.slack.heard import Heard
from bot.channels.slack.markup import escaped
from bot.charts import Picture
from bot.config import Settings
from bot.conversing import Speaker
from bot.day import day_of
from bot.service import Service
from bot.state.session import Session
from bot.texts import say
from knowledge.model import Language

CHANNEL = "slack"
RESPONDED = 29 * 60.0
"""Seconds for which responses can be posted to the address that came with a command or a button, less one minute."""


@dataclass(frozen=True, slots=True)
class Me:
    """Who the bot is on Slack: its workspace and its own user."""

    team: str
    user: str


@dataclass(slots=True)
class Desk:
    """One request's desk: what it may ask, read and write, and the actions that it comes to.

    Attributes:
        service: answers questions; its own memory is not used, the session's is.
        settings: how the bot is set up.
        session: the state, in the transaction in which the actions are kept too.
        now: the time at which the request is handled, UTC.
        hashed: makes the keyed hash under which the parts of an id are known.
        draw: draws a picture as PNG.
        me: who the bot is.
        shown_to_all: whether everybody in a channel sees what the command answers.
        actions: what is to be done, in order.
    """

    service: Service
    settings: Settings
    session: Session
    now: datetime
    hashed: Callable[..., str]
    draw: Callable[[Picture], bytes]
    me: Me
    shown_to_all: bool = False
    actions: list[Action] = field(default_factory=list)

    @property
    def day(self) -> date:
        """The day in Sweden, by which "i år" is understood."""
        return day_of(self.now)

    def do(self, action: Action) -> None:
        """Have something done when the plan is kept."""
        self.actions.append(action)


@dataclass(frozen=True, slots=True)
class Asker:
    """A person, and where they are answered.

    Attributes:
        heard: what they said or did.
        speaker: who they are, by keyed hashes.
        channel: the channel of the answer; the person, for their conversation with the bot.
        thread: the thread of the answer.
        until: up to when responses can be posted to the address that came with the request, seconds since 1970.
        private: whether answers are shown to this person alone.
    """

    heard: Heard
    speaker: Speaker
    channel: str
    thread: str
    until: float
    private: bool

    @property
    def language(self) -> Language:
        """The language in which they are addressed."""
        return self.speaker.language

    def say(self, key: str, **values: object) -> str:
        """A text of the section `slack` in their language."""
        return say(self.language, f"slack.{key}", **values)

    def send(self, desk: Desk, text: str, blocks: Sequence[Block], *, private: bool | None = None) -> None:
        """Have them sent something, in as many messages as it needs.

        Args:
            desk: takes the actions.
            text: what notifications and screen readers say, as mrkdwn.
            blocks: what is seen.
            private: whether it is shown to this person alone, where it is not as all answers to them.
        """
        hidden = self.private if private is None else private
        alone = hidden and not (self.heard.direct and not self.heard.hidden)
        # What one person alone sees in a thread that nobody has begun yet, Slack shows to nobody.
        thread = self.heard.thread if alone else self.thread
        for part in messages(blocks):
            desk.do(
                Say(
                    self.channel,
                    self.heard.user,
                    text,
                    part,
                    thread=thread,
                    private=alone,
                    url=self.heard.url,
                    until=self.until,
                )
            )

    def tell(self, desk: Desk, words: str, *, private: bool | None = None) -> None:
        """Have them sent some words."""
        self.send(desk, escaped(words), section(words), private=private)

    def replace(self, desk: Desk, blocks: Sequence[Block] = (), text: str = "") -> None:
        """Put something in the place of the message whose button was pressed; without blocks it is taken away."""
        if self.heard.url:
            desk.do(Replace(self.heard.url, self.until, text, tuple(blocks)))


def asker_of(heard: Heard, desk: Desk) -> Asker:
    """Who said or did something, and where they are answered.

    In a channel an answer stands in the thread of its question, and each person has a conversation of their own in each
    thread. With the bot alone a person has one conversation, and so they have by commands in one channel.

    Args:
        heard: what was said or done.
        desk: knows the person.

    Returns:
        The person there.
    """
    private = heard.kind == "press" and heard.hidden
    if heard.kind == "command":
        private = heard.direct or not desk.shown_to_all
    thread = heard.thread
    if not thread and not heard.direct and not heard.hidden:
        thread = heard.ts
    place = ("direct",) if heard.direct else (heard.channel, thread)
    person = desk.hashed("person", CHANNEL, heard.user)
    known = desk.session.language(person) or desk.settings.language
    conversation = desk.hashed("conversation", CHANNEL, *place, heard.user)
    speaker = Speaker(CHANNEL, person, conversation, known, known or "sv")
    return Asker(heard, speaker, heard.channel or heard.user, thread, desk.now.timestamp() + RESPONDED, private)
