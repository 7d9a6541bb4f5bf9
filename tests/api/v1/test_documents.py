"""`documents` lists what there is page by page; `documents/{id}` gives one whole, and says when nothing changed."""

from typing import Any

import httpx
import pytest

from kb.store import Store
from tests.api.contract import is_problem

DOCUMENTS = "/api/v1/documents"


def _list(client: httpx.Client, **wanted: object) -> dict[str, Any]:
    response = client.get(DOCUMENTS, params=wanted)  # type: ignore[arg-type]
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def test_the_pages_together_hold_every_document_once(client: httpx.Client, store: Store) -> None:
    found: list[str] = []
    address: str | None = f"{DOCUMENTS}?per_page=17"
    while address:
        page = client.get(address).json()
        found += [document["id"] for document in page["documents"]]
        address = page["next"]
    assert found == [document.id for document in store.documents()]
    assert page["total"] == len(found)


@pytest.mark.parametrize("language", ["th", "en"])
def test_filters_by_language_and_publisher(client: httpx.Client, store: Store, language: str) -> None:
    wanted = [d.id for d in store.documents() if d.language == language and d.publisher == "UIL"]
    found = _list(client, language=language, publisher="UIL", per_page=100)
    assert [document["id"] for document in found["documents"]] == wanted
    assert (found["total"], found["next"]) == (len(wanted), None)
    assert wanted


def test_a_filter_goes_on_to_the_next_page(client: httpx.Client) -> None:
    first = _list(client, language="th", publisher="UIL", per_page=2)
    second = client.get(first["next"]).json()
    assert (second["page"], second["total"]) == (2, first["total"])
    assert {(d["language"], d["publisher"]) for d in second["documents"]} == {("th", "UIL")}


@pytest.mark.parametrize("wanted", [{"publisher": "' OR 1=1 --"}, {"page": 99_999}])
def test_nothing_found_is_an_empty_page(client: httpx.Client, wanted: dict[str, object]) -> None:
    found = _list(client, **wanted)
    assert (found["documents"], found["next"]) == ([], None)


@pytest.mark.parametrize(
    "wanted", [{"page": 0}, {"page": "x"}, {"per_page": 101}, {"language": "fr"}, {"publisher": "x" * 101}]
)
@pytest.mark.parametrize("language", ["th", "en"])
def test_a_wrong_filter_is_named(client: httpx.Client, wanted: dict[str, str], language: str) -> None:
    response = client.get(DOCUMENTS, params=wanted, headers={"Accept-Language": language})
    assert next(iter(wanted)) in is_problem(response, 422, "invalid_request", language)


def test_a_document_comes_whole(client: httpx.Client, store: Store) -> None:
    for listed in _list(client, per_page=100)["documents"][::7]:
        response = client.get(f"{DOCUMENTS}/{listed['id']}")
        whole = response.json()
        assert listed.items() <= whole.items()
        document = store.document(listed["id"])
        assert document
        assert response.headers["content-language"] == document.language
        assert whole["text"] == document.text
        assert [source["url"] for source in whole["sources"]] == [source.url for source in document.sources]
        passages = {p["passage_id"]: whole["text"][p["start"] : p["end"]] for p in whole["passages"]}
        assert passages == {p.id: p.text for p in store.passages_of(document.id)}
        assert all(0 <= a["source"] < len(whole["sources"]) for a in whole["attributions"])
        assert client.get(whole["view"]).status_code == 200


def test_an_unchanged_document_is_not_sent_again(client: httpx.Client) -> None:
    path = f"{DOCUMENTS}/chiang-rai.th"
    tag = client.get(path).headers["etag"]
    assert tag != client.get(f"{DOCUMENTS}/chiang-rai.en").headers["etag"]
    for given in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        response = client.get(path, headers={"If-None-Match": given})
        assert (response.status_code, response.content, response.headers["etag"]) == (304, b"", tag)
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("document_id", ["nothing", "%2e%2e", "' OR 1=1 --", "เมือง", "chiang-rai.th%00"])
def test_an_unknown_document_is_a_problem(client: httpx.Client, document_id: str, language: str) -> None:
    response = client.get(f"{DOCUMENTS}/{document_id}", headers={"Accept-Language": language})
    is_problem(response, 404, "document_not_found", language)
