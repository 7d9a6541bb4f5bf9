"""The pages as they are sent: what they say, in which language, and what they keep out."""

import re
from html import escape
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from kb.store import Store
from kb.types import Language
from tests.serving import ask
from tests.web.markup import Element, parse
from web.dates import display_date
from web.messages import publisher_name, text

THAI = "เมืองแห่งการเรียนรู้มีองค์ประกอบหลักกี่ประการ"
ENGLISH = "What are the key features of a learning city?"
THAI_ELSEWHERE = "พิซซ่าร้านไหนอร่อย"
ENGLISH_ELSEWHERE = "What is the capital of France?"
LANGUAGES: tuple[Language, ...] = ("th", "en")
SCRIPTS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><script>alert(1)</script>",
    "' onfocus='alert(1)' autofocus='",
    "javascript:alert(1)",
    "{{ 7 * 7 }}",
    "&lt;b&gt; &amp; <b>",
]


def _post(client: httpx.Client, question: str, lang: str | None = None, **headers: str) -> httpx.Response:
    form = {"question": question} | ({"lang": lang} if lang else {})
    return client.post("/", data=form, headers=headers)


def _other(language: Language) -> Language:
    return "en" if language == "th" else "th"


def _links(element: Element) -> list[str]:
    return [link.attributes["href"] for link in element.all("a")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_asks_for_a_question_in_the_readers_language(
    client: httpx.Client, store: Store, language: Language
) -> None:
    page = parse(client.get("/", params={"lang": language}))
    assert page.one("html").language == language
    assert page.one("h1").text == text("site", language)
    form = page.one("form", class_="ask")
    assert (form.attributes["method"], form.attributes["action"]) == ("post", "/")
    box = form.one("textarea")
    assert form.one("label").attributes["for"] == box.attributes["id"]
    assert form.one("label").text == text("question_label", language)
    assert "required" in box.attributes
    assert box.text == ""
    assert form.one("button", type="submit").text == text("ask", language)
    offered = {suggestion.text for suggestion in store.suggestions() if suggestion.language == language}
    suggested = [button.attributes["value"] for button in page.all("button", name="question")]
    assert len(suggested) == 5
    assert set(suggested) <= offered
    assert all(button.language == language for button in page.all("button", name="question"))


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("th", "th"),
        ("th-TH,th;q=0.9,en-US;q=0.8", "th"),
        ("en-GB,en;q=0.9,th;q=0.8", "en"),
        ("en", "en"),
        ("de", "th"),
        ("", "th"),
    ],
)
def test_the_page_follows_the_browsers_language(client: httpx.Client, accepted: str, language: str) -> None:
    response = client.get("/", headers={"Accept-Language": accepted})
    assert parse(response).one("html").language == language
    assert response.headers["content-language"] == language
    assert response.headers["vary"] == "Accept-Language"


@pytest.mark.parametrize("lang", ["fr", "", "TH", "<script>"])
def test_an_unknown_language_is_passed_over(client: httpx.Client, lang: str) -> None:
    response = client.get("/", params={"lang": lang}, headers={"Accept-Language": "en"})
    assert parse(response).one("html").language == "en"


@pytest.mark.parametrize("page_language", LANGUAGES)
@pytest.mark.parametrize("question", [THAI, ENGLISH])
def test_an_answer_shows_each_sentence_with_its_citations(
    client: httpx.Client, question: str, page_language: Language
) -> None:
    reply = ask(client, question)
    response = _post(client, question, page_language)
    assert response.status_code == 200
    page = parse(response)
    assert page.one("html").language == page_language
    assert page.one("form", class_="ask").one("textarea").text == question
    sentences = page.all("span", class_="sentence")
    assert len(sentences) == len(reply["answer"]["sentences"])
    for shown, sentence in zip(sentences, reply["answer"]["sentences"], strict=True):
        assert shown.language == reply["answer"]["language"]
        assert shown.text == sentence["text"] + "".join(f"[{number}]" for number in sentence["citations"])
        assert _links(shown) == [f"#source-{number}" for number in sentence["citations"]]
        assert all(link.language == page_language for link in shown.all("a"))
    sources = page.one("ol", class_="sources").all("li")
    assert len(sources) == len(reply["citations"])
    for shown, citation in zip(sources, reply["citations"], strict=True):
        _shows_citation(shown, citation, page_language)
    confidence = text(f"confidence_{reply['answer']['confidence']}", page_language)
    assert page.one("p", class_="confidence").text == confidence
    assert not page.all("section", class_="suggestions")


def _shows_citation(shown: Element, citation: dict[str, Any], language: Language) -> None:
    assert shown.attributes["id"] == f"source-{citation['number']}"
    assert shown.one("cite").text == citation["title"]
    about = shown.one("span", class_="publisher")
    assert about.language == language
    assert about.text.startswith(publisher_name(citation["publisher"], language))
    assert citation["published"] is None or display_date(citation["published"], language) in about.text
    quote = shown.one("blockquote")
    assert (quote.text, quote.language) == (citation["quote"], citation["language"])
    whose = text(citation["kind"], language, publisher=publisher_name(citation["publisher"], language))
    assert shown.one("p", class_="kind").text.startswith(whose)
    assert _links(shown) == [citation["url"], citation["view"]]


@pytest.mark.parametrize("question", [THAI, ENGLISH])
def test_the_title_of_a_source_states_the_sources_language(client: httpx.Client, store: Store, question: str) -> None:
    page = parse(_post(client, question))
    for shown, citation in zip(page.all("cite"), ask(client, question)["citations"], strict=True):
        document = store.document(citation["document_id"])
        assert document
        assert shown.language == document.source_at(citation["start"], citation["end"]).language


@pytest.mark.parametrize(
    ("question", "spoken"), [(THAI_ELSEWHERE, "th"), (ENGLISH_ELSEWHERE, "en"), ("สวัสดี", "th"), ("hello", "en")]
)
@pytest.mark.parametrize("page_language", LANGUAGES)
def test_an_abstention_says_why_and_offers_questions_to_press(
    client: httpx.Client, question: str, spoken: str, page_language: Language
) -> None:
    reply = ask(client, question)
    page = parse(_post(client, question, page_language))
    assert page.one("section", class_="answer").one("h2").text == text("no_answer", page_language)
    note = page.one("p", class_="note")
    assert (note.text, note.language) == (reply["message"], spoken)
    assert not page.all("blockquote")
    buttons = page.one("section", class_="suggestions").all("button", name="question")
    assert [button.attributes["value"] for button in buttons] == reply["suggestions"]
    assert {button.language for button in buttons} == {spoken}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_suggestion_is_answered_when_pressed(client: httpx.Client, language: Language) -> None:
    page = parse(client.get("/", params={"lang": language}))
    for form in page.one("section", class_="suggestions").all("form"):
        assert (form.attributes["method"], form.attributes["action"]) == ("post", "/")
        pressed = form.one("button")
        sent = {field.attributes["name"]: field.attributes["value"] for field in (*form.all("input"), pressed)}
        assert parse(client.post("/", data=sent)).all("blockquote")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", [{}, {"question": ""}, {"question": " \r\n\t"}])
def test_an_empty_question_gets_a_sentence(client: httpx.Client, form: dict[str, str], language: Language) -> None:
    response = client.post("/", data=form | {"lang": language})
    assert response.status_code == 422
    page = parse(response)
    said = page.one("p", class_="problem")
    assert said.attributes["role"] == "alert"
    assert said.language == page.one("html").language == language
    assert (
        said.text
        == {
            "th": "ยังไม่มีคำถาม โปรดพิมพ์คำถามแล้วส่งอีกครั้ง",
            "en": "There is no question. Please type one and send it again.",
        }[language]
    )
    box = page.one("textarea")
    assert box.attributes["aria-invalid"] == "true"
    assert said.attributes["id"] in box.attributes["aria-describedby"].split()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("x" * 2001, "2001"),
        ("ก" * 2001, "2001"),
        ("What is\x00 GNLC?", "U+0000"),
        ("เมือง\x1bคืออะไร", "U+001B"),
    ],
)
def test_a_question_that_cannot_be_taken_is_given_back_with_the_reason(
    client: httpx.Client, question: str, said: str
) -> None:
    response = _post(client, question)
    assert response.status_code == 422
    page = parse(response)
    problem = page.one("p", class_="problem")
    assert said in problem.text
    assert problem.language == ("th" if re.search("[ก-๛]", question) else "en")
    assert page.one("textarea").text == question[:1000]


@pytest.mark.parametrize(
    "content", [b"question=%ED%A0%80", b"question=%FF%FE", b"question=%C3%28&lang=%00", b"%", b"=&="]
)
def test_a_form_with_bytes_that_are_no_text_gets_a_page(client: httpx.Client, content: bytes) -> None:
    response = client.post("/", content=content, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert response.status_code in {200, 422}
    parse(response)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_documents_leads_to_each(client: httpx.Client, store: Store, language: Language) -> None:
    page = parse(client.get("/documents", params={"lang": language}))
    assert page.one("html").language == language
    listed = [link for part in page.all("ul", class_="documents") for link in part.all("a")]
    own_first = sorted(store.documents(), key=lambda document: document.language != language)
    assert [(link.text, link.language) for link in listed] == [(d.title, d.language) for d in own_first]
    for link in listed:
        assert client.get(link.attributes["href"]).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_is_shown_whole_with_its_sources(client: httpx.Client, store: Store, language: Language) -> None:
    for document in [d for d in store.documents() if d.language == language][::5]:
        page = parse(client.get(f"/documents/{document.id}", headers={"Accept-Language": _other(language)}))
        assert page.one("html").language == _other(language)
        article = page.one("article")
        assert article.language == article.one("h1").language == language
        assert article.one("h1").text == document.title
        shown = [e.text for e in article.descendants if e.tag in {"p", "h2", "h3", "h4", "h5", "h6"}]
        assert shown[2:] == [document.text[block.start : block.end] for block in document.blocks]
        assert not page.all("mark")
        official = page.one("p", class_="official").one("a")
        assert official.attributes["href"] == document.sources[0].url
        assert official.one("span").text == document.sources[0].title
        assert official.one("span").language == document.sources[0].language
        sources = page.one("ul", class_="sources").all("a")
        assert [(s.text, s.attributes["href"], s.language) for s in sources] == [
            (s.title, s.url, s.language) for s in document.sources
        ]


def test_a_document_is_in_its_own_language_where_the_browser_says_nothing(client: httpx.Client) -> None:
    assert parse(client.get("/documents/phuket.en")).one("html").language == "en"
    assert parse(client.get("/documents/phuket.th")).one("html").language == "th"


@pytest.mark.parametrize("language", LANGUAGES)
def test_any_span_is_highlighted_exactly(client: httpx.Client, store: Store, language: Language) -> None:
    document = store.document(f"phuket.{language}")
    assert document
    first, second = document.blocks[1], document.blocks[2]
    for start, end in (
        (0, 1),
        (first.start + 3, first.end - 2),
        (first.start + 1, second.end - 1),
        (document.blocks[-1].start, len(document.text)),
    ):
        page = parse(client.get(f"/documents/{document.id}", params={"start": start, "end": end}))
        marks = page.all("mark")
        gap = document.text[first.end : second.start] if len(marks) > 1 else ""
        assert gap.join(mark.text for mark in marks) == document.text[start:end]
        assert [mark.attributes.get("id") for mark in marks] == ["quote"] + [None] * (len(marks) - 1)
        assert {mark.language for mark in marks} == {language}


def test_the_other_language_keeps_the_highlight(client: httpx.Client) -> None:
    page = parse(client.get("/documents/phuket.th", params={"start": 3, "end": 20, "lang": "th"}))
    switch = next(link for link in page.one("nav").all("a") if link.attributes.get("hreflang") == "en")
    switched = parse(client.get(switch.attributes["href"]))
    assert switched.one("html").language == "en"
    assert switched.one("mark").text == page.one("mark").text


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("5", "5"),
        ("9", "3"),
        ("-3", "5"),
        ("0", "99999999"),
        ("", "5"),
        ("x", "y"),
        ("๑", "๙"),
        ("1e3", "2e3"),
        ("0", "9" * 5000),
    ],
)
def test_a_span_that_is_not_in_the_document_highlights_nothing(client: httpx.Client, start: str, end: str) -> None:
    response = client.get("/documents/phuket.th", params={"start": start, "end": end})
    assert response.status_code == 200
    assert not parse(response).all("mark")


@pytest.mark.parametrize(
    "path", ["/documents/nothing", "/documents/%00", "/documents/%ED%A0%80", "/nothing", "/documents/a/b"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_browser_at_a_wrong_address_gets_a_page_with_the_way_back(
    client: httpx.Client, path: str, language: Language
) -> None:
    headers = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": language}
    response = client.get(path, headers=headers)
    assert response.status_code == 404
    page = parse(response)
    assert page.one("html").language == language
    assert page.one("h1").text == text("not_found", language)
    assert f"/?lang={language}" in _links(page.one("main"))


PAGES = [
    "/",
    "/?lang=en",
    "/documents",
    "/documents?lang=en",
    "/documents/phuket.th?start=0&end=9#quote",
    "/documents/nothing",
]


def _every_page(client: httpx.Client) -> list[httpx.Response]:
    questions = (THAI, ENGLISH, THAI_ELSEWHERE, ENGLISH_ELSEWHERE, "")
    return [*map(client.get, PAGES), *(_post(client, question) for question in questions)]


def test_no_page_makes_the_browser_ask_another_host(client: httpx.Client) -> None:
    for response in _every_page(client):
        page = parse(response)
        assert all(re.match(r"/(?!/)", address) for address in page.fetched()), page.fetched()
        assert not [e for e in page.descendants if e.tag in {"script", "style", "base", "object", "embed", "iframe"}]
        assert not [name for e in page.descendants for name in e.attributes if name.startswith("on") or name == "style"]
        for link in page.all("a"):
            if re.match("https?:", link.attributes["href"]):
                assert {"noopener", "noreferrer"} <= set(link.attributes["rel"].split())


def test_the_style_sheet_asks_no_other_host(client: httpx.Client) -> None:
    assert not re.search(r"url\(|@import|https?:", client.get("/static/style.css").text)


def test_every_page_is_well_made(client: httpx.Client) -> None:
    for response in _every_page(client):
        assert response.text.startswith("<!doctype html>\n")
        page = parse(response)
        assert page.one("head").one("meta", name="viewport").attributes["content"].startswith("width=device-width")
        assert page.one("title").text.strip()
        assert len(page.all("h1")) == 1
        ids = [e.attributes["id"] for e in page.descendants if "id" in e.attributes]
        assert len(ids) == len(set(ids))
        for element in page.descendants:
            for name in ("for", "aria-labelledby", "aria-describedby"):
                assert set(element.attributes.get(name, "").split()) <= set(ids)
            href = element.attributes.get("href", "")
            assert not href.startswith("#") or href[1:] in ids
        assert page.all("a")[0].attributes == {"class": "skip", "href": "#content"}


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_as_question_stays_text(client: httpx.Client, script: str) -> None:
    response = _post(client, f"What is {script} a learning city?", "en")
    page = parse(response)
    assert page.one("textarea").text == f"What is {script} a learning city?"
    assert {e.tag for e in page.descendants}.isdisjoint({"script", "img", "b"})
    assert "<" not in script or script not in response.text
    assert escape(script, quote=False) in response.text.replace("&#39;", "'").replace("&#34;", '"')


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("path", ["/", "/documents", "/documents/phuket.th", "/documents/nothing"])
def test_a_script_in_the_address_stays_out_of_the_page(client: httpx.Client, path: str, script: str) -> None:
    response = client.get(path, params={"lang": script, "start": script, "end": script, "question": script})
    parse(response)
    assert script not in response.text


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_as_document_id_stays_out_of_the_page(client: httpx.Client, script: str) -> None:
    response = client.get(f"/documents/{quote(script, safe='')}", headers={"Accept": "text/html"})
    assert response.status_code == 404
    parse(response)
    assert script not in response.text


def test_the_form_takes_lang_of_any_kind(client: httpx.Client) -> None:
    assert parse(_post(client, ENGLISH, "<script>", **{"Accept-Language": "en"})).one("html").language == "en"
