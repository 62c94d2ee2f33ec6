"""What is named only to say that it is not asked for: "inte prognosen", "jag har Sveriges siffra men …"."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.language.tables import word_set

_NOT, _ONLY = word_set("inte ej icke not"), word_set("bara enbart endast only just merely fel wrong sant true")
_BUT = word_set("utan men but")
_ENDS = frozenset((*",.:;!?–)(", "(", ")"))
_OPENING = frozenset((",", "(", "–", "-", ";")) | word_set("och alltså and")
"""What stands before a "not" that sets a noun aside, and belongs to no verb: "budgetsiffran, inte prognosen"."""
_LONGEST = 8
"""So many words a noun with what belongs to it may have."""
_OWNERS, _HAVING = word_set("jag vi i we"), word_set("har hade fått sett have had got")
_COMPARING = word_set("jämföra jämför jämfört ställa ställer compare comparing")
_WRITING, _ABOUT = word_set("skriva skriver jobbar arbetar writing working"), word_set("om med about on")
_NEEDING = word_set("behöver behövs saknar söker letar need needs want missing lack lacking")
_WANTING, _HAVE = word_set("vill vill skulle"), word_set("ha veta få se")
_JOINTS = _ENDS | word_set("men och så sa but and so now nu")  # "sa" is "så" typed without its ring


def set_aside(norms: Sequence[str]) -> frozenset[int]:
    """Where words stand of what is named and not asked for.

    Args:
        norms: the words and marks of a question.

    Returns:
        Their places; none where nothing else would be left.
    """
    found = _denied(norms) | had_already(norms) | _spoken_of(norms) | before_deducting(norms) | dropped(norms)
    words = {at for at, norm in enumerate(norms) if norm.isalnum()}
    return frozenset(found) if words - found else frozenset()


def _denied(norms: Sequence[str]) -> set[int]:
    """The noun behind a "not" that has no verb: "…, inte det efter finansiella poster"."""
    found: set[int] = set()
    for at, norm in enumerate(norms):
        first = not any(before.isalnum() for before in norms[:at])
        if norm not in _NOT or not (first or norms[at - 1] in _OPENING):
            continue
        end = next((to for to in range(at + 1, len(norms)) if norms[to] in _ENDS or norms[to] in _BUT), len(norms))
        behind = norms[at + 1 : end]
        if 0 < len(behind) <= _LONGEST and _ONLY.isdisjoint(behind):
            found.update(range(at, end))
    return found


def before_deducting(norms: Sequence[str]) -> set[int]:
    """What is said not to be taken off yet: "kostnaderna, före avdrag för intäkter"."""
    for at, norm in enumerate(norms):
        if norm in _BEFORE and norms[at + 1 : at + 2] and norms[at + 1] in _DEDUCTION and at:
            end = next((to for to in range(at + 1, len(norms)) if norms[to] in _ENDS), len(norms))
            return set(range(at, end)) if end - at <= _LONGEST else set()
    return set()


_BEFORE, _DEDUCTION = (
    word_set("före innan utan before without"),
    word_set("avdrag avräkning deducting deduction deductions"),
)


_DROPPING = word_set("släpp släpper lämna lämnar glöm skippa strunt strunta skit leaving leave forget drop dropping")
_UNRELATED, _TO_DO = word_set("inte ej"), ("att", "göra")
_RANKING = word_set("""
    mest störst största högst högsta flest minst minsta lägst lägsta färst topp botten most largest highest biggest
    least smallest lowest fewest top bottom rank ranks ranking out ute bort resten rest övriga andra others remaining
""")
_NEW_CLAUSE = frozenset(",.:;!–")
_FEW = 6


def dropped(norms: Sequence[str]) -> set[int]:
    """What is left for something else: "släpp A nu, …", "en fråga som inte har med A att göra: …"."""
    if not _RANKING.isdisjoint(norms):
        return set()  # "glöm Stockholm, vem fick mest?" may rank without it, and "resten" is all but it
    for at, norm in enumerate(norms):
        opens = (
            norm in _DROPPING
            and norms[at + 1 : at + 2] != ("out",)
            and not any(before.isalnum() for before in norms[:at])
        )
        if opens or (norm in _UNRELATED and "med" in norms[at + 1 : at + 3]):
            end = next((to for to in range(at + 1, len(norms)) if norms[to] in _NEW_CLAUSE), 0)
            related = opens or tuple(norms[end - 2 : end]) == _TO_DO
            if end and end - at <= _FEW + _FEW // 2 and related and any(word.isalnum() for word in norms[end:]):
                return set(range(at, end))
    return set()


def had_already(norms: Sequence[str]) -> set[int]:
    """What somebody says he has before he says what he needs: the first half of "I have Sweden's, now I need …"."""
    for at, norm in enumerate(norms):
        owned = (at > 0 and norms[at - 1] in _OWNERS) or "redan" in norms[at + 1 : at + 2]
        if norm in _HAVING and owned:
            return _until_need(norms, at)
    return set()


def _spoken_of(norms: Sequence[str]) -> set[int]:
    """What somebody compares with or writes about before he says what he needs: "jag skriver om överdraget och …"."""
    for at, norm in enumerate(norms):
        if norm in _COMPARING or (norm in _WRITING and not _ABOUT.isdisjoint(norms[at + 1 : at + 3])):
            return _until_need(norms, at)
    return set()


def _until_need(norms: Sequence[str], start: int) -> set[int]:
    """The places from here to the end of the clause, if one follows that says what is needed."""
    need = next((at for at in range(start + 1, len(norms)) if norms[at] in _NEEDING or _wants(norms, at)), 0)
    end = next((at for at in range(need, start, -1) if norms[at] in _JOINTS), start)
    return set(range(start, end))


def _wants(norms: Sequence[str], at: int) -> bool:
    """Whether "vill ha" or "skulle vilja ha" begins here."""
    return norms[at] in _WANTING and not _HAVE.isdisjoint(norms[at + 1 : at + 3])
