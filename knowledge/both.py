"""Two things that were told one after the other and are asked for again together: "2024 då, båda uppgifterna"."""

from __future__ import annotations

from knowledge.catalogue import Catalogue
from knowledge.language.tables import word_set
from knowledge.reading import Candidate, Reading

_BOTH = word_set("båda bägge both")
_FIGURES = word_set("uppgifterna uppgifter siffrorna siffror talen värdena figures numbers values delarna")
_TWO = 2


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
    if analysis.has("difference", "sum", "ratio", "compare", "more_than", "less_than", "top", "bottom"):
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
