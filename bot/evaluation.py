"""Scoring the bot on conversations whose answers are known: who is right, who is wrong, who refuses needlessly."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.channels.collecting import Collecting
from bot.message import Reply
from bot.service import Service
from knowledge.model import BASE_UNITS

SUFFIXES = (".jsonl", ".yaml", ".yml")
MOST_FIGURES = 8
LONGEST_TEXT = 1_500
LONG_LIST = 10
"""From this many expected values on, a table was asked for, and neither figures nor text are counted."""

Expect = Mapping[str, Any]


class ConversationsError(ValueError):
    """A file of conversations that cannot be read."""

    def __init__(self, path: Path, problem: str) -> None:
        """Name the file and what is wrong with it."""
        super().__init__(f"{path}: {problem}")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One turn of a conversation: the question, and what its answer must show."""

    question: str
    expect: Expect


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation to be held, with the tags by which its turns are counted."""

    id: str
    tags: tuple[str, ...]
    turns: tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an answer; `kind` is figure, verdict, status, source, form or text."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A turn with its reply and what is wrong with it."""

    conversation: Conversation
    turn: Exchange
    reply: Reply
    faults: tuple[Fault, ...]

    @property
    def right(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    @property
    def wrong(self) -> bool:
        """Whether a wrong figure or verdict was put forward."""
        return self.reply.data["status"] == "answered" and any(f.kind in ("figure", "verdict") for f in self.faults)

    @property
    def refused(self) -> bool:
        """Whether no answer was given, or asked back, where an answer was expected."""
        wanted = _listed(self.turn.expect.get("status", "answered"))
        return self.reply.data["status"] not in ("answered", *wanted) and "answered" in wanted


@dataclass(frozen=True, slots=True)
class Tally:
    """How many turns there are, and how many of them are right, wrong, or refused needlessly."""

    turns: int
    right: int
    wrong: int
    refused: int

    @classmethod
    def of(cls, judged: Sequence[Judged]) -> Tally:
        """Count turns."""
        return cls(
            len(judged), sum(j.right for j in judged), sum(j.wrong for j in judged), sum(j.refused for j in judged)
        )


def read(path: Path) -> list[Conversation]:
    """The conversations of a file, or of all such files below a folder.

    Args:
        path: a `.jsonl` file (one conversation a line), a `.yaml` file (a list of them), or a folder.

    Returns:
        The conversations, in order.

    Raises:
        ConversationsError: the file cannot be read, or holds something else.
    """
    if path.is_dir():
        return [found for file in sorted(path.rglob("*")) if file.suffix in SUFFIXES for found in read(file)]
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConversationsError(path, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise ConversationsError(path, f"not UTF-8 text (byte {error.start})") from error
    try:
        entries = list(_entries(path, text))
        return [_conversation(entry) for entry in entries]
    except (KeyError, TypeError, AttributeError, re.error) as error:
        raise ConversationsError(path, f"not a list of conversations ({type(error).__name__}: {error})") from error


def _entries(path: Path, text: str) -> Iterator[Any]:
    """The raw conversations of a file.

    Yields:
        What stands for one conversation each.

    Raises:
        ConversationsError: it is neither JSON lines nor YAML.
    """
    if path.suffix == ".jsonl":
        for number, line in enumerate(text.split("\n"), 1):
            try:
                if line.strip():
                    yield json.loads(line)
            except ValueError as error:
                raise ConversationsError(path, f"line {number}: {error}") from error
        return
    import yaml  # noqa: PLC0415  (slow, and only needed here)

    try:
        yield from yaml.safe_load(text) or []
    except yaml.YAMLError as error:
        raise ConversationsError(path, " ".join(str(error).split())) from error


def _conversation(entry: dict[str, Any]) -> Conversation:
    """One conversation; the regular expressions are tried once."""
    tags = tuple(entry.get("tags", ()))
    more = tuple(f"{key}:{entry[key]}" for key in ("lang", "register") if key in entry)
    turns = tuple(Exchange(str(turn["q"]), dict(turn["expect"], tags=tags)) for turn in entry["turns"])
    for turn in turns:
        for pattern in (*_listed(turn.expect.get("text_any")), *_listed(turn.expect.get("not_text"))):
            re.compile(pattern)
    return Conversation(str(entry["id"]), (*tags, *more), turns)


def hold(service: Service, conversations: Iterable[Conversation], today: date | None = None) -> Iterator[Judged]:
    """Hold conversations, each under an id of its own, and judge every turn.

    Yields:
        The turns, in order.
    """
    codes = {area.name: code for code, area in service.engine.store.areas.items() if area.kind in ("region", "nation")}
    for number, conversation in enumerate(conversations):
        channel = Collecting.conversation(
            [t.question for t in conversation.turns], f"{number} {conversation.id}", today
        )
        channel.run(service)
        for turn, reply in zip(conversation.turns, channel.replies, strict=True):
            yield Judged(conversation, turn, reply, tuple(judge(turn.expect, reply.data, codes)))


def by_tag(judged: Sequence[Judged]) -> dict[str, Tally]:
    """Tallies by tag, the most frequent first, those of one size by name."""
    sizes = Counter(tag for j in judged for tag in dict.fromkeys(j.conversation.tags))
    tags = sorted(sizes, key=lambda tag: (-sizes[tag], tag))
    return {tag: Tally.of([j for j in judged if tag in j.conversation.tags]) for tag in tags}


def judge(expect: Expect, answer: Mapping[str, Any], codes: Mapping[str, str]) -> Iterator[Fault]:
    """What is wrong with an answer object.

    Args:
        expect: what it must show (`status`, `values`, `unit`, `values_abs`, `tol`, `areas`, `verdict`, `source`,
            `text_any`, `not_text`) and the conversation's `tags`.
        answer: the answer object.
        codes: area codes by name.

    Yields:
        The faults; none where it is right.
    """
    status, figures, text = answer["status"], answer["figures"], answer["text"]
    answered = status == "answered"
    if "status" in expect and status not in _listed(expect["status"]):
        yield Fault("figure" if answered and figures else "status", f"status {status}, expected {expect['status']}")
    yield from _form(expect, answer)
    if answered:
        yield from _figures(expect, figures)
        yield from _areas(expect, figures, codes)
    if "verdict" in expect and answer["verdict"] not in _listed(expect["verdict"]):
        yield Fault("verdict", f"verdict {answer['verdict']}, expected {expect['verdict']}")
    if answered and expect.get("source"):
        cited = [citation.get("file") or "" for citation in answer["citations"]]
        if not any(file.startswith(tuple(expect["source"])) for file in cited):
            yield Fault("source", f"cites {cited}, expected {expect['source']}")
    wanted = _listed(expect.get("text_any"))
    if answered and wanted and not any(re.search(p, text, re.IGNORECASE | re.DOTALL) for p in wanted):
        yield Fault("text", f"the text has none of {wanted}")
    for pattern in _listed(expect.get("not_text")):
        if re.search(pattern, text, re.IGNORECASE | re.DOTALL):
            yield Fault("text", f"the text has {pattern!r}")


def _form(expect: Expect, answer: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with an answer whatever was asked: sources, units, options, length."""
    status, figures, text = answer["status"], answer["figures"], answer["text"]
    asked = len(expect.get("values") or ())
    if status == "no_answer" and figures:
        yield Fault("figure", "figures with no_answer")
    if status == "clarify" and not answer["options"]:
        yield Fault("form", "asks back without options")
    if status == "answered" and not answer["citations"] and "smalltalk" not in expect.get("tags", ()):
        yield Fault("source", "answered without a citation")
    units = {figure["unit"] for figure in figures} - set(BASE_UNITS)
    if units:
        yield Fault("form", f"unknown units {sorted(map(str, units))}")
    if asked < LONG_LIST and len(figures) > max(MOST_FIGURES, 2 * asked):
        yield Fault("form", f"{len(figures)} figures for {asked} asked")
    if asked < LONG_LIST and len(text) > LONGEST_TEXT:
        yield Fault("form", f"a text of {len(text)} characters")
    if not text.strip():
        yield Fault("text", "no text")


def _figures(expect: Expect, figures: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
    """Whether the values that were expected are there, the first of few in front, in their unit."""
    wanted = expect.get("values") or []
    if not wanted:
        return

    def holds(figure: Mapping[str, Any], value: float) -> bool:
        """Whether a figure is, or ends a range at, a value."""
        ends = [end for end in (figure["value"], figure["upper"]) if end is not None]
        return any(_near(end, value, expect.get("tol", 1e-4), unsigned=expect.get("values_abs", False)) for end in ends)

    missing = [value for value in wanted if not any(holds(figure, value) for figure in figures)]
    if missing:
        have = [figure["value"] for figure in figures[:4]]
        yield Fault("figure", f"values {missing[:4]} are missing, has {have}")
        return
    if "verdict" not in expect and len(wanted) <= 2 and not any(holds(figures[0], value) for value in wanted):
        yield Fault("figure", f"leads with {figures[0]['value']}, expected one of {wanted}")
    if "unit" in expect:
        units = {figure["unit"] for figure in figures if holds(figure, wanted[0])}
        if expect["unit"] not in units:
            yield Fault("figure", f"unit {sorted(units)}, expected {expect['unit']}")


def _areas(expect: Expect, figures: Sequence[Mapping[str, Any]], codes: Mapping[str, str]) -> Iterator[Fault]:
    """Whether the figures are of the regions expected; for a ranking, in that order and in front."""
    wanted = [codes.get(name, name) for name in expect.get("areas") or ()]
    have = list(dict.fromkeys(figure["area_code"] for figure in figures if figure["area_code"]))
    ranked = not {"rank", "ranking"}.isdisjoint(expect.get("tags", ()))
    if wanted and not (have[: len(wanted)] == wanted if ranked else set(wanted) <= set(have)):
        yield Fault("figure", f"areas {have[:6]}, expected {wanted}")


def _near(value: float, wanted: float, tolerance: float, *, unsigned: bool) -> bool:
    """Whether a value is the one wanted, within a relative tolerance."""
    first, second = (abs(value), abs(wanted)) if unsigned else (value, wanted)
    return abs(first - second) <= max(tolerance * abs(second), 1e-9)


def _listed(value: Any) -> list[Any]:
    """A value as a list: itself if it is one, else with the value alone, empty for None."""
    return value if isinstance(value, list) else [] if value is None else [value]
