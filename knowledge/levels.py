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
_ENDING = word_set("? . ! då nu idag then now")


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


def _asks(norms: Sequence[str], words: frozenset[str]) -> bool:
    """Whether one of these words asks, before a "vad" or stranded at the end of a question that begins with one."""
    for at, norm in enumerate(norms):
        if norm not in words:
            continue
        if at + 1 < len(norms) and norms[at + 1] in _WHAT:
            return True
        if all(after in _ENDING for after in norms[at + 1 :]) and not _WHAT.isdisjoint(norms[:at]):
            return True
    return False
