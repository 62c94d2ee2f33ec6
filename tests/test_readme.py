"""The README's transcript is what the bot says today, not what it said once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.phrasing import Phrasing
from knowledge.answering import Engine
from knowledge.memory import Memory
from knowledge.store import PACKAGED_DATA, open_store

ROOT = Path(__file__).resolve().parents[1]
TODAY = date(2026, 1, 15)


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


def _plain_spaces(text: str) -> str:
    """Hard spaces as spaces: an editor does not tell them apart."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ").strip()
