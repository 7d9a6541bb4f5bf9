"""The page that asks a question and shows the answer.

Questions are personal data: they are posted, never part of an address.
"""

from collections.abc import Callable
from time import perf_counter
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from kb.errors import QuestionRejected
from kb.knowledge_base import KnowledgeBase
from kb.question import MOST_PREVIOUS
from kb.text.normalize import language_of
from kb.types import Answer
from web.pages.rendering import page, page_language

# What was done to a question that its asker should see, because it may be wrong.
_GUESSES = {"keyboard_layout", "tone_marks", "spelling", "follow_up"}


def add_ask(router: APIRouter, base: Callable[[], KnowledgeBase]) -> None:
    """Add the page `/`, which is asked by GET and answers by POST."""

    @router.get("/")
    def home(request: Request, lang: str | None = None) -> Response:
        language = page_language(request, lang)
        return page(request, "ask.html", language, suggestions=base().suggest(language, count=5))

    @router.post("/")
    def ask(
        request: Request,
        question: Annotated[str, Form()] = "",
        previous: Annotated[tuple[str, ...], Form()] = (),
        lang: Annotated[str | None, Form()] = None,
    ) -> Response:
        language = page_language(request, lang)
        earlier = previous[-MOST_PREVIOUS:]
        start = perf_counter()
        try:
            answer: Answer = base().answer(question, None if language_of(question) else language, previous=earlier)
        except QuestionRejected as problem:
            return page(
                request,
                "rejected.html",
                language,
                status=422,
                problem=problem,
                asked=question,
                previous=earlier,
                suggestions=base().suggest(language),
            )
        took = f"answer;dur={(perf_counter() - start) * 1000:.1f}"
        return page(
            request,
            "answer.html",
            language,
            headers={"Server-Timing": took},
            answer=answer,
            asked=question,
            guessed=not _GUESSES.isdisjoint(answer.question.notes),
            earlier=earlier,
            previous=(*earlier, question)[-MOST_PREVIOUS:],
        )
