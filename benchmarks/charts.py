"""How long a picture takes: cold, in a process that has drawn nothing, and warm, each against its bound.

    python benchmarks/charts.py [--starts N] [--rounds N] [--check]

Cold is what the first person sees of a channel that was not warmed: from the described picture to PNG bytes, loading
the library that draws included; warmed is what that person sees after `warm`. Warm is the median over the rounds, with
the cache of drawn pictures passed by, and processor the processor time of one, whatever else goes on. Hold is how long
one picture at most keeps the other threads of its process waiting, in this process and where a `DrawingProcess` draws.
With `--check` it exits 1 where a bound is passed.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bot.charts import DrawingProcess, Picture, describe, draw_png, warm  # noqa: E402  (the path is set first)
from bot.config import Settings  # noqa: E402
from bot.message import Message  # noqa: E402
from bot.service import Service  # noqa: E402
from knowledge.answering import Engine  # noqa: E402
from knowledge.store import open_store  # noqa: E402

QUESTIONS = {
    "21 regions": "hur mycket fick Skåne i sektorsbidrag",
    "budget and forecast": "vad är prognosen för externa omkostnader 2025",
    "two bars": "Dalarna eller Värmland, vem fick mest i sektorsbidrag",
    "short time row": "hur mycket får primärvårdssatsningen 2025",
    "items with a sum": "hur stor är effekten av alla åtgärder 2027",
}
COLD_MS, WARM_MS = 1_000.0, 200.0


def pictures() -> dict[str, Picture]:
    """One picture of each kind.

    Returns:
        The pictures by the kind's name.

    Raises:
        ValueError: a question got none.
    """
    service = Service(Engine(open_store()), Settings())
    found = {}
    for name, question in QUESTIONS.items():
        picture = describe(service.handle(Message(question, name, "benchmark")), service.engine)
        if picture is None:
            raise ValueError(f"no picture of {question!r}")
        found[name] = picture
    return found


def milliseconds(picture: Picture) -> float:
    """How long one drawing takes."""
    start = time.perf_counter()
    draw_png(picture)
    return 1_000 * (time.perf_counter() - start)


def first(name: str, *, warmed: bool) -> float:
    """How long the first picture of a process takes, in that process."""
    line = [sys.executable, "-m", "benchmarks.charts", "--first", name, *(["--warmed"] if warmed else [])]
    done = subprocess.run(line, capture_output=True, check=True, encoding="utf-8", env={**os.environ}, cwd=ROOT)
    return float(json.loads(done.stdout))


def others(picture: Picture, round_: int) -> Picture:
    """The same picture with another text alternative, so that it is drawn anew."""
    return replace(picture, alt=f"{picture.alt} {round_}")


def hold(picture: Picture, rounds: int, draw_one: Callable[[Picture], bytes]) -> float:
    """The longest time that another thread waits while pictures are drawn."""
    done = threading.Event()

    def draw() -> None:
        """Draw some pictures one after the other."""
        for round_ in range(rounds):
            draw_one(others(picture, -1 - round_))
        done.set()

    threading.Thread(target=draw).start()
    longest, last = 0.0, time.perf_counter()
    while not done.is_set():
        time.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    return 1_000 * longest


def main() -> int:
    """Measure and print.

    Returns:
        The exit code.
    """
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("--starts", type=int, default=5, help="processes started for each cold measurement")
    parser.add_argument("--rounds", type=int, default=20, help="drawings for each warm measurement")
    parser.add_argument("--check", action="store_true", help="exit 1 where a bound is passed")
    parser.add_argument("--first", choices=list(QUESTIONS), help=argparse.SUPPRESS)
    parser.add_argument("--warmed", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    drawn = pictures()
    if options.first:
        if options.warmed:
            warm()
        print(json.dumps(milliseconds(drawn[options.first])))
        return 0
    within = True
    heads = "".join(f"{head:>12s}" for head in ("cold", "warmed", "warm", "processor", "hold", "hold there"))
    load, cores = os.getloadavg()[0], os.cpu_count()
    print(f"load {load:.1f} on {cores} cores before the first measurement")
    print(f"{'ms, median (least)':22s}{heads}    bounds {COLD_MS:.0f} / {WARM_MS:.0f}")
    for name, picture in drawn.items():
        colds = [first(name, warmed=False) for _ in range(options.starts)]
        warmeds = [first(name, warmed=True) for _ in range(options.starts)]
        milliseconds(picture)
        start = time.process_time()
        warms = [milliseconds(others(picture, at)) for at in range(options.rounds)]
        spent = 1_000 * (time.process_time() - start) / options.rounds
        good = all(
            statistics.median(times) <= bound
            for times, bound in ((colds, COLD_MS), (warmeds, WARM_MS), (warms, WARM_MS))
        )
        within = within and good
        here = hold(picture, 5, draw_png)
        with DrawingProcess() as process:
            process.png(picture)
            there = hold(picture, 5, process.png)
        spans = "".join(f"{statistics.median(times):6.0f} ({min(times):4.0f})" for times in (colds, warmeds, warms))
        print(f"{name:22s}{spans}{spent:12.0f}{here:12.0f}{there:12.0f}    {'ok' if good else 'TOO MUCH'}")
    return int(options.check and not within)


if __name__ == "__main__":
    sys.exit(main())
