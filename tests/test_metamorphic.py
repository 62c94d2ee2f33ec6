"""The same question in other clothes has the same answer, or none; never another figure."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import pytest

from bot.evaluation import Judged
from bot.phrasing import Phrasing
from knowledge.answering import Engine
from knowledge.language.text import fold
from tests.conftest import TODAY
from tests.held import WHOLE, Figures, figures_of, right_alone

SAMPLE = 300
"""So many of the questions that are answered rightly are asked in each other form, the same ones every time."""

COMPOUNDS = (
    *(
        "sektors-bidrag",
        "vård-platser",
        "primär-vård",
        "medel-värde",
        "median-väntetid",
        "hel-års-prognos",
        "av-skrivning",
    ),
    *("kompetens-försörjning", "pensions-kostnad", "kommun-sektor", "budget-utrymme", "stats-bidrag", "hjärt-infarkt"),
    *("akut-sjukhus", "vårändrings-budget", "personal-minskning", "verksamhets-utveckling", "förbättrings-arbete"),
)
"""Words of this field that people write apart, with their seams."""
TYPO_LENGTH = 6


_KEYS = ("qwertyuiopå", "asdfghjklöä", "zxcvbnm")


def _beside(letter: str, chance: random.Random) -> str:
    """A letter whose key lies beside that of another."""
    row = next((row for row in _KEYS if letter in row), letter)
    at = row.index(letter)
    return chance.choice([row[i] for i in (at - 1, at + 1) if 0 <= i < len(row)] or [letter])


def with_typo(question: str) -> str:
    """The question with one slip in one word of six letters or more: letters swapped, left out, doubled or missed."""
    words = question.split(" ")
    long = [i for i, word in enumerate(words) if len(word) >= TYPO_LENGTH and word.isalpha()]
    if not long:
        return question
    chance = random.Random(question)  # noqa: S311  (no secret)
    at = chance.choice(long)
    word = words[at]
    cut = chance.randrange(1, len(word) - 2)
    before, letter, after = word[:cut], word[cut], word[cut + 1 :]
    slips = (before + after[0] + letter + after[1:], before + after, before + 2 * letter + after)
    words[at] = chance.choice((*slips, before + _beside(letter.lower(), chance) + after))
    return " ".join(words)


def apart(question: str) -> str:
    """The question with its compounds written as two words."""
    for compound in COMPOUNDS:
        question = question.replace(compound.replace("-", ""), compound.replace("-", " "))
    return question


FORMS: dict[str, tuple[Callable[[str], str], float, float]] = {
    # name: (the other form, least share of equal answers, greatest share of answers with another figure). The shares
    # stand just beside what was true over all 1,969 questions when they were measured: raise the first and lower the
    # second when the engine gets better, and do not move them the other way to let a change through.
    "upper case": (str.upper, 0.98, 0),
    "lower case": (str.lower, 0.99, 0),
    "without dots": (fold, 0.99, 0),
    "doubled spaces": (lambda question: question.replace(" ", "  "), 0.99, 0),
    "hard spaces": (lambda question: question.replace(" ", "\u00a0"), 0.99, 0),
    "lines around": (lambda question: f"  \n{question}\n ", 0.99, 0),
    "a polite preamble": (lambda question: f"Hej! Kan du säga mig: {question}", 0.99, 0),
    "thanks behind": (lambda question: f"{question} tack!", 0.99, 0),
    "one typo": (with_typo, 0.955, 0.017),
    "compounds apart": (apart, 0.99, 0.0012),
    "addressed": (lambda question: f"@siffersvar {question}", 0.99, 0),
}


def given(engine: Engine, phrasing: Phrasing, question: str) -> Figures:
    """The figures of an answer."""
    return figures_of(phrasing.to_data(engine.ask(question, today=TODAY)))


@pytest.mark.parametrize("form", FORMS)
def test_other_clothes(engine: Engine, phrasing: Phrasing, form: str) -> None:
    """Equal figures for at least nine in ten, and none but the right ones, or none at all, for the rest."""
    change, least, greatest = FORMS[form]
    right = right_alone(engine)
    size = len(right) if WHOLE else SAMPLE
    sample: list[Judged] = random.Random(form).sample(right, size)  # noqa: S311  (no secret)
    same, other = 0, []
    for turn in sample:
        before, after = figures_of(turn.reply.data), given(engine, phrasing, change(turn.turn.question))
        same += before == after
        if not set(after) <= set(before):
            other.append((turn.turn.question, before[:2], after[:2]))
    assert len(other) <= greatest * size, other
    least = max(0.9, least)
    chance = 0.0 if WHOLE else 2 * math.sqrt(least * (1 - least) / size)  # what a sample may differ from them all
    assert same >= (least - chance) * size, f"{same / size:.3f} the same"


CLOTHES = [
    ("without dots", "/sök åtgärdbar dödlighet ischemisk hjärtsjukdom riket slutvärde"),
    ("addressed", "Jag är 71 år och bor i Kalmar län, hur stort blev sektorsbidraget till oss?"),
    ("without dots", "Hur många regioner fick större sektorsbidrag än Dalarna?"),
    ("without dots", "Hur många procent lägre är Blekinges sektorsbidrag än Kronobergs?"),
    ("without dots", "sämsta regionens medianväntan på ett förstabesök, dagar"),
    ("without dots", "Disponibla vårdplatser per 1 000 invånare, högsta regionvärdet?"),
    ("lines around", "egen anställd personal målet för 28"),
    ("lines around", "Alla regioner fick minst 40 miljoner ur sektorsbidraget, eller?"),
    (
        "thanks behind",
        "Mer än två tredjedelar av regionerna fick mindre än hundra miljoner i sektorsbidrag. Kan vi ha den rubriken?",
    ),
]


@pytest.mark.parametrize(("form", "question"), CLOTHES)
def test_same_figures(engine: Engine, phrasing: Phrasing, form: str, question: str) -> None:
    """The same figures, where another one was or is given."""
    before, after = given(engine, phrasing, question), given(engine, phrasing, FORMS[form][0](question))
    assert before
    assert set(after) <= set(before)
