"""The settings, from the environment, each with its default; a bad value is refused in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from bot.texts import say
from knowledge.model import Language

VARIABLES = {
    "knowledge_url": "SIFFERSVAR_KNOWLEDGE_URL",
    "data": "SIFFERSVAR_DATA",
    "language": "SIFFERSVAR_LANGUAGE",
    "memory_minutes": "SIFFERSVAR_MEMORY_MINUTES",
    "color": "NO_COLOR",
    "operator": "SIFFERSVAR_OPERATOR",
    "telegram_allowed_chats": "TELEGRAM_ALLOWED_CHATS",
}
"""Field of `Settings` -> environment variable."""

LANGUAGES = ("sv", "en")
DEFAULT_MINUTES = 30.0
LONGEST_MEMORY = 10_080
"""Minutes in a week: nothing is remembered for longer."""


class SettingError(ValueError):
    """A setting that cannot be used; `key` is the text under [command] that says what would do."""

    def __init__(self, variable: str, value: str, key: str) -> None:
        """Name the variable and its value."""
        super().__init__(say("en", f"command.{key}", name=variable, value=value))
        self.variable = variable
        self.value = value
        self.key = key

    def words(self, language: Language) -> str:
        """What is wrong and what would do."""
        return say(language, f"command.{self.key}", name=self.variable, value=self.value)


@dataclass(frozen=True, slots=True)
class Settings:
    """How the bot is set up. An empty variable counts as not set.

    Attributes:
        knowledge_url: SIFFERSVAR_KNOWLEDGE_URL, the database of the store as an SQLAlchemy URL; a file in the user's
            cache folder where it is None.
        data: SIFFERSVAR_DATA, the data folder; the one that came with the package where it is None.
        language: SIFFERSVAR_LANGUAGE, `sv` or `en`: the language of all answers and of the commands; where it is None,
            an answer has the language of its question.
        memory_minutes: SIFFERSVAR_MEMORY_MINUTES, minutes from the last question until a conversation is forgotten:
            0 (nothing is remembered) to 10080, 30 by default.
        color: whether a terminal may be given colours; NO_COLOR with any value turns them off.
        operator: SIFFERSVAR_OPERATOR, who runs the bot and how to reach them, as people are told who ask; None where
            it is not said.
        telegram_allowed_chats: TELEGRAM_ALLOWED_CHATS, ids of the chats (of the persons, for private ones) in which the
            bot answers on Telegram, with commas or spaces between them; everywhere where it is empty.
    """

    knowledge_url: str | None = None
    data: Path | None = None
    language: Language | None = None
    memory_minutes: float = DEFAULT_MINUTES
    color: bool = True
    operator: str | None = None
    telegram_allowed_chats: frozenset[int] = frozenset()

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """The settings that an environment holds.

        Args:
            environ: variables and their values, such as `os.environ`.

        Returns:
            The settings.

        Raises:
            SettingError: a value cannot be used.
        """  # noqa: DOC502  (raised by what is called)
        data = environ.get(VARIABLES["data"])
        return cls(
            knowledge_url=environ.get(VARIABLES["knowledge_url"]) or None,
            data=Path(data) if data else None,
            language=_language(environ.get(VARIABLES["language"], "")),
            memory_minutes=_minutes(environ.get(VARIABLES["memory_minutes"], "")),
            color=not environ.get(VARIABLES["color"]) and environ.get("TERM") != "dumb",
            operator=environ.get(VARIABLES["operator"], "").strip() or None,
            telegram_allowed_chats=_chats(environ.get(VARIABLES["telegram_allowed_chats"], "")),
        )


def spoken(settings: Settings, environ: Mapping[str, str]) -> Language:
    """The language of the commands themselves: as set, else English where the system's is English, else Swedish."""
    if settings.language is not None:
        return settings.language
    system = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "en" if system.lower().startswith("en") else "sv"


def _language(value: str) -> Language | None:
    """A language code, None for an empty one."""
    code = value.strip().lower()
    if code and code not in LANGUAGES:
        raise SettingError(VARIABLES["language"], value, "bad_language_setting")
    return cast("Language", code) if code else None


def _chats(value: str) -> frozenset[int]:
    """Ids of chats."""
    try:
        return frozenset(int(ident) for ident in value.replace(",", " ").split())
    except ValueError:
        raise SettingError(VARIABLES["telegram_allowed_chats"], value, "bad_chats_setting") from None


def _minutes(value: str) -> float:
    """Minutes, the default where none are given."""
    if not value.strip():
        return DEFAULT_MINUTES
    try:
        minutes = float(value)
    except ValueError:
        minutes = math.nan
    if not 0 <= minutes <= LONGEST_MEMORY:
        raise SettingError(VARIABLES["memory_minutes"], value, "bad_minutes_setting")
    return minutes
