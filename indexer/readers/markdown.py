"""Markdown (CommonMark, by markdown-it-py) with front matter. Links, emphasis and HTML tags leave only their text."""

from collections.abc import Iterator
from pathlib import Path

import frontmatter
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from indexer.readers.assemble import Part, assemble
from indexer.readers.encoding import read_text
from indexer.readers.messages import refusal, sentence
from indexer.readers.metadata import parse_metadata
from kb.text.normalize import normalize
from kb.types import Document

_PARSER = MarkdownIt("commonmark").enable("table")


def read_markdown(path: Path) -> Document:
    """Return the document in a Markdown file; DocumentError where it cannot be used."""
    try:
        metadata, content = frontmatter.parse(read_text(path))
    except (yaml.YAMLError, ValueError) as problem:  # ValueError for a date that no calendar has
        raise refusal("front_matter", name=path.name, problem=problem) from problem
    return assemble(
        path, parse_metadata(metadata, sentence("front_matter_name", name=path.name)), markdown_parts(content)
    )


def markdown_parts(markdown: str) -> Iterator[Part]:
    """Yield the headings and paragraphs of a Markdown text; a table row is one line, its cells apart by ' · '."""
    row: list[str] | None = None
    level = 0
    for token in _PARSER.parse(markdown):
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            yield Part(normalize(" · ".join(cell for cell in row or () if cell)))
            row = None
        elif token.type in {"code_block", "fence"}:
            yield Part(normalize(token.content))
        elif token.type == "inline" and row is not None:
            row.append(_plain(token).replace("\n", " "))
        elif token.type == "inline":
            yield Part(normalize(_plain(token)), level)
            level = 0


def _plain(inline: Token) -> str:
    text = ""
    for token in inline.children or ():
        if token.type in {"text", "code_inline", "text_special"}:
            text += token.content
        elif token.type in {"softbreak", "hardbreak"}:
            text += "\n"
        elif token.type == "image":
            text += _plain(token)
    return text
