"""Greetings, thanks and questions about the bot itself, when nothing else is said."""

from __future__ import annotations

from knowledge.catalogue import Catalogue
from knowledge.language.tables import word_set
from knowledge.mentions import Analysis

_KINDS = ("identity", "help", "thanks", "goodbye", "greeting")
_MOST_WORDS = 9
_SHORT_PHRASE = 2
_FEW_WORDS = 3
_FILLERS = word_set("""
    du dig så och för det jag är var er ni mig alla igen hela gänget bäst bot boten siffersvar tack
    a the you for that was so much very det's its this my me all u
""")
_REQUESTS = word_set("""
    ta fram siffran siffror siffra visa ge kolla hitta skicka mötet få
    show give get find figure number figures numbers
""")
"""Words that carry no subject and yet ask for something."""
_ASKS = word_set("vad hur vem vilken vilka what how who which fick mycket många källa")


def smalltalk_kind(catalogue: Catalogue, analysis: Analysis) -> str | None:
    """The kind of small talk that a message is, and nothing besides."""
    norms = [token.norm for token in analysis.tokens if token.is_word]
    if not norms or len(norms) > _MOST_WORDS or analysis.regions or analysis.amounts or analysis.periods:
        return None
    text = " ".join(norms)
    for kind in _KINDS:
        for phrase in catalogue.store.lexicon.smalltalk.get(kind, ()):
            if phrase not in text:
                continue
            if text == phrase:
                return kind
            if len(phrase) > _SHORT_PHRASE and f" {phrase} " in f" {text} " and _only_talk(catalogue, norms, phrase):
                return kind
    return None


def _only_talk(catalogue: Catalogue, norms: list[str], phrase: str) -> bool:
    """Whether the words around a phrase ask for nothing."""
    said = phrase.split()
    rest = [norm for norm in norms if norm not in said]
    if not _ASKS.isdisjoint(rest):
        return False
    phrases = (known for group in catalogue.store.lexicon.smalltalk.values() for known in group)
    known = _FILLERS.union(*(other.split() for other in phrases))
    few = len(rest) <= _FEW_WORDS
    return all(
        norm in known or (few and norm not in _REQUESTS and catalogue.vocabulary.is_frame(norm)) for norm in rest
    )
