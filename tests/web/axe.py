"""axe-core in a page that is open in the browser: what it finds against WCAG 2.2 A and AA and good practice."""

from functools import cache
from importlib.resources import files
from typing import Any

from playwright.sync_api import Frame, Page

_RUN = """async within => {
    const options = {resultTypes: ["violations"], iframes: false, rules: {"target-size": {enabled: true}}};
    const found = await axe.run(within, options);
    return found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 200)}: ${n.failureSummary}`));
}"""


@cache
def _source() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page | Frame, within: str = ":root") -> list[str]:
    """Return what axe-core finds wrong in the page as it is shown now, a line for each element; nothing is good.

    `within` selects the part of the page to judge.

    Frames inside are pages of their own. The size of targets (WCAG 2.5.8) is among the rules.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_source())
    found: list[Any] = page.evaluate(_RUN, within)
    return [str(line) for line in found]
