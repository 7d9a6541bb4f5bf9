"""What the widget weighs, and how long an answer takes to be seen: python -m bench.widget

Transfer sizes are gzip's; the time runs from Enter to the answer in the page, without what the API itself took, median
of 40 questions, half in each language. Needs /usr/bin/chromium and a live index.
"""

import gzip
import json
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from kb.types import LANGUAGES
from settings import Settings
from tests.serving import serving
from tests.web.browser import chromium
from web.widget.assets import read_assets
from web.widget.embed import newest_loader
from web.widget.panel import PANEL

QUESTIONS = Path(__file__).with_name("questions.jsonl")
EACH = 20
# Waits for the turn to show its answer and tells how long that took; the API's own time is in its reply.
_MEASURE = """question => new Promise((done) => {
  const box = document.getElementById('question');
  const turns = document.getElementById('turns');
  const before = turns.childElementCount;
  box.value = question;
  const start = performance.now();
  const look = () => {
    const turn = turns.children[before];
    if (!turn || turn.classList.contains('waiting')) return;
    seen.disconnect();
    done(performance.now() - start);
  };
  const seen = new MutationObserver(look);
  seen.observe(turns, { subtree: true, childList: true, attributes: true });
  box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
})"""


def main() -> None:
    """Print the sizes, then ask."""
    parts = {"loader.js": newest_loader().content} | {n: a.content for n, a in read_assets("static").items()}
    sizes = {name: len(gzip.compress(content, 5)) for name, content in parts.items()}
    print(f"loader {sizes['loader.js']:,} B; panel's files {sum(sizes.values()) - sizes['loader.js']:,} B (gzip)")
    with (
        tempfile.TemporaryDirectory() as temporary,
        serving(Settings().index_dir, Path(temporary) / "log") as server,
        chromium() as browser,
    ):
        page = browser.new_page(base_url=server.url, reduced_motion="reduce")
        response = page.goto(PANEL)
        assert response
        print(f"panel page {len(gzip.compress(response.body(), 5)):,} B (gzip), {len(response.body()):,} B plain")
        extra = [took for language in LANGUAGES for took in _times(page, language)]
    print(f"Enter to answer seen, without the API's time: median {statistics.median(extra):.1f} ms of {len(extra)}")


def _times(page: Page, language: str) -> list[float]:
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    questions = [row["question"] for row in rows if row["lang"] == language][:EACH]
    page.goto(f"{PANEL}?lang={language}")
    page.locator("#question").wait_for()
    took = []
    for question in questions:
        with page.expect_response("**/api/v1/ask") as got:
            seen: float = page.evaluate(_MEASURE, question)
        took.append(seen - float(got.value.json()["took_ms"]))
    return took


if __name__ == "__main__":
    main()
