"""Parallel files in SQuAD's format (Rajpurkar et al. 2016, arXiv:1606.05250), such as XQuAD, and documents of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.errors import DocumentError
from kb.text.normalize import normalize
from kb.types import LANGUAGES, Block, Document, Language, Source


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a paragraph and the strings of the paragraph that answer it."""

    id: str
    text: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in the product's normal form, and what is asked about it."""

    text: str
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """The paragraphs of one article in one language."""

    title: str
    paragraphs: tuple[Paragraph, ...]


Parallel = Mapping[Language, tuple[Article, ...]]


def read_parallel(files: Mapping[Language, Path]) -> Parallel:
    """Return the articles of a Thai and an English file, by title, so that the same places hold the same contents.

    Raises DocumentError for a file that cannot be read, and where the two do not ask the same questions.
    """
    articles = {language: _read(files[language]) for language in LANGUAGES}
    asked = {language: _ids(articles[language]) for language in LANGUAGES}
    if asked["th"] != asked["en"]:
        counts = [sum(len(ids) for ids in asked[language]) for language in LANGUAGES]
        raise DocumentError(
            f"{files['th']} and {files['en']} are not parallel: {len(asked['th'])} and {len(asked['en'])} paragraphs, "
            f"{counts[0]} and {counts[1]} questions, or the same ones at other places. Name two languages of one set."
        )
    return articles


def half_of(parallel: Parallel, half: str) -> frozenset[int]:
    """Return the places of the articles in the "train" half (the first by title) or the "test" half."""
    count = len(parallel["th"])
    return frozenset(range((count + 1) // 2) if half == "train" else range((count + 1) // 2, count))


def documents(parallel: Parallel, asked: frozenset[int]) -> list[Document]:
    """Return one document an article and language; those at the places `asked` say which questions they answer.

    Each paragraph is a page of its own, because passages never run over the end of a page. There is no title: SQuAD's
    are English in every language, and a Thai passage would carry them into its vector and its words.
    """
    return [
        _document(article, language, number, number in asked)
        for language in LANGUAGES
        for number, article in enumerate(parallel[language])
    ]


def document_id(number: int, language: Language) -> str:
    """Return the id of the document of the article at a place."""
    return f"squad-{number:03}.{language}"


def _document(article: Article, language: Language, number: int, asked: bool) -> Document:
    text, blocks = "", []
    for page, paragraph in enumerate(article.paragraphs, 1):
        text += "\n\n" if text else ""
        blocks.append(Block(len(text), len(text) + len(paragraph.text), page=page))
        text += paragraph.text
    name = document_id(number, language)
    return Document(
        id=name,
        title="",
        language=language,
        kind="original",
        publisher="SQuAD",
        text=text,
        blocks=tuple(blocks),
        sources=(Source(f"urn:squad:{name}", article.title, "SQuAD", language),),
        questions=tuple(q.text for p in article.paragraphs for q in p.questions) if asked else (),
    )


def _read(path: Path) -> tuple[Article, ...]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))["data"]
        return tuple(sorted(map(_article, data), key=lambda article: article.title))
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise DocumentError(f"{path} is not a file in SQuAD's format ({problem!r}).") from problem


def _article(values: Mapping[str, Any]) -> Article:
    return Article(str(values["title"]), tuple(map(_paragraph, values["paragraphs"])))


def _paragraph(values: Mapping[str, Any]) -> Paragraph:
    asked = (
        Asked(str(q["id"]), str(q["question"]), tuple(normalize(str(a["text"])) for a in q["answers"]))
        for q in values["qas"]
    )
    return Paragraph(normalize(str(values["context"])), tuple(asked))


def _ids(articles: Sequence[Article]) -> list[tuple[str, ...]]:
    return [tuple(q.id for q in p.questions) for article in articles for p in article.paragraphs]
