"""Word and OpenDocument files made to order, as small as the formats allow."""

import zipfile
from io import BytesIO
from pathlib import Path

from kb.types import Language
from tests.kb.documents import sidecar

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_ODT = " ".join(f'xmlns:{n}="{_ODF}{n}:1.0"' for n in ("office", "text", "table", "style", "manifest"))
_ODT += f' xmlns:draw="{_ODF}drawing:1.0"'

STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{more}</w:style>'
    for key, name, more in [
        ("1", "heading 1", ""),
        ("2", "heading 2", ""),
        ("Mine", "My heading", '<w:basedOn w:val="2"/>'),
        ("T", "Title", ""),
        ("C", "toc 1", ""),
        ("Loop", "loop", '<w:basedOn w:val="Loop"/>'),
        ("Out", "outline", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>'),
        ("Num", "numbered", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
    ]
)


def packed(parts: dict[str, str | bytes]) -> bytes:
    """Return a ZIP file of the parts."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return data.getvalue()


def docx_parts(body: str, *, numbering: str = "", notes: str = "") -> dict[str, str | bytes]:
    """Return the parts of a Word file; `body`, `numbering` and `notes` are what stands inside the parts' roots."""
    related = {"styles": "styles.xml", "numbering": "numbering.xml", "footnotes": "/word/footnotes.xml"}
    relations = "".join(
        f'<Relationship Id="r{i}" Type="{_TYPE}{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate({**related, "header": "header1.xml"}.items())
    )
    start = '<?xml version="1.0" encoding="UTF-8"?>'
    return {
        "_rels/.rels": f'{start}<Relationships><Relationship Id="a" Type="{_TYPE}officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f"{start}<Relationships>{relations}</Relationships>",
        "word/document.xml": f"{start}<w:document {W} {_MORE}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"{start}<w:styles {W}>{STYLES}</w:styles>",
        "word/numbering.xml": f"{start}<w:numbering {W}>{numbering}</w:numbering>",
        "word/footnotes.xml": f"{start}<w:footnotes {W}>{notes}</w:footnotes>",
        "word/header1.xml": f"{start}<w:hdr {W}>{paragraph('Running header')}</w:hdr>",
    }


def docx(body: str, *, numbering: str = "", notes: str = "") -> bytes:
    """Return a Word file."""
    return packed(docx_parts(body, numbering=numbering, notes=notes))


def paragraph(text: str, properties: str = "") -> str:
    """Return a paragraph of Word XML."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def item(text: str, list_id: int = 1, level: int = 0) -> str:
    """Return a list item of Word XML."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def abstract(key: int, *levels: tuple[str, str], start: int = 1) -> str:
    """Return an abstract list of Word XML, its levels as (format, text)."""
    inside = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (kind, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{key}">{inside}</w:abstractNum>'


def num(key: int, definition: int, inside: str = "") -> str:
    """Return a list of Word XML."""
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{definition}"/>{inside}</w:num>'


def odt_parts(body: str, *, styles: str = "", automatic: str = "", manifest: str = "") -> dict[str, str | bytes]:
    """Return the parts of an OpenDocument text."""
    start = '<?xml version="1.0" encoding="UTF-8"?>'
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"{start}<office:document-content {_ODT}><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>",
        "styles.xml": f"{start}<office:document-styles {_ODT}><office:styles>{styles}</office:styles>"
        "<office:master-styles><style:master-page><style:header><text:p>Running header</text:p></style:header>"
        "</style:master-page></office:master-styles></office:document-styles>",
        "META-INF/manifest.xml": f"{start}<manifest:manifest {_ODT}>{manifest}</manifest:manifest>",
    }


def odt(body: str, *, styles: str = "", automatic: str = "", manifest: str = "") -> bytes:
    """Return an OpenDocument text."""
    return packed(odt_parts(body, styles=styles, automatic=automatic, manifest=manifest))


def write(folder: Path, name: str, data: bytes | str, language: Language = "th") -> Path:
    """Write a file with its sidecar and return its path."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    path.with_name(f"{name}.toml").write_text(sidecar(language=language), encoding="utf-8")
    return path
