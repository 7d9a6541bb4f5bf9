"""The contract on real answers: every field, and every quote word for word in its document."""

from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from kb.index import live_build, read_manifest
from kb.store import Store
from kb.types import Language
from tests.api.contract import is_problem, keeps_contract
from tests.serving import ask
from tests.web.markup import parse

THAI = "เมืองแห่งการเรียนรู้มีองค์ประกอบหลักกี่ประการ"
ENGLISH = "What are the key features of a learning city?"
THAI_ELSEWHERE = "พิซซ่าร้านไหนอร่อย"
ENGLISH_ELSEWHERE = "What is the capital of France?"


@pytest.mark.parametrize(
    ("question", "language", "words"), [(THAI, "th", "องค์ประกอบ"), (ENGLISH, "en", "Key Features")]
)
def test_answers_in_the_language_of_the_question(
    client: httpx.Client, store: Store, question: str, language: str, words: str
) -> None:
    reply = ask(client, question)
    keeps_contract(reply, store)
    assert reply["status"] == "answered"
    assert reply["question"] == {"text": question, "language": language, "understood_as": question, "notes": []}
    assert reply["answer"]["language"] == language
    assert words in reply["answer"]["text"]
    assert len(reply["passages"]) >= 5


@pytest.mark.parametrize(
    ("question", "language", "words"),
    [(THAI_ELSEWHERE, "th", "เอกสารที่มีอยู่ไม่ได้กล่าวถึงเรื่องนี้"), (ENGLISH_ELSEWHERE, "en", "The documents do not say.")],
)
def test_says_so_where_the_documents_do_not_say(
    client: httpx.Client, store: Store, question: str, language: Language, words: str
) -> None:
    reply = ask(client, question)
    keeps_contract(reply, store)
    assert (reply["status"], reply["reason"]) == ("abstained", "no_evidence")
    assert reply["message"].startswith(words)
    offered = {suggestion.text for suggestion in store.suggestions() if suggestion.language == language}
    assert set(reply["suggestions"]) <= offered


@pytest.mark.parametrize(
    ("question", "reason", "language"),
    [
        ("สวัสดีครับ", "small_talk", "th"),
        ("hello there", "small_talk", "en"),
        ("x", "too_vague", "en"),
        ("ก", "too_vague", "th"),
        ("学习型城市有哪些主要特征", "unsupported_language", "en"),
    ],
)
def test_an_abstention_names_its_reason(
    client: httpx.Client, store: Store, question: str, reason: str, language: str
) -> None:
    reply = ask(client, question)
    keeps_contract(reply, store)
    assert (reply["reason"], reply["question"]["language"]) == (reason, language)


def test_a_question_in_no_language_of_ours_is_answered_in_the_clients(client: httpx.Client) -> None:
    response = client.post(
        "/api/v1/ask", json={"question": "学习型城市"}, headers={"Accept-Language": "th-TH,en;q=0.5"}
    )
    assert response.json()["message"].startswith("ระบบนี้ตอบได้เฉพาะ")


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_contract_holds_for_the_questions_that_documents_answer(
    client: httpx.Client, store: Store, language: Language
) -> None:
    questions = [suggestion.text for suggestion in store.suggestions() if suggestion.language == language]
    replies = [ask(client, question) for question in questions[:: max(1, len(questions) // 40)]]
    for reply in replies:
        keeps_contract(reply, store)
    assert sum(reply["status"] == "answered" for reply in replies) > 0.8 * len(replies)
    assert len({reply["id"] for reply in replies}) == len(replies)


@pytest.mark.parametrize("question", [THAI, ENGLISH])
def test_view_opens_the_document_and_highlights_exactly_the_quote(client: httpx.Client, question: str) -> None:
    citations = ask(client, question)["citations"]
    for citation in citations:
        page = parse(client.get(citation["view"]))
        marks = page.all("mark")
        assert [mark.text for mark in marks] == citation["quote"].split("\n\n")
        assert [mark.attributes.get("id") for mark in marks if "id" in mark.attributes] == ["quote"]
        assert urlsplit(citation["view"]).fragment == marks[0].attributes["id"]
    assert citations


@pytest.mark.parametrize(("question", "language"), [(THAI_ELSEWHERE, "en"), (ENGLISH_ELSEWHERE, "th")])
def test_the_language_can_be_forced(client: httpx.Client, store: Store, question: str, language: str) -> None:
    reply = ask(client, question, language=language)
    keeps_contract(reply, store)
    assert reply["question"]["language"] == language
    assert reply["message"].startswith({"th": "เอกสาร", "en": "The documents"}[language])


def test_auto_is_the_default_language(client: httpx.Client) -> None:
    assert ask(client, THAI, language="auto")["answer"] == ask(client, THAI)["answer"]


@pytest.mark.parametrize("top_k", [1, 2, 50])
def test_top_k_passages_come_along_and_those_that_are_cited(client: httpx.Client, store: Store, top_k: int) -> None:
    reply = ask(client, ENGLISH, top_k=top_k)
    keeps_contract(reply, store)
    wide = ask(client, ENGLISH, top_k=50)
    assert reply["citations"] == wide["citations"]
    ranked = [passage["passage_id"] for passage in reply["passages"]]
    assert ranked[:top_k] == [passage["passage_id"] for passage in wide["passages"]][:top_k]
    assert set(ranked[top_k:]) <= {citation["passage_id"] for citation in reply["citations"]}


@pytest.mark.parametrize(
    ("question", "previous", "understood", "document"),
    [
        ("แล้วเชียงใหม่ล่ะ", ["เชียงรายเข้าร่วม GNLC เมื่อไร"], "เชียงใหม่เข้าร่วม GNLC เมื่อไร", "chiang-mai.th"),
        ("And Phuket?", ["When did Chiang Rai join the GNLC?"], "When did Phuket join the GNLC?", "phuket.en"),
        ("And Yala?", ["When did Chiang Rai join?", "And Phuket?"], "When did Yala join?", "yala.en"),
    ],
)
def test_a_follow_up_says_how_it_was_understood(
    client: httpx.Client, store: Store, question: str, previous: list[str], understood: str, document: str
) -> None:
    reply = ask(client, question, previous=previous)
    keeps_contract(reply, store)
    assert reply["question"]["text"] == question
    assert (reply["question"]["understood_as"], reply["question"]["notes"]) == (understood, ["follow_up"])
    assert document in {citation["document_id"] for citation in reply["citations"]}


@pytest.mark.parametrize("question", [THAI, ENGLISH])
def test_a_whole_question_does_not_heed_those_before_it(client: httpx.Client, question: str) -> None:
    before = ["When did Phuket join?", "แล้วเชียงใหม่ล่ะ", "สวัสดี"]
    assert ask(client, question, previous=before)["answer"] == ask(client, question)["answer"]


@pytest.mark.parametrize(
    ("previous", "code", "told"),
    [
        (["a question"] * 4, "invalid_request", "at most 3"),
        ("a question", "invalid_request", "list"),
        ([5], "invalid_request", "previous.0"),
        (["x" * 1001], "question_too_long", "1001"),
        ([" "], "question_empty", ""),
        (["a\x00b"], "question_not_text", "U+0000"),
    ],
)
def test_earlier_questions_are_bounded_like_the_question(
    client: httpx.Client, previous: object, code: str, told: str
) -> None:
    response = client.post("/api/v1/ask", json={"question": "And Phuket?", "previous": previous})
    assert told in is_problem(response, 422, code)


@pytest.mark.parametrize(
    ("question", "understood", "notes"),
    [
        ("g,nv'csj'dkigiupoi^h8nvvtwi", "เมืองแห่งการเรียนรู้คืออะไร", ["keyboard_layout"]),
        ("ไ้ฟะ รห ะ้ำ เืสแฦ", "what is the gnlc?", ["keyboard_layout"]),
        ("เมืองแหงการเรียนรูคืออะไร", "เมืองแห่งการเรียนรู้คืออะไร", ["tone_marks"]),
        ("เมอืงแห่งการเรีนยรู้คืออะไร", "เมืองแห่งการเรียนรู้คืออะไร", ["spelling"]),
        ("What is a lerning city?", "What is a learning city?", ["spelling"]),
        ("When did Krung Thep join?", "When did Bangkok join?", ["glossary"]),
        ("Which cities joined in B.E. 2562?", "Which cities joined in 2019?", ["buddhist_year"]),
        ("ขอถามหน่อยครับ ปี ๒๕๖๗ มีกี่เมือง", "ปี 2567 มีกี่เมือง", ["courtesy", "thai_digits"]),
    ],
)
def test_what_was_done_to_a_question_is_told(
    client: httpx.Client, store: Store, question: str, understood: str, notes: list[str]
) -> None:
    reply = ask(client, question)
    keeps_contract(reply, store)
    assert (reply["question"]["understood_as"], reply["question"]["notes"]) == (understood, notes)


@pytest.mark.parametrize("top_k", [0, -1, 51, 10**30])
def test_top_k_out_of_bounds_is_refused(client: httpx.Client, top_k: int) -> None:
    response = client.post("/api/v1/ask", json={"question": ENGLISH, "top_k": top_k})
    assert "top_k" in is_problem(response, 422, "invalid_request")


def test_names_the_build_that_answered(client: httpx.Client, index_dir: Path) -> None:
    manifest = read_manifest(live_build(index_dir))
    assert ask(client, ENGLISH)["index"] == {"build": manifest.build, "built_at": manifest.built_at}
