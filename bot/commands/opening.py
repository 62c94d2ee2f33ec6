"""What several commands need: the engine, opened as the settings say."""

from __future__ import annotations

import gc

from bot.config import Settings
from bot.service import Service
from knowledge.answering import Engine
from knowledge.store import Store, open_store


def opened(settings: Settings) -> Store:
    """The store of the settings, built first if it must be."""
    return open_store(settings.knowledge_url, settings.data)


def service(settings: Settings) -> Service:
    """A service over the store of the settings; from here on there is something for the garbage collector to find."""
    made = Service(Engine(opened(settings)), settings)
    gc.freeze()  # what is there now is there to stay: it is looked through neither while answering nor at the end
    gc.enable()
    return made
