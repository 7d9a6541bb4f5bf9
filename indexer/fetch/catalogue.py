"""The catalogue of official documents, `originals.toml` -> typed entries. It says what there is, not what we have."""

import tomllib
from collections import Counter
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from indexer.readers.metadata import Text
from kb.errors import DocumentError

CATALOGUE = "originals.toml"
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=100)]


class Original(BaseModel):
    """One official document. The first of `language` is that of the text at `url`; `via` hosts somebody else's copy.

    `id` becomes a file name, so it has no dots and no slashes. `url` is checked when it is visited.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: Id
    title: Text
    title_th: Text | None = None
    title_en: Text | None = None
    publisher: Text
    year: Annotated[int, Field(ge=1900, le=2999)] | None = None
    language: Annotated[tuple[Text, ...], Field(min_length=1)]
    url: Annotated[str, Field(min_length=1)]
    via: Text | None = None
    kind: Literal["pdf", "html", "doc", "docx", "txt"]


class _Catalogue(BaseModel):
    model_config = ConfigDict(extra="forbid")
    original: list[Original] = []


def read_catalogue(path: Path) -> tuple[Original, ...]:
    """Return the entries in the file's order; DocumentError where it is missing, wrong, or gives one id twice."""
    try:
        entries = _Catalogue.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).original
    except ValidationError as problem:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in problem.errors())
        raise DocumentError(f"The catalogue {path} has wrong or missing keys ({wrong}).") from problem
    except (OSError, ValueError) as problem:
        raise DocumentError(f"The catalogue {path} cannot be read ({problem}).") from problem
    twice = [name for name, count in Counter(entry.id for entry in entries).items() if count > 1]
    if twice:
        raise DocumentError(f"The catalogue {path} gives these ids more than once: {', '.join(twice)}; rename them.")
    return tuple(entries)


def near_ids(wanted: str, catalogue: tuple[Original, ...]) -> list[str]:
    """Return at most three ids of the catalogue that are spelt like `wanted`, the nearest first."""
    return get_close_matches(wanted, [entry.id for entry in catalogue], n=3, cutoff=0.4)
