"""Synthetic documents to grow a corpus by: real passages with other sentences, numbers, names and words.

Half of a passage's sentences give way to others of the language; then numbers and one word in eight become others. They
read like nonsense, but their lengths, words and the frequencies of these are real.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kb.text.sentences import split_sentences
from kb.text.tokenizer import surface_words
from kb.types import Block, Document, Kind, Language, Source, Vectors

PASSAGES = 11  # a document, as in the corpus
_QUESTIONS = 5
_CHANGED = 1 / 8
_NUMBER = re.compile(r"\d+")
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Template:
    """A real passage to make others of: its sentences and their vectors, shape (sentences, dimensions)."""

    kind: Kind
    title: str
    heading: str
    sentences: tuple[str, ...]
    vectors: Vectors


@dataclass
class Fill:
    """Makes documents of one language, the same ones again for the same templates, questions and seed.

    `origins` holds each line made with the vector of the real one that it was made of, `asked` the same of questions.
    """

    language: Language
    templates: Sequence[Template]
    questions: Sequence[tuple[str, Vectors]]
    seed: int = 1
    origins: dict[str, Vectors] = field(default_factory=dict)
    asked: dict[str, Vectors] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._lines = [pair for t in self.templates for pair in zip(t.sentences, t.vectors, strict=True)]
        pieces = (word for line, _ in self._lines for _, word in surface_words(line))
        self._words = [word for word in pieces if len(word) >= _SHORTEST and not word[0].isdigit()]

    def document(self, number: int) -> Document:
        """Return the next document, of about eleven passages, each under a heading of its own."""
        first = self._random.choice(self.templates)
        text, blocks = "", []
        for _ in range(PASSAGES):
            template = self._random.choice(self.templates)
            heading = self._changed(template.heading or template.title or first.heading) or str(number)
            for level, part in ((1, heading), (0, "\n".join(self._passage(template)))):
                text += "\n\n" if text else ""
                blocks.append(Block(len(text), len(text) + len(part), level))
                text += part
        name = f"fill-{number:05}.{self.language}"
        asked = dict.fromkeys(self._question() for _ in range(_QUESTIONS))
        return Document(
            id=name,
            title=self._changed(first.title) or name,
            language=self.language,
            kind=first.kind,
            publisher="UIL",
            text=text,
            blocks=tuple(blocks),
            sources=(Source(f"https://example.org/{name}", name, "UIL", self.language),),
            questions=tuple(asked),
        )

    def _passage(self, template: Template) -> list[str]:
        lines = []
        for own in zip(template.sentences, template.vectors, strict=True):
            line, vector = own if self._random.random() < 0.5 else self._random.choice(self._lines)
            changed = self._changed(line)
            # An original's long line is split again; whatever it gives came of the same one.
            for made in (changed, *(piece.text for piece in split_sentences(changed))):
                self.origins.setdefault(made, vector)
            lines.append(changed)
        return lines

    def _question(self) -> str:
        text, vector = self._random.choice(self.questions)
        changed = self._changed(text)
        self.asked.setdefault(changed, vector)
        return changed

    def _changed(self, text: str) -> str:
        text = _NUMBER.sub(lambda found: self._number(found.group()), text)
        for at, word in reversed(surface_words(text)):
            if len(word) >= _SHORTEST and self._random.random() < _CHANGED:
                text = text[:at] + self._random.choice(self._words) + text[at + len(word) :]
        return text

    def _number(self, digits: str) -> str:
        """Return another number as long; a year stays near."""
        if len(digits) == 4 and digits[:2] in {"19", "20", "24", "25"}:
            return f"{digits[:2]}{self._random.randrange(100):02}"
        return str(self._random.randrange(10 ** (len(digits) - 1), 10 ** len(digits)))
