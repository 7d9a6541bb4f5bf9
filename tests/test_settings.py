"""Settings are documented where people look, wrong ones are named, secrets come from files and are never shown."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from settings import SECRETS, Settings, said
from tests.serving import ROOT

SECRET = "postgresql+psycopg://gnlc:verysecret@db/gnlc"


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def test_a_wrong_setting_is_told_in_thai_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "th_TH.UTF-8")
    assert "ชื่อที่ใกล้ที่สุดคือ GNLC_PORT" in _problem(monkeypatch, GNLC_PORTS="1")


def _problem(monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError) as refused:
        Settings()
    return said(refused.value.errors()[0])


def _documented() -> dict[str, str]:
    """Name → default of each setting in the README's table."""
    found: dict[str, str] = {}
    for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("| `GNLC_"):
            names, defaults, meaning = (cell.strip() for cell in line.strip("|").split("|"))
            assert meaning
            listed = re.findall("`([^`]+)`", names)
            found |= dict(zip(listed, re.findall("`([^`]*)`", defaults) or [""] * len(listed), strict=True))
    return found


def test_the_readme_has_each_setting_with_its_default() -> None:
    documented = _documented()
    assert set(documented) == {f"GNLC_{name.upper()}" for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        default = field.default.get_secret_value() if name in SECRETS else field.default
        shown = " ".join(map(str, default)) if isinstance(default, tuple) else str(default)
        assert documented[f"GNLC_{name.upper()}"].lower() == shown.lower(), name
        assert (field.description or "").endswith("."), name


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("GNLC_INDEXDIR", "GNLC_INDEX_DIR"), ("GNLC_RATE", "GNLC_RATE_KEY"), ("GNLC_PORTS", "GNLC_PORT")],
)
def test_an_unknown_name_is_refused_with_the_nearest(monkeypatch: pytest.MonkeyPatch, name: str, nearest: str) -> None:
    problem = _problem(monkeypatch, **{name: "1"})
    assert name in problem
    assert problem.endswith(f"the nearest name is {nearest}.")


def test_only_secrets_have_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert "GNLC_PORT_FILE" in _problem(monkeypatch, GNLC_PORT_FILE=str(tmp_path / "port"))


def test_a_secret_is_read_from_its_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "url").write_text(f"{SECRET}\n")
    monkeypatch.setenv("GNLC_RECORDS_URL_FILE", str(tmp_path / "url"))
    settings = Settings()
    assert settings.records_url.get_secret_value() == SECRET
    assert "verysecret" not in repr(settings)


def test_a_secret_given_twice_or_in_no_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    missing = _problem(monkeypatch, GNLC_RECORDS_URL_FILE=str(tmp_path / "missing"))
    assert "GNLC_RECORDS_URL_FILE" in missing
    assert str(tmp_path) in missing
    both = _problem(monkeypatch, GNLC_RECORDS_URL=SECRET)
    assert "not both" in both
    assert "verysecret" not in both


def test_a_wrong_secret_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = _problem(monkeypatch, GNLC_RECORDS_URL="mysql://gnlc:verysecret@db/gnlc")
    assert "GNLC_RECORDS_URL" in problem
    assert "verysecret" not in problem


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GNLC_TRUSTED_PROXIES", "10.0.0.1/8"),
        ("GNLC_METRICS_NETWORKS", "everybody"),
        ("GNLC_CORS_ORIGINS", "city.example"),
        ("GNLC_CORS_ORIGINS", "*"),
        ("GNLC_WORKERS", "0"),
        ("GNLC_RECORDS", "maybe"),
    ],
)
def test_a_value_that_does_not_fit_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    problem = _problem(monkeypatch, **{name: value})
    assert problem.startswith(f"The setting {name} cannot be {value!r}. ")


def test_lists_are_kept_apart_by_spaces_or_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GNLC_TRUSTED_PROXIES", "10.0.0.0/8, 192.0.2.1 2001:db8::/32")
    assert [str(network) for network in Settings().trusted_proxies] == ["10.0.0.0/8", "192.0.2.1/32", "2001:db8::/32"]


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
