"""Talking to the panel in a real browser: answers, sources, abstentions, and what is kept of it."""

import re

import pytest
from playwright.sync_api import Page, expect

from kb.store import Store
from kb.types import LANGUAGES, Kind, Language
from tests.web.browser import Window
from tests.web.visits import ASKED, ELSEWHERE
from tests.web.widget.conftest import Site, answered, ask, open_alone, panel_in
from web.dates import display_date
from web.links import source_link
from web.widget.messages import text

API = "**/api/v1/ask"
PERMISSIONS = {"permissions": ["clipboard-read", "clipboard-write"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_by_keyboard_from_the_question_to_the_quoted_sentence(visit: Window, language: Language) -> None:
    page = visit.page
    open_alone(page, language)
    expect(page.locator(".notice")).to_contain_text(text("notice_limits", language))
    _tab_to(page, "#question")
    page.keyboard.insert_text(ASKED[language])
    page.keyboard.press("Enter")
    turn = answered(page.locator(".turn"))
    expect(turn.locator(".asked")).to_have_text(ASKED[language])
    expect(turn.locator(".sentences")).to_have_attribute("lang", language)
    expect(page.locator("#question")).to_be_focused()
    expect(page.locator("#question")).to_have_value("")
    page.locator("header a").focus()
    _tab_to(page, ".cite")
    page.keyboard.press("Enter")
    card = turn.locator("details").first
    expect(card).to_have_attribute("open", "")
    expect(card.locator("summary")).to_be_focused()
    quote = card.locator("blockquote").text_content()
    assert quote
    _tab_to(page, "details a.view")
    with page.expect_popup() as opened:
        page.keyboard.press("Enter")
    document = opened.value
    expect(document.locator("mark").first).to_be_in_viewport()
    assert document.locator("mark").all_text_contents() == quote.split("\n\n")


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"the keyboard never comes to {selector}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_is_announced_once(visit: Window, language: Language) -> None:
    page = visit.page
    open_alone(page, language)
    assert page.locator("[aria-live], [role=status], [role=alert], [role=log]").count() == 1
    page.evaluate("""() => {
      window.said = [];
      new MutationObserver(() => {
        const text = document.getElementById('announcer').textContent;
        if (text) window.said.push(text);
      }).observe(document.getElementById('announcer'), { childList: true, characterData: true, subtree: true });
    }""")
    turn = answered(ask(page, ASKED[language]))
    first = turn.locator(".sentence").first.evaluate("e => e.firstChild.textContent")
    expect(page.locator("#announcer")).not_to_be_empty()
    page.evaluate("() => new Promise((done) => setTimeout(done, 200))")
    said = page.evaluate("window.said")
    assert len(said) == 1
    assert first in said[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_says_all_about_its_source(visit: Window, language: Language, store: Store) -> None:
    page = visit.page
    open_alone(page, language)
    with page.expect_response(API) as got:
        turn = answered(ask(page, ASKED[language]))
    for citation in got.value.json()["citations"]:
        card = turn.locator("details").nth(citation["number"] - 1)
        expect(card.locator("cite")).to_have_text(citation["title"])
        expect(card.locator("blockquote")).to_have_text(citation["quote"])
        expect(card.locator("blockquote")).to_have_attribute("lang", citation["language"])
        expect(card.locator(".kind")).to_contain_text(text(f"quote_{citation['language']}", language))
        expect(card.locator("a.view")).to_have_attribute("href", citation["view"].replace("#", f"&lang={language}#"))
        link = source_link(citation["url"], citation["kind"], citation["quote"], citation["page"])
        expect(card.locator("a.original")).to_have_attribute("href", link or "")
        if citation["published"]:
            expect(card.locator(".about")).to_contain_text(display_date(citation["published"], language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_and_addresses_are_the_servers(visit: Window, language: Language) -> None:
    """What scripts write and what the server writes for browsers without them is the same."""
    open_alone(visit.page, language)
    dates = ["2013-10-23", "2013-10", "2013", "2013~", "2024-02-09~", *(f"2020-{month:02}" for month in range(1, 13))]
    long = "word - 'by' (word) & " * 12
    kinds: tuple[Kind, ...] = ("original", "digest")
    sources = [
        (url, kind, quote, page)
        for url in ("https://a.example/x", "https://a.example/x#y", "http://a.example/x.pdf?z", "javascript:alert(1)",
                    " https://a.example", "https://", "//a.example", "data:text/html,x", "https:a.example")
        for kind in kinds
        for quote, page in (("เมือง, ยูเนสโก - 2013!", None), (long.strip(), 3), ("ก" * 150, 3))
    ]  # fmt: skip
    written = visit.page.evaluate(
        """async ([dates, sources]) => {
          const address = document.querySelector('script[src]').src.replace('panel.js', 'texts.js');
          const { displayDate, sourceLink } = await import(address);
          const links = sources.map(([url, kind, quote, page]) => sourceLink({ url, kind, quote, page }));
          return [dates.map(displayDate), links];
        }""",
        [dates, sources],
    )
    assert written[0] == [display_date(date, language) for date in dates]
    assert written[1] == [source_link(*source) for source in sources]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_abstention_says_why_and_its_questions_are_one_press_away(visit: Window, language: Language) -> None:
    page = visit.page
    open_alone(page, language)
    turn = ask(page, ELSEWHERE[language])
    expect(turn.locator(".nearby")).to_be_visible()
    expect(turn.locator(".note")).to_have_attribute("lang", language)
    expect(turn.locator(".sources")).to_be_hidden()
    choice = turn.locator(".choice").first
    question = choice.text_content()
    choice.click()
    second = page.locator(".turn").nth(1)
    expect(second.locator(".asked")).to_have_text(question or "")
    answered(second)


def test_only_the_conversation_scrolls(visit: Window) -> None:
    page = visit.page
    page.set_viewport_size({"width": 360, "height": 740})
    open_alone(page, "th")
    for question in (ASKED["th"], ELSEWHERE["th"], ASKED["th"]):
        ask(page, question)
        expect(page.locator(".waiting")).to_have_count(0)
        expect(page.locator(".turn").last.locator(".asked")).to_be_in_viewport()
        expect(page.locator("header h1")).to_be_in_viewport(ratio=1)
        expect(page.locator("#ask button")).to_be_in_viewport(ratio=1)
        assert page.evaluate("[scrollX, scrollY, document.documentElement.scrollHeight - innerHeight]") == [0, 0, 0]


def test_a_follow_up_takes_the_last_three_questions_along(visit: Window) -> None:
    page = visit.page
    open_alone(page, "en")
    sent = []
    page.on("request", lambda request: sent.append(request.post_data_json) if "/ask" in request.url else None)
    questions = ["What is GNLC?", "What is UIL?", "hello", "Which cities are members?", "thanks"]
    for count, question in enumerate(questions, 1):
        ask(page, question)
        expect(page.locator(".turn:not(.waiting)")).to_have_count(count)
    assert [body["previous"] for body in sent] == [questions[max(0, at - 3) : at] for at in range(len(questions))]


def test_the_conversation_stays_in_the_tab_through_reload_language_and_back_until_started_over(
    visit: Window, site: Site
) -> None:
    page = visit.page
    open_alone(page, "en")
    answered(ask(page, ASKED["en"]))
    page.reload()
    answered(page.locator(".turn"))
    page.locator("#switch").click()
    expect(page.locator("html")).to_have_attribute("lang", "th")
    expect(answered(page.locator(".turn")).locator(".confidence")).to_have_text(re.compile("[ก-๛]"))
    page.goto(site.put("<p>Elsewhere</p>", path="/elsewhere"))
    page.go_back()
    answered(page.locator(".turn"))
    with visit.context.new_page() as other:
        open_alone(other, "en")
        expect(other.locator(".turn")).to_have_count(0)
    page.locator("#start-over").click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator("#openers")).to_be_visible()
    expect(page.locator("#question")).to_be_focused()
    page.reload()
    expect(page.locator("#openers")).to_be_visible()
    assert page.evaluate("[localStorage.length, document.cookie]") == [0, ""]


def test_what_another_version_kept_is_let_go(visit: Window) -> None:
    page = visit.page
    open_alone(page, "en")
    page.evaluate("sessionStorage.setItem('gnlc-chat:', JSON.stringify([{ question: 'x', reply: { old: true } }]))")
    page.reload()
    expect(page.locator("#openers")).to_be_visible()
    answered(ask(page, ASKED["en"]))


def test_leaving_the_host_page_and_coming_back_keeps_the_conversation(visit: Window, site: Site, script: str) -> None:
    page = visit.page
    site.put(script)
    site.put("<p>Elsewhere</p>", path="/elsewhere")
    page.goto(site.sibling)
    page.locator("gnlc-chat button.launcher").click()
    answered(ask(panel_in(page), ASKED["en"]))
    page.goto(f"{site.sibling}/elsewhere")
    page.go_back()
    assert page.url == f"{site.sibling}/"
    if page.locator("gnlc-chat iframe").count() == 0:
        page.locator("gnlc-chat button.launcher").click()
    answered(panel_in(page).locator(".turn"))


@pytest.mark.parametrize("visit", [PERMISSIONS], indirect=True)
def test_copying_takes_the_sources_along(visit: Window) -> None:
    page = visit.page
    open_alone(page, "en")
    with page.expect_response(API) as got:
        turn = answered(ask(page, ASKED["en"]))
    turn.locator(".copy").click()
    expect(turn.locator(".said")).to_have_text(text("copied", "en"))
    copied = page.evaluate("navigator.clipboard.readText()")
    reply = got.value.json()
    for sentence in reply["answer"]["sentences"]:
        assert f"{sentence['text']} [{sentence['citations'][0]}]" in copied
    for citation in reply["citations"]:
        assert citation["url"] in copied
        assert citation["view"] in copied


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_it_is_a_form(visit: Window, language: Language) -> None:
    page = visit.page
    open_alone(page, language)
    page.locator("#question").fill(ASKED[language])
    page.locator("#ask button").click()
    expect(page.locator("details blockquote").first).to_be_visible()
    page.locator(".cite").first.click()
    expect(page.locator("#source-1")).to_be_in_viewport()
    page.go_back()
    page.go_back()
    page.locator("#openers .choice").first.click()
    expect(page.locator("details blockquote").first).to_be_visible()
    expect(page.locator("#close")).to_be_hidden()
