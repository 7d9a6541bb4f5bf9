"""axe-core over every page and state, in both languages, at three widths, light and dark and in forced colours."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from kb.types import LANGUAGES, Language
from tests.serving import Server
from tests.web.axe import violations
from tests.web.browser import window
from tests.web.visits import ASKED, ELSEWHERE, PATHS, in_language, other

WIDTHS = (360, 768, 1280)


@pytest.fixture(scope="module")
def page(browser: Browser, server: Server) -> Iterator[Page]:
    with window(browser, server.url) as opened:
        yield opened.page


def _everywhere(page: Page) -> list[str]:
    """Return what axe-core finds at each width in each theme."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme, forced in (("light", "none"), ("dark", "none"), ("light", "active")):
            if forced == "active" and width != WIDTHS[0]:
                continue
            page.emulate_media(color_scheme=scheme, forced_colors=forced)  # type: ignore[arg-type]
            found += [f"{width} {scheme} {forced}: {line}" for line in violations(page)]
    return found


def test_axe_sees_what_is_wrong(page: Page) -> None:
    page.goto("/about")
    page.evaluate("document.querySelector('h1').style.color = '#ddd'; document.querySelector('html').lang = 'x'")
    assert {line.partition(":")[0] for line in violations(page)} >= {"color-contrast", "html-lang-valid"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [*PATHS, "/embed/preview"])
def test_axe_finds_nothing_on_any_page(page: Page, path: str, language: Language) -> None:
    page.goto(in_language(path, language))
    assert _everywhere(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", ["answer", "answer in the other language", "abstention", "rejected"])
def test_axe_finds_nothing_in_any_answer(page: Page, state: str, language: Language) -> None:
    question = {
        "answer": ASKED[language],
        "answer in the other language": ASKED[other(language)],
        "abstention": ELSEWHERE[language],
        "rejected": "x" * 1001,
    }[state]
    page.goto(f"/?lang={language}")
    page.locator("#question").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator("#answer, #problem")).to_be_visible()
    assert _everywhere(page) == []
