"""What is asked for row by row, said by a word beside what the rows are: "belopp per åtgärd", "post för post"."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.language.tables import word_set

_ROWS = word_set("""
    åtgärd åtgärden åtgärder åtgärderna post posten poster posterna budgetpost budgetposter kostnadspost kostnadsposter
    rad rader raderna delpost delposter delposterna measure measures item items row rows
""")
"""What the rows of a table are called."""
_EACH = word_set("varje vart vardera per respektive enskild enskilda enskilt each every individual respective")
_OF_EACH = (
    ("var", "och", "en", "av"),
    ("var", "och", "en", "utav"),
    ("for", "each", "of", "the"),
    ("each", "of", "the"),
)
_SPREAD = ("fördela", "bryt", "brut", "dela", "split", "distribut", "break", "broken", "uppdela", "spread")
"""Beginnings of verbs behind which "mellan" or "på" the rows stand."""
_AMONG = word_set("mellan på över between among across into")
_ALONG, _SPREAD_REACH = 3, 12


def told_apart(norms: Sequence[str]) -> list[tuple[str, int, int]]:
    """The cues of a list of rows.

    Args:
        norms: the words of a question, normalised, in order.

    Returns:
        Cue ids with the first word and the one past the last.
    """
    found = []
    for at, norm in enumerate(norms):
        if norm not in _ROWS:
            continue
        start = _start(norms, at)
        if start is not None:
            found.append(("list", start, at + 1))
    return found[:1]


def _start(norms: Sequence[str], at: int) -> int | None:
    """Where the words begin by which rows are told apart; None where they are not."""
    if tuple(norms[at + 1 : at + 3]) == ("för", norms[at]):
        return at
    near = range(at - 1, max(-1, at - 1 - _ALONG), -1)
    each = next((i for i in near if norms[i] in _EACH), None)
    if each is not None:
        return each
    for phrase in _OF_EACH:
        if tuple(norms[max(0, at - len(phrase)) : at]) == phrase:
            return at - len(phrase)
    among = next((i for i in near if norms[i] in _AMONG), None)
    spread = among is not None and any(n.startswith(_SPREAD) for n in norms[max(0, among - _SPREAD_REACH) : among])
    return among if spread else None
