"""Swedish typed without å, ä and ö: the small words whose meaning hangs on them, set right.

Names and words of the catalogue are found without their dots anyway. Here are the words of operations, bounds and
numbers, which in a question without any dots are put back: "fick fler an hundra", "lagre an budget", "over snittet".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from msgspec.structs import replace

from knowledge.language.detect import evidence
from knowledge.language.tables import word_set
from knowledge.language.text import Token, fold

_SMALL = {
    **{"an": "än", "over": "över", "for": "för", "far": "får", "pa": "på", "nar": "när", "da": "då", "fran": "från"},
    **{"ga": "gå", "gar": "går", "tva": "två", "bade": "både", "ocksa": "också", "forra": "förra"},
    **{"nasta": "nästa", "sjatte": "sjätte", "battre": "bättre", "samre": "sämre", "hogre": "högre", "lagre": "lägre"},
    **{"storre": "större", "langre": "längre", "farre": "färre", "halften": "hälften", "aren": "åren", "aret": "året"},
    **{"okar": "ökar", "okat": "ökat", "okade": "ökade", "okning": "ökning", "okningen": "ökningen", "hojs": "höjs"},
    **{
        "sanks": "sänks",
        "vaxer": "växer",
        "vaxte": "växte",
        "manga": "många",
        "val": "väl",
        "bada": "båda",
        "forst": "först",
    },
}
"""Words that are others, or English, without their dots, or that stand in no list of phrases."""
_LONG_ENOUGH = 4
"""From this length on a word is no other for its lack of dots, though others of the question have theirs."""
_YEAR_BEFORE = word_set(
    "vilket vilka i per varje nästa nasta förra forra samma tre två tva alla fler under budget helt ett"
)
"""Words after which "ar" is "år", and not "är"."""


class Dotted(Protocol):
    """What knows words by their forms without dots."""

    @property
    def dotted(self) -> Mapping[str, str]:
        """Form without dots -> word."""
        ...


def table_of(first: Iterable[str], other: Iterable[str], names: Iterable[str]) -> dict[str, str]:
    """Form without dots -> word.

    Args:
        first: words of phrases and of the frame of a question, which win over others of the same form.
        other: further words.
        names: names of places; what is a name or one of the further words stays as it is.

    Returns:
        The table.
    """
    made: dict[str, str] = dict(_SMALL)
    further = frozenset(other)
    known = further.union(names)
    for words in (first, further):
        for word in sorted(word for word in words if not word.isascii()):
            if fold(word) not in known:
                made.setdefault(fold(word), word)
    return made


def with_dots(tokens: Sequence[Token], spelling: Dotted) -> tuple[Token, ...]:
    """The tokens with dots put back where the question is Swedish: short words only where it has none at all."""
    norms = [token.norm for token in tokens if token.is_word]
    shortest = 1 if all(map(str.isascii, norms)) else _LONG_ENOUGH
    table = spelling.dotted
    lacking = [norm for norm in norms if norm in table]
    if shortest > 1 and not any(len(norm) >= shortest for norm in lacking):
        return tuple(tokens)
    swedish, english = evidence(norms)
    swedish += len(lacking) / 2
    if not swedish or english >= swedish:
        return tuple(tokens)
    out = []
    for at, token in enumerate(tokens):
        meant = table.get(token.norm, token.norm) if token.is_word and len(token.norm) >= shortest else token.norm
        if token.norm == "ar" and shortest == 1:
            before, after = (tokens[i].norm if 0 <= i < len(tokens) else "" for i in (at - 1, at + 1))
            counted = before.isdecimal() and not _is_year(before)
            meant = "år" if before in _YEAR_BEFORE or counted or _is_year(after) or _is_short_year(after) else "är"
        out.append(token if meant == token.norm else replace(token, norm=meant))
    return tuple(out)


def _is_short_year(norm: str) -> bool:
    return len(norm) == 2 and norm.isdecimal() and 20 <= int(norm) <= 35


def _is_year(norm: str) -> bool:
    return len(norm) == 4 and norm.isdecimal()
