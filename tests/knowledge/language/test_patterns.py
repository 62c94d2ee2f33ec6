"""A pattern's needed words are in all that it matches, so that what spares the compiling never changes an answer."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import knowledge
from bot import evaluation
from knowledge.language.patterns import Pattern
from knowledge.language.text import fold, words

QUESTIONS = Path(__file__).parents[2] / "questions"
_FEWEST = 20


def _patterns() -> Iterator[tuple[str, Pattern]]:
    """Every pattern of a module that needs words, by its name."""
    for found in pkgutil.walk_packages(knowledge.__path__, "knowledge."):
        for name, value in vars(importlib.import_module(found.name)).items():
            if isinstance(value, Pattern) and value.needs:
                yield f"{found.name}.{name}", value


def _said() -> set[str]:
    """Every word of our questions, also without dots, and some of the questions whole."""
    asked = {
        folder: {
            turn.question.casefold()
            for path in sorted((QUESTIONS / folder).glob("*.yaml"))
            for talk in evaluation.read(path)
            for turn in talk.turns
        }
        for folder in ("claim", "computed", "dialogue", "facts", "lookup", "mixed", "opened")
    }
    said = {word for questions in asked.values() for question in questions for word in words(question)}
    return said | {fold(word) for word in said} | asked["claim"] | asked["mixed"]


def test_what_is_needed_is_in_every_match() -> None:
    """Compiled without a look at the words it needs, each finds the same in all the questions there are."""
    patterns, said = list(_patterns()), _said()
    assert len(patterns) >= _FEWEST
    for name, pattern in patterns:
        plain = re.compile(pattern.written, pattern.flags)
        missed = [text for text in said if plain.search(text) and not pattern.search(text)]
        assert not missed, (name, missed[:5])
