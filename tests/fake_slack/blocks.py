"""What Slack takes as blocks: every key known, every text there and no longer than it may be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

LONGEST_MESSAGE = 13_200
_CONTROL = re.compile(r"<[!@#][^>]*>|<https?:[^>]*>|<mailto:[^>]*>")


class InvalidError(Exception):
    """Blocks that Slack refuses; its word for it."""

    def __init__(self, why: str, code: str = "invalid_blocks") -> None:
        """Say what is wrong."""
        super().__init__(why)
        self.code = code


def check(blocks: Any, most: int = 50) -> None:
    """Refuse blocks that Slack refuses.

    Raises:
        InvalidError: it would.
    """
    _demand(isinstance(blocks, list), "blocks is no list", "invalid_blocks_format")
    _demand(1 <= len(blocks) <= most, f"{len(blocks)} blocks")
    idents: list[str] = []
    for block in blocks:
        _demand(isinstance(block, dict) and block.get("type") in _BLOCKS, f"unknown block {block}")
        ident = block.get("block_id")
        _demand(ident is None or (isinstance(ident, str) and 1 <= len(ident) <= 255), "block_id")
        idents += [ident] if ident else []
        _BLOCKS[block["type"]]({name: value for name, value in block.items() if name not in ("type", "block_id")})
    _demand(len(set(idents)) == len(idents), "block_id twice")
    size = sum(len(text) for text, _ in texts(blocks))
    _demand(size <= LONGEST_MESSAGE, f"{size} characters", "msg_blocks_too_long")


def texts(value: Any) -> Iterator[tuple[str, bool]]:
    """Each text in blocks, and whether it is read as mrkdwn."""
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"], value.get("type") == "mrkdwn"
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def control(text: str) -> list[str]:
    """Mentions and links in mrkdwn."""
    return _CONTROL.findall(text)


def _demand(right: bool, why: str, code: str = "invalid_blocks") -> None:
    """Refuse what is not right."""
    if not right:
        raise InvalidError(why, code)


def _keys(value: dict[str, Any], required: set[str], optional: set[str] = frozenset()) -> None:  # type: ignore[assignment]
    """Refuse a key too many or too few."""
    _demand(required <= value.keys() <= required | optional, f"keys {sorted(value)}")


def _text(value: Any, most: int, *, plain: bool = False) -> None:
    """A text object."""
    _demand(isinstance(value, dict), "no text object")
    kind = value.get("type")
    _demand(kind in (("plain_text",) if plain else ("plain_text", "mrkdwn")), f"text of type {kind}")
    _keys(value, {"type", "text"}, {"emoji"} if kind == "plain_text" else {"verbatim"})
    text = value["text"]
    _demand(isinstance(text, str) and bool(text.strip()), "empty text")
    _demand(len(text) <= most, f"text of {len(text)} characters")


def _header(block: dict[str, Any]) -> None:
    _keys(block, {"text"})
    _text(block["text"], 150, plain=True)


def _section(block: dict[str, Any]) -> None:
    _keys(block, {"text"}, {"accessory", "expand"})
    _text(block["text"], 3000)


def _context(block: dict[str, Any]) -> None:
    _keys(block, {"elements"})
    _demand(1 <= len(block["elements"]) <= 10, "elements")
    for element in block["elements"]:
        _text(element, 2000)


def _divider(block: dict[str, Any]) -> None:
    _keys(block, set())


def _actions(block: dict[str, Any]) -> None:
    _keys(block, {"elements"})
    elements = block["elements"]
    _demand(1 <= len(elements) <= 25, "elements")
    for element in elements:
        _demand(element.get("type") == "button", "no button")
        _keys(element, {"type", "text", "action_id"}, {"value", "style", "url", "accessibility_label", "confirm"})
        _text(element["text"], 75, plain=True)
        _demand(1 <= len(element["action_id"]) <= 255, "action_id")
        _demand(1 <= len(element.get("value", "x")) <= 2000, "value")
        _demand(element.get("style", "primary") in ("primary", "danger"), "style")
    idents = [element["action_id"] for element in elements]
    _demand(len(set(idents)) == len(idents), "action_id twice")


def _rich(block: dict[str, Any]) -> None:
    _keys(block, {"elements"})
    _demand(bool(block["elements"]), "elements")
    for element in block["elements"]:
        _demand(element.get("type") in ("rich_text_section", "rich_text_preformatted"), "rich text")
        _keys(element, {"type", "elements"}, {"border"})
        for part in element["elements"]:
            _demand(part.get("type") == "text", "rich text of another kind")
            _keys(part, {"type", "text"}, {"style"})
            _demand(bool(part["text"]), "empty text")


_BLOCKS = {
    "header": _header,
    "section": _section,
    "context": _context,
    "divider": _divider,
    "actions": _actions,
    "rich_text": _rich,
}
