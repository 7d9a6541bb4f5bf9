"""Questions that sentences of a document are known to answer: `questions/<document id>.txt` in the corpus folder.

Each paragraph of the file quotes a sentence after "> " and lists questions in the document's language that it answers,
one on a line, and after "- " near misses: questions that it only seems to answer. They are not shown; what is asked is
compared with them, as in docTTTTTquery (Nogueira and Lin 2019) with hard negatives.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from indexer.readers.encoding import read_text
from indexer.readers.messages import sentence
from kb.errors import Told
from kb.text.normalize import normalize
from kb.types import Document, KnownQuestion

FOLDER = "questions"
_QUOTE = "> "
_NEAR_MISS = "- "


def known_questions(path: Path, document: Document) -> tuple[tuple[KnownQuestion, ...], tuple[Told, ...]]:
    """Return the questions in the file at `path`, and a sentence for each of its quotes that is not in `document`.

    A quote's questions are left out with it. DocumentError for a file that cannot be read; an empty one has none.
    """
    known: list[KnownQuestion] = []
    strayed: list[Told] = []
    for quote, questions in _paragraphs(read_text(path)):
        start = _place(quote, document)
        if start < 0:
            strayed.append(sentence("quote_not_found", name=path.name, document=document.id, quote=quote[:60]))
        known += (_known(line, start, start + len(quote)) for line in questions if start >= 0)
    return tuple(known), tuple(strayed)


def _known(line: str, start: int, end: int) -> KnownQuestion:
    return KnownQuestion(line.removeprefix(_NEAR_MISS), start, end, answered=not line.startswith(_NEAR_MISS))


def _place(quote: str, document: Document) -> int:
    """Return where the quote begins in a paragraph of the document, -1 where it is in none."""
    paragraphs = [block for block in document.blocks if not block.level]
    places = (document.text.find(quote, block.start, block.end) for block in paragraphs if quote)
    return next((place for place in places if place >= 0), -1)


def _paragraphs(text: str) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield each quote and its questions; questions before the first quote have an empty one."""
    quote: str = ""
    questions: list[str] = []
    for line in normalize(text).split("\n"):
        if line.startswith(_QUOTE):
            if quote or questions:
                yield quote, questions
            quote, questions = line.removeprefix(_QUOTE), []
        elif line:
            questions.append(line)
    if quote or questions:
        yield quote, questions
