"""What is wrong with the corpus as a body of cited texts: `gnlc-index check` prints each finding with its file."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from indexer.corpus import Noted, Refused, read_corpus
from indexer.messages import say
from kb.text.normalize import arabic_digits
from kb.text.tokenizer import unknown_thai_words
from kb.types import Document, Source

LONGEST_SENTENCE = 620
LONGEST_PARAGRAPH = 1800
KNOWN_WORDS = "words.txt"
_HOSTS = {
    "UIL": re.compile(
        r"(?:.+\.)?uil\.unesco\.org|unesco-uil\.pageflow\.io|webarchive\.unesco\.org|learningcities2017\.org"
    ),
    "UNESCO": re.compile(r"(?:.+\.)?unesco\.org|learningcityconference\.com"),
    "MOE": re.compile(r"(?:.+\.)?moe\.go\.th|moe360\.blog"),
}
_PRONOUN = re.compile(
    r"(?:(?:It|They|This|These|That|Those|He|She|Its|Their|Such|Here|There)\b"
    r"|(?:มัน|พวกเขา|สิ่งนี้|ดังกล่าว|ทั้งนี้|นอกจากนี้|ซึ่ง|และ(?!เ)|แต่(?!ละ|เดิม|ง)|โดย(?!สาร)))"
)
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_NAME = re.compile(r"\b[A-Z][\w’'-]*[a-z][\w’'-]*(?: [A-Z][\w’'-]*)+")
_BUDDHIST = range(2400, 2621)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend: a stable `rule`, the document or file it is in, and a sentence in the locale's language."""

    rule: str
    where: str
    detail: str


def check_corpus(folder: Path) -> list[Finding]:
    """Return the findings of every document below `folder`, in the order of their names; none for a clean corpus."""
    findings: list[Finding] = []
    documents: list[Document] = []
    for result in read_corpus(folder):
        if isinstance(result, Refused):
            rule = "noted" if isinstance(result, Noted) else "refused"
            findings.append(Finding(rule, result.path.name, result.reason))
        else:
            documents.append(result)
    known = _known_words(folder)
    for document in documents:
        if document.kind == "digest":
            findings += _dated(document)
            findings += _sentences(document)
        findings += _sources(document)
        findings += _words(document, known)
    return [*findings, *_pairs(documents)]


def _finding(rule: str, document: Document, **values: object) -> Finding:
    return Finding(rule, document.id, say(f"check_{rule}", **values))


def _dated(document: Document) -> Iterator[Finding]:
    if document.updated is None:
        yield _finding("undated", document)


def _sources(document: Document) -> Iterator[Finding]:
    for source in document.sources:
        if not _fits(source):
            yield _finding("publisher", document, publisher=source.publisher, host=urlsplit(source.url).hostname)


def _fits(source: Source) -> bool:
    """Tell whether UIL, UNESCO and MOE are named for their own hosts only; a copy names its host in `via`."""
    host = urlsplit(source.url).hostname or ""
    pattern = _HOSTS.get(source.publisher)
    return pattern is None or bool(source.via) or bool(pattern.fullmatch(host))


def _sentences(document: Document) -> Iterator[Finding]:
    for block in document.blocks:
        text = document.text[block.start : block.end]
        if block.level:
            continue
        if len(text) > LONGEST_PARAGRAPH:
            yield _finding("long_paragraph", document, length=len(text), limit=LONGEST_PARAGRAPH, start=text[:40])
        for line in text.split("\n"):
            if len(line) > LONGEST_SENTENCE:
                yield _finding("long_sentence", document, length=len(line), limit=LONGEST_SENTENCE, start=line[:40])
            if _PRONOUN.match(line):
                yield _finding("pronoun", document, start=line[:40])


@cache
def _known_words(folder: Path) -> frozenset[str]:
    path = folder / KNOWN_WORDS
    return frozenset(path.read_text(encoding="utf-8").split()) if path.is_file() else frozenset()


def _words(document: Document, known: frozenset[str]) -> Iterator[Finding]:
    text = document.text
    named = [match.span() for name in known for match in re.finditer(re.escape(name), text)]
    unknown = (
        word
        for at, word in unknown_thai_words(text)
        if not any(start < at + len(word) and at < end for start, end in named)
    )
    for word in dict.fromkeys(unknown):
        yield _finding("unknown_word", document, word=word, file=KNOWN_WORDS)


def _pairs(documents: Sequence[Document]) -> Iterator[Finding]:
    """Yield what only one of the two languages of an article says, in numbers, years and Latin names."""
    digests = {document.id: document for document in documents if document.kind == "digest"}
    for document in digests.values():
        slug, _, language = document.id.rpartition(".")
        other = digests.get(f"{slug}.{'en' if language == 'th' else 'th'}")
        if other is None:
            yield _finding("unpaired", document)
            continue
        for fact in sorted(facts(document.text) - facts(other.text)):
            yield _finding("only_here", document, fact=fact)
        if language == "th":
            spoken = other.text.casefold()
            for name in sorted(set(_NAME.findall(document.text))):
                if name.casefold() not in spoken:
                    yield _finding("only_here", document, fact=name)


def facts(text: str) -> set[str]:
    """Return the numbers of a text without thousands separators, Buddhist years as years of the common era."""
    found = set()
    for number in _NUMBER.findall(arabic_digits(text)):
        value = number.replace(",", "")
        found.add(str(int(value) - 543) if value.isdigit() and int(value) in _BUDDHIST else value)
    return found
