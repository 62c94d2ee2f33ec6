"""Questions as people type them, each made of one name of one indicator: every one with a typing error."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.scale.catalogue import Made
from benchmarks.scale.words import AGES, Phrase

_LETTERS = "abcdefghijklmnoprstuvyåäö"
_TYPED = 5
"""Letters of the shortest word that gets a typing error."""
_APART = 10
"""Letters of the shortest compound that is written apart."""
_TWO_WRONG = 8
"""Letters of the shortest word that may get two errors."""
_FORMS = (
    ("vård", "vården"),
    ("mottagning", "mottagningen"),
    ("besök", "besöken"),
    ("patienter", "patienterna"),
    ("kostnad", "kostnaden"),
    ("operation", "operationer"),
    ("avgifter", "avgifterna"),
    ("läkare", "läkarna"),
    ("dagar", "dagarna"),
    ("psykiatri", "psykiatrin"),
    ("cancer", "cancern"),
    ("tillfällen", "tillfällena"),
    ("infektioner", "infektionerna"),
    ("kirurgi", "kirurgin"),
    ("intäkter", "intäkterna"),
)


@dataclass(frozen=True, slots=True)
class Noise:
    """How often each kind of noise is made; between 0 and 1."""

    mixed: float = 0.4
    """Questions that say each piece as some name of the target says it, instead of one name as it stands."""
    more_typos: float = 0.25
    """For each long word after the first misspelt one."""
    two_letters: float = 0.2
    """Of the typing errors in words of eight letters or more: those with two wrong letters."""
    inflected: float = 0.4
    apart: float = 0.35
    reordered: float = 0.5
    partial: float = 0.5


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the number of the indicator it is about."""

    text: str
    target: int


def ask(made: Sequence[Made], count: int, seed: int, noise: Noise | None = None) -> list[Asked]:
    """Questions about indicators drawn at random.

    A question from which words were left out still names its target before it is misspelt: of the indicators that have
    all its words in their names, the target is the plainest (women are not meant where no sex is said).

    Args:
        made: the catalogue.
        count: how many questions.
        seed: the same seed gives the same questions.
        noise: how noisy they are.

    Returns:
        The questions.
    """
    dice = random.Random(seed)  # noqa: S311  (questions of a benchmark, no secret)
    level, telling = noise or Noise(), _Telling(made)
    found: list[Asked] = []
    while len(found) < count:
        target = dice.randrange(len(made))
        if dice.random() < level.mixed:
            words = _mixed(dice, made[target])
        else:
            words = plain(dice.choice(made[target].names)).split()
        for _ in range(dice.choice((1, 1, 2)) if dice.random() < level.partial else 0):
            words.pop(dice.randrange(len(words)))
        if len(words) > 1 and telling.tells(words, target):
            found.append(Asked(_noisy(dice, words, level), target))
    return found


def plain(name: str) -> str:
    """A name as it is typed: in small letters, without commas."""
    return name.replace(",", "").replace(":", "").casefold()


def _mixed(dice: random.Random, one: Made) -> list[str]:
    """What an indicator is of, each piece as one of its names says it, in an order of its own."""
    said = " ".join(f" {plain(name)} " for name in one.names)
    pieces = [[way for way in piece if f" {plain(way)} " in said] for piece in one.pieces]
    dice.shuffle(pieces)
    return plain(" ".join(dice.choice(ways) for ways in pieces if ways)).split()


class _Telling:
    """The words by which indicators are told apart."""

    def __init__(self, made: Sequence[Made]) -> None:
        """The words of all names of `made`."""
        self._words = [frozenset(word for name in one.names for word in plain(name).split()) for one in made]
        self._pieces = [[_words_of(piece) for piece in one.pieces] for one in made]
        self._with: dict[str, list[int]] = {}
        for number, words in enumerate(self._words):
            for word in words:
                self._with.setdefault(word, []).append(number)

    def tells(self, words: Sequence[str], target: int) -> bool:
        """Whether the words say each piece of the target, and it is the plainest that has all of them."""
        said = frozenset(words)
        if any(said.isdisjoint(piece) for piece in self._pieces[target]):
            return False
        holding = [n for n in min((self._with[word] for word in said), key=len) if said <= self._words[n]]
        least = min(len(self._pieces[number]) for number in holding)
        return [number for number in holding if len(self._pieces[number]) == least] == [target]


def _words_of(piece: Phrase) -> frozenset[str]:
    """The words of which one must be said for a piece to be said: for an age, its numbers."""
    words = frozenset(word for way in piece for word in plain(way).split())
    return frozenset(word for word in words if word[0].isdigit()) if piece in AGES else words


def _noisy(dice: random.Random, words: list[str], noise: Noise) -> str:
    """Some words as somebody types them."""
    if dice.random() < noise.reordered:
        cut = dice.randrange(1, len(words))
        words = words[cut:] + words[:cut]
    if dice.random() < noise.inflected:
        words = [_inflected(word) for word in words]
    if dice.random() < noise.apart:
        words = _apart(dice, words)
    long = [i for i, word in enumerate(words) if len(word) >= _TYPED and word.isalpha()]
    dice.shuffle(long)
    for number, at in enumerate(long):
        if not number or dice.random() < noise.more_typos:
            words[at] = _mistyped(dice, words[at])
            if len(words[at]) >= _TWO_WRONG and dice.random() < noise.two_letters:
                words[at] = _mistyped(dice, words[at])
    return " ".join(words)


def _inflected(word: str) -> str:
    """A word in another form, where one is known."""
    return next((word[: -len(end)] + other for end, other in _FORMS if word.endswith(end)), word)


def _apart(dice: random.Random, words: list[str]) -> list[str]:
    """One long compound in two words, cut where a piece that is a word begins."""
    pieces = (
        "vård",
        "mottagning",
        "kostnad",
        "operation",
        "besök",
        "avgifter",
        "cancer",
        "psykiatri",
        "skötersk",
        "tid",
        "medel",
        "central",
        "avvikelse",
        "verksamhet",
        "tandvård",
        "nöjdhet",
        "platser",
        "dagar",
        "sjukvård",
    )
    cuts = [
        (i, word.find(p)) for i, word in enumerate(words) if len(word) >= _APART for p in pieces if word.find(p) >= 3
    ]
    if not cuts:
        return words
    i, cut = dice.choice(cuts)
    return [*words[:i], words[i][:cut], words[i][cut:], *words[i + 1 :]]


def _mistyped(dice: random.Random, word: str) -> str:
    """A word with one letter lacking, doubled, wrong, added, or two in the wrong order."""
    at = dice.randrange(1, len(word) - 1)
    kind = dice.randrange(5)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    if kind == 2:
        return word[:at] + dice.choice(_LETTERS) + word[at + 1 :]
    if kind == 3:
        return word[:at] + dice.choice(_LETTERS) + word[at:]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
