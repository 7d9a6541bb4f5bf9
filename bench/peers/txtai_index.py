"""Passages into a txtai index that its API serves: python -m bench.peers.txtai_index MODEL PASSAGES FOLDER"""

import json
import sys
from pathlib import Path

from txtai import Embeddings


def main() -> None:
    """Read, embed, save; write the settings of the API beside the index."""
    model, passages, folder = sys.argv[1:]
    embeddings = Embeddings(path=model, content=True, instructions={"query": "query: ", "data": "passage: "})
    lines = Path(passages).read_text(encoding="utf-8").splitlines()
    embeddings.index((p["id"], p["text"]) for p in map(json.loads, lines))
    embeddings.save(f"{folder}/index")
    Path(folder, "app.yml").write_text(f"path: {folder}/index\nembeddings:\n  path: {model}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
