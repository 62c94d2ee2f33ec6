"""Two numbers that make up a whole, "18 av 21 gör det, tre gör det inte": of which of them a statement's number is.

"Tre regioner drar ner, övriga slipper" states how many do, "alla utom tre drar ner" how many do not.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.asking import claim_wanted
from knowledge.language.numbers import Amount
from knowledge.language.tables import word_set
from knowledge.mentions import Analysis

_WHOLE = 21
_DENYING = word_set("""
    inte ej icke inga utan slipper slapp sluppit avstår avstod avstått undgår undgick undgått skonas skonades skonats
    utanför undviker undvek not don't doesn't aren't isn't haven't hasn't didn't no without avoid avoids avoided refrain
    refrained spared outside escape escaped exempt
""")
_CLAUSE_ENDS = word_set(", . ; : ! ? – men medan while whereas och and")
_SUBORDINATING = word_set("att that")
"""Words behind which a clause begins, that do not end one: "three that do not"."""
_EXCEPT = word_set("utom förutom undantag undantaget except but exception bar save excluding excepting apart")
_EXCEPTED = word_set("undantagna undantagen undantaget excepted excluded")
_ALL = word_set("alla samtliga varje nästan resten övriga regionerna all every each nearly almost regions")
_BEFORE, _BEHIND = 4, 2
"""So many words from "utom", or to "undantagna", the number of the exceptions may stand."""
_ONLY = word_set("bara endast enbart only alla all mer mera fler mindre färre more fewer less")


def those_who_do_not(analysis: Analysis) -> bool | None:
    """Whether a statement's one number is that of those who do not do what is spoken of.

    Args:
        analysis: the statement.

    Returns:
        Whether it is; None where no one number of regions is stated.
    """
    if not claim_wanted(analysis):
        return None
    stated = [amount for amount in analysis.amounts if amount.bare and 0 < amount.value < _WHOLE]
    if len(stated) != 1 or analysis.has("how_many"):
        return None
    return _denied(analysis.norms, stated[0]) != _of_exceptions(analysis.norms, stated[0])


def says_nobody(analysis: Analysis) -> bool:
    """Whether something is said of nobody: "inte en enda region", "not a single one"."""
    norms = analysis.norms
    not_one = any(
        norm in _NOT and norms[at + 1 : at + 2] in _ONE and norms[at + 2 : at + 3] in _SINGLE
        for at, norm in enumerate(norms)
    )
    return not_one or _not_any(norms) or _all_without(norms)


def _not_any(norms: Sequence[str]) -> bool:
    """As in "inte någon region har lånat", "utan att någon av dem gör det"."""
    any_one = [at for at, norm in enumerate(norms) if norm in _ANY and norms[at + 1 : at + 2] in _SINGLE]
    return any(
        not _NOT_ANY.isdisjoint(norms[max(0, at - _BEFORE) : at]) and _CLAUSE_MARKS.isdisjoint(norms[at - 1 : at])
        for at in any_one
    )


def _all_without(norms: Sequence[str]) -> bool:
    """As in "alla regioner har klarat sig utan", "har samtliga undgått att göra det?"; "alla har inte" says less."""
    every = next((at for at, norm in enumerate(norms) if norm in _EVERY), None)
    if every is None or not _SHORT_OF_ALL.isdisjoint(norms[max(0, every - 2) : every]):
        return False
    behind = norms[every:]
    return not _GETTING_OUT.isdisjoint(behind) and _EXCEPT.isdisjoint(norms) and _NOT.isdisjoint(behind)


_NOT = word_set("inte ej not")
_ONE = frozenset((word,) for word in ("en", "ett", "one", "a"))
_SINGLE = frozenset((word,) for word in ("enda", "single", "region", "av", "of", "county"))
_ANY, _NOT_ANY = word_set("någon nån nagon any"), word_set("inte ej utan aldrig not without never isn't hasn't haven't")
_CLAUSE_MARKS = word_set(", . ; : ! ?")
_EVERY = word_set("alla samtliga varje varenda all every")
_SHORT_OF_ALL = word_set("inte ej nästan typ not nearly almost")
_GETTING_OUT = word_set("""
    utan undgått undgick undgår sluppit slapp slipper undvikit undvek undviker avstått avstod avstår without avoided
    avoid avoids escaped escape spared
""")


def _of_exceptions(norms: Sequence[str], amount: Amount) -> bool:
    """Whether a number is that of exceptions: "alla utom tre", "every region, three excepted"."""
    if _ALL.isdisjoint(norms):
        return False
    start = _start(norms, amount)
    behind = norms[amount.end : amount.end + _BEHIND]
    return not _EXCEPT.isdisjoint(norms[max(start, amount.start - _BEFORE) : amount.start]) or (
        not _EXCEPTED.isdisjoint(behind)
    )


def _start(norms: Sequence[str], amount: Amount) -> int:
    """Where the clause of a number begins."""
    return next((at + 1 for at in range(amount.start - 1, -1, -1) if norms[at] in _CLAUSE_ENDS | _SUBORDINATING), 0)


def _denied(norms: Sequence[str], amount: Amount) -> bool:
    """Whether the clause of a number says that they do not: "tre slipper", "18 regions are not"."""
    end = next((at for at in range(amount.end, len(norms)) if norms[at] in _CLAUSE_ENDS), len(norms))
    clause = norms[_start(norms, amount) : end]
    if not _EXCEPTED.isdisjoint(clause) and _ALL.isdisjoint(clause):  # "tre är undantagna"
        return not _of_exceptions(norms, amount)
    return any(
        norm in _DENYING and (at + 1 >= len(clause) or clause[at + 1] not in _ONLY) for at, norm in enumerate(clause)
    )
