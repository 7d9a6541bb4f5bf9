"""The loader in pages of other sites: small, lazy, out of the host's way and out of its reach."""

import gzip

import pytest
from playwright.sync_api import expect

from kb.types import LANGUAGES, Language
from tests.serving import Server
from tests.web.browser import Window
from tests.web.visits import ASKED
from tests.web.widget.conftest import Site, ask, open_panel, panel_in
from web.widget.assets import read_assets
from web.widget.embed import loaders, newest_loader, pinned_loader

# A released loader never changes: sites pin it by these values.
RELEASED = {"1.0.0": "sha384-qGd0o6MZgjpmg59Nb6v7YadYHKO0uPO0zeCRnpMxN53tK9TDSNywq40XZWyMeIx3"}
EVENTS = """() => {
  window.heard = [];
  for (const name of ['open', 'close', 'answer', 'error'])
    document.addEventListener(`gnlc-chat:${name}`, ({ detail }) => window.heard.push([name, detail]));
}"""
HOSTILE = """<style>* { all: unset; } *, div, button, iframe { color: red !important; font-size: 90px !important }
div, p, svg { display: none !important; } iframe, button { display: none; position: static }</style>"""


def test_released_loaders_never_change() -> None:
    assert {version: loader.integrity for version, loader in loaders().items()} == RELEASED


def test_it_is_small() -> None:
    loader = newest_loader().content
    panel = [asset.content for asset in read_assets("static").values()]
    assert len(gzip.compress(loader, 5)) <= 5_000
    assert sum(len(gzip.compress(content, 5)) for content in (loader, *panel)) <= 30_000


def test_nothing_but_the_loader_is_fetched_before_it_is_opened(visit: Window, site: Site, script: str) -> None:
    address = site.put(script)
    visit.page.goto(address)
    expect(visit.page.locator("gnlc-chat button.launcher")).to_be_visible()
    visit.page.wait_for_load_state("networkidle")
    assert [url.rpartition("/")[2] for url in visit.asked if not url.startswith(site.url)] == ["loader.js"]
    assert visit.context.cookies() == []
    panel = open_panel(visit.page, address)
    expect(panel.locator("#question")).to_be_visible()
    assert visit.context.cookies() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_by_keyboard_it_opens_asks_closes_and_gives_the_focus_back(
    visit: Window, site: Site, script: str, language: Language
) -> None:
    page = visit.page
    page.goto(site.put("<p>Text</p>" + script, lang=language))
    launcher = page.locator("gnlc-chat button.launcher")
    expect(launcher).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Tab")
    expect(launcher).to_be_focused()
    page.keyboard.press("Enter")
    panel = panel_in(page)
    expect(launcher).to_have_attribute("aria-expanded", "true")
    expect(panel.locator("html")).to_have_attribute("lang", language)
    expect(panel.locator("#question")).to_be_focused()
    page.keyboard.insert_text(ASKED[language])
    page.keyboard.press("Enter")
    expect(panel.locator(".cite").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("gnlc-chat [role=dialog]")).to_be_hidden()
    expect(launcher).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel.locator(".cite").first).to_be_visible()
    expect(panel.locator("#question")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    panel.locator("#close").focus()
    page.keyboard.press("Enter")
    expect(launcher).to_be_focused()


@pytest.mark.parametrize(
    "policy",
    ["", "default-src 'none'; script-src {host}; frame-src {host}; img-src data:; style-src 'unsafe-inline'"],
    ids=["hostile styles", "hostile styles and a strict policy"],
)
def test_a_hostile_page_neither_hides_nor_dresses_it(
    visit: Window, site: Site, script: str, widget_server: Server, policy: str
) -> None:
    address = site.put(HOSTILE + script, policy=policy.format(host=widget_server.url))
    page = visit.page
    page.goto(address)
    launcher = page.locator("gnlc-chat button.launcher")
    box = launcher.bounding_box()
    assert box
    assert 56 <= box["height"] <= 60
    assert launcher.evaluate("e => [getComputedStyle(e).color, getComputedStyle(e).fontSize]") == [
        "rgb(255, 255, 255)",
        "16px",
    ]
    launcher.click()
    panel = panel_in(page)
    expect(ask(panel, ASKED["en"]).locator(".cite").first).to_be_visible()
    frame = page.locator("gnlc-chat iframe").bounding_box()
    assert frame
    assert frame["width"] > 390
    assert panel.locator("h1").evaluate("e => getComputedStyle(e).fontSize") == "15px"


def test_a_page_whose_policy_allows_only_the_widgets_host_has_it_whole(
    visit: Window, site: Site, script: str, widget_server: Server
) -> None:
    """No inline style, no image: nothing that the loader makes may need them."""
    host = widget_server.url
    policy = f"default-src 'none'; script-src {host}; frame-src {host}; img-src data:"
    panel = open_panel(visit.page, site.put(script, policy=policy))
    expect(ask(panel, ASKED["th"]).locator(".cite").first).to_be_visible()
    position = visit.page.locator("gnlc-chat button.launcher").evaluate("e => getComputedStyle(e).position")
    assert position == "fixed"


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("position", ["bottom-end", "bottom-start"])
def test_it_keeps_to_the_end_or_the_start_of_the_line(
    visit: Window, site: Site, script: str, direction: str, position: str
) -> None:
    body = script.replace("<script", f'<script data-position="{position}" data-language="th"')
    panel = open_panel(visit.page, site.put(body, lang="ar", direction=direction))
    expect(panel.locator("html")).to_have_attribute("lang", "th")
    size = visit.page.viewport_size
    assert size
    for part in ("button.launcher", "[role=dialog]"):
        box = visit.page.locator(f"gnlc-chat {part}").bounding_box()
        assert box
        at_right = (direction == "ltr") == (position == "bottom-end")
        gap = size["width"] - box["x"] - box["width"] if at_right else box["x"]
        assert 10 <= gap <= 24, (part, box)
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("visit", [{"viewport": {"width": 360, "height": 740}}], indirect=True)
def test_on_a_phone_it_takes_the_whole_window(visit: Window, site: Site, script: str) -> None:
    open_panel(visit.page, site.put(script))
    box = visit.page.locator("gnlc-chat iframe").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 360, "height": 740}


def test_two_inline_widgets_load_when_seen_and_talk_apart(visit: Window, site: Site, script: str) -> None:
    page = visit.page
    body = (
        f'{script}<gnlc-chat id="one" language="th" mode="inline"></gnlc-chat>'
        '<p style="height: 300vh">Text</p><gnlc-chat id="two" language="en" mode="inline" theme="dark"></gnlc-chat>'
    )
    site.put(body)
    # A private window lets frames of other sites keep nothing, so this one counts as ours.
    page.goto(site.sibling)
    one = panel_in(page, "#one")
    assert page.locator("gnlc-chat").count() == 2
    assert page.locator("#two iframe").count() == 0
    page.locator("#two").scroll_into_view_if_needed()
    two = panel_in(page, "#two")
    expect(one.locator("html")).to_have_attribute("lang", "th")
    expect(two.locator("html")).to_have_attribute("lang", "en")
    expect(ask(two, ASKED["en"]).locator(".cite").first).to_be_visible()
    expect(one.locator(".turn")).to_have_count(0)
    expect(ask(one, ASKED["th"]).locator(".cite").first).to_be_visible()
    expect(two.locator(".turn")).to_have_count(1)
    expect(one.locator("#close")).to_be_hidden()
    page.reload()
    expect(panel_in(page, "#one").locator(".asked")).to_have_text(ASKED["th"])
    page.locator("#two").scroll_into_view_if_needed()
    expect(panel_in(page, "#two").locator(".asked")).to_have_text(ASKED["en"])


def test_the_loader_twice_in_a_page_is_one_widget(visit: Window, site: Site, script: str) -> None:
    open_panel(visit.page, site.put(script + script))
    assert visit.page.locator("gnlc-chat").count() == 1


def test_the_page_opens_asks_closes_and_hears_what_happens_but_no_words(visit: Window, site: Site, script: str) -> None:
    page = visit.page
    page.goto(site.put(script))
    page.evaluate(EVENTS)
    page.wait_for_function("customElements.get('gnlc-chat') && document.querySelector('gnlc-chat')")
    page.evaluate("question => document.querySelector('gnlc-chat').ask(question)", ASKED["en"])
    panel = panel_in(page)
    expect(panel.locator(".asked")).to_have_text(ASKED["en"])
    expect(panel.locator(".cite").first).to_be_visible()
    page.evaluate("document.querySelector('gnlc-chat').ask('What is the capital of France?')")
    expect(panel.locator(".turn").last.locator(".nearby")).to_be_visible()
    page.evaluate("document.querySelector('gnlc-chat').close()")
    expect(page.locator("gnlc-chat iframe")).to_be_hidden()
    heard = page.evaluate("window.heard")
    assert [name for name, _ in heard] == ["open", "answer", "answer", "close"]
    assert [detail and detail["status"] for _, detail in heard] == [None, "answered", "abstained", None]
    assert set(heard[1][1]) == {"id", "status", "reason", "language"}


def test_a_button_of_the_page_opens_it_and_gets_the_focus_back(visit: Window, site: Site, script: str) -> None:
    page = visit.page
    body = '<button id="help">Help</button>' + script.replace("<script", '<script data-launcher="#help"')
    page.goto(site.put(body))
    page.wait_for_function("document.querySelector('gnlc-chat')")
    expect(page.locator("gnlc-chat button.launcher")).to_be_hidden()
    page.locator("#help").click()
    panel = panel_in(page)
    expect(page.locator("#help")).to_have_attribute("aria-expanded", "true")
    expect(panel.locator("#question")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_focused()
    expect(page.locator("#help")).to_have_attribute("aria-expanded", "false")


def test_its_options_reach_the_panel_as_text(visit: Window, site: Site, script: str) -> None:
    options = {
        "data-greeting": "&lt;b onclick=alert(1)&gt;Hello&lt;/b&gt;",
        "data-suggestions": "What is GNLC?|&lt;img src=x onerror=alert(1)&gt;",
        "data-accent": "#FC0",
        "data-theme": "dark",
        "data-privacy": "https://city.example/privacy",
    }
    tag = script.replace("<script", "<script " + " ".join(f'{name}="{value}"' for name, value in options.items()))
    panel = open_panel(visit.page, site.put(tag))
    expect(panel.locator("#greeting")).to_have_text("<b onclick=alert(1)>Hello</b>")
    expect(panel.locator("#openers .choice")).to_have_text(["What is GNLC?", "<img src=x onerror=alert(1)>"])
    expect(panel.locator("#privacy")).to_have_attribute("href", "https://city.example/privacy")
    colours = "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color]"
    assert panel.locator("header").evaluate(colours) == ["rgb(255, 204, 0)", "rgb(0, 0, 0)"]
    assert panel.locator("body").evaluate(colours)[0] == "rgb(18, 25, 27)"
    assert visit.page.locator("gnlc-chat button.launcher").evaluate(colours) == ["rgb(255, 204, 0)", "rgb(0, 0, 0)"]


@pytest.mark.parametrize("accent", ["red;background:url(//x.example)", "#12", "url(x)", "#0b5d66 "])
def test_an_accent_that_is_no_colour_is_passed_over(visit: Window, site: Site, script: str, accent: str) -> None:
    tag = script.replace("<script", f'<script data-accent="{accent}" data-privacy="javascript:alert(1)"')
    panel = open_panel(visit.page, site.put(tag))
    colour = "e => getComputedStyle(e).backgroundColor"
    assert panel.locator("header").evaluate(colour) == "rgb(11, 93, 102)"
    expect(panel.locator("#privacy")).to_have_attribute("href", "/privacy?lang=en")


def test_it_follows_the_pages_language_when_that_changes(visit: Window, site: Site, script: str) -> None:
    page = visit.page
    panel = open_panel(page, site.put(script, lang="en-GB"))
    expect(panel.locator("html")).to_have_attribute("lang", "en")
    page.keyboard.press("Escape")
    page.evaluate("document.documentElement.lang = 'th-TH'")
    page.locator("gnlc-chat button.launcher").click()
    expect(panel.locator("html")).to_have_attribute("lang", "th")


def test_a_site_that_may_not_embed_it_is_told_so_with_a_way_out(
    visit: Window, site: Site, script: str, server: Server, widget_server: Server
) -> None:
    """The session's other server lets no other site embed its panel."""
    page = visit.page
    visit.troubles.clear()
    page.goto(site.put(script, lang="th"))
    expect(page.locator("gnlc-chat button.launcher")).to_be_visible()
    page.route("**/widget/v1/panel*", lambda route: route.abort())
    page.locator("gnlc-chat button.launcher").click()
    state = page.locator("gnlc-chat .state")
    expect(state.locator("p")).to_contain_text("เปิดหน้าต่างถามตอบไม่ได้")
    page.unroute("**/widget/v1/panel*")
    state.get_by_role("button", name="ลองอีกครั้ง").click()
    panel_in(page)
    visit.troubles[:] = [said for said in visit.troubles if "ERR_FAILED" not in said]


def test_the_pinned_loader_is_taken_with_its_integrity(visit: Window, site: Site, widget_server: Server) -> None:
    path, integrity = pinned_loader()
    tag = f'<script async src="{widget_server.url}{path}" integrity="{integrity}" crossorigin="anonymous"></script>'
    panel = open_panel(visit.page, site.put(tag))
    expect(panel.locator("#question")).to_be_visible()


@pytest.mark.parametrize("message", ["close", "answer"])
def test_messages_of_others_are_passed_over(visit: Window, site: Site, script: str, message: str) -> None:
    page = visit.page
    open_panel(page, site.put(script))
    page.evaluate(EVENTS)
    page.evaluate("type => window.postMessage({ gnlcChat: 1, type, detail: {} }, '*')", message)
    page.evaluate("() => new Promise((done) => setTimeout(done, 100))")
    expect(page.locator("gnlc-chat iframe")).to_be_visible()
    assert page.evaluate("window.heard") == []
