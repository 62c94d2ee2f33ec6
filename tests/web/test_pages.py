"""Pages without a browser: headers, what is escaped, languages, sizes, and that every link leads somewhere."""

from __future__ import annotations

import re
import time
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import httpx
import pytest

from bot.channels.web.held import theme_name
from bot.channels.web.rendering import STATIC
from bot.channels.web.site import HEADERS
from bot.config import Settings
from bot.service import Service
from bot.texts import table
from knowledge.store import Store
from tests.conftest import ROOT
from tests.web.serving import PAGES, Parsed, app_of, listening, served

ASKS = "/?q=hur+mycket+fick+sk%C3%A5ne"
FIGURE = "398,3\u00a0miljoner kronor"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "'; DROP TABLE memory; --",
    "../../etc/passwd",
    "skåne\x00\u202e\u200d👩‍⚕️",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_its_headers(client: httpx.Client, path: str) -> None:
    """A strict policy on every page: no inline script or style, no frame, nothing from anybody else; and it is kept."""
    response = client.get(path)
    assert response.status_code == (404 if path == "/finns-inte" else 200)
    for name, value in HEADERS.items():
        assert response.headers[name] == value
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    page = Parsed(response.text)
    assert not [held for _, held in page.elements if "style" in held or any(n.startswith("on") for n in held)]
    assert not page.all("style")
    assert all(held.get("src", "").startswith("/static/") for held in page.all("script"))
    fetched = [
        held for tag, held in page.elements if tag in ("script", "img", "link") and held.get("rel") != "canonical"
    ]
    addresses = [held.get("src") or held.get("href", "") for held in fetched if held.get("rel") != "alternate"]
    assert all(address.startswith("/") and not address.startswith("//") for address in addresses)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_its_language(client: httpx.Client, path: str) -> None:
    """`lang` is that of the page, the twin is named, and there is one h1."""
    page = Parsed(client.get(path).text)
    language = "en" if path.startswith("/en") else "sv"
    assert page.all("html")[0]["lang"] == language
    twins = {held["hreflang"]: held["href"] for held in page.all("link", rel="alternate")}
    assert set(twins) == {"sv", "en"}
    assert len(page.all("h1")) == 1
    assert page.all("a", href="#content")


def test_every_link_leads_somewhere(client: httpx.Client) -> None:
    """Every address of our own in a page of any kind answers, and so do its twins; of those that ask every fourth."""
    seen: set[str] = set()
    for path in PAGES:
        page = Parsed(client.get(path).text)
        links = [held["href"] for tag, held in page.elements if tag in ("a", "link") and "href" in held]
        for link in links:
            parts = urlsplit(link)
            if parts.netloc not in ("", client.base_url.netloc.decode()) or link.startswith("#"):
                continue
            seen.add(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    asking = sorted(link for link in seen if link.startswith(("/?q=", "/en?q=")))
    tried = [*seen.difference(asking), *asking[::4]]
    dead = [link for link in tried if client.get(link).status_code not in (200, 303, 308)]
    assert len(seen) > 200
    assert set(dead) <= {"/", "/en"}, dead


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_write_is_text(client: httpx.Client, text: str) -> None:
    """No mark-up, template, path or control character of a question does anything, asked or linked (failure 22)."""
    for response in (client.get("/", params={"q": text}), client.post("/", data={"q": text, "after": text})):
        assert response.status_code == 200
        page = Parsed(response.text)
        assert not page.all("img")
        assert all(held.get("src", "").startswith("/static/") for held in page.all("script"))
        assert "49" not in page.text or "7 * 7" in page.text
        assert "\x00" not in response.text


def test_very_long_and_odd_questions(client: httpx.Client) -> None:
    """100,000 characters, an emoji and nothing are answered or refused in words (failure 22)."""
    assert client.post("/", data={"q": "skåne " * 16_000}).status_code == 200
    assert client.post("/", data={"q": "🙂"}).status_code == 200
    assert client.post("/", data={"q": "   "}).status_code == 400
    assert client.post("/", content=b"\xff\xfe=%zz&q").status_code == 400
    assert client.post("/", content=b"&".join(b"a=1" for _ in range(100))).status_code == 400


def test_a_large_form(client: httpx.Client) -> None:
    """A body over 1 MiB is refused by what it says of its length, before it is sent."""
    connection = HTTPConnection(client.base_url.host, client.base_url.port, timeout=30)
    connection.putrequest("POST", "/")
    connection.putheader("content-length", "2000000")
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


def test_an_answer_has_the_figure_first(client: httpx.Client) -> None:
    """The figure is large, with all its digits, what it is of, its context, its source and its evidence."""
    page = Parsed(client.get(ASKS).text)
    assert FIGURE in "".join(page.words)
    for words in ("398\u00a0262\u00a0434", "Tabell 1, rad Skåne", "004_0eb9c1a57acf679f.txt", "Skåne 398 262 434"):
        assert words in "".join(page.words)
    assert page.all("meta", property="og:title")[0]["content"].startswith("Skåne fick")
    assert "398,3" in page.all("meta", property="og:title")[0]["content"]
    image = urlsplit(page.all("meta", property="og:image")[0]["content"])
    assert client.get(f"{image.path}?{image.query}").content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("question", "word", "kind"),
    [
        ("stämmer det att Uppsala fick 150 miljoner i sektorsbidrag?", "incorrect", "incorrect"),
        ("stämmer det att Uppsala fick 112,3 miljoner i sektorsbidrag?", "correct", "correct"),
    ],
)
def test_a_verdict_has_a_sign_and_a_word(client: httpx.Client, question: str, word: str, kind: str) -> None:
    """A verdict is told by word and sign, not by colour alone."""
    response = client.get("/", params={"q": question})
    assert table("sv")["verdict"][word] in response.text
    assert {"incorrect": "✗", "correct": "✓"}[kind] in response.text
    assert f'card answered {kind}"' in response.text


def test_a_question_in_the_other_language(client: httpx.Client) -> None:
    """A question in English on a Swedish page is answered in English, and marked as that, and goes on in English."""
    page = Parsed(client.get("/", params={"q": "how much did Skåne get in the sector grant?"}).text)
    assert page.all("html")[0]["lang"] == "sv"
    card = next(held for held in page.all("div") if held.get("class", "").startswith("card"))
    assert card["lang"] == "en"
    assert any(held["href"].startswith("/en/chart?") for held in page.all("a"))


def test_choices_are_remembered(client: httpx.Client) -> None:
    """Language and appearance are kept in cookies; a choice leads to no other site."""
    response = client.post("/en/choose", data={"language": "en", "back": "/en/sources"})
    assert (response.status_code, response.headers["location"]) == (303, "/en/sources")
    assert client.get("/").headers["location"] == "/en"
    client.post("/val", data={"language": "sv", "looks": "dark", "back": "/"})
    page = Parsed(client.get("/").text)
    assert page.all("html")[0]["data-looks"] == "dark"
    client.post("/val", data={"looks": "", "back": "/"})
    assert "data-looks" not in Parsed(client.get("/").text).all("html")[0]
    for back in ("https://elsewhere.test/", "//elsewhere.test", "/\\elsewhere.test", "", "x\r\nset-cookie: a=b"):
        assert client.post("/val", data={"looks": "light", "back": back}).headers["location"] == "/"


def test_old_addresses_and_files(client: httpx.Client) -> None:
    """A region's code and a slash too many lead on; files have their kind; robots are told; nothing else is there."""
    assert client.get("/regioner/12").headers["location"] == "/regioner/skane"
    assert client.get("/kallor/").headers["location"] == "/kallor"
    assert client.get(client.base_url.copy_with(raw_path=b"//elsewhere.test/")).status_code == 404
    assert client.get("/robots.txt").text.startswith("User-agent: *")
    assert client.get("/favicon.ico").headers["content-type"] == "image/svg+xml"
    for name, kind in STATIC.items():
        response = client.get(f"/static/{name}")
        assert response.headers["content-type"] == kind
        assert "immutable" in response.headers["cache-control"]
    for path in ("/static/..%2Fsite.py", "/static/x", "/kallor/x", "/nyckeltal/x", "/regioner/0114", "/fil/exe?q=a"):
        assert client.get(path).status_code == 404
    assert client.delete("/kallor").status_code == 405
    assert client.get("/glom-mig").status_code == 405


@pytest.mark.parametrize(("form", "start"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("png", b"\x89PNG")])
def test_files_to_take_away(client: httpx.Client, form: str, start: bytes) -> None:
    """An answer as CSV, workbook and picture; a question without figures has none."""
    response = client.get(f"/fil/{form}", params={"q": "hur mycket fick skåne"})
    assert response.content.startswith(start)
    assert 'filename="sektorsbidrag-till-halso-och-sjukvarden' in response.headers["content-disposition"]
    assert client.get(f"/fil/{form}", params={"q": "hej"}).status_code == 404
    assert client.get(f"/fil/{form}").status_code == 400


def test_the_chart_is_in_the_page(client: httpx.Client) -> None:
    """The SVG stands in the page, named for those who do not see it, twice without a shared id, with its figures."""
    first, second = (client.get("/diagram", params={"q": "hur mycket fick skåne"}).text for _ in range(2))
    page = Parsed(first)
    assert page.all("svg", role="img")
    assert "633,5\u00a0miljoner kronor" in first
    ids = {held["id"] for _, held in page.elements if held.get("id", "").startswith(("t", "d"))}
    assert ids
    assert ids.isdisjoint(held.get("id", "") for _, held in Parsed(second).elements)
    assert client.get("/diagram", params={"q": "inflation"}).status_code == 404


def test_every_theme_has_a_name(store: Store) -> None:
    """Each theme of the data has a name in both languages, and a new one is shown by its id."""
    for theme in {indicator.theme for indicator in store.indicators.values()}:
        assert f"theme_{theme}" in table("sv")["web"]
    assert theme_name("nytt_tema", "en") == "Nytt tema"


def test_no_text_of_the_page_is_left_over() -> None:
    """Each text under [web] is used somewhere."""
    files = [path for path in (ROOT / "bot" / "channels" / "web").rglob("*") if path.suffix in (".py", ".html")]
    code = "\n".join(path.read_text("utf-8") for path in files)
    prefixes = ("theme_", "about_", "access_", "help_", "reason_", "nav_", "looks_", "computed_", "ask_")
    assert not [key for key in table("sv")["web"] if not key.startswith(prefixes) and f'"{key}"' not in code]


def test_the_first_page_is_small(client: httpx.Client) -> None:
    """Under 60 kB in all that a browser fetches for it, without compression."""
    page = client.get("/")
    parsed = Parsed(page.text)
    fetched = [held["src"] for held in parsed.all("script")] + [
        held["href"] for held in parsed.all("link") if held["rel"] in ("stylesheet", "icon")
    ]
    sizes = {path: len(client.get(path).content) for path in fetched}
    assert len(sizes) == 3
    assert len(page.content) + sum(sizes.values()) < 60_000


def test_an_answer_is_there_soon(client: httpx.Client) -> None:
    """An answer with its map is made in under 150 ms (the median of questions about different regions)."""
    took = []
    for region in ("Skåne", "Uppsala", "Halland", "Dalarna", "Gotland", "Kalmar", "Örebro"):
        start = time.perf_counter()
        response = client.post("/", data={"q": f"hur mycket fick {region}"}, headers={"x-fragment": "1"})
        took.append(time.perf_counter() - start)
        assert re.search(r"r25", response.text)
    assert median(took) < 0.15


@pytest.mark.parametrize(("operator", "named"), [("Region Exempel, siffror@example.se", True), (None, False)])
def test_the_accessibility_statement(service: Service, tmp_path: Path, operator: str | None, named: bool) -> None:
    """It names who runs the page, to whom faults are told, how far the law is met, how that was judged, and the day."""
    settings = Settings(questions_per_minute=0, operator=operator)
    with (
        served(service, tmp_path, settings) as given,
        listening(app_of(given)) as address,
        httpx.Client(base_url=address, timeout=30) as visitor,
    ):
        page = Parsed(visitor.get("/tillganglighet").text)
        about = Parsed(visitor.get("/om").text)
    for words in ("DOS-lagen", "delvis förenlig", "självskattning", "axe-core", "26 november 2026"):
        assert words in page.text
    assert page.all("a", href="https://www.digg.se/tdosanmalan")
    assert page.text.count("Region Exempel") == (2 if named else 0)
    assert ("Region Exempel" in about.text) == named
