"""What a channel is."""

from __future__ import annotations

from typing import Protocol

from bot.service import Service


class Channel(Protocol):
    """One way in which people reach the bot."""

    @property
    def name(self) -> str:
        """The channel's name, part of the key under which conversations are remembered."""
        ...

    def run(self, service: Service) -> None:
        """Have messages answered by `service` until there are no more."""
        ...
