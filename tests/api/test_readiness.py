"""`/readyz` asks the live build, remembers for some seconds, and tells what is wrong."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import anyio
import httpx
import pytest

from api.app import app_asking
from api.readiness import FRESH_SECONDS, SelfTest
from kb.embedder import Embedder
from kb.index import live_build
from kb.knowledge_base import KnowledgeBase
from kb.types import Answer
from tests.api.contract import is_problem
from tests.conftest import SmallIndex
from tests.kb.documents import document, markdown
from tests.web.small_site import serving_app, serving_documents

ANSWERED = markdown("Tak joined the GNLC in 2020.\n", questions=["When did Tak join the GNLC?"])
UNANSWERED = markdown("Tak joined the GNLC in 2020.\n", questions=["Who sells the best pizza in Rome?"])


class Counted(KnowledgeBase):
    """The real one; it counts what it is asked, and its documents may be lost."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        super().__init__(folder, embedder)
        self.asked: list[str] = []
        self.broken = False

    def answer(self, text: str, *arguments: object, **named: object) -> Answer:
        self.asked.append(text)
        if self.broken:
            raise sqlite3.DatabaseError("database disk image is malformed")
        return super().answer(text, *arguments, **named)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def counted(index_dir: Path, embedder: Embedder) -> Iterator[Counted]:
    yield Counted(live_build(index_dir), embedder)


def unanswered(test: SelfTest) -> tuple[str, ...]:
    return anyio.run(test.outcome).unanswered


def test_asks_in_both_languages_and_not_again_before_some_seconds_are_over(counted: Counted) -> None:
    now = [100.0]
    test = SelfTest(lambda: counted, clock=lambda: now[0])
    counted.asked.clear()
    for passed in (0.0, 1.0, FRESH_SECONDS - 1.1):
        now[0] += passed
        assert unanswered(test) == ()
    assert len(counted.asked) == 2
    now[0] += 0.1
    assert unanswered(test) == ()
    assert counted.asked[2:] == counted.asked[:2]


def test_another_build_is_asked_at_once(counted: Counted, small_index: SmallIndex, embedder: Embedder) -> None:
    bases: list[KnowledgeBase] = [counted]
    test = SelfTest(lambda: bases[-1], clock=lambda: 0.0)
    assert unanswered(test) == ()
    bases.append(KnowledgeBase.open(small_index({"a.en.md": UNANSWERED}), embedder))
    assert unanswered(test) == ("en",)


def test_a_build_whose_documents_name_no_question_is_asked_one_all_the_same(
    small_index: SmallIndex, embedder: Embedder
) -> None:
    index_dir = small_index({"a.en.md": markdown("Tak joined the GNLC in 2020.\n")})
    base = Counted(live_build(index_dir), embedder)
    assert unanswered(SelfTest(lambda: base)) == ()
    assert len(base.asked) == 2
    base.broken = True
    assert unanswered(SelfTest(lambda: base)) == ("th", "en")


class Misquoting(KnowledgeBase):
    """The real one, whose citations are a character late."""

    def answer(self, text: str, *arguments: object, **named: object) -> Answer:
        answer = super().answer(text, *arguments, **named)  # type: ignore[arg-type]
        return replace(answer, citations=tuple(replace(c, start=c.start + 1) for c in answer.citations))


def test_a_quote_that_is_not_in_its_document_fails(small_index: SmallIndex, embedder: Embedder) -> None:
    index_dir = small_index({"a.en.md": ANSWERED})
    assert unanswered(SelfTest(lambda: KnowledgeBase.open(index_dir, embedder))) == ()
    assert unanswered(SelfTest(lambda: Misquoting.open(index_dir, embedder))) == ("en",)


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_build_that_answers_no_longer_is_a_problem_that_names_it(
    index_dir: Path, embedder: Embedder, language: str
) -> None:
    base = Counted(live_build(index_dir), embedder)
    base.broken = True
    with serving_app(app_asking(lambda: base)) as server, server.client() as client:
        response = client.get("/readyz", headers={"Accept-Language": language})
        detail = is_problem(response, 503, "not_ready", language)
        assert base.manifest.build in detail
        assert {"th": "ภาษาไทยและภาษาอังกฤษ", "en": "Thai and English"}[language] in detail
        assert "malformed" not in response.text


def test_the_self_test_is_no_question_in_metrics_or_records(client: httpx.Client) -> None:
    def replies() -> list[str]:
        lines = client.get("/metrics").text.splitlines()
        return [line for line in lines if line.startswith(("gnlc_replies_total", "gnlc_answer_seconds_count"))]

    before = replies()
    assert client.get("/readyz").json()["status"] == "ready"
    assert replies() == before


def test_a_site_of_one_document_is_ready(tmp_path: Path, embedder: Embedder) -> None:
    asked = document("Tak joined the GNLC in 2020.", name="tak.en", questions=("When did Tak join the GNLC?",))
    with serving_documents([asked], tmp_path, embedder) as server, server.client() as client:
        assert client.get("/readyz").json()["status"] == "ready"
