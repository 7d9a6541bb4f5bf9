"""A small corpus in both languages, indexed."""

import shutil
from pathlib import Path

import pytest

from indexer.build import build
from tests.indexer.test_build import ANSWERED, settings_for
from tests.kb.documents import write_corpus


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus and its index, not to be changed."""
    folder = tmp_path_factory.mktemp("commands")
    write_corpus(folder / "corpus", dict(ANSWERED))
    build(settings_for(folder), lambda *_: None)
    return folder


@pytest.fixture
def folder(finished: Path, tmp_path: Path) -> Path:
    """A copy that may be changed."""
    return Path(shutil.copytree(finished, tmp_path / "copy"))
