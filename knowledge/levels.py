"""Which end of a development is asked for: "vad har den sjunkit till?", "från vilket tal har den sjunkit?"."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.language.tables import word_set
from knowledge.mentions import Analysis

_TO, _FROM = word_set("till to"), word_set("från ifrån from")
_WHAT = word_set("vad va vilken vilket vilka what which")
_MOVED = word_set("""
    sjunkit sjunker sjunka sjönk fallit faller föll minskat minskar minskade ökat ökar ökade stigit stiger
    steg växt växer växte höjs höjts höjdes sänks sänkts sänktes pressats pressas krympt fallen fall falls
    fell dropped drops drop risen rises rise rose grown grow grows grew increased increases increase decreased
    decreases decrease declined declines decline raised lowered
""")
_ENDS = tuple(
    (word_set(first), word_set(last))
    for first, last in (
        ("före fore before", "efter after"),
        ("då da then förr", "nu now"),
        ("först första first", "sist sista senaste last latest"),
        ("gamla gammalt old", "nya nytt new"),
        ("tidigare dåvarande ursprungliga original previous", "nuvarande nu nya senaste current present"),
        (
            "start starten början start starting",
            "slut slutet slutvärde slutvärdet slutvärden slutnivå slutnivån end ending",
        ),
        ("startvärde startvärdet utgångsvärde utgångsvärdet startnivå", "slutvärde slutvärdet slutnivå"),
        ("högsta högst highest", "lägsta lägst lowest"),
        ("lägsta lägst lowest", "högsta högst highest"),
    )
)
"""Words for the two ends of a development, beside each other: "gamla och nya talet", "start- och slutvärde"."""
_JOINTS = word_set("och o å & kontra mot vs and respektive resp / -")
_YEAR, _BETWEEN = 4, 4
"""So many marks and words stand between the two at most."""
_UNKNOWN = word_set("vad va vilken vilket vilka what which hur how x")
_OPEN = frozenset(("...", "…", ".", "?", "x", "y"))
"""What stands for a number that is asked for: "från … till …?"."""
_ENDING = word_set("? . ! , då nu idag then now tack thanks please snälla")


def end_asked(analysis: Analysis) -> int:
    """Which end of a development the question asks for by "till" or "från" with a verb of moving.

    Args:
        analysis: the question.

    Returns:
        1 for what it has come to, −1 for what it came from; 0 where neither or both are asked for.
    """
    norms = analysis.norms
    if _MOVED.isdisjoint(norms) or analysis.amounts or analysis.has("claim", "how_much", "how_many"):
        return 0
    to, from_ = _asks(norms, _TO), _asks(norms, _FROM)
    return int(to) - int(from_)


def both_ends_asked(analysis: Analysis) -> bool:
    """Whether both ends of a development are asked for: "från hur många till hur många", "gamla och nya talet"."""
    norms = analysis.norms
    for at, norm in enumerate(norms):
        for first, last in _ENDS if norm not in _JOINTS else ():
            if norm not in first:
                continue
            end = next((to for to in range(at + 1, min(at + 1 + _BETWEEN, len(norms))) if norms[to] in last), None)
            if end is not None and not _JOINTS.isdisjoint(norms[at + 1 : end]):
                return True
    return bool(analysis.norms) and _asks_from_and_to(norms)


def _asks_from_and_to(norms: Sequence[str]) -> bool:
    """Whether an unknown stands both behind "från" and behind "till", or behind a "vad" and at the end a "till"."""
    starts = [at for at, norm in enumerate(norms[:-1]) if norm in _FROM and _is_open(norms[at + 1])]
    ends = [at for at, norm in enumerate(norms[:-1]) if norm in _TO and _is_open(norms[at + 1])]
    return any(first < last for first in starts for last in ends)


def _is_open(norm: str) -> bool:
    return norm in _UNKNOWN or norm in _OPEN


def _is_year(norm: str) -> bool:
    """Whether a number is a year: "vad stiger effekten till 2027?"."""
    return norm.isdecimal() and len(norm) == _YEAR


def _asks(norms: Sequence[str], words: frozenset[str]) -> bool:
    """Whether one of these words asks, before a "vad" or stranded at the end of a question that begins with one."""
    for at, norm in enumerate(norms):
        if norm not in words:
            continue
        if at + 1 < len(norms) and norms[at + 1] in _WHAT:
            return True
        if all(after in _ENDING or _is_year(after) for after in norms[at + 1 :]) and not _WHAT.isdisjoint(norms[:at]):
            return True
    return False
