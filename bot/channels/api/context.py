"""What all of the API works with, and what is known of one request."""

from __future__ import annotations

import asyncio
import json
import logging
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar, cast

from sqlalchemy.exc import DBAPIError
from starlette.requests import Request
from starlette.responses import Response

from bot.channels.api.accepting import preferred
from bot.channels.api.cache import Kept, etag_of, is_known
from bot.channels.api.limits import READS, Allowance, Bucket, Taken
from bot.channels.api.metrics import Metrics
from bot.channels.api.problems import ProblemError
from bot.channels.api.settings import ApiSettings
from bot.conversing import BusyError
from bot.service import anonymous
from bot.serving.part import Served
from knowledge.model import Language

logger = logging.getLogger("siffersvar.api")

P = ParamSpec("P")
T = TypeVar("T")

SCOPE = "siffersvar.asked"
"""Under which a request's scope holds what is known of it."""
PATIENCE = 25.0
"""Seconds for an answer, with those that stand before it."""
_MOST_WAITING = 64
"""So many answers may wait to be worked out; who comes then is asked to come again."""


@dataclass(slots=True)
class Asking:
    """What is known of one request."""

    client: str
    request_id: str
    language: Language
    read: Taken
    answer: Taken | None = None


@dataclass(slots=True)
class Api:
    """What all of the API works with."""

    served: Served
    settings: ApiSettings
    patience: float = PATIENCE
    most_waiting: int = _MOST_WAITING
    metrics: Metrics = field(default_factory=Metrics)
    kept: Kept = field(default_factory=Kept)
    reads: Bucket = field(init=False)
    answers: Allowance = field(init=False)
    waiting: int = 0

    def __post_init__(self) -> None:
        """Set the pace."""
        wanted = self.settings.per_minute
        pace = self.served.settings.questions_per_minute if wanted is None else wanted
        self.reads = Bucket(pace * READS)
        self.answers = Allowance(self.served.state, pace)

    def sweep(self) -> None:
        """Let go of answers, and the questions in them, and of addresses when their time is over."""
        self.kept.sweep()
        self.reads.sweep()
        self.answers.sweep()

    async def worked_out(self, request: Request, do: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """Have something worked out for a client, if it may ask more and there is room and time.

        Args:
            request: counts as one answer.
            do: what to do, in a thread.
            given: what it takes.
            named: what it takes by name.

        Returns:
            What it gave.

        Raises:
            ProblemError: the client asked too much, or there is no room or time.
        """
        if self.waiting >= self.most_waiting:
            raise ProblemError("busy", headers={"Retry-After": "1"})
        self.waiting += 1
        try:
            async with asyncio.timeout(self.patience):
                await self._count(request)
                return await self.served.work(do, *given, **named)
        except (TimeoutError, BusyError, DBAPIError) as error:
            logger.error("the API could not answer\n%s", anonymous(error))  # noqa: TRY400  (its words may be somebody's)
            raise ProblemError("busy", headers={"Retry-After": "5"}) from error
        finally:
            self.waiting -= 1

    async def _count(self, request: Request) -> None:
        """Count an answer; refuse it where the client asked too much."""
        asking = asked(request)
        taken = await self.answers.take(asking.client)
        asking.answer = taken
        if taken.wait:
            raise too_many(taken)


def too_many(taken: Taken) -> ProblemError:
    """The refusal of a client that asked too much."""
    seconds = math.ceil(taken.wait)
    return ProblemError("too_many", headers={"Retry-After": str(seconds)}, seconds=seconds)


def asked(request: Request) -> Asking:
    """What is known of a request."""
    return cast("Asking", request.scope[SCOPE])


def to_json(data: Any) -> bytes:
    """JSON as it is sent."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8", "replace")


def cacheable(
    request: Request,
    api: Api,
    body: bytes,
    media_type: str,
    seconds: int,
    headers: dict[str, str] | None = None,
) -> Response:
    """A response that may be kept for some seconds, and that is not sent to who has it already (304).

    Args:
        request: what is answered.
        api: says whether others than the client may keep it.
        body: what is sent.
        media_type: of what kind it is.
        seconds: for which it may be kept.
        headers: more of them.

    Returns:
        The response.
    """
    etag = etag_of(body)
    whose = "private" if api.settings.keys else "public"
    more = {"ETag": etag, "Cache-Control": f"{whose}, max-age={seconds}", **(headers or {})}
    if is_known(etag, request.headers.get("if-none-match", "")):
        return Response(None, 304, more)
    return Response(body, 200, more, media_type)


def form_of(request: Request, form: str | None, forms: Mapping[str, str]) -> str:
    """The form in which something is wanted.

    Args:
        request: its Accept header counts where no form is named.
        form: the one that the address names.
        forms: name -> media type, ours first.

    Returns:
        The name of one.

    Raises:
        ProblemError: the header takes none of them.
    """
    if form is not None:
        return form
    found = preferred(request.headers.get("accept", ""), tuple(forms.values()))
    for name, media_type in forms.items():
        if media_type == found:
            return name
    raise ProblemError("not_acceptable", offered=", ".join(forms.values()))


def json_only(request: Request) -> None:
    """Refuse a request that does not take JSON."""
    form_of(request, None, {"json": "application/json"})
