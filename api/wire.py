"""What goes over the wire, version 1. Programs depend on it: fields are added, never renamed."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from kb.knowledge_base import KnowledgeBase
from kb.question import MOST_PREVIOUS
from kb.types import Answer, Citation, Confidence, Kind, Language, Reason, Source, Status
from web.links import view_link

Wanted = Literal["auto", "th", "en"]


class AskRequest(BaseModel):
    """A question."""

    model_config = ConfigDict(
        strict=True,
        json_schema_extra={
            "examples": [
                {"question": "เมืองแห่งการเรียนรู้มีองค์ประกอบหลักกี่ประการ", "language": "auto", "top_k": 5},
                {"question": "What are the key features of a learning city?"},
                {"question": "And Phuket?", "previous": ["When did Chiang Rai join the GNLC?"]},
                {"question": "แล้วภูเก็ตล่ะ", "previous": ["0f" * 16]},
            ]
        },
    )
    question: Annotated[str, Field(description="A question in Thai or English.")]
    language: Annotated[Wanted, Field(description="The language to answer in; auto tells it from the question.")] = (
        "auto"
    )
    previous: Annotated[
        list[str],
        Field(
            max_length=MOST_PREVIOUS,
            description="Questions asked before, oldest first: their texts, or where the service keeps questions the "
            "ids of their replies. One that leans on them is completed by them "
            "(note follow_up): 'And Phuket?', 'แล้วเชียงใหม่ล่ะ'.",
        ),
    ] = []
    top_k: Annotated[int, Field(ge=1, le=50, description="How many passages to return.")] = 5


class QuestionPart(BaseModel):
    """The question as it was understood."""

    text: str
    language: Language
    understood_as: Annotated[str, Field(description="What was searched for.")]
    notes: Annotated[
        list[str],
        Field(
            description="What was done to the text, in order: keyboard_layout, courtesy, thai_digits, tone_marks, "
            "spelling, follow_up, buddhist_year, glossary. More codes may come."
        ),
    ]


class AnswerSentencePart(BaseModel):
    """A sentence and the numbers of the citations that support it."""

    text: str
    citations: list[int]


class AnswerPart(BaseModel):
    """The answer: whole sentences of the documents."""

    text: str
    language: Language
    confidence: Confidence
    sentences: list[AnswerSentencePart]


class CitationPart(BaseModel):
    """A quote: exactly `document.text[start:end]`. A `digest`'s words are ours, the facts are the source's at `url`."""

    number: int
    document_id: str
    passage_id: str
    kind: Kind
    title: Annotated[str, Field(description="Title of the source.")]
    publisher: str
    via: Annotated[str | None, Field(description="Who hosts the copy at `url`, where the publisher does not.")]
    url: str
    published: Annotated[str | None, Field(description="Date in EDTF: 2013-10-23, 2013-10, 2013, or 2013~ for about.")]
    language: Language
    document_title: str
    heading: str
    page: int | None
    quote: str
    start: int
    end: int
    view: Annotated[str, Field(description="Path of the page that shows the quote in its document.")]


class PassagePart(BaseModel):
    """A passage of the ranking."""

    passage_id: str
    document_id: str
    rank: int
    text: str
    language: Language
    heading: str


class SourcePart(BaseModel):
    """A page or paper that a document reports; `published` is EDTF, `via` hosts the copy at `url`."""

    title: str
    publisher: str
    url: str
    published: str | None
    language: str
    via: str | None


class IndexPart(BaseModel):
    """The build that answered."""

    build: str
    built_at: str


class AskResponse(BaseModel):
    """The reply to a question: an answer with citations, or an abstention with its reason."""

    id: str
    status: Status
    reason: Reason | None
    question: QuestionPart
    answer: AnswerPart | None
    message: str | None
    citations: list[CitationPart]
    passages: list[PassagePart]
    suggestions: list[str]
    index: IndexPart
    took_ms: float


class ProblemPart(BaseModel):
    """RFC 9457 problem details with a stable code, and the language of title and detail."""

    type: Annotated[str, Field(description="Path of the page that tells the cause and the way out.")]
    title: str
    status: int
    detail: str
    code: str
    language: Language
    request_id: str


class OpenAIErrorPart(BaseModel):
    """A problem as OpenAI's clients read it: `message` is its detail."""

    message: str
    type: Literal["invalid_request_error", "api_error"]
    param: None
    code: str
    request_id: str


class OpenAIProblemPart(BaseModel):
    """The body around it."""

    error: OpenAIErrorPart


def source_part(source: Source) -> SourcePart:
    """Return a source as it goes over the wire."""
    return SourcePart(
        title=source.title,
        publisher=source.publisher,
        url=source.url,
        published=source.date,
        language=source.language,
        via=source.via,
    )


def index_part(base: KnowledgeBase) -> IndexPart:
    """Return the build that `base` reads."""
    return IndexPart(build=base.manifest.build, built_at=base.manifest.built_at)


def ask_response(answer: Answer, base: KnowledgeBase, reply_id: str, took_ms: float) -> AskResponse:
    """Return the answer as it goes over the wire."""
    q = answer.question
    part = None
    if answer.language and answer.confidence:
        part = AnswerPart(
            text=answer.text,
            language=answer.language,
            confidence=answer.confidence,
            sentences=[AnswerSentencePart(text=s.text, citations=list(s.citations)) for s in answer.sentences],
        )
    return AskResponse(
        id=reply_id,
        status=answer.status,
        reason=answer.reason,
        question=QuestionPart(text=q.text, language=q.language, understood_as=q.understood_as, notes=list(q.notes)),
        answer=part,
        message=answer.message,
        citations=[_citation(c) for c in answer.citations],
        passages=[
            PassagePart(
                passage_id=p.id,
                document_id=p.document_id,
                rank=rank,
                text=p.text,
                language=p.language,
                heading=p.heading,
            )
            for rank, p in enumerate(answer.passages, 1)
        ],
        suggestions=list(answer.suggestions),
        index=index_part(base),
        took_ms=round(took_ms, 2),
    )


def _citation(c: Citation) -> CitationPart:
    return CitationPart(
        number=c.number,
        document_id=c.document_id,
        passage_id=c.passage_id,
        kind=c.kind,
        title=c.source.title,
        publisher=c.source.publisher,
        via=c.source.via,
        url=c.source.url,
        published=c.source.date,
        language=c.language,
        document_title=c.document_title,
        heading=c.heading,
        page=c.page,
        quote=c.quote,
        start=c.start,
        end=c.end,
        view=view_link(c.document_id, c.start, c.end),
    )
