"""Talks to `plan()` as Telegram does: updates made from JSON, the actions checked as strictly as Telegram would."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import telegram

from bot.channels.telegram.actions import Action, AnswerCallback, Button, EditText, Keyboard, SendText
from bot.channels.telegram.desk import Desk, Me
from bot.channels.telegram.planning import plan
from bot.config import Settings
from bot.service import Service
from tests.telegram.markup import check
from tests.telegram.remembering import Remembering

ME = Me(7_000_000_001, "SiffersvarBot")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ANNA, BO = 5_551_110_001, 5_551_110_002
GROUP, CHANNEL = -1_001_234_567_890, -1_009_876_543_210
BOT_USER = {"id": ME.ident, "is_bot": True, "first_name": "Siffersvar", "username": ME.username}

_Kind = TypeVar("_Kind", bound=Action)


def user(ident: int, code: str | None = "sv") -> dict[str, Any]:
    """A person."""
    return {"id": ident, "is_bot": False, "first_name": "Någon", **({"language_code": code} if code else {})}


def chat(ident: int) -> dict[str, Any]:
    """A chat: private for a person's id."""
    if ident == CHANNEL:
        return {"id": ident, "type": "channel", "title": "Kanal"}
    return {"id": ident, "type": "private"} if ident > 0 else {"id": ident, "type": "supergroup", "title": "Grupp"}


class Talk:
    """A bot's state, and what it did last."""

    def __init__(self, service: Service, settings: Settings | None = None) -> None:
        """Begin with nothing said."""
        self.service = service
        self.settings = settings or Settings()
        self.session = Remembering((ANNA, BO, GROUP, CHANNEL))
        self.now = NOW
        self.actions: list[Action] = []
        self._next = 100

    def update(self, **fields: Any) -> list[Action]:
        """What comes of an update."""
        self._next += 1
        desk = Desk(self.service, self.settings, ME, self.session, self.now, _hashed)
        made = telegram.Update.de_json({"update_id": self._next, **fields}, None)
        assert made is not None
        plan(made, desk)
        for action in desk.actions:
            check(action)
        self.actions = desk.actions
        return desk.actions

    def message(self, text: str | None, sender: int = ANNA, place: int | None = None, **more: Any) -> dict[str, Any]:
        """A message as JSON; `code` is the phone's language."""
        self._next += 1
        made = {
            "message_id": self._next,
            "date": int(self.now.timestamp()),
            "chat": chat(place or sender),
            "from": user(sender, more.pop("code", "sv")),
            **({} if text is None else {"text": text}),
            **more,
        }
        return {key: value for key, value in made.items() if value is not None}

    def say(self, text: str | None, sender: int = ANNA, place: int | None = None, **more: Any) -> list[Action]:
        """What comes of a message."""
        return self.update(message=self.message(text, sender, place, **more))

    def ask(self, text: str, sender: int = ANNA, place: int | None = None, **more: Any) -> SendText:
        """The one message that answers a message."""
        return self.one(SendText, self.say(text, sender, place, **more))

    def press(self, button: Button, sender: int = ANNA, place: int | None = None, **more: Any) -> list[Action]:
        """What comes of a press on a button; `under` is the keyboard that stands there."""
        assert button.data is not None
        return self.press_data(button.data, sender, place, **more)

    def press_data(self, data: str, sender: int = ANNA, place: int | None = None, **more: Any) -> list[Action]:
        """What comes of a press with any data."""
        under = more.pop("under", ())
        message = self.message("…", sender, place, **more)
        message["from"] = BOT_USER
        message["reply_markup"] = {"inline_keyboard": markup(under)} if under else None
        query = {
            "id": f"q{self._next}",
            "from": user(sender, more.get("code", "sv")),
            "message": {key: value for key, value in message.items() if value is not None},
            "chat_instance": "1",
            "data": data,
        }
        actions = self.update(callback_query=query)
        answered = [action for action in actions if isinstance(action, AnswerCallback)]
        assert [action.query for action in answered] == [query["id"]]
        return actions

    def later(self, **more: float) -> None:
        """Let time go by."""
        self.now += timedelta(**more)

    def one(self, kind: type[_Kind], actions: Sequence[Action] | None = None) -> _Kind:
        """The only action of a kind."""
        (found,) = [action for action in (self.actions if actions is None else actions) if isinstance(action, kind)]
        return found

    def all(self, kind: type[_Kind]) -> list[_Kind]:
        """The actions of a kind that were planned last."""
        return [action for action in self.actions if isinstance(action, kind)]


def markup(keyboard: Keyboard) -> list[list[dict[str, Any]]]:
    """A keyboard as Telegram gives it back."""
    return [
        [
            {"text": button.text, **({"callback_data": button.data} if button.data else {"url": button.url})}
            for button in row
        ]
        for row in keyboard
    ]


def button(action: SendText | EditText, verb: str) -> Button:
    """The button of a message that does something; `verb` is that of its data, or "shr" for the link."""
    assert verb in verbs(action), action.plain
    return next(each for row in action.keyboard for each in row if (each.data or "shr").split(":")[0] == verb)


def verbs(action: SendText | EditText) -> list[str]:
    """What the buttons of a message do."""
    return [(each.data or "shr").split(":")[0] for row in action.keyboard for each in row]


def _hashed(*parts: object) -> str:
    """What stands for a keyed hash."""
    return f"#{hash(parts) & 0xFFFFFFFF:08x}"
