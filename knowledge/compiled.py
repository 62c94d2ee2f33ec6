"""The catalogue as JSON: the form in which the store keeps it whole, so that it is read fast.

Each thing is a JSON object of its fields; fields that have their default are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from msgspec.json import Decoder, Encoder

from knowledge.model import Area, Fact, Gap, Group, Indicator, Lexicon, Source, Table

T = TypeVar("T")

_ENCODER = Encoder(order="deterministic")


def dumps(value: object) -> str:
    """A thing, or a list of things, as JSON text; sets in order, so that the same catalogue gives the same text."""
    return _ENCODER.encode(value).decode()


def _reader(kind: type[T]) -> Callable[[str], list[T]]:
    """A function that reads a JSON list of `kind`."""

    def read(content: str) -> list[T]:
        """The things that `content` lists."""
        return Decoder(list[kind]).decode(content)  # type: ignore[valid-type]  # `kind` is a type that is known when it runs

    return read


sources = _reader(Source)
areas = _reader(Area)
groups = _reader(Group)
indicators = _reader(Indicator)
tables = _reader(Table)
facts = _reader(Fact)
gaps = _reader(Gap)


def lexicon(content: str) -> Lexicon:
    """The word lists."""
    return Decoder(Lexicon).decode(content)


def synonyms(content: str) -> tuple[tuple[str, ...], ...]:
    """Groups of words of one meaning."""
    return Decoder(tuple[tuple[str, ...], ...]).decode(content)


def keyed(things: Iterable[T], key: str = "id") -> dict[str, T]:
    """Things by their id, in order."""
    return {getattr(thing, key): thing for thing in things}
