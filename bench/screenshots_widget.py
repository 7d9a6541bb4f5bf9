"""Pictures of the widget's main states to look at: python -m bench.screenshots_widget [FOLDER]

Both languages, light and dark, phone and desktop and enlarged four times, in a page of another site, into
var/screenshots/widget by default, with one sheet for each language and theme. Needs /usr/bin/chromium and a live index.
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
from tests.serving import serving, settings_for
from tests.web.browser import chromium
from tests.web.visits import ASKED, ELSEWHERE
from tests.web.widget.conftest import Site, ask, panel_in, running_site
from web.widget.embed import LOADER
from web.widget.router import PANEL

SIZES = {"phone": (360, 740), "desktop": (1280, 800), "enlarged": (320, 256)}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_SHEET = "<body style='margin:8px;background:#888;display:flex;gap:8px;flex-wrap:wrap;align-items:start'>{}</body>"


def main() -> None:
    """Serve the live index and a site, go through the states, leave the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("var/screenshots/widget"))
    folder = parser.parse_args().folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    index_dir = Settings().index_dir
    with (
        tempfile.TemporaryDirectory() as temporary,
        running_site() as site,
        serving(
            index_dir, Path(temporary) / "log", environment=settings_for(index_dir, GNLC_EMBED_ORIGINS=site.url)
        ) as server,
        chromium() as browser,
    ):
        site.put(f'<p>…</p><script async src="{server.url}{LOADER}"></script>')
        for theme, language in product(THEMES, LANGUAGES):
            pictures = []
            for device, (width, height) in SIZES.items():
                page = browser.new_page(
                    viewport={"width": width, "height": height}, color_scheme=theme, reduced_motion="reduce"
                )
                for state in _states(page, site, server.url, language):
                    pictures.append(folder / f"{state}-{language}-{device}-{theme}.png")
                    page.screenshot(path=pictures[-1])
                page.close()
            _sheet(browser, pictures, folder / f"sheet-{language}-{theme}.png")
    print(f"Pictures in {folder}")


def _states(page: Page, site: Site, server: str, language: Language) -> Iterator[str]:
    page.goto(site.url)
    page.evaluate("language => { document.documentElement.lang = language; }", language)
    page.locator("gnlc-chat").evaluate("(chat, language) => chat.setAttribute('language', language)", language)
    yield "launcher"
    page.locator("gnlc-chat button.launcher").click()
    panel = panel_in(page)
    yield "opened"
    turn = ask(panel, ASKED[language])
    turn.locator(".cite").first.wait_for()
    yield "answer"
    turn.locator(".cite").first.click()
    yield "source"
    turn.locator(".copy").click()
    turn.locator(".said").wait_for()
    yield "end-of-answer"
    turn = ask(panel, ELSEWHERE[language])
    turn.locator(".nearby").wait_for()
    yield "abstention"
    page.context.set_offline(True)
    turn = ask(panel, ASKED[language])
    turn.locator(".retry").wait_for()
    yield "offline"
    panel.locator("#question").fill("x" * 1001)
    panel.locator("#ask button").click()
    yield "too-long"
    page.context.set_offline(False)
    page.goto(f"{server}{PANEL}?lang={language}")
    ask(page, ASKED[language]).locator(".cite").first.wait_for()
    yield "alone"


def _sheet(browser: Browser, pictures: list[Path], path: Path) -> None:
    page = browser.new_page(viewport={"width": 1800, "height": 800})
    # Only a page from a file may show pictures from files.
    html = path.with_suffix(".html")
    heights = {picture: 380 if "desktop" in picture.name else 520 for picture in pictures}
    images = "".join(f"<img src='{picture.name}' height={height}>" for picture, height in heights.items())
    html.write_text(_SHEET.format(images), encoding="utf-8")
    page.goto(html.as_uri())
    page.wait_for_load_state("load")
    page.screenshot(path=path, full_page=True)
    page.close()
    html.unlink()


if __name__ == "__main__":
    main()
