"""`ask` and `ask/stream`: one question, its answer at once or event by event."""

from collections.abc import AsyncIterator
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel

from api.answering import content_language, reply_or_problem, reply_to, understood, with_texts
from api.dependencies import Base, ClientLanguage, Journalled
from api.json_lines import line_of
from api.wire import (
    AnswerSentencePart,
    AskRequest,
    AskResponse,
    CitationPart,
    IndexPart,
    PassagePart,
    ProblemPart,
    QuestionPart,
)
from kb.types import Confidence, Language, Reason, Status

router = APIRouter()


class MetaEvent(BaseModel):
    """First event: what was asked and how it went; `language` and `confidence` are the answer's."""

    id: str
    status: Status
    reason: Reason | None
    question: QuestionPart
    language: Language | None
    confidence: Confidence | None
    index: IndexPart


class DoneEvent(BaseModel):
    """Last event of a reply."""

    message: str | None
    passages: list[PassagePart]
    suggestions: list[str]
    took_ms: float


Event = Literal["meta", "citation", "sentence", "done", "error"]
EVENTS: dict[Event, type[BaseModel]] = {
    "meta": MetaEvent,
    "citation": CitationPart,
    "sentence": AnswerSentencePart,
    "done": DoneEvent,
    "error": ProblemPart,
}


async def resolved(asked: AskRequest, preferred: ClientLanguage, journal: Journalled) -> AskRequest:
    """Return the question with the texts of what it follows on."""
    return await with_texts(asked, preferred, journal)


Asked = Annotated[AskRequest, Depends(resolved)]


@router.post("/ask")
def ask(asked: Asked, base: Base, preferred: ClientLanguage, journal: Journalled, response: Response) -> AskResponse:
    """Answer a question."""
    reply = reply_to(base, asked, preferred, journal)
    response.headers["Content-Language"] = content_language(reply)
    return reply


def acceptable(asked: Asked, base: Base, preferred: ClientLanguage) -> AskRequest:
    """Refuse a question that cannot be taken before the stream begins."""
    understood(base, asked.question, asked.language, preferred, asked.previous)
    return asked


@router.post("/ask/stream", response_class=EventSourceResponse)
async def ask_stream(
    request: Request, asked: Annotated[AskRequest, Depends(acceptable)], base: Base, preferred: ClientLanguage
) -> AsyncIterator[ServerSentEvent]:
    """Answer a question event by event; a comment goes out first, and one every 15 s while nothing else does."""
    yield ServerSentEvent(comment="answering")
    reply = await run_in_threadpool(reply_or_problem, request, base, asked, preferred)
    if isinstance(reply, ProblemPart):
        yield _event("error", reply)
        return
    for event in _events(reply):
        yield event


def _events(reply: AskResponse) -> list[ServerSentEvent]:
    answer = reply.answer
    meta = MetaEvent(
        id=reply.id,
        status=reply.status,
        reason=reply.reason,
        question=reply.question,
        language=answer and answer.language,
        confidence=answer and answer.confidence,
        index=reply.index,
    )
    done = DoneEvent(
        message=reply.message, passages=reply.passages, suggestions=reply.suggestions, took_ms=reply.took_ms
    )
    return [
        _event("meta", meta),
        *(_event("citation", citation) for citation in reply.citations),
        *(_event("sentence", sentence) for sentence in (answer.sentences if answer else [])),
        _event("done", done),
    ]


def _event(name: Event, data: BaseModel) -> ServerSentEvent:
    return ServerSentEvent(event=name, raw_data=line_of(data))
