"""A conversation in a terminal: `siffersvar chat`. From a pipe it reads one question a line."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import Input
from prompt_toolkit.output import ColorDepth, Output

from bot.display import card, safe
from bot.message import Message
from bot.service import Service
from bot.texts import say
from knowledge.language.text import fold, normal
from knowledge.model import Language
from knowledge.store import Store

COMMANDS = {
    "/glom": "forget", "/glöm": "forget", "/forget": "forget",
    "/hjalp": "help", "/hjälp": "help", "/help": "help",
}  # fmt: skip
"""What a line beginning with a slash does."""

_OFFERED = ("/glom", "/hjalp")
_LONGEST_NAME = 10
_PROMPT = "> "


@dataclass
class Terminal:
    """A terminal, or a pipe in its place.

    `source` is read line by line where `interactive` is false; `keys` and `screen` take the place of the real terminal
    in tests.
    """

    target: TextIO
    language: Language
    interactive: bool
    color: bool = False
    source: Iterable[bytes] = ()
    keys: Input | None = None
    screen: Output | None = None

    @property
    def name(self) -> str:
        """The channel's name."""
        return "terminal"

    def run(self, service: Service) -> None:
        """Answer until Ctrl-D, or until the pipe ends."""
        if self.interactive:
            self._say(say(self.language, "command.chat_welcome"))
        for line in self._typed(service.engine.store) if self.interactive else self._piped():
            text = line.strip()
            if text.startswith("/"):
                self._say(self._command(text, service))
            elif text:
                reply = service.handle(self._message(text))
                self._say(card(reply.text, color=self.color))

    def _message(self, text: str) -> Message:
        """A line as a message; a terminal has one conversation."""
        return Message(text, "terminal", self.name)

    def _command(self, text: str, service: Service) -> str:
        """Do what a line with a slash says, and say so."""
        command = COMMANDS.get(text.split(maxsplit=1)[0].casefold())
        if command == "forget":
            service.forget(self._message(text))
            return say(self.language, "command.chat_forgotten")
        if command == "help":
            return say(self.language, "command.chat_help")
        return say(self.language, "command.chat_unknown", name=text.split(maxsplit=1)[0])

    def _say(self, text: str) -> None:
        """Print something and an empty line, at once."""
        print(safe(text, self.target), end="\n\n", file=self.target, flush=True)

    def _piped(self) -> Iterator[str]:
        """Lines of UTF-8; bytes that are none are replaced."""
        for line in self.source:
            yield line.decode("utf-8", "replace").removeprefix("\ufeff")

    def _typed(self, store: Store) -> Iterator[str]:
        """Lines that a person typed: Ctrl-C clears the line, Ctrl-D leaves. Nothing typed is written to a file."""
        session: PromptSession[str] = PromptSession(
            history=InMemoryHistory(),
            completer=Names(names_of(store)),
            complete_while_typing=False,
            color_depth=None if self.color else ColorDepth.DEPTH_1_BIT,
            input=self.keys,
            output=self.screen,
        )
        while True:
            try:
                yield session.prompt(_PROMPT)
            except KeyboardInterrupt:
                continue
            except EOFError:
                return


class Names(Completer):
    """Completes the name of a region, group or indicator at the end of a line, å/ä/ö or not; and the commands."""

    def __init__(self, names: Iterable[str]) -> None:
        """Complete towards `names`."""
        self._names = [(_form(name), name) for name in dict.fromkeys(names)]

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:  # noqa: ARG002
        """Names that the last words begin; as many words as begin any name.

        Yields:
            The names in their order.
        """
        text = document.text_before_cursor
        if text.startswith("/"):
            for command in _OFFERED:
                if command.startswith(_form(text)):
                    yield Completion(command, -len(text))
            return
        for begun in _endings(text):
            found = [name for form, name in self._names if form.startswith(_form(begun))]
            for name in found:
                yield Completion(name, -len(begun))
            if found:
                return


def names_of(store: Store) -> list[str]:
    """The names that are worth completing: of places that figures are held for, of groups and of indicators."""
    held = {code for ident in store.indicators for code in store.holdings(ident).areas}
    names = [area.name for code, area in store.areas.items() if code in held]
    names += [group.name.sv for group in store.groups]
    for indicator in store.indicators.values():
        names += [indicator.name.sv, indicator.short.sv, indicator.name.en]
    return [name for name in names if name]


def _form(text: str) -> str:
    """A text as names are compared."""
    return fold(normal(text))


def _endings(text: str) -> Iterator[str]:
    """The last words of a text, most words first; none of an empty one."""
    starts = [at for at in range(len(text)) if not text[at].isspace() and (at == 0 or text[at - 1].isspace())]
    for start in starts[-_LONGEST_NAME:]:
        yield text[start:]


def standard(language: Language, *, color: bool) -> Terminal:
    """The terminal that the command runs in."""
    interactive = sys.stdin.isatty() and sys.stdout.isatty()
    return Terminal(sys.stdout, language, interactive, color and interactive, sys.stdin.buffer)
