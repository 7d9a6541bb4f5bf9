"""Every setting: its name in the environment with the prefix GNLC_, its default and what it is for; and the locale."""

import difflib
import os
import re
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from kb.types import Language

_PREFIX = "GNLC_"
_FILE = "_FILE"
# What tells the tests where they run, not the service.
_OF_TESTS = "GNLC_TEST_"
_RECORDS_URL = re.compile(r"sqlite:///.+|postgresql\+psycopg://.+")
_ORIGIN = re.compile(r"\*|https?://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]+)?")


def _listed(value: object) -> object:
    """Return the parts of a text, which spaces or commas keep apart."""
    return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value


def _origins(value: object) -> object:
    """Return the origins in a text, apart by spaces or commas; ValueError for one that is none."""
    origins = _listed(value.lower() if isinstance(value, str) else value)
    for origin in origins if isinstance(origins, tuple) else ():
        if not _ORIGIN.fullmatch(origin):
            raise ValueError(f"{origin!r} is not an origin such as https://city.example")
    return origins


def _whole_origins(value: object) -> object:
    origins = _origins(value)
    if isinstance(origins, tuple) and any("*" in origin for origin in origins):
        raise ValueError("Each origin is named in full.")
    return origins


Networks = Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode, BeforeValidator(_listed)]
_LOOPBACK = (IPv4Network("127.0.0.0/8"), IPv6Network("::1/128"))


_SAID: dict[str, dict[Language, str]] = {
    "unknown": {
        "th": "ไม่มีการตั้งค่าชื่อ {name} ชื่อที่ใกล้ที่สุดคือ {nearest}",
        "en": "There is no setting {name}; the nearest name is {nearest}.",
    },
    "twice": {
        "th": "ตั้ง {name} หรือ {file} อย่างใดอย่างหนึ่ง ไม่ใช่ทั้งสอง",
        "en": "Set {name} or {file}, not both.",
    },
    "unreadable": {
        "th": "อ่านไฟล์ที่ {name} ระบุไม่ได้: {path}",
        "en": "The file that {name} names cannot be read: {path}.",
    },
    "wrong": {
        "th": "ค่า {value} ใช้กับ {name} ไม่ได้ {meaning}",
        "en": "The setting {name} cannot be {value}. {meaning}",
    },
}


class Settings(BaseSettings):
    """Read from the environment when made; pydantic.ValidationError where a value does not fit or a name is unknown.

    A secret is also read from the file that its name with _FILE names.
    """

    model_config = SettingsConfigDict(env_prefix=_PREFIX, frozen=True)

    corpus_dir: Path = Field(Path("corpus"), description="Folder with the documents to index.")
    index_dir: Path = Field(
        Path("var/index"), description="Folder of the index builds and the pointer to the live one."
    )
    keep_builds: int = Field(
        3, ge=1, description="How many builds stay on disk: the live one and those before it, for gnlc-index rollback."
    )
    model_dir: Path = Field(Path("var/model"), description="Folder for the checkpoint of the built-in model.")
    embedding_model: str = Field(
        "multilingual-e5-small",
        description="The built-in model, or the name or folder of any sentence-transformers model.",
    )
    host: str = Field("127.0.0.1", description="Address to serve on.")
    mcp_hosts: str = Field(
        "", description="Host names at which assistants reach /mcp, apart by commas; the loopback's always do."
    )
    port: int = Field(8000, ge=0, le=65535, description="Port to serve on; 0 takes a free one.")
    contact: str = Field("", description="E-mail or web address to write to about the pages; shown on them.")
    embed_origins: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_origins)] = Field(
        (),
        description="Other sites whose pages may show the chat widget, apart by spaces: https://city.example, "
        "https://*.city.example, or * for every site.",
    )
    workers: int = Field(1, ge=1, le=64, description="How many processes serve; they share one index in memory.")
    records: bool = Field(True, description="Whether questions, with personal data masked, and ratings are kept.")
    records_url: SecretStr = Field(
        SecretStr("sqlite:///var/records.sqlite"),
        description="Where they and the keys are: an SQLAlchemy address of an SQLite file or a PostgreSQL database.",
    )
    retention_days: int = Field(90, ge=1, description="After how many days they are deleted.")
    rate_anonymous: int = Field(
        120, ge=1, description="Requests a minute of one address without a key, counted in each process for itself."
    )
    rate_key: int = Field(1200, ge=1, description="Requests a minute with one key, counted in each process for itself.")
    unlimited_networks: Networks = Field(_LOOPBACK, description="Networks whose requests are not counted.")
    metrics_networks: Networks = Field(_LOOPBACK, description="Networks that may read /metrics.")
    trusted_proxies: Networks = Field(
        (), description="Networks of proxies whose word on the client's address is taken."
    )
    cors_origins: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_whole_origins)] = Field(
        (), description="Other sites whose scripts may call the API from a browser, such as https://city.example."
    )
    max_requests: int = Field(200, ge=1, description="Requests served or waiting at once, in each process.")
    max_connections: int = Field(2000, ge=1, description="Connections held open at once, in each process.")

    @model_validator(mode="before")
    @classmethod
    def _known_and_read(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Refuse names that are no setting's; read secrets from their files."""
        for name, path in os.environ.items():
            field = name.removeprefix(_PREFIX).lower()
            if not name.startswith(_PREFIX) or name.startswith(_OF_TESTS) or field in cls.model_fields:
                continue
            secret = field.removesuffix(_FILE.lower())
            if not (name.endswith(_FILE) and secret in SECRETS):
                nearest = difflib.get_close_matches(name, [_PREFIX + f.upper() for f in cls.model_fields], 1, 0)[0]
                raise ValueError(_say("unknown", name=name, nearest=nearest))
            if secret in given:
                raise ValueError(_say("twice", name=_PREFIX + secret.upper(), file=name))
            try:
                given[secret] = Path(path).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as problem:
                raise ValueError(_say("unreadable", name=name, path=path)) from problem
        return given

    @field_validator("records_url")
    @classmethod
    def _usable(cls, url: SecretStr) -> SecretStr:
        if not _RECORDS_URL.fullmatch(url.get_secret_value()):
            raise ValueError("not an address of SQLite or PostgreSQL")
        return url


SECRETS = [name for name, field in Settings.model_fields.items() if field.annotation is SecretStr]


def said(first: Any) -> str:
    """Return an error of pydantic.ValidationError as a sentence in the locale's language; it never shows a secret."""
    if not first["loc"]:
        return str(first["ctx"]["error"])
    name = str(first["loc"][0])
    value = "***" if name in SECRETS else repr(first["input"])
    meaning = Settings.model_fields[name].description
    return _say("wrong", name=_PREFIX + name.upper(), value=value, meaning=meaning)


def locale_language() -> Language:
    """Return the language of LC_ALL, LC_MESSAGES or LANG, the first that is set: Thai for th_*, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "th" if value.lower().startswith("th") else "en"
    return "en"


def _say(key: str, **values: object) -> str:
    return _SAID[key][locale_language()].format(**values)
