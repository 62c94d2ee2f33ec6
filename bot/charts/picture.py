"""What is to be seen in a picture, before it is drawn: plain data, the same for PNG, SVG and words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.beside import Kind
from knowledge.model import Language


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, the exact value in the base unit, and that value as it is printed beside the bar.

    `words` is the value with its unit, as said in prose.
    """

    label: str
    value: Decimal
    display: str
    words: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in one language.

    `subtitle` says unit, area and period; `headline` the answer's own figure where it is no bar (a sum, a difference,
    the nation's); `notes` who is missing and what the source says against its own figures; `source` is the source
    line. `caption` says in a few sentences what the picture shows, `alt` all of it. `unit` is the base unit of the
    values (`SEK`, `percent` …).
    """

    kind: Kind
    language: Language
    title: str
    subtitle: str
    headline: tuple[str, ...]
    notes: tuple[str, ...]
    bars: tuple[Bar, ...]
    unit: str
    source: str
    caption: str
    alt: str
