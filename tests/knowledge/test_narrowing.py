"""What is asked of a part that no figure is held for is declined; who asks, or says something, narrows nothing."""

from __future__ import annotations

import pytest

from knowledge.answering import Engine
from tests.conftest import TODAY

_PARTS = (
    *("kvinnor", "män", "pensionärer", "barnsjukvården", "psykiatrin", "tandvården", "äldreomsorgen", "kirurgin"),
    *("ambulansen", "privata vårdgivare", "förlossningsvården", "rehabiliteringen"),
)
NEAR = [
    *(f"hur mycket fick {region} i sektorsbidrag för {part}?" for region in ("Skåne", "Halland") for part in _PARTS),
    *(f"externa omkostnader för {part} i prognosen 2025?" for part in _PARTS),
    *(f"vad är budgeten 2025 för {part}?" for part in _PARTS),
    *(f"30-dagarsdödligheten efter stroke bland {part}?" for part in ("kvinnor", "män", "barn", "pensionärer")),
    *(f"how much of the sector grant did Skåne get for {part}?" for part in ("women", "children", "dental care")),
    *("psyk budget 2025?", "kostnader för kirurgi 2025?", "bruttokostnaden i helårsprognosen 2025?"),
]
ASKING = [
    "Lisa undrar hur mycket Blekinge fick i sektorsbidrag",
    "vår ekonom frågar vad Blekinge fick i sektorsbidrag",
    "a nurse asks how much Blekinge got of the sector grant",
    "min chef frågar vad Blekinge fick i sektorsbidrag",
    "en läkare undrar vad Blekinge fick i sektorsbidrag",
    "redaktören vill veta hur mycket Blekinge fick i sektorsbidrag",
    "my editor wonders how much Blekinge got of the sector grant",
]


@pytest.mark.parametrize("question", NEAR)
def test_a_part_that_is_not_held(engine: Engine, question: str) -> None:
    """No figure is given for it as if it were of the whole; what a document says of it may be told."""
    assert engine.ask(question, today=TODAY).results == ()


@pytest.mark.parametrize("question", ASKING)
def test_who_asks(engine: Engine, question: str) -> None:
    """It costs nothing to say so."""
    answer = engine.ask(question, today=TODAY)
    assert [cell.value for result in answer.results for cell in result.figures] == [48_479_801]
