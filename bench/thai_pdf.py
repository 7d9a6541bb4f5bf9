"""Thai PDF extraction and repair against clean originals, beside other tools: python -m bench.thai_pdf DATA

DATA is a folder as `../shared/data/thai-pdf`: clean texts, PDFs of them by many producers and in many fonts, texts
damaged on purpose, and `score.py`, whose measures are used as they are. Peers are measured where they are installed
(pip install -e '.[bench]'; pdftotext is in poppler-utils).

CER: edits per character; word F1: in reading order; paragraph F1: line breaks that are the original's. Lower is better
for CER and harm, higher for the others.
"""

import argparse
import importlib.util
import json
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from types import ModuleType
from typing import Any

from indexer.readers.pdf.text import read_pdf_text
from kb.errors import DocumentError
from kb.text.repair import HEALTHY, Place, repair

Places = Sequence[Sequence[Place]]
Extract = Callable[[Path], tuple[str, Places]]
Mend = Callable[[str, Places], str]
MEASURES = {"CER": "Character error rate, %", "F1": "Word F1", "parF1": "Paragraph F1"}
OURS = "ours"
ALL, DESTROYED, READABLE = "all", "ghostscript", "all but ghostscript"
LOST = 0.2  # of the characters: a text layer that is of no use


@dataclass(frozen=True, slots=True)
class Sample:
    """A PDF of the development set and how it was made."""

    path: Path
    document: str
    producer: str
    font: str


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--only", default="", help="only files whose name holds this")
    options = parser.parse_args(arguments)
    data: Path = options.data
    if not (data / "score.py").is_file():
        raise SystemExit(
            f"There is no score.py in {data}. The development set lies beside the project, not in it; name its folder."
        )
    score = _load(data / "score.py")
    originals = {path.stem: _text(path) for path in sorted((data / "txt").glob("*.txt"))}
    extractors, menders = _extractors(), _menders()
    print(f"Extractors: {', '.join(extractors)}. Menders: {', '.join(menders)}.")
    print("A column is an extractor, and after + a mender of its text.\n")
    samples = [sample for sample in _samples(data) if options.only in sample.path.name]
    _pdfs(score, samples, originals, extractors, menders)
    _destroyed(score, samples, originals)
    damaged = [path for path in sorted((data / "corrupted").glob("*.txt")) if options.only in path.name]
    _damaged(score, damaged, originals, menders)
    _harm(score, originals, menders)


def _pdfs(
    score: ModuleType,
    samples: Sequence[Sample],
    originals: Mapping[str, str],
    extractors: Mapping[str, Extract],
    menders: Mapping[str, Mend],
) -> None:
    sums: dict[tuple[str, str], Any] = defaultdict(score.Acc)
    seconds: dict[str, float] = defaultdict(float)
    characters = sum(len(originals[sample.document]) for sample in samples)
    for sample in samples:
        groups = [f"by {sample.producer}", f"in {sample.font}", ALL]
        groups += [READABLE] if sample.producer != DESTROYED else []
        for name, extract in extractors.items():
            start = perf_counter()
            extracted, places = extract(sample.path)
            seconds[name] += perf_counter() - start
            for mender, mend in {"": _as_it_is, **menders}.items():
                system = f"{name}+{mender}" if mender else name
                start = perf_counter()
                text = mend(extracted, places)
                seconds[system] += perf_counter() - start if mender else 0.0
                for group in groups:
                    sums[group, system].add(text, originals[sample.document])
    systems = list(dict.fromkeys(system for _, system in sums))
    systems.sort(key=lambda system: system != f"{OURS}+{OURS}")
    met = {group for group, _ in sums}
    shown = [*sorted(met - {ALL, READABLE}), *(group for group in (READABLE, ALL) if group in met)]
    for measure, title in MEASURES.items():
        factor, digits = (100, 2) if measure == "CER" else (1, 3)
        rows = [
            [group, *(f"{factor * sums[group, system].out()[measure]:.{digits}f}" for system in systems)]
            for group in (shown if samples else ())
        ]
        _table(f"{title}, {len(samples)} PDFs", ["", *systems], rows)
    speeds = [
        [system, f"{characters / max(1e-9, seconds[system]):,.0f}"]
        for system in systems
        if seconds[system] > 0 and characters
    ]
    _table("Characters a second: an extractor alone, and a mender alone on its text", ["", "characters/s"], speeds)


def _destroyed(score: ModuleType, samples: Sequence[Sample], originals: Mapping[str, str]) -> None:
    """Whether text layers that nobody can mend are told from the others, page by page."""
    flagged: dict[bool, list[bool]] = {True: [], False: []}
    for sample in samples:
        repaired = repair(*_ours(sample.path))
        errors = score.Acc()
        errors.add(repaired.text, originals[sample.document])
        flagged[errors.out()["CER"] > LOST] += [health < HEALTHY for health in repaired.health]
    names = {True: f"more than {LOST:.0%} of letters wrong", False: "readable"}
    rows = [[name, str(len(flagged[lost])), str(sum(flagged[lost]))] for lost, name in names.items()]
    _table("Pages flagged as destroyed, after repair", ["", "pages", "flagged"], rows)


def _damaged(
    score: ModuleType, paths: Sequence[Path], originals: Mapping[str, str], menders: Mapping[str, Mend]
) -> None:
    sums: dict[tuple[str, str], Any] = defaultdict(score.Acc)
    seconds = 0.0
    characters = 0
    for path in paths:
        document, profile = path.stem.rsplit(".", 1)
        text = _text(path)
        for name, mend in {"before": _as_it_is, **menders}.items():
            start = process_time()
            mended = mend(text, ())
            if name == OURS:
                seconds += process_time() - start
                characters += len(text)
            for group in (profile, ALL):
                sums[group, name].add(mended, originals[document])
    profiles = [*sorted({group for group, _ in sums} - {ALL}), ALL] if paths else []
    names = ["before", *menders]
    for measure, title in MEASURES.items():
        factor, digits = (100, 2) if measure == "CER" else (1, 3)
        rows = [
            [group, *(f"{factor * sums[group, name].out()[measure]:.{digits}f}" for name in names)]
            for group in profiles
        ]
        _table(f"{title}, {len(paths)} damaged texts", ["", *names], rows)
    if seconds:
        print(f"Repair of damaged text: {characters / seconds:,.0f} characters a second of processor time.\n")


def _harm(score: ModuleType, originals: Mapping[str, str], menders: Mapping[str, Mend]) -> None:
    """What mending does to texts that need none, and to lines that look as if they did."""
    from rapidfuzz.distance import Levenshtein

    traps = [line for line in score.HARM_LINES if line.strip()]
    characters = sum(len(score.collapse(text)) for text in originals.values())
    rows = []
    for name, mend in menders.items():
        start = perf_counter()
        mended = {key: mend(text, ()) for key, text in originals.items()}
        seconds = perf_counter() - start
        edits = [
            Levenshtein.distance(score.collapse(mended[key]), score.collapse(text)) for key, text in originals.items()
        ]
        sprung = sum(score.collapse(mend(line, ())) != score.collapse(line) for line in traps)
        rows.append(
            [
                name,
                f"{edits.count(0)} of {len(edits)}",
                f"{10_000 * sum(edits) / max(1, characters):.2f}",
                f"{sprung} of {len(traps)}",
                f"{characters / max(1e-9, seconds):,.0f}",
            ]
        )
    header = ["", "unchanged", "edits/10,000", "traps changed", "characters/s"]
    _table("Harm to clean texts", header, rows)


def _extractors() -> dict[str, Extract]:
    found: dict[str, Extract] = {OURS: _ours, "pypdf": _pypdf}
    if importlib.util.find_spec("pypdfium2"):
        found["pdfium"] = _pdfium
    if shutil.which("pdftotext"):
        found["poppler"] = _poppler
    return found


def _menders() -> dict[str, Mend]:
    from pythainlp.util import normalize

    repair("ก")  # loads its dictionary, which is not to be timed
    found: dict[str, Mend] = {
        OURS: lambda text, places: repair(text, places).text,
        "norm": lambda text, _: _by_line(normalize, text),
    }
    if importlib.util.find_spec("fixthaipdf"):
        import fixthaipdf

        found["fix"] = lambda text, _: str(fixthaipdf.clean(text))
    return found


def _as_it_is(text: str, _: Places) -> str:
    return text


def _by_line(mend: Callable[[str], str], text: str) -> str:
    """Mend line by line: PyThaiNLP takes line breaks for white space."""
    return "\n".join(mend(line) for line in text.replace("\f", "\n").split("\n"))


def _ours(path: Path) -> tuple[str, Places]:
    try:
        pages = list(read_pdf_text(path))
    except DocumentError as problem:
        print(problem)
        pages = []
    return "\f".join(page.text for page in pages), [page.places for page in pages]


def _pypdf(path: Path) -> tuple[str, Places]:
    import pypdf

    return "\f".join(page.extract_text() for page in pypdf.PdfReader(path).pages), ()


def _pdfium(path: Path) -> tuple[str, Places]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return "\f".join(_page_text(page) for page in document), ()
    finally:
        document.close()


def _page_text(page: Any) -> str:
    text_page = page.get_textpage()
    try:
        return str(text_page.get_text_range()).replace("\r\n", "\n")
    finally:
        text_page.close()
        page.close()


def _poppler(path: Path) -> tuple[str, Places]:
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True, timeout=60)
    return done.stdout.decode("utf-8", "replace"), ()


def _samples(data: Path) -> list[Sample]:
    entries = json.loads((data / "manifest.json").read_text(encoding="utf-8"))
    return [Sample(data / "pdf" / e["file"], e["doc"], e["producer"], e["font"]) for e in entries]


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("thai_pdf_score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} cannot be loaded as Python.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8").replace("\r\n", "\n")  # form feeds stay


def _table(title: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    lines = [header, *rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(header))]
    print(title)
    for line in lines:
        cells = [cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)]
        print("  ".join([line[0].ljust(widths[0]), *cells]).rstrip())
    print()


if __name__ == "__main__":
    main()
