"""Reading in a process of its own, so that no file can stop, starve or crash the build.

The formats' own bounds refuse what they foresee, with the reason; the bounds here are for what they do not: a time for
each file, an amount of memory, and a process that may die. One process serves file after file and ends by itself when
it has had nothing to do for a while; what it did not survive is refused by name, and another takes its place.
"""

import logging
import multiprocessing
import resource
import signal
import threading
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from indexer.readers.messages import sentence
from indexer.readers.reading import Reading
from kb.errors import DocumentError

MAX_MEMORY = 2_000_000_000  # bytes of address space
SECONDS, SECONDS_A_MEGABYTE, MOST_SECONDS = 60.0, 100.0, 3600.0
OCR_SECONDS = 8 * 3600.0  # each page has a limit of its own there
_IDLE_SECONDS = 30.0
_PATIENCE = 0.2
Answer = Reading | DocumentError


class ReadingFailed(DocumentError):
    """A file that its reader did not foresee; `code` is too_slow, too_much_memory, crashed or unexpected."""


def seconds_for(path: Path, *, ocr: bool = False) -> float:
    """Return how long a file may take: a minute and 100 s a megabyte, at most an hour; 8 hours with `ocr`."""
    if ocr:
        return OCR_SECONDS
    try:
        megabytes = path.stat().st_size / 1_000_000
    except OSError:
        megabytes = 0.0
    return min(MOST_SECONDS, SECONDS + SECONDS_A_MEGABYTE * megabytes)


@dataclass(slots=True)
class IsolatedReader:
    """Reads files in a process that is started when it is needed. Threads may share it; they wait for each other."""

    max_memory: int = MAX_MEMORY
    _process: BaseProcess | None = None
    _pipe: "Connection[tuple[Path, bool], Answer] | None" = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def read(self, path: Path, *, ocr: bool = False, seconds: float | None = None) -> Reading:
        """Return what `read_file` does; `ReadingFailed` where it takes more than `seconds` or memory, or breaks down.

        Without `seconds` the file may take `seconds_for` it.
        """
        with self._lock:
            answer = self._ask(path, ocr, seconds_for(path, ocr=ocr) if seconds is None else seconds)
        if isinstance(answer, DocumentError):
            raise answer
        return answer

    def close(self) -> None:
        """End the process, if there is one; the next file starts another."""
        with self._lock:
            self._end()

    def _ask(self, path: Path, ocr: bool, seconds: float) -> Answer:
        code: int | None = 0
        while code == 0:  # an idle process may end while it is asked
            pipe = self._started()
            try:
                pipe.send((path.absolute(), ocr))
                if pipe.poll(seconds):
                    return pipe.recv()
                self._end()
                return _failed("too_slow", path, seconds=round(seconds))
            except (EOFError, OSError):
                code = self._end()
        return _failed("crashed", path, exit_code=code)

    def _started(self) -> "Connection[tuple[Path, bool], Answer]":
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self._end()
            context = multiprocessing.get_context("spawn")  # a fork would copy the locks of other threads
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs, self.max_memory), daemon=True)
            self._process.start()
            theirs.close()
        return self._pipe

    def _end(self) -> int | None:
        """End the process and return its exit code, None if there was none."""
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        if self._process is None:
            return None
        self._process.join(_PATIENCE)
        self._process.kill()
        self._process.join()
        code, self._process = self._process.exitcode, None
        return code


@cache
def shared_reader() -> IsolatedReader:
    """Return the one reader of this process."""
    return IsolatedReader()


def _serve(pipe: "Connection[Answer, tuple[Path, bool]]", max_memory: int) -> None:
    """Answer one request after the other until none comes for a while or nobody is there."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the build is interrupted, and ends this process then
    resource.setrlimit(resource.RLIMIT_AS, (max_memory, max_memory))
    logging.disable()  # libraries report each oddity of a file, without its name
    try:
        while pipe.poll(_IDLE_SECONDS):
            path, ocr = pipe.recv()
            pipe.send(_answer(path, ocr, max_memory))
    except (EOFError, OSError):
        return


def _answer(path: Path, ocr: bool, max_memory: int) -> Answer:
    from indexer.readers import read_file

    try:
        return read_file(path, ocr=ocr)
    except DocumentError as problem:
        return problem
    except MemoryError:
        return _failed("too_much_memory", path, megabytes=max_memory // 1_000_000)
    except Exception as problem:  # noqa: BLE001 - whatever a file brings about must not end the build
        return _failed("unexpected", path, problem=f"{type(problem).__name__}: {problem}")


def _failed(code: str, path: Path, **values: object) -> ReadingFailed:
    return ReadingFailed(sentence(code, name=path.name, **values))
