"""The page in Chromium, on a phone and on a desk: asked, chosen, gone on from, drawn, taken away, linked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=800)
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
SKANE, UPPSALA = "398,3\u00a0miljoner kronor", "112,3\u00a0miljoner kronor"


@pytest.fixture
def size() -> ViewportSize:
    """A phone, unless a test says otherwise."""
    return PHONE


@pytest.fixture
def context(browser: Browser, size: ViewportSize) -> Iterator[BrowserContext]:
    """A visitor's browser."""
    made = browser.new_context(viewport=size, permissions=["clipboard-read", "clipboard-write"], locale="sv-SE")
    made.set_default_timeout(15_000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, site: str) -> Iterator[Page]:
    """The first page. Nothing may be asked of anybody else, and nothing may go wrong in it."""
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("request", lambda request: None if request.url.startswith(site) else wrong.append(request.url))
    opened.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.goto(site)
    yield opened
    assert not wrong


@pytest.fixture
def plain(browser: Browser, site: str, size: ViewportSize) -> Iterator[Page]:
    """The first page without JavaScript."""
    made = browser.new_context(viewport=size, java_script_enabled=False)
    made.set_default_timeout(15_000)
    opened = made.new_page()
    opened.goto(site)
    yield opened
    made.close()


def ask(page: Page, question: str) -> None:
    """Type a question and press Enter; wait until it is answered."""
    before = page.locator("article").count()
    page.get_by_label("Din fråga").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator("article")).to_have_count(before + 1)


def figure(page: Page) -> str:
    """The figure that leads in the last answer."""
    return page.locator("article .figure strong").last.inner_text()


@SIZES
def test_ask_and_go_on(page: Page) -> None:
    """An answer comes into the page, is told to those who hear it, and leaves the focus where the person types."""
    address = page.url
    ask(page, "hur mycket fick skåne")
    assert figure(page) == SKANE
    expect(page.get_by_role("status").first).to_have_text(re.compile("^Svar: Skåne fick 398,3"))
    expect(page.get_by_label("Din fråga")).to_be_focused()
    expect(page.get_by_label("Din fråga")).to_have_value("")
    ask(page, "och uppsala?")
    assert figure(page) == UPPSALA
    assert page.url == address
    expect(page.locator("article h2 .words").last).to_have_text("och uppsala?")
    expect(page.locator("article").last).to_be_in_viewport()


@SIZES
def test_clarify(page: Page) -> None:
    """What may mean several things is chosen with a tap; the focus goes to the answer, and the choice is over."""
    ask(page, "uppsala")
    page.get_by_role("button", name="Sektorsbidrag till hälso- och sjukvården · Uppsala").click()
    expect(page.locator("article")).to_have_count(2)
    assert figure(page) == UPPSALA
    expect(page.locator("article h2").last).to_be_focused()
    expect(page.locator("article").first.get_by_role("button").first).to_be_disabled()


@SIZES
def test_examples_and_the_map(page: Page) -> None:
    """Examples are asked by a tap, and so is a tile of the map."""
    page.locator(".tries button").first.click()
    expect(page.locator("article")).to_have_count(1)
    page.locator("article .map a.tile", has_text="Uppsala").click()
    expect(page.locator("article")).to_have_count(2)
    assert figure(page) == UPPSALA
    expect(page.locator("article").last.locator(".map .marked")).to_have_text(re.compile("Uppsala"))


@SIZES
def test_chart_and_table(page: Page) -> None:
    """Chart and table open under the answer, and close; the chart has its figures as a table."""
    ask(page, "hur mycket fick skåne")
    button = page.get_by_role("link", name="Diagram")
    button.click()
    expect(page.locator(".chart svg")).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    page.locator(".chart summary").click()
    expect(page.locator(".chart td", has_text="633,5")).to_be_visible()
    button.click()
    expect(page.locator(".chart svg")).to_be_hidden()
    page.get_by_role("link", name="Tabell").click()
    expect(page.locator("article .held", has_text="398\u00a0262\u00a0434")).to_be_visible()


@SIZES
def test_source(page: Page) -> None:
    """The document, the place in it and the words that hold the figure."""
    ask(page, "hur mycket fick skåne")
    page.get_by_text("Visa källa").click()
    expect(page.locator(".evidence q")).to_have_text("Skåne 398 262 434")
    expect(page.locator(".evidence li")).to_contain_text("Tabell 1, rad Skåne")
    page.locator(".evidence .document a").click()
    expect(page.locator("h1")).to_contain_text("Utbetalning av medel")


@SIZES
def test_download(page: Page, tmp_path: Path) -> None:
    """Files in three forms."""
    ask(page, "hur mycket fick skåne")
    page.get_by_text("Ladda ner", exact=True).click()
    for name, start in (("CSV", b"\xef\xbb\xbf"), ("Excel", b"PK"), ("Bild (PNG)", b"\x89PNG")):
        with page.expect_download() as caught:
            page.locator(".take").get_by_role("link", name=name).click()
        caught.value.save_as(tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(start)


@SIZES
def test_permalink(page: Page) -> None:
    """The link gives the same figure to whoever opens it, and they can go on from it."""
    ask(page, "hur mycket fick skåne")
    page.get_by_role("link", name="Länk till svaret").click()
    page.wait_for_url("**/?q=*")
    assert figure(page) == SKANE
    assert page.title().startswith("Skåne fick 398,3")
    ask(page, "och uppsala?")
    assert figure(page) == UPPSALA


def test_copy(page: Page) -> None:
    """The answer with its source and its link is in the clipboard."""
    ask(page, "hur mycket fick skåne")
    page.get_by_text("Kopiera med källa").click()
    expect(page.get_by_text("Kopierat ✓")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert SKANE in copied
    assert "Källa:" in copied
    assert "/?q=" in copied


def test_wrong_figure(page: Page) -> None:
    """What is wrong is told without leaving the page."""
    ask(page, "hur mycket fick skåne")
    page.get_by_text("Fel siffra?").click()
    page.get_by_label("Perioden").check()
    page.get_by_role("button", name="Skicka").click()
    expect(page.locator(".wrong .told")).to_contain_text("Tack")


def test_claim(page: Page) -> None:
    """A verdict has a word and a sign."""
    ask(page, "stämmer det att Uppsala fick 150 miljoner i sektorsbidrag?")
    expect(page.locator(".verdict")).to_have_text(re.compile(r"✗\s+Stämmer inte\."))


def test_what_people_write_does_nothing(page: Page) -> None:
    """Mark-up in a question is shown as it was written."""
    ask(page, "<img src=x onerror=alert(1)> <b>skåne</b>")
    expect(page.locator("article h2 .words")).to_have_text("<img src=x onerror=alert(1)> <b>skåne</b>")
    assert page.locator("article img").count() == 0


def test_a_lost_connection(context: BrowserContext, site: str) -> None:
    """It is said that the answer did not come, and what was typed is there to be sent again."""
    page = context.new_page()
    page.goto(site)
    context.set_offline(True)
    page.get_by_label("Din fråga").fill("hur mycket fick skåne")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("kom inte fram")
    expect(page.get_by_label("Din fråga")).to_have_value("hur mycket fick skåne")
    context.set_offline(False)
    page.keyboard.press("Enter")
    expect(page.locator("article")).to_have_count(1)
    assert figure(page) == SKANE


@SIZES
def test_without_javascript(plain: Page) -> None:
    """Everything goes with forms and links alone."""
    plain.get_by_label("Din fråga").fill("uppsala")
    plain.get_by_role("button", name="Fråga", exact=True).click()
    plain.get_by_role("button", name="Sektorsbidrag till hälso- och sjukvården · Uppsala").click()
    assert figure(plain) == UPPSALA
    plain.get_by_label("Din fråga").fill("och skåne?")
    plain.get_by_role("button", name="Fråga", exact=True).click()
    assert figure(plain) == SKANE
    expect(plain.locator(".earlier")).to_contain_text(UPPSALA)
    plain.get_by_text("Kopiera med källa").click()
    assert SKANE in plain.get_by_label("Svaret med källa, att kopiera").input_value()
    plain.get_by_text("Ladda ner", exact=True).click()
    with plain.expect_download() as caught:
        plain.locator(".take").get_by_role("link", name="CSV").click()
    assert caught.value.suggested_filename.endswith(".csv")
    plain.get_by_text("Fel siffra?").click()
    plain.get_by_label("Siffran").check()
    plain.get_by_role("button", name="Skicka").click()
    expect(plain.locator("h1")).to_contain_text("Tack")
    plain.go_back()
    plain.get_by_role("link", name="Diagram").click()
    expect(plain.locator(".chart svg")).to_be_visible()
    plain.get_by_role("link", name="Till svaret").click()
    assert figure(plain) == SKANE
    plain.locator(".map a.tile", has_text="Gotland").click()
    expect(plain.locator("article .figure strong")).to_contain_text("20")
    plain.get_by_role("button", name="Glöm mig").click()
    expect(plain.locator("h1")).to_contain_text(re.compile(r"Raderade frågor: [1-9]"))


@SIZES
def test_choices_without_javascript(plain: Page, site: str) -> None:
    """Language and appearance are chosen and remembered."""
    plain.get_by_role("button", name="Mörkt").click()
    expect(plain.locator("html")).to_have_attribute("data-looks", "dark")
    dark = plain.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark == "rgb(16, 22, 28)"
    plain.get_by_role("link", name="Källor").click()
    expect(plain.locator("h1")).to_have_text("Källor")
    assert plain.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    plain.get_by_role("button", name="English").click()
    expect(plain).to_have_url(f"{site}/en/sources")
    expect(plain.locator("html")).to_have_attribute("lang", "en")
    plain.goto(site)
    assert plain.url == f"{site}/en"


@SIZES
def test_keyboard_alone(page: Page) -> None:
    """From the top of the page to an answer and its source, with Tab, Enter and Space; the focus is always seen."""

    def tab_to(selector: str) -> None:
        for _ in range(80):
            page.keyboard.press("Tab")
            seen = page.evaluate("(e => getComputedStyle(e).outlineStyle)(document.activeElement)")
            assert seen != "none", page.evaluate("document.activeElement.outerHTML")
            if page.evaluate(f"document.activeElement.matches({selector!r})"):
                return
        pytest.fail(f"{selector} is not reached by Tab")

    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    tab_to("#q")
    page.keyboard.type("uppsala")
    page.keyboard.press("Enter")
    expect(page.locator("article")).to_have_count(1)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("article")).to_have_count(2)
    assert figure(page) == UPPSALA
    tab_to(".evidence > summary")
    page.keyboard.press("Space")
    expect(page.locator("article").last.locator(".evidence q")).to_be_visible()
    tab_to("a[data-part]")
    page.keyboard.press("Enter")
    expect(page.locator(".chart svg")).to_be_visible()
    tab_to(".map a.tile")
    page.keyboard.press("Enter")
    expect(page.locator("article")).to_have_count(3)
