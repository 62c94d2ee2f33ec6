"""Which language a question is in."""

from __future__ import annotations

import pytest

from knowledge.language.detect import detect
from knowledge.language.text import clean, tokenize
from knowledge.model import Language

CASES: list[tuple[str, Language]] = [
    ("hur mycket fick skåne", "sv"),
    ("hur mkt fick malmo", "sv"),
    ("sektorsbidrag Halland", "sv"),
    ("vad var inflationen?", "sv"),
    ("stämmer det att Kalmar fick 77 miljoner", "sv"),
    ("vilken region fick mest", "sv"),
    ("vårdplatser", "sv"),
    ("och Uppsala då", "sv"),
    ("how much did Skåne get", "en"),
    ("Stockholm's share of the sector grant", "en"),
    ("stroke mortality sweden vs OECD", "en"),
    ("which region received the most", "en"),
    ("and Halland?", "en"),
    ("is it true that Örebro got 94 million", "en"),
    ("source please", "en"),
    ("what is the forecast", "en"),
    ("What does källa mean?", "en"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_detect(text: str, expected: Language) -> None:
    """By its small words, whatever names of places stand in it, and whatever was spoken before."""
    norms = [token.norm for token in tokenize(clean(text))]
    before: Language = "en" if expected == "sv" else "sv"
    assert detect(norms, None) == expected
    assert detect(norms, before) == expected


@pytest.mark.parametrize("text", ["Halland", "Halland 2024?", "", "?", "OECD", "stroke"])
@pytest.mark.parametrize("before", ["sv", "en"])
def test_no_small_words(text: str, before: Language) -> None:
    """Where they do not tell, the conversation goes on in its language; Swedish without one."""
    norms = [token.norm for token in tokenize(text)]
    assert detect(norms, before) == before
    assert detect(norms, None) == "sv"
