"""The settings, from the environment, each with its default; a bad value is refused in words."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import cast

from bot.texts import say
from knowledge.data_folders import split
from knowledge.model import Language

VARIABLES = {
    "knowledge_url": "SIFFERSVAR_KNOWLEDGE_URL",
    "data": "SIFFERSVAR_DATA",
    "as_of": "SIFFERSVAR_AS_OF",
    "language": "SIFFERSVAR_LANGUAGE",
    "memory_minutes": "SIFFERSVAR_MEMORY_MINUTES",
    "color": "NO_COLOR",
    "operator": "SIFFERSVAR_OPERATOR",
    "state_url": "SIFFERSVAR_STATE_URL",
    "secret": "SIFFERSVAR_SECRET",
    "questions_per_minute": "SIFFERSVAR_QUESTIONS_PER_MINUTE",
    "log_questions": "SIFFERSVAR_LOG_QUESTIONS",
    "keep_unanswered": "SIFFERSVAR_KEEP_UNANSWERED",
    "listen": "SIFFERSVAR_LISTEN",
    "public_url": "SIFFERSVAR_PUBLIC_URL",
    "kolada_url": "SIFFERSVAR_KOLADA_URL",
    "scb_url": "SIFFERSVAR_SCB_URL",
    "oecd_url": "SIFFERSVAR_OECD_URL",
    "telegram_token": "TELEGRAM_BOT_TOKEN",
    "telegram_allowed_chats": "TELEGRAM_ALLOWED_CHATS",
    "telegram_api_url": "TELEGRAM_API_URL",
    "telegram_messages_per_second": "TELEGRAM_MESSAGES_PER_SECOND",
    "telegram_webhook_url": "TELEGRAM_WEBHOOK_URL",
    "telegram_webhook_secret": "TELEGRAM_WEBHOOK_SECRET",
    "telegram_webhook_listen": "TELEGRAM_WEBHOOK_LISTEN",
}
"""Field of `Settings` -> environment variable."""

LANGUAGES = ("sv", "en")
SWITCH = {"1": True, "on": True, "true": True, "yes": True, "0": False, "off": False, "false": False, "no": False}
DEFAULT_MINUTES = 30.0
DEFAULT_PACE = 30.0
"""Questions a minute of one person, and messages a second of the bot, unless that is set."""
BOT_API = "https://api.telegram.org"
LISTEN = ("127.0.0.1", 8000)
WEBHOOK_LISTEN = ("127.0.0.1", 8080)
KOLADA = "https://api.kolada.se/v3"
SCB = "https://statistikdatabasen.scb.se/api/v2"
OECD = "https://sdmx.oecd.org"
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
        data: SIFFERSVAR_DATA, the data folder, or several with the system's separator of paths between them, of which
            the later ones are laid over the first; where there is none, the one that came with the package and, laid
            over it, the user's own.
        as_of: SIFFERSVAR_AS_OF, an ISO date: answers are as they were on that day, without sources that were
            retrieved or published later; as they are now where it is None.
        language: SIFFERSVAR_LANGUAGE, `sv` or `en`: the language of all answers and of the commands; where it is None,
            an answer has the language of its question.
        memory_minutes: SIFFERSVAR_MEMORY_MINUTES, minutes from the last question until a conversation is forgotten:
            0 (nothing is remembered) to 10080, 30 by default.
        color: whether a terminal may be given colours; NO_COLOR with any value turns them off.
        operator: SIFFERSVAR_OPERATOR, who runs the bot and how to reach them, as people are told who ask; None where
            it is not said.
        telegram_allowed_chats: TELEGRAM_ALLOWED_CHATS, ids of the chats (of the persons, for private ones) in which the
            bot answers on Telegram, with commas or spaces between them; everywhere where it is empty.
        state_url: SIFFERSVAR_STATE_URL, the database of what must outlive the process, as an SQLAlchemy URL; a file in
            the user's state folder where it is None.
        secret: SIFFERSVAR_SECRET, the key of the hashes that stand for people; one that is made and kept beside the
            state database where it is None.
        questions_per_minute: SIFFERSVAR_QUESTIONS_PER_MINUTE, how many questions one person may ask; 0 is no limit.
        log_questions: SIFFERSVAR_LOG_QUESTIONS, whether the log holds the questions that are asked; it does not.
        keep_unanswered: SIFFERSVAR_KEEP_UNANSWERED, whether questions without an answer are kept for the editors.
        listen: SIFFERSVAR_LISTEN, the address and port at which `siffersvar serve` listens.
        public_url: SIFFERSVAR_PUBLIC_URL, the address at which people reach the web page, for links in other channels;
            there are none where it is None.
        kolada_url: SIFFERSVAR_KOLADA_URL, the address of Kolada's API, version 3.
        scb_url: SIFFERSVAR_SCB_URL, the address of SCB's PxWebApi 2.
        oecd_url: SIFFERSVAR_OECD_URL, the address of OECD's SDMX service.
        telegram_token: TELEGRAM_BOT_TOKEN, the token that BotFather gave.
        telegram_api_url: TELEGRAM_API_URL, the address of the Bot API server.
        telegram_messages_per_second: TELEGRAM_MESSAGES_PER_SECOND, how many messages the bot sends at most; 0 is no
            limit, neither for all chats nor for one.
        telegram_webhook_url: TELEGRAM_WEBHOOK_URL, the address at which Telegram reaches the bot; where it is None,
            the bot asks for updates itself.
        telegram_webhook_secret: TELEGRAM_WEBHOOK_SECRET, what Telegram says with each update so that it is known to
            come from it; derived from the key of the hashes where it is None.
        telegram_webhook_listen: TELEGRAM_WEBHOOK_LISTEN, the address and port at which the webhook listens.
    """

    knowledge_url: str | None = None
    data: tuple[Path, ...] = ()
    as_of: date | None = None
    language: Language | None = None
    memory_minutes: float = DEFAULT_MINUTES
    color: bool = True
    operator: str | None = None
    state_url: str | None = field(default=None, repr=False)
    secret: str | None = field(default=None, repr=False)
    questions_per_minute: float = DEFAULT_PACE
    log_questions: bool = False
    keep_unanswered: bool = True
    listen: tuple[str, int] = LISTEN
    public_url: str | None = None
    kolada_url: str = KOLADA
    scb_url: str = SCB
    oecd_url: str = OECD
    telegram_token: str | None = field(default=None, repr=False)
    telegram_allowed_chats: frozenset[int] = frozenset()
    telegram_api_url: str = BOT_API
    telegram_messages_per_second: float = DEFAULT_PACE
    telegram_webhook_url: str | None = None
    telegram_webhook_secret: str | None = field(default=None, repr=False)
    telegram_webhook_listen: tuple[str, int] = WEBHOOK_LISTEN

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
        return cls(
            knowledge_url=environ.get(VARIABLES["knowledge_url"]) or None,
            data=split(environ.get(VARIABLES["data"], "")),
            as_of=_day(environ.get(VARIABLES["as_of"], "")),
            language=_language(environ.get(VARIABLES["language"], "")),
            memory_minutes=_minutes(environ.get(VARIABLES["memory_minutes"], "")),
            color=not environ.get(VARIABLES["color"]) and environ.get("TERM") != "dumb",
            operator=environ.get(VARIABLES["operator"], "").strip() or None,
            state_url=environ.get(VARIABLES["state_url"]) or None,
            secret=environ.get(VARIABLES["secret"]) or None,
            questions_per_minute=_pace(environ, "questions_per_minute"),
            log_questions=_switch(environ, "log_questions", default=False),
            keep_unanswered=_switch(environ, "keep_unanswered", default=True),
            listen=_listen(environ, "listen", LISTEN),
            public_url=_address(environ, "public_url"),
            kolada_url=_address(environ, "kolada_url") or KOLADA,
            scb_url=_address(environ, "scb_url") or SCB,
            oecd_url=_address(environ, "oecd_url") or OECD,
            telegram_token=environ.get(VARIABLES["telegram_token"], "").strip() or None,
            telegram_allowed_chats=_chats(environ.get(VARIABLES["telegram_allowed_chats"], "")),
            telegram_api_url=_address(environ, "telegram_api_url") or BOT_API,
            telegram_messages_per_second=_pace(environ, "telegram_messages_per_second"),
            telegram_webhook_url=_address(environ, "telegram_webhook_url"),
            telegram_webhook_secret=_webhook_secret(environ),
            telegram_webhook_listen=_listen(environ, "telegram_webhook_listen", WEBHOOK_LISTEN),
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


def _day(value: str) -> date | None:
    """A day, None for an empty value."""
    try:
        return date.fromisoformat(value.strip()) if value.strip() else None
    except ValueError:
        raise SettingError(VARIABLES["as_of"], value, "bad_day_setting") from None


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


def _pace(environ: Mapping[str, str], name: str) -> float:
    """A number a time, 0 or more."""
    value = environ.get(VARIABLES[name], "")
    if not value.strip():
        return DEFAULT_PACE
    try:
        pace = float(value)
    except ValueError:
        pace = math.nan
    if not 0 <= pace < math.inf:
        raise SettingError(VARIABLES[name], value, "bad_pace_setting")
    return pace


def _switch(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    """On or off."""
    value = environ.get(VARIABLES[name], "")
    word = value.strip().lower()
    if word and word not in SWITCH:
        raise SettingError(VARIABLES[name], value, "bad_switch_setting")
    return SWITCH[word] if word else default


def _address(environ: Mapping[str, str], name: str) -> str | None:
    """An http or https address without the slash at its end."""
    value = environ.get(VARIABLES[name], "").strip()
    if value and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
        raise SettingError(VARIABLES[name], value, "bad_address_setting")
    return value.rstrip("/") or None


def _webhook_secret(environ: Mapping[str, str]) -> str | None:
    """A secret as Telegram takes it; a bad one is not shown."""
    value = environ.get(VARIABLES["telegram_webhook_secret"], "")
    if value and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value):
        raise SettingError(VARIABLES["telegram_webhook_secret"], "…", "bad_secret_setting")
    return value or None


def _listen(environ: Mapping[str, str], name: str, default: tuple[str, int]) -> tuple[str, int]:
    """A host and port."""
    value = environ.get(VARIABLES[name], "").strip()
    if not value:
        return default
    host, _, port = value.rpartition(":")
    if not host or not re.fullmatch(r"[0-9]{1,5}", port) or int(port) > 65_535:
        raise SettingError(VARIABLES[name], value, "bad_listen_setting")
    return host.strip("[]"), int(port)
