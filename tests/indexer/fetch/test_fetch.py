"""The fetcher against a real web server on loopback; nothing leaves loopback."""

import gzip
import json
import shutil
import ssl
import subprocess
import time
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer import messages
from indexer.cli import main
from indexer.corpus import corpus_files
from indexer.fetch import Result, fetch
from indexer.fetch.catalogue import Original
from indexer.fetch.guard import PRODUCT, Limits
from indexer.fetch.originals import Fetched
from indexer.fetch.web_address import Network
from indexer.readers.html import read_html
from indexer.readers.metadata import read_sidecar
from kb.errors import KnowledgeBaseError
from tests.indexer.fetch.site import LIMITS, Answer, Site, Visit, network, site

PARAGRAPH = "Lifelong learning in cities is for all people of all ages, in schools, families and work places. "
PAGE = f"<!doctype html><html><body><article><h1>A guide</h1><p>{PARAGRAPH * 5}</p></article></body></html>".encode()
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 200
HTML = {"Content-Type": "text/html; charset=utf-8"}
PDF_TYPE = {"Content-Type": "application/pdf"}


@pytest.fixture
def server() -> Iterator[Site]:
    with site() as server:
        yield server


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


def original(url: str, id: str = "guide", kind: str = "html", **values: object) -> Original:
    entry = {"id": id, "title": "A guide", "publisher": "UIL", "year": 2015, "language": ["en"], "url": url}
    return Original.model_validate({**entry, "kind": kind, **values})


def get(
    corpus: Path,
    server: Site,
    path: str = "/a",
    limits: Limits = LIMITS,
    reach: Network | None = None,
    kind: str = "html",
) -> Result:
    """Fetch one original of the server."""
    [result] = fetch([original(server.url + path, kind=kind)], corpus, network=reach or network(server), limits=limits)
    return result


def state(corpus: Path) -> dict[str, Fetched]:
    values = json.loads((corpus / "originals" / ".fetched.json").read_text(encoding="utf-8"))
    return {name: Fetched.model_validate(value) for name, value in values.items()}


def left_behind(corpus: Path) -> set[str]:
    """Return the hidden files but the state and the lock."""
    return {path.name for path in (corpus / "originals").glob(".*")} - {".fetched.json", ".LOCK"}


def page(body: bytes = PAGE, **headers: str) -> Answer:
    """Answer with a page, or 304 to who has its version already."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    def answer(visit: Visit) -> None:
        known = {"ETag": visit.headers["If-None-Match"], "Last-Modified": visit.headers["If-Modified-Since"]}
        if any(value is not None and named.get(name) == value for name, value in known.items()):
            visit.reply(304, headers=named)
        else:
            visit.reply(200, body, {**HTML, **named})

    return answer


def redirect(location: str, status: int = 302) -> Answer:
    return lambda visit: visit.reply(status, headers={"Location": location})


def sequence(*answers: Answer) -> Answer:
    """Answer each time with the next, at the end always with the last."""
    left = list(answers)

    def answer(visit: Visit) -> None:
        now = left.pop(0) if len(left) > 1 else left[0]
        now(visit)

    return answer


class TestGood:
    def test_a_page_is_saved_with_a_sidecar_and_recorded(self, tmp_path: Path, server: Site) -> None:
        server.answers["/a"] = page(ETag='"v1"', Last_Modified="Mon, 01 Jun 2020 00:00:00 GMT")
        result = get(tmp_path, server)
        assert (result.outcome, result.code, result.file) == ("new", "saved", "guide.en.html")
        file = tmp_path / "originals" / "guide.en.html"
        assert file.read_bytes() == PAGE
        record = state(tmp_path)["guide"]
        assert (record.url, record.final_url, record.etag) == (f"{server.url}/a", f"{server.url}/a", '"v1"')
        assert (record.bytes, record.last_modified) == (len(PAGE), "Mon, 01 Jun 2020 00:00:00 GMT")
        assert len(record.sha256) == 64
        assert left_behind(tmp_path) == set()

    def test_the_index_reads_what_was_saved(self, tmp_path: Path, server: Site) -> None:
        server.answers["/a"] = page()
        entry = original(f"{server.url}/a", title='"Guide" \\ คู่มือ', via="Example Library")
        fetch([entry], tmp_path, network=network(server), limits=LIMITS)
        file = tmp_path / "originals" / "guide.en.html"
        assert corpus_files(tmp_path) == [file]
        document = read_html(file)
        assert (document.id, document.kind, document.title) == ("guide.en", "original", '"Guide" \\ คู่มือ')
        assert "Lifelong learning in cities" in document.text
        [source] = read_sidecar(file).sources
        assert (source.url, source.publisher, source.date) == (f"{server.url}/a", "UIL", "2015")
        assert (source.language, source.via) == ("en", "Example Library")

    def test_it_says_who_it_is_and_reads_robots_first(self, tmp_path: Path, server: Site) -> None:
        server.answers["/a"] = page()
        get(tmp_path, server)
        assert [asked.path for asked in server.asked] == ["/robots.txt", "/a"]
        for asked in server.asked:
            assert asked.headers["user-agent"].startswith(f"{PRODUCT}/")
            assert asked.headers["accept-encoding"] == "identity"

    @pytest.mark.parametrize(
        ("content_type", "body", "ending"),
        [
            ("application/pdf", PDF, "pdf"),
            ("application/octet-stream", PDF, "pdf"),
            ("application/msword", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "doc"),
            (
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                b"PK\x03\x04" + b"\0" * 600,
                "docx",
            ),
            ("text/plain; charset=utf-8", "เมืองแห่งการเรียนรู้".encode(), "txt"),
            ("application/xhtml+xml", b'\xef\xbb\xbf <?xml version="1.0"?><html/>', "html"),
        ],
    )
    def test_allowed_types_get_their_ending(
        self, tmp_path: Path, server: Site, content_type: str, body: bytes, ending: str
    ) -> None:
        server.answers["/a"] = page(body, Content_Type=content_type)
        assert get(tmp_path, server, kind=ending).file == f"guide.en.{ending}"
        assert (tmp_path / "originals" / f"guide.en.{ending}").read_bytes() == body

    def test_a_page_where_the_catalogue_says_pdf_is_pointed_out(self, tmp_path: Path, server: Site) -> None:
        server.answers["/a"] = page()
        result = get(tmp_path, server, kind="pdf")
        assert (result.outcome, result.code, result.file) == ("new", "saved_as_other", "guide.en.html")
        assert "perhaps only a page about the document" in result.reason

    def test_gzip_unasked_is_decoded(self, tmp_path: Path, server: Site) -> None:
        server.answers["/a"] = page(gzip.compress(PAGE), Content_Encoding="gzip")
        assert get(tmp_path, server).outcome == "new"
        assert (tmp_path / "originals" / "guide.en.html").read_bytes() == PAGE

    def test_other_languages_are_skipped_without_a_visit(self, tmp_path: Path, server: Site) -> None:
        entry = original(f"{server.url}/a", language=["ko", "en"])
        [result] = fetch([entry], tmp_path, network=network(server), limits=LIMITS)
        assert (result.outcome, result.code, result.file) == ("skipped", "language", None)
        assert "ko" in result.reason
        assert server.asked == []

    def test_nothing_to_fetch_is_nothing_fetched(self, tmp_path: Path) -> None:
        assert fetch([], tmp_path) == []


class TestAgain:
    @pytest.mark.parametrize("headers", [{"ETag": '"v1"'}, {"Last_Modified": "Mon, 01 Jun 2020 00:00:00 GMT"}])
    def test_unchanged_by_304(self, tmp_path: Path, server: Site, headers: dict[str, str]) -> None:
        server.answers["/a"] = page(PAGE, **headers)
        get(tmp_path, server)
        before = (tmp_path / "originals" / "guide.en.html").stat()
        result = get(tmp_path, server)
        assert (result.outcome, result.code, result.file) == ("unchanged", "not_modified", "guide.en.html")
        after = (tmp_path / "originals" / "guide.en.html").stat()
        assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)

    def test_unchanged_by_bytes(self, tmp_path: Path, server: Site) -> None:
        server.answers["/a"] = page()
        get(tmp_path, server)
        assert get(tmp_path, server).code == "same_bytes"
        assert left_behind(tmp_path) == set()

    def test_changed(self, tmp_path: Path, server: Site) -> None:
        server.answers["/a"] = page(ETag='"v1"')
        get(tmp_path, server)
        server.answers["/a"] = page(PAGE + b"<p>more</p>", ETag='"v2"')
        assert get(tmp_path, server).outcome == "updated"
        assert (tmp_path / "originals" / "guide.en.html").read_bytes() == PAGE + b"<p>more</p>"
        assert state(tmp_path)["guide"].etag == '"v2"'

    def test_another_url_in_the_catalogue_is_asked_for_whole_and_cited(self, tmp_path: Path, server: Site) -> None:
        server.answers |= {"/a": page(ETag='"v1"'), "/b": page(ETag='"v1"')}
        get(tmp_path, server)
        assert get(tmp_path, server, "/b").code == "same_bytes"
        assert read_sidecar(tmp_path / "originals" / "guide.en.html").sources[0].url == f"{server.url}/b"

    def test_a_sidecar_changed_by_staff_stays(self, tmp_path: Path, server: Site) -> None:
        server.answers["/a"] = sequence(page(), page(PAGE + b"!"))
        get(tmp_path, server)
        sidecar = tmp_path / "originals" / "guide.en.html.toml"
        sidecar.write_text('questions = ["Why?"]\n' + sidecar.read_text(encoding="utf-8"), encoding="utf-8")
        result = get(tmp_path, server)
        assert result.outcome == "updated"
        assert "guide.en.html.toml was changed by hand" in result.reason
        assert tomllib.loads(sidecar.read_text(encoding="utf-8"))["questions"] == ["Why?"]

    def test_a_lost_sidecar_comes_back(self, tmp_path: Path, server: Site) -> None:
        server.answers["/a"] = page(ETag='"v1"')
        get(tmp_path, server)
        sidecar = tmp_path / "originals" / "guide.en.html.toml"
        sidecar.unlink()
        assert get(tmp_path, server).outcome == "unchanged"
        assert sidecar.is_file()

    def test_a_lost_file_is_fetched_anew(self, tmp_path: Path, server: Site) -> None:
        server.answers["/a"] = page(ETag='"v1"')
        get(tmp_path, server)
        (tmp_path / "originals" / "guide.en.html").unlink()
        assert get(tmp_path, server).outcome == "new"

    def test_a_file_put_there_by_hand_is_left_alone(self, tmp_path: Path, server: Site) -> None:
        server.answers["/a"] = page()
        (tmp_path / "originals").mkdir()
        own = tmp_path / "originals" / "guide.en.pdf"
        own.write_bytes(PDF)
        result = get(tmp_path, server)
        assert (result.outcome, result.code, result.file) == ("skipped", "by_hand", "guide.en.pdf")
        assert own.read_bytes() == PDF
        assert server.asked == []

    def test_a_page_does_not_take_the_place_of_a_pdf(self, tmp_path: Path, server: Site) -> None:
        server.answers["/a"] = sequence(page(PDF, Content_Type="application/pdf"), page(b"<html>Gone"))
        get(tmp_path, server)
        result = get(tmp_path, server)
        assert (result.outcome, result.code, result.file) == ("refused", "other_type", "guide.en.pdf")
        assert (tmp_path / "originals" / "guide.en.pdf").read_bytes() == PDF
        assert not (tmp_path / "originals" / "guide.en.html").exists()

    def test_a_crash_between_the_file_and_the_state_is_healed(self, tmp_path: Path, server: Site) -> None:
        server.answers["/a"] = page(ETag='"v1"')
        get(tmp_path, server)
        folder = tmp_path / "originals"
        sha256 = state(tmp_path)["guide"].sha256
        (folder / ".fetched.json").unlink()
        note = {"url": f"{server.url}/a", "ending": "html", "validator": None, "sha256": sha256}
        (folder / ".guide.part.json").write_text(json.dumps(note), encoding="utf-8")
        assert get(tmp_path, server).outcome == "unchanged"
        assert state(tmp_path)["guide"].sha256 == sha256
        assert left_behind(tmp_path) == set()

    def test_an_unasked_304_is_a_failure(self, tmp_path: Path, server: Site) -> None:
        server.answers["/a"] = lambda visit: visit.reply(304)
        assert (get(tmp_path, server).outcome, get(tmp_path, server).code) == ("failed", "status")


def is_failure_that_keeps(corpus: Path, server: Site, answer: Answer, outcome: str, code: str) -> Result:
    """Check an outcome twice: with nothing there, and with a good file there, which stays."""
    server.answers["/a"] = answer
    result = get(corpus, server)
    assert (result.outcome, result.code, result.file) == (outcome, code, None)
    shutil.rmtree(corpus / "originals")
    server.answers["/a"] = page()
    assert get(corpus, server).outcome == "new"
    server.answers["/a"] = answer
    again = get(corpus, server)
    assert (again.outcome, again.code, again.file) == (outcome, code, "guide.en.html")
    assert "guide.en.html stays as it was" in again.reason
    assert (corpus / "originals" / "guide.en.html").read_bytes() == PAGE
    return result


class TestSizeAndTime:
    def test_huge_announced(self, tmp_path: Path, server: Site) -> None:
        def answer(visit: Visit) -> None:
            visit.head(200, {**HTML, "Content-Length": "200001"})

        result = is_failure_that_keeps(tmp_path, server, answer, "refused", "too_big")
        assert "200001" in result.reason
        assert left_behind(tmp_path) == set()

    def test_huge_unannounced(self, tmp_path: Path, server: Site) -> None:
        def answer(visit: Visit) -> None:
            visit.head(200, HTML)
            visit.wfile.write(PAGE)
            for _ in range(10_000):
                visit.wfile.write(b" " * 65_536)

        is_failure_that_keeps(tmp_path, server, answer, "refused", "too_big")
        assert left_behind(tmp_path) == set()

    def test_gzip_bomb(self, tmp_path: Path, server: Site) -> None:
        bomb = gzip.compress(PAGE + b"\0" * 100_000_000)
        assert len(bomb) < LIMITS.bytes
        is_failure_that_keeps(tmp_path, server, page(bomb, Content_Encoding="gzip"), "refused", "too_big")
        assert left_behind(tmp_path) == set()

    @pytest.mark.parametrize("coding", ["br", "gzip, gzip", "zstd"])
    def test_other_encodings(self, tmp_path: Path, server: Site, coding: str) -> None:
        is_failure_that_keeps(tmp_path, server, page(Content_Encoding=coding), "refused", "coding")

    def test_damaged_and_cut_gzip(self, tmp_path: Path, server: Site) -> None:
        packed = gzip.compress(PAGE)
        is_failure_that_keeps(tmp_path, server, page(b"x" + packed, Content_Encoding="gzip"), "failed", "damaged")
        server.answers["/a"] = page(packed[:-9], Content_Encoding="gzip")
        assert get(tmp_path, server).code == "cut"

    @pytest.mark.parametrize("slow_part", ["head", "body"])
    def test_a_drip_ends_at_the_deadline(self, tmp_path: Path, server: Site, slow_part: str) -> None:
        def answer(visit: Visit) -> None:
            visit.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
            if slow_part == "body":
                visit.wfile.write(b"Content-Length: 9999\r\n\r\n<html>")
            for _ in range(100):
                visit.wfile.write(b"x")
                time.sleep(0.1)

        server.answers["/a"] = answer
        start = time.monotonic()
        result = get(tmp_path, server, limits=replace(LIMITS, whole=0.7))
        assert (result.outcome, result.code) == ("failed", "too_slow")
        assert 0.6 < time.monotonic() - start < 5

    def test_silence(self, tmp_path: Path, server: Site) -> None:
        server.answers["/a"] = lambda visit: time.sleep(1)
        result = get(tmp_path, server, limits=replace(LIMITS, read=0.1, attempts=2))
        assert (result.outcome, result.code) == ("failed", "silent")
        assert server.paths() == ["/a", "/a"]


class TestTypes:
    @pytest.mark.parametrize(
        ("content_type", "body", "code"),
        [
            ("image/png", b"\x89PNG", "type"),
            ("application/zip", b"PK\x03\x04", "type"),
            ("", PAGE, "type"),
            ("application/pdf", PAGE, "beginning"),
            ("application/octet-stream", b"\x7fELF" + b"\0" * 2000, "beginning"),
            ("text/html", PDF, "beginning"),
            ("text/html", b"", "beginning"),
            ("text/plain", b"MZ\0\0", "beginning"),
            ("application/msword", PAGE, "beginning"),
        ],
    )
    def test_wrong_types_are_refused(
        self, tmp_path: Path, server: Site, content_type: str, body: bytes, code: str
    ) -> None:
        server.answers["/a"] = page(body, Content_Type=content_type)
        result = get(tmp_path, server)
        assert (result.outcome, result.code, result.file) == ("refused", code, None)
        assert left_behind(tmp_path) == set()

    @pytest.mark.parametrize(("content_type", "code"), [("text/html", "beginning"), ("video/mp4", "type")])
    def test_wrong_types_do_not_replace_a_file(
        self, tmp_path: Path, server: Site, content_type: str, code: str
    ) -> None:
        is_failure_that_keeps(tmp_path, server, page(PDF, Content_Type=content_type), "refused", code)

    def test_a_wrong_beginning_is_seen_before_the_end(self, tmp_path: Path, server: Site) -> None:
        def answer(visit: Visit) -> None:
            visit.head(200, {**PDF_TYPE, "Content-Length": "9999"})
            visit.wfile.write(b"x" * 2000)
            time.sleep(5)

        server.answers["/a"] = answer
        start = time.monotonic()
        assert get(tmp_path, server).code == "beginning"
        assert time.monotonic() - start < 4


class TestRedirects:
    def test_to_a_good_page(self, tmp_path: Path, server: Site) -> None:
        server.answers |= {"/a": redirect("/b?x=1", 301), "/b?x=1": redirect("c", 308), "/c": page()}
        assert get(tmp_path, server).outcome == "new"
        record = state(tmp_path)["guide"]
        assert (record.url, record.final_url) == (f"{server.url}/a", f"{server.url}/c")

    def test_five_are_followed_and_six_are_not(self, tmp_path: Path, server: Site) -> None:
        server.answers |= {f"/{n}": redirect(f"/{n + 1}") for n in range(6)} | {"/6": page()}
        assert get(tmp_path, server, "/1").outcome == "new"
        result = get(tmp_path / "other", server, "/0")
        assert (result.outcome, result.code) == ("failed", "redirects")

    def test_to_itself(self, tmp_path: Path, server: Site) -> None:
        is_failure_that_keeps(tmp_path, server, redirect("/a"), "failed", "redirects")
        assert server.paths().count("/a") == 6 + 1 + 6

    @pytest.mark.parametrize(
        ("location", "code"),
        [
            ("http://10.0.0.1/", "address"),
            ("http://169.254.169.254/latest/meta-data/", "address"),
            ("http://127.0.0.2/", "address"),
            ("http://[::ffff:127.0.0.1]/", "address"),
            ("http://2130706433/", "url"),
            ("http://inside.example/", "address"),
            ("file:///etc/passwd", "scheme"),
            ("http://user:secret@127.0.0.1/", "credentials"),
            ("http://127.0.0.1:9/", "port"),
        ],
    )
    def test_to_where_nobody_may_go(self, tmp_path: Path, server: Site, location: str, code: str) -> None:
        server.answers["/a"] = redirect(location)
        reach = network(server, inside_example="8.8.8.8 10.0.0.1")
        if "[" in location:
            reach = replace(reach, resolve=lambda host, port: [host])
        result = get(tmp_path, server, reach=reach)
        assert (result.outcome, result.code) == ("refused", code)
        assert server.paths() == ["/a"]

    def test_a_name_is_looked_up_once_and_connected_to_what_was_checked(self, tmp_path: Path, server: Site) -> None:
        """A name server that answers differently the second time finds nobody asking."""
        answers = iter([["127.0.0.1"], ["127.0.0.1"], ["10.0.0.1"]])
        reach = replace(network(server), resolve=lambda host, port: next(answers))
        server.answers["/a"] = page()
        entry = original(f"http://rebinding.example:{server.port}/a")
        [result] = fetch([entry], tmp_path, network=reach, limits=LIMITS)
        assert result.outcome == "new"
        assert [asked.headers["host"] for asked in server.asked] == [f"rebinding.example:{server.port}"] * 2
        assert next(answers) == ["10.0.0.1"]


class TestRobots:
    def rules(self, text: str) -> Answer:
        return lambda visit: visit.reply(200, text.encode(), {"Content-Type": "text/plain"})

    @pytest.mark.parametrize("agent", ["*", PRODUCT, PRODUCT.upper()])
    def test_disallowed(self, tmp_path: Path, server: Site, agent: str) -> None:
        server.answers |= {"/robots.txt": self.rules(f"User-agent: {agent}\nDisallow: /a\n"), "/a": page()}
        result = get(tmp_path, server)
        assert (result.outcome, result.code) == ("refused", "robots")
        assert server.paths() == []

    def test_disallowed_to_others_only(self, tmp_path: Path, server: Site) -> None:
        text = "\ufeffUser-agent: Other\nDisallow: /\n\nUser-agent: *\nDisallow: /b\n"
        server.answers |= {"/robots.txt": self.rules(text), "/a": page()}
        assert get(tmp_path, server).outcome == "new"

    def test_disallowed_where_a_redirect_leads(self, tmp_path: Path, server: Site) -> None:
        with site() as other:
            server.answers["/a"] = redirect(f"{other.url}/b")
            other.answers |= {"/robots.txt": self.rules("User-agent: *\nDisallow: /\n"), "/b": page()}
            result = get(tmp_path, server, reach=network(server, other))
            assert (result.outcome, result.code) == ("refused", "robots")
            assert other.paths() == []

    @pytest.mark.parametrize("status", [401, 403, 404, 410])
    def test_none_allows_everything(self, tmp_path: Path, server: Site, status: int) -> None:
        server.answers |= {
            "/robots.txt": lambda visit: visit.reply(status, b"User-agent: *\nDisallow: /"),
            "/a": page(),
        }
        assert get(tmp_path, server).outcome == "new"

    @pytest.mark.parametrize("status", [429, 500, 503])
    def test_a_sick_server_means_not_now(self, tmp_path: Path, server: Site, status: int) -> None:
        server.answers |= {"/robots.txt": lambda visit: visit.reply(status), "/a": page()}
        result = get(tmp_path, server)
        assert (result.outcome, result.code) == ("failed", "no_robots")
        assert server.paths() == []

    @pytest.mark.parametrize("line", ["Crawl-delay: ²", f"Crawl-delay: {'9' * 5000}", "Disallow: //["])
    def test_nonsense_means_not_now(self, tmp_path: Path, server: Site, line: str) -> None:
        server.answers |= {"/robots.txt": self.rules(f"User-agent: *\nDisallow: /b\n{line}\n"), "/a": page()}
        assert get(tmp_path, server).code == "no_robots"

    def test_a_slow_one_means_not_now(self, tmp_path: Path, server: Site) -> None:
        def drip(visit: Visit) -> None:
            visit.head(200, {"Content-Type": "text/plain"})
            for _ in range(50):
                visit.wfile.write(b"#")
                time.sleep(0.05)

        server.answers |= {"/robots.txt": drip, "/a": page()}
        assert get(tmp_path, server, limits=replace(LIMITS, robots=0.3)).code == "no_robots"

    def test_an_endless_one_is_read_for_its_beginning(self, tmp_path: Path, server: Site) -> None:
        def endless(visit: Visit) -> None:
            visit.head(200, {"Content-Type": "text/plain"})
            visit.wfile.write(b"User-agent: *\nDisallow: /b\n")
            for _ in range(10_000):
                visit.wfile.write(b"#" * 65_535 + b"\n")

        server.answers |= {"/robots.txt": endless, "/a": page()}
        assert get(tmp_path, server).outcome == "new"

    def test_it_may_be_redirected_but_not_inside(self, tmp_path: Path, server: Site) -> None:
        server.answers |= {"/robots.txt": redirect("/r"), "/r": self.rules("User-agent: *\nDisallow: /a"), "/a": page()}
        assert get(tmp_path, server).code == "robots"
        server.answers["/robots.txt"] = redirect("http://10.0.0.1/robots.txt")
        result = get(tmp_path, server)
        assert (result.outcome, result.code) == ("refused", "address")

    def test_it_is_read_once_a_run_and_its_delay_is_kept_up_to_a_bound(self, tmp_path: Path, server: Site) -> None:
        server.answers |= {"/robots.txt": self.rules("User-agent: *\nCrawl-delay: 9\n"), "/a": page(), "/b": page()}
        both = [original(f"{server.url}/a"), original(f"{server.url}/b", id="other")]
        start = time.monotonic()
        fetch(both, tmp_path, network=network(server), limits=replace(LIMITS, longest_pause=0.3))
        assert [asked.path for asked in server.asked] == ["/robots.txt", "/a", "/b"]
        assert 2 * 0.3 <= time.monotonic() - start < 8

    def test_there_is_a_pause_without_a_delay_too(self, tmp_path: Path, server: Site) -> None:
        server.answers["/a"] = page()
        start = time.monotonic()
        get(tmp_path, server, limits=replace(LIMITS, pause=0.3))
        assert 0.3 <= time.monotonic() - start < 8


class TestTrouble:
    @pytest.mark.parametrize("status", [204, 401, 403, 404, 410, 451, 500])
    def test_a_status_is_reported_and_not_tried_again(self, tmp_path: Path, server: Site, status: int) -> None:
        answer: Answer = lambda visit: visit.reply(status, headers=HTML)  # noqa: E731
        result = is_failure_that_keeps(tmp_path, server, answer, "failed", "status")
        assert str(status) in result.reason
        assert server.paths() == ["/a"] * 3

    @pytest.mark.parametrize("status", [429, 503])
    def test_busy_servers_are_asked_again(self, tmp_path: Path, server: Site, status: int) -> None:
        server.answers["/a"] = sequence(lambda visit: visit.reply(status), page())
        assert get(tmp_path, server).outcome == "new"

    def test_busy_servers_are_not_asked_for_ever(self, tmp_path: Path, server: Site) -> None:
        is_failure_that_keeps(tmp_path, server, lambda visit: visit.reply(503), "failed", "busy")
        assert server.paths().count("/a") == 3 + 1 + 3

    def test_retry_after_is_waited_for(self, tmp_path: Path, server: Site) -> None:
        server.answers["/a"] = sequence(lambda visit: visit.reply(429, headers={"Retry-After": "1"}), page())
        start = time.monotonic()
        assert get(tmp_path, server).outcome == "new"
        assert 1 <= time.monotonic() - start < 9

    @pytest.mark.parametrize("form", ["seconds", "date"])
    def test_too_long_a_retry_after_is_reported(self, tmp_path: Path, server: Site, form: str) -> None:
        date = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
        after = "3600" if form == "seconds" else date
        server.answers["/a"] = lambda visit: visit.reply(503, headers={"Retry-After": after})
        result = get(tmp_path, server)
        assert (result.outcome, result.code) == ("failed", "busy_until")
        assert "3600" in result.reason or "3599" in result.reason
        assert server.paths() == ["/a"]

    @pytest.mark.parametrize("after", ["9" * 5000, "Mon, 01 Jun 99999999999999999999 00:00:00 GMT", "-1", "soon", "²"])
    def test_nonsense_in_retry_after_is_reported(self, tmp_path: Path, server: Site, after: str) -> None:
        server.answers["/a"] = lambda visit: visit.reply(503, headers={"Retry-After": after})
        result = get(tmp_path, server)
        assert (result.outcome, result.code) == ("failed", "busy_until" if after[0] == "9" else "busy")

    def test_nobody_there(self, tmp_path: Path) -> None:
        with site() as gone:
            pass
        assert get(tmp_path, gone).code == "no_robots"

    def test_no_such_name(self, tmp_path: Path, server: Site) -> None:
        [result] = fetch([original("http://nowhere.example/")], tmp_path, network=network(server), limits=LIMITS)
        assert (result.outcome, result.code) == ("failed", "no_robots")
        assert "nowhere.example" in result.reason

    def test_no_http(self, tmp_path: Path, server: Site) -> None:
        def mail(visit: Visit) -> None:
            visit.wfile.write(b"220 mail.example ESMTP\r\n")

        server.answers["/a"] = mail
        assert (get(tmp_path, server).outcome, get(tmp_path, server).code) == ("failed", "connection")

    def test_one_failure_stops_no_other(self, tmp_path: Path, server: Site) -> None:
        server.answers["/b"] = page()
        both = [original(f"{server.url}/a"), original(f"{server.url}/b", id="other")]
        told: list[tuple[str, int, int]] = []
        results = fetch(both, tmp_path, lambda *said: told.append(said), network(server), LIMITS)
        assert [(result.id, result.outcome) for result in results] == [("guide", "failed"), ("other", "new")]
        assert told == [("fetch", 1, 2), ("fetch", 2, 2)]

    def test_a_full_disk_is_reported(self, tmp_path: Path, server: Site) -> None:
        server.answers["/a"] = page()
        (tmp_path / "originals" / ".guide.part").mkdir(parents=True)
        assert (get(tmp_path, server).outcome, get(tmp_path, server).code) == ("failed", "not_written")

    def test_a_folder_that_cannot_be_made_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "originals").write_text("in the way")
        with pytest.raises(KnowledgeBaseError, match="originals"):
            fetch([], tmp_path)

    def test_a_damaged_state_is_named_and_loses_nothing(self, tmp_path: Path, server: Site) -> None:
        (tmp_path / "originals").mkdir()
        (tmp_path / "originals" / ".fetched.json").write_text("{", encoding="utf-8")
        with pytest.raises(KnowledgeBaseError, match=r"\.fetched\.json"):
            get(tmp_path, server)

    def test_a_second_fetch_at_once_is_turned_away(self, tmp_path: Path, server: Site) -> None:
        def meanwhile(visit: Visit) -> None:
            with pytest.raises(KnowledgeBaseError, match="Another fetch"):
                fetch([], tmp_path)
            page()(visit)

        server.answers["/a"] = meanwhile
        assert get(tmp_path, server).outcome == "new"


class Cut:
    """A server that breaks off in the middle of a PDF and knows ranges; `etag` and `body` may change in between."""

    def __init__(self, breaks: int, etag: str | None = '"v1"') -> None:
        self.breaks, self.etag, self.body = breaks, etag, PDF
        self.ranges: list[tuple[str | None, str | None]] = []

    def __call__(self, visit: Visit) -> None:
        wanted, condition = visit.headers["Range"], visit.headers["If-Range"]
        self.ranges.append((wanted, condition))
        named = {**PDF_TYPE, "ETag": self.etag} if self.etag else PDF_TYPE
        start = int(wanted[6:-1]) if wanted and condition == self.etag else 0
        size = len(self.body)
        if start:
            named = {**named, "Content-Range": f"bytes {start}-{size - 1}/{size}"}
        visit.head(206 if start else 200, {**named, "Content-Length": str(size - start)})
        self.breaks -= 1
        end = size if self.breaks < 0 else start + 20_000
        visit.wfile.write(self.body[start:end])


class TestResuming:
    def saved(self, corpus: Path) -> bytes:
        assert left_behind(corpus) == set()
        return (corpus / "originals" / "guide.en.pdf").read_bytes()

    def test_a_cut_download_goes_on_in_the_same_run(self, tmp_path: Path, server: Site) -> None:
        server.answers["/a"] = cut = Cut(breaks=2)
        assert get(tmp_path, server, kind="pdf").outcome == "new"
        assert cut.ranges == [(None, None), ("bytes=20000-", '"v1"'), ("bytes=40000-", '"v1"')]
        assert self.saved(tmp_path) == PDF

    def test_a_cut_download_goes_on_in_the_next_run(self, tmp_path: Path, server: Site) -> None:
        server.answers["/a"] = cut = Cut(breaks=1)
        result = get(tmp_path, server, limits=replace(LIMITS, attempts=1))
        assert (result.outcome, result.code, result.file) == ("failed", "connection", None)
        assert left_behind(tmp_path) == {".guide.part", ".guide.part.json"}
        assert corpus_files(tmp_path) == []
        assert get(tmp_path, server).outcome == "new"
        assert cut.ranges[1] == ("bytes=20000-", '"v1"')
        assert self.saved(tmp_path) == PDF

    def test_a_changed_document_is_fetched_whole(self, tmp_path: Path, server: Site) -> None:
        server.answers["/a"] = cut = Cut(breaks=1)
        get(tmp_path, server, limits=replace(LIMITS, attempts=1))
        cut.etag, cut.body = '"v2"', PDF[::-1].replace(PDF[:9][::-1], b"") + b"new"
        cut.body = b"%PDF-1.4\n" + cut.body
        assert get(tmp_path, server).outcome == "new"
        assert self.saved(tmp_path) == cut.body

    def test_parts_of_two_versions_are_never_joined(self, tmp_path: Path, server: Site) -> None:
        server.answers["/a"] = cut = Cut(breaks=2)
        get(tmp_path, server, limits=replace(LIMITS, attempts=1))
        cut.etag, cut.body = '"v2"', b"%PDF-1.4\n" + b"new" * 20_000
        get(tmp_path, server, limits=replace(LIMITS, attempts=1))
        assert get(tmp_path, server).outcome == "new"
        assert cut.ranges == [(None, None), ("bytes=20000-", '"v1"'), ("bytes=20000-", '"v2"')]
        assert self.saved(tmp_path) == cut.body

    @pytest.mark.parametrize("etag", [None, 'W/"v1"'])
    def test_without_a_strong_version_it_is_fetched_whole(self, tmp_path: Path, server: Site, etag: str | None) -> None:
        server.answers["/a"] = cut = Cut(breaks=1, etag=etag)
        assert get(tmp_path, server).outcome == "new"
        assert cut.ranges == [(None, None), (None, None)]
        assert self.saved(tmp_path) == PDF

    @pytest.mark.parametrize(
        ("status", "headers"),
        [
            (416, {"Content-Range": "bytes */9"}),
            (206, {"Content-Range": "bytes 5-9/10"}),
            (206, {}),
            (206, {"Content-Range": f"bytes 20000-{'9' * 5000}/{'9' * 5000}"}),
            (206, {"Content-Range": f"bytes 20000-{len(PDF) - 1}/{len(PDF)}", "ETag": '"v9"'}),
            (206, {"Content-Type": "multipart/byteranges; boundary=x"}),
        ],
    )
    def test_a_range_that_does_not_fit_is_thrown_away(
        self, tmp_path: Path, server: Site, status: int, headers: dict[str, str]
    ) -> None:
        whole = Cut(breaks=0)
        wrong: Answer = lambda visit: visit.reply(status, b"wrong", {**PDF_TYPE, **headers})  # noqa: E731
        server.answers["/a"] = sequence(Cut(breaks=1), wrong, whole)
        assert get(tmp_path, server).outcome == "new"
        assert whole.ranges == [(None, None)]
        assert self.saved(tmp_path) == PDF

    def test_the_limit_counts_what_is_there_already(self, tmp_path: Path, server: Site) -> None:
        server.answers["/a"] = Cut(breaks=1)
        result = get(tmp_path, server, limits=replace(LIMITS, bytes=len(PDF) - 1, attempts=1))
        assert result.code == "too_big"
        server.answers["/a"] = Cut(breaks=1)
        get(tmp_path, server, limits=replace(LIMITS, attempts=1))
        assert get(tmp_path, server, limits=replace(LIMITS, bytes=len(PDF) - 1)).code == "too_big"
        assert left_behind(tmp_path) == set()

    def test_a_cut_update_keeps_the_old_file_until_it_is_whole(self, tmp_path: Path, server: Site) -> None:
        old = PDF + b"old"
        server.answers["/a"] = page(old, Content_Type="application/pdf", ETag='"v0"')
        get(tmp_path, server)
        server.answers["/a"] = Cut(breaks=1)
        result = get(tmp_path, server, limits=replace(LIMITS, attempts=1))
        assert (result.outcome, result.file) == ("failed", "guide.en.pdf")
        assert (tmp_path / "originals" / "guide.en.pdf").read_bytes() == old
        assert get(tmp_path, server).outcome == "updated"
        assert self.saved(tmp_path) == PDF


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new key and self-signed certificate of good.example, in one file."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificate of this test and is not installed")
    path = tmp_path_factory.mktemp("tls") / "good.pem"
    arguments = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=good.example"
    command = [openssl, *arguments.split(), "-addext", "subjectAltName=DNS:good.example"]
    made = subprocess.run([*command, "-keyout", "-"], check=True, capture_output=True, timeout=20)
    path.write_bytes(made.stdout)
    return path


class TestTls:
    @pytest.fixture
    def secure(self, certificate: Path) -> Iterator[Site]:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
        with site(context) as server:
            yield server

    def reach(self, certificate: Path, *sites: Site) -> Network:
        names = network(*sites, good_example="127.0.0.1", bad_example="127.0.0.1")
        return replace(names, tls=lambda: ssl.create_default_context(cafile=certificate))

    def test_the_certificate_is_checked_against_the_name(self, tmp_path: Path, secure: Site, certificate: Path) -> None:
        secure.answers["/a"] = page()
        both = [original(f"https://{name}.example:{secure.port}/a", id=name) for name in ("good", "bad")]
        good, bad = fetch(both, tmp_path, network=self.reach(certificate, secure), limits=LIMITS)
        assert good.outcome == "new"
        assert (bad.outcome, bad.code) == ("failed", "no_robots")
        assert "certificate" in bad.reason
        assert len(secure.asked) == 2

    def test_an_unknown_certificate_is_not_trusted(self, tmp_path: Path, secure: Site, certificate: Path) -> None:
        reach = replace(self.reach(certificate, secure), tls=ssl.create_default_context)
        entry = original(f"https://good.example:{secure.port}/a")
        [result] = fetch([entry], tmp_path, network=reach, limits=LIMITS)
        assert (result.outcome, result.code) == ("failed", "no_robots")
        assert secure.asked == []

    def test_https_does_not_lead_to_http(self, tmp_path: Path, secure: Site, server: Site, certificate: Path) -> None:
        secure.answers["/a"] = redirect(f"{server.url}/a")
        server.answers["/a"] = page()
        entry = original(f"https://good.example:{secure.port}/a")
        [result] = fetch([entry], tmp_path, network=self.reach(certificate, secure, server), limits=LIMITS)
        assert (result.outcome, result.code) == ("refused", "downgrade")
        assert server.asked == []

    def test_http_may_lead_to_https(self, tmp_path: Path, secure: Site, server: Site, certificate: Path) -> None:
        server.answers["/a"] = redirect(f"https://good.example:{secure.port}/a")
        secure.answers["/a"] = page()
        assert get(tmp_path, server, reach=self.reach(certificate, secure, server)).outcome == "new"


class TestCommand:
    @pytest.fixture
    def corpus(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setenv("GNLC_CORPUS_DIR", str(tmp_path))
        return tmp_path

    def catalogue(self, corpus: Path, **urls: str) -> None:
        rest = 'title = "A"\npublisher = "UIL"\nlanguage = ["en"]\nkind = "html"'
        entries = [f'[[original]]\nid = "{name}"\nurl = "{url}"\n{rest}' for name, url in urls.items()]
        (corpus / "originals.toml").write_text("\n".join(entries), encoding="utf-8")

    def test_loopback_is_refused(self, corpus: Path, server: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, server.url)
        self.catalogue(
            corpus, port=server.url, plain="http://127.0.0.1/", name="http://localhost/", six="http://[::1]/"
        )
        run = CliRunner().invoke(main, ["fetch", "--json"])
        assert run.exit_code == 0, run.output
        results = {entry["id"]: entry for entry in json.loads(run.stdout)["originals"]}
        assert {entry["outcome"] for entry in results.values()} == {"refused"}
        codes = {name: entry["code"] for name, entry in results.items()}
        assert codes == {"port": "port", "plain": "address", "name": "address", "six": "address"}
        assert server.asked == []

    def test_the_table_has_a_line_for_each(self, corpus: Path) -> None:
        self.catalogue(corpus, one="http://127.0.0.1/", two="file:///etc/passwd")
        run = CliRunner().invoke(main, ["fetch"])
        assert run.exit_code == 0
        lines = run.stdout.splitlines()
        assert [line.split()[:2] for line in lines] == [["one", "refused"], ["two", "refused"]]
        assert "127.0.0.1 leads to 127.0.0.1, which is not a public address" in lines[0]

    def test_a_failure_gives_exit_code_1(self, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.catalogue(corpus, one="http://nowhere.invalid/")
        monkeypatch.setattr("socket.getaddrinfo", _no_name)
        run = CliRunner().invoke(main, ["fetch"])
        assert run.exit_code == 1
        assert "failed" in run.stdout
        assert "nowhere.invalid" in run.stdout

    def test_only_one(self, corpus: Path) -> None:
        self.catalogue(corpus, one="http://127.0.0.1/", two="file:///etc/passwd")
        run = CliRunner().invoke(main, ["fetch", "--only", "two", "--json"])
        assert [entry["id"] for entry in json.loads(run.stdout)["originals"]] == ["two"]

    def test_an_unknown_id_is_wrong_usage_and_near_ones_are_named(self, corpus: Path) -> None:
        self.catalogue(corpus, guidelines="http://127.0.0.1/", other="http://127.0.0.1/")
        run = CliRunner().invoke(main, ["fetch", "--only", "guidlines"])
        assert run.exit_code == 2
        assert "guidelines" in run.stderr
        assert "other" not in run.stderr

    def test_a_missing_catalogue_is_a_known_problem(self, corpus: Path) -> None:
        run = CliRunner().invoke(main, ["fetch"])
        assert run.exit_code == 1
        assert "originals.toml" in run.stderr

    def test_it_speaks_thai(self, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LC_ALL", "th_TH.UTF-8")
        self.catalogue(corpus, one="http://127.0.0.1/")
        run = CliRunner().invoke(main, ["fetch"])
        assert "ไม่ใช่ที่อยู่สาธารณะ" in run.stdout


def test_every_sentence_is_in_both_languages_with_the_same_values() -> None:
    for key, sentences in messages.MESSAGES.items():
        if key.startswith(("fetch", "outcome")):
            fields = [{part.split("}")[0] for part in sentence.split("{")[1:]} for sentence in sentences.values()]
            assert len(fields) == 2, key
            assert fields[0] == fields[1], key


def _no_name(*_: object, **__: object) -> None:
    raise OSError("Name or service not known")
