"""A server of its own, in this process, for apps made to order."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from api.app import app_asking
from kb.embedder import Embedder
from kb.index import build_index, publish
from kb.knowledge_base import KnowledgeBase
from kb.types import Document
from tests.serving import PATIENCE_SECONDS, Server
from web.site import Site


@contextmanager
def serving_app(app: FastAPI) -> Iterator[Server]:
    """Serve `app` on a free loopback port until the block ends."""
    config = uvicorn.Config(app, port=0, log_level="critical", access_log=False, server_header=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield Server(f"http://127.0.0.1:{port}", Path())
    finally:
        server.should_exit = True
        thread.join(PATIENCE_SECONDS)


@contextmanager
def serving_documents(
    documents: Sequence[Document], folder: Path, embedder: Embedder, site: Site | None = None
) -> Iterator[Server]:
    """Index the documents below `folder` and serve them until the block ends."""
    publish(folder, build_index(folder, list(documents), embedder).build)
    base = KnowledgeBase.open(folder, embedder)
    with serving_app(app_asking(lambda: base, site)) as server:
        yield server
