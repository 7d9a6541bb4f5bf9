"""Known questions of the corpus folder: read, tied to their sentences, and told of where they cannot be."""

from pathlib import Path

import pytest

from indexer.corpus import Noted, Refused, corpus_files, read_corpus
from kb.types import Document
from tests.conftest import ROOT
from tests.kb.documents import markdown, write_corpus

ARTICLE = markdown("## Fee\n\nNo fee is charged.\nCities pay for their own travel.")
QUESTIONS = (
    "> No fee is charged.\nWhat does it cost?\nIs it free?\n\n> Cities pay for their own travel.\nWho pays travel?\n"
)


def read(folder: Path, **questions: str | bytes) -> list[Document | Refused]:
    files = {f"questions/{name.replace('_', '.')}": content for name, content in questions.items()}
    return list(read_corpus(write_corpus(folder, {"fee.en.md": ARTICLE, **files})))


def test_each_question_is_tied_to_the_sentence_quoted_above_it(tmp_path: Path) -> None:
    (document,) = read(tmp_path, fee_en_txt=QUESTIONS)

    assert isinstance(document, Document)
    assert [(q.text, document.text[q.start : q.end]) for q in document.known] == [
        ("What does it cost?", "No fee is charged."),
        ("Is it free?", "No fee is charged."),
        ("Who pays travel?", "Cities pay for their own travel."),
    ]


def test_a_question_after_a_dash_is_one_that_the_sentence_only_seems_to_answer(tmp_path: Path) -> None:
    (document,) = read(tmp_path, fee_en_txt="> No fee is charged.\nIs it free?\n- What does a hotel cost?\n")

    assert isinstance(document, Document)
    assert [(q.text, q.answered) for q in document.known] == [("Is it free?", True), ("What does a hotel cost?", False)]


@pytest.mark.parametrize("quote", ["A fee is charged.", "Fee"])
def test_a_quote_that_no_paragraph_has_is_told_and_the_others_are_kept(tmp_path: Path, quote: str) -> None:
    document, noted = read(tmp_path, fee_en_txt=f"> {quote}\nWhat?\n\n{QUESTIONS}")

    assert isinstance(document, Document)
    assert len(document.known) == 3
    assert isinstance(noted, Noted)
    assert "fee.en.txt" in noted.reason
    assert quote in noted.told.en
    assert quote in noted.told.th


def test_questions_above_the_first_quote_are_told(tmp_path: Path) -> None:
    document, noted = read(tmp_path, fee_en_txt=f"What?\n{QUESTIONS}")

    assert isinstance(document, Document)
    assert len(document.known) == 3
    assert isinstance(noted, Noted)


def test_a_file_of_questions_without_its_document_is_refused_by_name(tmp_path: Path) -> None:
    document, refused = read(tmp_path, fees_en_txt=QUESTIONS)

    assert isinstance(document, Document)
    assert document.known == ()
    assert isinstance(refused, Refused)
    assert "fees.en.txt" in refused.told.en
    assert "fees.en.txt" in refused.told.th


def test_a_file_that_is_no_text_costs_only_the_questions(tmp_path: Path) -> None:
    document, noted = read(tmp_path, fee_en_txt=b"\xff\xfe\x00\xd8")

    assert isinstance(document, Document)
    assert document.known == ()
    assert isinstance(noted, Noted)


def test_files_of_questions_are_no_documents(tmp_path: Path) -> None:
    read(tmp_path, fee_en_txt=QUESTIONS)

    assert [path.name for path in corpus_files(tmp_path)] == ["fee.en.md"]


def test_every_sentence_of_every_article_has_known_questions() -> None:
    documents = [found for found in read_corpus(ROOT / "corpus") if isinstance(found, Document)]
    articles = [document for document in documents if not document.id.startswith(("glossary", "gnlc-moe"))]

    bare = [
        f"{document.id}: {line}"
        for document in articles
        for block in document.blocks
        if not block.level
        for line in document.text[block.start : block.end].split("\n")
        if not any(document.text[question.start : question.end] == line for question in document.known)
    ]
    assert len(articles) == 78
    assert bare == []
