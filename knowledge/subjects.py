"""What can be asked about, with its names as words: an indicator, a table of indicators, a fact or a gap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from knowledge.language.number_words import CARDINALS, FRACTIONS, MONEY, ORDINALS, SCALES
from knowledge.language.numbers import find_amounts
from knowledge.language.text import name_words, normal, tokenize
from knowledge.model import Breakdown, Fact, Gap, Indicator, Language, Table

_MONEY_WORDS = frozenset({*MONEY, *SCALES})
"""The words of which one stands in every sum of money."""
_NUMBER_WORDS = frozenset({*CARDINALS, *FRACTIONS, *ORDINALS, *_MONEY_WORDS, "a", "an", "halv", "halva", "halvannan"})
"""Words of which one stands beside it, where its number is said in words."""

Preset = tuple[tuple[str, str], ...]
"""Slots that an alias fixes, as (slot, value)."""


class Subject(Struct, frozen=True):
    """One thing that can be asked about; `key` is unique ("indicator:sektorsbidrag")."""

    kind: str
    id: str
    about: str
    item: Indicator | Table | Fact | Gap

    @property
    def key(self) -> str:
        """The kind and id, unique in the store."""
        return f"{self.kind}:{self.id}"

    @property
    def aspect(self) -> str:
        """What kind of question a fact answers (who, when, why …); empty for the others."""
        return self.item.aspect if isinstance(self.item, Fact) else ""

    def label(self, language: Language) -> str:
        """The subject's name for a person."""
        if isinstance(self.item, Fact):
            return self.item.aliases.en[0] if language == "en" and self.item.aliases.en else self.item.aliases.sv[0]
        return self.item.name.of(language)


class Alias(NamedTuple):
    """One way to name a subject, as parts with weights; `preset` are slots it fixes, `text` is the alias as written."""

    subject: int
    parts: tuple[int, ...]
    weights: tuple[float, ...]
    total: float
    preset: Preset
    text: str
    words: frozenset[str] = frozenset()


class Index(Struct, frozen=True):
    """Aliases and postings for the ranking; for each subject its own words, and those of what is near it."""

    aliases: Sequence[Alias]
    parts: Sequence[tuple[int, ...]]
    """For each alias its parts, without the rest of it: hundreds are looked at for the first question."""
    owners: Sequence[int]
    """For each alias the number of its subject."""
    totals: Sequence[float]
    """For each alias what its parts weigh together."""
    postings: Mapping[int, Sequence[int]]
    """For each part the aliases in which it stands, by their places."""
    words: Sequence[frozenset[int]]
    nearby: Sequence[frozenset[int]]
    synonyms: Mapping[int, tuple[int, ...]]


def breakdown_names(breakdown: Breakdown) -> tuple[str, ...]:
    """Every name of a kind within an indicator."""
    return breakdown.name.sv, breakdown.name.en, *breakdown.aliases.all()


@lru_cache(maxsize=2048)  # names of the catalogue, which are asked for again and again
def alias_words(text: str) -> tuple[str, ...]:
    """Words of a name for the index, amounts as marks: "de tre miljarderna" -> de, #3000000000."""
    return words_of_name(text)


def words_of_name(text: str) -> tuple[str, ...]:
    """The same of a name that is looked at once, when the index is made."""
    said = name_words(text)
    if _MONEY_WORDS.isdisjoint(said) or not _may_say_money(said):
        return said  # most names
    tokens = tokenize(normal(text))
    numeric = any(token.kind == "number" or token.norm in CARDINALS for token in tokens)
    amounts = {amount.start: amount for amount in find_amounts(tokens) if amount.unit == "SEK"} if numeric else {}
    if not amounts:
        return said
    out: list[str] = []
    at = 0
    while at < len(tokens):
        if at in amounts:
            out.append(amount_mark(amounts[at].value))
            at = amounts[at].end
            continue
        token = tokens[at]
        if token.kind in ("word", "number") or (token.norm == "+" and token.joined):
            out.append(token.norm)
        at += 1
    return tuple(out)


def _may_say_money(said: Sequence[str]) -> bool:
    """Whether a currency or scale stands beside a number, as in every sum of money."""
    for at, word in enumerate(said):
        if word in _MONEY_WORDS:
            beside = said[max(0, at - 1) : at + 2]
            if any(near[0].isdigit() or near in _NUMBER_WORDS or "hundra" in near for near in beside if near != word):
                return True
    return False


def amount_mark(value: Decimal) -> str:
    """The part by which a sum of money is found in names: #3000000000."""
    return f"#{abs(int(value))}"
