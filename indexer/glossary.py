"""The bilingual glossary: one TOML file of terms -> a document in each language.

A term is shown by its definition, which gives its name in the other language; a term without one by its two names.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from indexer.readers.assemble import Part, assemble
from indexer.readers.metadata import Date, Metadata, SourceEntry, Text
from kb.errors import DocumentError
from kb.text.normalize import normalize
from kb.types import LANGUAGES, Document, Language, Term


class GlossarySource(SourceEntry):
    """A source with the name that terms use for it."""

    id: Text


class Entry(BaseModel):
    """Names for one thing, the preferred first, in both languages; `working` marks Thai names that are not official.

    Things of one `kind` (place, body, meeting, document) may stand for each other in a follow-up question.
    """

    model_config = ConfigDict(extra="forbid")
    en: Annotated[list[Text], Field(min_length=1)]
    th: Annotated[list[Text], Field(min_length=1)]
    definition: dict[Language, Text] = {}
    source: Text
    working: bool = False
    kind: Text | None = None


class Glossary(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid")
    title: Annotated[dict[Language, Text], Field(min_length=len(LANGUAGES))]
    publisher: Text
    updated: Date
    license: Text
    source: list[GlossarySource]
    term: Annotated[list[Entry], Field(min_length=1)]
    questions: dict[Language, list[Text]] = {}


_NAMED = {
    "en": "The Thai term for “{en}” is {th}.",
    "th": "คำว่า “{th}” ในภาษาอังกฤษคือ {en}",
}
_WORKING = {
    "en": "A working Thai translation of “{en}”, not an official term, is {th}.",
    "th": "คำว่า “{th}” เป็นคำแปลชั่วคราวของ {en} ยังไม่ใช่คำทางการ",
}


def read_glossary(path: Path) -> Iterator[Document]:
    """Yield the glossary as a Thai and an English document, each with the terms; DocumentError for an unusable file."""
    try:
        glossary = Glossary.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError) as problem:
        raise DocumentError(f"The glossary {path.name} cannot be used ({problem}).") from problem
    numbers = {source.id: number for number, source in enumerate(glossary.source, 1)}
    unknown = sorted({term.source for term in glossary.term} - set(numbers))
    if unknown:
        raise DocumentError(f"The glossary {path.name} names sources that it does not list: {', '.join(unknown)}.")
    sources = [SourceEntry(**source.model_dump(exclude={"id"})) for source in glossary.source]
    terms = tuple(Term(_names(term.th), _names(term.en), term.kind) for term in glossary.term)
    for language in LANGUAGES:
        metadata = Metadata(
            title=glossary.title[language],
            language=language,
            kind="digest",
            publisher=glossary.publisher,
            sources=sources,
            license=glossary.license,
            updated=glossary.updated,
            questions=glossary.questions.get(language, []),
        )
        parts = [part for term in glossary.term for part in _entry(term, language, numbers[term.source])]
        yield replace(assemble(path.with_name(f"{path.stem}.{language}.toml"), metadata, parts), terms=terms)


def _names(given: list[str]) -> tuple[str, ...]:
    return tuple(map(normalize, given))


def _entry(term: Entry, language: Language, source: int) -> Iterator[Part]:
    named = (_WORKING if term.working else _NAMED)[language].format(en=term.en[0], th=term.th[0])
    own, other = (term.th, term.en) if language == "th" else (term.en, term.th)
    yield Part(f"{own[0]} ({other[0]})", level=2)
    yield Part(f"{normalize(term.definition.get(language, named))} [^{source}]")
