import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape
from playwright.sync_api import Browser

from web.line_breaking import NAMES, kept_whole


@given(st.lists(st.one_of(st.text(max_size=8), st.sampled_from([*NAMES, "<b>", "&amp;"])), max_size=6).map("".join))
def test_the_text_stays_and_is_escaped(text: str) -> None:
    html = str(kept_whole(text))
    assert re.sub('<span class="name">([ก-๎]+)</span>', r"\1", html) == str(escape(text))


def test_a_name_is_in_a_span() -> None:
    assert kept_whole("ของยูเนสโกใน") == 'ของ<span class="name">ยูเนสโก</span>ใน'


@pytest.mark.parametrize("whole", [False, True])
def test_the_browser_breaks_names_only_without_the_span(browser: Browser, whole: bool) -> None:
    page = browser.new_page(viewport={"width": 400, "height": 400})
    page.set_content(
        "<style>.name {white-space: nowrap} p {inline-size: 1px; font-size: 12px; line-height: 20px}</style>"
        + "".join(f'<p lang="th">{kept_whole(name) if whole else name}</p>' for name in NAMES)
    )
    heights = page.evaluate("[...document.querySelectorAll('p')].map(p => p.offsetHeight)")
    page.close()
    broken = {name for name, height in zip(NAMES, heights, strict=True) if height > 20}
    # Other versions of the browser's dictionary know other names.
    assert broken == set() if whole else {"ยูเนสโก", "เครือข่าย"} <= broken
