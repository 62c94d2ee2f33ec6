"""The MCP server: its tools, resources and prompts, the same over stdio and HTTP."""

from __future__ import annotations

import json
import math
import re
import secrets
from collections.abc import Callable
from typing import Annotated, Any, Literal

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError, ToolError
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import BaseModel, Field

from bot.channels.mcp import held
from bot.channels.mcp.asking import Asking, Question, TooFastError
from bot.channels.mcp.claims import NothingStatedError
from bot.channels.mcp.schemas import AnswerObject, Indicators, Observations
from bot.cli import version
from bot.texts import say
from knowledge.model import Language

Asker = Callable[[Any], str]
"""From the HTTP request (None over stdio) to who asks."""
Wanted = Literal["sv", "en"]

LONGEST_QUESTION = 6_000
LONGEST_NAME = 200
_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
_CONVERSATION = re.compile(r"[A-Za-z0-9_-]{16}")
_BYTES = 12
"""Random bytes of a conversation's id: nobody meets another's by chance or by guessing."""
_NEAR = 5

Text = Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION)]
Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
Names = Annotated[list[Name], Field(max_length=100)]
Page = Annotated[int, Field(ge=1, le=500)]
Offset = Annotated[int, Field(ge=0)]


class Tools:
    """What an assistant can do: ask, have a statement judged, see what is held, read stored figures."""

    def __init__(self, asking: Asking, asker: Asker, language: Language) -> None:
        """Begin.

        Args:
            asking: has questions answered.
            asker: says who asks.
            language: in which errors are said where no language is wanted.
        """
        self._asking = asking
        self._asker = asker
        self._language = language

    async def ask(
        self,
        question: Annotated[Text, Field(description="The question in the user's own words, Swedish or English.")],
        ctx: Context[Any, Any],
        conversation: Annotated[
            Name | None,
            Field(description="`conversation` of the answer that this question continues; leave it out otherwise."),
        ] = None,
        language: Annotated[Wanted | None, Field(description="Of the answer; the question's own if left out.")] = None,
    ) -> Annotated[CallToolResult, AnswerObject]:
        """Answer a question.

        Returns:
            The answer object, and its words.

        Raises:
            ToolError: the conversation is none, the asker must wait, or something went wrong.
        """
        if conversation is not None and not _CONVERSATION.fullmatch(conversation):
            raise ToolError(say(language or self._language, "mcp.bad_conversation"))
        ident = conversation or secrets.token_urlsafe(_BYTES)
        return await self._answer(Question(question, self._who(ctx), ident, language))

    async def check_claim(
        self,
        statement: Annotated[Text, Field(description="One statement, as a whole sentence, with its amount.")],
        ctx: Context[Any, Any],
        language: Annotated[Wanted | None, Field(description="Of the verdict; the statement's if left out.")] = None,
    ) -> Annotated[CallToolResult, AnswerObject]:
        """Judge a statement.

        Returns:
            The answer object, and its words.

        Raises:
            ToolError: nothing is stated, the asker must wait, or something went wrong.
        """  # noqa: DOC502  (raised by what is called)
        ident = secrets.token_urlsafe(_BYTES)
        return await self._answer(Question(statement, self._who(ctx), ident, language, states=True))

    def list_indicators(
        self,
        search: Annotated[str, Field(max_length=LONGEST_NAME, description="Words that all must occur.")] = "",
        offset: Offset = 0,
        limit: Page = 50,
        language: Annotated[Wanted | None, Field(description="Of names and definitions.")] = None,
    ) -> Annotated[CallToolResult, Indicators]:
        """List what is measured."""
        store = self._asking.service.engine.store
        return _result(held.indicators(store, language or self._language, search, offset, limit))

    def get_observations(
        self,
        indicator: Annotated[Name, Field(description="An id from list_indicators.")],
        areas: Annotated[Names, Field(description="Regions by name or SCB's code; Riket or 00 is Sweden.")] = [],  # noqa: B006  (a schema's default)
        periods: Annotated[Names, Field(description="ISO periods, such as 2024 or 2022-10.")] = [],  # noqa: B006
        scenarios: Annotated[Names, Field(description="outcome, budget, forecast, deviation …")] = [],  # noqa: B006
        breakdowns: Annotated[Names, Field(description="Ids of the indicator's breakdowns.")] = [],  # noqa: B006
        offset: Offset = 0,
        limit: Page = 100,
        language: Annotated[Wanted | None, Field(description="Of names.")] = None,
    ) -> Annotated[CallToolResult, Observations]:
        """Read stored figures.

        Returns:
            A page of them.

        Raises:
            ToolError: there is no such indicator or area.
        """
        spoken = language or self._language
        try:
            found = held.observations(
                self._asking.service.engine.store,
                indicator,
                spoken,
                areas=areas,
                periods=periods,
                scenarios=scenarios,
                breakdowns=breakdowns,
                offset=offset,
                limit=limit,
            )
        except held.UnknownNameError as error:
            key = "no_indicator" if isinstance(error, held.UnknownIndicatorError) else "no_area"
            near = ", ".join(error.near[:_NEAR]) or "–"
            raise ToolError(say(spoken, f"mcp.{key}", name=error.name, near=near)) from error
        return _result(found)

    def sources(self) -> str:
        """Every source, as JSON."""
        store = self._asking.service.engine.store
        return _json([held.source_row(store, each, self._language).model_dump() for each in store.sources])

    def source(self, source: str) -> str:
        """A source, as JSON.

        Returns:
            It.

        Raises:
            ResourceNotFoundError: there is none with this id.
        """
        store = self._asking.service.engine.store
        if source not in store.sources:
            raise ResourceNotFoundError(say(self._language, "mcp.no_source", name=source))
        return _json(held.source_row(store, source, self._language).model_dump())

    def indicators(self) -> str:
        """Every indicator, as JSON."""
        store = self._asking.service.engine.store
        return held.indicators(store, self._language, "", 0, len(store.indicators)).model_dump_json()

    def indicator(self, indicator: str) -> str:
        """An indicator with what is held of it, as JSON.

        Returns:
            It.

        Raises:
            ResourceNotFoundError: there is none with this id.
        """
        store = self._asking.service.engine.store
        try:
            found = held.indicator_of(store, indicator)
        except held.UnknownIndicatorError as error:
            near = ", ".join(error.near[:_NEAR]) or "–"
            raise ResourceNotFoundError(say(self._language, "mcp.no_indicator", name=indicator, near=near)) from error
        return held.indicator_row(store, found, self._language).model_dump_json()

    def quote(self, question: str) -> str:
        """What an assistant is told to do with a question."""
        return say(self._language, "mcp.prompt_quote", question=question)

    def check_text(self, text: str) -> str:
        """What an assistant is told to do with a text."""
        return say(self._language, "mcp.prompt_check", text=text)

    def _who(self, ctx: Context[Any, Any]) -> str:
        """Who asks."""
        return self._asker(ctx.request_context.request)

    async def _answer(self, question: Question) -> CallToolResult:
        """The answer as a result: in words, and as the answer object."""
        language = question.language or self._language
        try:
            reply = await self._asking.reply(question)
        except TooFastError as error:
            raise ToolError(say(language, "mcp.slow_down", seconds=math.ceil(error.seconds))) from error
        except NothingStatedError as error:
            raise ToolError(say(language, "mcp.nothing_stated")) from error
        if reply.answer is None:
            raise ToolError(reply.text)
        given = {**reply.data, "conversation": question.conversation, "question": question.text}
        return _result(AnswerObject.model_validate(given), reply.text)


def server(asking: Asking, asker: Asker, language: Language) -> MCPServer[Any]:
    """The server.

    Args:
        asking: has questions answered.
        asker: says who asks.
        language: of what assistants are told.

    Returns:
        A server without a transport.
    """

    def text(key: str) -> str:
        """A text of this channel."""
        return say(language, f"mcp.{key}")

    made: MCPServer[Any] = MCPServer(
        "siffersvar",
        title="Siffersvar",
        description=text("description"),
        instructions=text("instructions"),
        version=version(),
        subscriptions=False,
        log_level="WARNING",
    )
    tools = Tools(asking, asker, language)
    for tool in (tools.ask, tools.check_claim, tools.list_indicators, tools.get_observations):
        name = tool.__name__
        made.add_tool(
            tool,
            name=name,
            title=text(f"{name}_title"),
            description=text(name),
            annotations=_READS.model_copy(update={"title": text(f"{name}_title")}),
        )
    resources = (
        ("siffersvar://sources", tools.sources),
        ("siffersvar://sources/{source}", tools.source),
        ("siffersvar://indicators", tools.indicators),
        ("siffersvar://indicators/{indicator}", tools.indicator),
    )
    for uri, read in resources:
        said = text(read.__name__)
        made.resource(uri, name=read.__name__, title=said, description=said, mime_type="application/json")(read)
    for prompt in (tools.quote, tools.check_text):
        made.prompt(name=prompt.__name__, title=text(f"{prompt.__name__}_title"), description=text(prompt.__name__))(
            prompt
        )
    return made


def _result(given: BaseModel, words: str = "") -> CallToolResult:
    """A result: its words, where it has any, and its data, also as text for clients that read nothing else."""
    data = given.model_dump(mode="json", by_alias=True)
    texts = [*([words] if words else []), _json(data)]
    return CallToolResult(content=[TextContent(type="text", text=each) for each in texts], structured_content=data)


def _json(data: Any) -> str:
    """Data as JSON, its letters as they are."""
    return json.dumps(data, ensure_ascii=False)
