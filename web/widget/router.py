"""The widget's addresses: the loader that sites embed, and the panel that it opens, which works with scripts off."""

from collections.abc import Callable, Iterable
from functools import partial
from hashlib import sha256
from typing import Annotated, Literal, get_args

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from kb.errors import QuestionRejected
from kb.knowledge_base import KnowledgeBase
from kb.question import LONGEST
from kb.text.normalize import language_of
from kb.types import LANGUAGES, Language
from web.asking import Note, not_kept, noted_answer
from web.dates import display_date
from web.language import accepted_language
from web.line_breaking import NAMES, kept_whole
from web.links import source_link, view_link
from web.messages import PUBLISHERS, publisher_name
from web.policy import content_security_policy
from web.widget.assets import FOREVER, read_assets
from web.widget.embed import loaders, newest_loader
from web.widget.messages import MESSAGES, text

Theme = Literal["auto", "light", "dark"]
PANEL = "/widget/v1/panel"
_HOUR = "public, max-age=3600"


def create_widget_router(
    base: Callable[[], KnowledgeBase], embed_origins: Iterable[str] = (), feedback: bool = False, note: Note = not_kept
) -> APIRouter:
    """Return the routes below /widget.

    `base` gives the knowledge base to ask now; the panel shows only in pages of this host and of `embed_origins`;
    `feedback` tells whether the API stores what people say about answers; `note` takes each answer.
    """
    router = APIRouter(include_in_schema=False)
    assets = read_assets("static")
    build = sha256("".join(asset.digest for asset in assets.values()).encode()).hexdigest()[:16]
    pages = Environment(
        loader=PackageLoader("web.widget"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.globals |= {
        "assets": f"/widget/assets/{build}",
        "modules": [name for name in assets if name.endswith(".js")],
        "panel": PANEL,
        "longest": LONGEST,
        "feedback": feedback,
        "view_link": view_link,
        "source_link": source_link,
        "names": NAMES,
    }
    pages.filters["kept_whole"] = kept_whole
    dress = {
        "Content-Security-Policy": content_security_policy(framed_by=" ".join(["'self'", *embed_origins])),
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Vary": "Accept-Language",
    }

    def page(
        request: Request, lang: str | None, theme: str, status: int = 200, problem: str = "", **values: object
    ) -> HTMLResponse:
        language = _language(request, lang)
        html = pages.get_template("panel.html").render(
            {"answer": None, "asked": "", "suggestions": base().suggest(language)} | values,
            problem=problem,
            language=language,
            other=LANGUAGES[1 - LANGUAGES.index(language)],
            theme=theme if theme in get_args(Theme) else "auto",
            t=partial(text, language=language),
            publisher_name=partial(publisher_name, language=language),
            display_date=partial(display_date, language=language),
            messages={key: said[language] for key, said in MESSAGES.items()},
            publishers={name: said[language] for name, said in PUBLISHERS.items()},
        )
        cache = "no-cache" if request.method == "GET" else "no-store"
        return HTMLResponse(html, status, headers=dress | {"Content-Language": language, "Cache-Control": cache})

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
        if name not in assets:
            raise HTTPException(404)
        return assets[name].response(request, FOREVER if digest == build else "no-cache")

    @router.get(PANEL)
    def panel(request: Request, lang: str | None = None, theme: str = "auto") -> HTMLResponse:
        return page(request, lang, theme)

    @router.post(PANEL)
    def ask(
        request: Request,
        question: Annotated[str, Form()] = "",
        lang: Annotated[str | None, Form()] = None,
        theme: Annotated[str, Form()] = "auto",
    ) -> HTMLResponse:
        try:
            spoken = None if language_of(question) else _language(request, lang)
            answer = noted_answer(base(), question, spoken, note).answer
        except QuestionRejected as rejected:
            return page(request, lang, theme, 422, str(rejected), asked=question, problem_language=rejected.language)
        return page(request, lang, theme, answer=answer, suggestions=answer.suggestions)

    return router


def _language(request: Request, wanted: str | None) -> Language:
    if wanted == "th":
        return "th"
    return "en" if wanted == "en" else accepted_language(request.headers.get("accept-language"), "th")
