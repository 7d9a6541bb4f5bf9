"""Documents and corpus files made to order for tests."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from kb.types import Attribution, Block, Document, Kind, Language, Source

SOURCE = Source("https://example.org/a", "A page", "UIL", "en", "2013-10-23")


def document(
    *paragraphs: str,
    name: str = "a.en",
    title: str = "A title",
    kind: Kind = "digest",
    sources: tuple[Source, ...] = (SOURCE,),
    attributions: tuple[Attribution, ...] = (),
    questions: tuple[str, ...] = (),
    pages: tuple[int | None, ...] | None = None,
    license: str | None = None,
    updated: str | None = None,
) -> Document:
    """Return a document of paragraphs; one that begins with # is a heading, its level the number of #."""
    language: Language = "th" if name.endswith(".th") else "en"
    text, blocks = "", []
    for paragraph, page in zip(paragraphs, pages or (None,) * len(paragraphs), strict=True):
        level = len(paragraph) - len(paragraph.lstrip("#"))
        text += "\n\n" if text else ""
        start = len(text)
        text += paragraph[level:].strip() if level else paragraph
        blocks.append(Block(start, len(text), level, page))
    return Document(
        id=name,
        title=title,
        language=language,
        kind=kind,
        publisher="UIL",
        text=text,
        blocks=tuple(blocks),
        sources=sources,
        attributions=attributions,
        questions=questions,
        license=license,
        updated=updated,
    )


def markdown(
    body: str,
    *,
    language: Language = "en",
    title: str = "A title",
    questions: Iterable[str] = (),
    url: str = "https://example.org/a",
    extra: str = "",
) -> str:
    """Return a Markdown file with front matter; `extra` is more lines of it."""
    asked = "".join(f"  - {question!r}\n" for question in questions)
    return (
        f"---\ntitle: {title!r}\nlanguage: {language}\nkind: digest\npublisher: UIL\n"
        f"sources:\n  - url: {url!r}\n    title: A page\n    publisher: UIL\n    language: en\n"
        + (f"questions:\n{asked}" if asked else "")
        + f"{extra}---\n\n{body}\n"
    )


def sidecar(*, language: Language = "en", title: str = "A title", kind: Kind = "original", extra: str = "") -> str:
    """Return a sidecar; `extra` is more lines of its first table."""
    return (
        f'title = "{title}"\nlanguage = "{language}"\nkind = "{kind}"\npublisher = "MOE"\n{extra}\n'
        '[[sources]]\nurl = "https://example.org/a"\ntitle = "A page"\npublisher = "MOE"\nlanguage = "en"\n'
    )


def write_corpus(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write the files by name into a new folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
