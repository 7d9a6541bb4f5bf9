"""The index folder: one build beside the others, named by CURRENT once it is whole.

index/
├── CURRENT                 the live build, and below it those that were live before, newest first
├── LOCK                    held while a build runs
└── 20261123T021500Z-3f2a/  one build: manifest.json, store.sqlite, vocabulary.json, sentences.npy, questions.npy,
    │                       known.npy, metric.npy, means.npy
    ├── th/                 passages.faiss, passages.npy, known*.npy (as they are compared), lexical/
    └── en/

A build is written aside (`.<build>`), flushed to disk, checked, renamed, and then CURRENT is replaced by one rename.
`writer` makes a build, `manifest` tells whether one is whole, `folder` says which one is live and removes old ones.
"""

from kb.index.folder import Removed, build_lock, live_build, past_builds, prune, publish, rollback
from kb.index.manifest import SCHEMA, Manifest, read_manifest, verify, verify_tokenizer
from kb.index.vectors import vector_key
from kb.index.writer import build_index

__all__ = [
    "SCHEMA",
    "Manifest",
    "Removed",
    "build_index",
    "build_lock",
    "live_build",
    "past_builds",
    "prune",
    "publish",
    "read_manifest",
    "rollback",
    "vector_key",
    "verify",
    "verify_tokenizer",
]
