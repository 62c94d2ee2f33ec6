"""Inline mode: the card in any chat, examples where nothing is typed, and never an error."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.telegram.actions import AnswerInline
from bot.config import Settings
from bot.service import Service
from tests.telegram.talk import ANNA, BO, Talk, user


def offered(talk: Talk, text: str, code: str | None = "sv", sender: int = ANNA) -> AnswerInline:
    """What is offered for a query."""
    query = {"id": "9", "from": user(sender, code), "query": text, "offset": ""}
    (action,) = talk.update(inline_query=query)
    assert isinstance(action, AnswerInline)
    assert action.query == "9"
    return action


def test_an_answer(service: Service) -> None:
    """One article: the figure as its title, what it is below, the card as its message, a link to the bot."""
    (article,) = offered(Talk(service), "vgr sektorsbidrag").articles
    assert "495,2" in article.title
    assert article.description.startswith("Sektorsbidrag")
    assert article.html.startswith("<b>")
    assert "Källa: " in article.html
    assert (article.keyboard[0][0].url or "").startswith("https://t.me/")


def test_a_verdict(service: Service) -> None:
    """Its sign leads the title, too."""
    (article,) = offered(Talk(service), "stämmer det att Skåne fick 500 miljoner i sektorsbidrag").articles
    assert article.title.startswith("❌ Stämmer inte.")


@pytest.mark.parametrize(("code", "source"), [("sv", "Källa: "), ("en", "Source: ")])
@pytest.mark.parametrize("text", ["", "  "])
def test_examples(service: Service, code: str, source: str, text: str) -> None:
    """Nothing typed yet gives examples, answered, in the language of the phone."""
    action = offered(Talk(service), text, code)
    assert len(action.articles) >= 3
    assert all(source in article.html for article in action.articles)
    assert action.seconds > 0


def test_what_may_be_meant(service: Service) -> None:
    """A question that may mean several things gives an article for each."""
    articles = offered(Talk(service), "resultatet?").articles
    assert len(articles) > 1
    assert all("Källa: " in article.html for article in articles)
    assert any("495,2" in article.title for article in offered(Talk(service), "vgr bidrag").articles)


def test_what_is_missing(service: Service) -> None:
    """It is said, with what is nearest beside it where there is any; no figure where none is held."""
    (article,) = offered(Talk(service), "bowlinghallar").articles
    assert "bowlinghallar" in article.html
    assert article.keyboard == ()
    articles = offered(Talk(service), "sektorsbidrag Skåne 2019").articles
    assert "För 2019 har jag ingen siffra" in articles[0].html
    assert "398,3" in articles[1].html


def test_nothing_is_kept(service: Service) -> None:
    """Half a question typed is no question: not counted, not noted, not remembered."""
    talk = Talk(service)
    offered(talk, "bowlinghallar i Skå")
    offered(talk, "och Uppsala?")
    state = talk.session
    assert not (state.asked)
    assert not (state.unanswered)
    assert not (state.memories)
    assert not (state.tokens)
    assert not (state.answers)


def test_the_chosen_language(service: Service) -> None:
    """It holds here, too."""
    talk = Talk(service)
    talk.ask("/sprak en")
    assert "Source: " in offered(talk, "sektorsbidrag Skåne").articles[0].html


def test_who_may(service: Service) -> None:
    """With a list of allowed chats only the persons on it are offered anything."""
    talk = Talk(service, Settings(telegram_allowed_chats=frozenset({ANNA})))
    assert offered(talk, "sektorsbidrag Skåne").articles
    assert offered(talk, "sektorsbidrag Skåne", sender=BO) == AnswerInline("9", (), 0)


def test_a_failure_is_an_article(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """What went wrong is said, and not kept by Telegram."""

    def fail(*_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(service.engine, "ask", fail)
    action = offered(Talk(service), "sektorsbidrag Skåne")
    assert "nummer" in action.articles[0].html
    assert action.seconds == 0
    assert offered(Talk(service), "") == AnswerInline("9", (), 0)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(max_size=256))
def test_any_query(service: Service, text: str) -> None:
    """Whatever is typed, Telegram takes the answer."""
    offered(Talk(service), text)
