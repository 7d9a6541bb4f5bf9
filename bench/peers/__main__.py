"""Our answers beside the plain retrieval of txtai and LangChain: python -m bench.peers --python PEERS/bin/python

Same model, same passages, same clients, same questions, a process per core and one thread in each, asked in turns; all
three are served by uvicorn with our sharing of connections. The peers are in an environment of their own, made by
`PEERS/bin/python -m pip install -r bench/peers/requirements.txt -c constraints.txt`.
"""

import argparse
import asyncio
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlencode

from bench.clients import Load, Service, cpu_seconds, get, load, running
from bench.load import CORES, ours
from bench.question import QUESTIONS
from kb.embedder import checkpoint_folder
from kb.index import live_build
from kb.passages import embedded_text
from kb.store import Store
from settings import Settings

ROOT = Path(__file__).parents[2]
_UVICORN = ["--loop", "api.operation.sharing:SharingLoop", "--http", "api.operation.connections:PatientProtocol"]
_HEADS = (
    "Service",
    "clients",
    "a second",
    "p50, ms",
    "p99, ms",
    "processor time of one, ms",
    "peak memory, MB",
    "failed",
)


def main() -> None:
    """Index, start, load in turns, and print a row for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", required=True, help="the interpreter that has the peers")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32])
    parser.add_argument("--seconds", type=float, default=30, help="for each number of clients")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gnlc-peers-") as name, ExitStack() as running_all:
        services = {
            "ours: answers": running_all.enter_context(ours())[0],
            "txtai API: retrieval": running_all.enter_context(_txtai(Path(name), arguments.python)),
            "LangChain and FastAPI: retrieval": running_all.enter_context(_langchain(Path(name), arguments.python)),
        }
        print(f"| {' | '.join(_HEADS)} |\n|{'---|' * len(_HEADS)}")
        for clients in arguments.clients:
            for service_name, service in services.items():
                asyncio.run(load(service, clients, 3))
                spent = cpu_seconds(service.pid)
                seen = asyncio.run(load(service, clients, arguments.seconds))
                _print(service_name, seen, cpu_seconds(service.pid) - spent)


def _print(name: str, seen: Load, spent: float) -> None:
    p50, p99 = (seen.percentile(percent) * 1000 for percent in (50, 99))
    each, peak = spent / max(1, len(seen.seconds)) * 1000, max(seen.megabytes)
    values = (name, seen.clients, f"{seen.rate:.1f}", *(f"{n:.0f}" for n in (p50, p99, each, peak)), seen.failed)
    print(f"| {' | '.join(map(str, values))} |", flush=True)


@contextmanager
def _txtai(folder: Path, python: str) -> Iterator[Service]:
    environment = _environment(folder) | {"CONFIG": str(folder / "app.yml")}
    index = [python, "-m", "bench.peers.txtai_index", _model(), _passages(folder), str(folder)]
    subprocess.run(index, cwd=ROOT, env=os.environ | environment, check=True, stderr=subprocess.DEVNULL)
    with _serving(python, "txtai.api:app", 8392, environment) as service:
        yield service


@contextmanager
def _langchain(folder: Path, python: str) -> Iterator[Service]:
    environment = _environment(folder) | {"PEERS_MODEL": _model(), "PEERS_PASSAGES": _passages(folder)}
    index = [python, "-m", "bench.peers.langchain_app"]
    subprocess.run(index, cwd=ROOT, env=os.environ | environment, check=True, stderr=subprocess.DEVNULL)
    with _serving(python, "bench.peers.langchain_app:app", 8393, environment) as service:
        yield service


@contextmanager
def _serving(python: str, app: str, port: int, environment: Mapping[str, str]) -> Iterator[Service]:
    command = [python, "-m", "uvicorn", app, "--port", str(port), "--workers", str(CORES)]
    requests = [get("/search?" + urlencode({"query": question, "limit": 5})) for question in QUESTIONS]
    with running(
        [*command, "--no-access-log", *_UVICORN], environment, f"http://127.0.0.1:{port}/search?query=city"
    ) as pid:
        yield Service(pid, port, requests)


def _environment(folder: Path) -> dict[str, str]:
    same = {"OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1", "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
    return same | {"PYTHONPATH": str(ROOT), "PEERS_FOLDER": str(folder / "langchain")}


def _model() -> str:
    return str(checkpoint_folder(Settings().model_dir).resolve())


def _passages(folder: Path) -> str:
    path = folder / "passages.jsonl"
    store = Store(live_build(Settings().index_dir) / "store.sqlite")
    passages = store.passages(range(store.count("passages")))
    lines = (json.dumps({"id": p.id, "text": embedded_text(p, p.text)}, ensure_ascii=False) for p in passages)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


if __name__ == "__main__":
    main()
