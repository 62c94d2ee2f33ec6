"""The fake Telegram itself: who and what there is, and what came of each request. One lock guards all of it."""

from __future__ import annotations

import time
from threading import Condition
from typing import Any

from tests.fake_bot_api.errors import RefusedError, bad_request, forbidden
from tests.fake_bot_api.model import JSON, Call, Chat, Person, Upload
from tests.fake_bot_api.params import Params
from tests.fake_bot_api.updates import UpdateQueue
from tests.fake_bot_api.webhook import Webhook

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1"  # noqa: S105 - the example of Telegram's documentation
SENDING = frozenset({"sendmessage", "sendphoto", "senddocument"})


class World:
    """One bot, its chats, and the log of its calls."""

    def __init__(self, token: str = TOKEN, username: str = "siffersvar_bot") -> None:
        """Begin with a bot and nobody to talk to."""
        self.token = token
        self.bot: JSON = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Siffersvar",
            "username": username,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": True,
        }
        self.changed = Condition()
        self.queue = UpdateQueue(self.changed)
        self.webhook = Webhook(self.queue)
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, Upload] = {}
        self.callbacks: dict[str, bool] = {}
        self.inlines: dict[str, bool] = {}
        self.commands: dict[tuple[str, str], list[JSON]] = {}
        self.descriptions: dict[tuple[str, str], str] = {}
        self.calls: list[Call] = []
        self.sent: list[Call] = []
        self._shared = 0
        self._counted = 0

    def count(self) -> int:
        """A number that was not given before."""
        with self.changed:
            self._counted += 1
            return self._counted

    def note(self, call: Call) -> None:
        """Put a call in the log, when it took effect or was refused."""
        with self.changed:
            call.done = time.monotonic()
            self.calls.append(call)
            if call.effective and call.method.lower() in SENDING:
                self.sent.append(call)
            self.changed.notify_all()

    def known_chat(self, params: Params) -> Chat:
        """The chat that a request names.

        Raises:
            RefusedError: there is none of this id or name.
        """
        written = params.text("chat_id")
        if not written:
            raise bad_request("chat_id is empty")
        for chat in self.chats.values() if written.startswith("@") else ():
            if chat.username and chat.username.lower() == written[1:].lower():
                return chat
        found = self.chats.get(params.integer("chat_id"))
        if found is None:
            raise bad_request("chat not found")
        return found

    def open_chat(self, params: Params) -> Chat:
        """The chat that a request names, if the bot may do something in it.

        Raises:
            RefusedError: there is none, it moved, or the bot was blocked or thrown out.
        """
        chat = self.known_chat(params)
        if chat.migrated is not None:
            why = "Bad Request: group chat was upgraded to a supergroup chat"
            raise RefusedError(400, why, migrate_to_chat_id=chat.migrated)
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if chat.left:
            raise forbidden(f"bot was kicked from the {chat.kind} chat")
        return chat

    def keep(self, chat: Chat, body: JSON, *, mine: bool = False, ago: float = 0) -> JSON:
        """Put a new message in a chat: its id, chat and date are added."""
        with self.changed:
            if chat.kind in {"private", "group"}:
                self._shared += 1
                chat.last = self._shared
            else:
                chat.last += 1
            message = {"message_id": chat.last, "chat": chat.as_json(), "date": int(time.time() - ago), **body}
            chat.messages[chat.last] = message
            if mine:
                chat.mine.add(chat.last)
            self.changed.notify_all()
            return message

    def store(self, upload: Upload) -> JSON:
        """Keep a file; its ids."""
        ident = f"file-{self.count()}"
        self.files[ident] = upload
        return {"file_id": ident, "file_unique_id": f"unique-{ident}"}

    def close_query(self, queries: dict[str, bool], ident: str, why: str) -> None:
        """Mark a callback or inline query as answered.

        Raises:
            RefusedError: there is none of this id, or it was answered.
        """
        if queries.get(ident, True):
            raise bad_request(why)
        queries[ident] = True


def public(message: JSON) -> dict[str, Any]:
    """A message without the message that it replies to, as Telegram nests them only once."""
    return {name: value for name, value in message.items() if name != "reply_to_message"}
