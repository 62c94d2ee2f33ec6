"""A platform in memory: its updates and actions are JSON texts, and tests say what becomes of each action."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.delivery.fate import Fate
from bot.delivery.platform import Desk

Plan = Callable[[dict[str, Any], Desk], Sequence[str]]


def said(content: dict[str, Any], _desk: Desk) -> Sequence[str]:
    """The actions that the update itself names."""
    actions: Sequence[str] = content["do"]
    return actions


@dataclass
class InMemory:
    """Does what it is told, and writes it down; `fates` are what becomes of an action, one a time it is done."""

    planning: Plan = said
    fates: dict[str, list[Fate | Exception]] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    planned: int = 0
    channel: str = "test:1"

    def plan(self, content: str, desk: Desk) -> Sequence[str]:
        """Work out an update."""
        self.planned += 1
        return self.planning(json.loads(content), desk)

    def sorry(self, content: str, desk: Desk, ident: str) -> Sequence[str]:  # noqa: ARG002
        """An apology."""
        return [f"sorry {ident}"]

    def notice(self, content: str, desk: Desk, unknown: Sequence[str]) -> Sequence[str]:  # noqa: ARG002
        """A notice that names what may or may not have come."""
        return [f"notice of {', '.join(unknown)}"]

    def repeatable(self, action: str) -> bool:
        """Those that say so."""
        return action.startswith("again")

    async def do(self, action: str) -> Fate:
        """Do it.

        Returns:
            What the test says; that it was done where it says nothing.
        """
        self.done.append(action)
        fate = self.fates[action].pop(0) if self.fates.get(action) else Fate.DONE
        if isinstance(fate, Exception):
            raise fate
        return fate
