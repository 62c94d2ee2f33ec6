"""The engine on a made store: its retrieval of indicators, and whole questions through `ask()`."""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.scale.catalogue import Made
from benchmarks.scale.questions import Asked
from benchmarks.scale.store import YEARS, with_made
from knowledge.answering import Engine
from knowledge.data_folders import PACKAGED_DATA
from knowledge.indexing import computed_catalogue
from knowledge.interpretation import Interpreter
from knowledge.memory import Memory
from knowledge.mentions import analyse
from knowledge.store import Store, open_store

_REGIONS = ("Skåne", "Uppsala", "Halland", "Region Kalmar", "Dalarna", "Västmanland", "Norrbotten")
_SAID_YEARS = YEARS[-4:]


class Retrieval:
    """The engine's way from a text to ranked indicators, without deciding or reading a figure."""

    def __init__(self, engine: Engine) -> None:
        """The retrieval of an engine."""
        self._catalogue = engine.catalogue
        self._interpreter = Interpreter(engine.catalogue)
        self._memory = Memory()

    def search(self, question: str) -> list[tuple[str, float]]:
        """The ids of the best indicators with their scores, best first."""
        reading = self._interpreter.read(analyse(question, self._catalogue), self._memory)
        return [(c.subject.id, c.score) for c in reading.candidates if c.subject.kind == "indicator"][:5]


@dataclass(slots=True)
class Tally:
    """What became of whole questions, and how long each took in milliseconds."""

    right: int = 0
    wrong: int = 0
    asked_back: int = 0
    refused: int = 0
    spent: list[float] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many were asked."""
        return self.right + self.wrong + self.asked_back + self.refused

    @property
    def answered(self) -> float:
        """The share that got a figure."""
        return (self.right + self.wrong) / self.count

    @property
    def precise(self) -> float:
        """The share of those that got the figure that was meant."""
        return self.right / max(1, self.right + self.wrong)


def opened(url: str) -> Engine:
    """An engine over the store at a URL, which holds the packaged data folder."""
    store: Store = open_store(url, Path(PACKAGED_DATA))
    return Engine(store)


def index_seconds(made: Sequence[Made]) -> float:
    """How long the index of the packaged and the made names takes to compute."""
    folder = with_made(made)
    gc.collect()
    begin = time.perf_counter()
    computed_catalogue(folder)  # type: ignore[arg-type]  # it reads of a store what a folder has too
    return time.perf_counter() - begin


def ask_all(engine: Engine, made: Sequence[Made], asked: Sequence[Asked], seed: int = 5) -> Tally:
    """Ask each question of a region and a year, once for warmth and once for the time.

    Args:
        engine: over the made store.
        made: its indicators.
        asked: the questions.
        seed: decides the regions and years.

    Returns:
        What became of them.
    """
    dice = random.Random(seed)  # noqa: S311  (questions of a benchmark, no secret)
    texts = [f"{one.text} {dice.choice(_REGIONS)} {dice.choice(_SAID_YEARS)}" for one in asked]
    tally = Tally()
    for text in texts[:50]:
        engine.ask(text)
    for one, text in zip(asked, texts, strict=True):
        begin = time.perf_counter()
        answer = engine.ask(text)
        tally.spent.append(1000 * (time.perf_counter() - begin))
        if answer.status == "answered":
            told = {ident for result in answer.results for ident in result.query.indicators}
            meant = told == {made[one.target].indicator.id} and answer.verdict is None
            tally.right += meant
            tally.wrong += not meant
        elif answer.status == "clarify":
            tally.asked_back += 1
        else:
            tally.refused += 1
    return tally
