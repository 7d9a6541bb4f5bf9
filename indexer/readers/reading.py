"""What reading a file gives: a document, and sentences about what of the file is not in it."""

from dataclasses import dataclass

from kb.errors import Told
from kb.types import Document


@dataclass(frozen=True, slots=True)
class Reading:
    """`warnings` are whole sentences with the file's name; none where the document holds all of the file's text."""

    document: Document
    warnings: tuple[Told, ...] = ()
