"""The reference's forms in a real browser, and both pages of the API judged by axe-core."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from api.reference import REFERENCE
from kb.types import LANGUAGES, Language
from tests.serving import Server
from tests.web.axe import violations
from tests.web.browser import window

DOCS, PROBLEM_PAGE = "/api/v1/docs", "/api/v1/problems"


@pytest.fixture(scope="module")
def page(browser: Browser, server: Server) -> Iterator[Page]:
    with window(browser, server.url, expected="ERR_INTERNET_DISCONNECTED") as opened:
        yield opened.page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("operation", "told"),
    [
        ("ask", '"status": "answered"'),
        ("ask_stream", "event: done"),
        ("ask_batch", '{"id":"2","row":2'),
        ("document", '"id": "chiang-rai.th"'),
        ("chat_completions", '"object": "chat.completion'),
        ("healthz", "ok"),
    ],
)
def test_a_form_sends_what_it_says_and_shows_what_comes_back(
    page: Page, operation: str, told: str, language: Language
) -> None:
    page.goto(f"{DOCS}?lang={language}")
    form = page.locator(f"#{operation} form")
    if operation == "document":
        form.get_by_label("document_id").fill("chiang-rai.th")
    form.get_by_role("button", name=REFERENCE["send"][language]).press("Enter")
    shown = form.get_by_role("status")
    expect(shown).to_contain_text(told)
    expect(shown).to_contain_text("HTTP 200")
    expect(shown).to_contain_text("X-Request-ID: ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_says_so_where_nothing_can_be_sent(page: Page, language: Language) -> None:
    page.goto(f"{DOCS}?lang={language}")
    page.context.set_offline(True)
    try:
        form = page.locator("#ask form")
        form.get_by_role("button").click()
        expect(form.get_by_role("status")).to_have_text(REFERENCE["failed"][language])
        expect(form.get_by_role("button")).to_be_enabled()
    finally:
        page.context.set_offline(False)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [DOCS, PROBLEM_PAGE])
def test_axe_finds_nothing_and_nothing_overflows(page: Page, path: str, language: Language) -> None:
    page.goto(f"{path}?lang={language}")
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == []


def test_without_scripts_there_is_no_form_that_does_nothing(browser: Browser, server: Server) -> None:
    with window(browser, server.url, java_script_enabled=False) as opened:
        opened.page.goto(DOCS)
        expect(opened.page.locator("form.try").first).to_be_hidden()
        expect(opened.page.locator("#ask summary")).to_be_visible()
