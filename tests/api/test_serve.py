"""`gnlc-serve`: starts, stays at home, and says in a sentence why it cannot."""

import json
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from kb.index import live_build
from tests.api.contract import OF_PYTHON
from tests.serving import GNLC_SERVE, ROOT, ask, serving, settings_for

# Runs the server under an audit hook, which sees what Python does whoever does it: every address beyond loopback and
# every new process is written down and refused. At its end it writes the modules that were imported.
WATCHED = """
import atexit, json, sys
from pathlib import Path

report = Path(sys.argv.pop())
refused = []

def refuse(event, args):
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        host = args[1][0] if isinstance(args[1], tuple) else None
    elif event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}:
        host = args[0][0] if isinstance(args[0], tuple) else args[0]
    elif event in {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "pty.spawn"}:
        host = event
    else:
        return
    if host not in {"127.0.0.1", "::1", "localhost", None}:
        refused.append([event, str(host)])
        raise PermissionError(f"{event} {host}")

sys.addaudithook(refuse)
atexit.register(lambda: report.write_text(json.dumps({"refused": refused, "modules": sorted(sys.modules)})))
from api.serve import main
main()
"""
# Ours, and what others import where it happens to be installed.
AT_HAND = {"gnlc-answers", "charset-normalizer", "sniffio"}
HEAVY = {"torch", "sentence_transformers", "transformers", "mcp", "cryptography"}


def test_a_server_at_work_imports_nothing_heavy_and_connects_to_nothing_but_loopback(
    index_dir: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.json"
    command = [sys.executable, "-c", WATCHED, str(report)]
    with serving(index_dir, tmp_path / "log", command) as server, server.client() as client:
        statuses = [
            ask(client, question)["status"]
            for question in (
                "เมืองแห่งการเรียนรู้มีองค์ประกอบหลักกี่ประการ",
                "What are the key features of a learning city?",
                "พิซซ่าร้านไหนอร่อย",
                "สวัสดี",
            )
        ]
        assert statuses == ["answered", "answered", "abstained", "abstained"]
        assert client.post("/", data={"question": "เมืองใดของไทยเป็นสมาชิกเมืองแรก"}).status_code == 200
        assert client.get("/documents").status_code == 200
        assert client.get("/readyz").status_code == 200
    seen = json.loads(report.read_text())
    assert seen["refused"] == []
    assert "kb.knowledge_base" in seen["modules"]
    assert HEAVY.isdisjoint(seen["modules"])
    assert _packages(seen["modules"]) <= _serving() | AT_HAND


def _packages(modules: Iterable[str]) -> set[str]:
    """The installed packages that these modules are from, as the index of packages writes them."""
    owners = packages_distributions()
    found = {owner for module in modules for owner in owners.get(module.partition(".")[0], ())}
    return {_canonical(owner) for owner in found} - {"setuptools", "pip"}


def _serving() -> set[str]:
    lines = (ROOT / "deploy" / "serving.txt").read_text(encoding="utf-8").splitlines()
    return {_canonical(line) for line in lines if line and not line.startswith("#")}


def _canonical(name: str) -> str:
    return re.sub("[-_.]+", "-", name).lower()


def _fails(index_dir: Path, *arguments: str, status: int = 1, **settings: str) -> str:
    """Run the command, which must end by itself with `status`; return what it says on stderr."""
    environment = settings_for(index_dir, **settings)
    ended = subprocess.run(
        [GNLC_SERVE, *arguments], env=environment, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert ended.returncode == status, ended.stderr
    assert ended.stdout == ""
    assert "Traceback" not in ended.stderr
    return ended.stderr


def _one_sentence(said: str) -> str:
    assert said.startswith("Error: ")
    assert said.endswith("\n")
    assert said.count("\n") == 1
    assert not OF_PYTHON.search(said.removeprefix("Error: "))
    return said


def test_without_an_index_it_names_the_folder_and_the_command_that_makes_one(tmp_path: Path) -> None:
    said = _one_sentence(_fails(tmp_path / "nothing"))
    assert str(tmp_path / "nothing") in said
    assert "gnlc-index build" in said


def _cut_short(build: Path) -> Path:
    path = build / "sentences.npy"
    path.write_bytes(path.read_bytes()[:-1])
    return path


def _altered(build: Path) -> Path:
    path = build / "store.sqlite"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    return path


def _missing(build: Path) -> Path:
    path = build / "th" / "passages.faiss"
    path.unlink()
    return path


def _manifest_is_no_json(build: Path) -> Path:
    (build / "manifest.json").write_text("{")
    return build


def _pointer_leads_nowhere(build: Path) -> Path:
    path = build.parent / "CURRENT"
    path.write_text("20010101T000000Z-0000\n")
    return path


def _pointer_leads_outside(build: Path) -> Path:
    path = build.parent / "CURRENT"
    path.write_text(f"../{build.parent.name}/{build.name}\n")
    return path


@pytest.mark.parametrize(
    "harm",
    [_cut_short, _altered, _missing, _manifest_is_no_json, _pointer_leads_nowhere, _pointer_leads_outside],
)
def test_a_damaged_index_is_refused_by_name(index_dir: Path, tmp_path: Path, harm: Callable[[Path], Path]) -> None:
    live = live_build(index_dir)
    shutil.copytree(live, tmp_path / live.name)
    (tmp_path / "CURRENT").write_text(live.name)
    harmed = harm(tmp_path / live.name)
    said = _one_sentence(_fails(tmp_path))
    assert harmed.name in said
    assert str(tmp_path) in said
    assert "gnlc-index build" in said


def test_an_index_of_another_model_is_refused_with_both_names(index_dir: Path) -> None:
    said = _one_sentence(_fails(index_dir, GNLC_EMBEDDING_MODEL="BAAI/bge-m3"))
    assert "multilingual-e5-small" in said
    assert "BAAI/bge-m3" in said
    assert "gnlc-index build" in said


@pytest.mark.parametrize("port", ["abc", "", "70000", "-1"])
def test_a_wrong_setting_is_named(index_dir: Path, port: str) -> None:
    said = _one_sentence(_fails(index_dir, GNLC_PORT=port))
    assert f"GNLC_PORT cannot be {port!r}" in said


@pytest.mark.parametrize("port", ["abc", "70000"])
def test_a_wrong_option_is_wrong_usage(index_dir: Path, port: str) -> None:
    assert "--port" in _fails(index_dir, "--port", port, status=2)


def test_a_port_in_use_is_said_without_a_traceback(index_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = _fails(index_dir, status=3, GNLC_PORT=str(taken.getsockname()[1]))
    assert "address already in use" in said


def test_the_options_win_over_the_environment(index_dir: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        environment = settings_for(index_dir, GNLC_PORT=str(taken.getsockname()[1]), GNLC_HOST="192.0.2.1")
        command = [GNLC_SERVE, "--port", "0", "--host", "127.0.0.1"]
        with serving(index_dir, tmp_path / "log", command, environment) as server, server.client() as client:
            assert client.get("/healthz").status_code == 200


def test_uvicorn_serves_the_app_too_and_names_nobody_when_told_so(index_dir: Path, tmp_path: Path) -> None:
    command = ["uvicorn", "api.app:create_app", "--factory", "--no-server-header"]
    assert " ".join(command) in (ROOT / "README.md").read_text(encoding="utf-8")
    with (
        serving(index_dir, tmp_path / "log", [sys.executable, "-m", *command, "--port", "0"]) as server,
        server.client() as client,
    ):
        assert ask(client, "What is a learning city?")["status"] == "answered"
        assert "server" not in client.get("/healthz").headers


def test_help_speaks_both_languages() -> None:
    helped = subprocess.run([GNLC_SERVE, "--help"], capture_output=True, encoding="utf-8", check=True)
    assert "Serve questions and answers" in helped.stdout
    assert "เปิดบริการถามตอบ" in helped.stdout
