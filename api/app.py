"""The web service: the API of the wire contract, health, and the pages of `web`."""

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Any
from uuid import uuid4

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, PlainTextResponse

from api import problems
from api.limits import BodyLimit, SecurityHeaders
from api.live import LiveIndex
from api.wire import AskRequest, AskResponse, ProblemPart, ask_response
from kb.embedder import question_embedder
from kb.knowledge_base import KnowledgeBase
from kb.text.normalize import language_of
from settings import Settings
from web.router import create_router
from web.widget.router import create_widget_router

_SELF_TEST = "What is a learning city?"
_PROBLEM: dict[str, Any] = {
    "description": "What went wrong",
    "content": {"application/problem+json": {"schema": ProblemPart.model_json_schema()}},
}


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the app with the index opened, by default with settings from the environment.

    Raises KnowledgeBaseError where the index cannot be used.
    """
    settings = settings or Settings()
    live = LiveIndex(settings.index_dir, question_embedder(settings.embedding_model))
    return app_asking(live.base, settings.embed_origins)


def app_asking(base_now: Callable[[], KnowledgeBase], embed_origins: Sequence[str] = ()) -> FastAPI:
    """Return the app that asks the knowledge base which `base_now` gives at each request.

    Pages of `embed_origins` may show the chat panel beside this host's own.
    """
    app = FastAPI(
        title="GNLC answers",
        version="1",
        description="Cited answers, in Thai and English, about the UNESCO Global Network of Learning Cities.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    problems.install(app)
    app.add_middleware(BodyLimit)
    app.include_router(create_router(base_now))
    app.include_router(create_widget_router(base_now, embed_origins))

    @app.post(
        "/api/v1/ask",
        response_model=AskResponse,
        responses={"4XX": _PROBLEM, "5XX": _PROBLEM},
        summary="Ask a question in Thai or English",
    )
    def ask(request: AskRequest, http: Request) -> AskResponse:
        start = perf_counter()
        base = base_now()
        language = None if request.language == "auto" else request.language
        if language is None and language_of(request.question) is None:
            language = problems.preferred_language(http)
        answer = base.answer(request.question, language, request.top_k)
        return ask_response(answer, base, uuid4().hex, (perf_counter() - start) * 1000)

    @app.get("/healthz", response_class=PlainTextResponse, summary="The process is alive")
    def healthz() -> PlainTextResponse:
        return PlainTextResponse("ok\n")

    @app.get("/readyz", summary="A question can be answered")
    def readyz() -> JSONResponse:
        base = base_now()
        base.search(_SELF_TEST, top_k=1)
        return JSONResponse({"status": "ready", "build": base.manifest.build})

    # Outside the handler of unexpected errors, so that its answers wear the headers too.
    app.middleware_stack = SecurityHeaders(app.build_middleware_stack())
    return app
