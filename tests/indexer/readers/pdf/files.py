"""PDFs of many pages made to order; the font is that of test_text.py."""

from collections.abc import Mapping, Sequence

from tests.indexer.readers.pdf.test_text import at, stream, thai_font

_FIRST = 20  # object numbers below are the font's


def build(objects: Mapping[int, bytes]) -> bytes:
    """Return a PDF of numbered objects, however many; object 1 is the catalog."""
    parts, places, at_byte = [b"%PDF-1.7\n"], {}, 9
    for number, body in sorted(objects.items()):
        places[number] = at_byte
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        at_byte += len(parts[-1])
    size = max(objects) + 1
    parts.append(b"xref\n0 %d\n" % size)
    parts += [b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(size)]
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return b"".join(parts) + trailer % (size, at_byte)


def lines(*texts: str, top: int = 780) -> bytes:
    """Return page content: one line below the other."""
    return b"".join(at(50, top - 16 * i, text) for i, text in enumerate(texts))


def picture(pixels: bytes = b"\xff", width: int = 1, height: int = 1) -> bytes:
    """Return an image object, grey."""
    entries = b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8"
    return stream(pixels, entries % (width, height))


def pdf(contents: Sequence[bytes | None], image: bytes | None = None) -> bytes:
    """Return a PDF of pages with the given content; None is a page that only the image fills."""
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", **thai_font(), 15: image or picture()}
    kids = []
    for i, content in enumerate(contents):
        page, content_number = _FIRST + 2 * i, _FIRST + 2 * i + 1
        kids.append(b"%d 0 R" % page)
        objects[page] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F 10 0 R >> /XObject << /I 15 0 R >> >> >>" % content_number
        )
        objects[content_number] = stream(b"q 595 0 0 842 0 0 cm /I Do Q" if content is None else content)
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return build(objects)


def shared_pages(count: int, content: bytes) -> bytes:
    """Return a PDF of many pages that share one content, as small as it can be."""
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", **thai_font(), 4: stream(content)}
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F 10 0 R >> >> >>"
    )
    objects |= dict.fromkeys(range(_FIRST, _FIRST + count), page)
    kids = (b"%d 0 R" % number for number in range(_FIRST, _FIRST + count))
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), count)
    return build(objects)
