"""`search` and `suggestions`: passages for a text, and questions that the documents answer."""

from collections.abc import Sequence
from time import perf_counter
from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from api.answering import answer_language, question_part, understood
from api.dependencies import Base, ClientLanguage
from api.wire import IndexPart, QuestionPart, Wanted, index_part
from kb.types import Language, Passage
from web.links import view_link

router = APIRouter()

TextLanguage = Annotated[Wanted, Field(description="The language of the text; auto tells it from the text.")]


class SearchRequest(BaseModel):
    """A text to find passages for."""

    model_config = ConfigDict(
        strict=True,
        json_schema_extra={
            "examples": [
                {"question": "เมืองแห่งการเรียนรู้ในประเทศไทย"},
                {"question": "learning cities in Thailand", "top_k": 3},
            ]
        },
    )
    question: Annotated[str, Field(description="Words or a question in Thai or English.")]
    language: TextLanguage = "auto"
    top_k: Annotated[int, Field(ge=1, le=50, description="How many passages to return at most.")] = 10


class FoundPart(BaseModel):
    """A passage, exactly `document.text[start:end]`; scores compare within one reply only, higher is better."""

    rank: int
    score: float
    passage_id: str
    document_id: str
    document_title: str
    language: Language
    heading: str
    page: int | None
    text: str
    start: int
    end: int
    view: str


class SearchResponse(BaseModel):
    """Passages, best first; none where the text has nothing to look for."""

    question: QuestionPart
    passages: list[FoundPart]
    index: IndexPart
    took_ms: float


class SuggestionsRequest(BaseModel):
    """Where to look for questions that the documents answer."""

    model_config = ConfigDict(
        strict=True,
        json_schema_extra={"examples": [{"near": "สมัครเป็นสมาชิก", "count": 3}, {"language": "en"}]},
    )
    near: Annotated[
        str | None, Field(description="A text that they should be near to; without it a spread of them.")
    ] = None
    language: TextLanguage = "auto"
    count: Annotated[int, Field(ge=1, le=20, description="How many to return at most.")] = 3


class SuggestionsResponse(BaseModel):
    """Questions that the documents answer, all in `language`, nearest first."""

    language: Language
    suggestions: list[str]
    index: IndexPart


@router.post("/search")
def search(asked: SearchRequest, base: Base, preferred: ClientLanguage) -> SearchResponse:
    """Find passages."""
    start = perf_counter()
    found = understood(base, asked.question, asked.language, preferred)
    passages = found_parts(base.passages_for(found, asked.top_k))
    took_ms = round((perf_counter() - start) * 1000, 2)
    return SearchResponse(question=question_part(found), passages=passages, index=index_part(base), took_ms=took_ms)


@router.post("/suggestions")
def suggestions(
    asked: SuggestionsRequest, base: Base, preferred: ClientLanguage, response: Response
) -> SuggestionsResponse:
    """Offer questions that the documents answer."""
    if asked.near is None:
        language = answer_language("", asked.language, preferred) or preferred
        questions = base.suggest(language, count=asked.count)
    else:
        found = understood(base, asked.near, asked.language, preferred)
        language = question_part(found).language
        questions = base.suggest_near(found, asked.count)
    response.headers["Content-Language"] = language
    return SuggestionsResponse(language=language, suggestions=list(questions), index=index_part(base))


def found_parts(found: Sequence[tuple[Passage, float]]) -> list[FoundPart]:
    """Return passages with their scores, best first, as they go over the wire."""
    return [
        FoundPart(
            rank=rank,
            score=score,
            passage_id=p.id,
            document_id=p.document_id,
            document_title=p.title,
            language=p.language,
            heading=p.heading,
            page=p.page,
            text=p.text,
            start=p.start,
            end=p.end,
            view=view_link(p.document_id, p.start, p.end),
        )
        for rank, (p, score) in enumerate(found, 1)
    ]
