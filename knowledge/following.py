"""Follow-ups that stand for a question in full, by what was told before; without a conversation none is looked for."""

from __future__ import annotations

from knowledge.asked_of_told import asked_of_told
from knowledge.catalogue import Catalogue
from knowledge.memory import Memory
from knowledge.mentions import Analysis
from knowledge.other_whole import other_whole
from knowledge.outcomes import NotFound
from knowledge.restating import Restated, restated
from knowledge.rewording import reworded
from knowledge.told_claims import told_claims
from knowledge.told_divisions import told_divisions
from knowledge.told_figures import told_figures
from knowledge.told_members import told_members
from knowledge.told_turns import told_turns

_WAYS = (
    restated,
    asked_of_told,
    told_claims,
    told_divisions,
    told_figures,
    told_turns,
    reworded,
    other_whole,
    told_members,
)
"""What a follow-up may stand for, the surest first."""


def followed(catalogue: Catalogue, analysis: Analysis, memory: Memory) -> Restated | NotFound | None:
    """What a follow-up stands for.

    Args:
        catalogue: of the store.
        analysis: the follow-up taken apart.
        memory: the conversation.

    Returns:
        The question in full; `NotFound` where what it asks of what was told cannot be given; None where it is to be
        understood by itself or by the subject of the turn before.
    """
    return next((found for way in _WAYS if (found := way(catalogue, analysis, memory)) is not None), None)
