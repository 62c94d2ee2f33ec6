"""Every sentence that users read, in Swedish and English; loaded once from the TOML files beside this one."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from knowledge.model import Language


@lru_cache(maxsize=2)
def table(language: Language) -> dict[str, dict[str, str]]:
    """All texts of a language by section and key."""
    return tomllib.loads(Path(__file__).with_name(f"{language}.toml").read_text(encoding="utf-8"))


def say(language: Language, key: str, **values: object) -> str:
    """The text `section.key` with its blanks filled in."""
    section, _, name = key.partition(".")
    return table(language)[section][name].format(**values)
