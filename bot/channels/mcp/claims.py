"""A statement as a question whose answer has a verdict."""

from __future__ import annotations

from datetime import date

from bot.message import Message
from bot.service import Service
from bot.texts import say
from knowledge.asking import asked
from knowledge.memory import Memory
from knowledge.model import Language

_OPEN = frozenset(["what", "how", "who", "why", "when", "how_much", "how_many", "where", "purpose", "definition"])
"""Kinds of question that state nothing."""


class NothingStatedError(Exception):
    """A question, or words that state nothing which could be judged."""


def as_question(statement: str, service: Service, day: date, language: Language | None) -> str:
    """The question that has a statement judged: its own words, where they are understood as a statement.

    Args:
        statement: what is said to be so.
        service: understands it.
        day: by which "i år" is understood.
        language: of the answer, where that is wanted.

    Returns:
        The question.

    Raises:
        NothingStatedError: it states nothing.
    """
    reply, _ = service.answer_with(Message(statement, "", "mcp", None, language, day), Memory())
    answer = reply.answer
    if answer is None or answer.verdict is not None:
        return statement
    analysis = answer.reading.analysis if answer.reading is not None else None
    if analysis is None or asked(analysis) in _OPEN:
        raise NothingStatedError
    looked_up = [result.query.operation == "lookup" for result in answer.results]
    if looked_up and all(looked_up) and not analysis.amounts:
        raise NothingStatedError
    return say(analysis.language, "mcp.is_it_so", statement=statement)
