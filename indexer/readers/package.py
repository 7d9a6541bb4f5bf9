"""The ZIP package that office formats are: its XML parts, read within bounds.

A file of some kilobytes can claim to inflate to terabytes, to hold millions of parts, or to expand an entity a billion
times; so parts are counted before the directory is read, inflated only to a limit, and document types are refused.
"""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from lxml import etree

from indexer.readers.assemble import Part
from indexer.readers.encoding import read_bytes
from indexer.readers.messages import refusal, sentence
from kb.errors import DocumentError

MAX_FILE_BYTES = 200_000_000  # pictures count here, but are never inflated
MAX_PARTS = 10_000
MAX_XML_BYTES = 48_000_000  # of all parts read, inflated: about 2,000 pages; a tree takes up to 20 times that in memory
MAX_ELEMENTS = 3_000_000
_CHUNK = 1_000_000
_DIRECTORY_ENTRY = b"PK\x01\x02"
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAFE = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # the others inflate a block whole, whatever its size
_ENCRYPTED = 0x1


@dataclass(slots=True)
class Package:
    """The parts of one file by name; `left` is how many bytes of XML may still be inflated."""

    path: Path
    _zip: zipfile.ZipFile
    _left: int = field(default=MAX_XML_BYTES)

    def xml(self, name: str) -> etree._Element | None:
        """Return the root of an XML part, None where there is no such part; DocumentError where it is out of bounds.

        A damaged part raises what zipfile, zlib or lxml raise.
        """
        try:
            info = self._zip.getinfo(name)
        except KeyError:
            return None
        if info.flag_bits & _ENCRYPTED:
            raise encrypted(self.path)
        if info.compress_type not in _SAFE:
            raise damaged(self.path, sentence("compression", part=name))
        chunks = []
        with self._zip.open(info) as part:
            while chunk := part.read(_CHUNK):
                chunks.append(chunk)
                self._left -= len(chunk)
                if self._left < 0:
                    raise refusal("too_much_xml", name=self.path.name, limit=MAX_XML_BYTES)
        return _parse(self.path, name, b"".join(chunks))


def open_package(path: Path, kind: str) -> Package:
    """Return the package in a file; `kind` names what it should be, by a key of `messages`.

    DocumentError where it cannot be opened, is encrypted, is no ZIP file, or is out of bounds.
    """
    data = read_bytes(path, MAX_FILE_BYTES)
    if data.startswith(_COMPOUND_FILE):
        raise refusal("old_or_encrypted", name=path.name, ending=path.suffix)
    if not data.startswith(b"PK"):
        raise refusal("not_package", name=path.name, kind=sentence(kind))
    if data.count(_DIRECTORY_ENTRY) > MAX_PARTS:
        raise refusal("too_many_parts", name=path.name, limit=MAX_PARTS)
    try:
        return Package(path, zipfile.ZipFile(BytesIO(data)))
    except Exception as problem:  # zipfile meets a damaged directory with errors of many kinds
        raise damaged(path, problem) from problem


def package_parts(path: Path, kind: str, read: Callable[[Path, Package], list[Part]]) -> list[Part]:
    """Return the parts that `read` finds in the package at `path`, which should be of `kind`.

    Raises DocumentError for whatever goes wrong on the way.
    """
    package = open_package(path, kind)
    try:
        return read(path, package)
    except (DocumentError, MemoryError):
        raise
    except Exception as problem:  # what zipfile, zlib and lxml meet in a damaged file is of many kinds
        raise damaged(path, problem) from problem


def damaged(path: Path, problem: object) -> DocumentError:
    """Return the error for a file that cannot be read."""
    reason = str(problem) or type(problem).__name__
    return refusal("damaged", name=path.name, problem=reason)


def encrypted(path: Path) -> DocumentError:
    """Return the error for a file with a password."""
    return refusal("encrypted", name=path.name)


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace, which the strict and the usual format spell differently."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element | None, name: str) -> str | None:
    """Return the value of an attribute, whatever its namespace; None where it or the element is missing."""
    if element is not None:
        for key, value in element.attrib.items():
            if key.rpartition("}")[2] == name:
                return str(value)
    return None


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """Return what lies at a path of local names below an element; None where it ends early."""
    for name in names:
        element = next((c for c in element if local_name(c) == name), None) if element is not None else None
    return element


def _parse(path: Path, name: str, data: bytes) -> etree._Element:
    if data.count(b"<") > 2 * MAX_ELEMENTS:
        raise refusal("xml_elements", name=path.name)
    # resolving nothing is not enough: huge default attributes would still be filled in
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        if problem.code == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from problem
        raise
    if root.getroottree().docinfo.doctype:
        raise refusal("document_type", name=path.name, part=name)
    return root
