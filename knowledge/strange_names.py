"""Names that nothing here knows, of somebody or some place that a figure would be of."""

from __future__ import annotations

from knowledge.asking import claim_wanted
from knowledge.catalogue import Catalogue
from knowledge.kinship import has_many_areas
from knowledge.language.tables import word_set
from knowledge.mentions import Analysis
from knowledge.model import Indicator
from knowledge.outcomes import NotFound
from knowledge.reading import Candidate
from knowledge.slots import Slots
from knowledge.weights import WEIGHTS

_WHOLE = 0.85
_PLACING = word_set("på i vid hos från för at in for from")
_HOLDING = word_set("på hos vid inom har fick får hade at by within has had got")
"""Words after which the one stands that a figure would be of."""
_NAMELESS = 2.0
"""From this weight on a word that no subject has is a name or a topic of its own."""
_SHORT_WORD = 2
_THAT = word_set("att that om whether")
_CLAUSE = 3
_FIRST = 2
"""Among so many first words a verb has the one who does it beside it."""


def unknown_holder(catalogue: Catalogue, analysis: Analysis, top: Candidate) -> NotFound | None:
    """The refusal of a figure for somebody nothing is known of: "vårdplatser på Sahlgrenska", "hos Capio"."""
    if top.subject.kind == "gap":
        return None
    member = _strange_member(catalogue, analysis, top)
    if member:
        return NotFound("not_covered", {"words": (member,)}, (top.subject,), claim_wanted(analysis))
    doer = _strange_doer(catalogue, analysis, top)
    if doer:
        return NotFound("not_covered", {"words": (doer,)}, (top.subject,), claim_wanted(analysis))
    if claim_wanted(analysis):
        return None
    if top.subject.kind == "fact" and top.match is not None and top.match.recall >= _WHOLE:
        return None
    left = (
        top.match.unexplained if top.match is not None else catalogue.matcher.unexplained(top.subject, analysis.terms)
    )
    norms = analysis.norms
    last = max((i for i, token in enumerate(analysis.tokens) if token.is_word), default=0)
    for term in left:
        before = norms[term.token - 1] if term.token else ""
        held = before in _HOLDING and len(term.text) > _SHORT_WORD
        named = term.token == last and analysis.tokens[last].capital and last > 0
        if not term.parts and term.weight >= _NAMELESS and (held or named):
            return NotFound("not_covered", {"words": (term.text,)}, (top.subject,))
    return None


_BELONGING = word_set("""
    ingick ingår hör hörde tillhör tillhörde omfattas omfattades är var fanns finns granskades belongs belonged was is
    were did
""")
_INCLUDING = word_set("""
    include includes included cover covers covered inspect inspected examine examined review reviewed visit visited
    omfatta omfattar omfattat inkludera inkluderar inkluderat granska granskat besökt inspektera inspekterat
""")
"""Verbs of a whole behind which one of those stands that it is made of: "did the review include Karolinska?"."""
_AMONG = word_set("i till bland av en ett among in of to one part")


def _strange_member(catalogue: Catalogue, analysis: Analysis, top: Candidate) -> str:
    """A strange name of which is asked if it belongs to what is only counted: "ingick Karolinska i …"."""
    about = catalogue.store.indicators.get(top.subject.about)
    item = top.subject.item if isinstance(top.subject.item, Indicator) else about
    if top.match is None or item is None or item.unit != "count" or analysis.norms[:1][0] not in _BELONGING:
        return ""
    norms = analysis.norms
    for term in top.match.unexplained:
        at = term.token
        named = not term.parts and analysis.tokens[at].capital and len(term.text) > _SHORT_WORD
        among = at == 1 and not _AMONG.isdisjoint(norms[at + 1 : at + _CLAUSE])
        if named and (among or norms[at - 1] in _INCLUDING):
            return analysis.tokens[at].text
    return ""


def _strange_doer(catalogue: Catalogue, analysis: Analysis, top: Candidate) -> str:
    """A word that nothing knows where the one stands who does it: "räknar Ikea med …", "Ikea räknar med …"."""
    if top.match is None or analysis.regions or top.subject.kind == "fact":
        return ""
    if not _THAT.isdisjoint(analysis.norms[: _FIRST + _CLAUSE]):  # "oppositionsrådet gör gällande att …"
        return ""
    verbs = {cue.start for cue in analysis.cues if cue.id == "yes_no" and cue.start < _FIRST}
    for term in top.match.unexplained:
        at = term.token
        beside = (at - 1 in verbs and at == 1) or (at == 0 and 1 in verbs)
        if not beside or term.parts or term.measure or len(term.text) <= _SHORT_WORD:
            continue
        named = bool(at) and analysis.tokens[at].capital
        if named or catalogue.vocabulary.look_up(term.text).status == "unknown":
            return analysis.tokens[at].text
    return ""


def stray_place(catalogue: Catalogue, analysis: Analysis, candidate: Candidate, slots: Slots) -> str:
    """A word that nothing explains where a region could stand: "bidrag region Narnia" is not the national total."""
    if slots.area_said or candidate.match is None:
        return ""
    strange = _strange_name(analysis, candidate)
    if strange or not has_many_areas(catalogue, slots.indicators[0]):
        return strange
    vocabulary = catalogue.vocabulary
    for term in candidate.match.unexplained:
        if not term.measure and len(term.text) > _SHORT_WORD and vocabulary.look_up(term.text).status == "unknown":
            return analysis.tokens[term.token].text
    return ""


def has_strange_name(analysis: Analysis, top: Candidate) -> bool:
    """Whether a name that no subject knows stands in the statement: a word with a capital, not the first."""
    left = top.match.unexplained if top.match is not None else ()
    return any(
        analysis.tokens[term.token].capital and term.token and not term.parts and term.weight > WEIGHTS.plain
        for term in left
    )


def _strange_name(analysis: Analysis, candidate: Candidate) -> str:
    """A name that nothing here knows, after a preposition of place: "vårdplatser på Karolinska"."""
    tokens = analysis.tokens
    for term in candidate.match.unexplained if candidate.match is not None else ():
        before = tokens[term.token - 1].norm if term.token else ""
        if tokens[term.token].capital and before in _PLACING and not term.parts and term.weight > WEIGHTS.plain:
            return tokens[term.token].text
    return ""
