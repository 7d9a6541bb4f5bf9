"""Questions with what a right answer must contain, one JSON object a line."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.errors import KnowledgeBaseError
from kb.text.normalize import arabic_digits, normalize
from kb.types import LANGUAGES, Language

Pattern = re.Pattern[str]


class QuestionsError(KnowledgeBaseError):
    """The file of judged questions cannot be used; the message says which line and why."""


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question and its judgement.

    `must` holds groups of patterns: a text holds the answer when every group has a pattern that matches. `pair` is
    shared by the two languages of one question, `why` says why there is no answer, `document` where the answer is.
    """

    id: str
    language: Language
    text: str
    kind: str
    answerable: bool
    must: tuple[tuple[Pattern, ...], ...] = ()
    pair: str | None = None
    why: str | None = None
    document: str | None = None

    @property
    def cluster(self) -> str:
        """What is resampled as one: the pair, or the question itself."""
        return self.pair or self.id


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as patterns are tried on it: one line, with the digits it has and with Arabic ones."""

    text: str
    arabic: str


def fold(text: str) -> Folded:
    """Return `text` in the product's normal form on one line."""
    line = " ".join(normalize(unicodedata.normalize("NFC", text)).split())
    return Folded(line, arabic_digits(line))


def holds(must: Sequence[Sequence[Pattern]], texts: Sequence[Folded]) -> bool:
    """Tell whether the texts together hold the answer: every group has a pattern that matches one of them.

    False for no groups, because then nothing is known to be right.
    """
    return bool(must) and all(
        any(pattern.search(form) for pattern in group for text in texts for form in (text.text, text.arabic))
        for group in must
    )


def read_questions(path: Path) -> list[JudgedQuestion]:
    """Return the questions of a file in order; QuestionsError for one that cannot be used, with the line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise QuestionsError(f"The questions {path} cannot be read ({problem}).") from problem
    questions: dict[str, JudgedQuestion] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            question = _question(line, f"{path}, line {number}")
            if question.id in questions:
                raise QuestionsError(f"{path}, line {number}: the id {question.id!r} is used twice.")
            questions[question.id] = question
    if not questions:
        raise QuestionsError(f"{path} holds no question.")
    return list(questions.values())


def _question(line: str, where: str) -> JudgedQuestion:
    try:
        row: Mapping[str, Any] = json.loads(line)
        question = JudgedQuestion(
            id=str(row["id"]),
            language=row["lang"],
            text=str(row["question"]),
            kind=row.get("kind") or "",
            answerable=bool(row["answerable"]),
            must=tuple(tuple(re.compile(p, re.IGNORECASE) for p in group) for group in row.get("must") or ()),
            pair=row.get("pair"),
            why=row.get("why"),
            document=row.get("document"),
        )
    except (ValueError, KeyError, TypeError, AttributeError, re.error) as problem:
        raise QuestionsError(f"{where}: not a judged question ({problem!r}).") from problem
    if question.language not in LANGUAGES:
        raise QuestionsError(f"{where}: lang is {question.language!r}, not one of {', '.join(LANGUAGES)}.")
    if question.answerable and not question.must:
        raise QuestionsError(f"{where}: {question.id!r} is answerable but has nothing in must.")
    return question
