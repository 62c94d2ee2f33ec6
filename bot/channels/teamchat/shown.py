"""What a person is shown, before a platform lays it out, and what a platform can show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.channels.teamchat.blocks import Block, Link
from bot.message import Choice
from knowledge.model import Language

Address = Callable[[str, str, str, Language], str | None]
"""Gives (ending, question, ISO day, language) the address of its picture or table; None where people reach none."""


@dataclass(frozen=True, slots=True)
class Can:
    """What a platform can show.

    Attributes:
        buttons: whether there are buttons whose presses reach us.
        asks: whether there are buttons that write a question in the name of whoever presses them.
        address: where the picture or table of a question is; None where nothing of ours is reached from there.
    """

    buttons: bool = False
    asks: bool = False
    address: Address | None = None

    def file(self, ending: str, question: str, day: str, language: Language) -> str | None:
        """The address of the picture (`png`) or table (`csv`, `xlsx`) of a question asked on a day (ISO)."""
        return self.address(ending, question, day, language) if self.address is not None else None


@dataclass(frozen=True, slots=True)
class Offer:
    """A button: what it does, the token that stands for what it does it with, and what it says."""

    verb: str
    token: str
    label: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown.

    Attributes:
        language: that of it.
        blocks: what it says, in order.
        offers: the buttons under it.
        asks: questions to go on with, where there are no buttons whose presses reach us.
        links: what can be opened beside it.
        private: whether it is for the person alone who pressed a button, or ordered something.
        replaces: whether it takes the place of the message whose button was pressed.
    """

    language: Language
    blocks: tuple[Block, ...]
    offers: tuple[Offer, ...] = ()
    asks: tuple[Choice, ...] = ()
    links: tuple[Link, ...] = ()
    private: bool = False
    replaces: bool = False
