"""Pictures and tables at addresses that a chat can show or link: signed, so that they draw only what was answered."""

from __future__ import annotations

import hmac
from datetime import date
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.channels.teamchat.shown import Address
from bot.charts import describe
from bot.message import Message
from bot.serving.part import Served
from bot.state.privacy import Hashed
from bot.tables import table_of, to_csv, to_xlsx
from knowledge.memory import Memory
from knowledge.model import Language

LONGEST = 1_900
"""Characters of an address at most; chats and proxies cut longer ones."""
_TYPES = {
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_FRESH = 3600
"""Seconds for which a picture may be kept by whoever fetched it."""


def addresses(hashed: Hashed, base: str | None, channel: str) -> Address:
    """What gives addresses.

    Args:
        hashed: makes the signature.
        base: the address at which people and their chat reach the service; None for none.
        channel: the first part of the path.

    Returns:
        A function.
    """

    def address(ending: str, question: str, day: str, language: Language) -> str | None:
        """The address of a question's picture or table; None where it would be too long."""
        if base is None:
            return None
        signature = hashed("file", language, day, question)
        query = urlencode({"q": question, "l": language, "d": day, "s": signature})
        made = f"{base}/{channel}/file.{ending}?{query}"
        return made if len(made) <= LONGEST else None

    return address


def route(served: Served, channel: str) -> Route:
    """Where the files of a channel are.

    Args:
        served: answers questions and draws.
        channel: the first part of the path.

    Returns:
        A route.
    """

    async def file(request: Request) -> Response:
        """A file; 404 for an address that we did not make, or whose question has no picture or table any more."""
        ending = request.path_params["ending"]
        question, language, day, said = (request.query_params.get(name, "") for name in "qlds")
        signature = served.state.hashed("file", language, day, question)
        content = None
        if hmac.compare_digest(said.encode("utf-8", "replace"), signature.encode()) and ending in _TYPES:
            content = await served.work(_made, served, ending, question, day, "en" if language == "en" else "sv")
        if content is None:
            return PlainTextResponse("There is no such file.\n", 404)
        headers = {"cache-control": f"private, max-age={_FRESH}", "x-content-type-options": "nosniff"}
        if ending != "png":
            headers["content-disposition"] = f'attachment; filename="siffersvar.{ending}"'
        return Response(content, media_type=_TYPES[ending], headers=headers)

    return Route(f"/{channel}/file.{{ending}}", file, methods=["GET"])


def _made(served: Served, ending: str, question: str, day: str, language: Language) -> bytes | None:
    """The picture or table of a question that leans on nothing; None where it has none."""
    message = Message(question, "", channel="again", language=language, today=date.fromisoformat(day))
    reply, _ = served.service.answer_with(message, Memory())
    if ending == "png":
        seen = describe(reply, served.service.engine)
        return None if seen is None else served.draw(seen)
    made = table_of(reply, served.service.engine)
    if made is None:
        return None
    return to_csv(made) if ending == "csv" else to_xlsx(made)
