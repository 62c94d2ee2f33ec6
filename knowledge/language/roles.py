"""Words for somebody who says something: a post, a paper."""

from __future__ import annotations

from knowledge.language.tables import word_set

_ROLES = (
    "chef",
    "direktör",
    "minister",
    "ordförande",
    "politiker",
    "ledare",
    "ekonom",
    "reporter",
    "redaktör",
    "expert",
    "kommunikatör",
)
_ROLE_ENDINGS = (
    *(root + ending for root in _ROLES for ending in ("", "en", "n", "ns", "ens", "erna", "na", "s")),
    *(
        "rådet",
        "rådets",
        "tidningen",
        "tidning",
        "bladet",
        "ministern",
        "medierna",
        "medier",
        "spokesman",
        "spokeswoman",
    ),
)
"""Endings of words for somebody who says something, which no figure here is about."""


_BODIES = word_set("""
    tjänstemän tjänstemännen tjänsteman tjänstemannen förvaltning förvaltningen nämnd nämnden styrelse styrelsen
    regionstyrelsen ledning ledningen handläggare handläggaren handläggarna kansli kansliet beslutsfattare
    beslutsfattarna regering regeringen sverigedemokraterna moderaterna socialdemokraterna oppositionen facket
    officials official administration management board staff politicians ministers government authorities
""")
"""Those who reckon, expect or say something of which a figure is, besides posts and papers."""


def says_something(word: str) -> bool:
    """Whether a word is one for a post, a paper or a body that expects or says something."""
    return word in _BODIES or is_role(word)


def is_role(word: str) -> bool:
    """Whether a word is one for somebody who says something: a post, a paper."""
    return len(word) > 5 and word.endswith(_ROLE_ENDINGS)
