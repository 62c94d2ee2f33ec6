"""Statements by other verbs than "fick", alone and after another region's figure: no verdict is the wrong one."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from knowledge.answering import Engine
from knowledge.memory import Memory
from knowledge.store import Store
from tests.conftest import TODAY

MILLION = 1_000_000
EACH = 8
"""So many times each form is asked, of the same regions every time."""
LEAST = 0.9
"""Share of the statements that get a verdict."""
RIGHT = ("correct", "approximately_correct")

LIMITS: dict[str, Callable[[float, float], bool]] = {
    "når {a} upp till {x} miljoner i sektorsbidrag?": lambda a, x: a >= x,
    "kom {a} upp i {x} miljoner i sektorsbidrag?": lambda a, x: a >= x,
    "passerade {a} {x} miljoner i sektorsbidrag?": lambda a, x: a > x,
    "stannade {a} under {x} miljoner i sektorsbidrag?": lambda a, x: a < x,
    "{a} fick som mest {x} miljoner i sektorsbidrag, va?": lambda a, x: a <= x,
    "{a} fick inte ens {x} miljoner i sektorsbidrag, stämmer det?": lambda a, x: a < x,
    "{a}s sektorsbidrag understiger {x} miljoner, stämmer det?": lambda a, x: a < x,
    "Did {a}'s sector grant exceed {x} million?": lambda a, x: a > x,
    "Did {a} fall short of {x} million in sector grant?": lambda a, x: a < x,
    "Is it true that {a} failed to reach {x} million in sector grant?": lambda a, x: a < x,
}
"""Form -> whether it holds of a region's millions and the number."""
PAIRS: dict[str, Callable[[float, float], bool]] = {
    "slog {a} {b} i sektorsbidrag?": lambda a, b: a > b,
    "är {a} före {b} i sektorsbidrag?": lambda a, b: a > b,
    "överträffade {a} {b} i sektorsbidrag?": lambda a, b: a > b,
    "var det {a} och inte {b} som fick mest i sektorsbidrag av de två?": lambda a, b: a > b,
    "fick både {a} och {b} över 100 miljoner i sektorsbidrag?": lambda a, b: min(a, b) > 100 * MILLION,
    "fick varken {a} eller {b} över 100 miljoner i sektorsbidrag?": lambda a, b: max(a, b) <= 100 * MILLION,
    "fick någon av {a} och {b} över 100 miljoner i sektorsbidrag?": lambda a, b: max(a, b) > 100 * MILLION,
    "was {a}'s sector grant smaller than that of {b}?": lambda a, b: a < b,
}
AFTER_ONE: dict[str, Callable[[float, float], bool]] = {
    "fick {b} mer?": lambda a, b: b > a,
    "fick {b} mer än så?": lambda a, b: b > a,
    "fick {b} mindre än det?": lambda a, b: b < a,
    "och {b} fick mindre?": lambda a, b: b < a,
    "är det mer än {b}?": lambda a, b: a > b,
    "alltså mindre än {b}?": lambda a, b: a < b,
    "ligger {b} högre?": lambda a, b: b > a,
    "slår det {b}?": lambda a, b: a > b,
    "slår {b} det?": lambda a, b: b > a,
    "did {b} get more than that?": lambda a, b: b > a,
    "is that more than {b}?": lambda a, b: a > b,
}
"""The same after "vad fick {a}?"."""
AMONG: dict[str, tuple[int, bool]] = {
    "är {a} bland de tre som fick mest i sektorsbidrag?": (3, True),
    "är {a} topp fem i sektorsbidrag?": (5, True),
    "hör {a} till de fyra som fick minst i sektorsbidrag?": (4, False),
    "är {a} bland de tio största i sektorsbidrag?": (10, True),
    "is {a} among the five regions that got the most sector grant?": (5, True),
    "fick {a} mest i sektorsbidrag?": (1, True),
    "ligger {a} sist i sektorsbidrag?": (1, False),
}
"""Form -> among how many, and whether of those that got most."""


@pytest.fixture(scope="module")
def grants(store: Store) -> dict[str, float]:
    """Region -> its grant, in kronor."""
    cells = store.observations("sektorsbidrag")
    areas = store.areas
    return {areas[cell.area].name: float(cell.value) for cell in cells if areas[cell.area].kind == "region"}


def verdict_of(engine: Engine, *turns: str) -> str | None:
    """The verdict of the last turn of a conversation."""
    memory, verdict = Memory(), None
    for turn in turns:
        answer = engine.ask(turn, memory=memory, today=TODAY)
        memory, verdict = answer.memory or memory, answer.verdict
    return verdict if verdict != "unverifiable" else None


def check(judged: list[tuple[tuple[str, ...], bool, str | None]]) -> None:
    """No wrong verdict, and one for nearly all."""
    wrong = [(turns, verdict) for turns, holds, verdict in judged if verdict and (verdict in RIGHT) != holds]
    assert not wrong, wrong
    assert sum(verdict is not None for *_, verdict in judged) >= LEAST * len(judged)


def test_limits(engine: Engine, grants: dict[str, float]) -> None:
    """One region held against a number, by verbs of passing, reaching and missing."""
    chance = random.Random("limits")  # noqa: S311  (no secret)
    judged: list[tuple[tuple[str, ...], bool, str | None]] = []
    for form, holds in LIMITS.items():
        for region in chance.sample(sorted(grants), EACH):
            millions = grants[region] / MILLION
            number = round(millions * chance.choice((0.5, 0.8, 1.25, 2)))
            said = form.format(a=region, x=number)
            judged.append(((said,), holds(millions, number), verdict_of(engine, said)))
    check(judged)


@pytest.mark.parametrize("first", ["", "vad fick {a}?"])
def test_pairs(engine: Engine, grants: dict[str, float], first: str) -> None:
    """Two regions set against each other, in one statement or the second after the figure of the first."""
    chance = random.Random(first)  # noqa: S311  (no secret)
    judged = []
    for form, holds in (AFTER_ONE if first else PAIRS).items():
        for _ in range(EACH):
            a, b = chance.sample(sorted(grants), 2)
            turns = tuple(turn.format(a=a, b=b) for turn in (first, form) if turn)
            judged.append((turns, holds(grants[a], grants[b]), verdict_of(engine, *turns)))
    check(judged)


def test_among(engine: Engine, grants: dict[str, float]) -> None:
    """A region said to be one of the first or last few."""
    order = sorted(grants, key=lambda region: -grants[region])
    judged: list[tuple[tuple[str, ...], bool, str | None]] = []
    for form, (number, most) in AMONG.items():
        for at in (0, 1, 2, 3, 4, 5, 9, 10, 16, 17, 18, 19, 20):
            place = at if most else len(order) - 1 - at
            said = form.format(a=order[at])
            judged.append(((said,), place < number, verdict_of(engine, said)))
    check(judged)


def test_how_far_apart(engine: Engine, grants: dict[str, float]) -> None:
    """After two regions' figures, by how much the second is said to be above or below the first."""
    chance = random.Random("apart")  # noqa: S311  (no secret)
    judged: list[tuple[tuple[str, ...], bool, str | None]] = []
    for _ in range(EACH):
        a, b = chance.sample(sorted(grants), 2)
        gap = round((grants[b] - grants[a]) / MILLION)
        if abs(gap) < EACH:
            continue
        for number in (abs(gap), 2 * abs(gap)):
            for word, sign in (("mer", 1), ("mindre", -1)):
                turns = (f"vad fick {a}?", f"och {b}?", f"så {number} miljoner {word} alltså?")
                judged.append((turns, number * sign == gap, verdict_of(engine, *turns)))
    check(judged)


def test_a_sum_that_was_told(engine: Engine, grants: dict[str, float]) -> None:
    """What some regions got together, held against another region's grant."""
    chance = random.Random("sum")  # noqa: S311  (no secret)
    judged: list[tuple[tuple[str, ...], bool, str | None]] = []
    for _ in range(EACH):
        a, b, c = chance.sample(sorted(grants), 3)
        together = grants[a] + grants[b]
        for form, holds in (
            ("är det mer än vad {c} fick?", together > grants[c]),
            ("alltså mindre än {c}?", together < grants[c]),
            ("fick {c} mer?", grants[c] > together),
        ):
            turns = (f"vad fick {a} och {b} tillsammans?", form.format(c=c))
            judged.append((turns, holds, verdict_of(engine, *turns)))
    check(judged)
