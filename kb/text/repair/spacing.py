"""White space that the setting of the text left behind: letter-spaced lines and gaps at brackets.

'แ ผ น นี้  จั ด' is 'แผนนี้ จัด'. Justified Thai (Word's 'Thai distributed') stretches a line between its letters, and
extractors read every gap as a space. A wider gap is a real space. A list of letters ('ก ข ค ง') is not such a line: the
letters must make words.
"""

import re

from kb.text.repair.characters import CONSONANT, DIGIT, EITHER, LETTER, MARK, TONE, visible_length
from kb.text.repair.lexicon import unknown_letters
from kb.text.repair.values import Change

_MANY = 6
_PIECE = re.compile(f"[{LETTER}]+")
_SPLIT_SARA_AM = re.compile(rf"(?<=[{CONSONANT}]) +([{TONE}]) +า")  # a sara aa would leave the tone on its letter
_SPACED_TONE = re.compile(rf"(?<=[{CONSONANT}]) +([{TONE}])า")
_SPACED_SARA_AA = re.compile(rf"(?<=[{CONSONANT}]) +า")
_BEFORE_DEPENDENT = re.compile(f" +(?=[{MARK}ะาำๅ{EITHER}])")
_GAP = re.compile(rf"(?<=[{LETTER}{EITHER}]) (?=[{LETTER}ฯๆ])")
_SPACED_LATIN = re.compile(
    rf"(?<!\S)(?:(?:[A-Za-z{DIGIT}–.,%/:-] ){{3,}}[A-Za-z{DIGIT}–.,%/:-]|(?:[{DIGIT}] )+[{DIGIT}])(?!\S)"
)
_WIDE_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_BRACKETS = (
    (re.compile(r"([(\[“‘]) +"), r"\1"),
    (re.compile(r" +([)\]”’])"), r"\1"),
    (re.compile(rf"([{LETTER}])(\([A-Za-z])"), r"\1 \2"),
)


def close_letters(lines: list[str], pages: list[int], changes: list[Change]) -> list[str]:
    """Return the lines with letter-spaced ones closed up; `pages` has the page of each line.

    In a text that never shows sara am it was lost: each sara aa after a letter of such a line becomes `EITHER`.
    """
    spaced = {i for i, line in enumerate(lines) if _is_spaced(line, _MANY)}
    if not spaced:
        return lines
    spaced |= {i for i, line in enumerate(lines) if _is_spaced(line, 2)}
    ambiguous = not any("ำ" in line for line in lines)
    closed = list(lines)
    for i in sorted(spaced):
        closed[i] = _close(lines[i], ambiguous)
        changes.append(Change(lines[i].strip(), closed[i].replace(EITHER, "า").strip(), "letter_spaced", pages[i]))
    return closed


def close_brackets(text: str, page: int, changes: list[Change]) -> str:
    """Return a paragraph of a damaged document without gaps inside brackets and with one before a Latin bracket."""
    for pattern, after in _BRACKETS:
        changes += [Change(m[0], m.expand(after), "spacing", page) for m in pattern.finditer(text)]
        text = pattern.sub(after, text)
    return text


def _is_spaced(line: str, least: int) -> bool:
    pieces = [piece for token in line.split() for piece in _PIECE.findall(token)]
    if len(pieces) < least:
        return False
    if sum(map(_is_single, pieces)) <= 0.7 * len(pieces):
        return False
    letters = "".join(p for p in _PIECE.findall(_SPLIT_SARA_AM.sub(r"\1ำ", line)) if _is_single(p))
    return unknown_letters(letters) <= 0.3 * len(letters)


def _is_single(piece: str) -> bool:
    return visible_length(piece) <= 1 or (visible_length(piece) == 2 and piece[0] in "เแโใไ")


def _close(line: str, ambiguous: bool) -> str:
    line = _SPLIT_SARA_AM.sub(r"\1ำ", line)
    if ambiguous:
        line = _SPACED_SARA_AA.sub(EITHER, _SPACED_TONE.sub(rf"\1{EITHER}", line))
    line = _SPACED_LATIN.sub(lambda m: m[0].replace(" ", ""), line)
    return _WIDE_GAP.sub(" ", _GAP.sub("", _BEFORE_DEPENDENT.sub("", line)))
