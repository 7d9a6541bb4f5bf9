"""Greetings, thanks and polite frames around a question, in both languages: what is left is what was asked.

A frame is taken off only at the start or the end, so 'ขอ' in 'ขอนแก่น' and 'test' in 'test scores' stay.
"""

import re

_PARTICLE = "(?:\\s?(?:นะ|อะ|อ่ะ|เหรอ|หรอ)?(?:ครับผม|ครับ|คร้าบ|คับ|ค่ะ|คะ|จ้ะ|จ้า|จ๊ะ|ฮะ))"
_THANKS = f"(?:ขอบคุณ|ขอบใจ)(?:ล่วงหน้า|มาก|\\s?ๆ)*{_PARTICLE}?"
_BEFORE = re.compile(
    f"(?:(?:สวัสดี|หวัดดี|ฮัลโหล|อรุณสวัสดิ์|ราตรีสวัสดิ์){_PARTICLE}?|{_THANKS}"
    "|(?:คือ)?(?:ผม|ดิฉัน|หนู|เรา)?(?:ขอ|รบกวน|อยาก|ช่วย)+(?:สอบถาม|ถาม|ทราบ|รู้(?!จัก|สึก)|บอก|ตอบ)"
    f"(?:หน่อย|เพิ่มเติม|ด้วย|ได้(?:ไหม|มั้ย))*{_PARTICLE}?(?:ว่า)?|รบกวน{_PARTICLE}"
    f"|แอดมิน{_PARTICLE}?|(?:พี่|น้อง)\\s?ๆ?{_PARTICLE}|ไม่ทราบว่า"
    r"|\b(?:hi|hiya|hello|hey|good (?:morning|afternoon|evening|night)|dear (?:sir|madam|all|team)|excuse me|please"
    r"|thanks?(?: you)?|(?:could|can|would) you (?:please |kindly )?(?:tell me|explain|let me know|say)"
    r"|sorry to (?:bother|trouble) you(?:,? but)?|quick question|just wondering"
    r"|i(?: would|'d)? (?:like|want) to (?:know|ask)|may i ask|do you know|i was wondering|tell me)\b"
    r"(?: sir| madam| there| very much| so much| a lot)*"
    r"|[\s,.:;!~-])",
    re.IGNORECASE,
)
_AFTER = re.compile(
    f"(?:{_PARTICLE}|{_THANKS}|หน่อย|555+"
    r"|\b(?:please"
    r"|(?:many )?thanks?(?: you)?(?: in advance| very much| so much| a lot| for your help)*"
    r"|cheers|thx)\b|[\s,.:;!~-])$",
    re.IGNORECASE,
)
_ONLY = re.compile(
    r"(?:ดีจ้า|ลาก่อน|บ๊ายบาย|ยินดีที่ได้รู้จัก|สบายดี(?:ไหม|มั้ย)|คุณเป็นใคร|คุณชื่ออะไร|เป็นบอทหรือ(?:เปล่า|คน)|ทดสอบ|โอเค"
    r"|how are you(?: doing)?|what'?s up|nice to meet you|who are you|what(?: is|'?s) your name|bye|goodbye|see you"
    r"|are you (?:a )?(?:bot|robot|human|real|ai)|ok(?:ay)?|test(?:ing)?|there|today)[\s!.?,~]*",
    re.IGNORECASE,
)


def without_courtesy(text: str) -> str:
    """Return a question without the courtesy around it; nothing where there is nothing else.

    >>> without_courtesy("สวัสดีครับ ขอถามหน่อยครับว่า GNLC คืออะไรครับ ขอบคุณครับ")
    'GNLC คืออะไร'
    """
    while found := _BEFORE.match(text):
        text = text[found.end() :]
    while found := _AFTER.search(text):
        text = text[: found.start()]
    return "" if _ONLY.fullmatch(text) else text
