"""How well questions are answered by an engine that does not know all of their words.

    python -m benchmarks.forgetful [--seeds 3] [--phrases 0.3] [--words 0.1] [QUESTIONS ...]

The questions in tests/questions were read while the engine was made, so it knows how they are put. Here a part of what
it knows is taken away at random before it is loaded: of the phrases by which people say what they want done, and of the
words of its sets. What is right, wrong and refused then tells how it bears wordings that nobody has thought of, and
needs no new questions: an engine that asks back where it lacks a word loses right answers, one that guesses gains wrong
figures.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = ROOT / "tests" / "questions"
KEPT_ASIDE = "unseen"
PHRASES, WORDS, SEEDS = 0.3, 0.1, 3
_FEWEST = 6
"""Smaller sets of words are grammar, such as "än", and are not forgotten."""


def forget(seed: int, of_phrases: float, of_words: float) -> None:
    """Have the engine that is loaded afterwards lack a share of its phrases and words.

    Args:
        seed: the same takes away the same.
        of_phrases: the share of the phrases of cues, between 0 and 1.
        of_words: the share of the words of sets, between 0 and 1.

    Raises:
        RuntimeError: the engine is loaded already, and would forget nothing.
    """
    if "knowledge.cues" in sys.modules:
        raise RuntimeError("the engine is loaded already: forget in a process of its own")
    from knowledge.language import tables  # noqa: PLC0415  (before anything reads them)

    chance = random.Random(seed)  # noqa: S311  (an experiment)
    whole_set, whole_list = tables.word_set, tables.phrases

    def word_set(words: str) -> frozenset[str]:
        known = sorted(whole_set(words))
        return frozenset(word for word in known if len(known) < _FEWEST or chance.random() >= of_words)

    def phrases(text: str) -> list[str]:
        return [phrase for phrase in whole_list(text) if chance.random() >= of_phrases]

    tables.word_set, tables.phrases = word_set, phrases
    try:
        import knowledge.cues  # noqa: PLC0415, F401  (it reads the phrases when it is loaded)
    finally:
        tables.phrases = whole_list


def score(files: list[Path]) -> dict[str, int]:
    """What comes of the questions; the index of the store, which was made with all words, is made anew."""
    from bot.commands.opening import opened  # noqa: PLC0415  (after some words were forgotten)
    from bot.config import Settings  # noqa: PLC0415  (the same)
    from bot.evaluation import Tally, hold, read  # noqa: PLC0415  (the same)
    from bot.service import Service  # noqa: PLC0415  (the same)
    from knowledge.answering import Engine  # noqa: PLC0415  (the same)

    settings = replace(Settings.from_environment({}), language=None)
    store = opened(settings)
    store.compiled_catalogue = None
    conversations = [found for file in files for found in read(file)]
    tally = Tally.of(list(hold(Service(Engine(store), settings), conversations)))
    return {"turns": tally.turns, "right": tally.right, "wrong": tally.wrong, "refused": tally.refused}


def line(name: str, counts: dict[str, int]) -> str:
    """The counts of one engine, with their shares."""
    turns = counts["turns"]
    shares = (f"{counts[kind]:6d} {counts[kind] / turns:6.1%}" for kind in ("right", "wrong", "refused"))
    return f"{name:12s} {turns:6d} " + " ".join(shares)


def main(arguments: list[str] | None = None) -> None:
    """Ask an engine that knows all, then one that forgets for each seed, each in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.forgetful", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="all that were read, where none are named")
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--phrases", type=float, default=PHRASES)
    parser.add_argument("--words", type=float, default=WORDS)
    parser.add_argument("--seed", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    files = options.files or [path for path in sorted(QUESTIONS.iterdir()) if path.name != KEPT_ASIDE]
    if options.seed is not None:
        if options.seed:
            forget(options.seed, options.phrases, options.words)
        print(json.dumps(score(files)))
        return
    print("engine        turns         right         wrong       refused")
    for seed in range(options.seeds + 1):
        how = ["--seed", str(seed), "--phrases", str(options.phrases), "--words", str(options.words)]
        command = [sys.executable, "-m", "benchmarks.forgetful", *how, *map(str, map(Path.resolve, files))]
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
        print(line(f"forgets, {seed}" if seed else "knows all", json.loads(done.stdout)), flush=True)


if __name__ == "__main__":
    main()
