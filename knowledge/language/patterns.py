"""Regular expressions that are compiled when a text first has one of the words they need.

A process that answers one question should not compile dozens of patterns of which it needs none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any


class Pattern:
    """A pattern, compiled on first use; a text without any of the words that it needs has no match."""

    __slots__ = ("_compiled", "flags", "needs", "written")

    def __init__(self, written: str, flags: int = 0, needs: str = "") -> None:
        """Keep the pattern as it is written.

        Args:
            written: the expression.
            flags: of `re`.
            needs: words or pieces of them, lower case, parted by bars, of which a match has one; empty for any text.
        """
        self.written, self.flags = written, flags
        self.needs = tuple(needs.split("|")) if needs else ()
        self._compiled: re.Pattern[str] | None = None

    def _of(self, text: str) -> re.Pattern[str] | None:
        """The compiled pattern, where a text may match it."""
        if self.needs:
            folded = text.lower()
            if not any(need in folded for need in self.needs):
                return None
        if self._compiled is None:
            self._compiled = re.compile(self.written, self.flags)
        return self._compiled

    def search(self, text: str) -> re.Match[str] | None:
        """As of a compiled pattern."""
        pattern = self._of(text)
        return None if pattern is None else pattern.search(text)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As of a compiled pattern."""
        pattern = self._of(text)
        return None if pattern is None else pattern.match(text, start)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As of a compiled pattern."""
        pattern = self._of(text)
        return None if pattern is None else pattern.fullmatch(text)

    def sub(self, put: str | Callable[[re.Match[str]], str], text: str) -> str:
        """As of a compiled pattern."""
        pattern = self._of(text)
        return text if pattern is None else pattern.sub(put, text)

    def split(self, text: str, maxsplit: int = 0) -> list[str]:
        """As of a compiled pattern without groups."""
        pattern = self._of(text)
        return [text] if pattern is None else pattern.split(text, maxsplit)

    def findall(self, text: str) -> list[Any]:
        """As of a compiled pattern."""
        pattern = self._of(text)
        return [] if pattern is None else pattern.findall(text)

    def finditer(self, text: str) -> list[re.Match[str]]:
        """As of a compiled pattern."""
        pattern = self._of(text)
        return [] if pattern is None else list(pattern.finditer(text))
