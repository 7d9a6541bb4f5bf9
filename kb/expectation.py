"""What a question asks to be told, and whether a text tells it: a person, an amount, a date, a number, a reason.

A sentence about the right thing without what is asked for is the commonest wrong answer, in both languages.
"""

import re
from typing import Literal

from kb.text.tokenizer import common_year, words

Kind = Literal["address", "hour", "amount", "date", "number", "person", "reason"]

_ASKS: dict[Kind, re.Pattern[str]] = {
    "address": re.compile(r"e-?mail|web ?site|web ?page|อีเมล|เว็บ", re.IGNORECASE),
    "hour": re.compile(
        r"\bwhat time\b|\b(?:opening|closing|office) hours\b|กี่โมง|เวลา(?:ใด|ไหน|ทำการ|เปิด)", re.IGNORECASE
    ),
    "date": re.compile(
        r"\bwhen\b|\b(?:which|what) (?:year|month|date|day)\b"
        r"|เมื่อไ[รห]|เมื่อใด|(?:วัน|เดือน|ปี|พ\.ศ\.|ค\.ศ\.) ?(?:ไหน|ใด|อะไร|ที่เท่าไ|เท่าไ)|ตั้งแต่ปี",
        re.IGNORECASE,
    ),
    "amount": re.compile(
        r"\bhow much (?!of|time)|\b(?:cost|price|budget|fee|salary|spen[dt]|pay|paid)s?\b"
        r"|งบ|ราคา|ค่า(?:ใช้จ่าย|ธรรมเนียม|สมัคร|เข้า|จ้าง|ตอบแทน)|กี่บาท|เงินเดือน",
        re.IGNORECASE,
    ),
    "number": re.compile(
        r"\bhow (?:many|much|old|long|often|far)\b|\bwhat (?:share|percentage|proportion|number)\b|\bnumber of\b"
        r"|กี่|เท่าไ[รห]|จำนวน|ร้อยละ",
        re.IGNORECASE,
    ),
    "person": re.compile(r"\bwho(?:m|se)?\b|ใคร|ผู้ใด", re.IGNORECASE),
    "reason": re.compile(r"\bwhy\b|\bfor what reason|\bhow come\b|ทำไม|เพราะ(?:อะไร|เหตุ)|เหตุใด", re.IGNORECASE),
}
_YEAR_OR_MONTH = re.compile(
    r"(?<!\d)(?:1[89]|2[0-6])\d\d(?!\d)"
    r"|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
)
_ADDRESS = re.compile(r"@|https?:|www\.|\w\.(?:org|com|net|go\.th|or\.th|ac\.th)\b")
_HOUR = re.compile(r"\d{1,2}[:.]\d\d\b|\d ?[ap]\.?m\b|\bo'clock\b|\bnoon\b|โมง|\d ?น\.|นาฬิกา|เที่ยง", re.IGNORECASE)
_AMOUNT = re.compile(
    r"[$€£฿]|\b(?:baht|dollars?|euros?|yuan|won|yen|USD|EUR|free|fees?|charges?)\b"
    r"|บาท|ดอลลาร์|ยูโร|หยวน|เงิน|ค่าธรรมเนียม|ไม่เสียค่า|ไม่มีค่า|ฟรี",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\bbecause\b|\breasons?\b|\bin order to\b|\bso that\b|\baim(?:s|ed)?\b|\bpurpose\b|\bdue to\b|\bthanks to\b"
    r"|เพราะ|เนื่องจาก|เพื่อ|เหตุ|จึง",
    re.IGNORECASE,
)
_SIGNS: dict[Kind, re.Pattern[str]] = {"address": _ADDRESS, "hour": _HOUR, "amount": _AMOUNT, "reason": _REASON}
_NAME = re.compile(r"(?<=[a-z,;:–(] )[A-Z][\w’'-]+|(?<=[ก-๛ (])[A-Z][\w’'-]+|(?:นาย|นาง|นางสาว|ดร\.|ศ\.)")
_COUNTED = re.compile(r"how many ([\w’'-]+)|กี่ ?([ก-๛]{1,12})|จำนวน ?([ก-๛]{2,12})", re.IGNORECASE)
_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_YEARS = range(1850, 2101)
_AFTER = 25


def expected(question: str) -> Kind | None:
    """Return what the question asks to be told, None where that cannot be said from its words."""
    return next((kind for kind, pattern in _ASKS.items() if pattern.search(question)), None)


def tells(text: str, kind: Kind | None, question: str) -> bool:
    """Tell whether the text holds what is expected and the question does not say itself; true for None."""
    if kind is None:
        return True
    if kind == "person":
        asked = question.casefold()
        return any(name.casefold() not in asked for name in _NAME.findall(text))
    if kind in _SIGNS:
        return bool(_SIGNS[kind].search(text))
    new = numbers(text) - numbers(question)
    if kind == "date":
        return bool(new and _YEAR_OR_MONTH.search(text))
    return any(not _is_year(number) for number in new)


def counted(question: str) -> str | None:
    """Return the beginning of the word for what the question asks the number of; None where it asks for none."""
    found = _COUNTED.search(question)
    following = words(next(filter(None, found.groups()))) if found else []
    return following[0].removesuffix("i") if following else None


def counts(text: str, unit: str, question: str) -> bool:
    """Tell whether the text has a number, not one of the question's, before a word that begins with `unit`."""
    return any(
        unit in text[number.end() : number.end() + _AFTER].lower() and number.group() not in question
        for number in _DIGITS.finditer(text)
    )


def numbers(text: str) -> set[str]:
    """Return the numbers of a text, without thousands separators, Buddhist years as common ones."""
    return {common_year(number) for number in _DIGITS.findall(text)}


def years(text: str) -> set[int]:
    """Return the years that a text names, in the common era."""
    return {int(number) for number in numbers(text) if _is_year(number)}


def _is_year(number: str) -> bool:
    return number.isdigit() and int(number) in _YEARS
