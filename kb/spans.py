"""What can be quoted of a passage: whole sentences of a digest, stretches of an original of about two screen lines.

A digest's sentences were written to be quoted. An original's are often so long that a reader looks in vain for the
answer in them, and in Thai often so short that one alone says too little: there a span is a run of neighbouring
sentences, or of the pieces between the spaces of a long Thai sentence, up to 170 characters. It never begins with a
word that refers to what stands before ("it", "ดังกล่าว"), and an item list follows the sentence that announces it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.types import Passage, Sentence

LONGEST = 170
_SPACES = re.compile(" +")
_CONTINUES = re.compile(
    r"(?:และ|หรือ|ซึ่ง|โดย|เพื่อ|ที่|ว่า|รวมทั้ง|รวมถึง|ตลอดจน|อัน|แต่|กับ|จึง|ได้แก่|เช่น|คือ|ทั้ง(?!นี้)|เป็น|จาก|ใน|ของ|ด้าน|เมื่อ|จนถึง"
    r"|[)\]”’])"
)
_REFERS_BACK = re.compile(
    r"(?:it|its|this|these|those|that|they|their|them|he|his|she|her|such|the latter|the former)\b"
    r"|(?:เขา|เธอ|พวกเขา|มัน(?!ส)|สิ่งนี้|สิ่งเหล่านี้|นี่)|[^ ]{0,40}(?:ดังกล่าว|เหล่านี้|เหล่านั้น)",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(r"(?::|ดังนี้|ดังต่อไปนี้|ได้แก่|as follows)\s*:?$")
_ITEM = re.compile(r"(?:\(?(?:\d{1,2}|[๐-๙]{1,2}|[a-z]|[ก-ฮ])[.)]|[•●▪–-])\s")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a passage that can be quoted: offsets of the document, and which sentences and pieces it covers.

    `sentences` and `pieces` count within the passage; both ranges are never empty.
    """

    start: int
    end: int
    text: str
    sentences: range
    pieces: range


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    sentence: int
    opens: bool


def cut(text: str, passage: Passage) -> list[str]:
    """Return the pieces of a sentence of `passage` that a span may begin or end at, in order; they and spaces are it.

    Only a long sentence of a Thai original has more than one: there, spaces stand between phrases.
    """
    divides = passage.kind == "original" and passage.language == "th" and len(text) > LONGEST
    return _SPACES.split(text) if divides else [text]


def spans(passage: Passage, sentences: Sequence[Sentence]) -> list[Span]:
    """Return the spans of a passage with these sentences, by where they begin; none for no sentences."""
    pieces = [piece for number, sentence in enumerate(sentences) for piece in _pieces(passage, sentence, number)]
    if passage.kind == "digest":
        return [_span(passage, pieces, at, at) for at in range(len(pieces))]
    refers = [bool(_REFERS_BACK.match(sentence.text)) for sentence in sentences]
    found: dict[tuple[int, int], None] = {}
    for first, piece in enumerate(pieces):
        begins_sentence = piece.start == sentences[piece.sentence].start
        if piece.opens and not (first and begins_sentence and refers[piece.sentence]):
            lasts = _whole_list(pieces, first, sentences) or _lasts(pieces, first, sentences, refers)
            found |= dict.fromkeys((first, last) for last in lasts)
    return [_span(passage, pieces, first, last) for first, last in found]


def _lasts(pieces: Sequence[_Piece], first: int, sentences: Sequence[Sentence], refers: Sequence[bool]) -> list[int]:
    """Return the pieces that a span from `first` may end with: where sentences end, and as far as there is room.

    A sentence that refers back may be quoted with the one before it even where there is no room for both.
    """
    start, own = pieces[first].start, pieces[first].sentence
    whole = start == sentences[own].start
    lasts, furthest = [], first
    for last in range(first, len(pieces)):
        piece = pieces[last]
        referring = whole and piece.sentence == own + 1 and refers[piece.sentence]
        if last > first and piece.end - start > LONGEST:
            if not referring:
                break
        else:
            furthest = last
        if piece.end == sentences[piece.sentence].end:
            lasts.append(last)
    return lasts if furthest in lasts else [*lasts, furthest]


def _whole_list(pieces: Sequence[_Piece], first: int, sentences: Sequence[Sentence]) -> list[int]:
    """Return the last piece of the items that the sentence of `first` announces; nothing where it announces none."""
    announcing = pieces[first].sentence
    if not _ANNOUNCES.search(sentences[announcing].text):
        return []
    items = [at for at in range(announcing + 1, len(sentences)) if _ITEM.match(sentences[at].text)]
    if not items or items[0] != announcing + 1:
        return []
    return [max(at for at, piece in enumerate(pieces) if piece.sentence == items[-1])]


def _pieces(passage: Passage, sentence: Sentence, number: int) -> list[_Piece]:
    found, at = [], 0
    for text in cut(sentence.text, passage):
        at = sentence.text.index(text, at)
        opens = at == 0 or not _CONTINUES.match(text)
        found.append(_Piece(sentence.start + at, sentence.start + at + len(text), number, opens))
        at += len(text)
    return found


def _span(passage: Passage, pieces: Sequence[_Piece], first: int, last: int) -> Span:
    start, end = pieces[first].start, pieces[last].end
    return Span(
        start=start,
        end=end,
        text=passage.text[start - passage.start : end - passage.start],
        sentences=range(pieces[first].sentence, pieces[last].sentence + 1),
        pieces=range(first, last + 1),
    )
