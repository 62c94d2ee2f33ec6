"""The scorer: what it takes for right, wrong and refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.evaluation import ConversationsError, Tally, by_tag, hold, judge, read
from bot.service import Service

CODES = {"Skåne": "12", "Kalmar": "08", "Riket": "00"}
FIGURE = {"value": 100, "upper": None, "unit": "SEK", "area_code": "12"}
ANSWER: dict[str, Any] = {
    "status": "answered", "verdict": None, "text": "100 kr\nKälla: x", "figures": [FIGURE],
    "citations": [{"file": "004_x.txt"}], "options": [],
}  # fmt: skip
RANGE = {"figures": [{**FIGURE, "value": 1.4, "upper": 2.2, "unit": "beds_per_1000"}]}
TWO = {"figures": [FIGURE, {**FIGURE, "value": 200, "area_code": "08"}]}
REFUSED = {"status": "no_answer", "figures": [], "citations": []}
ASKED = {"status": "clarify", "figures": [], "citations": []}

CASES: list[tuple[dict[str, Any], dict[str, Any], list[str]]] = [
    ({"status": "answered", "values": [100], "unit": "SEK", "areas": ["Skåne"], "source": ["004"]}, {}, []),
    ({"values": [100.005]}, {}, []),
    ({"values": [100.5]}, {}, ["figure"]),
    ({"values": [101], "tol": 0.02}, {}, []),
    ({"values": [-100]}, {}, ["figure"]),
    ({"values": [-100], "values_abs": True}, {}, []),
    ({"values": [100], "unit": "percent"}, {}, ["figure"]),
    ({"values": [1.4, 2.2], "unit": "beds_per_1000"}, RANGE, []),
    ({"values": [200]}, TWO, ["figure"]),
    ({"values": [200], "verdict": "correct"}, {**TWO, "verdict": "correct"}, []),
    ({"values": [100, 200], "areas": ["Kalmar", "Skåne"]}, TWO, []),
    ({"values": [100, 200], "areas": ["Kalmar", "Skåne"], "tags": ["rank"]}, TWO, ["figure"]),
    ({"values": [100, 200], "areas": ["Skåne", "Kalmar"], "tags": ["rank"]}, TWO, []),
    ({"areas": ["Riket"]}, {}, ["figure"]),
    ({"verdict": ["correct", "approximately_correct"]}, {"verdict": "incorrect"}, ["verdict"]),
    ({"source": ["001", "002"]}, {}, ["source"]),
    ({}, {"citations": []}, ["source"]),
    ({"tags": ["smalltalk"]}, {"citations": []}, []),
    ({"text_any": ["nothing", "100\\s"]}, {}, []),
    ({"text_any": ["nothing"]}, {}, ["text"]),
    ({"not_text": ["KÄLLA"]}, {}, ["text"]),
    ({}, {"text": " "}, ["text"]),
    ({}, {"text": "x" * 1501}, ["form"]),
    ({}, {"figures": [FIGURE] * 9}, ["form"]),
    ({}, {"figures": [{**FIGURE, "unit": "bananas"}]}, ["form"]),
    ({"status": "no_answer"}, {}, ["figure"]),
    ({"status": "no_answer"}, {"figures": []}, ["status"]),
    ({"status": ["clarify", "no_answer"]}, REFUSED, []),
    ({"status": "no_answer"}, {**REFUSED, "figures": [FIGURE]}, ["figure"]),
    ({"status": "clarify"}, ASKED, ["form"]),
    ({"status": "clarify"}, {**ASKED, "options": [{"label": "x"}]}, []),
    ({"status": "answered", "values": [100], "text_any": ["x"]}, REFUSED, ["status"]),
]


@pytest.mark.parametrize(("expect", "changes", "kinds"), CASES)
def test_judge(expect: dict[str, Any], changes: dict[str, Any], kinds: list[str]) -> None:
    """Each rule, kept and broken."""
    assert [fault.kind for fault in judge(expect, {**ANSWER, **changes}, CODES)] == kinds


RIGHT = {"q": "sektorsbidrag Kalmar", "expect": {"status": "answered", "values": [77624347], "areas": ["Kalmar"]}}
FOLLOW = {"q": "och Uppsala?", "expect": {"status": "answered", "values": [112285034]}}
WRONG = {"q": "sektorsbidrag Skåne", "expect": {"status": "answered", "values": [5]}}
NEEDLESS = {"q": "hur mycket fick Norge i sektorsbidrag", "expect": {"status": "answered", "values": [5]}}
CONVERSATIONS = [
    {"id": "1", "tags": ["grant", "lookup"], "lang": "sv", "turns": [RIGHT, FOLLOW]},
    {"id": "2", "tags": ["grant"], "turns": [WRONG]},
    {"id": "2", "tags": ["country"], "turns": [NEEDLESS]},
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with four turns: two right, one wrong, one refused."""
    path = tmp_path / "some.jsonl"
    path.write_text("\n".join(json.dumps(conversation) for conversation in CONVERSATIONS) + "\n\n", "utf-8")
    return path


def test_hold(service: Service, file: Path) -> None:
    """Conversations with one id are kept apart, turns within one go on; tallies by tag."""
    judged = list(hold(service, read(file)))
    assert [(j.right, j.wrong, j.refused) for j in judged] == [
        (True, False, False), (True, False, False), (False, True, False), (False, False, True),
    ]  # fmt: skip
    assert by_tag(judged) == {
        "grant": Tally(3, 2, 1, 0),
        "lang:sv": Tally(2, 2, 0, 0),
        "lookup": Tally(2, 2, 0, 0),
        "country": Tally(1, 0, 0, 1),
    }


def test_yaml_and_folders(tmp_path: Path, file: Path) -> None:
    """YAML is read like JSON lines, folders are searched."""
    (tmp_path / "deep").mkdir()
    text = '- id: 3\n  turns:\n    - q: "x"\n      expect: {text_any: ["a"]}\n'
    (tmp_path / "deep" / "more.yaml").write_text(text, "utf-8")
    (tmp_path / "deep" / "README.md").write_text("none", "utf-8")
    assert [conversation.id for conversation in read(tmp_path)] == ["3", "1", "2", "2"]
    assert len(read(file)) == 3


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.jsonl", b'{"id": 1}\n', "turns"),
        ("a.jsonl", b"\n{\n", "line 2"),
        ("a.jsonl", b"[]\n", "conversations"),
        ("a.yaml", b"a: [", "a.yaml"),
        ("a.yaml", b"just words", "conversations"),
        ("a.yaml", b"\xff", "UTF-8"),
        ("a.yaml", b'- {id: 1, turns: [{q: x, expect: {text_any: ["("]}}]}', "conversations"),
    ],
)
def test_bad_files(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    """A file that holds no conversations is refused by name."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ConversationsError, match=words) as refused:
        read(path)
    assert name in str(refused.value)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 0),
        (("--min", "0.5"), 0),
        (("--min", "0.51"), 1),
        (("--max-wrong", "0.25"), 0),
        (("--max-wrong", "0.24"), 1),
        (("--min", "0.5", "--max-wrong", "0.25", "--errors"), 0),
    ],
)
def test_the_command(
    file: Path,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    code: int,
) -> None:
    """The table, the limits, and the turns that failed."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setenv("SIFFERSVAR_KNOWLEDGE_URL", environment["SIFFERSVAR_KNOWLEDGE_URL"])
    assert main(["eval", str(file), *options]) == code
    printed = capsys.readouterr()
    assert printed.out.splitlines()[-1].split() == ["all", "4", "2", "50.0%", "1", "25.0%", "1", "25.0%"]
    assert bool(printed.err) is bool(code)
    assert ("2  WRONG FIGURE  «sektorsbidrag Skåne»" in printed.out) is ("--errors" in options)
    assert ("2  NEEDLESS REFUSAL" in printed.out) is ("--errors" in options)


def test_no_conversations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty folder is a mistake."""
    assert main(["eval", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("siffersvar: ")
