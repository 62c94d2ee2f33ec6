"""The question files, and the conversations over them, held once for all tests that judge them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from bot.config import Settings
from bot.evaluation import Judged, hold, read
from bot.service import Service
from knowledge.answering import Engine
from tests.conftest import ROOT, TODAY

WHOLE = bool(os.environ.get("SIFFERSVAR_TEST_WHOLE"))
"""Whether everything is asked that is sampled otherwise, as `make eval` does."""
FOLDERS = (
    *("claim", "computed", "decline", "dialogue", "english", "facts", "lookup", "mixed", "teamchat"),
    *("newsroom", "opened"),
)
"""Every folder of questions that may be read while the engine is made."""

Figures = tuple[tuple[float, str, str | None, str | None], ...]


def files() -> list[Path]:
    """The question files."""
    return [path for folder in FOLDERS for path in sorted((ROOT / "tests" / "questions" / folder).glob("*.yaml"))]


@cache
def judged(engine: Engine, folder: str) -> tuple[Judged, ...]:
    """The turns of a folder's conversations, each judged."""
    service = Service(engine, Settings(), today=lambda: TODAY)
    return tuple(hold(service, read(ROOT / "tests" / "questions" / folder)))


def right_alone(engine: Engine, folders: Iterable[str] = FOLDERS) -> list[Judged]:
    """The rightly answered turns that are a conversation of their own and have figures, in the order of the files."""
    return [
        turn
        for folder in folders
        for turn in judged(engine, folder)
        if len(turn.conversation.turns) == 1
        and turn.right
        and turn.reply.data["status"] == "answered"
        and turn.reply.data["figures"]
    ]


def figures_of(data: Mapping[str, Any]) -> Figures:
    """What figures an answer gives, without its words."""
    given: Sequence[Mapping[str, Any]] = data["figures"]
    return tuple((figure["value"], figure["unit"], figure["area_code"], figure["period"]) for figure in given)
