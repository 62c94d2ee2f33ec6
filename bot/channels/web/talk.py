"""The conversation: the first page, a question, a link that asks one, "wrong figure?", "forget me", and choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.channels.web.answers import Answers, Exchange, readable
from bot.channels.web.held import Held
from bot.channels.web.paths import to
from bot.channels.web.rendering import text
from bot.channels.web.site import Asked, RefusedError, Site
from bot.channels.web.tiles import TileMap
from bot.channels.web.visitor import APPEARANCES, LOOKS, SPEAKS, TALK, cookie_of, new_talk
from bot.examples import examples
from bot.message import Choice
from knowledge.model import Language

REASONS = ("figure", "area", "period", "source", "meaning")
"""What can be wrong with an answer, as people choose it."""
_EXAMPLES = 4


@dataclass(frozen=True, slots=True)
class Start:
    """What the first page offers: questions to try, and a map."""

    examples: tuple[Choice, ...]
    tiles: TileMap | None


class Talk:
    """The pages on which questions are asked."""

    def __init__(self, site: Site, answers: Answers, held: Held) -> None:
        """Ask `answers`, on pages of `site`; the first page shows a map of what is held."""
        self._site = site
        self._answers = answers
        self._held = held
        self._started = lru_cache(maxsize=2)(self._start)

    def routes(self) -> Sequence[BaseRoute]:
        """Their routes."""
        site = self._site
        return [
            *site.routes("home", self.home),
            *site.routes("home", self.ask, methods=("POST",)),
            *site.routes("feedback", self.feedback, methods=("POST",)),
            *site.routes("forget", self.forget, methods=("POST",)),
            *site.routes("choose", self.choose, methods=("POST",)),
        ]

    async def home(self, asked: Asked) -> Response:
        """The first page, or the answer to the question of a link."""
        question = readable(asked.parameters.get("q", ""))
        if question:
            exchange = await self._answers.alone(question, asked.visitor)
            return self._shown(asked, exchange, linked=True)
        speaks = asked.visitor.speaks
        if asked.language == "sv" and speaks == "en" and not asked.parameters:
            response = self._site.see(to("home", speaks))
            response.headers.update({"cache-control": "private, no-cache", "vary": "Cookie"})
            return response
        start = await self._site.served.work(self._started, asked.language)
        values = {"start": start, "exchange": None, "linked": False}
        return self._site.page(asked, "start.html", text(asked.language, "title"), values)

    async def ask(self, asked: Asked) -> Response:
        """Answer a question; nothing asked shows the first page again."""
        fields = await asked.form()
        form = dict(fields)
        question = readable(form.get("q", ""))
        if not question:
            raise RefusedError(400, "no_question")
        talk = asked.visitor.talk or new_talk()
        exchange = await self._answers.in_conversation(
            question,
            asked.visitor,
            talk,
            chosen="chosen" in form,
            after=readable(form.get("after", "")),
            earlier=[value for name, value in fields if name == "earlier"],
        )
        response = self._shown(asked, exchange, linked=False)
        if not asked.visitor.talk:
            mark = cookie_of(talk, self._site.served.state.hashed)
            asked.visitor.keep(response, TALK, mark, lasting=False)
        return response

    async def feedback(self, asked: Asked) -> Response:
        """Note that an answer is wrong, and thank."""
        form = dict(await asked.form())
        reason = form.get("reason", "")
        if reason not in REASONS:
            raise RefusedError(400, "no_reason")
        await self._answers.note(asked.visitor, form.get("ident", ""), readable(form.get("q", "")), reason)
        return self._told(asked, text(asked.language, "thanks_wrong"))

    async def forget(self, asked: Asked) -> Response:
        """Forget the conversation, and say so."""
        gone = await self._answers.forget(asked.visitor)
        key = "forgot_talk" if gone.turns or gone.answers else "forgot_no_talk"
        response = self._told(asked, text(asked.language, key, turns=gone.turns, answers=gone.answers))
        asked.visitor.keep(response, TALK, "")
        return response

    async def choose(self, asked: Asked) -> Response:
        """Remember a language or an appearance, and go back to the page that was shown."""
        form = dict(await asked.form())
        response = self._site.see(_own(form.get("back", ""), to("home", asked.language)))
        if form.get("language") in ("sv", "en"):
            asked.visitor.keep(response, SPEAKS, form["language"])
        if "looks" in form:
            asked.visitor.keep(response, LOOKS, form["looks"] if form["looks"] in APPEARANCES else "")
        return response

    def _shown(self, asked: Asked, exchange: Exchange, *, linked: bool) -> Response:
        """An answer, as a page or as the part of it that is new."""
        values = {"exchange": exchange, "linked": linked, "reasons": REASONS}
        if asked.fragment:
            base = self._site.base(asked.request)
            return self._site.fragment("exchange.html", asked.language, {**values, "base": base})
        query = {"q": exchange.question} if linked else {}
        title = exchange.card.headline
        return self._site.page(asked, "start.html", title, {**values, "start": None}, query=query)

    def _told(self, asked: Asked, words: str) -> Response:
        """One sentence, as a page or a part of one."""
        if asked.fragment:
            return self._site.fragment("told.html", asked.language, {"words": words})
        return self._site.page(asked, "message.html", words, {"words": words})

    def _start(self, language: Language) -> Start:
        """What the first page offers."""
        tried = examples(self._answers.desk(), language, _EXAMPLES)
        return Start(tuple(choice for choice, _ in tried), self._held.map(language))


def _own(path: str, otherwise: str) -> str:
    """A path of our own site, and never the address of another."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() else otherwise
