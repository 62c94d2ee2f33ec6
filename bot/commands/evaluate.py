"""`siffersvar eval`: the score over conversations whose answers are known."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import replace

from bot.cli import FAILED, OK, UsageError
from bot.commands.opening import service
from bot.config import Settings
from bot.display import safe
from bot.evaluation import ConversationsError, Judged, Tally, by_tag, hold, read
from bot.explaining import explain
from bot.service import Service
from bot.texts import say
from knowledge.model import Language


def run(options: Namespace, settings: Settings, language: Language) -> int:
    """Hold the conversations and print the score.

    Args:
        options: what was typed.
        settings: the settings; the language of answers is left to the questions unless `--lang` was typed.
        language: of the table's headings.

    Returns:
        The exit code: 1 where the score is beyond a limit that was given.

    Raises:
        UsageError: a file cannot be read, or there is nothing in them.
    """
    try:
        conversations = [found for path in options.files for found in read(path)]
    except ConversationsError as error:
        raise UsageError("bad_conversations", problem=str(error)) from error
    if not any(conversation.turns for conversation in conversations):
        raise UsageError("no_conversations")
    settings = replace(settings, language=getattr(options, "lang", None))
    bot = service(settings)
    judged = []
    for turn in hold(bot, conversations):
        judged.append(turn)
        if options.errors and not turn.right:
            print(safe(_failure(turn, bot, language), sys.stdout), end="\n\n", flush=True)
    total = Tally.of(judged)
    print(safe(table(by_tag(judged), total, language), sys.stdout))
    too_few = options.min is not None and total.right / total.turns < options.min
    too_wrong = options.max_wrong is not None and total.wrong / total.turns > options.max_wrong
    if too_few:
        print(say(language, "command.eval_below", limit=_percent(options.min, language)), file=sys.stderr)
    if too_wrong:
        print(say(language, "command.eval_above", limit=_percent(options.max_wrong, language)), file=sys.stderr)
    return FAILED if too_few or too_wrong else OK


def table(tallies: Mapping[str, Tally], total: Tally, language: Language) -> str:
    """The score by tag and in all: turns, right, wrong figure or verdict, needless refusal."""
    head = [say(language, f"command.eval_{name}") for name in ("tag", "turns", "right", "wrong", "refused")]
    rows = [head, *(_row(tag, tally, language) for tag, tally in tallies.items())]
    rows.append(_row(say(language, "command.eval_total"), total, language))
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = []
    for first, *rest in rows:
        cells = [text.rjust(width) for text, width in zip(rest, widths[1:], strict=True)]
        lines.append("  ".join([first.ljust(widths[0]), *cells]))
    return "\n".join(lines)


def _row(name: str, tally: Tally, language: Language) -> list[str]:
    """One line of the table."""
    counts = (tally.right, tally.wrong, tally.refused)
    return [name, str(tally.turns), *(f"{count} {_percent(count / tally.turns, language):>7s}" for count in counts)]


def _percent(part: float, language: Language) -> str:
    """A share as per cent with one decimal, as the language writes it."""
    text = f"{part:.1%}"
    return text if language == "en" else text.replace(".", ",").replace("%", "\u00a0%")


def _failure(judged: Judged, bot: Service, language: Language) -> str:
    """A turn that is not right: what was asked, what is wrong, what was said, how it was understood."""
    kind = "wrong" if judged.wrong else "refused" if judged.refused else "fault"
    lines = [
        f"{judged.conversation.id}  {say(language, f'command.failure_{kind}')}  «{judged.turn.question}»",
        *(f"  {fault.kind}: {fault.words}" for fault in judged.faults),
        *(f"  | {line}" for line in judged.reply.text.split("\n")),
    ]
    if judged.reply.answer is not None:
        lines += [f"  {line}" for line in explain(judged.reply.answer, bot.engine, language).split("\n")]
    return "\n".join(lines)
