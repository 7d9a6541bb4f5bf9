"""What `deploy/` holds works: nginx with TLS before the real server, the unit, the images' lists and settings."""

import re
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import yaml

from settings import Settings
from tests.serving import PATIENCE_SECONDS, ROOT, serving, settings_for

DEPLOY = ROOT / "deploy"
HOST = "answers.city.example"
QUESTION = "เมืองใดของไทยเป็นสมาชิกเมืองแรก"


def free_ports(count: int) -> list[int]:
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def nginx_conf(folder: Path, service: str, http: int, https: int) -> str:
    """The example as it is, but for addresses and paths of this test."""
    conf = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for old, new in {
        "listen 80;": f"listen 127.0.0.1:{http};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{https} ssl http2;",
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "/etc/ssl/gnlc": str(folder),
        "/var/log/nginx": str(folder),
        "127.0.0.1:8000": service.removeprefix("http://"),
    }.items():
        assert old in conf
        conf = conf.replace(old, new)
    paths = [f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")]
    return (
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}} http {{ {' '.join(paths)} {conf} }}"
    )


@pytest.fixture(scope="module")
def behind_nginx(index_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[httpx.Client, int]]:
    """A client that comes through the example proxy, and the port that speaks without TLS."""
    if not (shutil.which("nginx") and shutil.which("openssl")):
        pytest.skip("nginx or openssl is not installed")
    folder = tmp_path_factory.mktemp("nginx")
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout privkey.pem -out fullchain.pem"
        f" -subj /CN={HOST} -addext subjectAltName=DNS:{HOST}"
    )
    subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    http, https = free_ports(2)
    environment = settings_for(index_dir, GNLC_TRUSTED_PROXIES="127.0.0.1", GNLC_UNLIMITED_NETWORKS="")
    with serving(index_dir, folder / "log", environment=environment) as server:
        (folder / "nginx.conf").write_text(nginx_conf(folder, server.url, http, https), encoding="utf-8")
        with subprocess.Popen(["nginx", "-c", folder / "nginx.conf"], stderr=subprocess.DEVNULL) as nginx:
            try:
                context = ssl.create_default_context(cafile=str(folder / "fullchain.pem"))
                transport = httpx.HTTPTransport(verify=context)
                with httpx.Client(
                    base_url=f"https://127.0.0.1:{https}",
                    transport=transport,
                    headers={"Host": HOST},
                    timeout=PATIENCE_SECONDS,
                ) as client:
                    client.event_hooks = {"request": [lambda request: request.extensions.update(sni_hostname=HOST)]}
                    _wait_for(client, nginx)
                    yield client, http
            finally:
                nginx.send_signal(signal.SIGQUIT)
                nginx.wait(PATIENCE_SECONDS)


def _wait_for(client: httpx.Client, nginx: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            assert client.get("/readyz").status_code == 200
            return
        except httpx.ConnectError:
            assert nginx.poll() is None, "nginx refuses the example"
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_a_question_over_tls_is_answered_and_the_client_counted_by_its_own_address(
    behind_nginx: tuple[httpx.Client, int],
) -> None:
    client, _ = behind_nginx
    response = client.post("/api/v1/ask", json={"question": QUESTION}, headers={"X-Forwarded-For": "192.0.2.1"})
    assert response.json()["status"] == "answered"
    assert response.headers["strict-transport-security"] == "max-age=31536000"
    assert response.headers["server"] == "nginx"
    assert "ratelimit" in response.headers
    assert client.get("/metrics").status_code == 404


def test_events_and_lines_come_through_as_they_are_made(behind_nginx: tuple[httpx.Client, int]) -> None:
    client, _ = behind_nginx
    with client.stream("POST", "/api/v1/ask/stream", json={"question": QUESTION}) as response:
        assert next(response.iter_bytes()).startswith(b": ")
    rows = [{"id": str(n), "question": f"{QUESTION} {n}"} for n in range(40)]
    with client.stream("POST", "/api/v1/ask/batch", json=rows) as response:
        start = time.perf_counter()
        arrived = [time.perf_counter() - start for _ in response.iter_lines()]
    assert len(arrived) == len(rows)
    assert arrived[0] < arrived[-1] / 4


def test_without_tls_a_client_is_sent_to_it(behind_nginx: tuple[httpx.Client, int]) -> None:
    response = httpx.get(f"http://127.0.0.1:{behind_nginx[1]}/about?lang=th", headers={"Host": HOST}, trust_env=False)
    assert (response.status_code, response.headers["location"]) == (308, f"https://{HOST}/about?lang=th")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_the_unit_is_one(tmp_path: Path) -> None:
    unit = (DEPLOY / "gnlc.service").read_text(encoding="utf-8")
    unit = unit.replace("/opt/gnlc/bin/gnlc-serve", shutil.which("true") or "").replace("=gnlc\n", "=root\n")
    (tmp_path / "gnlc.service").write_text(unit, encoding="utf-8")
    ended = subprocess.run(
        ["systemd-analyze", "verify", tmp_path / "gnlc.service"], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize("file", ["Dockerfile", "compose.yaml", "gnlc.service", "nginx.conf"])
def test_every_setting_named_in_deploy_is_one(file: str) -> None:
    named = set(re.findall(r"GNLC_[A-Z_]+", (DEPLOY / file).read_text(encoding="utf-8")))
    assert named
    assert named <= {f"GNLC_{name.upper()}" for name in Settings.model_fields}


def test_what_serving_needs_holds_no_torch_and_each_part_has_a_version() -> None:
    def names(file: Path) -> set[str]:
        lines = file.read_text(encoding="utf-8").splitlines()
        return {re.sub("[-_.]+", "-", line.partition("==")[0]).lower() for line in lines if line and line[0] != "#"}

    serving_needs = names(DEPLOY / "serving.txt")
    heavy = {"torch", "sentence-transformers", "transformers", "safetensors", "scikit-learn", "trafilatura", "pypdf"}
    assert not serving_needs & heavy
    assert not [name for name in serving_needs if name.startswith(("nvidia", "triton"))]
    assert serving_needs <= names(ROOT / "constraints.txt")
    assert "serving.txt" in (DEPLOY / "Dockerfile").read_text(encoding="utf-8")


def test_the_container_serves_without_rights_to_write_or_to_gain_more() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    serve = services["serve"]
    assert serve["read_only"] is True
    assert serve["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in serve["security_opt"]
    assert "index:/srv/gnlc/index:ro" in serve["volumes"]
    assert all(port.startswith("127.0.0.1:") for port in serve["ports"])
    stages = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").split("\nFROM ")
    assert all("\nUSER 10001" in stage for stage in stages if "\nCMD" in stage)
