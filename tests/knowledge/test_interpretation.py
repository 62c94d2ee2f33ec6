"""Which subject a question means: its own words first, then the conversation's; and what kind of question it is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from knowledge.answering import Engine
from knowledge.asking import asked, claim_wanted, stated_sign, yes_no
from knowledge.interpretation import Interpreter
from knowledge.memory import Memory
from knowledge.mentions import analyse
from tests.conftest import TODAY

SUBJECTS = [
    ("hur mycket fick Skåne i sektorsbidrag", "indicator:sektorsbidrag"),
    ("inflationen", "indicator:inflation"),
    ("hur många dör i stroke inom 30 dagar", "indicator:stroke_dodlighet_30_dagar"),
    ("30-dagarsdödligheten efter hjärtinfarkt", "indicator:hjartinfarkt_dodlighet_30_dagar"),
    ("hur många vårdplatser finns per 1000 invånare", "indicator:disponibla_vardplatser"),
    ("externa intäkter prognos", "indicator:externa_intakter"),
    ("interna intäkter prognos", "indicator:interna_intakter"),
    ("interna kostnader prognos", "indicator:interna_kostnader"),
    ("avskrivningarna i budgeten", "indicator:avskrivningar"),
    ("effekten av PKS 2026", "indicator:atgard_pks"),
    ("folkmängden i Halland", "indicator:befolkning"),
    ("hur många regioner har lånat till driften", "indicator:regioner_lanat_till_driften"),
    ("vem betalar ut sektorsbidraget", "fact:sektorsbidrag_utbetalare"),
    ("vad betyder PKS", "fact:pks_betydelse"),
    ("median waiting time for a first visit", "indicator:medianvantetid_forsta_besok"),
    ("stroke mortality compared with the OECD", "indicator:stroke_dodlighet_30_dagar"),
    ("the population of Halland", "indicator:befolkning"),
]


@pytest.mark.parametrize(("question", "key"), SUBJECTS)
def test_subject(engine: Engine, question: str, key: str) -> None:
    """The first candidate, with its reasons."""
    first = Interpreter(engine.catalogue).read(analyse(question, engine.catalogue), Memory()).candidates[0]
    assert first.subject.key == key
    assert first.why
    assert not first.remembered


CONVERSATIONS: list[tuple[Sequence[str], str, bool]] = [
    (["sektorsbidrag Kalmar", "och Uppsala?"], "indicator:sektorsbidrag", True),
    (["sektorsbidrag Kalmar", "per invånare?"], "indicator:sektorsbidrag", True),
    (["effekten av PKS 2026", "och 2027?"], "indicator:atgard_pks", True),
    (["sektorsbidrag Kalmar", "hur hög var inflationen i oktober 2022"], "indicator:inflation", False),
    (["sektorsbidrag Kalmar", "ny fråga: avskrivningarna"], "indicator:avskrivningar", False),
]


@pytest.mark.parametrize(("questions", "key", "remembered"), CONVERSATIONS)
def test_in_a_conversation(engine: Engine, questions: Sequence[str], key: str, *, remembered: bool) -> None:
    """A question that leans on what was said means that; one that names its own subject does not."""
    memory = Memory()
    for question in questions[:-1]:
        memory = engine.ask(question, memory, TODAY).memory
    first = Interpreter(engine.catalogue).read(analyse(questions[-1], engine.catalogue), memory).candidates[0]
    assert (first.subject.key, first.remembered) == (key, remembered)


def test_candidates_are_in_order(engine: Engine) -> None:
    """Best first, none below nothing, and the same every time."""
    interpreter = Interpreter(engine.catalogue)
    analysis = analyse("hur stor är andelen av budgetutrymmet till kommunsektorn", engine.catalogue)
    scores = [candidate.score for candidate in interpreter.read(analysis, Memory()).candidates]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] >= 0
    assert scores == [candidate.score for candidate in interpreter.read(analysis, Memory()).candidates]


KINDS = [
    ("varför fick Skåne mest", "why"),
    ("när betalas bidraget ut", "when"),
    ("vem beslutade", "who"),
    ("vad betyder PKS", "definition"),
    ("hur mycket fick Skåne", "how"),
    ("hur många vårdplatser", "how"),
    ("why did it rise", "why"),
    ("sektorsbidrag Skåne", ""),
]


@pytest.mark.parametrize(("question", "kind"), KINDS)
def test_asked(engine: Engine, question: str, kind: str) -> None:
    """By the first question word."""
    assert asked(analyse(question, engine.catalogue)) == kind


CLAIMS = [
    ("stämmer det att Skåne fick mest", True),
    ("fick Halland mer än Kalmar?", True),
    ("is it true that Skåne got the most", True),
    ("Skåne fick mest, eller?", True),
    ("visst fick Skåne mest", True),
    ("hur mycket fick Skåne", False),
    ("kan du säga vad Skåne fick", False),
    ("vilken region fick mest", False),
    ("sektorsbidrag Skåne", False),
]


@pytest.mark.parametrize(("question", "wanted"), CLAIMS)
def test_claim_wanted(engine: Engine, question: str, *, wanted: bool) -> None:
    """Whether something is stated that is to be checked."""
    assert claim_wanted(analyse(question, engine.catalogue)) is wanted


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("fick Skåne mest", True),
        ("är det Skåne", True),
        ("vad fick Skåne", False),
        ("kan du kolla Skåne", False),
        ("", False),
    ],
)
def test_yes_no(engine: Engine, question: str, *, expected: bool) -> None:
    """A question that begins with its verb."""
    assert yes_no(analyse(question, engine.catalogue)) is expected


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("ett underskott", -1),
        ("går back", -1),
        ("ett överskott", 1),
        ("a surplus", 1),
        ("resultatet", 0),
        ("överskott eller underskott", 0),
    ],
)
def test_stated_sign(engine: Engine, text: str, sign: int) -> None:
    """What the words say about plus and minus."""
    assert stated_sign(analyse(text, engine.catalogue)) == sign
