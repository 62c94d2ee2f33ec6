"""Names and codes of places in a table -> area codes; what is not known is listed with the nearest names.

A name that is both a region's and a municipality's ("Uppsala") is the one or the other by the table's other rows, or by
what was said; it is never guessed row by row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from babel.core import get_global
from rapidfuzz import fuzz, process

from knowledge.language.text import normal
from knowledge.model import NATION, Area

Level = Literal["region", "municipality", "country"]
LEVELS: tuple[Level, ...] = ("region", "municipality", "country")

_NATION = frozenset((
    *("riket", "sverige", "sweden", "hela riket", "hela landet", "riket totalt", "sverige totalt", "hela sverige"),
))
_TOTALS = frozenset((
    *("totalt", "total", "summa", "samtliga", "alla regioner", "samtliga regioner", "alla län", "samtliga län"),
    *("alla kommuner", "samtliga kommuner"),
))
"""The nation only in a table that has all its regions, or all its municipalities."""
_FOOT = re.compile(r"(?:[¹²³⁴⁵⁶⁷⁸⁹]+|\*+|\s*\(?[0-9a-z]\))$")
_CODED = re.compile(r"([0-9]{2}|[0-9]{4})\s*[-–:.]?\s+(\S.*)")
_KOLADA = re.compile(r"00[0-2][0-9]")
_NEAREST = 3
_NEAR = 60


@dataclass(slots=True)
class Places:
    """What a table's names of places mean, by the areas of the data folders."""

    areas: Mapping[str, Area]
    said: Mapping[str, str] = field(default_factory=dict)
    """Names of which it was said what they are: name -> area code."""
    skipped: frozenset[str] = frozenset()
    """Names whose rows are left out."""
    level: Level | None = None
    """Of which kind a name is that could be of several; found by `settle` where it is None."""
    whole: bool = False
    """Whether the table has all regions or all municipalities, so that its total is the nation; found by `settle`."""
    _names: dict[str, dict[str, str]] = field(init=False)
    _found: dict[str, str | None] = field(init=False)

    def __post_init__(self) -> None:
        """Index every name by what is compared of it, and fold the names that were said."""
        self._names = {}
        for area in self.areas.values():
            own = (area.name, area.name_en, area.official_name, area.county, area.county_en, *area.aliases.all())
            if area.kind == "municipality":
                own += (f"{area.name} kommun", f"{area.name}s kommun", f"{area.name} stad", f"{area.name}s stad")
            for name in own:
                if name:
                    self._names.setdefault(_key(name), {}).setdefault(area.kind, area.code)
        self.said = {_key(name): code for name, code in self.said.items()}
        self.skipped = frozenset(map(_key, self.skipped))
        self._found = {}

    def is_skipped(self, text: str) -> bool:
        """Whether the rows of a name are left out."""
        return _key(text) in self.skipped

    def candidates(self, text: str) -> dict[str, str]:
        """What a text may be: kind of area -> code; empty where it is no place that is known."""
        key = _key(text)
        if key in self.said:
            return {"said": self.said[key]}
        if coded := _CODED.fullmatch(" ".join(text.split())):
            code, name = self._by_code(coded[1]), self._names.get(_key(coded[2]), {})
            return {self.areas[code].kind: code} if code and code in name.values() else {}
        if key.isdigit():
            code = self._by_code(key)
            return {self.areas[code].kind: code} if code else {}
        if found := self._names.get(key):
            return found
        if key in _NATION or (key in _TOTALS and self.whole):
            return {"nation": NATION}
        iso = get_global("territory_aliases").get(text.strip()) if len(text.strip()) == 3 and text.isupper() else None
        if iso:
            return {"nation": NATION} if iso[0] == "SE" else {"country": iso[0]} if iso[0] in self.areas else {}
        return {}

    def settle(self, texts: Iterable[str]) -> None:
        """Find by the names that can be of one kind only of which kind the others are, and whether all are there."""
        said = list(texts)
        kinds = {next(iter(found)) for text in said if len(found := self.candidates(text)) == 1}
        told: list[Level] = [level for level in LEVELS if level in kinds]
        if self.level is None and len(told) == 1:
            self.level = told[0]
        self._found.clear()
        named = {code for text in said if (code := self.code(text)) is not None}
        self.whole = any(
            named >= {code for code, area in self.areas.items() if area.kind == kind}
            for kind in ("region", "municipality")
        )
        self._found.clear()

    def code(self, text: str) -> str | None:
        """The area that a text names, None where none is known or it may be several."""
        if text not in self._found:
            self._found[text] = self._code(text)
        return self._found[text]

    def _code(self, text: str) -> str | None:
        """The area that a text names, not looked up before."""
        found = self.candidates(text)
        if len(found) == 1:
            return next(iter(found.values()))
        if self.level is not None and self.level in found:
            return found[self.level]
        return found.get("nation")

    def nearest(self, text: str) -> tuple[str, ...]:
        """The names that a text is nearest to, as they are written, at most three."""
        if len(self.candidates(text)) > 1:
            return tuple(f"{text} ({kind})" for kind in self.candidates(text))
        written = {
            name: _key(name)
            for area in self.areas.values()
            if area.kind in ("region", "municipality", "nation")
            for name in (area.name, area.county)
            if name
        }
        found = process.extract(_key(text), written, scorer=fuzz.ratio, limit=_NEAREST, score_cutoff=_NEAR)
        return tuple(name for _, _, name in found)

    def _by_code(self, digits: str) -> str | None:
        """The area of SCB's code, with or without its leading zero, or of Kolada's for a region."""
        if _KOLADA.fullmatch(digits) and digits[2:] in self.areas:
            return digits[2:]
        for code in (digits, f"0{digits}"):
            if code in self.areas:
                return code
        return None


def _key(text: str) -> str:
    """What is compared of a name: no case, no kinds of dash and space, no footnote mark."""
    bare = _FOOT.sub("", " ".join(text.split())) if text.strip() and not text.strip().isdigit() else text.strip()
    return " ".join(normal(bare or text).split()).strip(" .:")
