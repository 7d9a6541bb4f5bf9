"""A question that leans on the one before -> a whole question: 'แล้วเชียงใหม่ล่ะ', 'And Phuket?', 'How many?'.

Only a question that shows that it leans is completed: by how it opens or closes, by being a question word alone, or,
where it is short, by a pronoun and no name. All others stand for themselves.
"""

import re
from collections.abc import Sequence

from kb.names import Name, Names
from kb.text.tokenizer import surface_words
from kb.types import Language

_OPENS: dict[Language, re.Pattern[str]] = {
    "th": re.compile("(?:แล้ว|ส่วน|และ)(?:ถ้า(?:เป็น)?|กรณี)?(?:ของ|ที่|ใน)?"),
    "en": re.compile(r"(?:(?:and|but|ok(?:ay)?|so),? )*(?:(?:what|how) about|what of|and|same for)\b,?", re.IGNORECASE),
}
_CLOSES: dict[Language, re.Pattern[str]] = {
    "th": re.compile(r"\s*(?:ล่ะ|ละ|หล่ะ|หละ|เล่า|เป็นอย่างไร|เป็นยังไง|เป็นไง|ด้วย(?:ไหม|มั้ย|หรือไม่)?)\s*\??$"),
    "en": re.compile(r"\s*(?:,? (?:too|then|as well))?[\s?!.]*$", re.IGNORECASE),
}
_WHEN_OR_WHERE = "(?:เมื่อ|เท่า)(?:ไร|ไหร่|ใด)|ที่(?:ไหน|ใด)|อย่างไร|ยังไง|ทำไม|เพราะ(?:อะไร|เหตุใด)"
_QUESTION_WORDS: dict[Language, re.Pattern[str]] = {
    "th": re.compile(_WHEN_OR_WHERE + "|กี่|อะไร|ใคร|ไหน|ใด|บ้าง|คือ|หรือ(?:ไม่|เปล่า)|ไหม|มั้ย"),
    "en": re.compile(
        r"\b(?:how (?:many|much|long|often|old|big|large|far)|when|where|why|who|whom|whose|what|which|how"
        r"|is|are|was|were|do|does|did|can|could|will|has|have)\b",
        re.IGNORECASE,
    ),
}
_BARE: dict[Language, re.Pattern[str]] = {
    "th": re.compile(
        f"(?:ตั้งแต่|มี|เป็น|จาก|โดย|ใน)?(?:{_WHEN_OR_WHERE}|(?:ปี|วัน|เดือน|คน|เมือง|แห่ง)(?:ไหน|ใด|อะไร)|ใคร|อะไร"
        r"|กี่\s?[ก-๙]{1,7})(?:บ้าง|เหรอ|หรอ)?\s*\??"
    ),
    "en": re.compile(
        "(?:and |but |so |since |by |in |from )*(?:when|where|why|who|how|how many|how much|how long|how often"
        "|(?:which|what) (?:one|ones|year|city|cities|country|countries|date|day|month))"
        r"(?: of them| exactly| was (?:it|that)| were they| is (?:it|that)| are (?:they|there))?[\s?!.]*",
        re.IGNORECASE,
    ),
}
_PRONOUN: dict[Language, re.Pattern[str]] = {
    "th": re.compile("(?:เมือง|เครือข่าย|หน่วยงาน|จังหวัด|รางวัล|ประเทศ|เรื่อง|ที่|อัน)(?:นี้|นั้น|นี่|นั่น)|ดังกล่าว|พวกเขา|^เขา|^มัน"),
    "en": re.compile(r"\b(?:it|its|they|their|them|there|that|this|those|these|he|she|his|her)\b", re.IGNORECASE),
}
_STANDS_FOR_A_NAME: dict[Language, re.Pattern[str]] = {
    "th": re.compile("(?:เมือง|เครือข่าย|หน่วยงาน|จังหวัด|ที่)(?:นี้|นั้น|นี่|นั่น)|^เขา|^มัน"),
    "en": re.compile(r"\b(?:it|they|them)\b", re.IGNORECASE),
}
# A longer question with a pronoun has most often what it stands for in itself.
_LONGEST_WITH_PRONOUN = 9
_YEAR = re.compile(r"(?<!\d)(?:19|20|24|25)\d\d(?!\d)")


def completed(text: str, spoken: Language, earlier: str, names: Names) -> str | None:
    """Return `text`, spoken in that language, as the whole question that it is after `earlier`; None where it is one.

    A name or year takes the place of one of its kind in the earlier question. A question word alone asks it anew. Else
    what the earlier question was about is added: its names, or its words where it has none.
    """
    text = text.strip()
    if _BARE[spoken].fullmatch(text):
        return _asked_anew(text.strip(" ?!."), earlier)
    opened = _OPENS[spoken].match(text)
    rest = _CLOSES[spoken].sub("", text[opened.end() if opened else 0 :]).strip()
    closed = spoken == "th" and _CLOSES["th"].search(text) is not None
    named = names.find(rest)
    asks = _QUESTION_WORDS[spoken].search(rest)
    if (opened or closed) and rest and not asks:
        swapped = _swapped(rest, named, earlier, names)
        return swapped or (f"{earlier.rstrip(' ?')} {rest}" if named else _with_topic(rest, spoken, earlier, names))
    short = len(surface_words(text)) <= _LONGEST_WITH_PRONOUN
    if (opened and not named) or (short and not named and _PRONOUN[spoken].search(text)):
        return _with_topic(rest or text, spoken, earlier, names)
    return None


def _asked_anew(question_word: str, earlier: str) -> str:
    topic = _content(earlier)
    thai = _QUESTION_WORDS["th"].search(question_word)
    return f"{topic} {question_word}" if thai else f"{question_word} {topic}"


def _swapped(rest: str, named: Sequence[Name], earlier: str, names: Names) -> str | None:
    """Return the earlier question with what `rest` names in place of what it names of the same kind."""
    swapped = earlier
    for new in named:
        old = [name for name in names.find(swapped) if name.term.kind and name.term.kind == new.term.kind]
        for name in reversed(old):
            if name.term == old[-1].term:
                swapped = swapped[: name.start] + rest[new.start : new.end] + swapped[name.end :]
    year = _YEAR.search(rest)
    if year and not named:
        swapped = _YEAR.sub(year.group(), earlier)
    return swapped if swapped != earlier else None


def _with_topic(rest: str, spoken: Language, earlier: str, names: Names) -> str:
    topics = list(dict.fromkeys(earlier[name.start : name.end] for name in names.find(earlier)))
    if len(topics) == 1 and (pronoun := _STANDS_FOR_A_NAME[spoken].search(rest)):
        return rest[: pronoun.start()] + topics[0] + rest[pronoun.end() :]
    return f"{rest.rstrip(' ?')} {' '.join(topics) or _content(earlier)}"


def _content(question: str) -> str:
    """Return a question without its question words."""
    for pattern in _QUESTION_WORDS.values():
        question = pattern.sub("", question)
    return " ".join(question.strip(" ?!.").split())
