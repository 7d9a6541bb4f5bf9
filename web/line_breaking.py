"""Keeps Thai names on one line that browsers' dictionaries (ICU) break in the middle: ยูเนสโก, not ยูเนส|โก.

A span with `white-space: nowrap` leaves the text itself alone, so that copying, searching and reading aloud stay right;
a word joiner (U+2060) would travel along with copied text.
"""

import re

from markupsafe import Markup, escape

# Words and names of the field, each one word to a reader, that Chromium breaks inside.
NAMES = (
    "เครือข่าย", "ยูเนสโก", "จูเบล", "ยอนซู", "เมเดยิน", "โควิด", "ฮัมบูร์ก",
    "มาร์ราเกช", "เวบินาร์", "สวอนซี", "เอสโป", "เมลตัน", "โอซัน", "เฉิงตู",
    "เฮรัลด์", "หางโจว", "ปอร์โต", "บริสตอล", "กาตาร์", "ยันบู", "มานิซาเลส",
    "กลาสโกว์", "อิบาดัน", "หนานฮัว", "แรมซีย์", "ไกรยส", "ภัทราวาท", "ลิเมอริก",
    "นาอิฟ", "ซานเตียโก", "อู่ฮั่น",
    "คอสตาริกา", "คาซัคสถาน", "โคลอมเบีย", "โคลอมเบียน", "เอกวาดอร์", "ปักกิ่ง", "อินช็อน",
    "เบลฟาสต์", "เปชชะวา", "เบลล์",
)  # fmt: skip
_NAME = re.compile("|".join(sorted(NAMES, key=len, reverse=True)))


def kept_whole(text: str) -> Markup:
    """Return `text` as HTML, escaped, with the names that must not be broken in spans; its text stays the same."""
    html = Markup("")
    at = 0
    for name in _NAME.finditer(text):
        html += escape(text[at : name.start()]) + Markup('<span class="name">{}</span>').format(name.group())
        at = name.end()
    return html + escape(text[at:])
