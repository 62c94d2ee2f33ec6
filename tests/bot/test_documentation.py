"""What can be typed and set is documented, and every text is there in both languages."""

from __future__ import annotations

import argparse
import re
import string
from collections.abc import Iterator
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest

from bot import cli
from bot.channels import lines, terminal
from bot.config import VARIABLES, Settings
from bot.texts import table
from knowledge.coverage import coverage
from knowledge.model import Language
from knowledge.store import Store

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "command-line.md").read_text("utf-8")


def commands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, list[str]]]:
    """Every command that does something, with its options."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        yield parser.prog, [option for action in parser._actions for option in action.option_strings]
    for group in groups:
        for below in group.choices.values():
            yield from commands(below)


COMMANDS = dict(commands(cli.parser("sv")))


@pytest.mark.parametrize("command", COMMANDS)
def test_commands(command: str) -> None:
    """Each command and each of its options stands in docs/command-line.md."""
    assert command in TEXT
    for option in COMMANDS[command]:
        assert f"`{option}" in TEXT or f" {option}" in TEXT, f"{option} of {command} is not documented"


def test_settings() -> None:
    """Each setting is documented there and in the docstring of `Settings`, and each variable there is one of ours."""
    assert VARIABLES.keys() == {field.name for field in fields(Settings)}
    for variable in VARIABLES.values():
        assert f"| `{variable}` |" in TEXT
        assert variable in (Settings.__doc__ or "")
    assert set(re.findall(r"SIFFERSVAR_[A-Z_]+", TEXT)) <= set(VARIABLES.values())


@pytest.mark.parametrize("path", sorted((ROOT / "bot" / "channels").glob("*/settings.py")), ids=lambda p: p.parent.name)
def test_settings_of_channels(path: Path) -> None:
    """Each setting of a channel stands in the page about it, each variable there that looks like one is one."""
    module = import_module(f"bot.channels.{path.parent.name}.settings")
    page = (ROOT / "docs" / f"{path.parent.name}.md").read_text("utf-8")
    variables = set(module.VARIABLES.values())
    for variable in variables:
        assert f"| `{variable}` |" in page
    known = variables | set(VARIABLES.values())
    assert set(re.findall(r"\b(?:SIFFERSVAR|[A-Z]+)_[A-Z_]+\b", page)) <= known


def test_exit_codes_and_error_codes() -> None:
    """Each exit code, each code of a bad line, each command of the chat and each kind of list."""
    for code in (cli.OK, cli.FAILED, cli.USAGE, cli.STORE, cli.INTERRUPTED):
        assert f"| {code} |" in TEXT
    for key in table("sv")["command"]:
        if key.startswith("line_"):
            assert f"| `{key.removeprefix('line_')}` |" in TEXT
    assert lines.ERROR_SCHEMA in TEXT
    for name in (*terminal.COMMANDS, *cli.KINDS):
        assert f"`{name}`" in TEXT


def test_both_languages_say_the_same() -> None:
    """Every text is there in Swedish and English, with the same blanks."""
    sv, en = (
        {
            f"{section}.{key}": sorted({name for _, name, _, _ in string.Formatter().parse(text) if name})
            for section, texts in table(language).items()
            for key, text in texts.items()
        }
        for language in list[Language](["sv", "en"])
    )
    assert sv == en


def test_every_command_text_is_used() -> None:
    """No text under [command] is left over."""
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "bot").rglob("*.py"))
    prefixes = (
        "help_",
        "line_",
        "kind_",
        "failure_",
        "eval_",
        "bad_",
        "import_column_",
        "import_about_",
        "import_lacking_",
    )
    unused = [
        key
        for key in table("sv")["command"]
        if key not in code and not any(key.startswith(p) and key.removeprefix(p) in code for p in prefixes)
    ]
    assert not unused


def test_coverage_is_up_to_date(store: Store) -> None:
    """docs/coverage.md is what `siffersvar knowledge coverage --write docs/coverage.md` writes."""
    assert (ROOT / "docs" / "coverage.md").read_text("utf-8") == coverage(store)
