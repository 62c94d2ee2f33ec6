"""Words that narrow what is asked for to a part that no figure is held for: "kvinnor", "för barnsjukvården".

A word that says who asks, who says it or how somebody feels may stay unexplained; one that changes what is asked for
may not.
"""

from __future__ import annotations

from knowledge.asking import asked, claim_wanted
from knowledge.catalogue import Catalogue
from knowledge.language.tables import word_set
from knowledge.matching import Match
from knowledge.mentions import Analysis
from knowledge.model import Indicator, Table
from knowledge.outcomes import NotFound
from knowledge.planning.context import TOWNS
from knowledge.reading import Candidate
from knowledge.scenarios import COLUMN_WORDS, SCENARIO_WORDS, sets_against_budget
from knowledge.subjects import Subject, alias_words, breakdown_names
from knowledge.terms import Term

_OF = word_set("för till av från bland inom hos på of for from among to at")
"""Words between the name of a figure and what it would be of."""
_AFTER = word_set("efter vid after following")
"""Words between a figure of health and what it would be of: "dödlighet efter lårbensbrott"."""
_BY = word_set("per efter by i in")
_LINKING = word_set("och samt and & plus respektive")
_ONE = word_set("en min vår ens a an my our")
"""Words before somebody who asks: "en läkare undrar"."""
_BESIDE = ("who", "when", "why")
"""What facts tell of a figure's circumstances."""
_GOT = word_set("fick får erhöll tog mottog got gets received receives")
_A_MATTER = 1.5
"""From this weight on a word is what a figure is of."""
_NAMELESS = 2.0
"""From this weight on a word that no subject has is a name or a topic of its own."""


def narrowed(catalogue: Catalogue, analysis: Analysis, top: Candidate) -> NotFound | None:
    """The refusal of a figure that is asked for a part only, for which it is not held.

    Args:
        catalogue: its words for parts.
        analysis: the question.
        top: what the question is found to be about.

    Returns:
        The refusal that names the word, or None.
    """
    told = top.subject.kind == "fact" and not _is_beside(analysis, top)
    if top.subject.kind == "gap" or (told and (claim_wanted(analysis) or COLUMN_WORDS.isdisjoint(analysis.norms))):
        return None  # of a column, "budgeten för kvinnor", a figure is asked for: no fact stands in for it
    beside = _beside_a_part(catalogue, analysis, top)
    if beside is not None:
        return NotFound("not_covered", {"words": (beside.text,)}, (top.subject,), claim_wanted(analysis))
    own: frozenset[int] | None = None
    for at, term in enumerate(analysis.terms):
        if not term.weight or not _may_narrow(catalogue, analysis, at, top):
            continue
        if told and (top.match is None or term.token in top.match.explained):
            continue
        own = _own_parts(catalogue, top.subject) if own is None else own
        if not _is_own(catalogue, term, own) and not _is_held_of(catalogue, term.text, top.subject):
            return NotFound("not_covered", {"words": (term.text,)}, (top.subject,), claim_wanted(analysis))
    return None


def _beside_a_part(catalogue: Catalogue, analysis: Analysis, top: Candidate) -> Term | None:
    """What a figure is asked of, where the subject is found by the part alone: "personalminskning efter ålder"."""
    match = top.match
    if match is None or top.subject.kind != "indicator" or analysis.has("claim"):
        return None
    named = [term for term in analysis.terms if term.weight and term.token in match.explained]
    if not named or not all(term.text in catalogue.narrowing for term in named):
        return None
    first = min(term.token for term in named)
    rest = (term for term in analysis.terms if term.token == first - 2 and term.weight >= _A_MATTER and term.parts)
    return next(rest, None) if analysis.norms[first - 1] in _OF | _BY else None


def _is_beside(analysis: Analysis, top: Candidate) -> bool:
    """Whether a fact says who or when of something of which neither was asked."""
    aspect = top.subject.aspect
    return aspect in _BESIDE and asked(analysis) != aspect


def _may_narrow(catalogue: Catalogue, analysis: Analysis, at: int, top: Candidate) -> bool:
    """Whether a term stands for a part, by what it is or by where it stands."""
    term, norms, match = analysis.terms[at], analysis.norms, top.match
    before = norms[term.token - 1] if term.token else ""
    if term.text in catalogue.narrowing:
        return before not in _ONE
    if before in _GOT and analysis.tokens[term.token].capital and analysis.text.upper() != analysis.text:
        return True  # "fick Kommunal"
    if match is not None and top.subject.kind == "indicator" and term.token not in match.explained:
        said = {t.text for t in analysis.terms if t.weight and t.token in match.matched}
        if said and said <= SCENARIO_WORDS and not sets_against_budget(norms) and _LINKING.isdisjoint(norms):
            return before in _OF  # "budgetavvikelsen för pensionskostnader"
    if (
        top.subject.kind == "fact"
        or match is None
        or term.parts
        or term.weight < _NAMELESS
        or term.token in match.explained
    ):
        return False
    if _is_only_column(analysis, match):
        return True
    if analysis.language == "sv" and term.text.endswith("s") and term.token + 1 in match.matched:
        return True  # "fysioterapins budget"
    strange = catalogue.vocabulary.look_up(term.text).status == "unknown"
    return strange and before in _OF | _AFTER and term.token - 2 in match.matched


def _is_only_column(analysis: Analysis, match: Match) -> bool:
    """Whether a subject is found by "budget" or "prognos" alone."""
    said = {term.text for term in analysis.terms if term.weight and term.token in match.matched}
    return bool(said) and said <= COLUMN_WORDS


def _own_parts(catalogue: Catalogue, subject: Subject) -> frozenset[int]:
    """The parts of a subject's names and of the names of its kinds; for a table also those of its rows."""
    vocabulary, item = catalogue.vocabulary, subject.item
    keys = [subject.key, *(f"indicator:{row}" for row in item.indicators)] if isinstance(item, Table) else [subject.key]
    found = {part for key in keys for parts in catalogue.matcher.names(key) for part in parts}
    for kind in item.breakdowns if isinstance(item, Indicator) else ():
        for name in breakdown_names(kind):
            found.update(part for word in alias_words(name) if (part := vocabulary.part(word)) is not None)
    return frozenset(found)


def _is_held_of(catalogue: Catalogue, word: str, subject: Subject) -> bool:
    """Whether an indicator has a kind of this name, or is held for areas of this kind."""
    item = subject.item
    if not isinstance(item, Indicator):
        return False
    if word in TOWNS and "municipality" in catalogue.held_by_kind(item.id):
        return True
    return any(word in alias_words(name) for kind in item.breakdowns for name in breakdown_names(kind))


def _is_own(catalogue: Catalogue, term: Term, own: frozenset[int]) -> bool:
    """Whether a subject's names have a term, or of a compound the first piece, or a word of the same meaning."""
    if not term.parts:
        return False
    synonyms, atoms = catalogue.index.synonyms, catalogue.vocabulary.atoms
    first = atoms(term.parts[0])[0]
    return first in own or any(not own.isdisjoint(synonyms.get(part, ())) for part in (first, term.parts[0]))
