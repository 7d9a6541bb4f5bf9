"""Thumbs up and down, where the service keeps them."""

import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Locator, Page, Route, expect

from api.app import app_asking
from kb.knowledge_base import KnowledgeBase
from kb.types import LANGUAGES, Language
from tests.web.browser import Window, window
from tests.web.visits import ASKED
from tests.web.widget.conftest import ask
from web.widget.messages import text
from web.widget.router import PANEL, create_widget_router

API = "**/api/v1/feedback"


@pytest.fixture(scope="module")
def keeping(base: KnowledgeBase) -> Iterator[str]:
    """The address of a server whose panel knows that feedback is kept."""
    app = FastAPI()
    app.include_router(create_widget_router(lambda: base, feedback=True))
    app.mount("/", app_asking(lambda: base))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    running = threading.Thread(target=server.run)
    running.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    running.join()


@pytest.fixture
def rated(browser: Browser, keeping: str) -> Iterator[Window]:
    with window(browser, keeping) as opened:
        yield opened


def _kept(page: Page) -> list[dict[str, object]]:
    kept: list[dict[str, object]] = []

    def keep(route: Route) -> None:
        sent: dict[str, object] = route.request.post_data_json or {}
        kept.append(sent)
        route.fulfill(status=204)

    page.route(API, keep)
    return kept


def _answered(page: Page, language: Language) -> Locator:
    page.goto(f"{PANEL}?lang={language}")
    turn = ask(page, ASKED[language])
    expect(turn.locator(".feedback")).to_be_visible()
    return turn


@pytest.mark.parametrize("language", LANGUAGES)
def test_down_with_a_reason_goes_out_and_is_thanked_for(rated: Window, language: Language) -> None:
    page = rated.page
    kept = _kept(page)
    with page.expect_response("**/api/v1/ask") as got:
        turn = _answered(page, language)
    down = turn.get_by_role("button", name=text("down", language))
    down.click()
    expect(down).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#announcer")).to_have_text(text("thanks", language))
    turn.locator("select").select_option(label=text("reason_incomplete", language))
    turn.locator(".why textarea").fill("ขาดปี <b>")
    turn.get_by_role("button", name=text("send_feedback", language)).click()
    expect(turn.locator(".why")).to_be_hidden()
    expect(down).to_be_focused()
    first = {"answer_id": got.value.json()["id"], "rating": "down", "reason": None, "comment": None}
    assert kept == [first, first | {"reason": "incomplete", "comment": "ขาดปี <b>"}]


def test_one_may_change_ones_mind(rated: Window) -> None:
    page = rated.page
    kept = _kept(page)
    turn = _answered(page, "en")
    for name in ("down", "up", "up"):
        turn.get_by_role("button", name=text(name, "en"), exact=True).click()
        expect(turn.locator(".said")).to_have_text(text("thanks", "en"))
    expect(turn.locator(".rate[aria-pressed=true]")).to_have_text(text("up", "en"))
    expect(turn.locator(".why")).to_be_hidden()
    assert [sent["rating"] for sent in kept] == ["down", "up"]


def test_what_is_not_kept_is_said_to_be_so(rated: Window) -> None:
    page = rated.page
    page.route(API, lambda route: route.fulfill(status=503))
    turn = _answered(page, "en")
    turn.locator(".rate").first.click()
    expect(turn.locator(".said")).to_have_text(text("feedback_failed", "en"))
    expect(turn.locator(".rate[aria-pressed=true]")).to_have_count(0)
    rated.troubles[:] = [trouble for trouble in rated.troubles if "status of 503" not in trouble]


def test_where_none_is_kept_nobody_is_asked_for_any(visit: Window) -> None:
    page = visit.page
    page.goto(f"{PANEL}?lang=en")
    expect(ask(page, ASKED["en"]).locator(".cite").first).to_be_visible()
    assert page.locator(".feedback").count() == 0
    assert page.locator("template").evaluate_all("all => all.every((e) => !e.content.querySelector('.feedback'))")
