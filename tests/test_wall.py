"""The wall between what knows and what talks, and what is not imported when a question is asked."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = (
    "alembic",
    "pandas",
    "numpy",
    "yaml",
    "babel",
    "matplotlib",
    "prompt_toolkit",
    "logging.config",
    "bot.channels.terminal",
)
ASK = """
import sys
from pathlib import Path
from knowledge.answering import Engine
from knowledge.store import open_store
engine = Engine(open_store())
assert engine.ask("hur mycket fick Skåne i sektorsbidrag").status == "answered"
print(*sys.modules)
"""
COLD = """
import sys
from bot.cli import main
assert main(sys.argv[1:]) == 0
print(*sys.modules)
"""


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize(
    "path", sorted((ROOT / "knowledge").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT))
)
def test_knowledge_knows_nothing_of_the_bot(path: Path) -> None:
    """No file of `knowledge` imports `bot`."""
    assert not [name for name in imported(path) if name.split(".")[0] == "bot"]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store that is built, so that nothing has to be built any more."""
    made = f"sqlite:///{tmp_path_factory.mktemp('wall')}/knowledge.sqlite"
    modules(made, COLD, "knowledge", "build")
    return made


def modules(url: str, code: str, *arguments: str) -> set[str]:
    """The modules that a process has imported after running some code."""
    variables = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT), "SIFFERSVAR_KNOWLEDGE_URL": url}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=variables,
        capture_output=True,
        timeout=120,
        check=True,
        encoding="utf-8",
    )
    return set(done.stdout.splitlines()[-1].split())


def test_asking_imports_little(url: str) -> None:
    """The engine opens its store and answers without pandas, YAML or Babel, and without the bot."""
    loaded = modules(url, ASK)
    assert "sqlalchemy" in loaded
    assert not loaded.intersection(HEAVY)
    assert not [name for name in loaded if name.split(".")[0] == "bot"]


@pytest.mark.parametrize("arguments", [("ask", "sektorsbidrag Skåne"), ("ask", "--json", "sektorsbidrag Skåne")])
def test_a_cold_start_imports_little(url: str, arguments: tuple[str, ...]) -> None:
    """`siffersvar ask` imports nothing slow besides SQLAlchemy (which imports asyncio itself) and RapidFuzz."""
    assert not modules(url, COLD, *arguments).intersection(HEAVY)


def test_the_version_imports_next_to_nothing(url: str) -> None:
    """`siffersvar --version` needs neither SQLAlchemy nor asyncio."""
    assert not modules(url, COLD, "--version").intersection((*HEAVY, "sqlalchemy", "rapidfuzz", "asyncio"))


def test_no_name_is_given_twice_in_a_module() -> None:
    """A second constant or function of one name would silently take the first one's place wherever it is used."""
    twice = []
    for path in sorted([*ROOT.glob("knowledge/**/*.py"), *ROOT.glob("bot/**/*.py")]):
        given: set[str] = set()
        for name in _given_names(ast.parse(path.read_text(encoding="utf-8"))):
            if name in given:
                twice.append(f"{path.relative_to(ROOT)}: {name}")
            given.add(name)
    assert not twice


def _given_names(module: ast.Module) -> Iterator[str]:
    """The names that a module's own statements give, in their order."""
    for statement in module.body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            yield statement.name
        elif isinstance(statement, ast.Assign):
            for target in statement.targets:
                yield from (node.id for node in ast.walk(target) if isinstance(node, ast.Name))
        elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value:
            yield statement.target.id
