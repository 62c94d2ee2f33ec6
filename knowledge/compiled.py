"""The catalogue as JSON: the form in which the store keeps it whole, so that it is read fast.

Each thing is a JSON object of its fields; fields that have their default are left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, TypeVar

from knowledge.model import (
    Area,
    Breakdown,
    Derivation,
    Extract,
    Fact,
    Gap,
    Group,
    Indicator,
    Lexicon,
    Names,
    Preset,
    Source,
    Table,
    Text,
)

T = TypeVar("T")
Plain = dict[str, Any]


def dumps(value: object) -> str:
    """A thing, or a list of things, as JSON text."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> object:
    """A frozen type as dicts, lists and strings."""
    if is_dataclass(value) and not isinstance(value, type):
        own = ((item, getattr(value, item.name)) for item in fields(value))
        return {item.name: _plain(content) for item, content in own if content != _default(item)}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return {key: _plain(content) for key, content in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(content) for content in value]
    return value


def _default(item: Field[Any]) -> object:
    """A field's default, `MISSING` where it has none."""
    return item.default_factory() if item.default_factory is not MISSING else item.default


def _names(plain: Plain) -> Names:
    """Names from their two lists."""
    return Names(tuple(plain.get("sv", ())), tuple(plain.get("en", ())))


def _text(plain: Plain) -> Text:
    """A text from its two languages."""
    return Text(plain.get("sv", ""), plain.get("en", ""))


def _pairs(plain: list[list[str]]) -> tuple[tuple[str, str], ...]:
    """Pairs of texts."""
    return tuple((first, second) for first, second in plain)


def _breakdowns(plain: list[Plain]) -> tuple[Breakdown, ...]:
    """The kinds within an indicator."""
    return tuple(Breakdown(item["id"], _text(item["name"]), _names(item.get("aliases", {}))) for item in plain)


def _presets(plain: list[Plain]) -> tuple[Preset, ...]:
    """Aliases that fix slots."""
    return tuple(Preset(_pairs(item["set"]), _names(item["aliases"])) for item in plain)


def _derivation(plain: Plain | None) -> Derivation | None:
    """How a derived indicator is computed."""
    return Derivation(plain["op"], tuple(plain["of"])) if plain else None


def _extract(plain: Plain | None) -> Extract | None:
    """Where the rows of a table are kept."""
    return Extract(**plain) if plain else None


_NESTED: dict[str, Callable[[Any], object]] = {
    **dict.fromkeys(("aliases", "says", "denies"), _names),
    **dict.fromkeys(
        ("definition", "caveat", "answer", "title", "published_note", "note", "short", "attribution"), _text
    ),
    **dict.fromkeys(("members", "groups", "series", "indicators", "origin"), tuple),
    "default": _pairs,
    "breakdowns": _breakdowns,
    "presets": _presets,
    "derived": _derivation,
    "rows": _extract,
}
_WITH_TEXT_NAME = {**_NESTED, "name": _text}


def _reader(kind: Callable[..., T], nested: dict[str, Callable[[Any], object]]) -> Callable[[str], list[T]]:
    """A function that reads a JSON list of `kind`."""

    def read(content: str) -> list[T]:
        """The things that `content` lists."""
        things = []
        for plain in json.loads(content):
            for key in plain.keys() & nested.keys():
                plain[key] = nested[key](plain[key])
            things.append(kind(**plain))
        return things

    return read


sources = _reader(Source, _NESTED)
areas = _reader(Area, _NESTED)
groups = _reader(Group, _WITH_TEXT_NAME)
indicators = _reader(Indicator, _WITH_TEXT_NAME)
tables = _reader(Table, _WITH_TEXT_NAME)
facts = _reader(Fact, _NESTED)
gaps = _reader(Gap, _WITH_TEXT_NAME)


def lexicon(content: str) -> Lexicon:
    """The word lists."""
    plain = json.loads(content)
    names = ("common", "plain", "frame", "opinion", "private", "narrowing")
    lists = {name: frozenset(plain.get(name, ())) for name in names}
    return Lexicon(**lists, smalltalk={key: tuple(words) for key, words in plain.get("smalltalk", {}).items()})


def synonyms(content: str) -> tuple[tuple[str, ...], ...]:
    """Groups of words of one meaning."""
    return tuple(tuple(group) for group in json.loads(content))


def keyed(things: Iterable[T], key: str = "id") -> dict[str, T]:
    """Things by their id, in order."""
    return {getattr(thing, key): thing for thing in things}
