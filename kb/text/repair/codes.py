"""Repairs that need no dictionary: wrong code points and impossible orders of marks inside one line.

Thai fonts of the Windows 95 era draw shifted marks with private-use codes (U+F700-F71F) or, through Acrobat Distiller,
with the accented Latin letters at the same byte; both tables are fixed. What Thai spelling forbids everywhere (a tone
before its vowel, the same mark twice, a ring and sara aa instead of sara am) is put right wherever it stands.
"""

import re
import unicodedata
from collections.abc import Callable

from kb.text.repair.characters import CONSONANT, LETTER, MARK, TONE
from kb.text.repair.values import Change

_PRIVATE_USE = dict(
    zip(
        map(chr, range(0xF700, 0xF720)),
        "ฐ" + "ิีึื" + "่้๊๋์" + "่้๊๋์" + "ญ" + "ัํ็" + "่้๊๋์" + "ฺุู" + "\uf71b\uf71c\uf71d" + "ํ็",
        strict=True,
    )
)
_LATIN_TONE = dict(zip("ÉÊËÌÍ", "่้๊๋์", strict=True))
_GLYPH_TONE = dict(zip(("201", "202", "203", "204", "205"), "่้๊๋์", strict=True))
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]+"
)
_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]")

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str], str]

_RULES: tuple[Rule, ...] = (
    (_INVISIBLE, lambda m: "", "invisible"),
    (re.compile("[\uf700-\uf71a\uf71e\uf71f]"), lambda m: _PRIVATE_USE[m[0]], "private_use"),
    (re.compile(rf"(?<=[{LETTER}])\(cid:(20[1-5])\)"), lambda m: _GLYPH_TONE[m[1]], "private_use"),
    (re.compile("[\ufb00-\ufb06]"), lambda m: unicodedata.normalize("NFKC", m[0]), "ligature"),
    # 'ทัÊง' is ทั้ง, but 'ร้านÉtoile' and 'São' are not Thai: no Latin letter may follow, none may stand before
    (
        re.compile(rf"(?<=[{LETTER}])( ?)([ÉÊËÌÍ])(?![A-Za-zÀ-ÿ])"),
        lambda m: m[1] + _LATIN_TONE[m[2]],
        "latin_tone",
    ),
    (re.compile("เเ"), lambda m: "แ", "doubled_mark"),
    (re.compile(rf"([{TONE}์])([ัิ-ฺ็])"), lambda m: m[2] + m[1], "mark_order"),
    (re.compile(rf"ํ([{TONE}]?)า|([{TONE}])ํ ?า"), lambda m: (m[1] or m[2] or "") + "ำ", "sara_am"),
    (re.compile(rf"(?<=[{CONSONANT}])า([{TONE}])"), lambda m: m[1] + "า", "mark_order"),
    (re.compile(rf"(?<=[{CONSONANT}])ำ([{TONE}])"), lambda m: m[1] + "ำ", "mark_order"),
)


_DOUBLED: Rule = (re.compile(rf"([{MARK}])\1+"), lambda m: m[1], "doubled_mark")


def repair_codes(line: str, page: int, changes: list[Change]) -> str:
    """Return `line` in NFC with right code points and orders; every edit is added to `changes`.

    Foreign white space becomes a plain space. The empty string gives the empty string.
    """
    line = _SPACE.sub(" ", unicodedata.normalize("NFC", line))
    if line.isascii() and line.isprintable():
        return line
    for rule in _RULES:
        line = _apply(rule, line, page, changes)
    return line


def count_doubled_marks(line: str) -> int:
    """Count the places where the same mark stands twice or more."""
    return len(_DOUBLED[0].findall(line))


def drop_doubled_marks(line: str, page: int, changes: list[Change]) -> str:
    """Return `line` with each mark once where it stood several times; edits are added to `changes`."""
    return _apply(_DOUBLED, line, page, changes)


def _apply(rule: Rule, line: str, page: int, changes: list[Change]) -> str:
    pattern, replacement, reason = rule

    def edit(match: re.Match[str]) -> str:
        after = replacement(match)
        changes.append(Change(match[0], after, reason, page))
        return after

    return pattern.sub(edit, line)
