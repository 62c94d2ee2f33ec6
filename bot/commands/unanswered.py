"""`siffersvar unanswered`: what the editors can learn from: questions without an answer, and answers called wrong."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections import Counter
from dataclasses import asdict

from bot.cli import OK
from bot.commands.opening import state
from bot.config import Settings
from bot.display import safe
from bot.state import notes
from bot.texts import say
from knowledge.model import Language


def run(options: Namespace, settings: Settings, language: Language) -> int:
    """List them: the questions most often asked first.

    Args:
        options: what was typed.
        settings: the settings.
        language: of the headings.

    Returns:
        The exit code.
    """
    with state(settings) as kept:
        questions, verdicts = kept.read(notes.questions), kept.read(notes.verdicts)
    if options.jsonl:
        for data in (*map(asdict, questions), *map(asdict, verdicts)):
            print(json.dumps(data))
        return OK
    lines = [say(language, "command.unanswered_questions", count=len(questions))]
    counted = Counter((note.reason, note.question) for note in questions)
    lines += [f"{count:5d}  {reason}  {question}" for (reason, question), count in counted.most_common()]
    lines.append(say(language, "command.unanswered_feedback", count=len(verdicts)))
    verdict_lines = [(each.day, each.verdict, each.reason, each.answer, each.question) for each in verdicts]
    lines += ["  ".join(filter(None, each)) for each in verdict_lines]
    print(safe("\n".join(" ".join(line.splitlines()) for line in lines), sys.stdout))
    return OK
