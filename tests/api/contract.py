"""The wire contract of version 1, written down apart from the code that keeps it."""

import re
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import httpx

from kb.store import Store

LANGUAGES = {"th", "en"}
REASONS = {"no_evidence", "unsupported_language", "too_vague", "small_talk"}
NOTHING = type(None)
Fields = dict[str, tuple[type, ...]]

REPLY: Fields = {
    "id": (str,),
    "status": (str,),
    "reason": (str, NOTHING),
    "question": (dict,),
    "answer": (dict, NOTHING),
    "message": (str, NOTHING),
    "citations": (list,),
    "passages": (list,),
    "suggestions": (list,),
    "index": (dict,),
    "took_ms": (float,),
}
QUESTION: Fields = {"text": (str,), "language": (str,), "understood_as": (str,), "notes": (list,)}
ANSWER: Fields = {"text": (str,), "language": (str,), "confidence": (str,), "sentences": (list,)}
SENTENCE: Fields = {"text": (str,), "citations": (list,)}
CITATION: Fields = {
    "number": (int,),
    "document_id": (str,),
    "passage_id": (str,),
    "kind": (str,),
    "title": (str,),
    "publisher": (str,),
    "url": (str,),
    "published": (str, NOTHING),
    "language": (str,),
    "heading": (str,),
    "page": (int, NOTHING),
    "quote": (str,),
    "start": (int,),
    "end": (int,),
    "view": (str,),
}
PASSAGE: Fields = {
    "passage_id": (str,),
    "document_id": (str,),
    "rank": (int,),
    "text": (str,),
    "language": (str,),
    "heading": (str,),
}
INDEX: Fields = {"build": (str,), "built_at": (str,)}
PROBLEM: Fields = {
    "type": (str,),
    "title": (str,),
    "status": (int,),
    "detail": (str,),
    "code": (str,),
    "language": (str,),
    "request_id": (str,),
}

OF_PYTHON = re.compile(
    r"Traceback|Exception|Error\b|pydantic|Input should|Field required|NoneType|\bNone\b|<class|\.py\b|codec|decode"
    r"|surrogate|valid (?:string|integer)|\bstr\b|\bint\b|\bdict\b",
)


def has_fields(value: Any, fields: Fields) -> None:
    """Every field is there with its type; more fields may stand beside them."""
    assert isinstance(value, dict)
    assert fields.keys() <= value.keys()
    wrong = {name: value[name] for name, types in fields.items() if type(value[name]) not in types}
    assert not wrong


def keeps_contract(reply: dict[str, Any], store: Store) -> None:
    """The reply is true to the contract, and each word it quotes stands in its document where it says."""
    has_fields(reply, REPLY)
    has_fields(reply["question"], QUESTION)
    has_fields(reply["index"], INDEX)
    assert reply["id"]
    assert reply["question"]["language"] in LANGUAGES
    assert all(isinstance(text, str) and text for text in (*reply["suggestions"], *reply["question"]["notes"]))
    assert datetime.fromisoformat(reply["index"]["built_at"]).tzinfo
    if reply["status"] == "answered":
        assert reply["reason"] is None
        _answer(reply)
    else:
        assert reply["status"] == "abstained"
        assert reply["reason"] in REASONS
        assert reply["answer"] is None
        assert reply["citations"] == []
        assert reply["message"]
        assert reply["suggestions"]
    for citation in reply["citations"]:
        _citation(citation, store)
    assert [passage["rank"] for passage in reply["passages"]] == list(range(1, len(reply["passages"]) + 1))
    assert len({passage["passage_id"] for passage in reply["passages"]}) == len(reply["passages"])
    for passage in reply["passages"]:
        _passage(passage, store)


def _answer(reply: dict[str, Any]) -> None:
    answer, citations = reply["answer"], reply["citations"]
    has_fields(answer, ANSWER)
    assert answer["language"] in LANGUAGES
    assert answer["confidence"] in {"high", "medium"}
    assert [citation["number"] for citation in citations] == list(range(1, len(citations) + 1))
    for sentence in answer["sentences"]:
        has_fields(sentence, SENTENCE)
        assert sentence["text"] in answer["text"]
        assert sentence["citations"]
        assert sentence["text"] in {citations[number - 1]["quote"] for number in sentence["citations"]}
    used = {number for sentence in answer["sentences"] for number in sentence["citations"]}
    assert used == {citation["number"] for citation in citations}
    assert {citation["passage_id"] for citation in citations} <= {p["passage_id"] for p in reply["passages"]}


def _citation(citation: dict[str, Any], store: Store) -> None:
    has_fields(citation, CITATION)
    start, end = citation["start"], citation["end"]
    document = store.document(citation["document_id"])
    assert document
    assert 0 <= start < end <= len(document.text)
    assert citation["quote"] == document.text[start:end]
    assert citation["language"] == document.language
    assert citation["kind"] == document.kind
    source = document.source_at(start, end)
    assert (citation["title"], citation["publisher"]) == (source.title, source.publisher)
    assert (citation["url"], citation["published"]) == (source.url, source.date)
    assert urlsplit(citation["url"]).scheme in {"https", "http"}
    passages = {passage.id: passage for passage in store.passages_of(document.id)}
    passage = passages[citation["passage_id"]]
    assert passage.start <= start
    assert end <= passage.end
    assert (citation["heading"], citation["page"]) == (passage.heading, passage.page)
    view = urlsplit(citation["view"])
    assert not view.scheme
    assert not view.netloc
    assert unquote(view.path) == f"/documents/{document.id}"
    assert parse_qs(view.query) == {"start": [str(start)], "end": [str(end)]}


def _passage(passage: dict[str, Any], store: Store) -> None:
    has_fields(passage, PASSAGE)
    found = next(p for p in store.passages_of(passage["document_id"]) if p.id == passage["passage_id"])
    assert (passage["text"], passage["language"], passage["heading"]) == (found.text, found.language, found.heading)


def is_problem(response: httpx.Response, status: int, code: str, language: str = "en") -> str:
    """The response is a problem of RFC 9457, told in `language`; return its detail."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["content-language"] == language
    body = response.json()
    assert body["status"] == status
    assert body["request_id"] == response.headers["x-request-id"]
    return tells_problem(body, code, language)


def tells_problem(body: dict[str, Any], code: str, language: str = "en") -> str:
    """The problem is complete and its words are people's, in `language`; return its detail."""
    has_fields(body, PROBLEM)
    assert (body["code"], body["language"]) == (code, language)
    assert body["type"] == f"/api/v1/problems#{code}"
    assert body["title"]
    assert not OF_PYTHON.search(body["title"] + body["detail"])
    detail: str = body["detail"]
    thai = re.search("[ก-๛]", detail) and re.search("[ก-๛]", body["title"])
    if language == "th":
        assert thai
    else:
        assert not thai
        assert re.fullmatch(r"\S.+\.", detail)
    return detail
