"""Every fixed sentence that the library says, in both languages, in one table."""

from kb.types import Language

MESSAGES: dict[str, dict[Language, str]] = {
    "no_evidence": {
        "th": "เอกสารที่มีอยู่ไม่ได้กล่าวถึงเรื่องนี้ จึงยังตอบไม่ได้ ลองถามด้วยคำอื่น หรือเลือกคำถามใกล้เคียงด้านล่าง",
        "en": "The documents do not say. Try other words, or one of the nearby questions below.",
    },
    "unsupported_language": {
        "th": "ระบบนี้ตอบได้เฉพาะคำถามภาษาไทยและภาษาอังกฤษ โปรดถามใหม่ด้วยภาษาใดภาษาหนึ่ง",
        "en": "This service answers questions in Thai and English only. Please ask again in one of them.",
    },
    "too_vague": {
        "th": "คำถามสั้นหรือกว้างเกินกว่าจะค้นเอกสารได้ โปรดระบุว่าอยากทราบเรื่องอะไร เช่น ชื่อเมือง ปี หรือขั้นตอน",
        "en": "The question is too short or too broad to search for. Please say what you would like to know, such as a city, "
        "a year or a step.",
    },
    "small_talk": {
        "th": "สวัสดี ระบบนี้ตอบคำถามเกี่ยวกับเครือข่ายระดับโลกด้านเมืองแห่งการเรียนรู้ของยูเนสโก (GNLC) จากเอกสารที่อ้างอิงได้ เชิญถามได้เลย",
        "en": "Hello. This service answers questions about the UNESCO Global Network of Learning Cities (GNLC) from documents "
        "that it cites. Please ask one.",
    },
    "other_language": {
        "th": "ไม่พบคำตอบในเอกสารภาษาไทย ข้อความต่อไปนี้มาจากเอกสารภาษาอังกฤษ",
        "en": "No English document answers this; the sentences below are from documents in Thai.",
    },
    "question_empty": {
        "th": "ยังไม่มีคำถาม โปรดพิมพ์คำถามแล้วส่งอีกครั้ง",
        "en": "There is no question. Please type one and send it again.",
    },
    "question_not_text": {
        "th": "คำถามมีอักขระควบคุม {code_point} ที่ไม่ใช่ข้อความ โปรดลบออกแล้วส่งใหม่",
        "en": "The question contains {code_point}, which is not text. Please remove it and send the question again.",
    },
    "question_too_long": {
        "th": "คำถามยาว {length} อักขระ รับได้ไม่เกิน {limit} อักขระ โปรดย่อให้สั้นลง",
        "en": "The question has {length} characters; at most {limit} are taken. Please shorten it.",
    },
}


def message(key: str, language: Language, **values: object) -> str:
    """Return the sentence `key` in `language` with its placeholders filled; KeyError for an unknown key."""
    return MESSAGES[key][language].format(**values)
