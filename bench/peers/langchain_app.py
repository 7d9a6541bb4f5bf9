"""Retrieval by LangChain over FastAPI: run as a module it indexes, imported by uvicorn it serves.

PEERS_MODEL, PEERS_PASSAGES and PEERS_FOLDER name the model, the passages and where the index lies.
"""

import json
import os
from pathlib import Path

from fastapi import FastAPI
from langchain_community.vectorstores import FAISS
from langchain_huggingface import HuggingFaceEmbeddings

FOLDER = os.environ["PEERS_FOLDER"]
embeddings = HuggingFaceEmbeddings(
    model_name=os.environ["PEERS_MODEL"],
    encode_kwargs={"prompt_name": "document"},
    query_encode_kwargs={"prompt_name": "query"},
)
if __name__ == "__main__":
    passages = list(map(json.loads, Path(os.environ["PEERS_PASSAGES"]).read_text(encoding="utf-8").splitlines()))
    FAISS.from_texts([p["text"] for p in passages], embeddings, ids=[p["id"] for p in passages]).save_local(FOLDER)
else:
    store = FAISS.load_local(FOLDER, embeddings, allow_dangerous_deserialization=True)
    app = FastAPI()

    @app.get("/search")
    def search(query: str, limit: int = 5) -> list[dict[str, object]]:
        found = store.similarity_search_with_score(query, k=limit)
        return [{"id": document.id, "text": document.page_content, "score": float(score)} for document, score in found]
