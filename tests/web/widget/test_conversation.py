"""Talking to the panel in a real browser: answers, sources, abstentions, and everything that can go wrong."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from kb.store import Store
from kb.types import LANGUAGES, Language
from tests.web.browser import Window
from tests.web.visits import ASKED, ELSEWHERE
from tests.web.widget.conftest import Site, ask, panel_in
from web.dates import display_date
from web.links import source_link
from web.widget.messages import text
from web.widget.router import PANEL

API = "**/api/v1/ask"
PERMISSIONS = {"permissions": ["clipboard-read", "clipboard-write"]}


def _open(page: Page, language: Language) -> None:
    page.goto(f"{PANEL}?lang={language}")
    expect(page.locator("#question")).to_be_visible()


def _answered(turn: Locator) -> Locator:
    expect(turn.locator(".cite").first).to_be_visible()
    return turn


@pytest.mark.parametrize("language", LANGUAGES)
def test_by_keyboard_from_the_question_to_the_quoted_sentence(visit: Window, language: Language) -> None:
    page = visit.page
    _open(page, language)
    expect(page.locator(".notice")).to_contain_text(text("notice_limits", language))
    _tab_to(page, "#question")
    page.keyboard.insert_text(ASKED[language])
    page.keyboard.press("Enter")
    turn = _answered(page.locator(".turn"))
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
    assert "".join(document.locator("mark").all_text_contents()) == quote


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"the keyboard never comes to {selector}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_is_announced_once(visit: Window, language: Language) -> None:
    page = visit.page
    _open(page, language)
    assert page.locator("[aria-live], [role=status], [role=alert], [role=log]").count() == 1
    page.evaluate("""() => {
      window.said = [];
      new MutationObserver(() => {
        const text = document.getElementById('announcer').textContent;
        if (text) window.said.push(text);
      }).observe(document.getElementById('announcer'), { childList: true, characterData: true, subtree: true });
    }""")
    turn = _answered(ask(page, ASKED[language]))
    first = turn.locator(".sentence").first.evaluate("e => e.firstChild.textContent")
    expect(page.locator("#announcer")).not_to_be_empty()
    page.evaluate("() => new Promise((done) => setTimeout(done, 200))")
    said = page.evaluate("window.said")
    assert len(said) == 1
    assert first in said[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_says_all_about_its_source(visit: Window, language: Language, store: Store) -> None:
    page = visit.page
    _open(page, language)
    with page.expect_response(API) as got:
        turn = _answered(ask(page, ASKED[language]))
    for citation in got.value.json()["citations"]:
        card = turn.locator("details").nth(citation["number"] - 1)
        expect(card.locator("cite")).to_have_text(citation["title"])
        expect(card.locator("blockquote")).to_have_text(citation["quote"])
        expect(card.locator("blockquote")).to_have_attribute("lang", citation["language"])
        expect(card.locator(".kind")).to_contain_text(text(f"quote_{citation['language']}", language))
        link = source_link(citation["url"], citation["kind"], citation["quote"], citation["page"])
        expect(card.locator("a.original")).to_have_attribute("href", link or "")
        if citation["published"]:
            expect(card.locator(".about")).to_contain_text(display_date(citation["published"], language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_and_addresses_are_the_servers(visit: Window, language: Language) -> None:
    """What scripts write and what the server writes for browsers without them is the same."""
    _open(visit.page, language)
    dates = ["2013-10-23", "2013-10", "2013", "2013~", "2024-02-09~", *(f"2020-{month:02}" for month in range(1, 13))]
    long = "word - 'by' (word) & " * 12
    sources = [
        (url, kind, quote, page)
        for url in ("https://a.example/x", "https://a.example/x#y", "http://a.example/x.pdf?z", "javascript:alert(1)",
                    " https://a.example", "https://", "//a.example", "data:text/html,x", "https:a.example")
        for kind in ("original", "digest")
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
    _open(page, language)
    turn = ask(page, ELSEWHERE[language])
    expect(turn.locator(".nearby")).to_be_visible()
    expect(turn.locator(".note")).to_have_attribute("lang", language)
    expect(turn.locator(".sources")).to_be_hidden()
    choice = turn.locator(".choice").first
    question = choice.text_content()
    choice.click()
    second = page.locator(".turn").nth(1)
    expect(second.locator(".asked")).to_have_text(question or "")
    _answered(second)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "empty"), (" \n ", "empty"), ("ก" * 5000, "too_long"), ("x" * 1001, "too_long")],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_asked_stays_in_the_box_with_a_sentence(
    visit: Window, typed: str, said: str, language: Language
) -> None:
    page = visit.page
    _open(page, language)
    page.locator("#question").fill(typed)
    page.locator("#ask button").click()
    values = {"length": len(typed), "limit": 1000} if said == "too_long" else {}
    expect(page.locator("#problem")).to_have_text(text(said, language, **values))
    expect(page.locator("#problem")).to_have_attribute("lang", language)
    expect(page.locator("#question")).to_have_value(typed)
    expect(page.locator("#question")).to_have_attribute("aria-invalid", "true")
    assert page.locator(".turn").count() == 0
    page.locator("#question").fill("GNLC")
    expect(page.locator("#problem")).to_be_hidden()


@pytest.mark.parametrize(
    "typed", ["🙂🙂🙂", "Was ist eine lernende Stadt?", "学習都市とは何ですか", "?", "hello", "สวัสดี"]
)
def test_odd_questions_get_a_sentence(visit: Window, typed: str) -> None:
    page = visit.page
    _open(page, "th")
    turn = ask(page, typed)
    expect(turn).not_to_have_class(re.compile("waiting"))
    assert len(turn.locator(".note").text_content() or turn.locator(".sentences").text_content() or "") > 10


def test_a_character_that_is_no_text_is_named_by_the_service(visit: Window) -> None:
    page = visit.page
    _open(page, "en")
    turn = ask(page, "What is\x07 GNLC?")
    expect(turn.locator(".note")).to_contain_text("U+0007")
    expect(page.locator("#question")).to_have_value("What is\x07 GNLC?")


@contextmanager
def _held(page: Page) -> Iterator[list[Route]]:
    """Hold every question back until the block ends, as a slow network does."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(API, hold)
    yield held
    for route in held:
        route.continue_()
    page.unroute(API)


def test_the_same_question_twice_in_a_second_is_asked_once(visit: Window) -> None:
    page = visit.page
    _open(page, "en")
    with _held(page) as held:
        ask(page, ASKED["en"])
        page.locator("#question").press("Enter")
        expect(page.locator("#problem")).to_have_text(text("under_way", "en"))
        expect(page.locator("#question")).to_have_value(ASKED["en"])
    _answered(page.locator(".turn"))
    assert len(held) == 1
    ask(page, ELSEWHERE["en"])
    expect(page.locator(".waiting")).to_have_count(0)
    page.locator("#question").press("Enter")
    expect(page.locator("#problem")).to_have_text(text("twice", "en"))
    expect(page.locator(".turn")).to_have_count(2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slow_server_is_waited_for_with_a_word_and_then_given_up(visit: Window, language: Language) -> None:
    page = visit.page
    page.clock.install()
    _open(page, language)
    with _held(page):
        turn = ask(page, ASKED[language])
        expect(turn.locator(".note")).to_have_text(text("searching", language))
        page.clock.fast_forward(4_500)
        expect(turn.locator(".note")).to_have_text(text("slow", language))
        page.clock.fast_forward(30_000)
        expect(turn.locator(".note")).to_have_text(text("timeout", language))
        expect(page.locator("#question")).to_have_value(ASKED[language])
    turn.locator(".retry").click()
    _answered(turn)
    expect(page.locator("#question")).to_have_value("")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_network_it_says_so_and_trying_again_works(visit: Window, language: Language) -> None:
    page = visit.page
    _open(page, language)
    visit.context.set_offline(True)
    turn = ask(page, ASKED[language])
    expect(turn.locator(".note")).to_have_text(text("offline", language))
    expect(page.locator("#announcer")).to_have_text(text("offline", language))
    expect(page.locator("#question")).to_have_value(ASKED[language])
    visit.context.set_offline(False)
    turn.get_by_role("button", name=text("retry", language)).click()
    _answered(turn)
    expect(turn.locator(".retry")).to_have_count(0)
    expect(page.locator("#question")).to_have_value("")
    expect(page.locator(".turn")).to_have_count(1)
    visit.troubles[:] = [trouble for trouble in visit.troubles if "ERR_INTERNET_DISCONNECTED" not in trouble]


@pytest.mark.parametrize(
    ("status", "headers", "said"),
    [(429, {"Retry-After": "7"}, "limited"), (503, {}, "unavailable"), (500, {}, "failed"), (200, {}, "failed")],
)
def test_a_service_in_trouble_is_a_sentence_with_a_way_out(
    visit: Window, status: int, headers: dict[str, str], said: str
) -> None:
    page = visit.page
    _open(page, "th")
    page.route(API, lambda route: route.fulfill(status=status, headers=headers, body="<html>"))
    turn = ask(page, ASKED["th"])
    expect(turn.locator(".note")).to_have_text(text(said, "th", seconds=7))
    expect(page.locator("#question")).to_have_value(ASKED["th"])
    page.unroute(API)
    turn.locator(".retry").click()
    _answered(turn)
    visit.troubles[:] = [trouble for trouble in visit.troubles if "status of 5" not in trouble]


def test_only_the_conversation_scrolls(visit: Window) -> None:
    page = visit.page
    page.set_viewport_size({"width": 360, "height": 740})
    _open(page, "th")
    for question in (ASKED["th"], ELSEWHERE["th"], ASKED["th"]):
        ask(page, question)
        expect(page.locator(".waiting")).to_have_count(0)
        expect(page.locator(".turn").last.locator(".asked")).to_be_in_viewport()
        expect(page.locator("header h1")).to_be_in_viewport(ratio=1)
        expect(page.locator("#ask button")).to_be_in_viewport(ratio=1)
        assert page.evaluate("[scrollX, scrollY, document.documentElement.scrollHeight - innerHeight]") == [0, 0, 0]


def test_a_follow_up_takes_the_last_three_questions_along(visit: Window) -> None:
    page = visit.page
    _open(page, "en")
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
    _open(page, "en")
    _answered(ask(page, ASKED["en"]))
    page.reload()
    _answered(page.locator(".turn"))
    page.locator("#switch").click()
    expect(page.locator("html")).to_have_attribute("lang", "th")
    expect(_answered(page.locator(".turn")).locator(".confidence")).to_have_text(re.compile("[ก-๛]"))
    page.goto(site.put("<p>Elsewhere</p>", path="/elsewhere"))
    page.go_back()
    _answered(page.locator(".turn"))
    with visit.context.new_page() as other:
        _open(other, "en")
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
    _open(page, "en")
    page.evaluate("sessionStorage.setItem('gnlc-chat:', JSON.stringify([{ question: 'x', reply: { old: true } }]))")
    page.reload()
    expect(page.locator("#openers")).to_be_visible()
    _answered(ask(page, ASKED["en"]))


def test_leaving_the_host_page_and_coming_back_keeps_the_conversation(visit: Window, site: Site, script: str) -> None:
    page = visit.page
    site.put(script)
    site.put("<p>Elsewhere</p>", path="/elsewhere")
    page.goto(site.sibling)
    page.locator("gnlc-chat button.launcher").click()
    _answered(ask(panel_in(page), ASKED["en"]))
    page.goto(f"{site.sibling}/elsewhere")
    page.go_back()
    assert page.url == f"{site.sibling}/"
    if page.locator("gnlc-chat iframe").count() == 0:
        page.locator("gnlc-chat button.launcher").click()
    _answered(panel_in(page).locator(".turn"))


@pytest.mark.parametrize("visit", [PERMISSIONS], indirect=True)
def test_copying_takes_the_sources_along(visit: Window) -> None:
    page = visit.page
    _open(page, "en")
    with page.expect_response(API) as got:
        turn = _answered(ask(page, ASKED["en"]))
    turn.locator(".copy").click()
    expect(turn.locator(".said")).to_have_text(text("copied", "en"))
    copied = page.evaluate("navigator.clipboard.readText()")
    reply = got.value.json()
    for sentence in reply["answer"]["sentences"]:
        assert f"{sentence['text']} [{sentence['citations'][0]}]" in copied
    for citation in reply["citations"]:
        assert citation["url"] in copied
        assert citation["view"] in copied


XSS = ["<img src=x onerror=alert(1)>", "<script>alert(1)</script>", '"><svg onload=alert(1)>', "javascript:alert(1)"]


@pytest.mark.parametrize("attack", XSS)
def test_hostile_words_from_anywhere_stay_words(visit: Window, attack: str) -> None:
    """The reply is a true one in which every text is the attack, as a poisoned corpus or a broken server would send."""
    page = visit.page
    _open(page, "en")

    def poison(route: Route) -> None:
        reply = route.fetch(post_data=json.dumps({"question": ASKED["en"]})).json()
        reply["answer"]["sentences"][0]["text"] = reply["question"]["text"] = reply["message"] = attack
        reply["question"] |= {"understood_as": attack, "notes": ["keyboard_layout"]}
        reply["suggestions"] = [attack]
        words = dict.fromkeys(["url", "title", "publisher", "quote", "published", "via", "view", "page"], attack)
        reply["citations"] = [citation | words for citation in reply["citations"]]
        route.fulfill(body=json.dumps(reply), content_type="application/json")

    page.route(API, poison)
    turn = ask(page, f"{attack} learning city")
    expect(turn.locator(".asked")).to_have_text(f"{attack} learning city")
    expect(turn.locator(".sentence").first).to_contain_text(attack)
    card = turn.locator("details").first
    card.locator("summary").click()
    expect(card.locator("blockquote")).to_have_text(attack)
    assert turn.locator("a:not(.cite)").count() == 0
    assert page.locator("main img, main script, [onload], [onerror]").count() == 0
    page.reload()
    expect(page.locator(".turn .asked")).to_have_text(f"{attack} learning city")


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_it_is_a_form(visit: Window, language: Language) -> None:
    page = visit.page
    _open(page, language)
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
