"""The visits that tests of the pages pay, and what they ask."""

import httpx

from kb.types import Language
from tests.web.markup import Element

THAI = "เมืองแห่งการเรียนรู้มีองค์ประกอบหลักกี่ประการ"
ENGLISH = "What are the key features of a learning city?"
THAI_ELSEWHERE = "พิซซ่าร้านไหนอร่อย"
ENGLISH_ELSEWHERE = "What is the capital of France?"
ASKED: dict[Language, str] = {"th": THAI, "en": ENGLISH}
ELSEWHERE: dict[Language, str] = {"th": THAI_ELSEWHERE, "en": ENGLISH_ELSEWHERE}
SCRIPTS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><script>alert(1)</script>",
    "' onfocus='alert(1)' autofocus='",
    "javascript:alert(1)",
    "{{ 7 * 7 }}",
    "&lt;b&gt; &amp; <b>",
]
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PATHS = [
    "/",
    "/documents",
    "/documents?q=award&kind=digest",
    "/documents?q=zzzz",
    "/documents/phuket.th?start=0&end=9",
    "/documents/gnlc-moe.th",
    "/about",
    "/privacy",
    "/accessibility",
    "/embed",
    "/nothing",
]


def in_language(path: str, language: Language) -> str:
    """Return the address of the page in this language."""
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


def post(client: httpx.Client, question: str, lang: str | None = None, **headers: str) -> httpx.Response:
    """Ask by the form."""
    form = {"question": question} | ({"lang": lang} if lang else {})
    return client.post("/", data=form, headers=headers)


def every_page(client: httpx.Client, language: Language) -> list[httpx.Response]:
    """Return each page and each state of the page that answers."""
    questions = (THAI, ENGLISH, THAI_ELSEWHERE, ENGLISH_ELSEWHERE, "")
    visited = [client.get(in_language(path, language), headers=BROWSER) for path in PATHS]
    return [*visited, *(post(client, question, language) for question in questions)]


def other(language: Language) -> Language:
    """Return the other language."""
    return "en" if language == "th" else "th"


def links(element: Element) -> list[str]:
    """Return where the links inside lead."""
    return [link.attributes["href"] for link in element.all("a")]
