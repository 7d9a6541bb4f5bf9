"""How answers are made, what is kept, who can use the pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

import httpx
import pytest

from api.app import app_asking
from kb.knowledge_base import KnowledgeBase
from kb.store import Store
from kb.types import LANGUAGES, Language
from tests.web.markup import parse
from tests.web.small_site import serving_app
from tests.web.visits import links
from web.dates import display_date
from web.messages import text
from web.site import Records, Site


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_are_those_of_the_live_build(
    client: httpx.Client, store: Store, base: KnowledgeBase, language: Language
) -> None:
    page = parse(client.get("/about", params={"lang": language}))
    rows = {row.all("th")[0].text: [cell.text for cell in row.all("td")] for row in page.one("tbody").all("tr")}
    for table in ("documents", "passages", "sentences", "questions"):
        expected = [str(store.count(table, "th")), str(store.count(table, "en")), str(store.count(table))]
        assert rows[text(f"figure_{table}", language)] == expected
    for kind in ("digest", "original"):
        of_kind = [d.language for d in store.documents() if d.kind == kind]
        expected = [str(of_kind.count("th")), str(of_kind.count("en")), str(len(of_kind))]
        assert rows[text(f"kind_{kind}", language)] == expected
    shown = [each.text for each in page.one("dl").all("dd")]
    built_at = display_date(base.manifest.built_at[:10], language)
    assert shown == [built_at, base.manifest.build, base.manifest.space, base.manifest.tokenizer]


@contextmanager
def _client_of(base: KnowledgeBase, site: Site) -> Iterator[httpx.Client]:
    with serving_app(app_asking(lambda: base, site)) as server, server.client() as client:
        yield client


@pytest.mark.parametrize(
    ("records", "said"),
    [
        (Records(), {"nothing"}),
        (Records(questions=True, days=90), {"questions", "days"}),
        (Records(questions=True, feedback=True), {"questions", "feedback", "forever"}),
        (Records(feedback=True, days=30), {"nothing", "feedback", "days"}),
    ],
)
def test_privacy_says_what_is_kept_and_for_how_long(base: KnowledgeBase, records: Records, said: set[str]) -> None:
    with _client_of(base, Site(records=records)) as client:
        for language in LANGUAGES:
            shown = parse(client.get("/privacy", params={"lang": language})).one("main").text
            for key in ("nothing", "questions", "feedback", "days", "forever"):
                sentence = text(f"privacy_{key}", language, **({"days": records.days} if key == "days" else {}))
                assert (sentence in shown) == (key in said), key


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("help@example.org", "mailto:help@example.org"),
        ("https://example.org/help?a=1&b=2", "https://example.org/help?a=1&b=2"),
        ("a?bcc=x@example.org", "mailto:a%3Fbcc%3Dx@example.org"),
        ("javascript:alert(1)", None),
        ("<b>02 123 4567</b>", None),
        (None, None),
    ],
)
def test_the_contact_is_a_link_where_it_can_be_one(base: KnowledgeBase, contact: str | None, link: str | None) -> None:
    with _client_of(base, Site(contact=contact)) as client:
        for path, language in product(("/privacy", "/accessibility"), LANGUAGES):
            main = parse(client.get(path, params={"lang": language})).one("main")
            assert (contact or text("contact_none", language)) in main.text
            assert links(main) == ([link] if link else [])


@pytest.mark.parametrize("path", ["/about", "/privacy", "/accessibility"])
def test_headings_follow_each_other_by_rank(client: httpx.Client, path: str) -> None:
    page = parse(client.get(path))
    ranks = [int(e.tag[1]) for e in page.descendants if e.tag in {"h1", "h2", "h3"}]
    assert ranks[0] == 1
    assert set(ranks[1:]) == {2}
