"""What a build is made of, written when it is made, and whether the build still is what was written."""

import hashlib
import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from kb.errors import IndexDamaged, SpaceMismatch, TokenizerMismatch, told
from kb.text.tokenizer import versions

SCHEMA = 5
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build is made of; `files` maps each file to its sha256, `seconds` each stage to its duration.

    `digest` names the content (see `Store.digest`): two builds of the same documents have the same, whenever and from
    whatever build before they were made. `program` names the code that read and cut them, `checksum` is the manifest's
    own sha256 without itself. `recall` is, for each language with too many passages to compare them all, the share (0
    to 1) of the hundred nearest that a search finds, measured with the documents' questions in both languages.
    """

    schema: int
    build: str
    built_at: str
    digest: str
    space: str
    dimensions: int
    tokenizer: str
    program: str
    documents: int
    passages: int
    sentences: int
    reused_vectors: int
    new_vectors: int
    recall: dict[str, float]
    seconds: dict[str, float]
    files: dict[str, str]
    checksum: str = ""


def write_manifest(folder: Path, manifest: Manifest) -> Manifest:
    """Write the manifest of the build in `folder` and return it with its checksum."""
    summed = replace(manifest, checksum=_checksum(manifest))
    (folder / MANIFEST).write_text(json.dumps(asdict(summed), indent=1), encoding="utf-8")
    return summed


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a build; IndexDamaged where it is missing, unreadable, altered or of another schema."""
    try:
        values = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if values["schema"] == SCHEMA:
            manifest = Manifest(**values)
            checksum = _checksum(manifest)
    except (OSError, ValueError, TypeError, KeyError) as problem:
        raise IndexDamaged(told("index_manifest", folder=folder)) from problem
    if values["schema"] != SCHEMA:
        raise IndexDamaged(told("index_schema", folder=folder, schema=values["schema"], known=SCHEMA))
    if manifest.checksum != checksum:
        raise IndexDamaged(told("index_manifest_altered", folder=folder))
    return manifest


def verify(folder: Path, space: str) -> Manifest:
    """Return the manifest after checking every file against it and the vector space against `space`.

    Raises IndexDamaged for a missing or altered file, SpaceMismatch for another space.
    """
    manifest = read_manifest(folder)
    verify_files(folder, manifest.files)
    if manifest.space != space:
        raise SpaceMismatch(told("index_space", built=manifest.space, known=space))
    return manifest


def verify_files(folder: Path, files: dict[str, str]) -> None:
    """Raise IndexDamaged where a file is missing or has another sha256 than the one beside its name."""
    for name, digest in files.items():
        path = folder / name
        if not path.is_file():
            raise IndexDamaged(told("index_file_missing", folder=folder, file=name))
        if sha256(path) != digest:
            raise IndexDamaged(told("index_file_altered", file=path))


def verify_tokenizer(manifest: Manifest) -> None:
    """Raise TokenizerMismatch where the build's words were cut by another tokenizer or version than this program's."""
    if manifest.tokenizer != versions():
        raise TokenizerMismatch(
            told("index_tokenizer", build=manifest.build, built=manifest.tokenizer, known=versions())
        )


def sha256(path: Path) -> str:
    """Return the sha256 of a file's bytes in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _checksum(manifest: Manifest) -> str:
    values = {field.name: getattr(manifest, field.name) for field in fields(manifest) if field.name != "checksum"}
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
