"""How well questions about the documents are answered when thousands of other indicators stand beside theirs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.commands.opening import service
from bot.config import Settings
from bot.evaluation import Tally, hold, read

QUESTIONS = Path(__file__).parents[2] / "tests" / "questions" / "mixed"


def held(url: str | None = None) -> Tally:
    """Ask all conversations of `QUESTIONS`.

    Args:
        url: of the store that answers; that of the packaged data folder where it is None.

    Returns:
        What became of them.
    """
    bot = service(replace(Settings(language=None), knowledge_url=url))
    with bot.engine.store:
        return Tally.of(list(hold(bot, read(QUESTIONS))))
