"""The web service: the API of the wire contract, health, and the pages of `web`."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from starlette.routing import Route

from api import chat, description, health, problems, reference
from api.access.gate import Gate, Policy
from api.access.keyring import KeyRing
from api.journal import Journal, journal_of
from api.json_lines import MEDIA_TYPE
from api.limits import BodyLimit, SecurityHeaders
from api.live import LiveIndex
from api.mcp_door import PATH, McpDoor, installed
from api.methods import HeadAsGet
from api.operation.metrics import Metrics
from api.operation.observer import Observer
from api.operation.threads import share_cores
from api.readiness import SelfTest
from api.request_id import HEADER, RequestId
from api.v1 import ask, batch, citations, documents, feedback, search
from kb.embedder import question_embedder
from kb.knowledge_base import KnowledgeBase
from settings import Settings
from web.router import create_router
from web.site import Loader, Records, Site
from web.widget.embed import pinned_loader
from web.widget.router import create_widget_router

API = "/api/v1"


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the app with the index opened, by default with settings from the environment.

    Raises KnowledgeBaseError where the index cannot be used.
    """
    settings = settings or Settings()
    live = LiveIndex(settings.index_dir, question_embedder(settings.embedding_model))
    metrics = Metrics(lambda: live.base().manifest.built_at, live.refused)
    self_test = SelfTest(live.base, live.refused)
    return app_asking(live.base, None, settings, journal_of(settings, metrics), metrics, self_test=self_test)


def app_asking(
    base_now: Callable[[], KnowledgeBase],
    site: Site | None = None,
    settings: Settings | None = None,
    journal: Journal | None = None,
    metrics: Metrics | None = None,
    *,
    self_test: SelfTest | None = None,
) -> FastAPI:
    """Return the app that asks the knowledge base which `base_now` gives at each request.

    Its pages speak of `site`, by default that of the settings; without settings they are the
    defaults. Replies are noted in `journal`, requests counted in `metrics`; `self_test` tells `/readyz` how it goes.
    """
    settings = settings or Settings.model_construct()
    journal = journal or Journal()
    metrics = metrics or Metrics(lambda: base_now().manifest.built_at)
    mcp = McpDoor(base_now, settings.mcp_hosts.replace(",", " ").split(), journal)
    app = FastAPI(
        title="GNLC answers",
        version="1",
        openapi_url=f"{API}/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lambda _: _open(mcp, journal, settings.workers),
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.base_now = base_now
    app.state.journal = journal
    app.state.self_test = self_test or SelfTest(base_now)
    problems.install(app)
    description.install(app)
    _guard(app, settings, metrics)
    for router in (ask.router, batch.router, search.router, documents.router, citations.router, feedback.router):
        app.include_router(router, prefix=API, responses=description.PROBLEM_RESPONSES)
    app.include_router(chat.router, responses=description.OPENAI_ERRORS)
    app.include_router(health.router)
    app.include_router(reference.router)
    if installed():
        app.router.routes.append(Route(PATH, mcp, methods=["POST"], include_in_schema=False))
    app.include_router(create_router(base_now, site or _site(settings, journal), journal.note))
    app.include_router(create_widget_router(base_now, settings.embed_origins, journal.takes_feedback, journal.note))
    observer = Observer(app.build_middleware_stack(), metrics, settings.metrics_networks)
    # Outside the handler of unexpected errors, so that its answers are dressed too.
    app.middleware_stack = RequestId(SecurityHeaders(HeadAsGet(observer)))
    return app


def _site(settings: Settings, journal: Journal) -> Site:
    kept = journal.takes_feedback
    records = Records(questions=kept, feedback=kept, days=settings.retention_days if kept else None)
    return Site(contact=settings.contact or None, records=records, pinned=Loader(*pinned_loader()))


def _guard(app: FastAPI, settings: Settings, metrics: Metrics) -> None:
    """Add what a request passes before it reaches a route, the last thing first."""
    batches = API + batch.PATH
    policy = Policy(
        anonymous=settings.rate_anonymous,
        keyed=settings.rate_key,
        unlimited=settings.unlimited_networks,
        at_once=settings.max_requests,
    )
    keys = KeyRing(settings.records_url.get_secret_value())
    app.add_middleware(BodyLimit, larger={batches: batch.LARGEST_BATCH})
    # JSON Lines must reach the client line by line; compressing gathers them up.
    app.add_middleware(
        GZipMiddleware, compresslevel=5, exclude_content_types=(*DEFAULT_EXCLUDED_CONTENT_TYPES, MEDIA_TYPE)
    )
    app.add_middleware(Gate, policy=policy, keys=keys, held=[batches], shed=metrics.refused)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "X-API-Key", HEADER],
            expose_headers=["Content-Language", "ETag", "RateLimit", "RateLimit-Policy", "Retry-After", HEADER],
        )


@asynccontextmanager
async def _open(mcp: McpDoor, journal: Journal, workers: int) -> AsyncIterator[None]:
    share_cores(workers)
    async with mcp.open():
        yield
    await run_in_threadpool(journal.close)
