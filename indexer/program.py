"""What reads, repairs and cuts documents, by one name: where it changes, every file is read anew."""

import hashlib
import re
import shutil
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_CODE = (
    "indexer/corpus.py",
    "indexer/glossary.py",
    "indexer/readers",
    "kb/embedder.py",
    "kb/passages.py",
    "kb/store.py",
    "kb/text",
    "kb/types.py",
)
_COMMANDS = ("pdftotext", "tesseract")
_NAME = re.compile(r"[A-Za-z0-9._-]+")


@cache
def program() -> str:
    """Return the sha256 of the readers' code, of the versions of every library and of which commands are there."""
    summed = hashlib.sha256()
    for place in _CODE:
        path = _ROOT / place
        for module in [path] if path.is_file() else sorted(path.rglob("*.py")):
            summed.update(module.read_bytes())
    for name in sorted({found[0] for text in requires("gnlc-answers") or () if (found := _NAME.match(text))}):
        summed.update(f"{name} {_version(name)}\n".encode())
    for command in _COMMANDS:
        summed.update(f"{command} {shutil.which(command)}\n".encode())
    return summed.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "-"
