"""Documents, passages and sentences in, the same out."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from kb.store import Known, Row, Store, Suggestion, language_rows, write_store
from kb.types import Attribution, Document, KnownQuestion, Passage, Sentence, Source
from tests.kb.documents import document

THAI = document(
    "# หัวข้อ 🏙",
    "ประโยคแรก 𐐀 น้ำ\nประโยคที่สอง",
    "ย่อหน้าถัดไป",
    name="a.th",
    title='ชื่อ "ในเครื่องหมาย"',
    kind="original",
    sources=(
        Source("https://example.org/ก?x='1'", "หน้าแรก", "MOE", "th", "2019-07-04", "studylib"),
        Source("http://example.org/b", "Page", "UIL", "en"),
    ),
    attributions=(Attribution(11, 20, 1), Attribution(20, 26, 0)),
    questions=("ถามอะไร", "ถามอีก"),
    pages=(1, 1, 2),
    license="CC-BY-SA-4.0",
    updated="2026-11-23",
)
THAI = replace(THAI, known=(KnownQuestion("ถามรู้คำตอบ", 11, 20),))
THAI = replace(THAI, blocks=(replace(THAI.blocks[0], box=(50.0, 700.5, 300.0, 712.0)), *THAI.blocks[1:]))
ENGLISH = document("One. 🏙 Two.", name="b.en", questions=("What?",))


def row(doc: Document, number: int, *spans: tuple[int, int], page: int | None = None) -> Row:
    sentences = tuple(Sentence(start, end, doc.text[start:end]) for start, end in spans)
    start, end = spans[0][0], spans[-1][1]
    passage = Passage(
        f"{doc.id}.p{number}", doc.id, doc.language, doc.title, "H › h", start, end, doc.text[start:end], page, doc.kind
    )
    return Row(passage, f"passage {doc.id} {number}", sentences, tuple(f"{doc.id} {s.start}" for s in sentences))


def span(doc: Document, text: str) -> tuple[int, int]:
    return doc.text.index(text), doc.text.index(text) + len(text)


ROWS = [
    row(THAI, 1, span(THAI, "ประโยคแรก 𐐀 น้ำ"), span(THAI, "ประโยคที่สอง"), page=1),
    row(THAI, 2, span(THAI, "ย่อหน้าถัดไป"), page=2),
    row(ENGLISH, 1, span(ENGLISH, "One."), span(ENGLISH, "🏙 Two.")),
]
KNOWN = [
    Known(0, "th", "ถามรู้คำตอบ", "key known"),
    Known(4, "en", "Which?", "key which"),
    Known(4, "en", "How much?", "key how", answered=False),
]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    folder = tmp_path / "a #1? 100% ดัชนี"
    folder.mkdir()
    questions = [(Suggestion(d.id, d.language, q), f"key {q}") for d in (THAI, ENGLISH) for q in d.questions]
    write_store(folder / "store.sqlite", [THAI, ENGLISH], ROWS, questions, KNOWN)
    return Store(folder / "store.sqlite")


def test_a_document_comes_back_as_it_was(store: Store) -> None:
    assert store.document("a.th") == THAI
    assert store.document("b.en") == ENGLISH
    assert store.documents() == [THAI, ENGLISH]


def test_an_unknown_id_gives_none(store: Store) -> None:
    assert store.document("a.th' OR '1'='1") is None


def test_passages_come_back_as_they_were_in_the_order_asked_for(store: Store) -> None:
    assert store.passages([2, 0, 1]) == [ROWS[2].passage, ROWS[0].passage, ROWS[1].passage]
    assert store.passages([]) == []


def test_a_document_s_passages_come_in_the_order_of_its_text(store: Store) -> None:
    assert store.passages_of("a.th") == [ROWS[0].passage, ROWS[1].passage]
    assert store.passages_of("none.en") == []


def test_sentences_come_back_with_offsets_in_characters(store: Store) -> None:
    for number, stored in enumerate(ROWS):
        assert tuple(store.sentences(number)) == stored.sentences


def test_reading_a_passage_takes_no_more_steps_in_a_longer_store(tmp_path: Path) -> None:
    def steps(count: int) -> int:
        rows = [replace(ROWS[2], passage=replace(ROWS[2].passage, id=f"b.en.p{n}")) for n in range(count)]
        write_store(tmp_path / f"{count}.sqlite", [ENGLISH], rows, [], [])
        store, taken = Store(tmp_path / f"{count}.sqlite"), []
        store._db.set_progress_handler(lambda: taken.append(1), 1)
        assert (store.passages([3]), tuple(store.sentences(3))) == ([rows[3].passage], ROWS[2].sentences)
        return len(taken)

    assert steps(5) == steps(500)


def test_sentences_are_numbered_on_through_all_passages(store: Store) -> None:
    assert store.first_sentences() == [0, 2, 3, 5]


def test_counts_by_language_and_in_all(store: Store) -> None:
    counts = {table: (store.count(table, "th"), store.count(table, "en"), store.count(table)) for table in (
        "documents", "passages", "sentences", "questions"
    )}  # fmt: skip

    assert counts == {"documents": (1, 1, 2), "passages": (2, 1, 3), "sentences": (3, 2, 5), "questions": (2, 1, 3)}


def test_each_language_has_its_run_of_rows(store: Store) -> None:
    assert language_rows(store) == {"th": range(2), "en": range(2, 3)}


def test_suggestions_and_vector_keys_come_in_row_order(store: Store) -> None:
    assert [s.text for s in store.suggestions()] == ["ถามอะไร", "ถามอีก", "What?"]
    assert store.known() == KNOWN
    assert [store.count("known", language) for language in ("th", "en", None)] == [1, 2, 3]
    assert store.vector_keys("questions") == ["key ถามอะไร", "key ถามอีก", "key What?"]
    assert store.vector_keys("passages") == [r.vector_key for r in ROWS]
    assert store.vector_keys("sentences") == [key for r in ROWS for key in r.sentence_keys]


def test_threads_may_read_at_the_same_time(store: Store) -> None:
    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(store.document, ["a.th"] * 50)) == {THAI}
