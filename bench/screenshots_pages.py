"""Pictures of the pages' main states to look at: python -m bench.screenshots_pages [FOLDER]

Both languages, light and dark, phone and desktop, into var/screenshots/pages by default. Needs /usr/bin/chromium and a
live index.
"""

import argparse
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

from kb.types import LANGUAGES, Language
from settings import Settings
from tests.serving import serving
from tests.web.browser import chromium

ASKED = {"th": "เมืองแห่งการเรียนรู้มีองค์ประกอบหลักกี่ประการ", "en": "What are the key features of a learning city?"}
ELSEWHERE = {"th": "พิซซ่าร้านไหนอร่อย", "en": "What is the capital of France?"}
WIDTHS = {"phone": 360, "desktop": 1280}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PATHS = {
    "home": "/",
    "documents": "/documents",
    "search": "/documents?q=award&language=en",
    "nothing-found": "/documents?q=zzz",
    "about": "/about",
    "privacy": "/privacy",
    "accessibility": "/accessibility",
    "embed": "/embed",
    "not-found": "/nothing",
}


def main() -> None:
    """Serve the live index, go through the states, leave the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("var/screenshots/pages"))
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as temporary,
        serving(Settings().index_dir, Path(temporary) / "log") as server,
        chromium() as browser,
    ):
        count = sum(1 for _ in _pictures(browser, server.url, folder))
    print(f"{count} pictures in {folder}")


def _pictures(browser: Browser, url: str, folder: Path) -> Iterator[Path]:
    for theme, (device, width), language in product(THEMES, WIDTHS.items(), LANGUAGES):
        page = browser.new_page(
            base_url=url, viewport={"width": width, "height": 740}, color_scheme=theme, reduced_motion="reduce"
        )
        for state in _states(page, language):
            path = folder / f"{state}-{language}-{device}-{theme}.png"
            page.screenshot(path=path, full_page=state != "quote")
            yield path
        page.close()


def _states(page: Page, language: Language) -> Iterator[str]:
    for name, path in PATHS.items():
        page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
        yield name
    for name, question in (("answer", ASKED[language]), ("abstention", ELSEWHERE[language]), ("rejected", "x" * 1001)):
        page.goto(f"/?lang={language}")
        page.locator("#question").fill(question)
        page.locator("form.ask button.main").click()
        page.wait_for_load_state()
        yield name
        if name == "answer":
            page.locator("#source-1 .links a").last.click()
            yield "quote"
            yield "document"


if __name__ == "__main__":
    main()
