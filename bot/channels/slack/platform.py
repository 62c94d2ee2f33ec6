"""Slack as a platform that `bot.delivery` serves: what comes of its requests, and how that is done."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.channels.slack.actions import Home, Replace, Say, UnknownActionError, Upload, from_json, to_json
from bot.channels.slack.blocks import Button, buttons, section
from bot.channels.slack.desk import Desk, Me, asker_of
from bot.channels.slack.heard import OPTION, Heard
from bot.channels.slack.heard import from_json as heard_of
from bot.channels.slack.keyboards import AGAIN
from bot.channels.slack.markup import escaped
from bot.channels.slack.planning import plan
from bot.channels.slack.send import Sender
from bot.charts import Picture
from bot.config import Settings
from bot.delivery.fate import Fate
from bot.delivery.platform import Desk as Given
from bot.texts import say

logger = logging.getLogger("siffersvar.slack")


@dataclass(frozen=True, slots=True)
class Slack:
    """Plans and does.

    Attributes:
        channel: the app's name in the state database.
        me: who the bot is.
        sender: does actions.
        settings: how the bot is set up.
        hashed: makes keyed hashes of ids.
        draw: draws a picture as PNG.
        shown_to_all: whether everybody in a channel sees what the command answers.
    """

    channel: str
    me: Me
    sender: Sender
    settings: Settings
    hashed: Callable[..., str]
    draw: Callable[[Picture], bytes]
    shown_to_all: bool = False

    def plan(self, content: str, desk: Given) -> Sequence[str]:
        """Work out what is to be done about a request, in a thread."""
        heard, made = self._at(content, desk)
        plan(heard, made)
        return [to_json(action) for action in made.actions]

    def sorry(self, content: str, desk: Given, ident: str) -> Sequence[str]:
        """An apology with the id that the log has; none for what was not said to the bot."""
        heard, made = self._at(content, desk)
        if heard.kind in ("overheard", "home"):
            return []
        asker = asker_of(heard, made)
        asker.tell(made, say(asker.language, "command.internal_error", id=ident))
        return [to_json(action) for action in made.actions]

    def notice(self, content: str, desk: Given, unknown: Sequence[str]) -> Sequence[str]:
        """Say that it is not known whether an answer came, with a button that shows it again."""
        heard, made = self._at(content, desk)
        asker = asker_of(heard, made)
        actions = [to_json(each) for each in map(_nowhere, unknown) if each is not None]
        if not actions:
            return []
        token = desk.session.issue(AGAIN, {"actions": actions, "by": asker.speaker.person}, asker.speaker.person)
        words = say(asker.language, "delivery.uncertain")
        press = Button(say(asker.language, "delivery.again"), OPTION, token)
        asker.send(made, escaped(words), [*section(words), *buttons(press)])
        return [to_json(action) for action in made.actions]

    def repeatable(self, action: str) -> bool:
        """Whether an action can be done twice without being seen twice."""
        try:
            return isinstance(from_json(action), Replace | Home)
        except UnknownActionError:
            return True

    async def do(self, action: str) -> Fate:
        """Do an action once.

        Args:
            action: what to do.

        Returns:
            What became of it.

        Raises:
            EndedError: the token counts no more.
        """  # noqa: DOC502  (raised by what is called)
        try:
            made = from_json(action)
        except UnknownActionError as error:
            logger.error("%s", error)  # noqa: TRY400  (its words say it)
            return Fate.REFUSED
        return await self.sender.do(made)

    def _at(self, content: str, desk: Given) -> tuple[Heard, Desk]:
        """A request and its desk."""
        made = Desk(
            desk.service,
            self.settings,
            desk.session,
            desk.now,
            self.hashed,
            self.draw,
            self.me,
            self.shown_to_all,
        )
        return heard_of(content), made


def _nowhere(action: str) -> Say | Upload | None:
    """An action without the ids of a person and a channel; None for one that need not be done again."""
    made = from_json(action)
    return replace(made, channel="", user="", thread="", url="") if isinstance(made, Say | Upload) else None
