"""What damage a document shows, and so what each kind of edit costs in it.

The same letters may be damage in one document and a rare name in another, so an edit is priced by what the whole
document gives evidence for: marks after spaces or on vowels say that marks moved; a long text without any ำ lost them;
ให, ได and ไม standing bare say that tone marks were dropped. Without evidence an edit is not made at all.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kb.text.repair.characters import CONSONANT, EITHER, LEADING, LETTER, MARK, MARKS, SOFT, TONE
from kb.text.repair.decoder import Piece
from kb.text.repair.lexicon import lexicon, segment
from kb.text.repair.prices import NEVER, Prices

_CONSONANT = re.compile(f"[{CONSONANT}]")
_BROKEN_AM = re.compile(rf"[{CONSONANT}][{TONE}]?[ {SOFT}][{TONE}]?า")
_STRAY_MARK = re.compile(rf"[ {SOFT}][{MARK}](?! ?า)|[ะาำ{LEADING}][{MARK}]")
# words so frequent that every text has them, and their letters without the mark; a mark may also have moved on
_BARE = re.compile(
    rf"(?:ให(?![ญลมวน])|ได(?![โเอ])|ไม(?![คโซลเ])|แลว|ดวย|อยาง|หวาง|เทาน|ผาน|สวน(?=ใหญ|รวม|หนึ่ง))(?![{CONSONANT}]?[{MARK}])"
)
_MARKED = re.compile("ให้|ได้|ไม่|แล้ว|ด้วย|อย่าง|หว่าง|เท่าน|ผ่าน|ส่วน(?=ใหญ|รวม|ร่วม|หนึ่ง)")
# the same for tone marks on vowels, which a font may keep apart from those on letters
_BARE_HIGH = re.compile(
    "(?:เพือ|เมือ(?![งก])|เพิม|ขึน|ครัง|ทังหมด|รวมทัง|ทังนี|เนือง|เกียว|ตังแต|หนึง|เคลือน|พืนที|เปลียน|เชือม|เรียนรู(?!ป))"
    rf"(?![{CONSONANT}]?[{MARK}])"
)
_MARKED_HIGH = re.compile("เพื่อ|เมื่อ|เพิ่ม|ขึ้น|ครั้ง|ทั้งหมด|รวมทั้ง|ทั้งนี|เนื่อง|เกี่ยว|ตั้งแต|หนึ่ง|เคลื่อน|พื้นที|เปลี่ยน|เชื่อม|เรียนรู้")
_AFTER_MARK = re.compile(rf"[{MARK}]( ?)(?=[{CONSONANT}{LEADING}])")
_AFTER_TALL = re.compile(rf"[ปฝฟ][{MARK}]+( ?)(?=[{CONSONANT}{LEADING}])")
_RUN = re.compile(f"[{LETTER}]{{4,}}")

_PLAIN = -1.6  # 1.5 a letter less the cost of the word; names in clean text stay below -4
_ENOUGH = 300  # consonants; below it an absence proves nothing
DAMAGE = ("private_use", "latin_tone", "mark_order", "sara_am", "moved_mark", "lost_mark", "letter_spaced")
"""The reasons of edits that prove damage by fonts or extraction; all others happen to good text too."""


def prices(text: str, code_edits: Mapping[str, int]) -> Prices:
    """Return what edits cost in a document of joined paragraphs.

    `code_edits` counts the edits already made by reason; they are evidence too.
    """
    letters = max(1, len(_CONSONANT.findall(text)))
    broken_am = len(_BROKEN_AM.findall(text))
    stray = len(_STRAY_MARK.findall(text)) + code_edits.get("mark_order", 0) + code_edits.get("moved_mark", 0)
    damage = stray + broken_am + sum(code_edits.get(reason, 0) for reason in DAMAGE)
    am = text.count("ำ")
    am_lost, am_after = _sara_am_prices(letters, am, broken_am, damaged=damage > 0)
    moved = _moved_price(stray, letters)
    return Prices(
        am_lost=am_lost,
        aa_lost=1.0 if letters > _ENOUGH and am > letters * 0.02 and am > 0.5 * text.count("า") else NEVER,
        am_after=am_after,
        moved=moved,
        moved_over_gap=moved - 1.2 if moved < NEVER else NEVER,
        gap_after_mark=3.0 if damage else NEVER,
        gap_after_tall=2.0 if damage else NEVER,
        gap=NEVER if not damage else 4.0 if _unknown_share(text) > 0.06 else 9.0,
        lost_mark=_lost_price(len(_BARE.findall(text)), len(_MARKED.findall(text)), least=0.12),
        lost_high=_lost_price(len(_BARE_HIGH.findall(text)), len(_MARKED_HIGH.findall(text)), least=0.5),
    )


TRIAL = replace(Prices(), moved=5.0, moved_over_gap=4.0)
"""Prices for a text without stray marks: it may still show moved ones, by words that they spoil."""


def is_plainly_moved(piece: Piece) -> bool:
    """Tell whether a piece of a trial reading proves that marks moved: the word is long or frequent.

    'เปน็' and 'กมุภาพันธ์' do; 'สมิ' in 'สมิธ' may be 'สิม', but that is too rare and short to tell.
    """
    if not piece.is_word or piece.before == piece.text or sorted(piece.before) != sorted(piece.text):
        return False
    cost = lexicon().cost.get(piece.text)
    return cost is not None and 1.5 * len(piece.text) - cost > _PLAIN


def refined(first: Prices, readings: Sequence[Sequence[Piece]]) -> Prices:
    """Return `first` with the prices of spaces as a first reading of the document shows them.

    Inside a word no space is real, so spaces there tell how often damage puts one; after unharmed words they tell how
    often writers do.
    """
    if first.gap_after_mark >= NEVER:
        return first
    after_mark, after_tall = Counter[str](), Counter[str]()
    inside_moved, after_moved, after_words = Counter[bool](), Counter[bool](), Counter[bool]()
    late_am = 0
    for pieces in readings:
        for piece, following in zip(pieces, [*pieces[1:], None], strict=True):
            if not piece.is_word:
                continue
            letters = piece.before.replace(" ", "").replace(SOFT, "")
            late_am += "า " in piece.before and "ำ" in piece.text
            if letters == piece.text:
                after_mark.update(_AFTER_MARK.findall(piece.before))
                after_tall.update(_AFTER_TALL.findall(piece.before))
                after_words[following is not None and following.text == " "] += 1
            elif sorted(letters) != sorted(piece.text):
                continue
            elif letters[-1] not in MARKS:
                inside_moved[" " in piece.before] += 1
            elif piece.text[-1] not in MARKS:
                after_moved[piece.before[-1] == " " or (following is not None and following.text == " ")] += 1
    real = (after_words[True] + 1) / (after_words.total() + 10)
    return replace(
        first,
        gap_after_mark=_gap_price(after_mark[" "], after_mark.total(), real),
        gap_after_tall=_gap_price(after_tall[" "], after_tall.total(), real),
        gap_after_moved=_gap_price(
            inside_moved[True] + _excess(after_moved, real, sure=inside_moved[True] > 0),
            inside_moved.total() + after_moved.total(),
            real,
        ),
        am_after=first.am_after if first.am_after >= NEVER else 0.8 if late_am > 2 else 5.0,
    )


def _excess(gaps: Counter[bool], real: float, *, sure: bool) -> float:
    """Return how many gaps are more than real spaces; unless damage is `sure`, more than chance makes of them."""
    expected = real * gaps.total()
    return gaps[True] - expected - (0.0 if sure else 2 * math.sqrt(expected))


def _gap_price(gaps: float, places: int, real: float) -> float:
    """Return minus the log odds that a space is damage, where it befell `gaps` of `places` and `real` is usual."""
    damaged = (max(0.0, gaps) + 0.1) / (places + 10)
    return max(-3.0, math.log(real * (1 - damaged) / ((1 - real) * damaged)))


def _sara_am_prices(letters: int, am: int, broken: int, *, damaged: bool) -> tuple[float, float]:
    """Price sara am read for sara aa, and for sara aa with a space after it."""
    share = (am + broken) / letters
    lost = NEVER if letters < _ENOUGH or share > 0.004 else 1.0 if damaged or share < 0.001 else 3.5
    return lost, 3.0 if broken else NEVER


def _moved_price(stray: int, letters: int) -> float:
    if stray >= 2 and stray > letters * 0.0008:
        return 2.0
    return 4.5 if stray else NEVER


def _lost_price(bare: int, marked: int, *, least: float) -> float:
    """Price a lost mark where at least the share `least` of words that need one stand without."""
    share = bare / max(1, bare + marked)
    return max(0.2, -math.log(share)) + 0.5 if bare > 1 and share > least else NEVER


def _unknown_share(text: str) -> float:
    pieces: Counter[bool] = Counter()
    for run in _RUN.findall(text.replace(SOFT, "").replace(EITHER, "า")):
        for piece, is_word in segment(run):
            pieces[is_word] += len(piece)
    return pieces[False] / max(1, pieces.total())
