"""How many updates a second the Telegram bot answers, and how soon, beside a bare python-telegram-bot echo bot.

    python -m benchmarks.telegram [--updates N] [--chats N] [--share F] [--kills N] [--only NAME …] [--check]

Each bot in turn is a process of its own and speaks HTTP to a fake Bot API server (tests/fake_bot_api), also a process
of its own, whose methods take 50 ms and of which a share of requests fails (429 with retry_after, 500, connection cut
before or after the effect). All updates wait at the start: their number over the time until the last is answered is
the rate. Then updates come one by one at a steady pace, and the time until each is answered gives p50 and p99.

Of each bot it is told how many updates were answered, twice or not at all, and in how many chats out of order. An
answer whose sending was cut is undecidable for any client of the Bot API: it may have arrived. Siffersvar does not
send it again, but a notice with a button. The notices are counted, and where the answer had not arrived the button is
pressed, as a person would: `lost` is what is lacking after that.
With `--kills` Siffersvar is killed (SIGKILL) so often on the way and started again; sends that were under way then are
undecidable too, and become notices.
With `--check` it exits 1 where Siffersvar lost, doubled or reordered something, or has less than half of the
concurrent echo bot's rate. Needs the extra `test`.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.telegram_processes import Bot, Fake, fake

REGIONS = (
    *(
        "Stockholm",
        "Uppsala",
        "Södermanland",
        "Östergötland",
        "Jönköping",
        "Kronoberg",
        "Kalmar",
        "Gotland",
        "Blekinge",
    ),
    *("Skåne", "Halland", "Västra Götaland", "Värmland", "Örebro", "Västmanland", "Dalarna", "Gävleborg"),
    *("Västernorrland", "Jämtland", "Västerbotten", "Norrbotten"),
)
QUESTION = "hur mycket fick {}"
SLOW = 0.05
KINDS = ("429", "500", "drop_before", "drop_after")
UNDECIDABLE = frozenset({"drop_before", "drop_after", "hang_after"})
STALL = 20.0
PACE = 25.0
"""Updates a second of the steady part: less than a bot may send by Telegram's rules."""
BAR = 0.5


@dataclass(slots=True)
class Outcome:
    """What came of one bot's run."""

    name: str
    updates: int
    answered: int = 0
    lost: int = 0
    notices: int = 0
    twice: int = 0
    undecidable: int = 0
    disordered: int = 0
    failures: int = 0
    rate: float = 0.0
    processor: float = float("nan")
    waits: list[float] = field(default_factory=list)

    def wait(self, share: float) -> float:
        """Milliseconds within which a share of the steady updates was answered."""
        if not self.waits:
            return float("nan")
        return 1000 * sorted(self.waits)[min(len(self.waits) - 1, int(share * len(self.waits)))]

    def __str__(self) -> str:
        """One line of the table."""
        return (
            f"{self.name:12s} {self.updates:7d} {self.answered:8d} {self.notices:7d} {self.lost:5d} {self.twice:5d} "
            f"{self.undecidable:11d} {self.disordered:10d} {self.failures:8d} {self.rate:9.1f} "
            f"{self.processor:6.1f} {self.wait(0.5):7.0f} {self.wait(0.99):7.0f}"
        )


HEAD = (
    "bot          updates answered notices  lost twice undecidable disordered failures updates/s cpu ms  p50 ms  p99 ms"
)


def question(number: int, chats: int) -> str:
    """What the update of this number asks: in each chat one region after the other."""
    return QUESTION.format(REGIONS[number // chats % len(REGIONS)])


def asked(text: str) -> str | None:
    """The region that an answer is about; None for a notice that the answer may not have arrived."""
    found = [(text.index(region), region) for region in REGIONS if region in text]
    return min(found)[1] if found else None


def settle(server: Fake, wanted: int) -> None:
    """Wait until so many messages were sent or refused for good, or nothing happens any more."""
    last, since = -1, time.monotonic()
    while True:
        state = server.do("state")
        if state["calls"] != last:
            last, since = state["calls"], time.monotonic()
        quiet = time.monotonic() - since
        if quiet > STALL or (state["sent"] >= wanted and not state["waiting"] and quiet > 3):
            return
        time.sleep(0.25)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a chat got: the regions that answers were about, in order, and the notices, by message id."""

    regions: list[str]
    notices: list[int]


def heard(sent: Sequence[dict[str, Any]], people: Sequence[int]) -> dict[int, Heard]:
    """What each chat got."""
    chats = {chat: Heard([], []) for chat in people}
    for call in sent:
        region = asked(call["text"])
        if region is None:
            chats[call["chat"]].notices.append(call["message"])
        else:
            chats[call["chat"]].regions.append(region)
    return chats


def wanted(updates: int, people: Sequence[int]) -> dict[int, list[str]]:
    """What each chat should get, in order."""
    chats: dict[int, list[str]] = {chat: [] for chat in people}
    for number in range(updates):
        chats[people[number % len(people)]].append(REGIONS[number // len(people) % len(REGIONS)])
    return chats


def judge(outcome: Outcome, server: Fake, people: Sequence[int]) -> None:
    """Count what was answered, doubled and out of order; press the buttons of notices; count what lacks even then."""
    sent, calls = server.do("sent"), server.do("calls")
    outcome.failures = sum(call["failure"] is not None for call in calls)
    outcome.undecidable = sum(call["failure"] in UNDECIDABLE for call in calls if call["method"] == "sendMessage")
    want, got = wanted(outcome.updates, people), heard(sent, people)
    for chat, regions in want.items():
        have = got[chat].regions
        outcome.answered += len(set(have))
        outcome.twice += len(have) - len(set(have))
        first = list(dict.fromkeys(have))
        outcome.disordered += first != sorted(first, key=regions.index)
        outcome.notices += len(got[chat].notices)
    outcome.rate = outcome.answered / (max(call["done"] for call in sent) - min(call["at"] for call in sent))
    lacking = {chat for chat, regions in want.items() if set(regions) - set(got[chat].regions)}
    if pressed := [[chat, notice] for chat in lacking for notice in got[chat].notices]:
        server.do("press", messages=pressed)
        settle(server, len(sent) + len(pressed))
        got = heard(server.do("sent"), people)
    outcome.lost = sum(len(set(regions) - set(got[chat].regions)) for chat, regions in want.items())


def run(name: str, updates: int, chats: int, share: float, steady: float, kills: int = 0) -> Outcome:
    """Let one bot answer.

    Args:
        name: `siffersvar`, `echo sequential` or `echo concurrent`.
        updates: how many, at most one for each region in a chat.
        chats: from how many chats.
        share: the share of requests that fail.
        steady: seconds of the steady part; 0 leaves it out.
        kills: how often it is killed on the way (SIGKILL) and started again.

    Returns:
        What came of it.
    """
    outcome = Outcome(name, updates)
    with tempfile.TemporaryDirectory() as folder, fake() as server:
        people = server.do("private", count=chats)
        server.do("delay", seconds=SLOW)
        server.do("chance", share=share, kinds=KINDS, seed=1)
        said = [[people[number % chats], question(number, chats)] for number in range(updates)]
        server.do("say", messages=said)
        bot = Bot(name, server.where, Path(folder))
        bot.start()
        try:
            for kill in range(1, kills + 1):
                while server.do("state")["sent"] < updates * kill // (kills + 1):
                    time.sleep(0.02)
                bot.end(kill=True)
                bot.start()
            settle(server, updates)
            outcome.processor = 1000 * bot.spent / updates
            server.do("chance", share=0, kinds=KINDS)
            judge(outcome, server, people)
            outcome.waits = list(waits(server, steady)) if steady else []
        finally:
            bot.end()
    return outcome


def waits(server: Fake, seconds: float) -> Iterator[float]:
    """Seconds until each of some updates that come at a steady pace, each in a new chat, is answered."""
    people = server.do("private", count=int(seconds * PACE))
    before = len(server.do("sent"))
    start = time.monotonic()
    begun: dict[int, float] = {}
    for number, chat in enumerate(people):
        time.sleep(max(0.0, start + number / PACE - time.monotonic()))
        begun[chat] = time.monotonic()
        server.do("say", messages=[[chat, QUESTION.format(REGIONS[number % len(REGIONS)])]])
    settle(server, before + len(people))
    for call in server.do("sent", first=before):
        if call["chat"] in begun:  # the clock is the system's, so both processes read the same
            yield call["done"] - begun.pop(call["chat"])


def main() -> int:
    """Measure and print.

    Returns:
        The exit status: 1 with `--check` where Siffersvar falls short, else 0.
    """
    parser = argparse.ArgumentParser(description="Updates a second and waiting times on Telegram, beside an echo bot.")
    parser.add_argument("--updates", type=int, default=10_000)
    parser.add_argument("--chats", type=int, default=500)
    parser.add_argument("--share", type=float, default=0.02, help="share of requests that fail")
    parser.add_argument("--steady", type=float, default=20, help="seconds of steady updates, for p50 and p99")
    parser.add_argument("--kills", type=int, default=0, help="how often Siffersvar is killed on the way")
    parser.add_argument("--only", nargs="*", default=["siffersvar", "echo concurrent", "echo sequential"])
    parser.add_argument("--check", action="store_true", help="exit 1 where Siffersvar falls short")
    given = parser.parse_args()
    if given.updates > given.chats * len(REGIONS):
        parser.error(f"at most {len(REGIONS)} updates a chat")
    print(f"load {os.getloadavg()[0]:.1f} of {os.cpu_count()} processors", HEAD, sep="\n", flush=True)
    outcomes: dict[str, Outcome] = {}
    for name in given.only:
        # The sequential bot takes 50 ms an update: with all of them it would be at it for ten minutes.
        updates = min(given.updates, given.chats) if name == "echo sequential" else given.updates
        steady = 0 if name == "echo sequential" else given.steady
        kills = given.kills if name == "siffersvar" else 0
        outcomes[name] = run(name, updates, given.chats, given.share, steady, kills)
        print(outcomes[name], flush=True)
    ours, bare = outcomes.get("siffersvar"), outcomes.get("echo concurrent")
    faults = ours is not None and (ours.lost > 0 or ours.twice > 0 or ours.disordered > 0)
    slow = ours is not None and bare is not None and ours.rate < BAR * bare.rate
    if ours is not None and bare is not None:
        print(f"siffersvar's rate is {ours.rate / bare.rate:.2f} of the concurrent echo bot's")
    return 1 if given.check and (faults or slow) else 0


if __name__ == "__main__":
    sys.exit(main())
