"""Debian's Chromium, and windows of it that note whatever goes wrong."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the browser until the block ends."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser, one for a module, because an event loop runs as long as it does.

    Where it is missing, tests skip, and fail if GNLC_TEST_BROWSER or CI says that it must be there.
    """
    if not CHROMIUM.exists():
        if os.environ.get("GNLC_TEST_BROWSER") == "required" or os.environ.get("CI"):
            pytest.fail(f"There is no {CHROMIUM}; install it: the tests of the pages need it.")
        pytest.skip(f"There is no {CHROMIUM}.")
    with chromium() as browser:
        yield browser


@dataclass
class Window:
    """A window of the browser: its page, every address it asked, and every dialog, script error and refused load."""

    context: BrowserContext
    page: Page
    asked: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


@contextmanager
def window(browser: Browser, url: str, *also: str, expected: str = "status of 4", **settings: Any) -> Iterator[Window]:
    """Open a window at the server `url`, and fail at the end if it asked another host or anything went wrong.

    It may ask the hosts `also`; `expected` is part of the console's messages that do not count, `settings` are
    Playwright's for a context.
    """
    context = browser.new_context(base_url=url, **({"reduced_motion": "reduce"} | settings))
    opened = Window(context, context.new_page())
    context.on("request", lambda request: opened.asked.append(request.url))
    context.on("dialog", _noted_in(opened.troubles))
    context.on("weberror", lambda error: opened.troubles.append(str(error.error)))
    context.on("console", lambda said: opened.troubles.extend([said.text] if said.type == "error" else []))
    yield opened
    context.close()
    own = tuple(f"{host}/" for host in (url, *also))
    assert [asked for asked in opened.asked if not asked.startswith(own)] == []
    assert [trouble for trouble in opened.troubles if expected not in trouble] == []


def _noted_in(troubles: list[str]) -> Callable[[Dialog], None]:
    def dismiss(dialog: Dialog) -> None:
        troubles.append(dialog.message)
        dialog.dismiss()

    return dismiss
