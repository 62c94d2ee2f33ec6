"""What may stand in a message: its text or caption, its keyboard, its picture or file."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

from tests.fake_bot_api.entities import Entity, blank, detected, parse_html, trimmed, utf16
from tests.fake_bot_api.errors import RefusedError, bad_request
from tests.fake_bot_api.model import JSON, Upload
from tests.fake_bot_api.params import Params, known

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
DATA_BYTES = 64
ROW_BUTTONS = 8
BUTTONS = 100
PHOTO_BYTES = 10 << 20
FILE_BYTES = 50 << 20
PHOTO_SIDES = 10_000
PHOTO_RATIO = 20

_BUTTON = frozenset({"text", "url", "callback_data", "switch_inline_query", "switch_inline_query_current_chat"})
_BUTTON |= {"switch_inline_query_chosen_chat", "copy_text", "web_app", "login_url", "icon_custom_emoji_id", "style"}
_MARKUP = frozenset({"inline_keyboard", "remove_keyboard", "selective", "force_reply", "input_field_placeholder"})


def formatted(written: str, mode: str, given: list[Entity] | None = None) -> tuple[str, list[Entity]]:
    """A text as people will see it, with its entities.

    Raises:
        RefusedError: the mode is unknown or the marks cannot be read.
    """
    if not mode:
        return trimmed(_clean(written), given if given is not None else detected(written))
    if mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    text, entities = parse_html(_clean(written))
    return trimmed(text, sorted([*entities, *detected(text)], key=lambda entity: entity["offset"]))


def message_text(params: Params, *, editing: bool = False) -> JSON:
    """The text of a message that is sent or edited, as fields of a message."""
    written = params.text("text")
    if not written:
        raise bad_request("message text is empty")
    text, entities = formatted(written, params.text("parse_mode"), params.parsed("entities", "entities"))
    if blank(text):
        raise bad_request("text must be non-empty")
    if utf16(text) > TEXT_UNITS:
        raise bad_request("MESSAGE_TOO_LONG" if editing else "message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption(params: Params) -> JSON:
    """The caption of a picture or file, as fields of a message; none where there is no caption."""
    mode = params.text("parse_mode")
    text, entities = formatted(params.text("caption"), mode, params.parsed("caption_entities", "entities"))
    if utf16(text) > CAPTION_UNITS:
        raise bad_request("message caption is too long")
    fields: JSON = {"caption": text} if text else {}
    if entities:
        fields["caption_entities"] = entities
    return fields


def keyboard(params: Params) -> JSON:
    """The inline keyboard of a message, as fields of a message; none where it has no buttons."""
    markup = params.object("reply_markup", "reply keyboard markup", _MARKUP)
    return checked_keyboard(markup) if markup else {}


def checked_keyboard(markup: JSON) -> JSON:
    """A keyboard's fields of a message.

    Raises:
        RefusedError: a button or the keyboard is one that Telegram refuses.
    """
    rows = markup.get("inline_keyboard", [])
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("object expected as reply markup")
    rows = [row for row in rows if row]
    for row in rows:
        for button in row:
            _check_button(button)
    if any(len(row) > ROW_BUTTONS for row in rows) or sum(map(len, rows)) > BUTTONS:
        raise bad_request("reply markup is too long")
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def _check_button(button: Any) -> None:
    """Refuse what Telegram refuses of a button."""
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: expected an Object")
    known(button, "InlineKeyboardButton", _BUTTON)
    if not isinstance(button.get("text"), str) or blank(button["text"]):
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String and non-empty')
    does = button.keys() - {"text", "icon_custom_emoji_id", "style"}
    if not does or button.get("callback_data") == "":
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(does) > 1:
        raise bad_request("can't parse inline keyboard button: exactly one optional field must be used")
    if len(str(button.get("callback_data", "")).encode()) > DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    url = str(button.get("url", "https://example.com"))
    if not url.startswith(("http://", "https://", "tg://")) or any(sign.isspace() for sign in url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def photo(upload: Upload | None) -> list[JSON]:
    """The sizes of an uploaded picture.

    Raises:
        RefusedError: there is none, it is too large, or it is no picture.
    """
    if upload is None:
        raise bad_request("there is no photo in the request")
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > PHOTO_BYTES:
        raise bad_request("file is too big")
    try:
        with Image.open(io.BytesIO(upload.content)) as image:
            image.load()
            width, height = image.size
    except (OSError, ValueError, SyntaxError) as error:
        raise bad_request("IMAGE_PROCESS_FAILED") from error
    if width + height > PHOTO_SIDES or max(width, height) > PHOTO_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return [{"width": width, "height": height, "file_size": len(upload.content)}]


def document(upload: Upload | None) -> JSON:
    """An uploaded file's description."""
    if upload is None:
        raise bad_request("there is no document in the request")
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > FILE_BYTES:
        raise RefusedError(413, "Request Entity Too Large")
    return {"file_name": upload.filename, "mime_type": upload.kind, "file_size": len(upload.content)}


def _clean(text: str) -> str:
    """A text without the control characters that Telegram takes out."""
    return "".join(" " if sign < " " and sign not in "\n\t" else sign for sign in text.replace("\r", ""))
