"""Compounds that were written apart, put together before anything else is read: "medel värdet", "hel års prognosen"."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from knowledge.language.tables import word_set
from knowledge.language.text import Token
from knowledge.vocabulary import Vocabulary

_SHORTEST = 8
"""Letters of the shortest compound that is put together."""
_PIECE = 2
"""Letters of the shortest piece of one."""
_MOST_PIECES = 3
_ENDINGS = frozenset(("a", "e"))
_ORDINALS = {
    **{("1", "a"): "första", ("1", "e"): "första", ("2", "a"): "andra", ("3", "e"): "tredje", ("4", "e"): "fjärde"},
    **{("5", "e"): "femte", ("6", "e"): "sjätte", ("7", "e"): "sjunde", ("8", "e"): "åttonde", ("9", "e"): "nionde"},
}
"""A digit and its ending -> the ordinal."""

_POINTS = {
    *(("p", ".", end, ".") for end in ("e", "p")),
    *(("p", ".", end) for end in ("e", "p")),
    *(("%", "-", word) for word in ("enheter", "enhet", "enh")),
    *((word,) for word in ("pe", "pp")),
}
_IN = ("i", "in")
_AND = ("o", "å")
_NO_TAIL = ("mer", "men", "med", "an", "ar")
"""Words that only by their letters end a plural: "har dödligheten i hjärtsjukdom mer än halverats?"."""
_NO_AND = ("andra", "ena", "sidan", "sin")
"""Words before which "å" is "på": "å andra sidan"."""


def rejoined(tokens: Sequence[Token], vocabulary: Vocabulary) -> tuple[Token, ...]:
    """The tokens with compounds written apart as one token each; its span covers all its pieces."""
    out: list[Token] = []
    words = [token.norm if token.is_word and len(token.norm) >= _PIECE else "" for token in tokens]
    at = 0
    while at < len(tokens):
        pieces = _pieces(words, at, vocabulary)
        own = tokens[at : at + pieces]
        if pieces > 1:
            norm = "".join(words[at : at + pieces])
            out.append(replace(own[0], text="".join(token.text for token in own), norm=norm, end=own[-1].end))
        else:
            out.append(own[0])
        at += pieces
    return tuple(out)


def _pieces(words: Sequence[str], at: int, vocabulary: Vocabulary) -> int:
    """How many words from one on are one compound; what is no word, or too short to be part of one, is empty."""
    own = words[at : at + _MOST_PIECES]
    if len(own) < 2 or not own[0] or not own[1]:
        return 1
    if len(own) == _MOST_PIECES and own[2] and _is_compound(own, vocabulary):
        return _MOST_PIECES
    return 2 if _is_compound(own[:2], vocabulary) else 1


def with_ordinals(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with "1a", "2:a" and "3e" as the words they stand for, which are no amounts."""
    if not any(token.norm in _ENDINGS for token in tokens):
        return tuple(tokens)
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        token, end = tokens[at], at + 1
        if token.kind == "number" and end < len(tokens) and tokens[end].norm == ":" and tokens[end].joined:
            end += 1
        ending = tokens[end] if end < len(tokens) else None
        word = _ORDINALS.get((token.norm, ending.norm)) if ending is not None and ending.joined else None
        if word is not None and ending is not None:
            whole = token.text + "".join(piece.text for piece in tokens[at + 1 : end + 1])
            out.append(replace(token, text=whole, norm=word, kind="word", end=ending.end))
            at = end + 1
        else:
            out.append(token)
            at += 1
    return tuple(out)


def with_points(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with "i p.e.", "i pp" and "%-enheter" as the percentage points they stand for."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        norms = tuple(token.norm for token in tokens[at : at + 4])
        length = next((n for n in range(len(norms), 0, -1) if norms[:n] in _POINTS), 0)
        if not length or (at and tokens[at - 1].norm not in _IN and norms[0] != "%"):
            out.append(tokens[at])
            at += 1
            continue
        last = tokens[at + length - 1]
        out.append(replace(tokens[at], norm="procentenheter", kind="word", end=last.end))
        at += length
    return tuple(out)


def with_numbers(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with "nr. 2" and "no. 2" as the "nummer 2" that they stand for."""
    if not any(token.norm in _NUMBER_SIGNS for token in tokens):
        return tuple(tokens)
    out: list[Token] = []
    at, last = 0, len(tokens) - 1
    while at <= last:
        token = tokens[at]
        dot = token.norm in _NUMBER_SIGNS and at < last and tokens[at + 1].norm == "."
        after = at + 1 + dot
        place = after <= last and tokens[after].norm.isdecimal() and len(tokens[after].norm) < _LONG_PLACE
        follow = tokens[after + 1].norm if after < last else ""
        meant = dot or follow in _BEHIND_PLACE or not follow[:1].isalpha()
        if token.norm in _NUMBER_SIGNS and place and meant:
            out.append(replace(token, norm="nummer", kind="word", end=tokens[after - 1].end))
            at = after
        else:
            out.append(token)
            at += 1
    return tuple(out)


_NUMBER_SIGNS = frozenset(("no", "nr", "num"))
_BEHIND_PLACE = word_set("in on for of among i på av bland när vad when")
"""Words behind the number of a place: "no 2 in the table", which no "no 2 regions" has."""
_LONG_PLACE = 3


def with_and(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with "o", and "å" between two words, as the "och" that they stand for on a phone."""
    if not any(token.norm in _AND for token in tokens):
        return tuple(tokens)
    last = len(tokens) - 1
    return tuple(
        replace(token, norm="och")
        if token.norm == "o" or (token.norm == "å" and 0 < at < last and tokens[at + 1].norm not in _NO_AND)
        else token
        for at, token in enumerate(tokens)
    )


def _is_compound(pieces: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether some words are one compound of the catalogue or of the phrases that ask for something."""
    whole = "".join(pieces)
    if len(whole) < _SHORTEST:
        return False
    if whole in vocabulary.cue_words:
        return True
    if pieces[-1] in _NO_TAIL:
        return False
    if not vocabulary.exact(whole):
        pair = len(pieces) < _MOST_PIECES
        return pair and vocabulary.joined(pieces) is not None and vocabulary.look_up(pieces[-1]).status == "unknown"
    if vocabulary.is_frame(pieces[0]):  # "av skrivningarna", but not "om kostnader"
        return not vocabulary.exact(pieces[-1])
    return pieces[0] not in vocabulary.cue_words  # "minus budget" is no "minusbudget"
