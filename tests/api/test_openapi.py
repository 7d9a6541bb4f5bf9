"""The committed contract is the app's."""

import json
import re
import subprocess
import sys
from typing import Any

import httpx
import jsonschema_rs
import pytest

from api.contract_words import FIELDS, MODELS, PARAMETERS
from tests.api.contract import ANSWER, CITATION, INDEX, PASSAGE, PROBLEM, QUESTION, REPLY, SENTENCE
from tests.serving import ROOT

COMMITTED = ROOT / "api" / "openapi.json"


def test_the_committed_file_is_what_the_command_prints() -> None:
    printed = subprocess.run([sys.executable, "-m", "api.openapi"], cwd=ROOT, capture_output=True, check=True)
    assert printed.stdout == COMMITTED.read_bytes(), "renew it with: python -m api.openapi > api/openapi.json"
    assert printed.stderr == b""


def test_the_committed_file_is_what_the_server_offers(client: httpx.Client) -> None:
    assert client.get("/api/v1/openapi.json").json() == json.loads(COMMITTED.read_bytes())


def test_describes_every_field_of_the_contract_as_always_there() -> None:
    contract = json.loads(COMMITTED.read_bytes())
    schemas = contract["components"]["schemas"]
    for name, fields in {
        "AskResponse": REPLY,
        "QuestionPart": QUESTION,
        "AnswerPart": ANSWER,
        "AnswerSentencePart": SENTENCE,
        "CitationPart": CITATION,
        "PassagePart": PASSAGE,
        "IndexPart": INDEX,
    }.items():
        assert fields.keys() <= set(schemas[name]["required"])


def test_every_operation_of_version_1_says_what_problems_look_like() -> None:
    contract = json.loads(COMMITTED.read_bytes())
    assert PROBLEM.keys() <= set(contract["components"]["schemas"]["ProblemPart"]["required"])
    for path, methods in contract["paths"].items():
        for operation in methods.values() if path.startswith("/api/v1/") else ():
            for status in ("401", "429", "503", "4XX", "5XX"):
                content = operation["responses"][status]["content"]
                assert content == {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemPart"}}}


def test_every_operation_is_described_and_every_body_exemplified_in_both_languages() -> None:
    contract = json.loads(COMMITTED.read_bytes())
    for path, methods in contract["paths"].items():
        for operation in methods.values():
            assert re.search("[ก-๛]", operation["description"]), path
            assert re.match("[A-Z]", operation["description"]), path
            if "requestBody" in operation:
                _speaks_both_languages(contract, operation["requestBody"]["content"])
    for name in ("AskResponse", "ProblemPart"):
        content = {"schema": {"$ref": f"#/components/schemas/{name}"}}
        _speaks_both_languages(contract, {"application/json": content})


@pytest.mark.parametrize("place", ["schemas", "headers", "securitySchemes"])
def test_every_model_field_header_and_key_is_described_in_both_languages(place: str) -> None:
    for name, part in json.loads(COMMITTED.read_bytes())["components"][place].items():
        for field, described in {"": part, **part.get("properties", {})}.items():
            english, thai = described["description"].split("\n\n")
            assert re.match("[A-Z`]", english), f"{name}.{field}"
            assert re.search("[ก-๛]|^ready", thai), f"{name}.{field}"
            assert not re.search("[ก-๛]{2}", english) or "'" in english


def test_every_word_about_the_contract_is_used() -> None:
    contract = json.loads(COMMITTED.read_bytes())
    schemas = contract["components"]["schemas"]
    fields = {f"{model}.{field}" for model, schema in schemas.items() for field in schema.get("properties", {})}
    named = fields | {field.partition(".")[2] for field in fields}
    assert set(MODELS) == set(schemas)
    assert set(FIELDS) <= named
    operations = [operation for methods in contract["paths"].values() for operation in methods.values()]
    assert set(PARAMETERS) == {p["name"] for operation in operations for p in operation.get("parameters", ())}


def test_every_parameter_is_described_in_both_languages() -> None:
    for methods in json.loads(COMMITTED.read_bytes())["paths"].values():
        for operation in methods.values():
            for parameter in operation.get("parameters", ()):
                assert re.fullmatch(r"[A-Z][^ก-๛]+\n\n.*[ก-๛].*", parameter["description"])


def test_a_key_is_taken_but_not_needed_and_limits_tell_their_state() -> None:
    contract = json.loads(COMMITTED.read_bytes())
    assert contract["security"] == [{}, {"bearer": []}, {"key": []}]
    schemes = contract["components"]["securitySchemes"]
    assert (schemes["bearer"]["scheme"], schemes["key"]["name"]) == ("bearer", "X-API-Key")
    for path, methods in contract["paths"].items():
        for operation in methods.values():
            if not path.startswith(("/api/", "/v1/")):
                assert operation["security"] == []
                continue
            told = {status: set(response.get("headers", ())) for status, response in operation["responses"].items()}
            assert told["429"] >= {"RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-ID"}
            assert told["503"] >= {"Retry-After", "X-Request-ID"}
            assert told["401"] >= {"WWW-Authenticate"}
            assert all("RateLimit" in told[status] for status in told if status.startswith("2"))


def test_every_example_fits_its_own_model() -> None:
    contract = json.loads(COMMITTED.read_bytes())
    shown = 0
    for name, schema in contract["components"]["schemas"].items():
        validator = jsonschema_rs.validator_for({**contract, "$ref": f"#/components/schemas/{name}"})
        for example in schema.get("examples", ()):
            validator.validate(example)
            shown += 1
    assert shown > 15


def _speaks_both_languages(contract: dict[str, Any], contents: dict[str, Any]) -> None:
    for content in contents.values():
        name = content["schema"].get("$ref", "").rpartition("/")[2]
        shown = str(contract["components"]["schemas"][name]["examples"] if name else content["example"])
        assert re.search("[ก-๛]{5}", shown), name
        assert re.search("[A-Za-z]{4} [a-z]+|'en'", shown), name
