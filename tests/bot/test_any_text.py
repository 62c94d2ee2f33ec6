"""Whatever anybody writes, the engine answers and the answer can be put into words (failure 22)."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.phrasing import Phrasing
from knowledge.answering import Engine
from knowledge.memory import Memory
from knowledge.model import BASE_UNITS
from tests.conftest import TODAY

_WORDS = """
    hur mycket fick skåne uppsala norrland storstadsregionerna norge malmö oecd sverige sektorsbidrag sektorsbidraget
    prognos budget avvikelse underskott resultat åtgärder vårdplatser väntetid stroke dödlighet befolkning bidrag
    2022 2023 2024 2025 26-28 okt i år förra året 100 11,8 mdkr 398 262 434 kr miljoner tkr % procent noll minus
    störst minst topp 3 5 alla regioner lista summa medel median andel skillnad mellan per invånare kvot förändring
    stämmer det att är fler färre mer än mindre under över minst högst exakt ungefär tredje näst utan
    vem när varför vad betyder källa? varifrån och då det där de samma nej jag menade på engelska tack hej utom inte
    how much did receive what share of the total which top median compare with why who source is it true that
    ? ! . , : ; - – − + / ( ) " \' & < > 1 2 0 0/0 1e9 1:6 #
""".split()  # noqa: SIM905  (a list of words reads best as words)

any_text = st.text(st.characters(), max_size=5_000)
short_text = st.text(st.characters(), max_size=12)
sentence = st.lists(st.one_of(st.sampled_from(_WORDS), st.sampled_from(_WORDS), short_text), max_size=24).map(" ".join)
long_text = st.builds(lambda text, times: (text * times)[:5_000], sentence, st.integers(1, 500))
numbers = st.builds(
    lambda before, digits, times, after: f"{before} {(digits * times)[:4_900]} {after}",
    st.sampled_from(["sektorsbidrag", "stämmer det att Skåne fick", "topp", "plats", "Skåne fick 0,", "över", "den"]),
    st.sampled_from(["9", "1", "0", "12", " 000", "1 000", "1.", ",5", "٣", "²"]),
    st.integers(1, 5_000),
    st.sampled_from([
        "",
        "kr i sektorsbidrag",
        "miljarder i sektorsbidrag, sant?",
        "%",
        "regioner sektorsbidrag",
        "oktober",
    ]),
)
known = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=9).map(" ".join)

relaxed = settings(
    deadline=None,
    database=None,
    derandomize=True,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


def check(engine: Engine, question: str, memory: Memory) -> Memory:
    """Ask, put the answer into words, and see that it keeps its form; the memory afterwards."""
    answer = engine.ask(question, memory, TODAY)
    data = Phrasing(engine).to_data(answer, "c")
    json.dumps(data, allow_nan=False)
    assert data["text"].strip()
    assert data["status"] in {"answered", "clarify", "no_answer"}
    assert data["status"] != "no_answer" or (data["reason"] and not data["figures"])
    assert data["status"] != "clarify" or data["options"]
    assert {figure["unit"] for figure in data["figures"]} <= set(BASE_UNITS)
    assert Memory.from_data(json.loads(json.dumps(answer.memory.to_data()))) == answer.memory
    return answer.memory


@relaxed
@given(st.one_of(any_text, sentence, long_text, numbers))
@example("²")
@example("topp " + "9" * 4_500)
@example("Skåne fick 1" + " 000" * 1_200 + " miljarder i sektorsbidrag, sant?")
@example("Skåne fick " + "9" * 20 + " miljarder i sektorsbidrag, sant?")
@example("Skåne fick 99 miljarder miljarder miljarder i sektorsbidrag, stämmer det?")
@example("Skåne 0," + "9" * 28 + " miljarder i sektorsbidrag, stämmer det?")
def test_one_question(engine: Engine, question: str) -> None:
    """Any text, alone."""
    check(engine, question, Memory())


@relaxed
@given(st.lists(st.one_of(known, sentence, any_text), min_size=2, max_size=4))
def test_a_conversation(engine: Engine, questions: list[str]) -> None:
    """Any texts, one after the other."""
    memory = Memory()
    for question in questions:
        memory = check(engine, question, memory)
