"""The committed contract is the app's."""

import json
import subprocess
import sys

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
    responses = contract["paths"]["/api/v1/ask"]["post"]["responses"]
    for status in ("4XX", "5XX"):
        assert list(responses[status]["content"]) == ["application/problem+json"]
        assert PROBLEM.keys() <= set(responses[status]["content"]["application/problem+json"]["schema"]["required"])
