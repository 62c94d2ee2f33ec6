"""For the editors: questions without an answer, and what people thought of answers; without any id, masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from bot.state.privacy import masked
from bot.state.schema import feedback, unanswered

LASTS = 90 * 86_400.0
"""Seconds for which notes are kept."""
_LONGEST = 1000
"""Characters of a question that are kept."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question without an answer: its words, the reason, its language and the day."""

    question: str
    reason: str
    language: str
    day: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody thought of an answer: its id, the question, `good` or `wrong_figure`, what was wrong, the day."""

    answer: str
    question: str
    verdict: str
    reason: str
    day: str


def note_unanswered(connection: Connection, question: str, reason: str, language: str, now: float) -> None:
    """Note a question without an answer."""
    words = masked(question[:_LONGEST])
    row = {"question": words, "reason": reason, "language": language, "day": _day(now), "expires": now + LASTS}
    connection.execute(unanswered.insert(), row)


def note_feedback(connection: Connection, answer: str, question: str, verdict: str, reason: str, now: float) -> None:
    """Note what somebody thought of an answer."""
    row = {
        "answer": answer,
        "question": masked(question[:_LONGEST]),
        "verdict": verdict,
        "reason": masked(reason[:_LONGEST]),
        "day": _day(now),
        "expires": now + LASTS,
    }
    connection.execute(feedback.insert(), row)


def questions(connection: Connection) -> list[Unanswered]:
    """The questions without an answer, oldest first."""
    found = connection.execute(select(unanswered).order_by(unanswered.c.id))
    return [Unanswered(row.question, row.reason, row.language, row.day) for row in found]


def verdicts(connection: Connection) -> list[Verdict]:
    """What people thought of answers, oldest first."""
    found = connection.execute(select(feedback).order_by(feedback.c.id))
    return [Verdict(row.answer, row.question, row.verdict, row.reason, row.day) for row in found]


def _day(now: float) -> str:
    """The day, UTC, as ISO writes it."""
    return datetime.fromtimestamp(now, UTC).date().isoformat()
