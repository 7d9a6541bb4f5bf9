"""The server keeps its committed OpenAPI document, whatever requests are made up from it."""

import json
from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.test_openapi import COMMITTED
from tests.serving import Server

schema = schemathesis.openapi.from_dict(json.loads(COMMITTED.read_bytes()))


@schema.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_fault_and_no_reply_outside_the_contract(case: Case[Any], server: Server) -> None:
    case.call_and_validate(
        base_url=server.url,
        checks=[
            not_a_server_error,
            content_type_conformance,
            response_headers_conformance,
            response_schema_conformance,
            status_code_conformance,
        ],
    )
