"""The README's transcript is what the bot says today, and what the documentation points to is there."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bot.phrasing import Phrasing
from knowledge.answering import Engine
from knowledge.data_folders import PACKAGED_DATA
from knowledge.memory import Memory
from knowledge.store import open_store

ROOT = Path(__file__).resolve().parents[1]
TODAY = date(2026, 1, 15)
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def transcript() -> list[tuple[str, str]]:
    """The questions and answers of the README's first conversation."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = text.split("```text\n", 1)[1].split("```", 1)[0]
    turns = [turn.split("\n", 1) for turn in block.strip().removeprefix("> ").split("\n\n> ")]
    return [(question, answer.strip()) for question, answer in turns]


def test_the_transcript_is_real(tmp_path: Path) -> None:
    """Asked again, in one conversation, the questions get the answers that are printed."""
    printed = transcript()
    assert len(printed) >= 4
    memory, said = Memory(), []
    with open_store(f"sqlite:///{tmp_path / 'knowledge.sqlite'}", PACKAGED_DATA) as store:
        engine = Engine(store)
        phrasing = Phrasing(engine)
        for question, _ in printed:
            answer = engine.ask(question, memory, TODAY)
            memory = answer.memory
            said.append((question, _plain_spaces(phrasing.text(answer))))
    assert said == [(question, _plain_spaces(answer)) for question, answer in printed]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every file that a page links to is in the project."""
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_what_the_readme_runs_can_be_made() -> None:
    """Every `make` target that the README names is in the Makefile."""
    named = set(re.findall(r"\bmake ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    made = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"run", "test"} <= named <= made


def _plain_spaces(text: str) -> str:
    """Hard spaces as spaces: an editor does not tell them apart."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ").strip()
