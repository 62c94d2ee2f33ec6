"""Questions and their answers: alone (GET), and in conversations (POST)."""

from __future__ import annotations

import re
import secrets
import time
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import Response

from bot.channels.api.cache import Entry
from bot.channels.api.claim_review import claim_review
from bot.channels.api.context import Api, asked, cacheable, json_only, to_json
from bot.channels.api.models import (
    LEAST_UNGUESSABLE,
    LONGEST_CONVERSATION,
    LONGEST_QUESTION,
    UNGUESSABLE,
    Answer,
    Asked,
    Lang,
)
from bot.channels.api.problems import ProblemError
from bot.conversing import Desk
from bot.day import STOCKHOLM
from bot.message import Message, Reply
from bot.talking import replied
from knowledge.memory import Memory
from knowledge.model import Language

CHANNEL = "api"
MAX_AGE = 60
"""Seconds for which clients may keep an answer."""


def add(routes: APIRouter, api: Api) -> None:
    """Add the routes."""
    only = [Depends(json_only)]

    @routes.get("/answers", response_model=Answer, operation_id="getAnswer", dependencies=only)
    async def get_answer(
        request: Request,
        q: Annotated[str, Query(min_length=1, max_length=LONGEST_QUESTION, description="The question.")],
        lang: Annotated[Lang | None, Query(description="The answer's language; else the question's.")] = None,
    ) -> Response:
        """Answer a question by itself: by the question, the language, the day in Sweden and the data alone."""
        reply, day = await api.worked_out(request, alone, api, q, lang)
        return _keep(request, api, answer_data(reply, None, day, api), day)

    @routes.post("/answers", response_model=Answer, operation_id="postAnswer", dependencies=only)
    async def post_answer(request: Request, question: Asked) -> Response:
        """Answer in a conversation, one that goes on or begins: "och Uppsala?" asks the same of Uppsala."""
        ident = question.conversation or secrets.token_urlsafe(24)
        owner = _owner(request, api, ident)
        reply, day = await api.worked_out(request, _in_conversation, api, question, owner, ident)
        body = to_json(answer_data(reply, ident, day, api))
        return Response(body, 200, {"Cache-Control": "no-store"}, "application/json")

    @routes.delete(
        "/conversations/{id}", status_code=204, operation_id="forgetConversation", summary="Forget a conversation"
    )
    async def forget(
        request: Request,
        ident: Annotated[str, Path(alias="id", min_length=1, max_length=LONGEST_CONVERSATION)],
    ) -> Response:
        """Nothing of it is remembered any more; it is no error if nothing was."""
        owner = _owner(request, api, ident)
        await api.worked_out(request, _forget, api, owner, ident)
        return Response(None, 204)


def alone(api: Api, question: str, language: Language | None) -> tuple[Reply, date]:
    """The reply to a question by itself, and the day on which it was asked.

    Args:
        api: has the service that answers.
        question: what was asked.
        language: of the answer; that of the question where it is None.

    Returns:
        The reply and the day in Sweden.
    """

    def work(desk: Desk) -> tuple[Reply, date]:
        """Answer, and note a question without an answer for the editors."""
        message = Message(question, "", CHANNEL, None, language, desk.day)
        reply, _ = desk.service.answer_with(message, Memory())
        if reply.answer is not None and reply.data["status"] == "no_answer":
            desk.session.note_unanswered(question, reply.data["reason"] or "", reply.data["language"])
        return reply, desk.day

    return api.served.conversing.converse(work)


def answer_data(reply: Reply, conversation: str | None, day: date, api: Api) -> dict[str, Any]:
    """The answer object as the API gives it.

    Args:
        reply: what is said.
        conversation: the client's id of the conversation.
        day: the day in Sweden.
        api: has the settings.

    Returns:
        The object.

    Raises:
        ProblemError: there is no answer, by a fault of the program.
    """
    if reply.answer is None:
        raise ProblemError("failed", text=reply.text)
    data = {**reply.data, "conversation": conversation}
    data["claim_review"] = claim_review(data, day, api.served.settings)
    return data


def left_of(day: date, api: Api) -> float:
    """Seconds until a day in Sweden is over."""
    now = datetime.fromtimestamp(api.served.state.now(), UTC)
    return (datetime.combine(day + timedelta(days=1), datetime.min.time(), STOCKHOLM) - now).total_seconds()


def kept_for(left: float) -> int:
    """Seconds for which clients may keep an answer, of a day of which so many are left."""
    return max(0, min(MAX_AGE, int(left)))


def _owner(request: Request, api: Api, ident: str) -> str:
    """Whose conversation it is: a key's, or nobody's but who knows its id."""
    if api.settings.keys:
        return asked(request).client
    if not re.fullmatch(UNGUESSABLE, ident):
        where = "body" if request.method == "POST" else "path"
        name = "conversation" if request.method == "POST" else "id"
        raise ProblemError("invalid", errors=[(where, name, "guessable", {"least": LEAST_UNGUESSABLE})])
    return ""


def _in_conversation(api: Api, question: Asked, owner: str, ident: str) -> tuple[Reply, date]:
    """The reply to a question in a conversation, and the day."""
    conversing = api.served.conversing
    speaker = conversing.speaker(CHANNEL, owner or ident, ident, chosen=question.language)

    def work(desk: Desk) -> tuple[Reply, date]:
        """Answer and remember."""
        return replied(question.question, speaker, desk)[0], desk.day

    return conversing.converse(work)


def _forget(api: Api, owner: str, ident: str) -> None:
    """Forget a conversation."""
    conversing = api.served.conversing
    speaker = conversing.speaker(CHANNEL, owner or ident, ident)
    conversing.converse(lambda desk: desk.session.forget(speaker.conversation, speaker.person))


def _keep(request: Request, api: Api, data: dict[str, Any], day: date) -> Response:
    """The response with an answer, kept for whoever asks the same, until the day is over at most."""
    left = left_of(day, api)
    body = to_json(data)
    response = cacheable(request, api, body, "application/json", kept_for(left))
    count = api.metrics.questions.labels(CHANNEL, data["status"], data["reason"] or "").inc
    entry = Entry(
        body,
        response.headers["etag"].encode(),
        [(name, value) for name, value in response.raw_headers if name in (b"etag", b"cache-control")],
        time.monotonic() + min(api.kept.life, left - MAX_AGE),
        count,
    )
    api.kept.put(request.scope["query_string"], entry)
    return response
