"""Settings that are more than a text or a number."""

import pytest
from pydantic import ValidationError

from settings import Settings


@pytest.mark.parametrize(
    ("given", "origins"),
    [
        ("", ()),
        ("https://city.example", ("https://city.example",)),
        ("https://City.example, http://127.0.0.1:8080  https://*.go.example", (
            "https://city.example", "http://127.0.0.1:8080", "https://*.go.example")),
        ("*", ("*",)),
    ],
)  # fmt: skip
def test_sites_that_may_embed_the_widget(monkeypatch: pytest.MonkeyPatch, given: str, origins: tuple[str, ...]) -> None:
    monkeypatch.setenv("GNLC_EMBED_ORIGINS", given)
    assert Settings().embed_origins == origins


@pytest.mark.parametrize(
    "given", ["city.example", "https://city.example/page", "'none'", "https://a;script-src", "https://a\nb:", "http:"]
)
def test_what_is_no_origin_never_gets_into_a_header(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("GNLC_EMBED_ORIGINS", given)
    with pytest.raises(ValidationError, match="is not an origin such as"):
        Settings()
