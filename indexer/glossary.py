"""The bilingual glossary: one TOML file of terms -> a document in each language.

A term is shown by its definition, which gives its name in the other language; a term without one by its two names.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from indexer.readers.assemble import Part, assemble
from indexer.readers.metadata import Date, Metadata, SourceEntry, Text
from kb.errors import DocumentError
from kb.text.normalize import normalize
from kb.types import LANGUAGES, Document, Language


class GlossarySource(SourceEntry):
    """A source with the name that terms use for it."""

    id: Text


class Term(BaseModel):
    """Names for one thing, the preferred first, in both languages; `working` marks Thai names that are not official."""

    model_config = ConfigDict(extra="forbid")
    en: Annotated[list[Text], Field(min_length=1)]
    th: Annotated[list[Text], Field(min_length=1)]
    definition: dict[Language, Text] = {}
    source: Text
    working: bool = False


class Glossary(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid")
    title: Annotated[dict[Language, Text], Field(min_length=len(LANGUAGES))]
    publisher: Text
    updated: Date
    license: Text
    source: list[GlossarySource]
    term: Annotated[list[Term], Field(min_length=1)]
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
    """Yield the glossary as a Thai and an English document; DocumentError where the file cannot be used."""
    try:
        glossary = Glossary.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError) as problem:
        raise DocumentError(f"The glossary {path.name} cannot be used ({problem}).") from problem
    numbers = {source.id: number for number, source in enumerate(glossary.source, 1)}
    unknown = sorted({term.source for term in glossary.term} - set(numbers))
    if unknown:
        raise DocumentError(f"The glossary {path.name} names sources that it does not list: {', '.join(unknown)}.")
    sources = [SourceEntry(**source.model_dump(exclude={"id"})) for source in glossary.source]
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
        yield assemble(path.with_name(f"{path.stem}.{language}.toml"), metadata, parts)


def _entry(term: Term, language: Language, source: int) -> Iterator[Part]:
    named = (_WORKING if term.working else _NAMED)[language].format(en=term.en[0], th=term.th[0])
    own, other = (term.th, term.en) if language == "th" else (term.en, term.th)
    yield Part(f"{own[0]} ({other[0]})", level=2)
    yield Part(f"{normalize(term.definition.get(language, named))} [^{source}]")
