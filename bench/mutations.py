"""Random damage to documents: python -m bench.mutations DATA [--count 10000] [--seed 1] [--start 0]

DATA is a folder as `../shared/data/thai-pdf`: its PDFs, and its texts as DOCX, ODT and HTML, are damaged at random and
read as a build reads them. Every second ZIP and PDF is damaged inside (the XML before it is packed, the streams before
they are deflated), since most damage outside is found by checksums. The same seed and number give the same damage.

A file must become a document or be refused with a sentence. What only the isolation of the reader stopped (too slow,
too much memory, crashed, unexpected) is listed with its number, and exit code 1 tells of a crash or a hang.
"""

import argparse
import random
import resource
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path
from time import perf_counter

from pypdf import PdfReader, PdfWriter

from indexer.readers.isolated import IsolatedReader, ReadingFailed
from kb.errors import DocumentError

SECONDS_A_FILE = 60.0
_SIDECAR = """title = "ตัวอย่าง"
language = "th"
kind = "original"
publisher = "เทศบาล"
sources = [{url = "https://example.org/", title = "ตัวอย่าง", publisher = "เทศบาล", language = "th"}]
"""
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A document to damage: its ending, and what writes it with its inside passed through a function of bytes."""

    ending: str
    write: Callable[[Callable[[bytes], bytes]], bytes]


def mutated(data: bytes, chance: random.Random, changes: int = 4) -> bytes:
    """Return the bytes with up to `changes` of them, or short runs, overwritten, removed, doubled or swapped."""
    out = bytearray(data or b"x")
    for _ in range(chance.randint(1, changes)):
        at, other = chance.randrange(len(out)), chance.randrange(len(out))
        length = chance.choice([1, 1, 2, 8, 40])
        kind = chance.randrange(5)
        if kind == 0:
            out[at] = chance.randrange(256)
        elif kind == 1:
            del out[at : at + length]
        elif kind == 2:
            out[at:at] = out[other : other + length]
        elif kind == 3:
            out[at : at + length] = bytes(chance.randrange(256) for _ in range(length))
        else:
            out[at : at + length] = out[other : other + length]
        out = out or bytearray(b"x")
    return bytes(out)


def samples(data: Path) -> list[Sample]:
    """Return the texts of the folder as DOCX, ODT and HTML, and as many of its PDFs, a spread of its producers."""
    texts = [path.read_text(encoding="utf-8").splitlines() for path in sorted((data / "txt").glob("*.txt"))]
    files = sorted((data / "pdf").glob("*.pdf"))
    pdfs = [_pdf(path.read_bytes()) for path in files[:: max(1, len(files) // (3 * len(texts)))]]
    office = [make(lines) for lines in texts for make in (_docx, _odt, _html)]
    return [sample for pair in zip(pdfs, office, strict=False) for sample in pair]


def damaged(sample: Sample, number: int, seed: int) -> bytes:
    """Return the sample with the damage of this number and seed, inside or outside."""
    chance = random.Random(f"{seed}:{number}")
    if chance.random() < 0.5:
        return sample.write(lambda inside: mutated(inside, chance))
    return mutated(sample.write(lambda inside: inside), chance)


def main(arguments: Sequence[str] | None = None) -> None:
    """Damage, read and print; exit code 1 after a crash or a hang."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    if not (options.data / "txt").is_dir():
        raise SystemExit(f"There is no folder txt in {options.data}. Name the folder of the development set.")
    found = samples(options.data)
    outcomes: Counter[tuple[str, str]] = Counter()
    slowest, failures = 0.0, []
    reader = IsolatedReader()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.start, options.start + options.count):
            sample = found[number % len(found)]
            path = Path(folder) / f"a.th{sample.ending}"
            path.with_name(path.name + ".toml").write_text(_SIDECAR, encoding="utf-8")
            path.write_bytes(damaged(sample, number, options.seed))
            start = perf_counter()
            outcome = _read(reader, path)
            slowest = max(slowest, perf_counter() - start)
            outcomes[sample.ending, outcome] += 1
            if outcome not in {"document", "refused"}:
                failures.append(f"{number} ({sample.ending}): {outcome}")
    reader.close()
    print(f"{options.count:,} mutations from number {options.start:,}, seed {options.seed}.")
    for (ending, outcome), count in sorted(outcomes.items()):
        print(f"{ending:6} {outcome:16} {count:6,}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1_000_000
    print(f"Slowest file: {slowest:.1f} s of {SECONDS_A_FILE:.0f} s allowed; the reader took {peak:.0f} MB at most.")
    print("\n".join(failures) or "None was stopped by the isolation of the reader alone.")
    if any("crashed" in failure or "too_slow" in failure for failure in failures):
        raise SystemExit(1)


def _read(reader: IsolatedReader, path: Path) -> str:
    try:
        reader.read(path, seconds=SECONDS_A_FILE)
    except ReadingFailed as problem:
        return f"{problem.code}: {problem}" if problem.code == "unexpected" else problem.code
    except DocumentError:
        return "refused"
    return "document"


def _pdf(data: bytes) -> Sample:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    for page in writer.pages:
        contents = page.get_contents()
        if contents is not None:
            page.replace_contents(contents)
    plain = BytesIO()
    writer.write(plain)
    inflated = plain.getvalue()
    turn = iter(range(1_000_000_000))
    return Sample(".pdf", lambda change: change(inflated if next(turn) % 2 else data))


def _docx(lines: Sequence[str]) -> Sample:
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>{escape(line)}</w:t></w:r></w:p>'
        if number == 0
        else f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>"
        for number, line in enumerate(lines)
    )
    xml = f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    return Sample(".docx", lambda change: _zip({"_rels/.rels": _RELATIONSHIPS, "word/document.xml": xml}, change))


def _odt(lines: Sequence[str]) -> Sample:
    body = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    xml = (
        f'<office:document-content xmlns:office="{_OFFICE}:office:1.0" xmlns:text="{_OFFICE}:text:1.0">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return Sample(".odt", lambda change: _zip({"content.xml": xml}, change))


def _html(lines: Sequence[str]) -> Sample:
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines[1:])
    page = f'<html lang="th"><body><main><h1>{escape(lines[0])}</h1>{paragraphs}</main></body></html>'
    return Sample(".html", lambda change: _still_text(change(page.encode())))


def _still_text(data: bytes) -> bytes:
    """The bytes that are UTF-8: wrong ones would only make the encoding wrong, and end the test there."""
    return data.decode("utf-8", "ignore").encode()


def _zip(parts: dict[str, str], change: Callable[[bytes], bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name), _still_text(change(text.encode())))
    return packed.getvalue()


if __name__ == "__main__":
    main()
