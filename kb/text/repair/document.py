"""The repair of a whole document, step by step, and of a single line."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.text.repair.characters import CONSONANT, DEPENDENT, EITHER, LETTER, SOFT, WIDE
from kb.text.repair.codes import count_doubled_marks, drop_doubled_marks, repair_codes
from kb.text.repair.decoder import Piece, decode
from kb.text.repair.evidence import DAMAGE, TRIAL, is_plainly_moved, prices, refined
from kb.text.repair.furniture import drop_furniture
from kb.text.repair.headings import heading_levels
from kb.text.repair.health import health
from kb.text.repair.lexicon import segment
from kb.text.repair.paragraphs import Draft, join_lines
from kb.text.repair.prices import Prices
from kb.text.repair.spacing import close_brackets, close_letters
from kb.text.repair.values import Change, Paragraph, Place, Repaired

_IN_RUN = rf"(?!(?<![{LETTER}])[{CONSONANT}]\.)[{LETTER}{EITHER}]"  # 'ป.' is an abbreviation
_RUN = re.compile(f"{_IN_RUN}(?:[ {SOFT}]?{_IN_RUN})*")
_HANGING = re.compile(f"[ {SOFT}][{''.join(sorted(DEPENDENT))}]")
_SPACES = re.compile(" {2,}")
_WIDE_SPACE = re.compile(rf" {{2,}}(?![{''.join(sorted(DEPENDENT))} ])")
_LIKELY = 4.0  # an edit that costs less may be right even where every word is known
_LINE_END = re.compile("\r\n?|[\x0b\x85\u2028\u2029]")


def repair(text: str, places: Sequence[Sequence[Place]] = ()) -> Repaired:
    """Return the paragraphs of a text as extracted from a PDF, repaired, with every edit and each page's health.

    Lines of `text` end with a line feed and pages with a form feed. An empty text gives no paragraphs, and one page.
    `places` tells where lines stand on the page, which decides better than words where paragraphs end: for each page
    the places of its lines, from the first on; pages or lines at the end may be missing.
    Nothing is raised for any string; TypeError for anything else.
    """
    if not isinstance(text, str):
        raise TypeError(f"repair() takes a str, not {type(text).__name__}.")
    changes: list[Change] = []
    # a form feed ends a page; what an extractor writes after the last one is not a page
    raw = _LINE_END.sub("\n", text).removesuffix("\f").split("\f")
    pages = _repair_pages([page.split("\n") for page in raw], changes)
    lines = drop_furniture(pages, changes, places)
    closed = close_letters([line.text for line in lines], [line.page for line in lines], changes)
    drafts = join_lines(replace(line, text=text) for text, line in zip(closed, lines, strict=True))
    for draft in drafts:
        draft.text = _SPACES.sub(" ", _WIDE_SPACE.sub(WIDE, draft.text.strip()))
        changes += draft.joins
    repaired = _repair_words([draft.text for draft in drafts], [draft.page for draft in drafts], changes)
    levels = heading_levels([(draft.text, draft.spots) for draft in drafts])
    paragraphs = tuple(
        Paragraph(text, draft.page, level, tuple(spot.place for spot in draft.spots))
        for text, draft, level in zip(repaired, drafts, levels, strict=True)
    )
    if any(change.reason in DAMAGE for change in changes):
        paragraphs = tuple(replace(p, text=close_brackets(p.text, p.page, changes)) for p in paragraphs)
    return Repaired(paragraphs, tuple(changes), _health(raw, pages, drafts, paragraphs, changes))


def repair_line(text: str) -> str:
    """Return one line with its code points and words repaired; layout and spaces between words stay as they are.

    Clean text comes back unchanged, the empty string as the empty string. Line breaks in `text` are kept, each line is
    repaired for itself. TypeError for anything but a string.
    """
    if not isinstance(text, str):
        raise TypeError(f"repair_line() takes a str, not {type(text).__name__}.")
    return "\n".join(map(_repair_single, text.split("\n")))


def _repair_pages(pages: list[list[str]], changes: list[Change]) -> list[list[str]]:
    pages = [[repair_codes(line.replace("\t", " "), n, changes) for line in page] for n, page in enumerate(pages, 1)]
    if changes or sum(count_doubled_marks(line) for page in pages for line in page) > 1:
        # one doubled mark in a text without other damage is the author's slip, not the PDF's
        pages = [[drop_doubled_marks(line, n, changes) for line in page] for n, page in enumerate(pages, 1)]
    return pages


def _repair_single(line: str) -> str:
    changes: list[Change] = []
    line = _repair_pages([[line]], changes)[0][0]
    return _repair_words([line], [1], changes)[0]


def _repair_words(texts: list[str], pages: list[int], changes: list[Change]) -> list[str]:
    """Read every run of Thai letters twice: the first reading shows what the damage looks like in this document."""
    costs = _prices(texts, Counter(change.reason for change in changes))
    first = [[_read(run, costs) for run in _RUN.findall(text)] for text in texts]
    better = refined(costs, [pieces for runs in first for pieces in runs])
    readings = first if better == costs else [[_read(run, better) for run in _RUN.findall(text)] for text in texts]
    repaired = []
    for text, page, runs in zip(texts, pages, readings, strict=True):
        changes += [change for pieces in runs for change in _explain(pieces, page)]
        repaired.append(_write(text, runs).replace(SOFT, "").replace(WIDE, " "))
    return repaired


def _write(text: str, runs: list[list[Piece]]) -> str:
    """Return `text` with its runs as they were read."""
    written = iter(runs)
    return _RUN.sub(lambda _: "".join(piece.text for piece in next(written)), text)


def _prices(texts: list[str], edits: Counter[str]) -> Prices:
    text = "\n".join(texts)
    costs = prices(text, edits)
    if costs.moved < _LIKELY:
        return costs
    moved = sum(is_plainly_moved(piece) for run in _RUN.findall(text) for piece in _read(run, TRIAL))
    return prices(text, edits + Counter(moved_mark=moved)) if moved else costs


def _read(run: str, costs: Prices) -> list[Piece]:
    if _needs_decoding(run, costs):
        return decode(run, costs)
    plain = run.replace(SOFT, "").replace(EITHER, "า")
    return [Piece(w, w, known) for part in re.split("( )", plain) for w, known in _segment(part)]


def _segment(part: str) -> tuple[tuple[str, bool], ...]:
    return ((" ", False),) if part == " " else segment(part)


def _needs_decoding(run: str, costs: Prices) -> bool:
    if costs.changes_known_words or EITHER in run or _HANGING.search(run):
        return True
    if costs.am_after < _LIKELY and "า " in run:
        return True
    return any(not known for part in re.split(f"[ {SOFT}]", run) if part for _, known in segment(part))


def _explain(pieces: list[Piece], page: int) -> Iterator[Change]:
    for piece in pieces:
        before = piece.before.replace(SOFT, "").replace(EITHER, "า")
        if before != piece.text:
            yield Change(before, piece.text, _reason(before, piece.text), page)


def _reason(before: str, after: str) -> str:
    ringed, letters = before.count("ำ") - after.count("ำ"), before.replace(" ", "")
    if ringed:
        return "sara_am" if ringed < 0 else "sara_aa"
    if letters == after.replace(" ", ""):
        return "stray_space"
    return "moved_mark" if len(letters) == len(after.replace(" ", "")) else "lost_mark"


def _health(
    raw: list[str],
    pages: list[list[str]],
    drafts: list[Draft],
    paragraphs: tuple[Paragraph, ...],
    changes: list[Change],
) -> tuple[float, ...]:
    texts: list[list[str]] = [[] for _ in pages]
    for draft, paragraph in zip(drafts, paragraphs, strict=True):
        for page in range(draft.page, draft.last_page + 1):
            texts[page - 1].append(paragraph.text)
    guessed = Counter(change.page for change in changes if change.reason == "lost_mark")
    return tuple(
        health(source, "\n".join(lines), "\n".join(text), guessed[page])
        for page, (source, lines, text) in enumerate(zip(raw, pages, texts, strict=True), 1)
    )
