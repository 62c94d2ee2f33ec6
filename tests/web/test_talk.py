"""Conversations over HTTP: cookies, follow-ups, choices, other sites' forms, limits, and what is forgotten."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from bot.channels.web.answers import Answers
from bot.channels.web.visitor import network_of
from bot.config import Settings
from bot.conversing import BusyError
from bot.service import Service
from bot.serving.part import Served
from bot.state import notes
from tests.web.serving import Parsed, app_of, listening, served

SKANE, UPPSALA, DIFFERENCE = "398,3\u00a0miljoner kronor", "112,3\u00a0miljoner kronor", "286\u00a0miljoner kronor"
QUESTION = "hur mycket fick skåne"
PART = {"x-fragment": "1"}


@contextmanager
def visiting(given: Served) -> Iterator[httpx.Client]:
    """A visitor of a server of their own."""
    with listening(app_of(given)) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


@pytest.fixture
def own(service: Service, tmp_path: Path) -> Iterator[Served]:
    """What a server works with, with a state that a test may look into."""
    with served(service, tmp_path) as given:
        yield given


def ask(client: httpx.Client, question: str, **fields: str) -> str:
    """The page that answers a question."""
    response = client.post("/", data={"q": question, **fields})
    assert response.status_code == 200
    return response.text


def figure(html: str) -> str:
    """The figure that leads on a page; empty where none does."""
    found = re.search(r'<p class="figure">.*?<strong>(.*?)</strong>', html)
    return found[1] if found else ""


def test_a_conversation_goes_on(client: httpx.Client) -> None:
    """What was asked before is understood; who has another cookie has another conversation (failure 21)."""
    assert figure(ask(client, "hur mycket fick skåne")) == SKANE
    assert figure(ask(client, "och uppsala?")) == UPPSALA
    assert figure(ask(client, "hur stor är skillnaden")) == DIFFERENCE
    with httpx.Client(base_url=client.base_url, timeout=30) as other:
        assert figure(ask(other, "och halland då?")) != UPPSALA


def test_the_cookie(client: httpx.Client) -> None:
    """None before the first question, also where a link asks one; then one that no script reads, unlike any other."""
    for path in ("/", "/?q=hur+mycket+fick+sk%C3%A5ne", "/kallor", "/om"):
        assert "set-cookie" not in client.get(path).headers
    first = client.post("/", data={"q": "hej"}).headers["set-cookie"]
    assert first.startswith("siffersvar=")
    for part in ("HttpOnly", "SameSite=lax", "Path=/"):
        assert part in first
    assert "Max-Age" not in first
    assert "set-cookie" not in client.post("/", data={"q": "hej"}).headers
    client.cookies.clear()
    second = client.post("/", data={"q": "hej"}).headers["set-cookie"]
    assert first.split(";")[0] != second.split(";")[0]


def test_a_cookie_of_somebodys_making_is_none(client: httpx.Client) -> None:
    """An id that we did not give out gets a new one in its place."""
    for made_up in ("abc.def", "x" * 500, ".", "åäö"):
        response = client.post("/", data={"q": "hej"}, headers=[(b"cookie", f"siffersvar={made_up}".encode())])
        assert "set-cookie" in response.headers


def test_over_https_cookies_are_secure(service: Service, tmp_path: Path) -> None:
    """Where people reach the page by https, so it is said in the settings, cookies are sent over that alone."""
    settings = Settings(questions_per_minute=0, public_url="https://siffror.example.se")
    with served(service, tmp_path, settings) as given, visiting(given) as client:
        assert "Secure" in client.post("/", data={"q": "hej"}).headers["set-cookie"]
        page = Parsed(client.get("/?q=hur+mycket+fick+sk%C3%A5ne").text)
        assert page.all("meta", property="og:url")[0]["content"].startswith("https://siffror.example.se/?q=")
        origin = {"origin": "https://siffror.example.se"}
        assert client.post("/", data={"q": "hej"}, headers=origin).status_code == 200


@pytest.mark.parametrize("path", ["/", "/en", "/glom-mig", "/fel-siffra", "/val"])
@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://elsewhere.test"},
        {"origin": "null"},
    ],
)
def test_forms_of_other_sites_do_nothing(client: httpx.Client, path: str, headers: dict[str, str]) -> None:
    """A form on another site is refused, and sets nothing."""
    response = client.post(path, data={"q": "hej", "reason": "figure", "looks": "dark"}, headers=headers)
    assert response.status_code == 403
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}, {"origin": "own"}])
def test_our_own_forms_are_answered(client: httpx.Client, headers: dict[str, str]) -> None:
    """What comes from our own page is answered."""
    sent = {name: str(client.base_url).rstrip("/") if value == "own" else value for name, value in headers.items()}
    assert client.post("/", data={"q": "hej"}, headers=sent).status_code == 200


def test_a_choice(client: httpx.Client) -> None:
    """What may mean several things is asked back with buttons; the choice is answered, and the conversation goes on."""
    page = Parsed(ask(client, "uppsala"))
    options = [held["value"] for held in page.all("button", name="q")]
    assert len(options) == 2
    assert page.all("input", name="chosen")
    wanted = next(option for option in options if "Sektorsbidrag" in option)
    assert figure(ask(client, wanted, chosen="1")) == UPPSALA
    assert figure(ask(client, "och skåne?")) == SKANE


def test_a_suggestion(client: httpx.Client) -> None:
    """Under "no figure" stand the questions that have one, which are answered."""
    page = Parsed(ask(client, "folkmängd Kiruna"))
    (suggested,) = [held["value"] for held in page.all("button", name="q")]
    assert "figure" in ask(client, suggested)


def test_a_link_asks_and_the_conversation_goes_on_from_it(client: httpx.Client) -> None:
    """A question behind a link is not remembered until somebody goes on from its page; a choice of its goes on, too."""
    page = Parsed(client.get("/", params={"q": "hur mycket fick skåne"}).text)
    (after,) = [held["value"] for held in page.all("input", name="after")]
    assert figure(ask(client, "och uppsala?", after=after)) == UPPSALA
    link = next(held["href"] for held in page.all("a") if "data-link" in held)
    assert figure(client.get(link).text) == SKANE


def test_earlier_answers_are_shown_again(client: httpx.Client) -> None:
    """Without a script the page shows what was answered before, with a link to it; other keys show nothing."""
    first = Parsed(ask(client, "hur mycket fick skåne"))
    (ident,) = [held["value"] for held in first.all("input", name="earlier")]
    second = ask(client, "och uppsala?", earlier=ident)
    shown = second[second.index('<section class="earlier">') : second.index("</section>")]
    assert SKANE in shown
    assert "/?q=" in shown
    assert len(Parsed(second).all("input", name="earlier")) == 2
    assert '<section class="earlier">' not in ask(client, "och halland?", earlier="nobodysKey")


def test_the_part_for_the_script(client: httpx.Client) -> None:
    """Our script gets the exchange alone, or the reason why there is none."""
    response = client.post("/", data={"q": "hur mycket fick skåne"}, headers=PART)
    assert response.text.lstrip().startswith("<article")
    assert SKANE in response.text
    assert "<html" not in client.post("/", data={"q": ""}, headers=PART).text
    assert "<figure" in client.get("/diagram", params={"q": "hur mycket fick skåne"}, headers=PART).text


def test_wrong_figure(own: Served) -> None:
    """What is wrong with an answer is noted for the editors with its question, of a linked answer too."""
    with visiting(own) as client:
        page = Parsed(ask(client, "hur mycket fick skåne"))
        (ident,) = [held["value"] for held in page.all("input", name="ident")]
        assert client.post("/fel-siffra", data={"ident": ident, "reason": "period"}).status_code == 200
        linked = client.post("/en/wrong-figure", data={"q": "Folkmängd Skåne", "reason": "figure"}, headers=PART)
        assert "Thank you" in linked.text
        assert client.post("/fel-siffra", data={"ident": ident, "reason": "x"}).status_code == 400
        assert client.post("/fel-siffra", data={"ident": "unknown", "reason": "area"}).status_code == 200
    noted = own.state.read(notes.verdicts)
    assert [(note.verdict, note.reason) for note in noted][:2] == [
        ("wrong_figure", "period"),
        ("wrong_figure", "figure"),
    ]
    assert "Skåne" in noted[0].question


def test_forget_me(client: httpx.Client) -> None:
    """The conversation is forgotten, the cookie removed; what was said is not understood any more."""
    ask(client, "hur mycket fick skåne")
    response = client.post("/glom-mig")
    assert "Raderade frågor: 1. Raderade svar: 1." in response.text
    assert 'siffersvar=""' in response.headers["set-cookie"]
    assert figure(ask(client, "och uppsala?")) != UPPSALA
    client.cookies.clear()
    assert client.post("/en/forget-me", headers=PART).status_code == 200


def test_too_many_questions(service: Service, tmp_path: Path) -> None:
    """A visitor is told how long to wait, also who throws the cookie away; another with a conversation is answered."""
    with (
        served(service, tmp_path, per_minute=3) as given,
        visiting(given) as client,
        httpx.Client(base_url=client.base_url, timeout=30) as settled,
    ):
        assert settled.post("/", data={"q": "hej"}).status_code == 200
        seen = []
        for _ in range(4):
            client.cookies.clear()
            seen.append(client.post("/", data={"q": "hej"}))
        assert [response.status_code for response in seen] == [200, 200, 429, 429]
        assert 1 <= int(seen[-1].headers["retry-after"]) <= 60
        assert client.get("/", params={"q": "hej"}).status_code == 429
        assert client.get("/tabell", params={"q": "inflation"}).status_code == 429
        assert settled.post("/", data={"q": "hej"}).status_code == 200


def test_a_fault_is_a_page(own: Served, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever fails becomes a page with an id; neither it nor the log has the person's words (failure 20)."""
    words = "hemligt fel i " + QUESTION

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(words)

    monkeypatch.setattr(Answers, "in_conversation", fail)
    with caplog.at_level(logging.INFO), visiting(own) as client:
        response = client.post("/", data={"q": QUESTION})
        assert response.status_code == 500
        ident = re.search(r"nummer ([0-9a-f]{6})", response.text)
        assert ident is not None
        assert "hemligt" not in response.text
    assert ident[1] in caplog.text
    assert "hemligt" not in caplog.text
    assert "skåne" not in caplog.text


@pytest.mark.parametrize("error", [BusyError(), OperationalError("select", {}, Exception("gone"))])
def test_a_database_that_does_not_answer(own: Served, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """The page says that it cannot keep up, and when to come again (failure 19)."""

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Answers, "in_conversation", fail)
    with visiting(own) as client:
        response = client.post("/", data={"q": "hej"})
    assert (response.status_code, response.headers["retry-after"]) == (503, "5")


def test_two_processes_share_a_conversation(own: Served) -> None:
    """A conversation that one process began goes on at another with the same state (failure 16)."""
    second = replace(own)
    with visiting(own) as client, listening(app_of(second)) as address:
        ask(client, "hur mycket fick skåne")
        with httpx.Client(base_url=address, timeout=30, cookies=client.cookies) as other:
            assert figure(ask(other, "och uppsala?")) == UPPSALA
            assert figure(ask(client, "hur stor är skillnaden")) == DIFFERENCE


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("unix", "unix"),
        ("", ""),
    ],
)
def test_networks(address: str, network: str) -> None:
    """Visitors without a conversation are told apart by address, of IPv6 by network."""
    assert network_of(address) == network


def test_what_stays_in_the_database(own: Served) -> None:
    """Neither the cookie nor the address stands in the state database."""
    with visiting(own) as client:
        cookie = client.post("/", data={"q": "hur mycket fick skåne"}).cookies["siffersvar"]
    path = Path(own.state.url.removeprefix("sqlite:///"))
    kept = b"".join(file.read_bytes() for file in path.parent.glob("state.sqlite*"))
    assert cookie.split(".")[0].encode() not in kept
    assert b"127.0.0.1" not in kept


def test_questions_in_the_log(service: Service, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Where the operator wants it, the log holds what was asked; else it does not."""
    for wanted in (False, True):
        settings = Settings(questions_per_minute=0, log_questions=wanted)
        folder = tmp_path / str(wanted)
        folder.mkdir()
        with caplog.at_level(logging.INFO), served(service, folder, settings) as given, visiting(given) as client:
            ask(client, "hur mycket fick\nskåne")
        assert ("asked: 'hur mycket fick\\nskåne'" in caplog.text) == wanted
