"""Sentences that can be quoted: Thai by PyThaiNLP's CRFCut with two corrections, English by punctuation.

CRFCut (trained on TED talks and ORCHID) cuts inside brackets, after abbreviations and before 'และ', 'ซึ่ง', 'รวมทั้ง';
such pieces go back to the sentence that they continue, as long as that stays short enough to be read at a glance.
"""

import re
from collections.abc import Iterator

from kb.text.normalize import language_of
from kb.types import Sentence

_LONGEST_THAI = 400
_SHORTEST_THAI = 25
_CONTINUES = re.compile(
    "(?:และ|หรือ|ซึ่ง|โดย|เพื่อ|ที่|ว่า|รวมทั้ง|รวมถึง|ตลอดจน|อัน|แต่|กับ|จึง|ได้แก่|เช่น|คือ|ทั้ง(?!นี้)|เป็น|จาก|ใน|ของ|ด้าน|เมื่อ|จนถึง|[)\\]”’])"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Vol|Fig|vs|etc|e\.g|i\.e|cf|al|Gen|Pol|Col|Lt|Maj|B\.E|C\.E|U\.S|U\.K|U\.N|c|ca|p|pp)"
    r"|\b[A-Z]|(?:^|\s)\d{1,2})\.$"
)
_THAI_ABBREVIATION = re.compile(r"[ก-ฮ]\.\s*$")
_ENGLISH_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9ก-๙])")
_OPENING, _CLOSING = "([“‘", ")]”’"


def split_sentences(text: str, start: int = 0) -> list[Sentence]:
    """Return the sentences of one paragraph in order, without the white space around them.

    `start` is the paragraph's offset in its document and is added to every span. Spans never overlap, and all that
    lies between them is white space. A blank paragraph gives no sentence.
    """
    found = []
    for line in re.finditer(r"[^\n]+", text):
        pieces = _thai(line.group()) if language_of(line.group()) == "th" else _english(line.group())
        for low, high in pieces:
            raw = text[line.start() + low : line.start() + high]
            quoted = raw.strip()
            if quoted:
                first = start + line.start() + low + raw.index(quoted[0])
                found.append(Sentence(first, first + len(quoted), quoted))
    return found


def _english(line: str) -> Iterator[tuple[int, int]]:
    low = 0
    for end in _ENGLISH_END.finditer(line):
        mark = end.start() + 1
        if not _ABBREVIATION.search(line[low:mark]) and _depth(line[low : end.end()]) <= 0:
            yield low, end.end()
            low = end.end()
    yield low, len(line)


def _thai(line: str) -> Iterator[tuple[int, int]]:
    if len(line) <= _LONGEST_THAI // 3 or " " not in line:
        yield 0, len(line)
        return
    low = 0
    for cut in [*_thai_cuts(line), len(line)]:
        piece, rest = line[low:cut], line[cut:]
        unfinished = (
            len(piece.strip()) < _SHORTEST_THAI
            or _depth(piece) > 0
            or _THAI_ABBREVIATION.search(piece)
            or (_CONTINUES.match(rest) and _continuation_fits(line, low, cut))
        )
        if cut == len(line) or not unfinished:
            yield low, cut
            low = cut


def _thai_cuts(line: str) -> list[int]:
    from pythainlp.tokenize import sent_tokenize

    cuts, at = [], 0
    for piece in map(str, sent_tokenize(line, engine="crfcut")):
        at = line.index(piece.strip(), at) + len(piece.strip())
        following = at + len(line[at:]) - len(line[at:].lstrip(" "))
        if at < following < len(line):
            cuts.append(following)
    return cuts


def _continuation_fits(line: str, low: int, cut: int) -> bool:
    following = line.find(" ", cut + 1)
    return (following if following != -1 else len(line)) - low <= _LONGEST_THAI


def _depth(piece: str) -> int:
    return sum(piece.count(c) for c in _OPENING) - sum(piece.count(c) for c in _CLOSING)
