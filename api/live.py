"""The live index of a running server: opened once, swapped for a new build without dropping a question."""

import logging
import threading
from pathlib import Path

from kb.embedder import Embedder
from kb.errors import KnowledgeBaseError
from kb.knowledge_base import KnowledgeBase

_log = logging.getLogger("gnlc.api")


class LiveIndex:
    """Hands out the KnowledgeBase of the build that CURRENT names; a bad new build leaves the old one serving."""

    def __init__(self, index_dir: Path, embedder: Embedder) -> None:
        """Open the live build; KnowledgeBaseError where there is none that can be used."""
        self._pointer = index_dir / "CURRENT"
        self._index_dir = index_dir
        self._embedder = embedder
        self._opening = threading.Lock()
        self._seen = self._stamp()
        self._base = KnowledgeBase.open(index_dir, embedder)
        self._refused: str | None = None

    def base(self) -> KnowledgeBase:
        """Return the knowledge base to ask now; a newer build opens in the background and serves once it is whole."""
        if self._stamp() != self._seen and self._opening.acquire(blocking=False):
            threading.Thread(target=self._swap, name="index-swap", daemon=True).start()
        return self._base

    def refused(self) -> str | None:
        """Return the code of why the build that CURRENT names is not the one that serves; None where it is."""
        return self._refused

    def _swap(self) -> None:
        try:
            self._seen = self._stamp()
            self._base = KnowledgeBase.open(self._index_dir, self._embedder)
            self._refused = None
            _log.info("serving build %s", self._base.manifest.build)
        except KnowledgeBaseError as problem:
            self._refused = problem.code
            _log.error("still serving build %s: %s", self._base.manifest.build, problem)
        except Exception as error:  # noqa: BLE001 - files can vanish while they are read
            self._refused = "index_unreadable"
            _log.error("still serving build %s", self._base.manifest.build, exc_info=error)
        finally:
            self._opening.release()

    def _stamp(self) -> int:
        try:
            return self._pointer.stat().st_mtime_ns
        except OSError:
            return 0
