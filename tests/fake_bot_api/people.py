"""What people do on the fake Telegram, and what a test may ask it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from tests.fake_bot_api.entities import detected
from tests.fake_bot_api.failures import KINDS, Failure, Failures, Kind
from tests.fake_bot_api.model import JSON, Call, Chat, Person
from tests.fake_bot_api.world import World, public

FIRST_PERSON = 5_000_000_000  # ids of people need more than 32 bits
FIRST_GROUP = -4_000_000_000
FIRST_SUPERGROUP = -1_001_000_000_000


class People:
    """The side of the fake Telegram that tests use: people and chats, what they do, what the bot did, what fails.

    All methods may be called from any thread.
    """

    def __init__(self, world: World, *, privacy: bool = False) -> None:
        """Act in a world; with `privacy` the bot gets of a group only what is addressed to it."""
        self.world = world
        self.failures = Failures()
        self.privacy = privacy

    # -- who and what there is ------------------------------------------------------------------------------------

    def person(self, first_name: str = "Anna", language: str | None = "sv", username: str | None = None) -> Person:
        """Somebody new."""
        person = Person(FIRST_PERSON + self.world.count(), first_name, username, language)
        self.world.people[person.ident] = person
        return person

    def private(self, person: Person | None = None) -> Chat:
        """Somebody's chat with the bot."""
        person = person or self.person()
        return self._add(Chat(person.ident, "private", person.first_name, person, person.username))

    def group(self, title: str = "Gruppen") -> Chat:
        """A basic group that the bot is a member of."""
        return self._add(Chat(FIRST_GROUP - self.world.count(), "group", title))

    def supergroup(self, title: str = "Supergruppen", *, forum: bool = False) -> Chat:
        """A supergroup that the bot is a member of."""
        return self._add(Chat(FIRST_SUPERGROUP - self.world.count(), "supergroup", title, forum=forum))

    def channel(self, title: str = "Kanalen", username: str | None = None) -> Chat:
        """A channel that the bot is an administrator of."""
        return self._add(Chat(FIRST_SUPERGROUP - self.world.count(), "channel", title, username=username))

    def topic(self, chat: Chat, user: Person, name: str = "Ekonomi") -> int:
        """A new topic in a forum; its thread id."""
        made = self.service(chat, user, forum_topic_created={"name": name, "icon_color": 7322096})
        chat.topics[made["message_id"]] = True
        return int(made["message_id"])

    # -- what people do -------------------------------------------------------------------------------------------

    def say(
        self,
        chat: Chat,
        user: Person | None,
        text: str | None,
        *,
        reply_to: int | None = None,
        thread: int | None = None,
        ago: float = 0,
        **besides: Any,
    ) -> JSON:
        """Write a message, `ago` seconds since; without a user the chat's own person or the channel does.

        Args:
            chat: where.
            user: who.
            text: what; None for a message without text.
            reply_to: the message that it replies to.
            thread: the topic.
            ago: how old it is.
            besides: other fields of the message, such as `via_bot` or `dice`.

        Returns:
            The message, with `update_id` where the bot is told of it.
        """
        body: JSON = self._author(chat, user)
        if text is not None:
            body["text"] = text
        if text and (entities := detected(text)):
            body["entities"] = entities
        if thread:
            body |= {"message_thread_id": thread, "is_topic_message": True}
        if reply_to is not None:
            body["reply_to_message"] = public(chat.messages[reply_to])
        body |= besides
        with self.world.changed:
            message = self.world.keep(chat, body, ago=ago)
            if chat.blocked or chat.left or (self.privacy and not self._addressed(chat, message)):
                return dict(message)
            kind = "channel_post" if chat.kind == "channel" else "message"
            return {**message, "update_id": self.world.queue.add(kind, dict(message))}

    def edit(self, chat: Chat, message_id: int, text: str) -> JSON:
        """Change what was written."""
        with self.world.changed:
            message = chat.messages[message_id]
            message |= {"text": text, "edit_date": int(time.time()), "entities": detected(text)}
            kind = "edited_channel_post" if chat.kind == "channel" else "edited_message"
            return {**message, "update_id": self.world.queue.add(kind, dict(message))}

    def service(self, chat: Chat, user: Person | None, **fields: Any) -> JSON:
        """A service message, such as `new_chat_title="…"` or `pinned_message={…}`."""
        with self.world.changed:
            message = self.world.keep(chat, {**self._author(chat, user), **fields})
            kind = "channel_post" if chat.kind == "channel" else "message"
            return {**message, "update_id": self.world.queue.add(kind, dict(message))}

    def press(self, chat: Chat, message_id: int, button: str, user: Person | None = None) -> str:
        """Press a button that a message of the bot shows now, by its words or its data; the callback query's id.

        Raises:
            LookupError: the message shows no such button.
        """
        for shown in self.buttons(chat, message_id):
            if button in {shown["text"], shown.get("callback_data")} and "callback_data" in shown:
                return self.press_data(chat, message_id, shown["callback_data"], user)
        raise LookupError(button)

    def press_data(self, chat: Chat, message_id: int, data: str, user: Person | None = None) -> str:
        """Press a button by its data, though it may not be shown any more; the callback query's id."""
        person = user or chat.person
        assert person is not None
        with self.world.changed:
            ident = str(4_382_000_000 + self.world.count())
            self.world.callbacks[ident] = False
            message = dict(chat.messages[message_id])
            body = {"id": ident, "from": person.as_json(), "message": message, "chat_instance": "1", "data": data}
            self.world.queue.add("callback_query", body)
            return ident

    def inline(self, user: Person, query: str, offset: str = "") -> str:
        """Write after the bot's name in some chat; the inline query's id."""
        with self.world.changed:
            ident = str(9_382_000_000 + self.world.count())
            self.world.inlines[ident] = False
            body = {"id": ident, "from": user.as_json(), "query": query, "offset": offset, "chat_type": "group"}
            self.world.queue.add("inline_query", body)
            return ident

    def raw(self, kind: str, body: JSON) -> int | None:
        """Any update, such as a poll or a reaction; its id."""
        return self.world.queue.add(kind, body)

    def again(self, update_id: int) -> None:
        """Let an update come once more."""
        self.world.queue.again(update_id)

    def block(self, chat: Chat, *, blocked: bool = True) -> None:
        """A person blocks the bot, or no longer."""
        chat.blocked = blocked
        self._membership(chat, "kicked" if blocked else "member")

    def expel(self, chat: Chat) -> None:
        """The bot is thrown out of a group."""
        chat.left = True
        self._membership(chat, "kicked")

    def migrate(self, chat: Chat, user: Person) -> Chat:
        """A group becomes a supergroup with a new id."""
        new = self.supergroup(chat.title)
        self.service(chat, user, migrate_to_chat_id=new.ident)
        self.service(new, user, migrate_from_chat_id=chat.ident)
        chat.migrated = new.ident
        return new

    # -- what the bot did -----------------------------------------------------------------------------------------

    @property
    def sent(self) -> list[Call]:
        """Messages, pictures and files that the bot sent and that arrived, in order."""
        with self.world.changed:
            return list(self.world.sent)

    @property
    def calls(self) -> list[Call]:
        """All calls but getUpdates that took effect, in order, and all that were refused or failed."""
        with self.world.changed:
            return list(self.world.calls)

    def calls_of(self, method: str, chat: Chat | None = None) -> list[Call]:
        """The effective calls of one method, to one chat."""
        return [
            call
            for call in self.calls
            if call.effective and call.method == method and (chat is None or call.chat == chat.ident)
        ]

    def texts(self, chat: Chat) -> list[str]:
        """What the bot wrote in a chat."""
        return [call.text for call in self.sent if call.chat == chat.ident]

    def buttons(self, chat: Chat, message_id: int) -> list[JSON]:
        """The buttons that a message shows now."""
        markup = chat.messages[message_id].get("reply_markup", {"inline_keyboard": []})
        return [button for row in markup["inline_keyboard"] for button in row]

    def wait_for(self, condition: Callable[[], Any], timeout: float = 10) -> Any:
        """Wait until a condition holds; it is asked at each change, and every tenth of a second.

        Raises:
            TimeoutError: it did not come to hold.
        """
        until = time.monotonic() + timeout
        with self.world.changed:
            while not (found := condition()):
                left = until - time.monotonic()
                if left <= 0:
                    raise TimeoutError([(call.method, call.error or call.text) for call in self.world.calls[-10:]])
                self.world.changed.wait(min(left, 0.1))
        return found

    # -- what fails -----------------------------------------------------------------------------------------------

    def fail(self, kind: Kind, **fields: Any) -> Failure:
        """Let something go wrong; see `Failure` for the fields."""
        failure = Failure(kind, **fields)
        self.failures.ordered.append(failure)
        return failure

    def chance(
        self, share: float, kinds: Sequence[Kind] = KINDS, seed: int = 0, methods: Sequence[str] | None = None
    ) -> None:
        """Let a share of requests go wrong."""
        self.failures.chance(share, kinds, seed, methods)

    def delay(self, seconds: float, method: str = "") -> None:
        """Let a method, or all but getUpdates and getMe, take this long."""
        self.failures.delays[method.lower()] = seconds

    # -- inside ---------------------------------------------------------------------------------------------------

    def _add(self, chat: Chat) -> Chat:
        """Keep a chat."""
        with self.world.changed:
            return self.world.chats.setdefault(chat.ident, chat)

    def _author(self, chat: Chat, user: Person | None) -> JSON:
        """Who wrote a message, as its fields."""
        person = user or chat.person
        return {"from": person.as_json()} if person else {"sender_chat": chat.as_json()}

    def _addressed(self, chat: Chat, message: JSON) -> bool:
        """Whether a bot in privacy mode is told of a message."""
        if chat.kind in {"private", "channel"}:
            return True
        replied = message.get("reply_to_message", {}).get("from", {}).get("id") == self.world.bot["id"]
        text = str(message.get("text", "")).lower()
        return replied or text.startswith("/") or f"@{self.world.bot['username']}".lower() in text

    def _membership(self, chat: Chat, status: str) -> None:
        """Tell the bot of its own part in a chat."""
        bot = {name: self.world.bot[name] for name in ("id", "is_bot", "first_name", "username")}
        person = chat.person or next(iter(self.world.people.values()), None) or self.person()
        old = {"user": bot, "status": "member"}
        new = {"user": bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})
        body = {"chat": chat.as_json(), "from": person.as_json(), "date": int(time.time())}
        self.world.queue.add("my_chat_member", {**body, "old_chat_member": old, "new_chat_member": new})
