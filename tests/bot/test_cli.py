"""The command `siffersvar`: what it prints where, and its exit codes."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import main
from bot.config import SettingError, Settings, spoken

Command = Callable[..., "subprocess.CompletedProcess[bytes]"]
ROOT = Path(__file__).parents[2]


def test_ask(command: Command) -> None:
    """The card, without colours, words beside each other or quoted."""
    done = command("ask", "hur", "mycket", "fick", "skåne")
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode().splitlines()
    assert lines[0].replace("\u00a0", " ") == "Skåne fick 398,3 miljoner kronor (398 262 434 kr)"
    assert lines[-1].startswith("Källa: ")
    assert b"\x1b" not in done.stdout
    assert command("ask", "hur mycket fick skåne").stdout == done.stdout


def test_something_missing_is_no_error(command: Command) -> None:
    """That something is not held is an answer."""
    done = command("ask", "hur mycket fick Norge i sektorsbidrag", "--json")
    assert (done.returncode, json.loads(done.stdout)["status"]) == (0, "no_answer")


def test_json(command: Command) -> None:
    """The answer object, indented."""
    done = command("ask", "--json", "sektorsbidrag Skåne")
    answer = json.loads(done.stdout)
    assert (answer["schema"], answer["conversation"]) == ("siffersvar/answer/1", None)
    assert done.stdout.startswith(b'{\n  "schema"')


def test_languages(command: Command) -> None:
    """`--lang` and the setting decide the language of the answer."""
    assert b"Source: " in command("ask", "--lang", "en", "sektorsbidrag Skåne").stdout
    assert b"Source: " in command("ask", "sektorsbidrag Skåne", SIFFERSVAR_LANGUAGE="en").stdout
    assert "Källa: ".encode() in command("ask", "--lang=sv", "grant Skåne", SIFFERSVAR_LANGUAGE="en").stdout


def test_explain(command: Command) -> None:
    """The trace names what was found with its span, the readings, and the query, on one screen."""
    text = command("ask", "--explain", "hur mycket fick Skåne i sektorsbidrag 2024").stdout.decode()
    for part in (
        "16–21",
        "Skåne → 12",
        "2024",
        "sektorsbidrag 3",
        "indicator:sektorsbidrag",
        "Found · answered",
        "lookup: ",
    ):
        assert part in text
    assert len(text.splitlines()) < 45
    assert "Outcome" in command("ask", "--explain", "hej", "--lang", "en").stdout.decode()


def test_an_output_that_takes_no_swedish(command: Command) -> None:
    """Letters that cannot be shown are replaced, JSON is escaped."""
    plain = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    assert b"K?lla: " in command("ask", "sektorsbidrag Kalmar", **plain).stdout
    assert json.loads(command("ask", "--json", "sektorsbidrag Skåne", **plain).stdout)["figures"][0]["area"] == "Skåne"


def test_a_question_that_is_no_text(command: Command) -> None:
    """Bytes that are no UTF-8 among the arguments are survived."""
    done = command("ask", "sektorsbidrag Kalmar \udcff")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ask",), "ingen fråga"),
        (("ask", " "), "ingen fråga"),
        (("ask", "x", "--jsonl"), "--jsonl"),
        (("ask", "x", "--json", "--explain"), "--explain"),
        (("ask", "x", "--lang", "de"), "--lang"),
        (("fly",), "fly"),
        (("knowledge",), "ACTION"),
        (("knowledge", "list", "towns"), "towns"),
        (("knowledge", "show", "sektorsbidra"), "sektorsbidrag"),
        (("knowledge", "check", "--documents", "nowhere"), "nowhere"),
        (("eval", "nowhere.yaml"), "nowhere.yaml"),
        (("eval", "x.yaml", "--min", "2"), "--min"),
    ],
)
def test_mistakes(command: Command, arguments: tuple[str, ...], words: str) -> None:
    """A mistake is said on one line of standard error; the exit code is 2."""
    done = command(*arguments)
    error = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert error.startswith("siffersvar: ")
    assert words in error
    assert len(error.splitlines()) == 1


@pytest.mark.parametrize(
    ("variables", "code", "words"),
    [
        ({"SIFFERSVAR_MEMORY_MINUTES": "soon"}, 2, "SIFFERSVAR_MEMORY_MINUTES"),
        ({"SIFFERSVAR_LANGUAGE": "de"}, 2, "SIFFERSVAR_LANGUAGE"),
        ({"SIFFERSVAR_DATA": "/nowhere"}, 3, "/nowhere"),
        ({"SIFFERSVAR_KNOWLEDGE_URL": "nonsense"}, 3, "SIFFERSVAR_KNOWLEDGE_URL"),
        ({"SIFFERSVAR_KNOWLEDGE_URL": "sqlite:////proc/none/x.sqlite"}, 3, "/proc/none"),
    ],
)
def test_bad_settings(command: Command, variables: dict[str, str], code: int, words: str) -> None:
    """A bad setting is said in words, without a traceback."""
    done = command("ask", "sektorsbidrag Kalmar", **variables)
    assert (done.returncode, done.stdout) == (code, b"")
    assert words in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_options_outrank_the_environment(command: Command, environment: dict[str, str]) -> None:
    """`--knowledge-url` and `--data` are used instead of the variables."""
    url, data = environment["SIFFERSVAR_KNOWLEDGE_URL"], str(ROOT / "knowledge" / "data")
    options = ("--knowledge-url", url, "--data", data)
    variables = {"SIFFERSVAR_KNOWLEDGE_URL": "nonsense", "SIFFERSVAR_DATA": "/nowhere"}
    assert command("ask", "sektorsbidrag Kalmar", *options, **variables).returncode == 0
    assert command(*options, "ask", "sektorsbidrag Kalmar", **variables).returncode == 0


def test_the_settings() -> None:
    """Defaults, values, and the language of the commands."""
    assert Settings.from_environment({"SIFFERSVAR_DATA": "", "SIFFERSVAR_LANGUAGE": ""}) == Settings()
    variables = {
        "SIFFERSVAR_LANGUAGE": "EN",
        "SIFFERSVAR_MEMORY_MINUTES": "1.5",
        "SIFFERSVAR_DATA": "x",
        "NO_COLOR": "1",
    }
    assert Settings.from_environment(variables) == Settings(
        data=(Path("x"),), language="en", memory_minutes=1.5, color=False
    )
    for bad in ("-1", "nan", "inf", "10081"):
        with pytest.raises(SettingError, match=bad):
            Settings.from_environment({"SIFFERSVAR_MEMORY_MINUTES": bad})
    assert spoken(Settings(), {"LANG": "en_GB.UTF-8"}) == "en"
    assert spoken(Settings(), {"LC_ALL": "sv_SE.UTF-8", "LANG": "en_GB.UTF-8"}) == "sv"
    assert spoken(Settings(language="en"), {}) == "en"


def test_help_and_version(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Help is there in both languages; a bare command gives it too, as a mistake."""
    monkeypatch.setenv("LC_ALL", "sv_SE.UTF-8")
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("siffersvar ")
    assert main(["--help"]) == 0
    assert "samtala i terminalen" in capsys.readouterr().out
    assert main(["eval", "--help", "--lang", "en"]) == 0
    assert "wrong figures" in " ".join(capsys.readouterr().out.split())
    assert main([]) == 2
    assert "siffersvar" in capsys.readouterr().err


def test_knowledge(command: Command, tmp_path: Path) -> None:
    """Build, check, list, show and coverage."""
    url = f"sqlite:///{tmp_path}/new.sqlite"
    assert b"116" in command("knowledge", "build", "--knowledge-url", url).stdout
    assert (tmp_path / "new.sqlite").exists()
    assert command("knowledge", "check").returncode == 0
    for kind, some in (
        ("indicators", "sektorsbidrag"),
        ("areas", "Skåne"),
        ("sources", "scb"),
        ("facts", ""),
        ("gaps", "gap_"),
    ):
        assert some in command("knowledge", "list", kind).stdout.decode()
    assert "633 531 342" in command("knowledge", "show", "sektorsbidrag").stdout.decode()
    assert "Region Skåne" in command("knowledge", "show", "skåne").stdout.decode()
    printed = command("knowledge", "coverage").stdout
    target = tmp_path / "docs" / "coverage.md"
    assert command("knowledge", "coverage", "--write", str(target)).returncode == 0
    assert target.read_bytes() == printed
    assert command("knowledge", "coverage", "--write", str(tmp_path)).returncode == 2


def test_a_folder_that_is_refused(command: Command, tmp_path: Path) -> None:
    """A wrong figure is named with file, row and column: 1 for the check, 3 where the store was wanted."""
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "knowledge" / "data", folder)
    figures = folder / "sources" / "regeringsbeslut-sektorsbidrag-2024" / "observations.csv"
    figures.write_text(figures.read_text("utf-8").replace("77624347", "77624348"), "utf-8")
    options = ("--data", str(folder), "--knowledge-url", f"sqlite:///{tmp_path}/x.sqlite")
    for arguments, code in (
        (("knowledge", "check"), 1),
        (("knowledge", "build"), 3),
        (("ask", "sektorsbidrag Kalmar"), 3),
    ):
        done = command(*arguments, *options)
        assert (done.returncode, done.stdout) == (code, b"")
        assert "observations.csv, row" in done.stderr.decode()
        assert b"Traceback" not in done.stderr


def test_documents_that_are_missing(command: Command, tmp_path: Path) -> None:
    """Documents that were to be compared and are not there fail the check."""
    done = command("knowledge", "check", "--documents", str(tmp_path))
    assert done.returncode == 1
    assert b"not found" in done.stderr


def test_chat_from_a_pipe(command: Command) -> None:
    """Without a terminal, each line is a question."""
    lines = b"sektorsbidrag Kalmar\n\noch Uppsala?\n/glom\n/vad\n/hjalp\noch Gotland?"
    done = command("chat", stdin=lines, LC_ALL="C")
    text = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    for part in ("Kalmar · 2024", "Uppsala · 2024", "Samtalet är glömt.", "/vad", "Ctrl-D", "Vad menar du?"):
        assert part in text
    assert b"\x1b" not in done.stdout


@pytest.mark.parametrize(
    ("variables", "colored"), [({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False)]
)
def test_colours_in_a_terminal(environment: dict[str, str], variables: dict[str, str], colored: bool) -> None:
    """The figure is bold in a terminal unless NO_COLOR is set."""
    ours, theirs = pty.openpty()
    arguments = [sys.executable, "-m", "bot", "ask", "sektorsbidrag Kalmar"]
    done = subprocess.run(
        arguments, stdin=theirs, stdout=theirs, env={**environment, **variables}, timeout=60, check=False
    )
    os.close(theirs)
    shown = os.read(ours, 10_000)
    os.close(ours)
    assert done.returncode == 0
    assert (b"\x1b[1m" in shown) is colored


def test_a_reader_that_went_away(environment: dict[str, str]) -> None:
    """A card that nobody reads ends quietly."""
    reading, writing = os.pipe()
    os.close(reading)
    arguments = [sys.executable, "-m", "bot", "ask", "sektorsbidrag Kalmar"]
    done = subprocess.run(arguments, stdout=writing, stderr=subprocess.PIPE, env=environment, timeout=60, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
