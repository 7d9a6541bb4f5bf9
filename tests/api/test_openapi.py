"""The committed contract is the app's."""

import json
import re
import subprocess
import sys
from typing import Any

import httpx

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
            for status in ("4XX", "5XX"):
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


def _speaks_both_languages(contract: dict[str, Any], contents: dict[str, Any]) -> None:
    for content in contents.values():
        name = content["schema"].get("$ref", "").rpartition("/")[2]
        shown = str(contract["components"]["schemas"][name]["examples"] if name else content["example"])
        assert re.search("[ก-๛]{5}", shown), name
        assert re.search("[A-Za-z]{4} [a-z]+|'en'", shown), name
