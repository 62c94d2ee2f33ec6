"""Which authority or organisation a statement says did something, held against the one that a document names.

"Granskade Socialstyrelsen 27 akutsjukhus?" states a number that is right, of somebody who did not do it. No figure
decides that; a fact on the same matter that names who did it does, and without one nothing is confirmed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cache

from msgspec import Struct

from knowledge.asking import asks_either, asks_openly, claim_wanted, yes_no
from knowledge.catalogue import Catalogue
from knowledge.language.tables import word_set
from knowledge.language.text import normal, words
from knowledge.mentions import Analysis
from knowledge.model import Fact, Indicator
from knowledge.outcomes import Found, InWords, NotFound, Outcome
from knowledge.reading import Candidate
from knowledge.unsaid import SAYING

_BODIES: tuple[tuple[str, ...], ...] = (
    ("ivo", "inspektionen för vård och omsorg", "vårdinspektionen", "health and social care inspectorate"),
    ("socialstyrelsen", "national board of health and welfare", "board of health and welfare"),
    ("kammarkollegiet", "kammarkollegium", "legal, financial and administrative services agency"),
    ("skr", "sveriges kommuner och regioner", "salar", "swedish association of local authorities and regions"),
    ("scb", "statistiska centralbyrån", "statistics sweden"),
    ("riksdagen", "riksdag", "parliament", "parlamentet", "the riksdag"),
    ("riksrevisionen", "national audit office"),
    ("skatteverket", "tax agency"),
    ("försäkringskassan", "social insurance agency"),
    ("folkhälsomyndigheten", "public health agency"),
    ("riksgälden", "riksgäldskontoret", "national debt office"),
    ("esv", "ekonomistyrningsverket", "national financial management authority"),
    ("konjunkturinstitutet", "national institute of economic research"),
    ("finansdepartementet", "ministry of finance"),
    ("socialdepartementet", "ministry of health and social affairs"),
    ("kolada",),
    ("riksbanken",),
    ("försvarsmakten",),
    ("e-hälsomyndigheten", "ehälsomyndigheten"),
    ("cancerfonden",),
    ("omställningsfonden",),
)
"""The names of bodies that people take for each other, each with its other names."""
_ENDINGS = (
    *("myndigheten", "verket", "inspektionen", "styrelsen", "kassan", "kollegiet", "institutet", "revisionen"),
    *("departementet", "kommissionen", "ombudsmannen", "kansliet", "kontoret"),
)
"""Endings of names of authorities; what stands before them tells which."""
_NO_BODY = word_set("""
    regionstyrelsen kommunstyrelsen landstingsstyrelsen bolagsstyrelsen regeringskansliet regionkontoret regionkansliet
    utbetalningsmyndigheten tillsynsmyndigheten granskningsmyndigheten regionverket tågverket sjukhusstyrelsen
    sjukkassan huvudkontoret sjukvårdsstyrelsen landstingsrevisionen regionrevisionen
""")
"""Words with those endings that name no authority of the state."""
_SHORTEST = 4
"""So many letters at least stand before such an ending."""
_STEM = 5
_FROM = word_set("enligt enl hos från according per källa källan source")
_WHEN = word_set("innan före efter sedan before after since")
_THAT = word_set("att that")
_TASK = word_set("""
    uppdrag uppdraget uppgift uppgiften för genom efter utan beslutat beslutade beslutar valt valde väljer tänker ska
    ansvar ansvaret ansvarar av med på till om i task instructed ordered
""")
"""Words before an "att" that goes on telling what somebody does, and quotes nobody."""
_REACH = 5
_DENYING = word_set("inte ej icke knappast not never aldrig")
_NEAR = 3
_CLEFT = word_set("som that who which")
_BEING = word_set("är var blev varit is was")
_BEHIND = word_set("bakom ansvarar ansvarade utförde utfört utförts gjorde gjort gjordes behind by av via genom från")
_WORDLESS = word_set("""
    regionerna regioner region regionen kronor miljoner miljarder miljarden miljard miljon mkr mdkr sveriges svenska
    regeringen regeringens statens vården sjukvården regions million billion kronor grant swedish sweden health care
    government national nationella nationell den det
""")
"""Words that many facts have in common, by which none is told from the others."""
_AS_WHO = 0.3


class _Named(Struct, frozen=True):
    """A body in a statement: which one, and between which tokens."""

    body: str
    start: int
    end: int


@cache
def _by_first() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First word of a name -> the names that begin so, the longest first, with their body."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for names in _BODIES:
        for name in names:
            parts = tuple(words(normal(name)))
            found.setdefault(parts[0], []).append((parts, names[0]))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()}


def _bodies(norms: Sequence[str]) -> list[_Named]:
    """The bodies that are named in some words."""
    found: list[_Named] = []
    at = 0
    while at < len(norms):
        named = _body_at(norms, at)
        if named is not None:
            found.append(named)
        at = named.end if named is not None else at + 1
    return found


def _body_at(norms: Sequence[str], at: int) -> _Named | None:
    """The body whose name begins here; a genitive is one too."""
    norm = norms[at]
    if not norm[:1].isalpha():
        return None
    for word in (norm, norm.removesuffix("s"), norm.removesuffix(":s")):
        for parts, body in _by_first().get(word, ()):
            if len(parts) == 1 or tuple(norms[at + 1 : at + len(parts)]) == parts[1:]:
                return _Named(body, at, at + len(parts))
    bare = norm.removesuffix("s")
    ending = next((end for end in _ENDINGS if bare.endswith(end)), "")
    if ending and len(bare) >= len(ending) + _SHORTEST and bare not in _NO_BODY:
        return _Named(bare, at, at + 1)
    return None


def _only_says(norms: Sequence[str], named: _Named) -> bool:
    """Whether a body only says the rest: "enligt SCB", "Riksrevisionen noterar att …", "SKR: …"."""
    before, behind = norms[max(0, named.start - 2) : named.start], norms[named.end : named.end + _REACH]
    timed = not _WHEN.isdisjoint(before) and norms[named.end - 1].endswith("s")  # "innan riksdagens beslut"
    if (
        timed
        or not _FROM.isdisjoint(before)
        or not SAYING.isdisjoint((*before[-1:], *behind[:2]))
        or behind[:1] == (":",)
    ):
        return True
    return any(word in _THAT and at and behind[at - 1] not in _TASK for at, word in enumerate(behind))


def held_to_body(catalogue: Catalogue, analysis: Analysis, top: Candidate, outcome: Outcome) -> Outcome:
    """The outcome of a statement that names who did something, where the documents name somebody else.

    Args:
        catalogue: holds the facts.
        analysis: the statement.
        top: the subject it was found to be about.
        outcome: what it gives without regard to who is named.

    Returns:
        The fact that tells who it was, with its verdict; that nothing confirms it, where none tells; or the outcome as
        it was.
    """
    norms = analysis.norms
    named = _bodies(norms)
    if not named or asks_either(analysis) or not _may_be_confirmed(outcome) or not _states(analysis):
        return outcome
    named = [one for one in named if not _only_says(norms, one)]
    leading = yes_no(analysis) and _THAT.isdisjoint(norms)  # "var det inte IVO?" denies nothing
    denied = [] if leading else [one for one in named if _is_denied(norms, one)]
    affirmed = [one for one in named if one not in denied]
    if not named:
        return outcome
    told = _telling(catalogue, analysis, top, named)
    if told is None:
        known = _known_of(catalogue, top)
        strange = [one for one in affirmed if one.body not in known]
        sure = isinstance(outcome, Found) or (isinstance(outcome, InWords) and outcome.verdict == "correct")
        if strange and sure and _acts(norms, strange[0]):
            return NotFound("unverifiable", {}, (top.subject,), claim=True)
        return outcome
    own, others = _own(told), _known_of(catalogue, top) - _refused(told)
    if any(one.body not in own and one.body in others for one in affirmed):
        return outcome  # who has another part in the matter may be meant in that part
    wrong = [one.body not in own for one in affirmed] + [one.body in own for one in denied]
    if not any(wrong):
        return InWords(catalogue.subject(f"fact:{told.id}"), "correct") if denied else outcome
    if not all(wrong):
        return NotFound("unverifiable", {"fact": told}, (top.subject,), claim=True)
    return InWords(catalogue.subject(f"fact:{told.id}"), "incorrect")


def _states(analysis: Analysis) -> bool:
    """Whether something is put forward to be judged; "var det … som" asks for no place."""
    cleft = yes_no(analysis) and analysis.norms[:1] == ("var",) and not _CLEFT.isdisjoint(analysis.norms)
    return claim_wanted(analysis) or cleft or (yes_no(analysis) and not asks_openly(analysis.norms))


def _is_denied(norms: Sequence[str], named: _Named) -> bool:
    """Whether a "not" stands close before a body."""
    return not _DENYING.isdisjoint(norms[max(0, named.start - _NEAR) : named.start])


def _may_be_confirmed(outcome: Outcome) -> bool:
    """Whether an outcome says that a statement is right, or that nothing decides it."""
    if isinstance(outcome, InWords):
        return outcome.verdict != "incorrect"
    if isinstance(outcome, NotFound):
        return outcome.reason == "unverifiable"
    return isinstance(outcome, Found)


def _acts(norms: Sequence[str], named: _Named) -> bool:
    """Whether a body stands where the one stands who does what is stated: at the front, or behind "av"."""
    front = named.start == 0 or norms[named.start - 1] in _THAT or norms[named.start - 1] in _BEING
    return front or not _BEHIND.isdisjoint(norms[max(0, named.start - 2) : named.start])


def _own(fact: Fact) -> set[str]:
    """The bodies of which a fact tells."""
    told = (fact.answer.sv, fact.answer.en, *fact.says.all())
    return {one.body for text in told for one in _bodies(words(normal(text)))}


def _refused(fact: Fact) -> set[str]:
    """The bodies of which a fact says that it was none of them."""
    return {one.body for text in fact.denies.all() for one in _bodies(words(normal(text)))}


def _telling(catalogue: Catalogue, analysis: Analysis, top: Candidate, named: Iterable[_Named]) -> Fact | None:
    """The fact on the matter that tells who did what is stated of one of these bodies; None where none does."""
    taken = {at for one in named for at in range(one.start, one.end)} | analysis.placed
    taken |= {at for amount in analysis.amounts for at in range(amount.start, amount.end)}
    said = {
        norm[:_STEM]
        for at, norm in enumerate(analysis.norms)
        if at not in taken and len(norm) >= _STEM and norm not in _WORDLESS
    }
    item = top.subject.item
    own: Collection[str] = ()
    if isinstance(item, Indicator):  # "IVO:s granskning" tells in the name itself who did what
        own = () if _bodies(words(normal(item.name.sv))) else _stems(item.name.sv, item.name.en)
    facts = [fact for fact in catalogue.store.facts.values() if fact.about == top.subject.about and _own(fact)]
    counts = [Counter(_stems(fact.answer.sv, fact.answer.en, *fact.aliases.all())) for fact in facts]
    whole = sum(counts, Counter[str]())
    best: tuple[float, Fact] | None = None
    for fact, count in zip(facts, counts, strict=True):
        role = (said & count.keys()).difference(own)
        score = sum(count[stem] / whole[stem] for stem in role) + _AS_WHO * (fact.aspect in ("who", "which"))
        if role and (best is None or score > best[0]):
            best = (score, fact)
    return best[1] if best is not None else None


def _stems(*texts: str) -> list[str]:
    """The beginnings of the longer words of some texts."""
    return [word[:_STEM] for text in texts for word in words(normal(text)) if len(word) >= _STEM]


def _known_of(catalogue: Catalogue, top: Candidate) -> set[str]:
    """The bodies that a subject's own names, or what is said of it, speak of."""
    item = top.subject.item
    texts: list[str] = []
    if isinstance(item, Indicator):
        texts += (item.name.sv, item.name.en, item.definition.sv, *item.aliases.all())
    for fact in catalogue.store.facts.values():
        if fact.about == top.subject.about or fact is item:
            texts += (fact.answer.sv, fact.answer.en, *fact.says.all())
            source = catalogue.store.sources[fact.source]
            texts += (source.title.sv, source.publisher or "")
    return {one.body for text in texts for one in _bodies(words(normal(text)))}
