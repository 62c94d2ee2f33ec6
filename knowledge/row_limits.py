"""Rows of a table that are held against a limit: which of them keep to the budget, which give (not) ten million."""

from __future__ import annotations

from knowledge.asking import claim_wanted
from knowledge.language.tables import word_set
from knowledge.mentions import Analysis
from knowledge.scenarios import BETTER, BUDGET, WORSE

ROWS = word_set("""
    rader rad raderna poster post posterna åtgärder åtgärd åtgärderna kostnadsslag kostnadsposter intäktsposter
    kostnadspost intäktspost budgetposter budgetpost delar rows row items item lines measures measure entries
""")
"""Nouns of the rows of a table."""
_DEVIATING = word_set("avviker avvika avvek skiljer differerar deviate deviates deviated differ differs diverge")
_DEVIATIONS = word_set(
    "avvikelse avvikelser avvikelsen differens differensen differenser deviation deviations variance difference"
)
_NOT = word_set("inte ej icke ingen inga inget utan noll 0 no not none don't doesn't without zero")
_NO_DEVIATION = word_set("nolldifferens nolldifferensen nollavvikelse nollavvikelsen nollavikelse nollskillnad")
"""Nouns of a deviation of nothing."""
_ZERO = (("noll",), ("0",), ("zero",))
_KEEPING = word_set("""
    håller höll hålla följer följde träffar prickar exakt precis lika samma linje jämnt
    exactly match matches meet meets keep keeps hit hits
    follow follows
""")
_ASIDE = word_set("över under inom mer mindre above below over within more less")
"""Words of a side of the budget: what is past it does not keep to it."""
_RELATIVE = frozenset(("som", "that", "which"))
_WHICH_THEN = ("vilka", "which")
_SAME = word_set("samma lika same")
_HAVING = frozenset(("med", "utan", "with", "without"))
_WHERE = word_set("var vart vad va where what")
_RELATIVE_REACH = 6
_FAR = 99
_OPENING = 1
"""The last token at which a question may open with its question word ("och vilka …")."""
_OTHERWISE = ("top", "bottom", "more_than", "less_than", "how_much", "mean", "median", "share", "sum", "why")


def asks_rows(analysis: Analysis) -> bool:
    """Whether it is asked which rows, or how many, there are of some kind; not how large one is."""
    if ROWS.isdisjoint(analysis.norms):
        return _asks_where_none(analysis)
    if _of_some_kind(analysis):
        return True
    if not analysis.has("who", "what", "list", "how_many"):
        return False
    opens = any(cue.id in ("who", "what", "how_many") and cue.start <= _OPENING for cue in analysis.cues)
    opens = opens or any(cue.id == "list" and cue.start == 0 for cue in analysis.cues)  # "nämn de poster där …"
    opens = opens or next((norm for norm in reversed(analysis.norms) if norm.isalpha()), "") in _WHICH_THEN
    return opens or not claim_wanted(analysis)  # "vilka rader håller budgeten" states nothing


def _of_some_kind(analysis: Analysis) -> bool:
    """Whether the question is nothing but the rows of some kind: "åtgärder som ger tjugo miljoner eller mer"."""
    first = next((i for i, norm in enumerate(analysis.norms) if norm in ROWS), _FAR)
    having = analysis.norms[first + 1 : first + 2]
    if having and having[0] in _HAVING and not (_DEVIATIONS | _NO_DEVIATION).isdisjoint(analysis.norms):
        return first <= _OPENING  # "rader utan avvikelse", "poster med 0 i differens"
    return first <= _OPENING and not _RELATIVE.isdisjoint(analysis.norms[first + 1 : first + 1 + _RELATIVE_REACH])


def _asks_where_none(analysis: Analysis) -> bool:
    """Whether it is asked where nothing differs: "var är differensen noll", "vad går plus minus noll mot budget?"."""
    norms = analysis.norms
    if norms[:1] == () or norms[0] not in _WHERE:
        return False
    words = set(norms)
    none = any(norms[at : at + 1] in _ZERO for at in range(len(norms))) or not words.isdisjoint(_NO_DEVIATION)
    held = not words.isdisjoint(_EXACTLY) and not words.isdisjoint(_KEEPS)
    return (none and not words.isdisjoint(BUDGET | _DEVIATIONS)) or (held and not words.isdisjoint(BUDGET))


_EXACTLY, _KEEPS = word_set("exakt precis exactly"), word_set("håller hålls följs träffas prickas keeps kept met")


def _is_plus_minus_none(norms: tuple[str, ...]) -> bool:
    """Whether "plus minus noll" is said."""
    return any(norms[at : at + 2] == ("plus", "minus") and norms[at + 2 : at + 3] in _ZERO for at in range(len(norms)))


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
    if not words.isdisjoint(_SAME):
        past -= {"how_much"}  # "samma belopp i prognos som i budget"
    if not asks_rows(analysis) or analysis.has(*past) or any(amount.unit for amount in analysis.amounts):
        return ""
    negated = not words.isdisjoint(_NOT)
    if not words.isdisjoint(_DEVIATING):
        return "equal" if negated else "other"
    if not words.isdisjoint(_NO_DEVIATION):
        return "equal"
    if not words.isdisjoint(_DEVIATIONS):
        return "equal" if negated else ""
    if not words.isdisjoint(BUDGET) and _is_plus_minus_none(analysis.norms):
        return "equal"
    if not words.isdisjoint(BUDGET):
        worse, better = not words.isdisjoint(WORSE), not words.isdisjoint(BETTER)
        if worse != better:  # a deviation below zero is worse, of revenue and of costs
            return "under" if worse else "over"
    kept = not words.isdisjoint(_KEEPING) and not words.isdisjoint(BUDGET) and words.isdisjoint(_ASIDE)
    return ("other" if negated else "equal") if kept else ""
