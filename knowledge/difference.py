"""What two editions of the same figures differ in."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.model import Observation
from knowledge.store import Store


@dataclass(frozen=True, slots=True)
class Change:
    """A figure as the older source gives it and as the newer one does; None where one does not give it."""

    old: Observation | None
    new: Observation | None

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What it is a figure of."""
        return self.old.key if self.old is not None else self.new.key if self.new is not None else ("", "", "", "", "")


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed, what is new, what the newer one does not give, and how many figures are the same."""

    changed: tuple[Change, ...]
    added: tuple[Change, ...]
    removed: tuple[Change, ...]
    same: int


def difference(store: Store, old: str, new: str) -> Difference:
    """What two sources of a store differ in, of the indicators that either gives.

    Args:
        store: holds both.
        old: the id of the older source.
        new: that of the newer one.

    Returns:
        The differences, by indicator, area and period.
    """
    changed: list[Change] = []
    added: list[Change] = []
    removed: list[Change] = []
    same = 0
    for indicator in store.indicators:
        figures = store.editions_of(indicator)
        before = {figure.key: figure for figure in figures if figure.source == old}
        after = {figure.key: figure for figure in figures if figure.source == new}
        for key in sorted(before.keys() | after.keys()):
            change = Change(before.get(key), after.get(key))
            if change.old is None:
                added.append(change)
            elif change.new is None:
                removed.append(change)
            elif (change.old.value, change.old.upper) != (change.new.value, change.new.upper):
                changed.append(change)
            else:
                same += 1
    return Difference(tuple(changed), tuple(added), tuple(removed), same)
