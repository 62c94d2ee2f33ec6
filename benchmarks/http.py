"""How many questions a second the HTTP API answers, beside an empty JSON endpoint in the same framework and server.

    python -m benchmarks.http [--seconds S] [--connections N] [--check]

`siffersvar serve` and the empty endpoint (FastAPI under uvicorn, benchmarks/http_empty.py) are processes of one worker
each on the loopback, asked by `wrk` (Debian: apt-get install wrk) in turn, three times, with the questions of
tests/questions one after the other. Each of the API's requests is admitted, counted and given its headers as in
operation: the limits are on, only so high that they are not reached. It is told how many requests a second are answered

- by the empty endpoint;
- by GET /api/v1/answers with each question asked a moment ago (in memory; the bar: 0.35 of the empty endpoint's);
- by GET /api/v1/answers with each worked out anew, and by POST /api/v1/answers in conversations,

and how long GET takes at half of its load: an open-loop client sends each request at its time, and times count from
when a request was due (the bar: 25 ms for 99 of 100). The client runs on the same machine, and its own delays count;
what the empty endpoint takes at that pace says how much of it is the machine.
With `--check` it exits 1 where a bar is not met or a request failed. Needs the extra `test`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote, urlsplit

from benchmarks.http_pace import Paced, paced
from bot.evaluation import read

ROOT = Path(__file__).resolve().parents[1]
BAR, BAR_MILLISECONDS = 0.35, 25.0
QUESTIONS = 300
ROUNDS = 3
"""How often the two are measured in turn, so that both get what the machine has to give."""
_GET = """
local paths = {%s}
local at = 0
request = function()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at]%s)
end
"""
_POST = """
local bodies = {%s}
local at = 0
request = function()
  at = at %% #bodies + 1
  return wrk.format("POST", "/api/v1/answers", {["Content-Type"] = "application/json"}, bodies[at])
end
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What wrk found: requests a second, milliseconds for half and for 99 of 100, and requests that failed."""

    rate: float
    half: float
    most: float
    failed: int

    def line(self, name: str, empty: float) -> str:
        """One line of the table."""
        return (
            f"{name:34s} {self.rate:9.0f} {self.rate / empty:7.2f} {self.half:8.1f} {self.most:8.1f} {self.failed:7d}"
        )


def questions() -> list[str]:
    """Some hundred different questions that people might ask, in a fixed order."""
    found: dict[str, None] = {}
    for path in sorted((ROOT / "tests" / "questions").glob("*/*.yaml")):
        if path.parent.name != "unseen":
            found.update(dict.fromkeys(held.turns[0].question for held in read(path)))
    every = list(found)
    return every[:: max(1, len(every) // QUESTIONS)][:QUESTIONS]


@contextmanager
def running(line: Sequence[str], **variables: str) -> Iterator[str]:
    """A server as a process of its own until the end of a `with`; its address, which it prints first."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("SIFFERSVAR_", "TELEGRAM_"))
    }
    with subprocess.Popen(
        [sys.executable, "-m", *line],
        env=environment | variables,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as process:
        try:
            for said in process.stdout or ():
                if found := re.search(r"http://[0-9.]+:[0-9]+", said):
                    yield found[0]
                    break
            else:
                raise SystemExit(f"{' '.join(line)} did not start")
        finally:
            process.terminate()
            process.wait(20)


def wrk(address: str, script: str, seconds: float, connections: int) -> Measured:
    """Ask with wrk, in one thread.

    Args:
        address: of the server.
        script: in Lua; empty for the address itself.
        seconds: for how long.
        connections: how many ask at the same time.

    Returns:
        What it found.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".lua", encoding="utf-8") as file:
        file.write(script)
        file.flush()
        line = [
            "wrk",
            "-t1",
            f"-c{connections}",
            f"-d{seconds:g}s",
            "--timeout",
            "30s",
            "--latency",
            "-s",
            file.name,
            address,
        ]
        said = subprocess.run(line, capture_output=True, encoding="utf-8", check=True).stdout
    rate = re.search(r"Requests/sec:\s+([0-9.]+)", said)
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    lost = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    failures = (int(failed[1]) if failed else 0) + (sum(map(int, lost.groups())) if lost else 0)
    return Measured(float(rate[1]) if rate else 0.0, _latency(said, "50%"), _latency(said, "99%"), failures)


def _paced(address: str, paths: Sequence[str], rate: float, seconds: float) -> Paced:
    """Ask a server at a pace."""
    at = urlsplit(address)
    return paced(at.hostname or "", at.port or 0, paths, rate, seconds)


def _latency(said: str, share: str) -> float:
    """Milliseconds within which a share was answered, by wrk's words."""
    found = re.search(rf"{share}\s+([0-9.]+)(us|ms|s|m)\b", said)
    return float(found[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}[found[2]] if found else float("nan")


def _lua(texts: Sequence[str]) -> str:
    """Texts of printable ASCII as a list in Lua."""
    return ", ".join(f'"{text}"' for text in (re.sub(r'(["\\])', r"\\\1", text) for text in texts))


def main() -> int:
    """Measure, print the table, and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=10.0, help="of each measurement")
    parser.add_argument("--connections", type=int, default=16, help="how many ask at the same time")
    parser.add_argument("--check", action="store_true", help="exit 1 where a bar is not met")
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        print("benchmarks.http needs wrk, which is not installed: apt-get install -y wrk", file=sys.stderr)
        return 2
    asked = questions()
    paths = [f"/api/v1/answers?q={quote(question, safe='')}" for question in asked]
    bodies = [json.dumps({"question": question, "conversation": f"{at:032x}"}) for at, question in enumerate(asked)]
    seconds, connections = options.seconds, options.connections
    with tempfile.TemporaryDirectory() as place:
        variables = {
            "SIFFERSVAR_STATE_URL": f"sqlite:///{place}/state.sqlite",
            "SIFFERSVAR_KNOWLEDGE_URL": f"sqlite:///{place}/knowledge.sqlite",
            "SIFFERSVAR_API_PER_MINUTE": "1000000000",
        }
        with (
            running(["benchmarks.http_empty"]) as nothing,
            running(["bot", "serve", "--listen", "127.0.0.1:0"], **variables) as address,
        ):
            for path in paths:
                urllib.request.urlopen(address + path).read()  # noqa: S310  (our own server)
            rounds = [
                (wrk(nothing, "", seconds, connections), wrk(address, _GET % (_lua(paths), ""), seconds, connections))
                for _ in range(ROUNDS)
            ]
            pace = median(kept.rate for _, kept in rounds) / 2
            steady = [
                (_paced(nothing, ["/"], pace, seconds), _paced(address, paths, pace, seconds)) for _ in range(ROUNDS)
            ]
            anew = wrk(address, _GET % (_lua(paths), ' .. "&n=" .. math.random(1e12)'), seconds, connections)
            posted = wrk(address, _POST % _lua(bodies), seconds, connections)
    empty = median(bare.rate for bare, _ in rounds)
    print(f"{len(asked)} questions, {connections} connections, {seconds:g} s each, {os.cpu_count()} cores,", end=" ")
    print(f"{os.getloadavg()[0]:.1f} processes at work in the last minute, ours among them\n")
    print(f"{'':34s} {'requests/s':>10s} {'ratio':>6s} {'p50 ms':>8s} {'p99 ms':>8s} {'failed':>7s}")
    for bare, kept in rounds:
        print(bare.line("empty JSON endpoint", bare.rate))
        print(kept.line("GET /api/v1/answers, in memory", bare.rate))
    print(anew.line("GET /api/v1/answers, worked out", empty))
    print(posted.line("POST /api/v1/answers", empty))
    print(f"\nopen loop, {pace:.0f} requests/s, ms:")
    for pair in steady:
        for name, found in zip(("empty JSON endpoint", "GET /api/v1/answers, in memory"), pair, strict=True):
            times = ", ".join(f"p{100 * share:g} {found.within(share):.1f}" for share in (0.5, 0.99, 0.999))
            print(f"{name:34s} {times}, {found.failed} failed")
    ratio = median(kept.rate / bare.rate for bare, kept in rounds)
    most = Paced([wait for _, found in steady for wait in found.waits]).within(0.99)
    failed = anew.failed + posted.failed + sum(each.failed for pair in rounds for each in pair)
    failed += sum(each.failed for pair in steady for each in pair)
    print(
        f"\nratio {ratio:.2f} (bar {BAR}), p99 at half load {most:.1f} ms (bar {BAR_MILLISECONDS:g}), {failed} failed"
    )
    met = ratio >= BAR and most <= BAR_MILLISECONDS and not failed
    return 1 if options.check and not met else 0


if __name__ == "__main__":
    sys.exit(main())
