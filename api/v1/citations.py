"""`citations/verify`: does a quote still stand where a citation says, and where is it now if it moved?"""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from api.dependencies import Base
from api.wire import IndexPart, index_part
from kb.types import Document
from web.links import view_link

router = APIRouter()

_EXAMPLES: list[JsonValue] = [
    {
        "quote": "เทศบาลนครเชียงราย (Chiang Rai) เป็นสมาชิกเครือข่ายระดับโลกด้านเมืองแห่งการเรียนรู้ของยูเนสโก (GNLC)"
        " ในเดือนมิถุนายน พ.ศ. 2562 (ค.ศ. 2019)",
        "document_id": "chiang-rai.th",
        "start": 51,
        "end": 188,
    },
    {
        "quote": "Chiang Rai City Municipality became a member of the UNESCO Global Network of Learning Cities (GNLC)"
        " in June 2019 (B.E. 2562).",
        "document_id": "chiang-rai.en",
        "start": 52,
        "end": 177,
        "build": "20260101T000000Z-0000",
    },
]


class VerifyRequest(BaseModel):
    """A citation as an answer gave it."""

    model_config = ConfigDict(strict=True, json_schema_extra={"examples": _EXAMPLES})
    quote: Annotated[str, Field(min_length=1, max_length=5000)]
    document_id: Annotated[str, Field(min_length=1, max_length=200)]
    start: Annotated[int, Field(ge=0, le=2**31)]
    end: Annotated[int, Field(ge=0, le=2**31)]
    build: Annotated[str | None, Field(max_length=100, description="`index.build` of the answer.")] = None


class PlacePart(BaseModel):
    """Where the quote stands: `text[start:end]` of the document, in code points."""

    start: int
    end: int
    view: str


class VerifyResponse(BaseModel):
    """Whether the quote holds in the live build: `moved` has it elsewhere in the document, `changed` no longer."""

    holds: bool
    reason: Literal["moved", "changed", "document_not_found"] | None
    now_at: Annotated[PlacePart | None, Field(description="Where the quote is now, nearest to where it was.")]
    same_build: Annotated[bool | None, Field(description="Whether `build` is the live one; null where none was given.")]
    index: IndexPart


@router.post("/citations/verify")
def verify_citation(asked: VerifyRequest, base: Base) -> VerifyResponse:
    """Look for the quote of a citation in the live build."""
    document = base.store.document(asked.document_id)
    place = _nearest(document, asked.quote, asked.start) if document else None
    holds = place == (asked.start, asked.end)
    reason: Literal["moved", "changed", "document_not_found"] | None = None
    if not holds:
        reason = "moved" if place else "changed" if document else "document_not_found"
    return VerifyResponse(
        holds=holds,
        reason=reason,
        now_at=PlacePart(start=place[0], end=place[1], view=view_link(asked.document_id, *place)) if place else None,
        same_build=None if asked.build is None else asked.build == base.manifest.build,
        index=index_part(base),
    )


def _nearest(document: Document, quote: str, start: int) -> tuple[int, int] | None:
    """Return the span of the quote in the document that begins nearest to `start`, the earlier of two as near."""
    before = document.text.rfind(quote, 0, start + len(quote))
    after = document.text.find(quote, start)
    found = [at for at in (before, after) if at >= 0]
    if not found:
        return None
    at = min(found, key=lambda place: abs(place - start))
    return at, at + len(quote)
