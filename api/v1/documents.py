"""`documents` and `documents/{id}`: what answers are quoted from."""

import hashlib
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Header, Query, Request, Response
from pydantic import BaseModel, Field

from api.dependencies import Base
from api.problems import Refusal
from api.wire import IndexPart, SourcePart, index_part, source_part
from kb.knowledge_base import KnowledgeBase
from kb.types import Document, Kind, Language
from web.links import document_path

router = APIRouter()


class DocumentsQuery(BaseModel):
    """Which documents to list."""

    language: Annotated[Language | None, Field(description="Only documents in this language.")] = None
    publisher: Annotated[str | None, Field(max_length=100, description="Only documents of this publisher.")] = None
    page: Annotated[int, Field(ge=1, le=100_000, description="Which page, from 1.")] = 1
    per_page: Annotated[int, Field(ge=1, le=100, description="Documents a page.")] = 20


class ListedPart(BaseModel):
    """A document without its text."""

    id: str
    title: str
    language: Language
    kind: Kind
    publisher: str
    license: str | None
    updated: str | None
    sources: list[SourcePart]
    view: Annotated[str, Field(description="Path of the page that shows the document.")]


class DocumentsResponse(BaseModel):
    """One page of the documents, by id."""

    documents: list[ListedPart]
    total: Annotated[int, Field(ge=0, description="How many there are on all pages.")]
    page: int
    per_page: int
    next: Annotated[str | None, Field(description="Path of the next page; null on the last.")]
    index: IndexPart


class SpanPart(BaseModel):
    """A passage: `text[start:end]` of the document, counted in code points."""

    passage_id: str
    heading: str
    start: int
    end: int
    page: int | None


class AttributionPart(BaseModel):
    """The source (its place in `sources`, from 0) that supports `text[start:end]`."""

    start: int
    end: int
    source: int


class DocumentResponse(ListedPart):
    """A document with its text; where no attribution tells, the first source supports it."""

    text: str
    passages: list[SpanPart]
    attributions: list[AttributionPart]
    questions: Annotated[list[str], Field(description="Questions that the document answers.")]
    index: IndexPart


@router.get("/documents")
def documents(
    request: Request, base: Base, response: Response, wanted: Annotated[DocumentsQuery, Query()]
) -> DocumentsResponse:
    """List documents."""
    first = (wanted.page - 1) * wanted.per_page
    found = base.store.documents(wanted.language, wanted.publisher, first, wanted.per_page)
    total = base.store.count_documents(wanted.language, wanted.publisher)
    following = wanted.model_copy(update={"page": wanted.page + 1}).model_dump(exclude_none=True)
    response.headers["Content-Language"] = wanted.language or "th, en"
    return DocumentsResponse(
        documents=[ListedPart.model_validate(_listed(document)) for document in found],
        total=total,
        page=wanted.page,
        per_page=wanted.per_page,
        next=f"{request.url.path}?{urlencode(following)}" if first + wanted.per_page < total else None,
        index=index_part(base),
    )


@router.get(
    "/documents/{document_id}", response_model=DocumentResponse, responses={304: {"description": "Not modified"}}
)
def document(document_id: str, base: Base, if_none_match: Annotated[str | None, Header()] = None) -> Response:
    """Return a document, or 304 where the client has it already."""
    found = base.store.document(document_id)
    if found is None:
        raise Refusal("document_not_found", id=document_id)
    body = _whole(found, base).model_dump_json().encode()
    # The body names the build, so the tag changes with the build as well as with the content.
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Content-Language": found.language}
    known = [given.strip().removeprefix("W/") for given in (if_none_match or "").split(",")]
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


def _listed(document: Document) -> dict[str, object]:
    return {
        "id": document.id,
        "title": document.title,
        "language": document.language,
        "kind": document.kind,
        "publisher": document.publisher,
        "license": document.license,
        "updated": document.updated,
        "sources": [source_part(source) for source in document.sources],
        "view": document_path(document.id),
    }


def _whole(document: Document, base: KnowledgeBase) -> DocumentResponse:
    return DocumentResponse.model_validate(
        _listed(document)
        | {
            "text": document.text,
            "passages": [
                SpanPart(passage_id=p.id, heading=p.heading, start=p.start, end=p.end, page=p.page)
                for p in base.store.passages_of(document.id)
            ],
            "attributions": [AttributionPart(start=a.start, end=a.end, source=a.source) for a in document.attributions],
            "questions": list(document.questions),
            "index": index_part(base),
        }
    )
