"""Text typed with the keyboard set to the other language: 'g,nv'' for 'เมือง', 'ะ้ฟะ' for 'that' (Kedmanee, QWERTY).

Judged piece by piece between spaces. A piece is taken for the other layout only where it makes no sense as it stands
and all of it makes sense when retyped; addresses are left alone.
"""

import re
from collections.abc import Callable

from kb.text.normalize import ADDRESS, is_thai, normalize
from kb.text.tokenizer import THAI_RUN, cut_thai

_YEAR = re.compile(r"((?:19|20|24|25)\d\d)")
_LATIN = re.compile("[A-Za-z]+(?:['’][a-z]+)?")
# Signs that stand around English words; between letters, they are Thai ones.
_AROUND = "\"'“”‘’()[]?!.,:;"
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|%)?")
_SENSE = 0.9
_SHORTEST = 4
_MOST = 0.5
Known = Callable[[str], bool]


def retyped(text: str, is_word: Known) -> str:
    """Return `text` with what was typed in the other layout set right; unchanged where it makes sense as it is.

    `text` is as it was typed, not normalised, which would move vowels; `is_word` tells known words and names, Thai ones
    and Latin ones of any case. Where more than half of the letters prove the slip, all that can be retyped is.
    """
    pieces = text.split(" ")
    other = [_other(piece, is_word) for piece in pieces]
    wrong = [bool(new) and not _is_sensible(piece, is_word) for piece, new in zip(pieces, other, strict=True)]
    proven = sum(len(piece) for piece, slip in zip(pieces, wrong, strict=True) if slip)
    letters = sum(len(piece) for piece in pieces if not piece.isdigit())
    if proven < _SHORTEST:
        return text
    if proven > _MOST * letters:
        wrong = [
            bool(new) and not (piece.isupper() and is_word(piece)) for piece, new in zip(pieces, other, strict=True)
        ]
    return " ".join(new if slip else piece for piece, new, slip in zip(pieces, other, wrong, strict=True))


def _other(piece: str, is_word: Known) -> str:
    """Return the piece in the other layout where all of it makes sense so, else nothing."""
    from pythainlp.util import eng_to_thai, thai_to_eng

    if ADDRESS.search(piece) or piece.isdigit():
        return ""
    if any(map(is_thai, piece)):
        new = thai_to_eng(piece)
    elif piece.isascii():
        new = normalize("".join(part if _YEAR.fullmatch(part) else eng_to_thai(part) for part in _YEAR.split(piece)))
    else:
        return ""
    return new if _is_sensible(new, is_word) else ""


def _is_sensible(piece: str, is_word: Known) -> bool:
    """Tell whether a piece is Thai of listed words, or English words or numbers with signs around them."""
    if any(map(is_thai, piece)):
        runs = THAI_RUN.findall(piece)
        listed = sum(len(word) for run in runs for word in cut_thai(run) if len(word) > 1 and is_word(word))
        letters = sum(map(len, runs))
        rest = _YEAR.sub("", THAI_RUN.sub("", piece)).strip(f"ฯๆ{_AROUND}")
        return not rest and listed >= _SENSE * letters and listed > 0
    words = re.split("[-/]", piece.strip(_AROUND))
    return all((_LATIN.fullmatch(word) and is_word(word)) or _NUMBER.fullmatch(word) for word in words)
