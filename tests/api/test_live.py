"""A running server follows the pointer to the live build without dropping a request."""

import gc
import shutil
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from indexer.readers import READERS
from kb.embedder import Embedder
from kb.index import build_index, live_build, publish
from settings import Settings
from tests.serving import ROOT, Server, ask, serving, until

QUESTION = "What is a learning city?"


@dataclass(frozen=True, slots=True)
class Builds:
    """An index folder with three builds, of which `old` is live; `added` is in the other two only."""

    folder: Path
    old: str
    new: str
    newer: str
    added: str


@pytest.fixture(scope="module")
def built(index_dir: Path, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Builds:
    """Builds of a few documents of the real corpus by the code that builds the real index, which lends its vectors."""
    folder = tmp_path_factory.mktemp("builds") / "index"
    whole = live_build(index_dir)
    shutil.copytree(whole, folder / whole.name)
    publish(folder, whole.name)
    *first, added = (READERS[".md"](ROOT / "corpus" / f"{name}.md") for name in ("tak.th", "tak.en", "sukhothai.en"))
    old = build_index(folder, first, embedder).build
    new, newer = (build_index(folder, [*first, added], embedder).build for _ in range(2))
    shutil.rmtree(folder / whole.name)
    publish(folder, old)
    return Builds(folder, old, new, newer, added.id)


@pytest.fixture
def builds(built: Builds, tmp_path: Path) -> Builds:
    """The builds in a folder of the test's own."""
    shutil.copytree(built.folder, tmp_path / "index")
    return replace(built, folder=tmp_path / "index")


@contextmanager
def asking(server: Server) -> Iterator[list[list[tuple[int, str]]]]:
    """Ask without pause from two threads while the block runs; gives what each one got: status and build."""
    stop = threading.Event()
    replies: list[list[tuple[int, str]]] = [[] for _ in range(2)]

    def keep_asking(got: list[tuple[int, str]]) -> None:
        with server.client() as client:
            while not stop.is_set():
                try:
                    response = client.post("/api/v1/ask", json={"question": QUESTION})
                    got.append((response.status_code, response.json()["index"]["build"]))
                except (httpx.HTTPError, ValueError, KeyError) as problem:
                    got.append((0, repr(problem)))

    threads = [threading.Thread(target=keep_asking, args=(got,)) for got in replies]
    for thread in threads:
        thread.start()
    try:
        yield replies
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _serving_build(client: httpx.Client) -> str:
    build: str = ask(client, QUESTION)["index"]["build"]
    return build


def test_a_new_build_takes_over_without_failing_a_request(builds: Builds, tmp_path: Path) -> None:
    with serving(builds.folder, tmp_path / "log") as server, server.client() as client:
        assert _serving_build(client) == builds.old
        assert client.get(f"/documents/{builds.added}").status_code == 404
        with asking(server) as replies:
            publish(builds.folder, builds.new)
            until(lambda: _serving_build(client) == builds.new)
            counts = [len(got) for got in replies]
            until(lambda: all(len(got) > count for got, count in zip(replies, counts, strict=True)))
        assert client.get(f"/documents/{builds.added}").status_code == 200
    for got in replies:
        assert {status for status, _ in got} == {200}
        served = [build for _, build in got]
        assert served == sorted(served, key=[builds.old, builds.new].index)
        assert served[-1] == builds.new


HARMS = {
    "file altered": "index_file_altered",
    "file missing": "index_file_missing",
    "no such build": "index_pointer",
    "no pointer": "index_missing",
}


def _refused(client: httpx.Client) -> float:
    [line] = [line for line in client.get("/metrics").text.splitlines() if line.startswith("gnlc_build_refused ")]
    return float(line.split()[1])


@pytest.mark.parametrize("harm", HARMS)
def test_a_pointer_to_a_damaged_build_changes_nothing_but_the_log_and_what_readyz_tells(
    builds: Builds, tmp_path: Path, harm: str
) -> None:
    if harm == "file altered":
        with (builds.folder / builds.new / "store.sqlite").open("r+b") as file:
            file.truncate(4096)
    elif harm == "file missing":
        (builds.folder / builds.new / "means.npy").unlink()
    with serving(builds.folder, tmp_path / "log") as server, server.client() as client:
        with asking(server) as replies:
            if harm == "no pointer":
                (builds.folder / "CURRENT").unlink()
            else:
                publish(builds.folder, "20010101T000000Z-0000" if harm == "no such build" else builds.new)
            until(lambda: f"still serving build {builds.old}" in server.log.read_text(encoding="utf-8"))
            assert _serving_build(client) == builds.old
        assert {reply for got in replies for reply in got} == {(200, builds.old)}
        assert "Traceback" not in server.log.read_text(encoding="utf-8")
        for language, said in (("th", "CURRENT ระบุไม่ได้"), ("en", "cannot be served")):
            ready = client.get("/readyz", headers={"Accept-Language": language})
            assert (ready.status_code, ready.headers["content-language"]) == (200, language)
            told = ready.json()
            assert (told["status"], told["build"], told["code"]) == ("degraded", builds.old, HARMS[harm])
            assert said in told["problem"]
            assert str(builds.folder) not in ready.text
        assert _refused(client) == 1

        publish(builds.folder, builds.newer)
        until(lambda: _serving_build(client) == builds.newer)
        assert client.get("/readyz").json()["status"] == "ready"
        assert _refused(client) == 0


def test_an_index_removed_under_load_goes_on_answering_until_the_next_build(builds: Builds, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    shutil.copytree(builds.folder, kept)
    with serving(builds.folder, tmp_path / "log") as server, server.client() as client:
        with asking(server) as replies:
            until(lambda: all(replies))
            shutil.rmtree(builds.folder)
            until(lambda: client.get("/readyz").json()["status"] == "degraded")
            assert client.get("/readyz").json()["code"] == "index_missing"
            assert client.get(f"/documents/{builds.added.replace('sukhothai', 'tak')}").status_code == 200
            counts = [len(got) for got in replies]
            until(lambda: all(len(got) > count + 5 for got, count in zip(replies, counts, strict=True)))
            shutil.copytree(kept, builds.folder)
            publish(builds.folder, builds.newer)
            until(lambda: _serving_build(client) == builds.newer)
            assert client.get("/readyz").json()["status"] == "ready"
        assert {status for got in replies for status, _ in got} == {200}


def _every_door(client: TestClient, document: str) -> None:
    """Ask and read wherever an answer or a document is given out."""
    asked = {"question": QUESTION}
    chat = {"model": "gnlc", "messages": [{"role": "user", "content": QUESTION}]}
    for path, body in {
        "/api/v1/ask": asked,
        "/api/v1/ask/stream": asked,
        "/api/v1/ask/batch": [asked],
        "/api/v1/search": asked,
        "/v1/chat/completions": chat,
    }.items():
        assert client.post(path, json=body).status_code == 200, path
    for path in ("/", "/widget/v1/panel"):
        assert client.post(path, data=asked).status_code == 200, path
    pages = ("/", "/documents", f"/documents/{document}", "/about")
    others = ("/api/v1/documents", f"/api/v1/documents/{document}", "/v1/models", "/readyz", "/metrics")
    for path in (*pages, *others):
        assert client.get(path).status_code == 200, path


def test_the_old_build_is_let_go_once_a_new_one_serves(builds: Builds, tmp_path: Path) -> None:
    settings = Settings(
        index_dir=builds.folder, records_url=f"sqlite:///{tmp_path / 'records.sqlite'}", metrics_networks="0.0.0.0/0"
    )
    app = create_app(settings)
    with TestClient(app, client=("192.0.2.1", 80)) as client:
        _every_door(client, "tak.en")
        old = weakref.ref(app.state.base_now())
        publish(builds.folder, builds.new)
        until(lambda: app.state.base_now().manifest.build == builds.new)
        gc.collect()
        until(lambda: old() is None)
