"""The pages in a real browser: by keyboard, without scripts, on a small phone, and with hostile text."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, ViewportSize, expect, sync_playwright

from kb.types import Language
from tests.serving import Server
from web.messages import text

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = ViewportSize(width=360, height=740)
ASKED = {"th": "เมืองแห่งการเรียนรู้มีองค์ประกอบหลักกี่ประการ", "en": "What are the key features of a learning city?"}
ELSEWHERE = {"th": "พิซซ่าร้านไหนอร่อย", "en": "What is the capital of France?"}
LANGUAGES: tuple[Language, ...] = ("th", "en")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        if os.environ.get("CI"):
            pytest.fail(f"There is no {CHROMIUM}; install it: the tests of the pages need it.")
        pytest.skip(f"There is no {CHROMIUM}.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def _noted_in(troubles: list[str]) -> Callable[[Dialog], None]:
    def dismiss(dialog: Dialog) -> None:
        troubles.append(dialog.message)
        dialog.dismiss()

    return dismiss


@pytest.fixture(params=[False, True], ids=["scripts off", "scripts on"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def context(browser: Browser, server: Server, scripts: bool) -> Iterator[BrowserContext]:
    """A window of a small phone; whatever it asks of another host, and every dialog and script error, is a failure."""
    context = browser.new_context(
        base_url=server.url, java_script_enabled=scripts, viewport=PHONE, reduced_motion="reduce"
    )
    asked: list[str] = []
    troubles: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("dialog", _noted_in(troubles))
    context.on("weberror", lambda error: troubles.append(str(error.error)))
    context.on("console", lambda message: troubles.extend([message.text] if message.type == "error" else []))
    yield context
    context.close()
    assert asked
    assert [url for url in asked if not url.startswith(server.url + "/")] == []
    assert [trouble for trouble in troubles if "status of 4" not in trouble] == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus, as a person without a mouse does."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"the keyboard never comes to {selector}")


def _ask(page: Page, question: str, lang: str) -> None:
    page.goto(f"/?lang={lang}")
    _tab_to(page, "#question")
    page.keyboard.insert_text(question)
    _tab_to(page, "form.ask button")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.locator("#answer")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_by_keyboard_from_the_question_to_the_quoted_sentence(page: Page, language: Language) -> None:
    _ask(page, ASKED[language], language)
    expect(page.locator("#answer")).to_have_text(text("answer", language))
    expect(page.locator("textarea")).to_have_value(ASKED[language])
    _tab_to(page, '.sentence a[href="#source-1"]')
    page.keyboard.press("Enter")
    expect(page.locator("#source-1")).to_be_in_viewport()
    quote = page.locator("#source-1 blockquote").text_content()
    assert quote
    _tab_to(page, '#source-1 a[href^="/documents/"]')
    page.keyboard.press("Enter")
    mark = page.locator("mark")
    expect(mark).to_have_text(quote)
    expect(mark).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_abstention_leads_on_by_a_suggestion(page: Page, language: Language) -> None:
    _ask(page, ELSEWHERE[language], language)
    expect(page.locator("#answer")).to_have_text(text("no_answer", language))
    _tab_to(page, ".suggestions button")
    page.keyboard.press("Enter")
    expect(page.locator("blockquote").first).to_be_visible()


def test_the_first_key_offers_to_skip_to_the_content(page: Page) -> None:
    page.goto("/?lang=en")
    page.keyboard.press("Tab")
    skip = page.locator("a.skip:focus")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#question")).to_be_focused()


@pytest.mark.parametrize("scripts", [False], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_scrolls_sideways_on_a_small_phone(page: Page, language: Language) -> None:
    other = "en" if language == "th" else "th"
    for path in ("/", "/documents", "/documents/phuket.th?start=0&end=9", "/documents/faq.en", "/documents/nothing"):
        page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
        _fits(page)
    for question in (ASKED[language], ASKED[other], ELSEWHERE[language], "x" * 300 + " learning city"):
        _ask(page, question, language)
        _fits(page)


def _fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.url


@pytest.mark.parametrize(
    "script",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</textarea><svg onload=alert(1)>",
        "' autofocus onfocus='alert(1)",
    ],
)
@pytest.mark.parametrize("scripts", [True], indirect=True)
def test_hostile_text_stays_text(page: Page, script: str) -> None:
    _ask(page, script + " learning city", "en")
    expect(page.locator("textarea")).to_have_value(script + " learning city")
    for path in ("/", "/documents", "/documents/phuket.th", "/documents/nothing", f"/documents/{script}"):
        page.goto(path + "?" + "&".join(f"{name}={script}" for name in ("lang", "start", "end", "question")))
        expect(page.locator("h1")).to_be_visible()
    assert page.locator("script, img, [onload], [onfocus], [onerror]").count() == 0
