"""The list of documents, and the page of one document with the quoted sentence highlighted."""

import re
from collections.abc import Callable
from typing import Annotated
from weakref import WeakKeyDictionary

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from kb.knowledge_base import KnowledgeBase
from kb.types import Document, Language
from web.catalogue import Catalogue, Wanted
from web.dates import display_date
from web.links import document_path
from web.messages import publisher_name
from web.pages.errors import error_page
from web.pages.rendering import page, page_language
from web.reading import Span, lay_out, page_at, quoted_span

_catalogues: WeakKeyDictionary[KnowledgeBase, Catalogue] = WeakKeyDictionary()


def catalogue(base: KnowledgeBase) -> Catalogue:
    """Return the catalogue of the build that `base` reads; it is kept as long as `base` is."""
    if base not in _catalogues:
        _catalogues[base] = Catalogue(base.store.documents())
    return _catalogues[base]


def add_documents(router: APIRouter, base: Callable[[], KnowledgeBase]) -> None:
    """Add `/documents` and `/documents/{id}`."""

    @router.get("/documents")
    def documents(
        request: Request,
        *,
        q: str = "",
        publisher: str = "",
        language: str = "",
        kind: str = "",
        number: Annotated[str, Query(alias="page")] = "",
        lang: str | None = None,
    ) -> Response:
        spoken = page_language(request, lang)
        listed = catalogue(base())
        wished = int(number) if re.fullmatch("[0-9]{1,6}", number) else 1
        found = listed.find(Wanted(q, publisher, language, kind, wished), spoken)
        wanted = found.wanted
        query = {"q": wanted.words, "publisher": wanted.publisher, "language": wanted.language, "kind": wanted.kind}
        return page(
            request,
            "documents.html",
            spoken,
            here="/documents",
            query=query,
            filters=query,
            found=found,
            publishers=listed.publishers,
        )

    @router.get("/documents/{document_id}")
    def document(
        request: Request, document_id: str, start: str = "", end: str = "", lang: str | None = None
    ) -> Response:
        now = base()
        found = now.store.document(document_id)
        if found is None:
            return error_page(request, 404)
        language = page_language(request, lang, found.language)
        span = quoted_span(start, end, found)
        source = found.source_at(*span) if span else found.sources[0]
        return page(
            request,
            "document.html",
            language,
            here=document_path(found.id),
            query={"start": start, "end": end} if span else {},
            document=found,
            parts=lay_out(found, span),
            quoted=span,
            quoted_page=page_at(found, span[0]) if span else None,
            source=source,
            twin=catalogue(now).twin(found.id),
            citation=citation_text(found, span, found.language),
        )


def citation_text(document: Document, span: Span | None, language: Language) -> str:
    """Return a line that cites the document, or the quoted span of it: publisher, date, title, page, address."""
    source = document.source_at(*span) if span else document.sources[0]
    page_number = page_at(document, span[0]) if span else None
    parts = [
        f"“{document.text[slice(*span)]}”" if span else "",
        f"{publisher_name(source.publisher, language)}.",
        f"({display_date(source.date, language)})." if source.date else "",
        f"{source.title}.",
        "" if page_number is None else {"th": f"หน้า {page_number}.", "en": f"p. {page_number}."}[language],
        source.url,
    ]
    return " ".join(part for part in parts if part)
