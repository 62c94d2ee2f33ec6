"""What several commands need: the engine, opened as the settings say."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from bot.config import Settings
from bot.service import Service
from knowledge.answering import Engine
from knowledge.store import Store, open_store

if TYPE_CHECKING:
    from bot.state.database import State


def opened(settings: Settings) -> Store:
    """The store of the settings, built first if it must be."""
    return open_store(settings.knowledge_url, settings.data or None, settings.as_of)


def service(settings: Settings) -> Service:
    """A service over the store of the settings; from here on there is something for the garbage collector to find."""
    made = Service(Engine(opened(settings)), settings)
    gc.freeze()  # what is there now is there to stay: it is looked through neither while answering nor at the end
    gc.enable()
    return made


def state(settings: Settings) -> State:
    """The state database of the settings."""
    from bot.state.buffered import Rules  # noqa: PLC0415  (only channels that outlive a process need it)
    from bot.state.database import State  # noqa: PLC0415  (the same)

    rules = Rules(settings.memory_minutes * 60, settings.questions_per_minute, settings.keep_unanswered)
    return State(settings.state_url, settings.secret, rules)
