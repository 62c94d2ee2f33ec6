"""Compounds whose tail says what is wanted of the thing before it: sektorsbidragslistan, sektorsbidragssumman."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from knowledge.language.text import Token
from knowledge.vocabulary import Vocabulary

_TAILS = (
    *("topplistan", "listan", "rankingen", "rankningen", "summan", "beloppet", "beloppen", "ligan", "racet", "duellen"),
    *("kvoten", "medianen", "snittet", "skillnaden", "differensen", "diffen", "gapet"),
)
"""Words that ask for a list, an order, a figure or a computation."""
_CONTESTS = {"ligan": "listan", "racet": "listan", "duellen": "jämförelsen"}
"""Tails of a contest, which by themselves would be of something else: "ledde sektorsbidragsligan"."""
_HEADS = {"medel": "medelvärde", "snitt": "snitt", "genomsnitts": "genomsnitt", "median": "median"}
"""Beginnings of compounds that say what is computed of the thing behind them: "medelfolkmängden"."""
_SHORTEST_HEAD = 5
_SHORTEST = 10


def with_tails(tokens: Sequence[Token], vocabulary: Vocabulary) -> tuple[Token, ...]:
    """The tokens in which a compound of a known thing and such a tail is two."""
    out: list[Token] = []
    for token in tokens:
        long = token.is_word and len(token.norm) >= _SHORTEST
        cut = _cut(token.norm, vocabulary) if long else 0
        head = _head(token.norm, vocabulary) if long and not cut else ""
        if head:
            middle = token.start + len(head)
            out.append(replace(token, text=token.text[: len(head)], norm=_HEADS[head], end=middle))
            out.append(Token(token.text[len(head) :], token.norm[len(head) :], "word", middle, token.end, True))
        elif cut:
            head = token.norm[:cut].removesuffix("s") if vocabulary.part(token.norm[:cut]) is None else token.norm[:cut]
            middle = token.start + cut
            out.append(replace(token, text=token.text[: len(head)], norm=head, end=middle))
            tail = token.norm[cut:]
            out.append(Token(token.text[cut:], _CONTESTS.get(tail, tail), "word", middle, token.end, True))
        else:
            out.append(token)
    return tuple(out)


def _cut(word: str, vocabulary: Vocabulary) -> int:
    """Where the tail of a compound begins; 0 where it has none, or is a word of the catalogue as it stands."""
    tail = next((tail for tail in _TAILS if word.endswith(tail)), "")
    head = word.removesuffix(tail)
    if not tail or len(head) < _SHORTEST_HEAD or vocabulary.exact(word) or word in vocabulary.cue_words:
        return 0
    known = vocabulary.part(head) is not None or vocabulary.part(head.removesuffix("s")) is not None
    return len(head) if known else 0


def _head(word: str, vocabulary: Vocabulary) -> str:
    """The computing word with which a compound begins; empty where it has none, or is a word as it stands."""
    head = next((head for head in _HEADS if word.startswith(head)), "")
    rest = word.removeprefix(head)
    if not head or len(rest) < _SHORTEST_HEAD or vocabulary.exact(word) or word in vocabulary.cue_words:
        return ""
    if head == "median" and rest.startswith("vänt"):
        return ""  # a wait to the first visit is a median as it stands
    return head if vocabulary.exact(rest) and vocabulary.part(word) is None else ""
