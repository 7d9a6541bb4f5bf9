"""`/v1/chat/completions` and `/v1/models` as OpenAI's clients call them, so that tools made for those can ask here.

The last message of the user is the question, those before it tell what it follows on. Other roles and settings of a
writing model (temperature, tools and their like) have nothing to act on and are ignored. No model writes here: `usage`
counts the tokens of the question and of the text returned, in the vocabulary of the embedding model.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Response
from fastapi.sse import EventSourceResponse, format_sse_event
from pydantic import BaseModel, ConfigDict, Field

from api.answering import content_language, is_reply_id, reply_to
from api.dependencies import Base, ClientLanguage, Journalled
from api.json_lines import one_line
from api.plain_text import pieces
from api.problems import Refusal
from api.wire import AskRequest, AskResponse, CitationPart, IndexPart
from kb.errors import QuestionRejected
from kb.knowledge_base import KnowledgeBase
from kb.question import MOST_PREVIOUS, understand
from kb.types import Reason, Status

MODEL = "gnlc"

router = APIRouter(prefix="/v1", tags=["OpenAI-compatible"])


class TextPart(BaseModel):
    """A part of a message; only text can be read here."""

    type: Literal["text"]
    text: str


class MessagePart(BaseModel):
    """A message of the conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | Annotated[list[TextPart], Field(max_length=100)] | None = None

    @property
    def text(self) -> str:
        """The message as one text."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content)
        return self.content or ""


class StreamOptions(BaseModel):
    """What a stream tells besides the text."""

    include_usage: bool | None = None


class ChatRequest(BaseModel):
    """A conversation whose last user message is the question."""

    model_config = ConfigDict(
        strict=True,
        json_schema_extra={
            "examples": [
                {"model": MODEL, "messages": [{"role": "user", "content": "เมืองใดของไทยเป็นสมาชิกเมืองแรก"}]},
                {
                    "model": MODEL,
                    "messages": [{"role": "user", "content": "Which Thai city was the first member?"}],
                    "stream": True,
                },
            ]
        },
    )
    model: Annotated[str, Field(max_length=100)]
    messages: Annotated[list[MessagePart], Field(min_length=1, max_length=200)]
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    n: Annotated[int | None, Field(ge=1, le=1, description="There is one answer.")] = 1


class CompletionMessage(BaseModel):
    """The answer's text with numbered sources, or why there is none."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None


class CompletionChoice(BaseModel):
    """The one choice."""

    index: Literal[0] = 0
    message: CompletionMessage
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = None


class UsagePart(BaseModel):
    """Tokens of the question and of the text returned."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class ReplyPart(BaseModel):
    """What OpenAI's shape has no place for."""

    id: str
    status: Status
    reason: Reason | None
    suggestions: list[str]
    index: IndexPart


class ChatResponse(BaseModel):
    """A completion; `citations` are the sources behind the numbers in its text."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str = MODEL
    choices: list[CompletionChoice]
    usage: UsagePart
    citations: list[CitationPart]
    gnlc: ReplyPart


class ModelPart(BaseModel):
    """A model that can be asked."""

    id: str = MODEL
    object: Literal["model"] = "model"
    created: int
    owned_by: str = "gnlc-answers"


class ModelsResponse(BaseModel):
    """The models that can be asked."""

    object: Literal["list"] = "list"
    data: list[ModelPart]


@router.post("/chat/completions", response_model=ChatResponse)
def chat_completions(
    asked: ChatRequest, base: Base, preferred: ClientLanguage, journal: Journalled, response: Response
) -> ChatResponse | Response:
    """Answer the last user message."""
    if asked.model != MODEL:
        raise Refusal("model_not_found", model=asked.model, known=MODEL)
    reply = reply_to(base, _question(asked), preferred, journal)
    completion = _completion(reply, base)
    language = content_language(reply)
    if asked.stream:
        usage = asked.stream_options is not None and bool(asked.stream_options.include_usage)
        headers = {"Content-Language": language, "Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
        return EventSourceResponse(_stream(completion, pieces(reply), usage), headers=headers)
    response.headers["Content-Language"] = language
    return completion


@router.get("/models")
def models(base: Base) -> ModelsResponse:
    """List the one model."""
    return ModelsResponse(data=[_model(base)])


@router.get("/models/{model_id}")
def model(model_id: str, base: Base) -> ModelPart:
    """Show the one model."""
    if model_id != MODEL:
        raise Refusal("model_not_found", model=model_id, known=MODEL)
    return _model(base)


def _question(asked: ChatRequest) -> AskRequest:
    texts = [message.text for message in asked.messages if message.role == "user"]
    if not texts:
        raise Refusal("no_user_message")
    *earlier, question = texts
    # The history comes again with each question; one message in it that no question could be must not spoil the rest.
    previous = [text for text in earlier[-MOST_PREVIOUS:] if _could_be_asked(text) and not is_reply_id(text)]
    return AskRequest(question=question, previous=previous)


def _could_be_asked(text: str) -> bool:
    try:
        understand(text)
    except QuestionRejected:
        return False
    return True


def _completion(reply: AskResponse, base: KnowledgeBase) -> ChatResponse:
    content = "".join(pieces(reply))
    prompt, completion = base.count_tokens(reply.question.text), base.count_tokens(content)
    return ChatResponse(
        id=f"chatcmpl-{reply.id}",
        created=int(datetime.now().timestamp()),
        choices=[CompletionChoice(message=CompletionMessage(content=content))],
        usage=UsagePart(prompt_tokens=prompt, completion_tokens=completion, total_tokens=prompt + completion),
        citations=reply.citations,
        gnlc=ReplyPart(
            id=reply.id, status=reply.status, reason=reply.reason, suggestions=reply.suggestions, index=reply.index
        ),
    )


def _stream(completion: ChatResponse, texts: list[str], usage: bool) -> Iterator[bytes]:
    """Yield the completion as OpenAI's server-sent events; the last chunk with a choice carries the citations."""
    whole = completion.model_dump()
    common = {name: whole[name] for name in ("id", "created", "model")} | {"object": "chat.completion.chunk"}
    deltas: list[dict[str, Any]] = [{"role": "assistant", "content": ""}, *({"content": text} for text in texts)]
    for delta in deltas:
        yield _event(common | {"choices": [{"index": 0, "delta": delta, "finish_reason": None}]})
    last = {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
    yield _event(common | last | {"citations": whole["citations"], "gnlc": whole["gnlc"]})
    if usage:
        yield _event(common | {"choices": [], "usage": whole["usage"]})
    yield format_sse_event(data_str="[DONE]")


def _event(chunk: dict[str, Any]) -> bytes:
    return format_sse_event(data_str=one_line(json.dumps(chunk, ensure_ascii=False)))


def _model(base: KnowledgeBase) -> ModelPart:
    return ModelPart(created=int(datetime.fromisoformat(base.manifest.built_at).timestamp()))
