"""The page that asks and answers: what it says, in which language, and what it keeps out."""

import re
from html import escape
from typing import Any

import httpx
import pytest

from kb.store import Store
from kb.types import LANGUAGES, Language
from tests.serving import ask
from tests.web.markup import Element, parse
from tests.web.visits import ASKED, ENGLISH, ENGLISH_ELSEWHERE, SCRIPTS, THAI, THAI_ELSEWHERE, links, post
from web.dates import display_date
from web.links import view_link
from web.messages import publisher_name, text


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
    assert "Accept-Language" in response.headers["vary"].split(", ")


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
    response = post(client, question, page_language)
    assert response.status_code == 200
    page = parse(response)
    assert page.one("html").language == page_language
    assert page.one("p", class_="asked").one("q").text == question
    assert page.one("form", class_="ask").one("textarea").text == ""
    sentences = page.all("span", class_="sentence")
    assert len(sentences) == len(reply["answer"]["sentences"])
    for shown, sentence in zip(sentences, reply["answer"]["sentences"], strict=True):
        assert shown.language == reply["answer"]["language"]
        assert shown.text == sentence["text"] + "".join(f"[{number}]" for number in sentence["citations"])
        assert links(shown) == [f"#source-{number}" for number in sentence["citations"]]
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
    view = view_link(citation["document_id"], citation["start"], citation["end"], language)
    source, seen = links(shown)
    assert source.partition("#")[0] == citation["url"]
    assert (citation["kind"] == "original") == (":~:text=" in source)
    assert seen == view


@pytest.mark.parametrize("question", [THAI, ENGLISH])
def test_the_title_of_a_source_states_the_sources_language(client: httpx.Client, store: Store, question: str) -> None:
    page = parse(post(client, question))
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
    page = parse(post(client, question, page_language))
    assert page.one("section", class_="answer").one("h1").text == text("no_answer", page_language)
    assert page.one("textarea").text == question
    note = page.one("p", class_="note")
    assert (note.text, note.language) == (reply["message"], spoken)
    assert not page.all("blockquote")
    buttons = page.one("section", class_="suggestions").all("button", name="question")
    assert [button.attributes["value"] for button in buttons] == reply["suggestions"]
    assert {button.language for button in buttons} == {spoken}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_suggestion_is_answered_when_pressed(client: httpx.Client, language: Language) -> None:
    page = parse(client.get("/", params={"lang": language}))
    form = page.one("section", class_="suggestions").one("form")
    assert (form.attributes["method"], form.attributes["action"]) == ("post", "/")
    sent = {field.attributes["name"]: field.attributes["value"] for field in form.all("input")}
    for button in form.all("button"):
        pressed = {button.attributes["name"]: button.attributes["value"]}
        assert parse(client.post("/", data=sent | pressed)).all("blockquote")


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
    response = post(client, question)
    assert response.status_code == 422
    page = parse(response)
    problem = page.one("p", class_="problem")
    assert said in problem.text
    assert problem.language == ("th" if re.search("[ก-๛]", question) else "en")
    assert page.one("textarea").text == re.sub("[\x00\x1b]", "\ufffd", question)


@pytest.mark.parametrize(
    "content", [b"question=%ED%A0%80", b"question=%FF%FE", b"question=%C3%28&lang=%00", b"%", b"=&="]
)
def test_a_form_with_bytes_that_are_no_text_gets_a_page(client: httpx.Client, content: bytes) -> None:
    response = client.post("/", content=content, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert response.status_code in {200, 422}
    parse(response)


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_as_question_stays_text(client: httpx.Client, script: str) -> None:
    response = post(client, f"What is {script} a learning city?", "en")
    page = parse(response)
    assert page.one("p", class_="asked").one("q").text == f"What is {script} a learning city?"
    assert {e.tag for e in page.descendants}.isdisjoint({"img", "b"})
    assert all(e.attributes.get("src", "").startswith("/static/") for e in page.all("script"))
    assert "<" not in script or script not in response.text
    assert escape(script, quote=False) in response.text.replace("&#39;", "'").replace("&#34;", '"')


def test_the_form_takes_lang_of_any_kind(client: httpx.Client) -> None:
    assert parse(post(client, ENGLISH, "<script>", **{"Accept-Language": "en"})).one("html").language == "en"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_follow_up_brings_the_last_three_questions_along(client: httpx.Client, language: Language) -> None:
    previous: list[str] = []
    for n in range(1, 6):
        question = f"{n} {ASKED[language]}"
        page = parse(client.post("/", data={"question": question, "previous": previous, "lang": language}))
        form = page.one("form", class_="ask")
        previous = [field.attributes["value"] for field in form.all("input", name="previous")]
        assert previous == [f"{m} {ASKED[language]}" for m in range(max(1, n - 2), n + 1)]
        assert f"/?lang={language}" in links(form)


@pytest.mark.parametrize("question", [THAI, ENGLISH_ELSEWHERE, "x" * 1001])
def test_the_language_is_switched_without_losing_the_question(client: httpx.Client, question: str) -> None:
    page = parse(client.post("/", data={"question": question, "previous": [ENGLISH], "lang": "th"}))
    form = page.one("header").one("form")
    sent = [(f.attributes["name"], f.attributes["value"]) for f in (*form.all("input"), form.one("button"))]
    assert sent == [("question", question), ("previous", ENGLISH), ("lang", "en")]


@pytest.mark.parametrize("question", ["x" * 5000, "เมือง" * 1000])
def test_nothing_of_a_much_too_long_question_is_lost(client: httpx.Client, question: str) -> None:
    response = post(client, question)
    assert response.status_code == 422
    page = parse(response)
    assert page.one("textarea").text == question
    assert "maxlength" not in page.one("textarea").attributes


@pytest.mark.parametrize("question", ["😀😀😀", "Что такое город?", "学習都市とは何ですか", "?", "1"])
def test_what_cannot_be_answered_gets_a_sentence(client: httpx.Client, question: str) -> None:
    response = post(client, question, "en")
    assert response.status_code == 200
    page = parse(response)
    assert page.one("p", class_="note").text == ask(client, question)["message"]
    assert page.one("textarea").text == question


def test_a_question_is_never_part_of_an_address_and_its_answer_is_private(client: httpx.Client) -> None:
    response = post(client, ENGLISH)
    assert response.headers["cache-control"] == "private, no-cache"
    page = parse(response)
    assert all("question=" not in address for address in links(page))
    assert all(f.attributes["method"] == "post" for f in page.all("form"))


def test_the_page_says_how_long_the_answer_took(client: httpx.Client) -> None:
    assert re.fullmatch(r"answer;dur=\d+\.\d", post(client, ENGLISH).headers["server-timing"])
