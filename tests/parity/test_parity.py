"""The same question gets the same figures everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.channels.collecting import Collecting
from bot.config import Settings
from bot.day import day_of
from bot.evaluation import Conversation, read
from bot.service import Service
from knowledge.answering import Engine
from knowledge.store import Store
from tests.conftest import ROOT
from tests.held import WHOLE
from tests.parity.channels import ByAssistant, Channel, OnTelegram, OnTerminal, OverHttp, on_matrix, on_slack
from tests.serving.replica import Replica

DEV = ROOT.parent / "shared" / "eval" / "dev.jsonl"
FOLDERS = ("dialogue", "claim", "computed", "english", "decline")
CHANNELS = ("terminal", "api", "telegram", "slack", "matrix", "mcp")
_OF_EACH = 16
SOURCE = "källa?"


def conversations() -> list[Conversation]:
    """The dev conversations where they are there, and some of ours."""
    own = [
        each
        for folder in FOLDERS
        for each in read(ROOT / "tests" / "questions" / folder)[: None if WHOLE else _OF_EACH]
    ]
    return [*(read(DEV) if DEV.exists() else []), *own]


CONVERSATIONS = conversations()


def told(figures: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """What figures are, without their words, which are the language's."""
    names = ("value", "upper", "unit", "indicator", "area_code", "period", "scenario", "derived")
    return [tuple(figure[name] for name in names) for figure in figures]


def spaced(text: str) -> str:
    """A text with plain spaces."""
    return " ".join(text.split())


@pytest.fixture(scope="module")
def expected(engine: Engine) -> list[list[Mapping[str, Any]]]:
    """The answer objects of every conversation's turns, by the service alone."""
    service, today = Service(engine, Settings()), day_of(datetime.now(UTC))
    given: list[list[Mapping[str, Any]]] = []
    for number, conversation in enumerate(CONVERSATIONS):
        channel = Collecting.conversation(
            [turn.question.removeprefix("/") for turn in conversation.turns], str(number), today
        )
        channel.run(service)
        given.append([reply.data for reply in channel.replies])
    return given


@pytest.fixture(scope="module")
def replica(store: Store, store_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replica]:
    """A running service."""
    assert store.indicators
    settings = {"SIFFERSVAR_MCP": "on", "SIFFERSVAR_QUESTIONS_PER_MINUTE": "0", "SIFFERSVAR_API_PER_MINUTE": "0"}
    with Replica(tmp_path_factory.mktemp("parity"), store_url, settings) as running:
        yield running.start()


@pytest.fixture
def channel(request: pytest.FixtureRequest, engine: Engine, tmp_path: Path) -> Iterator[Channel]:
    """A channel by its name."""
    service = Service(engine, Settings())
    if request.param in ("slack", "matrix"):
        made = (on_slack if request.param == "slack" else on_matrix)(service, tmp_path)
        with made.state:
            yield made
    elif request.param == "mcp":
        with ByAssistant(request.getfixturevalue("replica")) as assistant:
            yield assistant
    elif request.param == "api":
        yield OverHttp(request.getfixturevalue("replica"))
    else:
        yield OnTelegram(service) if request.param == "telegram" else OnTerminal(service)


@pytest.mark.parametrize("channel", CHANNELS, indirect=True)
def test_the_same_figures(channel: Channel, expected: list[list[Mapping[str, Any]]]) -> None:
    """Every turn of every conversation: the figures of the answer object, and the first of them in what people see."""
    wrong: list[tuple[object, ...]] = []
    figures = 0
    for number, (conversation, answers) in enumerate(zip(CONVERSATIONS, expected, strict=True)):
        for turn, data in zip(conversation.turns, answers, strict=True):
            # What begins with a slash is a command on some platforms.
            heard = channel.ask(number, turn.question.removeprefix("/"))
            figures += len(data["figures"])
            if not heard.figures and turn.question == SOURCE:
                # On some platforms that is a button in words, which shows where the figures stand.
                assert spaced(data["citations"][0]["place"]) in spaced(heard.words)
            elif told(heard.figures) != told(data["figures"]):
                wrong.append((conversation.id, turn.question, told(data["figures"]), told(heard.figures)))
            elif len(data["figures"]) == 1:
                first = spaced(data["figures"][0]["display"])
                if first in spaced(data["text"]) and first not in spaced(heard.words):
                    wrong.append((conversation.id, turn.question, first, heard.words))
    assert wrong == []
    assert figures > 100
