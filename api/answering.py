"""A question of the wire contract in, its reply or its problem out: what every door to the answers shares."""

import re
from collections.abc import Sequence
from time import perf_counter

import anyio
from anyio import to_thread
from fastapi import Request

from api import problems
from api.journal import Journal
from api.operation.threads import for_waiting
from api.problems import Refusal
from api.records.values import RecordsUnavailable
from api.wire import AskRequest, AskResponse, ProblemPart, QuestionPart, Wanted, ask_response
from kb.knowledge_base import KnowledgeBase
from kb.question import spoken_language
from kb.text.normalize import language_of
from kb.types import Language, Question, Reason

_REPLY_ID = re.compile("[0-9a-f]{32}")
# So long another process may take to write what it has just answered.
_ELSEWHERE_SECONDS = (0.1, 0.2, 0.4)
_LOOKING_UP = for_waiting()


def reply_to(base: KnowledgeBase, asked: AskRequest, preferred: Language, journal: Journal) -> AskResponse:
    """Return the reply, noted in the journal; QuestionRejected where the question cannot be taken.

    A question in no language of ours is answered in the client's, `preferred`. `asked.previous` are texts.
    """
    start = perf_counter()
    language = answer_language(asked.question, asked.language, preferred)
    answer = base.answer(asked.question, language, asked.top_k, asked.previous)
    took_ms = (perf_counter() - start) * 1000
    return ask_response(answer, base, journal.note(answer, base.manifest.build, took_ms), took_ms)


def reply_or_problem(
    request: Request, base: KnowledgeBase, asked: AskRequest, preferred: Language
) -> AskResponse | ProblemPart:
    """Return the reply or what went wrong, for doors whose response has begun when that shows."""
    try:
        return reply_to(base, asked, preferred, request.app.state.journal)
    except Exception as error:  # noqa: BLE001 - whatever it is, this client hears of it and the log keeps it
        return problems.told(request, error)


def is_reply_id(text: str) -> bool:
    """Tell whether a text stands for an earlier question by the id of its reply."""
    return _REPLY_ID.fullmatch(text) is not None


async def with_texts(asked: AskRequest, preferred: Language, journal: Journal) -> AskRequest:
    """Return the request with the ids in `previous` as what they stand for.

    Refusal, in the asker's language, for an id whose question is not kept or cannot be looked up.
    """
    language = asked.language if asked.language != "auto" else spoken_language(asked.question) or preferred
    texts = []
    for earlier in asked.previous:
        text = await _kept(earlier, language, journal) if is_reply_id(earlier) else earlier
        if text is None:
            raise Refusal("previous_unknown", language, id=earlier)
        texts.append(text)
    return asked.model_copy(update={"previous": texts})


async def _kept(reply_id: str, language: Language, journal: Journal) -> str | None:
    for pause in (*(_ELSEWHERE_SECONDS if journal.recorder else ()), None):
        try:
            text = await to_thread.run_sync(journal.question_of, reply_id, limiter=_LOOKING_UP)
        except RecordsUnavailable as problem:
            raise Refusal("previous_unavailable", language, id=reply_id) from problem
        if text is not None or pause is None:
            return text
        await anyio.sleep(pause)
    return None


def answer_language(text: str, wanted: Wanted, preferred: Language) -> Language | None:
    """Return the language to answer in, None where the text itself tells it."""
    if wanted != "auto":
        return wanted
    return preferred if language_of(text) is None else None


def understood(
    base: KnowledgeBase, text: str, wanted: Wanted, preferred: Language, previous: Sequence[str] = ()
) -> Question | tuple[Reason, Question]:
    """Return a text as it is understood after `previous` ones; QuestionRejected where it cannot be taken."""
    return base.understand(text, answer_language(text, wanted, preferred), previous)


def question_part(understood: Question | tuple[Reason, Question]) -> QuestionPart:
    """Return how a text was understood, as it goes over the wire."""
    question = understood[1] if isinstance(understood, tuple) else understood
    return QuestionPart(
        text=question.text,
        language=question.language,
        understood_as=question.understood_as,
        notes=list(question.notes),
    )


def content_language(reply: AskResponse) -> str:
    """Return the language of what the reply says."""
    return reply.answer.language if reply.answer else reply.question.language
