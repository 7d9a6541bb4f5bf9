"""Text of page images, by the command `tesseract` (Apache-2.0) in Thai and English.

Only where staff ask for it: it takes seconds a page, and what it reads is not certain to be what is written.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from indexer.readers.messages import refusal

SECONDS_A_PAGE = 120
_RENDERER = Path(__file__).with_name("page_image.py")
_LANGUAGES = ("tha", "eng")
_PACKAGES = "tesseract-ocr, tesseract-ocr-tha (apt-get install tesseract-ocr tesseract-ocr-tha)"


def recognise(path: Path, numbers: Iterable[int], seconds_a_page: float = SECONDS_A_PAGE) -> Iterator[tuple[int, str]]:
    """Yield (page number from 1, text) for each of the pages that could be recognised in time, in the order given.

    Paragraphs are apart by empty lines. DocumentError where tesseract, its Thai data or pypdfium2 is not installed.
    """
    command = _tesseract(path)
    for number in numbers:
        text = _page(command, path, number, seconds_a_page)
        if text is not None:
            yield number, text


def _tesseract(path: Path) -> str:
    command = shutil.which("tesseract")
    if command is None:
        raise refusal("no_tesseract", name=path.name, packages=_PACKAGES)
    if importlib.util.find_spec("pypdfium2") is None:
        raise refusal("no_pdfium", name=path.name)
    listed = _run([command, "--list-langs"], b"", SECONDS_A_PAGE) or b""
    missing = set(_LANGUAGES) - set(listed.decode("utf-8", "replace").split())
    if missing:
        raise refusal("no_ocr_data", name=path.name, languages=", ".join(sorted(missing)), packages=_PACKAGES)
    return command


def _page(command: str, path: Path, number: int, seconds: float) -> str | None:
    # -I: nothing of the surroundings can slip into the program that opens the file
    image = _run([sys.executable, "-I", str(_RENDERER), str(path), str(number)], b"", seconds)
    if not image:
        return None
    # tesseract finds the columns itself: told that there is one (--psm 4), it misses fewer lines of a table, but reads
    # two columns across, which makes sentences that nobody wrote
    text = _run([command, "stdin", "stdout", "-l", "+".join(_LANGUAGES)], image, seconds)
    return None if text is None else text.decode("utf-8", "replace").replace("\f", "")


def _run(command: list[str], given: bytes, seconds: float) -> bytes | None:
    """What a command prints; None where it fails or takes longer than `seconds`."""
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}  # tesseract's threads slow each other down
    try:
        done = subprocess.run(  # noqa: S603 - a list of arguments, no shell
            command, input=given, capture_output=True, timeout=seconds, check=True, env=environment
        )
    except (subprocess.SubprocessError, OSError):
        return None
    return done.stdout
