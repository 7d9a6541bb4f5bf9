"""A question of the wire contract in, its reply or its problem out: what every door to the answers shares."""

from collections.abc import Sequence
from time import perf_counter

from fastapi import Request

from api import problems
from api.journal import Journal
from api.wire import AskRequest, AskResponse, ProblemPart, QuestionPart, Wanted, ask_response
from kb.knowledge_base import KnowledgeBase
from kb.text.normalize import language_of
from kb.types import Language, Question, Reason


def reply_to(base: KnowledgeBase, asked: AskRequest, preferred: Language, journal: Journal) -> AskResponse:
    """Return the reply, noted in the journal; QuestionRejected where the question cannot be taken.

    A question in no language of ours is answered in the client's, `preferred`.
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
