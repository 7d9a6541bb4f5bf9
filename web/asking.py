"""A question of a page, its answer, and the id under which the answer was noted."""

from collections.abc import Callable
from time import perf_counter
from uuid import uuid4

from kb.knowledge_base import KnowledgeBase
from kb.types import Answer, Language

# Takes an answer, the build it is from and the milliseconds it took; returns its id.
Note = Callable[[Answer, str, float], str]


def noted_answer(base: KnowledgeBase, question: str, language: Language | None, note: Note) -> tuple[Answer, str]:
    """Return the answer with its id, 32 hexadecimal digits; QuestionRejected where the question cannot be taken."""
    start = perf_counter()
    answer = base.answer(question, language)
    return answer, note(answer, base.manifest.build, (perf_counter() - start) * 1000)


def not_kept(answer: Answer, build: str, took_ms: float) -> str:
    """Return an id for an answer of which nothing is kept."""
    return uuid4().hex
