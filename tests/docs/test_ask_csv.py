"""The teachers' example does what the README says."""

import subprocess
import sys
from pathlib import Path

import httpx

from tests.serving import ROOT, Server, ask

THAI, ENGLISH = "เมืองใดของไทยเป็นสมาชิกเมืองแรก", "Which Thai city was the first member?"


def _run(table: Path, server: Server) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(ROOT / "docs" / "ask_csv.py"), str(table), server.url]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=60)


def test_prints_each_answer_with_its_sources(client: httpx.Client, server: Server, tmp_path: Path) -> None:
    table = tmp_path / "questions.csv"
    table.write_text(f"id,question\nก,{THAI}\n2,{ENGLISH}\n3,Where is the best pizza?\n4,\n", encoding="utf-8-sig")
    done = _run(table, server)
    assert (done.returncode, done.stderr) == (0, "")
    for question in (THAI, ENGLISH):
        reply = ask(client, question)
        for sentence in reply["answer"]["sentences"]:
            assert f"   {sentence['text']} [{sentence['citations'][0]}]\n" in done.stdout
        for source in reply["citations"]:
            assert f"[{source['number']}] {source['publisher']}: {source['title']} <{source['url']}>\n" in done.stdout
    assert [line for line in done.stdout.splitlines() if not line.startswith(" ")] == ["ก:", "2:", "3:", "4:"]
    assert "   The documents do not say." in done.stdout
    assert "   The field question is wrong: it is missing.\n" in done.stdout


def test_says_why_a_table_cannot_be_read(server: Server, tmp_path: Path) -> None:
    table = tmp_path / "questions.csv"
    table.write_text("number,text\n1,x\n", encoding="utf-8")
    done = _run(table, server)
    assert done.returncode == 1
    assert done.stderr.startswith("Send CSV in UTF-8 whose first line names the columns id and question.")


def test_the_readme_points_at_it() -> None:
    assert "docs/ask_csv.py" in (ROOT / "README.md").read_text(encoding="utf-8")
