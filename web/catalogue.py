"""The documents of one build as readers look for them: by words, publisher, language and kind."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kb.text.normalize import normalize
from kb.types import Document, Kind, Language
from web.messages import publisher_name

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in the list; `words` is what a search looks in."""

    id: str
    title: str
    language: Language
    kind: Kind
    publisher: str
    words: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; "" leaves a field open. `page` counts from 1."""

    words: str = ""
    publisher: str = ""
    language: str = ""
    kind: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found, and the counts of the whole; `wanted.page` is a page that exists."""

    wanted: Wanted
    entries: tuple[Entry, ...]
    count: int
    digests: int
    pages: int


class Catalogue:
    """The list of documents, made once per build."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._entries = {d.id: _entry(d) for d in documents}
        self.publishers = sorted({entry.publisher for entry in self._entries.values()})

    def find(self, wanted: Wanted, first: Language) -> Found:
        """Return the documents whose title or publisher has all the words; those in the language `first` come first."""
        words = _folded(wanted.words).split()
        found = sorted(
            (
                entry
                for entry in self._entries.values()
                if wanted.publisher in {"", entry.publisher}
                and wanted.language in {"", entry.language}
                and wanted.kind in {"", entry.kind}
                and all(word in entry.words for word in words)
            ),
            key=lambda entry: (entry.language != first, entry.id),
        )
        pages = max(1, -(-len(found) // PER_PAGE))
        page = min(max(1, wanted.page), pages)
        return Found(
            replace(wanted, page=page),
            tuple(found[(page - 1) * PER_PAGE : page * PER_PAGE]),
            len(found),
            sum(entry.kind == "digest" for entry in found),
            pages,
        )

    def count(self, kind: Kind, language: Language) -> int:
        """Return the number of documents of this kind in this language."""
        return sum(entry.kind == kind and entry.language == language for entry in self._entries.values())

    def twin(self, document_id: str) -> Entry | None:
        """Return the same text in the other language, name.th for name.en and back; None where there is none."""
        name, _, language = document_id.rpartition(".")
        return self._entries.get(f"{name}.{'en' if language == 'th' else 'th'}") if language in {"th", "en"} else None


def _entry(document: Document) -> Entry:
    names = (publisher_name(document.publisher, "th"), publisher_name(document.publisher, "en"))
    words = _folded(" ".join((document.title, document.publisher, *names)))
    return Entry(document.id, document.title, document.language, document.kind, document.publisher, words)


def _folded(text: str) -> str:
    return normalize(text).casefold()
