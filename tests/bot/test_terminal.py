"""The conversation in a terminal, with keys that are typed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from threading import Timer

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.channels.base import Channel
from bot.channels.terminal import Names, Terminal, names_of
from bot.display import card, safe
from bot.service import Service
from knowledge.store import Store

CTRL_C, CTRL_D, UP = "\x03", "\x04", "\x1b[A"


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    """A keyboard."""
    with create_pipe_input() as typed:
        yield typed


def chat(service: Service, keys: PipeInput, *typed: str) -> str:
    """What the terminal shows while something is typed, with a pause before each further part."""
    keys.send_text(typed[0])
    for number, part in enumerate(typed[1:], 1):
        Timer(number / 2, keys.send_text, (part,)).start()
    target = io.StringIO()
    terminal: Channel = Terminal(target, "sv", interactive=True, keys=keys, screen=DummyOutput())
    terminal.run(service)
    return target.getvalue()


def test_questions_until_ctrl_d(service: Service, keys: PipeInput) -> None:
    """Questions are answered in one conversation; Ctrl-D leaves."""
    shown = chat(service, keys, f"sektorsbidrag Kalmar\roch Uppsala?\r{CTRL_D}")
    assert shown.startswith("Ställ en fråga")
    assert shown.index("Kalmar · 2024") < shown.index("Uppsala · 2024")


def test_ctrl_c_clears_the_line(service: Service, keys: PipeInput) -> None:
    """What was typed before Ctrl-C is not asked."""
    shown = chat(service, keys, f"sektorsbidrag Kalmar{CTRL_C}sektorsbidrag Uppsala\r{CTRL_D}")
    assert "Kalmar · 2024" not in shown
    assert "Uppsala · 2024" in shown


def test_history(service: Service, keys: PipeInput) -> None:
    """Arrow up brings back the last question."""
    shown = chat(service, keys, "sektorsbidrag Kalmar\r", UP, f"\r{CTRL_D}")
    assert shown.count("Kalmar · 2024") == 2


def test_commands(service: Service, keys: PipeInput) -> None:
    """/glom forgets, /hjalp helps, another command is said to be unknown."""
    shown = chat(service, keys, f"sektorsbidrag Kalmar\r/glöm\roch Uppsala?\r/hjälp\r/dansa nu\r{CTRL_D}")
    assert "Samtalet är glömt." in shown
    assert "Vad menar du?" in shown
    assert "Ctrl-C" in shown
    assert "/dansa känner jag inte till" in shown


def test_an_option_by_its_number(service: Service, keys: PipeInput) -> None:
    """Where the bot asks back, a number chooses."""
    shown = chat(service, keys, f"Uppsala\r2\r{CTRL_D}")
    assert "1. " in shown
    assert "Källa: " in shown


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("sektorsbidrag kalm", ["Kalmar"]),
        ("SEKTORSBIDRAG VÄSTERN", ["Västernorrland"]),
        ("sektorsbidrag vastern", ["Västernorrland"]),
        ("hur mycket fick norrl", ["Norrland"]),
        ("visa sektorsbidrag till häl", ["Sektorsbidrag till hälso- och sjukvården"]),
        ("/gl", ["/glom"]),
        ("/", ["/glom", "/hjalp"]),
        ("", []),
        ("sektorsbidrag ", ["Sektorsbidrag till hälso- och sjukvården"]),
        ("sektorsbidrag skåne ", []),
        ("xyzzy", []),
    ],
)
def test_completion(store: Store, typed: str, names: list[str]) -> None:
    """The last words are completed to names, with or without å/ä/ö."""
    found = list(Names(names_of(store)).get_completions(Document(typed), CompleteEvent()))
    assert [completion.text for completion in found] == names
    assert all(0 < -completion.start_position <= len(typed) for completion in found)


def test_a_pipe(service: Service) -> None:
    """Lines of a pipe, with a byte-order mark, a bad byte and no last line end."""
    target = io.StringIO()
    source = [b"\xef\xbb\xbfsektorsbidrag Kalmar\r\n", b" \n", b"och Uppsala\xff?"]
    Terminal(target, "sv", interactive=False, source=source).run(service)
    assert "Kalmar · 2024" in target.getvalue()
    assert "Uppsala · 2024" in target.getvalue()


def test_display() -> None:
    """Colours mark the figure and the source; control characters never reach the terminal."""
    assert card("1 kr\nx\nKälla: y", color=True) == "\x1b[1m1 kr\x1b[0m\nx\n\x1b[2mKälla: y\x1b[0m"
    assert card("\x1b[31m1 kr\x07\x9b", color=False) == "[31m1 kr"
    assert not card("", color=True)
    assert safe("å−\ud800", io.TextIOWrapper(io.BytesIO(), "latin-1")) == "å??"
