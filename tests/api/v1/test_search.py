"""`search` finds passages that are what they say; `suggestions` offers questions of the documents."""

from pathlib import Path

import httpx
import pytest

from kb.index import live_build, read_manifest
from kb.store import Store
from tests.api.contract import is_problem

SEARCH, SUGGESTIONS = "/api/v1/search", "/api/v1/suggestions"
TEXTS = [("เชียงรายเป็นสมาชิกเมื่อใด", "th", "chiang-rai.th"), ("When did Chiang Rai join?", "en", "chiang-rai.en")]


@pytest.mark.parametrize(("text", "language", "document_id"), TEXTS)
def test_finds_passages_best_first_word_for_word(
    client: httpx.Client, store: Store, text: str, language: str, document_id: str
) -> None:
    response = client.post(SEARCH, json={"question": text, "top_k": 4})
    assert response.status_code == 200
    found = response.json()
    assert found["question"]["language"] == language
    passages = found["passages"]
    assert [p["rank"] for p in passages] == [1, 2, 3, 4]
    assert [p["score"] for p in passages] == sorted((p["score"] for p in passages), reverse=True)
    assert document_id in {p["document_id"] for p in passages}
    for passage in passages:
        document = store.document(passage["document_id"])
        assert document
        assert passage["text"] == document.text[passage["start"] : passage["end"]]
        assert passage["document_title"] == document.title
        assert client.get(passage["view"]).status_code == 200


@pytest.mark.parametrize("text", ["สวัสดี", "hello", "?"])
def test_finds_nothing_where_there_is_nothing_to_look_for(client: httpx.Client, text: str) -> None:
    assert client.post(SEARCH, json={"question": text}).json()["passages"] == []


@pytest.mark.parametrize("top_k", [0, 51])
def test_takes_no_more_than_it_can_return(client: httpx.Client, top_k: int) -> None:
    assert "top_k" in is_problem(client.post(SEARCH, json={"question": "x", "top_k": top_k}), 422, "invalid_request")


@pytest.mark.parametrize("path", [SEARCH, SUGGESTIONS])
def test_refuses_what_is_no_text(client: httpx.Client, path: str) -> None:
    field = "question" if path == SEARCH else "near"
    is_problem(client.post(path, json={field: " "}), 422, "question_empty")


def _suggestions(client: httpx.Client, accept: str = "en", **body: object) -> tuple[str, list[str]]:
    response = client.post(SUGGESTIONS, json=body, headers={"Accept-Language": accept})
    assert response.status_code == 200, response.text
    found = response.json()
    assert response.headers["content-language"] == found["language"]
    return found["language"], found["suggestions"]


@pytest.mark.parametrize("language", ["th", "en"])
def test_offers_questions_of_the_documents_in_one_language(client: httpx.Client, store: Store, language: str) -> None:
    offered = {suggestion.text for suggestion in store.suggestions() if suggestion.language == language}
    for answer in (
        _suggestions(client, language=language),
        _suggestions(client, language=language, near="Phayao"),
        _suggestions(client, accept=language),
    ):
        assert answer[0] == language
        assert len(answer[1]) == 3
        assert set(answer[1]) <= offered


@pytest.mark.parametrize(("near", "language", "word"), [("เชียงราย", "th", "เชียงราย"), ("Phayao", "en", "Phayao")])
def test_the_nearest_come_first(client: httpx.Client, near: str, language: str, word: str) -> None:
    found_in, questions = _suggestions(client, near=near, count=2)
    assert found_in == language
    assert word in questions[0]
    assert len(questions) == 2


def test_names_its_build(client: httpx.Client, index_dir: Path) -> None:
    manifest = read_manifest(live_build(index_dir))
    for path, body in ((SEARCH, {"question": "city"}), (SUGGESTIONS, {})):
        assert client.post(path, json=body).json()["index"]["build"] == manifest.build


def test_says_how_the_text_was_understood_that_was_searched_for(client: httpx.Client) -> None:
    typed, meant = (client.post(SEARCH, json={"question": text}).json() for text in ("g=up'ikp", "เชียงราย"))

    assert typed["question"] | {"understood_as": "เชียงราย"} == typed["question"]
    assert "keyboard_layout" in typed["question"]["notes"]
    assert typed["passages"] == meant["passages"]
