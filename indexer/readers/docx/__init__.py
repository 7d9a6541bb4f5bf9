"""DOCX (ECMA-376, Word since 2007) -> Document. A sidecar describes it; headers, footers and comments are left out."""

from pathlib import Path, PurePosixPath

from lxml import etree

from indexer.readers.assemble import Part, assemble
from indexer.readers.docx.body import Body
from indexer.readers.docx.lists import read_lists
from indexer.readers.docx.styles import read_styles
from indexer.readers.metadata import read_sidecar
from indexer.readers.package import Package, attribute, child, local_name, package_parts
from kb.errors import DocumentError
from kb.types import Document

_MAIN = "word/document.xml"
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}


def read_docx(path: Path) -> Document:
    """Return the document in a Word file; DocumentError where it is encrypted, damaged, too large or without text."""
    return assemble(path, read_sidecar(path), docx_parts(path))


def docx_parts(path: Path) -> list[Part]:
    """Return the headings and paragraphs of a Word file, repaired; DocumentError where it cannot be used."""
    return package_parts(path, "a Word document (.docx)", _parts)


def _parts(path: Path, package: Package) -> list[Part]:
    main = _main_part(package)
    related = _related(package, main)
    root = package.xml(main)
    body = child(root, "body")
    if body is None:
        raise DocumentError(
            f"{path.name} is not a Word document: it has no {main} with a body. Save it as .docx again."
        )
    notes = {}
    for kind, name in _NOTES.items():
        part = package.xml(related[kind]) if kind in related else None
        for element in part if part is not None else ():
            if local_name(element) == name:
                notes[name, attribute(element, "id") or ""] = element
    styles = read_styles(_part(package, related, "styles"))
    lists = read_lists(_part(package, related, "numbering"))
    return list(Body(styles, lists, notes).parts(body))


def _part(package: Package, related: dict[str, str], kind: str) -> etree._Element | None:
    return package.xml(related[kind]) if kind in related else None


def _main_part(package: Package) -> str:
    for kind, target in _related(package, "").items():
        if kind == "officeDocument":
            return target
    return _MAIN


def _related(package: Package, part: str) -> dict[str, str]:
    """The parts that a part refers to, by the last word of the relationship's type; the first of each."""
    folder = PurePosixPath(part).parent
    root = package.xml(f"{folder}/_rels/{PurePosixPath(part).name}.rels" if part else "_rels/.rels")
    found: dict[str, str] = {}
    for element in root if root is not None else ():
        target = attribute(element, "Target") or ""
        if attribute(element, "TargetMode") != "External" and target:
            kind = (attribute(element, "Type") or "").rpartition("/")[2]
            # an absolute target replaces the folder; office programs write no ".."
            found.setdefault(kind, str(PurePosixPath("/") / folder / target).lstrip("/"))
    return found
