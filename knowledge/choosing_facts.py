"""Of several facts in words the one that is meant: the day, the source, the numbered point, the aspect asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from knowledge.asking import asked, asks_day, claim_wanted
from knowledge.catalogue import Catalogue
from knowledge.fit import DAYS
from knowledge.floors import NAMED_FACT_RECALL, NAMED_IN_FULL, is_good
from knowledge.language.tables import word_set
from knowledge.mentions import Analysis
from knowledge.reading import Candidate, Reading

FACTS_TRIED = 8
"""How many of the best candidates are looked at."""
FIGURE_CUES = (
    *("how_much", "how_many", "share", "top", "bottom", "sum", "difference", "ratio", "mean", "median", "list"),
    *("ascending", "descending"),
    *("per_capita", "range", "claim", "change", "more_than", "less_than", "first_period", "last_period"),
    "in_kronor",
)
"""Cues that ask for a figure, so that a fact in words is not preferred."""
OF_NUMBERS = ("how_much", "share", "sum", "top", "bottom", "mean", "median", "per_capita", "position", "in_kronor")
"""Cues that ask for a number."""
CLOSE = 0.5
_DAY_CLOSE = 0.6
_CLOSE_FOR_PURPOSE = 0.25
SAYS_SOMETHING, TELLS = 1.0, 1.2
"""Weights from which a word says something, and tells what is meant."""
_TOLD_BY = {
    "why": ("why", "purpose"),
    "purpose": ("purpose", "why"),
    "when": ("when",),
    "who": ("who", "which", "list"),
}
"""Question word -> the aspects of facts that answer it."""
_ASPECT_CLOSE, _ASPECT_OF_IT = 0.75, 0.4
"""How near the fact must be that tells what is asked: less so on the same matter."""
_YEARS = word_set("år året årtal budgetår kalenderår year")


def just_that(kind: str, first: Candidate, told: Sequence[Candidate]) -> Candidate:
    """Where a purpose is asked for, the fact that tells it, before one on the same matter that tells the reason."""
    if kind != "purpose" or first.subject.aspect == "purpose":
        return first
    purposes = (c for c in told if c.subject.aspect == "purpose" and c.subject.about == first.subject.about)
    return next((c for c in purposes if c.score > _CLOSE_FOR_PURPOSE * first.score), first)


def tells_day(candidate: Candidate) -> bool:
    """Whether a subject tells when something is, or is the gap that no day is told of it."""
    if candidate.subject.kind == "gap":
        return candidate.match is not None and not DAYS.isdisjoint(candidate.match.alias.words)
    return candidate.subject.aspect == "when"


def good_facts(reading: Reading) -> list[Candidate]:
    """The facts behind what stands first that are good enough to be told, best first."""
    return [c for c in reading.candidates[1:FACTS_TRIED] if c.subject.kind == "fact" and is_good(reading.analysis, c)]


def rather_day(reading: Reading, top: Candidate) -> Candidate:
    """Of what tells a day the one that leaves least of the question unexplained.

    "Från vilket datum kommer folkmängden som avgör sektorsbidraget" is not about the day of payment.

    Args:
        reading: the question with its candidates.
        top: the one that stands first.

    Returns:
        The one that is meant.
    """
    analysis = reading.analysis
    if asked(analysis) != "when" or top.match is None or top.remembered or top.subject.kind not in ("fact", "gap"):
        return top
    if claim_wanted(analysis) or (analysis.has(*FIGURE_CUES) and not asks_day(analysis)):
        return top
    tellers = [c for c in reading.candidates[:FACTS_TRIED] if tells_day(c) and c.match and is_good(analysis, c)]
    if not tellers:
        return top
    first = top if tells_day(top) else tellers[0]
    day = asks_day(analysis)
    close = [c for c in tellers if c.score > _DAY_CLOSE * first.score]
    return (
        min(close, key=lambda c: (_left_over(c), day and _is_of_year(c), -c.score), default=top)
        if first.score > CLOSE * top.score
        else top
    )


def _is_of_year(candidate: Candidate) -> bool:
    """Whether a subject tells which year it is, and no day."""
    return candidate.match is not None and not _YEARS.isdisjoint(candidate.match.alias.words)


def _left_over(candidate: Candidate) -> float:
    """The weight of the telling words that a subject leaves unexplained."""
    return sum(term.weight for term in candidate.match.unexplained if term.weight > TELLS) if candidate.match else 0.0


_ORDINALS = {"första": "ett", "andra": "två", "tredje": "tre", "first": "one", "second": "two", "third": "three"}
_OF_LIST = word_set("punkt punkten del delen steg steget point part step")


def _names(catalogue: Catalogue, candidate: Candidate) -> Iterator[list[str]]:
    """The words of each name of a subject, in small letters."""
    return (name.casefold().split() for name in catalogue.matcher.written(candidate.subject))


def rather_numbered(catalogue: Catalogue, reading: Reading, top: Candidate) -> Candidate:
    """The fact of the point that is told by its number: "tredje punkten i åtgärdspaketet", "punkt 3", "its third part".

    Args:
        catalogue: holds the names of the facts.
        reading: the question with its candidates.
        top: the one that stands first.

    Returns:
        The fact on the same matter one of whose names has that number beside such a noun; else the first.
    """
    if top.subject.kind != "fact" or top.remembered:
        return top
    norms = reading.analysis.norms
    number = next((first for first, second in pairwise(norms) if first in _ORDINALS and second in _OF_LIST), "")
    if not number:
        told = (second for first, second in pairwise(norms) if first in _OF_LIST)
        spelled = {"1": "ett", "2": "två", "3": "tre", **{word: word for word in _ORDINALS.values()}}
        word = next((spelled[word] for word in told if word in spelled), "")
        number = next((ordinal for ordinal, cardinal in _ORDINALS.items() if cardinal == word), "")
    for other in reading.candidates[:FACTS_TRIED] if number else ():
        if other.subject.kind != "fact" or other.subject.about != top.subject.about:
            continue
        for said in _names(catalogue, other):
            if any(
                (first == number and second in _OF_LIST) or (first in _OF_LIST and second == _ORDINALS[number])
                for first, second in pairwise(said)
            ):
                return other
    return top


def more_particular(reading: Reading, top: Candidate) -> Candidate:
    """Of facts the one that names more of what is asked: a part of the package rather than all of it.

    Args:
        reading: the question with its candidates.
        top: the fact that stands first.

    Returns:
        Another, where its name has all telling words that the first one's has, and a further one; or where a question
        word stands in it before the noun that is asked for ("vilken årsrapport").
    """
    analysis = reading.analysis
    if top.match is None or claim_wanted(analysis):
        return top
    telling = {term.token for term in analysis.terms if term.weight >= TELLS and term.parts}
    phrase, kind = noun_asked(analysis), asked(analysis)
    own = top.match.matched & telling
    asked_for = f" {phrase} " if phrase else ""
    for other in reading.candidates[1:FACTS_TRIED]:
        match, aspect = other.match, other.subject.aspect
        if other.subject.kind != "fact" or match is None or other.score < CLOSE * top.score:
            continue
        if aspect != top.subject.aspect and (aspect in ("when", "who", "why") or top.subject.aspect == kind):
            continue
        if match.recall < NAMED_FACT_RECALL or not is_good(analysis, other):
            continue
        if asked_for and asked_for in f" {match.alias.text} " and asked_for not in f" {top.match.alias.text} ":
            return other
        as_well = match.mass > top.match.mass and match.precision >= top.match.precision
        if as_well and match.matched & telling > own:
            return other
    return top


_WHICH = word_set("vilken vilket vilka which what")
_OF_FIGURES = word_set("""
    region regionen regioner regionerna län länet landsting belopp beloppet summa summan andel andelen siffra siffran år
    nivå nivån värde procent rad raden post posten effekt åtgärd county counties regions amount sum share figure year
    level value row measure målet mål target
""")
"""Nouns behind a "vilken" that a figure answers."""


def noun_asked(analysis: Analysis) -> str:
    """The question word with the noun that is asked for: "vilken modell"; empty where a figure would answer it."""
    telling = {term.token for term in analysis.terms if term.weight >= SAYS_SOMETHING}
    for at, (first, second) in enumerate(pairwise(analysis.norms)):
        if first in _WHICH and at + 1 in telling and second not in _OF_FIGURES:
            return f"{first} {second}"
    return ""


_SOURCES = word_set("källa källan källor källhänvisning source sources")
_ASKS_SOURCE = _SOURCES | word_set("källhänvisningen varifrån rapport rapporten underlag publikation report")
_STANDING_FOR = frozenset((("står", "för"), ("står", "bakom"), ("stands", "behind")))
_STATISTICS = word_set("statistik statistiken siffror siffrorna data uppgifter uppgifterna tal talen figures")
_CLOSE_FOR_SOURCE = 0.6


def rather_source(catalogue: Catalogue, reading: Reading, top: Candidate) -> Candidate:
    """The fact that names the source of what stands first, where that is asked for: "vilken källa anges för …?".

    Args:
        catalogue: holds the names of the facts.
        reading: the question with its candidates.
        top: the one that stands first.

    Returns:
        The fact on the same matter that has a word for a source in one of its names; else the first.
    """
    analysis = reading.analysis
    norms = analysis.norms
    stands = not _STATISTICS.isdisjoint(norms) and any(pair in _STANDING_FOR for pair in pairwise(norms))
    named_so = analysis.has("source") and not _ASKS_SOURCE.isdisjoint(norms)
    if analysis.has(*OF_NUMBERS, "change", "difference") or analysis.amounts:
        return top
    if not (named_so or stands) or top.match is None or top.remembered or claim_wanted(analysis):
        return top
    for other in reading.candidates[:FACTS_TRIED]:
        fact = other.subject.kind == "fact" and other.subject.aspect in ("which", "who")
        if not fact or other.subject.about != top.subject.about or other.score < _CLOSE_FOR_SOURCE * top.score:
            continue
        named = any(not _SOURCES.isdisjoint(said) for said in _names(catalogue, other))
        if named and is_good(analysis, other):
            return other
    return top


_NAMED_SO = word_set("heter hette namnge namnges namnen namn name names named called")
_GAP_CLOSE, _GAP_CLOSE_NAMES = 0.8, 0.5


def rather_lacking(reading: Reading, top: Candidate) -> Candidate:
    """The gap of what is asked for, where a fact on the same matter stands first that cannot tell it.

    "Vad lägger staten på psykisk hälsa i kronor?" asks for the amount that is lacking, "name the hospitals" for names.

    Args:
        reading: the question with its candidates.
        top: the one that stands first.

    Returns:
        The gap that is named in full; the first, where neither an amount nor names are asked for.
    """
    analysis = reading.analysis
    if top.subject.kind != "fact" or top.match is None or top.remembered or claim_wanted(analysis):
        return top
    names = _NAMED_SO.intersection(analysis.norms)
    amount = analysis.has("in_kronor", "how_much") and asked(analysis) in ("", "what", "how")
    for other in reading.candidates[1:FACTS_TRIED] if names or amount else ():
        match = other.match
        if other.subject.kind != "gap" or match is None or match.recall < NAMED_IN_FULL:
            continue
        if amount and getattr(other.subject.item, "reason", "") == "no_figure" and not match.alias.words & _NAMED_SO:
            if other.score > _GAP_CLOSE * top.score:
                return other
        elif names & match.alias.words and other.score > _GAP_CLOSE_NAMES * top.score:
            return other
    return top


_OF_THINGS = ("what", "how", "condition")
_THINGS = word_set("""
    punkter insatser åtgärder saker områden satsningar behov brister konsekvenser följder pengar medel kostnader delar
    steg villkor krav risker kriterier poster förslag faktorer metoder principer förändringar utmaningar things areas
    measures points steps needs parts consequences risks criteria costs funds factors methods
""")


def _asks_which_things(analysis: Analysis) -> bool:
    """Whether a "vilka" stands before what is no person: "vilka insatser", "på vilka punkter"."""
    return any(first in _WHICH and second in _THINGS for first, second in pairwise(analysis.norms))


def rather_aspect(reading: Reading, top: Candidate) -> Candidate:
    """Of two facts the one that tells what is asked: "i vilket syfte" is answered by a purpose, not by a day."""
    kind = asked(reading.analysis)
    wanted = _TOLD_BY.get(kind, ())
    if top.subject.kind == "fact" and kind == "purpose" and top.subject.aspect == "why":
        return just_that(kind, top, [c for c in reading.candidates[1:FACTS_TRIED] if is_good(reading.analysis, c)])
    if top.subject.kind != "fact" or not wanted or top.subject.aspect in wanted:
        return top
    if kind == "who" and top.subject.aspect in _OF_THINGS and _asks_which_things(reading.analysis):
        return top  # "på vilka punkter granskas regionerna?" asks for nobody
    for other in reading.candidates[1:FACTS_TRIED]:
        told = other.subject.kind == "fact" and other.subject.aspect in wanted
        of_it = other.subject.about == top.subject.about and other.subject.aspect == kind
        of_it = of_it and kind in ("when", "purpose") and not claim_wanted(reading.analysis)
        close = _ASPECT_OF_IT if of_it else _ASPECT_CLOSE
        if told and other.score > close * top.score and is_good(reading.analysis, other):
            return other
    return top
