"""The commands that ask the live index."""

import json
from pathlib import Path

import pytest

from indexer.messages import MESSAGES
from tests.indexer.command import assert_known_problem, run
from tests.indexer.test_build import QUESTION


class TestAsk:
    def test_prints_sentences_with_their_numbers_and_sources(self, finished: Path) -> None:
        done = run(finished, "ask", QUESTION)

        lines = done.stdout.splitlines()
        assert done.returncode == 0
        assert lines[0] == "Phuket joined the UNESCO Global Network of Learning Cities in 2020. [1]"
        assert "[1] UIL: A page <https://uil.unesco.org/a>" in lines

    def test_json_parses_and_quotes_thai_as_it_is(self, finished: Path) -> None:
        done = run(finished, "ask", "ภูเก็ตเข้าร่วมเครือข่ายเมืองแห่งการเรียนรู้ของยูเนสโกเมื่อไร", "--json")

        answer = json.loads(done.stdout)
        assert answer["status"] == "answered"
        assert "2563" in answer["sentences"][0]["text"]
        assert "ภูเก็ต" in done.stdout

    def test_a_hyphen_reads_the_question_from_stdin(self, finished: Path) -> None:
        done = run(finished, "ask", "-", stdin=f"{QUESTION}\n".encode())

        assert "2020" in done.stdout

    def test_an_abstention_is_no_failure(self, finished: Path) -> None:
        done = run(finished, "ask", "พิซซ่าร้านไหนอร่อย")

        assert done.returncode == 0
        assert done.stdout.startswith("เอกสารที่มีอยู่ไม่ได้กล่าวถึง")

    @pytest.mark.parametrize("encoding", ["utf-8:strict", "utf-8:surrogateescape"])
    def test_bytes_that_are_no_text_are_refused(self, finished: Path, encoding: str) -> None:
        done = run(finished, "ask", "-", stdin=b"city\xff?", PYTHONIOENCODING=encoding)

        assert_known_problem(done, "is not text")

    @pytest.mark.parametrize("question", ["", "  ", "x" * 2001])
    def test_a_question_that_cannot_be_taken_is_a_known_problem(self, finished: Path, question: str) -> None:
        assert_known_problem(run(finished, "ask", question), "Please")

    def test_without_an_index_names_the_command_that_makes_one(self, tmp_path: Path) -> None:
        assert_known_problem(run(tmp_path, "ask", "What is the GNLC?"), "gnlc-index build")


class TestSearch:
    def test_prints_the_best_passages_first(self, finished: Path) -> None:
        done = run(finished, "search", "membership fee", "--top-k", "2")

        lines = done.stdout.splitlines()
        assert done.returncode == 0
        assert lines[0].startswith("1. phuket.en.p2")
        assert "Membership is free." in lines[2]
        assert sum(line.startswith("2. ") for line in lines) == 1

    def test_json_is_a_passage_a_line_in_falling_order(self, finished: Path) -> None:
        done = run(finished, "search", "-", "--json", stdin="ภูเก็ตเข้าร่วมเมื่อไร".encode())

        found = [json.loads(line) for line in done.stdout.splitlines()]
        assert [one["rank"] for one in found] == [1, 2, 3]
        assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)
        assert (found[0]["document_id"], found[0]["language"]) == ("phuket.th", "th")
        assert "ภูเก็ต" in done.stdout

    def test_nothing_to_look_for_finds_nothing(self, finished: Path) -> None:
        assert run(finished, "search", "?!", LC_ALL="th_TH.UTF-8").stdout.strip() == MESSAGES["nothing_found"]["th"]
        assert run(finished, "search", "?!", "--json").stdout == ""
