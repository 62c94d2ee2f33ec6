"""What comes of an activity, and how it is shown: Teams as a platform whose events outlive the process."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from bot.channels.teamchat.answering import respond
from bot.channels.teamchat.blocks import Words
from bot.channels.teamchat.presses import press
from bot.channels.teamchat.shown import Can, Offer, Shown
from bot.channels.teams.activity import Activity
from bot.channels.teams.cards import TYPE, cards_of, plain_of, summary_of
from bot.channels.teams.connector import Call, Connector
from bot.config import Settings
from bot.conversing import Speaker
from bot.delivery.fate import Fate
from bot.delivery.platform import Desk
from bot.texts import say
from knowledge.model import Language

CHANNEL = "teams"
AGAIN = "teams_again"
"""Kind of token of messages to be sent once more: calls without their chat."""
_AGAIN_VERB = "again"
_READ_SWEDISH = ("sv", "nb", "nn", "no", "da")
"""Languages of a Teams whose owner is addressed in Swedish where nothing else tells; others are in English."""


class Teams:
    """Teams as the delivery sees it; a `Platform`. Its actions are `Call`s as JSON."""

    def __init__(
        self,
        channel: str,
        connector: Connector,
        settings: Settings,
        can: Can,
        speaker: Callable[..., Speaker],
    ) -> None:
        """Begin.

        Args:
            channel: the bot's name in the state database.
            connector: does calls.
            settings: how the bot is set up.
            can: what Teams can show.
            speaker: makes a person of channel, user and conversation (`Conversing.speaker`).
        """
        self._channel = channel
        self._connector = connector
        self._settings = settings
        self._can = can
        self._speaker = speaker

    @property
    def channel(self) -> str:
        """The bot's name in the state database."""
        return self._channel

    def plan(self, content: str, desk: Desk) -> Sequence[str]:
        """Work out what is shown for an activity: first that it is being written, then the cards."""
        activity = Activity.from_json(content)
        if activity.kind == "message" and not (activity.personal or activity.mentioned or activity.verb):
            return ()
        speaker = self._who(activity)
        replaced = ""
        if activity.kind == "joined":
            shown = self._hello(activity, speaker, desk)
        elif activity.verb == _AGAIN_VERB:
            return self._again(activity, speaker, desk)
        elif activity.verb:
            shown = press(activity.verb, activity.token, speaker, desk, self._can)
            replaced = activity.reply_to if shown.replaces else ""
        elif not activity.text and not activity.personal:
            shown = self._hello(activity, speaker, desk)
        else:
            shown = respond(activity.text, speaker, desk, self._can, self._settings)
        return [*self._typing(activity), *self._calls(activity, shown, replaced)]

    def sorry(self, content: str, desk: Desk, ident: str) -> Sequence[str]:  # noqa: ARG002
        """An apology with the id that the log has."""
        activity = Activity.from_json(content)
        language = self._language(activity)
        words = Words("text", say(language, "command.internal_error", id=ident))
        return self._calls(activity, Shown(language, (words,)))

    def notice(self, content: str, desk: Desk, unknown: Sequence[str]) -> Sequence[str]:
        """That it is not known whether an answer came, with a button that shows it again."""
        activity = Activity.from_json(content)
        calls = [json.loads(each) for each in unknown]
        kept = [{"content": each["content"], "plain": each["plain"]} for each in calls if each["method"] != "TYPING"]
        if not kept:
            return ()
        speaker = self._who(activity)
        token = desk.session.issue(AGAIN, {"calls": kept}, speaker.person)
        language = speaker.language
        offer = Offer(_AGAIN_VERB, token, say(language, "delivery.again"))
        words = Words("text", say(language, "delivery.uncertain"))
        return self._calls(activity, Shown(language, (words,), (offer,)))

    def repeatable(self, action: str) -> bool:
        """Whether an action can be done twice without being seen twice: only that something is being written."""
        return bool(json.loads(action)["method"] == "TYPING")

    async def do(self, action: str) -> Fate:
        """Do an action."""
        call = Call(**json.loads(action))
        if call.method == "TYPING":
            await self._connector.hint(Call("POST", call.service_url, call.conversation, "", call.content))
            return Fate.DONE
        return await self._connector.do(call)

    def _who(self, activity: Activity) -> Speaker:
        """Who wrote or pressed, and in which conversation: one person's in one chat and thread."""
        addressed = self._language(activity)
        return self._speaker(CHANNEL, activity.user, activity.conversation, addressed=addressed)

    def _language(self, activity: Activity) -> Language:
        """The language in which a person is addressed where nothing else tells."""
        if self._settings.language is not None:
            return self._settings.language
        code = activity.locale.split("-")[0].lower()
        return "sv" if not code or code in _READ_SWEDISH else "en"

    def _hello(self, activity: Activity, speaker: Speaker, desk: Desk) -> Shown:
        """A greeting: with questions to try where nobody else reads it; else how to speak to the bot."""
        if activity.personal:
            return respond("", speaker, desk, self._can, self._settings)
        words = say(speaker.language, "teams.hello_group", name=activity.name or "Siffersvar")
        return Shown(speaker.language, (Words("text", words),))

    def _again(self, activity: Activity, speaker: Speaker, desk: Desk) -> Sequence[str]:
        """Show once more what may not have come, in the chat in which that is asked, in place of the notice."""
        token = desk.session.redeem(activity.token)
        if token is None or token.kind != AGAIN:
            words = Words("text", say(speaker.language, "telegram.expired"))
            return self._calls(activity, Shown(speaker.language, (words,)))
        kept: list[dict[str, Any]] = list(token.payload["calls"])
        first = self._call(activity, kept[0]["content"], kept[0]["plain"], activity.reply_to)
        return [first, *(self._call(activity, each["content"], each["plain"]) for each in kept[1:])]

    def _typing(self, activity: Activity) -> list[str]:
        """That something is being written; channels do not show it."""
        if activity.scope == "channel":
            return []
        content = {"type": "typing"}
        call = Call("TYPING", activity.service_url, activity.conversation, "", content)
        return [json.dumps(asdict(call))]

    def _calls(self, activity: Activity, shown: Shown, replaced: str = "") -> list[str]:
        """What is shown, as calls; the first takes the place of a message, where one is to be replaced."""
        calls = []
        for number, card in enumerate(cards_of(shown)):
            content = message_of(card, summary_of(shown))
            calls.append(self._call(activity, content, plain_of(shown) if number == 0 else "", replaced))
            replaced = ""
        return calls

    def _call(self, activity: Activity, content: dict[str, Any], plain: str, replaced: str = "") -> str:
        """A message, as the call that shows it."""
        method = "PUT" if replaced else "POST"
        call = Call(method, activity.service_url, activity.conversation, replaced, content, plain)
        return json.dumps(asdict(call), ensure_ascii=False)


def message_of(card: dict[str, Any], summary: str) -> dict[str, Any]:
    """A message that holds a card."""
    return {
        "type": "message",
        "summary": summary,
        "attachments": [{"contentType": TYPE, "content": card}],
    }
