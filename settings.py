"""Every setting: its name in the environment with the prefix GNLC_, its default and what it is for; and the locale."""

import os
import re
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from kb.types import Language

_ORIGIN = re.compile(r"\*|https?://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]+)?")


def _origins(value: object) -> object:
    """Return the origins in a text, apart by spaces or commas; ValueError for one that is none."""
    if not isinstance(value, str):
        return value
    origins = tuple(value.lower().replace(",", " ").split())
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise ValueError(f"{origin!r} is not an origin such as https://city.example")
    return origins


class Settings(BaseSettings):
    """Read from the environment when made; pydantic.ValidationError where a value does not fit."""

    model_config = SettingsConfigDict(env_prefix="GNLC_", frozen=True)

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


def locale_language() -> Language:
    """Return the language of LC_ALL, LC_MESSAGES or LANG, the first that is set: Thai for th_*, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "th" if value.lower().startswith("th") else "en"
    return "en"
