"""`siffersvar ask`: one question, or many as JSON lines."""

from __future__ import annotations

import json
import sys
from argparse import Namespace

from bot.channels.lines import Lines
from bot.cli import FAILED, OK, UsageError
from bot.commands.opening import service
from bot.config import Settings
from bot.display import card, safe
from bot.explaining import explain
from bot.message import Message
from knowledge.model import Language


def run(options: Namespace, settings: Settings, language: Language) -> int:
    """Answer.

    Args:
        options: what was typed.
        settings: the settings.
        language: of the command's own messages.

    Returns:
        The exit code: 0 also where something is missing, 1 where the program failed.

    Raises:
        UsageError: there is no question, or one beside `--jsonl`.
    """
    question = " ".join(options.question)
    if bool(question.strip()) == options.jsonl:
        raise UsageError("question_beside_jsonl" if options.jsonl else "no_question")
    bot = service(settings)
    if options.jsonl:
        Lines(sys.stdin.buffer, sys.stdout.buffer, language).run(bot)
        return OK
    reply = bot.handle(Message(question, "ask", "ask"))
    if options.json:
        print(_indented({**reply.data, "conversation": None}))
    else:
        color = settings.color and sys.stdout.isatty()
        print(safe(card(reply.text, color=color), sys.stdout))
        if options.explain and reply.answer is not None:
            print()
            print(safe(explain(reply.answer, bot.engine, language), sys.stdout))
    return FAILED if reply.answer is None else OK


def _indented(data: dict[str, object]) -> str:
    """An answer object for people and programs; escaped where the output cannot take a character."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return text if safe(text, sys.stdout) == text else json.dumps(data, indent=2)
