"""Text with Telegram's HTML marks, read as the Bot API server reads it: a few tags, four named characters, all nested.

Stricter than Telegram in one thing: it shows a named character that it does not know, such as `&nbsp;`, as it is
written, which nobody wants to read; here it is refused.
Source: https://core.telegram.org/bots/api#html-style and `parse_html` of https://github.com/tdlib/td.
"""

from __future__ import annotations

import re
from typing import Any

from tests.fake_bot_api.errors import bad_request

Entity = dict[str, Any]

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER = re.compile(r"&(?:#(?P<dec>\d{1,7})|#[xX](?P<hex>[0-9a-fA-F]{1,6})|(?P<name>[A-Za-z]+));?")
_ATTRIBUTE = re.compile(r"""\s+([A-Za-z-]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?""")
_START = re.compile(r"<([^\s>/]*)")
_INVISIBLE = "".join(map(chr, [*range(0x200B, 0x2010), *range(0x2028, 0x2030), 0x2060, 0xFEFF, 0xAD]))
_DETECTED = re.compile(
    r"(?<![\w/@])(?:(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)|(?P<mention>@[A-Za-z0-9_]{4,32}))"
)


def utf16(text: str) -> int:
    """The length of a text as Telegram counts it, in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def blank(text: str) -> bool:
    """Whether nothing of a text can be seen."""
    return not text.strip().strip(_INVISIBLE + " \t\r\n").strip()


def parse_html(html: str) -> tuple[str, list[Entity]]:
    """Read Telegram's HTML.

    Args:
        html: what a bot sent with `parse_mode` HTML.

    Returns:
        The text without marks, and its entities (offset and length in UTF-16 units) in the order of Telegram's.

    Raises:
        RefusedError: a tag is not supported, not closed or not nested, or a named character is unknown.
    """
    text: list[str] = []
    opened: list[tuple[str, int, Entity]] = []
    entities: list[Entity] = []
    length = at = 0
    while at < len(html):
        if html[at] == "&" and (found := _CHARACTER.match(html, at)):
            character = _character(found, html)
            at = found.end()
        elif html[at] != "<":
            character = html[at]
            at += 1
        elif html.startswith("</", at):
            at = _end(html, at, opened, entities, length)
            continue
        else:
            at, name, entity = _start(html, at)
            opened.append((name, length, entity))
            continue
        text.append(character)
        length += utf16(character)
    if opened:
        raise _unreadable(f'Can\'t find end tag corresponding to start tag "{opened[-1][0]}"')
    return "".join(text), sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """A text without blanks about it, with its entities moved and cut to fit."""
    start = utf16(text) - utf16(text.lstrip())
    text = text.strip()
    end = utf16(text)
    kept = []
    for entity in entities:
        first = max(entity["offset"] - start, 0)
        last = min(entity["offset"] + entity["length"] - start, end)
        if last > first:
            kept.append({**entity, "offset": first, "length": last - first})
    return text, kept


def detected(text: str) -> list[Entity]:
    """The commands and mentions that Telegram itself marks in what a person writes."""
    return [
        {"type": found.lastgroup, "offset": utf16(text[: found.start()]), "length": utf16(found.group())}
        for found in _DETECTED.finditer(text)
    ]


def _unreadable(why: str) -> Exception:
    """The refusal of HTML."""
    return bad_request(f"can't parse entities: {why}")


def _bytes(html: str, at: int) -> int:
    """A place in the HTML as Telegram counts it."""
    return len(html[:at].encode(errors="surrogatepass"))


def _character(found: re.Match[str], html: str) -> str:
    """What a written character stands for."""
    if found["name"]:
        if found["name"] not in _NAMED:
            raise _unreadable(f"Unknown character {found.group()} at byte offset {_bytes(html, found.start())}")
        return _NAMED[found["name"]]
    code = int(found["dec"]) if found["dec"] else int(found["hex"], 16)
    if code == 0 or code >= 0x10FFFF or 0xD800 <= code < 0xE000:
        return found.group()
    return chr(code)


def _start(html: str, at: int) -> tuple[int, str, Entity]:
    """Read a start tag: where it ends, its name, and the entity that it opens."""
    found = _START.match(html, at)
    name = found[1].lower() if found else ""
    place = _bytes(html, at)
    end = at + 1 + len(name)
    if name not in _KINDS:
        raise _unreadable(f'Unsupported start tag "{name}" at byte offset {place}')
    attributes: dict[str, str] = {}
    while attribute := _ATTRIBUTE.match(html, end):
        attributes[attribute[1].lower()] = next((value for value in attribute.groups()[1:] if value is not None), "")
        end = attribute.end()
    while end < len(html) and html[end].isspace():
        end += 1
    if end >= len(html) or html[end] != ">":
        raise _unreadable(f"Unclosed start tag at byte offset {place}")
    entity: Entity = {"type": _KINDS[name]}
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise _unreadable(f'Tag "span" must have class "tg-spoiler" at byte offset {place}')
    if name == "a":
        entity["url"] = _character_free(attributes.get("href", ""))
    if name == "tg-emoji":
        entity["custom_emoji_id"] = attributes.get("emoji-id", "")
    if name == "blockquote" and "expandable" in attributes:
        entity["type"] = "expandable_blockquote"
    return end + 1, name, entity


def _character_free(value: str) -> str:
    """An attribute's value with its written characters read."""
    return _CHARACTER.sub(lambda found: _character(found, value), value)


def _end(html: str, at: int, opened: list[tuple[str, int, Entity]], entities: list[Entity], length: int) -> int:
    """Read an end tag and close the entity that it belongs to; where the tag ends."""
    place = _bytes(html, at)
    if not opened:
        raise _unreadable(f"Unexpected end tag at byte offset {place}")
    end = html.find(">", at)
    if end < 0:
        raise _unreadable(f"Unclosed end tag at byte offset {place}")
    found = html[at + 2 : end].strip().lower()
    name, offset, entity = opened.pop()
    if found and found != name:
        raise _unreadable(f'Unmatched end tag at byte offset {place}, expected "</{name}>", found "</{found}>"')
    if length > offset and (entity["type"] != "text_link" or entity["url"]):
        entities.append({**entity, "offset": offset, "length": length - offset})
    return end + 1
