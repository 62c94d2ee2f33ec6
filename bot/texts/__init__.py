"""Every sentence that users read: a folder a language, beside this file.

`answer.toml` holds what every answer may need. A part of the bot with sentences of its own (a channel, the commands)
has a file of that name with one section of that name, read when the first of them is said: a question in the terminal
does not wait for the web page's words.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from knowledge.model import Language

_HERE = Path(__file__).parent


@cache
def _file(language: Language, name: str) -> dict[str, dict[str, str]]:
    """The sections of one file; none where there is no such file."""
    path = _HERE / language / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def section(language: Language, name: str) -> dict[str, str]:
    """The texts of a section by key.

    Args:
        language: `sv` or `en`.
        name: the section, which is written in code and never comes from a user.

    Returns:
        The texts.

    Raises:
        KeyError: there is no such section.
    """  # noqa: DOC502  (raised by what is called)
    answers = _file(language, "answer")
    return answers[name] if name in answers else _file(language, name)[name]


def table(language: Language) -> dict[str, dict[str, str]]:
    """All texts of a language by section and key."""
    names = sorted(path.stem for path in (_HERE / language).glob("*.toml"))
    return {name: texts for file in names for name, texts in _file(language, file).items()}


def say(language: Language, key: str, **values: object) -> str:
    """The text `section.key` with its blanks filled in."""
    name, _, text = key.partition(".")
    return section(language, name)[text].format(**values)
