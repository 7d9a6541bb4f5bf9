"""The pages of the API tell every operation and every problem, in both languages, without a file of anyone else."""

import json

import httpx
import pytest

from api.messages import OPERATIONS, PROBLEMS
from tests.api.test_openapi import COMMITTED
from tests.web.markup import parse

DOCS, PROBLEM_PAGE = "/api/v1/docs", "/api/v1/problems"
LANGUAGES = ["th", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_operation_is_told_with_its_fields_and_a_body_that_works(client: httpx.Client, language: str) -> None:
    page = parse(client.get(DOCS, params={"lang": language}))
    contract = json.loads(COMMITTED.read_bytes())
    told = {section.attributes["id"]: section for section in page.all("section")}
    assert set(told) == set(OPERATIONS)
    for path, methods in contract["paths"].items():
        for method, operation in methods.items():
            section = told[operation["operationId"]]
            assert section.one("h2").text == f"{method.upper()} {path}"
            assert OPERATIONS[operation["operationId"]][language] in section.text  # type: ignore[index]
            for area in section.all("textarea"):
                response = client.request(method, path, json=json.loads(area.text))
                assert response.is_success, response.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_has_a_place_that_its_type_points_to(client: httpx.Client, language: str) -> None:
    page = parse(client.get(PROBLEM_PAGE, params={"lang": language}))
    told = {section.attributes["id"]: section.text for section in page.all("section")}
    assert set(told) == set(PROBLEMS)
    for code, problem in PROBLEMS.items():
        for words in (code, str(problem.status), problem.title[language], problem.way_out[language]):  # type: ignore[index]
            assert words in told[code]
    kind = client.post("/api/v1/ask", json={}).json()["type"]
    assert kind.partition("#")[0] == PROBLEM_PAGE
    assert kind.partition("#")[2] in told


@pytest.mark.parametrize("path", [DOCS, PROBLEM_PAGE])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_speak_one_language_and_fetch_only_our_files(client: httpx.Client, path: str, language: str) -> None:
    response = client.get(path, headers={"Accept-Language": language})
    page = parse(response)
    assert page.one("html").attributes["lang"] == response.headers["content-language"] == language
    fetched = page.fetched()
    assert all(address.startswith("/static/") for address in fetched)
    assert all(client.get(address).status_code == 200 for address in fetched)
    assert len(page.all("h1")) == 1
    ids = [element.attributes["id"] for element in page.descendants if "id" in element.attributes]
    assert len(ids) == len(set(ids))
