"""Every response has an id: the client's own where it is sane, else a new one."""

import httpx
import pytest

PLACES = [("GET", "/"), ("GET", "/healthz"), ("POST", "/api/v1/ask"), ("GET", "/nothing"), ("GET", "/static/style.css")]


@pytest.mark.parametrize(("method", "path"), PLACES)
def test_every_response_has_an_id_of_its_own(client: httpx.Client, method: str, path: str) -> None:
    ids = {client.request(method, path).headers["x-request-id"] for _ in range(3)}
    assert len(ids) == 3


def test_the_clients_own_id_comes_back(client: httpx.Client) -> None:
    response = client.post("/api/v1/ask", headers={"X-Request-ID": "class-6.1_row-12"})
    assert response.headers.get_list("x-request-id") == ["class-6.1_row-12"]
    assert response.json()["request_id"] == "class-6.1_row-12"


@pytest.mark.parametrize("given", ["", "a b", "a" * 65, "<b>", "a\tb", "é", "a;b"])
def test_an_id_that_could_do_harm_is_replaced(client: httpx.Client, given: str) -> None:
    response = client.get("/healthz", headers=[(b"X-Request-ID", given.encode())])
    assert response.headers["x-request-id"] != given
    assert len(response.headers["x-request-id"]) == 32
