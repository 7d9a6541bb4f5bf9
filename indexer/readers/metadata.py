"""What is said about a document beside its text: front matter in Markdown, a sidecar `<file>.toml` otherwise."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from indexer.readers.messages import refusal
from kb.errors import Told
from kb.text.normalize import normalize
from kb.types import Kind, Language, Source

_ID = re.compile(r"[a-z0-9][a-z0-9-]*\.(?:th|en)")


def _one_line(value: str) -> str:
    return normalize(value).replace("\n", " ").strip()


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"\s", value):
        raise ValueError(f"{value!r} is not an http or https address")
    return value


Text = Annotated[str, AfterValidator(_one_line), Field(min_length=1)]
Date = Annotated[str, Field(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?~?$")]


class SourceEntry(BaseModel):
    """One entry of `sources`."""

    model_config = ConfigDict(extra="forbid")
    url: Annotated[str, AfterValidator(_web_address)]
    title: Text
    publisher: Text
    language: Text
    date: Date | None = None
    via: Text | None = None


class Metadata(BaseModel):
    """The keys of front matter and sidecars; `kind` says whose words the text is."""

    model_config = ConfigDict(extra="forbid")
    title: Text
    language: Language
    kind: Kind
    publisher: Text
    sources: Annotated[list[SourceEntry], Field(min_length=1)]
    license: Text | None = None
    updated: Date | None = None
    questions: list[Text] = []

    def source_values(self) -> tuple[Source, ...]:
        """Return the sources as the library's values."""
        return tuple(Source(**entry.model_dump()) for entry in self.sources)


def document_id(path: Path) -> str:
    """Return the document's id, which is its file name without the ending: `<slug>.<th|en>`."""
    if not _ID.fullmatch(path.stem):
        raise refusal("file_name", name=path.name, ending=path.suffix)
    return path.stem


def parse_metadata(values: Mapping[str, Any], where: str | Told) -> Metadata:
    """Return the checked metadata; DocumentError names each key that is wrong."""
    try:
        return Metadata.model_validate(dict(values))
    except ValidationError as problem:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'all'}: {e['msg']}" for e in problem.errors())
        raise refusal("wrong_keys", where=where, keys=wrong) from problem


def read_sidecar(path: Path) -> Metadata:
    """Return the metadata in `<file>.toml` beside the document; DocumentError where it is missing or wrong."""
    sidecar = path.with_name(path.name + ".toml")
    try:
        values = tomllib.loads(sidecar.read_text(encoding="utf-8"))
    except FileNotFoundError as problem:
        raise refusal("no_sidecar", name=path.name, sidecar=sidecar.name) from problem
    except (OSError, ValueError) as problem:
        raise refusal("sidecar_unreadable", name=sidecar.name, problem=problem) from problem
    return parse_metadata(values, sidecar.name)
