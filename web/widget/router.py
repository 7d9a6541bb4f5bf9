"""The widget's addresses: the loader that sites embed, and the panel that it opens, which works with scripts off."""

from collections.abc import Callable, Iterable
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import HTMLResponse

from kb.errors import QuestionRejected
from kb.knowledge_base import KnowledgeBase
from kb.question import MOST_PREVIOUS
from kb.text.normalize import language_of
from web.asking import Note, not_kept, noted_answer
from web.pages.rendering import page_language
from web.widget.assets import FOREVER, Assets
from web.widget.embed import loaders, newest_loader
from web.widget.panel import PANEL, Panel

_HOUR = "public, max-age=3600"


def create_widget_router(
    base: Callable[[], KnowledgeBase], embed_origins: Iterable[str] = (), feedback: bool = False, note: Note = not_kept
) -> APIRouter:
    """Return the routes below /widget.

    `base` gives the knowledge base to ask now; the panel shows only in pages of this host and of `embed_origins`;
    `feedback` tells whether the API stores what people say about answers; `note` takes each answer.
    """
    router = APIRouter(include_in_schema=False)
    assets = Assets.read()
    _add_files(router, assets)
    _add_panel(router, Panel(base, assets, tuple(embed_origins), feedback, note))
    return router


def _add_files(router: APIRouter, assets: Assets) -> None:
    @router.get("/widget/v1/loader.js")
    def loader(request: Request) -> Response:
        return newest_loader().response(request, _HOUR)

    @router.get("/widget/{version}/loader.js")
    def pinned(request: Request, version: str) -> Response:
        if version not in loaders():
            raise HTTPException(404)
        return loaders()[version].response(request, FOREVER)

    @router.get("/widget/assets/{digest}/{name}")
    def asset(request: Request, digest: str, name: str) -> Response:
        if name not in assets.files:
            raise HTTPException(404)
        return assets.files[name].response(request, FOREVER if digest == assets.digest else "no-cache")


def _add_panel(router: APIRouter, panel: Panel) -> None:
    @router.get(PANEL)
    def show(request: Request, lang: str | None = None, theme: str = "auto") -> HTMLResponse:
        return panel.page(request, lang, theme)

    @router.post(PANEL)
    def ask(
        request: Request,
        question: Annotated[str, Form()] = "",
        previous: Annotated[tuple[str, ...], Form()] = (),
        lang: Annotated[str | None, Form()] = None,
        theme: Annotated[str, Form()] = "auto",
    ) -> HTMLResponse:
        earlier = previous[-MOST_PREVIOUS:]
        spoken = None if language_of(question) else page_language(request, lang)
        try:
            answer = noted_answer(panel.base(), question, spoken, panel.note, earlier).answer
        except QuestionRejected as problem:
            return panel.page(request, lang, theme, status=422, problem=problem, asked=question, previous=earlier)
        following = (*earlier, question)[-MOST_PREVIOUS:]
        return panel.page(request, lang, theme, answer=answer, previous=following)
