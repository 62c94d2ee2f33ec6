"""By what rule money is divided is told in words, and by no figure: "på vilka grunder fick regionerna sina belopp?"."""

from __future__ import annotations

import re
from itertools import pairwise

from knowledge.asking import asked, claim_wanted
from knowledge.catalogue import Catalogue
from knowledge.language.tables import word_set
from knowledge.mentions import Analysis
from knowledge.model import Fact
from knowledge.reading import Candidate, Reading

_RULE = re.compile(
    r"(?:för|ut)?delnings?(?:princip|system|nyckel|nyckl|modell|metod|grund|kriteri|regel|regl|sätt)\w*"
    r"|beräknings(?:grund|princip|modell|metod)\w*|kriterier(?:na)?"
)
"""Nouns of the rule itself."""
_GROUNDS = word_set(
    "grunder grunderna principer principerna princip principen modell modellen metod metoden nyckel logik logiken"
)
_OF_RULE = word_set("vilka vilken vilket för bakom till efter enligt on")
_DIVIDING = word_set("""
    fördela fördelas fördelar fördelades fördelats fördelade fördelning fördelningen dela delas delades delats delade
    delar uppdelning uppdelningen portionera portioneras portionerar portionerade belopp beloppen andel andelen del
    delen tilldelas tilldelades får få fick pengarna utbetalningen
""")
_BY_WHAT = frozenset((
    ("går", "efter"),
    ("gick", "efter"),
    ("gå", "efter"),
    ("hänsyn", "till"),
    ("hänsyn", "tas"),
    ("tas", "hänsyn"),
))
_WHAT = word_set("vad hur vilka vilken")
_RECKONED = word_set("räknat räknade räknats räknades räknar räknas tagit kommit")
_OUT = word_set("fram fram ut")
_CLOSE = 0.3


def asks_rule(analysis: Analysis) -> bool:
    """Whether it is asked by what rule something is divided.

    Args:
        analysis: the question.

    Returns:
        Whether it is; never where something is stated, or a region's own amount is asked for.
    """
    norms = analysis.norms
    if (
        claim_wanted(analysis)
        or asked(analysis) in ("when", "why")
        or (analysis.amounts and any(not amount.definite for amount in analysis.amounts))
    ):
        return False
    if any(_RULE.fullmatch(norm) for norm in norms) or analysis.has("governed"):
        return True
    if _DIVIDING.isdisjoint(norms) or analysis.has("top", "bottom", "per_capita", "mean", "median"):
        return False
    named = any(first in _OF_RULE and second in _GROUNDS for first, second in pairwise(norms))
    what = not _WHAT.isdisjoint(norms)
    man = tuple(norm for norm in norms if norm not in ("man", "de", "dom", "ni", "regeringen"))
    reckoned = any(first in _RECKONED and second in _OUT for first, second in pairwise(man)) and norms[:1] == ("hur",)
    return named or reckoned or (what and any(pair in _BY_WHAT for pair in pairwise(man)))


def rather_rule(catalogue: Catalogue, reading: Reading, top: Candidate) -> Candidate:
    """The fact by what rule the money is divided that stands first, where that is asked for.

    Args:
        catalogue: holds the facts.
        reading: the question with its candidates.
        top: the one that stands first.

    Returns:
        The fact; the first, where no rule is asked for or none is held for that money.
    """
    told = top.subject.kind == "fact" and top.subject.aspect == "how"
    if top.match is None or top.remembered or told or not asks_rule(reading.analysis):
        return top
    rules = [
        subject
        for subject in catalogue.subjects
        if subject.about == top.subject.about and isinstance(subject.item, Fact) and _tells_rule(catalogue, subject.key)
    ]
    if not rules or any(rule.key == top.subject.key for rule in rules):
        return top
    keys = {rule.key for rule in rules}
    keys |= {
        c.subject.key for c in reading.candidates if c.subject.aspect == "how" and c.subject.about == top.subject.about
    }
    near = next((c for c in reading.candidates if c.subject.key in keys and c.score > _CLOSE * top.score), None)
    return Candidate(near.subject if near else rules[0], top.score, None, False, ("the rule of the division",))


def _tells_rule(catalogue: Catalogue, key: str) -> bool:
    """Whether one of a fact's names is that of the rule by which something is divided."""
    subject = catalogue.subject(key)
    return subject.aspect == "how" and any(
        any(_RULE.fullmatch(word) for word in name.casefold().split()) for name in catalogue.matcher.written(subject)
    )
