"""docs/api.md: its examples are run by a shell and answered as it says; its tables are whole."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import httpx
import pytest

from bot.channels.api.cache import LIFE, MOST_BYTES, MOST_ENTRIES
from bot.channels.api.guard import BODY_WITHIN, LARGEST
from bot.channels.api.models import LONGEST_QUESTION
from bot.channels.api.problems import STATUS
from tests.api.conftest import API

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
EXAMPLES = re.findall(r"```sh\n(.*?)```\n\n```\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize(("commands", "says"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_examples(client: httpx.Client, commands: str, says: str) -> None:
    """Each example gives what stands under it, line by line."""
    there = commands.replace("http://127.0.0.1:8000", str(client.base_url).rstrip("/"))
    assert there != commands
    run = subprocess.run(["bash", "-euo", "pipefail", "-c", there], capture_output=True, encoding="utf-8", check=True)
    said = run.stdout.replace("\xa0", " ")  # figures have hard spaces
    assert [line for line in says.splitlines() if line not in said] == []


def test_every_example_has_its_answer() -> None:
    """No block of commands stands without what it gives."""
    assert len(EXAMPLES) == PAGE.count("```sh") >= 7


def test_every_address_is_listed(client: httpx.Client) -> None:
    """What the OpenAPI document has stands in the page."""
    for path in client.get(f"{API}/openapi.json").json()["paths"]:
        assert f"`{path}" in PAGE or f" {path}" in PAGE


def test_every_problem_is_listed() -> None:
    """Each kind of problem with its status."""
    for kind, status in STATUS.items():
        assert re.search(rf"^\| {status} \|.*`{kind.replace('_', '-')}`", PAGE, re.MULTILINE)


def test_the_bounds_are_those_of_the_code() -> None:
    """The page says how long questions are in memory, and how much may be sent."""
    assert LIFE == 300
    assert "at most five minutes" in PAGE
    assert f"({MOST_ENTRIES:,} answers, {MOST_BYTES >> 20} MB)" in PAGE
    assert f"at most {LONGEST_QUESTION:,} characters" in PAGE
    assert f"larger than {LARGEST >> 10} kB" in PAGE
    assert f"longer than {BODY_WITHIN:.0f} seconds" in PAGE
