"""Files are read in a process that may run out of time or memory, or die, without harm to the next file."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from indexer.readers import read_file
from indexer.readers.isolated import (
    MAX_MEMORY,
    MOST_SECONDS,
    OCR_SECONDS,
    SECONDS,
    SECONDS_A_MEGABYTE,
    IsolatedReader,
    ReadingFailed,
    _answer,
    seconds_for,
    shared_reader,
)
from indexer.readers.reading import Reading
from kb.errors import DocumentError, Told
from tests.indexer.readers.office import docx, paragraph, write
from tests.kb.documents import markdown

SMALL = markdown("เมืองเรียนรู้\n", language="th")
HEAVY = docx("".join(paragraph("เมืองแห่งการเรียนรู้ " * 20) for _ in range(20_000)))  # some seconds of work


def small(folder: Path) -> Path:
    return write(folder, "a.th.md", SMALL)


def test_what_is_read_is_what_the_reader_returns(tmp_path: Path) -> None:
    path = small(tmp_path)
    assert shared_reader().read(path) == read_file(path)


def test_a_refusal_comes_back_as_it_was_raised(tmp_path: Path) -> None:
    path = write(tmp_path, "a.th.pdf", b"no pdf")
    with pytest.raises(DocumentError, match=r"^a\.th\.pdf is not a PDF") as raised:
        shared_reader().read(path)
    assert not isinstance(raised.value, ReadingFailed)


def test_a_file_that_takes_too_long_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    reader = shared_reader()
    with pytest.raises(ReadingFailed, match=r"^b\.th\.docx was not read within 0 seconds\. Split it") as raised:
        reader.read(write(tmp_path, "b.th.docx", HEAVY), seconds=0.05)
    assert raised.value.code == "too_slow"
    assert reader.read(small(tmp_path)).document.id == "a.th"


def test_a_file_that_takes_too_much_memory_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    reader = IsolatedReader(max_memory=300_000_000)
    with pytest.raises(ReadingFailed, match=r"^b\.th\.docx takes more than 300 MB of memory") as raised:
        reader.read(write(tmp_path, "b.th.docx", docx("<w:p/>" * 2_000_000)))
    assert raised.value.code == "too_much_memory"
    assert reader.read(small(tmp_path)).document.id == "a.th"
    reader.close()


def test_a_file_that_ends_the_process_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    reader = shared_reader()
    reader.read(small(tmp_path))
    process = reader._process
    assert process is not None
    assert process.pid is not None
    threading.Timer(0.05, os.kill, (process.pid, signal.SIGKILL)).start()
    with pytest.raises(ReadingFailed, match=r"^b\.th\.docx made the reading program fail \(exit code -9\)"):
        reader.read(write(tmp_path, "b.th.docx", HEAVY))
    assert reader.read(small(tmp_path)).document.id == "a.th"


def test_a_process_that_ended_while_idle_is_replaced_and_ends_with_its_reader(tmp_path: Path) -> None:
    reader = IsolatedReader()
    reader.read(small(tmp_path))
    process = reader._process
    assert process is not None
    process.terminate()
    process.join()
    assert reader.read(small(tmp_path)).document.id == "a.th"
    process = reader._process
    assert process is not None
    reader.close()
    deadline = time.monotonic() + 5
    while process.pid and Path(f"/proc/{process.pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not Path(f"/proc/{process.pid}").exists()


def test_time_grows_with_the_file_within_bounds(tmp_path: Path) -> None:
    path = tmp_path / "a.th.txt"
    assert seconds_for(path) == SECONDS
    path.write_bytes(bytes(2_000_000))
    assert seconds_for(path) == SECONDS + 2 * SECONDS_A_MEGABYTE
    os.truncate(path, 90_000_000)
    assert seconds_for(path) == MOST_SECONDS
    assert seconds_for(path, ocr=True) == OCR_SECONDS


def test_failures_survive_the_way_between_processes() -> None:
    import pickle

    failure = pickle.loads(pickle.dumps(ReadingFailed(Told("too_slow", "ประโยค", "A sentence."))))
    assert (failure.code, failure.told.th, str(failure)) == ("too_slow", "ประโยค", "A sentence.")


def test_what_no_reader_foresaw_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(path: Path, *, ocr: bool) -> Reading:
        raise RecursionError("too deep")

    monkeypatch.setattr("indexer.readers.read_file", fails)

    failure = _answer(tmp_path / "a.th.md", False, MAX_MEMORY)

    assert isinstance(failure, ReadingFailed)
    assert failure.code == "unexpected"
    assert "a.th.md" in failure.told.th
    assert "too deep" in failure.told.en
