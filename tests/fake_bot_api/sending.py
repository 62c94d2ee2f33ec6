"""Messages sent, edited and taken back."""

from __future__ import annotations

import time

from tests.fake_bot_api.contents import caption, document, keyboard, message_text, photo
from tests.fake_bot_api.errors import NOT_MODIFIED, bad_request
from tests.fake_bot_api.model import JSON, Chat
from tests.fake_bot_api.params import Params
from tests.fake_bot_api.registry import method
from tests.fake_bot_api.world import World, public

_SEND = (
    "business_connection_id chat_id message_thread_id direct_messages_topic_id disable_notification protect_content "
    "allow_paid_broadcast message_effect_id suggested_post_parameters reply_parameters reply_markup parse_mode "
)
_CAPTION = "caption caption_entities show_caption_above_media "
_EDIT = "business_connection_id chat_id message_id inline_message_id reply_markup "
_REPLY = frozenset({
    "message_id",
    "chat_id",
    "allow_sending_without_reply",
    "quote",
    "quote_parse_mode",
    "quote_entities",
}) | {"quote_position", "checklist_task_id"}
_PREVIEW = frozenset({"is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text"})
_ACTIONS = frozenset({"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"})
_ACTIONS |= {"upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note"}


@method("sendMessage", _SEND + "text entities link_preview_options")
def send_message(world: World, params: Params) -> JSON:
    """A text."""
    params.object("link_preview_options", "link preview options", _PREVIEW)
    return _send(world, params, message_text(params))


@method("sendPhoto", _SEND + _CAPTION + "photo has_spoiler")
def send_photo(world: World, params: Params) -> JSON:
    """A picture."""
    upload = params.upload("photo")
    sizes = photo(upload)
    fields = caption(params)
    assert upload is not None
    return _send(world, params, {"photo": [{**world.store(upload), **size} for size in sizes], **fields})


@method("sendDocument", _SEND + _CAPTION + "document thumbnail disable_content_type_detection")
def send_document(world: World, params: Params) -> JSON:
    """A file."""
    upload = params.upload("document")
    described = document(upload)
    fields = caption(params)
    assert upload is not None
    return _send(world, params, {"document": {**world.store(upload), **described}, **fields})


@method("editMessageText", _EDIT + "text parse_mode entities link_preview_options")
def edit_message_text(world: World, params: Params) -> JSON:
    """Another text in place of one."""
    params.object("link_preview_options", "link preview options", _PREVIEW)
    message = _to_edit(world, params)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _changed(message, {**message_text(params, editing=True), **keyboard(params)}, "text", "entities")


@method("editMessageReplyMarkup", _EDIT)
def edit_message_reply_markup(world: World, params: Params) -> JSON:
    """Another keyboard, or none."""
    return _changed(_to_edit(world, params), keyboard(params))


@method("deleteMessage", "chat_id message_id")
def delete_message(world: World, params: Params) -> bool:
    """Take a message back."""
    chat = world.open_chat(params)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if message["message_id"] not in chat.mine and chat.kind != "private":
        raise bad_request("message can't be deleted")
    if time.time() - message["date"] > 48 * 3600:
        raise bad_request("message can't be deleted for everyone")
    del chat.messages[message["message_id"]]
    return True


@method("sendChatAction", "business_connection_id chat_id message_thread_id action")
def send_chat_action(world: World, params: Params) -> bool:
    """Show that the bot is at work."""
    chat = world.open_chat(params)
    _thread(chat, params)
    if params.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def _send(world: World, params: Params, content: JSON) -> JSON:
    """Put the bot's message in a chat."""
    chat = world.open_chat(params)
    marks = keyboard(params)
    body: JSON = {"sender_chat": chat.as_json()} if chat.kind == "channel" else {"from": _author(world)}
    if thread := _thread(chat, params):
        body |= {"message_thread_id": thread, "is_topic_message": True}
    if (answered := _replied(chat, params)) is not None:
        body["reply_to_message"] = public(answered)
    return world.keep(chat, {**body, **content, **marks}, mine=True)


def _author(world: World) -> JSON:
    """The bot as the author of a message."""
    return {name: world.bot[name] for name in ("id", "is_bot", "first_name", "username")}


def _thread(chat: Chat, params: Params) -> int:
    """The topic that a message goes to; 0 for none.

    Raises:
        RefusedError: there is none of this id, or it is closed.
    """
    thread = params.integer("message_thread_id")
    if not thread:
        return 0
    if thread not in chat.topics:
        raise bad_request("message thread not found")
    if not chat.topics[thread]:
        raise bad_request("TOPIC_CLOSED")
    return thread


def _replied(chat: Chat, params: Params) -> JSON | None:
    """The message that is replied to.

    Raises:
        RefusedError: there is none of this id, and it was not said that it may be missing.
    """
    reply = params.object("reply_parameters", "reply parameters", _REPLY)
    if reply is None:
        return None
    found = chat.messages.get(int(reply.get("message_id", 0)))
    if found is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return found


def _to_edit(world: World, params: Params) -> JSON:
    """The bot's message that is to be edited.

    Raises:
        RefusedError: there is none of this id, or it is not the bot's.
    """
    chat = world.open_chat(params)
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message["message_id"] not in chat.mine:
        raise bad_request("message can't be edited")
    return message


def _changed(message: JSON, content: JSON, *replaced: str) -> JSON:
    """Put new content in a message.

    Raises:
        RefusedError: it is the old content.
    """
    parts = (*replaced, "reply_markup")
    if all(message.get(part) == content.get(part) for part in parts):
        raise bad_request(NOT_MODIFIED)
    for part in parts:
        message.pop(part, None)
    message.update(content)
    message["edit_date"] = int(time.time())
    return dict(message)
