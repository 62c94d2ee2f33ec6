"""A question that names a source which is not held gets its answer with a word about that."""

from __future__ import annotations

import pytest

from bot.message import Message
from bot.service import Service
from knowledge.catalogue import Catalogue
from knowledge.mentions import analyse


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("enligt SKR:s rapport, vad fick Skåne i sektorsbidrag?", "SKR:s rapport"),
        ("vad fick Uppsala enligt SVT?", "SVT"),
        ("how much did Skåne get according to the Financial Times?", "Financial Times"),
        ("hur mycket fick Skåne enligt regeringsbeslutet?", ""),
        ("hur mycket fick Skåne enligt Regeringens beslut?", ""),
        ("enligt rapporten, hur många vårdplatser har Sverige?", ""),
        ("Hur stort blir underskottet enligt Prognosen?", ""),
        ("HUR MYCKET FICK SKÅNE ENLIGT RAPPORTEN?", ""),
        ("vad är dödligheten i stroke enligt OECD?", ""),
        ("hur mycket fick Skåne?", ""),
    ],
)
def test_what_is_named(catalogue: Catalogue, question: str, named: str) -> None:
    """A name after "enligt" or "according to", unless it is that of a document here, or of a column."""
    assert analyse(question, catalogue).attributed == named


def test_the_answer_says_so(service: Service) -> None:
    """The figure is given with its own source, and it is said that it is not from the one that was named."""
    reply = service.handle(Message("vad fick Uppsala enligt SVT?", "1", "test"))
    assert reply.data["figures"][0]["value"] == 112_285_034
    assert any("SVT" in line for line in reply.data["assumptions"])
    own = service.handle(Message("vad fick Uppsala enligt regeringsbeslutet?", "2", "test"))
    assert not own.data["assumptions"]
