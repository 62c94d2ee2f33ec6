"""What an Adaptive Card of version 1.5 may hold by the published schema, as far as we use it; no more is let in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from microsoft_teams.cards.core import AdaptiveCard

Check = Callable[[Any], bool]


def text(value: Any) -> bool:
    """A text with something in it."""
    return isinstance(value, str) and bool(value)


def flag(value: Any) -> bool:
    """Yes or no."""
    return isinstance(value, bool)


def address(value: Any) -> bool:
    """An https address; Teams opens no other."""
    return isinstance(value, str) and re.fullmatch(r"https://\S{1,2000}", value) is not None


def one_of(*values: str) -> Check:
    """One of some words."""
    return lambda value: value in values


SPACING = one_of("None", "Small", "Default", "Medium", "Large", "ExtraLarge", "Padding")
SIDE = one_of("Left", "Center", "Right")
WEIGHT = one_of("Lighter", "Default", "Bolder")
SIZE = one_of("Small", "Default", "Medium", "Large", "ExtraLarge")
COLOUR = one_of("Default", "Dark", "Light", "Accent", "Good", "Warning", "Attention")
ELEMENT: Mapping[str, Check] = {"spacing": SPACING, "separator": flag, "horizontalAlignment": SIDE}

# Properties by type; a star marks those that must be there, and lists are gone into.
RULES: Mapping[str, Mapping[str, Any]] = {
    "AdaptiveCard": {
        "*version": one_of("1.5"),
        "$schema": one_of("http://adaptivecards.io/schemas/adaptive-card.json"),
        "lang": one_of("sv", "en"),
        "msteams": lambda value: value == {"width": "full"},
        "*body": [("TextBlock", "RichTextBlock", "FactSet", "Table", "Image", "Container")],
        "actions": [("Action.Submit", "Action.OpenUrl")],
    },
    "TextBlock": {
        "*text": text, "wrap": flag, "weight": WEIGHT, "size": SIZE, "color": COLOUR, "isSubtle": flag,
        "style": one_of("default", "heading"), **ELEMENT,
    },
    "RichTextBlock": {"*inlines": [("TextRun",)], **ELEMENT},
    "TextRun": {"*text": text, "italic": flag, "isSubtle": flag, "size": SIZE, "weight": WEIGHT, "color": COLOUR},
    "FactSet": {"*facts": [("",)], **ELEMENT},
    "": {"*title": text, "*value": text},
    "Table": {"columns": lambda value: all(set(each) <= {"type", "width"} for each in value), "*rows": [("TableRow",)],
              "showGridLines": flag, **ELEMENT},
    "TableRow": {"*cells": [("TableCell",)]},
    "TableCell": {"*items": [("RichTextBlock", "TextBlock")]},
    "Container": {"*items": [("RichTextBlock",)], "style": one_of("emphasis"), **ELEMENT},
    "Image": {"*url": address, "altText": text, "size": one_of("Auto", "Stretch"), **ELEMENT},
    "Action.Submit": {"*title": text, "*data": lambda value: isinstance(value, dict) and bool(value)},
    "Action.OpenUrl": {"*title": text, "*url": address},
}  # fmt: skip


def check_card(activity: Mapping[str, Any]) -> list[str]:
    """What is wrong with a message that holds a card; nothing, if nothing."""
    problems = [f"a message has no {name}" for name in activity.keys() - {"type", "summary", "attachments"}]
    attachments = activity.get("attachments", [])
    if activity.get("type") != "message" or not attachments:
        problems.append("no message with an attachment")
    for attachment in attachments:
        if set(attachment) != {"contentType", "content"}:
            problems.append(f"attachment with {sorted(attachment)}")
        if attachment.get("contentType") != "application/vnd.microsoft.card.adaptive":
            problems.append("no adaptive card")
        card = attachment["content"]
        problems += check(card, ("AdaptiveCard",), "card")
        AdaptiveCard.model_validate(card)
        rows = [each for each in card.get("body", ()) if each.get("type") == "Table"]
        problems += [
            "a row has another number of cells than there are columns"
            for table in rows
            for row in table["rows"]
            if len(row["cells"]) != len(table["columns"])
        ]
    return problems


def check(node: Any, types: tuple[str, ...], where: str) -> list[str]:
    """What is wrong with an object that must be of one of some types."""
    if not isinstance(node, dict):
        return [f"{where} is no object"]
    kind = node.get("type", "") if "" not in types else ""
    if kind not in types:
        return [f"{where} is a {kind or 'thing without a type'}"]
    rules = {name.removeprefix("*"): rule for name, rule in RULES[kind].items()}
    problems = [
        f"{where} ({kind}) lacks {name[1:]}" for name in RULES[kind] if name.startswith("*") and name[1:] not in node
    ]
    for name, value in node.items():
        if name == "type":
            continue
        if name not in rules:
            problems.append(f"{where} ({kind}) has no {name}")
        elif isinstance(rules[name], list):
            for number, each in enumerate(value):
                problems += check(each, rules[name][0], f"{where}.{name}[{number}]")
        elif not rules[name](value):
            problems.append(f"{where}.{name} is {value!r}")
    return problems


def words(card: Mapping[str, Any]) -> list[str]:
    """All that is read on a card, in order, with Markdown's backslashes undone where Markdown is read."""
    found: list[str] = []

    def walk(node: Any) -> None:
        """Go through a node."""
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            if node.get("type") == "TextBlock":
                found.append(re.sub(r"\\(.)", r"\1", node["text"]))
            elif node.get("type") == "TextRun":
                found.append(node["text"])
            elif node.keys() >= {"title", "value"}:
                found.append(f"{node['title']}: {node['value']}")
            for name in ("body", "items", "rows", "cells", "inlines", "facts"):
                walk(node.get(name, []))

    walk(dict(card))
    return found
