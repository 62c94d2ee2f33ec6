"""The words that the engine itself knows are never taken for misspellings of others."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import knowledge
from knowledge.answering import Engine
from knowledge.language.number_words import AFTER_DECIMAL_COMMA
from knowledge.language.text import fold
from knowledge.mentions import analyse

_OTHER = ("importers", "documents", "exporting", "folder", "undotted")
"""Packages that read data, and no questions."""
_MISSPELT = ("number_words", "numbers")
"""Modules that know frequent misspellings by themselves."""
_SHORTEST = 4
_FEWEST = 3_000


def _words() -> Iterator[str]:
    """The words of every set of words in a module that reads questions."""
    for found in pkgutil.walk_packages(knowledge.__path__, "knowledge."):
        if not any(part in found.name for part in (*_OTHER, *_MISSPELT)):
            for value in vars(importlib.import_module(found.name)).values():
                if isinstance(value, frozenset):
                    yield from (word for word in value if isinstance(word, str))


def test_they_are_left_as_they_are(engine: Engine) -> None:
    """In a question each of them stays the word it is, but for å, ä and ö and for a longer form of itself."""
    misspelt = set(AFTER_DECIMAL_COMMA)
    asked = sorted({w for w in _words() if w.isalpha() and w.islower() and len(w) >= _SHORTEST} - misspelt)
    assert len(asked) > _FEWEST
    changed = {}
    for word in asked:
        analysis = analyse(f"sektorsbidrag {word} skåne", engine.catalogue)
        read = [fold(norm) for norm in analysis.norms]
        if "sektorsbidrag" in read and not any(norm.startswith(fold(word)) for norm in read):
            changed[word] = analysis.norms
    parted = {word for word, norms in changed.items() if "".join(norms[1:-1]) == word}  # "budgetbeloppet"
    assert not changed.keys() - parted, changed
