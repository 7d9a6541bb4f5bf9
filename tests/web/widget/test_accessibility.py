"""What machines can judge of WCAG 2.2 AA, and what they cannot: reflow, targets, Thai lines, motion, forced colours."""

from itertools import product
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from kb.types import LANGUAGES, Language
from tests.serving import Server
from tests.web.axe import violations
from tests.web.browser import Window, window
from tests.web.visits import ASKED, ELSEWHERE
from tests.web.widget.conftest import Site, ask, open_panel
from web.line_breaking import NAMES
from web.widget.panel import PANEL

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (360, 768, 1280)


def _talk(page: Page, language: Language) -> None:
    """Bring a conversation of an answer, an open source, an abstention and a problem onto the page."""
    turn = ask(page, ASKED[language])
    turn.locator(".cite").first.click()
    ask(page, ELSEWHERE[language])
    expect(page.locator(".turn").last.locator(".nearby")).to_be_visible()
    page.locator("#question").fill("x" * 1001)
    page.locator("#ask button").click()
    expect(page.locator("#problem")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_either_theme_at_any_width(
    browser: Browser, widget_server: Server, language: Language
) -> None:
    with window(browser, widget_server.url) as opened:
        page = opened.page
        page.goto(f"{PANEL}?lang={language}")
        found = []
        for state in ("before", "after"):
            for theme, width in product(THEMES, WIDTHS):
                page.emulate_media(color_scheme=theme)
                page.set_viewport_size({"width": width, "height": 740})
                found += [f"{state} {theme} {width}: {said}" for said in violations(page)]
            if state == "before":
                _talk(page, language)
        assert found == []


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_in_a_page_that_has_it(
    visit: Window, site: Site, script: str, theme: Literal["light", "dark"]
) -> None:
    page = visit.page
    page.emulate_media(color_scheme=theme)
    address = site.put(f"<main><p>Text</p></main>{script}".replace("<h1>", ""))
    page.goto(address)
    page.locator("gnlc-chat button.launcher").wait_for()
    # The site's own page has its heading outside <main>; only the widget is judged.
    for state in ("closed", "open"):
        assert (state, violations(page, "gnlc-chat")) == (state, [])
        if state == "closed":
            open_panel(page, address)


@pytest.mark.parametrize("visit", [{"viewport": {"width": 320, "height": 256}}], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_enlarged_four_times_it_reflows_and_nothing_covers_the_rest(visit: Window, language: Language) -> None:
    page = visit.page
    page.goto(f"{PANEL}?lang={language}")
    _talk(page, language)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for selector in (".asked", ".cite", "details[open] blockquote", "details[open] a.view", "#ask button", "#switch"):
        part = page.locator(selector).first
        part.evaluate("e => e.scrollIntoView()")
        covered = part.evaluate("""e => {
          const box = e.getBoundingClientRect();
          const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height, 200) / 2);
          return !(e === top || e.contains(top) || (top && top.contains(e)));
        }""")
        assert not covered, selector


@pytest.mark.parametrize("language", LANGUAGES)
def test_targets_are_large_enough(visit: Window, language: Language) -> None:
    page = visit.page
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{PANEL}?lang={language}")
    _talk(page, language)
    sizes = page.evaluate("""() => [...document.querySelectorAll('a, button, summary, textarea')]
      .filter((e) => e.checkVisibility())
      .map((e) => [e, e.getBoundingClientRect()])
      .map(([e, box]) => [e.className || e.id || e.tagName, box.width, box.height])""")
    assert [(name, w, h) for name, w, h in sizes if min(w, h) < 24] == []
    main = [
        (name, w, h) for name, w, h in sizes if name in {"choice", "copy", "original", "view", "SUMMARY", "question"}
    ]
    assert len(main) > 5
    assert [(name, w, h) for name, w, h in main if h < 44] == []


def test_names_are_never_broken_at_the_end_of_a_line(visit: Window) -> None:
    page = visit.page
    page.goto(f"{PANEL}?lang=th")
    _talk(page, "th")
    broken = """() => [...document.querySelectorAll('.name')]
      .filter((e) => e.checkVisibility() && e.getClientRects().length > 1).map((e) => e.textContent)"""
    for width in range(320, 480, 10):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate(broken) == []
    wrapped = page.locator(".name").all_text_contents()
    assert {"ยูเนสโก"} <= set(wrapped) <= set(NAMES)


@pytest.mark.parametrize("visit", [{"forced_colors": "active"}], indirect=True)
def test_with_forced_colours_what_can_be_pressed_has_an_edge(visit: Window, site: Site, script: str) -> None:
    panel = open_panel(visit.page, site.put(script))
    for part in (
        visit.page.locator("gnlc-chat button.launcher"),
        panel.locator("#ask button"),
        panel.locator(".choice").first,
    ):
        assert part.evaluate("e => [getComputedStyle(e).borderTopStyle, getComputedStyle(e).borderTopWidth]") != [
            "none",
            "0px",
        ]
        assert part.evaluate("e => getComputedStyle(e).borderTopColor !== getComputedStyle(e).backgroundColor")


@pytest.mark.parametrize("visit", [{"reduced_motion": "reduce"}, {"reduced_motion": "no-preference"}], indirect=True)
def test_what_waits_moves_only_for_those_who_do_not_mind(visit: Window) -> None:
    page = visit.page
    page.goto(PANEL)
    page.route("**/api/v1/ask", lambda route: None)
    turn = ask(page, ASKED["en"])
    name = turn.locator(".note").evaluate("e => getComputedStyle(e, '::before').animationName")
    calm = page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")
    assert name == ("none" if calm else "pulse")
