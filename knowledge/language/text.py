"""From what a person typed to tokens with spans.

A question may carry mark-up, mentions, emoji, quotes and zero-width characters; all of that is data and none of it
reaches the recognisers.
"""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

MAX_CHARACTERS = 6_000
MAX_TOKENS = 400

_SCRIPTS = re.compile(r"<(script|style)\b[^<>]{0,200}>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
"""What a browser would carry out and not show: no word of it is a question's."""
_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_STATEMENTS = re.compile(
    r"['\"’]\s*\)?\s*;\s*(?:drop|delete|insert|update|select|alter|truncate|create|exec|union)\b(?:[^?\n]*?--|[^?\n]*)",
    re.IGNORECASE,
)
"""A statement to a database that somebody put beside the words: "'; DROP TABLE observations; --"."""
_SPACES = re.compile(r"[^\S\n]{2,}")
"""Several spaces where one is meant: "250  000"."""
_ADDRESSES = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")
_PLACES = re.compile(r"#(?=\d{1,2}\b)")
"""A place in an order, as it is written in short: "#2"."""
_ADDRESSEES = re.compile(r"(?<!\w)@[\w.\-]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufe0e\ufe0f]")
_DASHES = str.maketrans(
    dict.fromkeys("‐‑‒–—―−﹣－", "-") | dict.fromkeys("\u00a0\u2007\u2009\u202f\t", " ") | dict.fromkeys("’‘´`", "'")
)
_DASHED = re.compile(f"[{''.join(map(chr, _DASHES))}]")
_TOKEN = re.compile(
    r"""
    (?P<number>\d{1,3}(?:[ ]\d{3})+(?!\d)(?:[.,]\d+)?   # 398 262 434
      |\d{1,3}(?:,\d{3})+\.\d+                           # 1,234.5
      |\d{1,3}(?:\.\d{3})+,\d+                           # 1.234,5
      |\d{1,3}(?:,\d{3}){2,}(?!\d)                       # 398,262,434
      |\d{1,3}(?:\.\d{3}){2,}(?!\d)                      # 398.262.434
      |\d+(?:[.,:]\d+)?)                                 # 2024  11,8  1:6
    |(?P<word>[^\W\d_]+(?:'[^\W\d_]+|:(?:s|n|t|en|et|er|ar)(?![^\W\d_]))?)
    |(?P<medal>[🥇🥈🥉🏆])
    |(?P<mark>[-+%‰/&?!.,;:()<>=~≈\n"])
    """,
    re.VERBOSE,
)
_PLAIN = re.compile("[a-zåäöéü0-9 ,.:()%/+-]*")
_GROUPED = re.compile("[0-9][ ,.:][0-9]|:[^ ]")
"""Digits that may be one number, and endings tied by a colon."""
_PLAIN_WORD = re.compile(r"[a-zåäöéü]+|[0-9]+|(?<=[^ ])\+")
"""Words, numbers and tied signs of a text that is `_PLAIN` and has no `_GROUPED` digits."""
_WIDE = {0xFF01 + i: 0x21 + i for i in range(94)}
"""Full-width letters and digits, as some keyboards write them."""

_FOLD = str.maketrans("åäöéèüáàôæøÅÄÖ", "aaoeeuaaoaoaao")


class Token(Struct, frozen=True):
    """One word, number or mark; `start` and `end` are positions in the cleaned text."""

    text: str
    norm: str
    kind: str
    start: int
    end: int
    joined: bool
    """Whether nothing stands between this token and the one before it ("30-dagars", "bp24")."""

    @property
    def is_word(self) -> bool:
        """Whether the token is made of letters."""
        return self.kind == "word"

    @property
    def capital(self) -> bool:
        """Whether the person wrote it with a capital."""
        return self.text[:1].isupper()


def fold(text: str) -> str:
    """Text without the dots and rings: västernorrland -> vasternorrland."""
    if text.isascii():
        return text
    flat = text.replace("å", "a").replace("ä", "a").replace("ö", "o")  # a tenth of the time of a translation
    return flat if flat.isascii() else flat.translate(_FOLD)


def clean(text: str) -> str:
    """The text without mark-up, addresses, @mentions and invisible characters, in NFC, dashes made one."""
    text = unicodedata.normalize("NFC", text[:MAX_CHARACTERS]).translate(_WIDE)
    text = _STATEMENTS.sub(" ", _SCRIPTS.sub(" ", text))
    text = _TAGS.sub(" ", text)
    text = _ADDRESSES.sub(" ", text)
    text = _PLACES.sub("nr ", _ADDRESSEES.sub(" ", text))
    return _SPACES.sub(" ", _INVISIBLE.sub("", text).translate(_DASHES)).strip()


def normal(text: str) -> str:
    """The form under which words are compared: NFC, case folded, one kind of dash and space."""
    text = unicodedata.normalize("NFC", text)
    return (text.translate(_DASHES) if _DASHED.search(text) else text).casefold()


def tokenize(text: str) -> tuple[Token, ...]:
    """Tokens of a cleaned text, at most `MAX_TOKENS`, in order."""
    tokens: list[Token] = []
    end = -1
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        word = match.group()
        norm = _norm(kind, word.casefold())
        tokens.append(Token(word, norm, kind, match.start(), match.end(), match.start() == end))
        end = match.end()
        if len(tokens) == MAX_TOKENS:
            break
    return tuple(tokens)


def _norm(kind: str, word: str) -> str:
    """The form under which a word in small letters is compared: without the ending of "VGR:s" and "Skåne's"."""
    if kind != "word":
        return word
    word = word.partition(":")[0]
    return word[:-2] if word.endswith(("'s", "'n")) else word


def words(text: str) -> tuple[str, ...]:
    """The normalised words and numbers of a catalogue name or alias."""
    return tuple(
        token.norm for token in tokenize(normal(text)) if token.kind in ("word", "number") or token.norm == "+"
    )


def name_words(text: str) -> tuple[str, ...]:
    """The words and numbers of a name or alias, and each "+" that is tied to what is before it."""
    low = text.casefold()
    for form in (low, text):
        norm = form if form is low else normal(form)  # nearly all are normal as they stand
        if len(norm) < MAX_TOKENS and _PLAIN.fullmatch(norm) and not _GROUPED.search(norm):
            return tuple(_PLAIN_WORD.findall(norm))
    return _words_apart(norm)


def _words_apart(text: str) -> tuple[str, ...]:
    """The words and numbers of a normal text that has more than letters and single digits; no more than tokens."""
    found: list[str] = []
    end = -1
    for number, match in enumerate(_TOKEN.finditer(text)):
        if number == MAX_TOKENS:
            break
        kind, word = match.lastgroup, match.group()
        if kind == "word":
            found.append(word if word.isalpha() else _norm(kind, word))
        elif kind == "number" or (word == "+" and match.start() == end):
            found.append(word)
        end = match.end()
    return tuple(found)
