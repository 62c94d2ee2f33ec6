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
    **{"nan": "nån", "nat": "nåt", "saga": "säga", "sager": "säger", "sagas": "sägas", "sags": "sägs", "lagg": "lägg"},
    **{"star": "står", "kon": "kön", "konen": "könen", "varsta": "värsta", "halla": "hålla", "varden": "vården"},
    **{"storste": "störste", "saval": "såväl", "traffar": "träffar", "kops": "köps", "sald": "såld", "ager": "äger"},
}
"""Words that are others, or English, without their dots, or that stand in no list of phrases."""
_LONG_ENOUGH = 4
"""From this length on a word is no other for its lack of dots, though others of the question have theirs."""
_LONG_COMPOUND = 8
_LONGEST_COMPOUND = 50
_SHORTEST_PIECE = 4
"""Letters of a compound that is looked at in pieces, and of a piece."""
_PLURAL = "ingar"
"""An ending, and not "ingår"."""
_DEFINITE = word_set("det den de")
"""Words before which "ar" is "är": "vilket ar det minsta"."""
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

    def is_known(self, word: str) -> bool:
        """Whether a word is one of the language or the catalogue as it stands."""
        ...

    def is_plain(self, word: str) -> bool:
        """Whether a word is a plain one of the language, which names nothing."""
        ...

    def without_dots(self, word: str) -> str:
        """The word that an unknown one is without å, ä and ö; "" where there is none."""
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
    long = (norm for norm in norms if _LONG_COMPOUND <= len(norm) <= _LONGEST_COMPOUND and norm not in table)
    pieced = {norm: compound(norm, spelling) for norm in long}
    lacking = [norm for norm in norms if norm in table or pieced.get(norm)]
    if shortest > 1 and not any(len(norm) >= shortest for norm in lacking):
        return tuple(tokens)
    swedish, english = evidence(norms)
    swedish += len(lacking) / 2
    if not swedish or english >= swedish:
        return tuple(tokens)
    out = []
    for at, token in enumerate(tokens):
        meant = token.norm
        if token.is_word and len(token.norm) >= shortest:
            meant = table.get(token.norm) or pieced.get(token.norm) or token.norm
        if token.norm == "ar" and shortest == 1:
            meant = "år" if _means_year(tokens, at) else "är"
        out.append(token if meant == token.norm else replace(token, norm=meant))
    return tuple(out)


def compound(word: str, spelling: Dotted) -> str:
    """An unknown compound with the dots of its pieces: "sjukvardsregionen" -> "sjukvårdsregionen".

    Args:
        word: a word without dots.
        spelling: what knows words.

    Returns:
        The compound; "" where it is a word as it stands, or no two words make it.
    """
    if not word.isascii() or word.endswith(_PLURAL) or spelling.is_known(word) or spelling.is_plain(word):
        return ""
    whole = spelling.without_dots(word)
    if whole:
        return whole
    dotted = spelling.dotted
    for at in range(len(word) - _SHORTEST_PIECE, _SHORTEST_PIECE - 1, -1):
        tail = dotted.get(word[at:]) or spelling.without_dots(word[at:]) or word[at:]
        for first in (word[:at], word[: at - 1] if word[at - 1] == "s" else ""):
            head = dotted.get(first) or spelling.without_dots(first) or first
            made = head + word[len(first) : at] + tail
            if len(first) >= _SHORTEST_PIECE and made != word and spelling.is_known(head) and spelling.is_known(tail):
                return made
    return ""


def _means_year(tokens: Sequence[Token], at: int) -> bool:
    """Whether "ar" is "år" for what stands around it: "i ar", "ar for ar" and "3 ar", but "vilket ar det minsta"."""
    around = [tokens[i].norm if 0 <= i < len(tokens) else "" for i in range(at - 2, at + 3)]
    second, before, _, after, next_but_one = around
    if "ar" in (second, next_but_one) or (before.isdecimal() and not _is_year(before)) or _is_year(after):
        return True
    if before == "vilket" and (after in _DEFINITE or (len(after) > _SHORTEST_PIECE and after.endswith(("et", "en")))):
        return False
    return before in _YEAR_BEFORE or (_is_short_year(after) and next_but_one != "-")  # "ar 30-dagarsdodligheten"


def _is_short_year(norm: str) -> bool:
    return len(norm) == 2 and norm.isdecimal() and 20 <= int(norm) <= 35


def _is_year(norm: str) -> bool:
    return len(norm) == 4 and norm.isdecimal()
