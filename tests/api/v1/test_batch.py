"""`ask/batch`: lines as they are ready, each with the caller's id, whatever the other rows are."""

import json
import threading
import time
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.store import Store
from tests.api.contract import is_problem, keeps_contract, tells_problem
from tests.api.test_app import ANYTHING, QUESTIONS
from tests.serving import Server, ask

BATCH = "/api/v1/ask/batch"
THAI, ENGLISH = "เมืองใดของไทยเป็นสมาชิกเมืองแรก", "Which Thai city was the first member?"
ROWS: list[dict[str, Any]] = [
    {"id": "ก-1", "question": THAI},
    {"id": "b", "question": ENGLISH, "language": "en", "top_k": 2},
    {"id": "c", "question": "What is the capital of France?"},
]
CSV = {"Content-Type": "text/csv; charset=utf-8"}


def _lines(response: httpx.Response) -> list[dict[str, Any]]:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/jsonl"
    assert "content-encoding" not in response.headers, "compressing gathers lines up"
    assert response.text.endswith("\n")
    return [json.loads(line) for line in response.text.splitlines()]


def test_each_row_is_answered_in_order_as_ask_would(client: httpx.Client, store: Store) -> None:
    lines = _lines(client.post(BATCH, json=ROWS))
    assert [(line["id"], line["row"]) for line in lines] == [("ก-1", 1), ("b", 2), ("c", 3)]
    for line, row in zip(lines, ROWS, strict=True):
        assert line["problem"] is None
        keeps_contract(line["reply"], store)
        alone = ask(client, **{name: value for name, value in row.items() if name != "id"})
        assert line["reply"] | {"id": "", "took_ms": 0} == alone | {"id": "", "took_ms": 0}
    assert [line["reply"]["status"] for line in lines] == ["answered", "answered", "abstained"]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_csv_is_taken_as_spreadsheets_write_it(client: httpx.Client, mark: str, line_end: str) -> None:
    table = ["teacher,question,id,language", f"ครู,{THAI},1,", 'Ann,"Which Thai city, ""first"", joined?",2,th']
    body = (mark + line_end.join([*table, ""])).encode()
    lines = _lines(client.post(BATCH, content=body, headers=CSV))
    asked = [(line["id"], line["reply"]["question"]["text"], line["reply"]["question"]["language"]) for line in lines]
    assert asked == [("1", THAI, "th"), ("2", 'Which Thai city, "first", joined?', "th")]


LINE_ENDS = "\u0085\u2028\u2029\x0b\x0c\x1c\x1d\x1e"


def test_a_character_that_some_take_for_a_line_end_ends_no_line(client: httpx.Client) -> None:
    ids = [f"a{end}b" for end in LINE_ENDS]
    rows = [{"id": id, "question": THAI} for id in ids]
    response = _post(client, rows)
    assert [line["id"] for line in map(json.loads, response.text.splitlines())] == ids
    with client.stream("POST", BATCH, json=rows) as streamed:
        lines = [json.loads(line) for line in streamed.iter_lines()]
    assert [(line["id"], line["reply"]["status"]) for line in lines] == [(id, "answered") for id in ids]
    csv = "id,question\n" + "".join(f'"{id}",{THAI}\n' for id in ids)
    lines = _lines(client.post(BATCH, content=csv.encode(), headers=CSV))
    assert [line["id"] for line in lines] == ids


def _post(client: httpx.Client, rows: object) -> httpx.Response:
    """Send JSON in ASCII, which can carry half a surrogate pair too."""
    return client.post(BATCH, content=json.dumps(rows).encode("ascii"), headers={"Content-Type": "application/json"})


BAD_ROWS: list[tuple[Any, str | None, str, str]] = [
    ({"id": "x"}, "x", "invalid_request", "question"),
    ({"id": "x", "question": 5}, "x", "invalid_request", "question"),
    ({"id": "x", "question": THAI, "language": "fr"}, "x", "invalid_request", "language"),
    ({"id": "x", "question": ""}, "x", "question_empty", ""),
    ({"id": "x", "question": "a" * 1001}, "x", "question_too_long", "1000"),
    ({"question": THAI}, None, "invalid_request", "id"),
    ({"id": 7, "question": THAI}, None, "invalid_request", "id"),
    ({"id": "", "question": THAI}, None, "invalid_request", "id"),
    ({"id": "y" * 101, "question": THAI}, None, "invalid_request", "id"),
    ({"id": "\ud800", "question": THAI}, None, "invalid_request", "id"),
    ({"id": "x", "question": "\ud800"}, "x", "question_not_text", "U+D800"),
    ({"id": "first", "question": THAI}, "first", "duplicate_id", "first"),
    ("no row", None, "invalid_json", ""),
    (None, None, "invalid_json", ""),
]


@pytest.mark.parametrize(("row", "row_id", "code", "named"), BAD_ROWS)
def test_a_bad_row_gets_its_problem_and_stops_no_other(
    client: httpx.Client, row: object, row_id: str | None, code: str, named: str
) -> None:
    rows = [{"id": "first", "question": THAI}, row, {"id": "last", "question": ENGLISH}]
    first, bad, last = _lines(_post(client, rows))
    assert (first["reply"]["status"], last["reply"]["status"]) == ("answered", "answered")
    assert (bad["id"], bad["row"], bad["reply"]) == (row_id, 2, None)
    assert named in tells_problem(bad["problem"], code, bad["problem"]["language"])


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_bad_rows_problem_speaks_the_clients_language(client: httpx.Client, language: str) -> None:
    [line] = _lines(client.post(BATCH, json=[{"id": "x"}], headers={"Accept-Language": language}))
    tells_problem(line["problem"], "invalid_request", language)


def test_goes_on_after_the_last_row_received(client: httpx.Client) -> None:
    whole = _lines(client.post(BATCH, json=ROWS))
    rest = _lines(client.post(BATCH, params={"after": "ก-1"}, json=ROWS))
    assert [(line["id"], line["row"]) for line in rest] == [(line["id"], line["row"]) for line in whole[1:]]
    assert client.post(BATCH, params={"after": "c"}, json=ROWS).text == ""


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        (b"[]", "application/json", 422, "batch_size"),
        (json.dumps(ROWS * 334).encode(), "application/json", 422, "batch_size"),
        (b"id,question\n", "text/csv", 422, "batch_size"),
        (b'{"id": "1"}', "application/json", 422, "invalid_json"),
        (b"[" * 60_000, "application/json", 422, "invalid_json"),
        (b"\xff[]", "application/json", 422, "invalid_json"),
        (b"number,text\n1,x\n", "text/csv", 422, "invalid_csv"),
        ("id,question\n1,เมือง\n".encode("cp874"), "text/csv", 422, "invalid_csv"),
        (b'id,question\n1,"open\n', "text/csv", 422, "invalid_csv"),
        (b"id,question\n1,\x00\n", "text/csv", 200, ""),
        (b"[]", "text/plain", 415, "media_type"),
        (b"[]", "", 415, "media_type"),
        (b" " * (4 * 1024 * 1024 + 1), "application/json", 413, "body_too_large"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_body_without_rows_is_refused(
    client: httpx.Client, body: bytes, content_type: str, status: int, code: str, language: str
) -> None:
    headers = {"Content-Type": content_type, "Accept-Language": language}
    response = client.post(BATCH, content=body, headers=headers)
    if status == 200:
        tells_problem(_lines(response)[0]["problem"], "question_not_text", language)
    else:
        is_problem(response, status, code, language)


def test_an_unknown_row_to_go_on_after_is_refused(client: httpx.Client) -> None:
    response = client.post(BATCH, params={"after": "nine"}, json=ROWS)
    assert "nine" in is_problem(response, 422, "after_unknown")


def test_lines_come_while_the_rest_waits_and_others_are_served(server: Server) -> None:
    rows = [{"id": str(number), "question": f"{ENGLISH} {number}"} for number in range(60)]
    arrived: list[float] = []
    waits: list[float] = []
    began = threading.Event()

    def send() -> None:
        with server.client() as client, client.stream("POST", BATCH, json=rows) as response:
            for _ in response.iter_lines():
                arrived.append(time.perf_counter())
                began.set()

    thread = threading.Thread(target=send)
    thread.start()
    with server.client() as client:
        assert began.wait(60)
        while thread.is_alive():
            start = time.perf_counter()
            assert client.post("/api/v1/ask", json={"question": THAI}).status_code == 200
            waits.append(time.perf_counter() - start)
    assert len(arrived) == len(rows)
    assert len(waits) > 3, "others waited for the whole batch"
    assert max(waits) < arrived[-1] - arrived[0]


@settings(max_examples=25)
@given(
    questions=st.lists(QUESTIONS, min_size=1, max_size=6),
    row_ids=st.lists(ANYTHING),
)
def test_any_texts_get_a_line_each_with_a_true_reply_or_a_problem(
    client: httpx.Client, store: Store, questions: list[str], row_ids: list[str]
) -> None:
    ids = [*row_ids, *map(str, range(len(questions)))]
    lines = _lines(_post(client, [{"id": i, "question": q} for i, q in zip(ids, questions, strict=False)]))
    assert [line["row"] for line in lines] == list(range(1, len(questions) + 1))
    for line in lines:
        if line["problem"] is None:
            keeps_contract(line["reply"], store)
        else:
            tells_problem(line["problem"], line["problem"]["code"], line["problem"]["language"])
