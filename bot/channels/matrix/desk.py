"""What planning an answer on Matrix works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.channels.matrix.addressed import Me
from bot.charts import Picture
from bot.config import Settings
from bot.delivery.platform import Desk
from bot.state.privacy import Hashed


@dataclass(frozen=True, slots=True)
class Room:
    """One event's room to work in.

    Attributes:
        desk: the service, the session and the time.
        settings: how the bot is set up.
        me: who the bot is.
        hashed: makes keyed hashes.
        draw: draws a picture as PNG.
    """

    desk: Desk
    settings: Settings
    me: Me
    hashed: Hashed
    draw: Callable[[Picture], bytes]
