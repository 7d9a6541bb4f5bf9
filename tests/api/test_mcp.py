"""The SDK's own client over both transports: HTTP on the running server, and standard input and output."""

import json
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import httpx
import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp_types import CallToolResult, TextContent

from kb.store import Store
from tests.api.contract import is_problem, keeps_contract
from tests.serving import Server, serving, settings_for

GNLC_MCP = str(Path(sys.executable).with_name("gnlc-mcp"))
THAI, ENGLISH = "เมืองใดของไทยเป็นสมาชิกเมืองแรก", "Which Thai city was the first member?"
Door = Callable[[], AbstractAsyncContextManager[Client]]
CALL = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
ACCEPT = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-06-18"}


@pytest.fixture(params=["http", "stdio"])
def door(request: pytest.FixtureRequest, server: Server, index_dir: Path) -> Door:
    @asynccontextmanager
    async def http() -> AsyncIterator[Client]:
        async with httpx2.AsyncClient(trust_env=False) as plain:
            transport = streamable_http_client(f"{server.url}/mcp", http_client=plain)
            async with Client(transport) as client:
                yield client

    @asynccontextmanager
    async def stdio() -> AsyncIterator[Client]:
        async with Client(StdioServerParameters(command=GNLC_MCP, env=settings_for(index_dir))) as client:
            yield client

    return http if request.param == "http" else stdio


def _text(result: CallToolResult) -> str:
    [content] = result.content
    assert isinstance(content, TextContent)
    return content.text


def test_a_session_of_an_assistant(door: Door, store: Store) -> None:
    async def session() -> None:
        async with door() as client:
            await _tools_are_described_and_only_read(client)
            for question, heading in ((THAI, "แหล่งอ้างอิง:"), (ENGLISH, "Sources:")):
                await _answers_with_sources(client, question, heading, store)
            await _finds_and_reads(client, store)
            await _tells_what_is_wrong(client)

    anyio.run(session)


async def _tools_are_described_and_only_read(client: Client) -> None:
    tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert set(tools) == {"search", "ask", "get_document"}
    for tool in tools.values():
        assert tool.annotations
        assert (tool.annotations.read_only_hint, tool.annotations.destructive_hint) == (True, False)
        english, thai = (tool.description or "").splitlines()
        assert english.isascii()
        assert not thai.isascii()
        assert tool.output_schema


async def _answers_with_sources(client: Client, question: str, heading: str, store: Store) -> None:
    result = await client.call_tool("ask", {"question": question})
    assert not result.is_error
    assert heading in _text(result)
    reply: dict[str, Any] = json.loads(json.dumps(result.structured_content))
    keeps_contract(reply, store)
    assert reply["status"] == "answered"


async def _finds_and_reads(client: Client, store: Store) -> None:
    found = (await client.call_tool("search", {"text": "Chiang Rai", "top_k": 2})).structured_content or {}
    passages = found["passages"]
    assert len(passages) == 2
    longest = max(store.documents(), key=lambda document: len(document.text))
    assert len(longest.text) > 20_000
    for document in (longest, *(store.document(passage["document_id"]) for passage in passages)):
        assert document
        told: list[str] = []
        start: int | None = 0
        while start is not None:
            arguments = {"document_id": document.id, "start": start}
            part = (await client.call_tool("get_document", arguments)).structured_content or {}
            assert part["text"] == document.text[part["start"] : part["end"]]
            told.append(part["text"])
            start = part["next_start"]
        assert "\n\n".join(told).split() == document.text.split()


async def _tells_what_is_wrong(client: Client) -> None:
    for name, arguments, said in (
        ("ask", {"question": " "}, "There is no question."),
        ("ask", {"question": "ก" * 1001}, "คำถามยาว 1001 อักขระ"),
        ("search", {"text": "\x00"}, "U+0000"),
        ("get_document", {"document_id": "nothing"}, "ไม่มีเอกสารรหัส nothing"),
        ("search", {"text": "x", "top_k": 21}, "top_k"),
    ):
        result = await client.call_tool(name, arguments)
        assert result.is_error
        assert said in _text(result)


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Origin": "https://evil.example"}])
def test_another_site_does_not_get_in(client: httpx.Client, headers: dict[str, str]) -> None:
    response = client.post("/mcp", json=CALL, headers=ACCEPT | headers)
    assert response.status_code in {403, 421}
    assert "tools" not in response.text


def test_a_plain_call_is_answered_in_json_and_dressed(client: httpx.Client) -> None:
    response = client.post("/mcp", json=CALL, headers=ACCEPT)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert len(response.json()["result"]["tools"]) == 3
    assert response.headers["x-request-id"]
    assert "mcp-session-id" not in response.headers


def test_only_post_is_taken(client: httpx.Client) -> None:
    is_problem(client.get("/mcp", headers=ACCEPT), 405, "method_not_allowed")


def test_named_hosts_get_in(index_dir: Path, tmp_path: Path) -> None:
    environment = settings_for(index_dir, GNLC_MCP_HOSTS="answers.example, other.example")
    with serving(index_dir, tmp_path / "log", environment=environment) as server, server.client() as client:
        for host in ("answers.example", "other.example:8443"):
            headers = ACCEPT | {"Host": host, "Origin": f"https://{host}"}
            assert client.post("/mcp", json=CALL, headers=headers).status_code == 200
        assert client.post("/mcp", json=CALL, headers=ACCEPT | {"Host": "evil.example"}).status_code == 421
