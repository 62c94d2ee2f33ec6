"""The English "cut" that is somebody's part of a sum of money: "Halland's cut of the 3bn" reduces nothing."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from knowledge.language.number_words import MONEY, SCALES
from knowledge.language.tables import word_set
from knowledge.language.text import Token

_OF, _THE = word_set("of from"), word_set("the that this these those")
_MONEY = MONEY | word_set("""
    grant grants money pot pie cake fund funds funding total package cash sum billion billions million millions sek
    allocation kitty
""")
_REACH = 5
"""So many words behind "cut of the" the money may stand: "of the targeted sector grant"."""


def with_slices(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with a "cut" of a known sum of money as a "slice"."""
    return tuple(
        replace(token, norm="slice") if token.norm == "cut" and _is_slice(tokens, at) else token
        for at, token in enumerate(tokens)
    )


def _is_slice(tokens: Sequence[Token], at: int) -> bool:
    """Whether "of the" and a sum of money follow."""
    behind = [token.norm for token in tokens[at + 1 : at + 3]]
    if len(behind) < 2 or behind[0] not in _OF or behind[1] not in _THE:
        return False
    money = tokens[at + 3 : at + 3 + _REACH]
    return any(token.norm in _MONEY or (token.norm in SCALES and token.joined) for token in money)
