"""Two things that were told one after the other and are asked for again together: "2024 då, båda uppgifterna"."""

from __future__ import annotations

from msgspec.structs import replace

from knowledge.catalogue import Catalogue
from knowledge.language.tables import word_set
from knowledge.memory import Memory, Turn
from knowledge.mentions import Analysis
from knowledge.reading import Candidate, Reading

_BOTH = word_set("båda bådas bägge bägges both")
_FIGURES = word_set("uppgifterna uppgifter siffrorna siffror talen värdena figures numbers values delarna")
_TWO = 2
_PAIR = word_set("par paret pair")
_SAME, _OF_TWO = word_set("samma same"), word_set("två 2 two bägge båda both") | _FIGURES
_COMPUTED = ("difference", "sum", "ratio", "compare", "more_than", "less_than", "top", "bottom", "claim", "mean")


def both_told(catalogue: Catalogue, reading: Reading) -> list[Candidate]:
    """The subjects of the two last figures, the earlier first; empty where not both are asked for again.

    Args:
        catalogue: the subjects.
        reading: a question that names nothing but another year or place.

    Returns:
        Two candidates, or none where the last turns were of one subject.
    """
    analysis = reading.analysis
    if not reading.elliptical or analysis.content_weight or not (analysis.periods or analysis.places):
        return []
    words = set(analysis.norms)
    if words.isdisjoint(_BOTH) or (words.isdisjoint(_FIGURES) and len(words) > _TWO * 2):
        return []
    if analysis.has(*_COMPUTED):
        return []
    keys: list[str] = []
    for turn in reversed(reading.memory.turns):
        if turn.status == "answered" and turn.figures and turn.subjects[0] not in keys:
            keys.append(turn.subjects[0])
        if len(keys) == _TWO:
            break
    if len(keys) < _TWO or not all(key.startswith("indicator:") for key in keys):
        return []
    return [Candidate(catalogue.subject(key), 1.0, None, True, ("one of the two told",)) for key in reversed(keys)]


def pair_told(analysis: Analysis, memory: Memory) -> Turn | None:
    """The two last turns as one, where "same pair for stroke, please" asks for both of another subject or place.

    Args:
        analysis: the question.
        memory: the conversation.

    Returns:
        A turn with what both told; None where no pair is asked for, or the two were not of one subject.
    """
    norms = analysis.norms
    said = not (_PAIR | _BOTH).isdisjoint(norms) or any(
        first in _SAME and not _OF_TWO.isdisjoint(norms[at + 1 : at + 1 + _TWO]) for at, first in enumerate(norms)
    )
    if not said or len(memory.turns) < _TWO or analysis.has(*_COMPUTED):
        return None
    earlier, last = memory.turns[-_TWO:]
    if not _is_figure(earlier) or not _is_figure(last) or earlier.subjects != last.subjects:
        return None
    areas, periods = (earlier.areas, last.areas), (earlier.periods, last.periods)
    scenarios, kinds = (earlier.scenarios, last.scenarios), (_kinds(earlier), _kinds(last))
    if sum(first != second for first, second in (areas, periods, scenarios, kinds)) != 1:
        return None
    return replace(
        last,
        areas=_both_of(areas),
        periods=_both_of(periods),
        scenarios=_both_of(scenarios),
        breakdowns=_both_of(kinds),
        figures=(*earlier.figures, *last.figures),
    )


def _is_figure(turn: Turn) -> bool:
    """Whether a turn told one figure, as it stands or as its part of the whole."""
    of_one = len(turn.areas) == 1 and (turn.per_capita or turn.operation == "share")
    told = turn.operation in ("lookup", "share") and (of_one or len(turn.figures) == 1)
    return turn.status == "answered" and not turn.group and told


def _kinds(turn: Turn) -> tuple[str, ...]:
    """The kinds of a figure that were told; none where it has none."""
    return tuple(kind for kind in turn.breakdowns if kind)


def _both_of(slots: tuple[tuple[str, ...], tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*slots[0], *slots[1])))
