"""Document -> passages: headings first, then sentences, never over the model's length.

A passage holds whole sentences under one heading, of neighbouring paragraphs as long as they fit; what is embedded is
`embedded_text`, which puts the title and heading before it. A digest has one sentence on a line, because its writers
end a line where a sentence ends; an original's sentences are found by `kb.text.sentences`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kb.text.sentences import split_sentences
from kb.types import Block, Document, Passage, Sentence

TARGET_TOKENS = 256
_MOST_MARKS = 8


@dataclass(frozen=True, slots=True)
class SplitPassage:
    """A passage and its sentences, in order."""

    passage: Passage
    sentences: tuple[Sentence, ...]


def embedded_text(passage: Passage, text: str) -> str:
    """Return what is embedded for `text`, the passage's own or a sentence's: title and heading say what it is about."""
    heading = f" – {passage.heading}" if passage.heading else ""
    return f"{passage.title}{heading}\n{text}"


def split_document(document: Document, count_tokens: Callable[[str], int], limit: int) -> tuple[SplitPassage, ...]:
    """Return the document's passages in order; nothing for a document without sentences.

    `count_tokens` counts as the embedding model does, `limit` is the model's longest input in tokens. A sentence longer
    than that is cut at spaces, and where there are none anywhere; a cut never falls before a Thai mark.
    """
    target = min(TARGET_TOKENS, limit)
    passages: list[SplitPassage] = []
    for heading, sentences, page in _sections(document):
        run: list[Sentence] = []
        room = target - count_tokens(f"{document.title} – {heading}\n") - 2
        for sentence in _fitting(sentences, count_tokens, max(room, target // 4)):
            text = document.text[run[0].start : sentence.end] if run else ""
            if run and count_tokens(text) > room:
                passages.append(_passage(document, len(passages), heading, run, page))
                run = []
            run.append(sentence)
        if run:
            passages.append(_passage(document, len(passages), heading, run, page))
    return tuple(passages)


def _passage(document: Document, number: int, heading: str, run: list[Sentence], page: int | None) -> SplitPassage:
    start, end = run[0].start, run[-1].end
    passage = Passage(
        id=f"{document.id}.p{number + 1}",
        document_id=document.id,
        language=document.language,
        title=document.title,
        heading=heading,
        start=start,
        end=end,
        text=document.text[start:end],
        page=page,
        kind=document.kind,
    )
    return SplitPassage(passage, tuple(run))


def _sections(document: Document) -> Iterator[tuple[str, list[Sentence], int | None]]:
    """Yield (heading path, sentences, page) for each run of paragraphs under the same heading on the same page."""
    path: list[tuple[int, str]] = []
    run: list[Sentence] = []
    page: int | None = None

    def section() -> tuple[str, list[Sentence], int | None]:
        return " › ".join(title for _, title in path), list(run), page

    for block in document.blocks:
        if run and (block.level or block.page != page):
            yield section()
            run.clear()
        page = block.page
        if block.level:
            path = [(level, title) for level, title in path if level < block.level]
            path.append((block.level, document.text[block.start : block.end]))
        else:
            run += _paragraph(document, block)
    if run:
        yield section()


def _paragraph(document: Document, block: Block) -> list[Sentence]:
    text = document.text[block.start : block.end]
    if document.kind == "original":
        return split_sentences(text, block.start)
    lines = re.finditer(r"[^\n]+", text)
    return [Sentence(block.start + line.start(), block.start + line.end(), line.group()) for line in lines]


def _fitting(sentences: list[Sentence], count_tokens: Callable[[str], int], room: int) -> Iterator[Sentence]:
    for sentence in sentences:
        rest = sentence
        while count_tokens(rest.text) > room:
            at = max(1, len(rest.text) * room // (count_tokens(rest.text) + 1))
            while at > 1 and count_tokens(rest.text[: _cut(rest.text, at)]) > room:
                at = at * 15 // 16  # tokens lie denser here than in the rest of the sentence
            cut = _cut(rest.text, at)
            head = rest.text[:cut].rstrip()
            yield Sentence(rest.start, rest.start + len(head), head)
            tail = rest.text[cut:].lstrip()
            rest = Sentence(rest.end - len(tail), rest.end, tail)
        if rest.text:
            yield rest


def _cut(text: str, at: int) -> int:
    space = text.rfind(" ", 1, at)
    if space > at // 2:
        return space
    end = at
    while end < len(text) and text[end] in "ะัาำิีึืฺุูๅ็่้๊๋์ํ๎":
        end += 1
    # No letter bears that many marks: a longer run is damage, which may be cut.
    return end if end - at <= _MOST_MARKS else at
