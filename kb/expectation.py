"""What a question asks to be told, and whether a sentence tells it: a number, a date, an address.

A sentence about the right thing without the number asked for is the commonest wrong answer, in both languages.
"""

import re
from typing import Literal

from kb.text.tokenizer import common_year

Kind = Literal["number", "date", "address"]

_ADDRESS = re.compile(r"e-?mail|web ?site|web ?page|อีเมล|เว็บ", re.IGNORECASE)
_DATE = re.compile(
    r"\bwhen\b|\b(?:which|what) (?:year|month|date|day)\b"
    r"|เมื่อไ[รห]|เมื่อใด|(?:วัน|เดือน|ปี|พ\.ศ\.|ค\.ศ\.) ?(?:ไหน|ใด|อะไร|ที่เท่าไ|เท่าไ)|ตั้งแต่ปี",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\bhow (?:many|much|old|long|often|far)\b|\bwhat (?:share|percentage|proportion|number)\b|\bnumber of\b"
    r"|กี่|เท่าไ[รห]|จำนวน|ร้อยละ",
    re.IGNORECASE,
)
_YEAR_OR_MONTH = re.compile(
    r"(?<!\d)(?:1[89]|2[0-6])\d\d(?!\d)"
    r"|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
)
_ANY_ADDRESS = re.compile(r"@|https?:|www\.|\w\.(?:org|com|net|go\.th|or\.th|ac\.th)\b")
_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_YEARS = range(1850, 2101)


def expected(question: str) -> Kind | None:
    """Return what the question asks to be told, None where that cannot be said from its words."""
    patterns: dict[Kind, re.Pattern[str]] = {"address": _ADDRESS, "date": _DATE, "number": _NUMBER}
    return next((kind for kind, pattern in patterns.items() if pattern.search(question)), None)


def tells(sentence: str, kind: Kind | None, question: str) -> bool:
    """Tell whether the sentence holds what is expected and the question does not say itself; true for None."""
    if kind == "address":
        return bool(_ANY_ADDRESS.search(sentence))
    new = numbers(sentence) - numbers(question)
    if kind == "date":
        return bool(new and _YEAR_OR_MONTH.search(sentence))
    if kind == "number":
        return any(not (number.isdigit() and int(number) in _YEARS) for number in new)
    return True


def numbers(text: str) -> set[str]:
    """Return the numbers of a text, without thousands separators, Buddhist years as common ones."""
    return {common_year(number) for number in _DIGITS.findall(text)}
