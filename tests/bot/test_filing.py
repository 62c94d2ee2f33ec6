"""`siffersvar chart` and `siffersvar table` in a process of their own."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Command = Callable[..., "subprocess.CompletedProcess[bytes]"]
GRANT = "hur mycket fick Skåne i sektorsbidrag"
PNG = b"\x89PNG"


def test_chart(command: Command, tmp_path: Path) -> None:
    """A file of the form that its name says, in folders that are made, with the caption on standard output."""
    png, svg = tmp_path / "new" / "a.PNG", tmp_path / "a.svg"
    done = command("chart", GRANT, "-o", str(png))
    assert (done.returncode, done.stderr) == (0, b"")
    assert "plats 3 av 21" in done.stdout.decode()
    assert png.read_bytes().startswith(PNG)
    assert command("chart", "--lang", "en", *GRANT.split(), "--output", str(svg)).returncode == 0
    assert svg.read_text("utf-8").startswith("<svg")
    assert "Source: " in svg.read_text("utf-8")
    assert command("chart", GRANT).stdout == png.read_bytes()


def test_table(command: Command, tmp_path: Path) -> None:
    """CSV and a workbook; without a file CSV on standard output."""
    as_csv, book = tmp_path / "a.csv", tmp_path / "a.xlsx"
    done = command("table", GRANT, "-o", str(as_csv))
    assert (done.returncode, done.stderr) == (0, b"")
    assert "398262434" in as_csv.read_text("utf-8-sig")
    assert command("table", GRANT, "-o", str(book)).returncode == 0
    assert book.read_bytes().startswith(b"PK")
    assert command("table", GRANT).stdout == as_csv.read_bytes()


@pytest.mark.parametrize("name", ["chart", "table"])
def test_nothing_to_show(command: Command, tmp_path: Path, name: str) -> None:
    """The answer in words, the reason on standard error, 1, and no file."""
    target = tmp_path / ("a.png" if name == "chart" else "a.csv")
    done = command(name, "hur mycket fick Norge i sektorsbidrag", "-o", str(target))
    assert done.returncode == 1
    assert "Norge" in done.stdout.decode()
    assert done.stderr.startswith(b"siffersvar: ")
    assert not target.exists()


@pytest.mark.parametrize("name", ["chart", "table"])
def test_what_is_wrong(command: Command, tmp_path: Path, name: str) -> None:
    """No question, an unknown form, a file that cannot be written: one line and 2."""
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    ending = "png" if name == "chart" else "xlsx"
    for typed in ([], [GRANT, "-o", "a.pdf"], [GRANT, "-o", str(blocked / f"a.{ending}")]):
        done = command(name, *typed)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.count(b"\n") == 1
        assert done.stderr.startswith(b"siffersvar: ")


def test_what_draws_is_missing(command: Command, tmp_path: Path) -> None:
    """Without the extra the person reads what to install."""
    for module in ("vl_convert", "openpyxl"):
        (tmp_path / f"{module}.py").write_text("raise ImportError\n", encoding="utf-8")
    paths = f"{tmp_path}:{Path(__file__).parents[2]}"
    for name, target in (("chart", "a.png"), ("table", "a.xlsx")):
        done = command(name, GRANT, "-o", str(tmp_path / target), PYTHONPATH=paths)
        assert done.returncode == 2
        assert b"siffersvar[charts]" in done.stderr
