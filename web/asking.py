"""A question of a page, its answer, and the id under which the answer was noted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from uuid import uuid4

from kb.knowledge_base import KnowledgeBase
from kb.types import Answer, Language

# Takes an answer, the build it is from and the milliseconds it took; returns its id.
Note = Callable[[Answer, str, float], str]


@dataclass(frozen=True, slots=True)
class Noted:
    """An answer with its id, 32 hexadecimal digits, by which people can rate it."""

    id: str
    answer: Answer
    took_ms: float


def noted_answer(
    base: KnowledgeBase, question: str, language: Language | None, note: Note, previous: Sequence[str] = ()
) -> Noted:
    """Answer a question and note it; QuestionRejected where it cannot be taken."""
    start = perf_counter()
    answer = base.answer(question, language, previous=tuple(previous))
    took_ms = (perf_counter() - start) * 1000
    return Noted(note(answer, base.manifest.build, took_ms), answer, took_ms)


def not_kept(answer: Answer, build: str, took_ms: float) -> str:
    """Return an id for an answer of which nothing is kept."""
    return uuid4().hex
