"""`siffersvar ask --jsonl`: questions as lines, for programs."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from bot.channels.lines import Lines
from bot.service import Service

Command = Callable[..., "subprocess.CompletedProcess[bytes]"]


def answers(service: Service, *lines: bytes | dict[str, Any]) -> list[dict[str, Any]]:
    """What the channel writes for lines."""
    source = io.BytesIO(b"".join((json.dumps(x).encode() if isinstance(x, dict) else x) + b"\n" for x in lines))
    target = io.BytesIO()
    Lines(source, target).run(service)
    return [json.loads(line) for line in target.getvalue().splitlines()]


def test_memory_by_conversation(service: Service) -> None:
    """Conversations are told apart, a number and its text are one, and a question without any stands alone."""
    got = answers(
        service,
        {"conversation": "a", "question": "sektorsbidrag Kalmar"},
        {"conversation": 7, "question": "hur många vårdplatser per tusen invånare"},
        {"conversation": "a", "question": "och Uppsala?"},
        {"question": "och Gotland?"},
        {"question": "och Gotland?"},
        {"conversation": "7", "question": "källa?"},
    )
    assert [answer["conversation"] for answer in got] == ["a", 7, "a", None, None, "7"]
    assert [answer["status"] for answer in got] == [
        "answered",
        "answered",
        "answered",
        "clarify",
        "clarify",
        "answered",
    ]
    assert got[2]["figures"][0]["area_code"] == "03"
    assert got[5]["citations"][0]["source"] == got[1]["citations"][0]["source"]


def test_language_and_day(service: Service) -> None:
    """Each line may say its language and its day."""
    question = "hur mycket fick Kalmar i sektorsbidrag i år"
    got = answers(
        service,
        {"question": question, "language": "en", "today": "2024-01-01"},
        {"question": question, "today": "2026-01-01"},
    )
    assert [(answer["language"], answer["status"]) for answer in got] == [("en", "answered"), ("sv", "no_answer")]


BAD: list[tuple[bytes, str]] = [
    (b"hur mycket fick Kalmar", "not_json"),
    (b'{"question": "x"', "not_json"),
    (b"[" * 100_000, "not_json"),
    (b'{"conversation": ' + b"9" * 10_000 + b', "question": "x"}', "not_json"),
    (b'{"question": "\xff"}', "not_utf8"),
    (b'["question"]', "not_an_object"),
    (b"null", "not_an_object"),
    (b"{}", "no_question"),
    (b'{"question": null}', "no_question"),
    (b'{"question": ["x"]}', "question_not_text"),
    (b'{"question": 5}', "question_not_text"),
    (b'{"question": "x", "conversation": {"id": 1}}', "bad_conversation"),
    (b'{"question": "x", "conversation": true}', "bad_conversation"),
    (b'{"question": "x", "conversation": 1.5}', "bad_conversation"),
    (b'{"question": "x", "language": "de"}', "bad_language"),
    (b'{"question": "x", "language": ["sv"]}', "bad_language"),
    (b'{"question": "x", "today": "yesterday"}', "bad_today"),
    (b'{"question": "x", "today": 20240101}', "bad_today"),
]


@pytest.mark.parametrize(("line", "code"), BAD)
def test_a_bad_line(service: Service, line: bytes, code: str) -> None:
    """It gets an error object with its number, and the rest go on."""
    error, answer = answers(service, b"", line, {"question": "sektorsbidrag Kalmar"})
    assert (error["schema"], error["line"], error["error"]["code"]) == ("siffersvar/error/1", 2, code)
    assert error["error"]["message"]
    assert answer["status"] == "answered"


@pytest.mark.parametrize(
    "question",
    ["\ud800", "a\udfffb", "\x00", "a\x00b", "", " ", "a\u2028b\x85c\u2029d\x0b\x0c\x1c", "📈", "שלום", "x" * 100_000],
    ids=["surrogate", "surrogate inside", "nul", "nul inside", "empty", "blank", "breaks", "emoji", "hebrew", "long"],
)
@pytest.mark.parametrize("escaped", [True, False])
def test_any_text_survives(service: Service, question: str, escaped: bool) -> None:
    """The question comes back as it was, on one line (failure 22)."""
    line = json.dumps({"question": question}, ensure_ascii=escaped).encode("utf-8", "surrogatepass")
    source, target = io.BytesIO(line + b"\n"), io.BytesIO()
    Lines(source, target).run(service)
    (written,) = target.getvalue().decode().splitlines()
    assert json.loads(written)["question"] == question


def test_a_raw_control_character(service: Service) -> None:
    """A NUL that stands as it is in the JSON is taken for what it is."""
    (answer,) = answers(service, b'{"question": "sektorsbidrag\x00Kalmar"}')
    assert answer["question"] == "sektorsbidrag\x00Kalmar"


def test_a_byte_order_mark_and_windows_line_ends(service: Service) -> None:
    """Files from Windows are read."""
    got = answers(service, b'\xef\xbb\xbf{"question": "sektorsbidrag Kalmar"}\r', b"\r", b'{"question": "tack"}\r')
    assert [answer["status"] for answer in got] == ["answered", "answered"]


def test_utf8_whatever_the_locale(command: Command) -> None:
    """The locale does not matter."""
    line = '{"question": "sektorsbidrag Östergötland"}'.encode()
    done = command(
        "ask", "--jsonl", stdin=line, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii", PYTHONCOERCECLOCALE="0"
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode())["figures"][0]["area"] == "Östergötland"


def test_each_answer_is_written_at_once(environment: dict[str, str]) -> None:
    """A program that waits for each answer before it asks on is not left waiting."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for region, code in (("Kalmar", "08"), ("Uppsala", "03")):
            process.stdin.write(
                json.dumps({"conversation": "a", "question": f"sektorsbidrag {region}"}).encode() + b"\n"
            )
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["figures"][0]["area_code"] == code
        process.stdin.close()
        assert process.wait(20) == 0


def test_a_reader_that_goes_away(environment: dict[str, str]) -> None:
    """Whoever stops reading ends the command quietly."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--jsonl"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b'{"question": "sektorsbidrag Kalmar"}\n')
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(b'{"question": "sektorsbidrag Kalmar"}\n')
        process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait(20) == 0
