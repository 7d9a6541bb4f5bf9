"""Every setting: its name in the environment with the prefix GNLC_, its default and what it is for; and the locale."""

import os
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from kb.types import Language


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
    records: bool = Field(True, description="Whether questions, with personal data masked, and ratings are kept.")
    records_url: str = Field(
        "sqlite:///var/records.sqlite",
        description="Where they are kept: an SQLAlchemy address of an SQLite file or a PostgreSQL database.",
    )
    retention_days: int = Field(90, ge=1, description="After how many days they are deleted.")


def locale_language() -> Language:
    """Return the language of LC_ALL, LC_MESSAGES or LANG, the first that is set: Thai for th_*, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "th" if value.lower().startswith("th") else "en"
    return "en"
