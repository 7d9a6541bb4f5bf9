"""A site of somebody else's, on another host, that embeds the widget; and the server that it is embedded from."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Locator, Page, expect

from kb.types import Language
from tests.serving import Server, serving, settings_for
from tests.web.browser import Window, window
from web.widget.embed import LOADER
from web.widget.panel import PANEL


class _Site(BaseHTTPRequestHandler):
    pages: dict[str, tuple[str, str]]

    def do_GET(self) -> None:
        html, policy = self.pages.get(self.path.partition("?")[0], ("", ""))
        self.send_response(200 if html else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(html.encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@dataclass
class Site:
    """A running site; `put` gives it a page."""

    port: int
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Its address under another host's name than the server's, so that the browser keeps the two apart."""
        return f"http://localhost:{self.port}"

    @property
    def sibling(self) -> str:
        """Its address under the server's host name: another origin, but the same site."""
        return f"http://127.0.0.1:{self.port}"

    def put(self, body: str, *, path: str = "/", lang: str = "en", direction: str = "ltr", policy: str = "") -> str:
        """Serve a page whose body is HTML, and return its address."""
        html = f'<!doctype html><html lang="{lang}" dir="{direction}"><head><title>A site</title>'
        html += f'<link rel="icon" href="data:,"></head><body><h1>A site</h1>{body}</body></html>'
        self.pages[path] = (html, policy)
        return self.url + path


@contextmanager
def running_site() -> Iterator[Site]:
    """Serve a site until the block ends."""
    pages: dict[str, tuple[str, str]] = {}
    handler = type("Handler", (_Site,), {"pages": pages})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Site(server.server_port, pages)
        server.shutdown()


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    with running_site() as site:
        yield site


@pytest.fixture(scope="session")
def widget_server(index_dir: Path, site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that lets the site embed the panel."""
    environment = settings_for(index_dir, GNLC_EMBED_ORIGINS=f"{site.url} {site.sibling}", GNLC_RECORDS="false")
    with serving(index_dir, tmp_path_factory.mktemp("widget") / "log", environment=environment) as server:
        yield server


@pytest.fixture
def script(widget_server: Server) -> str:
    """The tag that a site puts into its page."""
    return f'<script async src="{widget_server.url}{LOADER}"></script>'


@pytest.fixture
def visit(browser: Browser, widget_server: Server, site: Site, request: pytest.FixtureRequest) -> Iterator[Window]:
    """A window that may ask the server and the site and nobody else; a parameter adds to its settings."""
    settings = getattr(request, "param", {})
    with window(browser, widget_server.url, site.url, site.sibling, **settings) as opened:
        opened.page.set_default_timeout(10_000)
        yield opened


def open_panel(page: Page, address: str) -> FrameLocator:
    """Go to a page with a launcher, press it and return the panel once it is there."""
    page.goto(address)
    page.locator("gnlc-chat button.launcher").click()
    return panel_in(page)


def panel_in(page: Page, chat: str = "gnlc-chat") -> FrameLocator:
    """Return the panel of the widget `chat` once it is there."""
    panel = page.frame_locator(f"{chat} iframe")
    panel.locator("#question").wait_for()
    return panel


def ask(panel: FrameLocator | Page, question: str) -> Locator:
    """Type a question, press Enter, and return its turn."""
    panel.locator("#question").fill(question)
    panel.locator("#question").press("Enter")
    return panel.locator(".turn").last


def open_alone(page: Page, language: Language) -> None:
    """Go to the panel as a page of its own."""
    page.goto(f"{PANEL}?lang={language}")
    expect(page.locator("#question")).to_be_visible()


def answered(turn: Locator) -> Locator:
    """Wait until the turn shows an answer, and return it."""
    expect(turn.locator(".cite").first).to_be_visible()
    return turn
