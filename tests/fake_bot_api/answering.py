"""Buttons and inline queries answered; the bot's own settings; chats asked about and left."""

from __future__ import annotations

import json
import re

from tests.fake_bot_api.contents import TEXT_UNITS, checked_keyboard, formatted
from tests.fake_bot_api.entities import blank, utf16
from tests.fake_bot_api.errors import QUERY_INVALID, bad_request
from tests.fake_bot_api.model import JSON
from tests.fake_bot_api.params import Params, known
from tests.fake_bot_api.registry import method
from tests.fake_bot_api.world import World

RESULTS = 50
RESULT_ID_BYTES = 64
TOAST = 200

_ARTICLE = frozenset({"type", "id", "title", "input_message_content", "reply_markup", "url", "description"})
_ARTICLE |= {"thumbnail_url", "thumbnail_width", "thumbnail_height"}
_CONTENT = frozenset({"message_text", "parse_mode", "entities", "link_preview_options"})
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")


@method("answerCallbackQuery", "callback_query_id text show_alert url cache_time")
def answer_callback_query(world: World, params: Params) -> bool:
    """A button was heard."""
    if utf16(params.text("text")) > TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    world.close_query(world.callbacks, params.text("callback_query_id"), QUERY_INVALID)
    return True


@method("answerInlineQuery", "inline_query_id results cache_time is_personal next_offset button")
def answer_inline_query(world: World, params: Params) -> bool:
    """Results of an inline query; the only kind here is an article with a text."""
    results = params.parsed("results", "inline query results")
    if not isinstance(results, list):
        raise bad_request("can't parse inline query results JSON object")
    if len(results) > RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    idents = [str(result.get("id", "")) for result in results]
    if any(not 0 < len(ident.encode()) <= RESULT_ID_BYTES for ident in idents):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(idents)) < len(idents):
        raise bad_request("RESULT_ID_DUPLICATE")
    for result in results:
        _check_article(result)
    if len(params.text("next_offset").encode()) > RESULT_ID_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    world.close_query(world.inlines, params.text("inline_query_id"), QUERY_INVALID)
    return True


def _check_article(result: JSON) -> None:
    """Refuse what Telegram refuses of an article."""
    if result.get("type") != "article":
        raise bad_request("can't parse inline query result: Unsupported inline query result type")
    known(result, "InlineQueryResultArticle", _ARTICLE)
    if blank(str(result.get("title", ""))):
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result.get("input_message_content")
    if not isinstance(content, dict):
        raise bad_request("can't parse inline query result: message text is empty")
    known(content, "InputTextMessageContent", _CONTENT)
    text, _ = formatted(str(content.get("message_text", "")), str(content.get("parse_mode", "")))
    if blank(text):
        raise bad_request("message text is empty")
    if utf16(text) > TEXT_UNITS:
        raise bad_request("MESSAGE_TOO_LONG")
    checked_keyboard(known(result.get("reply_markup", {}), "InlineKeyboardMarkup", frozenset({"inline_keyboard"})))


@method("getMe")
def get_me(world: World, _params: Params) -> JSON:
    """Who the bot is."""
    return world.bot


@method("setMyCommands", "commands scope language_code")
def set_my_commands(world: World, params: Params) -> bool:
    """The list of commands that clients show."""
    commands = params.parsed("commands", "commands")
    if not isinstance(commands, list) or len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        known(command, "BotCommand", frozenset({"command", "description"}))
        if not _COMMAND.fullmatch(command.get("command", "")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command.get("description", "")) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_scope(params)] = commands
    return True


@method("getMyCommands", "scope language_code")
def get_my_commands(world: World, params: Params) -> list[JSON]:
    """The list of commands."""
    return world.commands.get(_scope(params), [])


@method("deleteMyCommands", "scope language_code")
def delete_my_commands(world: World, params: Params) -> bool:
    """No list of commands."""
    world.commands.pop(_scope(params), None)
    return True


@method("setMyDescription", "description language_code")
def set_my_description(world: World, params: Params) -> bool:
    """What an empty chat shows."""
    return _describe(world, params, "description", 512)


@method("setMyShortDescription", "short_description language_code")
def set_my_short_description(world: World, params: Params) -> bool:
    """What the bot's profile shows."""
    return _describe(world, params, "short_description", 120)


@method("getChat", "chat_id")
def get_chat(world: World, params: Params) -> JSON:
    """What a chat is."""
    chat = world.known_chat(params)
    gifts = {"unlimited_gifts": False, "limited_gifts": False, "unique_gifts": False}
    gifts |= {"premium_subscription": False, "gifts_from_channels": False}
    return {**chat.as_json(), "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


@method("leaveChat", "chat_id")
def leave_chat(world: World, params: Params) -> bool:
    """Go."""
    chat = world.open_chat(params)
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.left = True
    return True


@method("getFile", "file_id")
def get_file(world: World, params: Params) -> JSON:
    """Where a file is fetched."""
    ident = params.text("file_id")
    if ident not in world.files:
        raise bad_request("invalid file_id")
    return {"file_id": ident, "file_unique_id": f"unique-{ident}", "file_path": ident}


@method("setWebhook", "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token")
def set_webhook(world: World, params: Params) -> bool:
    """Have updates posted."""
    return world.webhook.set(params)


@method("deleteWebhook", "drop_pending_updates")
def delete_webhook(world: World, params: Params) -> bool:
    """Have no updates posted."""
    return world.webhook.delete(params)


@method("getWebhookInfo")
def get_webhook_info(world: World, _params: Params) -> JSON:
    """How it goes with the webhook."""
    return world.webhook.info()


def _language(params: Params) -> str:
    """The language of a setting; empty for all."""
    language = params.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("LANG_CODE_INVALID")
    return language


def _scope(params: Params) -> tuple[str, str]:
    """The scope and language of a list of commands."""
    scope = params.parsed("scope", "BotCommandScope") or {"type": "default"}
    return json.dumps(scope, sort_keys=True), _language(params)


def _describe(world: World, params: Params, what: str, longest: int) -> bool:
    """Keep a description."""
    text = params.text(what)
    if utf16(text) > longest:
        raise bad_request("BOT_ABOUT_TOO_LONG")
    world.descriptions[what, _language(params)] = text
    return True
