"""What the pages cost a reader: python -m bench.pages

Transfer sizes of each page and of the files it asks for, compressed as they are sent; and the time from pressing Enter
to the answer in the document, less the server's own time for it (its Server-Timing header), in Chromium on loopback.
"""

import argparse
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import httpx
from playwright.sync_api import Browser

from bench.question import QUESTIONS
from kb.types import LANGUAGES
from settings import Settings
from tests.serving import serving
from tests.web.browser import chromium

PATHS = ("/", "/documents", "/documents/faq.th", "/about", "/privacy", "/accessibility", "/embed")
# Notes when Enter is pressed, across the navigation, and when the answer's heading is in the new document.
_WATCH = """
addEventListener("keydown", e => {
    if (e.key === "Enter") sessionStorage.entered = performance.timeOrigin + performance.now();
}, true);
new MutationObserver((_, observer) => {
    if (!document.getElementById("answer")) return;
    observer.disconnect();
    window.answered = performance.timeOrigin + performance.now() - sessionStorage.entered;
}).observe(document, {childList: true, subtree: true});
"""
_TOOK = "() => performance.getEntriesByType('navigation')[0].serverTiming.find(t => t.name === 'answer').duration"


def main() -> None:
    """Serve the live index, weigh the pages, ask."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10)
    rounds = parser.parse_args().rounds
    with (
        tempfile.TemporaryDirectory() as temporary,
        serving(Settings().index_dir, Path(temporary) / "log") as server,
        chromium() as browser,
    ):
        _print_sizes(server.url)
        waits = sorted(_waits(browser, server.url, rounds))
    print(
        f"Enter to answer in the document, less the server's own time: median {median(waits):.1f} ms, "
        f"nine of ten within {quantiles(waits, n=10)[-1]:.1f} ms, {len(waits)} questions"
    )


def _print_sizes(url: str) -> None:
    with httpx.Client(base_url=url, trust_env=False) as client:
        files: dict[str, int] = {}
        print(f"{'page':24}{'sent':>8}{'whole':>9}{'first visit':>13}   bytes")
        for path in PATHS:
            for language in LANGUAGES:
                page = client.get(path, params={"lang": language})
                asked = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text))
                files |= {name: _sent(client.get(name)) for name in asked - files.keys()}
                first = _sent(page) + sum(files[name] for name in asked)
                print(f"{path + ' ' + language:24}{_sent(page):8}{len(page.content):9}{first:13}")
        for name, size in sorted(files.items()):
            print(f"{name.partition('?')[0]:24}{size:8}")


def _sent(response: httpx.Response) -> int:
    return response.num_bytes_downloaded


def _waits(browser: Browser, url: str, rounds: int) -> Iterator[float]:
    page = browser.new_page(base_url=url)
    page.add_init_script(_WATCH)
    for _ in range(rounds):
        for question in QUESTIONS:
            page.goto("/")
            page.locator("#question").fill(question)
            page.keyboard.press("Enter")
            page.wait_for_function("'answered' in window")
            yield page.evaluate("answered") - page.evaluate(_TOOK)
    page.close()


if __name__ == "__main__":
    main()
