"""Questions about somebody whom a document names: who he is there, which it tells, and the rest of his life."""

from __future__ import annotations

from itertools import pairwise

from knowledge.language.patterns import Pattern
from knowledge.language.tables import word_set
from knowledge.language.text import normal, words
from knowledge.mentions import Analysis
from knowledge.model import Fact
from knowledge.reading import Candidate

_SHORTEST = 3
_FULL_NAME = Pattern(r"[A-ZÅÄÖ][a-zåäöé]+(?: [A-ZÅÄÖ][a-zåäöé]+)+")
_OF_OFFICE = word_set("""
    vem är vad vilken vilket var när e säger du om berätta mer den det han hon som heter namn namnet står stod för gör
    gjorde har hade med tillsammans och i på under skrev skrivit skriver undertecknat undertecknade undertecknar
    signerat signerade titel titeln roll rollen post befattning befattningen uppdrag jobb jobbar funktion ställning här
    dokumentet beslutet egentligen ska jag veta kan tack hej nämns nämndes varför syns finns då nu men stämmer att av
    också
    who is was what which when the a an of in on does did do has title role post job signed sign signs under with and
    tell me about document decision for mentioned why true it that by also
""")
"""Words with which it is asked who somebody is in the document."""
_ROLE = word_set("""
    roll rollen titel titeln befattning befattningen undertecknat undertecknade signerat skrivit role title signed
""")
_TITLES = word_set("""
    minister ministern statsråd statsrådet statssekreterare statssekreteraren socialminister socialministern
    sjukvårdsminister sjukvårdsministern finansminister finansministern statsminister statsministern departementsråd
    rättschef expeditionschef politiker tjänsteman sekreterare secretary official politician
""")


def _only_named(analysis: Analysis, candidate: Candidate) -> frozenset[int]:
    """The tokens of a person's name, where nothing but the name was found in a fact that tells who; else none."""
    fact, match = candidate.subject.item, candidate.match
    if not isinstance(fact, Fact) or analysis.amounts or fact.aspect != "who" or match is None:
        return frozenset()
    names = {word for run in _FULL_NAME.findall(fact.evidence) for word in words(normal(run)) if len(word) >= _SHORTEST}
    said = frozenset(term.token for term in analysis.terms if {term.text, term.text.removesuffix("s")} & names)
    substance = {term.token for term in analysis.terms if term.weight > 1 and term.token in match.matched}
    offices = {at for at in substance if analysis.norms[at] in _OF_OFFICE | _TITLES}
    return said if said and substance - offices <= said else frozenset()


def life_asked(analysis: Analysis, candidate: Candidate) -> str:
    """A word that asks something else of a person than what the document says: "hur lång är …", "var växte … upp?".

    Args:
        analysis: the question.
        candidate: the subject found.

    Returns:
        The first such word; empty for most questions.
    """
    name = (
        frozenset() if analysis.has("who") or not _ROLE.isdisjoint(analysis.norms) else _only_named(analysis, candidate)
    )
    rest = (at for at, token in enumerate(analysis.tokens) if name and token.is_word and at not in name)
    return next((analysis.tokens[at].text for at in rest if analysis.norms[at] not in _OF_OFFICE | _TITLES), "")


def title_stated(analysis: Analysis, candidate: Candidate) -> bool:
    """Whether a person is said to be something that the fact about him does not speak of: "är … statsråd?"."""
    fact = candidate.subject.item
    if not isinstance(fact, Fact) or not _only_named(analysis, candidate):
        return False
    told = set(words(normal(f"{fact.answer.sv} {fact.answer.en}")))
    return any(norm in _TITLES and norm not in told for norm in analysis.norms)


_ASKS_NAME = frozenset((
    *(("vad", "heter"), ("va", "heter"), ("vem", "är"), ("vem", "e"), ("vems", "namn"), ("namnet", "på")),
    *(("who", "is"), ("name", "of"), ("who", "was"), ("vem", "var")),
))
_OFFICE = Pattern(
    r"\w*(?:direktör(?:en|ens|s)?|chef(?:en|ens|s)?|ordförande(?:n|ns)?|handläggare(?:n|ns)?|talesperson(?:en)?)"
    r"|\w*sekreterare(?:n|ns)?|director|chair(?:man|woman|person)?|spokesperson|chief",
    needs="direktör|chef|ordf|handl|talesp|sekret|director|chair|spokes|chief",
)
"""Offices whose holders no document names; a minister signs, and is named."""
_OFFICE_REACH = 6


def office_asked(analysis: Analysis) -> str:
    """The office whose holder's name is asked for: "vad heter regiondirektören bakom prognosen?"; empty for most."""
    norms = analysis.norms
    asked = next((at for at, pair in enumerate(pairwise(norms)) if pair in _ASKS_NAME), None)
    if asked is None or _OFFICE.search(" ".join(norms)) is None:
        return ""
    return next((norm for norm in norms[asked + 2 : asked + 2 + _OFFICE_REACH] if _OFFICE.fullmatch(norm)), "")
