"""Compounds that hold an amount or a known name together with a word for money, read as the words they are made of.

"tremiljarderspotten" is "tre miljarderna", "sexmiljonersstödet" "sex miljoner stödet" and "sektorsslantarna" the sector
grant; so are a region's "vårdmiljarderna", for there are no others that a region got.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from knowledge.language.number_words import CARDINALS
from knowledge.language.patterns import Pattern
from knowledge.language.text import Token

_MONEY = (
    "miljard(?:en|er|erna)?|miljon(?:en|er|erna)?|pengar(?:na)?|slant(?:en|ar|arna)?|stålar(?:na)?|kosing(?:en)?"
    "|deg(?:en)?|pott(?:en)?|kak(?:a|an)|skak(?:a|an)|pås(?:e|en)|peng(?:en)?|klöver|cash(?:en)?|spänn"
)
_SUM = Pattern(r"(?P<count>[a-zåäö]+?)(?P<scale>miljard|miljon)(?:er|ers|s)?(?P<rest>[a-zåäö]{3,})")
_MONEY_ALONE = Pattern(_MONEY)
_KNOWN = Pattern(rf"(?:sektor|vård|sjukvård)s?(?:{_MONEY})")
_GRANT = "sektorsbidraget"
_SHORTEST = 8


def parted(
    tokens: Sequence[Token], knows: Callable[[str], bool], is_region: Callable[[str], bool]
) -> tuple[tuple[Token, ...], tuple[tuple[str, str], ...]]:
    """The tokens with such compounds as several.

    Args:
        tokens: the question.
        knows: whether the catalogue has a word as it is.
        is_region: whether a word is the name of a region.

    Returns:
        The tokens (those that one word became have its place and span), and what was read as something else.
    """
    out: list[Token] = []
    read: list[tuple[str, str]] = []
    for token in tokens:
        said = _words(token.norm) if token.is_word and len(token.norm) >= _SHORTEST else ()
        if said and not knows(token.norm):
            if said == (_GRANT,):
                if not token.norm.startswith("sektor") and not any(is_region(other.norm) for other in tokens):
                    out.append(token)
                    continue
                read.append((token.text, _GRANT))
            out += [replace(token, norm=word, joined=token.joined or bool(at)) for at, word in enumerate(said)]
        else:
            out.append(token)
    return tuple(out), tuple(read)


def _words(word: str) -> tuple[str, ...]:
    """What a compound is read as; nothing where it is none of these."""
    known = _KNOWN.fullmatch(word)
    if known is not None:
        return (_GRANT,)
    found = _SUM.fullmatch(word)
    if found is None or found["count"] not in CARDINALS:
        return ()
    rest = found["rest"].removeprefix("s") if found["rest"].startswith("sk") else found["rest"]
    if _MONEY_ALONE.fullmatch(rest) or _MONEY_ALONE.fullmatch(found["rest"]):
        return found["count"], f"{found['scale']}erna"
    return found["count"], f"{found['scale']}er", rest
