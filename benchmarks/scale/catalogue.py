"""A made catalogue of Kolada's kind: thousands of indicators in families of near-twins, from one seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import product

from benchmarks.scale.words import AGES, HEADS, MEASURES, SEXES, TAILS, TOPICS, UNITS, Phrase
from knowledge.model import Indicator, Names, Text

ALIASES = 4
_RESERVED = 0x51FF
_KINDS = {"folkhalsa": ("money",), "organisation": ("money",), "lakemedel": ("money",)}
"""Themes of which only some kinds of measures are told."""


@dataclass(frozen=True, slots=True)
class Made:
    """One made indicator with the pieces of its names, each with all ways in which its names say it.

    The pieces are measure, topic, sex, age and unit; sex and age are left out where it is not divided by them.
    """

    indicator: Indicator
    pieces: tuple[Phrase, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Its title and its aliases."""
        return self.indicator.name.sv, *self.indicator.aliases.sv


def make(count: int, seed: int = 1, *, wide: bool = False) -> list[Made]:
    """A catalogue.

    Args:
        count: how many indicators.
        seed: the same seed gives the same catalogue.
        wide: whether each family speaks of compounds of its own, which makes a vocabulary of ten thousand stems.

    Returns:
        The indicators; no two share a name.
    """
    dice = random.Random(seed ^ _RESERVED)  # noqa: S311  (a made catalogue, no secret)
    topics = [(theme, phrase) for theme, phrases in TOPICS.items() for phrase in phrases]
    families = [
        (kind, measure, theme, topic)
        for kind, given in MEASURES.items()
        for measure in given
        for theme, topic in topics
        if kind in _KINDS.get(theme, MEASURES)
    ]
    dice.shuffle(families)
    compounds = [head + tail for head, tail in product(HEADS, TAILS)]
    dice.shuffle(compounds)
    made: list[Made] = []
    taken: set[str] = set()
    for kind, measure, theme, topic in families:
        own = tuple(compounds.pop() for _ in range(min(5, len(compounds)))) if wide else ()
        about = topic if len(own) < ALIASES + 1 else own
        for sex, age, unit in _members(dice, kind, wide=wide):
            if len(made) == count:
                return made
            pieces = (measure, about, sex, age, unit[1])
            title, aliases = _title(pieces), _aliases(dice, pieces)
            names = [name for name in dict.fromkeys((title, *aliases)) if name.casefold() not in taken]
            if len(names) < 1 + ALIASES or names[0] != title:
                continue
            taken.update(name.casefold() for name in names)
            made.append(_made(len(made), theme, pieces, unit[0], names[: 1 + ALIASES]))
    return made


def _members(dice: random.Random, kind: str, *, wide: bool) -> list[tuple[Phrase, Phrase, tuple[str, Phrase]]]:
    """The members of one family: totals, and some divided by sex and by age."""
    every = list(product(SEXES, AGES, UNITS[kind]))
    first = [member for member in every if member[1] == ("",)]
    if wide:
        return first[:3]
    others = [member for member in every if member[1] != ("",)]
    return first + dice.sample(others, min(len(others), dice.choice((0, 3, 6, 9))))


def _title(pieces: tuple[Phrase, ...]) -> str:
    """A title as Kolada writes it: "Nettokostnad primärvård, kvinnor 65+ år, kr/inv"."""
    measure, topic, sex, age, unit = (piece[0] for piece in pieces)
    group = " ".join(part for part in (sex, age) if part)
    return ", ".join(part for part in (f"{measure} {topic}", group, unit) if part)


def _aliases(dice: random.Random, pieces: tuple[Phrase, ...]) -> list[str]:
    """Ways in which people say the same, each with everything that tells it from its twins."""
    found: list[str] = []
    for number in range(4 * ALIASES):
        measure, topic, sex, age, unit = (dice.choice(piece) if number else piece[0] for piece in pieces)
        forms = (
            f"{topic} {measure} {sex} {age} {unit}",
            f"{measure} för {topic} {sex} {age} {unit}",
            f"{measure} {unit} inom {topic} {sex} {age}",
            f"{sex} {age} {topic}: {measure} {unit}",
        )
        name = " ".join(forms[number % len(forms)].split()).strip()
        found.append(name[0].upper() + name[1:])
    return found


def _made(number: int, theme: str, pieces: tuple[Phrase, ...], unit: str, names: list[str]) -> Made:
    """The indicator with its definition."""
    measure, topic, sex, age, written = (piece[0] for piece in pieces)
    group = " ".join(part for part in (sex, age) if part)
    said = f"{measure} {topic}" + (f", {group}" if group else "")
    definition = f"{measure} avseende {topic}" + (f" för {group}" if group else "") + f", redovisat som {written}."
    return Made(
        Indicator(
            id=f"made_{number:05d}",
            name=Text(names[0], ""),
            short=Text(said[0].lower() + said[1:], ""),
            unit=unit,
            theme=theme,
            definition=Text(definition, ""),
            default=(("scenario", "outcome"),),
            aliases=Names(tuple(names[1:])),
        ),
        tuple(piece for piece in pieces if piece != ("",)),
    )
