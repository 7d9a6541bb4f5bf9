"""From hard-wrapped lines to paragraphs.

A line was wrapped when its successor's first word had no room left on it; a paragraph ends where that word would have
fitted, or where a bullet, a number, an indent or an empty line begins the next one. Room is measured against the width
of the paragraph so far and of the document (`ruler`). A text whose lines have no common width was not wrapped, and its
lines stay as they are.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kb.text.repair.characters import DEPENDENT, DIGIT, LETTER, SOFT
from kb.text.repair.columns import Spot
from kb.text.repair.furniture import Line
from kb.text.repair.lexicon import unknown_letters
from kb.text.repair.ruler import Ruler, first_word, fit
from kb.text.repair.setting import Room, Setting, read_setting, room
from kb.text.repair.values import Change

_ITEM = re.compile(
    rf"[•●▪◦○■□✓➢\uf0b7*–-] |\(?[{DIGIT}]{{1,3}}(?:\.[{DIGIT}]{{1,3}})*[.)] |[{DIGIT}]{{1,2}}\.[{DIGIT}]{{1,2}} "
    r"|[กขคงจฉ][.)] |\(?[a-z]\) |(?:ข้อ|มาตรา|หมวด|บทที่|ระเบียบวาระที่|ตารางที่|Article) ?[0-9๐-๙]|[QA]: |(?:ถาม|ตอบ):"
)
_BULLET = re.compile(r"[•●▪◦○■□✓➢\uf0b7] ")
_URL = re.compile(r"https?://\S+")
_URL_CUT = re.compile(r"https?://\S*[-/_=&?.]$")
_URL_REST = re.compile(r"[A-Za-z0-9_%#?=&/-]+(?:[./][A-Za-z0-9_%#?=&/-]+)*")
_RANGE_CUT = re.compile(rf"[{DIGIT}][-–/]$|\w[-/]$")
_LAST_RUN = re.compile(f"[{LETTER}]{{1,24}}$")
_FIRST_RUN = re.compile(f"[{LETTER}]{{1,24}}")
_SENTENCE_END = re.compile(r"[.!?][\"”’)]?$")
_APART = re.compile(  # what is written apart from the word before it in nearly every text
    r"(?:พ\.ศ\.|ค\.ศ\.|โทร\.|นอกจากนี้|อย่างไรก็ตาม|ทั้งนี้|ดังนั้น|ได้แก่|เช่น(?!กัน|เดียว|นั้น|นี้))"
)
_CLOSING = ")]”’,.;:!?"
_OPENING = "([“‘"
_LABEL_END = re.compile(rf"[\s{DIGIT}:]")
_LABEL, _SHORT = 8, 0.8
_QUOTED = 12  # letters on both sides of a joint, to show where it is
_FULL, _NARROW = 0.935, 0.93  # of the width: measures are not exact, and items of a list are indented


@dataclass(slots=True)
class Draft:
    """A paragraph that is being joined: its text so far, with `SOFT` at breaks without a space, and its pages.

    `widest` is the width of its widest line, `lines` how many it has, `joins` the edits that joined them, `spots` where
    its lines stand, as far as that is known.
    """

    text: str
    page: int
    last_page: int
    widest: float
    lines: int = 1
    joins: list[Change] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)

    @property
    def inner(self) -> float | None:
        """The indent of the lines after the first, None where there are none or it is not known."""
        return self.spots[1].indent if len(self.spots) > 1 else None


@dataclass(frozen=True, slots=True)
class Gap:
    """What surrounds a line end: the lines as they are, and whether an empty line lies between the first two."""

    previous: str
    line: str
    following: str
    is_blank: bool

    @property
    def before(self) -> str:
        """The line that ends here, without the space after it."""
        return self.previous.rstrip()

    @property
    def after(self) -> str:
        """The line that begins here, without its indent."""
        return self.line.lstrip()


def join_lines(lines: Iterable[Line]) -> list[Draft]:
    """Return the paragraphs in order. Blank lines give none."""
    lines = list(_reattach_marks(lines))
    ruler = fit([line.text for line in lines])
    setting = read_setting(lines)
    openings = _openings(lines, ruler)
    drafts: list[Draft] = []
    previous, blank = "", False
    for at, line in enumerate(lines):
        if not line.text.strip():
            blank = True
            continue
        gap = Gap(previous, line.text, lines[at + 1].text if at + 1 < len(lines) else "", blank)
        spot = setting.spots[at]
        if not drafts:
            starts = True
        elif spot and drafts[-1].spots:
            starts = _starts_apart(drafts[-1], gap, spot, setting, openings)
        else:
            starts = not ruler.width or _starts_paragraph(drafts[-1], gap, ruler, openings)
        if starts:
            drafts.append(Draft(line.text.lstrip(), line.page, line.page, ruler.measure(line.text)))
        else:
            _append(drafts[-1], line, ruler)
        drafts[-1].spots += [spot] if spot else []
        previous, blank = line.text, False
    return drafts


def _reattach_marks(lines: Iterable[Line]) -> Iterator[Line]:
    """Put a line that begins with a vowel or tone mark back on the line whose letter it belongs to."""
    held: Line | None = None
    for line in lines:
        if held and held.text.strip() and line.text.lstrip()[:1] in DEPENDENT and line.text.strip():
            held = replace(held, text=held.text.rstrip() + SOFT + line.text.lstrip())
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _openings(lines: Sequence[Line], ruler: Ruler) -> Set[str]:
    """Return the labels with which lines begin after a line that had much room left: 'มติที่ประชุม', 'ยุทธศาสตร์ที่'."""
    short = ruler.width * _SHORT
    return {
        _LABEL_END.split(line.text.lstrip(), maxsplit=1)[0]
        for previous, line in pairwise(lines)
        if 0 < ruler.measure(previous.text) < short
    }


def _starts_apart(draft: Draft, gap: Gap, after: Spot, setting: Setting, openings: Set[str]) -> bool:
    """Tell from the places of two lines, and from words only where these leave it open, if a paragraph starts."""
    before = draft.spots[-1]
    if _URL_CUT.search(gap.before) and _URL_REST.match(gap.after):
        return False
    left = room(before, after)
    hangs = left < Room.PLENTY and _ITEM.match(draft.text) is not None
    if left is Room.PLENTY or _BULLET.match(gap.after) or setting.is_apart(before, after, draft.inner, hangs=hangs):
        return True
    if setting.joins_unmarked(before, after):
        return False
    if left is Room.ENOUGH or _ITEM.match(gap.after):
        return True
    return not _continues_word(gap.before, gap.after) and _is_label(gap, openings)


def _is_label(gap: Gap, openings: Set[str]) -> bool:
    """Tell whether the next line begins with a label that opens paragraphs elsewhere."""
    label = _LABEL_END.split(gap.after, maxsplit=1)[0]
    return len(label) >= _LABEL and label in openings and len(label) < len(gap.after.strip())


def _starts_paragraph(draft: Draft, gap: Gap, ruler: Ruler, openings: Set[str]) -> bool:
    if _URL_CUT.search(gap.before) and _URL_REST.match(gap.after):
        return False
    if _ITEM.match(gap.after) or _is_set_off(gap, ruler):
        return True
    if _continues_word(gap.before, gap.after):
        return False
    return _is_label(gap, openings) or _had_room(draft, gap, ruler) or _is_heading(gap, ruler)


def _is_set_off(gap: Gap, ruler: Ruler) -> bool:
    """Tell whether an indent or an empty line sets the next line off; two URLs in a row are two."""
    if _URL.fullmatch(gap.before.strip()) and _URL.match(gap.after):
        return True
    indented = gap.line[0].isspace() and not gap.previous[0].isspace()
    return indented or (gap.is_blank and ruler.measure(gap.previous) < ruler.width * 0.97)


def _had_room(draft: Draft, gap: Gap, ruler: Ruler) -> bool:
    """Tell whether the next line's first word would have fitted on the line before it."""
    space = 0.5 * (_joint(gap.previous, gap.after) == " ")
    taken = ruler.measure(gap.previous) + space + ruler.measure(first_word(gap.after))
    if draft.lines > 1 and taken <= draft.widest * (1 - ruler.slack):
        return True
    if draft.lines > 1 and draft.widest < ruler.width * _NARROW:
        return False  # this paragraph has a width of its own
    return taken <= ruler.width * (_NARROW if _ITEM.match(draft.text) else _FULL)


def _continues_word(before: str, after: str) -> bool:
    tail, head = _LAST_RUN.search(before), _FIRST_RUN.match(after)
    if not tail or not head:
        return False
    return unknown_letters(tail[0] + head[0]) < unknown_letters(tail[0]) + unknown_letters(head[0])


def _is_heading(gap: Gap, ruler: Ruler) -> bool:
    """Tell an English heading after a full last line: a short line without a stop, after one with a stop."""
    return (
        _SENTENCE_END.search(gap.before) is not None
        and gap.after[:1].isupper()
        and not _SENTENCE_END.search(gap.after.rstrip())
        and ruler.measure(gap.after) < ruler.width * 0.6
        and bool(gap.following.strip())
    )


def _append(draft: Draft, line: Line, ruler: Ruler) -> None:
    joint = _joint(draft.text, line.text.lstrip())
    before, after = draft.text.rstrip(), line.text.lstrip()
    seen = joint.replace(SOFT, "")
    tail, head = before[-_QUOTED:], after[:_QUOTED]
    draft.joins.append(Change(f"{tail}\n{head}", f"{tail}{seen}{head}", "line_join", line.page))
    draft.text = before + joint + after
    draft.last_page = line.page
    draft.widest = max(draft.widest, ruler.measure(line.text))
    draft.lines += 1


def _joint(text: str, after: str) -> str:
    """Return what belongs between the end of `text` and the next line: a space, nothing, or `SOFT` (unsure)."""
    before = text.rstrip()
    if _URL_CUT.search(before) and _URL_REST.match(after):
        return ""
    if before[-1:] in _OPENING or after[:1] in _CLOSING or (_RANGE_CUT.search(before) and after[:1].isalnum()):
        return ""
    if text[-1:].isspace() or _APART.match(after):
        return " "
    thai = re.search(f"[{LETTER}]$", before) and re.match(f"[{LETTER}]", after)
    return SOFT if thai else " "
