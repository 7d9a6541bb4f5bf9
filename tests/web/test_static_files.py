import re

import httpx
import pytest

from tests.serving import ROOT
from web.static_files import asset

NAMES = sorted(path.name for path in (ROOT / "web" / "static").iterdir() if path.is_file())


@pytest.mark.parametrize("name", NAMES)
def test_a_file_under_its_digest_is_kept_for_good(client: httpx.Client, name: str) -> None:
    assert re.fullmatch(rf"/static/{name}\?v=[0-9a-f]{{12}}", asset(name))
    response = client.get(asset(name))
    assert response.content == (ROOT / "web" / "static" / name).read_bytes()
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("query", ["", "?v=", "?v=000000000000", "?v=%00", "?w=1"])
def test_under_any_other_address_it_is_asked_for_again(client: httpx.Client, query: str) -> None:
    response = client.get(f"/static/style.css{query}")
    assert response.headers["cache-control"] == "no-cache"
    again = client.get(f"/static/style.css{query}", headers={"If-None-Match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_file_that_is_not_there_has_no_address() -> None:
    with pytest.raises(FileNotFoundError):
        asset("nothing.css")
