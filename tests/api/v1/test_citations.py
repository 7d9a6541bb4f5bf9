"""`citations/verify`: every citation given out holds; one that was altered does not, and a moved quote is found."""

from typing import Any

import httpx
import pytest

from kb.store import Store
from tests.api.contract import is_problem
from tests.serving import ask

VERIFY = "/api/v1/citations/verify"
QUESTIONS = ["เมืองใดของไทยเป็นสมาชิกเมืองแรก", "Which Thai city was the first member?"]


def _verify(client: httpx.Client, citation: dict[str, Any], **changed: object) -> dict[str, Any]:
    fields = {name: citation[name] for name in ("quote", "document_id", "start", "end")} | changed
    response = client.post(VERIFY, json=fields)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_citation_of_an_answer_holds(client: httpx.Client, question: str) -> None:
    reply = ask(client, question)
    for citation in reply["citations"]:
        verdict = _verify(client, citation, build=reply["index"]["build"])
        assert (verdict["holds"], verdict["reason"], verdict["same_build"]) == (True, None, True)
        assert verdict["now_at"] == {name: citation[name] for name in ("start", "end", "view")}
    assert reply["citations"]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("by", [-7, 1, 500])
def test_a_moved_quote_is_found(client: httpx.Client, question: str, by: int) -> None:
    citation = ask(client, question)["citations"][0]
    start, end = citation["start"], citation["end"]
    verdict = _verify(client, citation, start=max(0, start + by), end=end + by)
    assert (verdict["holds"], verdict["reason"]) == (False, "moved")
    assert (verdict["now_at"]["start"], verdict["now_at"]["end"]) == (start, end)
    assert "<mark" in client.get(verdict["now_at"]["view"]).text


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_changed_quote_does_not_hold(client: httpx.Client, question: str) -> None:
    citation = ask(client, question)["citations"][0]
    verdict = _verify(client, citation, quote=citation["quote"] + "!", build="20010101T000000Z-0000")
    assert verdict["holds"] is False
    assert (verdict["reason"], verdict["now_at"], verdict["same_build"]) == ("changed", None, False)


def test_a_quote_of_an_unknown_document_does_not_hold(client: httpx.Client) -> None:
    citation = ask(client, QUESTIONS[0])["citations"][0]
    verdict = _verify(client, citation, document_id="nothing")
    assert (verdict["holds"], verdict["reason"], verdict["same_build"]) == (False, "document_not_found", None)


def test_the_nearest_of_several_places_is_told(client: httpx.Client, store: Store) -> None:
    document = store.document("chiang-rai.en")
    assert document
    word = "Chiang Rai"
    places = [at for at in range(len(document.text)) if document.text.startswith(word, at)]
    assert len(places) > 3
    for place in places:
        verdict = _verify(client, {"quote": word, "document_id": document.id, "start": place + 2, "end": place + 12})
        assert verdict["now_at"]["start"] == place


@pytest.mark.parametrize(
    "changed", [{"quote": ""}, {"quote": "x" * 5001}, {"start": -1}, {"end": "9"}, {"document_id": None}]
)
def test_a_wrong_citation_is_refused(client: httpx.Client, changed: dict[str, object]) -> None:
    fields = {"quote": "x", "document_id": "chiang-rai.en", "start": 0, "end": 1} | changed
    assert next(iter(changed)) in is_problem(client.post(VERIFY, json=fields), 422, "invalid_request")
