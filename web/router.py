"""The pages: ask, read the answer, see the quote in its document. They all work with scripts off."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from kb.errors import QuestionRejected
from kb.knowledge_base import KnowledgeBase
from kb.question import LONGEST
from kb.text.normalize import language_of
from kb.types import Answer, Document, Language
from web.asking import Note, not_kept, noted_answer
from web.dates import display_date
from web.language import accepted_language
from web.links import view_link
from web.messages import publisher_name, text

_pages = Environment(
    loader=PackageLoader("web"),
    autoescape=select_autoescape(default=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_pages.globals |= {"view_link": view_link, "longest": LONGEST}


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a block's text; `quoted` pieces are highlighted."""

    text: str
    quoted: bool


def create_router(base: Callable[[], KnowledgeBase], note: Note = not_kept) -> APIRouter:
    """Return the routes of the pages; `base` gives the knowledge base to ask now, `note` takes each answer."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    router.mount("/static", StaticFiles(packages=[("web", "static")]), name="static")

    @router.get("/")
    def home(request: Request, lang: str | None = None) -> HTMLResponse:
        language = _language(request, lang)
        return _page("ask.html", language, suggestions=base().suggest(language, count=5))

    @router.post("/")
    def ask(
        request: Request, question: Annotated[str, Form()] = "", lang: Annotated[str | None, Form()] = None
    ) -> HTMLResponse:
        language = _language(request, lang)
        answer: Answer | None = None
        problem = None
        try:
            answer, _ = noted_answer(base(), question, None if language_of(question) else language, note)
        except QuestionRejected as rejected:
            problem = rejected
        suggestions = answer.suggestions if answer else base().suggest(language)
        return _page(
            "ask.html",
            language,
            status=422 if problem else 200,
            answer=answer,
            problem=problem,
            asked=question[:LONGEST],
            suggestions=suggestions,
        )

    @router.get("/documents")
    def documents(request: Request, lang: str | None = None) -> HTMLResponse:
        return _page("documents.html", _language(request, lang), documents=base().store.documents())

    @router.get("/documents/{document_id}")
    def document(
        request: Request,
        document_id: str,
        start: Annotated[str, Query()] = "",
        end: Annotated[str, Query()] = "",
        lang: str | None = None,
    ) -> HTMLResponse:
        found = base().store.document(document_id)
        if found is None:
            return not_found(request)
        span = _span(start, end, found)
        blocks = [(block.level, block.page, _segments(found, block.start, block.end, span)) for block in found.blocks]
        source = found.source_at(*span) if span else found.sources[0]
        language = _language(request, lang, found.language)
        return _page("document.html", language, document=found, blocks=blocks, quoted=span, source=source)

    return router


def not_found(request: Request) -> HTMLResponse:
    """Return the page for an address at which there is nothing."""
    return _page("not_found.html", _language(request, request.query_params.get("lang")), status=404)


def render(
    request: Request, template: str, here: str, values: Callable[[Language], Mapping[str, object]]
) -> HTMLResponse:
    """Return a page of another room at the path `here`; `values` gives what its template needs in a language."""
    language = _language(request, request.query_params.get("lang"))
    return _page(template, language, here=here, origin=str(request.base_url).rstrip("/"), **values(language))


def _page(
    template: str,
    language: Language,
    *,
    status: int = 200,
    answer: Answer | None = None,
    problem: QuestionRejected | None = None,
    asked: str = "",
    **values: object,
) -> HTMLResponse:
    html = _pages.get_template(template).render(
        values,
        answer=answer,
        problem=problem,
        asked=asked,
        language=language,
        other="en" if language == "th" else "th",
        t=partial(text, language=language),
        publisher_name=partial(publisher_name, language=language),
        display_date=partial(display_date, language=language),
    )
    return HTMLResponse(html, status, headers={"Content-Language": language, "Vary": "Accept-Language"})


def _language(request: Request, wanted: str | None, preferred: Language = "th") -> Language:
    """Return the language of the page: asked for, else what the browser names first, else `preferred`."""
    if wanted == "th":
        return "th"
    if wanted == "en":
        return "en"
    return accepted_language(request.headers.get("accept-language"), preferred)


def _span(start: str, end: str, document: Document) -> tuple[int, int] | None:
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit() and len(start + end) < 20):
        return None
    span = int(start), int(end)
    return span if span[0] < span[1] <= len(document.text) else None


def _segments(document: Document, start: int, end: int, span: tuple[int, int] | None) -> list[Segment]:
    low, high = (min(max(at, start), end) for at in span or (start, start))
    pieces = ((start, low, False), (low, high, True), (high, end, False))
    return [Segment(document.text[a:b], quoted) for a, b, quoted in pieces if a < b]
