"""What the tools give: over stdio to a real process, and over HTTP to a real server, in both eras of the protocol."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Any

import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp.types import CallToolResult, TextContent
from pydantic import ValidationError

from bot.channels.mcp import held
from bot.channels.mcp.claims import NothingStatedError, as_question
from bot.channels.mcp.schemas import AnswerObject
from bot.service import Service
from knowledge.store import Store
from tests.conftest import TODAY
from tests.mcp.talking import data_of, error_of, over_http, over_stdio, words_of
from tests.serving.replica import Replica

Scene = Callable[[Client], Awaitable[Any]]
Over = Callable[[Scene], Any]


@pytest.fixture(params=["stdio", "http", "stdio legacy", "http legacy"])
def over(request: pytest.FixtureRequest, command: StdioServerParameters, endpoint: Replica) -> Over:
    """Holds a scene over one of the transports."""
    transport, _, era = str(request.param).partition(" ")
    mode = era or "auto"
    if transport == "stdio":
        return lambda scene: over_stdio(command, scene, mode)
    return lambda scene: over_http(f"{endpoint.url}/mcp", scene, mode)


def call(over: Over, tool: str, **arguments: Any) -> CallToolResult:
    """The result of one call."""

    async def scene(client: Client) -> CallToolResult:
        return await client.call_tool(tool, arguments)

    result = over(scene)
    assert isinstance(result, CallToolResult)
    return result


def test_a_figure_comes_with_its_source(over: Over) -> None:
    """In words, as the answer object and as JSON for clients that read text only; a follow-up leans on it."""

    async def scene(client: Client) -> list[CallToolResult]:
        first = await client.call_tool("ask", {"question": "hur mycket fick skåne"})
        conversation = data_of(first)["conversation"]
        then = await client.call_tool("ask", {"question": "och uppsala?", "conversation": conversation})
        alone = await client.call_tool("ask", {"question": "och uppsala?"})
        return [first, then, alone]

    first, then, alone = over(scene)
    data = data_of(first)
    assert data["figures"][0]["value"] == 398262434
    assert data["citations"][data["figures"][0]["citation"]]["evidence"] == "Skåne 398 262 434"
    assert words_of(first) == data["text"]
    assert data["text"].splitlines()[-1].startswith("Källa: ")
    second = first.content[1]
    assert isinstance(second, TextContent)
    assert json.loads(second.text) == data
    assert [figure["area"] for figure in data_of(then)["figures"]] == ["Uppsala"]
    assert data_of(then)["conversation"] == data["conversation"]
    assert data_of(alone)["status"] != "answered"
    assert data_of(alone)["conversation"] != data["conversation"]


def test_what_is_unclear_is_asked_back(over: Over) -> None:
    """With its options and no figure; each option can be asked."""
    data = data_of(call(over, "ask", question="skåne"))
    assert (data["status"], data["figures"]) == ("clarify", [])
    assert 2 <= len(data["options"]) <= 4
    chosen = data_of(call(over, "ask", question=data["options"][1]["question"]))
    assert chosen["status"] == "answered"


def test_what_is_not_held_is_not_filled_in(over: Over) -> None:
    """No figure, and a reason."""
    data = data_of(call(over, "ask", question="Hur många sjukhus finns i Norge?"))
    assert (data["status"], data["figures"]) == ("no_answer", [])
    assert data["reason"]


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("Skåne fick 398 miljoner kronor i sektorsbidrag", "correct"),
        ("Skåne fick 500 miljoner kronor i sektorsbidrag.", "incorrect"),
        ("Halland fick mest", "incorrect"),
        ("Gotland har flest vårdplatser", "unverifiable"),
    ],
)
def test_verdicts(endpoint: Replica, statement: str, verdict: str) -> None:
    """A statement is judged, whether it has an amount or not."""
    data = data_of(call(lambda scene: over_http(f"{endpoint.url}/mcp", scene), "check_claim", statement=statement))
    assert data["verdict"] == verdict
    assert bool(data["figures"]) == (verdict != "unverifiable")
    assert data["question"] == statement


@pytest.mark.parametrize("words", ["hur mycket fick skåne", "skåne sektorsbidrag", "hej", "How much did Skåne get?"])
def test_what_states_nothing_is_not_judged(service: Service, words: str) -> None:
    """A question gets no verdict: it would be a wrong one."""
    with pytest.raises(NothingStatedError):
        as_question(words, service, TODAY, None)


def test_errors_name_the_cure(over: Over) -> None:
    """Each is the tool's own, not the protocol's."""

    async def scene(client: Client) -> list[str]:
        calls: list[tuple[str, dict[str, Any]]] = [
            ("get_observations", {"indicator": "sektorsbidrak", "language": "sv"}),
            ("get_observations", {"indicator": "sektorsbidrag", "areas": ["Skånne"], "language": "sv"}),
            ("get_observations", {"indicator": "sektorsbidrag", "limit": 0}),
            ("ask", {"question": "och uppsala?", "conversation": "1"}),
            ("ask", {}),
            ("check_claim", {"statement": "hur mycket fick skåne", "language": "sv"}),
        ]
        return [error_of(await client.call_tool(tool, arguments)) for tool, arguments in calls]

    indicator, area, limit, conversation, question, claim = over(scene)
    assert "sektorsbidrag" in indicator
    assert "Skåne" in area
    assert "limit" in limit
    assert "conversation" in conversation
    assert "question" in question
    assert "ask" in claim


def test_stored_figures(over: Over, store: Store) -> None:
    """Exact, with place, evidence and source; what is not held is named, not filled in."""
    asked = {"indicator": "sektorsbidrag", "areas": ["Region Skane", "09"], "periods": ["2024", "2019"]}
    data = data_of(call(over, "get_observations", **asked))
    assert {row["area"]: row["value"] for row in data["observations"]} == {"Skåne": "398262434", "Gotland": "19956824"}
    assert data["missing"] == ["2019"]
    sources = {source["id"] for source in data["sources"]}
    assert all(row["evidence"] and row["place"] and row["source"] in sources for row in data["observations"])
    assert sources <= store.sources.keys()


def test_what_there_is(over: Over, store: Store) -> None:
    """Every indicator on pages, found by words of either language."""

    async def scene(client: Client) -> list[CallToolResult]:
        pages: list[dict[str, Any]] = [
            {"limit": 30},
            {"limit": 30, "offset": 30},
            {"search": "VARDPLATSER"},
            {"search": "hospital beds"},
        ]
        return [await client.call_tool("list_indicators", page) for page in pages]

    first, second, found, english = (data_of(each) for each in over(scene))
    assert [row["id"] for row in first["indicators"] + second["indicators"]] == list(store.indicators)[:60]
    assert first["more"]
    assert [row["id"] for row in found["indicators"]] == [row["id"] for row in english["indicators"]]
    assert "disponibla_vardplatser" in [row["id"] for row in found["indicators"]]


def test_resources_and_prompts(over: Over, store: Store) -> None:
    """Sources and indicators can be read; prompts hold what they were given."""

    async def scene(client: Client) -> list[Any]:
        read = [
            await client.read_resource(uri)
            for uri in (
                "siffersvar://sources",
                "siffersvar://indicators",
                f"siffersvar://sources/{next(iter(store.sources))}",
                "siffersvar://indicators/sektorsbidrag",
            )
        ]
        prompts = [
            await client.get_prompt("quote", {"question": "hur {mycket}?"}),
            await client.get_prompt("check_text", {"text": "Skåne fick 5 {x}"}),
        ]
        return [*(json.loads(each.contents[0].text) for each in read), *prompts]  # type: ignore[union-attr]

    sources, indicators, source, indicator, quote, check = over(scene)
    assert [each["id"] for each in sources] == list(store.sources)
    assert [each["id"] for each in indicators["indicators"]] == list(store.indicators)
    assert source == sources[0]
    assert indicator["id"] == "sektorsbidrag"
    assert quote.messages[0].content.text.endswith("hur {mycket}?")
    assert check.messages[0].content.text.endswith("Skåne fick 5 {x}")


def test_what_assistants_are_told(over: Over) -> None:
    """Four tools that only read, with schemas for what they take and give, and how figures are to be quoted."""

    async def scene(client: Client) -> tuple[Any, Any, str]:
        return (await client.list_tools()).tools, (await client.list_prompts()).prompts, client.instructions or ""

    tools, prompts, instructions = over(scene)
    assert [tool.name for tool in tools] == ["ask", "check_claim", "list_indicators", "get_observations"]
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert tool.annotations.idempotent_hint
        assert not tool.annotations.open_world_hint
        assert tool.input_schema["type"] == tool.output_schema["type"] == "object"
        assert all("description" in each or "default" in each for each in tool.input_schema["properties"].values())
        assert tool.title
        assert tool.description
    assert "source" in tools[0].description
    assert [prompt.name for prompt in prompts] == ["quote", "check_text"]
    assert "conversation" not in instructions
    assert "source" in instructions


def test_every_stored_figure_is_given_exactly(store: Store) -> None:
    """By all pages of all indicators: every figure of the store, and no other."""
    given = []
    for ident in store.indicators:
        offset, more = 0, True
        while more:
            page = held.observations(store, ident, "sv", offset=offset, limit=7)
            given += [(row.indicator, row.area_code, row.value, row.evidence) for row in page.observations]
            offset, more = offset + len(page.observations), page.more
    stored = [
        (figure.indicator, figure.area, f"{figure.value:f}", figure.evidence)
        for ident in store.indicators
        for figure in store.observations(ident)
    ]
    assert given == stored
    assert all(Decimal(value) == Decimal(value) for _, _, value, _ in given)


def test_areas_by_any_name(store: Store) -> None:
    """Every region by its code, name, name without dots and official name; never another for one that is unknown."""
    for code, area in store.areas.items():
        if area.kind == "region":
            for name in (code, area.name, area.name.upper(), area.official_name, f"Region {area.name}"):
                assert held.area_of(store, name).code == code
    assert held.area_of(store, "riket").code == "00"
    with pytest.raises(held.UnknownAreaError):
        held.area_of(store, "Atlantis")


def test_the_answer_object_is_what_is_promised(service: Service) -> None:
    """Every kind of answer fits the schema that assistants are given, and nothing more may stand in it."""
    from bot.message import Message  # noqa: PLC0415  (used here alone)

    questions = (
        "hur mycket fick skåne",
        "topp 5 sektorsbidrag",
        "skåne",
        "hej",
        "Norges sjukhus",
        "skåne fick 5 miljoner",
    )
    for question in questions:
        AnswerObject.model_validate(service.handle(Message(question, question, "test")).data)
    with pytest.raises(ValidationError):
        AnswerObject.model_validate({**service.handle(Message("hej", "x", "test")).data, "extra": 1})
