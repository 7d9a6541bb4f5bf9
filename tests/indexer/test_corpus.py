"""The corpus folder: one bad file is named and stops no other."""

import os
from pathlib import Path

import pytest

from indexer.corpus import Refused, corpus_files, read_corpus
from indexer.messages import MESSAGES
from kb.errors import KnowledgeBaseError
from kb.types import Document
from tests.conftest import ROOT
from tests.kb.documents import markdown, sidecar, write_corpus

GOOD: dict[str, str | bytes] = {
    "good.en.md": markdown("Cities learn."),
    "good.th.md": markdown("เมืองเรียนรู้", language="th"),
}
# Each file that cannot be used, and a part of the sentence that says why.
BAD: dict[str, tuple[str | bytes, str]] = {
    "bytes.en.md": (b"---\ntitle: \xff\n---\n", "cannot be read as UTF-8"),
    "alone.en.txt": ("Text.", "write alone.en.txt.toml"),
    "alone.en.html": ("<p>Text of a page.</p>", "alone.en.html"),
    "none.en.md": ("Text without front matter.", "title: Field required"),
    "open.en.md": ("---\ntitle: [\n---\nText.", "is not YAML"),
    "date.en.md": (markdown("Text.", extra="updated: 2023-13-45\n"), "The front matter of date.en.md"),
    "keys.en.md": ("---\n1: 2\n---\nText.", "keys.en.md"),
    "list.en.md": ("---\n- a\n---\nText.", "list.en.md"),
    "more.en.md": (markdown("Text.", extra="author: me\n"), "author: Extra inputs"),
    "script.en.md": (markdown("Text.", url="javascript:alert(1)"), "'javascript:alert(1)' is not an http"),
    "local.en.md": (markdown("Text.", url="file:///etc/passwd"), "not an http"),
    "nohost.en.md": (markdown("Text.", url="https://"), "not an http"),
    "spaced.en.md": (markdown("Text.", url="https://e.org/a b"), "not an http"),
    "bracket.en.md": (markdown("Text.", url="http://[::1"), "sources.0.url"),
    "empty.en.md": (markdown(""), "holds no paragraph"),
    "heading.en.md": (markdown("# Only a heading"), "holds no paragraph"),
    "cites.en.md": (markdown("Text. [^2]"), "cites [^2], but has 1 sources"),
    "cites-none.en.md": (markdown("Text. [^0]"), "cites [^0]"),
    "other.th.md": (markdown("Text."), "says language: en"),
    "Capital.en.md": (markdown("Text."), "rename it"),
    "nolanguage.md": (markdown("Text."), "rename it"),
    "picture.en.png": (b"\x89PNG", "is of a kind that cannot be read; these can: "),
    "noending": ("", "of a kind that cannot be read"),
}


def read(folder: Path) -> tuple[list[Document], list[Refused]]:
    results = list(read_corpus(folder))
    return [r for r in results if isinstance(r, Document)], [r for r in results if isinstance(r, Refused)]


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_used_is_refused_by_name_and_the_others_are_read(tmp_path: Path, name: str) -> None:
    content, why = BAD[name]

    documents, refused = read(write_corpus(tmp_path, GOOD | {name: content}))

    assert [document.id for document in documents] == ["good.en", "good.th"]
    assert [r.path.name for r in refused] == [name]
    assert name in refused[0].reason
    assert why in refused[0].reason


def test_all_bad_files_together_are_counted(tmp_path: Path) -> None:
    documents, refused = read(write_corpus(tmp_path, GOOD | {name: content for name, (content, _) in BAD.items()}))

    assert len(documents) == 2
    assert sorted(r.path.name for r in refused) == sorted(BAD)


@pytest.mark.parametrize("second", ["sub/good.en.md", "good.en.txt"])
def test_the_second_file_with_an_id_is_refused_with_both_names(tmp_path: Path, second: str) -> None:
    files = GOOD | {second: markdown("Text."), "good.en.txt.toml": sidecar()}

    documents, refused = read(write_corpus(tmp_path, files))

    assert [document.id for document in documents] == ["good.en", "good.th"]
    assert len(refused) == 1
    assert refused[0].path == tmp_path / second
    assert "has the same id as good.en.md" in refused[0].reason


def test_a_name_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    write_corpus(tmp_path, GOOD)
    (tmp_path / os.fsdecode(b"\xe0\xc1\xd7.th.md")).write_text(markdown("Text."))

    documents, refused = read(tmp_path)

    assert len(documents) == 2
    assert len(refused) == 1


def test_sidecars_hidden_files_and_readmes_are_no_documents(tmp_path: Path) -> None:
    files = {
        "a.en.md": "", "a.en.txt": "", "a.en.txt.toml": "", "originals.toml": "", "README.md": "", "readme.txt": "",
        ".git/a.en.md": "", ".hidden.en.md": "", "sub/b.en.md": "", "glossary.toml": "",
    }  # fmt: skip
    write_corpus(tmp_path, dict(files))

    names = [str(path.relative_to(tmp_path)) for path in corpus_files(tmp_path)]

    assert names == ["a.en.md", "a.en.txt", "glossary.toml", "sub/b.en.md"]


@pytest.mark.parametrize("kind", ["broken link", "link to a folder", "pipe"])
def test_what_is_no_file_is_refused_by_name_and_not_waited_for(tmp_path: Path, kind: str) -> None:
    corpus = write_corpus(tmp_path / "corpus", GOOD)
    (tmp_path / "other").mkdir()
    if kind == "pipe":
        os.mkfifo(corpus / "odd.en.md")
    else:
        (corpus / "odd.en.md").symlink_to(tmp_path / ("other" if kind == "link to a folder" else "nowhere"))

    documents, refused = read(corpus)

    assert (len(documents), [r.path.name for r in refused]) == (2, ["odd.en.md"])
    assert "odd.en.md" in refused[0].reason


def test_reasons_are_told_in_the_locale_s_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "th_TH.UTF-8")

    refused = read(write_corpus(tmp_path, GOOD | {"sub/good.en.md": markdown("Text.")}))[1]

    assert refused[0].reason == MESSAGES["same_id"]["th"].format(file="good.en.md", other="good.en.md")


def test_a_folder_that_is_not_there_is_named_with_the_setting(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeBaseError, match=r"nowhere.*GNLC_CORPUS_DIR"):
        corpus_files(tmp_path / "nowhere")


def test_the_real_corpus_is_read_whole() -> None:
    documents, refused = read(ROOT / "corpus")

    assert refused == []
    assert {d.id for d in documents} >= {"key-features.th", "key-features.en", "gnlc-moe.th", "glossary.th"}
    for document in documents:
        assert "[^" not in document.text, document.id
        assert all(document.text[b.start : b.end].strip() for b in document.blocks)
        assert all(0 <= a.start < a.end <= len(document.text) for a in document.attributions)
