"""Questions as JSON lines in, answer objects as JSON lines out: `siffersvar ask --jsonl`, for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO, cast

from bot.config import LANGUAGES
from bot.message import Message
from bot.service import Service
from bot.texts import say
from knowledge.model import Language

ERROR_SCHEMA = "siffersvar/error/1"

_BREAKS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"}
"""Characters that JSON leaves as they are and at which some readers end a line."""


class LineError(ValueError):
    """A line that holds no question; `code` says why."""

    def __init__(self, code: str) -> None:
        """Remember the code."""
        super().__init__(say("en", f"command.line_{code}"))
        self.code = code


class Lines:
    """Reads one question a line and answers it before the next is read.

    Both streams are bytes, UTF-8 whatever the locale. Lines without anything in them are passed over.
    """

    def __init__(self, source: BinaryIO, target: BinaryIO, language: Language = "sv") -> None:
        """A channel from `source` to `target`; `language` is that of the error messages."""
        self._source = source
        self._target = target
        self._language = language

    @property
    def name(self) -> str:
        """The channel's name."""
        return "lines"

    def run(self, service: Service) -> None:
        """Answer until the source ends."""
        for number, line in self._lines():
            try:
                ident, message = parsed(line, number)
            except LineError as error:
                self._print(self._error(number, error))
                continue
            reply = service.handle(message)
            self._print({**reply.data, "conversation": ident})
            if ident is None:
                service.forget(message)

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        """The lines that hold anything, with their numbers from 1."""
        for number, line in enumerate(self._source, 1):
            content = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            if content.strip():
                yield number, content

    def _print(self, data: dict[str, Any]) -> None:
        """Write one object as a line of its own, at once."""
        self._target.write(encoded(data) + b"\n")
        self._target.flush()

    def _error(self, number: int, error: LineError) -> dict[str, Any]:
        """The error object of a bad line."""
        message = say(self._language, f"command.line_{error.code}")
        return {"schema": ERROR_SCHEMA, "line": number, "error": {"code": error.code, "message": message}}


def encoded(data: dict[str, Any]) -> bytes:
    """An object as one line of UTF-8; characters that UTF-8 or a reader of lines cannot bear are escaped."""
    text = json.dumps(data, ensure_ascii=False).translate(_BREAKS)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(data).encode()


def parsed(line: bytes, number: int) -> tuple[str | int | None, Message]:
    """The conversation's id as it was written, and the message.

    Args:
        line: one line of UTF-8.
        number: its number, which tells lines without a conversation apart.

    Returns:
        The id (None where the question stands alone) and the message.

    Raises:
        LineError: the line holds no question, or one of its other keys is wrong.
    """
    try:
        data = json.loads(line.decode("utf-8", "surrogatepass"), strict=False)
    except UnicodeDecodeError:
        raise LineError("not_utf8") from None
    except (ValueError, RecursionError):
        raise LineError("not_json") from None
    if not isinstance(data, dict):
        raise LineError("not_an_object")
    question, ident = data.get("question"), data.get("conversation")
    if question is None:
        raise LineError("no_question")
    if not isinstance(question, str):
        raise LineError("question_not_text")
    if isinstance(ident, bool) or not isinstance(ident, str | int | None):
        raise LineError("bad_conversation")
    chat, user = (f"line {number}", "alone") if ident is None else (str(ident), None)
    return ident, Message(question, chat, "lines", user, _language(data.get("language")), _day(data.get("today")))


def _language(value: object) -> Language | None:
    """A language code, or None."""
    if value is not None and value not in LANGUAGES:
        raise LineError("bad_language")
    return cast("Language | None", value)


def _day(value: object) -> date | None:
    """An ISO date, or None."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)  # type: ignore[arg-type]  # it says so itself
    except (TypeError, ValueError):
        raise LineError("bad_today") from None
