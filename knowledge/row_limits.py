"""Rows of a table that are held against a limit: which of them keep to the budget, which give (not) ten million."""

from __future__ import annotations

from knowledge.asking import claim_wanted
from knowledge.language.tables import word_set
from knowledge.mentions import Analysis
from knowledge.scenarios import BETTER, BUDGET, WORSE

ROWS = word_set("""
    rader rad raderna poster post posterna åtgärder åtgärd åtgärderna kostnadsslag kostnadsposter intäktsposter
    kostnadspost intäktspost budgetposter budgetpost rows row items item lines measures measure entries
""")
"""Nouns of the rows of a table."""
_DEVIATING = word_set("avviker avvika avvek skiljer differerar deviate deviates deviated differ differs diverge")
_DEVIATIONS = word_set("avvikelse avvikelser avvikelsen differens differenser deviation deviations variance difference")
_NOT = word_set("inte ej icke ingen inga inget utan noll no not none don't doesn't without zero")
_KEEPING = word_set("""
    håller höll hålla följer följde träffar prickar exakt precis exactly match matches meet meets keep keeps hit hits
    follow follows
""")
_ASIDE = word_set("över under inom mer mindre above below over within more less")
"""Words of a side of the budget: what is past it does not keep to it."""
_RELATIVE = frozenset(("som", "that", "which"))
_RELATIVE_REACH = 6
_FAR = 99
_OPENING = 1
"""The last token at which a question may open with its question word ("och vilka …")."""
_OTHERWISE = ("top", "bottom", "more_than", "less_than", "how_much", "mean", "median", "share", "sum", "why")


def asks_rows(analysis: Analysis) -> bool:
    """Whether it is asked which rows, or how many, there are of some kind; not how large one is."""
    if ROWS.isdisjoint(analysis.norms):
        return False
    if _of_some_kind(analysis):
        return True
    if not analysis.has("who", "what", "list", "how_many"):
        return False
    opens = any(cue.id in ("who", "what", "how_many") and cue.start <= _OPENING for cue in analysis.cues)
    return opens or not claim_wanted(analysis)  # "vilka rader håller budgeten" states nothing


def _of_some_kind(analysis: Analysis) -> bool:
    """Whether the question is nothing but the rows of some kind: "åtgärder som ger tjugo miljoner eller mer"."""
    first = next((i for i, norm in enumerate(analysis.norms) if norm in ROWS), _FAR)
    return first <= _OPENING and not _RELATIVE.isdisjoint(analysis.norms[first + 1 : first + 1 + _RELATIVE_REACH])


def deviates(analysis: Analysis) -> bool:
    """Whether the rows are asked for by what they deviate."""
    return not _DEVIATING.isdisjoint(analysis.norms)


def kept_to_budget(analysis: Analysis) -> str:
    """Which rows are asked for by their deviation.

    They are "equal" for those with none, "other" for those with some, "under" or "over" for those with a worse or a
    better one, or "".

    Args:
        analysis: the question.

    Returns:
        How the rows' deviations are to compare with nothing.
    """
    words = set(analysis.norms)
    past = set(_OTHERWISE) - {"less_than"} if not words.isdisjoint(WORSE) else set(_OTHERWISE)  # "sämre än budget"
    if not asks_rows(analysis) or analysis.has(*past) or any(amount.unit for amount in analysis.amounts):
        return ""
    negated = not words.isdisjoint(_NOT)
    if not words.isdisjoint(_DEVIATING):
        return "equal" if negated else "other"
    if not words.isdisjoint(_DEVIATIONS):
        return "equal" if negated else ""
    if not words.isdisjoint(BUDGET):
        worse, better = not words.isdisjoint(WORSE), not words.isdisjoint(BETTER)
        if worse != better:  # a deviation below zero is worse, of revenue and of costs
            return "under" if worse else "over"
    kept = not words.isdisjoint(_KEEPING) and not words.isdisjoint(BUDGET) and words.isdisjoint(_ASIDE)
    return ("other" if negated else "equal") if kept else ""
