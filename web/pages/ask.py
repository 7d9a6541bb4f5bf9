"""The page that asks a question and shows the answer.

Questions are personal data: they are posted, never part of an address.
"""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from kb.errors import QuestionRejected
from kb.knowledge_base import KnowledgeBase
from kb.question import MOST_PREVIOUS
from kb.text.normalize import language_of
from web.asking import Note, noted_answer
from web.pages.rendering import page, page_language

# What was done to a question that its asker should see, because it may be wrong.
_GUESSES = {"keyboard_layout", "tone_marks", "spelling", "follow_up"}


def add_ask(router: APIRouter, base: Callable[[], KnowledgeBase], note: Note) -> None:
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
        try:
            asked = noted_answer(base(), question, None if language_of(question) else language, note, earlier)
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
        return page(
            request,
            "answer.html",
            language,
            headers={"Server-Timing": f"answer;dur={asked.took_ms:.1f}"},
            answer=asked.answer,
            asked=question,
            guessed=not _GUESSES.isdisjoint(asked.answer.question.notes),
            earlier=earlier,
            previous=(*earlier, question)[-MOST_PREVIOUS:],
        )
