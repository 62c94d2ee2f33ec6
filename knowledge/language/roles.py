"""Words for somebody who says something: a post, a paper."""

from __future__ import annotations

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


def is_role(word: str) -> bool:
    """Whether a word is one for somebody who says something: a post, a paper."""
    return len(word) > 5 and word.endswith(_ROLE_ENDINGS)
