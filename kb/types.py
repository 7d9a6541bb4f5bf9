"""The nouns of the knowledge base, as frozen values.

Offsets count characters (code points) of `Document.text`; every span is half open, `start` inside and `end` outside.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Language = Literal["th", "en"]
LANGUAGES: tuple[Language, ...] = ("th", "en")
Kind = Literal["digest", "original"]
Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from. `date` is EDTF (2013-10-23, 2013-10, 2013, 2013~); `via` hosts a copy of it."""

    url: str
    title: str
    publisher: str
    language: str
    date: str | None = None
    via: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or paragraph of a document. `level` is 0 for a paragraph; `page` counts from 1 where pages exist.

    `box` is where it stands on that page, (x0, y0, x1, y1) in points from the lower left, where the format tells.
    """

    start: int
    end: int
    level: int = 0
    page: int | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Which of the document's sources (index from 0) supports the text from `start` to `end`."""

    start: int
    end: int
    source: int


@dataclass(frozen=True, slots=True)
class Term:
    """Names of one thing, the preferred first, in each language; things of one `kind` may stand for each other."""

    th: tuple[str, ...]
    en: tuple[str, ...]
    kind: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The distinct names in both languages, Thai first."""
        return tuple(dict.fromkeys((*self.th, *self.en)))


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question in the document's language that the text from `start` to `end` is known to answer, or not to."""

    text: str
    start: int
    end: int
    answered: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it is shown, cited and cut into passages.

    `text` is NFC, with paragraphs apart by an empty line; in a digest each line is a sentence.
    `questions` are questions in its own language to suggest to readers, `known` ones of which it is known whether a
    part answers; `terms` are names that it explains.
    """

    id: str
    title: str
    language: Language
    kind: Kind
    publisher: str
    text: str
    blocks: tuple[Block, ...]
    sources: tuple[Source, ...]
    attributions: tuple[Attribution, ...] = ()
    questions: tuple[str, ...] = ()
    known: tuple[KnownQuestion, ...] = ()
    terms: tuple[Term, ...] = ()
    license: str | None = None
    updated: str | None = None

    def source_at(self, start: int, end: int) -> Source:
        """Return the source that supports the span; the document's first where no attribution touches it."""
        for attribution in self.attributions:
            if attribution.start < end and start < attribution.end:
                return self.sources[attribution.source]
        return self.sources[0]


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences under one heading: `text` is exactly `document.text[start:end]`.

    `kind` is the document's.
    """

    id: str
    document_id: str
    language: Language
    title: str
    heading: str
    start: int
    end: int
    text: str
    page: int | None = None
    kind: Kind = "digest"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span that can be quoted by itself; offsets are the document's."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked and how it was understood. `notes` names what was done to the text, in order."""

    text: str
    language: Language
    understood_as: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """One quoted span: `quote` is exactly `document.text[start:end]`, `source` is who is behind it."""

    number: int
    document_id: str
    passage_id: str
    kind: Kind
    document_title: str
    source: Source
    language: Language
    heading: str
    page: int | None
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """A sentence of the answer and the numbers of the citations that support it (from 1, never empty)."""

    text: str
    citations: tuple[int, ...]


Status = Literal["answered", "abstained"]
Reason = Literal["no_evidence", "unsupported_language", "too_vague", "small_talk"]
Confidence = Literal["high", "medium"]


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to one question; `sentences` is empty exactly when `status` is "abstained", which `reason` explains.

    `language` is the language of the sentences, `message` a sentence for the asker where there is something to explain,
    `passages` the ranking, best first, and `suggestions` nearby questions that the documents answer.
    """

    question: Question
    status: Status
    reason: Reason | None = None
    language: Language | None = None
    confidence: Confidence | None = None
    sentences: tuple[AnswerSentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    passages: tuple[Passage, ...] = ()
    suggestions: tuple[str, ...] = ()
    message: str | None = None

    @property
    def text(self) -> str:
        """The sentences as one text."""
        return " ".join(sentence.text for sentence in self.sentences)
