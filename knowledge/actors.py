"""What a statement says of a sum of money besides how large it is: who gives it, and before or after what."""

from __future__ import annotations

from itertools import pairwise

from knowledge.language.tables import word_set
from knowledge.language.text import normal, words
from knowledge.mentions import Analysis
from knowledge.model import Fact
from knowledge.reading import Candidate

_GIVING = word_set("""
    skjuter sköt skjutit ger gav gett tillför tillförde tillfört satsar satsade satsat ordnar ordnade ordnat fixar
    fixade betalar betalade finansierar finansierade finansierat bidrar bidrog bekostar bekostade adds added gives gave
    given
    provides provided pays paid funds funded contributes contributed
""")
"""Verbs whose subject gives the money."""
_GIVEN, _BY = (
    word_set("""
    skjuts skjutits ges gavs tillförs tillfördes betalas betalades finansieras finansierades bekostas bekostades
    added given provided paid funded
"""),
    word_set("av by"),
)
"""Verbs whose subject is the money, given by whom "av" names."""
_STANDING, _BEHIND = word_set("står stod ligger låg stands stood is are was were"), word_set("bakom för behind")
_COMING, _FROM = word_set("kommer kom kommit comes come came"), word_set("från ur from")
_JOINING = word_set("som that who which har hade have has had det den the var är was is väl ju")
"""Words that may stand between the giver and the verb."""
_STATE = word_set("""
    regeringen regeringens staten statens stat government government's state statliga riksdagen nationen
""")
"""Those who give what the state's budget gives."""
_REACH = 3
_TELLING = 2.0
"""From this weight on a word names somebody."""
_BEFORE = word_set("före innan before prior förrän")
_AFTER = word_set("efter after följer following")
_ON_EVENT = 4
"""So many words behind "före" its event stands."""
_SHORTEST = 5
_STEM = 6


def giver(analysis: Analysis, top: Candidate) -> int | None:
    """Where the one is named who is said to give the sum that is stated; None for most statements.

    Args:
        analysis: the statement.
        top: the figure it seems to be about, whose own words name nobody else.

    Returns:
        The token, which is none of the figure's words, nor the state whose budget it is.
    """
    if top.match is None:
        return None
    norms = analysis.norms
    placed = {i for place in analysis.places for i in range(place.start, place.end)}
    foreign = {t.token for t in top.match.unexplained if t.weight >= _TELLING and not t.measure} - placed
    for at, norm in enumerate(norms):
        behind = norms[at + 1 : at + 1 + _REACH]
        stands = norm in _STANDING and not _BEHIND.isdisjoint(behind[:1])
        passive = norm in _GIVEN and not _BY.isdisjoint(behind)
        comes = passive or (norm in _COMING and not _FROM.isdisjoint(behind))
        if not (norm in _GIVING or stands or comes):
            continue
        before = next((i for i in range(at - 1, max(-1, at - 1 - _REACH), -1) if norms[i] not in _JOINING), None)
        named = next((i for i in range(at + 1, at + 1 + _REACH) if i in foreign), None) if comes or not at else before
        if named in foreign and norms[named] not in _STATE:
            return named
    return None


def other_order(analysis: Analysis, fact: Fact) -> bool:
    """Whether something is said to come before what the fact says it comes after, or the other way round."""
    told = words(normal(f"{fact.answer.sv} . {fact.answer.en}"))
    mine, theirs = _events(analysis.norms), _events(told)
    return any(
        one and other and _is_one(one, other)
        for first, second in ((0, 1), (1, 0))
        for one in mine[first]
        for other in theirs[second]
    ) and not any(_is_one(one, other) for side in (0, 1) for one in mine[side] for other in theirs[side])


def says_before(analysis: Analysis) -> bool:
    """Whether something is said to come before something else."""
    return bool(_events(analysis.norms)[0])


def _events(norms: list[str] | tuple[str, ...]) -> tuple[set[str], set[str]]:
    """The words that stand behind "före", and those behind "efter"."""
    found: tuple[set[str], set[str]] = (set(), set())
    for at, (norm, _) in enumerate(pairwise(norms)):
        side = 0 if norm in _BEFORE else 1 if norm in _AFTER else None
        if side is not None:
            found[side].update(word for word in norms[at + 1 : at + 1 + _ON_EVENT] if len(word) >= _SHORTEST)
    return found


def _is_one(one: str, other: str) -> bool:
    """Whether two words are forms of one: they begin with the same letters."""
    return one[:_STEM] == other[:_STEM]
