"""What is held about a matter: "vad finns om väntetider?", "vilka nyckeltal har du om primärvård?"."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.catalogue import Catalogue
from knowledge.language.tables import word_set
from knowledge.language.text import Token, fold
from knowledge.mentions import Analysis
from knowledge.model import Indicator
from knowledge.outcomes import Clarification
from knowledge.subjects import Subject

SHOWN = 8
"""So many are listed; of the rest it is said how many they are."""

_THINGS = word_set("""
    nyckeltal nyckeltalen indikatorer indikatorerna mått statistik siffror uppgifter data
    indicators statistics figures measures
""")
_OPENINGS = (
    ("vad", "finns"),
    ("vad", "finns", "det"),
    ("vad", "har", "du"),
    ("vad", "har", "ni"),
    ("vad", "har", "du", "för"),
    ("vad", "finns", "det", "för"),
    ("vilka",),
    ("vilken",),
    ("visa",),
    ("lista",),
    ("visa", "alla"),
    ("what", "do", "you", "have"),
    ("what", "is", "there"),
    ("which",),
    ("what",),
    ("list",),
    ("show",),
)
"""How such a question begins; most of them are followed by a word for what is listed."""
_OPEN_ENDED = frozenset(opening for opening in _OPENINGS if len(opening) > 1 and opening[-1] not in ("för", "alla"))
"""Openings after which none is needed: "vad finns om …"."""
_HELD = word_set("har du ni finns det ligger do you have are there on som")
"""What may stand between: "vilka nyckeltal har du om …"."""
_ABOUT = word_set("om kring rörande inom angående about on regarding concerning")


def browsed(catalogue: Catalogue, analysis: Analysis) -> Clarification | None:
    """What is held about what is asked for; None where the question is another, or nothing is held."""
    if analysis.places or analysis.periods or analysis.amounts:
        return None
    topic = _topic(analysis.tokens)
    parts = [wanted for token in topic if (wanted := _parts(catalogue, token))]
    if not topic or len(parts) < len(topic):
        return None
    found = _named(catalogue, parts) or _of_theme(catalogue, topic)
    if not found:
        return None
    about = " ".join(token.text for token in topic)
    return Clarification("browse", tuple(found[:SHOWN]), about, len(found))


def _topic(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The words for the matter that is asked about; none where the question does not ask what is held."""
    said = [token for token in tokens if token.is_word]
    norms = [token.norm for token in said]
    opening = max((known for known in _OPENINGS if tuple(norms[: len(known)]) == known), key=len, default=None)
    if opening is None:
        return ()
    at = len(opening)
    thing = at < len(norms) and norms[at] in _THINGS
    at += thing
    while at < len(norms) and norms[at] in _HELD and norms[at] not in _ABOUT:
        at += 1
    if at < len(norms) - 1 and norms[at] in _ABOUT and (thing or opening in _OPEN_ENDED):
        return tuple(said[at + 1 :])
    return ()


def _parts(catalogue: Catalogue, token: Token) -> frozenset[int]:
    """The parts of a word of the matter."""
    return frozenset(catalogue.vocabulary.look_up(token.norm).parts)


def _named(catalogue: Catalogue, parts: Sequence[frozenset[int]]) -> list[Subject]:
    """The indicators that have all the words in their names or definitions, those with the shortest names first."""
    numbers = [frozenset.intersection(*(catalogue.matcher.having(part) for part in word)) for word in parts]
    found = [catalogue.subjects[number] for number in sorted(frozenset.intersection(*numbers))]
    indicators = [subject for subject in found if subject.kind == "indicator"]
    return sorted(indicators, key=lambda subject: len(subject.label("sv")))


def _of_theme(catalogue: Catalogue, topic: Sequence[Token]) -> list[Subject]:
    """The indicators of the theme that a single word names."""
    theme = fold(topic[0].norm) if len(topic) == 1 else ""
    return [
        subject
        for subject in catalogue.subjects
        if isinstance(subject.item, Indicator) and theme and subject.item.theme in (theme, theme.removesuffix("en"))
    ]
