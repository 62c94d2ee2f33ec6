"""What a function gave for the words it was asked of last: people use the same few hundred words again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Given = TypeVar("Given")

_MOST = 4_096
"""So many words are kept; then all are forgotten, which costs less than keeping count of which came last."""


class Recent(dict[str, Given]):
    """Word -> what a function gives for it, asked when it is first looked at."""

    __slots__ = ("_ask",)

    def __init__(self, ask: Callable[[str], Given]) -> None:
        """`ask` gives the same for a word each time."""
        super().__init__()
        self._ask = ask

    def __missing__(self, word: str) -> Given:
        """What the function gives for a word that was not looked at lately."""
        given = self._ask(word)
        if len(self) >= _MOST:
            self.clear()
        self[word] = given
        return given
