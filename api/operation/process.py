"""uvicorn as the settings want it: one process, or several that share the files of one index through memory maps."""

import os
import resource
import tempfile
from contextlib import suppress

import uvicorn

from api.operation.connections import PatientProtocol
from api.operation.logs import LOG_CONFIG
from settings import Settings

# After a request to stop, answers under way get so long.
_STOP_SECONDS = 25
_SPARE_FILES = 200


def serve(settings: Settings) -> None:
    """Serve until told to stop; KnowledgeBaseError where the index cannot be used."""
    _allow_files(settings.max_connections + _SPARE_FILES)
    if settings.workers == 1:
        from api.app import create_app

        # uvicorn sends the signal that ended it to itself once more when it is done.
        with suppress(KeyboardInterrupt):
            uvicorn.Server(_config(settings, create_app(settings))).run()
    else:
        _serve_by_several(settings)


def _serve_by_several(settings: Settings) -> None:
    from api.app import create_app
    from api.operation.supervisor import Supervisor

    create_app(settings).state.journal.close()  # says what is wrong with the index before any worker fails at it
    with tempfile.TemporaryDirectory(prefix="gnlc-metrics-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        config = _config(settings, "api.app:create_app")
        Supervisor(config, [config.bind_socket()]).run()


def _config(settings: Settings, app: object) -> uvicorn.Config:
    proxies = [str(network) for network in settings.trusted_proxies]
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        factory=isinstance(app, str),
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        http=PatientProtocol,
        loop="api.operation.sharing:SharingLoop" if settings.workers > 1 else "asyncio",
        limit_concurrency=settings.max_connections,
        ws="none",
        log_config=LOG_CONFIG,
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
        timeout_graceful_shutdown=_STOP_SECONDS,
        timeout_worker_healthcheck=30,
    )


def _allow_files(wanted: int) -> None:
    """Let the process open so many files, as far as the system allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if allowed > soft:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
