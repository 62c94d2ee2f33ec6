"""Where a figure would only repeat the amount by which a question speaks of something: what is told of it in words.

"Vad ska regionerna göra med de sex miljarderna?" is not answered by "6 miljarder kronor".
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.asking import asked, asks_number, claim_wanted
from knowledge.catalogue import Catalogue
from knowledge.fit_words import sums_told
from knowledge.floors import is_good
from knowledge.language.numbers import Amount, find_amounts
from knowledge.language.tables import word_set
from knowledge.language.text import normal, tokenize
from knowledge.mentions import Analysis
from knowledge.model import NATION, Fact, Indicator
from knowledge.outcomes import Found, InWords, NotFound, Outcome
from knowledge.query import Query
from knowledge.reading import Candidate, Reading
from knowledge.whose_number import just_that

_IN_WORDS = ("what", "how", "who", "why", "when", "where", "purpose")
"""What may be asked for that is no number."""
_OF_NO_FIGURE = ("who", "when", "why", "where", "purpose")
_BY_RANK = ("purpose", "why", "when", "who", "where", "what", "how")
_OF_FIGURES = (
    *(
        "how_much",
        "how_many",
        "share",
        "top",
        "bottom",
        "sum",
        "difference",
        "ratio",
        "mean",
        "median",
        "list",
        "range",
    ),
    *("per_capita", "change", "more_than", "less_than", "as_much", "count", "position", "in_kronor", "rounded"),
    *("compare", "all", "source", "definition", "claim"),
)
"""Cues by which a figure, or its source, is asked for whatever was said of it."""
_OF_SUMS = tuple(cue for cue in _OF_FIGURES if cue not in ("list", "all", "source", "definition"))
_BOUNDS = ("over", "under", "at_least", "at_most", "just_over", "just_under")
_LOOKED_UP = ("lookup", "find")
_TELLING = {
    "what": ("what", "purpose", "how", "which", "list"),
    "how": ("how", "how_long", "what"),
    "who": ("who", "which", "list"),
    "where": ("where", "which"),
    "when": ("when",),
    "why": ("why", "purpose"),
    "purpose": ("purpose", "why"),
}
"""Question word -> the aspects of facts that can answer it."""
_SINGLED_OUT = word_set("vilken vilket which")
_IS = word_set("är e var utgör is was are were")
_FACTS_TRIED = 12


def only_repeats(catalogue: Catalogue, analysis: Analysis, queries: Sequence[Query]) -> bool:
    """Whether the figure that would be looked up is the amount that the question says itself, and asks not for.

    Args:
        catalogue: holds the figures.
        analysis: the question.
        queries: what would be looked up.

    Returns:
        Whether it is; never where something is stated to be checked, or a number, place or owner of one is asked for.
    """
    query = queries[0]
    said = [amount for amount in analysis.amounts if amount.unit == "SEK"]
    if (
        not said
        or len(queries) > 1
        or query.operation not in _LOOKED_UP
        or query.claim is not None
        or len(query.indicators) != 1
    ):
        return False
    if len(query.areas) != 1 or query.percent or query.per_capita or analysis.names_area:
        return False
    several = len(query.periods) > 1  # of which the amount tells the one that is meant, where no year was said
    if several and (query.origin("periods") == "said" or _asked(analysis) == "when"):
        return False
    if any(amount.hedge in _BOUNDS for amount in said) or analysis.has(*_OF_FIGURES) or asks_number(analysis):
        return False
    kind = _asked(analysis)
    if kind not in _IN_WORDS or claim_wanted(analysis) or _asks_owner(analysis, said):
        return False
    figures = catalogue.store.figures(query.indicators[0], query.areas, query.periods)
    told = {figure.value for figure in figures if not query.scenarios or figure.scenario in query.scenarios}
    return (several or len(told) == 1) and not told.isdisjoint(amount.value for amount in said)


def of_other_sum(catalogue: Catalogue, analysis: Analysis, outcome: Outcome) -> bool:
    """Whether a sum is pointed to of which nothing told is: "när betalas de 1,5 miljarderna ut?", of another grant.

    Args:
        catalogue: holds the figures.
        analysis: the question.
        outcome: what would be told.

    Returns:
        Whether it is; never where a figure is asked for, which may be a part of that sum.
    """
    said = {amount.value for amount in analysis.amounts if amount.unit == "SEK" and amount.definite}
    if not said or analysis.names_area or claim_wanted(analysis) or asks_number(analysis) or analysis.has(*_OF_SUMS):
        return False
    if isinstance(outcome, InWords):
        fact = outcome.subject.item
        about = outcome.subject.about
        if not isinstance(fact, Fact) or not said.isdisjoint(sums_told(fact)):
            return False
    elif isinstance(outcome, Found) and len(outcome.queries) == 1 and outcome.queries[0].operation == "list":
        about = outcome.queries[0].indicators[0]
        if outcome.queries[0].threshold is not None:
            return False  # "which regions crossed the hundred million mark"
    else:
        return False
    indicator = catalogue.store.indicators.get(about)
    if indicator is None or indicator.unit != "SEK":
        return False
    return said.isdisjoint(figure.value for figure in catalogue.store.figures(about))


def no_figure_asked(analysis: Analysis, outcome: Outcome) -> bool:
    """Whether it is asked who, when or why of an amount that is only pointed to, and no figure answers it."""
    if not isinstance(outcome, NotFound) or outcome.reason != "not_computable" or claim_wanted(analysis):
        return False
    pointed = any(amount.unit == "SEK" for amount in analysis.amounts)
    return pointed and not analysis.names_area and _asked(analysis) in _OF_NO_FIGURE and not analysis.has(*_OF_FIGURES)


def _asked(analysis: Analysis) -> str:
    """What is asked, behind a statement too: "sex miljarder är mycket. Vad väntar sig regeringen för dem?"."""
    kind = asked(analysis)
    if kind != "yes_no":
        return kind
    open_ones = [cue for cue in analysis.cues if cue.id in _IN_WORDS]
    first = min((cue.start for cue in open_ones), default=0)
    here = [cue.id for cue in open_ones if cue.start == first]
    return min(here, key=_BY_RANK.index, default=kind)


def _asks_owner(analysis: Analysis, said: list[Amount]) -> bool:
    """Whether it is asked what an amount is of: "vilken satsning är på 6,5 miljarder?", "vad är 3 miljarder?"."""
    if any(not amount.definite for amount in said) and not _SINGLED_OUT.isdisjoint(analysis.norms):
        return True
    rest = [term for term in analysis.terms if term.weight and not term.text.startswith("#")]
    return not rest and any(
        analysis.norms[amount.start - 1] in _IS or analysis.norms[max(0, amount.start - 2)] in _IS
        for amount in said
        if amount.start
    )


def told_instead(reading: Reading, top: Candidate) -> Candidate | None:
    """The best fact on the same matter, or of the same sum, that can answer what is asked; None where there is none."""
    analysis = reading.analysis
    aspects = _TELLING[_asked(analysis)]
    for other in reading.candidates[:_FACTS_TRIED]:
        if other.subject.kind != "fact" or other.subject.aspect not in aspects or not is_good(analysis, other):
            continue
        if other.subject.about == top.subject.about:
            return other
    return None


def figure_told(catalogue: Catalogue, reading: Reading, outcome: Outcome) -> Outcome:
    """The figure that a fact tells among its words, where just that is asked for: "hur mycket av de 16 är bidraget?".

    Args:
        catalogue: holds the figures.
        reading: the question with its candidates.
        outcome: what it comes to.

    Returns:
        The figure where one that is named in full is the one sum the fact tells besides those that are said; else the
        outcome as it is.
    """
    analysis = reading.analysis
    fact = outcome.subject.item if isinstance(outcome, InWords) and outcome.verdict is None else None
    if not isinstance(fact, Fact) or not analysis.has("how_much") or analysis.regions or analysis.has("share", "ratio"):
        return outcome
    said = {abs(amount.value) for amount in analysis.amounts}
    told = {a.value for a in find_amounts(tokenize(normal(fact.answer.sv))) if a.unit == "SEK"} - said
    for other in reading.candidates[:_FACTS_TRIED] if len(told) == 1 else ():
        item = other.subject.item
        if isinstance(item, Indicator) and other.match is not None and other.match.complete and item.unit == "SEK":
            figures = [f for f in catalogue.store.figures(item.id, (NATION,)) if f.value in told]
            if len({(f.period, f.scenario, f.breakdown) for f in figures}) == 1:
                return Found((just_that(figures[0]),))
    return outcome
