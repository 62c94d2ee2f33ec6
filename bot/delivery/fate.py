"""What became of something that was to be done on a platform."""

from __future__ import annotations

from enum import Enum, auto


class Fate(Enum):
    """It was done; nobody knows whether it was; the platform will not do it; its chat takes nothing more."""

    DONE = auto()
    UNCERTAIN = auto()
    REFUSED = auto()
    BLOCKED = auto()
