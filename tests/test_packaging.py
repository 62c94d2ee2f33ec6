"""What is handed out: the wheel with its data, the README's promise, the container, and no index addresses."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from knowledge.hashing import is_data_file

ROOT = Path(__file__).resolve().parents[1]
CODE = ("bot", "knowledge")
TARGETS = ("run", "test", "lint", "format", "eval", "bench", "clean")
MADE = {".git", ".venv", "build", "dist", "var", "__pycache__"}

# Pieces, so that this file does not hold what it looks for.
INDEX_ADDRESSES = re.compile(
    "|".join((
        *(r"pypi" + r"\.org", r"pythonhosted" + r"\.org", r"registry" + r"\.npmjs"),
        *("/simple" + "/", r"--(extra-)?index" + "-url", "--find" + "-links"),
    )),
    re.IGNORECASE,
)


def project() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def own_files() -> list[Path]:
    """Every file of the project that was not made by a tool."""
    found = []
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if path.is_file() and not MADE & set(parts) and not any(p.endswith((".egg-info", "_cache")) for p in parts):
            found.append(path)
    return [path for path in found if path.relative_to(ROOT).parts[0] != ".hypothesis"]


def packaged() -> list[str]:
    """Every file below the packages that the wheel must have, relative to the project."""
    files = [path for folder in CODE for path in sorted((ROOT / folder).rglob("*")) if path.is_file()]
    wanted = [path.relative_to(ROOT) for path in files if is_data_file(path.name) and path.suffix != ".pyc"]
    return [path.as_posix() for path in wanted if not any(part.startswith(".") for part in path.parts)]


def build_wheel(folder: Path) -> Path:
    """Build the wheel from a copy, so that nothing is left in the project.

    Returns:
        The wheel's path.
    """
    copy, out = folder / "source", folder / "wheels"
    copy.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    for name in CODE:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    line = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(copy)]
    run = subprocess.run(line, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return next(out.glob("siffersvar-*.whl"))


def test_the_wheel_is_whole(tmp_path: Path) -> None:
    """Code, texts and data are in the wheel and nothing else is; from it alone the store is built and holds figures."""
    with zipfile.ZipFile(build_wheel(tmp_path)) as wheel:
        names = set(wheel.namelist())
        entry_points = wheel.read(next(name for name in names if name.endswith("entry_points.txt"))).decode()
        wheel.extractall(tmp_path / "unpacked")
    assert sorted(set(packaged()) - names) == []
    assert sorted(name for name in names if name.split("/")[0] not in CODE and ".dist-info/" not in name) == []
    assert "siffersvar = bot.cli:main" in entry_points
    assert any(name.endswith("licenses/LICENSE") for name in names)
    script = (
        "import sys; from pathlib import Path; import knowledge.store as s, knowledge.data_folders as d; "
        "held = s.open_store(sys.argv[1]); "
        "print(d.PACKAGED_DATA); print(len(held.observations('sektorsbidrag')))"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SIFFERSVAR_")}
    environment["PYTHONPATH"] = str(tmp_path / "unpacked")
    url = f"sqlite:///{tmp_path / 'knowledge.sqlite'}"
    line = [sys.executable, "-c", script, url]
    said = subprocess.run(line, capture_output=True, encoding="utf-8", check=True, cwd=tmp_path, env=environment)
    folder, figures = said.stdout.splitlines()
    assert Path(folder).is_relative_to(tmp_path / "unpacked")
    assert int(figures) >= 22


def test_the_wheel_would_have_every_text() -> None:
    """The list that the wheel is held against names texts, language files and sources."""
    wanted = packaged()
    assert "bot/texts/sv/answer.toml" in wanted
    assert "knowledge/data/areas.csv" in wanted
    assert "knowledge/data/language/frame.yaml" in wanted
    assert sum(name.endswith("/source.yaml") for name in wanted) >= 6


def test_the_readme_begins_with_the_two_commands() -> None:
    """The two commands stand before anything else, after the title."""
    lines = [line for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines() if line.strip()]
    head = "\n".join(lines[:5])
    assert lines[0].startswith("# Siffersvar")
    assert "make run" in head
    assert "make test" in head


@pytest.mark.parametrize("target", TARGETS)
def test_make_has_the_target(target: str) -> None:
    """What the README and CI call can be made, and says what it is."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:.*## \S", text, re.MULTILINE)


def test_make_refuses_an_old_python(tmp_path: Path) -> None:
    """A Python that is too old is named in one clear line, and nothing is set up."""
    old = tmp_path / "python-old"
    old.write_text('#!/bin/sh\ncase "$1" in -V) echo "Python 3.9.2";; *) exit 1;; esac\n', encoding="utf-8")
    old.chmod(0o755)
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    line = ["make", "run", f"PYTHON={old}"]
    run = subprocess.run(line, capture_output=True, encoding="utf-8", check=False, cwd=tmp_path, env=environment)
    assert run.returncode != 0
    assert "needs Python 3.11 or newer" in run.stderr
    assert "Python 3.9.2" in run.stderr
    assert not (tmp_path / ".venv").exists()


def test_the_container_is_not_root() -> None:
    """The last user of the Dockerfile is not root, and stands before the store is built and the command is run."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    users = [line.split()[1].split(":")[0] for line in lines if line.startswith("USER ")]
    assert users
    assert users[-1] not in {"root", "0"}
    place = max(number for number, line in enumerate(lines) if line.startswith("USER "))
    for after in ("RUN siffersvar knowledge build", "ENTRYPOINT", "HEALTHCHECK"):
        assert place < next(number for number, line in enumerate(lines) if line.startswith(after))


def test_the_dependencies_are_constrained() -> None:
    """Every dependency has its version in constraints.txt, which has nothing but versions."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if not line.startswith("#")]
    assert [line for line in pinned if not re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][A-Za-z0-9.]*", line)] == []
    names = {_canonical(line.split("==")[0]) for line in pinned}
    told = project()["project"]
    wanted = [*told["dependencies"], *told["optional-dependencies"]["test"], *told["optional-dependencies"]["telegram"]]
    assert sorted({_canonical(re.split(r"[\[<>=]", want)[0]) for want in wanted} - names - {told["name"]}) == []


def test_the_changelog_knows_the_version() -> None:
    """The version of the distribution has its entry."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{project()['project']['version']}]" in changelog


def test_no_index_address_is_named() -> None:
    """Where packages come from is the machine's business; no file of the project says it."""
    named = []
    for path in own_files():
        text = path.read_text(encoding="utf-8", errors="replace")
        named += [f"{path.relative_to(ROOT)}: {found[0]}" for found in INDEX_ADDRESSES.finditer(text)]
    assert named == []


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
