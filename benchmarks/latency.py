"""How long a question takes, how much memory the bot needs, and how fast it starts.

    python benchmarks/latency.py [--rounds N] [--starts N] [--check]

Asks every question of tests/questions, in its conversation, through one `siffersvar ask --jsonl`, then starts
`siffersvar ask` from cold and sets that against the two imports without which no question can be answered. With
`--check` it exits 1 where a bound is passed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = ROOT / "tests" / "questions"
COLD_QUESTION = "hur mycket fick skåne"
IMPORTS = "import sqlalchemy, rapidfuzz"

MEDIAN_MS = 3.0
P99_MS = 15.0
MEMORY_MB = 120.0
COLD_RATIO = 1.5

ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
ENVIRONMENT["PYTHONPATH"] = str(ROOT)

_CONVERSATION = re.compile(r"- id: (\S+)")
_QUESTION = re.compile(r"\s+- q: (.+)")


@dataclass(frozen=True, slots=True)
class Measured:
    """One measurement with the bound it should stay within."""

    name: str
    value: float
    unit: str
    bound: float

    @property
    def within(self) -> bool:
        """Whether the value stays within its bound."""
        return self.value <= self.bound

    def __str__(self) -> str:
        """The measurement on one line, with its ratio to the bound."""
        verdict = "ok" if self.within else "TOO MUCH"
        bound = f"of {self.bound:6.1f} ({self.value / self.bound:.2f} of it)"
        return f"{self.name:34s} {self.value:8.2f} {self.unit:3s} {bound}  {verdict}"


def command() -> list[str]:
    """The command `siffersvar` of this interpreter's environment, or the module where it is not installed."""
    script = Path(sys.executable).with_name("siffersvar")
    return [str(script)] if script.exists() else [sys.executable, "-m", "bot"]


def conversations() -> list[tuple[str, str]]:
    """Every test question as (conversation, question), in the order of the files.

    Returns:
        The pairs; a conversation's name begins with its folder's.

    Raises:
        ValueError: a question is written in a form that is not read here (a quoted or plain one-line text is).
    """
    found = []
    for path in sorted(QUESTIONS.rglob("*.yaml")):
        conversation = ""
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if start := _CONVERSATION.fullmatch(line):
                conversation = f"{path.parent.name}/{start[1]}"
            elif asked := _QUESTION.fullmatch(line):
                found.append((conversation, _plain(asked[1], f"{path}:{number}")))
    if not found:
        raise ValueError(f"there are no questions in {QUESTIONS}")
    return found


def _plain(written: str, place: str) -> str:
    """A YAML one-line text as it reads.

    Returns:
        The text without its quotes.

    Raises:
        ValueError: it is a text over several lines.
    """
    if written.startswith('"'):
        return str(yaml.safe_load(written))
    if written.startswith("'"):
        return written[1:-1].replace("''", "'")
    if written[0] in "|>&*!":
        raise ValueError(f"{place}: only one-line questions are read here")
    return written


def warm(asked: list[tuple[str, str]], rounds: int) -> tuple[list[float], float]:
    """Ask all questions through one process, waiting for each answer.

    Args:
        asked: (conversation, question) pairs.
        rounds: how often to go through them; each round has conversations of its own, and one
            question goes before them uncounted.

    Returns:
        Milliseconds of each question, and the process's largest memory in megabytes.

    Raises:
        RuntimeError: the process ended before it answered.
    """
    pairs = [(number, pair) for number in range(rounds) for pair in asked]
    spent: list[float] = []
    with subprocess.Popen(
        [*command(), "ask", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=ENVIRONMENT, cwd=ROOT
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the process has no pipes")
        for number, (conversation, question) in [(-1, ("start", COLD_QUESTION)), *pairs]:
            line = json.dumps({"conversation": f"{number}/{conversation}", "question": question}).encode() + b"\n"
            begin = time.perf_counter()
            process.stdin.write(line)
            process.stdin.flush()
            answer = process.stdout.readline()
            spent.append(1000 * (time.perf_counter() - begin))
            if not answer:
                raise RuntimeError(f"no answer to {question!r}")
        process.stdin.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return spent[1:], usage.ru_maxrss / unit


def cold(starts: int) -> tuple[float, float]:
    """Start `siffersvar ask` and the bare imports in turn.

    Returns:
        The median milliseconds of each.
    """
    ours = [*command(), "ask", COLD_QUESTION]
    bare = [sys.executable, "-c", IMPORTS]
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(starts):
        for line, spent in zip((ours, bare), times, strict=True):
            begin = time.perf_counter()
            subprocess.run(line, check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT, cwd=ROOT)
            spent.append(1000 * (time.perf_counter() - begin))
    return statistics.median(times[0]), statistics.median(times[1])


def main() -> int:
    """Measure and print.

    Returns:
        The exit status: 1 with `--check` where a bound is passed, else 0.
    """
    parser = argparse.ArgumentParser(description="How long a question takes, how much memory, how fast the start.")
    parser.add_argument("--rounds", type=int, default=1, help="rounds through the questions")
    parser.add_argument("--starts", type=int, default=9, help="cold starts to take the median of")
    parser.add_argument("--check", action="store_true", help="exit 1 where a bound is passed")
    arguments = parser.parse_args()
    subprocess.run(
        [*command(), "knowledge", "build"],
        check=True,
        stdout=subprocess.DEVNULL,
        env=ENVIRONMENT,
        cwd=ROOT,
    )
    asked = conversations()
    spent, memory = warm(asked, max(1, arguments.rounds))
    start, imports = cold(max(1, arguments.starts))
    spent.sort()
    slow = spent[min(len(spent) - 1, int(0.99 * len(spent)))]
    rows = [
        Measured("warm question, median", statistics.median(spent), "ms", MEDIAN_MS),
        Measured("warm question, p99", slow, "ms", P99_MS),
        Measured("memory, largest", memory, "MB", MEMORY_MB),
        Measured("cold start to the two imports", start / imports, "x", COLD_RATIO),
    ]
    print(f"{len(asked)} questions, {len(spent)} timed; slowest {spent[-1]:.1f} ms")
    print(f"cold `siffersvar ask` {start:.0f} ms, `python -c '{IMPORTS}'` {imports:.0f} ms (medians)")
    print(*rows, sep="\n")
    return 1 if arguments.check and not all(row.within for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
