"""A reply as one plain text with numbered sources, for readers that show text and nothing else."""

from api.wire import AskResponse, CitationPart
from kb.types import Language
from web.dates import display_date
from web.messages import publisher_name, text


def pieces(reply: AskResponse) -> list[str]:
    """Return the text in the pieces in which it may be shown one after the other; joined they are all of it.

    An answer is its sentences with the numbers of their citations, then the sources; an abstention its message, then
    the questions that the documents answer.
    """
    language = reply.question.language
    opening = [f"{reply.message}\n\n"] if reply.message else []
    if reply.answer is None:
        questions = [f"- {question}" for question in reply.suggestions]
        return [*opening, "\n".join([f"{text('try_these', language)}:", *questions])]
    sentences = [
        " ".join([sentence.text, *(f"[{number}]" for number in sentence.citations)])
        for sentence in reply.answer.sentences
    ]
    sources = [_source(citation, language) for citation in reply.citations]
    return [
        *opening,
        *(f"{sentence}\n" for sentence in sentences),
        "\n".join([f"\n{text('sources', language)}:", *sources]),
    ]


def _source(citation: CitationPart, language: Language) -> str:
    publisher = publisher_name(citation.publisher, language)
    date = f", {display_date(citation.published, language)}" if citation.published else ""
    whose = text(citation.kind, language, publisher=publisher)
    return f"[{citation.number}] {citation.title} – {publisher}{date} <{citation.url}> ({whose})"
