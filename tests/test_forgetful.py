"""The engine that forgets: what it still knows, and that it can be told apart from the one that knows all."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import forgetful
from tests.conftest import ROOT

CONVERSATIONS = """\
- id: A1
  turns: [{q: "vilken region fick mest i sektorsbidrag", expect: {status: answered, values: [633531342]}}]
- id: A2
  turns: [{q: "sektorsbidrag skåne", expect: {values: [398262434], unit: SEK}}]
"""


def scored(tmp_path: Path, *options: str) -> dict[str, int]:
    """What comes of one question for the first of an order and one for a figure."""
    file = tmp_path / "two.yaml"
    file.write_text(CONVERSATIONS, encoding="utf-8")
    command = [sys.executable, "-m", "benchmarks.forgetful", *options, str(file)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    found: dict[str, int] = json.loads(done.stdout)
    return found


def test_an_engine_that_knows_all(tmp_path: Path) -> None:
    """Without a seed nothing is forgotten."""
    assert scored(tmp_path, "--seed", "0", "--phrases", "1") == {"turns": 2, "right": 2, "wrong": 0, "refused": 0}


def test_an_engine_without_phrases(tmp_path: Path) -> None:
    """An order is not understood without any of its phrases; a figure that is named needs none."""
    found = scored(tmp_path, "--seed", "1", "--phrases", "1", "--words", "0")
    assert (found["turns"], found["right"]) == (2, 1)


def test_the_same_seed_forgets_the_same(tmp_path: Path) -> None:
    """What is measured can be measured again."""
    options = ("--seed", "2", "--phrases", "0.5", "--words", "0.3")
    assert scored(tmp_path, *options) == scored(tmp_path, *options)


def test_a_loaded_engine_forgets_nothing() -> None:
    """So it is refused, instead of measuring the wrong thing."""
    assert "knowledge.cues" in sys.modules
    with pytest.raises(RuntimeError, match="process of its own"):
        forgetful.forget(1, 0.3, 0.1)


def test_a_line() -> None:
    """Counts, each with its share of the turns."""
    shown = forgetful.line("knows all", {"turns": 200, "right": 190, "wrong": 1, "refused": 9})
    assert shown.split() == ["knows", "all", "200", "190", "95.0%", "1", "0.5%", "9", "4.5%"]
