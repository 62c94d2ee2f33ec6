"""Replies to questions and what is drawn of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.charts import Picture, describe
from bot.message import Message, Reply
from bot.service import Service

Ask = Callable[[str], Reply]
Draw = Callable[[str], Picture]


@pytest.fixture
def ask(service: Service) -> Ask:
    """Asks one question that stands alone."""

    def asked(question: str) -> Reply:
        return service.handle(Message(question, question, "charts"))

    return asked


@pytest.fixture
def draw(ask: Ask, service: Service) -> Draw:
    """Describes the picture of one question's answer, which there must be."""

    def described(question: str) -> Picture:
        picture = describe(ask(question), service.engine)
        assert picture is not None
        return picture

    return described
